#include <check.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "experiment/interval.h"
#include "support/check_main/check_main.h"

START_TEST(interval_of_a_mean)
{
    /* Student's t at 97.5 %: 2.262157 for 9 degrees of freedom, 12.7062 for 1. */
    struct interval ten = mean_interval(10, 5, 2), two = mean_interval(2, 0, 1), one = mean_interval(1, 5, 0);
    ck_assert_double_eq_tol(ten.high - 5, 2.262157 * 2 / sqrt(10), 1e-6);
    ck_assert_double_eq_tol(5 - ten.low, ten.high - 5, 1e-12);
    ck_assert_double_eq_tol(two.high, 12.7062 / sqrt(2), 1e-4);
    ck_assert(isnan(one.low) && isnan(one.high));
}
END_TEST

/* The ends of Wilson's interval are where the normal approximation just accepts: |hits/n - p| = z sqrt(p (1 - p) / n).
 */
START_TEST(interval_of_a_share)
{
    const double z = gsl_cdf_ugaussian_Qinv(0.025);
    for (int hits = 1; hits < 40; hits += 6) {
        struct interval share = share_interval(hits / 40.0, 40);
        ck_assert_double_eq_tol(hits / 40.0 - share.low, z * sqrt(share.low * (1 - share.low) / 40), 1e-12);
        ck_assert_double_eq_tol(share.high - hits / 40.0, z * sqrt(share.high * (1 - share.high) / 40), 1e-12);
    }
    ck_assert_double_eq(share_interval(0, 40).low, 0);
    ck_assert_double_gt(share_interval(0, 40).high, 0.05);
    ck_assert_double_eq(share_interval(1, 40).high, 1);
    ck_assert_double_eq(share_interval(0, 0).high, 1);
}
END_TEST

/* Found by adding up the binomial distribution. */
START_TEST(ranks_of_a_quantile)
{
    static const double levels[] = {0.05, 0.5, 0.8, 0.99};
    for (size_t l = 0; l < 4; l++) {
        for (int n = 1; n <= 300; n += 23) {
            struct ranks ranks = quantile_ranks(n, levels[l]);
            double below = 0, above = 0;
            for (int b = 0; b < ranks.low; b++)
                below += gsl_ran_binomial_pdf((unsigned)b, levels[l], (unsigned)n);
            for (int b = (int)ranks.high; b <= n; b++)
                above += gsl_ran_binomial_pdf((unsigned)b, levels[l], (unsigned)n);
            ck_assert_double_le(below, 0.025 + 1e-12);
            ck_assert_double_le(above, 0.025 + 1e-12);
            /* and no narrower ranks would do */
            if (ranks.low < n)
                ck_assert_double_gt(below + gsl_ran_binomial_pdf((unsigned)ranks.low, levels[l], (unsigned)n), 0.025);
            if (ranks.high > 0)
                ck_assert_double_gt(above + gsl_ran_binomial_pdf((unsigned)(ranks.high - 1), levels[l], (unsigned)n),
                                    0.025 - 1e-12);
        }
    }
    ck_assert_int_eq(quantile_ranks(10, 0.99).high, 11);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, interval_of_a_mean);
    tcase_add_test(tests, interval_of_a_share);
    tcase_add_test(tests, ranks_of_a_quantile);
}
