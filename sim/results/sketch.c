#include "results/sketch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 141 buckets an octave: a bucket spans less than 0.5 % of its bounds (see log2_like). */
enum { PER_OCTAVE = 141, LEAST_EXPONENT = -60, SLACK = 8 };

/* s -> log2(1 + s) nearly: a cubic with p(0) = 0, p(1) = 1 and the slopes of neighbouring octaves alike. Its slope by
 * ln(1 + s) is at least 10/7, so that 7 / (10 ln g) buckets an octave bound the ratio of a bucket's ends by g. */
static inline double log2_like(double s)
{
    return ((6.0 / 35.0 * s - 3.0 / 5.0) * s + 10.0 / 7.0) * s;
}

int32_t sketch_bucket(double magnitude)
{
    uint64_t bits;
    memcpy(&bits, &magnitude, sizeof bits);
    int32_t exponent = (int32_t)(bits >> 52) - 1023;
    bits = (bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000);
    double mantissa;
    memcpy(&mantissa, &bits, sizeof mantissa);
    return exponent * PER_OCTAVE + (int32_t)(PER_OCTAVE * log2_like(mantissa - 1.0));
}

/* The inverse, by Newton's method from the line through the octave's ends; four steps reach the last bit. */
double sketch_bucket_low(int32_t bucket)
{
    int32_t exponent = bucket / PER_OCTAVE - (bucket % PER_OCTAVE < 0);
    double target = (double)(bucket - exponent * PER_OCTAVE) / PER_OCTAVE, s = target;
    for (int i = 0; i < 6; i++) {
        double slope = (18.0 / 35.0 * s - 6.0 / 5.0) * s + 10.0 / 7.0;
        s -= (log2_like(s) - target) / slope;
    }
    return ldexp(1.0 + s, exponent);
}

void sketch_init(struct sketch *sketch)
{
    memset(sketch, 0, sizeof *sketch);
}

void sketch_free(struct sketch *sketch)
{
    free(sketch->positive.count);
    free(sketch->negative.count);
    sketch_init(sketch);
}

/* Room for first .. last, with slack on a side that grows a second time: a value out of range is seldom the last one.
 */
static int side_cover(struct sketch_side *side, int32_t first, int32_t last)
{
    if (side->n > 0) {
        int32_t end = side->first + side->n - 1;
        first = first < side->first ? first - SLACK : side->first;
        last = last > end ? last + SLACK : end;
    }
    int32_t n = last - first + 1;
    if (n == side->n)
        return 0;
    uint32_t *count = realloc(side->count, (size_t)n * sizeof count[0]);
    if (count == NULL)
        return -1;
    size_t below = side->n > 0 ? (size_t)(side->first - first) : 0, old = (size_t)side->n;
    memmove(count + below, count, old * sizeof count[0]);
    memset(count, 0, below * sizeof count[0]);
    memset(count + below + old, 0, ((size_t)n - below - old) * sizeof count[0]);
    *side = (struct sketch_side){count, first, n};
    return 0;
}

static inline int put(struct sketch_side *side, int32_t bucket, uint32_t more)
{
    if ((uint32_t)(bucket - side->first) >= (uint32_t)side->n && side_cover(side, bucket, bucket) != 0)
        return -1;
    uint32_t *count = &side->count[bucket - side->first];
    if (more > UINT32_MAX - *count)
        return -1;
    *count += more;
    return 0;
}

int sketch_side_put(struct sketch_side *side, int32_t bucket, uint32_t count)
{
    return put(side, bucket, count);
}

static inline bool is_whole(double value)
{
    return fabs(value) < 0x1p53 ? (double)(int64_t)value == value : true;
}

int sketch_add(struct sketch *sketch, double value)
{
    double magnitude = fabs(value);
    if (magnitude < 0x1p-60) {
        sketch->zeros++;
    } else if (put(value > 0.0 ? &sketch->positive : &sketch->negative, sketch_bucket(magnitude), 1) != 0) {
        return -1;
    }
    if (sketch->n == 0 || value < sketch->minimum)
        sketch->minimum = value;
    if (sketch->n == 0 || value > sketch->maximum)
        sketch->maximum = value;
    if (!sketch->fractions)
        sketch->fractions = !is_whole(value);
    sketch->n++;
    return 0;
}

