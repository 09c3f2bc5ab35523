#include "base/calendar.h"

/* Days and dates: H. Hinnant, chrono-compatible low-level date algorithms. Years begin in March, so that the leap day
 * is the last. */
enum { DAYS_PER_ERA = 146097, YEARS_PER_ERA = 400, DAYS_0000_03_01_TO_EPOCH = 719468 };

static int floor_div(int a, int b)
{
    return a / b - (a % b < 0);
}

int day_from_date(struct civil_date date)
{
    int year = date.month <= 2 ? date.year - 1 : date.year;
    int era = floor_div(year, YEARS_PER_ERA);
    int year_of_era = year - era * YEARS_PER_ERA;
    int month_from_march = (date.month + 9) % 12;
    int day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_0000_03_01_TO_EPOCH;
}

struct civil_date date_from_day(int day)
{
    int z = day + DAYS_0000_03_01_TO_EPOCH;
    int era = floor_div(z, DAYS_PER_ERA);
    int day_of_era = z - era * DAYS_PER_ERA;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    struct civil_date date = {
        .year = year_of_era + era * YEARS_PER_ERA + (month <= 2),
        .month = month,
        .day = day_of_year - (153 * month_from_march + 2) / 5 + 1,
    };
    return date;
}

/* The number of `n` digits at text, or -1 when one of them is none. */
static int read_digits(const char *text, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = 10 * value + (text[i] - '0');
    }
    return value;
}

bool day_parse(const char *text, int *day)
{
    struct civil_date date = {0, 0, 0};
    if ((date.year = read_digits(text, 4)) < 1600 || text[4] != '-')
        return false;
    if ((date.month = read_digits(text + 5, 2)) < 1 || date.month > 12 || text[7] != '-')
        return false;
    if ((date.day = read_digits(text + 8, 2)) < 1 || date.day > days_in_month(date.year, date.month))
        return false;
    if (text[10] != '\0')
        return false;
    *day = day_from_date(date);
    return true;
}

static void write_digits(char *out, int n, int value)
{
    for (int i = n - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

void day_format(int day, char out[static 11])
{
    struct civil_date date = date_from_day(day);
    write_digits(out, 4, date.year);
    out[4] = '-';
    write_digits(out + 5, 2, date.month);
    out[7] = '-';
    write_digits(out + 8, 2, date.day);
    out[10] = '\0';
}

/* 1970-01-01 was a Thursday. */
int weekday_of(int day)
{
    return ((day + 3) % 7 + 7) % 7;
}

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(int year, int month)
{
    static const signed char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

int days_in_year(int year)
{
    return is_leap(year) ? 366 : 365;
}

int month_index(int day)
{
    struct civil_date date = date_from_day(day);
    return 12 * date.year + date.month - 1;
}

int month_start(int index)
{
    int year = floor_div(index, 12);
    return day_from_date((struct civil_date){year, index - 12 * year + 1, 1});
}

/* Anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8). */
int easter_sunday(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int g = (8 * b + 13) / 25;
    int h = (19 * a + b - b / 4 - g + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return day_from_date((struct civil_date){year, n / 31, n % 31 + 1});
}

/* The day before when it falls on a Sunday. */
static bool is_monarchs_day(int day, struct civil_date date)
{
    const int its = date.year < 2014 ? 30 : 27;
    return (date.day == its && weekday_of(day) != 6) || (date.day == its - 1 && weekday_of(day) == 5);
}

static bool is_fixed_holiday(int day, struct civil_date date)
{
    switch (date.month) {
    case 1:
        return date.day == 1;
    case 4:
        return is_monarchs_day(day, date);
    case 5:
        return date.day == 5;
    case 12:
        return date.day == 25 || date.day == 26;
    default:
        return false;
    }
}

bool is_legal_holiday(int day)
{
    enum { GOOD_FRIDAY = -2, EASTER_MONDAY = 1, ASCENSION = 39, WHIT_MONDAY = 50 };
    struct civil_date date = date_from_day(day);
    if (is_fixed_holiday(day, date))
        return true;
    if (date.month < 3 || date.month > 6)
        return false; /* Easter falls from 22 March to 25 April */
    int after_easter = day - easter_sunday(date.year);
    return after_easter == GOOD_FRIDAY || after_easter == EASTER_MONDAY || after_easter == ASCENSION ||
           after_easter == WHIT_MONDAY;
}

bool is_weekend(int day)
{
    return weekday_of(day) >= 5;
}

int day_add(int day, int months, int days)
{
    if (months == 0)
        return day + days;
    struct civil_date date = date_from_day(day);
    int index = 12 * date.year + date.month - 1 + months;
    int year = floor_div(index, 12), month = index - 12 * year + 1;
    int last = days_in_month(year, month);
    return day_from_date((struct civil_date){year, month, date.day < last ? date.day : last}) + days;
}

int period_end(int start, const struct legal_period *period)
{
    int end = day_add(start, period->months, period->days);
    if (period->moves_off_weekends) {
        while (is_weekend(end) || is_legal_holiday(end))
            end++;
    }
    return end;
}

/* A period of months and days together is held against 90 days with its months at 30: 3 months just passes, as the law
 * has it. */
bool period_is_short(int months, int days)
{
    return 30 * months + days <= 90;
}
