/* Waits and ages of single streams against their legal periods. */
#ifndef OUTPUT_REPORT_WAITS_H
#define OUTPUT_REPORT_WAITS_H

#include "output/report_text.h"

/* A picture of waits by month of application for each of the largest streams with a legal period, which it shows. */
void report_waits(struct page *page);

/* "6 months" or "15 months, later 6 months", as the law has it for who applies on the first day of the forecast, and on the
 * last; "" for a stream without. */
void legal_period_text(const struct page *page, const char *stream, char out[static VALUE_SIZE]);

#endif
