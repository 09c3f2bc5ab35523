#include "experiment/threshold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/interval.h"

enum { FLAT = 3 }; /* so many margins alike are an end of their scale */

static const double NEVER_FAILED = -1, NEVER = 2, SAME = 1e-9, COARSE = 1.0 / 1024, DOUBT = 2;

void threshold_free(struct threshold *t)
{
    free(t->known);
    free(t->which);
    free(t->margin);
    free(t->guesses);
    free(t->pairs);
    free(t->range);
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
    void *known = t->known, *which = t->which, *margin = t->margin, *guesses = t->guesses, *pairs = t->pairs;
    void *range = t->range, *success = t->success;
    size_t most_pairs = THRESHOLD_GRID * n;
    int status = grow(&known, n, sizeof *t->known) | grow(&which, n, sizeof *t->which) | grow(&margin, n, sizeof *t->margin) |
                 grow(&guesses, 2 * most_pairs, sizeof *t->guesses) | grow(&pairs, 2 * most_pairs, sizeof *t->pairs) |
                 grow(&range, n, sizeof *t->range) | grow(&success, n, sizeof *t->success);
    t->range = range;
    t->success = success;
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

/* ---- a first look ---- */

static void add_pair(struct threshold *t, size_t *n, double low, double high, double way)
{
    if (isfinite(low) && isfinite(high) && low <= high && low > t->flat_below && high < t->flat_above)
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
        t->flat_below = -(double)INFINITY;
        t->flat_above = (double)INFINITY;
        for (size_t i = n; i < THRESHOLD_GRID * n; i++)
            add_pair(t, &t->n_pairs, margins[i - n], margins[i], 1.0 / (THRESHOLD_GRID - 1));
        compare_doses(margins, look);
    }
    free(margins);
    return status;
}

/* ---- guesses ---- */

/* A margin at which several stand, and none beyond, is an end of the scale: it says no more than on which side the threshold lies. */
static void find_ends(struct threshold *t)
{
    size_t at_least = 0, at_most = 0;
    double least = (double)INFINITY, most = -(double)INFINITY;
    for (size_t i = 0; i < t->n; i++) {
        const struct threshold_known *known = &t->known[i];
        if (known->failed >= 0 && isfinite(known->below)) {
            at_least = known->below < least ? 1 : at_least + (known->below <= least);
            least = fmin(least, known->below);
        }
        if (known->succeeded <= 1 && isfinite(known->above)) {
            at_most = known->above > most ? 1 : at_most + (known->above >= most);
            most = fmax(most, known->above);
        }
    }
    t->flat_below = at_least >= FLAT ? least : -(double)INFINITY;
    t->flat_above = at_most >= FLAT ? most : (double)INFINITY;
}

/* From the pairs of the first look and of what was found since, nearer to the thresholds. */
static void fit(struct threshold *t)
{
    size_t n = t->n_pairs;
    if (t->fitted)
        return;
    find_ends(t);
    for (size_t i = 0; i < t->n_pairs; i++)
        add_pair(t, &n, t->pairs[i].low, t->pairs[i].high, t->pairs[i].way);
    for (size_t i = 0; i < t->n; i++) {
        const struct threshold_known *known = &t->known[i];
        if (known->failed >= 0 && known->succeeded <= 1)
            add_pair(t, &n, known->below, known->above, known->succeeded - known->failed);
    }
    response_fit(&t->response, n - t->n_pairs, &t->pairs[t->n_pairs], t->guesses);
    t->fitted = true;
}

/* Where a replication's threshold lies: from one dose as far as its margin needs from there to 0; between two doses in that proportion; from a margin at an end
 * of the scale at least that far. */
static struct control_range range_of(const struct threshold *t, const struct threshold_known *known)
{
    struct control_range range = {known->failed >= 0 ? known->failed : -(double)INFINITY, known->succeeded <= 1 ? known->succeeded : (double)INFINITY, 1};
    double zero = response_dose(&t->response, 0), own = (double)NAN;
    bool told = t->response.known, failed = told && known->failed >= 0 && isfinite(known->below), succeeded = told && known->succeeded <= 1;
    double up = failed ? fmax(zero - response_dose(&t->response, known->below), 0) : 0;
    double down = succeeded ? fmax(response_dose(&t->response, known->above) - zero, 0) : 0;
    bool by_failure = failed && known->below > t->flat_below, by_success = succeeded && known->above < t->flat_above;
    if ((by_failure || by_success) && up + down > range.high - range.low)
        own = range.low + (range.high - range.low) * up / (up + down);
    else if (by_failure || by_success)
        own = by_failure ? range.low + up : range.high - down;
    if (!isnan(own))
        return (struct control_range){own, own, fmin(own - range.low, range.high - own)};
    if (range.high - range.low >= up + down)
        range = (struct control_range){range.low + up, range.high - down, fmin(range.high - range.low, 1)};
    return range;
}

/* NaN: not run. */
static double guess(const struct threshold *t, const struct threshold_known *known)
{
    struct control_range range = range_of(t, known);
    if (known->failed < 0 && known->succeeded > 1)
        return (double)NAN;
    if (known->failed >= 1)
        return NEVER;
    if (isinf(range.low))
        return range.high < known->succeeded ? range.high : NEVER_FAILED;
    if (isinf(range.high))
        return range.low > known->failed ? range.low : NEVER;
    return (range.low + range.high) / 2;
}

