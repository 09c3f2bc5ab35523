/* libtermijn: forecasts of backlogs, waits and penalties for agencies that decide within legal periods.
 *
 * Four stages, a header each; what a stage returns is the next one's input:
 *
 *     scenario.h     text to a scenario: read, merge with overlays, check           termijn_scenario_load
 *     model.h        a scenario to a model: everything a replication needs          termijn_model_new
 *     experiment.h   a model to results: many replications on several threads       termijn_experiment_run
 *     results.h      results to numbers: by period, entity and measure; as CSV      termijn_results_read
 *
 * and status.h, what the functions of all of them return. The language of scenarios is described in
 * scenarios/README.md, the model and its measures in sim/MODEL.md of the sources.
 *
 *     struct termijn_diagnostics *diagnostics = NULL;
 *     struct termijn_scenario *scenario = NULL;
 *     struct termijn_model *model = NULL;
 *     struct termijn_results *results = NULL;
 *     const struct termijn_sources sources = {.base = "permit_desk.yaml"};
 *     const struct termijn_experiment_options options = {.replications = 500, .seed = 1};
 *     size_t open = termijn_results_find_measure("open");
 *
 *     if (termijn_diagnostics_new(&diagnostics) == TERMIJN_DONE &&
 *         termijn_scenario_load(&sources, diagnostics, &scenario) == TERMIJN_DONE &&
 *         termijn_model_new(scenario, &model) == TERMIJN_DONE &&
 *         termijn_experiment_run(model, &options, &results) == TERMIJN_DONE) {
 *         size_t year = termijn_results_find_period(results, TERMIJN_YEAR, "2025-12-31");
 *         size_t all = termijn_results_find_entity(results, "all");
 *         printf("%.0f cases open\n", termijn_results_read(results, year, all, open).mean);
 *     }
 *     termijn_results_free(results);
 *     termijn_model_free(model);
 *     termijn_scenario_free(scenario);
 *     termijn_diagnostics_free(diagnostics);
 *
 * Ownership. What a function stores through its last argument belongs to the caller, who frees it with the function of
 * its name; after any failure NULL is stored, and freeing NULL is legal. A model refers to its scenario and results to
 * their model: free them in the order above. Everything else that is passed in is borrowed for the time of the call,
 * and what is returned as `const char *` lives as long as the object it was asked of.
 *
 * Threads. There is no state outside these objects. A scenario, a model and results may be read by several threads at
 * once; one object may be changed by one thread at a time.
 *
 * The process. The library prints nothing but where it is told to, does not exit and changes no signal, locale or
 * environment. Three things belong to the process, so that the program decides: numbers are read with strtod(), so
 * LC_NUMERIC must be "C" while a scenario is loaded, as it is in a program that never calls setlocale(); GSL's error
 * handler, which by default ends the process (see termijn_gsl_errors_off() in status.h); and threads, which
 * termijn_experiment_run starts and joins before it returns.
 *
 * Units. Dates are ISO texts ("2025-12-31") or days counted from 1970-01-01; shares are fractions of 1, euros are
 * euros, waits are days.
 *
 * Compatibility. Versions 0.x that differ in x differ in the binary interface; the shared library's SONAME says so. */
#ifndef TERMIJN_TERMIJN_H
#define TERMIJN_TERMIJN_H

#include <termijn/experiment.h>
#include <termijn/model.h>
#include <termijn/results.h>
#include <termijn/scenario.h>
#include <termijn/status.h>

#endif
