/* Contingent rules: the compiled tables of what sim/MODEL.md says under Contingent rules. */
#ifndef MODEL_CONTINGENT_H
#define MODEL_CONTINGENT_H

#include "model/model.h"

struct model_condition {
    bool given;
    enum rule_measure measure;
    int stream, pool; /* both -1: all streams */
    bool above;
    double level; /* with the scale in it */
    int days, over, after;
};

struct model_pool_change {
    int pool;
    struct param multiply, add;  /* add: with the scale in it */
    struct param hire, external; /* heads, likewise */
    int allocation;              /* -1: as it is */
};

struct model_stream_change {
    int stream;
    struct param inflow, effort, capacity;
    int mix; /* among the stream's mixes, -1: as it is */
    bool redates;
    struct dated_period clock; /* in_force is set when it begins */
};

struct model_rule {
    struct model_condition when, until;
    int after, lasts, at_most; /* lasts, at_most: NO_DAY without limit */
    size_t n_pools, n_streams;
    struct model_pool_change *pools;
    struct model_stream_change *streams;
};

#endif
