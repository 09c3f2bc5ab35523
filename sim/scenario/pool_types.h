/* Factors, penalty regimes and pools of a scenario. */
#ifndef SCENARIO_POOL_TYPES_H
#define SCENARIO_POOL_TYPES_H

#include "scenario/value_types.h"

struct factor_spec {
    const char *name, *label;
};

struct administrative_tier {
    int days;
    int euro_per_day; /* whole euros */
};
struct administrative_regime { /* Awb 4:17 */
    const char *name;
    int grace; /* days after the notice, default 14 */
    size_t n;
    const struct administrative_tier *tiers;
};
struct judicial_regime { /* Awb 8:55d */
    const char *name;
    int euro_per_day;
    int cap; /* euros */
};

enum allocation_rule { ALLOCATE_SHARES, ALLOCATE_PRIORITY, ALLOCATE_PROPORTIONAL, ALLOCATE_PLAN, ALLOCATE_EARLIEST_DEADLINE, ALLOCATION_RULES };

struct pool_member {
    int stream;
    struct quantity share;       /* fraction; rule `shares` */
    struct quantity ring_fenced; /* fraction of the pool's hours kept for this stream alone, under any rule; default 0 */
    int priority;                /* rule `priority`: 1 first; ties in file order */
    struct quantity plan;        /* cases per year; rule `plan` */
};

/* Staff as heads, in place of fte. Own staff are trainees (by months since they joined) or experienced; externals are neither. */
struct trainees_spec {
    int months; /* in the month of the opening date, since they joined */
    struct quantity heads;
};
struct hiring_spec { /* `plan` opens vacancies, or `target` is filled up to; what is open is filled at once, by `fill` or at `rate` */
    bool given;
    struct quantity vacancies; /* heads, open on the opening date */
    struct quantity plan;      /* heads per month */
    struct quantity target;    /* heads */
    struct quantity fill;      /* probability per vacancy and month */
    struct quantity rate;      /* heads per month at most */
    struct place place;
};
struct absence_shock_spec {
    const char *name;
    int date;
    struct quantity probability; /* default 1 */
    int days;                    /* length */
    struct quantity size;        /* added to the share that is absent */
};
struct staff_spec {
    bool given;
    struct quantity experienced, external; /* opening heads */
    size_t n_trainees;
    struct trainees_spec *trainees;
    struct quantity fte_per_head, external_fte_per_head; /* the second, when not given, as the first */
    struct hiring_spec hiring, external_hiring;
    struct quantity training_months; /* of those who join on the day; default 0 */
    size_t n_productivity;           /* by months since joining; none: (i + 1/2) / months in month i */
    struct quantity *productivity;
    struct quantity mentor;          /* hours per year and trainee, taken from experienced staff */
    struct quantity experienced_leaving, trainees_leaving, external_leaving; /* hazards */
    struct quantity absence;         /* share of the hours */
    bool absence_profile_given, leave_profile_given;
    double absence_profile[12], leave_profile[12]; /* mean 1 */
    size_t n_shocks;
    struct absence_shock_spec *shocks;
    struct quantity leave;    /* hours per year and fte, which hours_per_fte does not hold any more */
    struct quantity overtime; /* share of the hours */
    struct place place;
};
enum moved_staff { MOVES_EXPERIENCED, MOVES_EXTERNAL };
struct staff_move_spec {
    const char *name;
    int from, to; /* pools */
    int date, back; /* back: INT_MAX never */
    enum moved_staff who;
    struct quantity heads;
    struct place place;
};

/* What brings money in; amounts per case in euros, lump sums in euros per year. */
struct income_spec {
    bool given;
    struct quantity per_received, per_decision, per_year;
};

struct pool_spec {
    const char *name, *id, *label;
    struct quantity fte;           /* or: */
    struct staff_spec staff;
    struct quantity cost_per_fte, external_cost_per_fte; /* euros per year */
    struct quantity hours_per_fte; /* productive hours per year */
    struct name_series allocation; /* index is an enum allocation_rule */
    size_t n_members;              /* in file order */
    struct pool_member *members;
    struct place place;
};

#endif
