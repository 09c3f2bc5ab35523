#include <argp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "commands/command.h"
#include "commands/finish.h"
#include "commands/planner.h"
#include "commands/resume.h"
#include "output/plan.h"

enum {
    KEY_LEVER = 4000,
    KEY_TARGET,
    KEY_PROBABILITY,
    KEY_TOLERANCE,
    KEY_COST,
    TARGETS_MOST = 50,
    FUTURES_MOST = 20000
};

struct arguments {
    struct sources sources;
    struct common_options common;
    size_t n_levers, n_costs, n_targets;
    const char *levers[LEVERS_MOST], *costs[LEVERS_MOST], *targets[TARGETS_MOST];
    struct planner_wish wish;
};

static const char doc[] =
    "\nFinds the smallest change of a scenario with which its targets are met with a given probability.\n"
    "\nExamples:\n"
    "  termijn plan 2024.yaml --lever pools.asylum.fte=1040:2600 \\\n"
    "    --target 'timeliness of asylum_track4 >= 90% in 2026'\n"
    "  termijn plan 2024.yaml --lever pools.asylum.fte@2025-07-01=+0:+800\n"
    "  termijn plan 2024.yaml --probability 0.9 \\\n"
    "    --lever pools.asylum.fte=+0:+800 --cost pools.asylum.fte=100000/year \\\n"
    "    --lever streams.asylum_track4.effort=26:20 \\\n"
    "    --cost streams.asylum_track4.effort=5000000\n"
    "\nOptions:"
    "\v"
    "A range goes from the end that costs least. KEY@DATE changes the value from that day on; +LOW:+HIGH adds to it. "
    "With several "
    "levers the cheapest mix is sought, and each needs a --cost. -n is the most futures (default 20000). Exit status: 0 answered (also when no value is "
    "enough), 1 could not finish, 2 wrong usage or an error in the scenario, 130 interrupted: the same command goes on "
    "from there.";

static const struct argp_option option_table[] = {
    {"lever", KEY_LEVER, "KEY=LOW:HIGH", 0, "What may change; without a range from half to twice the scenario's value",
     1},
    {"target", KEY_TARGET, "TARGET", 0, "What to reach, in place of the scenario's targets", 1},
    {"probability", KEY_PROBABILITY, "P", 0, "With this probability all targets are met (default 0.8)", 1},
    {"tolerance", KEY_TOLERANCE, "T", 0,
     "The answer's 95% interval reaches at most T to either side: in the lever's unit, or as a share (default 1%) of "
     "the answer, or of the range of levers that are added and of mixes",
     1},
    {"cost", KEY_COST, "KEY=AMOUNT", 0, "Cost of one unit of a lever; AMOUNT/year for each year that it is in force",
     1},
    {0},
};

