/* What report.json holds beside the forecast's values: legal periods, and what contingent rules did. */
#ifndef OUTPUT_REPORT_FACTS_H
#define OUTPUT_REPORT_FACTS_H

#include <jansson.h>

#include "output/run_result.h"

/* {STREAM: {"months", "days", "later_months", "later_days", "by_month": [days from receipt to deadline]}} of the streams with a legal period, as the law in
 * force on the first day of each month of the forecast has it for who applies on that day; the period of the first day,
 * and that of the last. NULL without memory. */
json_t *report_legal(const struct run_result *run);

/* {NAME: [[last day, mean times it fires, share of the futures in which it fires, mean share of the days on which it holds],
 * ...]} by year. NULL without memory. */
json_t *report_rules(const struct run_result *run);

#endif
