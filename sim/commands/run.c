#include <argp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "experiment/experiment.h"
#include <time.h>

#include "commands/command.h"
#include "commands/finish.h"
#include "commands/goal.h"
#include "commands/options.h"
#include "commands/sources.h"
#include "model/model.h"
#include "output/folder.h"
#include "output/manifest.h"
#include "output/progress.h"
#include "output/publish.h"
#include "output/terminal.h"
#include "results/results.h"
#include "scenario/scenario_types.h"

enum { KEY_JSON = 3000, KEY_PRECISION, GOALS_MOST = 20, PRECISION_MOST = 100000 };

struct arguments {
    struct sources sources;
    struct common_options common;
    bool json;
    size_t n_goals;
    const char *goals[GOALS_MOST]; /* as written: the scenario is not yet read */
};

static const char doc[] = "\nSimulates a scenario many times and writes what comes out: tables, plots and a manifest.\n"
                          "\nExamples:\n"
                          "  termijn run scenarios/ind/2024.yaml\n"
                          "  termijn run scenarios/ind/2024.yaml +taskforce.yaml -o out/taskforce\n"
                          "  termijn run scenarios/ind/2024.yaml --set pools.asylum.fte='1600 fte'\n"
                          "\nOverlays and --set change the scenario in the order given; later wins.\n"
                          "\nOptions:"
                          "\v"
                          "A summary goes to standard output, all else to standard error. Exit status: 0 done, 1 could "
                          "not finish, 2 wrong usage or an "
                          "error in the scenario, 130 interrupted (nothing is written then).";

static const struct argp_option option_table[] = {
    {"precision", KEY_PRECISION, "MEASURE=WIDTH", 0,
     "In place of a number of futures: until the 95% interval of the mean reaches at most WIDTH to either side in "
     "every "
     "year, such as open=1% or 'timeliness of family=0.5%'; of shares WIDTH is in percentage points, of the rest a "
     "percentage of the mean or an amount, such as 'open=100 cases' or 'penalty_paid=EUR 1000'. -n is then the most (default 100000)",
     2},
    {"json", KEY_JSON, 0, 0, "Print the summary as one JSON object", 3},
    {0},
};

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->sources;
        state->child_inputs[1] = &arguments->common;
        return 0;
    case KEY_PRECISION:
        if (strchr(text, '=') == NULL || arguments->n_goals == GOALS_MOST) {
            argp_error(state, "--precision needs MEASURE=WIDTH, such as open=1%%, not '%s'", text);
        }
        arguments->goals[arguments->n_goals++] = text;
        return 0;
    case ARGP_KEY_END:
        if (arguments->n_goals > 0 && !arguments->common.replications_given) {
            arguments->common.experiment.replications = PRECISION_MOST;
        }
        return 0;
    case KEY_JSON:
        arguments->json = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- the stages of a run ---- */

/* Runs -n futures, or until the means are as precise as asked. */
static enum experiment_status run_futures(const struct model *model, const struct arguments *arguments,
                                          const struct experiment_options *options, struct results **results)
{
    struct precision_goal goals[GOALS_MOST];
    bool reached;
    if (arguments->n_goals == 0) {
        return experiment_run(model, options, results);
    }
    for (size_t i = 0; i < arguments->n_goals; i++) {
        goal_parse(arguments->goals[i], &model->layout, &goals[i]); /* it was checked before */
    }
    enum experiment_status status = precision_run(model, options, arguments->n_goals, goals, results, &reached);
    if (status == EXPERIMENT_DONE && !reached) {
        complain("warning: the precision asked for is not reached with %lu futures; -n allows more",
                 (unsigned long)results_replications(*results));
    }
    return status;
}

/* Simulates; NULL and *code when there are no whole results. */
static struct results *simulate(const struct model *model, const struct arguments *arguments, double *seconds,
                                int *code)
{
    struct experiment_options options = arguments->common.experiment;
    struct progress progress;
    struct results *results = NULL;
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    progress_start(&progress, arguments->common.quiet);
    options.stop = &stop_requested;
    options.progress = progress_update;
    options.user = &progress;
    enum experiment_status status = run_futures(model, arguments, &options, &results);
    progress_end(&progress);
    *seconds = seconds_since(start);
    if (status == EXPERIMENT_DONE) {
        return results;
    }
    results_free(results);
    if (status == EXPERIMENT_STOPPED) {
        complain("interrupted; nothing was written");
        *code = EXIT_INTERRUPTED;
    } else {
        *code = finish_failed();
    }
    return NULL;
}

