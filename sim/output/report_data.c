#include "output/report_data.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/text.h"
#include "output/json.h"
#include "output/manifest.h"
#include "output/report_facts.h"
#include "output/report_past.h"
#include "output/report_published.h"
#include "output/targets.h"
#include "results/results.h"

static const char *const period_names[PERIOD_KINDS] = {"opening", "month", "quarter", "year"};
enum { QUANTILES = 7 };

struct builder {
    struct json_builder json;
    const struct run_result *run;
};

/* ---- cells ---- */

/* Null without a value, a number that all futures have, or the quantiles and the mean, each null where it lies past the end of the forecast. */
static json_t *cell_of(struct builder *builder, const struct results_cell *cell, const struct results_summary *summary)
{
    if (summary->n == 0 || isnan(summary->quantile[0])) {
        return json_null();
    }
    if (cell->sketch.minimum == cell->sketch.maximum && !isnan(summary->mean)) {
        return json_short(summary->mean);
    }
    json_t *array = json_array();
    for (size_t q = 0; q < QUANTILES; q++) {
        json_push(&builder->json, array, json_short(summary->quantile[q]));
    }
    json_push(&builder->json, array, json_short(summary->mean));
    return array;
}

/* A count or an amount of 0 says nothing; 0% on time and a wait of 0 days do. */
static bool is_something(const struct results_cell *cell, enum measure_form form)
{
    bool counts = form == FORM_SUM || form == FORM_LAST;
    return cell->n > 0 && (!counts || cell->sketch.minimum != 0 || cell->sketch.maximum != 0);
}

/* ---- values ---- */

static bool has_values(const struct run_result *run, size_t entity, enum measure measure)
{
    const struct results_layout *layout = run->layout;
    const struct measure_info *info = measure_info(measure);
    if ((info->scope & layout_scope(layout, entity)) == 0) {
        return false;
    }
    for (size_t period = 0; period < layout->n_periods; period++) {
        if (is_something(&run->forecast->cells[layout_cell(layout, period, entity, measure)], info->form)) {
            return true;
        }
    }
    return false;
}

static void put_periods(struct builder *builder, json_t *object, size_t entity, enum measure measure)
{
    const struct results_layout *layout = builder->run->layout;
    bool stock = measure_info(measure)->form == FORM_LAST;
    for (int kind = PERIOD_MONTH; kind < PERIOD_KINDS && !(stock && kind > PERIOD_MONTH); kind++) {
        json_t *cells = json_put(&builder->json, object, period_names[kind], json_array());
        for (size_t period = stock ? 0 : 1; period < layout->n_periods; period++) {
            enum period_kind is = layout->periods[period].kind;
            if (is == (enum period_kind)kind || is == PERIOD_OPENING) {
                const struct results_cell *cell =
                    &builder->run->forecast->cells[layout_cell(layout, period, entity, measure)];
                const struct results_summary summary = results_cell_summary(cell);
                json_push(&builder->json, cells, cell_of(builder, cell, &summary));
            }
        }
    }
}

static void put_entry(struct builder *builder, json_t *object, size_t stream, enum entry_measure measure)
{
    const struct results_layout *layout = builder->run->layout;
    const char *name = entry_measure_info(measure)->name;
    json_t *periods = json_object_get(object, name);
    if (periods == NULL) {
        periods = json_put(&builder->json, object, name, json_object());
    }
    json_t *cells = json_put(&builder->json, periods, "entry", json_array());
    for (size_t month = 0; month < layout->n_months; month++) {
        const struct results_cell *cell =
            &builder->run->entry->cells[layout_entry_cell(layout, month, stream, measure)];
        const struct results_summary summary = results_entry_summary(layout, builder->run->entry, month, stream, measure);
        json_push(&builder->json, cells, cell_of(builder, cell, &summary));
    }
}

