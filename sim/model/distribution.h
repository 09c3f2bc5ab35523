/* The distributions of days of the scenario language: distribution and quantile functions, by GSL. */
#ifndef MODEL_DISTRIBUTION_H
#define MODEL_DISTRIBUTION_H

#include "scenario/scenario_types.h"

/* P(X <= x). */
double distribution_below(const struct distribution *distribution, double x);

/* Smallest x with P(X <= x) >= p, 0 <= p < 1; a table gives its days. */
double distribution_quantile(const struct distribution *distribution, double p);

/* The distribution rounded to whole days >= 0, tabulated: below[k] = P(round(X) <= k), up to where nothing is left. A quantile is then a search, a
 * hundred times faster than GSL's inverse functions. */
struct day_table {
    int n;
    const double *below;
    int lowest; /* the lower end of the support: the quantile of 0 */
    bool steps; /* the distribution is a table: a probability it reaches exactly still belongs to the day that reaches it */
};

/* round(Q(p)), halves up, with Q the distribution's quantile function; the last day when the table ends before. */
int day_table_quantile(const struct day_table *table, double p);

/* The 99.9% quantile rounded up, a table's last day: where kernels and ages are cut. */
int distribution_cut(const struct distribution *distribution);

#endif
