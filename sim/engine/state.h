/* The state of one replication. Internal to engine/.
 *
 * A lane is one class of one stream at one of its steps. Its cases that nothing tells apart but their received day are counts by day (the plain layers);
 * cases with something of their own are counted in the sparse layers of their day: those with a notice, each for itself, and cohorts of
 * those that yet another thing tells apart (a delay, a clock that restarted). */
#ifndef ENGINE_STATE_H
#define ENGINE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/replication.h"
#include "model/model.h"
#include "random/draw.h"

/* Cases of a lane by received day. */
enum layer {
    WORK,           /* workable */
    DELAY,          /* in delay; with WORK: all open cases */
    SPARSE_WORK,    /* those of WORK that are noticed or stand in a cohort */
    SPARSE_DELAY,   /* those of DELAY */
    PLAIN_OVERDUE,  /* plain and overdue today */
    FOREIGN,        /* those of SPARSE_WORK whose clock counts from another day */
    FOREIGN_CLOCK,  /* the same, by that day */
    LAYERS
};

enum { BLOCK = 16, SUPER = 16 * BLOCK }; /* received days per partial sum, and per sum of those */
enum { DAY_MOST = INT32_MAX / SUPER / 2 }; /* cases of one day of a lane: with more a run fails, before a sum overflows */

/* Days and blocks come in whole rows of 16, each one line of the processor's cache; those beyond the last day stay 0. */
struct layer_counts {
    int32_t *day;   /* [days] by received day + before */
    int32_t *block; /* [days / BLOCK + 1] */
    int32_t *super; /* [days / SUPER + 1] */
    int64_t total;
};

/* Scratch for a choice among the days of a lane; the lanes of a replication share one. */
struct choosing {
    uint32_t *before; /* [2 blocks] cases before each block */
    int32_t *taken;   /* [days] 0 but while a choice is made */
    uint64_t *marked; /* [days / 64 + 1] a bit for each day with some taken */
};

enum stage { STAGE_NONE, STAGE_NOTICED, STAGE_APPEALED, STAGE_ORDERED };

/* One running penalty of a cohort: administrative or judicial. */
struct running {
    int16_t regime; /* -1: none */
    int16_t paused;
    int32_t start; /* first penalty day; while paused, the penalty days so far */
    int32_t prior; /* penalty days before day 0: their euros are in the opening's outstanding */
};

/* All that tells a cohort from another of its lane and received day; no padding, compared as bytes. */
struct cohort_key {
    int32_t clock;  /* index of the day its clock counts from */
    int32_t ready;  /* day from which it is workable; LONG_AGO when it is */
    int32_t notice; /* day; LONG_AGO when its day no longer matters, NO_DAY none */
    int32_t due;    /* appealed: day of the order; ordered: term end; else NO_DAY */
    int8_t stage;
    int8_t joined;  /* came by transfer */
    int8_t overdue; /* its deadline has passed */
    int8_t unused;
    struct running administrative, judicial;
};
_Static_assert(sizeof(struct cohort_key) == 44, "the key has no padding");

/* Cases of one received day with the same key. count 0: its place is empty. */
struct cohort {
    int32_t count;
    int32_t key; /* place in rep->cohort_keys */
    int32_t received; /* index */
    int32_t next; /* place of the next of its received day, -1 none */
    int32_t next_by_clock; /* likewise, of its list by_clock */
};

/* The keys of the cohorts, each once. */
struct cohort_keys {
    struct cohort_key *keys; /* keys[0] is not used */
    size_t n, capacity;
    int32_t *slot; /* [n_slots] a place in keys or 0, by hash */
    size_t n_slots;
};

/* All cohorts of a lane, in the order in which they were made. A cohort keeps its place until the roll is closed up, in some morning. */
struct roll {
    struct cohort *cohorts;
    size_t n, capacity;
    size_t empty;   /* places without cases */
    int64_t cases;
    int32_t most;   /* no cohort has more */
    int32_t *first; /* [days] place of a received day's latest cohort, -1 none */
    int32_t *by_clock; /* [days] likewise, of those that are foreign, by the day their clock counts from */
};

/* Noticed cases that may file a late appeal by now, and by notice day those that may not yet. */
struct appealable {
    int64_t cases;
    int32_t *later; /* [days] NULL without lateness */
};

