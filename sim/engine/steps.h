/* Cases that go from one step of their stream to the next, and what each step did. */
#ifndef ENGINE_STEPS_H
#define ENGINE_STEPS_H

#include "engine/state.h"

bool steps_init(struct replication *rep);
void steps_begin(struct replication *rep);

/* Delays by the multipliers of this replication. */
void steps_scale_delays(struct replication *rep);

static inline struct step_state *step_of(const struct replication *rep, const struct lane *lane)
{
    return &rep->streams[lane->stream].steps[lane->step];
}

static inline bool step_stopped(const struct replication *rep, const struct step_state *step)
{
    return step->model->stopped && step->model->stopped[rep->today];
}

/* Cases that a step has done with, off its counts, enter the next step of the same class. The key is theirs, but for the day from which they are workable. */
void step_enter_plain(struct replication *rep, const struct lane *from, int index, int64_t count);
void step_enter_cohort(struct replication *rep, struct spot from, struct cohort_key *key, int64_t count);

/* Takes plain cases in delay off what is coming to a later step, uniformly: `count` of the `of` that there are, or one, whose ready day it returns. The lane's
 * own counts stay as they are. */
void coming_take(struct replication *rep, struct lane *lane, int index, int64_t of, int64_t count);
int32_t coming_take_one(struct replication *rep, struct lane *lane, int index);

/* Step 3 of the day, at later steps. */
void coming_end(struct replication *rep);

/* The month ends: what the steps did goes to its books. */
void steps_month(struct replication *rep);

/* Hours that the stream used of a pool in the month that has ended. */
double steps_used(const struct replication *rep, const struct model_member *member);

/* Rows of the steps that the scenario names. Period 0 has stocks alone. */
void steps_write(const struct replication *rep, size_t period, double *values);

#endif
