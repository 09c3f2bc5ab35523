#include "output/report_figures.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "output/report_ages.h"
#include "output/report_figure.h"
#include "output/report_waits.h"

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

/* What was published of a line, in front of the forecast and beside it: of charts by month, but not of parts of a whole. */
static void load_published(struct page *page, const struct figure *figure, const char *measure, struct published_marks *marks)
{
    const json_t *published = json_object_get(page->data, "published");
    if (figure != &ages && strcmp(figure->period, "month") == 0) {
        page->failed |= published_read(published, figure->entity, measure, published_adds_up(figure->unit), marks) != 0;
    }
}

static void load(struct page *page, const struct figure *figure, struct chart *chart)
{
    *chart =
        (struct chart){.id = figure->id, .title = report_word(page->language, figure->title), .unit = figure->unit};
    const char *opening = json_string_value(json_object_get(page->data, "opening"));
    if (opening == NULL || !day_parse(opening, &chart->opening)) {
        chart->opening = 0;
    }
    for (size_t i = 0; i < CHART_LINES && figure->lines[i].measure != NULL; i++) {
        struct chart_line *line = &chart->lines[chart->n];
        enum report_word label = figure->lines[i].label;
        line->label = label == WORD_COUNT ? report_measure_label(page->language, figure->lines[i].measure)
                                          : report_word(page->language, label);
        page->failed |=
            report_series_read(page->data, figure->entity, figure->lines[i].measure, figure->period, &line->series);
        if (line->series.n > 0) {
            load_published(page, figure, figure->lines[i].measure, &line->published);
            chart->n++;
        }
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

/* ---- contingent rules ---- */

/* In which share of the futures each rule holds, from month to month. */
static void print_rules(struct page *page)
{
    struct chart chart = {.id = "rules",
                          .title = report_word(page->language, WORD_FIGURE_RULES),
                          .unit = "share",
                          .form = CHART_MEANS};
    const json_t *entities = json_object_get(page->data, "entities"), *entity;
    size_t i;
    json_array_foreach(entities, i, entity)
    {
        const char *name = json_string_value(json_object_get(entity, "name"));
        if (name != NULL && strncmp(name, "rule:", 5) == 0 && chart.n < CHART_LINES) {
            struct chart_line *line = &chart.lines[chart.n];
            line->label = name + 5;
            page->failed |= report_series_read(page->data, name, "active", "month", &line->series);
            chart.n += line->series.n > 0;
        }
    }
    report_figure(page, &chart);
    chart_free(&chart);
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
        report_figure(page, &chart);
        chart_free(&chart);
        if (i == 0) {
            load(page, &ages, &chart);
            chart.form = CHART_STACK;
            subtract_older(&chart);
            report_figure(page, &chart);
            chart_free(&chart);
        }
    }
    print_rules(page);
    fputs("</div>\n", page->out);
    report_waits(page);
    report_ages(page);
}