/* A noticed case of the usual kind: workable, overdue, and its penalties run from what the notice and the order say. Small, as most of what happens
 * happens to these, picked at random. */
struct noticed_case {
    int16_t received;    /* index */
    int16_t clock;       /* came by transfer: index of the day its clock counts from; else OWN_CLOCK */
    int16_t notice, due; /* days, as in the key; due is SHORT_NONE without one */
    int8_t stage;        /* STAGE_NONE: it has left */
    int8_t judicial;     /* regime, -1 none */
};
enum { SHORT_NONE = INT16_MAX, OWN_CLOCK = -1 };

/* Lists of a lane's noticed cases, by day. One by what is due is of orders to come, or of term ends; by clock stand those whose clock counts from
 * another day than the received one. */
enum noticed_by { BY_RECEIVED, BY_NOTICE, BY_CLOCK, BY_DUE, BY_TERM, NOTICED_BY, NOTICED_LINKS = BY_TERM };

/* The usual noticed cases of a lane, in the order in which they came. A case keeps its place until they are closed up, in some morning. It stands
 * once in the list of its received day and in those of its stage; what no longer belongs there is passed over. */
struct noticed {
    struct noticed_case *cases;
    int32_t *next[NOTICED_LINKS]; /* by place, the next in a list, -1 none */
    size_t n, capacity, next_capacity[NOTICED_LINKS];
    size_t left;                    /* places of those that have left */
    int64_t ordered;                /* cases under a court order */
    struct appealable appealable;
    int32_t *first[NOTICED_BY];     /* [days] of a list, -1 none; NULL without lateness, and where no order of work asks by this day */
    int lowest[NOTICED_BY];         /* by notice and by term: no list before this day has any */
};

struct spot {
    int32_t lane, received; /* received: index */
};

/* A cohort's place on its lane's roll; what is said of it may no longer hold. */
struct roll_place {
    struct spot spot;
    int32_t at;
};
struct places {
    struct roll_place *items;
    size_t n, capacity;
};

enum { LONG_AGO = INT32_MIN / 2, DELAYED_MANY = 255 };

/* What is to be done about cohorts on a day, by the part of the day in which it is done. */
enum phase { PHASE_MORNING, PHASE_APPEAL, PHASE_COURT, PHASES };

/* Plain cases of one received day on their way to a later step, by the day from which they are workable. */
struct coming {
    struct coming_cell {
        int32_t ready, count;
    } *cells;
    int32_t n, capacity;
};
struct coming_days { /* received days with a cell of one ready day */
    int32_t *index;
    int32_t n, capacity;
};

struct lane {
    int stream, step, class;
    const struct model_epoch *epoch;  /* today's, of its class's clock */
    int32_t next;                     /* lane of the class at the next step, -1 none */
    struct coming *coming;            /* [days] at a later step, else NULL */
    struct coming_days *coming_on;    /* [horizon + 1] likewise */
    struct layer_counts layer[LAYERS];
    struct choosing *choosing;
    const struct model_delay *delay;  /* of its step */
    uint8_t (*delayed)[DELAY_POINTS]; /* [days] plain cases in delay by point; NULL without delay. Few, so that the rows in use stay in the cache: */
    int32_t (*delayed_many)[DELAY_POINTS]; /* [days] those where `delayed` says DELAYED_MANY; NULL while it nowhere does */
    struct noticed noticed;           /* cases of the usual kind */
    struct roll roll;                 /* cohorts of the others */
    int64_t sparse_overdue;           /* cases in cohorts, not noticed, overdue today */
    int64_t noticed_work;             /* cases in cohorts, noticed and workable */
    int64_t ordered_work;             /* those of them under a court order */
    int first_notice, first_term;     /* no cohort of these has an earlier notice day or term end */
    struct appealable appealable;     /* those in cohorts */
    int64_t late;                     /* cases noticed or in cohorts, overdue */
    int lowest;                       /* no open case was received before this index */
    int64_t received_sum;             /* sum of received days over the open cases */
};

