/* Hours of a case that follow dates, stocks and load, by hand. */
#include <check.h>
#include <math.h>

#include "engine/state.h"
#include "model/effort.h"
#include "model/expectation.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

/* --- the curves -------------------------------------------------------------------------------------------------- */

START_TEST(curves)
{
    ck_assert_double_eq(batch_factor(200, 0.3, 0), 1);
    ck_assert_double_eq_tol(batch_factor(200, 0.3, 50), 0.925, 1e-12);
    ck_assert_double_eq_tol(batch_factor(200, 0.3, 200), 0.7, 1e-12);
    ck_assert_double_eq_tol(batch_factor(200, 0.3, 5000), 0.7, 1e-12);
    ck_assert_double_eq_tol(batch_factor(10, 1.5, 5000), 0.05, 1e-12);
    ck_assert_double_eq(pressure_level(90, 360, 90), 0);
    ck_assert_double_eq_tol(pressure_level(90, 360, 180), 1.0 / 3, 1e-12);
    ck_assert_double_eq(pressure_level(90, 360, 360), 1);
    ck_assert_double_eq(pressure_level(90, 360, (double)INFINITY), 1);
    ck_assert_double_eq_tol(pressure_factor(0.7, 0.5), 0.85, 1e-12);
    ck_assert_double_eq_tol(pressure_factor(3, 0.25), 1.5, 1e-12);
    ck_assert_double_eq_tol(365.2425 * effort_drift_step(0.05), log(1.05), 1e-12);
    ck_assert_double_eq_tol(365.2425 * effort_drift_step(-3), log(0.01), 1e-12);
}
END_TEST

/* --- hours of a stock that nobody works on ----------------------------------------------------------------------- */

/* 100 open cases of 10 hours, half of them of either class; a plan of none, so that hours are there and no case starts. */
static const char still[] = "opening_date: 2023-12-31\n"
                            "horizon: 2025-12-31\n"
                            "scale: %s\n"
                            "pools:\n"
                            "  desk: {fte: 2 fte, hours_per_fte: 1000 hours/year, allocation: plan, streams: {s: {plan: 0/year}, t: {plan: 0/year}}}\n"
                            "streams:\n"
                            "  s:\n"
                            "    inflow: {level: 0/year}\n"
                            "    pool: desk\n"
                            "    effort: 10 hours\n"
                            "    classes: {one: {share: 50%%}, two: {share: 50%%%s}}\n"
                            "    outcomes: {grant: 60%%, refuse: {share: 40%%, effort: 1.5}}\n"
                            "%s"
                            "    opening: {stock: 100 cases, ages: {fixed: 20 days}}\n"
                            "  t:\n"
                            "    inflow: {level: 0/year}\n"
                            "    pool: desk\n"
                            "    effort: 5 hours\n"
                            "    opening: {stock: 40 cases, ages: {fixed: 20 days}}\n";

static struct stand stand_still(const char *scale, const char *class, const char *keys)
{
    struct stand stand = stand_of_format(still, scale, class, keys);
    stand_run(&stand, 1, 0);
    return stand;
}

/* The stock's hours at the end of a month, a case, or on the opening date. */
static double hours(const struct stand *stand, int month)
{
    return (month < 0 ? stand_opening(stand, 0, MEASURE_WORK_OPEN) : stand_month(stand, (size_t)month, 0, MEASURE_WORK_OPEN)) /
           stand_opening(stand, 0, MEASURE_OPEN);
}

static void ck_hours(const struct stand *stand, int month, double expected)
{
    ck_assert_msg(fabs(hours(stand, month) - expected) < 1e-9 * expected, "month %d: %.12g hours, not %.12g", month,
                  hours(stand, month), expected);
}

static const double plain = 10 * (0.6 + 0.4 * 1.5);

START_TEST(drift)
{
    struct stand stand = stand_still("1", "", "    effort_drift: 6%/year\n");
    ck_hours(&stand, -1, plain);
    ck_hours(&stand, 0, plain * pow(1.06, 30 / 365.2425)); /* 31 January is day 30 */
    ck_hours(&stand, 23, plain * pow(1.06, 730 / 365.2425));
    stand_free(&stand);
    stand = stand_still("1", ", effort_drift: -10%/year", "    effort_drift: {2024-01-01: 6%/year, 2025-01-01: 0%/year}\n");
    ck_hours(&stand, 11, plain * (pow(1.06, 365 / 365.2425) + pow(0.9, 365 / 365.2425)) / 2);
    ck_hours(&stand, 23, plain * (pow(1.06, 365 / 365.2425) + pow(0.9, 730 / 365.2425)) / 2);
    stand_free(&stand);
}
END_TEST

