/* The results of `termijn plan`: plan.csv, the picture, the answer in words. */
#ifndef OUTPUT_PLAN_H
#define OUTPUT_PLAN_H

#include <stdbool.h>
#include <stdio.h>

#include "experiment/plan.h"
#include "output/publish.h"

enum plan_kind { KIND_CURVE, KIND_MIX, KIND_ANSWER, KIND_BEST, KIND_CHECK };

/* A point that was looked at. */
struct plan_point {
    enum plan_kind kind;
    double *values;  /* of each lever, as written */
    double cost;     /* NaN without costs */
    double share, effective; /* that meet all targets, with the certainty of so many replications */
    int64_t n;               /* replications */
};

struct plan_result {
    struct run_result run; /* layout, scenario, seed; replications: of the search */
    size_t n_levers;
    const char *const *levers;                /* names */
    const char *const *before, *const *after; /* units round the values */
    const bool *added;                        /* the values are added to what the scenario says */
    const double *level;                      /* what it says, where that is one value and no other lever adds to it; else NaN */
    bool costs;
    double probability;
    enum plan_end end;
    const double *answer, *low, *high; /* lever values; of the interval both ends; NULL unless found */
    double enough;      /* of a search that was not precise: so many replications would probably do; NaN when that is not known */
    const char *wider;  /* and with those it had this --tolerance is reached; NULL when that is not known */
    bool precise, reversed, not_monotone, no_effect;
    double reversals; /* share of the comparisons in which more of the lever turned a target met into one missed */
    size_t n_points;
    const struct plan_point *points; /* curve by dose, then mixes, then answer or best, then check */
    uint64_t runs;
};

enum publish_status publish_plan(const struct plan_result *result, const struct publish_options *options,
                                 struct problem *problem);
void plan_summary(FILE *out, const struct plan_result *result);

#endif
