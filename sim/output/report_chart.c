#include "output/report_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"

/* In points of the picture; a column of the page is about as wide, so text keeps its size. */
enum { WIDTH = 400, HEIGHT = 240, LEFT = 48, RIGHT = 12, TOP = 20, BOTTOM = 26, TICKS_MOST = 6, LONE = 12 };
enum { P05, P10, P25, P50, P75, P90, P95 };

struct scale {
    const struct page *page;
    const struct chart *chart;
    int first, last; /* days */
    double low, high, step;
    double unit; /* the axis counts in ones, thousands or millions */
};

/* ---- the scale ---- */

/* Values that can be drawn; a file that somebody changed may hold any. */
static bool drawable(double value) { return fabs(value) < 1e15; }

static bool known(const struct results_summary *cell) { return cell->n > 0 && drawable(cell->quantile[P05]); }

static bool shows_means(const struct chart *chart)
{
    return chart->form == CHART_STACK || chart->form == CHART_MEANS;
}

/* Both edges of a band; of P50 the line. */
static bool has_edges(const struct chart *chart, const struct results_summary *cell, int low)
{
    return cell->n > 0 && (shows_means(chart) ? drawable(cell->mean) : drawable(cell->quantile[low]) && drawable(cell->quantile[P95 - low]));
}

bool chart_has_values(const struct chart *chart)
{
    for (size_t i = 0; i < chart->n; i++) {
        for (size_t k = 0; k < chart->lines[i].series.n; k++) {
            if (known(&chart->lines[i].series.cell[k])) {
                return true;
            }
        }
    }
    return false;
}

bool chart_has_published(const struct chart *chart)
{
    bool has = false;
    for (size_t i = 0; i < chart->n; i++) {
        has |= chart->lines[i].published.n > 0;
    }
    return has;
}

