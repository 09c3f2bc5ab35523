/* Many replications of anything that can run one.
 *
 * Replications are dealt out in chunks of constant size. A finished chunk waits in a ring until all before it are
 * merged; merging is cut into stripes of cells, each merged in chunk order by one thread at a time. So every cell sees
 * the replications in order, whatever the number of threads, and no thread merges for all. */
#ifndef EXPERIMENT_EXPERIMENT_H
#define EXPERIMENT_EXPERIMENT_H

#include <termijn/experiment.h>

#include "experiment/chunks.h"
#include "results/results.h"

/* How to run one replication. A workspace is used by one thread only; NULL from new and not 0 from run are failures.
 * Values not written are `no value`. */
struct experiment_engine {
    void *(*workspace_new)(const void *model);
    void (*workspace_free)(void *workspace);
    int (*run)(void *workspace, uint64_t seed, uint32_t index, const struct results_values *values);
};

/* Adds replications options->first .. first + replications - 1 to tables of any size, in order; *n is how many, always
 * a first part. After a failure the tables are unusable. */
enum experiment_status experiment_fill(const struct experiment_engine *engine, const void *model,
                                       const struct chunk_tables *tables, const struct experiment_options *options,
                                       uint32_t *n);

/* As experiment_run and experiment_extend; the layout must outlive the results. */
enum experiment_status experiment_run_with(const struct experiment_engine *engine, const void *model,
                                           const struct results_layout *layout,
                                           const struct experiment_options *options, struct results **results);
enum experiment_status experiment_extend_with(const struct experiment_engine *engine, const void *model,
                                              const struct experiment_options *options, struct results **results);

#endif
