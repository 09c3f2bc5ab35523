/* What contingent rules did, in report.html. */
#ifndef OUTPUT_REPORT_RULES_H
#define OUTPUT_REPORT_RULES_H

#include "output/report_text.h"

/* A line of the headline for each rule. */
void report_rules_headline(const struct page *page);

/* How often each fires and how long it holds, by year; prints nothing where there are no rules. */
void report_rules_table(struct page *page);

#endif
