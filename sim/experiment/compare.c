#include "experiment/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/experiment.h"
#include "experiment/interval.h"
#include "experiment/together.h"

enum { NOWHERE = -1 };

/* ---- what the models have in common ---- */

static const char *stream_name(const struct model *model, size_t i)
{
    return model->scenario->streams[i].name;
}

static const char *pool_name(const struct model *model, size_t i)
{
    return model->scenario->pools[i].name;
}

static const char *rule_name(const struct model *model, size_t i)
{
    return model->scenario->rules[i].name;
}

static int find_entity(const struct results_layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->n_entities; i++)
        if (strcmp(layout->names[i], name) == 0)
            return (int)i;
    return NOWHERE;
}

static bool all_have(size_t n_models, const struct model *const models[], const char *entity)
{
    for (size_t k = 1; k < n_models; k++)
        if (find_entity(&models[k]->layout, entity) == NOWHERE)
            return false;
    return true;
}

static void common_dates(size_t n_models, const struct model *const models[], int *opening, int *horizon)
{
    *opening = models[0]->layout.opening_date;
    *horizon = models[0]->layout.horizon;
    for (size_t k = 1; k < n_models; k++) {
        const struct results_layout *layout = &models[k]->layout;
        *opening = layout->opening_date > *opening ? layout->opening_date : *opening;
        *horizon = layout->horizon < *horizon ? layout->horizon : *horizon;
    }
}

/* `room` has as many places as the base has streams, pools, rules and steps. */
static struct results_layout_names common_names(size_t n_models, const struct model *const models[], const char **room)
{
    const struct model *base = models[0];
    const struct results_layout *layout = &base->layout;
    const char **streams = room, **pools = streams + layout->n_streams, **rules = pools + layout->n_pools,
               **steps = rules + layout->n_rules;
    struct results_layout_names names = {.streams = streams, .pools = pools, .rules = rules, .steps = steps};
    for (size_t i = 0; i < base->n_streams; i++)
        if (all_have(n_models, models, layout->names[i]))
            streams[names.n_streams++] = stream_name(base, i);
    for (size_t i = 0; i < base->n_pools; i++)
        if (all_have(n_models, models, layout->names[layout_pool(layout, i)]))
            pools[names.n_pools++] = pool_name(base, i);
    for (size_t i = 0; i < layout->n_rules; i++)
        if (all_have(n_models, models, layout->names[layout_rule(layout, i)]))
            rules[names.n_rules++] = rule_name(base, i);
    for (size_t i = 0; i < layout->n_steps; i++)
        if (all_have(n_models, models, layout->names[layout_step(layout, i)]))
            steps[names.n_steps++] = layout->names[layout_step(layout, i)] + strlen("step:");
    return names;
}

enum comparison_common comparison_common(size_t n_models, const struct model *const models[])
{
    int opening, horizon;
    common_dates(n_models, models, &opening, &horizon);
    if (opening >= horizon)
        return COMPARISON_NO_DATES;
    for (size_t i = 0; i < models[0]->n_streams; i++)
        if (all_have(n_models, models, models[0]->layout.names[i]))
            return COMPARISON_POSSIBLE;
    return COMPARISON_NO_STREAMS;
}

static int make_layout(size_t n_models, const struct model *const models[], struct results_layout *layout)
{
    const char **room = malloc((models[0]->layout.n_entities + 1) * sizeof *room);
    int status = -1, opening, horizon;
    common_dates(n_models, models, &opening, &horizon);
    if (room != NULL) {
        const struct results_layout_names names = common_names(n_models, models, room);
        status = results_layout_init(layout, opening, horizon, &names);
    }
    free(room);
    return status;
}

bool comparison_has(const struct comparison *comparison, const char *entity)
{
    return find_entity(&comparison->layout, entity) != NOWHERE;
}

/* ---- running them side by side ---- */

