#include <check.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "experiment/interval.h"
#include "experiment/simplex.h"
#include "experiment/threshold.h"
#include "random/draw.h"
#include "support/check_main/check_main.h"
#include "support/statistics.h"

/* ---- thresholds ---- */

/* Replication i succeeds from a dose of its own on, normal with mean 0.5 and sd 0.1; `odd` ones fail again above 0.9.
 */
struct doses {
    uint64_t seed;
    size_t runs, stop_at;
    bool odd;
};

static double dose_of(const struct doses *doses, uint32_t i)
{
    struct draw draw;
    struct draw_key key = draw_key_make(doses->seed, i);
    draw_init(&draw);
    draw_open(&draw, &key, 1, DRAW_WORK, 0, 0);
    return 0.5 + 0.1 * gsl_cdf_ugaussian_Pinv(draw_uniform(&draw));
}

static int trial(void *user, double u, size_t n, const uint32_t which[], double margin[])
{
    struct doses *doses = user;
    doses->runs += n;
    if (doses->stop_at > 0 && doses->runs > doses->stop_at)
        return -1;
    for (size_t i = 0; i < n; i++)
        margin[i] = doses->odd && u > 0.9 ? -1 : tanh(8 * (u - dose_of(doses, which[i])));
    return 0;
}

static struct threshold make(struct doses *doses, size_t n)
{
    struct threshold t = {.trial = trial, .user = doses};
    ck_assert_int_eq(threshold_enlarge(&t, n), 0);
    return t;
}

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Each rank is that of the sorted thresholds, and few runs are needed. */
START_TEST(ranks_are_those_of_the_sorted)
{
    enum { N = 500 };
    struct doses doses = {.seed = 1};
    struct threshold t = make(&doses, N);
    double sorted[N], u;
    for (uint32_t i = 0; i < N; i++)
        sorted[i] = dose_of(&doses, i);
    qsort(sorted, N, sizeof sorted[0], ascending);
    static const size_t ranks[] = {1, 100, 250, 400, 500};
    for (size_t i = 0; i < 5; i++) {
        ck_assert_int_eq(threshold_rank(&t, ranks[i], 1.0 / 1024, &u), 0);
        ck_assert_double_ge(u, sorted[ranks[i] - 1]);
        ck_assert_double_lt(u, sorted[ranks[i] - 1] + 1.0 / 1024);
    }
    ck_assert_uint_eq(doses.runs, t.runs);
    ck_assert_uint_lt(t.runs, 12 * N); /* plain bisection: 50 N */
    ck_assert_uint_eq(t.reversals, 0);
    ck_assert_int_eq(threshold_rank(&t, 501, 1.0 / 1024, &u), 0);
    ck_assert_double_eq(u, 2);
    ck_assert_int_eq(threshold_rank(&t, 0, 1.0 / 1024, &u), 0);
    ck_assert_double_eq(u, 0);
    threshold_free(&t);
}
END_TEST

START_TEST(one_rank_costs_about_two_runs_each)
{
    struct doses doses = {.seed = 2};
    struct threshold t = make(&doses, 1000);
    double u;
    ck_assert_int_eq(threshold_rank(&t, 800, 1.0 / 4096, &u), 0);
    ck_assert_uint_lt(t.runs, 5 * 1000);
    threshold_free(&t);
}
END_TEST

/* The interval covers the true quantile as often as it says: z of the misses among n searches, 5 sigma. */
static double coverage(void *sampler, size_t n)
{
    uint64_t *seed = sampler;
    double truth = 0.5 + 0.1 * gsl_cdf_ugaussian_Pinv(0.8), misses = 0;
    for (size_t i = 0; i < n; i++) {
        struct doses doses = {.seed = ++*seed};
        struct threshold t = make(&doses, 200);
        struct threshold_answer answer;
        ck_assert_int_eq(threshold_quantile(&t, 0.8, 1.0 / 4096, &answer), 0);
        ck_assert_double_le(answer.low, answer.u);
        ck_assert_double_le(answer.u, answer.high);
        misses += !(answer.low <= truth && truth <= answer.high);
        threshold_free(&t);
    }
    const struct ranks ranks = quantile_ranks(200, 0.8); /* whole numbers: a little less than 5 % are missed */
    double rate =
        gsl_cdf_binomial_P((unsigned)ranks.low - 1, 0.8, 200) + gsl_cdf_binomial_Q((unsigned)ranks.high - 1, 0.8, 200);
    double expected = rate * (double)n;
    return (misses - expected) / sqrt(expected * (1 - rate));
}

