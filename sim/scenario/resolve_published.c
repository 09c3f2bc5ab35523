/* The table of published figures: what was open on a day or happened in a period, by stream and measure. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/resolve.h"
#include "scenario/series.h"
#include "scenario/targets.h"

enum { PERIOD, DATE, STREAM, MEASURE, VALUE, REQUIRED, UNIT = REQUIRED, SOURCE, COLUMNS, NAMES_MOST = 64 };
static const char *const column_names[COLUMNS] = {"period", "date", "stream", "measure", "value", "unit", "source"};
static const char *const period_names[PUBLISHED_PERIODS] = {"month", "quarter", "year"};
static const double VALUE_MOST = 1e12;

struct table {
    struct reader *reader;
    const struct bound_scenario *root;
    const struct csv *csv;
    int column[COLUMNS]; /* -1: the table has none */
};

static const struct csv_cell *cell_of(const struct table *table, size_t row, int column)
{
    return csv_cell(table->csv, row, table->column[column]);
}

static struct place place_of(const struct table *table, size_t row, int column)
{
    return csv_place(table->csv, cell_of(table, row, column));
}

/* ---- period and date ---- */

static bool read_period(const struct table *table, size_t row, struct published_figure *figure)
{
    const char *text = cell_of(table, row, PERIOD)->text;

    for (int i = 0; i < PUBLISHED_PERIODS; i++) {
        if (strcmp(text, period_names[i]) == 0) {
            figure->period = (enum published_period)i;
            return true;
        }
    }
    reader_error(table->reader, place_of(table, row, PERIOD), "write year, quarter or month", "%s is no period",
                 reader_quote(table->reader, text));
    return false;
}

/* The last day of the month, quarter or year that the day is in. */
static int period_last(enum published_period period, int day)
{
    static const int months[PUBLISHED_PERIODS] = {1, 3, 12};
    int month = month_index(day);

    return month_start(month - month % months[period] + months[period]) - 1;
}

static bool read_date(const struct table *table, size_t row, struct published_figure *figure)
{
    struct reader *reader = table->reader;
    const char *text = cell_of(table, row, DATE)->text;
    struct place place = place_of(table, row, DATE);
    char last[11];

    if (!day_parse(text, &figure->date) || date_from_day(figure->date).year < 1900 || date_from_day(figure->date).year > 2199) {
        reader_error(reader, place, "write the period's last day, such as 2023-12-31", "%s is no date",
                     text[0] == '\0' ? "an empty cell" : reader_quote(reader, text));
        return false;
    }
    if (period_last(figure->period, figure->date) == figure->date)
        return true;
    day_format(period_last(figure->period, figure->date), last);
    reader_error(reader, place, reader_format(reader, "write %s", last), "%s is not the last day of a %s", text,
                 period_names[figure->period]);
    return false;
}

/* ---- stream and measure ---- */

static bool read_stream(const struct table *table, size_t row, struct published_figure *figure)
{
    struct reader *reader = table->reader;
    const struct bound_scenario *root = table->root;
    const char *text = cell_of(table, row, STREAM)->text, **names;

    figure->stream = -1;
    if (strcmp(text, "all") == 0)
        return true;
    names = reader_alloc(reader, root->n_streams + 1, sizeof *names);
    for (size_t i = 0; names != NULL && i < root->n_streams; i++) {
        names[i] = root->streams[i].spec.name;
        if (strcmp(names[i], text) == 0) {
            figure->stream = (int)i;
            return true;
        }
    }
    if (names != NULL) {
        names[root->n_streams] = "all";
        reader_error(reader, place_of(table, row, STREAM), reader_suggest(reader, text, root->n_streams + 1, names, "its streams are "),
                     "the scenario has no stream %s", reader_quote(reader, text));
    }
    return false;
}

