/* A compiled scenario: everything a replication needs, computed once, read-only afterwards and shared between threads.
 *
 * Days are indices: day 0 is the day after the opening date, days before it are negative, `horizon` is the last. An array over received
 * days is indexed by day + before. sim/MODEL.md is the description to the last tie; this is its tables. */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "results/layout.h"
#include "scenario/scenario_types.h"

enum {
    DELAY_POINTS = 16,
    NO_DAY = INT32_MAX, /* a deadline, a notice or an order that does not exist */
    NO_SLOT = 0         /* multiplier slot of certain values: always 1 */
};

/* A number by day: constant, or one value a day, times the replication's multiplier. */
struct param {
    double constant;
    const double *by_day; /* NULL: constant */
    int slot;
    double peak; /* largest of the values, without multiplier; 0 switches a mechanism off (a run reads no more of it: model/alike.c) */
};

static inline double param_base(const struct param *p, int day) { return p->by_day ? p->by_day[day] : p->constant; }
static inline double param_at(const struct param *p, const double *multiplier, int day)
{
    return param_base(p, day) * multiplier[p->slot];
}

/* A multiplier that is drawn once per replication. */
struct model_slot {
    struct uncertainty uncertainty;
    uint32_t entity; /* hash of the key path */
    const char *path; /* the scenario's */
};

/* 16 delays by received day, equal shares: points[(day + before) * 16 + i]. */
struct model_delay {
    bool none;          /* every delay is 0 */
    struct param scale; /* factor on the delay of those received from day 0 on */
    double *days;       /* [horizon + 1][16] what it multiplies; NULL where it is 1 on every day of every replication */
    int32_t *ready;     /* [days][16] day on which point i of the received day becomes workable */
    int32_t *due_first; /* [horizon + 2] first entry of `due` for each day >= 0 */
    int32_t *due;       /* (day + before) * 16 + i, by ready day */
};

/* 16 lags by event day, for court delays and links: lag[(day + offset) * 16 + i], at least 1. */
struct model_lags {
    int offset;
    int32_t *lag;
};

/* What many workable cases alike save (sim/MODEL.md, Effort). */
struct model_batch {
    bool on;
    struct param size, gain;
};

struct model_pressure {
    bool on;
    struct param from, full; /* days of work open in the pool */
    struct param effort;     /* factor at full pressure */
};

struct model_change {
    int first, last;    /* days */
    int class, outcome; /* -1 all; outcome among the stream's */
    struct param multiply;
};

struct model_outcome {
    int index; /* among the stream's outcomes */
    struct param share, effort;
};

struct model_class {
    int priority;
    struct param share, effort, shape, notice;
    struct param drift;
    struct model_batch batch;
    size_t n_outcomes;
    struct model_outcome outcomes[OUTCOMES_MAX];
};

struct model_mix {
    size_t n;
    const struct order_part *parts;
    const int *slots; /* [n] of the shares; NULL when none is uncertain */
};

/* Deadlines between two dates on which clock rules come into force. */
struct model_epoch {
    int from;          /* day; the first is 0 */
    int32_t *deadline; /* [days] by the day the clock counts from; NO_DAY without a period */
    int n_runs;        /* stretches of clock days with deadlines that never fall */
    int32_t *runs;     /* [n_runs + 1] bounds, as indices (day + before) */
};

/* What a stream's deadlines are made of, where contingent rules may add to it. Days are model days. */
struct model_redating {
    const int32_t *base; /* [days] by the day the clock counts from */
    size_t n;
    struct dated_period {
        int in_force, from, until; /* from, until: window of the days the clock counts from */
        enum applies_to applies_to;
        const int32_t *deadline;   /* [days] */
    } *rules; /* by in_force, then file order */
};

struct model_shock {
    uint16_t name;   /* hash of its name: its draws do not depend on its place */
    int first, last; /* days */
    struct param probability, multiply;
    struct param add; /* per day of the shock */
};

/* A share of the cases whose deadline is so many days later. */
struct model_suspension {
    struct param share;
    int days;
};

struct model_past {
    int first, last;
    int64_t count;
};

struct model_disturbance {
    bool on, started;
    struct param sd, persistence;
    double start;
    int start_months; /* months from the opening date's to day 0's: 0 or 1 */
    int factor;
    double loading;
};

struct model_inflow {
    const double *day_weight; /* [horizon + 1] of the week and the working days; NULL: all days alike */
    const double *mean; /* [horizon + 1] scale x level / days_in_year x profile, before growth, multipliers, shocks, disturbance */
    int level_slot;
    struct param trend, dispersion;
    bool grows;
    struct model_disturbance disturbance;
    size_t n_shocks;
    struct model_shock *shocks;
    size_t n_past;
    struct model_past *past;
    int32_t *past_row; /* [horizon + 1] row that covers the day, -1 none; NULL without past */
};

