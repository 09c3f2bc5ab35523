#include "output/report_compare.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/calendar.h"
#include "output/report_cells.h"
#include "output/report_figure.h"

enum { ALTERNATIVES_MOST = 26, DIFFERENCE_SHADE = 2, INTERVAL_SIZE = 2 * VALUE_SIZE + 16, DIFFERENCE_SIZE = INTERVAL_SIZE + 2 * VALUE_SIZE };

/* One alternative beside the base. `base`, `own` and `apart` are data that report_series_read() takes. */
struct pair {
    const struct page *page;
    const json_t *base, *own, *apart, *tests;
    const char *base_name, *name;
    size_t number;
};

/* ---- names ---- */

/* What an alternative adds to the base: "+taskforce" of "ind-2024+taskforce"; else its whole name. */
static const char *short_name(const char *base, const char *name)
{
    size_t length = strlen(base);
    if (length == 0 || strncmp(base, name, length) != 0 || (name[length] != '+' && name[length] != ' ')) {
        return name;
    }
    return name + length + (name[length] == ' ');
}

/* "penalties accrued, EUR"; without the unit where the label tells it. */
static void measure_text(const struct page *page, const char *measure, const char *unit, char out[static DIFFERENCE_SIZE])
{
    bool told = strcmp(unit, "days") != 0 && strcmp(unit, "EUR") != 0;
    snprintf(out, DIFFERENCE_SIZE, "%s%s%s", report_measure_label(page->language, measure), told ? "" : ", ",
             told ? "" : report_unit_label(page->language, unit));
}

/* ---- reading ---- */

/* The report that the comparison is about: this one, or the one it was taken from. */
static const json_t *source_of(const struct page *page)
{
    const json_t *source = json_object_get(json_object_get(page->data, "comparison"), "source");
    return source == NULL ? page->data : source;
}

/* The base's data with the values of another, and its own where that has none of a measure. */
static json_t *with_values(const json_t *base, json_t *values)
{
    json_t *data = json_object();
    static const char *const keys[] = {"opening", "periods", "measures", "entities"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        json_t *value = json_object_get(base, keys[i]);
        if (value != NULL && json_object_set(data, keys[i], value) != 0) {
            json_decref(data);
            return NULL;
        }
    }
    if (values != NULL && json_object_set(data, "values", values) != 0) {
        json_decref(data);
        return NULL;
    }
    return data;
}

/* Calls `print` with each alternative. */
static void each_pair(struct page *page, void (*print)(struct page *, const struct pair *))
{
    const json_t *list = json_object_get(json_object_get(page->data, "comparison"), "alternatives"), *alternative;
    const json_t *base = source_of(page);
    size_t i;
    json_array_foreach(list, i, alternative)
    {
        json_t *own = with_values(base, json_object_get(alternative, "values"));
        json_t *apart = with_values(base, json_object_get(alternative, "difference"));
        const struct pair pair = {.page = page,
                                  .base = base,
                                  .own = own,
                                  .apart = apart,
                                  .tests = json_object_get(alternative, "tests"),
                                  .base_name = text_of(base, "name"),
                                  .name = short_name(text_of(base, "name"), text_of(alternative, "name")),
                                  .number = i};
        page->failed |= own == NULL || apart == NULL;
        if (i < ALTERNATIVES_MOST && own != NULL && apart != NULL) {
            print(page, &pair);
        }
        json_decref(own);
        json_decref(apart);
    }
}

/* A row of "tests": what was found of one measure in one year. */
struct test {
    bool known;
    double base, own, difference, low, high, better, equal, pairs;
};