static int print_summary(const struct run_result *run, const struct arguments *arguments, const char *folder)
{
    if (arguments->json) {
        json_t *summary = summary_object(run, folder);
        if (summary == NULL) {
            complain("not enough memory for the summary; the results are in %s", folder);
            return EXIT_UNFINISHED;
        }
        json_write(stdout, summary);
        json_decref(summary);
    } else if (!arguments->common.quiet) {
        terminal_summary(stdout, run);
    }
    int code = finish_output(EXIT_DONE);
    if (!arguments->common.quiet) {
        complain("results are in %s; open %s/report.html in a browser", folder, folder);
    }
    return code;
}

static int publish_results(const struct run_result *run, const struct arguments *arguments, const char *folder)
{
    struct problem problem;
    struct publish_options options = {folder, !arguments->common.no_plots, &stop_requested, arguments->common.csv};
    int code = finish_publish(publish_run(run, &options, &problem), &problem);
    if (code != EXIT_DONE) {
        return code;
    }
    return print_summary(run, arguments, folder);
}

static int run_compiled(const struct model *model, const struct arguments *arguments, const char *name,
                        const char *folder)
{
    int code = EXIT_DONE;
    struct run_result run = {.name = name,
                             .scenario = model->scenario,
                             .model = model,
                             .layout = &model->layout,
                             .seed = arguments->common.experiment.seed,
                             .replications = arguments->common.experiment.replications,
                             .threads = arguments->common.experiment.threads,
                             .language = arguments->common.language,
                             .started = time(NULL)};
    struct results *results = simulate(model, arguments, &run.seconds, &code);
    if (results != NULL) {
        run.forecast = &results->forecast;
        run.entry = &results->entry;
        run.replications = results_replications(results);
        code = publish_results(&run, arguments, folder);
    }
    results_free(results);
    return code;
}

static int run_into(const struct scenario *scenario, const struct arguments *arguments, const char *name,
                    const char *folder)
{
    struct problem problem;
    if (folder_check(folder, &problem) != 0) { /* before the work, not after it */
        complain("%s", problem.text);
        return EXIT_UNFINISHED;
    }
    struct model *model = model_compile(scenario);
    if (model == NULL) {
        complain("not enough memory for this scenario");
        return EXIT_UNFINISHED;
    }
    int code = EXIT_DONE;
    for (size_t i = 0; i < arguments->n_goals; i++) {
        struct precision_goal goal;
        code = goal_parse(arguments->goals[i], &model->layout, &goal) == 0 ? code : EXIT_USAGE;
    }
    if (code == EXIT_DONE) {
        code = run_compiled(model, arguments, name, folder);
    }
    model_free(model);
    return code;
}

static int run_scenario(const struct scenario *scenario, const struct arguments *arguments)
{
    char *name = sources_result_name(&arguments->sources, scenario->name);
    char *folder = malloc((name == NULL ? 0 : strlen(name)) + sizeof "out/");
    int code = EXIT_UNFINISHED;
    if (name == NULL || folder == NULL) {
        complain("not enough memory");
    } else {
        strcat(strcpy(folder, "out/"), name);
        code =
            run_into(scenario, arguments, name, arguments->common.folder != NULL ? arguments->common.folder : folder);
    }
    free(folder);
    free(name);
    return code;
}

static const struct argp_child children[] = {{&sources_argp, 0, NULL, 0}, {&common_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {option_table, parse, SOURCES_ARGS_DOC, doc, children, NULL, NULL};

static int run(int argc, char **argv)
{
    struct arguments arguments = {.common = common_options_default()};
    const error_t error = argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &arguments);
    if (error != 0) {
        return refuse_arguments(error);
    }
    struct scenario *scenario = sources_load(&arguments.sources);
    int code = scenario == NULL ? arguments.sources.code : run_scenario(scenario, &arguments);
    scenario_free(scenario);
    sources_free(&arguments.sources);
    return code;
}

const struct command command_run = {
    "run", "termijn run", "simulate a scenario and write its results to a folder", run, &argp};
