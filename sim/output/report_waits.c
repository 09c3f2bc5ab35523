#include "output/report_waits.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output/report_figure.h"

enum { STREAMS_SHOWN = 6, DAYS_MOST = 100000 };

static void append(char out[static VALUE_SIZE], json_int_t number, const char *before, const char *word)
{
    size_t length = strlen(out);
    snprintf(out + length, VALUE_SIZE - length, "%s%d %s", before, (int)number, word);
}

static bool is_sensible(json_int_t number)
{
    return number > 0 && number < DAYS_MOST;
}

static void append_period(const struct page *page, json_int_t months, json_int_t days, char out[static VALUE_SIZE])
{
    if (is_sensible(months)) {
        append(out, months, "", report_word(page->language, months == 1 ? WORD_MONTH : WORD_MONTHS));
    }
    if (is_sensible(days)) {
        append(out, days, is_sensible(months) ? " + " : "", report_word(page->language, days == 1 ? WORD_DAY : WORD_DAYS));
    }
}

static json_int_t whole(const json_t *legal, const char *key)
{
    return json_integer_value(json_object_get(legal, key));
}

void legal_period_text(const struct page *page, const char *stream, char out[static VALUE_SIZE])
{
    const json_t *legal = json_object_get(json_object_get(page->data, "legal"), stream);
    json_int_t months = whole(legal, "months"), days = whole(legal, "days");
    json_int_t later_months = whole(legal, "later_months"), later_days = whole(legal, "later_days");
    out[0] = '\0';
    append_period(page, months, days, out);
    bool changes = months != later_months || days != later_days;
    if (changes && (is_sensible(later_months) || is_sensible(later_days))) {
        size_t length = strlen(out);
        snprintf(out + length, VALUE_SIZE - length, ", %s ", report_word(page->language, WORD_LATER));
        append_period(page, later_months, later_days, out);
    }
}

/* ---- the largest streams ---- */

struct candidate {
    const char *name, *label;
    double open;
};

static int by_open(const void *a, const void *b)
{
    double x = ((const struct candidate *)a)->open, y = ((const struct candidate *)b)->open;
    return (x < y) - (x > y);
}

/* Streams with a legal period, by what is open on the opening date. */
static size_t find_candidates(struct page *page, struct candidate *candidates)
{
    const json_t *entities = json_object_get(page->data, "entities"), *entity;
    size_t n = 0, i;
    json_array_foreach(entities, i, entity)
    {
        const char *name = json_string_value(json_object_get(entity, "name")),
                   *label = json_string_value(json_object_get(entity, "label"));
        struct report_series open = {0};
        if (name != NULL && label != NULL && json_object_get(json_object_get(page->data, "legal"), name) != NULL) {
            page->failed |= report_series_read(page->data, name, "open", "month", &open);
            candidates[n++] = (struct candidate){name, label, open.n > 0 && open.cell[0].n > 0 ? open.cell[0].mean : 0};
            report_series_free(&open);
        }
    }
    qsort(candidates, n, sizeof *candidates, by_open);
    return n;
}

/* ---- one of them ---- */

/* The days of the legal period on the months of `series`. */
static int load_bound(const struct page *page, const char *name, const struct report_series *series,
                      struct report_series *bound)
{
    const json_t *legal = json_object_get(json_object_get(page->data, "legal"), name);
    const json_t *days = json_object_get(legal, "by_month");
    size_t n = json_array_size(days) < series->n ? json_array_size(days) : series->n;
    *bound = (struct report_series){n, calloc(n + 1, sizeof *bound->day), calloc(n + 1, sizeof *bound->cell)};
    if (bound->day == NULL || bound->cell == NULL) {
        report_series_free(bound);
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        json_int_t value = json_integer_value(json_array_get(days, i));
        bound->day[i] = series->day[i];
        bound->cell[i].n = 1;
        bound->cell[i].mean = value > 0 && value < DAYS_MOST ? (double)value : 0;
    }
    return 0;
}

static void print_stream(struct page *page, const struct candidate *candidate, size_t place)
{
    static const char *const ids[STREAMS_SHOWN] = {"waita", "waitb", "waitc", "waitd", "waite", "waitf"};
    static const char *const measures[] = {"wait_p50", "wait_p90"};
    static const enum report_word words[] = {WORD_WAITS_HALF, WORD_WAITS_NINE};
    struct chart chart = {.id = ids[place], .title = candidate->label, .unit = "days"};
    for (size_t i = 0; i < 2; i++) {
        struct chart_line *line = &chart.lines[chart.n];
        line->label = report_word(page->language, words[i]);
        page->failed |= report_series_read(page->data, candidate->name, measures[i], "entry", &line->series);
        chart.n += line->series.n > 0;
    }
    if (chart.n > 0) {
        page->failed |= load_bound(page, candidate->name, &chart.lines[0].series, &chart.bound);
    }
    report_figure(page, &chart);
    chart_free(&chart);
}

void report_waits(struct page *page)
{
    size_t most = json_array_size(json_object_get(page->data, "entities"));
    struct candidate *candidates = calloc(most + 1, sizeof *candidates);
    if (candidates == NULL) {
        page->failed = 1;
        return;
    }
    size_t n = find_candidates(page, candidates);
    if (n > 0) {
        page_word_element(page, "h3", WORD_WAITS_BY_STREAM);
        fputs("<div class=\"figures\">\n", page->out);
        for (size_t i = 0; i < n && i < STREAMS_SHOWN; i++) {
            print_stream(page, &candidates[i], i);
        }
        fputs("</div>\n", page->out);
    }
    free(candidates);
}
