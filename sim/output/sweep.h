/* sweep.csv: a row for each point, year, stream and measure. */
#ifndef OUTPUT_SWEEP_H
#define OUTPUT_SWEEP_H

#include "output/journal.h"
#include "output/publish.h"
#include "output/varied.h"

struct sweep_result {
    struct run_result run; /* of the scenario that is varied; replications: of each point */
    size_t n_keys, n_points;
    const char *const *keys;
    const struct varied_unit *units; /* of the keys' values */
    const double *values;        /* n_points x n_keys, as written */
    const char *const *settings; /* of each point, under which the journal keeps its rows */
    const struct journal *journal;
};

/* The points and what they come to in the last year, within 80 columns and some 20 lines: of many points some, evenly. */
void sweep_summary(FILE *out, const struct sweep_result *result);

/* Puts a point's rows into the journal: `run` holds its results. 0, or -1 without memory. */
int sweep_keep(struct journal *journal, const char *settings, const struct run_result *run);

/* Whether all rows of a point are there. */
bool sweep_has(const struct journal *journal, const char *settings);

enum publish_status publish_sweep(const struct sweep_result *result, const struct publish_options *options,
                                  struct problem *problem);

#endif