/* Cases that accrue by one regime, counted by first penalty day: a day's accrual is a few window sums. */
struct meter {
    int n_tiers;
    int *ends;       /* penalty days at which each tier ends */
    int64_t *euro;   /* per day, by tier */
    int days;        /* in all */
    int horizon;     /* starts beyond it do not count */
    int64_t *total;  /* [days + 1] euros after so many penalty days */
    int64_t beyond;  /* cases that start after the horizon */
    int64_t waiting; /* euros still to run of the cases that are paused */
    int64_t *prior;  /* by start + days: euros before day 0 of the cases counted there */
    int64_t *count;  /* [days + horizon + 1] by start + days */
    int64_t *window; /* [n_tiers] cases accruing in each tier on the evening of `advanced` */
    int advanced;    /* last day accrued */
};

/* A class's work parameters today. */
struct class_today {
    double cumulative[OUTCOMES_MAX]; /* outcome shares, running sum, last 1 */
    double scale[OUTCOMES_MAX];      /* of the gamma effort, by outcome */
    double shape, mean, square;      /* mean and mean square effort over outcomes */
    int64_t stages;                  /* the shape when it is whole and all outcomes have one scale, else 0 */
};

enum flow {
    FLOW_INFLOW, FLOW_DECISIONS, FLOW_WITHDRAWN, FLOW_TRANSFERRED, FLOW_CORRECTION, FLOW_ON_TIME, FLOW_WAIT, FLOW_NOTICES,
    FLOW_NOTICES_IN_TIME, FLOW_LATE_APPEALS, FLOW_COURT_ORDERS, FLOW_ACCRUED, FLOW_PAID, FLOW_COURT_COSTS,
    FLOW_LOST, FLOWS
};

/* Deadlines of the cases in one suspension, or in none. */
struct clock_state {
    const struct model_epoch *epoch; /* today's */
    struct model_epoch own_epoch;    /* deadlines once a contingent rule has changed them; no room where none can */
    int32_t *overdue_to;             /* per run of the epoch: first index not yet overdue */
};

/* A step of a stream: its queue is the lanes of its classes. */
struct step_state {
    const struct model_step *model;
    const struct model_delay *delay; /* the model's, or its own where the scale is uncertain */
    struct model_delay own_delay;
    struct stream_state *stream;
    size_t first_lane; /* its classes are lanes first_lane .. */
    bool last;         /* its work ends in a decision */
    bool unit_effort;
    int mix;           /* today's order of work */
    double *debt;      /* by part */
    struct class_today *today;
    int64_t done;      /* cases, of the month */
    double hours_used; /* of the month */
    int64_t *done_in;  /* [months] */
    double *used_in;
    struct draw work;
    int work_day;      /* for which the draws are open */
};

struct stream_state {
    const struct model_stream *model;
    size_t first_lane, n_lanes; /* those of its steps, one after another */
    struct step_state *steps;
    struct clock_state *clocks; /* [n_clocks] not suspended, then each suspension */
    bool redated;          /* today */
    double rule_inflow, rule_effort, rule_capacity; /* of the contingent rules that are on, today */
    int other_mix;         /* likewise, -1 none */
    double rule_effort_before;  /* yesterday's factor */
    bool effort_changed;
    double *drift;         /* by class: logarithm of what its effort has grown by */
    double *shares;        /* scratch, by class */
    double pressure;       /* 0..1 */
    double hurry;          /* factor on the effort today, by the pressure */
    int *by_priority;      /* classes, highest priority first */
    int64_t plan_left;     /* cases it may still start today */
    double growth;         /* the month's disturbance factor */
    double x;              /* disturbance */
    int x_month;
    bool *shock_on;
    int64_t past_left;     /* of the row that covers today */
    int past_row;
    int64_t *expected;     /* at-most-one arrivals by day */
    int64_t event[LINK_OUTCOME + OUTCOMES_MAX]; /* today's */
    struct meter *administrative, *judicial; /* by regime */
    int64_t *payable;      /* euros by day on which they are paid */
    int64_t outstanding;
    int64_t flow[FLOWS];   /* of the month */
    struct draw draws, picks, court, transfer, suspension;
    int picks_day, court_day; /* days for which the draws are open */
};

struct pool_state {
    int other_allocation; /* of a contingent rule, today; -1 none */
    double debt;
    double fte; /* today */
    double fte_days, offered, used; /* of the month */
    double *weights; /* scratch, by member */
    struct draw draws;
};

struct transit {
    int32_t to;
    uint32_t from; /* id of the stream they leave */
    int32_t received, clock, count; /* clock -1: restarts */
};

