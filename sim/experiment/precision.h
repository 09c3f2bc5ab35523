/* Replications added until means are known well enough. */
#ifndef EXPERIMENT_PRECISION_H
#define EXPERIMENT_PRECISION_H

#include <stdbool.h>
#include <stddef.h>
#include "experiment/experiment.h"

#include "results/results.h"

/* The 95 % interval of the mean of a measure, in every year, reaches at most `width` to either side. */
struct precision_goal {
    size_t entity;
    enum measure measure;
    double width;
    bool relative; /* width is a share of the mean */
};

/* The widest half interval of the goal's years, as a multiple of what is allowed: at most 1 when it is reached. Years
 * without two values do not count; where the mean is 0 and values differ, a relative goal is infinitely far. */
double precision_distance(const struct results *results, const struct precision_goal *goal);

/* Runs until every goal is reached or options->replications are run. As experiment_run; EXPERIMENT_DONE also when the
 * goals were not reached, which *reached tells. The number of replications depends on the results alone, so it is the
 * same for any number of threads. */
enum experiment_status precision_run(const struct model *model, const struct experiment_options *options,
                                     size_t n_goals, const struct precision_goal goals[], struct results **results,
                                     bool *reached);

/* How many to have in all, when with n of them the distance is this; more than n. */
uint32_t precision_next(uint32_t n, double distance, uint32_t most);

#endif
