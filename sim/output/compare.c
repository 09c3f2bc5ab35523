#include "output/compare.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/diagnostics.h"
#include "experiment/interval.h"
#include "output/compare_report.h"
#include "output/csv.h"
#include "output/manifest.h"
#include "output/pictures.h"
#include "output/progress.h"
#include "output/report_files.h"
#include "output/terminal.h"

static const char *const period_names[PERIOD_KINDS] = {"opening", "month", "quarter", "year"};

/* ---- compare.csv ---- */

static void write_numbers(FILE *out, size_t n, const double values[])
{
    for (size_t i = 0; i < n; i++) {
        char text[CSV_NUMBER_SIZE];
        csv_number(values[i], text);
        fprintf(out, ",%s", text);
    }
}

static void write_row(FILE *out, const struct compare_result *result, size_t alternative, size_t cell)
{
    const struct results_layout *layout = result->run.layout;
    size_t entity = cell / MEASURE_COUNT % layout->n_entities;
    const struct results_period *period = &layout->periods[cell / MEASURE_COUNT / layout->n_entities];
    const struct measure_info *info = measure_info((enum measure)(cell % MEASURE_COUNT));
    const struct comparison_cell read = comparison_read(result->comparison, alternative, cell);
    const double numbers[] = {read.base.mean,
                              read.alternative.mean,
                              read.difference.mean,
                              read.low,
                              read.high,
                              read.difference.quantile[0],
                              read.difference.quantile[3],
                              read.difference.quantile[6],
                              read.better,
                              read.equal,
                              read.variance_reduction};
    char date[11];
    day_format(period->last, date);
    csv_write_text(out, result->names[alternative]);
    fprintf(out, ",%s,%s,%s,%s,%s", period_names[period->kind], date, layout->names[entity], info->name, info->unit);
    write_numbers(out, sizeof numbers / sizeof numbers[0], numbers);
    fputc('\n', out);
}

/* Measures that only some have: rows when there is any value to compare. */
static bool has_rows(const struct compare_result *result, size_t alternative, size_t entity, enum measure measure)
{
    const struct comparison *comparison = result->comparison;
    size_t cells = layout_cells(&comparison->layout);
    const struct results_cell *own = comparison->table.cells + alternative * cells;
    bool any = (measure_info(measure)->scope & SCOPE_SOME) == 0;
    for (size_t period = 0; !any && period < comparison->layout.n_periods; period++) {
        size_t cell = layout_cell(&comparison->layout, period, entity, measure);
        any = comparison->table.cells[cell].n > 0 || own[cell].n > 0;
    }
    return any;
}

static void write_period(FILE *out, const struct compare_result *result, size_t alternative, size_t period)
{
    const struct results_layout *layout = result->run.layout;
    for (size_t entity = 0; entity < layout->n_entities; entity++) {
        bool stands = entity != layout_pool_all(layout) || layout->n_pools > 0;
        for (int m = 0; stands && m < MEASURE_COUNT; m++) {
            if ((measure_info((enum measure)m)->scope & layout_scope(layout, entity)) != 0 &&
                has_rows(result, alternative, entity, (enum measure)m)) {
                write_row(out, result, alternative, layout_cell(layout, period, entity, (enum measure)m));
            }
        }
    }
}

void csv_write_compare(FILE *out, const struct compare_result *result)
{
    fputs("alternative,period,date,stream,measure,unit,base_mean,mean,difference,low,high,p05,p50,p95,better,equal,"
          "variance_reduction\n",
          out);
    for (size_t k = 1; k < result->comparison->n_models; k++) {
        for (size_t period = 1; period < result->run.layout->n_periods; period++) {
            write_period(out, result, k, period);
        }
    }
}

/* ---- pictures ---- */