START_TEST(intervals_cover)
{
    uint64_t seed = 100;
    ck_assert(statistic_within(5, coverage, &seed, 400, "coverage"));
}
END_TEST

START_TEST(reversals_are_seen)
{
    struct doses doses = {.seed = 1, .odd = true};
    struct threshold t = make(&doses, 100);
    struct threshold_look look;
    ck_assert_int_eq(threshold_look(&t, 100, &look), 0);
    ck_assert_uint_ge(look.hits[3], 95);
    ck_assert_uint_eq(look.hits[4], 0);
    ck_assert_uint_eq(look.reversals[4], look.hits[3]);
    ck_assert_uint_eq(look.reversals_of_all, 0);
    ck_assert_uint_eq(t.reversals, look.hits[3]);
    ck_assert(look.moved);
    threshold_free(&t);
}
END_TEST

START_TEST(a_trial_may_leave_off)
{
    struct doses doses = {.seed = 1, .stop_at = 150};
    struct threshold t = make(&doses, 100);
    double u;
    ck_assert_int_eq(threshold_rank(&t, 50, 1.0 / 64, &u), -1);
    threshold_free(&t);
}
END_TEST

START_TEST(more_replications)
{
    struct doses doses = {.seed = 3};
    struct threshold t = make(&doses, 100);
    size_t hits, expected = 0;
    ck_assert_int_eq(threshold_count(&t, 0.5, &hits), 0);
    ck_assert_int_eq(threshold_enlarge(&t, 300), 0);
    ck_assert_int_eq(threshold_count(&t, 0.5, &hits), 0);
    ck_assert_uint_eq(t.runs, 300);
    for (uint32_t i = 0; i < 300; i++)
        expected += dose_of(&doses, i) <= 0.5;
    ck_assert_uint_eq(hits, expected);
    threshold_free(&t);
}
END_TEST

/* ---- shares ---- */

/* Two means a and b of x y >= 1 at prices 1 and 4: along the direction (s, 1 - s) the dose is 1 / sqrt(s (1 - s)) and
 * the cost (s + 4 (1 - s)) dose, least at s = 4/5 with cost 4. */
static double product(void *user, const double share[])
{
    (void)user;
    return share[0] * share[1] <= 0 ? (double)INFINITY : (share[0] + 4 * share[1]) / sqrt(share[0] * share[1]);
}

static double linear(void *user, const double share[])
{
    const double *price = user;
    return price[0] * share[0] + price[1] * share[1] + price[2] * share[2];
}

static double alone(void *user, const double share[])
{
    (void)user;
    return 5 * share[0];
}

static double gives_up(void *user, const double share[])
{
    int *calls = user;
    return ++*calls > 3 ? (double)NAN : share[0];
}

START_TEST(least_of_shares)
{
    double share[3], price[] = {3, 1, 2};
    int calls = 0;
    ck_assert_double_eq_tol(simplex_least(2, product, NULL, 1.0 / 256, 0, share), 4, 1e-3);
    ck_assert_double_eq_tol(share[0], 0.8, 0.01);
    ck_assert_double_eq(simplex_least(3, linear, price, 1.0 / 16, 0, share), 1);
    ck_assert_double_eq(share[1], 1);
    ck_assert_double_eq(simplex_least(1, alone, NULL, 1.0 / 16, 0, share), 5);
    ck_assert(isnan(simplex_least(2, gives_up, &calls, 1.0 / 16, 0, share)));
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, ranks_are_those_of_the_sorted);
    tcase_add_test(tests, one_rank_costs_about_two_runs_each);
    tcase_add_test(tests, intervals_cover);
    tcase_add_test(tests, reversals_are_seen);
    tcase_add_test(tests, a_trial_may_leave_off);
    tcase_add_test(tests, more_replications);
    tcase_add_test(tests, least_of_shares);
}
