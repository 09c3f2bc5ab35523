/* A program of somebody else that uses libtermijn: simulates a scenario and prints, year by year, how many cases are
 * open and which share of decisions is on time.
 *
 *     forecast SCENARIO [KEY=VALUE...]
 */
#include <stdio.h>
#include <stdlib.h>
#include <termijn/termijn.h>

/* What is made on the way from a text to results; whatever was not reached is NULL. */
struct forecast {
    struct termijn_diagnostics *diagnostics;
    struct termijn_scenario *scenario;
    struct termijn_model *model;
    struct termijn_results *results;
};

static enum termijn_status make(struct forecast *forecast, const struct termijn_sources *sources)
{
    const struct termijn_experiment_options options = {.replications = 100, .seed = 1};
    enum termijn_status status = termijn_diagnostics_new(&forecast->diagnostics);

    if (status == TERMIJN_DONE)
        status = termijn_scenario_load(sources, forecast->diagnostics, &forecast->scenario);
    if (status == TERMIJN_DONE)
        status = termijn_model_new(forecast->scenario, &forecast->model);
    if (status == TERMIJN_DONE)
        status = termijn_experiment_run(forecast->model, &options, &forecast->results);
    return status;
}

static void free_all(struct forecast *forecast)
{
    termijn_results_free(forecast->results);
    termijn_model_free(forecast->model);
    termijn_scenario_free(forecast->scenario);
    termijn_diagnostics_free(forecast->diagnostics);
}

static void print_years(const struct termijn_results *results)
{
    const size_t all = termijn_results_find_entity(results, "all");
    const size_t open = termijn_results_find_measure("open"), on_time = termijn_results_find_measure("timeliness");

    printf("%-10s  %8s  %17s  %7s\n", "year to", "open", "in 9 of 10 futures", "on time");
    for (size_t i = 0; i < termijn_results_n_periods(results); i++) {
        const struct termijn_period period = termijn_results_period(results, i);
        if (period.kind != TERMIJN_YEAR)
            continue;
        const struct termijn_summary cases = termijn_results_read(results, i, all, open);
        const struct termijn_summary share = termijn_results_read(results, i, all, on_time);
        printf("%-10s  %8.0f  %8.0f to %6.0f  ", period.last_date, cases.mean, cases.quantile[TERMIJN_P05],
               cases.quantile[TERMIJN_P95]);
        if (share.n > 0)
            printf("%6.0f%%\n", 100 * share.mean);
        else
            printf("%7s\n", "none"); /* nothing was decided in any future */
    }
}

int main(int argc, char **argv)
{
    struct termijn_modification *settings = calloc((size_t)argc + 1, sizeof *settings);
    struct forecast forecast = {.results = NULL};

    if (argc < 2 || settings == NULL) {
        fprintf(stderr, "usage: forecast SCENARIO [KEY=VALUE...]\n");
        free(settings);
        return 2;
    }
    for (int i = 2; i < argc; i++)
        settings[i - 2] = (struct termijn_modification){TERMIJN_SET, argv[i]};
    termijn_gsl_errors_off();

    const struct termijn_sources sources = {.base = argv[1], .n = (size_t)argc - 2, .modifications = settings};
    const enum termijn_status status = make(&forecast, &sources);
    if (forecast.diagnostics != NULL)
        termijn_diagnostics_print(forecast.diagnostics, stderr);
    if (status == TERMIJN_DONE) {
        printf("%s: %lu futures\n", termijn_scenario_name(forecast.scenario),
               (unsigned long)termijn_results_replications(forecast.results));
        print_years(forecast.results);
    } else {
        fprintf(stderr, "forecast: %s\n", termijn_status_text(status));
    }
    free_all(&forecast);
    free(settings);
    return status == TERMIJN_DONE ? 0 : status == TERMIJN_BAD_SCENARIO ? 2 : 1;
}
