#include "results/measures.h"

const struct measure_info *measure_info(enum measure measure)
{
#define INFO(id, name, unit, form, scope) {name, unit, form, scope},
    static const struct measure_info info[MEASURE_COUNT] = {MEASURES(INFO)};
#undef INFO
    return &info[measure];
}

const struct measure_info *entry_measure_info(enum entry_measure measure)
{
    static const struct measure_info info[ENTRY_MEASURE_COUNT] = {
        [ENTRY_RECEIVED] = {"received", "cases", FORM_SUM, SCOPE_STREAM},
        [ENTRY_WAIT_P50] = {"wait_p50", "days", FORM_WAIT, SCOPE_STREAM},
        [ENTRY_WAIT_P90] = {"wait_p90", "days", FORM_WAIT, SCOPE_STREAM},
        [ENTRY_DECIDED_IN_PERIOD] = {"decided_in_period", "share", FORM_RATIO, SCOPE_STREAM},
    };
    return &info[measure];
}
