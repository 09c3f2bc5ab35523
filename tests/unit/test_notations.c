/* Numbers and dates as spreadsheets and letters have them. */
#include <check.h>
#include <string.h>

#include "base/calendar.h"
#include "base/notations.h"
#include "support/check_main/check_main.h"

static void ck_number(const char *text, const char *plain, size_t length)
{
    char out[100] = "";
    ck_assert_msg(number_plainly(text, out) == length, "%s has %zu", text, number_plainly(text, out));
    if (length > 0) ck_assert_str_eq(out, plain);
}

START_TEST(numbers)
{
    ck_number("12", "12", 2);
    ck_number("12,5 fte", "12.5", 4);
    ck_number("1.4", "1.4", 3);
    ck_number("1.400", "1.400", 5); /* a point alone is that of decimals */
    ck_number("1,400", "1400", 5);
    ck_number("1,4005", "1.4005", 6);
    ck_number("1.442,50/day", "1442.50", 8);
    ck_number("1,442.50", "1442.50", 8);
    ck_number("1.234.567", "1234567", 9);
    ck_number("1,234,567", "1234567", 9);
    ck_number("1 234 567,8", "1234567.8", 11);
    ck_number("12 500 fte", "12500", 6);
    ck_number("12 5", "12", 2);
    ck_number("12'500", "12500", 6);
    ck_number("12_500", "12500", 6);
    ck_number("23,-", "23", 2);
    ck_number("7.", "7", 1);
    ck_number("x7", "", 0);
    ck_number("", "", 0);
}
END_TEST

static void ck_day(const char *text, const char *wanted)
{
    char shown[11] = "";
    int day;
    const bool good = day_plainly(text, &day);
    if (good) day_format(day, shown);
    ck_assert_msg(strcmp(shown, wanted) == 0, "%s is %s, not %s", text, shown, wanted);
}

START_TEST(days)
{
    static const char wanted[] = "2027-02-03";
    static const char *const same[] = {"3-2-2027",   "03/02/2027",      "3.2.2027",      "2027/2/3",        "2027-2-3",         "20270203",
                                       "3 feb 2027", "3 februari 2027", "3 Feb., 2027", "February 3, 2027", "2027 February 3"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) ck_day(same[i], wanted);
    ck_day("1 mrt 2027", "2027-03-01");
    ck_day("1 mei 2027", "2027-05-01");
    ck_day("1 oktober 2027", "2027-10-01");
    static const char *const none[] = {"", "2027", "2027-02", "30-2-2027", "2-13-2027", "20271301", "3 foo 2027", "3-2-2027 12", "3-2-27", "a b c", "12345-1-1", "3 & 2 2027"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) ck_day(none[i], "");
}
END_TEST

START_TEST(digits)
{
    int year, month, day;
    ck_assert(date_digits("2027-02-30", &year, &month, &day) && year == 2027 && month == 2 && day == 30);
    ck_assert(!date_digits("2027-2-30", &year, &month, &day));
    ck_assert(!date_digits("2027-02-3x", &year, &month, &day));
    ck_assert(!date_digits("2027/02/30", &year, &month, &day));
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, numbers);
    tcase_add_test(tcase, days);
    tcase_add_test(tcase, digits);
}
