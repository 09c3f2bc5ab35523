/* The CSV files of a run folder (RFC 4180, but lines end in a single newline; UTF-8; C locale; numbers to 10
 * significant digits). */
#ifndef OUTPUT_CSV_H
#define OUTPUT_CSV_H

#include <stdbool.h>
#include <stdio.h>

#include "output/run_result.h"

enum { CSV_NUMBER_SIZE = 32 };

/* Writes `value` to 10 significant digits with a point, whatever the locale; "" for NaN and infinities, "0" for -0. */
void csv_number(double value, char out[static CSV_NUMBER_SIZE]);

/* Writes one free-text cell: quoted when it must be, and with an apostrophe before it when a spreadsheet would take it
 * for a formula. A plain number or quantity ("-590/year", "-10%") stays as it is. */
void csv_write_text(FILE *out, const char *text);

/* Writers of whole files. They print without looking at errors: whoever closes `out` checks ferror(). */
void csv_write_forecast(FILE *out, const struct run_result *run);
void csv_write_waits(FILE *out, const struct run_result *run);
void csv_write_assumptions(FILE *out, const struct run_result *run);

/* Whether a measure has rows of an entity: those that only some have (SCOPE_SOME) when there is any value. */
bool csv_has_rows(const struct run_result *run, size_t entity, enum measure measure);

/* Splits a quantity as written into number and unit: "26 hours" -> "26", "hours"; "EUR 100/day" -> "100", "EUR/day";
 * "9/year" -> "9", "cases/year"; anything else -> the text itself and "". Pieces are cut to `size`. */
void csv_split_quantity(const char *text, size_t size, char *value, char *unit);

#endif
