/* Shares of an output's variance, from pairs of rows that share all inputs but one (Sobol 1993). */
#ifndef EXPERIMENT_SOBOL_H
#define EXPERIMENT_SOBOL_H

#include <stddef.h>
#include <stdint.h>

#include "experiment/interval.h"

struct sobol_index {
    double first, total;
    struct interval first_interval, total_interval; /* 95 %, percentiles of the bootstrap over rows */
};

/* a[i] and b[i]: the output at two independent rows; ab[i]: at row i of a with the input (or group) in question from b.
 * Rows with a value that is not finite are left out. first: mean of b (ab - a) / variance, the output centred (Saltelli
 * et al. 2010, Comp. Phys. Comm. 181, table 2 b); total: mean of (a - ab)^2 / 2 / variance (Jansen 1999). NaN when the
 * variance is 0 or fewer than two rows are left. The seed is that of the bootstrap. 0, or -1 without memory. */
struct sobol_rows {
    size_t n;
    const double *a, *b, *ab;
};
int sobol_index(const struct sobol_rows *rows, uint64_t seed, struct sobol_index *index);

#endif
