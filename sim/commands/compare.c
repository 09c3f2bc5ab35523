#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "commands/command.h"
#include "commands/finish.h"
#include "commands/options.h"
#include "commands/resume.h"
#include "commands/sources.h"
#include "experiment/compare.h"
#include "output/compare.h"
#include "scenario/scenario_types.h"

struct arguments {
    struct source_list list;
    struct common_options common;
};

/* Of each scenario of the command line, the first being the base. */
struct sides {
    size_t n;
    struct scenario **scenarios;
    struct model **models;
    char **names;
};

static const char doc[] =
    "\nRuns scenarios side by side in the same simulated futures and writes what each changes against the first.\n"
    "\nExamples:\n"
    "  termijn compare 2024.yaml . +taskforce.yaml\n"
    "  termijn compare 2024.yaml . +taskforce.yaml \\\n"
    "    . --set pools.asylum.fte='1600 fte'\n"
    "\n`.' is the first scenario again; an overlay and --set belong to the scenario named before them.\n"
    "\nOptions:"
    "\v"
    "Exit status: 0 done, 1 could not finish, 2 wrong usage or an error in a scenario, 130 interrupted: the pairs that "
    "were done are written, and the same command goes on from there.";

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    (void)text;
    if (key == ARGP_KEY_INIT) {
        state->child_inputs[0] = &arguments->list;
        state->child_inputs[1] = &arguments->common;
        return 0;
    }
    return ARGP_ERR_UNKNOWN;
}

/* ---- the scenarios ---- */

static void sides_free(struct sides *sides)
{
    for (size_t i = 0; i < sides->n; i++) {
        model_free(sides->models[i]);
        scenario_free(sides->scenarios[i]);
        free(sides->names[i]);
    }
    free(sides->models);
    free(sides->scenarios);
    free(sides->names);
}

/* Errors of all scenarios are shown, not only of the first. */
static int sides_load(struct sides *sides, const struct source_list *list)
{
    int code = EXIT_DONE;
    sides->scenarios = calloc(list->n, sizeof(void *));
    sides->models = calloc(list->n, sizeof(void *));
    sides->names = calloc(list->n, sizeof(void *));
    if (sides->scenarios == NULL || sides->models == NULL || sides->names == NULL) {
        complain("not enough memory");
        return EXIT_UNFINISHED;
    }
    sides->n = list->n;
    for (size_t i = 0; i < list->n; i++) {
        sides->scenarios[i] = sources_load(&list->items[i]);
        code = sides->scenarios[i] == NULL ? list->items[i].code : code;
    }
    for (size_t i = 0; code == EXIT_DONE && i < list->n; i++) {
        sides->models[i] = model_compile(sides->scenarios[i]);
        sides->names[i] = sources_full_name(&list->items[i], sides->scenarios[i]->name);
        if (sides->models[i] == NULL || sides->names[i] == NULL) {
            complain("not enough memory for the scenario %s", list->items[i].base);
            code = EXIT_UNFINISHED;
        }
    }
    return code;
}

static int check_common(const struct sides *sides)
{
    switch (comparison_common(sides->n, (const struct model *const *)sides->models)) {
    case COMPARISON_NO_DATES:
        complain("these scenarios have no day in common; make opening_date and horizon overlap");
        return EXIT_USAGE;
    case COMPARISON_NO_STREAMS:
        complain("these scenarios have no stream in common, so there is nothing to compare; name one and overlays on it, such as "
                 "2024.yaml . +more.yaml");
        return EXIT_USAGE;
    case COMPARISON_POSSIBLE:
        break;
    }
    return EXIT_DONE;
}

/* A contingent rule that only some have is often what is compared: what it changes shows in everything else. */
static void note_rules(const struct sides *sides, const struct comparison *comparison)
{
    for (size_t i = 0; i < sides->n; i++) {
        const struct results_layout *layout = &sides->models[i]->layout;
        for (size_t rule = 0; rule < layout->n_rules; rule++) {
            const char *name = layout->names[layout_rule(layout, rule)];
            if (!comparison_has(comparison, name)) {
                complain("%s has %s, which not all have: how often it fires and how long it holds is not compared",
                         sides->names[i], name);
            }
        }
    }
}

/* Streams that only some of the scenarios have are named once. */
static void warn_streams(const struct sides *sides, const struct comparison *comparison)
{
    for (size_t i = 0; i < sides->n; i++) {
        const struct scenario *scenario = sides->scenarios[i];
        for (size_t s = 0; s < scenario->n_streams; s++) {
            if (!comparison_has(comparison, scenario->streams[s].name)) {
                complain("warning: %s has the stream %s, which not all have: it is not compared, and `all` is each "
                         "scenario's own total",
                         sides->names[i], scenario->streams[s].name);
            }
        }
    }
}

/* ---- the run ---- */

