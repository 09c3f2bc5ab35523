#include "experiment/plan.h"

#include <math.h>
#include <stdlib.h>

enum { GROWTH = 4, LOOK = 24, CHECK_LEAST = 100, CHECK_MOST = 1000, CHECK_SHARE = 8 };
static const double SIGMA = 3, OFTEN = 0.05, COARSEST = 1.0 / 64, FINEST = 1.0 / 65536, STEPS_IN_TOLERANCE = 16, MORE_AT_LEAST = 1.1;

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* ---- a first look: does more help? ---- */

/* Fewer succeed than before, of them some that had succeeded: a sign test of those against the ones that now do for the first time. */
static bool falls(size_t before, size_t now, size_t reversals)
{
    if (now >= before)
        return false;
    double fall = (double)(before - now), changed = 2.0 * (double)reversals - fall;
    return fall > SIGMA * sqrt(changed > 1 ? changed : 1);
}

static struct plan_count counted(double u, size_t hits, size_t n)
{
    return (struct plan_count){u, (double)hits / (double)n, (double)n, n};
}

static int look(struct threshold *t, struct plan_found *found)
{
    const size_t last = THRESHOLD_GRID - 1;
    struct threshold_look seen;
    size_t reversals = 0;
    if (threshold_look(t, t->n, &seen) != 0)
        return -1;
    bool fell = falls(seen.hits[0], seen.hits[last], seen.reversals_of_all);
    found->at = counted(0, seen.hits[0], seen.n);
    for (size_t g = 1; g < THRESHOLD_GRID; g++) {
        fell = fell || falls(seen.hits[g - 1], seen.hits[g], seen.reversals[g]);
        reversals += seen.reversals[g];
        if ((double)seen.hits[g] > found->at.share * (double)seen.n)
            found->at = counted((double)g / (double)last, seen.hits[g], seen.n);
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

static int add(struct threshold *t, const struct plan_search *search, size_t n)
{
    return threshold_add(t, n, search->probability, mesh_for(search, threshold_guess(t, search->probability)));
}

/* Not all at once that few replications ask for: the more there are, the more the control tells. */
static size_t next_size(const struct plan_search *search, size_t n, double distance)
{
    double wanted = fmin(fmax(distance, MORE_AT_LEAST), GROWTH) * (double)n;
    return wanted < (double)search->most ? (size_t)wanted : search->most;
}

/* More than one run each, since the interval's ends are looked for anew. */
static void expect(const struct threshold *t, const struct plan_search *search, size_t added)
{
    size_t most = (size_t)CHECK_MOST, check = (t->n + added) / CHECK_SHARE;
    if (search->expect != NULL)
        search->expect(search->user, t->runs + added + added / 3 + (check < CHECK_LEAST ? CHECK_LEAST : check > most ? most : check));
}

/* Whether it was told now. Of an interval that reaches beyond the range the part within tells, and not after the first replications: that no dose is
 * enough often shows soon. */
static bool foresee(const struct plan_search *search, size_t n, const struct threshold_answer *answer)
{
    const bool beyond = answer->u > 1 || answer->high > 1;
    const double half = (fmin(answer->high, 1) - answer->low) / 2, distance = half / allowed(search, fmin(answer->u, 1));
    const double needed = distance * distance * (double)n;
    const bool far = needed > (double)PLAN_MANY || needed > (double)search->most;
    if (!far || (beyond && n <= search->first))
        return false;
    if (search->foresee != NULL)
        search->foresee(search->user, n, distance, beyond);
    return true;
}

static enum plan_end end_of(const struct threshold_answer *answer)
{
    return answer->high <= 0 ? PLAN_LOW_SUFFICES : answer->low >= 1 ? PLAN_NONE_SUFFICES : answer->u <= 1 ? PLAN_FOUND : PLAN_UNDECIDED;
}

static struct plan_count count_at(struct threshold *t, double u)
{
    const struct threshold_share share = threshold_share(t, u);
    return (struct plan_count){u, share.share, share.effective, t->n};
}

static void settle(struct threshold *t, struct plan_found *found)
{
    if (found->end != PLAN_NONE_SUFFICES || !found->not_monotone) /* else the best of the first look */
        found->at = count_at(t, found->end == PLAN_FOUND ? found->answer.u : found->end == PLAN_LOW_SUFFICES ? 0 : 1);
}

static int narrow(struct threshold *t, const struct plan_search *search, struct plan_found *found)
{
    struct threshold_answer *answer = &found->answer;
    for (bool told = false;;) {
        if (threshold_quantile(t, search->probability, mesh_for(search, threshold_guess(t, search->probability)), answer) != 0)
            return -1;
        bool within = answer->u <= 1 && answer->high <= 1;
        double half = (answer->high - answer->low) / 2, distance = within ? half / allowed(search, answer->u) : GROWTH;
        found->end = end_of(answer);
        found->precise = within && distance <= 1;
        found->distance = within ? distance : (double)NAN;
        bool settled = found->end == PLAN_LOW_SUFFICES || found->end == PLAN_NONE_SUFFICES;
        bool last = found->precise || settled || t->n >= search->most;
        size_t size = last ? t->n : next_size(search, t->n, distance), goal = (size_t)fmin(distance * distance * (double)t->n, (double)search->most);
        told = told || (!last && foresee(search, t->n, answer));
        expect(t, search, last ? 0 : goal > size ? goal - t->n : size - t->n);
        if (last) {
            settle(t, found);
            return 0;
        }
        if (add(t, search, size) != 0)
            return -1;
    }
}

/* ---- afterwards ---- */

static void draw_curve(struct threshold *t, struct plan_found *found)
{
    for (size_t i = 0; i < PLAN_CURVE_POINTS; i++) {
        found->curve[i] = count_at(t, (double)i / (PLAN_CURVE_POINTS - 1));
        if (i > 0) /* the correction may be less at the higher dose, by chance */
            found->curve[i].share = fmax(found->curve[i].share, found->curve[i - 1].share);
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
    size_t hits = 0;
    for (size_t i = 0; i < n; i++)
        hits += margin[i] >= 0;
    found->check = counted(found->at.u, hits, n);
    t->runs += n;
    return 0;
}

int plan_search(const struct plan_search *search, struct plan_found *found)
{
    struct threshold t = {.trial = search->trial, .user = search->user, .control = search->control};
    *found = (struct plan_found){.end = PLAN_UNDECIDED};
    size_t some = least(LOOK, search->first), more = least(LOOK + search->first / 4, search->first);
    int status = threshold_enlarge(&t, some);
    if (status == 0)
        status = look(&t, found);
    if (status == 0 && !found->reversed) {
        status = add(&t, search, more) != 0 || add(&t, search, search->first) != 0 ? -1 : narrow(&t, search, found);
        draw_curve(&t, found);
        if (status == 0)
            status = check(&t, search, found);
    }
    found->n = t.n;
    found->runs = t.runs;
    threshold_free(&t);
    return status;
}
