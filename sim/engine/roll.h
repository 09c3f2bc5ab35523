/* The cohorts of a lane, one after another: adding, finding those of a received day, choosing among them at random.
 *
 * Places stay as they are until roll_close_up, but adding may move the cohorts: hold places, not pointers. */
#ifndef ENGINE_ROLL_H
#define ENGINE_ROLL_H

#include "engine/cohort_key.h"
#include "engine/state.h"
#include "random/sharing.h"

static inline struct roll *roll_of(const struct replication *rep, struct spot spot) { return &rep->lanes[spot.lane].roll; }
static inline struct cohort *cohort_at(const struct replication *rep, struct spot spot, int32_t at) { return &roll_of(rep, spot)->cohorts[at]; }

/* The spot of the cohort at a place of a lane's roll. */
static inline struct spot roll_spot(const struct replication *rep, int32_t lane, int32_t at)
{
    return (struct spot){lane, rep->lanes[lane].roll.cohorts[at].received};
}

void roll_reset(const struct replication *rep, struct roll *roll);

/* Puts a cohort on the roll; its place, or -1 (and rep->failed) without memory. */
int32_t roll_add(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count);

/* Takes cases off a cohort. */
static inline void roll_take(struct roll *roll, int32_t at, int32_t count)
{
    roll->cases -= count;
    roll->cohorts[at].count -= count;
    roll->empty += roll->cohorts[at].count == 0;
}

/* Whether so many places are empty that the roll should be closed up. */
bool roll_is_loose(const struct roll *roll);

/* Closes up the places without cases. to[at] becomes the new place of the cohort at `at`, -1 when it has none. */
void roll_close_up(const struct replication *rep, struct roll *roll, int32_t to[]);

/* Whether to choose `count` of `of` cases by drawing places at random until as many have been met, rather than by looking at one place after another:
 * one drawn costs what so many in a row do. */
static inline bool roll_pays_to_pick(const struct roll *roll, int64_t of, int64_t count)
{
    enum { TRIAL = 4 };
    return TRIAL * count * roll->most < of - count;
}

/* Which cohorts are meant. */
typedef bool (*cohort_filter)(const struct replication *rep, const struct cohort_key *key, struct spot spot);

/* A choice of `sharing` among the cohorts that pass the filter; act must take exactly that many cases off the cohort. (Of roll_pass it may take any
 * number, and put cohorts on the roll, which are not looked at.) */
struct roll_choice {
    cohort_filter filter;
    void (*act)(struct replication *rep, struct spot spot, int32_t at, int64_t count, void *context);
    void *context;
};
/* Among all of the lane, in either way, and one place after another; among those of the received day. */
void roll_choose(struct replication *rep, int32_t lane, struct sharing *sharing, const struct roll_choice *choice);
void roll_pass(struct replication *rep, int32_t lane, struct sharing *sharing, const struct roll_choice *choice);
void roll_choose_day(struct replication *rep, struct spot spot, struct sharing *sharing, const struct roll_choice *choice);

/* The place of a case that passes the filter, any; there must be one. */
int32_t roll_pick(const struct replication *rep, int32_t lane, struct draw *draw, cohort_filter filter);

#endif
