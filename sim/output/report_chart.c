#include "output/report_chart.h"

#include <math.h>
#include <string.h>

#include "output/report_scale.h"

enum { LONE = 12 };

bool chart_has_values(const struct chart *chart)
{
    for (size_t i = 0; i < chart->n; i++) {
        for (size_t k = 0; k < chart->lines[i].series.n; k++) {
            if (chart_has_edges(chart, &chart->lines[i].series.cell[k], P50)) {
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

/* ---- fans, lines, stacks ---- */

/* Cells from .. end - 1, all known in what is drawn. */
struct stretch {
    size_t from, end;
    bool back;
};

/* Where a band (of P50 the line) is the widest known one that is no wider than `widest`. */
static bool is_drawn(const struct chart *chart, const struct results_summary *cell, int widest, int low)
{
    return chart_has_edges(chart, cell, low) && (low == widest || !chart_has_edges(chart, cell, low - 1));
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
    part.from -= part.end > part.from && part.from > 0 && low > widest && chart_has_edges(scale->chart, &series->cell[part.from - 1], low);
    return part;
}

/* The quantile from day to day; of a single day a short stroke. Onwards from the first cell, or back from the last. */
static void trace(const struct scale *scale, const struct report_series *series, struct stretch part, int quantile)
{
    bool means = chart_shows_means(scale->chart);
    bool lone = part.end == part.from + 1;
    for (size_t i = part.from; i < part.end; i++) {
        size_t k = part.back ? part.from + part.end - 1 - i : i;
        const struct results_summary *cell = &series->cell[k];
        double x = x_of(scale, series->day[k]), y = y_of(scale, means ? cell->mean : cell->quantile[quantile]);
        double half = lone ? (part.back ? LONE / 2.0 : -LONE / 2.0) : 0;
        scale_point(scale, i == part.from && !part.back ? 'M' : 'L', x + half, y);
        if (lone) {
            scale_point(scale, 'L', x - half, y);
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
    if (bands && !chart_shows_means(scale->chart)) {
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
        double value = chart_stacked(scale->chart, line, k);
        scale_point(scale, k == 0 ? 'M' : 'L', x_of(scale, series->day[k]), y_of(scale, value));
    }
    for (size_t k = series->n; k-- > 0;) {
        double below = line == 0 ? 0 : chart_stacked(scale->chart, line - 1, k);
        scale_point(scale, 'L', x_of(scale, series->day[k]), y_of(scale, below));
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
        scale_point(scale, k == 0 ? 'M' : 'L', x_of(scale, chart->past_day[k]), y_of(scale, chart->past[k]));
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
    scale_point(scale, 'M', x_of(scale, scale->chart->opening), TOP);
    scale_point(scale, 'L', x_of(scale, scale->chart->opening), HEIGHT - BOTTOM);
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
        scale_put(scale, x_of(scale, mark->last));
        fputs("\" cy=\"", page->out);
        scale_put(scale, y_of(scale, mark->value));
    } else {
        fputs("<path d=\"", page->out);
        scale_point(scale, 'M', x_of(scale, mark->first - 1), y_of(scale, mark->value));
        scale_point(scale, 'L', x_of(scale, mark->last), y_of(scale, mark->value));
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
        scale_point(scale, k == 0 ? 'M' : 'L', x_of(scale, bound->day[k]), y_of(scale, bound->cell[k].mean));
    }
    fputs("\"/>\n", scale->page->out);
}

/* ---- words ---- */

/* "Open cases: from 600 on 31 December 2023 to 210 on 31 December 2024. At the end ..." */
static void describe_line(const struct page *page, const struct chart *chart, const struct chart_line *line)
{
    const struct report_series *series = &line->series;
    size_t first = 0, last = series->n;
    while (first < series->n && !chart_has_edges(chart, &series->cell[first], P50)) {
        first++;
    }
    while (last > first && !chart_has_edges(chart, &series->cell[last - 1], P50)) {
        last--;
    }
    if (last == first) {
        return;
    }
    char from[VALUE_SIZE], to[VALUE_SIZE], start[VALUE_SIZE], end[VALUE_SIZE];
    const struct results_summary *a = &series->cell[first], *z = &series->cell[last - 1];
    bool means = chart_shows_means(chart);
    value_text(page, chart->unit, means ? a->mean : a->quantile[P50], from);
    value_text(page, chart->unit, means ? z->mean : z->quantile[P50], to);
    date_text_of(page, series->day[first], start);
    date_text_of(page, series->day[last - 1], end);
    page_sentence(page, WORD_CHART_SENTENCE, (struct sentence){{line->label, from, start, to, end}});
    fputc(' ', page->out);
    if (!means && z->quantile[P05] < z->quantile[P95]) {
        struct range_words ends;
        range_text(page, chart->unit, (struct value_range){.low = z->quantile[P05], .high = z->quantile[P95]}, &ends);
        page_sentence(page, WORD_CHART_RANGE, (struct sentence){{ends.low, ends.high}});
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
    scale_draw_values(&scale);
    scale_draw_times(&scale);
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
