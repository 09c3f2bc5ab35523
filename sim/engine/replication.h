/* One replication of a compiled model: a workspace that is allocated once and run many times. */
#ifndef ENGINE_REPLICATION_H
#define ENGINE_REPLICATION_H

#include <stdint.h>

#include "model/model.h"
#include "results/layout.h"

struct replication;

/* The workspace for runs of this model, which must outlive it; NULL without memory. Not to be shared between threads. */
struct replication *replication_new(const struct model *model);
void replication_free(struct replication *replication);

/* Runs replication `index` of `seed` from the opening date to the horizon and fills `values` (shapes of model->layout).
 * The outcome depends on (model, seed, index) alone. Returns 0, or -1 when memory ran out. */
int replication_run(struct replication *replication, uint64_t seed, uint32_t index, const struct results_values *values);

#endif
