/* Civil days, months, holidays and legal periods.
 *
 * A day is an int: days since 1970-01-01 in the proleptic Gregorian calendar (negative before).
 * Every function is pure; none can fail for days between 1600-01-01 and 9999-12-31. */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

struct civil_date {
    int year;  /* 1600..9999 */
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

/* A statutory or service period: months are added first, in total, then days. */
struct legal_period {
    int months;
    int days;
    bool moves_off_weekends; /* end moves to the next day that is no weekend or legal holiday */
};

int day_from_date(struct civil_date date);
struct civil_date date_from_day(int day);

/* Reads exactly "YYYY-MM-DD" (a date that exists); false and *day untouched otherwise. */
bool day_parse(const char *text, int *day);

/* Writes "YYYY-MM-DD" and its terminator. */
void day_format(int day, char out[static 11]);

/* 0 Monday .. 6 Sunday. */
int weekday_of(int day);
int days_in_month(int year, int month);
int days_in_year(int year);

/* Months since 0000-01: 12 * year + month - 1. */
int month_index(int day);
/* First day of the month with this index. */
int month_start(int index);

/* Sunday of Easter (Gregorian computus). */
int easter_sunday(int year);

/* A holiday of art. 3 Algemene termijnenwet: 1 January, Good Friday, Easter Monday, King's Day (27 April, until 2013 Queen's Day
 * on 30 April; the day before when that is a Sunday), 5 May, Ascension Day, Whit Monday, 25 and 26 December. */
bool is_legal_holiday(int day);
bool is_weekend(int day);

/* Months in total with the day clamped to the month's end, then days. */
int day_add(int day, int months, int days);

/* The last day of a period that starts on `start`, with the weekend rule when the period has it. */
int period_end(int start, const struct legal_period *period);

/* Whether art. 1 Algemene termijnenwet gives a period the weekend rule: at most 90 days, 12 weeks or 3 months. */
bool period_is_short(int months, int days);

#endif
