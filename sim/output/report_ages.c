#include "output/report_ages.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/calendar.h"
#include "output/report_cells.h"
#include "output/report_data.h"
#include "output/report_waits.h"

/* In points of the picture. */
enum { WIDTH = 400, LEFT = 74, RIGHT = 62, ROW = 20, THICK = 13 };

enum { BANDS = 5, DATES = 2 };
static const char *const bounds[BANDS] = {"open", "open_over_6m", "open_over_12m", "open_over_15m", "open_over_21m"};
static const enum report_word band_words[BANDS] = {WORD_AGE_0_6, WORD_AGE_6_12, WORD_AGE_12_15, WORD_AGE_15_21,
                                                   WORD_AGE_21};

struct ages {
    const char *name, *label;
    bool has_period;
    int day[DATES];
    double open[DATES], overdue[DATES], band[DATES][BANDS]; /* means; a band's cases are not in the next */
};

/* ---- reading ---- */

/* The mean on the opening date and at the horizon; 0 where there is none. */
static void read_ends(struct page *page, const char *entity, const char *measure, double mean[static DATES], int *day)
{
    struct report_series series;
    page->failed |= report_series_read(page->data, entity, measure, "month", &series);
    for (size_t i = 0; i < DATES; i++) {
        const size_t at = i == 0 || series.n == 0 ? 0 : series.n - 1;
        double value = series.n > 0 && series.cell[at].n > 0 ? series.cell[at].mean : 0;
        mean[i] = value >= 0 && value < 1e15 ? value : 0;
        if (day != NULL) {
            day[i] = series.n > 0 ? series.day[at] : 0;
        }
    }
    report_series_free(&series);
}

static bool read_ages(struct page *page, const json_t *entity, struct ages *ages)
{
    double over[BANDS + 1][DATES] = {{0}};
    *ages = (struct ages){.name = text_of(entity, "name"), .label = entity_label(page, entity)};
    ages->has_period = json_object_get(json_object_get(page->data, "legal"), ages->name) != NULL;
    for (size_t b = 0; b < BANDS; b++) {
        read_ends(page, ages->name, bounds[b], over[b], b == 0 ? ages->day : NULL);
    }
    read_ends(page, ages->name, "overdue", ages->overdue, NULL);
    for (size_t i = 0; i < DATES; i++) {
        ages->open[i] = over[0][i];
        for (size_t b = 0; b < BANDS; b++) {
            ages->band[i][b] = fmax(over[b][i] - over[b + 1][i], 0);
        }
    }
    return strcmp(text_of(entity, "kind"), "stream") == 0 && (ages->open[0] > 0 || ages->open[1] > 0);
}

static double share_overdue(const struct ages *ages, size_t i)
{
    return ages->has_period && ages->open[i] > 0 ? fmin(ages->overdue[i] / ages->open[i], 1) : (double)NAN;
}

/* ---- the bars ---- */

static void describe(const struct page *page, const struct ages *ages)
{
    for (size_t i = 0; i < DATES; i++) {
        char date[VALUE_SIZE], open[VALUE_SIZE], past[VALUE_SIZE];
        date_text_of(page, ages->day[i], date);
        value_text(page, "cases", ages->open[i], open);
        value_text(page, "share", share_overdue(ages, i), past);
        page_sentence(page, WORD_AGES_SENTENCE, (struct sentence){{date, open, past}});
        fputc(' ', page->out);
    }
}

/* Whole tenths of a point, so that no locale gets in. */
static void put_tenths(const struct page *page, double x)
{
    long tenths = lround(10 * x);
    fprintf(page->out, "%ld.%ld", tenths / 10, tenths % 10);
}