/* The top of the stack at point k, lines 0 .. i included. */
static double stacked(const struct chart *chart, size_t i, size_t k)
{
    double sum = 0;
    for (size_t line = 0; line <= i; line++) {
        const struct report_series *series = &chart->lines[line].series;
        sum += k < series->n && has_edges(chart, &series->cell[k], P50) ? fmax(series->cell[k].mean, 0) : 0;
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
                scale->high = fmax(scale->high, stacked(chart, i, k));
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

static struct scale scale_of(const struct page *page, const struct chart *chart)
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

static double x_of(const struct scale *scale, int day)
{
    int span = scale->last - scale->first;
    return LEFT + (WIDTH - LEFT - RIGHT) * (span > 0 ? (double)(day - scale->first) / span : 0.5);
}

static double y_of(const struct scale *scale, double value)
{
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - scale->low) / (scale->high - scale->low);
}

/* A coordinate in tenths of a point, whatever the locale. */
static void put(const struct scale *scale, double coordinate)
{
    long tenths = lround(10 * fmin(fmax(coordinate, -9999), 9999));
    fprintf(scale->page->out, "%s%ld.%ld", tenths < 0 ? "-" : "", labs(tenths) / 10, labs(tenths) % 10);
}

static void put_point(const struct scale *scale, char command, double x, double y)
{
    fputc(command, scale->page->out);
    put(scale, x);
    fputc(' ', scale->page->out);
    put(scale, y);
}

/* ---- axes ---- */

static void put_label(const struct scale *scale, double x, double y, const char *anchor)
{
    fputs("<text x=\"", scale->page->out);
    put(scale, x);
    fputs("\" y=\"", scale->page->out);
    put(scale, y);
    fprintf(scale->page->out, "\" text-anchor=\"%s\">", anchor);
}

static void draw_values_axis(const struct scale *scale)
{
    bool share = strcmp(scale->chart->unit, "share") == 0;
    double by = share ? 0.01 : scale->unit;
    int decimals = scale->step / by >= 1 ? 0 : scale->step / by >= 0.1 ? 1 : 2;
    for (double value = scale->low; value <= scale->high + scale->step / 2; value += scale->step) {
        char text[VALUE_SIZE];
        number_text(scale->page, value / by, decimals, text);
        fprintf(scale->page->out, "<path class=\"%s\" d=\"", fabs(value) < scale->step / 2 ? "axis" : "grid");
        put_point(scale, 'M', LEFT, y_of(scale, value));
        put_point(scale, 'L', WIDTH - RIGHT, y_of(scale, value));
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
    put_point(scale, 'M', x, HEIGHT - BOTTOM);
    put_point(scale, 'L', x, HEIGHT - BOTTOM + 4);
    fputs("\"/>", scale->page->out);
    put_label(scale, fmin(x, WIDTH - (by_year ? 16 : 26)), HEIGHT - 8, "middle");
    if (by_year) {
        fprintf(scale->page->out, "%d</text>\n", date.year);
    } else {
        fprintf(scale->page->out, "%d-%02d</text>\n", date.year, date.month);
    }
}

static void draw_time_axis(const struct scale *scale)
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

/* ---- fans, lines, stacks ---- */

/* Cells from .. end - 1, all known in what is drawn. */
struct stretch {
    size_t from, end;
    bool back;
};

/* Where a band (of P50 the line) is the widest known one that is no wider than `widest`. */
static bool is_drawn(const struct chart *chart, const struct results_summary *cell, int widest, int low)
{
    return has_edges(chart, cell, low) && (low == widest || !has_edges(chart, cell, low - 1));
}

/* The next stretch from a cell on in which this band is drawn, beginning where a wider one ended; empty when there is none. */
static struct stretch next_stretch(const struct scale *scale, const struct report_series *series, size_t from, int widest, int low)
{
    while (from < series->n && !is_drawn(scale->chart, &series->cell[from], widest, low)) {
        from++;
    }
    struct stretch part = {from, from, false};
    while (part.end < series->n && is_drawn(scale->chart, &series->cell[part.end], widest, low)) {
        part.end++;
    }
    part.from -= part.end > part.from && part.from > 0 && low > widest && has_edges(scale->chart, &series->cell[part.from - 1], low);
    return part;
}

/* The quantile from day to day; of a single day a short stroke. Onwards from the first cell, or back from the last. */
static void trace(const struct scale *scale, const struct report_series *series, struct stretch part, int quantile)
{
    bool means = shows_means(scale->chart);
    bool lone = part.end == part.from + 1;
    for (size_t i = part.from; i < part.end; i++) {
        size_t k = part.back ? part.from + part.end - 1 - i : i;
        const struct results_summary *cell = &series->cell[k];
        double x = x_of(scale, series->day[k]), y = y_of(scale, means ? cell->mean : cell->quantile[quantile]);
        double half = lone ? (part.back ? LONE / 2.0 : -LONE / 2.0) : 0;
        put_point(scale, i == part.from && !part.back ? 'M' : 'L', x + half, y);
        if (lone) {
            put_point(scale, 'L', x - half, y);
        }
    }
}

/* With the colour of the band for which it stands in. */
static void draw_band(const struct scale *scale, const struct report_series *series, struct stretch part, int widest, int low)
{
    static const char *const names[] = {"b90", "b80", "b50"};
    fprintf(scale->page->out, "<path class=\"band %s\" d=\"", names[widest]);
    trace(scale, series, part, low);
    part.back = true;
    trace(scale, series, part, P95 - low);
    fputs("Z\"/>\n", scale->page->out);
}

static void draw_median(const struct scale *scale, const struct report_series *series, struct stretch part)
{
    fputs("<path class=\"line\" d=\"", scale->page->out);
    trace(scale, series, part, P50);
    fputs("\"/>\n", scale->page->out);
}

/* Bands lie over each other and get stronger inwards; where a wider one is not known the next stands in for it, so that each has its colour. */
static void draw_bands(const struct scale *scale, const struct report_series *series)
{
    for (int widest = P05; widest <= P25; widest++) {
        for (int low = widest; low <= P25; low++) {
            for (struct stretch part = next_stretch(scale, series, 0, widest, low); part.end > part.from; part = next_stretch(scale, series, part.end, widest, low)) {
                draw_band(scale, series, part, widest, low);
            }
        }
    }
}

/* The bands of a line, or its median: all medians lie above all bands. */
static void draw_fan(const struct scale *scale, size_t line, bool bands)
{
    const struct report_series *series = &scale->chart->lines[line].series;
    fprintf(scale->page->out, "<g class=\"s%zu\">\n", line + scale->chart->shade + 1);
    if (bands && !shows_means(scale->chart)) {
        draw_bands(scale, series);
    }
    for (struct stretch part = next_stretch(scale, series, 0, P50, P50); !bands && part.end > part.from; part = next_stretch(scale, series, part.end, P50, P50)) {
        draw_median(scale, series, part);
    }
    fputs("</g>\n", scale->page->out);
}

static void draw_layer(const struct scale *scale, size_t line)
{
    const struct report_series *series = &scale->chart->lines[0].series;
    fprintf(scale->page->out, "<path class=\"layer a%zu\" d=\"", line + 1);
    for (size_t k = 0; k < series->n; k++) {
        double value = stacked(scale->chart, line, k);
        put_point(scale, k == 0 ? 'M' : 'L', x_of(scale, series->day[k]), y_of(scale, value));
    }
    for (size_t k = series->n; k-- > 0;) {
        double below = line == 0 ? 0 : stacked(scale->chart, line - 1, k);
        put_point(scale, 'L', x_of(scale, series->day[k]), y_of(scale, below));
    }
    fputs("Z\"/>\n", scale->page->out);
}

static void draw_past(const struct scale *scale)
{
    const struct chart *chart = scale->chart;
    if (chart->n_past == 0) {
        return;
    }
    fputs("<path class=\"past\" d=\"", scale->page->out);
    for (size_t k = 0; k < chart->n_past; k++) {
        put_point(scale, k == 0 ? 'M' : 'L', x_of(scale, chart->past_day[k]), y_of(scale, chart->past[k]));
    }
    fputs("\"/>\n", scale->page->out);
}

/* Where the forecast begins, when something stands in front of it. */
static void draw_now(const struct scale *scale)
{
    if (scale->chart->opening == 0 || scale->first >= scale->chart->opening) {
        return;
    }
    fputs("<path class=\"now\" d=\"", scale->page->out);
    put_point(scale, 'M', x_of(scale, scale->chart->opening), TOP);
    put_point(scale, 'L', x_of(scale, scale->chart->opening), HEIGHT - BOTTOM);
    fputs("\"/>\n", scale->page->out);
}

/* A circle on its day, or a stroke over its quarter or year; pointing at it shows what it says. */
static void draw_mark(const struct scale *scale, const struct published_mark *mark)
{
    const struct page *page = scale->page;
    char date[VALUE_SIZE], value[VALUE_SIZE];
    date_text_of(page, mark->last, date);
    value_text(page, scale->chart->unit, mark->value, value);
    if (mark->first == mark->last) {
        fputs("<circle r=\"3\" cx=\"", page->out);
        put(scale, x_of(scale, mark->last));
        fputs("\" cy=\"", page->out);
        put(scale, y_of(scale, mark->value));
    } else {
        fputs("<path d=\"", page->out);
        put_point(scale, 'M', x_of(scale, mark->first - 1), y_of(scale, mark->value));
        put_point(scale, 'L', x_of(scale, mark->last), y_of(scale, mark->value));
    }
    fputs("\"><title>", page->out);
    fprintf(page->out, "%s: %s", date, value);
    fprintf(page->out, "</title></%s>\n", mark->first == mark->last ? "circle" : "path");
}

static void draw_published(const struct scale *scale, size_t line)
{
    const struct published_marks *marks = &scale->chart->lines[line].published;
    if (marks->n > 0) {
        fprintf(scale->page->out, "<g class=\"published s%zu\">\n", line + scale->chart->shade + 1);
        for (size_t k = 0; k < marks->n; k++) {
            draw_mark(scale, &marks->mark[k]);
        }
        fputs("</g>\n", scale->page->out);
    }
}

static void draw_bound(const struct scale *scale)
{
    const struct report_series *bound = &scale->chart->bound;
    if (bound->n == 0) {
        return;
    }
    fputs("<path class=\"bound\" d=\"", scale->page->out);
    for (size_t k = 0; k < bound->n; k++) {
        put_point(scale, k == 0 ? 'M' : 'L', x_of(scale, bound->day[k]), y_of(scale, bound->cell[k].mean));
    }
    fputs("\"/>\n", scale->page->out);
}

/* ---- words ---- */

/* "Open cases: from 600 on 31 December 2023 to 210 on 31 December 2024. At the end ..." */
static void describe_line(const struct page *page, const struct chart *chart, const struct chart_line *line)
{
    const struct report_series *series = &line->series;
    size_t first = 0, last = series->n;
    while (first < series->n && !has_edges(chart, &series->cell[first], P50)) {
        first++;
    }
    while (last > first && !has_edges(chart, &series->cell[last - 1], P50)) {
        last--;
    }
    if (last == first) {
        return;
    }
    char from[VALUE_SIZE], to[VALUE_SIZE], start[VALUE_SIZE], end[VALUE_SIZE];
    const struct results_summary *a = &series->cell[first], *z = &series->cell[last - 1];
    bool means = shows_means(chart);
    value_text(page, chart->unit, means ? a->mean : a->quantile[P50], from);
    value_text(page, chart->unit, means ? z->mean : z->quantile[P50], to);
    date_text_of(page, series->day[first], start);
    date_text_of(page, series->day[last - 1], end);
    page_sentence(page, WORD_CHART_SENTENCE, (struct sentence){{line->label, from, start, to, end}});
    fputc(' ', page->out);
    if (!means && z->quantile[P05] < z->quantile[P95]) {
        value_text(page, chart->unit, z->quantile[P05], from);
        value_text(page, chart->unit, z->quantile[P95], to);
        page_sentence(page, WORD_CHART_RANGE, (struct sentence){{from, to}});
        fputc(' ', page->out);
    }
}

void chart_draw(const struct page *page, const struct chart *chart)
{
    struct scale scale = scale_of(page, chart);
    fprintf(page->out,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s_title %s_text\">\n<title id=\"%s_title\">",
            WIDTH, HEIGHT, chart->id, chart->id, chart->id);
    page_text(page, chart->title);
    fprintf(page->out, "</title>\n<desc id=\"%s_text\">", chart->id);
    for (size_t i = 0; i < chart->n; i++) {
        describe_line(page, chart, &chart->lines[i]);
    }
    if (chart->bound.n > 0) {
        page_word(page, WORD_BOUND_SENTENCE);
    }
    if (chart_has_published(chart)) {
        page_word(page, WORD_PUBLISHED_SENTENCE);
    }
    fputs("</desc>\n", page->out);
    draw_values_axis(&scale);
    draw_time_axis(&scale);
    for (size_t i = 0; i < chart->n; i++) {
        if (chart->form == CHART_STACK) {
            draw_layer(&scale, i);
        } else {
            draw_fan(&scale, i, true);
        }
    }
    for (size_t i = 0; i < chart->n && chart->form != CHART_STACK; i++) {
        draw_fan(&scale, i, false);
    }
    draw_now(&scale);
    draw_past(&scale);
    for (size_t i = 0; i < chart->n; i++) {
        draw_published(&scale, i);
    }
    draw_bound(&scale);
    fputs("</svg>\n", page->out);
}
