/* Contingent rules by hand: on which evening they fire, from which day to which the action holds, and that it then does what the same key
 * with dates would do. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "engine/contingent.h"
#include "engine/day.h"
#include "engine/lane.h"
#include "engine/staff.h"
#include "support/load_text.h"

/* Two cases a day come in until 31 January, two a day go out in February, then they come in again: 2 (t + 1) open in the evening of day t <= 30,
 * then 62 - 2 (t - 30), from day 59 on 6 + 2 (t - 58). */
#define QUEUE                                                                      \
    "opening_date: 2022-12-31\nhorizon: 2023-12-31\n"                              \
    "pools: {desk: {fte: 1 fte, cost_per_fte: EUR 36500/year}}\n"                  \
    "streams:\n"                                                                   \
    "  queue: {capacity: 0/year, inflow: {level: 0/year}, correction: {2023-01-01: 730/year, 2023-02-01: -730/year, 2023-03-01: 730/year}}\n" \
    "  work: {pool: desk, effort: 1 hours, inflow: {level: 0/year}}\n"

/* The days from which and to which (exclusive) the desk has other than 1 fte, up to `most` pairs; their number. */
static int days_on(struct stand *stand, double fte, int spans[][2], int most)
{
    struct replication *rep = stand_begin(stand, 1);
    int n = 0;
    bool on = false;
    for (; rep->today <= stand->model->horizon; rep->today++) {
        day_run(rep, stand->values.forecast);
        const bool now = rep->pools[0].fte != 1;
        ck_assert_double_eq(rep->pools[0].fte, now ? fte : 1);
        if (now && !on && n < most) spans[n][0] = rep->today;
        if (!now && on && n < most) spans[n++][1] = rep->today;
        on = now;
    }
    if (on && n < most) spans[n++][1] = rep->today;
    return n;
}

static void ck_days(const char *rule, double fte, int n, const int expected[][2])
{
    int spans[8][2];
    struct stand stand = stand_of_format(QUEUE "contingent:\n  extra:\n%s", rule);
    const int found = days_on(&stand, fte, spans, 8);
    ck_assert_msg(found == n, "%d times and not %d", found, n);
    for (int i = 0; i < n; i++) {
        ck_assert_int_eq(spans[i][0], expected[i][0]);
        ck_assert_int_eq(spans[i][1], expected[i][1]);
    }
    stand_free(&stand);
}

#define WHEN "    when: {measure: open, of: queue, above: 20 cases, for: 3 days}\n"
#define THEN "    then: {after: 4 days, pools: {desk: {fte: {multiply: 2, add: 0.5 fte}}}}\n"

/* 2 (t + 1) > 20 from day 10 on; the third evening is that of day 12; the action holds from day 12 + 1 + 4. */
START_TEST(lead_time)
{
    ck_days(WHEN THEN, 2.5, 1, (const int[][2]){{17, 365}});
    ck_days("    when: {measure: open, of: queue, above: 20 cases}\n"
            "    then: {pools: {desk: {fte: {multiply: 2, add: 0.5 fte}}}}\n",
            2.5, 1, (const int[][2]){{11, 365}});
    /* At the level itself, on day 30, nothing happens; 64 are open on day 87. */
    ck_days("    when: {measure: open, of: queue, above: 62 cases}\n"
            "    then: {pools: {desk: {fte: {add: 1 fte}}}}\n",
            2, 1, (const int[][2]){{88, 365}});
}
END_TEST

#define UNTIL "    until: {below: 20 cases, for: 2 days, after: 1 days}\n"

