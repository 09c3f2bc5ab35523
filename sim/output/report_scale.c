#include "output/report_scale.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"

enum { TICKS_MOST = 6 };

/* Values that can be drawn; a file that somebody changed may hold any. */
static bool drawable(double value) { return fabs(value) < 1e15; }

static bool known(const struct results_summary *cell) { return cell->n > 0 && drawable(cell->quantile[P05]); }

bool chart_shows_means(const struct chart *chart)
{
    return chart->form == CHART_STACK || chart->form == CHART_MEANS;
}

bool chart_has_edges(const struct chart *chart, const struct results_summary *cell, int low)
{
    return cell->n > 0 && (chart_shows_means(chart) ? drawable(cell->mean) : drawable(cell->quantile[low]) && drawable(cell->quantile[P95 - low]));
}

double chart_stacked(const struct chart *chart, size_t i, size_t k)
{
    double sum = 0;
    for (size_t line = 0; line <= i; line++) {
        const struct report_series *series = &chart->lines[line].series;
        sum += k < series->n && chart_has_edges(chart, &series->cell[k], P50) ? fmax(series->cell[k].mean, 0) : 0;
    }
    return sum;
}

static void stretch_values(struct scale *scale)
{
    const struct chart *chart = scale->chart;
    for (size_t i = 0; i < chart->n; i++) {
        const struct report_series *series = &chart->lines[i].series;
        for (size_t k = 0; k < series->n; k++) {
            if (chart->form == CHART_STACK) {
                scale->high = fmax(scale->high, chart_stacked(chart, i, k));
            } else if (known(&series->cell[k])) {
                scale->low = fmin(scale->low, series->cell[k].quantile[P05]);
                for (int q = P05; q <= P95; q++) {
                    scale->high = fmax(scale->high, drawable(series->cell[k].quantile[q]) ? series->cell[k].quantile[q] : 0);
                }
            }
        }
    }
    for (size_t k = 0; k < chart->n_past; k++) {
        scale->high = fmax(scale->high, chart->past[k]);
    }
    for (size_t i = 0; i < chart->n; i++) {
        for (size_t k = 0; k < chart->lines[i].published.n; k++) {
            scale->high = fmax(scale->high, chart->lines[i].published.mark[k].value);
            scale->first = chart->lines[i].published.mark[k].first < scale->first ? chart->lines[i].published.mark[k].first : scale->first;
        }
    }
    for (size_t k = 0; k < chart->bound.n; k++) {
        scale->high = fmax(scale->high, chart->bound.cell[k].mean);
    }
}

/* A step of 1, 2 or 5 times a power of ten that gives few ticks. */
static double nice_step(double span)
{
    double power = pow(10, floor(log10(span / TICKS_MOST)));
    double rest = span / TICKS_MOST / power;
    return power * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
}

struct scale scale_of(const struct page *page, const struct chart *chart)
{
    struct scale scale = {.page = page, .chart = chart, .unit = 1};
    const struct report_series *series = &chart->lines[0].series;
    scale.first = chart->n_past > 0 ? chart->past_day[0] : series->day[0];
    scale.last = series->day[series->n - 1];
    stretch_values(&scale);
    if (strcmp(chart->unit, "share") == 0 && chart->form != CHART_DIFFERENCE) {
        scale.low = 0;
        scale.high = fmax(scale.high, 1);
        scale.step = 0.25;
        if (scale.high <= 1.001) {
            return scale;
        }
    }
    if (scale.high <= scale.low) {
        scale.high = scale.low + 1;
    }
    scale.step = nice_step(scale.high - scale.low);
    scale.high = scale.step * ceil(scale.high / scale.step - 1e-9);
    scale.low = scale.step * floor(scale.low / scale.step + 1e-9);
    double most = fmax(scale.high, -scale.low);
    scale.unit = most >= 2e6 ? 1e6 : most >= 2e4 || scale.low <= -1e4 ? 1e3 : 1; /* a minus sign takes room, too */
    return scale;
}

