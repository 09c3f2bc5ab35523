/* Several models in the same futures, one future at a time.
 *
 * Models that do the same up to some day share the days before it: they are run once, the replication is saved on that evening, and each of the others
 * goes on from there. What comes out is to the last bit what each gives on its own. */
#ifndef EXPERIMENT_TOGETHER_H
#define EXPERIMENT_TOGETHER_H

#include "engine/replication.h"

/* Who shares with whom. */
struct together {
    size_t n;
    const struct model *const *models; /* borrowed */
    struct together_share {
        size_t leader; /* the model that runs the days in common; itself when it has them alone */
        int days;      /* of a leader with others, and of those: how many they share; else 0 */
    } *shares;
};

/* 0, or -1 without memory; free is legal after both. */
int together_init(struct together *together, size_t n, const struct model *const models[]);
void together_free(struct together *together);

/* Of one thread: a replication for each leader, and one saved state. NULL without memory; NULL may be freed. */
struct together_workspace;
struct together_workspace *together_workspace_new(const struct together *together);
void together_workspace_free(struct together_workspace *workspace);

/* Replication `index` of `seed` of every model into values[k]. 0, or -1 when memory ran out. */
int together_run(struct together_workspace *workspace, uint64_t seed, uint32_t index, const struct results_values values[]);

#endif
