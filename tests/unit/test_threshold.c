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

/* Replication i succeeds from a dose of its own on, normal with mean 0.5 and sd 0.1, of which the first number of its outlook tells the part `told`; `odd`
 * ones fail again above 0.9; margins are `blunt` when they say no more than whether. */
struct doses {
    uint64_t seed;
    double told;
    size_t runs, stop_at;
    bool odd, blunt;
};

static double normal(const struct doses *doses, uint32_t i, unsigned index)
{
    struct draw draw;
    struct draw_key key = draw_key_make(doses->seed, i);
    draw_init(&draw);
    draw_open(&draw, &key, 1, DRAW_WORK, index, 0);
    return gsl_cdf_ugaussian_Pinv(draw_uniform(&draw));
}

static double dose_of(const struct doses *doses, uint32_t i)
{
    return 0.5 + 0.1 * (doses->told * normal(doses, i, 0) + sqrt(1 - doses->told * doses->told) * normal(doses, i, 1));
}

/* Steep near the threshold, flat from some way on, and steeper in some than in others. */
static double margin_of(const struct doses *doses, uint32_t i, double u)
{
    double over = u - dose_of(doses, i), pace = 8 * (1 + 0.2 * sin(7.0 * i));
    return doses->blunt ? (over >= 0 ? 1 : -1) : fmin(tanh(pace * over), 0.7);
}

static int trial(void *user, double u, size_t n, const uint32_t which[], double margin[])
{
    struct doses *doses = user;
    doses->runs += n;
    if (doses->stop_at > 0 && doses->runs > doses->stop_at)
        return -1;
    for (size_t i = 0; i < n; i++)
        margin[i] = doses->odd && u > 0.9 ? -1 : margin_of(doses, which[i], u);
    return 0;
}

static struct threshold make(struct doses *doses, size_t n)
{
    struct threshold t = {.trial = trial, .user = doses};
    ck_assert_int_eq(threshold_enlarge(&t, n), 0);
    return t;
}

enum { ALL = 2000, WIDTH = 3, LOOK = 24, N = 200 };

static struct control control_of(const struct doses *doses)
{
    struct control control;
    double *outlook = malloc(ALL * WIDTH * sizeof *outlook);
    for (uint32_t i = 0; i < ALL; i++)
        for (unsigned j = 0; j < WIDTH; j++)
            outlook[i * WIDTH + j] = normal(doses, i, 2 * j);
    ck_assert_int_eq(control_init(&control, ALL, WIDTH, outlook), 0);
    free(outlook);
    return control;
}

static struct threshold_answer find(struct doses *doses, struct control *control, double p, size_t n)
{
    struct threshold t = make(doses, LOOK);
    struct threshold_look look;
    struct threshold_answer answer;
    t.control = control;
    ck_assert_int_eq(threshold_look(&t, LOOK, &look), 0);
    ck_assert_int_eq(threshold_add(&t, n, p, 1.0 / 1024), 0);
    ck_assert_int_eq(threshold_quantile(&t, p, 1.0 / 4096, &answer), 0);
    ck_assert_double_le(answer.low, answer.u);
    ck_assert_double_le(answer.u, answer.high);
    ck_assert_uint_eq(doses->runs, t.runs);
    threshold_free(&t);
    return answer;
}

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Without a control the answer is the threshold of that rank, and its interval goes from rank to rank, to a step. */
START_TEST(answers_are_thresholds_in_order)
{
    enum { MANY = 500 };
    static const double levels[] = {0.1, 0.5, 0.8, 0.97};
    double sorted[MANY];
    for (size_t l = 0; l < 4; l++) {
        struct doses doses = {.seed = 1};
        for (uint32_t i = 0; i < MANY; i++)
            sorted[i] = dose_of(&doses, i);
        qsort(sorted, MANY, sizeof sorted[0], ascending);
        const struct ranks ranks = quantile_ranks(MANY, levels[l]);
        const struct threshold_answer answer = find(&doses, NULL, levels[l], MANY);
        ck_assert_double_eq_tol(answer.u, sorted[(size_t)ceil(levels[l] * MANY - 1e-9) - 1], 2.0 / 4096);
        ck_assert_double_eq_tol(answer.low, sorted[ranks.low - 1], 2.0 / 4096);
        ck_assert_double_eq_tol(answer.high, sorted[ranks.high - 1], 2.0 / 4096);
        ck_assert_uint_lt(doses.runs, 2 * MANY + 4 * LOOK);
    }
}
END_TEST

/* Margins that tell nothing but the side cost runs, not truth. */
START_TEST(blunt_margins)
{
    struct doses sharp = {.seed = 4}, blunt = {.seed = 4, .blunt = true};
    const struct threshold_answer a = find(&sharp, NULL, 0.8, N), b = find(&blunt, NULL, 0.8, N);
    ck_assert_double_eq_tol(a.u, b.u, 2.0 / 4096);
    ck_assert_double_eq_tol(a.low, b.low, 2.0 / 4096);
    ck_assert_double_eq_tol(a.high, b.high, 2.0 / 4096);
    ck_assert_uint_gt(blunt.runs, sharp.runs);
    ck_assert_uint_lt(blunt.runs, 20 * N);
}
END_TEST

