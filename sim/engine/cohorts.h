/* Sparse cohorts: cases that more than their received day tells apart. Every change of what is known of a case is a move of some cases
 * to another key; whatever lies ahead of a key stands in the agenda, as a place to look at. */
#ifndef ENGINE_COHORTS_H
#define ENGINE_COHORTS_H

#include "engine/cohort_key.h"
#include "engine/roll.h"

/* Adds cases to the roll: the cohort is a pattern, nothing points to it. */
void cohort_add(struct replication *rep, struct spot spot, const struct cohort *cohort);
void cohort_put(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count);

/* Plain workable overdue cases get a notice of today. Their administrative penalty has been entered. */
void cohort_notice_plain(struct replication *rep, struct spot spot, int32_t count);

/* Takes cases out of a cohort; the last leave its place empty. Says nothing about why: see exits.h. */
void cohort_remove(struct replication *rep, struct spot spot, int32_t at, int32_t count);

/* Some of a cohort's cases become a cohort of this pattern; all of them do so where they stand. */
void cohort_become(struct replication *rep, struct spot spot, int32_t at, const struct cohort *cohort);

/* All cases of a noticed cohort appeal, and get their order on the day `due`; all of an appealed one get an order with this term end. Only for
 * workable cohorts with nothing special about them. */
void cohort_appeals(struct replication *rep, struct spot spot, int32_t at, int32_t due);
void cohort_ordered(struct replication *rep, struct spot spot, int32_t at, int32_t end, int regime);

/* Closes up the rolls that have many empty places, and mends what points to their cohorts. In the morning only. */
void cohorts_close_up(struct replication *rep);

/* Brings what follows from the calendar up to date: workable, overdue, penalties paused or running. */
void key_refresh(struct replication *rep, struct spot spot, struct cohort_key *key, int32_t count);

/* The same for a cohort, if there is any at this place. */
void cohort_refresh(struct replication *rep, struct spot spot, int32_t at);

/* Enters what lies ahead of a cohort into the agenda. */
void cohort_schedule(struct replication *rep, struct spot spot, int32_t at);

/* Calls act for today's places of a phase; the cohort that an entry meant may be gone, so act looks whether it applies. */
void agenda_run(struct replication *rep, enum phase phase, void (*act)(struct replication *rep, struct spot spot, int32_t at));

static inline struct stream_state *stream_at(const struct replication *rep, struct spot spot) { return &rep->streams[rep->lanes[spot.lane].stream]; }

/* The list of a term end or notice day; those after the horizon share the last, as none of them is told apart by then. */
static inline int mark_bucket(const struct replication *rep, int day)
{
    const int index = index_of(rep, day), last = rep->model->days - 1;
    return index < 0 ? 0 : index > last ? last : index;
}

static inline struct mark_list *mark_list_of(const struct replication *rep, const struct lane *lane, const struct cohort *c)
{
    return c->stage == STAGE_ORDERED ? &lane->by_term[mark_bucket(rep, c->due)] : &lane->by_notice[mark_bucket(rep, c->notice)];
}

/* The place of one of the list's cases, uniformly; of any of its cohorts. The list must have one. */
struct roll_place mark_list_pick(const struct replication *rep, struct mark_list *list, struct draw *draw);
struct roll_place mark_list_last(const struct replication *rep, struct mark_list *list);

/* Forgets a notice day on which nothing depends any more, so that cohorts may join. */
void key_forget_notice(const struct replication *rep, const struct stream_state *stream, struct cohort_key *key);

#endif
