/* What the oracle keeps while it runs. Days are civil days everywhere; arrays by day are indexed by day - day0. */
#ifndef VALIDITY_ORACLE_STATE_H
#define VALIDITY_ORACLE_STATE_H

#include <gsl/gsl_rng.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "oracle.h"

enum { NEVER = INT_MIN, NO_DEADLINE = INT_MAX, LAGS = 16, NO_ENTRY = -1, NO_SUSPENSION = -1, ANY_POOL = -2 };
#define NO_CASE SIZE_MAX
#define NO_LIMIT SIZE_MAX
#define NO_HOURS 1e-9 /* what sums of hours leave by rounding is no time to start a case in */

struct oracle_case {
    int class;
    size_t step;
    int received;               /* kept when the case is transferred */
    int start;                  /* the day from which its clock counts */
    int ready;                  /* workable from this day */
    int suspension;             /* NO_SUSPENSION, or which */
    int deadline;               /* by the rules of today; NO_DEADLINE without a period */
    long entry;                 /* index into the entries, NO_ENTRY when it is not counted there */
    int notice;                 /* NEVER, or its day */
    int administrative;         /* regime, -1 none */
    int administrative_days;    /* penalty days so far */
    int64_t administrative_due; /* accrued and not yet on the way to be paid */
    bool appealed;
    int order_due;        /* NEVER, or the day on which the court decides */
    int term_end;         /* NEVER when not under an order */
    int judicial;         /* regime, -1 none */
    int64_t judicial_sum; /* towards the cap */
    int64_t judicial_due;
    int cap_day; /* the day on which the judicial cap was reached, or NEVER */
};

struct case_list {
    size_t n, capacity;
    struct oracle_case *at;
};

/* A case between two streams: left today, joins tomorrow. */
struct joining {
    int to;
    int received, start; /* start NEVER: the clock restarts */
};
struct joining_list {
    size_t n, capacity;
    struct joining *at;
};

struct decision {
    int stream, day, wait;
};
struct decision_list {
    size_t n, capacity;
    struct decision *at;
};

/* A case that was received in the simulated time, for waits.csv. */
struct entry {
    int stream, received;
    int end; /* NEVER while open */
    bool decided;
};
struct entry_list {
    size_t n, capacity;
    struct entry *at;
};

/* Flows of one stream on one day. */
struct day_flows {
    int inflow, added, removed; /* added and removed by correction */
    int decisions, by_outcome[OUTCOMES_MAX];
    int timely, in_time; /* by the deadline; by notice day + 14 */
    int withdrawn, joined, left, lost;
    int notices, appeals, orders;
    int64_t accrued, paid, costs;
    double hours;
};

struct stocks {
    double open, overdue, over[4], age_sum, outstanding, exposure, work;
};

/* The dated keys of a class, today. */
struct class_today {
    double share, effort, shape, notice;
    double outcome_share[OUTCOMES_MAX], outcome_effort[OUTCOMES_MAX];
    double mean_multiplier; /* of effort, over the outcomes */
    double change;          /* of effort, whatever the outcome: before the last step */
    double drift;           /* of effort, from day 0 to `drifted_to` */
    int drifted_to;
};

/* The 16 lags of each day from `first` on, in days, not rounded. */
struct lag_table {
    int first, least;
    size_t n_days;
    double *lags;
};

struct step_day {
    int done;
    double hours;
};
struct step_state {
    int pool;     /* -1: capacity */
    double share; /* of the effort */
    const struct quantity *capacity;
    const struct order_series *order;
    const struct distribution *delay;
    const struct quantity *delay_scale;
    size_t n_stops;
    const struct step_stop *stops;
    struct lag_table lags;
    size_t n_parts; /* of the order in force */
    double *debts;  /* a part */
    double *batch;  /* a class: factor on the effort */
    struct step_day *days;
};

/* Cells of the opening stock: the same in every replication. */
struct opening_cell {
    int age, class;
    long count;
    size_t *steps; /* of each of its cases */
};

