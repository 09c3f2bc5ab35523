/* Tests of samplers at a stated sigma: a statistic that is standard normal under the hypothesis, a sample that is
 * enlarged once before the test fails. */
#ifndef SUPPORT_STATISTICS_H
#define SUPPORT_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Computes the standard normal statistic of n fresh draws. */
typedef double statistic_of(void *sampler, size_t n);

/* Whether |z| <= sigma for n draws or, if not, for 8 n more. Prints z when both fail. Under a sanitizer n is an eighth, and the larger sample what the smaller
 * is elsewhere: what a sanitizer finds is on the way, not in the sample. */
bool statistic_within(double sigma, statistic_of *statistic, void *sampler, size_t n, const char *name);

/* Wilson and Hilferty: the cube root of a chi-square over its degrees of freedom is nearly normal. */
double z_of_chi_square(double chi_square, double degrees);

/* Pearson's statistic as z; neighbouring cells are pooled until each expects 10 draws or more. 0 when only one is left.
 */
double z_of_counts(size_t n_cells, const int64_t observed[], const double chance[], size_t n);

/* Kolmogorov and Smirnov: sqrt(n) times the largest distance of sorted u from the uniform; about 2.7 has the chance of
 * 5 sigma. */
double ks_distance(size_t n, double u[]);

struct sample_moments {
    size_t n;
    double mean, m2;
};
void moments_add(struct sample_moments *moments, double value);
double moments_variance(const struct sample_moments *moments);

#endif
