/* Cases through the steps of a stream, by hand: stated capacity takes exactly one case each, so the flow is known to the case. */
#include <check.h>
#include <math.h>

#include "engine/day.h"
#include "engine/effort.h"
#include "engine/lane.h"
#include "engine/steps.h"
#include "engine/work.h"
#include "model/expectation.h"
#include "support/check_main/check_main.h"
#include "support/engine_check.h"
#include "support/load_text.h"

enum { FIRST_WEEKEND = 5 };

/* 2024 begins on a Monday and has 262 days from Monday to Friday: a capacity of 262 n a year is n a working day. Day 0 is 1 January. 100 cases stand
 * at the first step; it does 10 a day, the second 6. */
static const char tandem[] = "opening_date: 2023-12-31\n"
                             "horizon: 2024-03-31\n"
                             "calendar: {holidays_off: no}\n"
                             "streams:\n"
                             "  s:\n"
                             "    inflow: {level: 0/year}\n"
                             "    steps:\n"
                             "      one: {capacity: 2620/year%s}\n"
                             "      two: {capacity: 1572/year%s}\n"
                             "    opening: {stock: 100 cases, ages: {fixed: 20 days}%s}\n";

static int64_t open_at(const struct replication *rep, size_t step)
{
    int64_t open = 0;
    for (size_t k = 0; k < rep->steps[step].stream->model->n_classes; k++)
        open += lane_open(&rep->lanes[rep->steps[step].first_lane + k]);
    return open;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Working days in the days before `day`. */
static int64_t worked(int day)
{
    return day <= 0 ? 0 : day / 7 * 5 + least(day % 7, FIRST_WEEKEND);
}

static void run_to(struct replication *rep, double *forecast, int day)
{
    char message[800] = "";
    for (; rep->today <= day; rep->today++) {
        day_run(rep, forecast);
        ck_assert_msg(engine_check(rep, message, sizeof message), "%s", message);
    }
}

/* What the first does on a day the second may do from the next: after n working days 10 n have left the first, and the second does 6 a day from the
 * second working day on, of the 10 that came in. */
START_TEST(two_in_a_row)
{
    struct stand stand = stand_of_format(tandem, "", "", "");
    struct replication *rep = stand_begin(&stand, 1);
    for (int day = 0; day < 60; day++) {
        run_to(rep, stand.values.forecast, day);
        const int64_t n = worked(day + 1), decided = least(6 * (n - 1 > 0 ? n - 1 : 0), 100);
        ck_assert_int_eq(open_at(rep, 0), 100 - least(10 * n, 100));
        ck_assert_int_eq(open_at(rep, 1), least(10 * n, 100) - decided);
    }
    stand_free(&stand);
}
END_TEST

START_TEST(rows_of_two_in_a_row)
{
    struct stand stand = stand_of_format(tandem, "", "", "");
    const struct results_layout *layout = &stand.model->layout;
    stand_run(&stand, 1, 0);
    ck_assert_str_eq(layout->names[layout_step(layout, 0)], "step:s.one");
    ck_assert_str_eq(layout->names[layout_step(layout, 1)], "step:s.two");
    ck_assert_double_eq(stand_opening(&stand, layout_step(layout, 0), MEASURE_OPEN), 100);
    ck_assert_double_eq(stand_opening(&stand, layout_step(layout, 1), MEASURE_OPEN), 0);
    ck_assert_double_eq(stand_month(&stand, 0, layout_step(layout, 0), MEASURE_DONE), 100);
    ck_assert_double_eq(stand_month(&stand, 0, layout_step(layout, 1), MEASURE_DONE), 100);
    ck_assert_double_eq(stand_month(&stand, 0, 0, MEASURE_DECISIONS), 100);
    /* Ten at 21 days old on day 1 and so on: six decisions on each working day k = 1 .. 16, four on the 17th. */
    double waits = 0;
    for (int k = 1; k <= 17; k++)
        waits += (k < 17 ? 6 : 4) * (20 + 1 + k + 2 * (k / 5));
    ck_assert_double_eq_tol(stand_month(&stand, 0, 0, MEASURE_WAIT_MEAN), waits / 100, 1e-9);
    ck_assert(isnan(stand_month(&stand, 0, layout_step(layout, 0), MEASURE_HOURS_USED)));
    stand_free(&stand);
}
END_TEST

/* Ten days' delay from the day on which the first step was done: what it did on day t is workable on t + 10. */
START_TEST(delay_before_the_second)
{
    struct stand stand = stand_of_format(tandem, "", ", delay: {fixed: 10 days}", "");
    struct replication *rep = stand_begin(&stand, 1);
    int64_t decided = 0;
    for (int day = 0; day < 70; day++) {
        run_to(rep, stand.values.forecast, day);
        const int64_t ready = least(10 * worked(day - 10 + 1), 100);
        if (worked(day + 1) > worked(day))
            decided += least(6, ready - decided);
        ck_assert_int_eq(open_at(rep, 1), least(10 * worked(day + 1), 100) - decided);
        ck_assert_int_eq(lane_total(&rep->lanes[rep->steps[1].first_lane], WORK), ready - decided);
    }
    ck_assert_int_eq(decided, 100);
    stand_free(&stand);
}
END_TEST

/* The first step stops in the second week, days 7 .. 11: it stands at 50, and the second, with 26 of the 50 left by then, starves on the fifth day. */
START_TEST(starved_by_a_stop)
{
    struct stand stand = stand_of_format(tandem, ", stops: [{from: 2024-01-08, until: 2024-01-12}]", "", "");
    struct replication *rep = stand_begin(&stand, 1);
    run_to(rep, stand.values.forecast, 6);
    ck_assert_int_eq(open_at(rep, 0), 50);
    ck_assert_int_eq(open_at(rep, 1), 26);
    for (int day = 7; day < 12; day++) {
        run_to(rep, stand.values.forecast, day);
        ck_assert_int_eq(open_at(rep, 0), 50);
        ck_assert_int_eq(open_at(rep, 1), day < 11 ? 26 - 6 * (day - 6) : 0);
    }
    run_to(rep, stand.values.forecast, 14);
    ck_assert_int_eq(open_at(rep, 0), 40);
    ck_assert_int_eq(open_at(rep, 1), 10); /* what came on day 14 waits for day 15 */
    run_to(rep, stand.values.forecast, 15);
    ck_assert_int_eq(open_at(rep, 1), 14);
    stand_free(&stand);
}
END_TEST

/* A stop of the second dams up all that the first does; both dates are in it. */
START_TEST(dammed_up_by_a_stop)
{
    struct stand stand = stand_of_format(tandem, "", ", stops: [{from: 2024-01-03, until: 2024-01-05}, {from: 2024-01-09, until: 2024-01-09}]", "");
    struct replication *rep = stand_begin(&stand, 1);
    static const int64_t open[] = {10, 14, 24, 34, 44, 44, 44, 48, 58, 62, 66, 70};
    for (int day = 0; day < 12; day++) {
        run_to(rep, stand.values.forecast, day);
        ck_assert_int_eq(open_at(rep, 1), open[day]);
    }
    stand_free(&stand);
}
END_TEST

/* 40 cases of class a and 60 of b at two ages, 25%, 75%: of each class a quarter at the first step. */
START_TEST(opening_by_step)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\nhorizon: 2024-01-31\nstreams:\n  s:\n    inflow: {level: 7300/year}\n"
                                  "    classes: {a: {share: 40%}, b: {share: 60%}}\n"
                                  "    steps: {one: {capacity: 100/year, delay: {fixed: 40 days}}, two: {capacity: 100/year}}\n"
                                  "    opening: {stock: 100 cases, ages: {table: {10 days: 50%, 100 days: 50%}}, steps: {two: 75%, one: 25%}}\n",
                                  NULL);
    struct replication *rep = stand_begin(&stand, 1);
    const size_t first = rep->steps[0].first_lane, second = rep->steps[1].first_lane;
    ck_assert_int_eq(lane_open(&rep->lanes[first]), 10);
    ck_assert_int_eq(lane_open(&rep->lanes[first + 1]), 15);
    ck_assert_int_eq(lane_open(&rep->lanes[second]), 30);
    ck_assert_int_eq(lane_open(&rep->lanes[second + 1]), 45);
    /* Those of 100 days are ready; of the others more come in on a day than stand open, so all at the first step are in delay. */
    ck_assert_int_eq(lane_total(&rep->lanes[first], DELAY), lane_at_day(&rep->lanes[first], DELAY, index_of(rep, -11)));
    ck_assert_int_eq(lane_total(&rep->lanes[first], DELAY) + lane_total(&rep->lanes[first + 1], DELAY), 12);
    ck_assert_int_eq(lane_total(&rep->lanes[second], DELAY) + lane_total(&rep->lanes[second + 1], DELAY), 0);
    ck_assert_ptr_null(rep->lanes[second].delayed);
    stand_free(&stand);
}
END_TEST