/* Whether the outcome at u is open, and margins do not tell it: a threshold may be twice as far from a dose that was run as its margin says, or half. */
static bool is_doubtful(const struct threshold *t, const struct threshold_known *known, double u)
{
    const struct control_range range = range_of(t, known);
    const bool failed = known->failed >= 0, succeeded = known->succeeded <= 1;
    double low = known->failed, high = known->succeeded, up = range.low - low, down = high - range.high;
    if (failed && up > 0)
        low += up / DOUBT;
    if (succeeded && down > 0)
        high -= down / DOUBT;
    if (range.low >= range.high && failed)
        high = fmin(high, known->failed + fmax(up, COARSE) * DOUBT);
    if (range.low >= range.high && succeeded)
        low = fmax(low, known->succeeded - fmax(down, COARSE) * DOUBT);
    return low < u && u < high;
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

/* ---- shares ---- */

static int predict(struct threshold *t)
{
    fit(t);
    for (size_t i = 0; t->control != NULL && i < t->n; i++)
        t->range[i] = range_of(t, &t->known[i]);
    return t->control != NULL ? control_fit(t->control, t->n, t->range) : 0;
}

struct threshold_share threshold_share(struct threshold *t, double u)
{
    struct control_worth worth = {0, (double)t->n};
    size_t hits = 0;
    fit(t);
    for (size_t i = 0; i < t->n; i++) {
        const struct threshold_known *known = &t->known[i];
        t->success[i] = u >= known->succeeded || (u > known->failed && guess(t, known) <= u);
        hits += t->success[i];
    }
    if (t->control != NULL)
        worth = control_worth(t->control, u, t->n, t->success);
    return (struct threshold_share){fmin(fmax((double)hits / (double)t->n - worth.shift, 0), 1), worth.effective};
}

/* The least dose of the mesh at which the share is reached; 1 + step when none is. */
static double dose_of_share(struct threshold *t, double share, double step)
{
    double low = -step, high = 1 + step;
    while (high - low > 1.5 * step) {
        double middle = low + round((high - low) / step / 2) * step;
        *(threshold_share(t, middle).share >= share - SAME ? &high : &low) = middle;
    }
    return high;
}

double threshold_guess(struct threshold *t, double p)
{
    size_t n = fill_guesses(t);
    if (n == 0)
        return (double)NAN;
    if (n == t->n && t->control != NULL && predict(t) == 0 && t->control->known)
        return dose_of_share(t, p, COARSE);
    qsort(t->guesses, n, sizeof *t->guesses, ascending);
    double k = ceil(p * (double)n - 1e-9);
    return t->guesses[k < 1 ? 0 : k > (double)n ? n - 1 : (size_t)k - 1];
}

int threshold_add(struct threshold *t, size_t n, double p, double step)
{
    double u = threshold_guess(t, p), dose = isnan(u) ? 0.5 : fmin(fmax(round(u / step) * step, 0), 1);
    size_t before = t->n;
    if (threshold_enlarge(t, n) != 0)
        return -1;
    for (size_t i = before; i < n; i++)
        t->which[i - before] = (uint32_t)i;
    return ask(t, dose, n - before);
}

/* ---- intervals ---- */

/* Runs at a dose those whose outcome is in doubt there. How many they were, or -1. */
static int run_doubtful(struct threshold *t, double u)
{
    size_t asked = 0;
    fit(t);
    for (size_t i = 0; i < t->n; i++)
        if (is_doubtful(t, &t->known[i], u))
            t->which[asked++] = (uint32_t)i;
    return ask(t, u, asked) == 0 ? (int)asked : -1;
}

/* The least dose of the mesh at which the share is reached, less `back`, with nothing in doubt there; over 1 when it is beyond the range. 0, or -1. */
static int find_dose(struct threshold *t, double share, double step, double back, double *u)
{
    for (int asked = 1; asked > 0;) {
        *u = dose_of_share(t, share, step) - back;
        asked = run_doubtful(t, fmin(fmax(*u, 0), 1));
        if (asked < 0)
            return -1;
    }
    return 0;
}

int threshold_quantile(struct threshold *t, double p, double step, struct threshold_answer *answer)
{
    *answer = (struct threshold_answer){0, 0, NEVER};
    if (predict(t) != 0 || find_dose(t, p, step, 0, &answer->u) != 0)
        return -1;
    double n = floor(threshold_share(t, fmin(answer->u, 1)).effective);
    const struct ranks ranks = quantile_ranks((int64_t)n, p);
    if ((double)ranks.high <= n && find_dose(t, (double)ranks.high / n, step, 0, &answer->high) != 0)
        return -1;
    if (ranks.low > 0 && find_dose(t, (double)(ranks.low - 1) / n + 2 * SAME, step, step, &answer->low) != 0)
        return -1;
    answer->low = fmin(fmax(answer->low, 0), 1);
    answer->high = answer->high > 1 ? NEVER : answer->high;
    answer->u = fmin(fmax(answer->u > 1 ? NEVER : answer->u, answer->low), answer->high);
    return 0;
}