static void draw_bar(const struct page *page, const struct ages *ages, size_t i)
{
    int top = (int)i * ROW + 2, width = WIDTH - LEFT - RIGHT;
    double from = 0, past = share_overdue(ages, i), total = ages->open[i] > 0 ? ages->open[i] : 1;
    char open[VALUE_SIZE];
    struct civil_date date = date_from_day(ages->day[i]);
    value_text(page, "cases", round(ages->open[i]), open);
    fprintf(page->out, "<text x=\"0\" y=\"%d\">%04d-%02d-%02d</text>", top + THICK - 2, date.year, date.month, date.day);
    for (size_t b = 0; b < BANDS; b++) {
        double share = fmin(ages->band[i][b] / total, 1);
        fprintf(page->out, "<rect class=\"layer a%zu\" x=\"", b + 1);
        put_tenths(page, LEFT + width * from);
        fprintf(page->out, "\" y=\"%d\" height=\"%d\" width=\"", top, THICK);
        put_tenths(page, width * share);
        fputs("\"/>", page->out);
        from += share;
    }
    if (past >= 0) {
        fputs("<path class=\"mark\" d=\"M", page->out);
        put_tenths(page, LEFT + width * (1 - past));
        fprintf(page->out, " %dv%d\"/>", top - 2, THICK + 4);
    }
    fprintf(page->out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", WIDTH, top + THICK - 2, open);
}

static void print_stream(const struct page *page, const struct ages *ages, size_t number)
{
    char period[VALUE_SIZE];
    legal_period_text(page, ages->name, period);
    fputs("<figure class=\"age\"><figcaption>", page->out);
    page_text(page, ages->label);
    fputs(" <small>", page->out);
    if (ages->has_period) {
        page_word(page, WORD_LEGAL_PERIOD);
        fputc(' ', page->out);
        page_text(page, period);
    } else {
        page_word(page, WORD_NO_PERIOD);
    }
    fprintf(page->out,
            "</small></figcaption>\n<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"age%zu_title age%zu_text\">\n"
            "<title id=\"age%zu_title\">",
            WIDTH, DATES * ROW, number, number, number);
    page_text(page, ages->label);
    fprintf(page->out, "</title>\n<desc id=\"age%zu_text\">", number);
    describe(page, ages);
    fputs("</desc>\n", page->out);
    for (size_t i = 0; i < DATES; i++) {
        draw_bar(page, ages, i);
    }
    fputs("</svg></figure>\n", page->out);
}

/* ---- legend and table ---- */

static void print_legend(const struct page *page)
{
    fputs("<ul class=\"legend\">", page->out);
    for (size_t b = 0; b < BANDS; b++) {
        fprintf(page->out, "<li><span class=\"key a%zu\"></span>", b + 1);
        page_word(page, band_words[b]);
        fputs("</li>", page->out);
    }
    fputs("<li><span class=\"key mark\"></span>", page->out);
    page_word(page, WORD_PAST_PERIOD);
    fputs("</li></ul>\n", page->out);
}

static void print_rows(const struct page *page, const struct ages *ages)
{
    for (size_t i = 0; i < DATES; i++) {
        char text[VALUE_SIZE];
        fputs("<tr>", page->out);
        print_row_head(page, ages->label);
        date_text_of(page, ages->day[i], text);
        page_element(page, "td", text);
        legal_period_text(page, ages->name, text);
        page_element(page, "td", text);
        for (size_t b = 0; b < BANDS; b++) {
            value_text(page, "cases", round(ages->band[i][b]), text);
            page_element(page, "td", text);
        }
        value_text(page, "share", share_overdue(ages, i), text);
        page_element(page, "td", text);
        fputs("</tr>\n", page->out);
    }
}

static void print_table(struct page *page, const json_t *entities)
{
    static const enum report_word heads[] = {WORD_STREAM, WORD_DATE, WORD_LEGAL_PERIOD};
    const json_t *entity;
    struct ages ages;
    size_t i;
    fputs("<details class=\"screen\"><summary>", page->out);
    page_word(page, WORD_AS_TABLE);
    fputs("</summary>\n", page->out);
    open_table(page, "numbers");
    for (i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        page_word_element(page, "th", heads[i]);
    }
    for (i = 0; i < BANDS; i++) {
        page_word_element(page, "th", band_words[i]);
    }
    page_word_element(page, "th", WORD_PAST_SHARE);
    fputs("</tr></thead>\n<tbody>\n", page->out);
    json_array_foreach(entities, i, entity)
    {
        if (read_ages(page, entity, &ages)) {
            print_rows(page, &ages);
        }
    }
    close_table(page);
    fputs("</details>\n", page->out);
}

void report_ages(struct page *page)
{
    const json_t *entities = json_object_get(page->data, "entities"), *entity;
    struct ages ages;
    size_t i, n = 0;
    json_array_foreach(entities, i, entity)
    {
        if (read_ages(page, entity, &ages)) {
            if (n++ == 0) {
                page_word_element(page, "h3", WORD_AGES);
                page_word_element(page, "p", WORD_AGES_NOTE);
                print_legend(page);
                fputs("<div class=\"figures ages\">\n", page->out);
            }
            print_stream(page, &ages, n);
        }
    }
    if (n > 0) {
        fputs("</div>\n", page->out);
        print_table(page, entities);
    }
}