/* A measure of streams by its name of `length` bytes, or NULL. */
static const struct target_measure *find_measure(const char *name, size_t length)
{
    for (size_t i = 0; i < target_measures(); i++) {
        const struct target_measure *measure = target_measure(i);
        if (measure->stream && strlen(measure->name) == length && strncmp(measure->name, name, length) == 0)
            return measure;
    }
    return NULL;
}

static void refuse_measure(const struct table *table, size_t row, const char *name, size_t length)
{
    struct reader *reader = table->reader;
    const char *names[NAMES_MOST], *word = reader_format(reader, "%.*s", (int)length, name);
    size_t n = 0;

    for (size_t i = 0; i < target_measures() && n < NAMES_MOST; i++) {
        if (target_measure(i)->stream)
            names[n++] = target_measure(i)->name;
    }
    reader_error(reader, place_of(table, row, MEASURE), reader_suggest(reader, word, n, names, "the measures of streams are "),
                 "%s is no measure of a stream", length == 0 ? "an empty word" : reader_quote(reader, word));
}

/* One measure, or several joined by + and - that are of one kind: only then is a sum of them a figure. */
static const struct target_measure *read_measure(const struct table *table, size_t row, struct published_figure *figure)
{
    const char *text = cell_of(table, row, MEASURE)->text;
    const struct target_measure *first = NULL;
    bool joined = strpbrk(text, "+-") != NULL;

    figure->measure = text;
    for (const char *at = text;; at++) {
        size_t length = strcspn(at, "+-");
        const struct target_measure *measure = find_measure(at, length);
        if (measure == NULL) {
            refuse_measure(table, row, at, length);
            return NULL;
        }
        first = first == NULL ? measure : first;
        if (joined && (measure->unit != first->unit || measure->stock != first->stock || measure->unit == UNIT_SHARE || measure->unit == UNIT_DAYS)) {
            reader_error(table->reader, place_of(table, row, MEASURE), "join flows, or stocks, in one unit: decisions+withdrawn",
                         "%s joins measures that do not add up", reader_quote(table->reader, text));
            return NULL;
        }
        at += length;
        if (*at == '\0')
            break;
    }
    figure->stock = first->stock;
    figure->scaled = first->unit != UNIT_SHARE && first->unit != UNIT_DAYS;
    return first;
}

/* ---- value, unit, source ---- */

/* "cases", as forecast.csv and the figures of others have it. */
static const char *unit_word(enum unit unit)
{
    return unit == UNIT_SHARE ? "share" : unit == UNIT_CASES ? "cases" : unit == UNIT_EURO ? "EUR" : unit_info(unit)->name;
}

static bool read_unit(const struct table *table, size_t row, enum unit unit)
{
    const char *text = table->column[UNIT] < 0 ? "" : cell_of(table, row, UNIT)->text;

    if (text[0] == '\0' || strcmp(text, unit_word(unit)) == 0)
        return true;
    reader_error(table->reader, place_of(table, row, UNIT), reader_format(table->reader, "write %s", unit_word(unit)),
                 "%s is not the unit of %s", reader_quote(table->reader, text),
                 reader_quote(table->reader, cell_of(table, row, MEASURE)->text));
    return false;
}

static bool read_value(const struct table *table, size_t row, enum unit unit, double *value)
{
    struct reader *reader = table->reader;
    const char *text = cell_of(table, row, VALUE)->text;
    struct place place = place_of(table, row, VALUE);
    size_t whole = strspn(text, "0123456789"), point = text[whole] == '.',
           tenths = point ? strspn(text + whole + 1, "0123456789") : 0;

    *value = strtod(text, NULL);
    if (whole == 0 || (point && tenths == 0) || text[whole + point + tenths] != '\0') {
        reader_error(reader, place, unit == UNIT_SHARE ? "write 0.93 for 93%" : "plain digits, without marks between thousands",
                     "a published figure must be a number of at least 0, not %s", reader_quote(reader, text));
        return false;
    }
    if (unit == UNIT_SHARE && *value > 1) {
        reader_error(reader, place, "write 0.93 for 93%", "a share is at most 1, not %s", reader_quote(reader, text));
        return false;
    }
    if (*value > VALUE_MOST) {
        reader_error(reader, place, NULL, "a published figure is too large: %s", reader_quote(reader, text));
        return false;
    }
    return true;
}

