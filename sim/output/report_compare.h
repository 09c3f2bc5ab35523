/* The comparison with other scenarios, in report.html. */
#ifndef OUTPUT_REPORT_COMPARE_H
#define OUTPUT_REPORT_COMPARE_H

#include "output/report_text.h"

/* For each alternative of the data's "comparison" (see compare_report.h) what it changes in words, the bands of both, the
 * difference, and a table of what differs. Prints nothing where there is none. */
void report_comparison(struct page *page);

/* A line for each alternative, for the headline. */
void report_comparison_headline(struct page *page);

/* Gives a run's report the comparison of another folder's, `other` being that folder's report: "comparison" then also has
 * "source", the base's own values, dates and names. 0, or -1 when `other` has no comparison or memory ran out. */
int report_comparison_adopt(json_t *data, json_t *other);

#endif
