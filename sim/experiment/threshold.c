#include "experiment/threshold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/interval.h"

/* A replication whose outcome is open, and where its threshold is guessed. */
struct threshold_open {
    double guess;
    uint32_t index;
};

enum { BATCH_MORE = 8 }; /* and one more in so many */

static const double NEVER_FAILED = -1, NEVER = 2;

void threshold_free(struct threshold *t)
{
    free(t->known);
    free(t->which);
    free(t->margin);
    free(t->guesses);
    free(t->pairs);
    free(t->open);
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
    void *known = t->known, *which = t->which, *margin = t->margin, *guesses = t->guesses, *pairs = t->pairs, *open = t->open;
    size_t most_pairs = THRESHOLD_GRID * n;
    int status = grow(&known, n, sizeof *t->known) | grow(&which, n, sizeof *t->which) | grow(&margin, n, sizeof *t->margin) |
                 grow(&guesses, 2 * most_pairs, sizeof *t->guesses) | grow(&pairs, most_pairs, sizeof *t->pairs) |
                 grow(&open, n, sizeof *t->open);
    t->open = open;
    t->pairs = pairs;
    t->known = known;
    t->which = which;
    t->margin = margin;
    t->guesses = guesses;
    for (; status == 0 && t->n < n; t->n++)
        t->known[t->n] = (struct threshold_known){NEVER_FAILED, NEVER, 0, 0};
    return status != 0 ? -1 : 0;
}

/* ---- counts ---- */

static void learn(struct threshold *t, size_t i, double u, double margin)
{
    struct threshold_known *known = &t->known[i];
    bool success = margin >= 0;
    if (success ? u < known->failed : u > known->succeeded) {
        t->reversals++; /* what was known stays; the caller hears of it */
    } else if (success && u < known->succeeded) {
        known->succeeded = u;
        known->above = margin;
    } else if (!success && u > known->failed) {
        known->failed = u;
        known->below = margin;
    }
}

/* Runs the replications of which[0 .. asked - 1]. */
static int ask(struct threshold *t, double u, size_t asked)
{
    if (asked > 0 && t->trial(t->user, u, asked, t->which, t->margin) != 0)
        return -1;
    t->runs += asked;
    t->fitted = false;
    for (size_t k = 0; k < asked; k++)
        learn(t, t->which[k], u, t->margin[k]);
    return 0;
}

int threshold_count(struct threshold *t, double u, size_t *hits)
{
    size_t asked = 0;
    *hits = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct threshold_known *known = &t->known[i];
        if (u < known->succeeded && u > known->failed)
            t->which[asked++] = (uint32_t)i;
        else
            *hits += u >= known->succeeded;
    }
    if (ask(t, u, asked) != 0)
        return -1;
    for (size_t k = 0; k < asked; k++)
        *hits += t->margin[k] >= 0;
    return 0;
}

int threshold_start(struct threshold *t, double u)
{
    size_t asked = 0;
    for (size_t i = 0; i < t->n; i++)
        if (t->known[i].failed < 0 && t->known[i].succeeded > 1)
            t->which[asked++] = (uint32_t)i;
    return ask(t, u, asked);
}

/* ---- a first look ---- */

static void add_pair(struct threshold *t, size_t *n, double low, double high, double way)
{
    if (isfinite(low) && isfinite(high) && low <= high)
        t->pairs[(*n)++] = (struct response_pair){low, high, way};
}

static void compare_doses(const double margins[], struct threshold_look *look)
{
    size_t n = look->n;
    for (size_t i = 0; i < n; i++) {
        for (size_t g = 0; g < THRESHOLD_GRID; g++) {
            const double *at = &margins[g * n + i];
            look->hits[g] += *at >= 0;
            if (g > 0) {
                look->moved = look->moved || *at < at[-(ptrdiff_t)n] || *at > at[-(ptrdiff_t)n];
                look->reversals[g] += at[-(ptrdiff_t)n] >= 0 && *at < 0;
            }
        }
        look->reversals_of_all += margins[i] >= 0 && margins[(THRESHOLD_GRID - 1) * n + i] < 0;
    }
}

int threshold_look(struct threshold *t, size_t n, struct threshold_look *look)
{
    double *margins = malloc((THRESHOLD_GRID * n + 1) * sizeof *margins);
    int status = margins == NULL ? -1 : 0;
    *look = (struct threshold_look){.n = n};
    for (size_t g = 0; status == 0 && g < THRESHOLD_GRID; g++) {
        for (size_t i = 0; i < n; i++)
            t->which[i] = (uint32_t)i;
        status = ask(t, (double)g / (THRESHOLD_GRID - 1), n);
        memcpy(&margins[g * n], t->margin, n * sizeof *margins);
    }
    if (status == 0) {
        for (size_t i = n; i < THRESHOLD_GRID * n; i++)
            add_pair(t, &t->n_pairs, margins[i - n], margins[i], 1.0 / (THRESHOLD_GRID - 1));
        compare_doses(margins, look);
    }
    free(margins);
    return status;
}

