/* Income and the cost of staff, in whole euros (sim/MODEL.md, Money). */
#ifndef ENGINE_MONEY_H
#define ENGINE_MONEY_H

#include "engine/state.h"

/* Running sums, and what each month brought. Index n_streams: what no stream brings in. */
struct money {
    double *earned, *spent;           /* [n_streams + 1], [n_pools] since day 0 */
    int64_t *income, *cost, *falls_to; /* [n_streams + 1][months], [n_pools][months], staff cost of a stream [n_streams][months] */
};

/* False (and rep->failed) without memory. */
bool money_init(struct replication *rep);
void money_begin(struct replication *rep);

/* The evening, before the day's events are forgotten. */
void money_day(struct replication *rep);

/* The last evening of a month, when rep->month_used is known: divides the cost of staff over its streams. */
void money_month(struct replication *rep);

/* A period's figures, after penalties and court costs were written. */
void money_write(const struct replication *rep, size_t period, double *values);

#endif