static error_t parse_option(int key, const char *text, struct argp_state *state, struct arguments *arguments)
{
    bool percent;
    switch (key) {
    case KEY_LEVER:
        if (arguments->n_levers == LEVERS_MOST) {
            argp_error(state, "at most %d levers", LEVERS_MOST);
        }
        arguments->levers[arguments->n_levers++] = text;
        return 0;
    case KEY_COST:
        if (strchr(text, '=') == NULL || arguments->n_costs == LEVERS_MOST) {
            argp_error(state, "--cost needs KEY=AMOUNT, such as pools.asylum.fte=100000/year, not '%s'", text);
        }
        arguments->costs[arguments->n_costs++] = text;
        return 0;
    case KEY_TARGET:
        if (arguments->n_targets == TARGETS_MOST) {
            argp_error(state, "at most %d targets", TARGETS_MOST);
        }
        arguments->targets[arguments->n_targets++] = text;
        return 0;
    case KEY_PROBABILITY:
        arguments->wish.probability = option_share(state, "--probability", text, &percent);
        if (!(arguments->wish.probability > 0 && arguments->wish.probability < 1)) {
            argp_error(state, "--probability lies between 0 and 1, such as 0.8, not '%s'", text);
        }
        return 0;
    case KEY_TOLERANCE:
        arguments->wish.tolerance = option_share(state, "--tolerance", text, &arguments->wish.relative);
        if (!(arguments->wish.tolerance > 0)) {
            argp_error(state, "--tolerance must be over zero, not '%s'", text);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->sources;
        state->child_inputs[1] = &arguments->common;
        return 0;
    case ARGP_KEY_END:
        if (arguments->n_levers == 0) {
            argp_error(state, "no lever given, such as --lever pools.asylum.fte=1400:1800");
        }
        if (!arguments->wish.relative && arguments->n_levers > 1) {
            argp_error(state, "with several levers --tolerance is a share, such as 1%%");
        }
        if (!arguments->common.replications_given) {
            arguments->common.experiment.replications = FUTURES_MOST;
        }
        return 0;
    default:
        return parse_option(key, text, state, arguments);
    }
}

/* ---- targets, levers and prices ---- */

/* --target stands in place of what the scenario has: `texts` hold the modifications. */
static int add_targets(struct arguments *arguments, bool has_own, char *texts[])
{
    size_t n = arguments->sources.n + arguments->n_targets + 1, used = 0;
    struct scenario_modification *larger = realloc(arguments->sources.modifications, n * sizeof *larger);
    if (larger == NULL) {
        return -1;
    }
    arguments->sources.modifications = larger;
    if (has_own) {
        larger[arguments->sources.n++] = (struct scenario_modification){SCENARIO_SET, "targets=null"};
    }
    for (size_t i = 0; i < arguments->n_targets; i++) {
        if (asprintf(&texts[used], "targets.target_%zu=%s", i + 1, arguments->targets[i]) < 0) {
            texts[used] = NULL;
            return -1;
        }
        larger[arguments->sources.n++] = (struct scenario_modification){SCENARIO_SET, texts[used++]};
    }
    return 0;
}

/* A number, perhaps after EUR and before /year, which counts the years until the horizon. */
static int parse_cost(const char *text, struct planner *planner, const struct scenario *scenario)
{
    size_t length = strcspn(text, "=");
    const char *amount = text + length + 1;
    char *end;
    amount += strncmp(amount, "EUR ", 4) == 0 ? 4 : 0;
    double price = strtod(amount, &end);
    bool yearly = strcmp(end, "/year") == 0;
    if (end == amount || (*end != '\0' && !yearly) || !isfinite(price) || price < 0) {
        complain("--cost: '%s' is read as KEY=AMOUNT or KEY=AMOUNT/year", text);
        return -1;
    }
    bool found = false;
    for (size_t i = 0; i < planner->n; i++) {
        const struct lever *lever = &planner->levers[i];
        if (strlen(lever->name) == length && strncmp(lever->name, text, length) == 0) {
            int from = lever->date > scenario->opening_date ? lever->date : scenario->opening_date + 1;
            planner->price[i] = price * (yearly ? (scenario->horizon - from + 1) / 365.2425 : 1);
            found = true;
        }
    }
    if (!found) {
        complain("--cost: there is no lever %.*s", (int)length, text);
    }
    return found ? 0 : -1;
}

static int read_levers(struct planner *planner, const struct arguments *arguments, const struct scenario *scenario)
{
    for (size_t i = 0; i < arguments->n_levers; i++) {
        planner->n = i + 1;
        if (lever_parse(&planner->levers[i], "--lever", arguments->levers[i], scenario, false) != 0) {
            return -1;
        }
        if (!arguments->common.quiet) {
            lever_tell(&planner->levers[i], "--lever");
        }
    }
    planner->costs = arguments->n_costs > 0;
    for (size_t i = 0; i < arguments->n_costs; i++) {
        if (parse_cost(arguments->costs[i], planner, scenario) != 0) {
            return -1;
        }
    }
    for (size_t i = 0; i < planner->n && (planner->n > 1 || planner->costs); i++) {
        if (!(planner->price[i] > 0)) {
            complain("--cost: give the lever %s a cost over zero, so that mixes can be weighed",
                     planner->levers[i].name);
            return -1;
        }
    }
    return 0;
}

/* ---- results ---- */

struct texts {
    const char *names[LEVERS_MOST], *before[LEVERS_MOST], *after[LEVERS_MOST];
    bool added[LEVERS_MOST];
    double level[LEVERS_MOST], answer[LEVERS_MOST], low[LEVERS_MOST], high[LEVERS_MOST];
    char wider[TOLERANCE_SIZE];
};

/* What is said of each lever. */
static void fill_levers(const struct planner *planner, struct texts *texts, struct plan_result *result)
{
    for (size_t i = 0; i < planner->n; i++) {
        const struct lever *lever = &planner->levers[i];
        bool alone = true;
        for (size_t k = 0; k < planner->n; k++) {
            alone = alone && (k == i || strcmp(planner->levers[k].key, lever->key) != 0);
        }
        texts->names[i] = lever->name;
        texts->before[i] = lever->before;
        texts->after[i] = lever->after;
        texts->added[i] = lever->added;
        texts->level[i] = alone ? lever_level(lever, planner->model->scenario->opening_date) : (double)NAN;
    }
    result->n_levers = planner->n;
    result->levers = texts->names;
    result->before = texts->before;
    result->after = texts->after;
    result->added = texts->added;
    result->level = texts->level;
}

/* Of a search that had to stop before the tolerance was reached. */
static void fill_need(const struct planner *planner, const struct plan_found *found, struct texts *texts, struct plan_result *result)
{
    if (found->distance > 1) { /* nor NaN */
        result->enough = planner_need(found->n, found->distance);
        planner_tolerance(planner, found->distance, texts->wider);
        result->wider = texts->wider;
    }
}

/* Both ends of the interval in the order of their values, whichever way the range goes. */
static void fill_answer(const struct planner *planner, const struct plan_found *found, struct texts *texts)
{
    planner_values(planner, found->answer.u, texts->answer);
    planner_values(planner, found->answer.low, texts->low);
    planner_values(planner, fmin(found->answer.high, 1), texts->high);
    for (size_t i = 0; i < planner->n; i++) {
        double low = fmin(texts->low[i], texts->high[i]);
        texts->high[i] = fmax(texts->low[i], texts->high[i]);
        texts->low[i] = low;
    }
}

static void order_points(struct planner_points *points, const struct planner *planner, const struct plan_found *found)
{
    for (size_t i = 0; i < PLAN_CURVE_POINTS; i++) {
        planner_add_point(points, planner, KIND_CURVE, &found->curve[i]);
    }
    bool enough = found->end == PLAN_FOUND || found->end == PLAN_LOW_SUFFICES;
    planner_add_point(points, planner, enough ? KIND_ANSWER : KIND_BEST, &found->at);
    planner_add_point(points, planner, KIND_CHECK, &found->check);
}

static int publish_answer(const struct planner *planner, const struct arguments *arguments,
                          const struct plan_found *found, struct planner_points *points, struct plan_result *result)
{
    struct texts texts;
    struct problem problem;
    fill_levers(planner, &texts, result);
    fill_need(planner, found, &texts, result);
    order_points(points, planner, found);
    result->costs = planner->costs;
    result->probability = arguments->wish.probability;
    result->end = found->end;
    result->precise = found->precise;
    result->not_monotone = found->not_monotone;
    result->no_effect = found->no_effect;
    result->reversals = found->reversals;
    result->n_points = points->n;
    result->points = points->points;
    result->runs = planner->runs;
    if (found->end == PLAN_LOW_SUFFICES || found->end == PLAN_FOUND) {
        fill_answer(planner, found, &texts);
        if (found->end == PLAN_LOW_SUFFICES) {
            planner_values(planner, 0, texts.answer);
            planner_values(planner, 0, texts.low);
            planner_values(planner, 0, texts.high);
        }
        result->answer = texts.answer;
        result->low = texts.low;
        result->high = texts.high;
    }
    struct publish_options options = {arguments->common.folder, !arguments->common.no_plots, &stop_requested, arguments->common.csv};
    int code = finish_publish(publish_plan(result, &options, &problem), &problem);
    if (code == EXIT_DONE && !arguments->common.quiet) {
        plan_summary(stdout, result);
        code = finish_output(code);
        complain("results are in %s", arguments->common.folder);
    }
    return code;
}

static int plan(struct planner *planner, const struct arguments *arguments, const struct model *model)
{
    struct planner_points *points = malloc(sizeof *points);
    struct plan_found found;
    struct plan_result result = {.run = {.name = model->scenario->name,
                                         .scenario = model->scenario,
                                         .layout = &model->layout,
                                         .seed = arguments->common.experiment.seed,
                                         .threads = arguments->common.experiment.threads,
                                         .language = arguments->common.language,
                                         .command = "plan",
                                         .started = time(NULL)}};
    struct timespec start;
    if (points == NULL) {
        complain("not enough memory");
        return EXIT_UNFINISHED;
    }
    points->n = 0;
    clock_gettime(CLOCK_MONOTONIC, &start);
    progress_start(&planner->progress, arguments->common.quiet);
    planner->code = EXIT_UNFINISHED;
    int status = planner_search(planner, &found, points, &result.reversed);
    progress_end(&planner->progress);
    result.run.seconds = seconds_since(start);
    result.run.replications = (uint32_t)(status == 0 ? found.n : 0);
    int code = status == 0 ? publish_answer(planner, arguments, &found, points, &result) : planner->code;
    free(points);
    return code;
}

/* ---- from the command line to the search ---- */

struct job {
    struct planner *planner;
    const struct arguments *arguments;
    const struct model *model;
};

static int plan_with_journal(void *user, struct journal *journal)
{
    const struct job *job = user;
    job->planner->journal = journal;
    return plan(job->planner, job->arguments, job->model);
}

/* Outcomes depend on the files and the seed; not on the levers, which each entry names. */
static int plan_resumed(struct planner *planner, const struct arguments *arguments, const struct model *model)
{
    const struct resume resume = {.command = "plan",
                                  .scenario = model->scenario,
                                  .folder = arguments->common.folder,
                                  .what = "futures",
                                  .seed = arguments->common.experiment.seed,
                                  .more = "margins",
                                  .quiet = arguments->common.quiet};
    struct job job = {planner, arguments, model};
    return resume_run(&resume, plan_with_journal, &job);
}

static int plan_model(const struct scenario *scenario, struct arguments *arguments)
{
    struct planner *planner = calloc(1, sizeof *planner);
    struct model *model = model_compile(scenario);
    char *folder = finish_folder("plan", &arguments->sources, scenario->name);
    int code = EXIT_UNFINISHED;
    if (planner == NULL || model == NULL || folder == NULL) {
        complain("not enough memory for this scenario");
    } else if (model->n_targets == 0) {
        complain("the scenario has no targets; give one, such as --target 'timeliness of all >= 90%% in %d'",
                 date_from_day(scenario->horizon).year);
        code = EXIT_USAGE;
    } else {
        planner->sources = &arguments->sources;
        planner->common = &arguments->common;
        planner->wish = &arguments->wish;
        planner->model = model;
        arguments->common.folder = arguments->common.folder == NULL ? folder : arguments->common.folder;
        code = read_levers(planner, arguments, scenario) != 0 ? EXIT_USAGE : plan_resumed(planner, arguments, model);
        for (size_t i = 0; i < planner->n; i++) {
            lever_free(&planner->levers[i]);
        }
        control_free(&planner->control);
    }
    free(folder);
    model_free(model);
    free(planner);
    return code;
}

static const struct argp_child children[] = {{&sources_argp, 0, NULL, 0}, {&common_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {option_table, parse, SOURCES_ARGS_DOC, doc, children, NULL, NULL};

static int run(int argc, char **argv)
{
    struct arguments arguments = {.common = common_options_default(),
                                  .wish = {.probability = 0.8, .tolerance = 0.01, .relative = true}};
    char *texts[TARGETS_MOST] = {NULL};
    const error_t error = argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &arguments);
    if (error != 0) {
        return refuse_arguments(error);
    }
    struct scenario *scenario = sources_load(&arguments.sources);
    int code = scenario == NULL ? arguments.sources.code : EXIT_USAGE;
    if (scenario != NULL && arguments.n_targets > 0) {
        code = add_targets(&arguments, scenario->n_targets > 0, texts) == 0 ? EXIT_USAGE : EXIT_UNFINISHED;
        scenario_free(scenario);
        scenario = code == EXIT_USAGE ? sources_load_quietly(&arguments.sources) : NULL;
    }
    if (scenario != NULL) {
        code = plan_model(scenario, &arguments);
    }
    scenario_free(scenario);
    for (size_t i = 0; i < arguments.n_targets; i++) {
        free(texts[i]);
    }
    sources_free(&arguments.sources);
    return code;
}

const struct command command_plan = {
    "plan", "termijn plan", "find the smallest change with which targets are met", run, &argp};
