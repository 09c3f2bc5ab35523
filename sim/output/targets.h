/* How likely the scenario's targets are met. */
#ifndef OUTPUT_TARGETS_H
#define OUTPUT_TARGETS_H

#include <jansson.h>
#include <stdio.h>

#include "model/model.h"
#include "output/run_result.h"

/* The share of the replications in which a check's bound holds, with its 95 % interval. */
struct target_share {
    int64_t n;
    double share, low, high;
};
struct target_share target_share(const struct run_result *run, size_t check);

/* Whether the check is that of a target in the period in which it is due, or of all that are due. */
bool target_is_due(const struct model *model, const struct model_check *check);

/* targets.csv: a row for each period of a target's kind, and for `all` a row for each date on which one is due. */
void csv_write_targets(FILE *out, const struct run_result *run);

/* A line for each target when it is due, and one for all together. Nothing without targets. */
void targets_summary(FILE *out, const struct run_result *run);

/* The same as an array. NULL without memory. */
json_t *targets_array(const struct run_result *run);

#endif
