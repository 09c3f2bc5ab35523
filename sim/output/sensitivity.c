#include "output/sensitivity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/diagnostics.h"
#include "output/csv.h"
#include "output/manifest.h"
#include "output/pictures.h"
#include "output/progress.h"
#include "output/terminal.h"

static const char *const group_names[INPUT_GROUPS] = {"inflow", "staff", "behaviour"};
enum { BARS_MOST = 15, LINES_MOST = 10 };

/* ---- the indices ---- */

size_t sensitivity_indices(const struct model_inputs *inputs)
{
    return inputs->n + INPUT_GROUPS + 1;
}

/* The run that belongs to an index: inputs, groups and chance follow A and B in this order. */
static size_t run_of_index(size_t index)
{
    return 2 + index;
}

static double value_at(const struct sensitivity_result *result, size_t run, size_t row, size_t output)
{
    return result->values[(run * result->run.replications + row) * result->n_outputs + output];
}

static void copy_column(const struct sensitivity_result *result, size_t run, size_t output, double column[])
{
    for (size_t row = 0; row < result->run.replications; row++) {
        column[row] = value_at(result, run, row, output);
    }
}

int sensitivity_compute(const struct sensitivity_result *result, struct sobol_index *indices)
{
    size_t n = result->run.replications, per_output = sensitivity_indices(result->inputs);
    double *columns = malloc((3 * n + 1) * sizeof *columns);
    int status = columns == NULL ? -1 : 0;
    for (size_t o = 0; status == 0 && o < result->n_outputs; o++) {
        copy_column(result, 0, o, columns);
        copy_column(result, 1, o, columns + n);
        for (size_t i = 0; status == 0 && i < per_output; i++) {
            copy_column(result, run_of_index(i), o, columns + 2 * n);
            const struct sobol_rows rows = {n, columns, columns + n, columns + 2 * n};
            status = sobol_index(&rows, result->run.seed, &indices[o * per_output + i]);
        }
    }
    free(columns);
    return status;
}

static const struct sobol_index *index_at(const struct sensitivity_result *result, size_t output, size_t i)
{
    return &result->indices[output * sensitivity_indices(result->inputs) + i];
}

static double mean_of(const struct sensitivity_result *result, size_t run, size_t output)
{
    double sum = 0, n = 0;
    for (size_t row = 0; row < result->run.replications; row++) {
        double value = value_at(result, run, row, output);
        sum += isfinite(value) ? value : 0;
        n += isfinite(value);
    }
    return n > 0 ? sum / n : (double)NAN;
}

/* Over the futures of the tornado their mean difference from A, on top of A's mean over all. */
static double shifted_mean(const struct sensitivity_result *result, size_t run, size_t output)
{
    double sum = 0, n = 0;
    for (size_t row = 0; row < result->run.replications; row++) {
        double difference = value_at(result, run, row, output) - value_at(result, 0, row, output);
        sum += isfinite(difference) ? difference : 0;
        n += isfinite(difference);
    }
    return n > 0 ? mean_of(result, 0, output) + sum / n : (double)NAN;
}

/* The mean output with the input at its 5 % or 95 % point; NaN for one that is no single number. */
static double mean_at(const struct sensitivity_result *result, enum sensitivity_kind kind, size_t input, size_t output)
{
    if (input >= result->inputs->n || !result->inputs->items[input].single) {
        return (double)NAN;
    }
    return shifted_mean(result, sensitivity_find(result->inputs, kind, input), output);
}

static const char *index_name(const struct sensitivity_result *result, size_t i)
{
    size_t n = result->inputs->n;
    return i < n ? result->inputs->items[i].name : i < n + INPUT_GROUPS ? group_names[i - n] : "chance";
}

/* ---- sensitivity.csv ---- */

static void write_row(FILE *out, const struct sensitivity_result *result, size_t output, size_t i)
{
    const struct sensitivity_output *of = &result->outputs[output];
    const struct results_layout *layout = result->run.layout;
    const struct sobol_index *index = index_at(result, output, i);
    const double numbers[] = {index->first,
                              index->first_interval.low,
                              index->first_interval.high,
                              index->total,
                              index->total_interval.low,
                              index->total_interval.high,
                              mean_at(result, RUN_LOW, i, output),
                              mean_at(result, RUN_HIGH, i, output),
                              mean_of(result, 0, output)};
    size_t n = result->inputs->n;
    char date[11];
    day_format(layout->periods[of->period].last, date);
    fprintf(out, "%s,%s,%s,%s,", date, layout->names[of->entity], measure_info(of->measure)->name,
            i < n                  ? "input"
            : i < n + INPUT_GROUPS ? "group"
                                   : "chance");
    csv_write_text(out, index_name(result, i));
    fprintf(out, ",%s", i < n ? group_names[result->inputs->items[i].group] : "");
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        char text[CSV_NUMBER_SIZE];
        csv_number(numbers[k], text);
        fprintf(out, ",%s", text);
    }
    fputc('\n', out);
}

