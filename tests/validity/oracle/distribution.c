/* Distributions of days: quantiles, whole days, cells, and the sixteen lags of a day. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "state.h"

/* Of the shape alone, without `minimum`. */
static double shape_cdf(const struct distribution *d, double x)
{
    if (x <= 0 && d->shape != DISTRIBUTION_UNIFORM && d->shape != DISTRIBUTION_TRIANGULAR) {
        return 0;
    }
    switch (d->shape) {
    case DISTRIBUTION_UNIFORM:
        return gsl_cdf_flat_P(x, d->low, d->high);
    case DISTRIBUTION_EXPONENTIAL:
        return gsl_cdf_exponential_P(x, d->mean);
    case DISTRIBUTION_GAMMA:
        return gsl_cdf_gamma_P(x, d->mean * d->mean / (d->sd * d->sd), d->sd * d->sd / d->mean);
    case DISTRIBUTION_LOGNORMAL: {
        double variance = log1p(d->sd * d->sd / (d->mean * d->mean));
        return gsl_cdf_lognormal_P(x, log(d->mean) - variance / 2, sqrt(variance));
    }
    case DISTRIBUTION_TRIANGULAR:
        if (x <= d->low) {
            return 0;
        }
        if (x >= d->high) {
            return 1;
        }
        if (x <= d->mode) {
            return (x - d->low) * (x - d->low) / ((d->high - d->low) * (d->mode - d->low));
        }
        return 1 - (d->high - x) * (d->high - x) / ((d->high - d->low) * (d->high - d->mode));
    case DISTRIBUTION_NONE:
    case DISTRIBUTION_FIXED:
    case DISTRIBUTION_TABLE:
        break;
    }
    return 1;
}

static double triangular_inverse(const struct distribution *d, double p)
{
    double width = d->high - d->low;
    if (p * width <= d->mode - d->low) {
        return d->low + sqrt(p * width * (d->mode - d->low));
    }
    return d->high - sqrt((1 - p) * width * (d->high - d->mode));
}

/* The smallest day whose cumulative share is p or more. */
static double table_quantile(const struct distribution *d, double p)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < d->n; i++) {
        sum += d->shares[i];
        if (sum >= p - 1e-12) {
            return d->days[i];
        }
    }
    return d->days[d->n - 1];
}

static double shape_quantile(const struct distribution *d, double p)
{
    switch (d->shape) {
    case DISTRIBUTION_UNIFORM:
        return d->low + p * (d->high - d->low);
    case DISTRIBUTION_EXPONENTIAL:
        return gsl_cdf_exponential_Pinv(p, d->mean);
    case DISTRIBUTION_GAMMA:
        return gsl_cdf_gamma_Pinv(p, d->mean * d->mean / (d->sd * d->sd), d->sd * d->sd / d->mean);
    case DISTRIBUTION_LOGNORMAL: {
        double variance = log1p(d->sd * d->sd / (d->mean * d->mean));
        return gsl_cdf_lognormal_Pinv(p, log(d->mean) - variance / 2, sqrt(variance));
    }
    case DISTRIBUTION_TRIANGULAR:
        return triangular_inverse(d, p);
    case DISTRIBUTION_TABLE:
        return table_quantile(d, p);
    case DISTRIBUTION_FIXED:
        return d->mean;
    case DISTRIBUTION_NONE:
        break;
    }
    return 0;
}

double oracle_quantile(const struct distribution *d, double p)
{
    return d->minimum + shape_quantile(d, p);
}

double oracle_rounded_cdf(const struct distribution *d, int a)
{
    if (d->shape == DISTRIBUTION_TABLE) {
        double sum = 0;
        for (size_t i = 0; i < d->n; i++) {
            sum += lround(d->days[i] + d->minimum) <= a ? d->shares[i] : 0;
        }
        return fmin(1, sum);
    }
    if (d->shape == DISTRIBUTION_FIXED || d->shape == DISTRIBUTION_NONE) {
        return lround(oracle_quantile(d, 1)) <= a ? 1 : 0;
    }
    return shape_cdf(d, a + 0.5 - d->minimum);
}

int oracle_cut(const struct distribution *d)
{
    if (d->shape == DISTRIBUTION_TABLE) {
        return (int)ceil(d->minimum + d->days[d->n - 1]);
    }
    return (int)ceil(oracle_quantile(d, 0.999));
}

double oracle_rotation(const struct oracle *o, int day)
{
    double turns = 0.618034 * (day - o->day0);
    return turns - floor(turns);
}

/* P(max(least, round(X)) = a) for a = 0..*longest, the tail on the last cell; NULL without memory. */
double *oracle_cells(const struct distribution *d, int least, int *longest)
{
    int last = oracle_cut(d);
    *longest = last > least ? last : least;
    double *cells = calloc((size_t)*longest + 1, sizeof *cells);
    double below = 0;
    for (int a = least; cells && a <= *longest; a++) {
        double upto = a == *longest ? 1 : oracle_rounded_cdf(d, a);
        cells[a] = upto - below;
        below = upto;
    }
    return cells;
}

/* counts add up to total: each running sum of total x weight / sum is rounded, a half up. */
void oracle_whole_counts(size_t n, const double weights[], long total, long counts[])
{
    double sum = 0, running = 0;
    for (size_t i = 0; i < n; i++) {
        sum += weights[i];
    }
    long before = 0;
    for (size_t i = 0; i < n; i++) {
        running += weights[i];
        long now = (long)floor((double)total * running / sum + 0.5 + 1e-9);
        counts[i] = now - before;
        before = now;
    }
}

int oracle_lags_init(struct lag_table *table, const struct oracle *o, const struct distribution *d, int first,
                     int least, int longest)
{
    table->first = first;
    table->least = least;
    table->n_days = (size_t)(o->horizon - first + 1);
    table->lags = calloc(table->n_days * LAGS, sizeof *table->lags);
    if (!table->lags) {
        return -1;
    }
    for (size_t day = 0; day < table->n_days; day++) {
        double u = oracle_rotation(o, first + (int)day);
        for (int i = 0; i < LAGS; i++) {
            table->lags[day * LAGS + (size_t)i] = fmin(oracle_quantile(d, (i + u) / LAGS), longest);
        }
    }
    return 0;
}

static int scaled_lag(struct oracle *o, const struct lag_table *table, int day, double scale)
{
    double lag = table->lags[(size_t)(day - table->first) * LAGS + gsl_rng_uniform_int(o->rng, LAGS)];
    int rounded = (int)lround(scale * lag);
    return rounded > table->least ? rounded : table->least;
}

int oracle_lag(struct oracle *o, const struct lag_table *table, int day)
{
    return scaled_lag(o, table, day, 1);
}

int oracle_delay(struct oracle *o, const struct step_state *step)
{
    return scaled_lag(o, &step->lags, o->today, oracle_value(o, step->delay_scale, o->today));
}