/* 62 - 2 (t - 30) < 20 from day 52 on, the second evening is that of day 53: off from day 55. On days 66 to 68 again over 20: on from day 73. */
START_TEST(hysteresis)
{
    ck_days(WHEN THEN UNTIL, 2.5, 2, (const int[][2]){{17, 55}, {73, 365}});
    ck_days(WHEN THEN UNTIL "    at_most: 1\n", 2.5, 1, (const int[][2]){{17, 55}});
    ck_days(WHEN THEN "    until: {below: 10 cases}\n", 2.5, 2, (const int[][2]){{17, 58}, {73, 365}}); /* 8 open on day 57 */
    /* What has fired comes; and `until` may look at something else. */
    ck_days(WHEN "    then: {after: 27 days, pools: {desk: {fte: {add: 1 fte}}}}\n"
                 "    until: {measure: inflow, of: work, below: 1 cases}\n    at_most: 1\n",
            2, 1, (const int[][2]){{40, 41}});
}
END_TEST

/* Off after ten days; the three evenings are counted from that of the first day without it. */
START_TEST(lasts)
{
    ck_days(WHEN THEN "    lasts: 10 days\n    at_most: 3\n", 2.5, 3, (const int[][2]){{17, 27}, {34, 44}, {51, 61}});
    ck_days(WHEN THEN "    lasts: 30 days\n    until: {below: 20 cases, for: 2 days, after: 90 days}\n    at_most: 1\n", 2.5, 1,
            (const int[][2]){{17, 47}});
    ck_days(WHEN THEN "    lasts: 300 days\n" UNTIL "    at_most: 1\n", 2.5, 1, (const int[][2]){{17, 55}});
}
END_TEST

/* Three cases a day on days 5 to 10: 15 in the last 5 days on the evening of day 9. */
START_TEST(flows_over_days)
{
    struct stand stand = stand_of("opening_date: 2022-12-31\nhorizon: 2023-03-31\n"
                                  "pools: {desk: {fte: 1 fte}}\n"
                                  "streams:\n"
                                  "  a: {pool: desk, effort: 1 hours, inflow: {past: {file: data.csv, column: a}}}\n"
                                  "contingent:\n"
                                  "  more: {when: {measure: inflow, of: a, above: 14 cases, over: 5 days},\n"
                                  "         then: {pools: {desk: {fte: {add: 1 fte}}}}, until: {below: 1 cases}}\n",
                                  "period,a\n2023-01-01,0\n2023-01-02,0\n2023-01-03,0\n2023-01-04,0\n2023-01-05,0\n"
                                  "2023-01-06,3\n2023-01-07,3\n2023-01-08,3\n2023-01-09,3\n2023-01-10,3\n2023-01-11,3\n"
                                  "2023-01-12,0\n2023-01-13,0\n2023-01-14,0\n2023-01-15,0\n2023-01-16,0\n2023-01-17,0\n2023-02,0\n2023-03,0\n");
    int spans[4][2];
    ck_assert_int_eq(days_on(&stand, 2, spans, 4), 1);
    ck_assert_int_eq(spans[0][0], 10);
    ck_assert_int_eq(spans[0][1], 16); /* none in days 11 to 15 */
    stand_free(&stand);
}
END_TEST

/* ---- rows ---- */

START_TEST(rows_by_hand)
{
    struct stand stand = stand_of(QUEUE "contingent:\n  extra:\n" WHEN THEN UNTIL, NULL);
    const size_t rule = layout_rule(&stand.model->layout, 0), year = stand.model->layout.n_periods - 1;
    stand_run(&stand, 1, 0);
    ck_assert_double_eq(stand_month(&stand, 0, rule, MEASURE_FIRED), 1);
    ck_assert_double_eq(stand_month(&stand, 0, rule, MEASURE_ACTIVE), 14.0 / 31);
    ck_assert_double_eq(stand_month(&stand, 1, rule, MEASURE_FIRED), 0);
    ck_assert_double_eq(stand_month(&stand, 1, rule, MEASURE_ACTIVE), 24.0 / 28);
    ck_assert_double_eq(stand_month(&stand, 2, rule, MEASURE_FIRED), 1);
    ck_assert_double_eq(stand_month(&stand, 2, rule, MEASURE_ACTIVE), 17.0 / 31);
    ck_assert_double_eq(stand.values.forecast[layout_cell(&stand.model->layout, year, rule, MEASURE_FIRED)], 2);
    ck_assert_double_eq(stand.values.forecast[layout_cell(&stand.model->layout, year, rule, MEASURE_ACTIVE)], 330.0 / 365);
    ck_assert(isnan(stand_opening(&stand, rule, MEASURE_FIRED)));
    /* A day's fte costs EUR 100. */
    ck_assert_double_eq(stand_month(&stand, 0, layout_pool(&stand.model->layout, 0), MEASURE_COST), 100 * (17 + 14 * 2.5));
    stand_free(&stand);
}
END_TEST

