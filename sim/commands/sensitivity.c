#include <argp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "commands/command.h"
#include "commands/finish.h"
#include "commands/goal.h"
#include "commands/options.h"
#include "commands/resume.h"
#include "experiment/sample.h"
#include "output/sensitivity.h"

enum { KEY_OF = 6000, OUTPUTS_MOST = 20, FUTURES_DEFAULT = 1700, ROWS_LEAST = 60, ROWS_MOST = 200 };

struct arguments {
    struct sources sources;
    struct common_options common;
    size_t n_outputs;
    const char *outputs[OUTPUTS_MOST];
};

struct sensitivity {
    const struct arguments *arguments;
    const struct model *model;
    uint32_t rows;
    int end; /* day on which the last output is known */
    struct model_inputs inputs;
    size_t n_outputs;
    struct sensitivity_output outputs[OUTPUTS_MOST];
    double *values; /* [run][row][output] */
    struct journal *journal;
    struct progress progress;
    size_t run, n_runs; /* now */
    char name[300];
};

static const char doc[] =
    "\nShows which uncertain inputs drive which outputs: shares of the variance alone and in all (Sobol), by groups "
    "and "
    "chance, and the tornado.\n"
    "\nExamples:\n"
    "  termijn sensitivity scenarios/ind/2024.yaml\n"
    "  termijn sensitivity 2024.yaml --of 'open of nareis in 2026' -n 500\n"
    "\nOptions:"
    "\v"
    "-n is the number of rows (default 60 to 200, so many as take about 1,700 futures); each takes two futures, one for every input and group "
    "and one for chance, and every fourth two more for every uncertain value. Runs end with the last year that is asked for. Exit status: 0 done, 1 could not finish, 2 wrong usage or an error in the scenario, 130 interrupted: the "
    "same command goes on from there.";

