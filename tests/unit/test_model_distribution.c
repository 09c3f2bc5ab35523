/* Distributions of days: against GSL, against their stated moments, and the tables that stand in for them. */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "model/distribution.h"
#include "support/check_main/check_main.h"

static const double table_days[] = {5, 30, 60}, table_shares[] = {0.25, 0.5, 0.25};

enum { EXPONENTIAL, GAMMA, STEEP_GAMMA, LOGNORMAL, UNIFORM, TRIANGULAR, LEFT_TRIANGULAR, SHIFTED, SMOOTH };

/* Every shape with a density. */
static const struct distribution smooth[SMOOTH] = {
    [EXPONENTIAL] = {.given = true, .shape = DISTRIBUTION_EXPONENTIAL, .mean = 20},
    [GAMMA] = {.given = true, .shape = DISTRIBUTION_GAMMA, .mean = 60, .sd = 30},
    [STEEP_GAMMA] = {.given = true, .shape = DISTRIBUTION_GAMMA, .mean = 10, .sd = 12},
    [LOGNORMAL] = {.given = true, .shape = DISTRIBUTION_LOGNORMAL, .mean = 60, .sd = 30},
    [UNIFORM] = {.given = true, .shape = DISTRIBUTION_UNIFORM, .low = 10, .high = 24},
    [TRIANGULAR] = {.given = true, .shape = DISTRIBUTION_TRIANGULAR, .low = 2, .mode = 10, .high = 40},
    [LEFT_TRIANGULAR] = {.given = true, .shape = DISTRIBUTION_TRIANGULAR, .low = 4, .mode = 4, .high = 16},
    [SHIFTED] = {.given = true, .shape = DISTRIBUTION_LOGNORMAL, .mean = 60, .sd = 30, .minimum = 7},
};

static const struct distribution table = {
    .given = true, .shape = DISTRIBUTION_TABLE, .n = 3, .days = table_days, .shares = table_shares, .minimum = 2};

static double by_gsl(int shape, double x)
{
    const double variance = log(1.25), zeta = log(60.0) - variance / 2;
    switch (shape) {
    case EXPONENTIAL:
        return gsl_cdf_exponential_P(x, 20);
    case GAMMA:
        return gsl_cdf_gamma_P(x, 4, 15);
    case STEEP_GAMMA:
        return gsl_cdf_gamma_P(x, 100.0 / 144, 14.4);
    case LOGNORMAL:
        return gsl_cdf_lognormal_P(x, zeta, sqrt(variance));
    case UNIFORM:
        return gsl_cdf_flat_P(x, 10, 24);
    case TRIANGULAR:
        return x < 10 ? (x - 2) * (x - 2) / 304 : 1 - (40 - x) * (40 - x) / 1140;
    case LEFT_TRIANGULAR:
        return 1 - (16 - x) * (16 - x) / 144;
    default:
        return x <= 7 ? 0 : gsl_cdf_lognormal_P(x - 7, zeta, sqrt(variance));
    }
}

START_TEST(test_against_gsl)
{
    const struct distribution *d = &smooth[_i];
    for (double x = 4.25; x < 300; x += 0.25)
        if ((_i != TRIANGULAR || x < 40) && (_i != LEFT_TRIANGULAR || x < 16))
            ck_assert_double_eq_tol(distribution_below(d, x), by_gsl(_i, x), 1e-12);
    ck_assert_double_eq(distribution_below(d, -0.5), 0);
    for (double p = 0.001; p < 0.9999; p += 0.001)
        ck_assert_double_eq_tol(distribution_below(d, distribution_quantile(d, p)), p, 1e-9);
}
END_TEST

/* Means and standard deviations are those stated: integrals of the quantile function by the midpoint rule. */
START_TEST(test_moments)
{
    static const double means[SMOOTH] = {20, 60, 10, 60, 17, 52.0 / 3, 8, 67};
    static const double sds[SMOOTH] = {20, 30, 12, 30, 14 / 3.4641016151, 8.1785627642, 2.8284271247, 30};
    enum { STEPS = 200000 };
    double mean = 0, square = 0;
    for (int i = 0; i < STEPS; i++) {
        const double q = distribution_quantile(&smooth[_i], (i + 0.5) / STEPS);
        mean += q / STEPS;
        square += q * q / STEPS;
    }
    ck_assert_double_eq_tol(mean, means[_i], 1e-3 * means[_i]);
    ck_assert_double_eq_tol(sqrt(square - mean * mean), sds[_i], 2e-3 * sds[_i]);
}
END_TEST

START_TEST(test_table)
{
    ck_assert_double_eq(distribution_below(&table, 6.9), 0);
    ck_assert_double_eq(distribution_below(&table, 7), 0.25);
    ck_assert_double_eq(distribution_below(&table, 31.9), 0.25);
    ck_assert_double_eq(distribution_below(&table, 32), 0.75);
    ck_assert_double_eq(distribution_below(&table, 62), 1);
    ck_assert_double_eq(distribution_quantile(&table, 0), 7);
    ck_assert_double_eq(distribution_quantile(&table, 0.249), 7);
    ck_assert_double_eq(distribution_quantile(&table, 0.251), 32);
    ck_assert_double_eq(distribution_quantile(&table, 0.749), 32);
    ck_assert_double_eq(distribution_quantile(&table, 0.751), 62);
    ck_assert_double_eq(distribution_quantile(&table, 0.999999), 62);
}
END_TEST

