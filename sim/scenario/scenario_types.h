/* A scenario as plain structs: what the reader has bound and checked, before the model is compiled.
 *
 * Everything here is owned by the struct scenario's arena and lives until scenario_free(). Strings are UTF-8, never NULL when the
 * comment gives a default. Days are civil days (base/calendar.h). Rates per year are per calendar year: a day of year y gets
 * value / days_in_year(y); other units are turned into a year of 365.2425 days on reading (month: x 12). Hazards, too, are kept per
 * year: a day's hazard is value / 365.2425. Percentages are kept as fractions. */
#ifndef SCENARIO_SCENARIO_TYPES_H
#define SCENARIO_SCENARIO_TYPES_H

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

enum { OUTCOMES_MAX = 8 };

struct factor_spec {
    const char *name, *label;
};

struct administrative_tier {
    int days;
    int euro_per_day; /* whole euros */
};
struct administrative_regime { /* Awb 4:17 */
    const char *name;
    int grace; /* days after the notice, default 14 */
    size_t n;
    const struct administrative_tier *tiers;
};
struct judicial_regime { /* Awb 8:55d */
    const char *name;
    int euro_per_day;
    int cap; /* euros */
};

enum allocation_rule { ALLOCATE_SHARES, ALLOCATE_PRIORITY, ALLOCATE_PROPORTIONAL, ALLOCATE_PLAN, ALLOCATE_EARLIEST_DEADLINE, ALLOCATION_RULES };

struct pool_member {
    int stream;
    struct quantity share;       /* fraction; rule `shares` */
    struct quantity ring_fenced; /* fraction of the pool's hours kept for this stream alone, under any rule; default 0 */
    int priority;                /* rule `priority`: 1 first; ties in file order */
    struct quantity plan;        /* cases per year; rule `plan` */
};

/* Staff as heads, in place of fte. Own staff are trainees (by months since they joined) or experienced; externals are neither. */
struct trainees_spec {
    int months; /* in the month of the opening date, since they joined */
    struct quantity heads;
};
struct hiring_spec { /* `plan` opens vacancies, or `target` is filled up to; what is open is filled at once, by `fill` or at `rate` */
    bool given;
    struct quantity vacancies; /* heads, open on the opening date */
    struct quantity plan;      /* heads per month */
    struct quantity target;    /* heads */
    struct quantity fill;      /* probability per vacancy and month */
    struct quantity rate;      /* heads per month at most */
    struct place place;
};
struct absence_shock_spec {
    const char *name;
    int date;
    struct quantity probability; /* default 1 */
    int days;                    /* length */
    struct quantity size;        /* added to the share that is absent */
};
struct staff_spec {
    bool given;
    struct quantity experienced, external; /* opening heads */
    size_t n_trainees;
    struct trainees_spec *trainees;
    struct quantity fte_per_head, external_fte_per_head; /* the second, when not given, as the first */
    struct hiring_spec hiring, external_hiring;
    struct quantity training_months; /* of those who join on the day; default 0 */
    size_t n_productivity;           /* by months since joining; none: (i + 1/2) / months in month i */
    struct quantity *productivity;
    struct quantity mentor;          /* hours per year and trainee, taken from experienced staff */
    struct quantity experienced_leaving, trainees_leaving, external_leaving; /* hazards */
    struct quantity absence;         /* share of the hours */
    bool absence_profile_given, leave_profile_given;
    double absence_profile[12], leave_profile[12]; /* mean 1 */
    size_t n_shocks;
    struct absence_shock_spec *shocks;
    struct quantity leave;    /* hours per year and fte, which hours_per_fte does not hold any more */
    struct quantity overtime; /* share of the hours */
    struct place place;
};
enum moved_staff { MOVES_EXPERIENCED, MOVES_EXTERNAL };
struct staff_move_spec {
    const char *name;
    int from, to; /* pools */
    int date, back; /* back: INT_MAX never */
    enum moved_staff who;
    struct quantity heads;
    struct place place;
};

/* What brings money in; amounts per case in euros, lump sums in euros per year. */
struct income_spec {
    bool given;
    struct quantity per_received, per_decision, per_year;
};

struct pool_spec {
    const char *name, *id, *label;
    struct quantity fte;           /* or: */
    struct staff_spec staff;
    struct quantity cost_per_fte, external_cost_per_fte; /* euros per year */
    struct quantity hours_per_fte; /* productive hours per year */
    struct name_series allocation; /* index is an enum allocation_rule */
    size_t n_members;              /* in file order */
    struct pool_member *members;
    struct place place;
};

