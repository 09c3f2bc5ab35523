/* The results of `termijn sensitivity`. */
#ifndef OUTPUT_SENSITIVITY_H
#define OUTPUT_SENSITIVITY_H

#include "experiment/sensitivity.h"
#include "output/publish.h"

struct sensitivity_output {
    size_t entity;
    enum measure measure;
    size_t period;
};

struct sensitivity_result {
    struct run_result run; /* replications: rows */
    const struct model_inputs *inputs;
    size_t n_outputs;
    const struct sensitivity_output *outputs;
    const double *values;              /* [run][row][output], NaN for no value */
    const struct sobol_index *indices; /* [output][input, then group, then chance] */
};

/* How many indices an output has. */
size_t sensitivity_indices(const struct model_inputs *inputs);

/* Fills them, [output][...]. 0, or -1 without memory. */
int sensitivity_compute(const struct sensitivity_result *result, struct sobol_index *indices);

enum publish_status publish_sensitivity(const struct sensitivity_result *result, const struct publish_options *options,
                                        struct problem *problem);

/* For each output the split of its variance and the inputs that matter most, within 80 columns. */
void sensitivity_summary(FILE *out, const struct sensitivity_result *result);

#endif
