/* The outcome of many replications of one model, read by period, entity and measure (results/layout.h). The layout, its model's,
 * must outlive it. */
#ifndef RESULTS_RESULTS_H
#define RESULTS_RESULTS_H

#include <stddef.h>
#include <stdint.h>

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

uint32_t results_replications(const struct results *results);

/* The summary of one cell; n = 0 for an index out of range, too. */
struct results_summary results_read(const struct results *results, size_t period, size_t entity, size_t measure);

/* Of the cases that a stream receives in a month. In some futures the horizon comes before a wait ends: these count as longer than all others, so a
 * quantile that lies among them has no value, nor have mean and sd. */
struct results_summary results_entry_summary(const struct results_layout *layout, const struct results_table *entry, size_t month, size_t stream,
                                             enum entry_measure measure);

void results_free(struct results *results); /* NULL is legal */

#endif