/* $NAME_base, $NAME_own and $NAME_apart: a line a month (for stocks, and the opening date) of p05 .. p95. */
static void send_fans(struct pictures *pictures, const struct compare_result *result, size_t alternative, size_t entity,
                      enum measure measure)
{
    static const char *const parts[] = {"base", "own", "apart"};
    const struct results_layout *layout = result->run.layout;
    const char *name = measure_info(measure)->name;
    double top[3] = {0, 0, 0}, least = 0;
    size_t months = 0;
    for (size_t part = 0; part < 3; part++) {
        char block[64];
        snprintf(block, sizeof block, "%s_%s", name, parts[part]);
        gnuplot_data(&pictures->gnuplot, block);
        for (size_t p = measure_info(measure)->form == FORM_LAST ? 0 : 1; p <= layout->n_months; p++) {
            const struct comparison_cell cell =
                comparison_read(result->comparison, alternative, layout_cell(layout, p, entity, measure));
            const struct results_summary *of[] = {&cell.base, &cell.alternative, &cell.difference};
            picture_date(pictures, layout->periods[p].last);
            top[part] = picture_quantiles(pictures, of[part], top[part]);
            least = part == 2 && of[part]->quantile[0] < least ? of[part]->quantile[0] : least;
            months += part == 2 && cell.difference.n > 0;
            fputc('\n', pictures->gnuplot.pipe);
        }
        gnuplot_data_end(&pictures->gnuplot);
    }
    fprintf(pictures->gnuplot.pipe, "%s_months = %zu\n", name, months);
    const double numbers[] = {fmax(top[0], top[1]), top[2], least};
    static const char *const words[] = {"top", "most", "least"};
    for (size_t i = 0; i < 3; i++) {
        char variable[64];
        snprintf(variable, sizeof variable, "%s_%s", name, words[i]);
        picture_set(pictures, variable, numbers[i]);
    }
}

static void send_text(struct pictures *pictures, const struct compare_result *result, size_t alternative, size_t entity)
{
    const struct run_result *run = &result->run;
    const char *stream = run->layout->names[entity];
    for (size_t i = 0; i < run->scenario->n_streams; i++) {
        if (strcmp(run->scenario->streams[i].name, stream) == 0) {
            stream = run->scenario->streams[i].label;
        }
    }
    gnuplot_data(&pictures->gnuplot, "text");
    gnuplot_text(&pictures->gnuplot, entity == layout_all(run->layout) ? picture_word(pictures, PLOT_WORD_all_streams) : stream, LABEL_COLUMNS);
    gnuplot_text(&pictures->gnuplot, result->titles[0], TITLE_COLUMNS);
    gnuplot_text(&pictures->gnuplot, result->titles[alternative], TITLE_COLUMNS);
    gnuplot_data_end(&pictures->gnuplot);
    fprintf(pictures->gnuplot.pipe, "replications = %lu\nn_months = %zu\nopening = '",
            (unsigned long)result->comparison->n, run->layout->n_months);
    picture_date(pictures, run->layout->opening_date);
    fputs("'\nhorizon = '", pictures->gnuplot.pipe);
    picture_date(pictures, run->layout->horizon);
    fputs("'\n", pictures->gnuplot.pipe);
}

static int send_page(struct pictures *pictures, const struct compare_result *result, size_t alternative, size_t entity,
                     struct problem *problem)
{
    static const enum measure measures[] = {MEASURE_OPEN, MEASURE_TIMELINESS, MEASURE_PENALTY_ACCRUED};
    char figure[300], tail[24] = "";
    if (result->comparison->n_models > 2) {
        snprintf(tail, sizeof tail, "_%zu", alternative);
    }
    snprintf(figure, sizeof figure, "%s%s", result->run.layout->names[entity], tail);
    send_text(pictures, result, alternative, entity);
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        send_fans(pictures, result, alternative, entity, measures[i]);
    }
    return picture_script(pictures, "compare.gp", figure, problem);
}

static int send_all(struct pictures *pictures, const void *data, struct problem *problem)
{
    const struct compare_result *result = data;
    int status = 0;
    for (size_t k = 1; k < result->comparison->n_models; k++) {
        for (size_t entity = 0; status == 0 && entity <= layout_all(result->run.layout); entity++) {
            if (picture_name_is_plain(result->run.layout->names[entity])) {
                status = send_page(pictures, result, k, entity, problem);
            }
        }
    }
    return status;
}

int compare_draw(const struct compare_result *result, struct folder *folder, struct problem *problem)
{
    return pictures_draw(folder, result->run.language, send_all, result, problem);
}

/* ---- the summary ---- */

static void print_cell(FILE *out, const struct comparison_cell *cell, double unit, const char *label)
{
    const double values[] = {cell->base.mean, cell->alternative.mean, cell->difference.mean, cell->low, cell->high};
    print_padded(out, label, 25);
    for (size_t i = 0; i < 5; i++) {
        char text[COUNT_SIZE];
        if (unit < 1 && isfinite(values[i])) {
            snprintf(text, sizeof text, "%.1f%%", values[i] / unit);
        } else {
            count_text(values[i] / unit, text);
        }
        fprintf(out, " %9s", text);
    }
    if (isfinite(cell->better)) {
        fprintf(out, " %3.0f%%\n", 100 * cell->better);
    } else {
        fputs("    -\n", out);
    }
}

/* An alternative's values of a period. */
struct period_of {
    size_t alternative, period;
};

