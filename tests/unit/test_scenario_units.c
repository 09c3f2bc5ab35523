/* Amounts and periods as people write them. */
#include <math.h>
#include <regex.h>
#include <string.h>

#include "scenario/reader.h"
#include "scenario/units.h"
#include "support/check_main/check_main.h"

static struct arena arena;
static struct diagnostics diagnostics;
static struct reader reader;
static const struct place nowhere = {.file = -1};

static void setup(void)
{
    arena_init(&arena);
    diagnostics_init(&diagnostics);
    reader = (struct reader){.arena = &arena, .diagnostics = &diagnostics};
}

static void teardown(void)
{
    arena_free(&arena);
    diagnostics_free(&diagnostics);
}

static void ck_amount(enum unit unit, const char *text, double expected)
{
    double value = NAN;

    ck_assert_msg(amount_read(&reader, text, nowhere, "key", unit, &value), "%s", text);
    ck_assert_msg(fabs(value - expected) <= 1e-12 * fabs(expected), "%s is %.17g", text, value);
}

/* It is refused with this message and advice. */
static void ck_refused(enum unit unit, const char *text, const char *message, const char *suggestion)
{
    double value;
    size_t n = diagnostics.n;

    ck_assert_msg(!amount_read(&reader, text, nowhere, "key", unit, &value), "%s was read", text);
    ck_assert_uint_eq(diagnostics.n, n + 1);
    ck_assert_str_eq(diagnostics.items[n].message, message);
    ck_assert_str_eq(diagnostics.items[n].suggestion, suggestion);
}

START_TEST(amounts)
{
    ck_amount(UNIT_NONE, "1.3", 1.3);
    ck_amount(UNIT_NONE, "-1e-3", -0.001);
    ck_amount(UNIT_NONE, "+.5", 0.5);
    ck_amount(UNIT_SHARE, "62%", 0.62);
    ck_amount(UNIT_SHARE, " 62 % ", 0.62);
    ck_amount(UNIT_CASES, "1 case", 1);
    ck_amount(UNIT_CASES_YEAR, "40920/year", 40920);
    ck_amount(UNIT_CASES_YEAR, "100 cases / month", 1200);
    ck_amount(UNIT_CASES_YEAR, "7/week", 365.2425);
    ck_amount(UNIT_CASES_YEAR, "2/day", 730.485);
    ck_amount(UNIT_HOURS, "26 hours", 26);
    ck_amount(UNIT_HOURS_YEAR, "1363 hours/year", 1363);
    ck_amount(UNIT_DAYS, "8 weeks", 56);
    ck_amount(UNIT_DAYS, "12 months", 365.2425);
    ck_amount(UNIT_FTE, "1450 fte", 1450);
    ck_amount(UNIT_HAZARD, "8%/year", 0.08);
    ck_amount(UNIT_HAZARD, "0.2%/day", 0.730485);
    ck_amount(UNIT_GROWTH, "-2%/year", -0.02);
    ck_amount(UNIT_EURO, "EUR 7500", 7500);
    ck_amount(UNIT_EURO, "EUR 20 million", 2e7);
    ck_amount(UNIT_EURO_DAY, "EUR 100/day", 100);
}
END_TEST

START_TEST(wrong_units)
{
    ck_refused(UNIT_HOURS, "26 days", "`26 days` is a duration; `key` is in hours", "for example `26 hours`");
    ck_refused(UNIT_CASES_YEAR, "40920", "`40920` needs a unit: `key` is in cases per year",
               "for example `40920/year`");
    ck_refused(UNIT_EURO_DAY, "100", "`100` needs a unit: `key` is in euros per day", "for example `EUR 100/day`");
    ck_refused(UNIT_SHARE, "0.38", "`0.38` needs a unit: `key` is a percentage", "for example `38%`");
    ck_refused(UNIT_NONE, "15%", "`15%` is a percentage; `key` is a pure number", "for example `0.9`");
    ck_refused(UNIT_HAZARD, "8%", "`8%` is a percentage; `key` is a percentage per year", "for example `8%/year`");
    ck_refused(UNIT_EURO, "EUR 100/day", "`EUR 100/day` is an amount of money per day; `key` is in euros",
               "for example `EUR 7500`");
    ck_refused(UNIT_CASES, "40920/year", "`40920/year` is a rate; `key` is a number of cases",
               "for example `2500 cases`");
}
END_TEST

START_TEST(numbers_that_are_none)
{
    static const char *const bad[] = {"nan hours", "inf hours",   "-inf hours", ".nan",     "hours",
                                      "",          "1e999 hours", "- 5 hours",  "e5 hours", "."};

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        double value;
        ck_assert_msg(!amount_read(&reader, bad[i], nowhere, "key", UNIT_HOURS, &value), "%s", bad[i]);
    }
    ck_refused(UNIT_HOURS, "nan hours", "`key` needs a number (hours), not `nan hours`", "for example `26 hours`");
    ck_refused(UNIT_NONE, "0.5abc", "`abc` is not understood after the number in `0.5abc`", "for example `0.9`");
    ck_refused(UNIT_NONE, "0x10", "`x10` is not understood after the number in `0x10`", "for example `0.9`");
    ck_refused(UNIT_HOURS, "5 hours long", "`long` is not understood after the number in `5 hours long`",
               "for example `26 hours`");
    ck_refused(UNIT_HOURS, "1 2 hours", "`2 hours` is not understood after the number in `1 2 hours`",
               "for example `26 hours`");
    ck_refused(UNIT_CASES_YEAR, "5/decade", "`decade` is not understood after the number in `5/decade`",
               "for example `40920/year`");
}
END_TEST

