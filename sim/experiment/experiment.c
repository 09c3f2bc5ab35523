#include "experiment/experiment.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "experiment/chunks.h"

struct job {
    const struct experiment_engine *engine;
    const void *model;
    const struct experiment_options *options;
    struct chunk_tables tables;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* under the lock */
    struct chunks chunks;
    bool stopping, failed;
};

/* Whether to leave off; under the lock. */
static bool leaving(struct job *job)
{
    if (job->options->stop != NULL && *job->options->stop != 0)
        job->stopping = true;
    return job->stopping || job->failed;
}

static bool leaving_now(struct job *job)
{
    pthread_mutex_lock(&job->lock);
    bool answer = leaving(job);
    pthread_mutex_unlock(&job->lock);
    return answer;
}

/* Under the lock. */
static void fail(struct job *job)
{
    job->failed = true;
    pthread_cond_broadcast(&job->changed);
}

static void clear(const struct job *job, const struct results_values *values)
{
    for (size_t i = 0; i < job->chunks.n_forecast; i++)
        values->forecast[i] = (double)NAN;
    for (size_t i = 0; i < job->chunks.n_entry; i++)
        values->entry[i] = (double)NAN;
}

/* Runs a chunk's replications until done or told to leave off; returns how many were run, or -1. */
static int run_chunk(struct job *job, void *workspace, uint32_t chunk)
{
    uint32_t size = chunks_size(&job->chunks, chunk), i = 0;
    for (; i < size && !leaving_now(job); i++) {
        struct results_values values = chunks_values(&job->chunks, chunk, i);
        clear(job, &values);
        if (job->engine->run(workspace, job->options->seed, job->options->first + chunk * CHUNK_SIZE + i, &values) != 0)
            return -1;
    }
    return (int)i;
}

/* Called and left under the lock, like merge_stripe. */
static void run_and_return(struct job *job, void *workspace, uint32_t chunk)
{
    pthread_mutex_unlock(&job->lock);
    int filled = run_chunk(job, workspace, chunk);
    pthread_mutex_lock(&job->lock);
    if (filled < 0) {
        fail(job);
        return;
    }
    chunks_return(&job->chunks, chunk, (uint32_t)filled);
    pthread_cond_broadcast(&job->changed);
}

static void merge_stripe(struct job *job, size_t stripe)
{
    pthread_mutex_unlock(&job->lock);
    int status = chunks_merge(&job->chunks, stripe, &job->tables);
    pthread_mutex_lock(&job->lock);
    if (status != 0) {
        fail(job);
    } else if (chunks_merged(&job->chunks, stripe)) {
        if (job->options->progress != NULL)
            job->options->progress(job->chunks.replications, job->options->replications, job->options->user);
        pthread_cond_broadcast(&job->changed);
    }
}

/* Merges what can be merged, else runs what can be run, else waits for the others; until nothing is left. */
static void work_until_done(struct job *job, void *workspace)
{
    pthread_mutex_lock(&job->lock);
    while (!job->failed) {
        size_t stripe;
        uint32_t chunk;
        if (chunks_claim(&job->chunks, &stripe)) {
            merge_stripe(job, stripe);
        } else if (!leaving(job) && chunks_deal(&job->chunks, &chunk)) {
            run_and_return(job, workspace, chunk);
        } else if (chunks_settled(&job->chunks)) {
            break;
        } else {
            pthread_cond_wait(&job->changed, &job->lock);
        }
    }
    pthread_cond_broadcast(&job->changed);
    pthread_mutex_unlock(&job->lock);
}

static void *worker(void *argument)
{
    struct job *job = argument;
    void *workspace = job->engine->workspace_new(job->model);
    if (workspace == NULL) {
        pthread_mutex_lock(&job->lock);
        fail(job);
        pthread_mutex_unlock(&job->lock);
        return NULL;
    }
    work_until_done(job, workspace);
    job->engine->workspace_free(workspace);
    return NULL;
}

/* The calling thread works too, so that one thread is none more, and does the work of those that cannot be made. */
static void run_workers(struct job *job, unsigned threads)
{
    pthread_t *others = calloc(threads, sizeof others[0]);
    unsigned made = 0;
    while (others != NULL && made + 1 < threads && pthread_create(&others[made], NULL, worker, job) == 0)
        made++;
    worker(job);
    for (unsigned i = 0; i < made; i++)
        pthread_join(others[i], NULL);
    free(others);
}

static unsigned threads_for(const struct experiment_options *options)
{
    unsigned wanted = options->threads > 0 ? options->threads : experiment_default_threads();
    uint32_t chunks = options->replications / CHUNK_SIZE + 1;
    return wanted < chunks ? wanted : chunks;
}

enum experiment_status experiment_fill(const struct experiment_engine *engine, const void *model,
                                       const struct chunk_tables *tables, const struct experiment_options *options,
                                       uint32_t *n)
{
    struct job job = {
        .engine = engine,
        .model = model,
        .options = options,
        .tables = *tables,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .changed = PTHREAD_COND_INITIALIZER,
    };
    unsigned threads = threads_for(options);
    job.failed = chunks_init(&job.chunks, options->replications, threads, tables) != 0;
    if (!job.failed)
        run_workers(&job, threads);
    *n = job.chunks.replications;
    chunks_free(&job.chunks);
    pthread_cond_destroy(&job.changed);
    pthread_mutex_destroy(&job.lock);
    if (job.failed)
        return EXPERIMENT_FAILED;
    return *n < options->replications ? EXPERIMENT_STOPPED : EXPERIMENT_DONE;
}

static enum experiment_status extend(const struct experiment_engine *engine, const void *model,
                                     const struct experiment_options *options, struct results *results)
{
    struct experiment_options rest = *options;
    const struct chunk_tables tables = {&results->forecast, &results->entry};
    uint32_t n = 0;
    rest.first += results->n;
    rest.replications -= results->n;
    enum experiment_status status = experiment_fill(engine, model, &tables, &rest, &n);
    results->n += n;
    return status;
}

enum experiment_status experiment_run_with(const struct experiment_engine *engine, const void *model,
                                           const struct results_layout *layout,
                                           const struct experiment_options *options, struct results **results)
{
    *results = results_new(layout);
    if (*results == NULL)
        return EXPERIMENT_FAILED;
    return experiment_extend_with(engine, model, options, results);
}

enum experiment_status experiment_extend_with(const struct experiment_engine *engine, const void *model,
                                              const struct experiment_options *options, struct results **results)
{
    enum experiment_status status = extend(engine, model, options, *results);
    if (status == EXPERIMENT_FAILED) {
        results_free(*results);
        *results = NULL;
    }
    return status;
}