/* Factors multiply, then amounts add, never below 0. */
START_TEST(rules_together)
{
    struct stand stand = stand_of(QUEUE "contingent:\n"
                                        "  one: {when: {measure: open, above: 20 cases}, then: {pools: {desk: {fte: {multiply: 3, add: 1 fte}}}}}\n"
                                        "  two: {when: {measure: open, above: 40 cases}, then: {pools: {desk: {fte: {multiply: 2, add: -2 fte}}}}}\n"
                                        "  off: {when: {measure: open, above: 60 cases}, then: {pools: {desk: {fte: {add: -9 fte}}}}}\n",
                                  NULL);
    struct replication *rep = stand_begin(&stand, 1);
    for (; rep->today < 40; rep->today++) {
        day_run(rep, stand.values.forecast);
        ck_assert_double_eq(rep->pools[0].fte, rep->today >= 31 ? 0 : rep->today >= 21 ? 3 * 2 + 1 - 2 : rep->today >= 11 ? 4 : 1);
    }
    stand_free(&stand);
}
END_TEST

/* ---- heads ---- */

START_TEST(heads_come_and_go)
{
    struct stand stand = stand_of("opening_date: 2022-12-31\nhorizon: 2023-12-31\nscale: 2\n"
                                  "pools: {desk: {staff: {experienced: 5 heads, external: 1 heads, training: {months: 3}}}}\n"
                                  "streams:\n"
                                  "  queue: {capacity: 0/year, inflow: {level: 0/year}, correction: 365/year}\n"
                                  "  work: {pool: desk, effort: 1 hours, inflow: {level: 0/year}}\n"
                                  "contingent:\n"
                                  "  extra: {when: {measure: open, of: queue, above: 10 cases}, lasts: 20 days, at_most: 1,\n"
                                  "          then: {pools: {desk: {staff: {hire: 3 heads, external: 2 heads}}}}}\n",
                                  NULL);
    struct replication *rep = stand_begin(&stand, 1);
    const struct staff_pool *desk = &rep->staff->pools[0];
    for (; rep->today < 150; rep->today++) {
        day_run(rep, stand.values.forecast);
        /* Twice all, the level too: 2 (t + 1) > 20 on day 10, so from day 11 to day 30. Trained on 1 April. */
        const bool on = rep->today >= 11 && rep->today < 31, trained = rep->today >= 90;
        ck_assert_int_eq(desk->heads[STAFF_EXTERNAL], on ? 6 : 2);
        ck_assert_int_eq(desk->heads[STAFF_TRAINEES], rep->today >= 11 && !trained ? 6 : 0);
        ck_assert_int_eq(desk->heads[STAFF_EXPERIENCED], trained ? 16 : 10);
        if (rep->today == 31) ck_assert_int_eq(desk->month[0].hired + desk->month[1].hired, 10);
        if (rep->today == 31) ck_assert_int_eq(desk->month[0].left + desk->month[1].left, 4);
    }
    stand_free(&stand);
}
END_TEST

/* ---- the clock ---- */

static int64_t overdue(const struct replication *rep, const struct stream_state *s)
{
    const struct lane *lane = &rep->lanes[s->first_lane];
    return lane_total(lane, PLAIN_OVERDUE) + lane->late;
}

/* Two cases a day, none decided. With 30 days, what is received on day r is overdue from r + 31 on. From day 51 cases not overdue (r >= 21) have 60;
 * those received from day 71 on 30 again. */
