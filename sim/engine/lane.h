/* Counts of a lane by received day, with partial sums: add, sum, find, and choose at random without replacement. */
#ifndef ENGINE_LANE_H
#define ENGINE_LANE_H

#include "engine/state.h"

/* Without the total, which is the caller's to keep. */
static inline void layer_add(const struct layer_counts *counts, int index, int32_t count)
{
    counts->day[index] += count;
    counts->block[block_of(index)] += count;
    counts->super[super_of(index)] += count;
}

static inline void lane_add(struct lane *lane, enum layer layer, int index, int32_t count)
{
    layer_add(&lane->layer[layer], index, count);
    lane->layer[layer].total += count;
}

static inline int32_t lane_at_day(const struct lane *lane, enum layer layer, int index) { return lane->layer[layer].day[index]; }
static inline int64_t lane_total(const struct lane *lane, enum layer layer) { return lane->layer[layer].total; }
static inline int64_t lane_open(const struct lane *lane) { return lane->layer[WORK].total + lane->layer[DELAY].total; }

/* Whether a day has more cases than the sums of the lane are made for: those received then, or those whose clock counts from then. */
static inline bool lane_overfull(const struct lane *lane, int index)
{
    return lane->layer[WORK].day[index] + lane->layer[DELAY].day[index] > DAY_MOST || lane->layer[FOREIGN_CLOCK].day[index] > DAY_MOST;
}

/* Of WORK and DELAY: the layer of those in cohorts. */
static inline enum layer sparse_of(enum layer layer) { return layer == WORK ? SPARSE_WORK : SPARSE_DELAY; }

/* Workable cases whose clock counts from the received day. */
static inline int32_t own_at_day(const struct lane *lane, int index) { return lane->layer[WORK].day[index] - lane->layer[FOREIGN].day[index]; }

static inline int32_t plain_at_day(const struct lane *lane, enum layer layer, int index)
{
    return lane->layer[layer].day[index] - lane->layer[sparse_of(layer)].day[index];
}

/* The plain cases of a received day that are in delay to this point, at a first step. Setting sets failed without memory. */
static inline int32_t delayed_at(const struct lane *lane, int index, int point)
{
    const int32_t few = lane->delayed[index][point];
    return few < DELAYED_MANY ? few : lane->delayed_many[index][point];
}
void delayed_set_many(struct replication *rep, struct lane *lane, int index, int point, int32_t count);

static inline void delayed_set(struct replication *rep, struct lane *lane, int index, int point, int32_t count)
{
    if (count < DELAYED_MANY) lane->delayed[index][point] = (uint8_t)count;
    else delayed_set_many(rep, lane, index, point, count);
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
