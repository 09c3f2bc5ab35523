#include "scenario/series.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct scanner {
    struct reader *reader;
    int source;
    const char *at, *end;
    int line, column;
    char separator;
    size_t n, capacity;
    struct csv_cell *cells;
};

/* The mark that stands more often in the header. */
static char separator_of(const char *text, size_t size)
{
    size_t commas = 0, semicolons = 0;

    for (size_t i = 0; i < size && text[i] != '\n' && text[i] != '\r'; i++) {
        commas += text[i] == ',';
        semicolons += text[i] == ';';
    }
    return semicolons > commas ? ';' : ',';
}

static bool at_line_end(const struct scanner *scanner)
{
    return scanner->at == scanner->end || *scanner->at == '\n' || *scanner->at == '\r';
}

static void next_line(struct scanner *scanner)
{
    if (scanner->at == scanner->end)
        return;
    if (*scanner->at == '\r' && scanner->at + 1 < scanner->end && scanner->at[1] == '\n')
        scanner->at++;
    scanner->at++;
    scanner->line++;
    scanner->column = 1;
}

static void step(struct scanner *scanner)
{
    int32_t code;
    size_t length = text_decode(scanner->at, (size_t)(scanner->end - scanner->at), &code);

    scanner->at += length;
    scanner->column++;
}

static bool scan_error(struct scanner *scanner, const char *message)
{
    struct place place = {.file = scanner->source, .line = scanner->line, .column = scanner->column};

    reader_error(scanner->reader, place, NULL, "%s", message);
    return false;
}

static bool keep_cell(struct scanner *scanner, const char *text, int line, int column)
{
    struct csv_cell *cells;

    if (scanner->n >= CSV_CELLS_MAX)
        return scan_error(scanner, "the table is too large: over a million cells");
    cells = arena_grow(scanner->reader->arena, scanner->cells, scanner->n, &scanner->capacity, sizeof *cells);
    if (cells == NULL || text == NULL) {
        scanner->reader->out_of_memory = true;
        return false;
    }
    scanner->cells = cells;
    cells[scanner->n++] = (struct csv_cell){.text = text, .line = line, .column = column};
    return true;
}

/* A cell in quotes, the scanner being on the first; a doubled quote is one. */
static bool scan_quoted(struct scanner *scanner, int line, int column)
{
    char *text = reader_alloc(scanner->reader, (size_t)(scanner->end - scanner->at), 1);
    size_t used = 0;

    if (text == NULL)
        return false;
    step(scanner);
    for (;;) {
        if (at_line_end(scanner))
            return scan_error(scanner, "a quoted cell does not end on its line");
        if (*scanner->at == '"') {
            step(scanner);
            if (at_line_end(scanner) || *scanner->at != '"')
                break;
        }
        text[used++] = *scanner->at;
        /* Bytes of one character are copied one by one; the column counts the first. */
        if (((unsigned char)*scanner->at & 0xc0) != 0x80)
            scanner->column++;
        scanner->at++;
    }
    return keep_cell(scanner, text, line, column);
}

static bool scan_cell(struct scanner *scanner)
{
    const char *start, *stop;
    int line = scanner->line, column;

    while (!at_line_end(scanner) && (*scanner->at == ' ' || *scanner->at == '\t'))
        step(scanner);
    column = scanner->column;
    if (!at_line_end(scanner) && *scanner->at == '"') {
        if (!scan_quoted(scanner, line, column))
            return false;
        while (!at_line_end(scanner) && *scanner->at == ' ')
            step(scanner);
        return at_line_end(scanner) || *scanner->at == scanner->separator ||
               scan_error(scanner, "text after the closing quote of a cell");
    }
    start = scanner->at;
    while (!at_line_end(scanner) && *scanner->at != scanner->separator) {
        if (*scanner->at == '\0')
            return scan_error(scanner, "not a text file: it holds a NUL character");
        step(scanner);
    }
    for (stop = scanner->at; stop > start && (stop[-1] == ' ' || stop[-1] == '\t');)
        stop--;
    return keep_cell(scanner, arena_strndup(scanner->reader->arena, start, (size_t)(stop - start)), line, column);
}