struct stream_state {
    const struct stream_spec *spec;
    struct case_list cases;
    struct class_today *classes;
    struct lag_table court;
    size_t n_steps;
    struct step_state *steps;
    bool earlier_first; /* of the steps that share a pool */
    size_t n_cells, max_cells;
    struct opening_cell *cells;
    double *day_weights; /* a day; what brings cases on it, 1 on average over a year */
    int held;            /* cases that links brought while nothing is taken in */
    double pressure, hurry; /* today: 0..1, and the factor on the hours that it makes */
    size_t may_start;    /* cases, in the pass that is on */
    double *disturbance; /* a month, from that of day 0 */
    bool *shock_happens;
    bool *past_known; /* a day */
    int *past;
    double correction; /* running sum */
    int64_t outstanding;
    int64_t *payments; /* a day */
    int64_t beyond;    /* to be paid after the horizon */
    struct day_flows *days;
    double earned;   /* running sum of euros */
    int64_t *income; /* a day */
    int open_before;      /* yesterday evening */
    struct stocks stocks; /* of the last evening on which they were taken */
};

/* One of the staff of a pool with heads. */
enum person_kind { IN_TRAINING, TRAINED, EXTERNAL, KINDS };
struct person {
    int pool;
    enum person_kind kind;
    int joined;   /* month, as month_index() counts them */
    int training; /* months of it */
    int move;     /* the move by which they are away, for the day on which they go; -1 none */
};
struct people {
    size_t n, capacity;
    struct person *at;
};
struct hiring_state {
    long vacancies;
    double planned, allowed; /* running sums */
};

struct pool_day {
    double fte, offered, used;
    int heads[KINDS], vacancies, hired, left, moved;
    double paid;  /* contracted FTE */
    int64_t cost; /* euros */
};
struct pool_state {
    const struct pool_spec *spec;
    double debt;     /* of earliest_deadline */
    double *weights; /* a member */
    double work_open;
    struct pool_day *days;
    struct hiring_state own, external;
    bool *shock_happens;
    double own_fte, external_fte; /* contracted, today */
    double spent;                 /* running sum of euros */
};

struct link_state {
    const struct link_spec *spec;
    int longest;           /* L */
    double *kernel;        /* P(D = k), k = 0..L */
    struct lag_table lags; /* at most one */
    double *weighted;      /* number x events, from day0 - L on */
    int *scheduled;        /* at most one: arrivals by day */
    size_t open;           /* of the parent, yesterday evening */
};

struct calendar_day {
    bool working;
    int of_year; /* working days of the calendar year */
    int k, n;    /* the k-th of the month's n working days */
};

struct multiplier {
    const char *path;
    double own; /* standard normal */
};

/* A contingent rule. */
enum rule_stage { WAITS, COMES, IS_ON };
struct rule_state {
    const struct rule_spec *spec;
    enum rule_stage stage;
    int evenings;   /* in a row */
    int first, end; /* of the action: its first day, the first without it */
    bool announced; /* its end */
    int times;
    long *came;          /* externals, a pool of the rule */
    bool *fires, *is_on; /* a day */
    int actions;         /* that have begun */
    int *began, *ended;  /* an action; INT_MAX while it is on */
};

struct oracle {
    const struct scenario *scenario;
    const struct results_layout *layout;
    gsl_rng *rng;
    bool failed; /* memory ran out */
    int day0, horizon, today;
    size_t n_days, n_months;
    struct calendar_day *calendar;
    struct stream_state *streams;
    struct pool_state *pools;
    struct link_state *links;
    double *factor_value, *factor_month; /* standard normals: a factor; [factor][month] */
    size_t n_multipliers, max_multipliers;
    struct multiplier *multipliers;
    struct joining_list joining;
    struct decision_list decisions;
    struct entry_list entries;
    struct rule_state *rules;
    struct people people;
    long *away;             /* a move */
    double earned;          /* by no stream */
    int64_t *income;        /* a day */
    struct oracle_balance balance;
};

/* numbers.c */
double oracle_value_at(const struct quantity *quantity, int day); /* without multiplier */
double oracle_value(struct oracle *oracle, const struct quantity *quantity, int day);
double oracle_multiplier(struct oracle *oracle, const char *path, const struct uncertainty *uncertainty); /* of this replication */
double oracle_scale(const struct oracle *oracle);
double oracle_hazard(struct oracle *oracle, const struct quantity *rate, int day,
                     double factor); /* probability of a day */
bool oracle_chance(struct oracle *oracle, double probability);
int oracle_name_on(const struct name_series *series, int day, int absent);