struct disturbance_spec {
    bool given;
    struct quantity sd;          /* s of x, stationary; per-month innovation sd when persistence is 1 */
    struct quantity persistence; /* 0..1, month to month */
    bool start_given;
    double start; /* x in the month of the opening date; default: stationary draw (0 when persistence is 1) */
    int factor;   /* -1 none */
    double loading;
};
struct shock_spec {
    const char *name;
    int date;
    struct quantity probability; /* default 1 */
    int days;                    /* length */
    struct quantity multiply;    /* factor on the mean while it lasts, default 1 */
    struct quantity add;         /* cases in total, spread evenly over its days, default 0 */
};
struct past_row {
    int first, last; /* days, inclusive */
    int64_t count;
};
struct inflow_spec {
    struct quantity level; /* cases per year */
    struct quantity trend; /* growth per year, compounded daily from day 0 */
    bool profile_given;
    double profile[12];          /* relative weights of a day in January..December, mean over 12 months 1 */
    bool week_given;
    double week[7];              /* relative weights of Monday..Sunday, mean 1 */
    bool working_days;           /* cases come on working days only */
    struct quantity dispersion;  /* variance / mean of a day's count, >= 1; default 1 */
    struct disturbance_spec disturbance;
    size_t n_shocks;
    struct shock_spec *shocks;
    size_t n_past; /* ascending, no overlap; scale not yet applied */
    const struct past_row *past;
    struct place place;
};

enum applies_to { APPLIES_RECEIVED_AFTER, APPLIES_OPEN_NOT_OVERDUE, APPLIES_ALL_OPEN };
struct clock_rule_spec {
    const char *name;
    int in_force;
    int received_from;  /* window of received dates; SCENARIO_ALWAYS when open */
    int received_until; /* inclusive; INT_MAX when open */
    enum applies_to applies_to;
    struct legal_period period;
    struct place place;
};
enum { SUSPENSIONS_MAX = 20 };
struct suspension_spec { /* a share of the cases gets so many days more */
    struct quantity share; /* of what is received on the day; all shares together at most 1 */
    int days;
};
struct clock_spec {
    struct period_spec period; /* absent: the stream has no legal period */
    int starts_after;          /* days */
    size_t n_rules;            /* by in_force, then file order */
    struct clock_rule_spec *rules;
    size_t n_suspensions; /* only with a period */
    struct suspension_spec *suspensions;
    struct period_spec target; /* for earliest_deadline across streams without a legal period */
};

struct outcome_spec {
    const char *name;
    struct quantity share;  /* fraction; normalised within the class to sum 1 on each date, checked to be within 1% of 1 */
    struct quantity effort; /* multiplier on the class's effort, default 1 */
};
/* A class of which many cases are workable at once takes less: factor 1 - gain x min(1, workable / size). */
struct batch_spec {
    bool given;
    struct quantity size; /* cases, over 0 */
    struct quantity gain; /* 0..1 */
    struct place place;
};
/* Pressure rises from 0 at `from` days of work open in the stream's pool to 1 at `full`. */
struct pressure_spec {
    bool given;
    struct quantity from, full; /* days */
    struct quantity effort;     /* factor on the effort at full pressure, default 1 */
    struct place place;
};
/* A factor on the effort from a day on; several multiply. */
struct effort_change_spec {
    const char *name;
    int from, until;          /* days, both included; until is INT_MAX when open */
    struct quantity multiply;
    int class_index, outcome; /* -1 all; outcome: index into stream.outcomes */
    struct place place;
};
struct class_spec {
    const char *name, *label;
    struct quantity share;        /* of the stream's inflow; as for outcomes */
    struct quantity effort;       /* mean hours per case */
    struct quantity effort_shape; /* gamma shape k; default 2 */
    struct quantity effort_drift; /* growth of the effort per year */
    struct batch_spec batch;
    int priority;                 /* higher first; default 0 */
    struct quantity notice;       /* multiplier on the notice hazard, default 1 */
    int outcome[OUTCOMES_MAX];    /* indices into stream.outcomes (names shared by the classes) */
    size_t n_outcomes;            /* at least 1; a stream that states none has the single outcome `decided` */
    struct outcome_spec outcomes[OUTCOMES_MAX];
};

enum { WITHDRAWAL_BANDS_MAX = 100 };
struct withdrawal_band {
    int after; /* days since receipt from which this band holds (received + after <= today); ascending */
    struct quantity rate; /* hazard */
};
struct notice_band {
    int after; /* days past the deadline from which this band holds (deadline + after < today), first band 0 */
    struct quantity rate;
};
struct transfer_spec {
    int to;
    struct quantity rate;
    bool clock_keeps; /* default: the clock restarts on joining */
};
struct lateness_spec {
    size_t n_bands;
    struct notice_band *bands;
    struct name_series administrative, judicial; /* by notice day, by order day */
    struct quantity appeal;                      /* hazard of a late appeal, from notice + 15 */
    struct distribution court_delay;             /* appeal to court order, at least 1 day */
    struct quantity term;                        /* days given by the order, by order day */
    struct quantity court_costs;                 /* whole euros per order */
    struct quantity further_appeal;              /* share that appeals again on the day after the judicial cap is reached */
    struct quantity payment_lag;                 /* days */
};

