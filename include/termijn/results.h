/* What an experiment found: for each period, entity and measure a summary over the replications.
 *
 * Periods, entities and measures have indices from 0 up; ask for an index by name once, then read. Every index that
 * does not exist, TERMIJN_NONE among them, reads as a cell without values, so that a chain of look-ups needs one check,
 * that of n.
 *
 * Periods: the opening date, then months, quarters and years, each by date; at both ends of the forecast a period may
 * be partial.
 *
 * Entities: the streams in the scenario's order, "all", the pools as "pool:NAME", "pool:all", contingent rules as
 * "rule:NAME", the steps of streams that state any as "step:STREAM.STEP".
 *
 * Measures: those of forecast.csv ("open", "timeliness", "penalty_paid", ...), described in sim/MODEL.md of the sources.
 */
#ifndef TERMIJN_RESULTS_H
#define TERMIJN_RESULTS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <termijn/status.h>

#ifdef __cplusplus
extern "C" {
#endif

struct termijn_results;

#define TERMIJN_NONE ((size_t)-1) /* what was looked up does not exist */

enum termijn_quantile {
    TERMIJN_P05,
    TERMIJN_P10,
    TERMIJN_P25,
    TERMIJN_P50,
    TERMIJN_P75,
    TERMIJN_P90,
    TERMIJN_P95,
    TERMIJN_QUANTILES
};

/* Over the replications that have a value; n = 0: none has, and every number is NaN. sd is the sample's, 0 for one
 * value. The quantile at q is within 0.5% of the value at rank floor(q (n - 1)), counted from 0. */
struct termijn_summary {
    int64_t n;
    double mean, sd;
    double quantile[TERMIJN_QUANTILES];
};

/* How many replications the results hold. */
uint32_t termijn_results_replications(const struct termijn_results *results);
void termijn_results_free(struct termijn_results *results);

/* ---- periods ---- */

enum termijn_period_kind { TERMIJN_OPENING, TERMIJN_MONTH, TERMIJN_QUARTER, TERMIJN_YEAR };

struct termijn_period {
    enum termijn_period_kind kind;
    int first, last;                    /* days from 1970-01-01, inclusive; of the opening both are its date */
    char first_date[11], last_date[11]; /* the same as "2025-12-31" */
};

size_t termijn_results_n_periods(const struct termijn_results *results);

/* The index must be below termijn_results_n_periods. */
struct termijn_period termijn_results_period(const struct termijn_results *results, size_t period);

/* The period of that kind which holds the day, an ISO date; TERMIJN_NONE when there is none or that is no date. */
size_t termijn_results_find_period(const struct termijn_results *results, enum termijn_period_kind kind,
                                   const char *date);

/* ---- entities and measures; names live as long as the results, those of measures for ever ---- */

size_t termijn_results_n_entities(const struct termijn_results *results);
const char *termijn_results_entity(const struct termijn_results *results,
                                   size_t entity); /* NULL: there is no such index */
size_t termijn_results_find_entity(const struct termijn_results *results, const char *name);

size_t termijn_results_n_measures(void);
const char *termijn_results_measure(size_t measure); /* NULL: there is no such index */
const char *termijn_results_measure_unit(
    size_t measure); /* "cases", "share", "days", "EUR", "hours", "fte", "heads", "times"; or NULL */
size_t termijn_results_find_measure(const char *name);

/* ---- numbers ---- */

struct termijn_summary termijn_results_read(const struct termijn_results *results, size_t period, size_t entity,
                                            size_t measure);

/* Of the cases that a stream, or "all", receives in a month, by the month's period: how many they are, how many days
 * half of them and nine in ten of them wait, and which share is decided by the horizon. Futures in which the horizon
 * comes before a wait ends count as longer than all others: a quantile among them has no value, nor have mean and sd. */
enum termijn_wait { TERMIJN_RECEIVED, TERMIJN_WAIT_P50, TERMIJN_WAIT_P90, TERMIJN_DECIDED_IN_PERIOD };

struct termijn_summary termijn_results_wait(const struct termijn_results *results, size_t period, size_t entity,
                                            enum termijn_wait what);

/* Write forecast.csv and waits.csv, the same bytes as the program. TERMIJN_FAILED: `out` has its error flag set; what
 * was written is incomplete. */
enum termijn_status termijn_results_write_forecast(const struct termijn_results *results, FILE *out);
enum termijn_status termijn_results_write_waits(const struct termijn_results *results, FILE *out);

#ifdef __cplusplus
}
#endif

#endif
