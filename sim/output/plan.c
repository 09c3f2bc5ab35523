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
        csv_write_text(out, result->levers[i]);
    }
    fputs(",cost,probability,low,high,replications\n", out);
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
        fprintf(out, ",%lld\n", (long long)point->n);
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
    gnuplot_data(&pictures->gnuplot, "text");
    gnuplot_text(&pictures->gnuplot, scenario->title, TITLE_COLUMNS);
    gnuplot_text(&pictures->gnuplot, scenario->n_targets == 1 ? scenario->targets[0].text : picture_word(pictures, PLOT_WORD_plan_targets),
                 TITLE_COLUMNS);
    gnuplot_text(&pictures->gnuplot, result->levers[0], LABEL_COLUMNS);
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
    text_print_visible(result->before[lever], out);
    fprintf(out, "%.6g", value);
    text_print_visible(result->after[lever], out);
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
        fputc('\n', out);
    }
}

static void print_points(FILE *out, const struct plan_result *result)
{
    for (size_t p = 0; p < result->n_points; p++) {
        const struct plan_point *point = &result->points[p];
        struct interval interval = share_interval(point->share, point->effective);
        if (point->kind < KIND_ANSWER) {
            continue;
        }
        if (point->kind == KIND_BEST) {
            print_values(out, result, point->values);
        }
        if (point->kind != KIND_CHECK && isfinite(point->cost)) {
            fprintf(out, "  cost %.6g\n", point->cost);
        }
        fprintf(out, "  %s %lld futures: met in %.1f%% (%.1f to %.1f%%)\n",
                point->kind == KIND_CHECK ? "checked on other" : "in the search's", (long long)point->n,
                100 * point->share, 100 * interval.low, 100 * interval.high);
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
    if (result->end == PLAN_FOUND && !result->precise) {
        fputs("Warning: the interval is wider than the tolerance; more futures (-n) narrow it.\n", out);
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
