/* The real engine behind the experiment. */
#include "engine/replication.h"
#include "experiment/experiment.h"

static void *workspace_new(const void *model)
{
    return replication_new(model);
}

static void workspace_free(void *workspace)
{
    replication_free(workspace);
}

static int run(void *workspace, uint64_t seed, uint32_t index, const struct results_values *values)
{
    return replication_run(workspace, seed, index, values);
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
