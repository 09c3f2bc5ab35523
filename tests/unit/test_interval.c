#include <check.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "experiment/interval.h"
#include "support/check_main/check_main.h"
#include "support/statistics.h"

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

/* None where all are alike, or where some are 0 and few are not; else Student's t. */
START_TEST(interval_of_a_difference)
{
    const struct interval t = mean_interval(100, 3, 2);
    for (int others = 0; others <= 100; others++) {
        const struct interval found = difference_interval(100, others, 3, 2);
        ck_assert(others < INTERVAL_LEAST ? isnan(found.low) && isnan(found.high) : found.low == t.low && found.high == t.high);
    }
    ck_assert(isnan(difference_interval(100, 0, 0, 0).low) && isnan(difference_interval(100, 100, 6, 0).high));
    ck_assert(isnan(difference_interval(100, 100, 6, 1e-12).high) && isfinite(difference_interval(100, 100, 6, 1e-6).high));
    ck_assert(isnan(difference_interval(5, 4, 3, 2).low) && isnan(difference_interval(1, 1, 3, 0).low));
    ck_assert_double_eq(difference_interval(5, 5, 3, 2).low, mean_interval(5, 3, 2).low);
}
END_TEST

/* ---- coverage where few pairs differ ---- */

/* n pairs, each of which differs with probability q, by a number of this kind. */
struct rare {
    enum { CONSTANT, EXPONENTIAL, NORMAL, KINDS } kind;
    int n;
    double q, rate; /* the share of samples that is said to be missed */
    bool plain;     /* Student's t, whatever the sample, unless no pair differs */
    gsl_rng *rng;
};

static double difference_of(const struct rare *rare)
{
    return rare->kind == CONSTANT ? 1 : rare->kind == EXPONENTIAL ? gsl_ran_exponential(rare->rng, 1) : gsl_ran_gaussian(rare->rng, 1);
}

/* Whether the interval of one sample leaves the true mean out; none leaves nothing out. */
static bool misses(const struct rare *rare)
{
    const unsigned others = gsl_ran_binomial(rare->rng, rare->q, (unsigned)rare->n);
    double sum = 0, squares = 0;
    for (unsigned i = 0; i < others; i++) {
        const double difference = difference_of(rare);
        sum += difference;
        squares += difference * difference;
    }
    const double truth = rare->kind == NORMAL ? 0 : rare->q, mean = sum / rare->n, sd = sqrt(fmax(0, squares - sum * mean) / (rare->n - 1));
    if (rare->plain && others == 0)
        return false;
    const struct interval found = rare->plain ? mean_interval(rare->n, mean, sd) : difference_interval(rare->n, others, mean, sd);
    return truth < found.low || truth > found.high;
}

static double missed(void *user, size_t n)
{
    const struct rare *rare = user;
    double count = 0, expected = rare->rate * (double)n;
    for (size_t i = 0; i < n; i++)
        count += misses(rare);
    fprintf(stderr, "%s, kind %d, %d pairs, %4.1f%% differ: %4.1f%% missed\n", rare->plain ? "t" : "ours", (int)rare->kind, rare->n, 100 * rare->q,
            100 * count / (double)n);
    return (count - expected) / sqrt(expected * (1 - rare->rate));
}

static double too_many(void *user, size_t n) { return fmax(missed(user, n), 0); }

static double too_few(void *user, size_t n) { return fmin(missed(user, n), 0); }

/* However rare a difference is, at most 9 % of samples show an interval that misses the mean (5 are meant to): by 5 sigma. Not so where nearly all pairs differ by the
 * same number: only 0 is recognised as what most pairs have. */
START_TEST(rare_differences_are_covered)
{
    static const int pairs[] = {5, 20, 100, 500};
    static const double shares[] = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.95};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
    gsl_rng_set(rng, 1);
    for (int kind = 0; kind < KINDS; kind++)
        for (size_t i = 0; i < 4; i++)
            for (size_t j = 0; j < (kind == CONSTANT ? 7 : 8); j++) {
                struct rare rare = {.kind = kind, .n = pairs[i], .q = shares[j], .rate = 0.09, .rng = rng};
                ck_assert(statistic_within(5, too_many, &rare, 20000, "rare differences"));
            }
    gsl_rng_free(rng);
}
END_TEST

/* What that is for: Student's t of every sample in which some pair differs misses more than twice as many as are meant to, constant differences or not. */
START_TEST(students_t_misses_rare_differences)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
    gsl_rng_set(rng, 2);
    struct rare rare[] = {{.kind = CONSTANT, .n = 100, .q = 0.05, .rate = 0.11}, {.kind = CONSTANT, .n = 500, .q = 0.01, .rate = 0.11},
                          {.kind = EXPONENTIAL, .n = 100, .q = 0.02, .rate = 0.19}, {.kind = EXPONENTIAL, .n = 500, .q = 0.005, .rate = 0.19}};
    for (size_t i = 0; i < sizeof rare / sizeof rare[0]; i++) {
        rare[i].plain = true;
        rare[i].rng = rng;
        ck_assert(statistic_within(5, too_few, &rare[i], 20000, "Student's t"));
    }
    gsl_rng_free(rng);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, interval_of_a_difference);
    tcase_add_test(tests, rare_differences_are_covered);
    tcase_add_test(tests, students_t_misses_rare_differences);
    tcase_add_test(tests, interval_of_a_mean);
    tcase_add_test(tests, interval_of_a_share);
    tcase_add_test(tests, ranks_of_a_quantile);
}