START_TEST(extension_by_hand)
{
    struct stand stand = stand_of("opening_date: 2022-12-31\nhorizon: 2023-12-31\n"
                                  "streams:\n"
                                  "  queue: {capacity: 0/year, inflow: {level: 0/year}, correction: 730/year,\n"
                                  "    clock: {period: {length: 30 days, weekend_rule: no}}}\n"
                                  "contingent:\n"
                                  "  longer: {when: {measure: overdue, of: queue, above: 39 cases}, lasts: 20 days, at_most: 1,\n"
                                  "    then: {streams: {queue: {clock: {applies_to: open_not_overdue, period: {length: 60 days, weekend_rule: no}}}}}}\n",
                                  NULL);
    struct replication *rep = stand_begin(&stand, 1);
    for (; rep->today < 200; rep->today++) {
        day_run(rep, stand.values.forecast);
        int expected = 0;
        for (int r = 0; r <= rep->today; r++) {
            const bool extended = rep->today >= 51 && r >= 21 && r < 71;
            expected += 2 * (r + (extended ? 60 : 30) < rep->today);
        }
        ck_assert_msg(overdue(rep, &rep->streams[0]) == expected, "day %d: %ld overdue and not %d", rep->today,
                      (long)overdue(rep, &rep->streams[0]), expected);
    }
    stand_free(&stand);
}
END_TEST

/* ---- as dates would have it ---- */

/* Everything that may be changed, and a queue that tells the day: open above 20 on the evening of day 10, so the action holds from 12 January (day 11) to
 * 10 March: 70 are open on 4 February, 2 less every day, so 2 on the evening of day 68. The placeholders are the same keys with dates. */
static const char full[] =
    "opening_date: 2022-12-31\nhorizon: 2023-12-31\n"
    "regimes: {administrative: {awb: {tiers: [{days: 42 days, amount: EUR 35/day}]}}, judicial: {court: {amount: EUR 100/day, cap: EUR 1500}}}\n"
    "pools:\n"
    "  desk: {fte: %s, allocation: %s, streams: {alpha: {share: 50%%, priority: 2}, beta: {share: 30%%, priority: 1}}}\n"
    "streams:\n"
    "  queue: {capacity: 0/year, inflow: {level: 0/year}, correction: {2023-01-01: 730/year, 2023-02-05: -730/year}}\n"
    "  alpha:\n"
    "    inflow: {level: 900/year, dispersion: 2%s}\n"
    "    clock: {period: 8 weeks, rules: {%s early: {in_force: 2023-02-06, received_from: 2023-01-20, applies_to: all_open, period: 9 weeks},\n"
    "      late: {in_force: 2023-06-01, applies_to: open_not_overdue, period: 11 weeks}}}\n"
    "    effort: %s\n"
    "    delay: {uniform: {low: 0 days, high: 20 days}}\n"
    "    pool: desk\n"
    "    order: %s\n"
    "    outcomes: {grant: 60%%, refuse: 40%%}\n"
    "    withdrawal: 10%%/year\n"
    "    transfers: {beta: {rate: 20%%/year, clock: keeps}}\n"
    "    opening: {stock: 150 cases, ages: {exponential: {mean: 40 days}}, noticed: 20 cases, notice_ages: {fixed: 5 days}}\n"
    "    lateness: {notice: [{after: 0 days, rate: 300%%/year}], administrative: awb, judicial: court, appeal: 400%%/year,\n"
    "      court_delay: {fixed: 20 days}, term: 14 days, further_appeal: 50%%, payment_lag: 10 days}\n"
    "  beta: {inflow: {level: 300/year}, clock: {period: 6 weeks}, effort: 3 hours, pool: desk, lateness: {notice: [{after: 0 days, rate: 100%%/year}]}}\n"
    "  gamma: {inflow: {level: 500/year}, capacity: %s}\n"
    "%s";
