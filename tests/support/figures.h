/* Moments of a month's figure over many replications of a stand, against what they should be. */
#ifndef SUPPORT_FIGURES_H
#define SUPPORT_FIGURES_H

#include "support/load_text.h"

/* A figure of one month and stream, its mean and its variance. */
struct figure {
    struct stand *stand;
    size_t month, stream;
    enum measure measure;
    double mean, variance;
    double sigma; /* limit of both statistics */
    size_t n;     /* replications, enlarged before the test fails */
};

/* Fails the test when the mean or the variance (as if the figure were near the normal) is off. */
void ck_figure(const struct figure *figure);

#endif
