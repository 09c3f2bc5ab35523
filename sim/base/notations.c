#include "base/notations.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/calendar.h"

static bool is_digit(char c) { return isdigit((unsigned char)c) != 0; }

/* --- numbers ------------------------------------------------------------------------------------------------------------------------- */

static size_t digits_at(const char *text)
{
    size_t n = 0;
    while (is_digit(text[n])) n++;
    return n;
}

/* A mark between two digits; a space only before three of them. */
static bool is_mark(const char *text)
{
    return text[0] != '\0' && strchr(".,'_ ", text[0]) && is_digit(text[1]) && (text[0] != ' ' || digits_at(text + 1) == 3);
}

size_t number_plainly(const char *text, char *plain)
{
    const char *last = NULL;
    size_t length = digits_at(text), n = 0, marks = 0, like_last = 0;
    if (length == 0) return 0;
    for (; is_mark(text + length); length += 1 + digits_at(text + length + 1), marks++) last = text + length;
    for (size_t i = 0; last && i < length; i++) like_last += text[i] == *last;
    const bool grouped = last && ((*last != '.' && *last != ',') || like_last > 1 || (*last == ',' && marks == 1 && digits_at(last + 1) == 3));
    for (size_t i = 0; i < length; i++) {
        if (is_digit(text[i])) plain[n++] = text[i];
        else if (text + i == last && !grouped) plain[n++] = '.';
    }
    plain[n] = '\0';
    return length;
}

/* --- dates --------------------------------------------------------------------------------------------------------------------------- */

bool date_digits(const char *text, int *year, int *month, int *day)
{
    int end = 0;
    return strlen(text) == 10 && text[4] == '-' && text[7] == '-' && digits_at(text) == 4 && digits_at(text + 5) == 2 && digits_at(text + 8) == 2 &&
           sscanf(text, "%4d-%2d-%2d%n", year, month, day, &end) == 3 && end == 10;
}

/* 1 to 12 by the first letters of a word, 0 for another. */
static int month_of_word(const char *word)
{
    static const struct {
        const char *start;
        int month;
    } words[] = {{"jan", 1}, {"feb", 2}, {"mar", 3}, {"maa", 3}, {"mrt", 3}, {"apr", 4},  {"may", 5},  {"mei", 5}, {"jun", 6},
                 {"jul", 7}, {"aug", 8}, {"sep", 9}, {"oct", 10}, {"okt", 10}, {"nov", 11}, {"dec", 12}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strncasecmp(word, words[i].start, 3) == 0) return words[i].month;
    return 0;
}

/* The parts of a date between its marks: numbers, and the place of the one that is a word for a month. */
struct date_parts {
    int number[3], n, word;
    bool year_first;
};

static bool split_date(const char *text, struct date_parts *parts)
{
    *parts = (struct date_parts){.word = -1};
    for (const char *at = text; *at;) {
        const size_t digits = digits_at(at);
        size_t letters = 0;
        while (isalpha((unsigned char)at[letters])) letters++;
        if (digits + letters == 0 || digits > 4 || parts->n == 3) return false;
        if (letters > 0) parts->word = parts->n;
        if (parts->n == 0) parts->year_first = digits == 4;
        parts->number[parts->n++] = letters > 0 ? month_of_word(at) : atoi(at);
        at += digits + letters;
        at += strspn(at, " ,./-");
    }
    return parts->n == 3;
}

bool day_plainly(const char *text, int *day)
{
    struct date_parts parts;
    struct civil_date date;
    char dashed[11];
    if (digits_at(text) == 8 && text[8] == '\0') {
        snprintf(dashed, sizeof dashed, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
        return day_parse(dashed, day);
    }
    if (!split_date(text, &parts)) return false;
    const int *p = parts.number;
    if (parts.year_first) date = (struct civil_date){p[0], p[1], p[2]};
    else if (parts.word == 0) date = (struct civil_date){p[2], p[0], p[1]};
    else date = (struct civil_date){p[2], p[1], p[0]};
    if (date.year < 1600 || date.month < 1 || date.month > 12 || date.day < 1 || date.day > days_in_month(date.year, date.month)) return false;
    *day = day_from_date(date);
    return true;
}