static void write_table(FILE *out, const void *data)
{
    const struct sensitivity_result *result = data;
    fputs("date,stream,measure,kind,input,group,first,first_low,first_high,total,total_low,total_high,mean_at_p05,"
          "mean_at_p95,mean\n",
          out);
    for (size_t o = 0; o < result->n_outputs; o++) {
        for (size_t i = 0; i < sensitivity_indices(result->inputs); i++) {
            write_row(out, result, o, i);
        }
    }
}

/* ---- what matters most ---- */

/* Inputs by total index, the largest first; `order` has room for all. */
static void rank_inputs(const struct sensitivity_result *result, size_t output, size_t order[])
{
    for (size_t i = 0; i < result->inputs->n; i++) {
        size_t k = i;
        double total = index_at(result, output, i)->total;
        while (k > 0 && total > index_at(result, output, order[k - 1])->total) {
            order[k] = order[k - 1];
            k--;
        }
        order[k] = i;
    }
}

/* ---- pictures ---- */

/* The mean output, 0 for one that never has a value. */
static double centre_of(const struct sensitivity_result *result, size_t output)
{
    const double mean = mean_of(result, 0, output);
    return isfinite(mean) ? mean : 0;
}

static void send_bars(struct pictures *pictures, const struct sensitivity_result *result, size_t output,
                      const size_t order[], size_t n)
{
    gnuplot_data(&pictures->gnuplot, "names");
    for (size_t k = 0; k < n; k++) {
        gnuplot_text(&pictures->gnuplot, result->inputs->items[order[k]].name, 44);
    }
    gnuplot_text(&pictures->gnuplot, picture_word(pictures, PLOT_WORD_chance), 44);
    gnuplot_data_end(&pictures->gnuplot);
    const double centre = centre_of(result, output);
    gnuplot_data(&pictures->gnuplot, "bars");
    for (size_t k = 0; k <= n; k++) {
        size_t i = k < n ? order[k] : result->inputs->n + INPUT_GROUPS;
        const struct sobol_index *index = index_at(result, output, i);
        const double low = mean_at(result, RUN_LOW, i, output), high = mean_at(result, RUN_HIGH, i, output);
        const double numbers[] = {index->first,
                                  index->total,
                                  index->total_interval.low,
                                  index->total_interval.high,
                                  isnan(low) ? centre : low, /* a bar of no width */
                                  isnan(high) ? centre : high};
        for (size_t c = 0; c < sizeof numbers / sizeof numbers[0]; c++) {
            picture_number(pictures, numbers[c]);
        }
        fputc('\n', pictures->gnuplot.pipe);
    }
    gnuplot_data_end(&pictures->gnuplot);
}

static int send_page(struct pictures *pictures, const struct sensitivity_result *result, size_t output,
                     struct problem *problem)
{
    const struct sensitivity_output *of = &result->outputs[output];
    const enum report_language language = result->run.language;
    size_t *order = calloc(result->inputs->n + 1, sizeof *order);
    char title[300], figure[64], date[11];
    if (order == NULL) {
        return problem_set(problem, "no plots: not enough memory");
    }
    rank_inputs(result, output, order);
    size_t n = result->inputs->n < BARS_MOST ? result->inputs->n : BARS_MOST;
    day_format(result->run.layout->periods[of->period].last, date);
    const char *const parts[] = {report_measure_label(language, measure_info(of->measure)->name), result->run.layout->names[of->entity], date};
    plot_sentence(language, PLOT_WORD_tornado_title, sizeof title, title, parts);
    snprintf(figure, sizeof figure, "sensitivity_%zu", output + 1);
    gnuplot_data(&pictures->gnuplot, "text");
    gnuplot_text(&pictures->gnuplot, title, LABEL_COLUMNS);
    gnuplot_text(&pictures->gnuplot, result->run.scenario->title, TITLE_COLUMNS);
    gnuplot_data_end(&pictures->gnuplot);
    send_bars(pictures, result, output, order, n);
    free(order);
    picture_set(pictures, "bars", (double)(n + 1));
    picture_set(pictures, "centre", centre_of(result, output));
    picture_set(pictures, "rows", (double)result->run.replications);
    picture_unit(pictures, measure_info(of->measure)->unit);
    return picture_script(pictures, "sensitivity.gp", figure, problem);
}

static int send_all(struct pictures *pictures, const void *data, struct problem *problem)
{
    const struct sensitivity_result *result = data;
    int status = 0;
    for (size_t o = 0; status == 0 && o < result->n_outputs; o++) {
        status = send_page(pictures, result, o, problem);
    }
    return status;
}

