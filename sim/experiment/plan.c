#include "experiment/plan.h"

#include <math.h>
#include <stdlib.h>

enum { GROWTH = 4, LOOK = 32, CHECK_LEAST = 100, CHECK_MOST = 1000, CHECK_SHARE = 8 };
static const double SIGMA = 3, OFTEN = 0.05, COARSEST = 1.0 / 64, FINEST = 1.0 / 65536, STEPS_IN_TOLERANCE = 16;

/* ---- a first look: does more help? ---- */

/* Fewer succeed than before, of them some that had succeeded: a sign test of those against the ones that now do for the first time. */
static bool falls(size_t before, size_t now, size_t reversals)
{
    if (now >= before)
        return false;
    double fall = (double)(before - now), changed = 2.0 * (double)reversals - fall;
    return fall > SIGMA * sqrt(changed > 1 ? changed : 1);
}

static int look(struct threshold *t, const struct plan_search *search, struct plan_found *found)
{
    const size_t last = THRESHOLD_GRID - 1;
    struct threshold_look seen;
    size_t reversals = 0;
    if (threshold_look(t, search->first < LOOK ? search->first : LOOK, &seen) != 0)
        return -1;
    bool fell = falls(seen.hits[0], seen.hits[last], seen.reversals_of_all);
    found->at = (struct plan_count){0, seen.hits[0], seen.n};
    for (size_t g = 1; g < THRESHOLD_GRID; g++) {
        fell = fell || falls(seen.hits[g - 1], seen.hits[g], seen.reversals[g]);
        reversals += seen.reversals[g];
        if (seen.hits[g] > found->at.hits)
            found->at = (struct plan_count){(double)g / (double)last, seen.hits[g], seen.n};
    }
    found->reversals = (double)reversals / (double)(seen.n * last);
    found->not_monotone = fell || found->reversals > OFTEN;
    found->reversed = fell && seen.hits[last] < seen.hits[0];
    found->no_effect = !seen.moved;
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

static double mesh_for(const struct plan_search *search, double u)
{
    return step_for(allowed(search, isnan(u) ? 0 : fmin(fmax(u, 0), 1)));
}

/* Where replications that were not run yet are run first: where the answer is guessed. */
static double first_dose(struct threshold *t, const struct plan_search *search)
{
    double u = threshold_guess(t, search->probability), step = mesh_for(search, u);
    return isnan(u) ? 0.5 : fmin(fmax(round(u / step) * step, 0), 1);
}

/* Not all at once that few replications ask for. */
static size_t next_size(const struct plan_search *search, size_t n, double distance)
{
    double times = distance * distance, wanted = fmin(times > 2 ? 0.85 * times : fmax(times, 1.08), GROWTH) * (double)n;
    return wanted < (double)search->most ? (size_t)wanted : search->most;
}

/* More than one run each, since the interval's ends are looked for anew. */
static void expect(const struct threshold *t, const struct plan_search *search, size_t added)
{
    size_t most = (size_t)CHECK_MOST, check = (t->n + added) / CHECK_SHARE;
    if (search->expect != NULL)
        search->expect(search->user, t->runs + added + added / 3 + (check < CHECK_LEAST ? CHECK_LEAST : check > most ? most : check));
}

static enum plan_end end_of(const struct threshold_answer *answer)
{
    return answer->high <= 0 ? PLAN_LOW_SUFFICES : answer->low >= 1 ? PLAN_NONE_SUFFICES : answer->u <= 1 ? PLAN_FOUND : PLAN_UNDECIDED;
}

static int count_at(struct threshold *t, struct plan_found *found)
{
    if (found->end == PLAN_NONE_SUFFICES && found->not_monotone)
        return 0; /* the best of the first look */
    found->at.u = found->end == PLAN_FOUND ? found->answer.u : found->end == PLAN_LOW_SUFFICES ? 0 : 1;
    found->at.n = t->n;
    if (found->end != PLAN_FOUND)
        return threshold_count(t, found->at.u, &found->at.hits);
    found->at.hits = threshold_guess_count(t, found->at.u, &found->at.n);
    return 0;
}

static int narrow(struct threshold *t, const struct plan_search *search, struct plan_found *found)
{
    struct threshold_answer *answer = &found->answer;
    for (;;) {
        if (threshold_start(t, first_dose(t, search)) != 0 ||
            threshold_quantile(t, search->probability, mesh_for(search, threshold_guess(t, search->probability)), answer) != 0)
            return -1;
        bool within = answer->u <= 1 && answer->high <= 1;
        double half = (answer->high - answer->low) / 2, distance = within ? half / allowed(search, answer->u) : GROWTH;
        found->end = end_of(answer);
        found->precise = within && distance <= 1;
        bool settled = found->end == PLAN_LOW_SUFFICES || found->end == PLAN_NONE_SUFFICES;
        bool last = found->precise || settled || t->n >= search->most;
        size_t size = last ? t->n : next_size(search, t->n, distance), goal = (size_t)fmin(distance * distance * (double)t->n, (double)search->most);
        expect(t, search, last ? 0 : goal > size ? goal - t->n : size - t->n);
        if (last)
            return count_at(t, found);
        if (threshold_enlarge(t, size) != 0)
            return -1;
    }
}

/* ---- afterwards ---- */

static void draw_curve(struct threshold *t, struct plan_found *found)
{
    for (size_t i = 0; i < PLAN_CURVE_POINTS; i++) {
        struct plan_count *point = &found->curve[i];
        point->u = (double)i / (PLAN_CURVE_POINTS - 1);
        point->hits = threshold_guess_count(t, point->u, &point->n);
    }
}

/* The search chose the dose by its own replications; others have no part in that. */
static int check(struct threshold *t, const struct plan_search *search, struct plan_found *found)
{
    uint32_t which[CHECK_MOST];
    double margin[CHECK_MOST];
    size_t share = t->n / CHECK_SHARE, n = share < CHECK_LEAST ? CHECK_LEAST : share > CHECK_MOST ? CHECK_MOST : share;
    for (size_t i = 0; i < n; i++)
        which[i] = (uint32_t)(search->most + i);
    if (search->trial(search->user, found->at.u, n, which, margin) != 0)
        return -1;
    found->check = (struct plan_count){.u = found->at.u, .n = n};
    for (size_t i = 0; i < n; i++)
        found->check.hits += margin[i] >= 0;
    t->runs += n;
    return 0;
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
        draw_curve(&t, found);
        if (status == 0)
            status = check(&t, search, found);
    }
    found->n = t.n;
    found->runs = t.runs;
    threshold_free(&t);
    return status;
}
