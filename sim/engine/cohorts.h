/* Sparse cohorts: cases that more than their received day tells apart. Every change of what is known of a case is a move of some cases
 * to another key; whatever lies ahead of a key stands in the agenda, as a place to look at. Where a key says that its cases are noticed ones
 * of the usual kind they are put with those (engine/noticed.h), not in a cohort. */
#ifndef ENGINE_COHORTS_H
#define ENGINE_COHORTS_H

#include "engine/cohort_key.h"
#include "engine/noticed.h"
#include "engine/roll.h"

/* Adds cases with this key. */
void cohort_put(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count);

/* Takes cases out of a cohort; the last leave its place empty. Says nothing about why: see exits.h. */
void cohort_remove(struct replication *rep, struct spot spot, int32_t at, int32_t count);

/* Some of a cohort's cases get another key. */
void cohort_become(struct replication *rep, struct spot spot, int32_t at, const struct cohort_key *key, int32_t count);

/* Plain workable overdue cases get a notice of today. Their administrative penalty has been entered. */
void notice_usual(struct replication *rep, struct spot spot, int32_t count);

/* Takes a usual noticed case out of the lane; as cohort_remove. */
void noticed_remove(struct replication *rep, int32_t lane, int32_t at);

/* Closes up what has many empty places, and mends what points to the cohorts. In the morning only. */
void cohorts_close_up(struct replication *rep);

/* Brings what follows from the calendar up to date: workable, overdue, penalties paused or running. */
void key_refresh(struct replication *rep, struct spot spot, struct cohort_key *key, int32_t count);

/* The same for a cohort, if there is any at this place; and, the deadlines being new, for all cases of a lane. */
void cohort_refresh(struct replication *rep, struct spot spot, int32_t at);
void cohorts_redate(struct replication *rep, int32_t lane);

/* Calls act for today's places of a phase; the cohort that an entry meant may be gone, so act looks whether it applies. */
void agenda_run(struct replication *rep, enum phase phase, void (*act)(struct replication *rep, struct spot spot, int32_t at));

static inline struct stream_state *stream_at(const struct replication *rep, struct spot spot) { return &rep->streams[rep->lanes[spot.lane].stream]; }

/* Whether these are cases for the noticed-first part, and their day in its order: the term end, or without an order the notice day. */
static inline bool key_marked(const struct cohort_key *key, bool by_term)
{
    return key_workable(key) && key->stage != STAGE_NONE && (key->stage == STAGE_ORDERED) == by_term;
}
static inline int key_mark(const struct cohort_key *key) { return key->stage == STAGE_ORDERED ? key->due : key->notice; }

#endif
