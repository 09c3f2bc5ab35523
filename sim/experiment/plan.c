#include "experiment/plan.h"

#include <math.h>
#include <stdlib.h>

#include "experiment/interval.h"

enum { GROWTH = 4, CHECK_LEAST = 200, CHECK_MOST = 1000 };
static const double SIGMA = 3, OFTEN = 0.05, COARSEST = 1.0 / 64, FINEST = 1.0 / 65536, STEPS_IN_TOLERANCE = 4;

/* ---- a first look: does more help? ---- */

/* d fewer succeed than at the dose before, of them r that had succeeded: a sign test of r against r - d. */
static bool falls(size_t before, size_t now, size_t reversals)
{
    if (now >= before)
        return false;
    double fall = (double)(before - now), changed = 2.0 * (double)reversals - fall;
    return fall > SIGMA * sqrt(changed > 1 ? changed : 1);
}

static int look(struct threshold *t, const struct plan_search *search, struct plan_found *found)
{
    size_t hits[PLAN_GRID], n = search->first;
    bool fell = false;
    for (size_t i = 0; i < PLAN_GRID; i++) {
        size_t before = t->reversals;
        if (threshold_count(t, (double)i / (PLAN_GRID - 1), n, true, &hits[i]) != 0)
            return -1;
        fell = fell || (i > 0 && falls(hits[i - 1], hits[i], t->reversals - before));
        if (i == 0 || hits[i] > found->at.hits)
            found->at = (struct plan_count){(double)i / (PLAN_GRID - 1), hits[i], n};
    }
    found->reversals = (double)t->reversals / ((double)n * (PLAN_GRID - 1));
    found->not_monotone = fell || found->reversals > OFTEN;
    found->reversed = fell && hits[PLAN_GRID - 1] < hits[0];
    size_t moved = 0;
    for (size_t i = 0; i < n; i++)
        moved += t->failed[i] >= 0 && t->succeeded[i] <= 1;
    found->no_effect = moved == 0 && t->reversals == 0;
    return 0;
}

/* ---- the search ---- */

static double allowed(const struct plan_search *search, double u)
{
    return search->relative ? search->tolerance * fabs(search->offset + u) : search->tolerance;
}

/* The mesh: a power of 1/2, a few steps within the tolerance. */
static double step_for(double tolerance)
{
    double step = COARSEST;
    while (step > FINEST && step * STEPS_IN_TOLERANCE > tolerance)
        step /= 2;
    return step;
}

/* Whether an end of the range settles the matter; -1 for a failure. */
static int look_at_ends(struct threshold *t, const struct plan_search *search, struct plan_found *found)
{
    size_t low, high;
    if (threshold_count(t, 1, t->n, false, &high) != 0 || threshold_count(t, 0, t->n, false, &low) != 0)
        return -1;
    if (share_interval((int64_t)low, (int64_t)t->n).low >= search->probability) {
        found->end = PLAN_LOW_SUFFICES;
        found->at = (struct plan_count){0, low, t->n};
        return 1;
    }
    if (share_interval((int64_t)high, (int64_t)t->n).high < search->probability) {
        found->end = PLAN_NONE_SUFFICES;
        if (!found->not_monotone)
            found->at = (struct plan_count){1, high, t->n};
        return 1;
    }
    return 0;
}

static size_t next_size(const struct plan_search *search, size_t n, double distance)
{
    double wanted = fmin(fmax(1.1 * distance * distance, 1.2), GROWTH) * (double)n;
    return wanted < (double)search->most ? (size_t)wanted : search->most;
}

static int narrow(struct threshold *t, const struct plan_search *search, struct plan_found *found)
{
    struct threshold_answer *answer = &found->answer;
    for (;;) {
        int ends = look_at_ends(t, search, found);
        if (ends != 0)
            return ends < 0 ? -1 : 0;
        double step = COARSEST;
        for (double last = 1; step < last;) { /* until the mesh suits the answer */
            if (threshold_quantile(t, search->probability, step, answer) != 0)
                return -1;
            last = step;
            step = fmin(step, step_for(allowed(search, answer->u)));
        }
        bool within = answer->u <= 1 && answer->high <= 1;
        double half = (answer->high - answer->low) / 2;
        found->end = answer->u <= 1 ? PLAN_FOUND : PLAN_UNDECIDED;
        found->precise = within && half <= allowed(search, answer->u);
        if (found->precise || t->n >= search->most)
            break;
        size_t n = next_size(search, t->n, within ? half / allowed(search, answer->u) : GROWTH);
        if (threshold_enlarge(t, n) != 0)
            return -1;
    }
    found->at.u = found->end == PLAN_FOUND ? answer->u : 1;
    found->at.n = t->n;
    return threshold_count(t, found->at.u, t->n, false, &found->at.hits);
}

/* ---- afterwards ---- */

static int draw_curve(struct threshold *t, const struct plan_search *search, struct plan_found *found)
{
    for (size_t i = 0; i < PLAN_CURVE_POINTS; i++) {
        struct plan_count *point = &found->curve[i];
        *point = (struct plan_count){.u = (double)i / (PLAN_CURVE_POINTS - 1), .n = search->first};
        if (threshold_count(t, point->u, point->n, false, &point->hits) != 0)
            return -1;
    }
    return 0;
}

/* The search chose the dose by its own replications; others have no part in that. */
static int check(struct threshold *t, const struct plan_search *search, struct plan_found *found)
{
    size_t n = t->n < CHECK_LEAST ? CHECK_LEAST : t->n > CHECK_MOST ? CHECK_MOST : t->n;
    uint32_t *which = calloc(n, sizeof *which);
    bool *success = calloc(n, sizeof *success);
    int status = which == NULL || success == NULL ? -1 : 0;
    for (size_t i = 0; status == 0 && i < n; i++)
        which[i] = (uint32_t)(search->most + i);
    if (status == 0)
        status = search->trial(search->user, found->at.u, n, which, success);
    found->check = (struct plan_count){.u = found->at.u, .n = n};
    for (size_t i = 0; status == 0 && i < n; i++)
        found->check.hits += success[i];
    free(success);
    free(which);
    t->runs += n;
    return status;
}

int plan_search(const struct plan_search *search, struct plan_found *found)
{
    struct threshold t = {.trial = search->trial, .user = search->user};
    *found = (struct plan_found){.end = PLAN_UNDECIDED};
    int status = threshold_enlarge(&t, search->first);
    if (status == 0)
        status = look(&t, search, found);
    if (status == 0 && !found->reversed) {
        status = narrow(&t, search, found);
        if (status == 0)
            status = draw_curve(&t, search, found);
        if (status == 0)
            status = check(&t, search, found);
    }
    found->n = t.n;
    found->runs = t.runs;
    threshold_free(&t);
    return status;
}