static void put_entity_values(struct builder *builder, json_t *values, size_t entity)
{
    const struct results_layout *layout = builder->run->layout;
    json_t *object = json_put(&builder->json, values, layout->names[entity], json_object());
    for (int m = 0; m < MEASURE_COUNT; m++) {
        enum measure measure = (enum measure)m;
        if (has_values(builder->run, entity, measure)) {
            json_t *periods = json_put(&builder->json, object, measure_info(measure)->name, json_object());
            put_periods(builder, periods, entity, measure);
        }
    }
    for (int m = 0; builder->run->entry != NULL && m < ENTRY_MEASURE_COUNT && entity <= layout_all(layout); m++) {
        put_entry(builder, object, entity, (enum entry_measure)m);
    }
}

/* ---- what the values are of ---- */

static json_t *shown_text(const char *text)
{
    char *shown = text_shown(text);
    json_t *string = shown == NULL ? NULL : json_text(shown);
    free(shown);
    return string;
}

static bool entity_is_shown(const struct results_layout *layout, size_t entity)
{
    return entity != layout_pool_all(layout) || layout->n_pools > 0;
}

static const char *kind_of(const struct results_layout *layout, size_t entity)
{
    static const char *const kinds[] = {"pool", "rule", "step"};
    const char *name = layout->names[entity];
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t length = strlen(kinds[i]);
        if (strncmp(name, kinds[i], length) == 0 && name[length] == ':') {
            return kinds[i];
        }
    }
    return entity < layout_all(layout) ? "stream" : entity == layout_all(layout) ? "all" : "other";
}

/* A pool's own label; a rule and whatever else has none go by their name. */
static const char *label_of(const struct run_result *run, size_t entity)
{
    const char *own = strchr(run->layout->names[entity], ':');
    bool is_pool = strcmp(kind_of(run->layout, entity), "pool") == 0;
    if (own == NULL) {
        return run_entity_label(run, entity);
    }
    for (size_t i = 0; is_pool && i < run->scenario->n_pools; i++) {
        const struct pool_spec *pool = &run->scenario->pools[i];
        if (strcmp(pool->name, own + 1) == 0 && pool->label != NULL && pool->label[0] != '\0') {
            return pool->label;
        }
    }
    return own + 1;
}

static void put_entities(struct builder *builder, json_t *root)
{
    const struct results_layout *layout = builder->run->layout;
    json_t *entities = json_put(&builder->json, root, "entities", json_array());
    for (size_t entity = 0; entity < layout->n_entities; entity++) {
        if (entity_is_shown(layout, entity)) {
            json_t *object = json_push(&builder->json, entities, json_object());
            json_put(&builder->json, object, "name", json_text(layout->names[entity]));
            json_put(&builder->json, object, "label", shown_text(label_of(builder->run, entity)));
            json_put(&builder->json, object, "kind", json_string(kind_of(layout, entity)));
        }
    }
}

json_t *report_values(const struct run_result *run)
{
    struct builder builder = {{0}, run};
    json_t *values = json_object();
    for (size_t entity = 0; entity < run->layout->n_entities; entity++) {
        if (entity_is_shown(run->layout, entity)) {
            put_entity_values(&builder, values, entity);
        }
    }
    if (builder.json.failed) {
        json_decref(values);
        return NULL;
    }
    return values;
}

static void put_measure(struct builder *builder, json_t *measures, const struct measure_info *info)
{
    json_t *object = json_put(&builder->json, measures, info->name, json_object());
    json_put(&builder->json, object, "unit", json_string(info->unit));
    json_put(&builder->json, object, "stock", json_boolean(info->form == FORM_LAST));
}

static void put_axes(struct builder *builder, json_t *root)
{
    const struct results_layout *layout = builder->run->layout;
    json_t *periods = json_put(&builder->json, root, "periods", json_object());
    for (int kind = PERIOD_MONTH; kind < PERIOD_KINDS; kind++) {
        json_t *dates = json_put(&builder->json, periods, period_names[kind], json_array());
        for (size_t period = 1; period < layout->n_periods; period++) {
            if (layout->periods[period].kind == (enum period_kind)kind) {
                json_push(&builder->json, dates, json_date(layout->periods[period].last));
            }
        }
    }
    json_t *measures = json_put(&builder->json, root, "measures", json_object());
    for (int m = 0; m < MEASURE_COUNT; m++) {
        put_measure(builder, measures, measure_info((enum measure)m));
    }
    for (int m = 0; m < ENTRY_MEASURE_COUNT; m++) {
        if (json_object_get(measures, entry_measure_info((enum entry_measure)m)->name) == NULL) {
            put_measure(builder, measures, entry_measure_info((enum entry_measure)m));
        }
    }
}