struct link_state {
    double *weighted;  /* [horizon + 1 + length] events x number, the latest day first: by horizon - day */
    int64_t open;      /* of the parent, on the evening before */
    struct draw draws;
};

struct wait_histogram {
    int64_t *count; /* [days] by days waited */
    int low, high;  /* cells in use */
};

struct entry_pages; /* engine/entry.c */
struct stocks;      /* engine/tally.c */
struct contingent;  /* engine/contingent.h */
struct staff;       /* engine/staff.c */
struct money;       /* engine/money.c */

/* Sources of cases that compete for the same hours: classes, of one stream or (earliest deadline over a pool) of several. */
struct source {
    int lane;
    int64_t available, served;
    double hours; /* effort of those served */
};
/* Cases whose clock counts from the received day; all of the day; with one term end or notice day, which stands in `received`; from ITEM_NOTICED down
 * a usual noticed case, by its place. */
enum { ITEM_OWN = -1, ITEM_DAY = -2, ITEM_TERM = -3, ITEM_NOTICE = -4, ITEM_NOTICED = -5 };

/* Cases that are equal in the order of work. */
struct item {
    int source;
    int lane, received;
    int32_t cohort; /* place on the roll, or one of the values below */
    int64_t count;
};

struct replication {
    const struct model *model;
    struct arena arena;
    bool failed; /* out of memory, or too many cases: what is counted may be wrong from here on, so that no further phase of a day may run */
    struct draw_key key;
    const struct replication_inputs *inputs; /* NULL: all its own */
    struct draw_key other_key;               /* of the replication that lends inputs */
    int end; /* last day of a run */
    int today;
    int next_morning; /* first day whose morning is still to come: on the evening before day 0 that is day 0 */
    double *multiplier;
    double *factor_month; /* each factor's normal of the month */
    size_t n_lanes;
    struct lane *lanes;
    struct stream_state *streams;
    size_t n_steps;
    struct step_state *steps; /* of all streams */
    struct pool_state *pools;
    struct link_state *links;
    struct places *agenda[PHASES]; /* [horizon + 1] */
    struct cohort_keys cohort_keys;
    struct transit *transits;
    size_t n_transits, transit_capacity;
    struct source *sources; /* scratch, [n_lanes] */
    size_t n_sources;
    struct item *items; /* scratch */
    size_t n_items, item_capacity;
    int64_t *split; /* scratch, [n_lanes] twice and more */
    int32_t *found; /* scratch of closing up */
    size_t found_capacity;
    struct choosing choosing;
    struct wait_histogram *waits[3]; /* month, quarter, year; [n_streams + 1] */
    struct entry_pages *entry;
    struct draw draws; /* for what is drawn once */
    struct stocks *stocks;    /* engine/tally.c; [n_streams + 1] */
    int64_t (*month)[FLOWS], (*quarter)[FLOWS], (*year)[FLOWS]; /* [n_streams] */
    double *month_used, *quarter_used, *year_used;
    struct pool_state *quarter_pool, *year_pool;
    struct staff *staff;
    struct money *money;
    struct contingent *contingent;
};

static inline int block_of(int index) { return (int)((unsigned)index / BLOCK); }
static inline int super_of(int index) { return (int)((unsigned)index / SUPER); }
static inline int index_of(const struct replication *rep, int day) { return day + rep->model->before; }
static inline int day_of(const struct replication *rep, int index) { return index - rep->model->before; }

static inline double today_of(const struct replication *rep, const struct param *p) { return param_at(p, rep->multiplier, rep->today); }

/* Room for more items of a growing array: the moved items, or (and failed is set) NULL. They lie in the arena, as all of a replication does, so that it can be
 * saved and gone back to; the room that they leave is not used again, at most as much as they have. */
void *state_grow(struct replication *rep, void *items, size_t *capacity, size_t size);

/* The draws that choose which cases an event takes, open for today. */
struct draw *pick_draws(struct replication *rep, struct stream_state *stream);

/* False (and rep->failed) without memory. */
bool places_add(struct replication *rep, struct places *places, struct spot spot, int32_t at);

/* Memory that lives as long as the workspace; sets failed and returns NULL when there is none. */
void *state_array(struct replication *rep, size_t n, size_t size);

/* The same for counts in whole rows of 16 that start on a line of the processor's cache. */
int32_t *state_rows(struct replication *rep, size_t n);

#endif
