/* The real engine behind the experiment. */
#include <stdlib.h>

#include "engine/replication.h"
#include "experiment/experiment.h"

struct workspace {
    const struct model *model;
    struct replication *replication;
};

static void *workspace_new(const void *model)
{
    struct workspace *w = malloc(sizeof *w);
    if (w == NULL)
        return NULL;
    *w = (struct workspace){.model = model, .replication = replication_new(model)};
    if (w->replication != NULL)
        return w;
    free(w);
    return NULL;
}

static void workspace_free(void *workspace)
{
    struct workspace *w = workspace;
    replication_free(w->replication);
    free(w);
}

static int run(void *workspace, uint64_t seed, uint32_t index, const struct results_values *values)
{
    struct workspace *w = workspace;
    if (replication_run(w->replication, seed, index, values) != 0)
        return -1;
    model_judge(w->model, values);
    return 0;
}

static const struct experiment_engine engine = {workspace_new, workspace_free, run};

enum experiment_status experiment_run(const struct model *model, const struct experiment_options *options,
                                      struct results **results)
{
    return experiment_run_with(&engine, model, &model->layout, options, results);
}

enum experiment_status experiment_extend(const struct model *model, const struct experiment_options *options,
                                         struct results **results)
{
    return experiment_extend_with(&engine, model, options, results);
}