/* A row for each target when it is due, and a last one for all of several. */
static void put_targets(struct builder *builder, json_t *root)
{
    const struct model *model = builder->run->model;
    json_t *rows = json_put(&builder->json, root, "targets", json_array());
    for (size_t i = 0; model != NULL && i < model->n_checks; i++) {
        const struct model_check *check = &model->checks[i];
        bool all = check->target < 0 && i == model->all_check && model->n_targets > 1;
        if (all || (check->target >= 0 && target_is_due(model, check))) {
            struct target_share share = target_share(builder->run, i);
            json_t *row = json_push(&builder->json, rows, json_array());
            json_push(&builder->json, row, shown_text(all ? "" : builder->run->scenario->targets[check->target].text));
            json_push(&builder->json, row, json_date(builder->run->layout->periods[check->period].last));
            json_push(&builder->json, row, json_short(share.share));
            json_push(&builder->json, row, json_short(share.low));
            json_push(&builder->json, row, json_short(share.high));
        }
    }
}

static void put_assumptions(struct builder *builder, json_t *root)
{
    static const char *const status_names[] = {[STATUS_NONE] = "",
                                               [STATUS_OBSERVED] = "observed",
                                               [STATUS_ASSUMED] = "assumed",
                                               [STATUS_CALIBRATED] = "calibrated"};
    const struct scenario *scenario = builder->run->scenario;
    json_t *rows = json_put(&builder->json, root, "assumptions", json_array());
    for (size_t i = 0; i < scenario->n_assumptions; i++) {
        const struct quantity *quantity = scenario->assumptions[i];
        bool known = quantity->place.file >= 0 && (size_t)quantity->place.file < scenario->n_files;
        json_t *row = json_push(&builder->json, rows, json_array());
        json_push(&builder->json, row, shown_text(quantity->path));
        json_push(&builder->json, row, shown_text(quantity->text));
        json_push(&builder->json, row, json_string(status_names[quantity->status]));
        json_push(&builder->json, row, shown_text(quantity->source));
        json_push(&builder->json, row, shown_text(known ? scenario->files[quantity->place.file] : ""));
        json_push(&builder->json, row, json_integer(quantity->place.line));
    }
}

/* The manifest but for what differs from run to run, and what pictures alone need. */
static void put_manifest(struct builder *builder, json_t *root, const struct folder_file *outputs, size_t n_outputs)
{
    json_t *manifest = json_put(&builder->json, root, "manifest", manifest_object(builder->run, outputs, n_outputs));
    static const char *const left_out[] = {"run", "legal_periods", "stated_inflow"};
    for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++) {
        json_object_del(manifest, left_out[i]);
    }
}

json_t *report_data(const struct run_result *run, const struct folder_file *outputs, size_t n_outputs)
{
    struct builder builder = {{0}, run};
    json_t *root = json_object();
    const char *title = run->scenario->title;
    json_put(&builder.json, root, "format", json_integer(REPORT_FORMAT));
    json_put(&builder.json, root, "name", shown_text(run->name));
    json_put(&builder.json, root, "title", shown_text(title[0] != '\0' ? title : run->name));
    json_put(&builder.json, root, "opening", json_date(run->layout->opening_date));
    json_put(&builder.json, root, "horizon", json_date(run->layout->horizon));
    json_put(&builder.json, root, "replications", json_integer((json_int_t)run->replications));
    put_manifest(&builder, root, outputs, n_outputs);
    put_axes(&builder, root);
    put_entities(&builder, root);
    json_put(&builder.json, root, "values", report_values(run));
    json_put(&builder.json, root, "past", report_past(run));
    json_put(&builder.json, root, "published", report_published(run));
    json_put(&builder.json, root, "legal", report_legal(run));
    json_put(&builder.json, root, "rules", report_rules(run));
    put_targets(&builder, root);
    put_assumptions(&builder, root);
    if (builder.json.failed) {
        json_decref(root);
        return NULL;
    }
    return root;
}