struct age_row {
    int age; /* days on the opening date; received = opening date - age */
    int class_index; /* -1: split by class shares */
    int64_t count;
};
struct opening_spec {
    bool given;
    struct quantity stock;    /* cases */
    struct distribution ages; /* of the stock, days >= 0 */
    size_t n_rows;            /* a table instead of stock and ages */
    const struct age_row *rows;
    struct quantity noticed;         /* cases among the overdue, appealed and ordered not included */
    struct distribution notice_ages; /* days since the notice */
    struct quantity appealed;        /* cases waiting for the court */
    struct quantity ordered;         /* cases under a court order */
    struct distribution term_ends;   /* opening date + x - term_offset */
    struct quantity term_offset;     /* days, default 0; so that term ends may lie in the past */
    struct quantity outstanding;     /* euros accrued, not yet paid */
    bool steps_given;                /* how much of the stock is at which step; else all is at the first */
    struct place place;
};

enum { STEPS_MOST = 20 };

/* A stage of the cases of a stream, on its own queue. */
struct step_stop {
    int from, until; /* days, both included */
    struct place place;
};
struct step_spec {
    const char *name;
    int pool;                 /* -1: capacity stated */
    struct quantity capacity; /* cases per year, when pool is -1 */
    struct distribution delay;
    struct order_series order;
    double effort_share; /* of the class's effort, at a step with a pool; those of a stream's steps add up to 1 */
    bool effort_share_given;
    size_t n_stops;
    struct step_stop *stops;
    double opening_share; /* of the opening stock; those of a stream's steps add up to 1 */
    struct place place;
};

struct history_spec {
    int event;              /* an enum link_event, or LINK_OUTCOME + outcome index */
    struct quantity rate;   /* events per year by date; must reach back over every kernel that uses it */
    struct place place;
};

struct stream_spec {
    const char *name, *id, *label;
    struct quantity published_inflow; /* cases per year, shown by `check` */
    struct inflow_spec inflow;
    struct clock_spec clock;
    struct distribution delay;
    size_t n_steps; /* 0: one step, by the stream's own pool or capacity, delay and order */
    struct step_spec *steps;
    bool earlier_first; /* of the steps that share a pool; default the last first */
    size_t n_outcomes;
    const char *outcomes[OUTCOMES_MAX]; /* names used by any class */
    size_t n_classes; /* at least 1; a stream without classes has one named "all" */
    struct class_spec *classes;
    int pool;                 /* -1: decision capacity stated; with steps that of the last step that has one */
    struct quantity capacity; /* cases per year, when pool is -1 */
    struct order_series order;
    size_t n_effort_changes;
    struct effort_change_spec *effort_changes;
    struct pressure_spec pressure;
    bool has_patience;
    int patience; /* days after the received day on whose evening an open case is lost */
    struct quantity withdrawal; /* hazard; 0 where it is given in bands */
    size_t n_withdrawal_bands;
    struct withdrawal_band *withdrawal_bands;
    size_t n_transfers;
    struct transfer_spec *transfers;
    struct lateness_spec lateness;
    struct opening_spec opening;
    size_t n_history;
    struct history_spec *history;
    struct quantity correction; /* cases per year, either sign */
    struct income_spec income;
    struct place place;
};

enum link_event {
    LINK_RECEIVED, LINK_DECISION, LINK_NOTICE, LINK_LATE_APPEAL, LINK_COURT_ORDER, LINK_WITHDRAWAL, LINK_LOST,
    LINK_OPEN, /* not an event: the open cases of the evening before, each as 1 / days_in_year of one */
    LINK_OUTCOME
};
struct link_spec {
    const char *name, *id;
    int from, to;              /* streams */
    int event;                 /* enum link_event; LINK_OUTCOME + i is the parent's outcome i */
    bool at_most_one;          /* `share`: binomial; otherwise `mean`: Poisson */
    struct quantity number;    /* mean per event, or share; of `open`, a year and open case */
    struct quantity under_pressure; /* factor on number when the parent's pressure is 1, default 1 */
    struct distribution after; /* days, at least 1; none for `open` */
    struct place place;
};

/* A quantity and how its unit is written round a number: "EUR ", "/day". Values are kept in the unit, percentages as fractions. */
struct stated_quantity {
    struct quantity quantity;
    const char *before, *after;
    bool mapping; /* written as a mapping with `value` */
};

