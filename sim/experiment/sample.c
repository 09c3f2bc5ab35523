#include "experiment/sample.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "engine/outlook.h"

struct job {
    const struct model *model;
    const struct experiment_options *options;
    const struct sample *sample;
    double *out;
    pthread_mutex_t lock;
    /* under the lock */
    size_t next, done;
    bool stopped, failed;
};

/* The next replication to run, or n. */
static size_t take(struct job *job)
{
    pthread_mutex_lock(&job->lock);
    if (job->next < job->sample->n && job->options->stop != NULL && *job->options->stop != 0)
        job->stopped = true;
    size_t i = job->stopped || job->failed ? job->sample->n : job->next;
    job->next += i < job->sample->n;
    pthread_mutex_unlock(&job->lock);
    return i;
}

static void finish(struct job *job, bool failed)
{
    pthread_mutex_lock(&job->lock);
    job->failed = job->failed || failed;
    job->done++;
    if (!failed && job->options->progress != NULL)
        job->options->progress((uint32_t)job->done, (uint32_t)job->sample->n, job->options->user);
    pthread_mutex_unlock(&job->lock);
}

static int run_one(struct job *job, struct replication *replication, const struct results_values *values, size_t i)
{
    const struct results_layout *layout = &job->model->layout;
    const struct sample *sample = job->sample;
    if (sample->outlooks) {
        replication_outlook(replication, job->options->seed, sample->index[i], job->out + i * sample->width);
        return 0;
    }
    for (size_t c = 0; c < layout_cells(layout); c++)
        values->forecast[c] = (double)NAN;
    for (size_t c = 0; c < layout_entry_cells(layout); c++)
        values->entry[c] = (double)NAN;
    replication_set_inputs(replication, sample->inputs == NULL ? NULL : &sample->inputs[i]);
    if (replication_run(replication, job->options->seed, sample->index[i], values) != 0)
        return -1;
    model_judge(job->model, values);
    sample->read(job->model, values, sample->user, job->out + i * sample->width);
    return 0;
}

static void *worker(void *argument)
{
    struct job *job = argument;
    const struct results_layout *layout = &job->model->layout;
    struct replication *replication = replication_new(job->model);
    struct results_values values = {.forecast = malloc((layout_cells(layout) + 1) * sizeof(double)),
                                    .entry = malloc((layout_entry_cells(layout) + 1) * sizeof(double))};
    bool ready = replication != NULL && values.forecast != NULL && values.entry != NULL;
    if (ready && job->sample->end > 0)
        replication_set_end(replication, job->sample->end);
    for (size_t i = take(job); i < job->sample->n; i = take(job))
        finish(job, !ready || run_one(job, replication, &values, i) != 0);
    replication_free(replication);
    free(values.entry);
    free(values.forecast);
    return NULL;
}

enum experiment_status sample_run(const struct model *model, const struct experiment_options *options,
                                  const struct sample *sample, double *out)
{
    struct job job = {
        .model = model, .options = options, .sample = sample, .out = out, .lock = PTHREAD_MUTEX_INITIALIZER};
    size_t threads = options->threads > 0 ? options->threads : experiment_default_threads();
    threads = threads < sample->n ? threads : sample->n;
    pthread_t *others = calloc(threads + 1, sizeof others[0]);
    size_t made = 0;
    for (size_t i = 0; i < sample->n * sample->width; i++)
        out[i] = (double)NAN;
    while (others != NULL && made + 1 < threads && pthread_create(&others[made], NULL, worker, &job) == 0)
        made++;
    worker(&job);
    for (size_t i = 0; i < made; i++)
        pthread_join(others[i], NULL);
    free(others);
    pthread_mutex_destroy(&job.lock);
    return job.failed ? EXPERIMENT_FAILED : job.stopped ? EXPERIMENT_STOPPED : EXPERIMENT_DONE;
}
