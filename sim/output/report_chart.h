/* One picture of the report as inline SVG: fans, lines or a stack over time, with axes, a title and a description for
 * those who do not see it. Colours are classes s1 .. s5 of the page's style. */
#ifndef OUTPUT_REPORT_CHART_H
#define OUTPUT_REPORT_CHART_H

#include <stdbool.h>

#include "output/report_data.h"
#include "output/report_published.h"
#include "output/report_text.h"

enum { CHART_LINES = 5, CHART_PAST = 120 };

struct chart_line {
    const char *label;
    struct report_series series;
    struct published_marks published; /* what was published of it, by month */
};

struct chart {
    const char *id; /* letters; the ids of title and description start with it */
    const char *title, *unit;
    enum chart_form {
        CHART_FANS,      /* a fan a line */
        CHART_MEANS,     /* a line a mean, without bands */
        CHART_STACK,     /* means from line 0 upwards */
        CHART_DIFFERENCE /* fans, about zero */
    } form;
    size_t shade; /* of line 0, from 0 */
    size_t n;
    struct chart_line lines[CHART_LINES];
    size_t n_past; /* history of line 0, in front of its first day */
    int opening; /* the opening date; 0: nothing stands in front of it */
    int past_day[CHART_PAST];
    double past[CHART_PAST];
    struct report_series bound; /* a line to compare with, such as the legal period; n is 0: none */
};

/* Whether some line has some value. */
bool chart_has_values(const struct chart *chart);

/* Whether some line has a published figure. */
bool chart_has_published(const struct chart *chart);

/* Prints <svg>...</svg>. */
void chart_draw(const struct page *page, const struct chart *chart);

#endif
