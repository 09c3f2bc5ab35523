/* The library's face: what include/termijn/ declares, put in terms of the rooms. What is declared there is what the
 * shared library exports. */
#pragma GCC visibility push(default)
#include <termijn/termijn.h>
#pragma GCC visibility pop

#include <gsl/gsl_errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "experiment/experiment.h"
#include "model/model.h"
#include "output/csv.h"
#include "results/results.h"
#include "scenario/load.h"
#include "scenario/scenario_types.h"

/* Each public struct holds the one of its room. */
struct termijn_diagnostics {
    struct diagnostics list;
};
struct termijn_scenario {
    struct scenario *loaded;
};
struct termijn_model {
    struct model *compiled;
};
struct termijn_results {
    struct results *found;
};

/* ---- the whole ---- */

const char *termijn_status_text(enum termijn_status status)
{
    switch (status) {
    case TERMIJN_DONE:
        return "done";
    case TERMIJN_STOPPED:
        return "stopped";
    case TERMIJN_BAD_SCENARIO:
        return "there are errors in the scenario";
    case TERMIJN_BAD_ARGUMENT:
        return "a value is out of its range";
    case TERMIJN_NO_MEMORY:
        return "out of memory";
    case TERMIJN_FAILED:
        return "a file could not be written";
    }
    return "unknown status";
}

const char *termijn_version(void)
{
    return TERMIJN_VERSION;
}

void termijn_gsl_errors_off(void)
{
    gsl_set_error_handler_off();
}

/* ---- diagnostics ---- */

enum termijn_status termijn_diagnostics_new(struct termijn_diagnostics **diagnostics)
{
    *diagnostics = malloc(sizeof **diagnostics);
    if (*diagnostics == NULL)
        return TERMIJN_NO_MEMORY;
    diagnostics_init(&(*diagnostics)->list);
    return TERMIJN_DONE;
}

void termijn_diagnostics_free(struct termijn_diagnostics *diagnostics)
{
    if (diagnostics != NULL)
        diagnostics_free(&diagnostics->list);
    free(diagnostics);
}

size_t termijn_diagnostics_errors(const struct termijn_diagnostics *diagnostics)
{
    return diagnostics->list.n_errors;
}

size_t termijn_diagnostics_warnings(const struct termijn_diagnostics *diagnostics)
{
    return diagnostics->list.n_warnings;
}

size_t termijn_diagnostics_kept(const struct termijn_diagnostics *diagnostics)
{
    return diagnostics->list.n;
}

struct termijn_diagnostic termijn_diagnostics_at(const struct termijn_diagnostics *diagnostics, size_t index)
{
    const struct diagnostic *d = &diagnostics->list.items[index];

    return (struct termijn_diagnostic){.is_error = d->severity == SEVERITY_ERROR,
                                       .file = d->file,
                                       .line = d->line,
                                       .column = d->column,
                                       .message = d->message,
                                       .suggestion = d->suggestion};
}

void termijn_diagnostics_print(const struct termijn_diagnostics *diagnostics, FILE *out)
{
    diagnostics_print(&diagnostics->list, out);
}

/* ---- scenario and model ---- */

static enum termijn_status load(const struct scenario_sources *sources, struct termijn_diagnostics *diagnostics,
                                struct termijn_scenario **scenario)
{
    *scenario = malloc(sizeof **scenario);
    if (*scenario == NULL)
        return TERMIJN_NO_MEMORY;
    (*scenario)->loaded = scenario_load(sources, &diagnostics->list);
    if ((*scenario)->loaded != NULL)
        return TERMIJN_DONE;
    free(*scenario);
    *scenario = NULL;
    return diagnostics->list.out_of_memory ? TERMIJN_NO_MEMORY : TERMIJN_BAD_SCENARIO;
}

enum termijn_status termijn_scenario_load(const struct termijn_sources *sources,
                                          struct termijn_diagnostics *diagnostics, struct termijn_scenario **scenario)
{
    *scenario = NULL;
    if (sources->base == NULL)
        return TERMIJN_BAD_ARGUMENT;
    struct scenario_modification *modifications = calloc(sources->n + 1, sizeof *modifications);
    if (modifications == NULL)
        return TERMIJN_NO_MEMORY;
    for (size_t i = 0; i < sources->n; i++) {
        const struct termijn_modification *m = &sources->modifications[i];
        modifications[i] =
            (struct scenario_modification){m->kind == TERMIJN_SET ? SCENARIO_SET : SCENARIO_OVERLAY, m->text};
    }
    const struct scenario_sources inner = {sources->base, sources->n, modifications};
    const enum termijn_status status = load(&inner, diagnostics, scenario);
    free(modifications);
    return status;
}

