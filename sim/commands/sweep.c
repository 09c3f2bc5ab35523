#include <argp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "commands/command.h"
#include "commands/finish.h"
#include "commands/lever.h"
#include "commands/options.h"
#include "commands/resume.h"
#include "experiment/design.h"
#include "output/sweep.h"
#include "results/results.h"

enum { KEY_VARY = 5000, KEY_DESIGN, POINTS_MOST = 100000, TOGETHER_MOST = 4 };
enum design { DESIGN_GRID, DESIGN_LHS, DESIGN_SOBOL };

struct arguments {
    struct sources sources;
    struct common_options common;
    size_t n_keys;
    const char *keys[LEVERS_MOST];
    enum design design;
    size_t n_points; /* of a design other than the grid */
};

struct sweep {
    const struct arguments *arguments;
    const struct model *model;
    size_t n_keys, n_points;
    struct lever levers[LEVERS_MOST];
    double *values;  /* n_points x n_keys */
    char **settings; /* n_points, filled as they are reached */
    struct journal *journal;
    struct progress progress;
    size_t n_done, n_now; /* points that are done, and that are being run */
};

static const char doc[] = "\nSimulates a scenario at many values of some of its keys; writes one table of all, and plots.\n"
                          "\nExamples:\n"
                          "  termijn sweep 2024.yaml --vary pools.asylum.fte=1000:1800:100\n"
                          "  termijn sweep 2024.yaml --vary pools.asylum.fte=1000:1800 \\\n"
                          "    --vary streams.nareis.inflow.level=8000/year:20000/year --design sobol:64\n"
                          "\nOptions:"
                          "\v"
                          "All points meet the same simulated futures. Exit status: 0 done, 1 could not finish, 2 "
                          "wrong usage or an error in a "
                          "scenario, 130 interrupted: the same command goes on from there.";

static const struct argp_option option_table[] = {
    {"vary", KEY_VARY, "KEY=LOW:HIGH[:STEP]", 0, "What varies; steps make a grid of all combinations", 1},
    {"design", KEY_DESIGN, "lhs:N|sobol:N", 0, "N points by Latin hypercube or Sobol's sequence, in place of a grid",
     1},
    {0},
};