START_TEST(changes)
{
    struct stand stand = stand_still("1", "",
                                     "    effort_changes:\n"
                                     "      duty: {from: 2024-03-31, multiply: 1.25}\n"
                                     "      reasons: {from: 2024-05-01, multiply: {2024-01-01: 2, 2025-01-01: 3}, outcome: refuse}\n"
                                     "      forms: {from: 2020-01-01, until: 2024-02-29, multiply: 0.5, class: two}\n"
                                     "      both: {from: 2025-06-01, multiply: 1.1, class: one, outcome: grant}\n");
    ck_hours(&stand, -1, plain * 0.75);
    ck_hours(&stand, 1, plain * 0.75); /* the last day of `until` */
    ck_hours(&stand, 2, plain * 1.25); /* the first of `from` */
    ck_hours(&stand, 4, 12.5 * (0.6 + 0.4 * 1.5 * 2));
    ck_hours(&stand, 12, 12.5 * (0.6 + 0.4 * 1.5 * 3));
    ck_hours(&stand, 23, 12.5 * (0.6 * 1.05 + 0.4 * 1.5 * 3));
    stand_free(&stand);
}
END_TEST

/* 50 workable cases a class; in delay they do not count. */
START_TEST(batches)
{
    struct stand stand = stand_still("1", ", batch: {size: 40 cases, gain: {2023-12-31: 10%, 2025-01-01: 20%}}", "    batch: {size: 200 cases, gain: 30%}\n");
    ck_hours(&stand, -1, plain * ((1 - 0.3 * 0.25) + 0.9) / 2);
    ck_hours(&stand, 0, plain * ((1 - 0.3 * 0.25) + 0.9) / 2);
    ck_hours(&stand, 12, plain * ((1 - 0.3 * 0.25) + 0.8) / 2);
    stand_free(&stand);
    stand = stand_still("3", "", "    batch: {size: 200 cases, gain: 30%}\n"); /* the size is scaled with the stock */
    ck_hours(&stand, 0, plain * (1 - 0.3 * 0.25));
    stand_free(&stand);
}
END_TEST

/* Work in the pool: 100 x 12 + 40 x 5 hours of 2,000 a year. */
START_TEST(pressure)
{
    const double days = 365.2425 * 1400 / 2000;
    struct stand stand = stand_still("1", "", "    pressure: {from: 100 days, full: {2023-12-31: 300 days, 2025-01-01: 200 days}, effort: 0.6}\n");
    ck_hours(&stand, -1, plain * (1 - 0.4 * (days - 100) / 200));
    ck_hours(&stand, 0, plain * (1 - 0.4 * (days - 100) / 200));
    ck_hours(&stand, 12, plain * 0.6);
    ck_assert_double_eq_tol(stand_month(&stand, 0, 1, MEASURE_WORK_OPEN), 200, 1e-9);
    stand_free(&stand);
    /* what is gained elsewhere relieves: the other factors are in the work that presses */
    stand = stand_still("1", "", "    pressure: {from: 100 days, full: 300 days, effort: 0.6}\n    effort_changes: {more: {from: 2024-02-01, multiply: 1.2}}\n");
    ck_hours(&stand, 0, plain * (1 - 0.4 * (days - 100) / 200));
    ck_hours(&stand, 2, 1.2 * plain * (1 - 0.4 * (365.2425 * 1640 / 2000 - 100) / 200));
    stand_free(&stand);
}
END_TEST

/* With hours to work, efforts that are nearly certain: so many cases more are decided. 10 hours on each of the 262 working days of 2024. */
START_TEST(work_follows)
{
    static const struct {
        const char *keys;
        double factor;
    } runs[] = {{"", 1},
                {"    effort_changes: {half: {from: 2024-01-01, multiply: 0.5}}\n", 0.5},
                {"    batch: {size: 100 cases, gain: 50%}\n", 0.5},
                {"    pressure: {from: 10 days, full: 100 days, effort: 0.5}\n", 0.5}};
    struct stand stand = stand_of_format("opening_date: 2023-12-31\n"
                                         "horizon: 2024-01-31\n"
                                         "calendar: {holidays_off: no}\n"
                                         "pools: {desk: {fte: 2.62 fte, hours_per_fte: 1000 hours/year}}\n"
                                         "streams:\n"
                                         "  s:\n"
                                         "    inflow: {level: 0/year}\n"
                                         "    pool: desk\n"
                                         "    effort: 4 hours\n"
                                         "    effort_shape: 1000000\n"
                                         "%s"
                                         "    opening: {stock: 5000 cases, ages: {fixed: 20 days}}\n",
                                         runs[_i].keys);
    stand_run(&stand, 1, 0);
    const double decided = stand_month(&stand, 0, 0, MEASURE_DECISIONS), expected = 23 * 10 / (4 * runs[_i].factor);
    ck_assert_msg(fabs(decided - expected) <= 1, "%g cases, not %g", decided, expected);
    stand_free(&stand);
}
END_TEST