void termijn_scenario_free(struct termijn_scenario *scenario)
{
    if (scenario != NULL)
        scenario_free(scenario->loaded);
    free(scenario);
}

const char *termijn_scenario_name(const struct termijn_scenario *scenario)
{
    return scenario->loaded->name;
}

const char *termijn_scenario_title(const struct termijn_scenario *scenario)
{
    return scenario->loaded->title;
}

enum termijn_status termijn_model_new(const struct termijn_scenario *scenario, struct termijn_model **model)
{
    *model = malloc(sizeof **model);
    if (*model == NULL)
        return TERMIJN_NO_MEMORY;
    (*model)->compiled = model_compile(scenario->loaded);
    if ((*model)->compiled != NULL)
        return TERMIJN_DONE;
    free(*model);
    *model = NULL;
    return TERMIJN_NO_MEMORY;
}

void termijn_model_free(struct termijn_model *model)
{
    if (model != NULL)
        model_free(model->compiled);
    free(model);
}

/* ---- experiment ---- */

static struct experiment_options inner_options(const struct termijn_experiment_options *options)
{
    return (struct experiment_options){.replications = options->replications,
                                       .first = options->first,
                                       .seed = options->seed,
                                       .threads = options->threads,
                                       .stop = options->stop,
                                       .progress = options->progress,
                                       .user = options->user};
}

static bool in_range(const struct termijn_experiment_options *options)
{
    return options->replications > 0 && options->first <= UINT32_MAX - options->replications;
}

/* What a run or an extension ended with; without results of the room there are none outside. */
static enum termijn_status finish(enum experiment_status status, struct termijn_results **results)
{
    if ((*results)->found == NULL) {
        free(*results);
        *results = NULL;
        return TERMIJN_NO_MEMORY;
    }
    return status == EXPERIMENT_STOPPED ? TERMIJN_STOPPED : TERMIJN_DONE;
}

enum termijn_status termijn_experiment_run(const struct termijn_model *model,
                                           const struct termijn_experiment_options *options,
                                           struct termijn_results **results)
{
    const struct experiment_options inner = inner_options(options);

    *results = NULL;
    if (!in_range(options))
        return TERMIJN_BAD_ARGUMENT;
    *results = malloc(sizeof **results);
    if (*results == NULL)
        return TERMIJN_NO_MEMORY;
    return finish(experiment_run(model->compiled, &inner, &(*results)->found), results);
}

enum termijn_status termijn_experiment_extend(const struct termijn_model *model,
                                              const struct termijn_experiment_options *options,
                                              struct termijn_results **results)
{
    const struct experiment_options inner = inner_options(options);

    if (*results == NULL || !in_range(options) || options->replications <= results_replications((*results)->found))
        return TERMIJN_BAD_ARGUMENT;
    return finish(experiment_extend(model->compiled, &inner, &(*results)->found), results);
}

/* ---- results ---- */

static const struct results_layout *layout_of(const struct termijn_results *results)
{
    return results->found->layout;
}

uint32_t termijn_results_replications(const struct termijn_results *results)
{
    return results_replications(results->found);
}

void termijn_results_free(struct termijn_results *results)
{
    if (results != NULL)
        results_free(results->found);
    free(results);
}

size_t termijn_results_n_periods(const struct termijn_results *results)
{
    return layout_of(results)->n_periods;
}

static enum termijn_period_kind kind_of(enum period_kind kind)
{
    switch (kind) {
    case PERIOD_MONTH:
        return TERMIJN_MONTH;
    case PERIOD_QUARTER:
        return TERMIJN_QUARTER;
    case PERIOD_YEAR:
        return TERMIJN_YEAR;
    default:
        return TERMIJN_OPENING;
    }
}

struct termijn_period termijn_results_period(const struct termijn_results *results, size_t period)
{
    const struct results_period *p = &layout_of(results)->periods[period];
    struct termijn_period found = {.kind = kind_of(p->kind), .first = p->first, .last = p->last};

