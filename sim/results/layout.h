/* The shape of a replication's results: which periods, which entities, which cell. Shared by engine (fills), experiment (adds up)
 * and output (prints). */
#ifndef RESULTS_LAYOUT_H
#define RESULTS_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "results/measures.h"

enum period_kind { PERIOD_OPENING, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR, PERIOD_KINDS };

struct results_period {
    enum period_kind kind;
    int first, last; /* civil days, inclusive; opening: both the opening date */
};

/* Entities in order: the streams, `all`, the pools as "pool:NAME", "pool:all", the contingent rules as "rule:NAME", the steps of
 * streams that state any as "step:STREAM.STEP". */
struct results_layout {
    int opening_date, horizon;
    size_t n_streams, n_pools, n_rules, n_steps;
    size_t n_entities; /* n_streams + 1 + n_pools + 1 + n_rules + n_steps (pool:all stands even without pools, with no values) */
    char **names;
    size_t n_periods; /* opening, then months, quarters, years, each by date; partial ones at both ends */
    struct results_period *periods;
    size_t n_checks; /* cells for targets, after the entry cells; 0 unless set */
    size_t n_months; /* entry months: periods[1 .. n_months] are the months, too */
};

/* Fills *layout from day opening_date + 1 to horizon; names are copied. Returns 0, or -1 when memory fails; free is
 * legal after that. */
struct results_layout_names {
    size_t n_streams, n_pools;
    const char *const *streams, *const *pools;
    size_t n_rules;
    const char *const *rules;
    size_t n_steps;
    const char *const *steps; /* "STREAM.STEP" */
};
int results_layout_init(struct results_layout *layout, int opening_date, int horizon, const struct results_layout_names *names);
void results_layout_free(struct results_layout *layout);

static inline size_t layout_all(const struct results_layout *l) { return l->n_streams; }
static inline size_t layout_pool(const struct results_layout *l, size_t pool) { return l->n_streams + 1 + pool; }
static inline size_t layout_pool_all(const struct results_layout *l) { return l->n_streams + 1 + l->n_pools; }
static inline size_t layout_rule(const struct results_layout *l, size_t rule) { return l->n_streams + 1 + l->n_pools + 1 + rule; }
static inline size_t layout_step(const struct results_layout *l, size_t step) { return layout_rule(l, l->n_rules) + step; }
unsigned layout_scope(const struct results_layout *l, size_t entity);

/* forecast cells: [period][entity][measure]; entry cells: [month][stream or all][entry measure]. */
static inline size_t layout_cell(const struct results_layout *l, size_t period, size_t entity, enum measure m)
{
    return (period * l->n_entities + entity) * MEASURE_COUNT + (size_t)m;
}
static inline size_t layout_entry_cell(const struct results_layout *l, size_t month, size_t stream, enum entry_measure m)
{
    return (month * (l->n_streams + 1) + stream) * ENTRY_MEASURE_COUNT + (size_t)m;
}
static inline size_t layout_check_cell(const struct results_layout *l, size_t check)
{
    return l->n_months * (l->n_streams + 1) * ENTRY_MEASURE_COUNT + check;
}
size_t layout_cells(const struct results_layout *l);
size_t layout_entry_cells(const struct results_layout *l);

/* One replication's values; NaN is `no value`. Owned by whoever made it. */
struct results_values {
    double *forecast; /* layout_cells */
    double *entry;    /* layout_entry_cells: entry months, then the checks of targets, 1 for met and 0 for not */
};

#endif
