/* What an experiment found: read access by period, entity and measure.
 *
 * Periods are the opening date, then months, quarters and years, each by date; entities the streams, "all", the pools
 * as "pool:NAME" and "pool:all"; days are counted from 1970-01-01. A struct results refers to its model, which must
 * outlive it. */
#ifndef TERMIJN_RESULTS_H
#define TERMIJN_RESULTS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct results;

/* Over the replications that have a value; n = 0: none, and every number is NaN. sd is the sample's, 0 for one value.
 * Quantiles are those at 5, 10, 25, 50, 75, 90 and 95 %, each within 0.5 % of the value at rank floor(q (n - 1)),
 * counted from 0. */
struct results_summary {
    int64_t n;
    double mean, sd;
    double quantile[7];
};

struct results_span {
    const char *kind; /* "opening", "month", "quarter" or "year" */
    int first, last;  /* days, inclusive; at both ends of the forecast a period may be partial */
};

uint32_t results_replications(const struct results *results);
size_t results_n_periods(const struct results *results);
struct results_span results_period_at(const struct results *results, size_t period);
size_t results_n_entities(const struct results *results);
const char *results_entity_name(const struct results *results, size_t entity);
size_t results_n_measures(void);
const char *results_measure_name(size_t measure);
const char *results_measure_unit(size_t measure);

/* The summary of one cell; n = 0 for an index out of range, too. */
struct results_summary results_read(const struct results *results, size_t period, size_t entity, size_t measure);

void results_free(struct results *results); /* NULL is legal */

#ifdef __cplusplus
}
#endif

#endif
