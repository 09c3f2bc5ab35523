#include "results/results.h"

#include <stdbool.h>
#include <stdlib.h>

struct results *results_new(const struct results_layout *layout)
{
    struct results *results = calloc(1, sizeof *results);
    if (results == NULL)
        return NULL;
    results->layout = layout;
    if (results_table_init(&results->forecast, layout_cells(layout)) == 0 &&
        results_table_init(&results->entry, layout_entry_cells(layout)) == 0)
        return results;
    results_free(results);
    return NULL;
}

void results_free(struct results *results)
{
    if (results == NULL)
        return;
    results_table_free(&results->forecast);
    results_table_free(&results->entry);
    free(results);
}

uint32_t results_replications(const struct results *results)
{
    return results->n;
}

struct results_summary results_read(const struct results *results, size_t period, size_t entity, size_t measure)
{
    static const struct results_cell none;
    const struct results_layout *l = results->layout;
    if (period >= l->n_periods || entity >= l->n_entities || measure >= MEASURE_COUNT)
        return results_cell_summary(&none);
    return results_cell_summary(&results->forecast.cells[layout_cell(l, period, entity, (enum measure)measure)]);
}

struct results_summary results_entry_summary(const struct results_layout *layout, const struct results_table *entry, size_t month, size_t stream,
                                             enum entry_measure measure)
{
    const struct results_cell *cell = &entry->cells[layout_entry_cell(layout, month, stream, measure)];
    const int64_t applied = entry->cells[layout_entry_cell(layout, month, stream, ENTRY_DECIDED_IN_PERIOD)].n;
    const bool wait = measure == ENTRY_WAIT_P50 || measure == ENTRY_WAIT_P90;
    return wait ? results_cell_summary_among(cell, applied) : results_cell_summary(cell);
}
