/* Sparse cohorts: cases that more than their received day tells apart. Every change of what is known of a case is a move of some cases
 * to another key; equal keys on a shelf are one cohort; whatever lies ahead of a key stands in the agenda, as a place to look at.
 *
 * Taking from a shelf moves its last cohort into the gap and adding appends, so loops that do either go from the last cohort to the first. */
#ifndef ENGINE_COHORTS_H
#define ENGINE_COHORTS_H

#include "engine/state.h"

/* Adds cases with this key to a shelf. */
void cohort_put(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count);

/* Takes cases out of a cohort; the last take it off the shelf. Says nothing about why: see exits.h. */
void cohort_remove(struct replication *rep, struct spot spot, int32_t at, int32_t count);

void cohort_move(struct replication *rep, struct spot spot, int32_t at, int32_t count, const struct cohort_key *key);

/* Brings what follows from the calendar up to date: workable, overdue, appealable, penalties paused or running. */
void key_refresh(struct replication *rep, struct spot spot, struct cohort_key *key, int32_t count);

/* The same for every cohort of a shelf. */
void shelf_refresh(struct replication *rep, struct spot spot);

/* Enters what lies ahead of a key into the agenda. */
void cohort_schedule(struct replication *rep, struct spot spot, const struct cohort_key *key);

/* Calls act for today's places of a phase, the same place perhaps more than once; empties the list. */
void agenda_run(struct replication *rep, enum phase phase, void (*act)(struct replication *rep, struct spot spot));

static inline struct stream_state *stream_at(struct replication *rep, struct spot spot) { return &rep->streams[rep->lanes[spot.lane].stream]; }
static inline struct shelf *shelf_at(struct replication *rep, struct spot spot) { return &rep->lanes[spot.lane].shelf[spot.received]; }
static inline int32_t deadline_of(const struct stream_state *stream, const struct cohort_key *key) { return stream->epoch->deadline[key->clock]; }

/* The list of a term end or notice day; those after the horizon share the last, as none of them is told apart by then. */
static inline int mark_bucket(const struct replication *rep, int day)
{
    const int index = index_of(rep, day), last = rep->model->days - 1;
    return index < 0 ? 0 : index > last ? last : index;
}

/* Forgets a notice day on which nothing depends any more, so that cohorts may join. */
void key_forget_notice(const struct stream_state *stream, struct cohort_key *key);

#endif