static double number_at(const json_t *row, size_t i)
{
    const json_t *value = json_array_get(row, i);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

/* Of the last year. */
static struct test test_of(const struct pair *pair, const char *entity, const char *measure)
{
    const json_t *rows = json_object_get(json_object_get(pair->tests, entity), measure);
    const json_t *row = json_array_get(rows, json_array_size(rows) - 1);
    return (struct test){.known = json_is_array(row),
                         .base = number_at(row, 0),
                         .own = number_at(row, 1),
                         .difference = number_at(row, 2),
                         .low = number_at(row, 3),
                         .high = number_at(row, 4),
                         .better = number_at(row, 5),
                         .equal = number_at(row, 6),
                         .pairs = number_at(row, 7)};
}

/* How many futures the base met. */
static double pairs_of(const struct pair *pair)
{
    return json_number_value(json_object_get(source_of(pair->page), "replications"));
}

static const char *unit_of(const struct pair *pair, const char *measure)
{
    return text_of(json_object_get(json_object_get(pair->base, "measures"), measure), "unit");
}

static void last_year(const struct pair *pair, char out[static VALUE_SIZE])
{
    const json_t *years = json_object_get(json_object_get(pair->base, "periods"), "year");
    const char *date = json_string_value(json_array_get(years, json_array_size(years) - 1));
    snprintf(out, VALUE_SIZE, "%.4s", date == NULL ? "" : date);
}

/* ---- numbers ---- */

/* A difference with its sign; of shares in percentage points, which the reader is told once. */
static void signed_text(const struct page *page, const char *unit, double value, char out[static VALUE_SIZE])
{
    char text[VALUE_SIZE];
    bool share = strcmp(unit, "share") == 0;
    if (share) {
        number_text(page, 100 * value, 1, text);
    } else {
        bool small = strcmp(unit, "EUR") != 0 && fabs(value) < 99.5;
        value_text(page, unit, small ? value : round(value), text);
    }
    bool more = value > 0 && strcspn(text, "123456789") < strlen(text);
    snprintf(out, VALUE_SIZE, "%s%.*s", more ? "+" : "", VALUE_SIZE - 2, text);
}

/* "-14,100 to -12,300"; where the pairs give no interval "in 2 of 100 futures", or "in all 100 futures". */
static void interval_text(const struct page *page, const char *unit, const struct test *test, char out[static INTERVAL_SIZE])
{
    const enum report_language language = page->language;
    char low[VALUE_SIZE], high[VALUE_SIZE];
    if (isfinite(test->low)) {
        signed_text(page, unit, test->low, low);
        signed_text(page, unit, test->high, high);
        snprintf(out, INTERVAL_SIZE, "%s %s %s", low, report_word(language, WORD_UNTIL), high);
        return;
    }
    number_text(page, round((1 - test->equal) * test->pairs), 0, low);
    number_text(page, test->pairs, 0, high);
    if (test->equal == 0) {
        snprintf(out, INTERVAL_SIZE, "%s %s %s", report_word(language, WORD_IN_ALL), high, report_word(language, WORD_OF_FUTURES));
    } else {
        snprintf(out, INTERVAL_SIZE, "in %s %s %s %s", low, report_word(language, WORD_OF), high, report_word(language, WORD_OF_FUTURES));
    }
}

/* "-13,204 (-14,100 to -12,300)". */
static void difference_text(const struct page *page, const char *unit, const struct test *test, char out[static DIFFERENCE_SIZE])
{
    char middle[VALUE_SIZE], interval[INTERVAL_SIZE];
    signed_text(page, unit, test->difference, middle);
    interval_text(page, unit, test, interval);
    const char *points = strcmp(unit, "share") == 0 ? report_word(page->language, WORD_POINTS) : "";
    snprintf(out, DIFFERENCE_SIZE, "%s%s%s (%s)", middle, *points != '\0' ? " " : "", points, interval);
}

/* ---- in words ---- */

/* "Open cases at the end of 2028: 52,443 in place of 60,100; the difference is ... (... to ...). Better in 98% ..." */
static void print_sentence(const struct pair *pair, const char *measure)
{
    const struct page *page = pair->page;
    const struct test test = test_of(pair, "all", measure);
    const char *unit = unit_of(pair, measure);
    if (!test.known) {
        return;
    }
    char year[VALUE_SIZE], own[VALUE_SIZE], base[VALUE_SIZE], better[VALUE_SIZE], pairs[VALUE_SIZE];
    char apart[DIFFERENCE_SIZE], label[DIFFERENCE_SIZE];
    measure_text(page, measure, unit, label);
    last_year(pair, year);
    value_text(page, unit, strcmp(unit, "cases") == 0 ? round(test.own) : test.own, own);
    value_text(page, unit, strcmp(unit, "cases") == 0 ? round(test.base) : test.base, base);
    difference_text(page, unit, &test, apart);
    value_text(page, "share", test.better, better);
    number_text(page, test.pairs, 0, pairs);
    fputs("<li>", page->out);
    page_sentence(page, WORD_COMPARE_SENTENCE,
                  (struct sentence){{label, year, own, base, apart}});
    if (isfinite(test.better)) {
        fputc(' ', page->out);
        page_sentence(page, WORD_COMPARE_BETTER, (struct sentence){{better, pairs}});
    }
    fputs("</li>\n", page->out);
}

static void print_words(const struct pair *pair)
{
    static const char *const measures[] = {"open", "overdue", "timeliness", "wait_p50", "penalty_accrued", "cost"};
    fputs("<ul>\n", pair->page->out);
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        print_sentence(pair, measures[i]);
    }
    fputs("</ul>\n", pair->page->out);
    if (json_object_size(json_object_get(pair->tests, "all")) == 0) {
        char pairs[VALUE_SIZE], missed[VALUE_SIZE];
        number_text(pair->page, pairs_of(pair), 0, pairs);
        value_text(pair->page, "share", fmin(1, 3 / pairs_of(pair)), missed); /* the rule of three */
        page_sentence_element(pair->page, "p", WORD_COMPARE_SAME, (struct sentence){{pairs, missed}});
    }
}

