/* Results of several models that are run in the same futures: their cells stand one model after another until all is run. */
#include <stdlib.h>
#include <string.h>

#include "experiment/experiment.h"
#include "experiment/together.h"

struct job {
    struct together together;
    size_t *forecast, *entry; /* [n + 1] first cells of each model */
};

struct workspace {
    const struct job *job;
    struct together_workspace *together;
    struct results_values *values;
};

static void workspace_free(void *workspace)
{
    struct workspace *w = workspace;
    together_workspace_free(w->together);
    free(w->values);
    free(w);
}

static void *workspace_new(const void *model)
{
    struct workspace *w = calloc(1, sizeof *w);
    if (w == NULL)
        return NULL;
    w->job = model;
    w->together = together_workspace_new(&w->job->together);
    w->values = calloc(w->job->together.n + 1, sizeof *w->values);
    if (w->together != NULL && w->values != NULL)
        return w;
    workspace_free(w);
    return NULL;
}

static int run(void *workspace, uint64_t seed, uint32_t index, const struct results_values *values)
{
    struct workspace *w = workspace;
    const struct job *job = w->job;
    for (size_t k = 0; k < job->together.n; k++)
        w->values[k] = (struct results_values){values->forecast + job->forecast[k], values->entry + job->entry[k]};
    if (together_run(w->together, seed, index, w->values) != 0)
        return -1;
    for (size_t k = 0; k < job->together.n; k++)
        model_judge(job->together.models[k], &w->values[k]);
    return 0;
}

static int job_init(struct job *job, size_t n, const struct model *const models[])
{
    *job = (struct job){.forecast = calloc(n + 1, sizeof(size_t)), .entry = calloc(n + 1, sizeof(size_t))};
    if (together_init(&job->together, n, models) != 0 || job->forecast == NULL || job->entry == NULL)
        return -1;
    for (size_t k = 0; k < n; k++) {
        job->forecast[k + 1] = job->forecast[k] + layout_cells(&models[k]->layout);
        job->entry[k + 1] = job->entry[k] + layout_entry_cells(&models[k]->layout);
    }
    return 0;
}

static void job_free(struct job *job)
{
    together_free(&job->together);
    free(job->forecast);
    free(job->entry);
}

/* The cells go over to the results; those that they had were empty. */
static void hand_over(struct results_table *from, size_t first, struct results_table *to)
{
    memcpy(to->cells, from->cells + first, to->n_cells * sizeof *to->cells);
    memset(from->cells + first, 0, to->n_cells * sizeof *to->cells);
}

static int hand_out(const struct job *job, const struct chunk_tables *tables, uint32_t replications, struct results *results[])
{
    bool made = true;
    for (size_t k = 0; made && k < job->together.n; k++)
        made = (results[k] = results_new(&job->together.models[k]->layout)) != NULL;
    for (size_t k = 0; made && k < job->together.n; k++) {
        hand_over(tables->forecast, job->forecast[k], &results[k]->forecast);
        hand_over(tables->entry, job->entry[k], &results[k]->entry);
        results[k]->n = replications;
    }
    return made ? 0 : -1;
}

static enum experiment_status fill(const struct job *job, const struct experiment_options *options, struct results *results[])
{
    static const struct experiment_engine engine = {workspace_new, workspace_free, run};
    struct results_table forecast = {0}, entry = {0};
    const struct chunk_tables tables = {&forecast, &entry};
    enum experiment_status status = EXPERIMENT_FAILED;
    const size_t n = job->together.n;
    uint32_t replications = 0;
    if (results_table_init(&forecast, job->forecast[n]) == 0 && results_table_init(&entry, job->entry[n]) == 0)
        status = experiment_fill(&engine, job, &tables, options, &replications);
    if (status == EXPERIMENT_DONE && hand_out(job, &tables, replications, results) != 0)
        status = EXPERIMENT_FAILED;
    results_table_free(&entry);
    results_table_free(&forecast);
    return status;
}

enum experiment_status experiment_run_together(size_t n, const struct model *const models[], const struct experiment_options *options,
                                               struct results *results[])
{
    struct job job;
    enum experiment_status status = EXPERIMENT_FAILED;
    for (size_t k = 0; k < n; k++)
        results[k] = NULL;
    if (job_init(&job, n, models) == 0)
        status = fill(&job, options, results);
    for (size_t k = 0; status != EXPERIMENT_DONE && k < n; k++) {
        results_free(results[k]);
        results[k] = NULL;
    }
    job_free(&job);
    return status;
}
