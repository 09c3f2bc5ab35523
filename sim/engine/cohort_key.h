/* What is known of a cohort's cases. */
#ifndef ENGINE_COHORT_KEY_H
#define ENGINE_COHORT_KEY_H

#include <string.h>

#include "engine/meter.h"
#include "engine/state.h"

/* Of a cohort with cases: holds until a key is added. */
static inline const struct cohort_key *key_of_cohort(const struct replication *rep, const struct cohort *cohort)
{
    return &rep->cohort_keys.keys[cohort->key];
}

/* The place of a key, made when it is new; 0 (and rep->failed) without memory. `key` is none of the table's. */
int32_t place_of_key(struct replication *rep, const struct cohort_key *key);

static inline bool same_key(const struct cohort_key *a, const struct cohort_key *b) { return memcmp(a, b, sizeof *a) == 0; }

void cohort_keys_reset(struct cohort_keys *keys);

static inline bool key_workable(const struct cohort_key *key) { return key->ready == LONG_AGO; }

/* Workable, and its clock counts from another day than the received one. */
static inline bool key_foreign(const struct cohort_key *key, int received) { return key_workable(key) && key->clock != received; }

/* Noticed, long enough ago, and no late appeal yet. */
static inline bool key_appealable(const struct replication *rep, const struct cohort_key *key)
{
    return key->stage == STAGE_NOTICED && key->notice + APPEAL_AFTER <= rep->today;
}

/* Cases that have been noticed on this day and filed no appeal; less when negative. */
static inline void appealable_add(const struct replication *rep, struct appealable *appealable, int notice, int32_t count)
{
    if (notice + APPEAL_AFTER <= rep->today) appealable->cases += count;
    else appealable->later[index_of(rep, notice)] += count;
}

static inline void appealable_reset(const struct replication *rep, struct appealable *appealable)
{
    appealable->cases = 0;
    if (appealable->later) memset(appealable->later, 0, (size_t)rep->model->days * sizeof *appealable->later);
}

/* The regime of a notice: of those before day 0 only the opening's are known, a day each. */
static inline int regime_of_notice(const struct model_stream *model, int32_t notice)
{
    const struct model_opening *o = &model->opening;
    if (notice >= 0) return model->lateness.administrative ? model->lateness.administrative[notice] : -1;
    const int64_t at = o->n_noticed > 0 ? (int64_t)notice - o->noticed[0].day : -1;
    return at >= 0 && at < (int64_t)o->n_noticed ? o->noticed[at].regime : -1;
}

/* A penalty from its first day on; none where it has run out before day 0. */
static inline struct running running_from(const struct meter *meters, int regime, int32_t start)
{
    const int32_t prior = start < 0 ? -start : 0;
    if (regime < 0 || prior >= meters[regime].days) return (struct running){.regime = -1};
    return (struct running){.regime = (int16_t)regime, .start = start, .prior = prior};
}

/* The penalties of a usual noticed case, by its notice day, and by its order's regime and term end. */
static inline struct running usual_administrative(const struct replication *rep, const struct stream_state *s, int32_t notice)
{
    const int regime = regime_of_notice(s->model, notice);
    return running_from(s->administrative, regime, regime < 0 ? 0 : notice + rep->model->administrative[regime].grace + 1);
}

static inline struct running usual_judicial(const struct stream_state *s, int regime, int32_t end)
{
    return running_from(s->judicial, regime, end + 1);
}

#endif
