#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/calendar.h"
#include "support/check_main/check_main.h"

static int day_of(const char *text)
{
    int day = 0;
    ck_assert_msg(day_parse(text, &day), "%s", text);
    return day;
}

#define ck_assert_day(day, text)                                                                                       \
    do {                                                                                                               \
        char written[11];                                                                                              \
        day_format((day), written);                                                                                    \
        ck_assert_str_eq(written, text);                                                                               \
    } while (0)

static void ck_date(struct civil_date date, int year, int month, int day)
{
    ck_assert_int_eq(date.year, year);
    ck_assert_int_eq(date.month, month);
    ck_assert_int_eq(date.day, day);
}

/* Day by day through two whole cycles of 400 years, counted the slow way, and libc's opinion beside it. */
START_TEST(every_date_of_800_years)
{
    static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int day = day_of("1600-01-01"), weekday = 5; /* a Saturday */
    for (int year = 1600; year < 2400; year++) {
        int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0, first_of_year = day;
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (month == 2 && leap), first = day;
            ck_assert_int_eq(days_in_month(year, month), length);
            for (int i = 1; i <= length; i++, day++, weekday = (weekday + 1) % 7) {
                ck_assert_int_eq(day_from_date((struct civil_date){year, month, i}), day);
                ck_date(date_from_day(day), year, month, i);
                ck_assert_int_eq(weekday_of(day), weekday);
                ck_assert_int_eq(is_weekend(day), weekday >= 5);
                ck_assert_int_eq(month_index(day), 12 * year + month - 1);
            }
            ck_assert_int_eq(month_start(12 * year + month - 1), first);
            struct tm tm = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = 1};
            ck_assert_int_eq(timegm(&tm) / 86400, first);
        }
        ck_assert_int_eq(days_in_year(year), day - first_of_year);
    }
}
END_TEST

START_TEST(known_days)
{
    ck_assert_int_eq(day_of("1970-01-01"), 0);
    ck_assert_int_eq(day_of("1969-12-31"), -1);
    ck_assert_int_eq(day_of("2000-03-01"), 11017);
    ck_assert_int_eq(weekday_of(day_of("2024-12-31")), 1);
    ck_assert_day(day_of("9999-12-31"), "9999-12-31");
    ck_assert_day(day_of("1600-02-29"), "1600-02-29");
}
END_TEST

START_TEST(text_that_is_no_date)
{
    static const char *const bad[] = {
        "",           "2024",       "2024-1-01",   "2024-01-1",  "2024-13-01",  "2024-00-01",
        "2023-02-29", "1900-02-29", "2024-04-31",  "2024/04/30", "2024-04-30 ", " 2024-04-30",
        "2024-04-00", "1599-12-31", "20240-01-01", "-024-01-01", "2024-01-0x",  "2024-01-011"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int day = 42;
        ck_assert_msg(!day_parse(bad[i], &day), "%s", bad[i]);
        ck_assert_int_eq(day, 42);
    }
}
END_TEST

/* Oudin's algorithm (1940), which shares no formula with the one under test. */
static int easter_by_oudin(int year)
{
    int c = year / 100, n = year % 19, k = (c - 17) / 25;
    int i = (c - c / 4 - (c - k) / 3 + 19 * n + 15) % 30;
    i -= i / 28 * (1 - i / 28 * (29 / (i + 1)) * ((21 - n) / 11));
    int j = (year + year / 4 + i + 2 - c + c / 4) % 7, l = i - j;
    int month = 3 + (l + 40) / 44;
    return day_from_date((struct civil_date){year, month, l + 28 - 31 * (month / 4)});
}

