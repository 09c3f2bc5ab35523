#include "output/plan.h"

#include <math.h>
#include <string.h>

#include "base/diagnostics.h"
#include "experiment/interval.h"
#include "output/csv.h"
#include "output/json.h"
#include "output/manifest.h"
#include "output/pictures.h"
#include "output/progress.h"
#include "output/terminal.h"
#include "output/varied.h"

static const char *const kind_names[] = {"curve", "mix", "answer", "best", "check"};

/* ---- plan.csv ---- */

static void write_number(FILE *out, double value)
{
    char text[CSV_NUMBER_SIZE];
    csv_number(value, text);
    fprintf(out, ",%s", text);
}

static void write_table(FILE *out, const void *data)
{
    const struct plan_result *result = data;
    fputs("kind", out);
    for (size_t i = 0; i < result->n_levers; i++) {
        fputc(',', out);
        varied_heading(out, result->levers[i], result->added[i]);
    }
    fputs(",cost,probability,low,high,replications,effective\n", out);
    for (size_t p = 0; p < result->n_points; p++) {
        const struct plan_point *point = &result->points[p];
        struct interval interval = share_interval(point->share, point->effective);
        fputs(kind_names[point->kind], out);
        for (size_t i = 0; i < result->n_levers; i++) {
            write_number(out, point->values[i]);
        }
        write_number(out, point->cost);
        write_number(out, point->share);
        write_number(out, interval.low);
        write_number(out, interval.high);
        fprintf(out, ",%lld", (long long)point->n);
        write_number(out, point->effective);
        fputc('\n', out);
    }
}

/* ---- the picture ---- */

/* $curve: the lever (or the first of them), the cost, probability, low, high. */
static void send_curve(struct pictures *pictures, const struct plan_result *result)
{
    gnuplot_data(&pictures->gnuplot, "curve");
    for (size_t p = 0; p < result->n_points; p++) {
        const struct plan_point *point = &result->points[p];
        if (point->kind != KIND_CURVE) {
            continue;
        }
        struct interval interval = share_interval(point->share, point->effective);
        const double numbers[] = {point->values[0], point->cost, point->share, interval.low, interval.high};
        for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
            picture_number(pictures, numbers[i]);
        }
        fputc('\n', pictures->gnuplot.pipe);
    }
    gnuplot_data_end(&pictures->gnuplot);
}

static int send_picture(struct pictures *pictures, const void *data, struct problem *problem)
{
    const struct plan_result *result = data;
    const struct scenario *scenario = result->run.scenario;
    char label[VARIED_SIZE];
    varied_label(pictures->style.language, result->levers[0], result->added[0], label);
    gnuplot_data(&pictures->gnuplot, "text");
    gnuplot_text(&pictures->gnuplot, scenario->title, TITLE_COLUMNS);
    gnuplot_text(&pictures->gnuplot, scenario->n_targets == 1 ? scenario->targets[0].text : picture_word(pictures, PLOT_WORD_plan_targets),
                 TITLE_COLUMNS);
    gnuplot_text(&pictures->gnuplot, label, LABEL_COLUMNS);
    gnuplot_text(&pictures->gnuplot, result->after[0] + strspn(result->after[0], " "), 20);
    gnuplot_data_end(&pictures->gnuplot);
    send_curve(pictures, result);
    picture_set(pictures, "wanted", result->probability);
    picture_set(pictures, "answer", result->answer != NULL ? result->answer[0] : (double)NAN);
    picture_set(pictures, "answer_low", result->answer != NULL ? result->low[0] : (double)NAN);
    picture_set(pictures, "answer_high", result->answer != NULL ? result->high[0] : (double)NAN);
    picture_set(pictures, "levers", (double)result->n_levers);
    picture_set(pictures, "costs", result->costs);
    return picture_script(pictures, "plan.gp", "plan", problem);
}

static int draw(const void *data, struct folder *folder, struct problem *problem)
{
    const struct plan_result *result = data;
    return pictures_draw(folder, result->run.language, send_picture, result, problem);
}

/* ---- the answer in words ---- */

static void print_value(FILE *out, const struct plan_result *result, size_t lever, double value)
{
    varied_print(out, (struct varied_unit){result->before[lever], result->after[lever], result->added[lever]}, value);
}

/* "    12 fte becomes 12.7 fte", for what is added to one value. */
static void print_level(FILE *out, const struct plan_result *result, size_t lever, double value)
{
    const struct varied_unit unit = {result->before[lever], result->after[lever], false};
    if (!result->added[lever] || isnan(result->level[lever])) {
        return;
    }
    fputs("\n    ", out);
    varied_print(out, unit, result->level[lever]);
    fputs(" becomes ", out);
    varied_print(out, unit, result->level[lever] + value);
}

static void print_values(FILE *out, const struct plan_result *result, const double values[])
{
    for (size_t i = 0; i < result->n_levers; i++) {
        fputs("  ", out);
        text_print_visible(result->levers[i], out);
        fputs(" = ", out);
        print_value(out, result, i, values[i]);
        if (result->end == PLAN_FOUND) {
            fputs("\n    95% interval ", out);
            print_value(out, result, i, result->low[i]);
            fputs(" to ", out);
            print_value(out, result, i, result->high[i]);
        }
        print_level(out, result, i, values[i]);
        fputc('\n', out);
    }
}

