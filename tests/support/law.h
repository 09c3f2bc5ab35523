/* Samplers of whole numbers against the probabilities of GSL, at five sigma. */
#ifndef SUPPORT_LAW_H
#define SUPPORT_LAW_H

#include <stddef.h>
#include <stdint.h>

#include "random/draw.h"

/* A distribution over whole numbers: the sampler under test, GSL's probabilities, and the parameters of both. */
struct law {
    const char *name;
    int64_t (*sample)(struct draw *, const double p[]);
    double (*chance)(int64_t k, const double p[]);
    double p[3];
    double mean, variance;
    struct draw *draw;
};

/* A stream of numbers of this entity's own. */
void law_start(struct draw *draw, uint32_t entity);

/* z of Pearson's statistic; sampler is a struct law with its draw set. */
double law_chi_square(void *sampler, size_t n);

/* Fails the test unless the mean and the whole distribution agree; without small counts the variance stands in for the
 * distribution. */
void ck_law(struct law law, int has_small_counts);

#endif
