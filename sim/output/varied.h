/* The keys that a command varies, as headings of its table and as labels: values that are added to the scenario's are told from those that
 * take its place. */
#ifndef OUTPUT_VARIED_H
#define OUTPUT_VARIED_H

#include <stdbool.h>
#include <stdio.h>

#include "output/plot_words.h"

/* Writes a column's heading: "pools.asylum.fte", or "pools.asylum.fte (added)". */
void varied_heading(FILE *out, const char *key, bool added);

/* Whether a column of this heading holds what is added. */
bool varied_is_added(const char *heading);

/* A key as a picture says it: "added to pools.asylum.fte"; cut to VARIED_SIZE. The second takes a heading. */
enum { VARIED_SIZE = 320 };
void varied_label(enum report_language language, const char *key, bool added, char out[static VARIED_SIZE]);
void varied_heading_label(enum report_language language, const char *heading, char out[static VARIED_SIZE]);

/* A value between its unit's parts, with its sign when it is added: "1600 fte", "+120 fte", "+EUR 20". */
struct varied_unit {
    const char *before, *after;
    bool added;
};
void varied_print(FILE *out, struct varied_unit unit, double value);

#endif
