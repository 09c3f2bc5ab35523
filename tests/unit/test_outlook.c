/* Outlooks tell of the same replications that are run. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "engine/outlook.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"
#include "support/statistics.h"

enum { PARTS = 8, STRIDE = 5, VALUES = 2, WIDTH = VALUES + 2 * PARTS };

/* 364 days. Inflow of desk: by level, months, a trend and a shock; of past: known for the first half, then 10 a day. */
static const char text[] =
    "name: outlook\nopening_date: 2023-12-31\nhorizon: 2024-12-29\n"
    "factors: {weather: {label: Weather}}\n"
    "streams:\n"
    "  desk:\n"
    "    inflow:\n"
    "      level: {value: 20000/year, source: test, status: assumed, uncertain: {normal: 10%, factor: weather, loading: 0.5}}\n"
    "      trend: {value: 5%/year, source: test, status: assumed, uncertain: {normal: 20%}}\n"
    "      disturbance: {sd: 30%, persistence: 0.8, factor: weather, loading: 0.7}\n"
    "      shocks: {wave: {date: 2024-06-01, probability: 50%, length: 90 days, add: 2000 cases}}\n"
    "    capacity: 21000/year\n"
    "  past:\n"
    "    inflow: {level: 3660/year, past: {file: data.csv, column: past}}\n"
    "    capacity: 4000/year\n";
static const char past[] = "period,past\n2024-01,900\n2024-02,900\n2024-03,900\n2024-04,900\n2024-05,900\n2024-06,900\n";

static double expected(const double out[], size_t stream)
{
    double sum = 0;
    for (size_t part = 0; part < PARTS; part++)
        sum += STRIDE * out[VALUES + stream * PARTS + part];
    return sum;
}

/* What comes in is Poisson about its outlook; the outlooks themselves differ by far more. */
static double mean_of_scores(void *user, size_t n)
{
    struct stand *stand = user;
    struct sample_moments scores = {0}, outlooks = {0};
    for (uint32_t i = 0; i < n; i++) {
        double out[WIDTH], received = 0;
        replication_outlook(stand->replication, 3, i, out);
        stand_run(stand, 3, i);
        for (size_t month = 0; month < 12; month++)
            received += stand_month(stand, month, 0, MEASURE_INFLOW);
        double mean = expected(out, 0);
        moments_add(&scores, (received - mean) / sqrt(mean));
        moments_add(&outlooks, mean);
        ck_assert_double_eq_tol(expected(out, 1), 1800, 1e-6); /* 36 of the 182 days after the known past stand for all */
    }
    ck_assert_double_gt(moments_variance(&outlooks), 100 * outlooks.mean);
    /* a fifth of the days stands for all: the score's sd is a little over 1 */
    ck_assert_double_lt(moments_variance(&scores), 3);
    return scores.mean * sqrt((double)n / moments_variance(&scores));
}

START_TEST(what_comes_in_follows_its_outlook)
{
    struct stand stand = stand_of(text, past);
    ck_assert_uint_eq(outlook_width(stand.model), WIDTH);
    ck_assert(statistic_within(5, mean_of_scores, &stand, 200, "inflow against its outlook"));
    stand_free(&stand);
}
END_TEST

START_TEST(an_outlook_leaves_runs_as_they_are)
{
    struct stand stand = stand_of(text, past);
    double first[WIDTH], again[WIDTH], shorter[WIDTH], before, after;
    stand_run(&stand, 3, 7);
    before = stand_month(&stand, 11, 0, MEASURE_OPEN);
    replication_outlook(stand.replication, 3, 7, first);
    stand_run(&stand, 3, 7);
    after = stand_month(&stand, 11, 0, MEASURE_OPEN);
    ck_assert_double_eq(before, after);
    replication_outlook(stand.replication, 3, 7, again);
    ck_assert_mem_eq(first, again, sizeof first);
    for (size_t i = 1; i <= VALUES; i++)
        ck_assert_double_eq(first[i - 1], stand.replication->multiplier[i]);
    replication_set_end(stand.replication, 181); /* half as many days: a part is half as long */
    replication_outlook(stand.replication, 3, 7, shorter);
    ck_assert_double_eq_tol(shorter[VALUES] + shorter[VALUES + 1], first[VALUES], 1e-9);
    ck_assert_double_eq(expected(shorter, 1), 0);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, what_comes_in_follows_its_outlook);
    tcase_add_test(tests, an_outlook_leaves_runs_as_they_are);
}
