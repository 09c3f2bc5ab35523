/* The usual noticed cases of a lane: entering, finding those of a day, choosing among them at random. See struct noticed.
 *
 * Here they only stand in their lists and in the counts of their stage: the layers and sums of the lane are the caller's to keep. */
#ifndef ENGINE_NOTICED_H
#define ENGINE_NOTICED_H

#include "engine/cohort_key.h"
#include "engine/state.h"

/* Allocates the lists of a lane; sets failed without memory. */
void noticed_init(struct replication *rep, struct noticed *noticed, const struct model_stream *model);
void noticed_reset(const struct replication *rep, struct noticed *noticed);

static inline size_t noticed_cases(const struct noticed *noticed) { return noticed->n - noticed->left; }
static inline bool noticed_stands(const struct noticed_case *c) { return c->stage != STAGE_NONE; }
static inline int noticed_clock(const struct noticed_case *c) { return c->clock == OWN_CLOCK ? c->received : c->clock; }
static inline bool noticed_foreign(const struct noticed_case *c) { return noticed_clock(c) != c->received; }

/* Whether a case with this key is a usual one: *c is its record. */
bool noticed_case_of(const struct replication *rep, struct spot spot, const struct cohort_key *key, struct noticed_case *c);
struct cohort_key key_of_noticed(const struct replication *rep, const struct stream_state *stream, const struct noticed_case *c);

/* Whether a case that was received on this day and gets its notice today can be a usual one. */
static inline bool noticed_fits(const struct replication *rep, int index) { return index < SHORT_NONE && rep->today < SHORT_NONE; }

/* A day as `due`: those that do not fit are far beyond any horizon. */
static inline int16_t noticed_due(int32_t day) { return (int16_t)(day < SHORT_NONE ? day : SHORT_NONE - 1); }

/* Adds a case at the end; sets failed without memory. */
void noticed_enter(struct replication *rep, struct lane *lane, const struct noticed_case *c);
void noticed_leave(const struct replication *rep, struct noticed *noticed, int32_t at);

/* A case appeals, and gets its order on the day `due`; an appealed one gets an order with this term end. */
void noticed_appeals(struct replication *rep, struct noticed *noticed, int32_t at, int32_t due);
void noticed_ordered(struct replication *rep, struct noticed *noticed, int32_t at, int32_t end, int regime);

/* Closes up where half of the places are of cases that have left. In the morning only. */
void noticed_close_up(const struct replication *rep, struct noticed *noticed);

/* --- one day's list -------------------------------------------------------------------------------------------------------------- */

/* The list of a notice day, term end or day of an order; days outside share the first or the last. */
static inline int noticed_list(const struct replication *rep, int day)
{
    const int first = -rep->model->before, last = rep->model->horizon;
    return index_of(rep, day < first ? first : day > last ? last : day);
}

/* The day by which a case stands in a list; of BY_RECEIVED and BY_CLOCK the index. */
static inline int noticed_day(const struct noticed_case *c, enum noticed_by by)
{
    return by == BY_RECEIVED ? c->received : by == BY_NOTICE ? c->notice : by == BY_CLOCK ? c->clock : c->due;
}

static inline int noticed_link(enum noticed_by by) { return by < BY_TERM ? (int)by : (int)BY_DUE; }

static inline bool noticed_belongs(const struct noticed_case *c, enum noticed_by by)
{
    switch (by) {
    case BY_NOTICE: return c->stage == STAGE_NOTICED || c->stage == STAGE_APPEALED;
    case BY_DUE: return c->stage == STAGE_APPEALED;
    case BY_TERM: return c->stage == STAGE_ORDERED;
    default: return noticed_stands(c);
    }
}

/* The next of a list from a link to it on, -1 none; those that have left the list are taken off it. Follow with
 * link = noticed_after(...), or with the same link when the case has left. */
static inline int32_t noticed_next(struct noticed *noticed, enum noticed_by by, int32_t *link)
{
    while (*link >= 0 && !noticed_belongs(&noticed->cases[*link], by)) *link = noticed->next[noticed_link(by)][*link];
    return *link;
}
static inline int32_t *noticed_after(struct noticed *noticed, enum noticed_by by, int32_t at) { return &noticed->next[noticed_link(by)][at]; }

/* The list of those whose clock counts from this day, another than their received one; that which starts at *none where nothing asks for it. */
static inline int32_t *noticed_by_clock(const struct noticed *noticed, int clock, int32_t *none)
{
    return noticed->first[BY_CLOCK] ? &noticed->first[BY_CLOCK][clock] : none;
}

/* Cases with this notice day or term end. */
int64_t noticed_count(const struct replication *rep, struct noticed *noticed, enum noticed_by by, int day);

/* The first notice day or term end of any; `end` when none is before it. */
int noticed_first(const struct replication *rep, struct noticed *noticed, enum noticed_by by, int end);

/* --- choices ------------------------------------------------------------------------------------------------------------------------ */

/* What is done with those chosen, one after another. It adds no case to the lane's. */
typedef void (*noticed_act)(struct replication *rep, int32_t lane, int32_t at, void *context);

/* `count` of the `of` cases with one day, uniformly; `own`: not those whose clock counts from another than the received day. */
struct noticed_heap {
    enum noticed_by by;
    bool own;
    int day; /* of BY_RECEIVED the index */
    int64_t of, count;
    noticed_act act;
    void *context;
};
void noticed_choose_day(struct replication *rep, int32_t lane, const struct noticed_heap *heap);

/* `count` of the `of` cases in some of the stages, with a notice of `until` at the latest. act must leave no case among them. */
enum { ANY_STAGE = 1 << STAGE_NOTICED | 1 << STAGE_APPEALED | 1 << STAGE_ORDERED };
struct noticed_choice {
    unsigned stages; /* a bit for each */
    int until;
    int64_t of, count;
    noticed_act act;
    void *context;
};
void noticed_choose(struct replication *rep, int32_t lane, const struct noticed_choice *choice);

#endif
