#include "output/report_published.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "output/json.h"

enum { YEARS_BEFORE = 10, KINDS = 4 };
static const struct {
    const char *name;
    int months;
} kinds[KINDS] = {{"day", 0}, {"month", 1}, {"quarter", 3}, {"year", 12}};

bool published_adds_up(const char *unit)
{
    return strcmp(unit, "share") != 0 && strcmp(unit, "days") != 0;
}

/* ---- writing ---- */

static const char *kind_of(const struct published_figure *figure)
{
    static const char *const names[PUBLISHED_PERIODS] = {"month", "quarter", "year"};
    return figure->stock ? "day" : names[figure->period];
}

static bool is_shown(const struct run_result *run, const struct published_figure *figure)
{
    return figure->date >= day_add(run->layout->opening_date, -12 * YEARS_BEFORE, 0) && figure->date <= run->layout->horizon;
}

/* The figure of another stream (-1: all) for the same thing, or NULL. */
static const struct published_figure *find_same(const struct scenario *scenario, const struct published_figure *like, int stream)
{
    for (size_t i = 0; i < scenario->n_published; i++) {
        const struct published_figure *figure = &scenario->published[i];
        if (figure->stream == stream && figure->date == like->date && strcmp(figure->measure, like->measure) == 0 &&
            (figure->stock || figure->period == like->period)) {
            return figure;
        }
    }
    return NULL;
}

/* Of all streams together, from a figure of the first; NaN when one of them has none, or `all` has its own. */
static double sum_of(const struct scenario *scenario, const struct published_figure *first)
{
    double sum = first->value;
    if (!first->scaled || find_same(scenario, first, -1) != NULL) {
        return (double)NAN;
    }
    for (size_t i = 1; i < scenario->n_streams; i++) {
        const struct published_figure *other = find_same(scenario, first, (int)i);
        if (other == NULL) {
            return (double)NAN;
        }
        sum += other->value;
    }
    return sum;
}

static json_t *get_or_put(struct json_builder *builder, json_t *object, const char *key, bool list)
{
    json_t *found = json_object_get(object, key);
    return found != NULL ? found : json_put(builder, object, key, list ? json_array() : json_object());
}

static int compare_rows(const void *a, const void *b)
{
    return strcmp(json_string_value(json_array_get(*(json_t *const *)a, 0)), json_string_value(json_array_get(*(json_t *const *)b, 0)));
}

/* Sorts the rows by date; -1 without memory. */
static int sort_rows(json_t *rows)
{
    const size_t n = json_array_size(rows);
    json_t **sorted = calloc(n + 1, sizeof(json_t *));
    int status = sorted == NULL ? -1 : 0;
    for (size_t i = 0; status == 0 && i < n; i++) {
        sorted[i] = json_incref(json_array_get(rows, i));
    }
    if (status == 0) {
        qsort(sorted, n, sizeof(json_t *), compare_rows);
    }
    for (size_t i = 0; status == 0 && i < n; i++) {
        json_array_set_new(rows, i, sorted[i]);
    }
    free(sorted);
    return status;
}

static void put_figure(struct json_builder *builder, json_t *root, const char *entity, const struct published_figure *figure, double value)
{
    json_t *measures = get_or_put(builder, root, entity, false);
    json_t *rows = get_or_put(builder, get_or_put(builder, measures, figure->measure, false), kind_of(figure), true);
    json_t *row = json_push(builder, rows, json_array());
    json_push(builder, row, json_date(figure->date));
    json_push(builder, row, json_short(value));
    json_push(builder, row, json_text(strcmp(entity, "all") == 0 && figure->stream >= 0 ? "" : figure->source));
}

static void sort_all(struct json_builder *builder, json_t *root)
{
    json_t *measures, *periods, *rows;
    const char *entity, *measure, *period;
    json_object_foreach(root, entity, measures)
    {
        json_object_foreach(measures, measure, periods)
        {
            json_object_foreach(periods, period, rows)
            {
                builder->failed |= sort_rows(rows) != 0;
            }
        }
    }
}

