#include "experiment/threshold.h"

#include <math.h>
#include <stdlib.h>

#include "experiment/interval.h"

static const double NEVER_FAILED = -1, NEVER = 2;

void threshold_free(struct threshold *t)
{
    free(t->failed);
    free(t->succeeded);
    free(t->which);
    free(t->success);
    *t = (struct threshold){0};
}

static int grow(void **items, size_t n, size_t size)
{
    void *larger = realloc(*items, n * size);
    if (larger != NULL)
        *items = larger;
    return larger == NULL ? -1 : 0;
}

int threshold_enlarge(struct threshold *t, size_t n)
{
    void *failed = t->failed, *succeeded = t->succeeded, *which = t->which, *success = t->success;
    int status = grow(&failed, n, sizeof *t->failed) | grow(&succeeded, n, sizeof *t->succeeded) |
                 grow(&which, n, sizeof *t->which) | grow(&success, n, sizeof *t->success);
    t->failed = failed;
    t->succeeded = succeeded;
    t->which = which;
    t->success = success;
    if (status != 0)
        return -1;
    for (; t->n < n; t->n++) {
        t->failed[t->n] = NEVER_FAILED;
        t->succeeded[t->n] = NEVER;
    }
    return 0;
}

static void learn(struct threshold *t, size_t i, double u, bool success)
{
    if (success ? u < t->failed[i] : u > t->succeeded[i])
        t->reversals++; /* what was known stays; the caller hears of it */
    else if (success)
        t->succeeded[i] = fmin(t->succeeded[i], u);
    else
        t->failed[i] = fmax(t->failed[i], u);
}

int threshold_count(struct threshold *t, double u, size_t n, bool all, size_t *hits)
{
    size_t asked = 0;
    for (size_t i = 0; i < n; i++) {
        bool known = u >= t->succeeded[i] || u <= t->failed[i];
        if (all ? u != t->succeeded[i] && u != t->failed[i] : !known)
            t->which[asked++] = (uint32_t)i;
    }
    if (asked > 0 && t->trial(t->user, u, asked, t->which, t->success) != 0)
        return -1;
    t->runs += asked;
    *hits = 0;
    for (size_t i = 0; i < n; i++)
        *hits += u == t->succeeded[i]; /* those that were not asked */
    for (size_t k = 0; k < asked; k++) {
        learn(t, t->which[k], u, t->success[k]);
        *hits += t->success[k];
    }
    for (size_t i = 0; !all && i < n; i++)
        *hits += u > t->succeeded[i];
    return 0;
}

int threshold_rank(struct threshold *t, size_t k, double step, double *u)
{
    double below = 0, above = 1;
    size_t hits;
    *u = k > t->n ? NEVER : 0;
    if (k == 0 || k > t->n)
        return 0;
    if (threshold_count(t, 0, t->n, false, &hits) != 0)
        return -1;
    if (hits >= k)
        return 0;
    if (threshold_count(t, 1, t->n, false, &hits) != 0)
        return -1;
    if (hits < k) {
        *u = NEVER;
        return 0;
    }
    while (above - below > step) {
        double middle = (below + above) / 2;
        if (threshold_count(t, middle, t->n, false, &hits) != 0)
            return -1;
        *(hits >= k ? &above : &below) = middle;
    }
    *u = above;
    return 0;
}

int threshold_quantile(struct threshold *t, double p, double step, struct threshold_answer *answer)
{
    const struct ranks ranks = quantile_ranks((int64_t)t->n, p);
    size_t k = (size_t)ceil(p * (double)t->n - 1e-9);
    int status = threshold_rank(t, k < 1 ? 1 : k, step, &answer->u);
    if (status == 0)
        status = threshold_rank(t, (size_t)ranks.low, step, &answer->low);
    if (status == 0)
        status = threshold_rank(t, (size_t)ranks.high, step, &answer->high);
    if (ranks.low > 0 && answer->low > 0)
        answer->low = fmax(0, answer->low - step); /* the threshold lies between this step and the one before */
    return status;
}
