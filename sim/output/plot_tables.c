/* Figures of what compare, sensitivity, sweep and plan write: read from their tables. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "output/plot_send.h"
#include "output/varied.h"

enum { ALTERNATIVES_MOST = 20, OUTPUTS_MOST = 40, BARS_MOST = 15, NAME_COLUMNS = 44, KEYS_MOST = 3 };

const char *plot_rows_lacks(const struct plot *plot)
{
    return plot->table.n_rows > 0 ? NULL : "its table has no rows; make it again";
}

static int column_of(const struct plot *plot, const char *heading)
{
    return csv_table_column(&plot->table, heading);
}

static const char *text_at(const struct plot *plot, size_t row, const char *heading)
{
    return csv_table_text(&plot->table, row, column_of(plot, heading));
}

static double number_at(const struct plot *plot, size_t row, const char *heading)
{
    return csv_table_number(&plot->table, row, column_of(plot, heading));
}

static bool is_at(const struct plot *plot, size_t row, const char *heading, const char *text)
{
    return strcmp(text_at(plot, row, heading), text) == 0;
}

/* Columns of one row as numbers. */
static void send_numbers(struct pictures *pictures, const struct plot *plot, size_t row, size_t n, const char *const headings[])
{
    for (size_t i = 0; i < n; i++) {
        picture_number(pictures, number_at(plot, row, headings[i]));
    }
}

/* NAME-2 of several; NAME of one. */
static void numbered(size_t size, char *figure, const char *name, size_t i, size_t n)
{
    snprintf(figure, size, n > 1 ? "%s-%zu" : "%s", name, i + 1);
}

/* ---- difference ---- */

static size_t find_alternatives(const struct plot *plot, const char *names[])
{
    size_t n = 0;
    for (size_t row = 0; row < plot->table.n_rows; row++) {
        const char *name = text_at(plot, row, "alternative");
        if (n < ALTERNATIVES_MOST && (n == 0 || strcmp(names[n - 1], name) != 0)) {
            names[n++] = name;
        }
    }
    return n;
}

/* $NAME: date, p05, p50, p95, mean difference, its interval's ends; NAME_months with values, NAME_most and NAME_least. */
static void send_difference(struct pictures *pictures, const struct plot *plot, const char *alternative, const char *name,
                            const char *measure)
{
    static const char *const headings[] = {"p05", "p50", "p95", "difference", "low", "high"};
    double most = 0, least = 0;
    size_t months = 0;
    gnuplot_data(&pictures->gnuplot, name);
    for (size_t row = 0; row < plot->table.n_rows; row++) {
        int day;
        if (!is_at(plot, row, "period", "month") || !is_at(plot, row, "alternative", alternative) || !is_at(plot, row, "measure", measure) ||
            !is_at(plot, row, "stream", plot->entity) || !day_parse(text_at(plot, row, "date"), &day)) {
            continue;
        }
        picture_date(pictures, day);
        send_numbers(pictures, plot, row, 6, headings);
        fputc('\n', pictures->gnuplot.pipe);
        months += isfinite(number_at(plot, row, "difference")) ? 1 : 0;
        most = fmax(most, fmax(number_at(plot, row, "p95"), number_at(plot, row, "high")));
        least = fmin(least, fmin(number_at(plot, row, "p05"), number_at(plot, row, "low")));
    }
    gnuplot_data_end(&pictures->gnuplot);
    fprintf(pictures->gnuplot.pipe, "%s_months = %zu\n%s_most =", name, months, name);
    picture_number(pictures, most);
    fprintf(pictures->gnuplot.pipe, "\n%s_least =", name);
    picture_number(pictures, least);
    fputc('\n', pictures->gnuplot.pipe);
}

