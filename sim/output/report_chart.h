/* One picture of the report as inline SVG: fans, lines or a stack over time, with axes, a title and a description for
 * those who do not see it. Colours are classes s1 .. s5 of the page's style. */
#ifndef OUTPUT_REPORT_CHART_H
#define OUTPUT_REPORT_CHART_H

#include <stdbool.h>

#include "output/report_data.h"
#include "output/report_text.h"

enum { CHART_LINES = 5, CHART_PAST = 120 };

struct chart_line {
    const char *label;
    struct report_series series;
};

struct chart {
    const char *id; /* letters; the ids of title and description start with it */
    const char *title, *unit;
    bool stacked; /* means from line 0 upwards, else a fan each */
    size_t n;
    struct chart_line lines[CHART_LINES];
    size_t n_past; /* history of line 0, in front of its first day */
    int past_day[CHART_PAST];
    double past[CHART_PAST];
};

/* Whether some line has some value. */
bool chart_has_values(const struct chart *chart);

/* Prints <svg>...</svg>. */
void chart_draw(const struct page *page, const struct chart *chart);

#endif