/* ---- guesses ---- */

/* A replication's threshold: from one dose as far as margins need from there to 0; between two doses in that proportion. NaN: not run. */
static double guess(const struct threshold *t, const struct threshold_known *known)
{
    bool failed = known->failed >= 0, succeeded = known->succeeded <= 1;
    double zero = response_dose(&t->response, 0);
    double up = failed && isfinite(known->below) && t->response.known ? fmax(zero - response_dose(&t->response, known->below), 0) : (double)NAN;
    double down = succeeded && t->response.known ? fmax(response_dose(&t->response, known->above) - zero, 0) : (double)NAN;
    if (failed && succeeded)
        return known->failed + (known->succeeded - known->failed) * (up + down > 0 ? up / (up + down) : 0.5);
    if (failed)
        return isnan(up) || known->failed >= 1 ? NEVER : known->failed + up;
    return succeeded ? (isnan(down) ? NEVER_FAILED : known->succeeded - down) : (double)NAN;
}

/* From the pairs of the first look and of what was found since, nearer to the thresholds. */
static void fit(struct threshold *t)
{
    size_t n = t->n_pairs;
    for (size_t i = 0; !t->fitted && i < t->n; i++) {
        const struct threshold_known *known = &t->known[i];
        if (known->failed >= 0 && known->succeeded <= 1)
            add_pair(t, &n, known->below, known->above, known->succeeded - known->failed);
    }
    if (!t->fitted)
        response_fit(&t->response, n, t->pairs, t->guesses);
    t->fitted = true;
}

static size_t fill_guesses(struct threshold *t)
{
    size_t n = 0;
    fit(t);
    for (size_t i = 0; i < t->n; i++) {
        double own = guess(t, &t->known[i]);
        if (!isnan(own))
            t->guesses[n++] = own;
    }
    return n;
}

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

double threshold_guess(struct threshold *t, double p)
{
    size_t n = fill_guesses(t);
    if (n == 0)
        return (double)NAN;
    qsort(t->guesses, n, sizeof *t->guesses, ascending);
    double k = ceil(p * (double)n - 1e-9);
    return t->guesses[k < 1 ? 0 : k > (double)n ? n - 1 : (size_t)k - 1];
}

size_t threshold_guess_count(struct threshold *t, double u, size_t *of)
{
    size_t hits = 0;
    *of = fill_guesses(t);
    for (size_t i = 0; i < *of; i++)
        hits += t->guesses[i] <= u;
    return hits;
}

/* ---- ranks ---- */

/* A bracket of doses on a mesh, narrowed by counts: fewer than k succeed at `below`, k or more at `above`. */
struct bracket {
    size_t k;
    double step, below, above, reach;
};

static struct bracket bracket_of(size_t k, double step)
{
    return (struct bracket){.k = k, .step = step, .below = NEVER_FAILED, .above = NEVER, .reach = step};
}

/* The dose to look at next: where the k-th threshold is guessed; from what is known in growing steps. */
static double next_dose(struct threshold *t, struct bracket *b)
{
    double low = b->below < 0 ? 0 : b->below + b->step, high = b->above > 1 ? 1 : b->above - b->step;
    double own = threshold_guess(t, (double)b->k / (double)t->n);
    double dose = ceil((isnan(own) ? (low + high) / 2 : own) / b->step) * b->step;
    if (dose <= b->below) {
        dose = b->below + b->reach;
        b->reach *= 2;
    } else if (dose >= b->above) {
        dose = b->above - b->reach;
        b->reach *= 2;
    }
    return fmin(fmax(dose, low), high);
}

static int narrow(struct threshold *t, struct bracket *b, double dose)
{
    size_t hits;
    if (threshold_count(t, dose, &hits) != 0)
        return -1;
    *(hits >= b->k ? &b->above : &b->below) = dose;
    return 0;
}

int threshold_rank(struct threshold *t, size_t k, double step, double *u)
{
    struct bracket b = bracket_of(k, step);
    *u = k > t->n ? NEVER : 0;
    if (k == 0 || k > t->n)
        return 0;
    while (b.above > 0 && b.below < 1 && !(b.above <= 1 && b.below >= 0 && b.above - b.below <= step))
        if (narrow(t, &b, next_dose(t, &b)) != 0)
            return -1;
    *u = b.above;
    return 0;
}