int plot_send_difference(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem)
{
    const char *names[ALTERNATIVES_MOST];
    const size_t n = find_alternatives(plot, names);
    int status = 0;
    for (size_t i = 0; status == 0 && i < n; i++) {
        char subtitle[700], figure[320];
        const char *base = json_string_value(json_object_get(plot->manifest, "name"));
        const struct picture_span span = plot_span(plot);
        plot_sentence(plot->language, PLOT_WORD_better_in, sizeof subtitle, subtitle, (const char *const[]){names[i], base == NULL ? "" : base});
        numbered(sizeof figure, figure, name, i, n);
        send_text(pictures, plot_label(plot, plot->entity), subtitle, "");
        send_span(pictures, &span);
        send_difference(pictures, plot, names[i], "open", "open");
        send_difference(pictures, plot, names[i], "timeliness", "timeliness");
        send_difference(pictures, plot, names[i], "accrued", "penalty_accrued");
        status = picture_script(pictures, "difference.gp", figure, problem);
    }
    return status;
}

/* ---- tornado ---- */

struct output_rows {
    size_t first, end;
};

/* The rows of each output stand together: date, stream and measure are the same. */
static size_t find_outputs(const struct plot *plot, struct output_rows outputs[])
{
    size_t n = 0;
    for (size_t row = 0; row < plot->table.n_rows; row++) {
        const size_t former = n > 0 ? outputs[n - 1].first : 0;
        if (n > 0 && is_at(plot, row, "date", text_at(plot, former, "date")) && is_at(plot, row, "stream", text_at(plot, former, "stream")) &&
            is_at(plot, row, "measure", text_at(plot, former, "measure"))) {
            outputs[n - 1].end = row + 1;
        } else if (n < OUTPUTS_MOST) {
            outputs[n++] = (struct output_rows){row, row + 1};
        }
    }
    return n;
}

/* Rows of inputs by their total share, the largest first, and chance last. */
static size_t rank_bars(const struct plot *plot, const struct output_rows *rows, size_t order[static BARS_MOST + 1])
{
    size_t n = 0, chance = rows->end;
    for (size_t row = rows->first; row < rows->end; row++) {
        chance = is_at(plot, row, "kind", "chance") ? row : chance;
        const double total = number_at(plot, row, "total");
        if (!is_at(plot, row, "kind", "input") || (n == BARS_MOST && !(total > number_at(plot, order[n - 1], "total")))) {
            continue;
        }
        size_t k = n < BARS_MOST ? n++ : BARS_MOST - 1;
        for (; k > 0 && total > number_at(plot, order[k - 1], "total"); k--) {
            order[k] = order[k - 1];
        }
        order[k] = row;
    }
    if (chance < rows->end) {
        order[n++] = chance;
    }
    return n;
}

static void send_bars(struct pictures *pictures, const struct plot *plot, size_t n, const size_t order[], double centre)
{
    static const char *const shares[] = {"first", "total", "total_low", "total_high"};
    gnuplot_data(&pictures->gnuplot, "names");
    for (size_t k = 0; k < n; k++) {
        const bool chance = is_at(plot, order[k], "kind", "chance");
        gnuplot_text(&pictures->gnuplot, chance ? picture_word(pictures, PLOT_WORD_chance) : text_at(plot, order[k], "input"), NAME_COLUMNS);
    }
    gnuplot_data_end(&pictures->gnuplot);
    gnuplot_data(&pictures->gnuplot, "bars");
    for (size_t k = 0; k < n; k++) {
        const double low = number_at(plot, order[k], "mean_at_p05"), high = number_at(plot, order[k], "mean_at_p95");
        send_numbers(pictures, plot, order[k], 4, shares);
        picture_number(pictures, isnan(low) ? centre : low); /* a bar of no width */
        picture_number(pictures, isnan(high) ? centre : high);
        fputc('\n', pictures->gnuplot.pipe);
    }
    gnuplot_data_end(&pictures->gnuplot);
}

static const char *unit_of(const char *measure)
{
    for (int m = 0; m < MEASURE_COUNT; m++) {
        if (strcmp(measure_info((enum measure)m)->name, measure) == 0) {
            return measure_info((enum measure)m)->unit;
        }
    }
    return "";
}

