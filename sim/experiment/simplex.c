#include "experiment/simplex.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { SHARES_MOST = 64 };

struct search {
    size_t n;
    simplex_function *function;
    void *user;
    double *best;
    double value, gain;
};

/* False to leave off. */
static bool try(struct search *s, const double share[])
{
    double value = s->function(s->user, share);
    if (isnan(value)) {
        s->value = value;
        return false;
    }
    if (value < s->value - s->gain * fabs(s->value) || (isinf(s->value) && !isinf(value))) {
        s->value = value;
        memcpy(s->best, share, s->n * sizeof *share);
    }
    return true;
}

static bool try_start(struct search *s)
{
    double share[SHARES_MOST];
    for (size_t i = 0; i < s->n; i++)
        share[i] = s->best[i] = 1.0 / (double)s->n;
    if (!try(s, share))
        return false;
    for (size_t corner = 0; corner < s->n; corner++) {
        for (size_t i = 0; i < s->n; i++)
            share[i] = i == corner;
        if (!try(s, share))
            return false;
    }
    return true;
}

/* All moves of `step` from one share to another, from where the round began. */
static bool try_round(struct search *s, double step)
{
    double from[SHARES_MOST], share[SHARES_MOST];
    memcpy(from, s->best, s->n * sizeof *from);
    for (size_t i = 0; i < s->n; i++) {
        for (size_t k = 0; k < s->n; k++) {
            double moved = fmin(step, from[i]);
            if (i == k || moved <= 0)
                continue;
            memcpy(share, from, s->n * sizeof *share);
            share[i] -= moved;
            share[k] += moved;
            if (!try(s, share))
                return false;
        }
    }
    return true;
}

double simplex_least(size_t n, simplex_function *function, void *user, double finest, double gain, double share[])
{
    struct search s = {n, function, user, share, (double)INFINITY, gain};
    if (n > SHARES_MOST || !try_start(&s))
        return (double)NAN;
    for (double step = 0.25; n > 1 && step >= finest;) {
        double before = s.value;
        if (!try_round(&s, step))
            return (double)NAN;
        if (!(s.value < before))
            step /= 2;
    }
    return s.value;
}
