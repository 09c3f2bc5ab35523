/* Values as a scenario gives them: quantities by date, uncertain or not, distributions, names and orders by date, periods.
 *
 * Days are civil days (base/calendar.h). Rates per year are per calendar year: a day of year y gets value / days_in_year(y); other
 * units are turned into a year of 365.2425 days on reading (month: x 12). Hazards, too, are kept per year: a day's hazard is
 * value / 365.2425. Percentages are kept as fractions. */
#ifndef SCENARIO_VALUE_TYPES_H
#define SCENARIO_VALUE_TYPES_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/calendar.h"

enum { SCENARIO_ALWAYS = INT_MIN }; /* date of a value that has held for ever */

/* Where something was written: file is an index into scenario.files; line and column count from 1. */
struct place {
    int file;
    int line;
    int column;
};

enum value_status { STATUS_NONE, STATUS_OBSERVED, STATUS_ASSUMED, STATUS_CALIBRATED };

/* Relative uncertainty: one multiplier per replication for the whole quantity, of mean 1.
 * z = loading F + sqrt(1 - loading^2) e with F the factor's standard normal and e the key path's own.
 *   lognormal sd s: exp(s z - s^2 / 2);  normal sd s: max(0, 1 + s z);
 *   uniform a: 1 + a (2 Phi(z) - 1), a <= 1;  triangular low, mode, high (relative to the value, so -10%, 0, 20%): 1 + quantile at Phi(z)
 *   (its mean is the distribution's own, not forced to 1). */
enum uncertainty_shape { CERTAIN, UNCERTAIN_NORMAL, UNCERTAIN_LOGNORMAL, UNCERTAIN_UNIFORM, UNCERTAIN_TRIANGULAR };
struct uncertainty {
    enum uncertainty_shape shape;
    double low, mode, high; /* triangular; for the others `high` is the sd or half-width */
    int factor;             /* index into scenario.factors, -1 none */
    double loading;         /* -1..1 */
};

struct dated_number {
    int date; /* in force from this day; SCENARIO_ALWAYS for a constant */
    double value;
};

/* A number of the scenario: constant, or steps (or lines) between dated points; before the first point the first value holds. */
struct quantity {
    bool given; /* written in the file; otherwise n is 1 and the point holds the field's default */
    size_t n;   /* at least 1 */
    const struct dated_number *points;
    bool linear; /* interpolate between points; after the last the last value holds */
    struct uncertainty uncertainty;
    enum value_status status;
    const char *source; /* "" when none */
    const char *path;   /* "streams.asylum_track4.inflow.level" */
    const char *text;   /* the value as written, for assumptions.csv */
    struct place place;
};

/* A distribution of days (delays, kernels, ages), truncated to >= minimum. */
enum distribution_shape {
    DISTRIBUTION_NONE, /* always 0 days */
    DISTRIBUTION_FIXED,
    DISTRIBUTION_UNIFORM,
    DISTRIBUTION_EXPONENTIAL,
    DISTRIBUTION_GAMMA,
    DISTRIBUTION_LOGNORMAL,
    DISTRIBUTION_TRIANGULAR,
    DISTRIBUTION_TABLE
};
struct distribution {
    bool given;
    enum distribution_shape shape;
    double mean, sd;           /* fixed: mean; exponential: mean; gamma and lognormal: mean and sd of the part above `minimum` */
    double low, mode, high;    /* uniform: low, high; triangular: all three */
    double minimum;            /* days added to every draw of the shape (a shift); default 0 */
    size_t n;                  /* table: ascending days with shares that add up to 1 */
    const double *days, *shares;
    struct place place;
    const char *path, *source;
    enum value_status status;
};

/* Names in force from a date: regimes, allocation rules. */
struct dated_name {
    int date;
    int index; /* into the mapping or enum it names; -1 for `none` */
};
struct name_series {
    bool given;
    size_t n; /* 0 when absent */
    const struct dated_name *points;
};

enum work_order { ORDER_OLDEST, ORDER_NEWEST, ORDER_RANDOM, ORDER_EARLIEST_DEADLINE, ORDER_NOTICED, WORK_ORDERS };
struct order_part {
    enum work_order order;
    double share; /* parts of one date add up to 1 */
    struct uncertainty uncertainty; /* of the share; after it shares are divided by their sum */
    const char *path; /* "streams.asylum_track4.order.newest", on every date */
};
struct order_mix {
    int date;
    size_t n;
    const struct order_part *parts;
};
struct order_series {
    bool given;
    size_t n; /* 0: oldest first for ever */
    const struct order_mix *mixes;
    struct place place;
};

struct period_spec {
    bool given;
    struct legal_period period;
    struct place place;
};

#endif
