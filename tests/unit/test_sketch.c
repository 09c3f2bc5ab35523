#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "random/variates.h"
#include "results/sketch.h"
#include "support/check_main/check_main.h"

static void start(struct draw *draw, uint32_t entity)
{
    struct draw_key key = draw_key_make(7, 7);
    draw_init(draw);
    draw_open(draw, &key, entity, DRAW_WORK, 0, 0);
}

START_TEST(buckets_are_narrow_and_in_order)
{
    ck_assert_int_eq(sketch_bucket(1.0), 0);
    for (int32_t b = -60 * 141; b < 70 * 141; b++) {
        double low = sketch_bucket_low(b), high = sketch_bucket_low(b + 1);
        ck_assert(low < high);
        /* whatever lies in a bucket is that near to all else in it */
        ck_assert_double_le((high - low) / low, SKETCH_RELATIVE_ERROR);
        ck_assert_int_eq(sketch_bucket(low * (1.0 + 1e-13)), b);
        ck_assert_int_eq(sketch_bucket(high * (1.0 - 1e-13)), b);
    }
}
END_TEST

START_TEST(buckets_never_go_back)
{
    int32_t last = INT32_MIN;
    for (double x = 1e-3; x < 1e4; x *= 1.00001) {
        int32_t bucket = sketch_bucket(x);
        ck_assert_int_ge(bucket, last);
        last = bucket;
    }
}
END_TEST

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

enum { KINDS = 7 };

static double value_of_kind(struct draw *draw, int kind)
{
    switch (kind) {
    case 0:
        return draw_uniform(draw);
    case 1:
        return gsl_ran_gaussian(&draw->rng, 1000.0);
    case 2:
        return (double)variate_poisson(draw, 3.0);
    case 3:
        return -exp(10.0 * draw_uniform(draw));
    case 4:
        return gsl_ran_cauchy(&draw->rng, 1.0);
    case 5:
        return (double)variate_poisson(draw, 50000.0);
    default:
        return draw_uniform(draw) < 0.5 ? 0.0 : variate_gamma(draw, 0.1, 1e6);
    }
}

/* Against the sorted values, for few and many of them. */
START_TEST(quantiles_are_near)
{
    enum { MOST = 5000 };
    static double values[MOST];
    struct draw draw;
    start(&draw, 1);
    for (int kind = 0; kind < KINDS; kind++) {
        for (int n = 1; n <= MOST; n = 3 * n + 1) {
            struct sketch sketch;
            sketch_init(&sketch);
            for (int i = 0; i < n; i++) {
                values[i] = value_of_kind(&draw, kind);
                ck_assert_int_eq(sketch_add(&sketch, values[i]), 0);
            }
            qsort(values, (size_t)n, sizeof values[0], ascending);
            for (int percent = 0; percent <= 100; percent++) {
                double exact = values[percent * (n - 1) / 100], found = sketch_quantile(&sketch, percent / 100.0);
                ck_assert_double_le(fabs(found - exact), SKETCH_RELATIVE_ERROR * fabs(exact) * (1.0 + 1e-9) + 0x1p-60);
            }
            ck_assert(sketch_quantile(&sketch, 0.0) == values[0]);
            ck_assert(sketch_quantile(&sketch, 1.0) == values[n - 1]);
            sketch_free(&sketch);
        }
    }
}
END_TEST

/* Values that lie close to each other do not come out in steps of a bucket. */
START_TEST(close_values_are_told_apart)
{
    enum { N = 2000 };
    for (int sign = -1; sign <= 1; sign += 2) {
        struct sketch sketch;
        sketch_init(&sketch);
        for (int i = 0; i <= N; i++)
            ck_assert_int_eq(sketch_add(&sketch, sign * 0.9 + 0.02 * i / N), 0);
        for (int percent = 0; percent <= 100; percent++)
            ck_assert_double_eq_tol(sketch_quantile(&sketch, percent / 100.0), sign * 0.9 + 0.0002 * percent, 2e-5);
        sketch_free(&sketch);
    }
}
END_TEST

