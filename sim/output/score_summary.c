#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output/csv.h"
#include "output/score.h"
#include "output/terminal.h"

enum { NUMBER_COLUMNS = 9, STREAM_COLUMNS = 18, MEASURE_COLUMNS = 15 };

static const char *text_of(const struct score *score, const struct scored_figure *figure, int column)
{
    return csv_table_text(&score->published, figure->row, column);
}

static const char *unit_of(const struct score *score, const struct scored_figure *figure)
{
    return csv_table_text(&score->forecast, figure->forecast_row, csv_table_column(&score->forecast, "unit"));
}

static void print_value(FILE *out, const char *unit, double value)
{
    char text[COUNT_SIZE];
    if (strcmp(unit, "share") == 0 && isfinite(value)) {
        snprintf(text, sizeof text, "%.1f%%", 100 * value);
    } else {
        count_text(value, text);
    }
    fprintf(out, " %*s", NUMBER_COLUMNS, text);
}

/* ---- by measure ---- */

struct sums {
    size_t n, held[3]; /* by the bands of 50, 80 and 90% */
    double off, score, before;
};

static void add_figure(struct sums *sums, const struct scored_figure *figure)
{
    const int band = score_band(figure);
    sums->n++;
    sums->held[0] += band <= 50;
    sums->held[1] += band <= 80;
    sums->held[2] += band <= 90;
    sums->off += fabs(figure->published - figure->quantile[SCORE_P50]);
    sums->score += figure->score;
    sums->before += fabs(figure->published - figure->before);
}

static void print_sums(FILE *out, const char *name, const struct sums *sums, const char *unit)
{
    print_padded(out, name, MEASURE_COLUMNS);
    fprintf(out, " %7zu", sums->n);
    for (int i = 0; i < 3; i++) {
        fprintf(out, " %7.0f%%", 100.0 * (double)sums->held[i] / (double)sums->n);
    }
    if (unit != NULL) {
        print_value(out, unit, sums->off / (double)sums->n);
        print_value(out, unit, sums->score / (double)sums->n);
        print_value(out, unit, sums->before / (double)sums->n);
    }
    fputc('\n', out);
}

static bool is_first_of_measure(const struct score *score, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (strcmp(text_of(score, &score->figures[k], score->measure), text_of(score, &score->figures[i], score->measure)) == 0) {
            return false;
        }
    }
    return true;
}

static void print_measures(FILE *out, const struct score *score)
{
    struct sums all = {0};
    fprintf(out, "\n%-*s %7s %8s %8s %8s %*s %*s %*s\n", MEASURE_COLUMNS, "measure", "figures", "in 50%", "in 80%", "in 90%", NUMBER_COLUMNS, "off by", NUMBER_COLUMNS,
            "score", NUMBER_COLUMNS, "before");
    for (size_t i = 0; i < score->n; i++) {
        const char *measure = text_of(score, &score->figures[i], score->measure);
        struct sums sums = {0};
        add_figure(&all, &score->figures[i]);
        if (!is_first_of_measure(score, i)) {
            continue;
        }
        for (size_t k = i; k < score->n; k++) {
            if (strcmp(text_of(score, &score->figures[k], score->measure), measure) == 0) {
                add_figure(&sums, &score->figures[k]);
            }
        }
        print_sums(out, measure, &sums, unit_of(score, &score->figures[i]));
    }
    print_sums(out, "all", &all, NULL);
    fputs("\nIn 50, 80, 90%: how many figures lie in those bands. Off by: mean distance from\n"
          "the median. Score: weighted interval score, lower is better. Before: that of the\n"
          "last figure before the forecast, taken as it stands; - where one has none.\n",
          out);
}

/* ---- figure by figure ---- */

static const char *place_of(const struct scored_figure *figure)
{
    switch (score_band(figure)) {
    case 50: return "50%";
    case 80: return "80%";
    case 90: return "90%";
    default: return figure->published < figure->quantile[SCORE_P05] ? "below" : "above";
    }
}

static void print_figures(FILE *out, const struct score *score)
{
    const char *date = "", *period = "";
    for (size_t i = 0; i < score->n; i++) {
        const struct scored_figure *figure = &score->figures[i];
        const char *unit = unit_of(score, figure);
        if (strcmp(date, text_of(score, figure, score->date)) != 0 || strcmp(period, text_of(score, figure, score->period)) != 0) {
            date = text_of(score, figure, score->date);
            period = text_of(score, figure, score->period);
            fprintf(out, "\n%s to %s %*s %*s %*s %*s\n", period, date, STREAM_COLUMNS + MEASURE_COLUMNS - 14 - (int)strlen(period) + NUMBER_COLUMNS, "published",
                    NUMBER_COLUMNS, "median", NUMBER_COLUMNS, "5%", NUMBER_COLUMNS, "95%");
        }
        print_padded(out, text_of(score, figure, score->stream), STREAM_COLUMNS);
        print_padded(out, text_of(score, figure, score->measure), MEASURE_COLUMNS);
        print_value(out, unit, figure->published);
        print_value(out, unit, figure->quantile[SCORE_P50]);
        print_value(out, unit, figure->quantile[SCORE_P05]);
        print_value(out, unit, figure->quantile[SCORE_P95]);
        fprintf(out, " %s\n", place_of(figure));
    }
}

void score_print(FILE *out, const struct score *score)
{
    fprintf(out, "%zu published %s after %s", score->n, score->n == 1 ? "figure" : "figures", score->opening);
    fprintf(out, score->n_unknown + score->n_later > 0 ? ";\n" : "\n");
    if (score->n_unknown + score->n_later > 0) {
        fprintf(out, "left out: %zu of what the forecast does not hold, %zu after %s\n", score->n_unknown, score->n_later, score->last);
    }
    if (score->n > 0) {
        print_measures(out, score);
        print_figures(out, score);
    }
}

/* ---- as a table ---- */

static void write_number(FILE *out, double value)
{
    char text[CSV_NUMBER_SIZE];
    csv_number(value, text);
    fprintf(out, ",%s", text);
}

static void write_rows(FILE *out, const struct score *score)
{
    fputs("period,date,stream,measure,unit,published,p05,p10,p25,p50,p75,p90,p95,band,score,before\n", out);
    for (size_t i = 0; i < score->n; i++) {
        const struct scored_figure *figure = &score->figures[i];
        const int columns[] = {score->period, score->date, score->stream, score->measure};
        for (int c = 0; c < 4; c++) {
            csv_write_text(out, text_of(score, figure, columns[c]));
            fputc(',', out);
        }
        csv_write_text(out, unit_of(score, figure));
        write_number(out, figure->published);
        for (int q = 0; q < SCORE_QUANTILES; q++) {
            write_number(out, figure->quantile[q]);
        }
        const int band = score_band(figure);
        write_number(out, band < 100 ? band / 100.0 : (double)NAN);
        write_number(out, figure->score);
        write_number(out, figure->before);
        fputc('\n', out);
    }
}

void score_write_csv(FILE *out, const struct score *score, enum csv_form form)
{
    FILE *to = form == CSV_EXCEL_NL ? csv_excel_open(out, "score.csv") : out;
    if (to != NULL) {
        write_rows(to, score);
    }
    if (to != NULL && to != out) {
        fclose(to);
    }
}