START_TEST(easter)
{
    static const char *const known[] = {"1818-03-22", "1943-04-25", "1961-04-02", "1981-04-19", "2000-04-23",
                                        "2008-03-23", "2011-04-24", "2019-04-21", "2022-04-17", "2023-04-09",
                                        "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25",
                                        "2076-04-19", "2285-03-22"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        ck_assert_day(easter_sunday(atoi(known[i])), known[i]);
    for (int year = 1700; year < 4000; year++) {
        ck_assert_int_eq(easter_sunday(year), easter_by_oudin(year));
        ck_assert_int_eq(weekday_of(easter_sunday(year)), 6);
    }
}
END_TEST

static void ck_holidays(int year, const char *const *dates)
{
    for (int day = day_from_date((struct civil_date){year, 1, 1}), i = 0; i < days_in_year(year); i++, day++) {
        char text[11];
        int listed = 0;
        day_format(day, text);
        for (const char *const *d = dates; *d != NULL; d++)
            listed |= strcmp(text + 5, *d) == 0;
        ck_assert_msg(is_legal_holiday(day) == listed, "%s", text);
    }
}

START_TEST(holidays_of_whole_years)
{
    static const char *const y2024[] = {"01-01", "03-29", "04-01", "04-27", "05-05",
                                        "05-09", "05-20", "12-25", "12-26", NULL};
    static const char *const y2025[] = {"01-01", "04-18", "04-21", "04-26", "05-05",
                                        "05-29", "06-09", "12-25", "12-26", NULL};
    static const char *const y2005[] = {"01-01", "03-25", "03-28", "04-30", "05-05",
                                        "05-16", "12-25", "12-26", NULL}; /* Ascension on 5 May */
    static const char *const y2038[] = {"01-01", "04-23", "04-26", "04-27", "05-05",
                                        "06-03", "06-14", "12-25", "12-26", NULL};
    static const char *const y2006[] = {"01-01", "04-14", "04-17", "04-29", "05-05",
                                        "05-25", "06-05", "12-25", "12-26", NULL};
    ck_holidays(2006, y2006);
    ck_holidays(2024, y2024);
    ck_holidays(2025, y2025);
    ck_holidays(2005, y2005);
    ck_holidays(2038, y2038);
}
END_TEST

/* Art. 3 Algemene termijnenwet, word for word, in every year from 1800 to 2199: no day more, none less. */
START_TEST(holidays_of_400_years)
{
    for (int year = 1800; year < 2200; year++) {
        const int sunday = easter_by_oudin(year), king = day_from_date((struct civil_date){year, 4, year < 2014 ? 30 : 27});
        const int holidays[] = {day_from_date((struct civil_date){year, 1, 1}),
                                sunday - 2,
                                sunday + 1,
                                weekday_of(king) == 6 ? king - 1 : king,
                                day_from_date((struct civil_date){year, 5, 5}),
                                sunday + 39,
                                sunday + 50,
                                day_from_date((struct civil_date){year, 12, 25}),
                                day_from_date((struct civil_date){year, 12, 26})};
        const int first = holidays[0];
        for (int day = first; day < first + days_in_year(year); day++) {
            bool listed = false;
            for (size_t i = 0; i < sizeof holidays / sizeof holidays[0]; i++)
                listed |= holidays[i] == day;
            ck_assert_msg(is_legal_holiday(day) == listed, "day %d of %d", day - first + 1, year);
        }
    }
}
END_TEST

/* From every day of 400 years some months on: the same day of that month or, where it has none, its last. */
START_TEST(months_of_400_years)
{
    static const int steps[] = {1, 2, 3, 6, 9, 11, 12, 15, 18, 21, 48, -1, -7, -12, -25};
    for (int day = day_of("1800-01-01"); day < day_of("2200-01-01"); day++) {
        const struct civil_date from = date_from_day(day);
        for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
            struct civil_date to = from;
            for (int left = steps[i]; left != 0; left += left > 0 ? -1 : 1) {
                to.month += left > 0 ? 1 : -1;
                to.year += to.month == 13 ? 1 : (to.month == 0 ? -1 : 0);
                to.month = to.month == 13 ? 1 : (to.month == 0 ? 12 : to.month);
            }
            const int last = days_in_month(to.year, to.month);
            to.day = from.day > last ? last : from.day;
            ck_assert_int_eq(day_add(day, steps[i], 0), day_from_date(to));
        }
    }
}
END_TEST