static const struct argp_option option_table[] = {
    {"of", KEY_OF, "MEASURE", 0,
     "An output, such as open or 'timeliness of family in 2025', without a year in the last (default open, timeliness and "
     "penalty_accrued "
     "of all)",
     1},
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
    case KEY_OF:
        if (arguments->n_outputs == OUTPUTS_MOST) {
            argp_error(state, "at most %d outputs", OUTPUTS_MOST);
        }
        arguments->outputs[arguments->n_outputs++] = text;
        return 0;
    case ARGP_KEY_END:
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Takes ` in YEAR` off the text's length; the period is the last without. 0, or -1 after a complaint. */
static int take_year(const char *text, const struct results_layout *layout, size_t *length, size_t *period)
{
    const char *in = *length > strlen(" in 2025") ? text + *length - strlen(" in 2025") : "";
    *period = layout->n_periods - 1; /* years come last */
    if (strncmp(in, " in ", 4) != 0 || strspn(in + 4, "0123456789") != 4) {
        return 0;
    }
    *length = (size_t)(in - text);
    while (*period > 0 && layout->periods[*period].kind == PERIOD_YEAR && date_from_day(layout->periods[*period].last).year != atoi(in + 4)) {
        --*period;
    }
    if (layout->periods[*period].kind == PERIOD_YEAR) {
        return 0;
    }
    complain("--of: %s is no year of the scenario", in + 4);
    return -1;
}

static int choose_outputs(struct sensitivity *s)
{
    static const char *const usual[] = {"open", "timeliness", "penalty_accrued"};
    const struct results_layout *layout = &s->model->layout;
    size_t given = s->arguments->n_outputs;
    s->n_outputs = given > 0 ? given : sizeof usual / sizeof usual[0];
    for (size_t i = 0; i < s->n_outputs; i++) {
        const char *text = given > 0 ? s->arguments->outputs[i] : usual[i];
        struct precision_goal goal;
        size_t length = strlen(text), period;
        if (take_year(text, layout, &length, &period) != 0 || goal_parse_measure("--of", text, length, layout, &goal) != 0) {
            return -1;
        }
        s->outputs[i] = (struct sensitivity_output){goal.entity, goal.measure, period};
        int last = layout->periods[period].last - s->model->day0;
        s->end = last > s->end ? last : s->end;
    }
    return 0;
}

/* ---- the runs ---- */

static void read_outputs(const struct model *model, const struct results_values *values, void *user, double *out)
{
    const struct sensitivity *s = user;
    for (size_t i = 0; i < s->n_outputs; i++) {
        const struct sensitivity_output *of = &s->outputs[i];
        out[i] = values->forecast[layout_cell(&model->layout, of->period, of->entity, of->measure)];
    }
    out[s->n_outputs] = 1; /* run */
}

static void update(uint32_t done, uint32_t total, void *user)
{
    struct sensitivity *s = user;
    double share = ((double)s->run + (double)done / total) / (double)s->n_runs;
    progress_update((uint32_t)(share * 1e6), 1000000, &s->progress);
}

/* What the entries of a run are called: a journal outlives the order of inputs. */
static void name_run(struct sensitivity *s, const struct sensitivity_run *run)
{
    static const char *const kinds[] = {"A", "B", "input", "group", "chance", "low", "high"};
    bool of_input = run->kind == RUN_INPUT || run->kind == RUN_LOW || run->kind == RUN_HIGH;
    if (of_input) {
        snprintf(s->name, sizeof s->name, "%s %s", kinds[run->kind], s->inputs.items[run->which].name);
    } else {
        snprintf(s->name, sizeof s->name, "%s %zu", kinds[run->kind], run->which);
    }
}

static int keep_row(struct sensitivity *s, uint32_t row, const double values[])
{
    char text[32 * OUTPUTS_MOST] = "";
    for (size_t i = 0; i < s->n_outputs; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%.17g ", values[i]);
    }
    return journal_put(s->journal, s->name, row, text);
}

static bool recall_row(const struct sensitivity *s, uint32_t row, double values[])
{
    const char *text = journal_get(s->journal, s->name, row);
    for (size_t i = 0; text != NULL && i < s->n_outputs; i++) {
        char *end;
        values[i] = strtod(text, &end);
        text = end;
    }
    return text != NULL;
}

struct batch {
    size_t n;
    uint32_t *rows, *index;
    struct replication_inputs *inputs;
    double *values; /* n x (n_outputs + 1) */
};

static void batch_free(struct batch *batch)
{
    free(batch->rows);
    free(batch->index);
    free(batch->inputs);
    free(batch->values);
}

static int batch_init(struct batch *batch, size_t rows, size_t width)
{
    *batch = (struct batch){.rows = calloc(rows, sizeof *batch->rows),
                            .index = calloc(rows, sizeof *batch->index),
                            .inputs = calloc(rows, sizeof *batch->inputs),
                            .values = calloc(rows * width, sizeof *batch->values)};
    return batch->rows == NULL || batch->index == NULL || batch->inputs == NULL || batch->values == NULL ? -1 : 0;
}

/* The rows of a run that the journal does not hold. */
static void fill_batch(struct sensitivity *s, const struct sensitivity_run *run, struct batch *batch, double *values)
{
    for (uint32_t row = 0; row < sensitivity_rows(run, s->rows); row++) {
        if (!recall_row(s, row, values + row * s->n_outputs)) {
            batch->rows[batch->n] = row;
            batch->index[batch->n] = sensitivity_index(run, row);
            batch->inputs[batch->n++] = sensitivity_inputs(&s->inputs, run, row);
        }
    }
}

static int run_batch(struct sensitivity *s, struct batch *batch, double *values)
{
    struct experiment_options options = s->arguments->common.experiment;
    const struct sample sample = {.n = batch->n,
                                  .index = batch->index,
                                  .width = s->n_outputs + 1,
                                  .read = read_outputs,
                                  .inputs = batch->inputs,
                                  .end = s->end,
                                  .user = s};
    struct problem problem = {"not enough memory"};
    options.stop = &stop_requested;
    options.progress = update;
    options.user = s;
    enum experiment_status status = sample_run(s->model, &options, &sample, batch->values);
    if (status == EXPERIMENT_FAILED) {
        return finish_failed();
    }
    int kept = 0;
    for (size_t i = 0; kept == 0 && i < batch->n; i++) {
        const double *row = batch->values + i * sample.width;
        if (!isnan(row[s->n_outputs])) {
            memcpy(values + batch->rows[i] * s->n_outputs, row, s->n_outputs * sizeof *row);
            kept = keep_row(s, batch->rows[i], row);
        }
    }
    if (kept != 0 || journal_flush(s->journal, &problem) != 0) {
        complain("%s", problem.text);
        return EXIT_UNFINISHED;
    }
    return status == EXPERIMENT_STOPPED ? EXIT_INTERRUPTED : EXIT_DONE;
}

static int reach_run(struct sensitivity *s)
{
    const struct sensitivity_run run = sensitivity_run_at(&s->inputs, s->run);
    size_t rows = s->rows, same = sensitivity_same(&s->inputs, s->run);
    double *values = s->values + s->run * rows * s->n_outputs;
    struct batch batch;
    int code = EXIT_UNFINISHED;
    if (same != s->run) { /* A and the inputs come before the groups */
        memcpy(values, s->values + same * rows * s->n_outputs, rows * s->n_outputs * sizeof *values);
        return EXIT_DONE;
    }
    name_run(s, &run);
    if (batch_init(&batch, rows, s->n_outputs + 1) != 0) {
        complain("not enough memory");
    } else {
        fill_batch(s, &run, &batch, values);
        code = batch.n == 0 ? EXIT_DONE : run_batch(s, &batch, values);
    }
    batch_free(&batch);
    return code;
}

/* ---- the whole ---- */

static int publish_shares(const struct sensitivity *s, double seconds)
{
    const struct common_options *common = &s->arguments->common;
    struct sobol_index *indices = calloc(s->n_outputs * sensitivity_indices(&s->inputs), sizeof *indices);
    struct sensitivity_result result = {.run = {.name = s->model->scenario->name,
                                                .scenario = s->model->scenario,
                                                .layout = &s->model->layout,
                                                .seed = common->experiment.seed,
                                                .replications = s->rows,
                                                .threads = common->experiment.threads,
                                                .language = s->arguments->common.language,
                                                .command = "sensitivity",
                                                .started = time(NULL),
                                                .seconds = seconds},
                                        .inputs = &s->inputs,
                                        .n_outputs = s->n_outputs,
                                        .outputs = s->outputs,
                                        .values = s->values,
                                        .indices = indices};
    struct publish_options options = {common->folder, !common->no_plots, &stop_requested, common->csv};
    struct problem problem;
    int code = EXIT_UNFINISHED;
    if (indices == NULL || sensitivity_compute(&result, indices) != 0) {
        complain("not enough memory");
    } else {
        code = finish_publish(publish_sensitivity(&result, &options, &problem), &problem);
    }
    if (code == EXIT_DONE && !common->quiet) {
        sensitivity_summary(stdout, &result);
        code = finish_output(code);
        complain("results are in %s", common->folder);
    }
    free(indices);
    return code;
}

static int run_all(void *user, struct journal *journal)
{
    struct sensitivity *s = user;
    struct timespec start;
    int code = EXIT_DONE;
    clock_gettime(CLOCK_MONOTONIC, &start);
    s->journal = journal;
    progress_start(&s->progress, s->arguments->common.quiet);
    for (s->run = 0; code == EXIT_DONE && s->run < s->n_runs; s->run++) {
        code = reach_run(s);
    }
    progress_end(&s->progress);
    return code == EXIT_DONE ? publish_shares(s, seconds_since(start)) : code;
}

static char *join_outputs(const struct sensitivity *s)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    for (size_t i = 0; out != NULL && i < s->n_outputs; i++) {
        fprintf(out, "%zu.%zu.%d ", s->outputs[i].period, s->outputs[i].entity, (int)s->outputs[i].measure);
    }
    return out == NULL || fclose(out) != 0 ? NULL : text;
}

