/* A few numbers of each of some replications: what searches and designs look at. */
#ifndef EXPERIMENT_SAMPLE_H
#define EXPERIMENT_SAMPLE_H

#include <stdbool.h>

#include "experiment/experiment.h"

#include "engine/replication.h"

struct sample {
    size_t n;
    const uint32_t *index; /* the replications */
    size_t width;          /* numbers read from each */
    void (*read)(const struct model *model, const struct results_values *values, void *user, double *out);
    const struct replication_inputs *inputs; /* NULL, or of each where its inputs come from */
    int end;                                 /* last day that is run, counted from day 0; 0: the horizon */
    bool outlooks;                           /* not runs but replication_outlook: width is outlook_width, nothing is read and no inputs are lent */
    void *user;
};

/* Fills out[i * width ...] for index[i]; the same numbers for any number of threads. After a stop, what was not run is
 * NaN. `values` hold what the targets' checks say, too. options->replications and first are not used; progress is told
 * of the sample's own. */
enum experiment_status sample_run(const struct model *model, const struct experiment_options *options,
                                  const struct sample *sample, double *out);

#endif