static const char rule[] =
    "contingent:\n"
    "  all_at_once:\n"
    "    when: {measure: open, of: queue, above: 20 cases}\n"
    "    then:\n"
    "      pools: {desk: {fte: {multiply: 1.25, add: 0.5 fte}, allocation: priority}}\n"
    "      streams:\n"
    "        alpha: {inflow: {multiply: 0.5}, effort: {multiply: 0.75}, order: [{newest: 30%}, {earliest_deadline: 30%}, {noticed: 40%}],\n"
    "          clock: {applies_to: open_not_overdue, period: 12 weeks}}\n"
    "        gamma: {capacity: {multiply: 1.5}}\n"
    "    until: {below: 3 cases}\n";

static void ck_same_forecasts(const struct stand *with, const struct stand *without)
{
    for (size_t p = 0; p < with->model->layout.n_periods; p++)
        for (size_t e = 0; e < without->model->layout.n_entities; e++)
            for (int m = 0; m < MEASURE_COUNT; m++) {
                const double x = with->values.forecast[layout_cell(&with->model->layout, p, e, (enum measure)m)];
                const double y = without->values.forecast[layout_cell(&without->model->layout, p, e, (enum measure)m)];
                ck_assert_msg(x == y || (isnan(x) && isnan(y)), "period %zu, %s, %s: %.17g and %.17g", p, with->model->layout.names[e],
                              measure_info((enum measure)m)->name, x, y);
            }
}

/* The period taken away again is a window of received dates. Noticed stands in the order of both, for the sake of the draws. */
START_TEST(same_as_dates)
{
    struct stand a = stand_of_format(full, "2 fte", "shares", "", "", "4 hours", "{2022-01-01: [{random: 50%}, {oldest: 50%}], 2023-12-31: noticed}",
                                     "400/year", rule);
    struct stand b = stand_of_format(full, "{2022-01-01: 2 fte, 2023-01-12: 3 fte, 2023-03-11: 2 fte}",
                                     "{2022-01-01: shares, 2023-01-12: priority, 2023-03-11: shares}",
                                     ", shocks: {stop: {date: 2023-01-12, length: 58 days, multiply: 0.5}}",
                                     "longer: {in_force: 2023-01-12, received_until: 2023-03-10, applies_to: open_not_overdue, period: 12 weeks},",
                                     "{2022-01-01: 4 hours, 2023-01-12: 3 hours, 2023-03-11: 4 hours}",
                                     "{2022-01-01: [{random: 50%}, {oldest: 50%}], 2023-01-12: [{newest: 30%}, {earliest_deadline: 30%}, {noticed: 40%}],\n"
                                     "      2023-03-11: [{random: 50%}, {oldest: 50%}], 2023-12-31: noticed}",
                                     "{2022-01-01: 400/year, 2023-01-12: 600/year, 2023-03-11: 400/year}", "");
    const struct results_layout *with = &a.model->layout;
    for (uint32_t index = 0; index < 20; index++) {
        stand_run(&a, 7, index);
        stand_run(&b, 7, index);
        ck_assert_double_eq(stand_month(&a, 0, layout_rule(with, 0), MEASURE_ACTIVE), 20.0 / 31);
        ck_assert_double_eq(stand_month(&a, 2, layout_rule(with, 0), MEASURE_ACTIVE), 10.0 / 31);
        ck_same_forecasts(&a, &b);
    }
    stand_free(&a);
    stand_free(&b);
}
END_TEST