/* ---- coverage ---- */

/* How often intervals of 200 replications miss the true quantile: z of the misses among n searches, whose chance is `rate`. */
struct coverage {
    double told, p, rate, width;
    bool controlled;
    uint64_t seed;
};

static double misses(void *user, size_t n)
{
    struct coverage *coverage = user;
    double truth = 0.5 + 0.1 * gsl_cdf_ugaussian_Pinv(coverage->p), count = 0, expected = coverage->rate * (double)n;
    coverage->width = 0;
    for (size_t i = 0; i < n; i++) {
        struct doses doses = {.seed = ++coverage->seed, .told = coverage->told};
        struct control control = coverage->controlled ? control_of(&doses) : (struct control){0};
        const struct threshold_answer answer = find(&doses, &control, coverage->p, N);
        count += !(answer.low <= truth && truth <= answer.high);
        coverage->width += (answer.high - answer.low) / (double)n;
        control_free(&control);
    }
    fprintf(stderr, "told %.2f, p %.2f, %s: %.0f of %zu missed, %.1f%%; mean width %.4f\n", coverage->told, coverage->p,
            coverage->controlled ? "controlled" : "plain", count, n, 100 * count / (double)n, coverage->width);
    return (count - expected) / sqrt(expected * (1 - coverage->rate));
}

/* Not more than 5 % by 5 sigma; fewer is no fault. */
static double too_many(void *user, size_t n) { return fmax(misses(user, n), 0); }

/* Whole numbers: a little less than 5 % are missed. */
START_TEST(intervals_cover)
{
    const struct ranks ranks = quantile_ranks(N, 0.8);
    struct coverage plain = {.p = 0.8, .seed = 100};
    plain.rate = gsl_cdf_binomial_P((unsigned)ranks.low - 1, 0.8, N) + gsl_cdf_binomial_Q((unsigned)ranks.high - 1, 0.8, N);
    ck_assert(statistic_within(5, misses, &plain, 400, "coverage"));
}
END_TEST

/* With a control that tells much, little or nothing of the thresholds: as certain, and narrower the more it tells. */
START_TEST(controlled_intervals_cover)
{
    static const double told[] = {0.995, 0.95, 0.7, 0}, narrower[] = {0.55, 0.7, 0.95, 1.03};
    struct coverage plain = {.p = 0.8, .rate = 0.05, .seed = 100};
    ck_assert(statistic_within(5, too_many, &plain, 200, "coverage"));
    for (size_t k = 0; k < 4; k++) {
        struct coverage controlled = {.told = told[k], .p = 0.8, .rate = 0.05, .controlled = true, .seed = 100};
        ck_assert(statistic_within(5, too_many, &controlled, 200, "coverage with a control"));
        ck_assert_double_lt(controlled.width, narrower[k] * plain.width);
    }
}
END_TEST

/* Far out few replications fail. */
START_TEST(controlled_intervals_cover_far_out)
{
    static const double levels[] = {0.95, 0.1};
    for (size_t k = 0; k < 2; k++) {
        struct coverage controlled = {.told = 0.97, .p = levels[k], .rate = 0.05, .controlled = true, .seed = 7000};
        ck_assert(statistic_within(5, too_many, &controlled, 200, "coverage far out"));
    }
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
    struct threshold t = make(&doses, 0);
    struct threshold_answer answer;
    ck_assert_int_eq(threshold_add(&t, 100, 0.5, 1.0 / 64), 0);
    ck_assert_int_eq(threshold_quantile(&t, 0.5, 1.0 / 64, &answer), -1);
    threshold_free(&t);
}
END_TEST

START_TEST(more_replications)
{
    struct doses doses = {.seed = 3};
    struct threshold t = make(&doses, 0);
    double hits = 0;
    ck_assert_int_eq(threshold_add(&t, 100, 0.5, 1.0 / 64), 0);
    ck_assert_int_eq(threshold_add(&t, 300, 0.5, 1.0 / 64), 0);
    ck_assert_uint_eq(t.runs, 300);
    for (uint32_t i = 0; i < 100; i++) /* they were all run at the middle */
        hits += dose_of(&doses, i) <= 0.5;
    for (uint32_t i = 100; i < 300; i++)
        hits += t.known[i].succeeded <= 1;
    struct threshold_share share = threshold_share(&t, 0.5);
    ck_assert_double_eq_tol(share.share, hits / 300, 1e-12);
    ck_assert_double_eq(share.effective, 300);
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
    tcase_add_test(tests, answers_are_thresholds_in_order);
    tcase_add_test(tests, blunt_margins);
    tcase_add_test(tests, intervals_cover);
    tcase_add_test(tests, controlled_intervals_cover);
    tcase_add_test(tests, controlled_intervals_cover_far_out);
    tcase_add_test(tests, reversals_are_seen);
    tcase_add_test(tests, a_trial_may_leave_off);
    tcase_add_test(tests, more_replications);
    tcase_add_test(tests, least_of_shares);
}
