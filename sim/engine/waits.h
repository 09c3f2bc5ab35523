/* Counts of decided cases by days waited, for the quantiles of a reporting period. */
#ifndef ENGINE_WAITS_H
#define ENGINE_WAITS_H

#include "engine/state.h"

enum { WAIT_CELLS = 8192 }; /* waits of over 22 years share the last */

bool waits_init(struct replication *rep, struct wait_histogram *histogram);

static inline void waits_add(struct wait_histogram *h, int wait, int64_t count)
{
    const int cell = wait < WAIT_CELLS ? wait : WAIT_CELLS - 1;
    h->count[cell] += count;
    if (cell < h->low) h->low = cell;
    if (cell > h->high) h->high = cell;
}

/* Adds `from` to each of `to`, if any, and empties it. */
void waits_pass_on(struct wait_histogram *from, struct wait_histogram *to);
void waits_merge(struct wait_histogram *to, const struct wait_histogram *from);
void waits_clear(struct wait_histogram *histogram);

/* The smallest wait with at least this share of the n cases at or below it; NaN for none. */
double waits_quantile(const struct wait_histogram *histogram, int64_t n, double share);

#endif
