/* Amounts as people write them, `40920/year`, `EUR 20 million`, `8%`, turned into the one unit each field keeps. */
#ifndef SCENARIO_UNITS_H
#define SCENARIO_UNITS_H

#include <stdbool.h>

#include "scenario/reader.h"

enum unit {
    UNIT_NONE,       /* a pure number */
    UNIT_SHARE,      /* 8% -> 0.08 */
    UNIT_CASES,      /* 45640 cases */
    UNIT_CASES_YEAR, /* 40920/year, 40920 cases/year; /month x 12; /week and /day by a year of 365.2425 days */
    UNIT_HOURS,      /* 26 hours */
    UNIT_HOURS_YEAR, /* 1363 hours/year */
    UNIT_DAYS,       /* 90 days, 4 weeks; months and years by a year of 365.2425 days */
    UNIT_FTE,        /* 1450 fte */
    UNIT_HAZARD,     /* 8%/year, 0.2%/day -> per year */
    UNIT_GROWTH,     /* 2%/year */
    UNIT_EURO,       /* EUR 7500, EUR 20 million */
    UNIT_EURO_DAY,   /* EUR 100/day */
    UNIT_EURO_YEAR,  /* EUR 95000/year */
    UNIT_HEADS,      /* 40 heads */
    UNIT_HEADS_MONTH, /* 8 heads/month */
    UNITS
};

struct unit_info {
    const char *name;           /* "hours", completes "is in ..." */
    const char *example;        /* "26 hours" */
    const char *before, *after; /* around a number: "EUR ", "/day" */
    double minimum, maximum;    /* when the field has no range of its own */
    const char *after_pattern;  /* a regular expression of all that may stand after the number */
};

const struct unit_info *unit_info(enum unit unit);

/* Whether amounts are written as percentages, and kept as a hundredth of what is written. */
bool unit_is_percent(enum unit unit);

/* A regular expression (POSIX extended, and of ECMAScript) of the amounts in this unit, with or without those below zero; it
 * knows neither ranges nor marks between thousands. */
enum { AMOUNT_PATTERN_SIZE = 160 };
void amount_pattern(enum unit unit, bool negative, char out[static AMOUNT_PATTERN_SIZE]);

/* Reads the whole text as an amount in `unit`; an error at `place` that calls the value `key` otherwise. */
bool amount_read(struct reader *reader, const char *text, struct place place, const char *key, enum unit unit,
                 double *value);

/* The value as a user writes it: "8%", "EUR 100/day". */
const char *amount_format(struct reader *reader, enum unit unit, double value);

/* Reads `15 months`, `26 weeks`, `3 months + 14 days` as whole months and whole days. */
bool period_read(struct reader *reader, const char *text, struct place place, const char *key, int *months, int *days);

#endif
