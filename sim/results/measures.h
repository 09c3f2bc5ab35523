/* The measures: one table of names, units and how a period's value is formed. Append only in an order that reads well:
 * forecast.csv is sorted by it. */
#ifndef RESULTS_MEASURES_H
#define RESULTS_MEASURES_H

enum measure_form {
    FORM_SUM,   /* added up over the period's days */
    FORM_LAST,  /* on the period's last day; these have a row at the opening date too (stocks) */
    FORM_MEAN,  /* mean over the period's days */
    FORM_RATIO, /* quotient of the period's sums */
    FORM_WAIT   /* over the cases decided in the period */
};

enum measure_scope {
    SCOPE_STREAM = 1, /* streams and `all` */
    SCOPE_POOL = 2,   /* pool:NAME and pool:all */
    SCOPE_RULE = 8,   /* rule:NAME */
    SCOPE_STEP = 16,  /* step:STREAM.STEP */
    SCOPE_SOME = 4    /* no rows for an entity in which it never has a value: not every scenario states what it needs */
};

/* X(enum, name, unit, form, scope) */
#define MEASURES(X)                                                              \
    X(INFLOW, "inflow", "cases", FORM_SUM, SCOPE_STREAM)                         \
    X(DECISIONS, "decisions", "cases", FORM_SUM, SCOPE_STREAM)                   \
    X(WITHDRAWN, "withdrawn", "cases", FORM_SUM, SCOPE_STREAM)                   \
    X(TRANSFERRED, "transferred", "cases", FORM_SUM, SCOPE_STREAM)               \
    X(CORRECTION, "correction", "cases", FORM_SUM, SCOPE_STREAM)                 \
    X(LOST, "lost", "cases", FORM_SUM, SCOPE_STREAM | SCOPE_SOME) \
    X(ANSWERED, "answered", "share", FORM_RATIO, SCOPE_STREAM | SCOPE_SOME) \
    X(DONE, "done", "cases", FORM_SUM, SCOPE_STEP) \
    X(OPEN, "open", "cases", FORM_LAST, SCOPE_STREAM | SCOPE_STEP)               \
    X(OVERDUE, "overdue", "cases", FORM_LAST, SCOPE_STREAM)                      \
    X(OPEN_OVER_6M, "open_over_6m", "cases", FORM_LAST, SCOPE_STREAM)            \
    X(OPEN_OVER_12M, "open_over_12m", "cases", FORM_LAST, SCOPE_STREAM)          \
    X(OPEN_OVER_15M, "open_over_15m", "cases", FORM_LAST, SCOPE_STREAM)          \
    X(OPEN_OVER_21M, "open_over_21m", "cases", FORM_LAST, SCOPE_STREAM)          \
    X(AGE_MEAN, "age_mean", "days", FORM_LAST, SCOPE_STREAM)                     \
    X(TIMELINESS, "timeliness", "share", FORM_RATIO, SCOPE_STREAM)               \
    X(WAIT_MEAN, "wait_mean", "days", FORM_WAIT, SCOPE_STREAM)                   \
    X(WAIT_P50, "wait_p50", "days", FORM_WAIT, SCOPE_STREAM)                     \
    X(WAIT_P90, "wait_p90", "days", FORM_WAIT, SCOPE_STREAM)                     \
    X(NOTICES, "notices", "cases", FORM_SUM, SCOPE_STREAM)                       \
    X(NOTICES_IN_TIME, "notices_in_time", "cases", FORM_SUM, SCOPE_STREAM)       \
    X(LATE_APPEALS, "late_appeals", "cases", FORM_SUM, SCOPE_STREAM)             \
    X(COURT_ORDERS, "court_orders", "cases", FORM_SUM, SCOPE_STREAM)             \
    X(PENALTY_ACCRUED, "penalty_accrued", "EUR", FORM_SUM, SCOPE_STREAM)         \
    X(PENALTY_PAID, "penalty_paid", "EUR", FORM_SUM, SCOPE_STREAM)               \
    X(COURT_COSTS, "court_costs", "EUR", FORM_SUM, SCOPE_STREAM)                 \
    X(PENALTY_OUTSTANDING, "penalty_outstanding", "EUR", FORM_LAST, SCOPE_STREAM) \
    X(EXPOSURE, "exposure", "EUR", FORM_LAST, SCOPE_STREAM)                      \
    X(FTE, "fte", "fte", FORM_MEAN, SCOPE_POOL)                                  \
    X(HOURS_OFFERED, "hours_offered", "hours", FORM_SUM, SCOPE_POOL)             \
    X(HOURS_USED, "hours_used", "hours", FORM_SUM, SCOPE_STREAM | SCOPE_POOL | SCOPE_STEP)    \
    X(UTILISATION, "utilisation", "share", FORM_RATIO, SCOPE_POOL)               \
    X(WORK_OPEN, "work_open", "hours", FORM_LAST, SCOPE_STREAM | SCOPE_POOL | SCOPE_STEP)     \
    X(HEADS_TRAINEES, "heads_trainees", "heads", FORM_LAST, SCOPE_POOL | SCOPE_SOME)       \
    X(HEADS_EXPERIENCED, "heads_experienced", "heads", FORM_LAST, SCOPE_POOL | SCOPE_SOME) \
    X(HEADS_EXTERNAL, "heads_external", "heads", FORM_LAST, SCOPE_POOL | SCOPE_SOME)       \
    X(VACANCIES, "vacancies", "heads", FORM_LAST, SCOPE_POOL | SCOPE_SOME)                 \
    X(HIRED, "hired", "heads", FORM_SUM, SCOPE_POOL | SCOPE_SOME)                          \
    X(LEFT, "left", "heads", FORM_SUM, SCOPE_POOL | SCOPE_SOME)                            \
    X(MOVED, "moved", "heads", FORM_SUM, SCOPE_POOL | SCOPE_SOME)                          \
    X(FTE_PAID, "fte_paid", "fte", FORM_MEAN, SCOPE_POOL | SCOPE_SOME)                     \
    X(COST, "cost", "EUR", FORM_SUM, SCOPE_STREAM | SCOPE_POOL | SCOPE_SOME)               \
    X(INCOME, "income", "EUR", FORM_SUM, SCOPE_STREAM | SCOPE_SOME)                        \
    X(RESULT, "result", "EUR", FORM_SUM, SCOPE_STREAM | SCOPE_SOME)                        \
    X(FIRED, "fired", "times", FORM_SUM, SCOPE_RULE)                                       \
    X(ACTIVE, "active", "share", FORM_MEAN, SCOPE_RULE)

#define MEASURES__ENUM(id, name, unit, form, scope) MEASURE_##id,
enum measure { MEASURES(MEASURES__ENUM) MEASURE_COUNT };
#undef MEASURES__ENUM

struct measure_info {
    const char *name;
    const char *unit;
    enum measure_form form;
    unsigned scope; /* of enum measure_scope */
};

const struct measure_info *measure_info(enum measure measure);

/* 1 when more of it is better, -1 when less is, 0 when that depends. */
int measure_better(enum measure measure);

/* Columns of waits.csv: by month of entry. */
enum entry_measure { ENTRY_RECEIVED, ENTRY_WAIT_P50, ENTRY_WAIT_P90, ENTRY_DECIDED_IN_PERIOD, ENTRY_MEASURE_COUNT };
const struct measure_info *entry_measure_info(enum entry_measure measure);

#endif
