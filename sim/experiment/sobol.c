#include "experiment/sobol.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdlib.h>

#include "random/draw.h"

enum { RESAMPLES = 1000 };

struct pair {
    double first, total;
};

/* Over the rows named by `which`; two passes, so that a large mean costs no digits. */
static struct pair estimate(const struct sobol_rows *rows, size_t n, const uint32_t which[])
{
    double mean = 0, square = 0, first = 0, total = 0;
    for (size_t k = 0; k < n; k++)
        mean += (rows->a[which[k]] + rows->b[which[k]]) / (2.0 * (double)n);
    for (size_t k = 0; k < n; k++) {
        double a = rows->a[which[k]] - mean, b = rows->b[which[k]] - mean, ab = rows->ab[which[k]] - mean;
        square += a * a + b * b;
        first += b * (ab - a);
        total += (a - ab) * (a - ab);
    }
    double variance = square / (2.0 * (double)n - 1);
    if (!(variance > 0))
        return (struct pair){(double)NAN, (double)NAN};
    return (struct pair){first / (double)n / variance, total / (2.0 * (double)n) / variance};
}

static size_t whole_rows(const struct sobol_rows *rows, uint32_t which[])
{
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (isfinite(rows->a[i]) && isfinite(rows->b[i]) && isfinite(rows->ab[i]))
            which[n++] = (uint32_t)i;
    return n;
}

static struct interval percentiles(double values[])
{
    gsl_sort(values, 1, RESAMPLES);
    return (struct interval){gsl_stats_quantile_from_sorted_data(values, 1, RESAMPLES, 0.025),
                             gsl_stats_quantile_from_sorted_data(values, 1, RESAMPLES, 0.975)};
}

static void bootstrap(const struct sobol_rows *rows, size_t n, const uint32_t whole[], uint32_t resampled[],
                      uint64_t seed, double first[], double total[])
{
    const struct draw_key key = draw_key_make(seed, 0);
    struct draw draw;
    draw_init(&draw);
    for (int32_t r = 0; r < RESAMPLES; r++) {
        draw_open(&draw, &key, 0, DRAW_BOOTSTRAP, 0, r);
        for (size_t k = 0; k < n; k++)
            resampled[k] = whole[(size_t)(draw_uniform(&draw) * (double)n)];
        struct pair pair = estimate(rows, n, resampled);
        first[r] = isnan(pair.first) ? 0 : pair.first; /* a resample without variance */
        total[r] = isnan(pair.total) ? 0 : pair.total;
    }
}

int sobol_index(const struct sobol_rows *rows, uint64_t seed, struct sobol_index *index)
{
    const double none = (double)NAN;
    uint32_t *whole = calloc(2 * rows->n + 1, sizeof *whole);
    double *first = calloc(2 * RESAMPLES, sizeof *first), *total = first == NULL ? NULL : first + RESAMPLES;
    *index = (struct sobol_index){none, none, {none, none}, {none, none}};
    int status = whole == NULL || first == NULL ? -1 : 0;
    size_t n = status == 0 ? whole_rows(rows, whole) : 0;
    if (n >= 2) {
        struct pair pair = estimate(rows, n, whole);
        index->first = pair.first;
        index->total = pair.total;
    }
    if (isfinite(index->first)) {
        bootstrap(rows, n, whole, whole + rows->n, seed, first, total);
        index->first_interval = percentiles(first);
        index->total_interval = percentiles(total);
    }
    free(first);
    free(whole);
    return status;
}
