/* One replication of a compiled model: a workspace that is allocated once and run many times. */
#ifndef ENGINE_REPLICATION_H
#define ENGINE_REPLICATION_H

#include <stdint.h>

#include "model/model.h"
#include "random/draw.h"
#include "results/layout.h"

struct replication;

/* An input: the random numbers of an uncertain value, of a factor, of a stream's disturbance or of its shocks. All else is chance. */
struct replication_input {
    enum draw_purpose purpose; /* DRAW_UNCERTAIN, DRAW_DISTURBANCE or DRAW_SHOCK */
    uint32_t entity;
};

/* Inputs that are those of another replication of the same seed, and one uncertain value or factor that is fixed. */
struct replication_inputs {
    uint32_t other;
    size_t n;
    const struct replication_input *chosen;
    uint32_t fixed; /* entity, 0: none */
    double z;       /* its standard normal */
};

/* The workspace for runs of this model, which must outlive it; NULL without memory. Not to be shared between threads. */
struct replication *replication_new(const struct model *model);
void replication_free(struct replication *replication);

/* In force for the runs that follow; borrowed. NULL: every input is the replication's own. */
void replication_set_inputs(struct replication *replication, const struct replication_inputs *inputs);

/* The runs that follow end after this day, counted from day 0; at most the horizon, which it is at first. What is filled in by then is what a run
 * to the horizon gives; periods that end later, and what is told by month of receipt, are left as they were. */
void replication_set_end(struct replication *replication, int day);

/* The model for what follows: that of the workspace, or one that model_days_alike says does the same for more days than were run since the opening. It must
 * outlive them. */
void replication_bind(struct replication *replication, const struct model *model);

/* Runs replication `index` of `seed` from the opening date to the horizon and fills `values` (shapes of model->layout).
 * The outcome depends on (model, seed, index) alone. Returns 0, or -1 when memory ran out. */
int replication_run(struct replication *replication, uint64_t seed, uint32_t index, const struct results_values *values);

/* The same in parts: the opening, then the days up to but not `day`. Days beyond the horizon are none: with horizon + 1 the replication is at its end. */
void replication_begin(struct replication *replication, uint64_t seed, uint32_t index, const struct results_values *values);
int replication_go_on(struct replication *replication, int day, const struct results_values *values);

/* A replication as it stands on some evening, in memory of its own: some MB for a large agency. NULL without memory. */
struct replication_copy *replication_copy_new(void);
void replication_copy_free(struct replication_copy *copy);

/* Takes the place of what the copy held. 0, or -1 without memory. `values` are the caller's to keep. */
int replication_save(const struct replication *replication, struct replication_copy *copy);

/* Back to that evening, as often as wanted; of the same replication only, and with the model of then. */
void replication_restore(struct replication *replication, const struct replication_copy *copy);

#endif