struct model_band {
    int after;
    struct param rate;
};

struct model_transfer {
    int to;
    bool keeps;
    struct param rate;
};

struct model_lateness {
    bool on; /* any notice hazard, or opening cases with a notice */
    size_t n_bands;
    struct model_band *bands;
    int16_t *administrative, *judicial; /* [horizon + 1] regime in force, -1 none; NULL: none ever */
    struct param appeal, term, court_costs, further_appeal, payment_lag;
    struct model_lags court;
};

/* Opening cases of one age and class. */
struct opening_cell {
    int32_t received; /* day, negative */
    int32_t class;    /* of the model */
    int32_t step;
    int64_t count;
    double delayed; /* probability that a case is still in delay */
};

/* `count` cases with this day: a notice, a term end, an order that is due. */
struct opening_mark {
    int32_t day;
    int64_t count;
    int16_t regime; /* in force on that day */
};

struct model_opening {
    size_t n_cells;
    struct opening_cell *cells; /* by received day, then class */
    size_t n_noticed, n_appealed, n_ordered;
    struct opening_mark *noticed;  /* by notice day, oldest first */
    struct opening_mark *appealed; /* by day on which the order is due */
    struct opening_mark *ordered;  /* by term end */
    int16_t early_regime;          /* administrative, of notices 57 days before the opening */
    int16_t judicial_regime;       /* in force on the opening date */
    struct param outstanding; /* euros, of day 0 */
    int64_t dropped; /* stated notices for which no overdue case exists */
};

/* A queue of a stream and the work on it. */
struct model_step {
    int pool;              /* -1: stated capacity */
    struct param capacity; /* cases per year */
    double effort_share;   /* of the class's effort */
    struct model_delay delay; /* by received day at the first step, by the day on which the step before was done at the others */
    size_t n_mixes;
    struct model_mix *mixes;
    int16_t *mix; /* [horizon + 1] */
    size_t most_parts;
    const bool *stopped; /* [horizon + 1] days without work; NULL none */
};

struct model_stream {
    uint32_t id;
    int pool; /* of its last step with one; -1 when all have stated capacity */
    size_t n_steps; /* at least 1 */
    struct model_step *steps;
    bool named_steps;   /* the scenario states them: they have rows of their own */
    bool earlier_first; /* of the steps that share a pool */
    bool has_period;
    bool has_key;          /* a deadline or target orders its cases */
    int32_t *target;       /* [days] service deadline where there is no period, else NULL */
    struct model_inflow inflow;
    size_t n_classes, n_outcomes;
    size_t n_clocks; /* 1 and one for each suspension: classes k n_clocks .. are one class of the scenario, not suspended and in each suspension */
    struct model_suspension *suspensions; /* [n_clocks - 1] */
    struct model_class *classes;
    bool effort_varies; /* some class's effort or outcome shares change from day to day */
    bool drifts;        /* some class's effort does by a yearly growth */
    bool batches;       /* some class's effort depends on how many are workable */
    size_t n_changes;
    struct model_change *changes;
    struct model_pressure pressure;
    bool has_patience;
    int patience; /* days after receipt on whose evening an open case is lost */
    bool uses_noticed; /* some part of a step is noticed-first: noticed cases are listed by notice day */
    bool by_deadline;  /* some work on it may be taken by earliest deadline: they are listed by the day their clock counts from, too */
    bool withdraws;
    size_t n_withdrawals;
    struct model_band *withdrawals; /* by days since receipt, the first from 0 */
    size_t n_transfers;
    struct model_transfer *transfers;
    struct model_lateness lateness;
    struct model_opening opening;
    struct param correction_rate;
    int64_t *correction; /* [horizon + 1] whole cases, NULL none */
    size_t n_epochs;
    struct model_epoch *epochs; /* [n_clocks][n_epochs] */
    const struct model_redating *redating; /* NULL: no contingent rule extends its period */
};

struct model_member {
    int stream;
    int priority_rank; /* place in the order of priority */
    size_t n_steps;
    int *steps; /* those of the stream that the pool serves, in the order in which they get hours */
    struct param share, ring_fenced, plan;
};

struct model_rule;  /* model/contingent.h */
struct model_staff; /* model/staff.h */
struct model_money;

struct model_pool {
    uint32_t id;
    struct param fte; /* 0 where there is staff */
    struct param hours_per_fte;
    const struct model_staff *staff; /* NULL: fte as stated */
    int8_t *rule; /* [horizon + 1] enum allocation_rule */
    size_t n_members;
    struct model_member *members;
    int *by_priority; /* member indices */
    int *by_id;       /* member indices by their streams' ids: an order that no file decides */
};

