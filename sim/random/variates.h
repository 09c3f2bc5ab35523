/* Variates that GSL lacks or draws too slowly. All are exact; counts are int64 unless said. */
#ifndef RANDOM_VARIATES_H
#define RANDOM_VARIATES_H

#include <stddef.h>
#include <stdint.h>

#include "random/draw.h"

/* Successes among `sample` drawn without replacement from `good` + `bad`; bounded time whatever the sizes.
 * Small samples by direct draws, else HRUA (Stadlober 1990, ratio of uniforms). 0 <= sample <= good + bad. */
int64_t variate_hypergeometric(struct draw *draw, int64_t good, int64_t bad, int64_t sample);

/* Splits `sample` drawn without replacement over n kinds holding available[i]; fills taken[i], which sum to sample. */
void variate_hypergeometric_many(struct draw *draw, size_t n, const int64_t available[], int64_t sample, int64_t taken[]);

/* Binomial(n, p): inversion of one uniform while n min(p, 1 - p) is small, else GSL's BTPE. n up to 2^40 (GSL's is unsigned int: split). */
int64_t variate_binomial(struct draw *draw, int64_t n, double p);

/* Splits n over k kinds with weights (>= 0, not all 0; need not add up to 1) by conditional binomials. */
void variate_multinomial(struct draw *draw, int64_t n, size_t k, const double weight[], int64_t taken[]);

/* Splits n evenly at random over 16 cells: four bits a case while n is small, else halving binomials. */
void variate_sixteenths(struct draw *draw, int64_t n, int32_t taken[static 16]);

/* Poisson(mean): inversion of one uniform for small means, PTRS for large ones (Hormann 1993). A mean over 10^15 gives 10^15. */
int64_t variate_poisson(struct draw *draw, double mean);

/* Counts with this mean and variance = dispersion x mean (negative binomial as a gamma-mixed Poisson); dispersion 1 is Poisson. */
int64_t variate_overdispersed(struct draw *draw, double mean, double dispersion);

/* Gamma(shape, scale); shape may be huge. Beta(a, b). From GSL, here so that callers need one header. */
double variate_gamma(struct draw *draw, double shape, double scale);
double variate_beta(struct draw *draw, double a, double b);

#endif
