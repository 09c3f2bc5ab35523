#include <argp.h>
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <termijn/experiment.h>
#include <time.h>

#include "commands/command.h"
#include "commands/language.h"
#include "commands/sources.h"
#include "model/model.h"
#include "output/folder.h"
#include "output/manifest.h"
#include "output/progress.h"
#include "output/publish.h"
#include "output/terminal.h"
#include "results/results.h"
#include "scenario/scenario_types.h"

enum { KEY_SEED = 2000, KEY_JSON, KEY_NO_PLOTS, KEY_LANGUAGE, REPLICATIONS_MOST = 10000000, THREADS_MOST = 1024 };

struct arguments {
    struct sources sources;
    const char *folder;
    struct experiment_options experiment;
    enum report_language language;
    bool json, no_plots, quiet;
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
    {"output", 'o', "DIR", 0, "Write to this folder (default out/NAME); results that stand there are replaced", 2},
    {"replications", 'n', "N", 0, "Number of simulated futures (default 500)", 2},
    {"threads", 'j', "N", 0, "Threads (default: the processors allowed); results do not depend on it", 2},
    {"seed", KEY_SEED, "N", 0, "Seed of the random numbers (default 1); the same seed, the same results", 2},
    {"language", KEY_LANGUAGE, "CODE", 0, "Language of report.html: en (default) or nl", 3},
    {"no-plots", KEY_NO_PLOTS, 0, 0, "Draw no plots", 3},
    {"json", KEY_JSON, 0, 0, "Print the summary as one JSON object", 3},
    {"quiet", 'q', 0, 0, "Print no summary and no progress, only warnings and errors", 3},
    {0},
};

static uint64_t number(struct argp_state *state, const char *option, const char *text, uint64_t least, uint64_t most)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (!isdigit((unsigned char)text[0]) || *end != '\0' || errno != 0 || value < least || value > most) {
        argp_error(state, "%s needs a whole number from %" PRIu64 " to %" PRIu64 ", not '%s'", option, least, most,
                   text);
    }
    return value;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->sources;
        return 0;
    case 'o':
        arguments->folder = text;
        return 0;
    case 'n':
        arguments->experiment.replications = (uint32_t)number(state, "-n", text, 1, REPLICATIONS_MOST);
        return 0;
    case 'j':
        arguments->experiment.threads = (unsigned)number(state, "-j", text, 1, THREADS_MOST);
        return 0;
    case KEY_SEED:
        arguments->experiment.seed = number(state, "--seed", text, 0, UINT64_MAX);
        return 0;
    case KEY_JSON:
        arguments->json = true;
        return 0;
    case KEY_LANGUAGE:
        arguments->language = language_option(state, text);
        return 0;
    case KEY_NO_PLOTS:
        arguments->no_plots = true;
        return 0;
    case 'q':
        arguments->quiet = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- the stages of a run ---- */

static double seconds_since(struct timespec start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start.tv_sec) + 1e-9 * (double)(now.tv_nsec - start.tv_nsec);
}

/* Simulates; NULL and *code when there are no whole results. */
static struct results *simulate(const struct model *model, const struct arguments *arguments, double *seconds,
                                int *code)
{
    struct experiment_options options = arguments->experiment;
    struct progress progress;
    struct results *results = NULL;
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    progress_start(&progress, arguments->quiet);
    options.stop = &stop_requested;
    options.progress = progress_update;
    options.user = &progress;
    enum experiment_status status = experiment_run(model, &options, &results);
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
        complain("the simulation could not finish, most likely because memory ran out; try fewer threads (-j)");
        *code = EXIT_UNFINISHED;
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
    } else if (!arguments->quiet) {
        terminal_summary(stdout, run);
    }
    int code = finish_output(EXIT_DONE);
    if (!arguments->quiet) {
        complain("results are in %s; open %s/report.html in a browser", folder, folder);
    }
    return code;
}

static int publish(const struct run_result *run, const struct arguments *arguments, const char *folder)
{
    struct problem problem;
    struct publish_options options = {folder, !arguments->no_plots, arguments->language, &stop_requested};
    switch (publish_run(run, &options, &problem)) {
    case PUBLISH_FAILED:
        complain("%s", problem.text);
        return EXIT_UNFINISHED;
    case PUBLISH_STOPPED:
        complain("interrupted; nothing was written");
        return EXIT_INTERRUPTED;
    case PUBLISH_DONE:
        break;
    }
    if (problem.text[0] != '\0') {
        complain("warning: %s", problem.text);
    }
    return print_summary(run, arguments, folder);
}

static int run_compiled(const struct model *model, const struct arguments *arguments, const char *name,
                        const char *folder)
{
    int code = EXIT_DONE;
    struct run_result run = {.name = name,
                             .scenario = model->scenario,
                             .layout = &model->layout,
                             .seed = arguments->experiment.seed,
                             .replications = arguments->experiment.replications,
                             .threads = arguments->experiment.threads,
                             .started = time(NULL)};
    struct results *results = simulate(model, arguments, &run.seconds, &code);
    if (results != NULL) {
        run.forecast = &results->forecast;
        run.entry = &results->entry;
        code = publish(&run, arguments, folder);
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
    int code = run_compiled(model, arguments, name, folder);
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
        code = run_into(scenario, arguments, name, arguments->folder != NULL ? arguments->folder : folder);
    }
    free(folder);
    free(name);
    return code;
}

int command_run(int argc, char **argv)
{
    static const struct argp_child children[] = {{&sources_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {option_table, parse, SOURCES_ARGS_DOC, doc, children, NULL, NULL};
    struct arguments arguments = {.experiment = {.replications = 500, .seed = 1}};
    arguments.experiment.threads = experiment_default_threads();
    if (argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &arguments) != 0) {
        return EXIT_USAGE;
    }
    int code = EXIT_USAGE;
    struct scenario *scenario = sources_load(&arguments.sources);
    if (scenario != NULL) {
        code = run_scenario(scenario, &arguments);
    }
    termijn_scenario_free(scenario);
    sources_free(&arguments.sources);
    return code;
}
