/* What every writer of results prints from: one finished run. Nothing here is owned. */
#ifndef OUTPUT_RUN_RESULT_H
#define OUTPUT_RUN_RESULT_H

#include <stdint.h>
#include <time.h>

#include "model/model.h"
#include "output/report_words.h"
#include "results/layout.h"
#include "results/table.h"
#include "scenario/scenario_types.h"

struct run_result {
    const char *name; /* the scenario's name plus the stems of its overlays: "2024+taskforce" */
    const struct scenario *scenario;
    const struct model *model; /* for its targets; NULL: none are reported */
    const struct results_layout *layout;  /* the scenario's own, or what several have in common */
    const struct results_table *forecast; /* layout_cells */
    const struct results_table *entry;    /* layout_entry_cells; NULL: no waits by month of application */
    uint64_t seed;
    uint32_t replications;
    unsigned threads;
    enum report_language language; /* of report.html */
    const char *command; /* NULL: run */
    size_t n_others;     /* scenarios beside the first, for the manifest's inputs */
    const struct scenario *const *others;
    time_t started; /* wall clock */
    double seconds; /* of simulation */
};

static inline struct results_summary run_summary(const struct run_result *run, size_t period, size_t entity,
                                                 enum measure measure)
{
    return results_cell_summary(&run->forecast->cells[layout_cell(run->layout, period, entity, measure)]);
}

/* The scenario's stream that an entity of the layout stands for, by its name; NULL for what is no stream. */
const struct stream_spec *run_stream(const struct run_result *run, size_t entity);

/* The label of an entity for people: a stream's own, "All streams", or its name. */
const char *run_entity_label(const struct run_result *run, size_t entity);

#endif
