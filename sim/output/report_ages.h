/* The open cases of each stream by age, against its legal period. */
#ifndef OUTPUT_REPORT_AGES_H
#define OUTPUT_REPORT_AGES_H

#include "output/report_text.h"

/* Two bars a stream, on the opening date and at the horizon, with a mark beyond which cases are past their legal period; and
 * one table of them all. Prints nothing where nothing is ever open. */
void report_ages(struct page *page);

#endif
