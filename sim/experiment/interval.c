#include "experiment/interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

static const double TAIL = 0.025, ROUNDING = 1e-9;

struct interval mean_interval(int64_t n, double mean, double sd)
{
    if (n < 2)
        return (struct interval){(double)NAN, (double)NAN};
    double half = gsl_cdf_tdist_Qinv(TAIL, (double)(n - 1)) * sd / sqrt((double)n);
    return (struct interval){mean - half, mean + half};
}

struct interval difference_interval(int64_t n, int64_t others, double mean, double sd)
{
    const bool alike = sd <= ROUNDING * fabs(mean), rare = others < n && others < INTERVAL_LEAST;
    return alike || rare ? (struct interval){(double)NAN, (double)NAN} : mean_interval(n, mean, sd);
}

struct interval share_interval(double share, double count)
{
    if (!(count > 0))
        return (struct interval){0, 1};
    double z = gsl_cdf_ugaussian_Qinv(TAIL), z2 = z * z / count;
    double middle = (share + z2 / 2) / (1 + z2);
    double half = z / (1 + z2) * sqrt(share * (1 - share) / count + z2 / (4 * count));
    return (struct interval){share <= 0 ? 0 : middle - half, share >= 1 ? 1 : middle + half};
}

/* The value of rank r is at most the quantile when at least r values are: a binomial count. */
struct ranks quantile_ranks(int64_t n, double q)
{
    struct ranks ranks = {0, n + 1};
    unsigned count = (unsigned)n;
    /* low: the largest rank r with P(B < r) <= tail; high: the least rank with P(B >= r) <= tail */
    int64_t guess = (int64_t)floor((double)n * q);
    int64_t reach = (int64_t)(8 * sqrt((double)n)) + 2;
    for (int64_t r = guess > reach ? guess - reach : 1;
         r <= n && gsl_cdf_binomial_P((unsigned)(r - 1), q, count) <= TAIL; r++)
        ranks.low = r;
    for (int64_t r = guess + reach < n ? guess + reach : n;
         r >= 1 && gsl_cdf_binomial_Q((unsigned)(r - 1), q, count) <= TAIL; r--)
        ranks.high = r;
    return ranks;
}
