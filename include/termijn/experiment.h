/* An experiment: many replications of a model on several threads, added up to results. */
#ifndef TERMIJN_EXPERIMENT_H
#define TERMIJN_EXPERIMENT_H

#include <signal.h>
#include <stdint.h>
#include <termijn/model.h>
#include <termijn/results.h>
#include <termijn/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Set all to 0 first; replications must then be set. Replication i of a seed is the same future in every scenario as
 * far as the scenarios agree, so that their differences are not blurred by chance. */
struct termijn_experiment_options {
    uint32_t replications; /* at least 1 */
    uint32_t first;        /* index of the first; first + replications must not pass 2^32 - 1 */
    uint64_t seed;         /* the program's default is 1 */
    unsigned threads;      /* 0: as many as there are processors allowed */

    /* Once *stop is not 0, no further replication starts. A signal handler or another thread may set it. May be NULL.
     */
    const volatile sig_atomic_t *stop;

    /* Told now and then how many replications of this call are in the results; from any thread, one call at a time. It
     * must be quick and must not call the library. May be NULL. */
    void (*progress)(uint32_t done, uint32_t total, void *user);
    void *user; /* passed to progress */
};

/* The results depend on the model, the seed, `first` and the number of replications alone: they are the same for any
 * number of threads. They refer to the model, which must outlive them.
 *
 * TERMIJN_STOPPED: there are results, of the replications from `first` that were done, each in full; maybe none. They
 * are to be freed. TERMIJN_BAD_ARGUMENT: a number is out of its range. TERMIJN_NO_MEMORY: no results. Where threads
 * cannot be started, fewer do the work. */
enum termijn_status termijn_experiment_run(const struct termijn_model *model,
                                           const struct termijn_experiment_options *options,
                                           struct termijn_results **results);

/* Adds to *results, of the same model, seed and `first`, until they hold options->replications: the same numbers as
 * running that many at once. Returns as termijn_experiment_run, and TERMIJN_BAD_ARGUMENT, with *results left as they
 * are, unless that is more than they hold; after TERMIJN_NO_MEMORY they are freed and *results is NULL. */
enum termijn_status termijn_experiment_extend(const struct termijn_model *model,
                                              const struct termijn_experiment_options *options,
                                              struct termijn_results **results);

#ifdef __cplusplus
}
#endif

#endif
