/* Staff as heads (sim/MODEL.md, Staff): who joins, learns, leaves and moves, and the FTE of the day. */
#ifndef ENGINE_STAFF_H
#define ENGINE_STAFF_H

#include "engine/state.h"
#include "model/staff.h"

/* One month of a pool. */
struct staff_month {
    int64_t hired, left, moved; /* moved: came less went */
    double paid_days;           /* contracted FTE, summed over the days */
};

enum { HIRING_OWN, HIRING_EXTERNAL, HIRINGS };

/* Heads of one pool; all zero where it states fte. */
struct staff_pool {
    int64_t heads[STAFF_STAGES];
    int64_t *joined; /* trainees who joined in one month and train for as long */
    int *since;      /* that month, counted from `earlier` months before day 0's; ascending */
    int *training;   /* months of it */
    int first, end;  /* of these groups those that may have any */
    int64_t vacancies[HIRINGS];
    double planned[HIRINGS], allowed[HIRINGS]; /* running sums of plan and rate */
    bool *shock_on;
    double own_fte, external_fte; /* contracted, today */
    struct staff_month *month;    /* [months] */
    struct draw draws;
};

struct staff {
    struct staff_pool *pools; /* [n_pools] */
    int64_t *away;            /* [n_moves] heads that went and may come back */
};

/* False (and rep->failed) without memory. */
bool staff_init(struct replication *rep);

/* The evening of the opening date; multipliers are drawn. */
void staff_begin(struct replication *rep);

/* The FTE of every pool as the heads of the opening give it on day 0. */
void staff_opening_fte(struct replication *rep);

/* Step 1 of the day: heads, and the FTE of every pool. */
void staff_day(struct replication *rep);

/* Heads join a pool with staff today, own as those who are hired do. */
void staff_join(struct replication *rep, size_t pool, int64_t own, int64_t external);

/* So many externals leave, or all there are; returns how many left. */
int64_t staff_dismiss(struct replication *rep, size_t pool, int64_t external);

/* A period's figures. Period 0: the stocks alone. */
void staff_write(const struct replication *rep, size_t period, double *values);

#endif
