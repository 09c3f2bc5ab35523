#include "output/report_figures.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "output/report_chart.h"

enum { ROWS_FEW = 24 };

struct figure_line {
    const char *measure;
    enum report_word label; /* WORD_COUNT: the measure's own */
};

struct figure {
    const char *id;
    enum report_word title;
    const char *entity, *unit, *period;
    struct figure_line lines[CHART_LINES];
};

static const struct figure figures[] = {
    {"open", WORD_FIGURE_OPEN, "all", "cases", "month", {{"open", WORD_COUNT}, {"overdue", WORD_COUNT}}},
    {"flow", WORD_FIGURE_FLOW, "all", "cases", "month", {{"inflow", WORD_COUNT}, {"decisions", WORD_COUNT}}},
    {"timeliness", WORD_FIGURE_TIMELINESS, "all", "share", "month", {{"timeliness", WORD_COUNT}}},
    {"waits",
     WORD_FIGURE_WAITS,
     "all",
     "days",
     "entry",
     {{"wait_p50", WORD_WAITS_HALF}, {"wait_p90", WORD_WAITS_NINE}}},
    {"penalties",
     WORD_FIGURE_PENALTIES,
     "all",
     "EUR",
     "month",
     {{"penalty_accrued", WORD_COUNT}, {"penalty_paid", WORD_COUNT}}},
    {"fte", WORD_FIGURE_FTE, "pool:all", "fte", "month", {{"fte", WORD_COUNT}}},
    {"utilisation", WORD_FIGURE_UTILISATION, "pool:all", "share", "month", {{"utilisation", WORD_COUNT}}},
    {"heads",
     WORD_FIGURE_HEADS,
     "pool:all",
     "heads",
     "month",
     {{"heads_experienced", WORD_COUNT},
      {"heads_trainees", WORD_COUNT},
      {"heads_external", WORD_COUNT},
      {"vacancies", WORD_COUNT}}},
};

/* Over how many months an age band begins; the last has no end. */
static const struct figure ages = {"age",
                                   WORD_FIGURE_AGE,
                                   "all",
                                   "cases",
                                   "month",
                                   {{"open", WORD_AGE_0_6},
                                    {"open_over_6m", WORD_AGE_6_12},
                                    {"open_over_12m", WORD_AGE_12_15},
                                    {"open_over_15m", WORD_AGE_15_21},
                                    {"open_over_21m", WORD_AGE_21}}};

/* ---- what is drawn ---- */

static void load(struct page *page, const struct figure *figure, struct chart *chart)
{
    *chart =
        (struct chart){.id = figure->id, .title = report_word(page->language, figure->title), .unit = figure->unit};
    for (size_t i = 0; i < CHART_LINES && figure->lines[i].measure != NULL; i++) {
        struct chart_line *line = &chart->lines[chart->n];
        enum report_word label = figure->lines[i].label;
        line->label = label == WORD_COUNT ? report_measure_label(page->language, figure->lines[i].measure)
                                          : report_word(page->language, label);
        page->failed |=
            report_series_read(page->data, figure->entity, figure->lines[i].measure, figure->period, &line->series);
        chart->n += line->series.n > 0;
    }
}

static void unload(struct chart *chart)
{
    for (size_t i = 0; i < chart->n; i++) {
        report_series_free(&chart->lines[i].series);
    }
}

static void load_past(const struct page *page, struct chart *chart)
{
    const json_t *past = json_object_get(json_object_get(page->data, "past"), "all");
    const json_t *dates = json_object_get(past, "dates"), *inflow = json_object_get(past, "inflow");
    for (size_t i = 0; i < json_array_size(dates) && i < json_array_size(inflow) && i < CHART_PAST; i++) {
        const char *date = json_string_value(json_array_get(dates, i));
        chart->past[i] = json_number_value(json_array_get(inflow, i));
        if (date == NULL || !day_parse(date, &chart->past_day[i]) || !(fabs(chart->past[i]) < 1e15)) {
            return;
        }
        chart->n_past = i + 1;
    }
}

