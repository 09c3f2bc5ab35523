#include "output/compare_report.h"

#include <string.h>

#include "output/json.h"
#include "output/report_data.h"

/* Part `part` of the comparison's table as a run's: the models' values in order, then the alternatives' differences. */
struct view {
    struct results_table table;
    struct run_result run;
};

static void view_open(struct view *view, const struct compare_result *result, size_t part)
{
    size_t cells = layout_cells(result->run.layout);
    view->table = (struct results_table){cells, result->comparison->table.cells + part * cells};
    view->run = result->run;
    view->run.forecast = &view->table;
}

/* ---- what is the same ---- */

/* Takes out of `values` and `difference` the measures that `base` has with the same values. */
static void prune_entity(const json_t *base, json_t *values, json_t *difference)
{
    const char *measure;
    json_t *own;
    void *next;
    json_object_foreach_safe(values, next, measure, own)
    {
        const json_t *same = json_object_get(base, measure);
        if (same != NULL && json_equal(same, own)) {
            json_object_del(difference, measure);
            json_object_del(values, measure); /* last: the name is its own */
        }
    }
}

static void prune(const json_t *base, json_t *values, json_t *difference)
{
    const char *entity;
    json_t *own;
    json_object_foreach(values, entity, own)
    {
        prune_entity(json_object_get(base, entity), own, json_object_get(difference, entity));
    }
}

/* ---- tests ---- */

static json_t *test_row(struct json_builder *builder, const struct comparison_cell *cell)
{
    if (cell->difference.n == 0) {
        return json_null();
    }
    const double numbers[] = {cell->base.mean, cell->alternative.mean, cell->difference.mean, cell->low,
                              cell->high,      cell->better,           cell->equal,           (double)cell->difference.n};
    json_t *row = json_array();
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        json_push(builder, row, json_short(numbers[i]));
    }
    return row;
}

static void put_tests(struct json_builder *builder, json_t *tests, const struct compare_result *result, size_t cell_at,
                      const char *name)
{
    const struct results_layout *layout = result->run.layout;
    size_t alternative = cell_at / layout_cells(layout), first = cell_at % layout_cells(layout);
    json_t *rows = json_put(builder, tests, name, json_array());
    for (size_t period = 1; period < layout->n_periods; period++) {
        if (layout->periods[period].kind == PERIOD_YEAR) {
            size_t cell = first + layout_cell(layout, period, 0, (enum measure)0);
            struct comparison_cell read = comparison_read(result->comparison, alternative, cell);
            json_push(builder, rows, test_row(builder, &read));
        }
    }
}

/* Of the measures that `values` still has. */
static json_t *tests_of(struct json_builder *builder, const struct compare_result *result, size_t alternative,
                        const json_t *values)
{
    const struct results_layout *layout = result->run.layout;
    json_t *all = json_object();
    for (size_t entity = 0; entity < layout->n_entities; entity++) {
        const json_t *own = json_object_get(values, layout->names[entity]);
        json_t *tests = json_object_size(own) == 0 ? NULL : json_put(builder, all, layout->names[entity], json_object());
        for (int m = 0; tests != NULL && m < MEASURE_COUNT; m++) {
            const char *name = measure_info((enum measure)m)->name;
            if (json_object_get(own, name) != NULL) {
                size_t at = alternative * layout_cells(layout) + layout_cell(layout, 0, entity, (enum measure)m);
                put_tests(builder, tests, result, at, name);
            }
        }
    }
    return all;
}

/* ---- the whole ---- */

static void put_alternative(struct json_builder *builder, json_t *list, const struct compare_result *result,
                            size_t alternative, const json_t *base)
{
    struct view own, apart;
    view_open(&own, result, alternative);
    view_open(&apart, result, result->comparison->n_models + alternative - 1);
    json_t *object = json_push(builder, list, json_object());
    json_put(builder, object, "name", json_text(result->titles[alternative]));
    json_t *values = json_put(builder, object, "values", report_values(&own.run));
    json_t *difference = json_put(builder, object, "difference", report_values(&apart.run));
    prune(base, values, difference);
    json_put(builder, object, "tests", tests_of(builder, result, alternative, values));
}

json_t *compare_report_data(const struct compare_result *result, const struct folder_file *outputs, size_t n_outputs)
{
    struct json_builder builder = {0};
    struct view base;
    view_open(&base, result, 0);
    json_t *root = report_data(&base.run, outputs, n_outputs);
    json_t *list = json_put(&builder, json_put(&builder, root, "comparison", json_object()), "alternatives", json_array());
    for (size_t k = 1; root != NULL && k < result->comparison->n_models; k++) {
        put_alternative(&builder, list, result, k, json_object_get(root, "values"));
    }
    if (builder.failed) {
        json_decref(root);
        return NULL;
    }
    return root;
}
