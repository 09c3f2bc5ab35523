#include <check.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "experiment/plan.h"
#include "random/draw.h"
#include "support/check_main/check_main.h"

/* Replication i succeeds from a dose of its own on, normal with this mean and sd; `turned` below it; `blind` whatever
 * the dose; a `valley` makes a third of them fail between 0.7 and 0.8. The margin is steep near its threshold and flat far from it, as a share is, and
 * steeper in some replications than in others. */
struct doses {
    double mean, sd;
    bool turned, blind, valley;
};

static int trial(void *user, double u, size_t n, const uint32_t which[], double margin[])
{
    const struct doses *doses = user;
    for (size_t i = 0; i < n; i++) {
        struct draw draw;
        struct draw_key key = draw_key_make(11, which[i]);
        draw_init(&draw);
        draw_open(&draw, &key, 1, DRAW_WORK, 0, 0);
        double own = doses->mean + doses->sd * gsl_cdf_ugaussian_Pinv(draw_uniform(&draw));
        double over = (doses->blind ? 0.5 : doses->turned ? 1 - u : u) - own;
        margin[i] = 0.6 * tanh((over >= 0 ? 8 : 12) * over * (0.5 + draw_uniform(&draw)));
        if (doses->valley && which[i] % 3 == 0 && u > 0.7 && u < 0.8)
            margin[i] = -0.1;
    }
    return 0;
}

static struct plan_found search(struct doses doses, double probability, double tolerance, size_t most)
{
    const struct plan_search plan = {
        .trial = trial, .user = &doses, .probability = probability, .tolerance = tolerance, .first = 200, .most = most};
    struct plan_found found;
    ck_assert_int_eq(plan_search(&plan, &found), 0);
    return found;
}

START_TEST(the_quantile_to_the_tolerance)
{
    struct plan_found found = search((struct doses){.mean = 0.5, .sd = 0.1}, 0.8, 0.005, 100000);
    double truth = 0.5 + 0.1 * gsl_cdf_ugaussian_Pinv(0.8);
    ck_assert_int_eq(found.end, PLAN_FOUND);
    ck_assert(found.precise && !found.reversed && !found.not_monotone && !found.no_effect);
    ck_assert_double_le((found.answer.high - found.answer.low) / 2, 0.005);
    /* 3 times the interval: 6 sigma */
    ck_assert_double_eq_tol(found.answer.u, truth, 0.015);
    double n = (double)found.n;
    ck_assert_double_eq_tol(found.at.share, 0.8, 0.01);
    ck_assert_double_eq(found.at.effective, n);
    ck_assert_double_eq_tol(found.check.share, 0.8,
                            5 * 0.4 / sqrt((double)found.check.n));
    /* the square root law: sd of a quantile is sqrt(p q / n) / density */
    double density = exp(-0.5 * 0.8416212 * 0.8416212) / sqrt(2 * acos(-1)) / 0.1;
    double needed = pow(1.96 * 0.4 / density / 0.005, 2);
    ck_assert_double_gt(n, 0.7 * needed);
    ck_assert_double_lt(n, 3 * needed);
    ck_assert_uint_lt(found.runs, 12 * found.n + 2000);
    for (size_t i = 1; i < PLAN_CURVE_POINTS; i++)
        ck_assert_double_ge(found.curve[i].share, found.curve[i - 1].share);
}
END_TEST

START_TEST(a_tolerance_relative_to_the_value)
{
    struct doses doses = {.mean = 0.5, .sd = 0.1};
    const struct plan_search plan = {.trial = trial,
                                     .user = &doses,
                                     .probability = 0.5,
                                     .tolerance = 0.01,
                                     .relative = true,
                                     .offset = 1,
                                     .first = 200,
                                     .most = 100000};
    struct plan_found found;
    ck_assert_int_eq(plan_search(&plan, &found), 0);
    ck_assert(found.precise);
    ck_assert_double_le((found.answer.high - found.answer.low) / 2, 0.01 * (1 + found.answer.u));
    ck_assert_double_gt((found.answer.high - found.answer.low) / 2, 0.003 * (1 + found.answer.u));
}
END_TEST

struct foreseen {
    struct doses doses;
    size_t calls, n;
    double distance;
    bool beyond;
};

static int foreseen_trial(void *user, double u, size_t n, const uint32_t which[], double margin[])
{
    return trial(&((struct foreseen *)user)->doses, u, n, which, margin);
}

static void foresee(void *user, size_t n, double distance, bool beyond)
{
    struct foreseen *foreseen = user;
    foreseen->calls++;
    foreseen->n = n;
    foreseen->distance = distance;
    foreseen->beyond = beyond;
}

