#include "support/load_text.h"

#include <check.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "scenario/load.h"
#include <unistd.h>

#include "base/calendar.h"
#include "engine/day.h"
#include "engine/lane.h"

static void write_file(const char *folder, const char *name, const char *text, char path[4096])
{
    snprintf(path, 4096, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static struct scenario *load(const char *path, const char *yaml)
{
    struct diagnostics *diagnostics = diagnostics_new();
    ck_assert_ptr_nonnull(diagnostics);
    struct scenario *scenario = scenario_load(&(struct scenario_sources){.base = path}, diagnostics);
    if (!scenario) {
        diagnostics_print(diagnostics, stderr);
        fprintf(stderr, "%s\n", yaml);
    }
    diagnostics_delete(diagnostics);
    ck_assert_msg(scenario != NULL, "the scenario does not load");
    return scenario;
}

static struct scenario *load_text(const char *yaml, const char *csv)
{
    char folder[3072], path[4096], data[4096];
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/termijn-XXXXXX", base ? base : P_tmpdir);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    write_file(folder, "text.yaml", yaml, path);
    if (csv)
        write_file(folder, "data.csv", csv, data);
    struct scenario *scenario = load(path, yaml);
    unlink(path);
    if (csv)
        unlink(data);
    rmdir(folder);
    return scenario;
}

struct scenario *scenario_of_file(const char *path)
{
    return load(path, "");
}

struct scenario *scenario_of_text(const char *yaml)
{
    return load_text(yaml, NULL);
}

struct stand stand_of(const char *yaml, const char *csv)
{
    return stand_of_scenario(load_text(yaml, csv));
}

static void forget(const struct results_layout *layout, struct results_values *values)
{
    for (size_t i = 0; i < layout_cells(layout); i++)
        values->forecast[i] = (double)NAN;
    for (size_t i = 0; i < layout_entry_cells(layout); i++)
        values->entry[i] = (double)NAN;
}

struct results_values values_new(const struct results_layout *layout)
{
    struct results_values values = {calloc(layout_cells(layout), sizeof(double)), calloc(layout_entry_cells(layout), sizeof(double))};
    ck_assert(values.forecast != NULL && values.entry != NULL);
    forget(layout, &values);
    return values;
}

void values_free(struct results_values *values)
{
    free(values->forecast);
    free(values->entry);
}

struct stand stand_of_scenario(struct scenario *scenario)
{
    struct stand stand = {.scenario = scenario};
    stand.model = model_compile(stand.scenario);
    ck_assert_ptr_nonnull(stand.model);
    stand.replication = replication_new(stand.model);
    ck_assert_ptr_nonnull(stand.replication);
    stand.values = values_new(&stand.model->layout);
    return stand;
}

struct stand stand_of_format(const char *pattern, ...)
{
    char *yaml = NULL;
    va_list arguments;
    va_start(arguments, pattern);
    ck_assert_int_ge(vasprintf(&yaml, pattern, arguments), 0);
    va_end(arguments);
    struct stand stand = stand_of(yaml, NULL);
    free(yaml);
    return stand;
}

void stand_free(struct stand *stand)
{
    values_free(&stand->values);
    replication_free(stand->replication);
    model_free(stand->model);
    scenario_free(stand->scenario);
}

void stand_run(struct stand *stand, uint64_t seed, uint32_t index)
{
    forget(&stand->model->layout, &stand->values);
    ck_assert_int_eq(replication_run(stand->replication, seed, index, &stand->values), 0);
}

double stand_month(const struct stand *stand, size_t month, size_t stream, enum measure measure)
{
    return stand->values.forecast[layout_cell(&stand->model->layout, 1 + month, stream, measure)];
}

double stand_opening(const struct stand *stand, size_t stream, enum measure measure)
{
    return stand->values.forecast[layout_cell(&stand->model->layout, 0, stream, measure)];
}

int civil_of(const char *date)
{
    int day = 0;
    ck_assert_msg(day_parse(date, &day), "%s is no date", date);
    return day;
}

int model_day(const struct model *model, const char *date)
{
    return civil_of(date) - model->day0;
}

struct replication *stand_begin(struct stand *stand, uint64_t seed)
{
    day_begin(stand->replication, seed, 0, stand->values.forecast);
    return stand->replication;
}

void add_plain(struct replication *rep, struct lane *lane, int day, int32_t count)
{
    const int index = index_of(rep, day);
    const struct stream_state *s = &rep->streams[lane->stream];
    lane_add(lane, WORK, index, count);
    if (s->model->has_period && lane->epoch->deadline[index] < rep->today)
        lane_add(lane, PLAIN_OVERDUE, index, count);
    lane->received_sum += (int64_t)count * day;
    if (index < lane->lowest)
        lane->lowest = index;
}
