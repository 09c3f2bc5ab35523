/* Accumulates replications' values cell by cell: exact count, mean, sd, minimum, maximum, and a log-bucket sketch for quantiles.
 *
 * The state depends only on the values and the order in which they were added; adding the replications in order gives the same
 * bytes for any number of threads. Memory does not grow with the number of replications. */
#ifndef RESULTS_TABLE_H
#define RESULTS_TABLE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "results/sketch.h"

/* Over the replications that have a value; n = 0: none, and every number is NaN. sd is the sample's, 0 for one value.
 * Quantiles are those at 5, 10, 25, 50, 75, 90 and 95 %, each within 0.5 % of the value at rank floor(q (n - 1)),
 * counted from 0. */
struct results_summary {
    int64_t n;
    double mean, sd;
    double quantile[7];
};

struct results_cell {
    int64_t n; /* replications with a value */
    double mean, m2;
    struct sketch sketch;
};

struct results_table {
    size_t n_cells;
    struct results_cell *cells;
};

int results_table_init(struct results_table *table, size_t n_cells); /* 0, or -1 without memory */
void results_table_free(struct results_table *table);

/* Adds values[n_cells]; NaN (and what is not finite) is skipped. Returns 0, or -1 without memory (the table is then unusable but may be freed). */
int results_table_add(struct results_table *table, const double values[]);

/* Adds n_rows replications in order, cells first .. end - 1 of each only: the same state as results_table_add of one row after the
 * other. Threads may add to disjoint ranges of one table at once. Returns as results_table_add. */
int results_table_add_range(struct results_table *table, size_t n_rows, const double *const rows[], size_t first, size_t end);

/* The pairwise merge (Chan et al. 1983): as if b's values had been added after a's. */
int results_table_merge(struct results_table *table, const struct results_table *other);

/* sd: sample, 0 for one value; all NaN without values. */
struct results_summary results_cell_summary(const struct results_cell *cell);

/* The same, of n values of which those that the cell has not are larger than all it has, and not known: quantiles among these are NaN, and so
 * are mean and sd when there are any. n at least cell->n. */
struct results_summary results_cell_summary_among(const struct results_cell *cell, int64_t n);

/* A cell as one line of text without tabs, and back to the last bit: what is added to it then gives what it would have given. *cell must be empty; 0, or -1 without
 * memory or when the text is no cell. */
void results_cell_write(const struct results_cell *cell, FILE *out);
int results_cell_read(struct results_cell *cell, const char *text);

#endif
