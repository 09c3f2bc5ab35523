/* Numbers, cells and quantities as CSV has them. */
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "output/csv.h"
#include "support/check_main/check_main.h"

#define ck_number(value, text)                                                                                         \
    do {                                                                                                               \
        char got[CSV_NUMBER_SIZE];                                                                                     \
        csv_number(value, got);                                                                                        \
        ck_assert_str_eq(got, text);                                                                                   \
    } while (0)

START_TEST(numbers_have_ten_digits_and_a_point)
{
    ck_number(0, "0");
    ck_number(-0.0, "0");
    ck_number(118230, "118230");
    ck_number(-590, "-590");
    ck_number(1.0 / 3, "0.3333333333");
    ck_number(0.1 + 0.2, "0.3");
    ck_number(1234567890.4, "1234567890");
    ck_number(-2.5e-9, "-2.5e-09");
    ck_number(1.5e20, "1.5e+20");
    ck_number(-1.234567890123e-300, "-1.23456789e-300");
}
END_TEST

START_TEST(no_value_is_an_empty_cell)
{
    ck_number((double)NAN, "");
    ck_number((double)INFINITY, "");
    ck_number(-(double)INFINITY, "");
}
END_TEST

START_TEST(the_locale_changes_nothing)
{
    static const char *const commas[] = {"nl_NL.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8", "ps_AF.UTF-8"};
    for (size_t i = 0; i < sizeof commas / sizeof commas[0]; i++) {
        if (setlocale(LC_NUMERIC, commas[i]) != NULL) {
            ck_number(0.5, "0.5");
            ck_number(-1.25e-9, "-1.25e-09");
        }
    }
    setlocale(LC_NUMERIC, "C");
}
END_TEST

static void check_cell(const char *text, const char *expected)
{
    char *got = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&got, &size);
    ck_assert_ptr_nonnull(out);
    csv_write_text(out, text);
    fclose(out);
    ck_assert_str_eq(got, expected);
    free(got);
}

START_TEST(cells_are_quoted_when_they_must_be)
{
    check_cell("", "");
    check_cell("Jaarcijfers 2023", "Jaarcijfers 2023");
    check_cell("a, b", "\"a, b\"");
    check_cell("say \"no\"", "\"say \"\"no\"\"\"");
    check_cell("two\nlines", "\"two\nlines\"");
    check_cell("{2024-01-01: 1450 fte, 2025-07-01: 1600 fte}", "\"{2024-01-01: 1450 fte, 2025-07-01: 1600 fte}\"");
}
END_TEST

START_TEST(no_cell_is_a_formula)
{
    check_cell("=1+1", "\"'=1+1\"");
    check_cell("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    check_cell("+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\"");
    check_cell("-2+3+cmd|' /C calc'!A0", "\"'-2+3+cmd|' /C calc'!A0\"");
    check_cell("@SUM(1,1)", "\"'@SUM(1,1)\"");
    check_cell("  =1", "\"'  =1\"");
    check_cell("\t=1", "\"'\t=1\"");
    check_cell("\r=1", "\"'\r=1\"");
    check_cell("\n=1", "\"'\n=1\"");
    check_cell("\xEF\xBC\x9D"
               "1",
               "\"'\xEF\xBC\x9D"
               "1\"");
    check_cell("-A1", "\"'-A1\"");
    check_cell("-1(2)", "\"'-1(2)\"");
}
END_TEST

START_TEST(negative_numbers_stay_numbers)
{
    check_cell("-590", "-590");
    check_cell("-590/year", "-590/year");
    check_cell("-10%", "-10%");
    check_cell("+0.5", "+0.5");
}
END_TEST

static void check_split(const char *text, const char *value, const char *unit)
{
    char got_value[64], got_unit[64];
    csv_split_quantity(text, sizeof got_value, got_value, got_unit);
    ck_assert_str_eq(got_value, value);
    ck_assert_str_eq(got_unit, unit);
}

START_TEST(quantities_split_into_number_and_unit)
{
    check_split("26 hours", "26", "hours");
    check_split("40920/year", "40920", "cases/year");
    check_split("1363 hours/year", "1363", "hours/year");
    check_split("8%", "8", "%");
    check_split("-2%/year", "-2", "%/year");
    check_split("EUR 100/day", "100", "EUR/day");
    check_split("EUR 7500", "7500", "EUR");
    check_split("EUR 20 million", "20", "EUR million");
    check_split("1.2", "1.2", "");
    check_split("1e3 cases", "1e3", "cases");
    check_split("proportional", "proportional", "");
    check_split("{2024-01-01: 5 fte}", "{2024-01-01: 5 fte}", "");
    check_split("2024-01-01", "2024-01-01", "");
    check_split("", "", "");
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, numbers_have_ten_digits_and_a_point);
    tcase_add_test(tcase, no_value_is_an_empty_cell);
    tcase_add_test(tcase, the_locale_changes_nothing);
    tcase_add_test(tcase, cells_are_quoted_when_they_must_be);
    tcase_add_test(tcase, no_cell_is_a_formula);
    tcase_add_test(tcase, negative_numbers_stay_numbers);
    tcase_add_test(tcase, quantities_split_into_number_and_unit);
}
