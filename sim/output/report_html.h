/* report.html: one file that needs no other, written from what report_data() found.
 *
 * Nothing in it comes from elsewhere or goes elsewhere: its policy allows the one style and the one script that stand
 * in it, by their hashes, and no connection at all. */
#ifndef OUTPUT_REPORT_HTML_H
#define OUTPUT_REPORT_HTML_H

#include <jansson.h>
#include <stdio.h>

#include "output/report_words.h"

/* Writes the page. 0, or -1 when memory ran out (the page is then not to be used); errors of writing are left in
 * `out`. */
int report_html(FILE *out, const json_t *data, enum report_language language);

/* Writes report.json: the data on one line. Returns as report_html(). */
int report_json(FILE *out, const json_t *data);

#endif
