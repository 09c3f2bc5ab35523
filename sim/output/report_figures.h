/* The pictures of report.html, each with a legend and its values as a table. */
#ifndef OUTPUT_REPORT_FIGURES_H
#define OUTPUT_REPORT_FIGURES_H

#include "output/report_text.h"

/* Prints a <figure> for everything that the run has values of, over all streams and all pools. */
void report_figures(struct page *page);

#endif
