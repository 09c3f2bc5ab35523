#include "support/statistics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/scenarios.h"

bool statistic_within(double sigma, statistic_of *statistic, void *sampler, size_t n, const char *name)
{
    if (scenario_is_sanitized())
        n = (n + 7) / 8;
    double first = statistic(sampler, n);
    if (fabs(first) <= sigma)
        return true;
    double second = statistic(sampler, 8 * n);
    if (fabs(second) <= sigma)
        return true;
    fprintf(stderr, "%s: z = %.2f with %zu draws, %.2f with %zu\n", name, first, n, second, 8 * n);
    return false;
}

double z_of_chi_square(double chi_square, double degrees)
{
    double spread = 2.0 / (9.0 * degrees);
    return (cbrt(chi_square / degrees) - (1.0 - spread)) / sqrt(spread);
}

double z_of_counts(size_t n_cells, const int64_t observed[], const double chance[], size_t n)
{
    double chi_square = 0.0, expected = 0.0, seen = 0.0, left = (double)n;
    int pools = 0;
    for (size_t i = 0; i < n_cells; i++) {
        expected += chance[i] * (double)n;
        seen += (double)observed[i];
        bool last = i + 1 == n_cells;
        if (!last && (expected < 10.0 || left - expected < 10.0))
            continue;
        if (expected > 0.0)
            chi_square += (seen - expected) * (seen - expected) / expected;
        else if (seen > 0.0)
            return (double)INFINITY;
        left -= expected;
        expected = seen = 0.0;
        pools++;
    }
    return pools > 1 ? z_of_chi_square(chi_square, pools - 1) : 0.0;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double ks_distance(size_t n, double u[])
{
    double distance = 0.0;
    qsort(u, n, sizeof u[0], ascending);
    for (size_t i = 0; i < n; i++) {
        double above = (double)(i + 1) / (double)n - u[i], below = u[i] - (double)i / (double)n;
        distance = fmax(distance, fmax(above, below));
    }
    return distance * sqrt((double)n);
}

void moments_add(struct sample_moments *moments, double value)
{
    double delta = value - moments->mean;
    moments->n++;
    moments->mean += delta / (double)moments->n;
    moments->m2 += delta * (value - moments->mean);
}

double moments_variance(const struct sample_moments *moments)
{
    return moments->n > 1 ? moments->m2 / (double)(moments->n - 1) : 0.0;
}
