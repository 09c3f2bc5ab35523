/* Counts of a lane by received day, with partial sums: add, sum, find, and choose at random without replacement. */
#ifndef ENGINE_LANE_H
#define ENGINE_LANE_H

#include "engine/state.h"

static inline void lane_add(struct lane *lane, enum layer layer, int index, int32_t count)
{
    struct layer_counts *counts = &lane->layer[layer];
    counts->day[index] += count;
    counts->block[block_of(index)] += count;
    counts->super[super_of(index)] += count;
    counts->total += count;
}

static inline int32_t lane_at_day(const struct lane *lane, enum layer layer, int index) { return lane->layer[layer].day[index]; }
static inline int64_t lane_total(const struct lane *lane, enum layer layer) { return lane->layer[layer].total; }
static inline int64_t lane_open(const struct lane *lane) { return lane->layer[WORK].total + lane->layer[DELAY].total; }

/* Of WORK and DELAY: the layer of those in cohorts. */
static inline enum layer sparse_of(enum layer layer) { return layer == WORK ? SPARSE_WORK : SPARSE_DELAY; }

static inline int32_t plain_at_day(const struct lane *lane, enum layer layer, int index)
{
    return lane->layer[layer].day[index] - lane->layer[sparse_of(layer)].day[index];
}

/* Cases of the layer in [from, to). */
int64_t lane_sum(const struct lane *lane, enum layer layer, int from, int to);

/* First index in [from, to) with a case of the layer, `to` when none; last likewise, from - 1 when none. */
int lane_first(const struct lane *lane, enum layer layer, int from, int to);
int lane_last(const struct lane *lane, enum layer layer, int from, int to);

/* Moves lane->lowest up past days without open cases; never beyond `limit`. */
void lane_trim(struct lane *lane, int limit);

/* The received day that holds the case of this rank among all of the layer's; *rank becomes its rank within the day. */
int lane_find(const struct lane *lane, enum layer layer, int64_t *rank);

/* Chooses `count` cases of the layer in [from, to) uniformly without replacement and calls act(context, index, n) for the chosen days.
 * act must take exactly n cases off the layer at that index before it returns, and makes no such choice itself. */
typedef void (*lane_act)(void *context, int index, int64_t n);
struct lane_choice {
    enum layer layer;
    int from, to;
    int64_t count;
    lane_act act;
    void *context;
};
void lane_choose(struct lane *lane, struct draw *draw, const struct lane_choice *choice);

/* The same among those that stand in no cohort, of WORK or DELAY; the days must be those of all the layer's cases. */
void lane_choose_plain(struct lane *lane, struct draw *draw, const struct lane_choice *choice);

#endif
