/* Forms of CSV. Writers write the plain one; another is made of it on the way to the file. */
#ifndef OUTPUT_CSV_FORM_H
#define OUTPUT_CSV_FORM_H

#include <stdio.h>

enum csv_form {
    CSV_PLAIN,   /* comma, decimal point, newline */
    CSV_EXCEL_NL /* semicolon, decimal comma, CRLF, byte order mark: what Excel opens as a table where the decimal mark is a comma */
};

/* The form of a word, "plain" or "excel-nl": 0, or -1 when there is none. And back. */
int csv_form_of(const char *word, enum csv_form *form);
const char *csv_form_name(enum csv_form form);

/* A stream that takes plain CSV with a header line, and writes it to `out` in the form of CSV_EXCEL_NL. Numbers change their decimal mark
 * where the column (of the file called `name`, see columns.h) holds numbers. Closing it leaves `out` open. NULL without memory; other failures
 * are left in the stream or in `out`. */
FILE *csv_excel_open(FILE *out, const char *name);

#endif