/* Cases older than a bound become cases between it and the next: means may be subtracted, quantiles may not. A bound
 * that no case ever passes has no series. */
static void subtract_older(struct chart *chart)
{
    for (size_t i = 0; i + 1 < chart->n; i++) {
        struct report_series *younger = &chart->lines[i].series, *older = &chart->lines[i + 1].series;
        for (size_t k = 0; k < younger->n && k < older->n; k++) {
            younger->cell[k].mean -= older->cell[k].n > 0 ? older->cell[k].mean : 0;
        }
    }
}

/* ---- legend and table ---- */

static void print_legend(const struct page *page, const struct chart *chart)
{
    fputs("<ul class=\"legend\">", page->out);
    for (size_t i = 0; i < chart->n; i++) {
        fprintf(page->out, "<li><span class=\"key %c%zu\"></span>", chart->stacked ? 'a' : 's', i + 1);
        page_text(page, chart->lines[i].label);
        fputs("</li>", page->out);
    }
    if (chart->n_past > 0) {
        fputs("<li><span class=\"key past\"></span>", page->out);
        page_word(page, WORD_HISTORY);
        fputs("</li>", page->out);
    }
    fputs("</ul>\n", page->out);
}

static void print_cell(const struct page *page, const struct chart *chart, const struct results_summary *cell)
{
    struct value_range range = {cell->quantile[3], cell->quantile[0], cell->quantile[6]};
    page_range_cell(page, chart->unit,
                    chart->stacked ? (struct value_range){cell->mean, cell->mean, cell->mean} : range);
}

static bool is_shown_row(const struct report_series *series, size_t k)
{
    return series->n <= ROWS_FEW || k == 0 || k + 1 == series->n || date_from_day(series->day[k] + 1).month % 3 == 1;
}

/* Every month, or every third where there are many. */
static void print_table(const struct page *page, const struct chart *chart)
{
    const struct report_series *first = &chart->lines[0].series;
    fputs("<details><summary>", page->out);
    page_word(page, WORD_AS_TABLE);
    fputs("</summary>\n<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>", page->out);
    page_word_element(page, "th", WORD_DATE);
    for (size_t i = 0; i < chart->n; i++) {
        page_element(page, "th", chart->lines[i].label);
    }
    fputs("</tr></thead>\n<tbody>\n", page->out);
    for (size_t k = 0; k < first->n; k++) {
        if (is_shown_row(first, k)) {
            char date[VALUE_SIZE];
            date_text_of(page, first->day[k], date);
            fputs("<tr>", page->out);
            page_element(page, "th", date);
            for (size_t i = 0; i < chart->n; i++) {
                /* Stocks have the opening date in front, so two lines of one figure may differ in length only at the
                 * end. */
                static const struct results_summary none = {
                    .n = 0, .mean = (double)NAN, .quantile = {[3] = (double)NAN}};
                const struct report_series *series = &chart->lines[i].series;
                print_cell(page, chart, k < series->n ? &series->cell[k] : &none);
            }
            fputs("</tr>\n", page->out);
        }
    }
    fputs("</tbody></table></div></details>\n", page->out);
}

static void print_figure(const struct page *page, const struct chart *chart)
{
    if (chart->n == 0 || !chart_has_values(chart)) {
        return;
    }
    fprintf(page->out, "<figure id=\"figure_%s\"><figcaption>", chart->id);
    page_text(page, chart->title);
    fputs("</figcaption>\n", page->out);
    chart_draw(page, chart);
    print_legend(page, chart);
    print_table(page, chart);
    fputs("</figure>\n", page->out);
}

void report_figures(struct page *page)
{
    struct chart chart;
    fputs("<div class=\"figures\">\n", page->out);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        load(page, &figures[i], &chart);
        if (strcmp(figures[i].id, "flow") == 0) {
            load_past(page, &chart);
        }
        print_figure(page, &chart);
        unload(&chart);
        if (i == 0) {
            load(page, &ages, &chart);
            chart.stacked = true;
            subtract_older(&chart);
            print_figure(page, &chart);
            unload(&chart);
        }
    }
    fputs("</div>\n", page->out);
}
