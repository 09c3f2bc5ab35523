/* The outcome of many replications of one model. include/termijn/results.h reads it from outside. */
#ifndef RESULTS_RESULTS_H
#define RESULTS_RESULTS_H

#include <termijn/results.h>

#include "results/layout.h"
#include "results/table.h"

struct results {
    const struct results_layout *layout; /* not owned */
    struct results_table forecast;       /* layout_cells */
    struct results_table entry;          /* layout_entry_cells */
    uint32_t n;                          /* replications: indices 0 .. n - 1 */
};

/* Empty tables for this layout; NULL without memory. */
struct results *results_new(const struct results_layout *layout);

#endif