static int send_tornado(struct pictures *pictures, const struct plot *plot, const struct output_rows *rows, const char *figure,
                        struct problem *problem)
{
    size_t order[BARS_MOST + 1];
    const size_t n = rank_bars(plot, rows, order);
    const double mean = number_at(plot, rows->first, "mean"), centre = isfinite(mean) ? mean : 0;
    char title[400], date[VALUE_SIZE] = "";
    int day;
    if (day_parse(text_at(plot, rows->first, "date"), &day)) {
        plot_date(plot, day, date);
    }
    const char *const parts[] = {report_measure_label(plot->language, text_at(plot, rows->first, "measure")),
                                 plot_label(plot, text_at(plot, rows->first, "stream")), date};
    plot_sentence(plot->language, PLOT_WORD_tornado_title, sizeof title, title, parts);
    plot_head(pictures, plot, title);
    send_bars(pictures, plot, n, order, centre);
    picture_set(pictures, "bars", (double)n);
    picture_set(pictures, "centre", centre);
    picture_set(pictures, "rows", (double)plot_span(plot).replications);
    picture_unit(pictures, unit_of(text_at(plot, rows->first, "measure")));
    return picture_script(pictures, "sensitivity.gp", figure, problem);
}

int plot_send_tornado(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem)
{
    struct output_rows outputs[OUTPUTS_MOST];
    const size_t n = find_outputs(plot, outputs);
    int status = 0;
    if (column_of(plot, "mean") == CSV_NO_COLUMN) {
        return problem_set(problem, "%s/sensitivity.csv has no column 'mean', as of an earlier version; run termijn sensitivity again",
                           plot->folder);
    }
    for (size_t i = 0; status == 0 && i < n; i++) {
        char figure[320];
        numbered(sizeof figure, figure, name, i, n);
        status = send_tornado(pictures, plot, &outputs[i], figure, problem);
    }
    return status;
}

/* ---- sweep ---- */

/* The last year's date among the rows, "" without. */
static const char *last_year(const struct plot *plot)
{
    const char *last = "";
    for (size_t row = 0; row < plot->table.n_rows; row++) {
        if (is_at(plot, row, "period", "year") && strcmp(text_at(plot, row, "date"), last) > 0) {
            last = text_at(plot, row, "date");
        }
    }
    return last;
}

/* $NAME: mean, p05, p95, and the values of the keys; NAME_points with a value, NAME_top. */
static void send_sweep(struct pictures *pictures, const struct plot *plot, const char *name, const char *measure, size_t keys)
{
    static const char *const headings[] = {"mean", "p05", "p95"};
    const char *date = last_year(plot);
    double top = 0;
    size_t points = 0;
    gnuplot_data(&pictures->gnuplot, name);
    for (size_t row = 0; row < plot->table.n_rows; row++) {
        if (!is_at(plot, row, "period", "year") || !is_at(plot, row, "date", date) || !is_at(plot, row, "measure", measure) ||
            !is_at(plot, row, "stream", plot->entity)) {
            continue;
        }
        send_numbers(pictures, plot, row, 3, headings);
        for (size_t k = 0; k < keys; k++) {
            picture_number(pictures, csv_table_number(&plot->table, row, (int)k + 1));
        }
        fputc('\n', pictures->gnuplot.pipe);
        points += isfinite(number_at(plot, row, "mean")) ? 1 : 0;
        top = fmax(top, number_at(plot, row, "p95"));
    }
    gnuplot_data_end(&pictures->gnuplot);
    fprintf(pictures->gnuplot.pipe, "%s_points = %zu\n%s_top =", name, points, name);
    picture_number(pictures, top);
    fputc('\n', pictures->gnuplot.pipe);
}

