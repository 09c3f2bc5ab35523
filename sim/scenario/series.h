/* CSV tables: commas or semicolons, quotes, a header, with or without a byte-order mark, any line ends. */
#ifndef SCENARIO_SERIES_H
#define SCENARIO_SERIES_H

#include "scenario/bind.h"

enum { CSV_CELLS_MAX = 1000000, CSV_COLUMNS_MAX = 2000 };

struct csv_cell {
    const char *text; /* without quotes and surrounding blanks */
    int line, column;
};
struct csv {
    int source;
    size_t n_columns, n_rows;      /* the header is no row */
    const struct csv_cell *header; /* n_columns */
    const struct csv_cell *cells;  /* row by row; a short row is padded with empty cells */
};

/* Reads the table that a value names, relative to the file the value stands in; NULL after errors. A table is read
 * once. */
const struct csv *csv_read(struct reader *reader, const char *path, struct place named);

/* The number of a column, or -1; with an error at `asked` when it is required. */
int csv_column(struct reader *reader, const struct csv *csv, const char *name, struct place asked, bool required);

const struct csv_cell *csv_cell(const struct csv *csv, size_t row, int column);
struct place csv_place(const struct csv *csv, const struct csv_cell *cell);

/* A whole number of at least 0 that fits; false after an error that calls it `what`. */
bool csv_count(struct reader *reader, const struct csv *csv, const struct csv_cell *cell, const char *what,
               int64_t most, int64_t *count);

/* Reads the rows of an opening table: columns age, count and perhaps class, the classes being those of a stream. */
void ages_read(struct binder *binder, const struct node *path, const struct bound_stream *stream,
               struct opening_spec *opening);

#endif