/* `timeliness of family >= 90% in 2026`. */
struct target_spec {
    const char *name, *text; /* text: as written */
    int measure;             /* of target_measure() */
    int stream;              /* -1: all, or a pool's or a rule's */
    int pool;                /* of a pool: its index, or n_pools for all of them; else -1 */
    int rule;                /* of a contingent rule: its index; else -1 */
    bool at_least;           /* >=; otherwise <= */
    double threshold;
    int first, last;         /* the period's days; of a stock both the day it is looked at */
    struct place place;
};

/* ---- contingent rules: what is done when a measure passes a level ---- */

enum rule_measure {
    RULE_OPEN, RULE_OVERDUE, RULE_OVER_6M, RULE_OVER_12M, RULE_OVER_15M, RULE_OVER_21M, RULE_INFLOW, RULE_DECISIONS, RULE_NOTICES,
    RULE_LATE_APPEALS, RULE_COURT_ORDERS, RULE_TIMELINESS, RULE_WORK_OPEN, RULE_WORK_MONTHS, RULE_MEASURES
};

/* It holds on an evening when the measure is above (or below) the level, and comes true on the last of `days` such evenings in a row. */
struct condition_spec {
    bool given;
    int measure;       /* enum rule_measure */
    int stream, pool;  /* of which; both -1: of all streams */
    bool above;
    double level;      /* cases and hours without the scale */
    int days;          /* evenings in a row, at least 1 */
    int over;          /* days that flows are summed over */
    int after;         /* of `until`: days from the evening on which it comes true to the end of the action, less 1 */
    const char *measure_name, *of, *level_text; /* as written */
    struct place place;
};
struct pool_change_spec {
    const char *name;
    int pool;
    struct quantity fte_multiply, fte_add; /* plain fte */
    struct quantity hire, external;        /* heads that join on the first day; externals leave on the last */
    int allocation;                        /* enum allocation_rule, -1 as it is */
    struct place place;
};
struct stream_change_spec {
    const char *name;
    int stream;
    struct quantity inflow, effort, capacity; /* factors */
    struct order_series order;                /* not given: as it is */
    bool redates;
    struct clock_rule_spec clock; /* in force from the action's first day; its in_force is not used */
    struct place place;
};
struct rule_spec {
    const char *name;
    struct condition_spec when, until;
    int after;   /* days from the evening on which it fires to the first day of the action, less 1 */
    int lasts;   /* days; 0: until `until`, or for ever */
    int at_most; /* times; 0: no limit */
    size_t n_pools, n_streams;
    struct pool_change_spec *pools;
    struct stream_change_spec *streams;
    struct place place;
};

/* What was published of a stream and a period; no more than shown. */
enum published_period { PUBLISHED_MONTH, PUBLISHED_QUARTER, PUBLISHED_YEAR, PUBLISHED_PERIODS };
struct published_figure {
    enum published_period period;
    int date;            /* the period's last day */
    int stream;          /* -1: all */
    const char *measure; /* names of target_measure(), joined by + or - */
    bool stock;          /* of the date alone, whatever the period */
    bool scaled;         /* the scenario's scale applies to it */
    double value;        /* in the measure's unit, without the scale */
    const char *source;  /* "" none */
    struct place place;
};

struct scenario {
    const char *name, *title, *description;
    int opening_date; /* the evening of which the opening stock stands; day 0 is the next day */
    int horizon;      /* last day */
    struct quantity scale;
    bool holidays_off; /* default true: legal holidays are no working days */
    size_t n_days_off;
    const int *days_off;
    size_t n_factors;
    struct factor_spec *factors;
    size_t n_administrative;
    struct administrative_regime *administrative;
    size_t n_judicial;
    struct judicial_regime *judicial;
    size_t n_pools;
    struct pool_spec *pools;
    size_t n_moves;
    struct staff_move_spec *moves;
    struct income_spec income; /* per_year alone */
    size_t n_streams;
    struct stream_spec *streams;
    size_t n_links;
    struct link_spec *links;
    size_t n_rules;
    struct rule_spec *rules; /* contingent */
    size_t n_stated; /* every quantity that is written, with its unit: what can be searched or varied */
    const struct stated_quantity *stated;
    size_t n_targets;
    struct target_spec *targets;
    size_t n_published;
    const struct published_figure *published; /* in the order of the table */
    size_t n_assumptions; /* every value written with a source or status, and every uncertain one, in file order */
    const struct quantity **assumptions;
    size_t n_files;
    const char **files;         /* as named by the user or relative to the file that names them */
    const uint64_t *file_hashes; /* FNV-1a 64 of the bytes read */
};

#endif
