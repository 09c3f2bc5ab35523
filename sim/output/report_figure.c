#include "output/report_figure.h"

#include <math.h>
#include <stdbool.h>

#include "base/calendar.h"

enum { ROWS_FEW = 24 };

void chart_free(struct chart *chart)
{
    for (size_t i = 0; i < chart->n; i++) {
        report_series_free(&chart->lines[i].series);
        published_free(&chart->lines[i].published);
    }
    report_series_free(&chart->bound);
    *chart = (struct chart){0};
}

static void print_legend(const struct page *page, const struct chart *chart)
{
    fputs("<ul class=\"legend\">", page->out);
    for (size_t i = 0; i < chart->n; i++) {
        fprintf(page->out, "<li><span class=\"key %c%zu\"></span>", chart->form == CHART_STACK ? 'a' : 's', i + chart->shade + 1);
        page_text(page, chart->lines[i].label);
        fputs("</li>", page->out);
    }
    if (chart->n_past > 0) {
        fputs("<li><span class=\"key past\"></span>", page->out);
        page_word(page, WORD_HISTORY);
        fputs("</li>", page->out);
    }
    if (chart_has_published(chart)) {
        fputs("<li><span class=\"key published\"></span>", page->out);
        page_word(page, WORD_PUBLISHED);
        fputs("</li>", page->out);
    }
    if (chart->bound.n > 0) {
        fputs("<li><span class=\"key bound\"></span>", page->out);
        page_word(page, WORD_LEGAL_PERIOD);
        fputs("</li>", page->out);
    }
    fputs("</ul>\n", page->out);
}

static void print_cell(const struct page *page, const struct chart *chart, const struct results_summary *cell)
{
    struct value_range range = {cell->quantile[3], cell->quantile[0], cell->quantile[6]};
    bool means = chart->form == CHART_STACK || chart->form == CHART_MEANS;
    page_range_cell(page, chart->unit, means ? (struct value_range){cell->mean, cell->mean, cell->mean} : range);
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

void report_figure(const struct page *page, const struct chart *chart)
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