void sketch_prefetch(const struct sketch *sketch, double value)
{
#if defined(__GNUC__)
    const struct sketch_side *side = value > 0.0 ? &sketch->positive : &sketch->negative;
    double magnitude = fabs(value);
    if (!(magnitude >= 0x1p-60))
        return;
    uint32_t place = (uint32_t)(sketch_bucket(magnitude) - side->first);
    if (place < (uint32_t)side->n)
        __builtin_prefetch(&side->count[place], 1);
#else
    (void)sketch;
    (void)value;
#endif
}

static int side_merge(struct sketch_side *side, const struct sketch_side *other)
{
    if (other->n == 0)
        return 0;
    if (side_cover(side, other->first, other->first + other->n - 1) != 0)
        return -1;
    uint32_t *count = side->count + (other->first - side->first);
    for (int32_t i = 0; i < other->n; i++) {
        if (other->count[i] > UINT32_MAX - count[i])
            return -1;
        count[i] += other->count[i];
    }
    return 0;
}

int sketch_merge(struct sketch *sketch, const struct sketch *other)
{
    if (other->n == 0)
        return 0;
    if (side_merge(&sketch->positive, &other->positive) != 0 || side_merge(&sketch->negative, &other->negative) != 0)
        return -1;
    if (sketch->n == 0 || other->minimum < sketch->minimum)
        sketch->minimum = other->minimum;
    if (sketch->n == 0 || other->maximum > sketch->maximum)
        sketch->maximum = other->maximum;
    sketch->fractions = sketch->fractions || other->fractions;
    sketch->zeros += other->zeros;
    sketch->n += other->n;
    return 0;
}

/* Magnitudes of a side. */
struct range {
    double least, most;
};

/* The magnitude of this rank in a bucket, were they spread evenly over what the range leaves of it. */
static double within_bucket(int32_t bucket, const struct range *range, int64_t rank, uint32_t count)
{
    double low = fmax(sketch_bucket_low(bucket), range->least), high = fmin(sketch_bucket_low(bucket + 1), range->most);
    return low + (high - low) * ((double)rank + 0.5) / count;
}

/* The value at rank `rank` of the whole sketch: negative ones from the largest magnitude down, zeros, positive. */
static double value_at(const struct sketch *sketch, int64_t rank)
{
    const struct range below = {-sketch->maximum, -sketch->minimum}, above = {sketch->minimum, sketch->maximum};
    const struct sketch_side *side = &sketch->negative;
    for (int32_t i = side->n - 1; i >= 0; rank -= side->count[i--]) {
        if (rank < side->count[i])
            return -within_bucket(side->first + i, &below, side->count[i] - 1 - rank, side->count[i]);
    }
    if (rank < sketch->zeros)
        return 0.0;
    rank -= sketch->zeros;
    side = &sketch->positive;
    for (int32_t i = 0; i < side->n; rank -= side->count[i++]) {
        if (rank < side->count[i])
            return within_bucket(side->first + i, &above, rank, side->count[i]);
    }
    return sketch->maximum;
}

double sketch_quantile(const struct sketch *sketch, double q)
{
    if (sketch->n == 0)
        return (double)NAN;
    /* 1e-9: 0.95 * 40 must be rank 38 however 0.95 was rounded */
    int64_t rank = (int64_t)floor(q * (double)(sketch->n - 1) + 1e-9);
    if (rank <= 0)
        return sketch->minimum;
    if (rank >= sketch->n - 1)
        return sketch->maximum;
    double value = value_at(sketch, rank);
    /* all whole: the bucket holds a whole number, and below 200 only one */
    if (!sketch->fractions && fabs(value) < 0x1p53)
        value = round(value);
    return fmin(fmax(value, sketch->minimum), sketch->maximum);
}

size_t sketch_memory(const struct sketch *sketch)
{
    return ((size_t)sketch->positive.n + (size_t)sketch->negative.n) * sizeof(uint32_t);
}