json_t *report_published(const struct run_result *run)
{
    const struct scenario *scenario = run->scenario;
    struct json_builder builder = {0};
    json_t *root = json_object();
    builder.failed = root == NULL;
    for (size_t i = 0; i < scenario->n_published; i++) {
        const struct published_figure *figure = &scenario->published[i];
        const double scale = figure->scaled ? scenario->scale.points[0].value : 1;
        if (!is_shown(run, figure)) {
            continue;
        }
        put_figure(&builder, root, figure->stream < 0 ? "all" : scenario->streams[figure->stream].name, figure, scale * figure->value);
        if (figure->stream == 0 && isfinite(sum_of(scenario, figure))) {
            put_figure(&builder, root, "all", figure, scale * sum_of(scenario, figure));
        }
    }
    if (!builder.failed) {
        sort_all(&builder, root);
    }
    if (builder.failed) {
        json_decref(root);
        return NULL;
    }
    return root;
}

/* ---- reading ---- */

static const json_t *rows_of(const json_t *published, const char *entity, const char *measure, const char *kind)
{
    return json_object_get(json_object_get(json_object_get(published, entity), measure), kind);
}

/* Reads a row; false for what is none. */
static bool read_row(const json_t *row, struct published_mark *mark)
{
    const char *date = json_string_value(json_array_get(row, 0));
    const json_t *value = json_array_get(row, 1);
    mark->value = json_number_value(value);
    return date != NULL && day_parse(date, &mark->last) && json_is_number(value) && fabs(mark->value) < 1e15;
}

static bool is_covered(const struct published_marks *marks, size_t n, const struct published_mark *mark)
{
    for (size_t i = 0; i < n; i++) {
        if (marks->mark[i].last >= mark->first && marks->mark[i].last <= mark->last) {
            return true;
        }
    }
    return false;
}

/* Adds the figures of one kind of period, shorter ones being in already. */
static void add_kind(const json_t *rows, size_t kind, bool per_month, struct published_marks *marks)
{
    const size_t shorter = marks->n;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        struct published_mark mark;
        if (!read_row(json_array_get(rows, i), &mark)) {
            continue;
        }
        mark.first = kinds[kind].months > 1 ? month_start(month_index(mark.last) - kinds[kind].months + 1) : mark.last;
        mark.value /= per_month && kinds[kind].months > 1 ? kinds[kind].months : 1;
        if (!is_covered(marks, shorter, &mark)) {
            marks->mark[marks->n++] = mark;
        }
    }
}

static int compare_marks(const void *a, const void *b)
{
    const struct published_mark *one = a, *other = b;
    return one->last < other->last ? -1 : one->last > other->last;
}

int published_read(const json_t *published, const char *entity, const char *measure, bool per_month, struct published_marks *marks)
{
    size_t most = 0;
    *marks = (struct published_marks){0};
    for (size_t kind = 0; kind < KINDS; kind++) {
        most += json_array_size(rows_of(published, entity, measure, kinds[kind].name));
    }
    if (most == 0) {
        return 0;
    }
    marks->mark = calloc(most, sizeof *marks->mark);
    if (marks->mark == NULL) {
        return -1;
    }
    for (size_t kind = 0; kind < KINDS; kind++) {
        add_kind(rows_of(published, entity, measure, kinds[kind].name), kind, per_month, marks);
    }
    qsort(marks->mark, marks->n, sizeof *marks->mark, compare_marks);
    return 0;
}

void published_free(struct published_marks *marks)
{
    free(marks->mark);
    *marks = (struct published_marks){0};
}

double published_of_year(const json_t *published, const char *entity, const char *measure, const char *date)
{
    static const char *const names[] = {"day", "year"};
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        const json_t *rows = rows_of(published, entity, measure, names[k]), *row;
        size_t i;
        json_array_foreach(rows, i, row)
        {
            struct published_mark mark;
            const char *last = json_string_value(json_array_get(row, 0));
            if (last != NULL && strcmp(last, date) == 0 && read_row(row, &mark)) {
                return mark.value;
            }
        }
    }
    return (double)NAN;
}