START_TEST(months_end_with_the_month)
{
    ck_assert_day(day_add(day_of("2023-01-31"), 1, 0), "2023-02-28");
    ck_assert_day(day_add(day_of("2024-01-31"), 1, 0), "2024-02-29");
    ck_assert_day(day_add(day_of("2024-02-29"), 12, 0), "2025-02-28");
    ck_assert_day(day_add(day_of("2023-08-31"), 6, 1), "2024-03-01");
    ck_assert_day(day_add(day_of("2023-05-31"), 15, 0), "2024-08-31");
    ck_assert_day(day_add(day_of("2024-03-31"), -1, 0), "2024-02-29");
    ck_assert_day(day_add(day_of("2024-01-15"), -13, -15), "2022-11-30");
    ck_assert_day(day_add(day_of("2024-01-15"), 0, 90), "2024-04-14");
    ck_assert_day(day_add(day_of("2024-12-31"), 2, 0), "2025-02-28");
}
END_TEST

/* 31 August + 6 + 9 months is 30 November; through February it would be the 28th. */
START_TEST(an_extended_period_is_added_at_once)
{
    struct legal_period extended = {.months = 6 + 9};
    ck_assert_day(period_end(day_of("2022-08-31"), &extended), "2023-11-30");
    ck_assert_day(day_add(day_add(day_of("2022-08-31"), 6, 0), 9, 0), "2023-11-28");
}
END_TEST

START_TEST(short_periods_move_off_weekends_and_holidays)
{
    static const struct {
        const char *before, *end;
    } cases[] = {
        {"2024-03-28", "2024-04-02"}, /* Good Friday, weekend, Easter Monday */
        {"2024-03-30", "2024-04-02"}, {"2026-12-24", "2026-12-28"}, {"2025-04-25", "2025-04-28"},
        {"2024-05-04", "2024-05-06"}, {"2024-05-08", "2024-05-10"}, {"2021-12-31", "2022-01-03"},
        {"2024-06-04", "2024-06-05"},
    };
    struct legal_period moves = {.days = 1, .moves_off_weekends = true}, stays = {.days = 1};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ck_assert_day(period_end(day_of(cases[i].before), &moves), cases[i].end);
        ck_assert_int_eq(period_end(day_of(cases[i].before), &stays), day_of(cases[i].before) + 1);
    }
}
END_TEST

START_TEST(the_end_is_the_first_day_allowed)
{
    struct legal_period moves = {.months = 3, .moves_off_weekends = true};
    for (int day = day_of("1800-01-01"); day < day_of("2200-01-01"); day++) {
        int plain = day_add(day, 3, 0), end = period_end(day, &moves);
        ck_assert_int_ge(end, plain);
        ck_assert(!is_weekend(end) && !is_legal_holiday(end));
        for (int d = plain; d < end; d++)
            ck_assert(is_weekend(d) || is_legal_holiday(d));
    }
}
END_TEST

START_TEST(which_periods_are_short)
{
    ck_assert(period_is_short(0, 90));
    ck_assert(!period_is_short(0, 91));
    ck_assert(period_is_short(0, 84));
    ck_assert(period_is_short(3, 0));
    ck_assert(!period_is_short(3, 1));
    ck_assert(!period_is_short(6, 0));
    ck_assert(period_is_short(2, 14));
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, every_date_of_800_years);
    tcase_add_test(tcase, known_days);
    tcase_add_test(tcase, text_that_is_no_date);
    tcase_add_test(tcase, easter);
    tcase_add_test(tcase, holidays_of_whole_years);
    tcase_add_test(tcase, holidays_of_400_years);
    tcase_add_test(tcase, months_of_400_years);
    tcase_add_test(tcase, months_end_with_the_month);
    tcase_add_test(tcase, an_extended_period_is_added_at_once);
    tcase_add_test(tcase, short_periods_move_off_weekends_and_holidays);
    tcase_add_test(tcase, the_end_is_the_first_day_allowed);
    tcase_add_test(tcase, which_periods_are_short);
}
