/* Published figures beside the results: those that a scenario states (its key `published`), for charts and the report's data. */
#ifndef OUTPUT_REPORT_PUBLISHED_H
#define OUTPUT_REPORT_PUBLISHED_H

#include <jansson.h>
#include <stdbool.h>

#include "output/run_result.h"

/* {ENTITY: {MEASURE: {PERIOD: [[last day, value, source], ...]}}} by date, from ten years before the opening date to the horizon, times the
 * scenario's scale. ENTITY is a stream or `all`; MEASURE as written in the table; PERIOD is month, quarter or year, and `day` for stocks.
 * `all` without a figure of its own has the sum where every stream has one and they add up. NULL without memory. */
json_t *report_published(const struct run_result *run);

/* What a chart by month shows of a measure, by date. Stocks and figures of a month are of one day (first = last); figures of a quarter or a
 * year are levels from first to last, per month when they add up, and stand only where no shorter period has one. */
struct published_mark {
    int first, last; /* days */
    double value;
};
struct published_marks {
    size_t n;
    struct published_mark *mark;
};

/* Reads them from what report_published() wrote, or from any JSON in its place. `per_month`: figures of longer periods are divided by their
 * months. Figures of shares and days are not. 0; -1 without memory. To be freed with published_free. */
int published_read(const json_t *published, const char *entity, const char *measure, bool per_month, struct published_marks *marks);
void published_free(struct published_marks *marks);

/* Whether figures of this unit add up over months: all but shares and days. */
bool published_adds_up(const char *unit);

/* The figure of a year that ends on the date, or of that day; NaN when there is none. */
double published_of_year(const json_t *published, const char *entity, const char *measure, const char *date);

#endif
