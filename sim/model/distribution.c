#include "model/distribution.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

struct lognormal_parameters {
    double zeta, sigma;
};

/* Of the logarithm, from mean and sd of the variable: sigma^2 = ln(1 + sd^2 / mean^2), zeta = ln(mean) - sigma^2 / 2. */
static struct lognormal_parameters lognormal_of(const struct distribution *d)
{
    const double variance = log1p(d->sd * d->sd / (d->mean * d->mean));
    return (struct lognormal_parameters){.zeta = log(d->mean) - variance / 2, .sigma = sqrt(variance)};
}

static double gamma_shape(const struct distribution *d) { return d->mean * d->mean / (d->sd * d->sd); }
static double gamma_scale(const struct distribution *d) { return d->sd * d->sd / d->mean; }

static bool is_point(const struct distribution *d)
{
    switch (d->shape) {
    case DISTRIBUTION_NONE:
    case DISTRIBUTION_FIXED: return true;
    case DISTRIBUTION_EXPONENTIAL: return d->mean <= 0;
    case DISTRIBUTION_GAMMA:
    case DISTRIBUTION_LOGNORMAL: return d->sd <= 0 || d->mean <= 0;
    case DISTRIBUTION_UNIFORM:
    case DISTRIBUTION_TRIANGULAR: return d->high <= d->low;
    case DISTRIBUTION_TABLE: return false;
    }
    return true;
}

static double point_of(const struct distribution *d)
{
    if (d->shape == DISTRIBUTION_NONE) return 0;
    return d->shape == DISTRIBUTION_UNIFORM || d->shape == DISTRIBUTION_TRIANGULAR ? d->low : d->mean;
}

static double triangular_below(const struct distribution *d, double x)
{
    if (x <= d->low) return 0;
    if (x >= d->high) return 1;
    const double width = d->high - d->low;
    if (x < d->mode) return (x - d->low) * (x - d->low) / (width * (d->mode - d->low));
    return 1 - (d->high - x) * (d->high - x) / (width * (d->high - d->mode));
}

static double triangular_quantile(const struct distribution *d, double p)
{
    const double width = d->high - d->low, below_mode = (d->mode - d->low) / width;
    if (p < below_mode) return d->low + sqrt(p * width * (d->mode - d->low));
    return d->high - sqrt((1 - p) * width * (d->high - d->mode));
}

static double table_below(const struct distribution *d, double x)
{
    double sum = 0;
    for (size_t i = 0; i < d->n && d->days[i] <= x; i++) sum += d->shares[i];
    return sum > 1 ? 1 : sum;
}

static double table_quantile(const struct distribution *d, double p)
{
    double sum = 0;
    for (size_t i = 0; i < d->n; i++) {
        sum += d->shares[i];
        if (sum >= p - 1e-12) return d->days[i];
    }
    return d->n ? d->days[d->n - 1] : 0;
}

static double shape_below(const struct distribution *d, double x)
{
    switch (d->shape) {
    case DISTRIBUTION_UNIFORM: return gsl_cdf_flat_P(x, d->low, d->high);
    case DISTRIBUTION_EXPONENTIAL: return gsl_cdf_exponential_P(x, d->mean);
    case DISTRIBUTION_GAMMA: return x <= 0 ? 0 : gsl_cdf_gamma_P(x, gamma_shape(d), gamma_scale(d));
    case DISTRIBUTION_LOGNORMAL: return x <= 0 ? 0 : gsl_cdf_lognormal_P(x, lognormal_of(d).zeta, lognormal_of(d).sigma);
    case DISTRIBUTION_TRIANGULAR: return triangular_below(d, x);
    case DISTRIBUTION_TABLE: return table_below(d, x);
    case DISTRIBUTION_NONE:
    case DISTRIBUTION_FIXED: break;
    }
    return 0;
}

double distribution_below(const struct distribution *d, double x)
{
    const double above = x - d->minimum;
    if (is_point(d)) return above >= point_of(d) ? 1 : 0;
    return shape_below(d, above);
}

static double shape_quantile(const struct distribution *d, double p)
{
    switch (d->shape) {
    case DISTRIBUTION_UNIFORM: return gsl_cdf_flat_Pinv(p, d->low, d->high);
    case DISTRIBUTION_EXPONENTIAL: return gsl_cdf_exponential_Pinv(p, d->mean);
    case DISTRIBUTION_GAMMA: return p <= 0 ? 0 : gsl_cdf_gamma_Pinv(p, gamma_shape(d), gamma_scale(d));
    case DISTRIBUTION_LOGNORMAL: return p <= 0 ? 0 : gsl_cdf_lognormal_Pinv(p, lognormal_of(d).zeta, lognormal_of(d).sigma);
    case DISTRIBUTION_TRIANGULAR: return triangular_quantile(d, p);
    case DISTRIBUTION_TABLE: return table_quantile(d, p);
    case DISTRIBUTION_NONE:
    case DISTRIBUTION_FIXED: break;
    }
    return 0;
}

double distribution_quantile(const struct distribution *d, double p)
{
    return d->minimum + (is_point(d) ? point_of(d) : shape_quantile(d, p));
}

int day_table_quantile(const struct day_table *table, double p)
{
    int low = 0, high = table->n - 1;
    if (p <= 0) return table->lowest;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (table->steps ? table->below[middle] >= p - 1e-12 : table->below[middle] > p) high = middle;
        else low = middle + 1;
    }
    return low;
}

int distribution_cut(const struct distribution *d)
{
    const double end = d->shape == DISTRIBUTION_TABLE && d->n ? d->minimum + d->days[d->n - 1] : distribution_quantile(d, 0.999);
    const double days = ceil(end);
    return days < 0 ? 0 : (int)days;
}