/* ---- hours ---- */

/* Cases of nearly exactly the mean effort. 100 open, half at either step; 20 hours a working day. */
static const char office[] = "opening_date: 2023-12-31\n"
                             "horizon: 2024-03-31\n"
                             "calendar: {holidays_off: no}\n"
                             "pools: {desk: {fte: 1 fte, hours_per_fte: 5240 hours/year%s}}\n"
                             "streams:\n"
                             "  s:\n"
                             "    inflow: {level: 0/year}\n"
                             "    effort: 10 hours\n"
                             "    effort_shape: 1e6\n"
                             "    outcomes: {grant: 50%%, refuse: {share: 50%%, effort: 3}}\n"
                             "    steps:\n"
                             "      one: {pool: desk, effort_share: 40%%%s}\n"
                             "      two: {pool: desk, effort_share: 60%%%s}\n"
                             "    opening: {stock: 100 cases, ages: {fixed: 20 days}, steps: {one: 50%%, two: 50%%}}\n"
                             "    clock: {target: 8 weeks}\n"
                             "%s";

/* At the last step outcomes count: 6 x (1 + 3) / 2 = 12 hours; at the first 4, whatever the outcome. */
START_TEST(effort_at_a_step)
{
    struct stand stand = stand_of_format(office, "", "", "", "    effort_changes: {all: {from: 2023-12-01, multiply: 2}, some: {from: 2023-12-01, multiply: 1.5, outcome: refuse}}\n");
    struct replication *rep = stand_begin(&stand, 1);
    ck_assert_double_eq_tol(rep->steps[0].today[0].mean, 4 * 2, 1e-12);
    ck_assert_double_eq_tol(rep->steps[1].today[0].mean, 6 * 2 * (1 + 1.5 * 3) / 2, 1e-12);
    ck_assert_double_eq_tol(work_ahead(rep, &rep->steps[0]), 50 * 8, 1e-9);
    ck_assert_double_eq_tol(work_ahead(rep, &rep->steps[1]), 100 * 33, 1e-9);
    ck_assert_double_eq_tol(open_workload(rep, &rep->streams[0], 0), 50 * 8 + 100 * 33, 1e-9);
    stand_free(&stand);
}
END_TEST

