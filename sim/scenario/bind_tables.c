/* Fields that are read from CSV tables: the known past of an inflow, the opening stock by age. */
#include <stdlib.h>
#include <string.h>

#include "scenario/series.h"

enum { AGE_MOST = 36525 };
static const int64_t COUNT_MOST = 1000000000;

/* ---- past ---- */

/* 2022, 2022-01 or 2022-01-15 as first and last day. */
static bool period_days(const char *text, int *first, int *last)
{
    char whole[11];
    size_t length = strlen(text);
    static const char rest[] = "0000-01-01";
    struct civil_date date;

    if (length != 4 && length != 7 && length != 10)
        return false;
    memcpy(whole, text, length);
    memcpy(whole + length, rest + length, sizeof rest - length);
    if (!day_parse(whole, first))
        return false;
    date = date_from_day(*first);
    if (date.year < 1900 || date.year > 2199)
        return false;
    *last = *first;
    if (length == 4)
        *last = *first + days_in_year(date.year) - 1;
    if (length == 7)
        *last = *first + days_in_month(date.year, date.month) - 1;
    return true;
}

struct past_entry {
    struct past_row row;
    struct place place;
};

static int compare_past(const void *a, const void *b)
{
    const struct past_entry *one = a, *other = b;

    if (one->row.first != other->row.first)
        return one->row.first < other->row.first ? -1 : 1;
    return one->place.line < other->place.line ? -1 : one->place.line > other->place.line;
}

/* The rows that have a count; an empty cell means that nothing is known. */
static bool read_entries(struct reader *reader, const struct csv *csv, int period, int column,
                         struct past_entry *entries, size_t *n)
{
    bool good = true;

    *n = 0;
    for (size_t i = 0; i < csv->n_rows; i++) {
        const struct csv_cell *when = csv_cell(csv, i, period), *cell = csv_cell(csv, i, column);
        struct past_entry *entry = &entries[*n];
        if (cell->text[0] == '\0')
            continue;
        entry->place = csv_place(csv, when);
        if (!period_days(when->text, &entry->row.first, &entry->row.last)) {
            reader_error(reader, entry->place, "write 2022, 2022-01 or 2022-01-15", "%s is no period",
                         reader_quote(reader, when->text));
            good = false;
            continue;
        }
        good = csv_count(reader, csv, cell, "a count", COUNT_MOST, &entry->row.count) && good;
        ++*n;
    }
    return good;
}

static bool refuse_overlaps(struct reader *reader, struct past_entry *entries, size_t n)
{
    bool good = true;

    if (n > 0)
        qsort(entries, n, sizeof *entries, compare_past);
    for (size_t i = 1; i < n; i++) {
        if (entries[i].row.first > entries[i - 1].row.last)
            continue;
        reader_error(reader, entries[i].place, "each day may be in one period",
                     "this period overlaps the one on line %d", entries[i - 1].place.line);
        good = false;
    }
    return good;
}

static void bind_rows(struct binder *binder, const struct slot *slot, const struct csv *csv, int period, int column)
{
    struct reader *reader = binder->reader;
    struct past_entry *entries = calloc(csv->n_rows + 1, sizeof *entries);
    struct past_row *rows = reader_alloc(reader, csv->n_rows, sizeof *rows);
    size_t n = 0;

    if (entries == NULL)
        reader->out_of_memory = true;
    if (entries != NULL && rows != NULL && read_entries(reader, csv, period, column, entries, &n) &&
        refuse_overlaps(reader, entries, n)) {
        for (size_t i = 0; i < n; i++)
            rows[i] = entries[i].row;
        memcpy(slot_target(slot), &rows, sizeof rows);
        memcpy(slot->base + slot->field->count_offset, &n, sizeof n);
        if (n == 0)
            reader_error(reader, slot->node->place, NULL, "the table has no counts in this column");
    }
    free(entries);
}

void bind_past(struct binder *binder, const struct slot *slot)
{
    static const char *const keys[] = {"file", "column"};
    const struct node *node = slot->node;
    const struct node_entry *file = node_find(node, "file"), *column = node_find(node, "column");
    const struct csv *csv;
    int period, values;

    if (file == NULL || column == NULL || file->value->kind != NODE_SCALAR || column->value->kind != NODE_SCALAR) {
        bind_refuse_kind(binder, slot, node);
        return;
    }
    for (size_t i = 0; i < node->n; i++) {
        if (&node->entries[i] != file && &node->entries[i] != column)
            bind_unknown_key(binder, &node->entries[i], slot->path, keys, 2);
    }
    csv = csv_read(binder->reader, file->value->text, file->value->place);
    if (csv == NULL)
        return;
    period = csv_column(binder->reader, csv, "period", file->value->place, true);
    values = csv_column(binder->reader, csv, column->value->text, column->value->place, true);
    if (period >= 0 && values >= 0)
        bind_rows(binder, slot, csv, period, values);
}

/* ---- ages ---- */

/* The index of a class, -1 when the cell is empty; false after an error. */
static bool read_class(struct reader *reader, const struct csv *csv, const struct csv_cell *cell,
                       const struct bound_stream *stream, int *index)
{
    const char **names = reader_alloc(reader, stream->n_classes, sizeof *names), *help;

    *index = -1;
    if (cell->text[0] == '\0')
        return true;
    for (size_t i = 0; names != NULL && i < stream->n_classes; i++) {
        names[i] = stream->classes[i].spec.name;
        if (strcmp(names[i], cell->text) == 0)
            *index = (int)i;
    }
    if (*index >= 0 || names == NULL)
        return names != NULL;
    if (stream->n_classes == 0)
        help = "the stream states no classes: leave the column out";
    else
        help = reader_suggest(reader, cell->text, stream->n_classes, names, "its classes are ");
    reader_error(reader, csv_place(csv, cell), help, "the stream %s has no class %s",
                 reader_quote(reader, stream->spec.name), reader_quote(reader, cell->text));
    return false;
}

static bool read_age(struct reader *reader, const struct csv *csv, size_t i, const int column[3],
                     const struct bound_stream *stream, struct age_row *row)
{
    int64_t age = 0;
    bool good = csv_count(reader, csv, csv_cell(csv, i, column[0]), "an age", AGE_MOST, &age);

    row->age = (int)age;
    good = csv_count(reader, csv, csv_cell(csv, i, column[1]), "a count", COUNT_MOST, &row->count) && good;
    row->class_index = -1;
    if (column[2] >= 0)
        good = read_class(reader, csv, csv_cell(csv, i, column[2]), stream, &row->class_index) && good;
    return good;
}

void ages_read(struct binder *binder, const struct node *path, const struct bound_stream *stream,
               struct opening_spec *opening)
{
    struct reader *reader = binder->reader;
    const struct csv *csv = csv_read(reader, path->text, path->place);
    struct age_row *rows;
    int column[3];
    bool good = true;

    if (csv == NULL)
        return;
    column[0] = csv_column(reader, csv, "age", path->place, true);
    column[1] = csv_column(reader, csv, "count", path->place, true);
    column[2] = csv_column(reader, csv, "class", path->place, false);
    rows = reader_alloc(reader, csv->n_rows, sizeof *rows);
    if (column[0] < 0 || column[1] < 0 || rows == NULL)
        return;
    for (size_t i = 0; i < csv->n_rows; i++)
        good = read_age(reader, csv, i, column, stream, &rows[i]) && good;
    if (csv->n_rows == 0)
        reader_error(reader, path->place, NULL, "the table of ages has no rows");
    if (!good)
        return;
    opening->rows = rows;
    opening->n_rows = csv->n_rows;
}
