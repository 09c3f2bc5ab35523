#include "output/report_tables.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "output/report_cells.h"
#include "output/report_data.h"
#include "output/report_waits.h"

/* ---- cells ---- */

static const struct results_summary no_value = {.mean = (double)NAN,
                                                .quantile = {[0] = (double)NAN, [3] = (double)NAN, [6] = (double)NAN}};

static void print_value(const struct page *page, const struct results_summary *cell, const char *unit)
{
    page_range_cell(page, unit, (struct value_range){cell->quantile[3], cell->quantile[0], cell->quantile[6]});
}

/* ---- targets ---- */

/* [text, date, share, low, high] */
static void print_target(const struct page *page, const json_t *row)
{
    const char *text = json_string_value(json_array_get(row, 0));
    struct value_range range = {json_number_value(json_array_get(row, 2)), json_number_value(json_array_get(row, 3)),
                                json_number_value(json_array_get(row, 4))};
    fputs("<tr>", page->out);
    print_row_head(page, text == NULL || *text == '\0' ? report_word(page->language, WORD_ALL_TOGETHER) : text);
    page_range_cell(page, "share", range);
    fputs("</tr>\n", page->out);
}

void report_targets(struct page *page)
{
    const json_t *rows = json_object_get(page->data, "targets"), *row;
    size_t i;
    if (json_array_size(rows) == 0) {
        return;
    }
    open_table(page, "numbers");
    page_word_element(page, "th", WORD_TARGET);
    page_word_element(page, "th", WORD_MET_IN);
    fputs("</tr></thead>\n<tbody>\n", page->out);
    json_array_foreach(rows, i, row) {
        print_target(page, row);
    }
    close_table(page);
}

/* ---- streams ---- */

/* The first or last cell of the series; a count or an amount without series is 0. */
static void print_end(struct page *page, const char *entity, const char *measure, const char *period, bool last)
{
    static const struct results_summary zero = {.n = 1};
    struct report_series series;
    page->failed |= report_series_read(page->data, entity, measure, period, &series);
    const char *unit = text_of(json_object_get(json_object_get(page->data, "measures"), measure), "unit");
    bool counted = strcmp(unit, "cases") == 0 || strcmp(unit, "EUR") == 0;
    print_value(page, series.n > 0 ? &series.cell[last ? series.n - 1 : 0] : counted ? &zero : &no_value, unit);
    report_series_free(&series);
}

static void print_stream(struct page *page, const json_t *entity)
{
    const char *name = text_of(entity, "name");
    fputs("<tr>", page->out);
    print_row_head(page, entity_label(page, entity));
    char period[VALUE_SIZE];
    legal_period_text(page, name, period);
    page_element(page, "td", period);
    print_end(page, name, "open", "month", false);
    print_end(page, name, "open", "month", true);
    print_end(page, name, "timeliness", "year", true);
    print_end(page, name, "wait_p50", "entry", false);
    print_end(page, name, "wait_p90", "entry", false);
    print_end(page, name, "penalty_accrued", "year", true);
    fputs("</tr>\n", page->out);
}

static void print_head(const struct page *page, enum report_word word, const char *value)
{
    page_sentence_element(page, "th", word, (struct sentence){{value}});
}

void report_streams(struct page *page)
{
    int opening = 0, horizon = 0;
    char from[VALUE_SIZE], to[VALUE_SIZE], year[VALUE_SIZE], month[VALUE_SIZE];
    day_parse(text_of(page->data, "opening"), &opening);
    day_parse(text_of(page->data, "horizon"), &horizon);
    date_text_of(page, opening, from);
    date_text_of(page, horizon, to);
    month_text_of(page, opening + 1, month);
    snprintf(year, sizeof year, "%d", date_from_day(horizon).year);
    page_word_element(page, "h2", WORD_STREAMS);
    open_table(page, "numbers");
    page_word_element(page, "th", WORD_STREAM);
    page_word_element(page, "th", WORD_LEGAL_PERIOD);
    print_head(page, WORD_OPEN_ON, from);
    print_head(page, WORD_OPEN_ON, to);
    print_head(page, WORD_ON_TIME_IN, year);
    print_head(page, WORD_WAIT_FROM, month);
    print_head(page, WORD_WAIT_FROM_90, month);
    print_head(page, WORD_PENALTIES_IN, year);
    fputs("</tr></thead>\n<tbody>\n", page->out);
    const json_t *entities = json_object_get(page->data, "entities"), *entity;
    size_t i;
    json_array_foreach(entities, i, entity)
    {
        if (strcmp(text_of(entity, "kind"), "stream") == 0 || strcmp(text_of(entity, "kind"), "all") == 0) {
            print_stream(page, entity);
        }
    }
    close_table(page);
}

/* ---- staff ---- */

static void print_pool(struct page *page, const json_t *entity, size_t years)
{
    struct report_series fte, use;
    page->failed |= report_series_read(page->data, text_of(entity, "name"), "fte", "year", &fte);
    page->failed |= report_series_read(page->data, text_of(entity, "name"), "utilisation", "year", &use);
    fputs("<tr>", page->out);
    print_row_head(page, entity_label(page, entity));
    for (size_t i = 0; i < years; i++) {
        print_value(page, i < fte.n ? &fte.cell[i] : &no_value, "fte");
        print_value(page, i < use.n ? &use.cell[i] : &no_value, "share");
    }
    fputs("</tr>\n", page->out);
    report_series_free(&fte);
    report_series_free(&use);
}