/* Batches by what is workable at the step: 50 of 100 at either. */
START_TEST(batches_at_a_step)
{
    struct stand stand = stand_of_format(office, "", "", "", "    batch: {size: 100 cases, gain: 40%}\n");
    struct replication *rep = stand_begin(&stand, 1);
    ck_assert_double_eq_tol(rep->steps[0].today[0].mean, 4 * 0.8, 1e-12);
    ck_assert_double_eq_tol(rep->steps[1].today[0].mean, 12 * 0.8, 1e-12);
    run_to(rep, stand.values.forecast, 0);
    rep->today = 1;
    effort_before_work(rep);
    ck_assert_double_eq_tol(rep->steps[1].today[0].mean, 12 * (1 - 0.4 * (double)lane_total(&rep->lanes[1], WORK) / 100), 1e-12);
    stand_free(&stand);
}
END_TEST

/* Twenty hours a day: the later step uses them all, or the earlier one when that goes first or the later one is stopped. */
START_TEST(later_first)
{
    static const struct {
        const char *pool, *stop, *order;
        size_t works;
    } ways[] = {{"", "", "", 1},
                {"", "", "    step_order: earlier_first\n", 0},
                {"", ", stops: [{from: 2023-12-01, until: 2024-01-03}]", "", 0},
                {", allocation: priority", "", "", 1},
                {", allocation: shares, streams: {s: {share: 10%}}", "", "", 1},
                {", allocation: shares, streams: {s: {share: 10%}}", ", stops: [{from: 2023-12-01, until: 2024-01-03}]", "", 0},
                {", allocation: earliest_deadline", ", stops: [{from: 2023-12-01, until: 2024-01-03}]", "", 0}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct stand stand = stand_of_format(office, ways[i].pool, "", ways[i].stop, ways[i].order);
        struct replication *rep = stand_begin(&stand, 1);
        run_to(rep, stand.values.forecast, 2);
        const double used = rep->steps[ways[i].works].hours_used, debt = rep->pools[0].debt;
        ck_assert_double_eq_tol(used - debt, 60, 1e-6);
        ck_assert_int_eq(rep->steps[1 - ways[i].works].done, 0);
        if (ways[i].works == 0) /* 60 hours by 4, a little more or less */
            ck_assert_int_eq((rep->steps[0].done + 1) / 2, 8);
        stand_free(&stand);
    }
}
END_TEST

/* Cases done in the months that are over. */
static int64_t stand_done(const struct stand *stand, size_t step)
{
    const struct replication *rep = stand->replication;
    int64_t done = 0;
    for (int month = 0; month < rep->model->month[rep->today]; month++)
        done += rep->steps[step].done_in[month];
    return done;
}

