/* A scenario as plain structs: what the reader has bound and checked, before the model is compiled. Its parts: value_types.h,
 * pool_types.h, stream_types.h.
 *
 * Everything here is owned by the struct scenario's arena and lives until scenario_free(). Strings are UTF-8, never NULL when the
 * comment gives a default. */
#ifndef SCENARIO_SCENARIO_TYPES_H
#define SCENARIO_SCENARIO_TYPES_H

#include "scenario/stream_types.h"

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