void report_staff(struct page *page)
{
    const json_t *entities = json_object_get(page->data, "entities"), *entity;
    const json_t *years = json_object_get(json_object_get(page->data, "periods"), "year"), *date;
    const json_t *values = json_object_get(page->data, "values");
    size_t i;
    if (json_object_get(json_object_get(values, "pool:all"), "fte") == NULL) {
        return;
    }
    page_word_element(page, "h2", WORD_STAFF);
    open_table(page, "numbers");
    page_word_element(page, "th", WORD_POOL);
    json_array_foreach(years, i, date)
    {
        char head[VALUE_SIZE];
        const char *text = json_string_value(date);
        snprintf(head, sizeof head, "%s %.4s", report_measure_label(page->language, "fte"), text == NULL ? "" : text);
        page_element(page, "th", head);
        snprintf(head, sizeof head, "%s %.4s", report_measure_label(page->language, "utilisation"),
                 text == NULL ? "" : text);
        page_element(page, "th", head);
    }
    fputs("</tr></thead>\n<tbody>\n", page->out);
    json_array_foreach(entities, i, entity)
    {
        if (strcmp(text_of(entity, "kind"), "pool") == 0) {
            print_pool(page, entity, json_array_size(years));
        }
    }
    close_table(page);
}

/* ---- assumptions ---- */

static const char *status_text(const struct page *page, const char *status)
{
    return strcmp(status, "observed") == 0     ? report_word(page->language, WORD_OBSERVED)
           : strcmp(status, "assumed") == 0    ? report_word(page->language, WORD_ASSUMED)
           : strcmp(status, "calibrated") == 0 ? report_word(page->language, WORD_CALIBRATED)
                                               : "";
}

/* [key, value, status, source, file, line] */
static void print_assumption(const struct page *page, const json_t *row)
{
    char line[32];
    const char *status = json_string_value(json_array_get(row, 2));
    snprintf(line, sizeof line, ":%lld", (long long)json_integer_value(json_array_get(row, 5)));
    fputs("<tr>", page->out);
    print_row_head(page, json_string_value(json_array_get(row, 0)));
    page_element(page, "td", json_string_value(json_array_get(row, 1)));
    page_element(page, "td", status_text(page, status == NULL ? "" : status));
    page_element(page, "td", json_string_value(json_array_get(row, 3)));
    fputs("<td>", page->out);
    page_text(page, json_string_value(json_array_get(row, 4)));
    page_text(page, line);
    fputs("</td></tr>\n", page->out);
}

void report_assumptions(struct page *page)
{
    static const enum report_word heads[] = {WORD_KEY, WORD_VALUE, WORD_STATUS, WORD_SOURCE, WORD_PLACE};
    const json_t *rows = json_object_get(page->data, "assumptions"), *row;
    char count[VALUE_SIZE];
    size_t i;
    number_text(page, (double)json_array_size(rows), 0, count);
    page_word_element(page, "h2", WORD_ASSUMPTIONS);
    page_sentence_element(page, "p", WORD_ASSUMPTIONS_NOTE, (struct sentence){{count}});
    if (json_array_size(rows) == 0) {
        return;
    }
    fputs("<details class=\"printed\"><summary>", page->out);
    page_word(page, WORD_SHOW_ALL);
    fputs("</summary>\n", page->out);
    open_table(page, "words");
    for (i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        page_word_element(page, "th", heads[i]);
    }
    fputs("</tr></thead>\n<tbody>\n", page->out);
    json_array_foreach(rows, i, row)
    {
        print_assumption(page, row);
    }
    close_table(page);
    fputs("</details>\n", page->out);
}

/* ---- how it was made ---- */

static void print_fact(const struct page *page, enum report_word word, const char *value)
{
    page_word_element(page, "dt", word);
    page_element(page, "dd", value);
}

static void print_files(const struct page *page, enum report_word word, const json_t *files)
{
    const json_t *file;
    size_t i;
    page_word_element(page, "h3", word);
    open_table(page, "words");
    page_word_element(page, "th", WORD_FILE_NAME);
    page_word_element(page, "th", WORD_HASH);
    fputs("</tr></thead>\n<tbody>\n", page->out);
    json_array_foreach(files, i, file)
    {
        fputs("<tr>", page->out);
        print_row_head(page, text_of(file, "file"));
        page_element(page, "td", text_of(file, "fnv1a64"));
        fputs("</tr>\n", page->out);
    }
    close_table(page);
}

void report_manifest(struct page *page)
{
    const json_t *manifest = json_object_get(page->data, "manifest");
    char version[VALUE_SIZE], futures[VALUE_SIZE], error[VALUE_SIZE];
    snprintf(version, sizeof version, "termijn %.30s", text_of(manifest, "version"));
    number_text(page, json_number_value(json_object_get(manifest, "replications")), 0, futures);
    number_text(page, 100 * json_number_value(json_object_get(manifest, "sketch_relative_error")), 1, error);
    strcat(error, "%");
    page_word_element(page, "h2", WORD_MANIFEST);
    fputs("<dl>\n", page->out);
    print_fact(page, WORD_VERSION, version);
    print_fact(page, WORD_SCENARIO, text_of(page->data, "name"));
    print_fact(page, WORD_FUTURES, futures);
    print_fact(page, WORD_SEED, text_of(manifest, "seed"));
    print_fact(page, WORD_SKETCH_ERROR, error);
    fputs("</dl>\n", page->out);
    print_files(page, WORD_INPUTS, json_object_get(manifest, "inputs"));
    print_files(page, WORD_OUTPUTS, json_object_get(manifest, "outputs"));
}