static int publish_pairs(const struct sides *sides, const struct arguments *arguments,
                         const struct comparison *comparison, double seconds, bool stopped)
{
    const struct common_options *common = &arguments->common;
    struct compare_result result = {
        .run = {.name = sides->names[0],
                .scenario = sides->scenarios[0],
                .layout = &comparison->layout,
                .seed = common->experiment.seed,
                .replications = comparison->n,
                .threads = common->experiment.threads,
                .language = common->language,
                .command = "compare",
                .n_others = sides->n - 1,
                .others = (const struct scenario *const *)sides->scenarios + 1,
                .started = time(NULL),
                .seconds = seconds},
        .names = (const char *const *)sides->names,
        .titles = (const char *const *)sides->names,
        .comparison = comparison,
    };
    struct problem problem;
    struct publish_options options = {common->folder, !common->no_plots, stopped ? NULL : &stop_requested, common->csv};
    int code = finish_publish(publish_compare(&result, &options, &problem), &problem);
    if (code != EXIT_DONE) {
        return code;
    }
    if (!common->quiet) {
        compare_summary(stdout, &result);
    }
    code = finish_output(stopped ? EXIT_INTERRUPTED : EXIT_DONE);
    if (stopped) {
        complain("interrupted; the results of %lu pairs are in %s", (unsigned long)comparison->n, common->folder);
    } else if (!common->quiet) {
        complain("results are in %s; open %s/report.html in a browser", common->folder, common->folder);
    }
    return code;
}

struct job {
    const struct sides *sides;
    const struct arguments *arguments;
    struct journal *journal;
    struct comparison comparison;
};

static int keep_pairs(struct job *job, int code)
{
    struct problem problem;
    if (job->comparison.n > 0 && compare_keep(job->journal, &job->comparison, &problem) != 0) {
        complain("the pairs done cannot be kept: %s", problem.text);
        return EXIT_UNFINISHED;
    }
    return code;
}

static int publish_all(struct job *job, double seconds)
{
    warn_streams(job->sides, &job->comparison);
    note_rules(job->sides, &job->comparison);
    const int code = publish_pairs(job->sides, job->arguments, &job->comparison, seconds, false);
    return code == EXIT_INTERRUPTED ? keep_pairs(job, code) : code;
}

/* The pairs are kept first: whoever has no patience with the pictures presses Ctrl-C again. */
static int publish_stopped(struct job *job, double seconds)
{
    const int kept = keep_pairs(job, EXIT_INTERRUPTED);
    if (job->comparison.n < 2) {
        return kept;
    }
    warn_streams(job->sides, &job->comparison);
    note_rules(job->sides, &job->comparison);
    const int code = publish_pairs(job->sides, job->arguments, &job->comparison, seconds, true);
    return code == EXIT_INTERRUPTED ? kept : code;
}

static int run_pairs(struct job *job)
{
    struct experiment_options options = job->arguments->common.experiment;
    struct progress progress;
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    progress_start(&progress, job->arguments->common.quiet);
    options.stop = &stop_requested;
    options.progress = progress_update;
    options.user = &progress;
    const enum experiment_status status =
        comparison_run((const struct model *const *)job->sides->models, &options, &job->comparison);
    progress_end(&progress);
    if (status == EXPERIMENT_FAILED) {
        return finish_failed();
    }
    return status == EXPERIMENT_STOPPED ? publish_stopped(job, seconds_since(start)) : publish_all(job, seconds_since(start));
}

static int compare(void *user, struct journal *journal)
{
    struct job *job = user;
    struct problem problem;
    int code = EXIT_UNFINISHED;
    job->journal = journal;
    if (comparison_init(job->sides->n, (const struct model *const *)job->sides->models, &job->comparison) != 0) {
        complain("not enough memory");
    } else if (compare_restore(journal, &job->comparison, &problem) != 0) {
        complain("%s", problem.text);
    } else {
        code = run_pairs(job);
    }
    comparison_free(&job->comparison);
    return code;
}

static int compare_resumed(const struct sides *sides, const struct arguments *arguments)
{
    char more[32];
    snprintf(more, sizeof more, "-n %lu", (unsigned long)arguments->common.experiment.replications);
    const struct resume resume = {.command = "compare",
                                  .scenario = sides->scenarios[0],
                                  .n_others = sides->n - 1,
                                  .others = (const struct scenario *const *)sides->scenarios + 1,
                                  .folder = arguments->common.folder,
                                  .what = "pairs",
                                  .seed = arguments->common.experiment.seed,
                                  .more = more,
                                  .quiet = arguments->common.quiet};
    struct job job = {.sides = sides, .arguments = arguments};
    return resume_run(&resume, compare, &job);
}

static int compare_into(const struct sides *sides, struct arguments *arguments)
{
    char *folder = NULL;
    int code = check_common(sides);
    if (code != EXIT_DONE) {
        return code;
    }
    if (arguments->common.folder == NULL) {
        folder = finish_folder("compare", &arguments->list.items[0], sides->scenarios[0]->name);
        arguments->common.folder = folder;
    }
    if (arguments->common.folder == NULL) {
        complain("not enough memory");
        code = EXIT_UNFINISHED;
    } else {
        code = compare_resumed(sides, arguments);
    }
    free(folder);
    return code;
}

static const struct argp_child children[] = {{&source_list_argp, 0, NULL, 0}, {&common_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {NULL, parse, "SCENARIO [+OVERLAY...] ALTERNATIVE [+OVERLAY...]...", doc, children, NULL, NULL};

static int run(int argc, char **argv)
{
    struct arguments arguments = {.common = common_options_default()};
    struct sides sides = {0};
    const error_t error = argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &arguments);
    if (error != 0) {
        return refuse_arguments(error);
    }
    int code = sides_load(&sides, &arguments.list);
    if (code == EXIT_DONE) {
        code = compare_into(&sides, &arguments);
    }
    sides_free(&sides);
    source_list_free(&arguments.list);
    return code;
}

const struct command command_compare = {
    "compare", "termijn compare", "run scenarios side by side and show what each changes", run, &argp};
