#include "random/variates.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

#include "random/factorial.h"

/* q^n without loss when q is near 1 and n is large. */
static double chance_of_none(int64_t n, double p)
{
    if (n > 64)
        return exp((double)n * log1p(-p));
    double power = 1.0, square = 1.0 - p;
    for (int64_t bits = n; bits > 0; bits >>= 1) {
        if (bits & 1)
            power *= square;
        square *= square;
    }
    return power;
}

/* Inversion by sequential search from 0, p <= 1/2. `flip` reads the uniform from the other end, so that the caller's n
 * - k grows with it as k would. */
static int64_t binomial_search(struct draw *draw, int64_t n, double p, int flip)
{
    double start = chance_of_none(n, p), odds = p / (1.0 - p), top = ((double)n + 1.0) * odds;
    int cap = n < SEARCH_CAP ? (int)n : SEARCH_CAP - 1;
    for (;;) {
        double u = draw_uniform(draw), chance = start;
        if (flip)
            u = 1.0 - u;
        for (int k = 0; k <= cap; k++) {
            if (u <= chance)
                return k;
            u -= chance;
            chance *= top * reciprocal_of[k + 1] - odds;
        }
    }
}

/* Beyond GSL's reach: the h-th smallest of n uniforms is Beta(h, n + 1 - h); all on one side of it are then known to
 * lie below or above p (Ahrens and Dieter 1974). Halves n each time. */
static int64_t binomial_huge(struct draw *draw, int64_t n, double p)
{
    int64_t sure = 0;
    while (n > (INT64_C(1) << 30)) {
        int64_t h = n / 2 + 1;
        double x = variate_beta(draw, (double)h, (double)(n + 1 - h));
        if (x <= p) {
            sure += h;
            n -= h;
            p = (p - x) / (1.0 - x);
        } else {
            n = h - 1;
            p = p / x;
        }
    }
    return sure + variate_binomial(draw, n, p);
}

int64_t variate_binomial(struct draw *draw, int64_t n, double p)
{
    if (n <= 0 || !(p > 0.0))
        return 0;
    if (p >= 1.0)
        return n;
    int flip = p > 0.5;
    double least = flip ? 1.0 - p : p;
    if ((double)n * least < SEARCH_MEAN) {
        int64_t k = binomial_search(draw, n, least, flip);
        return flip ? n - k : k;
    }
    if (n > (INT64_C(1) << 30))
        return binomial_huge(draw, n, p);
    return gsl_ran_binomial(&draw->rng, p, (unsigned)n);
}

static double sum(size_t k, const double weight[])
{
    double total = 0.0;
    for (size_t i = 0; i < k; i++)
        total += weight[i];
    return total;
}

/* What is left of the weights is added up afresh whenever it has halved, so that small weights at the end keep their
 * precision. The last kind with any weight takes the rest, lest rounding lose a case. */
void variate_multinomial(struct draw *draw, int64_t n, size_t k, const double weight[], int64_t taken[])
{
    double rest = sum(k, weight), fresh = rest;
    while (k > 1 && !(weight[k - 1] > 0.0))
        taken[--k] = 0;
    for (size_t i = 0; i + 1 < k; i++) {
        if (rest < 0.5 * fresh)
            rest = fresh = sum(k - i, weight + i);
        taken[i] = weight[i] > 0.0 && n > 0 ? variate_binomial(draw, n, weight[i] / rest) : 0;
        rest -= weight[i];
        n -= taken[i];
    }
    if (k > 0)
        taken[k - 1] = n;
}

static int popcount32(uint32_t x)
{
    x -= (x >> 1) & UINT32_C(0x55555555);
    x = (x & UINT32_C(0x33333333)) + ((x >> 2) & UINT32_C(0x33333333));
    x = (x + (x >> 4)) & UINT32_C(0x0f0f0f0f);
    return (int)((x * UINT32_C(0x01010101)) >> 24);
}

/* Binomial(n, 1/2) by counting random bits while that is the faster way. */
static int64_t heads(struct draw *draw, int64_t n)
{
    enum { MOST_BITS = 640 };
    if (n > MOST_BITS)
        return variate_binomial(draw, n, 0.5);
    int64_t k = 0;
    for (; n >= 32; n -= 32)
        k += popcount32(draw_bits(draw));
    if (n > 0)
        k += popcount32(draw_bits(draw) >> (32 - n));
    return k;
}

static void sixteenths_by_case(struct draw *draw, int64_t n, int32_t taken[static 16])
{
    for (; n > 0; n -= 8) {
        uint32_t word = draw_bits(draw);
        for (int64_t i = n < 8 ? n : 8; i > 0; i--, word >>= 4)
            taken[word & 15]++;
    }
}

static void sixteenths_by_halves(struct draw *draw, int64_t n, int32_t taken[static 16])
{
    int64_t part[16] = {n};
    for (int width = 16; width > 1; width /= 2) {
        for (int i = 0; i < 16; i += width) {
            int64_t left = heads(draw, part[i]);
            part[i + width / 2] = part[i] - left;
            part[i] = left;
        }
    }
    for (int i = 0; i < 16; i++)
        taken[i] = (int32_t)part[i];
}

void variate_sixteenths(struct draw *draw, int64_t n, int32_t taken[static 16])
{
    enum { MOST_BY_CASE = 96 };
    memset(taken, 0, 16 * sizeof taken[0]);
    if (n <= MOST_BY_CASE) {
        sixteenths_by_case(draw, n, taken);
    } else {
        sixteenths_by_halves(draw, n, taken);
    }
}

double variate_gamma(struct draw *draw, double shape, double scale)
{
    return shape > 0.0 ? gsl_ran_gamma(&draw->rng, shape, scale) : 0.0;
}

double variate_beta(struct draw *draw, double a, double b)
{
    return gsl_ran_beta(&draw->rng, a, b);
}