/* Of each (period, entity) of the common layout the first cell in a model's own, or NOWHERE. */
struct pairing {
    size_t n_models;
    const struct model *const *models;
    const struct results_layout *layout;
    struct together together;
    long **from;
};

static int find_period(const struct results_layout *layout, const struct results_period *period)
{
    for (size_t i = 0; i < layout->n_periods; i++) {
        const struct results_period *own = &layout->periods[i];
        if (own->kind == period->kind && own->first == period->first && own->last == period->last)
            return (int)i;
    }
    return NOWHERE;
}

static void map_cells(const struct results_layout *common, const struct results_layout *own, long *from)
{
    for (size_t p = 0; p < common->n_periods; p++) {
        int period = find_period(own, &common->periods[p]);
        for (size_t e = 0; e < common->n_entities; e++) {
            int entity = find_entity(own, common->names[e]);
            bool known = period != NOWHERE && entity != NOWHERE;
            from[p * common->n_entities + e] =
                known ? (long)layout_cell(own, (size_t)period, (size_t)entity, (enum measure)0) : NOWHERE;
        }
    }
}

struct workspace {
    const struct pairing *pairing;
    struct together_workspace *together;
    struct results_values *values;
};

static void workspace_free(void *workspace)
{
    struct workspace *w = workspace;
    for (size_t k = 0; w->values != NULL && k < w->pairing->n_models; k++) {
        free(w->values[k].forecast);
        free(w->values[k].entry);
    }
    together_workspace_free(w->together);
    free(w->values);
    free(w);
}

static bool make_place(struct workspace *w, size_t k)
{
    const struct results_layout *layout = &w->pairing->models[k]->layout;
    w->values[k].forecast = calloc(layout_cells(layout) + 1, sizeof(double));
    w->values[k].entry = calloc(layout_entry_cells(layout) + 1, sizeof(double));
    return w->values[k].forecast != NULL && w->values[k].entry != NULL;
}

static void *workspace_new(const void *model)
{
    struct workspace *w = calloc(1, sizeof *w);
    if (w == NULL)
        return NULL;
    w->pairing = model;
    w->together = together_workspace_new(&w->pairing->together);
    w->values = calloc(w->pairing->n_models, sizeof *w->values);
    bool made = w->together != NULL && w->values != NULL;
    for (size_t k = 0; made && k < w->pairing->n_models; k++)
        made = make_place(w, k);
    if (made)
        return w;
    workspace_free(w);
    return NULL;
}

static void copy_common(const struct pairing *pairing, size_t k, const double *own, double *row)
{
    const struct results_layout *common = pairing->layout;
    for (size_t i = 0; i < common->n_periods * common->n_entities; i++)
        if (pairing->from[k][i] != NOWHERE)
            memcpy(row + i * MEASURE_COUNT, own + pairing->from[k][i], MEASURE_COUNT * sizeof *row);
}

static int run(void *workspace, uint64_t seed, uint32_t index, const struct results_values *values)
{
    struct workspace *w = workspace;
    const struct pairing *pairing = w->pairing;
    size_t cells = layout_cells(pairing->layout);
    const double *base = values->forecast;
    for (size_t k = 0; k < pairing->n_models; k++) {
        const struct results_layout *layout = &pairing->models[k]->layout;
        for (size_t i = 0; i < layout_cells(layout); i++)
            w->values[k].forecast[i] = (double)NAN;
    }
    if (together_run(w->together, seed, index, w->values) != 0)
        return -1;
    for (size_t k = 0; k < pairing->n_models; k++)
        copy_common(pairing, k, w->values[k].forecast, values->forecast + k * cells);
    for (size_t k = 1; k < pairing->n_models; k++) {
        const double *own = values->forecast + k * cells;
        double *difference = values->forecast + (pairing->n_models + k - 1) * cells;
        for (size_t i = 0; i < cells; i++)
            difference[i] = own[i] - base[i];
    }
    return 0;
}

