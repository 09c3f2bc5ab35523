/* What pictures need to know of a scenario and no table of results holds; in manifest.json. */
#ifndef OUTPUT_MANIFEST_FACTS_H
#define OUTPUT_MANIFEST_FACTS_H

#include <jansson.h>

#include "output/run_result.h"

/* {STREAM: {DATE: [{"months", "days", "starts_after", "received_from", "received_until"}, ...]}}: on the opening date and the
 * horizon, the legal period of a case by the day it was received, over the five years up to then, under the rules in force
 * on that day (for the opening date those of the day after, as for what is overdue then; contingent rules left out). A
 * window's end is null where it lies outside those five years. Streams without a legal period are left out. NULL without
 * memory. */
json_t *legal_periods_object(const struct run_result *run);

/* {STREAM: {"2022-12-31": cases}}: the inflow that the scenario states as its past, for the calendar years within the run
 * that it covers in full; scale applied. NULL without memory. */
json_t *stated_inflow_object(const struct run_result *run);

#endif