/* The smallest x with P(X <= x) >= p, also where the distribution function has a step. */
START_TEST(test_table_at_its_steps)
{
    ck_assert_double_eq(distribution_quantile(&table, 0.25), 7);
    ck_assert_double_eq(distribution_quantile(&table, 0.75), 32);
}
END_TEST

START_TEST(test_points)
{
    const struct distribution points[] = {
        {.given = true, .shape = DISTRIBUTION_FIXED, .mean = 30},
        {.given = true, .shape = DISTRIBUTION_FIXED, .mean = 23, .minimum = 7},
        {.given = true, .shape = DISTRIBUTION_GAMMA, .mean = 30},
        {.given = true, .shape = DISTRIBUTION_LOGNORMAL, .mean = 30},
        {.given = true, .shape = DISTRIBUTION_UNIFORM, .low = 30, .high = 30},
        {.given = true, .shape = DISTRIBUTION_TRIANGULAR, .low = 30, .mode = 30, .high = 30}};
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        ck_assert_double_eq(distribution_below(&points[i], 29.999), 0);
        ck_assert_double_eq(distribution_below(&points[i], 30), 1);
        ck_assert_double_eq(distribution_quantile(&points[i], 0), 30);
        ck_assert_double_eq(distribution_quantile(&points[i], 0.9), 30);
        ck_assert_int_eq(distribution_cut(&points[i]), 30);
    }
    const struct distribution none = {.given = true, .shape = DISTRIBUTION_NONE};
    ck_assert_double_eq(distribution_quantile(&none, 0.5), 0);
    ck_assert_double_eq(distribution_below(&none, 0), 1);
    ck_assert_int_eq(distribution_cut(&none), 0);
}
END_TEST

/* Where nothing lies below: the first value. */
START_TEST(test_lowest)
{
    static const double lowest[SMOOTH] = {0, 0, 0, 0, 10, 2, 4, 7};
    for (int i = 0; i < SMOOTH; i++)
        ck_assert_double_eq(distribution_quantile(&smooth[i], 0), lowest[i]);
}
END_TEST

START_TEST(test_cut)
{
    for (int i = 0; i < SMOOTH; i++) {
        const int cut = distribution_cut(&smooth[i]);
        ck_assert_double_ge(distribution_below(&smooth[i], cut), 0.999);
        ck_assert_double_lt(distribution_below(&smooth[i], cut - 1), 0.999);
    }
    ck_assert_int_eq(distribution_cut(&smooth[EXPONENTIAL]), 139); /* 20 ln 1000 = 138.2 */
    ck_assert_int_eq(distribution_cut(&smooth[UNIFORM]), 24);
    ck_assert_int_eq(distribution_cut(&table), 62);
    const double last[] = {1, 400}, small[] = {0.9999, 0.0001}; /* a table keeps its last day, however rare */
    const struct distribution rare = {
        .given = true, .shape = DISTRIBUTION_TABLE, .n = 2, .days = last, .shares = small};
    ck_assert_int_eq(distribution_cut(&rare), 400);
}
END_TEST

/* The search in a table of whole days gives what rounding the quantile gives. */
START_TEST(test_day_table)
{
    enum { N = 400 };
    double below[N];
    const struct day_table days = {.n = N, .below = below};
    for (int k = 0; k < N; k++)
        below[k] = distribution_below(&smooth[_i], k + 0.5);
    for (double p = 0.0004; p < 0.9995; p += 0.0007) {
        const int found = day_table_quantile(&days, p);
        ck_assert(below[found] >= p && (found == 0 || below[found - 1] < p));
        const double q = distribution_quantile(&smooth[_i], p);
        ck_assert_double_eq_tol(found, q, 0.5 + 1e-6);
    }
}
END_TEST

START_TEST(test_day_table_ends)
{
    static const double below[] = {0, 0, 0.25, 0.25, 1 - 1e-13};
    const struct day_table days = {.n = 5, .below = below};
    ck_assert_int_eq(day_table_quantile(&days, 0.1), 2);
    ck_assert_int_eq(day_table_quantile(&days, 0.25), 4); /* X reaches 2.5 there, and a half goes up */
    const struct day_table stepped = {.n = 5, .below = below, .steps = true};
    ck_assert_int_eq(day_table_quantile(&stepped, 0.25), 2);
    ck_assert_int_eq(day_table_quantile(&days, 0.2500001), 4);
    ck_assert_int_eq(day_table_quantile(&days, 1), 4);
    const struct day_table one = {.n = 1, .below = below + 4};
    ck_assert_int_eq(day_table_quantile(&one, 0.7), 0);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, test_against_gsl, 0, SMOOTH);
    tcase_add_loop_test(tcase, test_moments, 0, SMOOTH);
    tcase_add_test(tcase, test_table);
    tcase_add_test(tcase, test_table_at_its_steps);
    tcase_add_test(tcase, test_points);
    tcase_add_test(tcase, test_lowest);
    tcase_add_test(tcase, test_cut);
    tcase_add_loop_test(tcase, test_day_table, 0, SMOOTH);
    tcase_add_test(tcase, test_day_table_ends);
}
