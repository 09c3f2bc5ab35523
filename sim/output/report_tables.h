/* The tables of report.html: streams, staff, assumptions, and how the page was made. */
#ifndef OUTPUT_REPORT_TABLES_H
#define OUTPUT_REPORT_TABLES_H

#include "output/report_text.h"

/* How likely each target is met; prints nothing where there are none. */
void report_targets(struct page *page);

void report_streams(struct page *page);
void report_staff(struct page *page); /* prints nothing where there are no pools */
void report_assumptions(struct page *page);
void report_manifest(struct page *page);

#endif