START_TEST(marks_in_numbers)
{
    ck_refused(UNIT_CASES_YEAR, "40,920/year", "no marks between thousands: `40,920/year`", "write `40920/year`");
    ck_refused(UNIT_CASES_YEAR, "1 040 920/year", "no marks between thousands: `1 040 920/year`",
               "write `1040920/year`");
    ck_refused(UNIT_CASES_YEAR, "40_920/year", "no marks between thousands: `40_920/year`", "write `40920/year`");
    ck_refused(UNIT_HOURS, "6,5 hours", "the decimal mark is a point: `6,5 hours`", "write `6.5 hours`");
    ck_refused(UNIT_CASES_YEAR, "40.920/year", "is the point in `40.920/year` a mark between thousands?",
               "write `40920/year`, or fewer decimals when a small number is meant");
    ck_amount(UNIT_CASES_YEAR, "0.125/year", 0.125);
    ck_amount(UNIT_NONE, "1.125", 1.125);
}
END_TEST

static void ck_period(const char *text, int months, int days)
{
    int m = -1, d = -1;

    ck_assert_msg(period_read(&reader, text, nowhere, "period", &m, &d), "%s", text);
    ck_assert_int_eq(m, months);
    ck_assert_int_eq(d, days);
}

START_TEST(periods)
{
    static const char *const bad[] = {"15",     "months",   "1.5 months", "-3 days", "3 months +", "3 months 14 days",
                                      "0 days", "60 years", "3 hours",    "1e9 days"};

    ck_period("15 months", 15, 0);
    ck_period("26 weeks", 0, 182);
    ck_period("90 days", 0, 90);
    ck_period("1 year", 12, 0);
    ck_period("3 months + 14 days", 3, 14);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int months, days;
        ck_assert_msg(!period_read(&reader, bad[i], nowhere, "period", &months, &days), "%s", bad[i]);
    }
}
END_TEST

START_TEST(written_back)
{
    ck_assert_str_eq(amount_format(&reader, UNIT_SHARE, 0.08), "8%");
    ck_assert_str_eq(amount_format(&reader, UNIT_EURO_DAY, 100), "EUR 100/day");
    ck_assert_str_eq(amount_format(&reader, UNIT_CASES_YEAR, 40920), "40920/year");
}
END_TEST

/* Each unit's own example is in that unit. */
START_TEST(examples)
{
    for (int unit = 0; unit < UNITS; unit++) {
        double value;
        ck_assert(amount_read(&reader, unit_info((enum unit)unit)->example, nowhere, "key", (enum unit)unit, &value));
    }
}
END_TEST

/* The pattern of a unit and its reader agree on every way of putting the parts of an amount together. */
static void ck_pattern(enum unit unit, const regex_t *pattern, const char *text)
{
    double value;
    bool read = amount_read(&reader, text, nowhere, "key", unit, &value);

    ck_assert_msg(read == (regexec(pattern, text, 0, NULL, 0) == 0), "`%s` in unit %d is %s", text, (int)unit,
                  read ? "read" : "refused");
}

static size_t ck_all_amounts(enum unit unit, const regex_t *pattern)
{
    static const char *const heads[] = {"", "EUR ", "  "}, *const numbers[] = {"5", "-5", "+1.5", ".5", "5.", "1e3", "2E-1", "e5", ""};
    static const char *const scales[] = {"", " million", "thousand"}, *const pers[] = {"", "/year", " / days", "/week", "/decade", "/"};
    static const char *const words[] = {"", "%", " cases", "case", " hours", " day", " months", " fte", "FTE", " heads", "x"};
    size_t n = 0;

    for (size_t h = 0; h < 3; h++) {
        for (size_t i = 0; i < 9 * 3; i++) {
            for (size_t w = 0; w < 11 * 6; w++) {
                char text[64];
                snprintf(text, sizeof text, "%s%s%s%s%s", heads[h], numbers[i / 3], scales[i % 3], words[w / 6], pers[w % 6]);
                ck_pattern(unit, pattern, text);
                n++;
            }
        }
    }
    return n;
}

START_TEST(patterns)
{
    for (int unit = 0; unit < UNITS; unit++) {
        char text[AMOUNT_PATTERN_SIZE];
        regex_t pattern;
        amount_pattern((enum unit)unit, true, text);
        ck_assert_int_eq(regcomp(&pattern, text, REG_EXTENDED | REG_NOSUB), 0);
        ck_assert_uint_gt(ck_all_amounts((enum unit)unit, &pattern), 5000);
        regfree(&pattern);
        amount_pattern((enum unit)unit, false, text);
        ck_assert_ptr_null(strstr(text, "[-+]?("));
    }
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, amounts);
    tcase_add_test(tcase, wrong_units);
    tcase_add_test(tcase, numbers_that_are_none);
    tcase_add_test(tcase, marks_in_numbers);
    tcase_add_test(tcase, periods);
    tcase_add_test(tcase, written_back);
    tcase_add_test(tcase, examples);
    tcase_add_test(tcase, patterns);
}
