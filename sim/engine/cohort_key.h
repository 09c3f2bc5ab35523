/* What is known of a cohort's cases, in full and packed. */
#ifndef ENGINE_COHORT_KEY_H
#define ENGINE_COHORT_KEY_H

#include "engine/meter.h"
#include "engine/state.h"

/* The key in full. */
struct cohort_key key_of_cohort(const struct replication *rep, struct spot spot, const struct cohort *cohort);

/* A cohort with this key. Without memory rep->failed is set and the key is lost. */
struct cohort cohort_of_key(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count);

void special_keys_reset(struct special_keys *special);

static inline bool same_key(const struct cohort *a, const struct cohort *b)
{
    return a->notice == b->notice && a->due == b->due && a->stage == b->stage && a->judicial == b->judicial && a->ready == b->ready && a->special == b->special;
}

static inline int32_t day_of_short(int16_t day) { return day == SHORT_NONE ? NO_DAY : day == SHORT_AGO ? LONG_AGO : day; }
static inline int16_t short_of_day(int32_t day) { return (int16_t)(day >= SHORT_NONE ? SHORT_NONE : day <= SHORT_AGO ? SHORT_AGO : day); }

static inline int16_t short_of_ready(int32_t ready) { return (int16_t)(ready == LONG_AGO ? 0 : ready + 1 >= SHORT_NONE ? SHORT_NONE : ready + 1); }
static inline bool cohort_workable(const struct cohort *c) { return c->ready == 0; }

static inline bool cohort_overdue(const struct replication *rep, const struct cohort *c)
{
    return c->special == 0 || rep->special.keys[c->special].overdue;
}

static inline bool cohort_joined(const struct replication *rep, const struct cohort *c)
{
    return c->special != 0 && rep->special.keys[c->special].joined;
}

/* Index of the day its clock counts from. */
static inline int cohort_clock(const struct replication *rep, struct spot spot, const struct cohort *c)
{
    return c->special == 0 ? spot.received : rep->special.keys[c->special].clock;
}

/* Noticed, long enough ago, and no late appeal yet. */
static inline bool cohort_appealable(const struct replication *rep, const struct cohort *c)
{
    return c->stage == STAGE_NOTICED && c->notice + APPEAL_AFTER <= rep->today;
}

/* The penalties of cases with nothing special about them. */
static inline struct running usual_administrative(const struct replication *rep, const struct stream_state *s, int32_t notice)
{
    const int16_t *regimes = s->model->lateness.administrative;
    const int regime = regimes && notice >= 0 && notice != NO_DAY ? regimes[notice] : -1;
    if (regime < 0) return (struct running){.regime = -1};
    return (struct running){.regime = (int16_t)regime, .start = notice + rep->model->administrative[regime].grace + 1};
}

static inline struct running usual_judicial(const struct cohort *c)
{
    return (struct running){.regime = c->judicial, .start = c->judicial < 0 ? 0 : c->due + 1};
}

/* Forgets the notice day of a cohort with nothing special once nothing depends on it, so that cohorts may join. */
static inline void usual_forget_notice(const struct replication *rep, const struct stream_state *s, struct cohort *c)
{
    if (s->model->uses_noticed || c->notice == SHORT_NONE || (c->stage == STAGE_NOTICED && c->notice + APPEAL_AFTER > rep->today)) return;
    const struct running running = usual_administrative(rep, s, day_of_short(c->notice));
    if (running.regime >= 0 && meter_days(&s->administrative[running.regime], &running) < s->administrative[running.regime].days) return;
    c->notice = SHORT_AGO;
}

static inline struct running cohort_administrative(const struct replication *rep, const struct stream_state *s, const struct cohort *c)
{
    return c->special ? rep->special.keys[c->special].administrative : usual_administrative(rep, s, day_of_short(c->notice));
}

static inline struct running cohort_judicial(const struct replication *rep, const struct cohort *c)
{
    return c->special ? rep->special.keys[c->special].judicial : usual_judicial(c);
}

#endif
