/* Many replications of anything that can run one.
 *
 * Replications are dealt out in chunks of constant size. A finished chunk waits in a ring until all before it are
 * merged; merging is cut into stripes of cells, each merged in chunk order by one thread at a time. So every cell sees
 * the replications in order, whatever the number of threads, and no thread merges for all. */
#ifndef EXPERIMENT_EXPERIMENT_H
#define EXPERIMENT_EXPERIMENT_H

#include <signal.h>
#include <stdint.h>

#include "experiment/chunks.h"
#include "results/results.h"

struct model;

struct experiment_options {
    uint32_t replications;
    uint32_t first; /* index of the first replication, usually 0 */
    uint64_t seed;
    unsigned threads; /* 0: as many as there are processors allowed */

    /* Once *stop is not 0, no further replication starts. May be NULL. */
    const volatile sig_atomic_t *stop;

    /* Told after each chunk how many replications are in the results; from any thread, one call at a time. It must be
     * quick and must not start an experiment. May be NULL. */
    void (*progress)(uint32_t done, uint32_t total, void *user);
    void *user;
};

enum experiment_status {
    EXPERIMENT_DONE,
    EXPERIMENT_STOPPED, /* the results hold replications 0 .. results_replications - 1, each in full; maybe none */
    EXPERIMENT_FAILED   /* out of memory, or a replication could not be run; no results */
};

/* The results are the same bytes for any number of threads: they depend on the model, the seed and the number of
 * replications alone. *results is NULL after a failure and otherwise to be freed with results_free, before the model.
 */
enum experiment_status experiment_run(const struct model *model, const struct experiment_options *options,
                                      struct results **results);

/* The same of several models at once, results[k] of models[k]; days on which they do the same are run once (experiment/together.h). After a stop or a failure
 * every results[k] is NULL: what is not whole is not told. */
enum experiment_status experiment_run_together(size_t n, const struct model *const models[], const struct experiment_options *options,
                                               struct results *results[]);

/* Adds to results of the same model, seed and first index until they hold options->replications: the same bytes as
 * running that many at once. Must be more than there are. A failure frees *results and sets it to NULL. */
enum experiment_status experiment_extend(const struct model *model, const struct experiment_options *options,
                                         struct results **results);

/* Processors this process may run on, at least 1. */
unsigned experiment_default_threads(void);

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