int plot_send_sweep(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem)
{
    const int period = column_of(plot, "period");
    const size_t keys = period <= 1 ? 0 : (size_t)period - 1 < KEYS_MOST ? (size_t)period - 1 : KEYS_MOST;
    char year[VALUE_SIZE] = "";
    int day;
    if (keys == 0 || !day_parse(last_year(plot), &day)) {
        return problem_set(problem, "%s/sweep.csv has no year to draw; sweep over a horizon that ends a year", plot->folder);
    }
    plot_date(plot, day, year);
    plot_head(pictures, plot, plot_label(plot, plot->entity));
    gnuplot_data(&pictures->gnuplot, "keys");
    for (size_t k = 0; k < keys; k++) {
        char label[VARIED_SIZE];
        varied_heading_label(plot->language, plot->table.cells[k + 1], label);
        gnuplot_text(&pictures->gnuplot, label, NAME_COLUMNS);
    }
    gnuplot_data_end(&pictures->gnuplot);
    send_sweep(pictures, plot, "open", "open", keys);
    send_sweep(pictures, plot, "timeliness", "timeliness", keys);
    send_sweep(pictures, plot, "accrued", "penalty_accrued", keys);
    picture_set(pictures, "keys", (double)keys);
    picture_set(pictures, "more_keys", (size_t)period - 1 > 1);
    fprintf(pictures->gnuplot.pipe, "year = '%s'\n", year);
    return picture_script(pictures, "sweep.gp", name, problem);
}

/* ---- plan ---- */

static double fact_or(const struct plot *plot, const char *key, double otherwise)
{
    const json_t *fact = json_object_get(plot->manifest, key);
    return json_is_number(fact) ? json_number_value(fact) : otherwise;
}

static void send_plan_text(struct pictures *pictures, const struct plot *plot)
{
    const json_t *targets = json_object_get(plot->manifest, "targets");
    const char *target = json_string_value(json_array_get(targets, 0));
    const bool one = json_array_size(targets) == 1 && target != NULL;
    char label[VARIED_SIZE];
    varied_heading_label(plot->language, plot->table.cells[1], label);
    const char *const lines[] = {plot_title(plot), one ? target : picture_word(pictures, PLOT_WORD_plan_targets), label, ""};
    gnuplot_data(&pictures->gnuplot, "text");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        gnuplot_text(&pictures->gnuplot, lines[i], TITLE_COLUMNS);
    }
    gnuplot_data_end(&pictures->gnuplot);
}

/* $curve: the lever (or the first of them), the cost, probability, low, high. Returns how many points. */
static size_t send_curve(struct pictures *pictures, const struct plot *plot, bool *costs)
{
    static const char *const headings[] = {"cost", "probability", "low", "high"};
    size_t points = 0;
    *costs = false;
    gnuplot_data(&pictures->gnuplot, "curve");
    for (size_t row = 0; row < plot->table.n_rows; row++) {
        if (is_at(plot, row, "kind", "curve")) {
            picture_number(pictures, csv_table_number(&plot->table, row, 1));
            send_numbers(pictures, plot, row, 4, headings);
            fputc('\n', pictures->gnuplot.pipe);
            points++;
            *costs = *costs || isfinite(number_at(plot, row, "cost"));
        }
    }
    gnuplot_data_end(&pictures->gnuplot);
    return points;
}

int plot_send_plan(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem)
{
    const int levers = column_of(plot, "cost") - 1;
    double answer = (double)NAN;
    bool costs;
    if (levers < 1) {
        return problem_set(problem, "%s/plan.csv has no levers; run termijn plan again", plot->folder);
    }
    send_plan_text(pictures, plot);
    if (send_curve(pictures, plot, &costs) == 0) {
        return problem_set(problem, "%s/plan.csv has no curve; run termijn plan again", plot->folder);
    }
    for (size_t row = 0; row < plot->table.n_rows; row++) {
        answer = is_at(plot, row, "kind", "answer") ? csv_table_number(&plot->table, row, 1) : answer;
    }
    picture_set(pictures, "wanted", json_number_value(json_object_get(plot->manifest, "probability")));
    picture_set(pictures, "answer", answer);
    picture_set(pictures, "answer_low", fact_or(plot, "answer_low", answer));
    picture_set(pictures, "answer_high", fact_or(plot, "answer_high", answer));
    picture_set(pictures, "levers", levers);
    picture_set(pictures, "costs", costs);
    return picture_script(pictures, "plan.gp", name, problem);
}
