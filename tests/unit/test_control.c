#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "experiment/control.h"
#include "random/draw.h"
#include "support/check_main/check_main.h"

#include <gsl/gsl_cdf.h>

enum { ALL = 4000, N = 400, WIDTH = 6 };

static double normal(uint32_t i, unsigned index)
{
    struct draw draw;
    struct draw_key key = draw_key_make(5, i);
    draw_init(&draw);
    draw_open(&draw, &key, 1, DRAW_WORK, index, 0);
    return gsl_cdf_ugaussian_Pinv(draw_uniform(&draw));
}

/* Six numbers, of which one is the same for all; thresholds 0.5 + 0.1 (0.6 a - 0.8 b) and an error. */
struct world {
    double outlook[ALL][WIDTH], threshold[ALL];
};

static struct world *world_new(double told)
{
    struct world *world = malloc(sizeof *world);
    for (uint32_t i = 0; i < ALL; i++) {
        for (unsigned j = 0; j < WIDTH; j++)
            world->outlook[i][j] = j == 3 ? 1e6 : 1000 + normal(i, j);
        double line = 0.6 * (world->outlook[i][1] - 1000) - 0.8 * (world->outlook[i][4] - 1000);
        world->threshold[i] = 0.5 + 0.1 * (told * line + sqrt(1 - told * told) * normal(i, 9));
    }
    return world;
}

static struct control control_of(const struct world *world)
{
    struct control control;
    ck_assert_int_eq(control_init(&control, ALL, WIDTH, world->outlook[0]), 0);
    ck_assert_uint_eq(control.width, WIDTH - 1);
    return control;
}

/* Root of the mean square of what predictions of the replications that nobody looked at are off. */
static double off_by(const struct control *control, const struct world *world)
{
    double sum = 0;
    for (size_t i = N; i < ALL; i++)
        sum += pow(control->predicted[i] - world->threshold[i], 2);
    return sqrt(sum / (ALL - N));
}

static void fit(struct control *control, const struct control_range known[])
{
    ck_assert_int_eq(control_fit(control, N, known), 0);
}

START_TEST(a_line_is_found)
{
    struct world *world = world_new(0.98);
    struct control control = control_of(world);
    struct control_range known[N];
    for (size_t i = 0; i < N; i++)
        known[i] = (struct control_range){world->threshold[i], world->threshold[i], 0.01};
    fit(&control, known);
    double best = 0.1 * sqrt(1 - 0.98 * 0.98);
    ck_assert(control.known);
    ck_assert_double_lt(off_by(&control, world), 1.1 * best);
    ck_assert_double_eq_tol(control.spread, best, 0.2 * best);
    /* where half of the thresholds are only known to lie below 0.5, or nothing but a side is, it is found all the same */
    for (size_t i = 0; i < N; i++)
        if (world->threshold[i] < 0.5)
            known[i] = (struct control_range){-(double)INFINITY, 0.5, 1};
    fit(&control, known);
    ck_assert_double_lt(off_by(&control, world), 1.5 * best);
    control_free(&control);
    free(world);
}
END_TEST

/* By the outlooks, 400 replications are worth as many as least squares says: 1 / (1 - correlation^2), and the shift is what their outlooks differ by. */
START_TEST(what_a_share_is_worth)
{
    struct world *world = world_new(0.98);
    struct control control = control_of(world);
    struct control_range known[N];
    bool success[N];
    double u = 0.58, hits = 0, all = 0, predicted = 0;
    for (size_t i = 0; i < N; i++)
        known[i] = (struct control_range){world->threshold[i], world->threshold[i], 0.01};
    for (size_t i = 0; i < ALL; i++)
        all += world->threshold[i] <= u;
    for (size_t i = 0; i < N; i++) {
        success[i] = world->threshold[i] <= u;
        hits += success[i];
    }
    fit(&control, known);
    struct control_worth worth = control_worth(&control, u, N, success);
    for (size_t i = 0; i < N; i++)
        predicted += control.predicted[i] <= u;
    ck_assert_double_gt(worth.effective, 3 * N);
    ck_assert_double_lt(worth.effective, ALL);
    ck_assert_double_eq_tol(hits / N - worth.shift, all / ALL, 4 * sqrt(0.16 / worth.effective));
    ck_assert(predicted > 0);
    /* for more than half of all, as without */
    struct control_range *many = calloc(ALL, sizeof *many);
    bool *met = calloc(ALL, sizeof *met);
    ck_assert_int_eq(control_fit(&control, ALL / 2 + 1, many), 0);
    ck_assert_double_eq(control_worth(&control, u, ALL / 2 + 1, met).effective, ALL / 2 + 1);
    free(met);
    free(many);
    control_free(&control);
    free(world);
}
END_TEST

START_TEST(nothing_to_tell)
{
    struct world *world = world_new(0);
    struct control control = control_of(world), none = {0};
    struct control_range known[N];
    bool success[N];
    for (size_t i = 0; i < N; i++) {
        known[i] = (struct control_range){world->threshold[i], world->threshold[i], 0.01};
        success[i] = world->threshold[i] <= 0.58;
    }
    fit(&control, known);
    struct control_worth worth = control_worth(&control, 0.58, N, success);
    ck_assert_double_ge(worth.effective, N);
    ck_assert_double_lt(worth.effective, 1.05 * N);
    ck_assert_double_lt(fabs(worth.shift), 0.004); /* a fifth of the share's own error */
    fit(&none, known);
    ck_assert_double_eq(control_worth(&none, 0.58, N, success).effective, N);
    ck_assert_double_eq(control_worth(&none, 0.58, N, success).shift, 0);
    /* of sides alone, all at one dose, nothing is learnt */
    for (size_t i = 0; i < N; i++)
        known[i] = success[i] ? (struct control_range){-(double)INFINITY, 0.58, 1} : (struct control_range){0.58, (double)INFINITY, 1};
    fit(&control, known);
    ck_assert_double_ge(control_worth(&control, 0.58, N, success).effective, N);
    control_free(&control);
    free(world);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, a_line_is_found);
    tcase_add_test(tests, what_a_share_is_worth);
    tcase_add_test(tests, nothing_to_tell);
}