/* A rule that is on for six days and off for one, from day 11 on, is as many clock rules: what each said of the cases before it stays. */
START_TEST(flips_as_dates)
{
    static const char frame[] = "opening_date: 2022-12-31\nhorizon: 2024-12-31\n"
                                "regimes: {administrative: {awb: {tiers: [{days: 42 days, amount: EUR 35/day}]}}}\n"
                                "streams:\n"
                                "  queue: {capacity: 0/year, inflow: {level: 0/year}, correction: {2023-01-01: 730/year}}\n"
                                "  alpha:\n"
                                "    inflow: {level: 900/year}\n"
                                "    capacity: 800/year\n"
                                "    clock: {period: 8 weeks, suspension: [{share: 20%%, length: 10 days}], rules: {\n"
                                "      early: {in_force: 2023-05-06, received_from: 2023-01-20, applies_to: all_open, period: 9 weeks},\n"
                                "      late: {in_force: 2024-02-06, applies_to: open_not_overdue, period: 5 weeks}%s}}\n"
                                "    opening: {stock: 150 cases, ages: {exponential: {mean: 40 days}}}\n"
                                "    lateness: {notice: [{after: 0 days, rate: 300%%/year}], administrative: awb, payment_lag: 10 days}\n"
                                "%s";
    static const char flipping[] = "contingent: {longer: {when: {measure: open, of: queue, above: 20 cases}, lasts: 6 days,\n"
                               "  then: {streams: {alpha: {clock: {applies_to: %s, period: 12 weeks}}}}}}\n";
    const char *const applies_to = _i == 0 ? "open_not_overdue" : "received_after";
    enum { FIRST = 11, ON = 6, CYCLE = 7, DAYS = 731 };
    char dates[16384] = "";
    size_t used = 0;
    for (int day = FIRST; day < DAYS; day += CYCLE) {
        char from[11], until[11];
        day_format(civil_of("2023-01-01") + day, from);
        day_format(civil_of("2023-01-01") + day + ON - 1, until);
        used += (size_t)snprintf(dates + used, sizeof dates - used,
                                 ",\n      on%d: {in_force: %s, received_until: %s, applies_to: %s, period: 12 weeks}", day, from, until, applies_to);
        ck_assert_uint_lt(used, sizeof dates);
    }
    char contingent[300];
    snprintf(contingent, sizeof contingent, flipping, applies_to);
    struct stand a = stand_of_format(frame, "", contingent), b = stand_of_format(frame, dates, "");
    for (uint32_t index = 0; index < 5; index++) {
        stand_run(&a, 7, index);
        stand_run(&b, 7, index);
        ck_same_forecasts(&a, &b);
    }
    double fired = 0;
    for (size_t month = 0; month < 24; month++) fired += stand_month(&a, month, layout_rule(&a.model->layout, 0), MEASURE_FIRED);
    ck_assert_double_eq(fired, 103);
    stand_free(&a);
    stand_free(&b);
}
END_TEST

/* Of two orders the one that began last; of one day the later in the file. */
START_TEST(orders_of_two_rules)
{
    struct stand stand = stand_of(QUEUE "contingent:\n"
                                        "  later: {when: {measure: open, above: 30 cases}, then: {streams: {work: {order: random}}}, lasts: 10 days, at_most: 1}\n"
                                        "  first: {when: {measure: open, above: 20 cases}, then: {streams: {work: {order: newest}}}}\n"
                                        "  same: {when: {measure: open, above: 20 cases}, then: {streams: {work: {order: noticed}}}, lasts: 8 days, at_most: 1}\n",
                                  NULL);
    struct replication *rep = stand_begin(&stand, 1);
    const struct stream_state *work = &rep->streams[1];
    for (; rep->today < 40; rep->today++) {
        const int t = rep->today;
        day_run(rep, stand.values.forecast);
        const enum work_order expected = t < 11 ? ORDER_OLDEST : t < 16 ? ORDER_NOTICED : t < 26 ? ORDER_RANDOM : ORDER_NEWEST;
        ck_assert_int_eq(work->model->steps[0].mixes[work->steps[0].mix].parts[0].order, expected);
    }
    stand_free(&stand);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("contingent");
    TCase *tcase = tcase_create("contingent");
    tcase_add_test(tcase, lead_time);
    tcase_add_test(tcase, hysteresis);
    tcase_add_test(tcase, lasts);
    tcase_add_test(tcase, flows_over_days);
    tcase_add_test(tcase, rows_by_hand);
    tcase_add_test(tcase, rules_together);
    tcase_add_test(tcase, heads_come_and_go);
    tcase_add_test(tcase, extension_by_hand);
    tcase_add_test(tcase, same_as_dates);
    tcase_add_loop_test(tcase, flips_as_dates, 0, 2);
    tcase_add_test(tcase, orders_of_two_rules);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
