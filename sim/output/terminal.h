/* The summary of a run, within 80 columns. */
#ifndef OUTPUT_TERMINAL_H
#define OUTPUT_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "output/run_result.h"

/* Whether headings may be bold: `out` is a terminal, and neither NO_COLOR nor TERM=dumb objects. */
bool terminal_has_style(FILE *out);

/* What happens to the open stock, timeliness and penalties: of all streams by year, and of each stream in the last
 * year. */
void terminal_summary(FILE *out, const struct run_result *run);

/* Writes a count as people write it, in at most 9 columns: "118,230", "2.41M". "-" for NaN. */
enum { COUNT_SIZE = 24 };
void count_text(double value, char out[static COUNT_SIZE]);

/* Prints `text` in exactly `columns` columns, cut or filled up, with what a terminal must not receive escaped. */
void print_padded(FILE *out, const char *text, int columns);

#endif