static const enum measure shown[] = {MEASURE_OPEN, MEASURE_TIMELINESS, MEASURE_PENALTY_ACCRUED};
enum { SHOWN = sizeof shown / sizeof shown[0] };

static bool differs(const struct comparison_cell *cell)
{
    return cell->difference.n > 0 && !(cell->equal >= 1);
}

/* What the table has of an alternative. */
struct differences {
    bool any, without; /* without: one had no interval */
};

static void print_measure(FILE *out, const struct compare_result *result, const struct period_of *at, enum measure measure)
{
    const struct results_layout *layout = result->run.layout;
    for (size_t entity = 0; entity <= layout_all(layout); entity++) {
        struct comparison_cell cell =
            comparison_read(result->comparison, at->alternative, layout_cell(layout, at->period, entity, measure));
        char label[300];
        snprintf(label, sizeof label, "%s %s", layout->names[entity], measure_info(measure)->name);
        if (differs(&cell)) {
            print_cell(out, &cell, measure == MEASURE_TIMELINESS ? 0.01 : 1, label);
        }
    }
}

static struct differences look(const struct compare_result *result, const struct period_of *at)
{
    const struct results_layout *layout = result->run.layout;
    struct differences found = {false, false};
    for (size_t i = 0; i < SHOWN * (layout_all(layout) + 1); i++) {
        size_t entity = i / SHOWN;
        struct comparison_cell cell =
            comparison_read(result->comparison, at->alternative, layout_cell(layout, at->period, entity, shown[i % SHOWN]));
        if (differs(&cell)) {
            found.any = true;
            found.without |= isnan(cell.low) && cell.difference.n > 1;
        }
    }
    return found;
}

static struct differences print_alternative(FILE *out, const struct compare_result *result, const struct period_of *at)
{
    struct differences found = look(result, at);
    int year = date_from_day(result->run.layout->periods[at->period].last).year;
    char heading[32];
    fputs("\n", out);
    text_print_visible(result->titles[at->alternative], out);
    fputc('\n', out);
    if (!found.any) {
        fprintf(out, "Nothing differs in %d: open cases, timeliness and penalties are the base's.\n", year);
        return found;
    }
    snprintf(heading, sizeof heading, "%d", year);
    print_padded(out, heading, 25);
    fprintf(out, " %9s %9s %9s %9s %9s %4s\n", "base", "this", "more", "95% from", "to", "won");
    for (size_t i = 0; i < SHOWN; i++) {
        print_measure(out, result, at, shown[i]);
    }
    return found;
}

void compare_summary(FILE *out, const struct compare_result *result)
{
    char took[DURATION_SIZE];
    const struct results_layout *layout = result->run.layout;
    struct differences all = {false, false};
    duration_text(result->run.seconds, took);
    text_print_visible(result->titles[0], out);
    fprintf(out, "\ncompared in %lu pairs of simulated futures (%s); what is the same is left out\n",
            (unsigned long)result->comparison->n, took);
    for (size_t k = 1; k < result->comparison->n_models; k++) {
        struct differences found = print_alternative(out, result, &(struct period_of){k, layout->n_periods - 1});
        all.any |= found.any;
        all.without |= found.without;
    }
    if (all.any) {
        fputs("\nbase, this: means; a few dear futures may lift them far above run's medians;\n"
              "more: this - base, with the 95% interval of the mean;\n"
              "won: share of the futures in which this is better.\n"
              "The last year alone; compare.csv and the report have the others.\n",
              out);
    }
    if (all.without) {
        fprintf(out, "No interval where fewer than %d futures differ, or all by the same.\n", INTERVAL_LEAST);
    }
}

/* ---- the folder ---- */

static void write_compare(FILE *out, const void *result)
{
    csv_write_compare(out, result);
}

static int write_report(const void *data, struct folder *folder, struct problem *problem)
{
    const struct compare_result *result = data;
    json_t *report = compare_report_data(result, folder->files, folder->n_files);
    return report_publish(folder, report, result->run.language, problem);
}

static int draw(const void *result, struct folder *folder, struct problem *problem)
{
    return compare_draw(result, folder, problem);
}

static json_t *make_manifest(const void *data, const struct folder_file *outputs, size_t n_outputs)
{
    const struct compare_result *result = data;
    return manifest_object(&result->run, outputs, n_outputs);
}

enum publish_status publish_compare(const struct compare_result *result, const struct publish_options *options,
                                    struct problem *problem)
{
    static const struct publication_table tables[] = {{"compare.csv", write_compare}};
    const struct publication publication = {1, tables, write_report, draw, make_manifest, result};
    return publish(&publication, options, problem);
}
