#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "results/measures.h"
#include "scenario/targets.h"
#include "support/check_main/check_main.h"

/* The language's measures are those of the results, with their units and kinds. */
START_TEST(the_measures_are_the_results_own)
{
    static const char *const units[UNITS] = {[UNIT_CASES] = "cases",
                                             [UNIT_DAYS] = "days",
                                             [UNIT_SHARE] = "share",
                                             [UNIT_EURO] = "EUR",
                                             [UNIT_HOURS] = "hours",
                                             [UNIT_FTE] = "fte",
                                             [UNIT_NONE] = "times"};
    for (size_t i = 0; i < target_measures(); i++) {
        const struct target_measure *measure = target_measure(i);
        int m = 0;
        while (m < MEASURE_COUNT && strcmp(measure_info((enum measure)m)->name, measure->name) != 0)
            m++;
        ck_assert_msg(m < MEASURE_COUNT, "no measure is called %s", measure->name);
        const struct measure_info *info = measure_info((enum measure)m);
        ck_assert_str_eq(units[measure->unit], info->unit);
        ck_assert_int_eq(measure->stock, info->form == FORM_LAST);
        ck_assert_int_eq(measure->stream, (info->scope & SCOPE_STREAM) != 0);
        ck_assert_int_eq(measure->pool, (info->scope & SCOPE_POOL) != 0);
        ck_assert_int_eq(measure->rule, (info->scope & SCOPE_RULE) != 0);
    }
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, the_measures_are_the_results_own);
}