/* What the later step leaves goes to the earlier, and a plan counts the starts of both. */
START_TEST(left_over_and_plan)
{
    struct stand stand = stand_of_format(office, ", allocation: plan, streams: {s: {plan: 276/year}}", "", "", "");
    struct replication *rep = stand_begin(&stand, 1);
    run_to(rep, stand.values.forecast, 0);
    ck_assert_int_eq(rep->steps[0].done + rep->steps[1].done, 1); /* 23 in January, which has 23 working days */
    stand_free(&stand);
    /* Day 58, a Wednesday, is the 43rd working day: 860 hours. The later step takes its 600 for the 50 it had (those with the shorter outcome more or
     * less), the rest goes to the earlier and to what it passes on. */
    stand = stand_of_format(office, "", "", ", delay: {fixed: 200 days}", "");
    rep = stand_begin(&stand, 1);
    run_to(rep, stand.values.forecast, 58);
    ck_assert_int_eq(rep->steps[1].done + stand_done(&stand, 1), 50);
    ck_assert_int_eq(open_at(rep, 0), 0);
    ck_assert_int_eq(open_at(rep, 1), 50);
    stand_free(&stand);
}
END_TEST

/* The older case first, whichever step it is at. */
START_TEST(earliest_deadline_over_steps)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\nhorizon: 2024-03-31\ncalendar: {holidays_off: no}\n"
                                  "pools: {desk: {fte: 1 fte, hours_per_fte: 5240 hours/year, allocation: earliest_deadline}}\n"
                                  "streams:\n  s:\n    inflow: {level: 0/year}\n    effort: 22 hours\n    effort_shape: 1e6\n    clock: {period: 8 weeks}\n"
                                  "    steps: {one: {pool: desk, effort_share: 20%}, two: {pool: desk, effort_share: 80%}}\n"
                                  "    opening: {stock: 1 cases, ages: {fixed: 60 days}}\n",
                                  NULL);
    struct replication *rep = stand_begin(&stand, 1);
    add_plain(rep, &rep->lanes[1], -40, 1);
    add_plain(rep, &rep->lanes[0], -30, 1);
    add_plain(rep, &rep->lanes[1], -20, 1);
    run_to(rep, stand.values.forecast, 0); /* 20 hours: 4.4 of the oldest, 17.6 of the next */
    run_to(rep, stand.values.forecast, 1); /* 18 hours: 17.6 of the oldest again, now at the second, 4.4 of the third */
    ck_assert_int_eq(open_at(rep, 0), 0);
    ck_assert_int_eq(lane_open(&rep->lanes[1]), 2);
    ck_assert_int_eq(lane_at_day(&rep->lanes[1], WORK, index_of(rep, -20)), 1);
    ck_assert_int_eq(lane_at_day(&rep->lanes[1], DELAY, index_of(rep, -30)), 1);
    ck_assert_int_eq(rep->streams[0].flow[FLOW_DECISIONS], 2);
    stand_free(&stand);
}
END_TEST

/* What check expects: 10 hours over the steps of a pool, 4 of them at the first; capacity lets through what it lets through. */
START_TEST(expected)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\nhorizon: 2024-12-31\npools: {desk: {fte: 2 fte, hours_per_fte: 1000 hours/year}, other: {fte: 1 fte, hours_per_fte: 1000 hours/year}}\n"
                                  "streams:\n  s:\n    inflow: {level: 300/year}\n    effort: 10 hours\n"
                                  "    steps:\n      one: {pool: desk, effort_share: 40%}\n      two: {capacity: 250/year}\n      three: {pool: other, effort_share: 60%}\n"
                                  "    opening: {stock: 100 cases, ages: {fixed: 20 days}, steps: {one: 20%, two: 30%, three: 50%}}\n",
                                  NULL);
    struct expectation e;
    ck_assert_int_eq(expectation_init(&e, stand.model), 0);
    ck_assert_double_eq_tol(e.streams[0].effort, 10, 1e-9);
    ck_assert_double_eq_tol(expected_part(&e, stand.model, 0, 0), 4, 1e-9);
    ck_assert_double_eq_tol(expected_part(&e, stand.model, 0, 1), 6, 1e-9);
    ck_assert_double_eq_tol(expected_backlog(&e, stand.model, 0, 0), 20 * 4, 1e-9);
    ck_assert_double_eq_tol(expected_backlog(&e, stand.model, 0, 1), 100 * 6, 1e-9);
    ck_assert_double_eq_tol(e.streams[0].decisions, 1000.0 / 6, 1e-6);
    ck_assert_double_eq_tol(e.streams[0].offered, 1000.0 / 6, 1e-6);
    expectation_free(&e);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, two_in_a_row);
    tcase_add_test(tcase, rows_of_two_in_a_row);
    tcase_add_test(tcase, delay_before_the_second);
    tcase_add_test(tcase, starved_by_a_stop);
    tcase_add_test(tcase, dammed_up_by_a_stop);
    tcase_add_test(tcase, opening_by_step);
    tcase_add_test(tcase, effort_at_a_step);
    tcase_add_test(tcase, batches_at_a_step);
    tcase_add_test(tcase, later_first);
    tcase_add_test(tcase, left_over_and_plan);
    tcase_add_test(tcase, earliest_deadline_over_steps);
    tcase_add_test(tcase, expected);
}