    day_format(p->first, found.first_date);
    day_format(p->last, found.last_date);
    return found;
}

size_t termijn_results_find_period(const struct termijn_results *results, enum termijn_period_kind kind,
                                   const char *date)
{
    const struct results_layout *layout = layout_of(results);
    int day;

    if (!day_parse(date, &day))
        return TERMIJN_NONE;
    for (size_t i = 0; i < layout->n_periods; i++) {
        const struct results_period *p = &layout->periods[i];
        if (kind_of(p->kind) == kind && p->first <= day && day <= p->last)
            return i;
    }
    return TERMIJN_NONE;
}

size_t termijn_results_n_entities(const struct termijn_results *results)
{
    return layout_of(results)->n_entities;
}

const char *termijn_results_entity(const struct termijn_results *results, size_t entity)
{
    return entity < layout_of(results)->n_entities ? layout_of(results)->names[entity] : NULL;
}

size_t termijn_results_find_entity(const struct termijn_results *results, const char *name)
{
    const struct results_layout *layout = layout_of(results);

    for (size_t i = 0; i < layout->n_entities; i++) {
        if (strcmp(layout->names[i], name) == 0)
            return i;
    }
    return TERMIJN_NONE;
}

size_t termijn_results_n_measures(void)
{
    return MEASURE_COUNT;
}

const char *termijn_results_measure(size_t measure)
{
    return measure < MEASURE_COUNT ? measure_info((enum measure)measure)->name : NULL;
}

const char *termijn_results_measure_unit(size_t measure)
{
    return measure < MEASURE_COUNT ? measure_info((enum measure)measure)->unit : NULL;
}

size_t termijn_results_find_measure(const char *name)
{
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        if (strcmp(measure_info((enum measure)i)->name, name) == 0)
            return i;
    }
    return TERMIJN_NONE;
}

/* The library's order of quantiles is that of the rooms. */
_Static_assert((int)TERMIJN_QUANTILES == sizeof((struct results_summary){0}).quantile / sizeof(double),
               "as many quantiles");

static struct termijn_summary outer(const struct results_summary *s)
{
    struct termijn_summary summary = {.n = s->n, .mean = s->mean, .sd = s->sd};

    memcpy(summary.quantile, s->quantile, sizeof summary.quantile);
    return summary;
}

struct termijn_summary termijn_results_read(const struct termijn_results *results, size_t period, size_t entity,
                                            size_t measure)
{
    const struct results_summary summary = results_read(results->found, period, entity, measure);

    return outer(&summary);
}

struct termijn_summary termijn_results_wait(const struct termijn_results *results, size_t period, size_t entity,
                                            enum termijn_wait what)
{
    static const struct results_cell none;
    static const enum entry_measure measures[] = {[TERMIJN_RECEIVED] = ENTRY_RECEIVED,
                                                  [TERMIJN_WAIT_P50] = ENTRY_WAIT_P50,
                                                  [TERMIJN_WAIT_P90] = ENTRY_WAIT_P90,
                                                  [TERMIJN_DECIDED_IN_PERIOD] = ENTRY_DECIDED_IN_PERIOD};
    const struct results_layout *layout = layout_of(results);
    const bool exists = period >= 1 && period <= layout->n_months && entity <= layout_all(layout) &&
                        (size_t)what < sizeof measures / sizeof measures[0];
    const struct results_summary summary =
        exists ? results_entry_summary(layout, &results->found->entry, period - 1, entity, measures[what]) : results_cell_summary(&none);

    return outer(&summary);
}

static enum termijn_status write_csv(const struct termijn_results *results, FILE *out,
                                     void (*writer)(FILE *, const struct run_result *))
{
    const struct results *r = results->found;

    writer(out, &(struct run_result){.layout = r->layout, .forecast = &r->forecast, .entry = &r->entry});
    return fflush(out) == 0 && !ferror(out) ? TERMIJN_DONE : TERMIJN_FAILED;
}

enum termijn_status termijn_results_write_forecast(const struct termijn_results *results, FILE *out)
{
    return write_csv(results, out, csv_write_forecast);
}

enum termijn_status termijn_results_write_waits(const struct termijn_results *results, FILE *out)
{
    return write_csv(results, out, csv_write_waits);
}
