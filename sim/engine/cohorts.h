/* Sparse cohorts: cases that more than their received day tells apart. Every change of what is known of a case is a move of some cases
 * to another key; equal keys are one cohort; whatever lies ahead of a key stands in the agenda. */
#ifndef ENGINE_COHORTS_H
#define ENGINE_COHORTS_H

#include "engine/state.h"

/* Adds cases with this key, to the cohort that has it or a new one. */
void cohort_put(struct replication *rep, const struct cohort_key *key, int32_t count);

/* Takes cases out of a cohort; the last frees its slot. Says nothing about why: see exits.h. */
void cohort_remove(struct replication *rep, int32_t id, int32_t count);

void cohort_move(struct replication *rep, int32_t id, int32_t count, const struct cohort_key *key);

/* Brings what follows from the calendar up to date: workable, overdue, appealable, penalties paused or running. The cohort's cases go
 * to the new key. */
void cohort_refresh(struct replication *rep, int32_t id);

/* The same for a key that is about to be put. */
void key_refresh(struct replication *rep, struct cohort_key *key, int32_t count);

/* Enters what lies ahead of a cohort into the agenda. */
void cohort_schedule(struct replication *rep, int32_t id);

/* Takes today's entries of a phase one by one and calls act for each cohort that still exists. */
void agenda_run(struct replication *rep, enum phase phase, void (*act)(struct replication *rep, int32_t id));

static inline struct stream_state *stream_of(struct replication *rep, const struct cohort_key *key)
{
    return &rep->streams[rep->lanes[key->lane].stream];
}
static inline int32_t deadline_of(const struct stream_state *stream, const struct cohort_key *key)
{
    return stream->epoch->deadline[key->clock];
}

/* Forgets a notice day on which nothing depends any more, so that cohorts may join. */
void key_forget_notice(const struct replication *rep, struct cohort_key *key);

#endif