/* --- days of the week -------------------------------------------------------------------------------------------- */

START_TEST(weights_of_days)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2025-12-31\n"
                                  "streams:\n"
                                  "  s: {capacity: 0/year, inflow: {level: 3660/year, days: working, week_profile: [2, 1, 1, 1, 1, 5, 0]}}\n"
                                  "  t: {capacity: 0/year, inflow: {level: 3660/year}}\n",
                                  NULL);
    const struct model *m = stand.model;
    const double *weight = m->streams[0].inflow.day_weight;
    double sum = 0;
    ck_assert_ptr_null(m->streams[1].inflow.day_weight);
    for (int t = 0; t < 366; t++) {
        sum += weight[t];
        ck_assert_int_eq(weight[t] > 0, m->works[t]);
    }
    ck_assert_double_eq_tol(sum, 366, 1e-9);
    ck_assert_double_eq_tol(weight[model_day(m, "2024-01-08")], 2 * weight[model_day(m, "2024-01-09")], 1e-12);
    for (int t = 366; t < 731; t++) sum += weight[t];
    ck_assert_double_eq_tol(sum, 731, 1e-9);
    stand_free(&stand);
}
END_TEST

/* --- what `check` says ------------------------------------------------------------------------------------------- */

START_TEST(expectation)
{
    struct expectation e;
    struct stand stand = stand_still("1", "",
                                     "    pressure: {from: 100 days, full: 300 days, effort: 0.6}\n"
                                     "    batch: {size: 200 cases, gain: 40%}\n"
                                     "    effort_changes: {july: {from: 2024-07-01, multiply: 2, outcome: refuse}}\n");
    ck_assert_int_eq(expectation_init(&e, stand.model), 0);
    const double mean = 10 * (0.6 + 0.4 * 1.5 * (1 + 184.0 / 366)) * 0.9, days = 365.2425 * (100 * mean + 200) / 2000;
    ck_assert_double_eq_tol(e.streams[0].days_of_work, days, 1e-6);
    ck_assert_double_eq_tol(e.streams[0].pressure, (days - 100) / 200, 1e-9);
    ck_assert_double_eq_tol(e.streams[0].effort, mean * (1 - 0.4 * (days - 100) / 200), 1e-9);
    ck_assert(isnan(e.streams[1].days_of_work));
    ck_assert_double_eq_tol(e.streams[1].effort, 5, 1e-12);
    expectation_free(&e);
    stand_free(&stand);
}
END_TEST

/* 1,000 calls of their own and 500 open cases x 2; 800 answered, half of the others call again the next day: all but those of the year's last. */
START_TEST(expected_calls)
{
    struct expectation e;
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2024-12-31\n"
                                  "streams:\n"
                                  "  cases: {inflow: {level: 0/year}, capacity: 0/year, opening: {stock: 500 cases, ages: {fixed: 9 days}}}\n"
                                  "  line: {inflow: {level: 1000/year}, capacity: 800/year, patience: 0 days, history: {lost: 0/year}}\n"
                                  "links:\n"
                                  "  calls: {from: cases, event: open, to: line, mean: 2}\n"
                                  "  again: {from: line, event: lost, to: line, share: 50%, after: {fixed: 1 days}}\n",
                                  NULL);
    ck_assert_int_eq(expectation_init(&e, stand.model), 0);
    const double again = 0.5 * 365 / 366;
    ck_assert_double_eq_tol(e.streams[1].inflow, (2000 - again * 800) / (1 - again), 1e-3);
    ck_assert_double_eq_tol(e.streams[1].decisions, 800, 1e-6);
    expectation_free(&e);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, curves);
    tcase_add_test(tcase, drift);
    tcase_add_test(tcase, changes);
    tcase_add_test(tcase, batches);
    tcase_add_test(tcase, pressure);
    tcase_add_loop_test(tcase, work_follows, 0, 4);
    tcase_add_test(tcase, weights_of_days);
    tcase_add_test(tcase, expectation);
    tcase_add_test(tcase, expected_calls);
}
