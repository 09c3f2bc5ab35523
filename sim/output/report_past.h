/* What a scenario says of the inflow before its opening date, by month: the history in front of the forecast. */
#ifndef OUTPUT_REPORT_PAST_H
#define OUTPUT_REPORT_PAST_H

#include <jansson.h>

#include "output/run_result.h"

/* {STREAM: {"dates": [...], "inflow": [...]}} with the months that `past` covers from the first day to the last, rows
 * longer than a month spread evenly over their days. `all` has the months that every stream has. Months in a row, up to
 * the last such month. NULL without memory. */
json_t *report_past(const struct run_result *run);

#endif
