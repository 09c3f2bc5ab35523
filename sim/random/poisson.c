/* Poisson and over-dispersed counts. */
#include <math.h>

#include "random/factorial.h"
#include "random/variates.h"

/* Inversion: the first k with u <= P(X <= k), so that close means give close counts. */
static int64_t poisson_search(struct draw *draw, double mean)
{
    double start = exp(-mean);
    for (;;) {
        double u = draw_uniform(draw), chance = start;
        for (int k = 0; k < SEARCH_CAP; k++) {
            if (u <= chance)
                return k;
            u -= chance;
            chance *= mean * reciprocal_of[k + 1];
        }
    }
}

/* log of P(X = k), k >= 1. With x = mean / k - 1: k log(mean / k) + k - mean = k (log(1 + x) - x), which loses nothing
 * when the mean is huge. */
static double poisson_log_chance(double k, double mean)
{
    double x = (mean - k) / k;
    return k * (log1p(x) - x) - 0.91893853320467274178 - 0.5 * log(k) - stirling_tail((int64_t)k);
}

/* Transformed rejection with squeeze, PTRS: W. Hormann, The transformed rejection method for generating Poisson random
 * variables, Insurance: Mathematics and Economics 12 (1993). For means of 10 and over. */
static int64_t poisson_ptrs(struct draw *draw, double mean)
{
    double b = 0.931 + 2.53 * sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    double v_r = 0.9277 - 3.6224 / (b - 2.0);
    for (;;) {
        double u = draw_uniform(draw) - 0.5, v = draw_uniform(draw);
        double us = 0.5 - fabs(u);
        double k = floor((2.0 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= v_r)
            return (int64_t)k;
        if (k < 0.0 || (us < 0.013 && v > us))
            continue;
        double log_chance = k > 0.0 ? poisson_log_chance(k, mean) : -mean;
        if (log(v * inverse_alpha / (a / (us * us) + b)) <= log_chance)
            return (int64_t)k;
    }
}

int64_t variate_poisson(struct draw *draw, double mean)
{
    static const double most = 1e15;
    if (!(mean > 0.0))
        return 0;
    if (mean > most)
        return (int64_t)most;
    return mean < SEARCH_MEAN ? poisson_search(draw, mean) : poisson_ptrs(draw, mean);
}

/* A Poisson whose mean is Gamma(mean / (d - 1), d - 1) has variance mean + mean (d - 1) = d mean. */
int64_t variate_overdispersed(struct draw *draw, double mean, double dispersion)
{
    double excess = dispersion - 1.0;
    if (!(mean > 0.0))
        return 0;
    if (!(excess > 0.0))
        return variate_poisson(draw, mean);
    return variate_poisson(draw, variate_gamma(draw, mean / excess, excess));
}
