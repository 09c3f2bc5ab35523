/* The distributions of days of the scenario language: distribution and quantile functions, by GSL. */
#ifndef MODEL_DISTRIBUTION_H
#define MODEL_DISTRIBUTION_H

#include "scenario/scenario_types.h"

/* P(X <= x). */
double distribution_below(const struct distribution *distribution, double x);

/* Smallest x with P(X <= x) >= p, 0 <= p < 1; a table gives its days. */
double distribution_quantile(const struct distribution *distribution, double p);

/* The 99.9% quantile rounded up, a table's last day: where kernels and ages are cut. */
int distribution_cut(const struct distribution *distribution);

#endif
