/* What report.html shows, as one JSON object without a language: report.json in a run's folder and a block in the page.
 *
 * {"format": 1, "name", "title", "opening", "horizon", "replications", "manifest": {...},
 *  "periods": {"month": [last days], "quarter": [...], "year": [...]},
 *  "entities": [{"name", "label", "kind": "stream" | "all" | "pool" | "rule" | "step" | "other"}],
 *  "measures": {NAME: {"unit", "stock": bool}},
 *  "values": {ENTITY: {MEASURE: {PERIOD: [cell, ...]}}},
 *  "legal": {STREAM: {"months", "days", "later_months", "later_days", "by_month": [days]}},  (see report_facts.h)
 *  "rules": {NAME: [[last day of a year, times, share of futures in which it fires, share of days on which it holds]]},
 *  "past": {ENTITY: {"dates": [last days of months], "inflow": [cases]}},
 *  "published": {ENTITY: {MEASURE: {PERIOD: [[last day, value, source]]}}},  (see report_published.h)
 *  "targets": [[text, date, share of futures that meet it, low, high], ...],  (text "": all together)
 *  "assumptions": [[key, value, status, source, file, line], ...]}
 *
 * PERIOD is month, quarter, year or entry (the month of application; one cell for each month of the forecast). A stock
 * has months alone, the first cell on the opening date. A cell is null, a number that every future has, or [p05, p10,
 * p25, p50, p75, p90, p95, mean]; numbers have six significant digits. Counts and amounts that are nothing but 0 are
 * left out, and waits by month of application where more than one future in a hundred does not see them reached. Labels
 * and names are shown as a terminal shows them: no control characters, no marks that reorder text. */
#ifndef OUTPUT_REPORT_DATA_H
#define OUTPUT_REPORT_DATA_H

#include <jansson.h>

#include "output/folder.h"
#include "output/run_result.h"

enum { REPORT_FORMAT = 1 };

/* The object; `outputs` are the files already in the folder, for its manifest. NULL without memory. */
json_t *report_data(const struct run_result *run, const struct folder_file *outputs, size_t n_outputs);

/* Its "values" alone. NULL without memory. */
json_t *report_values(const struct run_result *run);

/* A measure of an entity over time, read back. */
struct report_series {
    size_t n;
    int *day;
    struct results_summary *cell; /* n of a cell is 0 where there is no value */
};

/* Fills *series, which is to be freed with report_series_free. 0 also when there is no such series (n is then 0); -1
 * without memory. Stocks of quarters and years are taken from the months. */
int report_series_read(const json_t *data, const char *entity, const char *measure, const char *period,
                       struct report_series *series);
void report_series_free(struct report_series *series);

/* Whether the object is one of this format. */
int report_data_is_ours(const json_t *data);

#endif
