/* Logarithms of factorials and the reciprocals of small whole numbers, for the samplers. */
#ifndef RANDOM_FACTORIAL_H
#define RANDOM_FACTORIAL_H

#include <stdint.h>

/* log k! = (k + 1/2) log k - k + log(2 pi)/2 + stirling_tail(k), k >= 1. Relative error of log k! about 1e-15: the
 * acceptance tests of n cases are off by about 1e-15 n log n, far below what any number of draws could show for n up to
 * 1e9. */
double log_factorial(int64_t k);
double stirling_tail(int64_t k);

/* Below SEARCH_MEAN a sequential search is the fastest way, by measurement; there a count of SEARCH_CAP has a chance
 * below 1e-30, and a search that gets so far was led astray by rounding and starts again. */
enum { SEARCH_MEAN = 24, SEARCH_CAP = 110 };

/* 1 / k for 1 <= k <= SEARCH_CAP: a multiplication instead of a division in the inner loops of the searches. */
extern const double reciprocal_of[SEARCH_CAP + 1];

#endif