static struct plan_found search_foreseen(struct foreseen *foreseen, struct doses doses, double tolerance, size_t most)
{
    const struct plan_search plan = {
        .trial = foreseen_trial, .foresee = foresee, .user = foreseen, .probability = 0.5, .tolerance = tolerance, .first = 200, .most = most};
    struct plan_found found;
    *foreseen = (struct foreseen){.doses = doses};
    ck_assert_int_eq(plan_search(&plan, &found), 0);
    return found;
}

/* How many replications a tolerance takes is told once, early, by the square root law; and not where few do. */
START_TEST(what_a_tolerance_takes)
{
    const struct doses doses = {.mean = 0.5, .sd = 0.1}, steady = {.mean = 0.98, .sd = 0.8}, short_of = {.mean = 2, .sd = 0.8};
    struct foreseen foreseen;
    /* half an interval of n is 1.96 sqrt(0.25 / n) / density */
    const double density = 1 / sqrt(2 * acos(-1)) / 0.1;
    struct plan_found found = search_foreseen(&foreseen, doses, 0.002, 20000);
    double needed = pow(1.96 * 0.5 / density / 0.002, 2), told = (double)foreseen.n * foreseen.distance * foreseen.distance;
    ck_assert_uint_eq(foreseen.calls, 1);
    ck_assert_uint_le(foreseen.n, 800);
    ck_assert(!foreseen.beyond);
    ck_assert_double_gt(told, needed / 2.5);
    ck_assert_double_lt(told, needed * 2.5);
    ck_assert(found.precise && found.distance <= 1);
    ck_assert_double_lt((double)found.n, 2.5 * told);
    /* 1,500 are few, but more than may be run */
    found = search_foreseen(&foreseen, doses, 0.0065, 400);
    ck_assert_uint_eq(foreseen.calls, 1);
    ck_assert(!found.precise && found.distance > 1);
    ck_assert_uint_eq(found.n, 400);
    found = search_foreseen(&foreseen, doses, 0.0065, 20000);
    ck_assert_uint_eq(foreseen.calls, 0);
    ck_assert(found.precise);
    /* an interval that reaches beyond the range, unless that is because no dose is enough */
    found = search_foreseen(&foreseen, steady, 0.001, 3000);
    ck_assert_uint_eq(foreseen.calls, 1);
    ck_assert_uint_le(foreseen.n, 800);
    ck_assert(foreseen.beyond && foreseen.distance > 10 && !found.precise);
    found = search_foreseen(&foreseen, short_of, 0.001, 3000);
    ck_assert_uint_eq(foreseen.calls, 0);
    ck_assert_int_eq(found.end, PLAN_NONE_SUFFICES);
}
END_TEST

START_TEST(ends_of_the_range)
{
    struct plan_found low = search((struct doses){.mean = -1, .sd = 0.1}, 0.8, 0.01, 10000);
    ck_assert_int_eq(low.end, PLAN_LOW_SUFFICES);
    ck_assert_double_eq(low.at.share, 1);
    struct plan_found none = search((struct doses){.mean = 1, .sd = 0.1}, 0.8, 0.01, 10000);
    ck_assert_int_eq(none.end, PLAN_NONE_SUFFICES);
    ck_assert_double_eq(none.at.u, 1);
    ck_assert_double_eq_tol(none.at.share, 0.5, 0.2);
    ck_assert_uint_ge(none.check.n, 100);
    /* at the end itself the probability is 0.8, more or less */
    struct plan_found open = search((struct doses){.mean = 1 - 0.1 * 0.83, .sd = 0.1}, 0.8, 0.0001, 400);
    ck_assert(!open.precise);
    ck_assert(open.end == PLAN_UNDECIDED || open.end == PLAN_FOUND);
    ck_assert_uint_eq(open.n, 400);
}
END_TEST

START_TEST(more_that_does_not_help)
{
    ck_assert(search((struct doses){.mean = 0.5, .sd = 0.1, .turned = true}, 0.8, 0.01, 10000).reversed);
    struct plan_found none = search((struct doses){.mean = 0.5, .sd = 0.1, .blind = true}, 0.8, 0.01, 2000);
    ck_assert(none.no_effect && !none.reversed);
    ck_assert_int_eq(none.end, PLAN_NONE_SUFFICES);
    struct plan_found valley = search((struct doses){.mean = 0.4, .sd = 0.1, .valley = true}, 0.8, 0.01, 10000);
    ck_assert(valley.not_monotone && !valley.reversed);
    ck_assert_double_gt(valley.reversals, 0.05);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, the_quantile_to_the_tolerance);
    tcase_add_test(tests, a_tolerance_relative_to_the_value);
    tcase_add_test(tests, what_a_tolerance_takes);
    tcase_add_test(tests, ends_of_the_range);
    tcase_add_test(tests, more_that_does_not_help);
}