/* The same for a regime, which is in force from its date only: -1 before the first. */
int oracle_regime_on(const struct name_series *series, int day);
int oracle_key_day(const struct oracle *oracle);
void oracle_dated_keys(struct oracle *oracle, size_t stream);

/* effort.c */
void oracle_effort(struct oracle *oracle, size_t stream); /* what drift, changes, batches and pressure make of the keys */
void oracle_pressures(struct oracle *oracle);             /* by yesterday evening */
bool oracle_has_batches(const struct stream_spec *stream);
void oracle_day_weights(const struct oracle *oracle, size_t stream);

/* distribution.c: X is a draw in days */
double oracle_quantile(const struct distribution *d, double p);
double oracle_rounded_cdf(const struct distribution *d, int a); /* P(round(X) <= a) */
int oracle_cut(const struct distribution *d);                   /* the 99.9% quantile rounded up */
double oracle_rotation(const struct oracle *oracle, int day);   /* u_d */
double *oracle_cells(const struct distribution *d, int least, int *longest);
void oracle_whole_counts(size_t n, const double weights[], long total, long counts[]);
int oracle_lags_init(struct lag_table *table, const struct oracle *oracle, const struct distribution *d, int first,
                     int least, int longest);
int oracle_lag(struct oracle *oracle, const struct lag_table *table, int day);
int oracle_delay(struct oracle *oracle, const struct step_state *step); /* of a case that comes to the step today */

/* clock.c */
int oracle_deadline(const struct oracle *oracle, size_t stream, const struct oracle_case *c, int today);
int oracle_rank_day(const struct stream_spec *stream, const struct oracle_case *c); /* for earliest_deadline */
bool oracle_is_working(const struct scenario *scenario, int day);
int oracle_working_days(const struct scenario *scenario, int first, int last);
int oracle_working_days_of_year(const struct scenario *scenario, int day);
double oracle_per_day(double per_year, int day);

/* suspension.c */
int oracle_draw_suspension(struct oracle *oracle, size_t stream);
int oracle_suspension_days(const struct stream_spec *stream, int suspension);
void oracle_opening_suspensions(struct oracle *oracle, size_t stream);

/* cases.c */
enum leaving { LEAVES_DECIDED, LEAVES_WITHDRAWN, LEAVES_TRANSFERRED, LEAVES_CORRECTED, LEAVES_LOST };
struct day_flows *oracle_flows(struct oracle *oracle, size_t stream);
struct oracle_case *oracle_admit(struct oracle *oracle, size_t stream, int received, int start);
void oracle_receive(struct oracle *oracle, size_t stream); /* a new case, today */
void oracle_leave(struct oracle *oracle, size_t stream, size_t index, enum leaving how);
bool oracle_push_decision(struct oracle *oracle, struct decision decision);
bool oracle_push_joining(struct oracle *oracle, struct joining joining);

/* opening.c */
int oracle_opening_init(struct oracle *oracle, size_t stream);
void oracle_opening(struct oracle *oracle, size_t stream);
/* lawsuits.c */
void oracle_opening_lawsuits(struct oracle *oracle, size_t stream);

/* inflow.c */
void oracle_draw_inflow(struct oracle *oracle); /* what is drawn once a replication */
int oracle_inflow(struct oracle *oracle, size_t stream);
void oracle_arrivals(struct oracle *oracle, size_t stream);
void oracle_join(struct oracle *oracle);

/* links.c */
int oracle_link_init(struct oracle *oracle, size_t link);
void oracle_link_history(struct oracle *oracle, size_t link);
int oracle_link_arrivals(struct oracle *oracle, size_t link);
void oracle_link_morning(struct oracle *oracle, size_t link);
void oracle_link_evening(struct oracle *oracle, size_t link);

