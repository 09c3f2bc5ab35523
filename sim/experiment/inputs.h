/* What is uncertain in a model, so that each can be varied alone. */
#ifndef EXPERIMENT_INPUTS_H
#define EXPERIMENT_INPUTS_H

#include <stdbool.h>

#include "engine/replication.h"

enum input_group { GROUP_INFLOW, GROUP_STAFF, GROUP_BEHAVIOUR, INPUT_GROUPS };

struct model_input {
    char *name; /* "streams.permits.inflow.level", "streams.permits.inflow.disturbance", "factors.asylum" ... */
    enum input_group group;
    struct replication_input input;
    bool single; /* one standard normal a replication: it can be fixed */
};

/* Uncertain values, factors that some value uses, disturbances and shocks. All else that is drawn is chance. */
struct model_inputs {
    size_t n;
    struct model_input *items;
    struct replication_input *inputs; /* the same, for struct replication_inputs; by group */
    size_t first[INPUT_GROUPS + 1];   /* items first[g] .. first[g + 1] - 1 are of group g */
};

/* 0, or -1 without memory; free is legal after both. */
int model_inputs_init(struct model_inputs *inputs, const struct model *model);
void model_inputs_free(struct model_inputs *inputs);

#endif