double x_of(const struct scale *scale, int day)
{
    int span = scale->last - scale->first;
    return LEFT + (WIDTH - LEFT - RIGHT) * (span > 0 ? (double)(day - scale->first) / span : 0.5);
}

double y_of(const struct scale *scale, double value)
{
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - scale->low) / (scale->high - scale->low);
}

void scale_put(const struct scale *scale, double coordinate)
{
    long tenths = lround(10 * fmin(fmax(coordinate, -9999), 9999));
    fprintf(scale->page->out, "%s%ld.%ld", tenths < 0 ? "-" : "", labs(tenths) / 10, labs(tenths) % 10);
}

void scale_point(const struct scale *scale, char command, double x, double y)
{
    fputc(command, scale->page->out);
    scale_put(scale, x);
    fputc(' ', scale->page->out);
    scale_put(scale, y);
}

/* ---- axes ---- */

static void put_label(const struct scale *scale, double x, double y, const char *anchor)
{
    fputs("<text x=\"", scale->page->out);
    scale_put(scale, x);
    fputs("\" y=\"", scale->page->out);
    scale_put(scale, y);
    fprintf(scale->page->out, "\" text-anchor=\"%s\">", anchor);
}

void scale_draw_values(const struct scale *scale)
{
    bool share = strcmp(scale->chart->unit, "share") == 0;
    double by = share ? 0.01 : scale->unit;
    int decimals = scale->step / by >= 1 ? 0 : scale->step / by >= 0.1 ? 1 : 2;
    for (double value = scale->low; value <= scale->high + scale->step / 2; value += scale->step) {
        char text[VALUE_SIZE];
        number_text(scale->page, value / by, decimals, text);
        fprintf(scale->page->out, "<path class=\"%s\" d=\"", fabs(value) < scale->step / 2 ? "axis" : "grid");
        scale_point(scale, 'M', LEFT, y_of(scale, value));
        scale_point(scale, 'L', WIDTH - RIGHT, y_of(scale, value));
        fputs("\"/>", scale->page->out);
        put_label(scale, LEFT - 5, y_of(scale, value) + 4, "end");
        fprintf(scale->page->out, "%s%s</text>\n", text, share ? "%" : "");
    }
    if (scale->unit > 1) {
        put_label(scale, 2, 9, "start");
        fprintf(scale->page->out, "\xC3\x97 %s</text>\n", scale->unit >= 1e6 ? "1 000 000" : "1000");
    }
}

/* A tick at the start of a month, labelled by its year or by year and month. */
static void draw_tick(const struct scale *scale, int month, bool by_year)
{
    struct civil_date date = date_from_day(month_start(month));
    double x = x_of(scale, month_start(month) - 1);
    fputs("<path class=\"axis\" d=\"", scale->page->out);
    scale_point(scale, 'M', x, HEIGHT - BOTTOM);
    scale_point(scale, 'L', x, HEIGHT - BOTTOM + 4);
    fputs("\"/>", scale->page->out);
    put_label(scale, fmin(x, WIDTH - (by_year ? 16 : 26)), HEIGHT - 8, "middle");
    if (by_year) {
        fprintf(scale->page->out, "%d</text>\n", date.year);
    } else {
        fprintf(scale->page->out, "%d-%02d</text>\n", date.year, date.month);
    }
}

void scale_draw_times(const struct scale *scale)
{
    int first = month_index(scale->first + 1), last = month_index(scale->last + 1), months = last - first + 1;
    bool by_year = months > 25;
    int step = by_year ? 12 * (1 + months / 12 / 9) : 1 + months / 5;
    for (int month = first; month <= last; month++) {
        if (by_year ? month % 12 == 0 && month / 12 % (step / 12) == 0 : (month - first) % step == 0) {
            draw_tick(scale, month, by_year);
        }
    }
}
