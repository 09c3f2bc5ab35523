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
void cohort_keys_free(struct cohort_keys *keys);

static inline bool key_workable(const struct cohort_key *key) { return key->ready == LONG_AGO; }

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

/* The penalties of a usual noticed case, by its notice day, and by its order's regime and term end. */
static inline struct running usual_administrative(const struct replication *rep, const struct stream_state *s, int32_t notice)
{
    const int16_t *regimes = s->model->lateness.administrative;
    const int regime = regimes && notice >= 0 ? regimes[notice] : -1;
    if (regime < 0) return (struct running){.regime = -1};
    return (struct running){.regime = (int16_t)regime, .start = notice + rep->model->administrative[regime].grace + 1};
}

static inline struct running usual_judicial(int regime, int32_t end)
{
    return (struct running){.regime = (int16_t)regime, .start = regime < 0 ? 0 : end + 1};
}

#endif
