#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "experiment/precision.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

static const char text[] = "opening_date: 2023-12-31\n"
                           "horizon: 2025-12-31\n"
                           "streams: {letters: {inflow: {level: 500/year}, capacity: 480/year}}\n";

static bool same_cell(const struct results *a, const struct results *b, size_t period)
{
    struct results_summary x = results_read(a, period, 0, MEASURE_OPEN), y = results_read(b, period, 0, MEASURE_OPEN);
    return x.n == y.n && x.mean == y.mean && x.sd == y.sd && x.quantile[1] == y.quantile[1];
}

/* The interval is as narrow as asked, and not much narrower; the results are those of that number run at once. */
START_TEST(until_narrow_enough)
{
    struct stand stand = stand_of(text, NULL);
    const struct experiment_options options = {.replications = 100000, .seed = 3, .threads = 2};
    const struct precision_goal goals[] = {{.entity = 0, .measure = MEASURE_OPEN, .width = 0.05, .relative = true},
                                           {.entity = 0, .measure = MEASURE_INFLOW, .width = 2}};
    struct results *results = NULL, *whole = NULL;
    bool reached = false;
    ck_assert_int_eq(precision_run(stand.model, &options, 2, goals, &results, &reached), EXPERIMENT_DONE);
    ck_assert(reached);
    size_t last = results->layout->n_periods - 1;
    struct results_summary open = results_read(results, last, 0, MEASURE_OPEN);
    double half = 1.96 * open.sd / sqrt((double)open.n);
    ck_assert_double_le(half, 0.0501 * open.mean);
    double worst = fmax(precision_distance(results, &goals[0]), precision_distance(results, &goals[1]));
    ck_assert_double_le(worst, 1);
    ck_assert_double_gt(worst, 0.8);
    struct experiment_options fixed = options;
    fixed.replications = results_replications(results);
    fixed.threads = 1;
    ck_assert_int_eq(experiment_run(stand.model, &fixed, &whole), EXPERIMENT_DONE);
    for (size_t p = 0; p <= last; p++)
        ck_assert(same_cell(results, whole, p));
    results_free(whole);
    results_free(results);
    stand_free(&stand);
}
END_TEST

START_TEST(not_reached)
{
    struct stand stand = stand_of(text, NULL);
    const struct experiment_options options = {.replications = 120, .seed = 3, .threads = 2};
    const struct precision_goal goal = {.entity = 0, .measure = MEASURE_OPEN, .width = 1e-4, .relative = true};
    struct results *results = NULL;
    bool reached = true;
    ck_assert_int_eq(precision_run(stand.model, &options, 1, &goal, &results, &reached), EXPERIMENT_DONE);
    ck_assert(!reached);
    ck_assert_uint_eq(results_replications(results), 120);
    results_free(results);
    stand_free(&stand);
}
END_TEST

START_TEST(how_many_next)
{
    ck_assert_uint_eq(precision_next(100, 2, 100000), 420); /* four times, and 5 % more */
    ck_assert_uint_eq(precision_next(100, 1.0001, 100000), 106);
    ck_assert_uint_eq(precision_next(100, INFINITY, 100000), 800); /* never more than eight times */
    ck_assert_uint_eq(precision_next(100, 2, 300), 300);
    ck_assert_uint_eq(precision_next(20, 1.001, 300), 24);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, until_narrow_enough);
    tcase_add_test(tests, not_reached);
    tcase_add_test(tests, how_many_next);
}
