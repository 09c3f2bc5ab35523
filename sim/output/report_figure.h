/* One <figure> of report.html: its title, the picture, a legend, and its values as a table. */
#ifndef OUTPUT_REPORT_FIGURE_H
#define OUTPUT_REPORT_FIGURE_H

#include "output/report_chart.h"

/* Prints nothing when the chart has no values. */
void report_figure(const struct page *page, const struct chart *chart);

/* Frees the series of the chart. */
void chart_free(struct chart *chart);

#endif
