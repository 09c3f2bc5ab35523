/* What the report of a comparison shows. */
#ifndef OUTPUT_COMPARE_REPORT_H
#define OUTPUT_COMPARE_REPORT_H

#include <jansson.h>

#include "output/compare.h"
#include "output/folder.h"

/* The report of the base, as report_data() gives it, with
 *
 *  "comparison": {"alternatives": [{"name", "values", "difference", "tests"}]}
 *
 * where `values` and `difference` (in pairs of futures, alternative - base) are as the base's, and
 * tests: {ENTITY: {MEASURE: [row of each year]}}, a row being null or [mean in the base, mean, mean difference, the ends of its
 * 95% interval (null where the pairs give none), share of the pairs in which the alternative is better (null where neither more nor less is), and in
 * which nothing differs, number of pairs]. A measure that is the same as in the base is left out of all three. NULL without memory. */
json_t *compare_report_data(const struct compare_result *result, const struct folder_file *outputs, size_t n_outputs);

#endif
