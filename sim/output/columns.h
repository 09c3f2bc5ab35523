/* The columns of all CSV files that are written: what they hold, for datapackage.json and for other forms of CSV. */
#ifndef OUTPUT_COLUMNS_H
#define OUTPUT_COLUMNS_H

#include <stdbool.h>

enum column_type {
    COLUMN_TEXT,
    COLUMN_QUANTITY, /* text that may be a number */
    COLUMN_NUMBER,
    COLUMN_INTEGER,
    COLUMN_DATE,
    COLUMN_YES_NO
};

struct column {
    const char *file; /* NULL: of every file that has one of this name */
    const char *name;
    enum column_type type;
    const char *doc; /* one sentence */
};

/* The column of a file by its name; for a name that stands for a key of the scenario that was varied, a number. NULL when there is no such
 * column. */
const struct column *column_find(const char *file, const char *name);

#endif
