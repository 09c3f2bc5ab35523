#include "results/table.h"

#include <math.h>
#include <stdlib.h>

int results_table_init(struct results_table *table, size_t n_cells)
{
    table->n_cells = 0;
    table->cells = calloc(n_cells > 0 ? n_cells : 1, sizeof table->cells[0]);
    if (table->cells == NULL)
        return -1;
    table->n_cells = n_cells;
    return 0;
}

void results_table_free(struct results_table *table)
{
    for (size_t i = 0; i < table->n_cells; i++)
        sketch_free(&table->cells[i].sketch);
    free(table->cells);
    *table = (struct results_table){0};
}

/* Welford's update: a constant stays exactly itself. The reciprocal keeps the division off the chain from one value to
 * the next. */
static inline int cell_add(struct results_cell *cell, double value)
{
    if (!isfinite(value))
        return 0;
    double share = 1.0 / (double)(cell->n + 1), delta = value - cell->mean;
    cell->n++;
    cell->mean += delta * share;
    cell->m2 += delta * (value - cell->mean);
    return sketch_add(&cell->sketch, value);
}

int results_table_add_range(struct results_table *table, size_t n_rows, const double *const rows[], size_t first,
                            size_t end)
{
    enum { AHEAD = 12 }; /* the counts of all cells are far more than a cache holds */
    for (size_t i = first; i < end; i++) {
        for (size_t row = 0; row < n_rows && i + AHEAD < end; row++)
            sketch_prefetch(&table->cells[i + AHEAD].sketch, rows[row][i + AHEAD]);
        for (size_t row = 0; row < n_rows; row++) {
            if (cell_add(&table->cells[i], rows[row][i]) != 0)
                return -1;
        }
    }
    return 0;
}

int results_table_add(struct results_table *table, const double values[])
{
    return results_table_add_range(table, 1, &values, 0, table->n_cells);
}

/* Chan, Golub and LeVeque (1983): the means' distance enters the sum of squares. */
static int cell_merge(struct results_cell *cell, const struct results_cell *other)
{
    if (other->n == 0)
        return 0;
    double a = (double)cell->n, b = (double)other->n, delta = other->mean - cell->mean;
    cell->n += other->n;
    cell->mean += delta * (b / (a + b));
    cell->m2 += other->m2 + delta * delta * (a * b / (a + b));
    return sketch_merge(&cell->sketch, &other->sketch);
}

int results_table_merge(struct results_table *table, const struct results_table *other)
{
    for (size_t i = 0; i < table->n_cells; i++) {
        if (cell_merge(&table->cells[i], &other->cells[i]) != 0)
            return -1;
    }
    return 0;
}

static const double shares[7] = {0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};

struct results_summary results_cell_summary(const struct results_cell *cell)
{
    struct results_summary s = {.n = cell->n, .mean = (double)NAN, .sd = (double)NAN};
    for (int i = 0; i < 7; i++)
        s.quantile[i] = sketch_quantile(&cell->sketch, shares[i]);
    if (cell->n > 0)
        s.mean = cell->mean;
    if (cell->n > 0)
        s.sd = cell->n > 1 ? sqrt(cell->m2 / (double)(cell->n - 1)) : 0.0;
    return s;
}

struct results_summary results_cell_summary_among(const struct results_cell *cell, int64_t n)
{
    if (cell->n == n || cell->n == 0)
        return results_cell_summary(cell);
    struct results_summary s = {.n = cell->n, .mean = (double)NAN, .sd = (double)NAN};
    for (int i = 0; i < 7; i++) {
        const double rank = floor(shares[i] * (double)(n - 1)), last = (double)(cell->n - 1);
        const double within = last > 0 ? fmin(1, (rank + 0.5) / last) : 1; /* sketch_quantile takes floor(within x last) */
        s.quantile[i] = rank <= last ? sketch_quantile(&cell->sketch, rank < last ? within : 1) : (double)NAN;
    }
    return s;
}