/* A share that outlooks have corrected is no share of the futures, and surer than one of so many would be. */
static void print_share(FILE *out, const struct plan_point *point)
{
    const struct interval interval = share_interval(point->share, point->effective);
    const bool corrected = point->effective > 1.005 * (double)point->n;
    char like[COUNT_SIZE];
    count_text(point->effective, like);
    fprintf(out, "  %s %lld futures: %s %.1f%% (%.1f to %.1f%%)%s\n", point->kind == KIND_CHECK ? "checked on other" : "in the search's",
            (long long)point->n, corrected ? "estimated" : "met in", 100 * point->share, 100 * interval.low, 100 * interval.high,
            corrected ? "," : "");
    if (corrected) {
        fprintf(out, "    corrected by what the inputs explain, as sure as %s futures without\n", like);
    }
}

static void print_points(FILE *out, const struct plan_result *result)
{
    for (size_t p = 0; p < result->n_points; p++) {
        const struct plan_point *point = &result->points[p];
        if (point->kind < KIND_ANSWER) {
            continue;
        }
        if (point->kind == KIND_BEST) {
            print_values(out, result, point->values);
        }
        if (point->kind != KIND_CHECK && isfinite(point->cost)) {
            fprintf(out, "  cost %.6g\n", point->cost);
        }
        print_share(out, point);
    }
}

static void print_warnings(FILE *out, const struct plan_result *result)
{
    if (result->no_effect) {
        fputs("Warning: within this range the lever changes nothing about the targets.\n", out);
    }
    if (result->reversed) {
        fputs("More of the lever makes the targets harder to meet: the largest value is sought.\n", out);
    }
    if (result->not_monotone) {
        fprintf(out,
                "Warning: more does not always help: in %.0f%% of the comparisons it turned targets met into\n"
                "missed. The answer is one place where the probability passes; see plan.csv for others.\n",
                100 * result->reversals);
    }
    if (result->end == PLAN_FOUND && !result->precise && result->wider == NULL) {
        fputs("Warning: the interval is wider than the tolerance; more futures (-n) narrow it.\n", out);
    } else if (result->end == PLAN_FOUND && !result->precise) {
        char enough[COUNT_SIZE];
        count_text(result->enough, enough);
        fprintf(out, "Warning: the interval is wider than the tolerance: that takes some %s\nfutures (-n), or --tolerance %s.\n", enough, result->wider);
    }
}

void plan_summary(FILE *out, const struct plan_result *result)
{
    static const char *const ends[] = {[PLAN_FOUND] = "The smallest that meets",
                                       [PLAN_LOW_SUFFICES] = "Already the low end of the range meets",
                                       [PLAN_NONE_SUFFICES] = "No value in the range meets",
                                       [PLAN_UNDECIDED] = "It stays open whether the range reaches"};
    char took[DURATION_SIZE];
    const struct scenario *scenario = result->run.scenario;
    duration_text(result->run.seconds, took);
    text_print_visible(scenario->title, out);
    fprintf(out, "\n\n%s\n", ends[result->end]);
    for (size_t i = 0; i < scenario->n_targets; i++) {
        fputs("  ", out);
        text_print_visible(scenario->targets[i].text, out);
        fputc('\n', out);
    }
    fprintf(out, "with a probability of %g%%%s\n", 100 * result->probability,
            result->end == PLAN_FOUND || result->end == PLAN_LOW_SUFFICES ? ":" : "; the best is:");
    if (result->answer != NULL) {
        print_values(out, result, result->answer);
    }
    print_points(out, result);
    print_warnings(out, result);
    fprintf(out, "%llu futures simulated (%s)\n", (unsigned long long)result->runs, took);
}

/* ---- the folder ---- */

static json_t *make_manifest(const void *data, const struct folder_file *outputs, size_t n_outputs)
{
    const struct plan_result *result = data;
    const struct scenario *scenario = result->run.scenario;
    struct json_builder builder = {0};
    json_t *root = manifest_object(&result->run, outputs, n_outputs);
    json_t *targets = json_put(&builder, root, "targets", json_array());
    for (size_t i = 0; i < scenario->n_targets; i++) {
        json_push(&builder, targets, json_text(scenario->targets[i].text));
    }
    json_put(&builder, root, "probability", json_number(result->probability));
    json_put(&builder, root, "answer_low", json_number(result->answer != NULL ? result->low[0] : (double)NAN));
    json_put(&builder, root, "answer_high", json_number(result->answer != NULL ? result->high[0] : (double)NAN));
    if (builder.failed) {
        json_decref(root);
        return NULL;
    }
    return root;
}

enum publish_status publish_plan(const struct plan_result *result, const struct publish_options *options,
                                 struct problem *problem)
{
    static const struct publication_table tables[] = {{"plan.csv", write_table}};
    const struct publication publication = {1, tables, NULL, draw, make_manifest, result};
    return publish(&publication, options, problem);
}
