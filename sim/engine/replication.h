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

/* Runs replication `index` of `seed` from the opening date to the horizon and fills `values` (shapes of model->layout).
 * The outcome depends on (model, seed, index) alone. Returns 0, or -1 when memory ran out. */
int replication_run(struct replication *replication, uint64_t seed, uint32_t index, const struct results_values *values);

#endif