/* ---- intervals ---- */

/* What is to be shown: that k or more succeed at a dose of the mesh (`above`), or that fewer than k do. */
struct bound {
    size_t k;
    bool above;
    double step;
};

static int by_guess(const void *a, const void *b)
{
    const struct threshold_open *x = a, *y = b;
    return x->guess < y->guess ? -1 : x->guess > y->guess ? 1 : x->index < y->index ? -1 : 1;
}

/* Those whose outcome at u is open, by their guess; returns how many outcomes of the kind wanted are missing. */
static size_t list_open(struct threshold *t, const struct bound *bound, double u, size_t *n_open)
{
    size_t successes = 0, failures = 0, needed = bound->above ? bound->k : t->n - bound->k + 1;
    *n_open = 0;
    fit(t);
    for (size_t i = 0; i < t->n; i++) {
        const struct threshold_known *known = &t->known[i];
        if (u >= known->succeeded)
            successes++;
        else if (u <= known->failed)
            failures++;
        else
            t->open[(*n_open)++] = (struct threshold_open){guess(t, known), (uint32_t)i};
    }
    qsort(t->open, *n_open, sizeof *t->open, by_guess);
    size_t have = bound->above ? successes : failures;
    return have >= needed ? 0 : needed - have;
}

/* Runs at u about as many as are missing, those surest to be of the kind wanted first. 1: shown, 0: not yet, 2: not so, -1 */
static int attempt(struct threshold *t, const struct bound *bound, double u)
{
    size_t n_open, missing = list_open(t, bound, u, &n_open), asked = missing + missing / BATCH_MORE + BATCH_MORE;
    if (missing == 0 || missing > n_open)
        return missing == 0 ? 1 : 2;
    asked = asked < n_open ? asked : n_open;
    for (size_t i = 0; i < asked; i++)
        t->which[i] = t->open[bound->above ? i : n_open - 1 - i].index;
    if (ask(t, u, asked) != 0)
        return -1;
    missing = list_open(t, bound, u, &n_open);
    return missing == 0 ? 1 : missing > n_open ? 2 : 0;
}

/* The dose of the mesh at or over the k-th threshold as guessed, or the one under it. */
static double guessed_dose(struct threshold *t, const struct bound *bound)
{
    double own = threshold_guess(t, (double)bound->k / (double)t->n);
    double dose = (ceil(own / bound->step) - !bound->above) * bound->step;
    return isnan(own) ? bound->above : fmin(fmax(dose, 0), 1);
}

/* A dose at which it is shown, outwards from the guess; *u is 2, or 0, when it is not so at the end of the range. 0, or -1. */
static int go_outward(struct threshold *t, const struct bound *bound, double *u)
{
    double dose = guessed_dose(t, bound), reach = bound->step, end = bound->above ? 1 : 0;
    for (;;) {
        int shown = attempt(t, bound, dose);
        if (shown < 0)
            return -1;
        if (shown == 1 || (shown == 2 && dose == end)) {
            *u = shown == 1 ? dose : bound->above ? NEVER : 0;
            return 0;
        }
        double own = guessed_dose(t, bound);
        dose = bound->above ? fmin(fmax(own, dose + reach), end) : fmax(fmin(own, dose - reach), end);
        reach *= 2;
    }
}

/* The first that is shown may be far out: the thresholds between are known better now. A step or two are not worth a try. */
static int find_bound(struct threshold *t, const struct bound *bound, double *u)
{
    int shown = 1;
    if (go_outward(t, bound, u) != 0)
        return -1;
    while (shown == 1 && *u > 0 && *u <= 1) {
        double dose = guessed_dose(t, bound);
        if (bound->above ? dose >= *u - 2 * bound->step : dose <= *u + 2 * bound->step)
            break;
        shown = attempt(t, bound, dose);
        *u = shown == 1 ? dose : *u;
    }
    return shown < 0 ? -1 : 0;
}

int threshold_quantile(struct threshold *t, double p, double step, struct threshold_answer *answer)
{
    const struct ranks ranks = quantile_ranks((int64_t)t->n, p);
    const struct bound above = {(size_t)ranks.high, true, step}, below = {(size_t)ranks.low, false, step};
    *answer = (struct threshold_answer){0, 0, NEVER};
    if (above.k <= t->n && find_bound(t, &above, &answer->high) != 0)
        return -1;
    if (below.k > 0 && find_bound(t, &below, &answer->low) != 0)
        return -1;
    double own = threshold_guess(t, p);
    answer->u = fmin(fmax(ceil(own / step) * step, answer->low), answer->high);
    answer->u = answer->u > 1 ? NEVER : answer->u;
    return 0;
}