/* ---- rows ---- */

/* All that is wrong with the row is told; false when something is. */
static bool read_figure(const struct table *table, size_t row, struct published_figure *figure)
{
    bool good = read_period(table, row, figure) && read_date(table, row, figure);
    const struct target_measure *measure;

    good = read_stream(table, row, figure) && good;
    measure = read_measure(table, row, figure);
    if (measure == NULL)
        return false;
    good = read_value(table, row, measure->unit, &figure->value) && good;
    figure->source = table->column[SOURCE] < 0 ? "" : cell_of(table, row, SOURCE)->text;
    figure->place = place_of(table, row, PERIOD);
    return read_unit(table, row, measure->unit) && good;
}

/* Of a stock the day counts, not what period it ends; figures of one thing stand next to each other, the first line first. */
static int compare_figures(const void *a, const void *b)
{
    const struct published_figure *one = *(const struct published_figure *const *)a, *other = *(const struct published_figure *const *)b;
    int measures = strcmp(one->measure, other->measure);

    if (one->stream != other->stream)
        return one->stream < other->stream ? -1 : 1;
    if (measures != 0)
        return measures;
    if (one->date != other->date)
        return one->date < other->date ? -1 : 1;
    if (one->period != other->period && !one->stock)
        return one->period < other->period ? -1 : 1;
    return 0;
}

static int compare_in_order(const void *a, const void *b)
{
    const struct published_figure *one = *(const struct published_figure *const *)a, *other = *(const struct published_figure *const *)b;
    int order = compare_figures(a, b);

    return order != 0 ? order : one->place.line < other->place.line ? -1 : one->place.line > other->place.line;
}

static void refuse_twice(struct reader *reader, const struct published_figure *figures, size_t n)
{
    const struct published_figure **sorted = calloc(n + 1, sizeof *sorted);

    if (sorted == NULL) {
        reader->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < n; i++)
        sorted[i] = &figures[i];
    qsort(sorted, n, sizeof *sorted, compare_in_order);
    for (size_t i = 1; i < n; i++) {
        if (compare_figures(&sorted[i - 1], &sorted[i]) == 0) {
            reader_error(reader, sorted[i]->place, "take one of the two out", "this figure was given on line %d",
                         sorted[i - 1]->place.line);
        }
    }
    free(sorted);
}

/* The rows that have a value; an empty cell means that nothing was published. */
static void read_rows(const struct table *table, struct scenario *spec)
{
    struct published_figure *figures = reader_alloc(table->reader, table->csv->n_rows + 1, sizeof *figures);
    size_t n = 0;

    for (size_t i = 0; figures != NULL && i < table->csv->n_rows; i++) {
        if (cell_of(table, i, VALUE)->text[0] != '\0')
            n += read_figure(table, i, &figures[n]);
    }
    if (figures == NULL)
        return;
    refuse_twice(table->reader, figures, n);
    spec->published = figures;
    spec->n_published = n;
}

void resolve_published(struct binder *binder, struct bound_scenario *root)
{
    const struct node *path = root->published;
    struct table table = {.reader = binder->reader, .root = root};
    bool good = true;

    if (path == NULL)
        return;
    table.csv = csv_read(binder->reader, path->text, path->place);
    if (table.csv == NULL)
        return;
    for (int i = 0; i < COLUMNS; i++) {
        table.column[i] = csv_column(binder->reader, table.csv, column_names[i], path->place, i < REQUIRED);
        good = good && (i >= REQUIRED || table.column[i] >= 0);
    }
    if (good && table.csv->n_rows == 0)
        reader_error(binder->reader, path->place, NULL, "the table of published figures has no rows");
    if (good)
        read_rows(&table, &root->spec);
}
