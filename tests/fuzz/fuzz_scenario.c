/* The whole path, from text to what is printed: a scenario is refused with errors, or it compiles, has an expectation,
 * and runs. Only scenarios of few cases and days are run, so that an input takes milliseconds. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include "experiment/experiment.h"
#include "scenario/load.h"

#include "fuzz/fuzz.h"
#include "model/expectation.h"
#include "model/model.h"
#include "output/csv.h"
#include "output/terminal.h"
#include "results/results.h"
#include "scenario/values.h"

enum { BYTES_MOST = 16384, DAYS_MOST = 500, STREAMS_MOST = 6, CLASSES_MOST = 12, RULES_MOST = 20, AGE_MOST = 2000 };
static const double CASES_MOST = 5000, UNCERTAIN_MOST = 0.5, EVENTS_MOST = 0.9;

/* ---- what is small enough to run ---- */

static double highest(const struct quantity *quantity)
{
    const double factor = quantity->uncertainty.shape == CERTAIN ? 1 : 1 + 5 * quantity->uncertainty.high;
    return quantity_highest(quantity) * factor;
}

static bool calm(const struct quantity *quantity)
{
    return quantity->uncertainty.shape == CERTAIN || quantity->uncertainty.high <= UNCERTAIN_MOST;
}

/* Cases that a year and the opening bring, at most. */
static double cases_of(const struct stream_spec *stream)
{
    const struct inflow_spec *inflow = &stream->inflow;
    double sum = quantity_highest(&stream->opening.stock), growth = 1 + highest(&inflow->trend), shocks = 1;

    for (size_t i = 0; i < stream->opening.n_rows; i++)
        sum += (double)stream->opening.rows[i].count;
    for (size_t i = 0; i < inflow->n_past; i++)
        sum += (double)inflow->past[i].count;
    for (size_t i = 0; i < inflow->n_shocks; i++) {
        sum += highest(&inflow->shocks[i].add);
        shocks *= 1 + highest(&inflow->shocks[i].multiply);
    }
    for (size_t i = 0; i < stream->correction.n; i++)
        sum += stream->correction.points[i].value < 0 ? 0 : stream->correction.points[i].value;
    return sum + highest(&inflow->level) * growth * shocks;
}

static int longest(const struct stream_spec *stream)
{
    const struct opening_spec *opening = &stream->opening;
    int most = distribution_upper(&opening->ages);

    for (size_t i = 0; i < opening->n_rows; i++)
        most = opening->rows[i].age > most ? opening->rows[i].age : most;
    return most + distribution_upper(&opening->notice_ages) + distribution_upper(&opening->term_ends) +
           distribution_upper(&stream->delay) + distribution_upper(&stream->lateness.court_delay);
}

static bool stream_is_small(const struct stream_spec *stream)
{
    return stream->n_classes <= CLASSES_MOST && stream->clock.n_rules <= RULES_MOST && longest(stream) <= AGE_MOST &&
           calm(&stream->inflow.level) && calm(&stream->inflow.trend) &&
           (!stream->inflow.disturbance.given || quantity_highest(&stream->inflow.disturbance.sd) <= UNCERTAIN_MOST);
}

static bool is_small(const struct scenario *scenario)
{
    double cases = 0, events = 0;

    if (scenario->horizon - scenario->opening_date > DAYS_MOST || scenario->n_streams > STREAMS_MOST)
        return false;
    for (size_t i = 0; i < scenario->n_streams; i++) {
        if (!stream_is_small(&scenario->streams[i]))
            return false;
        cases += cases_of(&scenario->streams[i]);
    }
    for (size_t i = 0; i < scenario->n_links; i++) {
        if (!calm(&scenario->links[i].number) || distribution_upper(&scenario->links[i].after) > AGE_MOST)
            return false;
        events += highest(&scenario->links[i].number);
    }
    return cases * quantity_highest(&scenario->scale) <= CASES_MOST && events <= EVENTS_MOST;
}

/* ---- the run ---- */

static void print_all(const struct run_result *run)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, &(size_t){0});

    fuzz_expect(out != NULL, "open_memstream");
    csv_write_forecast(out, run);
    csv_write_waits(out, run);
    csv_write_assumptions(out, run);
    terminal_summary(out, run);
    fclose(out);
    free(text);
}

static void run_model(const struct model *model)
{
    const struct experiment_options options = {.replications = 1, .seed = 1, .threads = 1};
    struct results *results = NULL;
    struct expectation expectation;

    fuzz_expect(expectation_init(&expectation, model) == 0, "memory for the expectation");
    expectation_free(&expectation);
    fuzz_expect(experiment_run(model, &options, &results) == EXPERIMENT_DONE, "a small scenario runs");
    print_all(&(struct run_result){.name = "fuzz",
                                   .scenario = model->scenario,
                                   .layout = &model->layout,
                                   .forecast = &results->forecast,
                                   .entry = &results->entry,
                                   .seed = 1,
                                   .replications = 1});
    results_free(results);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > BYTES_MOST)
        return 0;
    struct diagnostics *diagnostics = diagnostics_new();
    struct scenario *scenario =
        scenario_load(&(struct scenario_sources){.base = fuzz_file(0, data, size)}, diagnostics);
    char *text = NULL;
    FILE *out = open_memstream(&text, &(size_t){0});

    fuzz_expect((scenario == NULL) == (diagnostics->n_errors > 0), "refused with an error");
    diagnostics_print(diagnostics, out);
    fclose(out);
    free(text);
    if (scenario && is_small(scenario)) {
        struct model *model = model_compile(scenario);
        fuzz_expect(model != NULL, "memory for the model");
        run_model(model);
        model_free(model);
    }
    scenario_free(scenario);
    diagnostics_delete(diagnostics);
    return 0;
}