static void parse_design(const char *text, struct argp_state *state, struct arguments *arguments)
{
    static const char lhs[] = "lhs:", sobol[] = "sobol:";
    bool latin = strncmp(text, lhs, sizeof lhs - 1) == 0;
    if (!latin && strncmp(text, sobol, sizeof sobol - 1) != 0) {
        argp_error(state, "--design is lhs:N or sobol:N, not '%s'", text);
    }
    arguments->design = latin ? DESIGN_LHS : DESIGN_SOBOL;
    arguments->n_points = (size_t)option_number(state, "--design", strchr(text, ':') + 1, 1, POINTS_MOST);
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->sources;
        state->child_inputs[1] = &arguments->common;
        return 0;
    case KEY_VARY:
        if (arguments->n_keys == LEVERS_MOST || strchr(text, '=') == NULL) {
            argp_error(state, "--vary needs KEY=LOW:HIGH:STEP, such as pools.asylum.fte=1000:1800:100, not '%s'", text);
        }
        arguments->keys[arguments->n_keys++] = text;
        return 0;
    case KEY_DESIGN:
        parse_design(text, state, arguments);
        return 0;
    case ARGP_KEY_END:
        if (arguments->n_keys == 0) {
            argp_error(state, "nothing to vary, such as --vary pools.asylum.fte=1000:1800:100");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- the points ---- */

/* Steps from the low end that do not pass the high one, rounding forgiven. */
static size_t levels_of(const struct lever *lever)
{
    return 1 + (size_t)floor(fabs(lever->high - lever->low) / lever->step + 1e-9);
}

static int count_points(struct sweep *sweep)
{
    double n = 1;
    for (size_t i = 0; i < sweep->n_keys && sweep->arguments->design == DESIGN_GRID; i++) {
        n *= floor(fabs(sweep->levers[i].high - sweep->levers[i].low) / sweep->levers[i].step + 1e-9) + 1;
    }
    if (sweep->arguments->design != DESIGN_GRID) {
        n = (double)sweep->arguments->n_points;
    }
    if (n > POINTS_MOST) {
        complain("--vary: %.0f combinations are more than %d; take larger steps, or --design sobol:N", n, POINTS_MOST);
        return -1;
    }
    sweep->n_points = (size_t)n;
    return 0;
}

/* From the unit cube, or the numbers of steps, to values; without digits beyond the fifth of the range. */
static void place_points(struct sweep *sweep)
{
    for (size_t i = 0; i < sweep->n_points * sweep->n_keys; i++) {
        const struct lever *lever = &sweep->levers[i % sweep->n_keys];
        double range = lever->high - lever->low, quantum = pow(10, floor(log10(fabs(range))) - 5);
        double step = range > 0 ? lever->step : -lever->step;
        bool grid = sweep->arguments->design == DESIGN_GRID;
        double value = lever->low + sweep->values[i] * (grid ? step : range);
        sweep->values[i] = grid ? value : round(value / quantum) * quantum;
    }
}

static int make_points(struct sweep *sweep)
{
    size_t levels[LEVERS_MOST];
    int status = 0;
    if (count_points(sweep) != 0) {
        return EXIT_USAGE;
    }
    sweep->values = calloc(sweep->n_points * sweep->n_keys, sizeof *sweep->values);
    sweep->settings = calloc(sweep->n_points, sizeof *sweep->settings);
    if (sweep->values == NULL || sweep->settings == NULL) {
        complain("not enough memory");
        return EXIT_UNFINISHED;
    }
    switch (sweep->arguments->design) {
    case DESIGN_GRID:
        for (size_t i = 0; i < sweep->n_keys; i++) {
            levels[i] = levels_of(&sweep->levers[i]);
        }
        design_grid(sweep->n_keys, levels, sweep->values);
        break;
    case DESIGN_LHS:
        design_lhs(sweep->arguments->common.experiment.seed, sweep->n_points, sweep->n_keys, sweep->values);
        break;
    case DESIGN_SOBOL:
        status = design_sobol(sweep->n_points, sweep->n_keys, sweep->values);
        break;
    }
    place_points(sweep);
    return status == 0 ? EXIT_DONE : EXIT_UNFINISHED;
}

/* ---- a point ---- */

static void update(uint32_t done, uint32_t total, void *user)
{
    struct sweep *sweep = user;
    double share = ((double)sweep->n_done + (double)sweep->n_now * done / total) / (double)sweep->n_points;
    progress_update((uint32_t)(share * 1e6), 1000000, &sweep->progress);
}

/* Points that are run in the same futures at once. */
struct group {
    size_t n;
    size_t point[TOGETHER_MOST];
    struct model *models[TOGETHER_MOST];
};

static int keep_point(struct sweep *sweep, size_t point, const struct model *model, const struct results *results)
{
    struct problem problem = {"not enough memory"};
    const struct run_result run = {.scenario = model->scenario,
                                   .model = model,
                                   .layout = &model->layout,
                                   .forecast = &results->forecast,
                                   .entry = &results->entry};
    if (sweep_keep(sweep->journal, sweep->settings[point], &run) != 0 || journal_flush(sweep->journal, &problem) != 0) {
        complain("%s", problem.text);
        return EXIT_UNFINISHED;
    }
    sweep->n_done++;
    return EXIT_DONE;
}

static int run_group(struct sweep *sweep, const struct group *group)
{
    struct experiment_options options = sweep->arguments->common.experiment;
    struct results *results[TOGETHER_MOST];
    options.stop = &stop_requested;
    options.progress = update;
    options.user = sweep;
    sweep->n_now = group->n;
    enum experiment_status status = experiment_run_together(group->n, (const struct model *const *)group->models, &options, results);
    if (status != EXPERIMENT_DONE) {
        return status == EXPERIMENT_FAILED ? finish_failed() : EXIT_INTERRUPTED;
    }
    int code = EXIT_DONE;
    for (size_t i = 0; i < group->n; i++) {
        code = code == EXIT_DONE ? keep_point(sweep, group->point[i], group->models[i], results[i]) : code;
        results_free(results[i]);
    }
    return code;
}

/* Names the point; its model joins the group unless its rows are there. */
static int add_point(struct sweep *sweep, size_t point, struct group *group)
{
    struct variant variant;
    int code = EXIT_UNFINISHED;
    const double *values = sweep->values + point * sweep->n_keys;
    if (variant_init(&variant, &sweep->arguments->sources, sweep->n_keys, sweep->levers, values) != 0) {
        complain("not enough memory");
    } else if (sweep_has(sweep->journal, variant.settings)) {
        code = EXIT_DONE;
        sweep->n_done++;
    } else {
        struct model *model = variant_compile(&variant, &code);
        if (model != NULL) {
            code = EXIT_DONE;
            group->point[group->n] = point;
            group->models[group->n++] = model;
        }
    }
    sweep->settings[point] = variant.settings;
    variant.settings = NULL;
    variant_free(&variant);
    return code;
}

/* Whether two points differ in values that act from some day on only: then they may have the days before it in common. */
static bool differ_later(const struct sweep *sweep, size_t one, size_t other)
{
    bool later = true;
    for (size_t i = 0; i < sweep->n_keys; i++) {
        later = later && (sweep->levers[i].date != SCENARIO_ALWAYS ||
                          sweep->values[one * sweep->n_keys + i] == sweep->values[other * sweep->n_keys + i]);
    }
    return later;
}

/* The point and those after it that may have days in common with it. */
static int reach_point(struct sweep *sweep, size_t point)
{
    struct group group = {.n = 0};
    int code = sweep->settings[point] == NULL ? add_point(sweep, point, &group) : EXIT_DONE;
    for (size_t next = point + 1; code == EXIT_DONE && next < sweep->n_points && group.n > 0 && group.n < TOGETHER_MOST; next++) {
        if (sweep->settings[next] == NULL && differ_later(sweep, point, next)) {
            code = add_point(sweep, next, &group);
        }
    }
    if (code == EXIT_DONE && group.n > 0) {
        code = run_group(sweep, &group);
    }
    for (size_t i = 0; i < group.n; i++) {
        variant_model_free(group.models[i]);
    }
    return code;
}

/* ---- the whole ---- */

static int publish_points(const struct sweep *sweep, double seconds)
{
    const struct common_options *common = &sweep->arguments->common;
    const char *keys[LEVERS_MOST];
    struct varied_unit units[LEVERS_MOST];
    struct problem problem;
    for (size_t i = 0; i < sweep->n_keys; i++) {
        const struct lever *lever = &sweep->levers[i];
        keys[i] = lever->name;
        units[i] = (struct varied_unit){lever->before, lever->after, lever->added};
    }
    const struct sweep_result result = {.run = {.name = sweep->model->scenario->name,
                                                .scenario = sweep->model->scenario,
                                                .layout = &sweep->model->layout,
                                                .seed = common->experiment.seed,
                                                .replications = common->experiment.replications,
                                                .threads = common->experiment.threads,
                                                .command = "sweep",
                                                .language = common->language,
                                                .started = time(NULL),
                                                .seconds = seconds},
                                        .n_keys = sweep->n_keys,
                                        .n_points = sweep->n_points,
                                        .keys = keys,
                                        .units = units,
                                        .values = sweep->values,
                                        .settings = (const char *const *)sweep->settings,
                                        .journal = sweep->journal};
    struct publish_options options = {common->folder, !common->no_plots, &stop_requested, common->csv};
    int code = finish_publish(publish_sweep(&result, &options, &problem), &problem);
    if (code == EXIT_DONE && !common->quiet) {
        sweep_summary(stdout, &result);
        code = finish_output(code);
        complain("results are in %s", common->folder);
    }
    return code;
}

static int run_points(void *user, struct journal *journal)
{
    struct sweep *sweep = user;
    struct timespec start;
    int code = EXIT_DONE;
    clock_gettime(CLOCK_MONOTONIC, &start);
    sweep->journal = journal;
    progress_start(&sweep->progress, sweep->arguments->common.quiet);
    for (size_t point = 0; code == EXIT_DONE && point < sweep->n_points; point++) {
        code = reach_point(sweep, point);
    }
    progress_end(&sweep->progress);
    return code == EXIT_DONE ? publish_points(sweep, seconds_since(start)) : code;
}

static void sweep_free(struct sweep *sweep)
{
    for (size_t i = 0; i < sweep->n_keys; i++) {
        lever_free(&sweep->levers[i]);
    }
    for (size_t i = 0; sweep->settings != NULL && i < sweep->n_points; i++) {
        free(sweep->settings[i]);
    }
    free(sweep->settings);
    free(sweep->values);
}

static int sweep_model(struct sweep *sweep)
{
    const struct arguments *arguments = sweep->arguments;
    char more[32];
    for (size_t i = 0; i < arguments->n_keys; i++) {
        sweep->n_keys = i + 1;
        if (lever_parse(&sweep->levers[i], "--vary", arguments->keys[i], sweep->model->scenario,
                        arguments->design == DESIGN_GRID) != 0) {
            return EXIT_USAGE;
        }
        if (!arguments->common.quiet) {
            lever_tell(&sweep->levers[i], "--vary");
        }
    }
    int code = make_points(sweep);
    if (code != EXIT_DONE) {
        return code;
    }
    snprintf(more, sizeof more, "-n %lu", (unsigned long)arguments->common.experiment.replications);
    const struct resume resume = {.command = "sweep",
                                  .scenario = sweep->model->scenario,
                                  .folder = arguments->common.folder,
                                  .what = "points",
                                  .seed = arguments->common.experiment.seed,
                                  .more = more,
                                  .quiet = arguments->common.quiet};
    return resume_run(&resume, run_points, sweep);
}

static int sweep_scenario(void *context, struct model *model)
{
    struct sweep sweep = {.arguments = context, .model = model};
    int code = sweep_model(&sweep);
    sweep_free(&sweep);
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
    return finish_scenario(&(struct scenario_command){"sweep", &arguments.sources, &arguments.common.folder, sweep_scenario, &arguments});
}

const struct command command_sweep = {
    "sweep", "termijn sweep", "simulate a scenario at many values of some of its keys", run, &argp};
