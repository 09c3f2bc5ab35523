#include "output/manifest.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "output/json.h"
#include "output/manifest_facts.h"
#include "output/targets.h"
#include "results/sketch.h"

void json_write(FILE *out, const void *object)
{
    const json_t *root = object;
    json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(10));
    fputc('\n', out);
}

static json_t *started_text(time_t started)
{
    char text[sizeof "2023-12-31T23:59:59Z"];
    struct tm utc;
    if (gmtime_r(&started, &utc) == NULL || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) {
        return json_null();
    }
    return json_string(text);
}

static void put_run(struct json_builder *builder, json_t *root, const struct run_result *run)
{
    json_t *object = json_put(builder, root, "run", json_object());
    json_put(builder, object, "started", started_text(run->started));
    json_put(builder, object, "seconds", json_number(round(run->seconds * 1000) / 1000));
    json_put(builder, object, "threads", json_integer((json_int_t)run->threads));
}

static void put_head(struct json_builder *builder, json_t *root, const struct run_result *run)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, run->seed); /* as text: many readers of JSON keep 53 bits of a number */
    json_put(builder, root, "program", json_string("termijn"));
    json_put(builder, root, "version", json_string(TERMIJN_VERSION));
    if (run->command != NULL) {
        json_put(builder, root, "command", json_string(run->command));
    }
    json_put(builder, root, "name", json_text(run->name));
    json_put(builder, root, "title", json_text(run->scenario->title));
    json_put(builder, root, "opening_date", json_date(run->layout->opening_date));
    json_put(builder, root, "horizon", json_date(run->layout->horizon));
    json_put(builder, root, "seed", json_string(seed));
    json_put(builder, root, "replications", json_integer((json_int_t)run->replications));
    json_put(builder, root, "sketch_relative_error", json_number(SKETCH_RELATIVE_ERROR));
}

static void put_label(struct json_builder *builder, json_t *labels, const char *path, const char *name,
                      const char *label)
{
    char key[300];
    snprintf(key, sizeof key, "%s.%s", path, name);
    json_put(builder, labels, key, json_text(label));
}

static void put_stream_labels(struct json_builder *builder, json_t *labels, const struct stream_spec *stream)
{
    char path[200];
    put_label(builder, labels, "streams", stream->name, stream->label);
    snprintf(path, sizeof path, "streams.%s.classes", stream->name);
    for (size_t i = 0; i < stream->n_classes; i++) {
        put_label(builder, labels, path, stream->classes[i].name, stream->classes[i].label);
    }
}

/* Results speak of streams, classes, pools and factors by name; this says what people call them, for who prints them.
 */
static void put_labels(struct json_builder *builder, json_t *root, const struct scenario *scenario)
{
    json_t *labels = json_put(builder, root, "labels", json_object());
    for (size_t i = 0; i < scenario->n_streams; i++) {
        put_stream_labels(builder, labels, &scenario->streams[i]);
    }
    for (size_t i = 0; i < scenario->n_pools; i++) {
        put_label(builder, labels, "pools", scenario->pools[i].name, scenario->pools[i].label);
    }
    for (size_t i = 0; i < scenario->n_factors; i++) {
        put_label(builder, labels, "factors", scenario->factors[i].name, scenario->factors[i].label);
    }
}

/* The object when all went well, else NULL. */
static json_t *finish(const struct json_builder *builder, json_t *root)
{
    if (!builder->failed) {
        return root;
    }
    json_decref(root);
    return NULL;
}

/* Every file once, however many scenarios read it. */
static void put_inputs(struct json_builder *builder, json_t *inputs, const struct scenario *scenario)
{
    for (size_t i = 0; i < scenario->n_files; i++) {
        bool known = false;
        for (size_t k = 0; k < json_array_size(inputs); k++) {
            const char *name = json_string_value(json_object_get(json_array_get(inputs, k), "file"));
            known = known || (name != NULL && strcmp(name, scenario->files[i]) == 0);
        }
        if (!known) {
            json_t *file = json_push(builder, inputs, json_object());
            json_put(builder, file, "file", json_text(scenario->files[i]));
            json_put(builder, file, "fnv1a64", json_hash(scenario->file_hashes[i]));
        }
    }
}