static int draw(const void *data, struct folder *folder, struct problem *problem)
{
    const struct sensitivity_result *result = data;
    return pictures_draw(folder, result->run.language, send_all, result, problem);
}

/* ---- the summary ---- */

/* A share as it is read: an estimate may pass 1. */
static double percent(double share)
{
    return 100 * fmin(share, 1);
}

static bool is_empty_group(const struct model_inputs *inputs, size_t i)
{
    return i >= inputs->n && i < inputs->n + INPUT_GROUPS && inputs->first[i - inputs->n] == inputs->first[i - inputs->n + 1];
}

static void print_line(FILE *out, const struct sensitivity_result *result, size_t output, size_t i)
{
    const struct sobol_index *index = index_at(result, output, i);
    fputs("  ", out);
    print_padded(out, index_name(result, i), 40);
    if (is_empty_group(result->inputs, i)) {
        fputs("    -     - (nothing uncertain)\n", out);
    } else if (isfinite(index->first)) {
        fprintf(out, " %4.0f%% %4.0f%% (%.0f to %.0f%%)\n", percent(index->first), percent(index->total), percent(index->total_interval.low),
                percent(index->total_interval.high));
    } else {
        fputs("    -     -\n", out);
    }
}

static void print_output(FILE *out, const struct sensitivity_result *result, size_t output, size_t order[])
{
    const struct sensitivity_output *of = &result->outputs[output];
    size_t n = result->inputs->n;
    double rest = 1;
    char date[11];
    day_format(result->run.layout->periods[of->period].last, date);
    fprintf(out, "\n%s of %s, %s\n", measure_info(of->measure)->name, result->run.layout->names[of->entity], date);
    fprintf(out, "  %-40s alone total (95%% interval)\n", "share of the variance");
    for (size_t i = n; i < sensitivity_indices(result->inputs); i++) {
        print_line(out, result, output, i);
        rest -= index_at(result, output, i)->first;
    }
    if (isfinite(rest)) {
        fprintf(out, "  %-40s %4.0f%%\n", "together only, and error of the estimates", 100 * rest);
    }
    rank_inputs(result, output, order);
    for (size_t k = 0; k < n && k < LINES_MOST; k++) {
        if (index_at(result, output, order[k])->total > 0.005) {
            print_line(out, result, output, order[k]);
        }
    }
}

/* Which groups have no part, and which input is what where names are alike. */
static void print_notes(FILE *out, const struct model_inputs *inputs)
{
    bool months = false, none = false;
    for (size_t g = 0; g < INPUT_GROUPS; g++) {
        if (is_empty_group(inputs, inputs->n + g)) {
            fprintf(out, "%s%s", none ? ", " : "Not uncertain in this scenario: ", group_names[g]);
            none = true;
        }
    }
    fputs(none ? ".\nWhat is not uncertain cannot matter here, however much it does otherwise.\n" : "", out);
    for (size_t i = 0; i < inputs->n; i++) {
        const char *name = inputs->items[i].name;
        months = months || (strncmp(name, "factors.", strlen("factors.")) == 0 && !inputs->items[i].single);
    }
    fputs(months ? "factors.NAME moves uncertain values, once a future; 'factors.NAME by month'\nmoves the monthly disturbances of inflow.\n" : "", out);
}

void sensitivity_summary(FILE *out, const struct sensitivity_result *result)
{
    size_t *order = calloc(result->inputs->n + 1, sizeof *order);
    char took[DURATION_SIZE];
    duration_text(result->run.seconds, took);
    text_print_visible(result->run.scenario->title, out);
    fprintf(out, "\n%zu uncertain %s, %lu rows, %llu futures (%s)\n", result->inputs->n, result->inputs->n == 1 ? "input" : "inputs", (unsigned long)result->run.replications,
            (unsigned long long)sensitivity_futures(result->inputs, result->run.replications), took);
    print_notes(out, result->inputs);
    for (size_t o = 0; order != NULL && o < result->n_outputs; o++) {
        print_output(out, result, o, order);
    }
    free(order);
}

/* ---- the folder ---- */

static json_t *make_manifest(const void *data, const struct folder_file *outputs, size_t n_outputs)
{
    const struct sensitivity_result *result = data;
    return manifest_object(&result->run, outputs, n_outputs);
}

enum publish_status publish_sensitivity(const struct sensitivity_result *result, const struct publish_options *options,
                                        struct problem *problem)
{
    static const struct publication_table tables[] = {{"sensitivity.csv", write_table}};
    const struct publication publication = {1, tables, NULL, draw, make_manifest, result};
    return publish(&publication, options, problem);
}
