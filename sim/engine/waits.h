/* Counts of decided cases by days waited, for the quantiles of a reporting period. */
#ifndef ENGINE_WAITS_H
#define ENGINE_WAITS_H

#include "engine/state.h"

/* For the waits of a run: from no day to all of the model's days. */
bool waits_init(struct replication *rep, struct wait_histogram *histogram);

static inline void waits_add(struct wait_histogram *h, int wait, int64_t count)
{
    h->count[wait] += count;
    if (wait < h->low) h->low = wait;
    if (wait > h->high) h->high = wait;
}

/* Adds `from` to each of `to`, if any, and empties it. */
void waits_pass_on(struct wait_histogram *from, struct wait_histogram *to);
void waits_merge(struct wait_histogram *to, const struct wait_histogram *from);
void waits_clear(struct wait_histogram *histogram);

/* The smallest wait with at least this share of the n cases at or below it; NaN for none. */
double waits_quantile(const struct wait_histogram *histogram, int64_t n, double share);

#endif
