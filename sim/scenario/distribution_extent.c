#include <limits.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "scenario/values.h"

static const double NEARLY_ALL = 0.999;

/* GSL's inverse does not converge for every shape, nor does its integral, and then it aborts the program. So:
 * bisection, and for large shapes Wilson and Hilferty's cube of a normal, which is then better than a thousandth. */
static double gamma_extent(double mean, double sd)
{
    double shape = mean * mean / (sd * sd), scale = sd * sd / mean;
    double low = 0, high = mean + 4 * sd;

    if (shape > 100) {
        return mean * pow(1 - 1 / (9 * shape) + gsl_cdf_ugaussian_Pinv(NEARLY_ALL) / (3 * sqrt(shape)), 3);
    }
    while (gsl_cdf_gamma_P(high, shape, scale) < NEARLY_ALL)
        high *= 2;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (gsl_cdf_gamma_P(middle, shape, scale) < NEARLY_ALL)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* The part above the minimum. */
static double extent(const struct distribution *distribution)
{
    double mean = distribution->mean, sd = distribution->sd, spread;

    switch (distribution->shape) {
    case DISTRIBUTION_NONE:
        return 0;
    case DISTRIBUTION_FIXED:
        return mean;
    case DISTRIBUTION_UNIFORM:
    case DISTRIBUTION_TRIANGULAR:
        return distribution->high;
    case DISTRIBUTION_EXPONENTIAL:
        return gsl_cdf_exponential_Pinv(NEARLY_ALL, mean);
    case DISTRIBUTION_GAMMA:
        return gamma_extent(mean, sd);
    case DISTRIBUTION_LOGNORMAL:
        spread = log1p(sd * sd / (mean * mean));
        return gsl_cdf_lognormal_Pinv(NEARLY_ALL, log(mean) - spread / 2, sqrt(spread));
    case DISTRIBUTION_TABLE:
        return distribution->n == 0 ? 0 : distribution->days[distribution->n - 1];
    }
    return 0;
}

int distribution_upper(const struct distribution *distribution)
{
    double upper = ceil(extent(distribution) + distribution->minimum);

    return upper < INT_MAX / 4 ? (int)upper : INT_MAX / 4;
}