/* ---- pictures ---- */

static const struct figure {
    const char *id, *entity, *measure;
} figures[] = {{"open", "all", "open"},
               {"late", "all", "overdue"},
               {"time", "all", "timeliness"},
               {"wait", "all", "wait_p50"},
               {"money", "all", "penalty_accrued"},
               {"staff", "pool:all", "fte"}};

/* Ids of letters alone: "compare", the alternative's letter, the figure's. */
static void make_chart(const struct pair *pair, const struct figure *figure, const char *part, char *id, struct chart *chart)
{
    snprintf(id, VALUE_SIZE, "%s%c%s", part, (char)('a' + (int)pair->number), figure->id);
    *chart = (struct chart){.id = id, .unit = unit_of(pair, figure->measure)};
}

static void add_line(struct page *page, const json_t *data, const struct figure *figure, const char *label,
                     struct chart *chart)
{
    struct chart_line *line = &chart->lines[chart->n];
    line->label = label;
    page->failed |= report_series_read(data, figure->entity, figure->measure, "month", &line->series);
    chart->n += line->series.n > 0;
}

/* The bands of both, and those of the difference. */
static void print_figures(struct page *page, const struct pair *pair, const struct figure *figure)
{
    struct chart chart;
    char id[VALUE_SIZE], title[2 * DIFFERENCE_SIZE], label[DIFFERENCE_SIZE];
    if (!test_of(pair, figure->entity, figure->measure).known) {
        return;
    }
    measure_text(page, figure->measure, unit_of(pair, figure->measure), label);
    make_chart(pair, figure, "both", id, &chart);
    chart.title = label;
    add_line(page, pair->base, figure, pair->base_name, &chart);
    add_line(page, pair->own, figure, pair->name, &chart);
    report_figure(page, &chart);
    chart_free(&chart);
    snprintf(title, sizeof title, "%s: %s", report_word(page->language, WORD_DIFFERENCE), label);
    make_chart(pair, figure, "apart", id, &chart);
    chart.title = title;
    chart.form = CHART_DIFFERENCE;
    chart.shade = DIFFERENCE_SHADE;
    add_line(page, pair->apart, figure, report_word(page->language, WORD_DIFFERENCE), &chart);
    report_figure(page, &chart);
    chart_free(&chart);
}

/* ---- the table ---- */

static void print_row(const struct pair *pair, const json_t *entity, const char *measure)
{
    const struct page *page = pair->page;
    const struct test test = test_of(pair, text_of(entity, "name"), measure);
    const char *unit = unit_of(pair, measure);
    char text[DIFFERENCE_SIZE], value[VALUE_SIZE];
    if (!test.known || test.equal >= 1) {
        return;
    }
    fputs("<tr>", page->out);
    print_row_head(page, entity_label(page, entity));
    measure_text(page, measure, unit, text);
    page_element(page, "td", text);
    value_text(page, unit, fabs(test.base) >= 99.5 ? round(test.base) : test.base, value);
    page_element(page, "td", value);
    value_text(page, unit, fabs(test.own) >= 99.5 ? round(test.own) : test.own, value);
    page_element(page, "td", value);
    difference_text(page, unit, &test, text);
    page_element(page, "td", text);
    value_text(page, "share", test.better, value);
    page_element(page, "td", value);
    fputs("</tr>\n", page->out);
}

