#include "output/csv_read.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* ---- the file ---- */

static char *read_all(const char *path, struct problem *problem)
{
    FILE *in = fopen(path, "re"), *out = NULL;
    char *text = NULL, buffer[1 << 14];
    size_t size = 0, got;
    if (in == NULL) {
        problem_errno(problem, errno, "cannot read %s", path);
        return NULL;
    }
    out = open_memstream(&text, &size);
    while (out != NULL && (got = fread(buffer, 1, sizeof buffer, in)) > 0) {
        fwrite(buffer, 1, got, out);
    }
    const bool failed = ferror(in) != 0, closed = out != NULL && fclose(out) == 0;
    fclose(in);
    if (failed || !closed || strlen(text) != size) {
        problem_set(problem, failed ? "cannot read %s" : closed ? "%s is no table: it holds a null byte" : "not enough memory for %s", path);
        free(text);
        return NULL;
    }
    return text;
}

/* ---- cells ---- */

struct splitter {
    char *at;       /* what is not yet split */
    char separator;
    bool ends_row;  /* the cell just taken is the last of its row */
};

/* Takes one cell and unquotes it in place. */
static char *take_cell(struct splitter *splitter)
{
    char *cell = splitter->at, *to = cell, *from = cell;
    const bool quoted = *from == '"';
    for (from += quoted; *from != '\0'; from++) {
        if (quoted && *from == '"' && from[1] != '"') {
            from++;
            break;
        }
        from += quoted && *from == '"';
        if (!quoted && (*from == splitter->separator || *from == '\n' || *from == '\r')) {
            break;
        }
        *to++ = *from;
    }
    from += strcspn(from, splitter->separator == ',' ? ",\n" : ";\n");
    splitter->ends_row = *from != splitter->separator;
    splitter->at = from + (*from != '\0');
    *to = '\0';
    return cell;
}

static bool add_cell(struct csv_table *table, size_t n, const char *cell)
{
    if ((n & (n - 1)) == 0) { /* full at 0, 1, 2, 4, ... */
        const char **larger = realloc(table->cells, (n == 0 ? 1 : 2 * n) * sizeof *larger);
        if (larger == NULL) {
            return false;
        }
        table->cells = larger;
    }
    table->cells[n] = cell;
    return true;
}

static int split(struct csv_table *table, struct splitter *splitter, const char *path, struct problem *problem)
{
    size_t n = 0, in_row = 0, rows = 0;
    while (*splitter->at != '\0') {
        if (!add_cell(table, n, take_cell(splitter))) {
            return problem_set(problem, "not enough memory for %s", path);
        }
        n++;
        in_row++;
        if (splitter->ends_row) {
            table->n_columns = rows == 0 ? in_row : table->n_columns;
            rows++;
            if (in_row != table->n_columns) {
                return problem_set(problem, "%s: row %zu has %zu cells where the header has %zu", path, rows, in_row, table->n_columns);
            }
            in_row = 0;
        }
    }
    if (rows == 0) {
        return problem_set(problem, "%s is empty", path);
    }
    table->n_rows = rows - 1;
    return 0;
}

int csv_table_read(const char *path, struct csv_table *table, struct problem *problem)
{
    *table = (struct csv_table){.text = read_all(path, problem)};
    if (table->text == NULL) {
        return -1;
    }
    const size_t mark = strncmp(table->text, byte_order_mark, 3) == 0 ? 3 : 0;
    const size_t header = strcspn(table->text, "\n"), semicolon = strcspn(table->text, ";");
    struct splitter splitter = {.at = table->text + mark, .separator = semicolon < header ? ';' : ','};
    table->decimal_mark = splitter.separator == ';' ? ',' : '.';
    const int status = split(table, &splitter, path, problem);
    if (status != 0) {
        csv_table_free(table);
    }
    return status;
}

void csv_table_free(struct csv_table *table)
{
    free(table->text);
    free(table->cells);
    *table = (struct csv_table){0};
}

/* ---- looking ---- */

int csv_table_column(const struct csv_table *table, const char *heading)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (strcmp(table->cells[i], heading) == 0) {
            return (int)i;
        }
    }
    return CSV_NO_COLUMN;
}

const char *csv_table_text(const struct csv_table *table, size_t row, int column)
{
    return column < 0 ? "" : table->cells[(row + 1) * table->n_columns + (size_t)column];
}

double csv_table_number(const struct csv_table *table, size_t row, int column)
{
    char copy[64], *end;
    const char *text = csv_table_text(table, row, column);
    const size_t length = strlen(text);
    if (length == 0 || length >= sizeof copy) {
        return (double)NAN;
    }
    for (size_t i = 0; i <= length; i++) {
        copy[i] = text[i] == table->decimal_mark ? '.' : text[i];
    }
    const double value = strtod(copy, &end);
    return *end == '\0' && isfinite(value) ? value : (double)NAN;
}