/* Events of a stream that feed links. */
struct model_link {
    uint32_t id;
    int from, to, event;
    bool at_most_one;
    struct param number, under_pressure;
    bool of_open;           /* open cases, not events: no lag, no history */
    int shortest, length;   /* lags with any weight; 0 of open cases */
    double *kernel;         /* [length + 1], Poisson links; kernel[0] = 0 */
    struct model_lags lags; /* at most one; offset = length */
    double *history;        /* [length] events x number on day -length + i */
    int64_t *whole_history; /* [length] at most one */
    double *history_number; /* [length] number on those days, without multiplier */
};

/* A target's bound. */
struct model_target {
    enum measure measure;
    size_t entity;
    bool at_least;
    double threshold;
    size_t period; /* in which it is due */
};

/* Whether a target's bound holds in a period, or (target -1) all targets due until its end are met. */
struct model_check {
    int target;
    size_t period;
};

struct model {
    const struct scenario *scenario;
    struct results_layout layout;
    struct arena arena;
    double scale;
    int day0;    /* civil day of day 0 */
    int horizon; /* last day */
    int before;  /* days before day 0 that received days may have */
    int days;    /* before + horizon + 1 */
    int months;
    bool *works;             /* [horizon + 1] */
    double *per_year;        /* [horizon + 1] 1 / days in the calendar year */
    double *per_working;     /* [horizon + 1] 1 / working days in the calendar year */
    int16_t *month;          /* [horizon + 1] months since day 0's */
    int16_t *working_of;     /* [horizon + 1] working days in the month */
    int16_t *working_number; /* [horizon + 1] this working day's number in the month, from 1; 0 no working day */
    int32_t *older_than[4];  /* [horizon + 2] by evening + 1: cases received before this day are over 6, 12, 15, 21 months old */
    size_t n_slots;          /* slot 0 is the constant 1 */
    struct model_slot *slots;
    size_t n_factors;
    uint32_t *factors;
    size_t n_administrative, n_judicial;
    const struct administrative_regime *administrative;
    const struct judicial_regime *judicial;
    size_t n_streams, n_pools, n_links;
    struct model_stream *streams;
    struct model_pool *pools;
    struct model_link *links;
    size_t n_targets, n_checks;
    size_t all_check; /* the check that every target is met: the last of those of all */
    struct model_target *targets;
    struct model_check *checks; /* by the period's last day, then targets in order, then all; layout.n_checks of them */
    size_t n_moves;
    struct model_move *moves;        /* by name */
    size_t n_rules;
    struct model_rule *rules;        /* contingent, in file order */
    const struct model_money *money; /* NULL: nothing costs or brings in anything */
};

/* Compiles a checked scenario, which must outlive the model. NULL when memory runs out. */
struct model *model_compile(const struct scenario *scenario);
void model_free(struct model *model);

/* Fills the checks' cells of one replication from its forecast. A measure without a value meets no bound. */
void model_judge(const struct model *model, const struct results_values *values);

/* By how much the targets are met: the least over all of them of what is left to the bound, as a share of the bound (of 1 when that is 0). All are
 * met when it is 0 or more. Minus infinity when a measure has no value. */
double model_margin(const struct model *model, const double forecast[]);

/* Whether no input is uncertain: no value, no monthly disturbance, no shock that may or may not come. What differs between replications is then
 * chance in single cases alone. */
bool model_knows_all(const struct model *model);

/* The last day on which a target is due, counted from day 0; -1 without targets. */
int model_last_due(const struct model *model);

/* The delays that a replication with these multipliers has, into the arrays of `out`: those of `delay`, which is scaled, and its opening cases' as they are. */
void model_delay_scale(const struct model *model, const struct model_delay *delay, const double multiplier[], struct model_delay *out);

/* share[1 ..] as stated, with multipliers; makes them probabilities and fills share[0], of cases that are not suspended. */
void suspension_shares(size_t n_clocks, double share[]);

/* Euros of an administrative penalty after this many penalty days, and the most days and euros of its tiers. */
int64_t tariff_after(const struct administrative_regime *regime, int penalty_days);
int tariff_days(const struct administrative_regime *regime);
int64_t judicial_after(const struct judicial_regime *regime, int penalty_days);
int judicial_days(const struct judicial_regime *regime);

/* The period that the law, as in force on the day on which it is received (a civil day), gives a case; contingent rules not
 * counted. NULL for a stream without one. */
const struct legal_period *clock_period_on(const struct clock_spec *clock, int received);

#endif