/* One line of cells; pads it to `width`, or refuses one that is longer. A width of 0 sets it. */
static bool scan_row(struct scanner *scanner, size_t *width)
{
    size_t first = scanner->n;
    int line = scanner->line;

    while (scan_cell(scanner)) {
        if (at_line_end(scanner)) {
            if (*width == 0)
                *width = scanner->n - first;
            if (scanner->n - first > *width)
                return scan_error(scanner, "this row has more cells than the header");
            while (scanner->n - first < *width) {
                if (!keep_cell(scanner, "", line, scanner->column))
                    return false;
            }
            next_line(scanner);
            return true;
        }
        step(scanner);
    }
    return false;
}

static bool line_is_blank(const struct scanner *scanner)
{
    const char *at = scanner->at;

    while (at < scanner->end && (*at == ' ' || *at == '\t'))
        at++;
    return at == scanner->end || *at == '\n' || *at == '\r';
}

static bool scan_table(struct scanner *scanner, struct csv *csv)
{
    size_t width = 0;

    while (scanner->at < scanner->end) {
        if (line_is_blank(scanner)) {
            while (!at_line_end(scanner))
                step(scanner);
            next_line(scanner);
        } else if (!scan_row(scanner, &width)) {
            return false;
        }
        if (width > CSV_COLUMNS_MAX)
            return scan_error(scanner, "the table has over 2000 columns");
    }
    if (width == 0)
        return scan_error(scanner, "the table is empty: it needs a header and rows");
    csv->n_columns = width;
    csv->n_rows = scanner->n / width - 1;
    csv->header = scanner->cells;
    csv->cells = scanner->cells + width;
    return true;
}

const struct csv *csv_read(struct reader *reader, const char *path, struct place named)
{
    const char *full = reader_path(reader, named.file, path);
    int source = full == NULL ? -1 : reader_add_file(reader, full, named);
    struct scanner scanner;
    struct csv *csv;

    if (source < 0)
        return NULL;
    if (reader->sources[source].csv != NULL)
        return reader->sources[source].csv;
    csv = reader_alloc(reader, 1, sizeof *csv);
    if (csv == NULL)
        return NULL;
    scanner = (struct scanner){
        .reader = reader, .source = source, .line = 1, .column = 1, .at = reader->sources[source].text};
    scanner.end = scanner.at + reader->sources[source].size;
    if (reader->sources[source].size >= 3 && memcmp(scanner.at, "\xef\xbb\xbf", 3) == 0)
        scanner.at += 3;
    scanner.separator = separator_of(scanner.at, (size_t)(scanner.end - scanner.at));
    csv->source = source;
    if (!scan_table(&scanner, csv))
        return NULL;
    reader->sources[source].csv = csv;
    return csv;
}

int csv_column(struct reader *reader, const struct csv *csv, const char *name, struct place asked, bool required)
{
    const char **names;

    for (size_t i = 0; i < csv->n_columns; i++) {
        if (strcmp(csv->header[i].text, name) == 0)
            return (int)i;
    }
    if (!required)
        return -1;
    names = reader_alloc(reader, csv->n_columns, sizeof *names);
    if (names == NULL)
        return -1;
    for (size_t i = 0; i < csv->n_columns; i++)
        names[i] = csv->header[i].text;
    reader_error(reader, asked, reader_suggest(reader, name, csv->n_columns, names, "its columns are "),
                 "%s has no column %s", reader->sources[csv->source].name, reader_quote(reader, name));
    return -1;
}

const struct csv_cell *csv_cell(const struct csv *csv, size_t row, int column)
{
    return &csv->cells[row * csv->n_columns + (size_t)column];
}

struct place csv_place(const struct csv *csv, const struct csv_cell *cell)
{
    return (struct place){.file = csv->source, .line = cell->line, .column = cell->column};
}

bool csv_count(struct reader *reader, const struct csv *csv, const struct csv_cell *cell, const char *what,
               int64_t most, int64_t *count)
{
    const char *text = cell->text;
    size_t digits = strspn(text, "0123456789");
    long long value;

    errno = 0;
    value = strtoll(text, NULL, 10);
    if (digits > 0 && text[digits] == '\0' && errno == 0 && value <= most) {
        *count = value;
        return true;
    }
    if (text[0] == '-')
        reader_error(reader, csv_place(csv, cell), NULL, "%s cannot be negative: %s", what, reader_quote(reader, text));
    else if (digits > 0 && text[digits] == '\0')
        reader_error(reader, csv_place(csv, cell), NULL, "%s is too large: %s", what, reader_quote(reader, text));
    else
        reader_error(reader, csv_place(csv, cell), "plain digits, without marks between thousands",
                     "%s must be a whole number, not %s", what,
                     text[0] == '\0' ? "nothing" : reader_quote(reader, text));
    return false;
}
