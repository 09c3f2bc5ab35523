/* Two samples of replications, compared cell by cell.
 *
 * Every statistic is the one of the permutation test: standard normal, nearly, when both samples have the same
 * distribution, and bounded by the number of values that speak, so that rare events and heavy tails raise no alarm. */
#ifndef VALIDITY_SAMPLES_H
#define VALIDITY_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>

#include "results/layout.h"

/* Values of n replications: [row][replication], a row for each cell that is looked at. Cells are numbered as the results
 * have them, forecast cells first, then entry cells. */
struct samples {
    size_t n_rows, n_forecast, n;
    size_t *cells; /* of the rows */
    double *values;
};

/* Room for the values of n replications in these cells. */
bool samples_init(struct samples *samples, const struct results_layout *layout, size_t n_cells, const size_t cells[], size_t n);
void samples_free(struct samples *samples);
void samples_put(struct samples *samples, size_t replication, const struct results_values *values);

/* The standard normal statistics of one cell, each 0 when there is nothing to compare. */
struct comparison {
    double mean[2], sd[2]; /* of the values that are there */
    double z_mean, z_variance;
    double z_missing;      /* how often there is no value */
    double z_distribution; /* Kolmogorov and Smirnov, as the normal quantile of its chance */
    bool empty;            /* no value in either */
};
struct comparison samples_compare(const struct samples *a, const struct samples *b, size_t row);
double comparison_worst(const struct comparison *comparison);

enum { STATISTICS_A_CELL = 4 };

/* The |z| that one of n independent statistics passes with this chance. */
double z_limit(double chance, size_t n);

#endif