static void pairing_free(struct pairing *pairing)
{
    for (size_t k = 0; pairing->from != NULL && k < pairing->n_models; k++)
        free(pairing->from[k]);
    free(pairing->from);
    together_free(&pairing->together);
}

static int pairing_init(struct pairing *pairing)
{
    size_t n = pairing->layout->n_periods * pairing->layout->n_entities;
    if (together_init(&pairing->together, pairing->n_models, pairing->models) != 0)
        return -1;
    pairing->from = calloc(pairing->n_models, sizeof *pairing->from);
    for (size_t k = 0; pairing->from != NULL && k < pairing->n_models; k++) {
        pairing->from[k] = malloc((n + 1) * sizeof **pairing->from);
        if (pairing->from[k] == NULL)
            return -1;
        map_cells(pairing->layout, &pairing->models[k]->layout, pairing->from[k]);
    }
    return pairing->from == NULL ? -1 : 0;
}

int comparison_init(size_t n_models, const struct model *const models[], struct comparison *comparison)
{
    *comparison = (struct comparison){.n_models = n_models};
    if (make_layout(n_models, models, &comparison->layout) != 0)
        return -1;
    return results_table_init(&comparison->table, (2 * n_models - 1) * layout_cells(&comparison->layout));
}

enum experiment_status comparison_run(const struct model *const models[], const struct experiment_options *options,
                                      struct comparison *comparison)
{
    static const struct experiment_engine engine = {workspace_new, workspace_free, run};
    enum experiment_status status = EXPERIMENT_FAILED;
    struct results_table none = {0};
    struct experiment_options rest = *options;
    struct pairing pairing = {.n_models = comparison->n_models, .models = models, .layout = &comparison->layout};
    uint32_t n = 0;
    rest.first += comparison->n;
    rest.replications -= comparison->n;
    if (pairing_init(&pairing) == 0) {
        const struct chunk_tables tables = {&comparison->table, &none};
        status = experiment_fill(&engine, &pairing, &tables, &rest, &n);
    }
    comparison->n += n;
    pairing_free(&pairing);
    return status;
}

void comparison_free(struct comparison *comparison)
{
    results_layout_free(&comparison->layout);
    results_table_free(&comparison->table);
    *comparison = (struct comparison){0};
}

/* ---- reading ---- */

static double variance(const struct results_summary *summary)
{
    return summary->sd * summary->sd;
}

struct comparison_cell comparison_read(const struct comparison *comparison, size_t alternative, size_t cell)
{
    size_t cells = layout_cells(&comparison->layout);
    const struct results_cell *own = &comparison->table.cells[alternative * cells + cell];
    const struct results_cell *apart =
        &comparison->table.cells[(comparison->n_models + alternative - 1) * cells + cell];
    struct comparison_cell read = {
        .base = results_cell_summary(&comparison->table.cells[cell]),
        .alternative = results_cell_summary(own),
        .difference = results_cell_summary(apart),
        .low = (double)NAN,
        .high = (double)NAN,
        .better = (double)NAN,
        .equal = (double)NAN,
    };
    read.variance_reduction = (variance(&read.base) + variance(&read.alternative)) / variance(&read.difference);
    if (apart->n == 0)
        return read;
    const struct sketch *sketch = &apart->sketch;
    double n = (double)sketch->n, below = 0;
    for (int32_t i = 0; i < sketch->negative.n; i++)
        below += sketch->negative.count[i];
    double zero = (double)sketch->zeros, above = n - zero - below;
    int sign = measure_better((enum measure)(cell % MEASURE_COUNT));
    struct interval interval = difference_interval(apart->n, sketch->n - sketch->zeros, read.difference.mean, read.difference.sd);
    read.low = interval.low;
    read.high = interval.high;
    read.equal = zero / n;
    read.better = sign > 0 ? above / n : sign < 0 ? below / n : (double)NAN;
    return read;
}
