/* Intervals of 95 % for what was found by sampling. */
#ifndef EXPERIMENT_INTERVAL_H
#define EXPERIMENT_INTERVAL_H

#include <stdint.h>

struct interval {
    double low, high;
};

/* Of a mean, by Student's t: mean +- t sd / sqrt(n). NaN for fewer than two values. */
struct interval mean_interval(int64_t n, double mean, double sd);

/* As mean_interval, of n values of which `others` are not 0. NaN, too, where what is rare may have been missed: where all values are alike (but for
 * rounding), and where some are 0 and fewer than INTERVAL_LEAST are not. tests/unit/test_interval.c measures what that is worth. */
enum { INTERVAL_LEAST = 10 };
struct interval difference_interval(int64_t n, int64_t others, double mean, double sd);

/* Of a probability, a share of so many (Wilson 1927): never outside [0, 1], and of use when the share is 0 or 1. (0, 1) for none. */
struct interval share_interval(double share, double count);

/* Ranks, counted from 1, between which the q-quantile of a distribution lies with 95 % certainty, given n independent
 * values in ascending order: from the binomial distribution. Rank 0 stands for below the least, n + 1 for above the
 * largest. */
struct ranks {
    int64_t low, high;
};
struct ranks quantile_ranks(int64_t n, double q);

#endif