static int run_resumed(struct sensitivity *s)
{
    char *more = join_outputs(s);
    int code = EXIT_UNFINISHED;
    s->n_runs = sensitivity_runs(&s->inputs);
    size_t n_values = s->n_runs * s->rows * s->n_outputs;
    s->values = malloc((n_values + 1) * sizeof *s->values);
    for (size_t i = 0; s->values != NULL && i < n_values; i++) {
        s->values[i] = (double)NAN;
    }
    if (more == NULL || s->values == NULL) {
        complain("not enough memory; try fewer rows (-n)");
    } else {
        const struct resume resume = {.command = "sensitivity",
                                      .scenario = s->model->scenario,
                                      .folder = s->arguments->common.folder,
                                      .what = "futures",
                                      .seed = s->arguments->common.experiment.seed,
                                      .more = more,
                                      .quiet = s->arguments->common.quiet};
        code = resume_run(&resume, run_all, s);
    }
    free(s->values);
    free(more);
    return code;
}

static int analyse(const struct arguments *arguments, const struct model *model)
{
    struct sensitivity s = {.arguments = arguments, .model = model};
    int code = EXIT_USAGE;
    if (model_inputs_init(&s.inputs, model) != 0) {
        complain("not enough memory");
        code = EXIT_UNFINISHED;
    } else if (s.inputs.n == 0) {
        complain(
            "nothing in this scenario is uncertain but chance: give values an `uncertain`, or inflow a disturbance");
    } else if (choose_outputs(&s) == 0) {
        uint32_t rows = sensitivity_rows_for(&s.inputs, FUTURES_DEFAULT);
        rows = rows < ROWS_LEAST ? ROWS_LEAST : rows > ROWS_MOST ? ROWS_MOST : rows;
        s.rows = arguments->common.replications_given ? arguments->common.experiment.replications : rows;
        code = run_resumed(&s);
    }
    model_inputs_free(&s.inputs);
    return code;
}

static int analyse_scenario(void *context, struct model *model)
{
    return analyse(context, model);
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
    return finish_scenario(&(struct scenario_command){"sensitivity", &arguments.sources, &arguments.common.folder, analyse_scenario, &arguments});
}

const struct command command_sensitivity = {
    "sensitivity", "termijn sensitivity", "show which uncertain inputs drive which outputs", run, &argp};