static void print_table(const struct pair *pair)
{
    static const char *const measures[] = {"open",        "overdue", "timeliness", "wait_p50", "penalty_accrued",
                                           "utilisation", "fte",     "cost",       "active",   "fired"};
    static const enum report_word heads[] = {WORD_ENTITY, WORD_MEASURE, WORD_BASE, WORD_THIS, WORD_DIFFERENCE_95, WORD_BETTER};
    const struct page *page = pair->page;
    const json_t *entities = json_object_get(pair->base, "entities"), *entity;
    char year[VALUE_SIZE];
    size_t i;
    last_year(pair, year);
    page_sentence_element(page, "h3", WORD_WHAT_DIFFERS, (struct sentence){{year}});
    open_table(page, "numbers");
    for (i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        page_word_element(page, "th", heads[i]);
    }
    fputs("</tr></thead>\n<tbody>\n", page->out);
    json_array_foreach(entities, i, entity)
    {
        for (size_t m = 0; m < sizeof measures / sizeof measures[0]; m++) {
            print_row(pair, entity, measures[m]);
        }
    }
    close_table(page);
    page_word_element(page, "p", WORD_BETTER_NOTE);
}

/* ---- the whole ---- */

static void print_pair(struct page *page, const struct pair *pair)
{
    fputs("<section class=\"comparison\">\n", page->out);
    page_sentence_element(page, "h2", WORD_COMPARED, (struct sentence){{pair->name, pair->base_name}});
    print_words(pair);
    page_word_element(page, "p", WORD_COMPARE_NOTE);
    fputs("<div class=\"figures pairs\">\n", page->out);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        print_figures(page, pair, &figures[i]);
    }
    fputs("</div>\n", page->out);
    if (json_object_size(pair->tests) > 0) {
        print_table(pair);
    }
    fputs("</section>\n", page->out);
}

void report_comparison(struct page *page)
{
    each_pair(page, print_pair);
}

static void print_headline(struct page *page, const struct pair *pair)
{
    const struct test test = test_of(pair, "all", "open");
    char apart[DIFFERENCE_SIZE], year[VALUE_SIZE], better[VALUE_SIZE], pairs[VALUE_SIZE];
    number_text(page, pairs_of(pair), 0, pairs);
    if (!test.known) {
        page_sentence_element(page, "li", WORD_COMPARED_HEADLINE_SAME, (struct sentence){{pair->name, pair->base_name, pairs}});
        return;
    }
    last_year(pair, year);
    difference_text(page, "cases", &test, apart);
    value_text(page, "share", test.better, better);
    page_sentence_element(page, "li", WORD_COMPARED_HEADLINE,
                          (struct sentence){{pair->name, pair->base_name, year, apart, better, pairs}});
}

void report_comparison_headline(struct page *page)
{
    each_pair(page, print_headline);
}

int report_comparison_adopt(json_t *data, json_t *other)
{
    static const char *const keys[] = {"name", "opening", "horizon", "periods", "entities", "measures", "values", "replications"};
    json_t *theirs = json_object_get(other, "comparison");
    json_t *comparison = json_is_object(theirs) ? json_copy(theirs) : NULL;
    json_t *source = json_object();
    int status = comparison == NULL || source == NULL ? -1 : 0;
    for (size_t i = 0; status == 0 && i < sizeof keys / sizeof keys[0]; i++) {
        json_t *value = json_object_get(other, keys[i]);
        status = value == NULL ? 0 : json_object_set(source, keys[i], value);
    }
    if (status == 0) {
        status = json_object_set(comparison, "source", source) != 0 || json_object_set(data, "comparison", comparison) != 0 ? -1 : 0;
    }
    json_decref(source);
    json_decref(comparison);
    return status;
}
