/* Reading tables back: those that termijn wrote, also with semicolons, decimal commas and a byte order mark, and others of that form. */
#ifndef OUTPUT_CSV_READ_H
#define OUTPUT_CSV_READ_H

#include <stddef.h>

#include "output/problem.h"

struct csv_table {
    char *text;         /* of all cells */
    char decimal_mark;
    size_t n_columns, n_rows; /* rows without the header */
    const char **cells; /* (n_rows + 1) x n_columns, the header first */
};

enum { CSV_NO_COLUMN = -1 };

/* Reads a whole table with a header; every row has as many cells. 0; or -1 and *problem, and then *table is empty. To be freed either way. */
int csv_table_read(const char *path, struct csv_table *table, struct problem *problem);
void csv_table_free(struct csv_table *table);

/* The column with this heading, or CSV_NO_COLUMN. */
int csv_table_column(const struct csv_table *table, const char *heading);

/* The cell of row 0 .. n_rows - 1; "" in CSV_NO_COLUMN. */
const char *csv_table_text(const struct csv_table *table, size_t row, int column);

/* The cell as a number; NaN when it is none, or empty. */
double csv_table_number(const struct csv_table *table, size_t row, int column);

#endif
