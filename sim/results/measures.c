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

int measure_better(enum measure measure)
{
    switch (measure) {
    case MEASURE_DECISIONS:
    case MEASURE_TIMELINESS:
    case MEASURE_RESULT:
        return 1;
    case MEASURE_OPEN:
    case MEASURE_OVERDUE:
    case MEASURE_OPEN_OVER_6M:
    case MEASURE_OPEN_OVER_12M:
    case MEASURE_OPEN_OVER_15M:
    case MEASURE_OPEN_OVER_21M:
    case MEASURE_AGE_MEAN:
    case MEASURE_WAIT_MEAN:
    case MEASURE_WAIT_P50:
    case MEASURE_WAIT_P90:
    case MEASURE_NOTICES:
    case MEASURE_LATE_APPEALS:
    case MEASURE_COURT_ORDERS:
    case MEASURE_PENALTY_ACCRUED:
    case MEASURE_PENALTY_PAID:
    case MEASURE_COURT_COSTS:
    case MEASURE_PENALTY_OUTSTANDING:
    case MEASURE_EXPOSURE:
    case MEASURE_WORK_OPEN:
    case MEASURE_COST:
        return -1;
    default:
        return 0;
    }
}
