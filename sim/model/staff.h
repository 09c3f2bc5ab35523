/* Staff as heads, and money: the compiled tables of what sim/MODEL.md says under Staff and Money. */
#ifndef MODEL_STAFF_H
#define MODEL_STAFF_H

#include "model/model.h"

enum { STAFF_TRAINEES, STAFF_EXPERIENCED, STAFF_EXTERNAL, STAFF_STAGES };

/* Heads are whole; the scale is in them and in the rates of hiring. */
struct model_hiring {
    bool on, to_target, by_chance, at_rate;
    int64_t vacancies;               /* on the opening date */
    struct param plan, target, rate; /* heads per month, heads, heads per month */
    struct param fill;               /* probability per vacancy and month */
};

struct model_absence_shock {
    uint16_t name;   /* hash */
    int first, last; /* days */
    struct param probability, size;
};

struct model_staff {
    int64_t opening[STAFF_STAGES];
    size_t n_groups; /* of the opening trainees */
    struct staff_group {
        int months; /* since they joined, in the month of the opening date */
        int64_t heads;
    } *groups;
    int earlier; /* months before that of day 0 in which trainees may have joined */
    struct param fte_per_head, external_fte_per_head;
    struct model_hiring own, external;
    struct param months; /* of training */
    size_t n_productivity;
    struct param *productivity;
    struct param mentor; /* hours per year and trainee */
    struct param leaving[STAFF_STAGES]; /* hazards */
    struct param absence;
    double absence_weight[12];
    size_t n_shocks;
    struct model_absence_shock *shocks;
    struct param leave; /* hours per year and fte */
    double *leave_weight; /* [horizon + 1] weight x working days of the year / (12 x those of the month); NULL no leave */
    struct param overtime;
};

/* Heads that go from one pool to another. */
struct model_move {
    uint32_t id; /* hash of its name */
    int from, to, day, back; /* back: NO_DAY never */
    int stage;
    struct param heads;
};

struct model_income {
    bool given;
    struct param per_received, per_decision;
    struct param per_year; /* with the scale in it */
};
struct model_money {
    struct model_income *streams, all;
    struct pool_costs {
        bool given;
        struct param own, external; /* euros per year and fte */
    } *pools;
};

/* Productivity in month i since joining of one whose training takes `months`. */
double staff_productivity(const struct model_staff *staff, const double *multiplier, int day, int month, int months);

/* The factor on all hours of a day from absence, leave and overtime; `shocks` is what shocks add to the absence. */
struct staff_presence {
    const double *multiplier;
    int day, month_of_year; /* 0 January */
    double hours_per_fte, shocks;
};
double staff_presence(const struct model_staff *staff, const struct staff_presence *on);

/* Productive FTE of these heads (fractions too) when all are present; `trained` is the sum of the trainees' productivities. */
struct staff_heads {
    double experienced, external, trainees, trained;
};
double staff_full_fte(const struct model_staff *staff, const struct staff_heads *heads, const struct staff_presence *on);

/* Contracted FTE, own and external. */
double staff_own_fte(const struct model_staff *staff, const struct staff_heads *heads, const double *multiplier, int day);
double staff_external_fte(const struct model_staff *staff, const struct staff_heads *heads, const double *multiplier, int day);

#endif