json_t *manifest_object(const struct run_result *run, const struct folder_file *outputs, size_t n_outputs)
{
    struct json_builder builder = {0};
    json_t *root = json_object();
    put_head(&builder, root, run);
    json_put(&builder, root, "description", json_text(run->scenario->description));
    put_labels(&builder, root, run->scenario);
    json_put(&builder, root, "legal_periods", legal_periods_object(run));
    json_put(&builder, root, "stated_inflow", stated_inflow_object(run));
    json_t *inputs = json_put(&builder, root, "inputs", json_array());
    put_inputs(&builder, inputs, run->scenario);
    for (size_t i = 0; i < run->n_others; i++) {
        put_inputs(&builder, inputs, run->others[i]);
    }
    json_t *files = json_put(&builder, root, "outputs", json_array());
    for (size_t i = 0; i < n_outputs; i++) {
        json_t *file = json_push(&builder, files, json_object());
        json_put(&builder, file, "file", json_text(outputs[i].name));
        json_put(&builder, file, "bytes", json_integer((json_int_t)outputs[i].size));
        json_put(&builder, file, "fnv1a64", json_hash(outputs[i].hash));
    }
    put_run(&builder, root, run);
    return finish(&builder, root);
}

/* ---- the summary ---- */

static json_t *put_measure(struct json_builder *builder, json_t *object, const struct run_result *run, size_t period,
                           size_t entity, enum measure measure)
{
    static const struct {
        const char *name;
        int quantile;
    } quantiles[] = {{"p05", 0}, {"p50", 3}, {"p95", 6}};
    struct results_summary summary = run_summary(run, period, entity, measure);
    json_t *cell = json_put(builder, object, measure_info(measure)->name, json_object());
    json_put(builder, cell, "mean", json_number(summary.mean));
    for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0]; i++) {
        json_put(builder, cell, quantiles[i].name, json_number(summary.quantile[quantiles[i].quantile]));
    }
    return cell;
}

static void put_year(struct json_builder *builder, json_t *years, const struct run_result *run, size_t period,
                     size_t entity)
{
    static const enum measure measures[] = {
        MEASURE_OPEN,     MEASURE_OVERDUE,  MEASURE_INFLOW,  MEASURE_DECISIONS,       MEASURE_TIMELINESS,
        MEASURE_WAIT_P50, MEASURE_WAIT_P90, MEASURE_NOTICES, MEASURE_PENALTY_ACCRUED, MEASURE_PENALTY_PAID};
    json_t *year = json_push(builder, years, json_object());
    json_put(builder, year, "date", json_date(run->layout->periods[period].last));
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        put_measure(builder, year, run, period, entity, measures[i]);
    }
}

static void put_stream(struct json_builder *builder, json_t *streams, const struct run_result *run, size_t entity)
{
    json_t *stream = json_put(builder, streams, run->layout->names[entity], json_object());
    json_put(builder, stream, "label", json_text(run_entity_label(run, entity)));
    json_t *opening = json_put(builder, stream, "opening", json_object());
    json_put(builder, opening, "date", json_date(run->layout->opening_date));
    put_measure(builder, opening, run, 0, entity, MEASURE_OPEN);
    json_t *years = json_put(builder, stream, "years", json_array());
    for (size_t period = 1; period < run->layout->n_periods; period++) {
        if (run->layout->periods[period].kind == PERIOD_YEAR) {
            put_year(builder, years, run, period, entity);
        }
    }
}

json_t *summary_object(const struct run_result *run, const char *folder)
{
    struct json_builder builder = {0};
    json_t *root = json_object();
    put_head(&builder, root, run);
    json_put(&builder, root, "folder", json_text(folder));
    json_t *streams = json_put(&builder, root, "streams", json_object());
    for (size_t entity = 0; entity <= layout_all(run->layout); entity++) {
        put_stream(&builder, streams, run, entity);
    }
    if (run->model != NULL && run->model->n_targets > 0) {
        json_put(&builder, root, "targets", targets_array(run));
    }
    put_run(&builder, root, run);
    return finish(&builder, root);
}
