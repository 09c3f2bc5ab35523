/* A stream of a scenario: inflow, clock, classes and their outcomes, steps, lateness, opening. */
#ifndef SCENARIO_STREAM_TYPES_H
#define SCENARIO_STREAM_TYPES_H

#include "scenario/pool_types.h"

enum { OUTCOMES_MAX = 8 };

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
    struct quantity delay_scale; /* factor on it; 1 */
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
    struct quantity delay_scale; /* factor on it, by received day; 1 */
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

#endif