START_TEST(a_constant_prints_itself)
{
    static const double constants[] = {0.0, 1.0, -17.3, 123456.789, 1e-9, -1e300, 0.1, 5e-324};
    for (size_t c = 0; c < sizeof constants / sizeof constants[0]; c++) {
        struct sketch sketch;
        sketch_init(&sketch);
        for (int i = 0; i < 10; i++)
            ck_assert_int_eq(sketch_add(&sketch, constants[c]), 0);
        for (double q = 0.0; q <= 1.0; q += 0.125)
            ck_assert(sketch_quantile(&sketch, q) == constants[c]);
        sketch_free(&sketch);
    }
}
END_TEST

START_TEST(small_counts_are_exact)
{
    struct sketch sketch;
    sketch_init(&sketch);
    for (int i = -199; i <= 199; i++)
        ck_assert_int_eq(sketch_add(&sketch, i), 0);
    for (int i = -199; i <= 199; i++)
        ck_assert(sketch_quantile(&sketch, (i + 199) / 398.0) == i);
    ck_assert_int_eq(sketch_add(&sketch, 0.5), 0);
    ck_assert(sketch.fractions);
    sketch_free(&sketch);
}
END_TEST

START_TEST(merging_is_adding)
{
    struct draw draw;
    start(&draw, 2);
    for (int kind = 0; kind < KINDS; kind++) {
        struct sketch parts[3], merged, whole;
        sketch_init(&whole);
        sketch_init(&merged);
        for (int p = 0; p < 3; p++) {
            sketch_init(&parts[p]);
            for (int i = 0; i < 200 * p; i++) {
                double value = value_of_kind(&draw, kind);
                ck_assert_int_eq(sketch_add(&parts[p], value), 0);
                ck_assert_int_eq(sketch_add(&whole, value), 0);
            }
        }
        for (int p = 2; p >= 0; p--) {
            ck_assert_int_eq(sketch_merge(&merged, &parts[p]), 0);
            sketch_free(&parts[p]);
        }
        ck_assert_int_eq(merged.n, whole.n);
        for (double q = 0.0; q <= 1.0; q += 0.01)
            ck_assert(sketch_quantile(&merged, q) == sketch_quantile(&whole, q));
        sketch_free(&merged);
        sketch_free(&whole);
    }
}
END_TEST

START_TEST(memory_follows_the_span)
{
    struct draw draw;
    struct sketch sketch;
    start(&draw, 3);
    sketch_init(&sketch);
    for (int i = 0; i < 200000; i++)
        ck_assert_int_eq(sketch_add(&sketch, 1000.0 + 500.0 * draw_uniform(&draw)), 0);
    ck_assert_uint_le(sketch_memory(&sketch), 4 * 141);
    sketch_free(&sketch);
    ck_assert_uint_eq(sketch_memory(&sketch), 0);
}
END_TEST

START_TEST(an_empty_one_has_no_quantile)
{
    struct sketch sketch, other;
    sketch_init(&sketch);
    sketch_init(&other);
    ck_assert(isnan(sketch_quantile(&sketch, 0.5)));
    ck_assert_int_eq(sketch_merge(&sketch, &other), 0);
    ck_assert_int_eq(sketch.n, 0);
    sketch_prefetch(&sketch, 3.0);
    sketch_free(&sketch);
}
END_TEST

START_TEST(a_full_bucket_is_told)
{
    struct sketch sketch, other;
    sketch_init(&sketch);
    sketch_init(&other);
    ck_assert_int_eq(sketch_add(&sketch, 3.0), 0);
    ck_assert_int_eq(sketch_add(&other, 3.0), 0);
    sketch.positive.count[0] = UINT32_MAX;
    ck_assert_int_eq(sketch_add(&sketch, 3.0), -1);
    ck_assert_int_eq(sketch_merge(&sketch, &other), -1);
    ck_assert_int_eq(sketch.n, 1);
    sketch_free(&sketch);
    sketch_free(&other);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, buckets_are_narrow_and_in_order);
    tcase_add_test(tcase, buckets_never_go_back);
    tcase_add_test(tcase, quantiles_are_near);
    tcase_add_test(tcase, close_values_are_told_apart);
    tcase_add_test(tcase, a_constant_prints_itself);
    tcase_add_test(tcase, small_counts_are_exact);
    tcase_add_test(tcase, merging_is_adding);
    tcase_add_test(tcase, memory_follows_the_span);
    tcase_add_test(tcase, an_empty_one_has_no_quantile);
    tcase_add_test(tcase, a_full_bucket_is_told);
}
