/* Paired replications of several models: replication r of each meets the same arrivals, so what differs is what was
 * changed. */
#ifndef EXPERIMENT_COMPARE_H
#define EXPERIMENT_COMPARE_H

#include <stdbool.h>
#include "experiment/experiment.h"

#include "model/model.h"
#include "results/table.h"

/* The first model is the base, the others are its alternatives. */
struct comparison {
    struct results_layout layout; /* what all models have: their common dates, streams, pools, rules and steps, by name */
    size_t n_models;
    uint32_t n;                 /* replications: indices first .. first + n - 1 */
    struct results_table table; /* of each model its values, then of each alternative its difference from the base */
};

/* No replications yet. The models must have been compiled from scenarios with a common date and stream, see comparison_common. 0, or -1 without
 * memory; free is legal after both. */
int comparison_init(size_t n_models, const struct model *const models[], struct comparison *comparison);
void comparison_free(struct comparison *comparison);

/* Runs the same models side by side, adding until there are options->replications: the same bytes however many there were. After a failure the
 * comparison is unusable. */
enum experiment_status comparison_run(const struct model *const models[], const struct experiment_options *options,
                                      struct comparison *comparison);

/* What can be compared: dates and the streams, pools and contingent rules that all have. */
enum comparison_common { COMPARISON_POSSIBLE, COMPARISON_NO_DATES, COMPARISON_NO_STREAMS };
enum comparison_common comparison_common(size_t n_models, const struct model *const models[]);

/* Whether an entity of this name is in the models' common layout. */
bool comparison_has(const struct comparison *comparison, const char *entity);

/* One cell of the common layout. */
struct comparison_cell {
    struct results_summary base, alternative, difference; /* difference: alternative - base, where both have a value */
    double low, high;          /* 95 % interval of the mean difference; NaN where the pairs give none, see difference_interval */
    double better, equal;      /* shares of the replications in which the alternative is better, or the same */
    double variance_reduction; /* (var base + var alternative) / var difference; infinite when nothing differs but
                                  chance */
};

/* `alternative` counts from 1. `better` is NaN for measures of which neither more nor less is better. */
struct comparison_cell comparison_read(const struct comparison *comparison, size_t alternative, size_t cell);

#endif
