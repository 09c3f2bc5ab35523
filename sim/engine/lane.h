/* Counts of a lane by received day, with partial sums: add, sum, find, and choose at random without replacement. */
#ifndef ENGINE_LANE_H
#define ENGINE_LANE_H

#include "engine/state.h"

extern const struct mask mask_work; /* workable */
extern const struct mask mask_open;
extern const struct mask mask_plain_overdue;
extern const struct mask mask_sparse_overdue;
extern const struct mask mask_noticed;

static inline void lane_add(struct lane *lane, enum layer layer, int index, int32_t count)
{
    const int32_t here = lane->day[index].of[layer] += count;
    if (here > lane->most[layer]) lane->most[layer] = here;
    lane->block[index / BLOCK].of[layer] += count;
    lane->super[index / SUPER].of[layer] += count;
    lane->total[layer] += count;
}

static inline int64_t masked(const struct counts *counts, const struct mask *mask)
{
    const int32_t *of = &counts->of[mask->first];
    if (mask->n == 1) return of[0];
    return mask->n == 2 ? of[0] + of[1] : of[0] + of[1] + of[2] + of[3];
}

static inline int64_t lane_work(const struct lane *lane) { return lane->total[PLAIN_WORK] + lane->total[SPARSE_WORK]; }
static inline int64_t lane_open(const struct lane *lane)
{
    return lane->total[PLAIN_WORK] + lane->total[PLAIN_DELAY] + lane->total[SPARSE_WORK] + lane->total[SPARSE_DELAY];
}

/* Cases of the mask in [from, to). */
int64_t lane_sum(const struct lane *lane, const struct mask *mask, int from, int to);

/* First index in [from, to) with a case of the mask, `to` when none; last likewise, from - 1 when none. */
int lane_first(const struct lane *lane, const struct mask *mask, int from, int to);
int lane_last(const struct lane *lane, const struct mask *mask, int from, int to);

/* Moves lane->lowest up past days without open cases, never beyond `limit`, and finds the most cases of a day afresh. */
void lane_trim(struct lane *lane, int limit);

/* Chooses `count` cases of the mask in [from, to) uniformly without replacement and calls act(context, index, n) for the chosen days.
 * act must take exactly n cases off the mask's layers at that index, before it returns. */
typedef void (*lane_act)(void *context, int index, int64_t n);
struct lane_choice {
    const struct mask *mask;
    int from, to;
    int64_t count;
    lane_act act;
    void *context;
};
/* The day of one case, uniformly among those of the choice, which are `of`; nothing is taken. */
int lane_pick(const struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t of);

void lane_choose(struct lane *lane, struct draw *draw, const struct lane_choice *choice);

#endif