/* steps.c */
bool oracle_steps_init(struct oracle *oracle, size_t stream);
void oracle_steps_free(struct stream_state *stream);
void oracle_steps_reset(const struct oracle *oracle, struct stream_state *stream);
bool oracle_is_last(const struct stream_state *stream, size_t step);
bool oracle_works_in(const struct stream_state *stream, int pool);
int oracle_last_pool(const struct stream_state *stream);
bool oracle_is_stopped(const struct oracle *oracle, const struct step_state *step);
double oracle_step_hours(const struct stream_state *stream, size_t step, int class); /* expected, of a case */
double oracle_hours_left(const struct stream_state *stream, const struct oracle_case *c, int pool);
double oracle_hours_in(const struct oracle *oracle, const struct stream_state *stream, int pool, int day); /* used */
bool oracle_opening_steps(struct stream_state *stream);
void oracle_tally_steps(struct oracle *oracle, const struct results_values *out);
void oracle_tally_step_stocks(struct oracle *oracle, size_t period, const struct results_values *out);
void oracle_pass(struct oracle *oracle, struct stream_state *stream, struct oracle_case *c);

/* work.c */
const struct order_mix *oracle_order_on(const struct order_series *series, int day);
double oracle_start(struct oracle *oracle, size_t stream, size_t index); /* its effort at its step */
double oracle_step(struct oracle *oracle, size_t stream, size_t step, double hours); /* hours used */
bool oracle_can_work(struct oracle *oracle, size_t stream, size_t step);
double oracle_expected_hours(struct oracle *oracle, size_t stream, size_t step);
void oracle_carry_debts(struct oracle *oracle, size_t stream);

/* staff.c */
bool oracle_staff_init(struct oracle *oracle);
void oracle_staff_free(struct oracle *oracle);
void oracle_staff_open(struct oracle *oracle);
void oracle_staff(struct oracle *oracle); /* step 1: heads, and the FTE of the pools that have them */
double oracle_staff_fte(struct oracle *oracle, size_t pool);
void oracle_tally_staff(struct oracle *oracle, const struct results_values *out);

/* income.c */
bool oracle_has_money(const struct oracle *oracle);
void oracle_income(struct oracle *oracle); /* the evening */
void oracle_tally_money(struct oracle *oracle, const struct results_values *out);

/* rules.c */
enum factor_on { ON_INFLOW, ON_EFFORT, ON_CAPACITY };
enum { PERIODS_MOST = 64 };
bool oracle_rules_init(struct oracle *oracle);
void oracle_rules_free(struct oracle *oracle);
void oracle_rules_reset(struct oracle *oracle);
void oracle_rules_morning(struct oracle *oracle);
void oracle_rules_evening(struct oracle *oracle);
double oracle_rules_factor(struct oracle *oracle, size_t stream, enum factor_on key);
double oracle_plain_fte(struct oracle *oracle, size_t pool);
const struct order_mix *oracle_order_today(const struct oracle *oracle, size_t stream, size_t step);
int oracle_allocation_today(const struct oracle *oracle, size_t pool);
bool oracle_rules_redate(const struct oracle *oracle, size_t stream); /* some action with a clock begins or ends today */

bool oracle_rules_bring_periods(const struct oracle *oracle, size_t stream); /* some action with a clock has begun */

/* Adds the clock rules of actions that began on the day to out[*n ...], in file order. */
void oracle_rules_periods(const struct oracle *oracle, size_t stream, int day, struct clock_rule_spec out[], size_t *n);
void oracle_tally_rules(const struct oracle *oracle, const struct results_values *out);

/* pools.c */
void oracle_work(struct oracle *oracle);

/* hazards.c */
void oracle_hazards(struct oracle *oracle, size_t stream);

/* money.c */
int64_t oracle_accrue_administrative(struct oracle *oracle, struct oracle_case *c, int day);
int64_t oracle_accrue_judicial(struct oracle *oracle, struct oracle_case *c, int day);
int64_t oracle_still_to_accrue(const struct oracle *oracle, const struct oracle_case *c);
void oracle_settle(struct oracle *oracle, size_t stream, struct oracle_case *c);
void oracle_schedule_outstanding(struct oracle *oracle, size_t stream);
void oracle_accrual(struct oracle *oracle, size_t stream);

/* stocks.c, flows.c, waits.c */
double oracle_ratio(double part, double whole); /* NaN for no whole */
void oracle_tally_stocks(struct oracle *oracle, int day, const struct results_values *out);
void oracle_tally_flows(struct oracle *oracle, const struct results_values *out);
void oracle_tally_waits(struct oracle *oracle, const struct results_values *out);
void oracle_tally_entries(struct oracle *oracle, const struct results_values *out);

#endif
