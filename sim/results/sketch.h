/* Quantiles of a stream of numbers in bounded memory: counts in buckets whose bounds grow geometrically.
 *
 * After DDSketch (Masson, Rim and Lee, VLDB 2019), with its cubic stand-in for the logarithm: no libm, so the same
 * buckets on every machine. A quantile lies within SKETCH_RELATIVE_ERROR of the value at its rank; the extremes, zero
 * and a constant are exact, and so are whole numbers below 200 when every value added was whole. Memory follows the
 * span of the values, not their number. */
#ifndef RESULTS_SKETCH_H
#define RESULTS_SKETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SKETCH_RELATIVE_ERROR 0.005

/* Counts of buckets first .. first + n - 1; none outside. */
struct sketch_side {
    uint32_t *count;
    int32_t first;
    int32_t n;
};

struct sketch {
    int64_t n;
    int64_t zeros; /* magnitudes below 2^-60 count as zero */
    double minimum, maximum;
    struct sketch_side positive, negative;
    bool fractions; /* some value was not a whole number */
};

/* A sketch of all zero bytes is an empty one, too. */
void sketch_init(struct sketch *sketch);
void sketch_free(struct sketch *sketch);

/* Adds one finite value. Returns 0, or -1 without memory or when a bucket holds 2^32 - 1 values already (the sketch is
 * unchanged). */
int sketch_add(struct sketch *sketch, double value);

/* Asks the processor for the memory that sketch_add of this value will touch: worth it some sketches ahead, when there
 * are many. */
void sketch_prefetch(const struct sketch *sketch, double value);

/* Adds all that `other` holds; no quantile depends on the order of additions and merges. Returns as sketch_add, but may
 * have merged a part when it fails. */
int sketch_merge(struct sketch *sketch, const struct sketch *other);

/* Adds to one bucket of a side, for what is not counted value by value. Returns as sketch_add. */
int sketch_side_put(struct sketch_side *side, int32_t bucket, uint32_t count);

/* The value at rank floor(q (n - 1)) of the n values in ascending order, counted from 0; 0 <= q <= 1. NaN when empty.
 */
double sketch_quantile(const struct sketch *sketch, double q);

/* The bucket of a magnitude of at least 2^-60, and its lower bound. */
int32_t sketch_bucket(double magnitude);
double sketch_bucket_low(int32_t bucket);

/* Bytes allocated beside the struct itself. */
size_t sketch_memory(const struct sketch *sketch);

#endif
