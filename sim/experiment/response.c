#include "experiment/response.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS = 40 };

/* Errors grow with the way, but chance does not go to nothing with it. */
static const double SMALL = 1.0 / 64;

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static void set_knots(struct response *r, size_t n, const struct response_pair pairs[], double margins[])
{
    for (size_t i = 0; i < n; i++) {
        margins[2 * i] = pairs[i].low;
        margins[2 * i + 1] = pairs[i].high;
    }
    qsort(margins, 2 * n, sizeof *margins, ascending);
    for (size_t j = 0; j <= RESPONSE_PARTS; j++)
        r->knot[j] = margins[j * (2 * n - 1) / RESPONSE_PARTS];
}

/* How much of a part lies between the margins of a pair. */
static double overlap(const struct response *r, const struct response_pair *pair, size_t part)
{
    return fmax(fmin(pair->high, r->knot[part + 1]) - fmax(pair->low, r->knot[part]), 0);
}

/* The normal equations of least squares: square pace = product. */
struct sums {
    double square[RESPONSE_PARTS][RESPONSE_PARTS], product[RESPONSE_PARTS];
};

static void add_pair(struct sums *sums, const struct response *r, const struct response_pair *pair)
{
    double in[RESPONSE_PARTS], weight = 1 / (pair->way * pair->way + SMALL * SMALL);
    for (size_t j = 0; j < RESPONSE_PARTS; j++)
        in[j] = overlap(r, pair, j);
    for (size_t j = 0; j < RESPONSE_PARTS; j++) {
        sums->product[j] += weight * in[j] * pair->way;
        for (size_t k = 0; k < RESPONSE_PARTS; k++)
            sums->square[j][k] += weight * in[j] * in[k];
    }
}

/* The pace of one part, the others being given, but none below 0. */
static void fit_part(struct response *r, size_t part, const struct sums *sums)
{
    double rest = sums->product[part];
    for (size_t k = 0; k < RESPONSE_PARTS; k++)
        rest -= k == part ? 0 : sums->square[part][k] * r->pace[k];
    r->pace[part] = sums->square[part][part] > 0 ? fmax(rest / sums->square[part][part], 0) : 0;
}

void response_fit(struct response *r, size_t n, const struct response_pair pairs[], double margins[])
{
    struct sums sums = {.product = {0}};
    *r = (struct response){.known = false};
    if (n == 0)
        return;
    set_knots(r, n, pairs, margins);
    for (size_t i = 0; i < n; i++)
        add_pair(&sums, r, &pairs[i]);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t j = 0; j < RESPONSE_PARTS; j++)
            fit_part(r, j, &sums);
    for (size_t j = 0; j < RESPONSE_PARTS; j++)
        r->known = r->known || r->pace[j] > 0;
}

/* Beyond the knots the nearest part's pace goes on. */
double response_dose(const struct response *r, double margin)
{
    double dose = fmin(margin - r->knot[0], 0) * r->pace[0] + fmax(margin - r->knot[RESPONSE_PARTS], 0) * r->pace[RESPONSE_PARTS - 1];
    const struct response_pair from_first = {r->knot[0], margin, 0};
    for (size_t j = 0; j < RESPONSE_PARTS; j++)
        dose += r->pace[j] * overlap(r, &from_first, j);
    return dose;
}
