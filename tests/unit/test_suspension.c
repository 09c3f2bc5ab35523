/* Suspension of the clock, by hand: deadlines, shares made whole, who is overdue when. */
#include <math.h>

#include "base/calendar.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"
#include "support/moments.h"

/* --- deadlines --------------------------------------------------------------------------------------------------- */

static const char frame[] = "opening_date: 2023-12-31\n"
                            "horizon: 2025-06-30\n"
                            "streams:\n"
                            "  s:\n"
                            "    capacity: 0/year\n"
                            "    inflow: {level: 0/year}\n"
                            "    clock: {%s}\n";

static void ck_deadline(const struct stand *stand, size_t clock, const char *received, const char *today, const char *wanted)
{
    const struct model_stream *s = &stand->model->streams[0];
    const struct model_epoch *epochs = &s->epochs[clock * s->n_epochs];
    char found[11];
    size_t e = 0;
    while (e + 1 < s->n_epochs && epochs[e + 1].from <= model_day(stand->model, today))
        e++;
    day_format(epochs[e].deadline[model_day(stand->model, received) + stand->model->before] + stand->model->day0, found);
    ck_assert_msg(civil_of(found) == civil_of(wanted), "clock %zu, received %s, on %s: %s, not %s", clock, received, today,
                  found, wanted);
}

/* 90 days from 2024-01-01 end on Easter Sunday and move to Tuesday 2 April; 4 days later is a Saturday, which stays. */
START_TEST(added_after_the_weekend_rule)
{
    struct stand stand = stand_of_format(frame, "period: 90 days, suspension: [{share: 8%, length: 4 days}, {share: 2%, length: 26 weeks}]");
    ck_assert_uint_eq(stand.model->streams[0].n_clocks, 3);
    ck_assert_uint_eq(stand.model->streams[0].n_classes, 3);
    ck_deadline(&stand, 0, "2024-01-01", "2024-01-01", "2024-04-02");
    ck_deadline(&stand, 1, "2024-01-01", "2024-01-01", "2024-04-06");
    ck_deadline(&stand, 2, "2024-01-01", "2024-01-01", "2024-10-01");
    stand_free(&stand);
}
END_TEST

/* On 1 March the period of 1 January (30 days: 31 January) has run out, but not with 40 days of suspension (11 March). */
START_TEST(rules_look_at_the_suspended_deadline)
{
    struct stand stand = stand_of_format(frame,
                                         "period: {length: 30 days, weekend_rule: no}, suspension: [{share: 8%, length: 40 days}], "
                                         "rules: {r: {in_force: 2024-03-01, "
                                         "applies_to: open_not_overdue, period: {length: 100 days, weekend_rule: no}}}");
    ck_assert_uint_eq(stand.model->streams[0].n_epochs, 2);
    ck_deadline(&stand, 0, "2024-01-01", "2024-02-29", "2024-01-31");
    ck_deadline(&stand, 1, "2024-01-01", "2024-02-29", "2024-03-11");
    ck_deadline(&stand, 0, "2024-01-01", "2024-03-01", "2024-01-31");
    ck_deadline(&stand, 1, "2024-01-01", "2024-03-01", "2024-05-20");
    ck_deadline(&stand, 0, "2024-01-31", "2024-03-01", "2024-05-10");
    stand_free(&stand);
}
END_TEST

/* --- shares ------------------------------------------------------------------------------------------------------ */

START_TEST(shares)
{
    double some[3] = {9, 0.25, 0.5}, all[3] = {9, 0.25, 0.75}, over[3] = {9, 0.5, 1.5}, none[1] = {9};
    suspension_shares(3, some);
    ck_assert_double_eq(some[0], 0.25);
    ck_assert_double_eq(some[2], 0.5);
    suspension_shares(3, all);
    ck_assert_double_eq(all[0], 0);
    suspension_shares(3, over);
    ck_assert_double_eq(over[0], 0);
    ck_assert_double_eq(over[1], 0.25);
    ck_assert_double_eq(over[2], 0.75);
    suspension_shares(1, none);
    ck_assert_double_eq(none[0], 1);
}
END_TEST

static int64_t cases_of(const struct stand *stand, int age, int lane)
{
    int64_t sum = 0;
    for (size_t i = 0; i < stand->model->streams[0].opening.n_cells; i++) {
        const struct opening_cell *cell = &stand->model->streams[0].opening.cells[i];
        sum += cell->class == lane && cell->received == -1 - age ? cell->count : 0;
    }
    return sum;
}

/* Shares 1/2 none, 1/4, 1/4, from the highest age to the lowest, within class a (5 cases) and class b (2, and 1 of a row of its own): the cases
 * of a go to none, first, second, none, none (a tie: none first); those of b to none, first, second. */
START_TEST(opening_made_whole)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2024-06-30\n"
                                  "streams:\n"
                                  "  s:\n"
                                  "    capacity: 0/year\n"
                                  "    inflow: {level: 0/year}\n"
                                  "    classes: {a: {share: 100%}, b: {share: 0%}}\n"
                                  "    clock: {period: 10 days, suspension: [{share: 25%, length: 9 days}, {share: 25%, length: 50 days}]}\n"
                                  "    opening: {table: data.csv}\n",
                                  "age,count,class\n30,3,\n30,1,b\n20,2,\n10,2,b\n");
    static const int64_t wanted[3][6] = {{1, 1, 1, 1, 0, 0}, {2, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 1, 1}};
    for (int i = 0; i < 3; i++)
        for (int lane = 0; lane < 6; lane++)
            ck_assert_msg(cases_of(&stand, 30 - 10 * i, lane) == wanted[i][lane], "age %d, lane %d: %ld", 30 - 10 * i, lane,
                          (long)cases_of(&stand, 30 - 10 * i, lane));
    stand_run(&stand, 1, 0);
    ck_assert_double_eq(stand_opening(&stand, 0, MEASURE_OVERDUE), 5); /* those of ages 30 and 20, but for the one with 50 days */
    ck_assert_double_eq(stand_month(&stand, 0, 0, MEASURE_OVERDUE), 7); /* its deadline is 30 January, of age 10 2 January and 9 or 50 days */
    ck_assert_double_eq(stand_month(&stand, 1, 0, MEASURE_OVERDUE), 8);
    stand_free(&stand);
}
END_TEST

/* --- who is overdue ---------------------------------------------------------------------------------------------- */

static const char busy[] = "opening_date: 2023-12-31\n"
                           "horizon: 2024-12-31\n"
                           "regimes: {administrative: {awb: {tiers: [{days: 14 days, amount: EUR 23/day}]}}}\n"
                           "streams:\n"
                           "  s:\n"
                           "    capacity: 3000/year\n"
                           "    inflow: {level: 3660/year}\n"
                           "    delay: {uniform: {low: 0 days, high: 40 days}}\n"
                           "    withdrawal: 20%%/year\n"
                           "    order: [{earliest_deadline: 50%%}, {random: 50%%}]\n"
                           "    lateness: {notice: [{after: 0 days, rate: 300%%/year}], administrative: awb}\n"
                           "    opening: {stock: 900 cases, ages: {uniform: {low: 0 days, high: 200 days}}, noticed: 90 cases,\n"
                           "              notice_ages: {fixed: 9 days}}\n"
                           "    clock: {%s}\n";

/* Every case suspended for 30 days is a period of 30 days more, to the last number. */
START_TEST(all_suspended)
{
    struct stand one = stand_of_format(busy, "period: {length: 70 days, weekend_rule: no}, suspension: [{share: 100%, length: 30 days}]");
    struct stand other = stand_of_format(busy, "period: {length: 100 days, weekend_rule: no}");
    stand_run(&one, 1, 0);
    stand_run(&other, 1, 0);
    static const enum measure measures[] = {MEASURE_OPEN,      MEASURE_OVERDUE,      MEASURE_TIMELINESS, MEASURE_NOTICES,
                                            MEASURE_WITHDRAWN, MEASURE_PENALTY_PAID, MEASURE_EXPOSURE};
    for (size_t month = 0; month < 12; month++)
        for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++)
            ck_assert_double_eq(stand_month(&one, month, 0, measures[i]), stand_month(&other, month, 0, measures[i]));
    ck_assert_double_gt(stand_month(&one, 11, 0, MEASURE_OVERDUE), 0);
    stand_free(&one);
    stand_free(&other);
}
END_TEST

/* Ten cases a day, half of them suspended in January and a tenth from February on, for 15 days after 20. Overdue on the last of February (day
 * 59) are the unsuspended of days 0 .. 38 and the suspended of days 0 .. 23. */
START_TEST(dated_share)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                     "horizon: 2024-02-29\n"
                     "streams:\n"
                     "  s:\n"
                     "    capacity: 0/year\n"
                     "    inflow: {level: 3660/year}\n"
                     "    classes: {a: {share: 70%}, b: {share: 30%}}\n"
                     "    clock: {period: {length: 20 days, weekend_rule: no},\n"
                     "            suspension: [{share: {2023-12-31: 50%, 2024-02-01: 10%}, length: 15 days}]}\n",
                     NULL);
    const double overdue = 10 * (31 * 0.5 + 8 * 0.9 + 24 * 0.5);
    ck_moments(&stand, 1, 0, MEASURE_OVERDUE, overdue, overdue);
    ck_moments(&stand, 1, 0, MEASURE_OPEN, 600, 600);
    stand_free(&stand);
}
END_TEST

/* All go on day 0 from a stream that suspends all to one that suspends half: what they had is forgotten, their clock goes on. */
START_TEST(transferred_case_draws_anew)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2024-06-30\n"
                                  "streams:\n"
                                  "  s:\n"
                                  "    capacity: 0/year\n"
                                  "    inflow: {level: 0/year}\n"
                                  "    clock: {period: 20 days, suspension: [{share: 100%, length: 400 days}]}\n"
                                  "    transfers: {t: {rate: 1000000%/year, clock: keeps}}\n"
                                  "    opening: {stock: 400 cases, ages: {fixed: 10 days}}\n"
                                  "  t:\n"
                                  "    capacity: 0/year\n"
                                  "    inflow: {level: 0/year}\n"
                                  "    clock: {period: {length: 20 days, weekend_rule: no}, suspension: [{share: 50%, length: 60 days}]}\n",
                                  NULL);
    ck_moments(&stand, 0, 1, MEASURE_OVERDUE, 200, 100);
    ck_moments(&stand, 1, 1, MEASURE_OVERDUE, 200, 100);
    stand_run(&stand, 1, 0);
    ck_assert_double_eq(stand_month(&stand, 2, 1, MEASURE_OVERDUE), 400); /* the last day in time is 10 March */
    stand_free(&stand);
}
END_TEST

/* A batch counts the workable cases of a class, suspended or not. */
START_TEST(batch_of_the_whole_class)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2024-01-31\n"
                                  "pools: {desk: {fte: 0 fte}}\n"
                                  "streams:\n"
                                  "  s:\n"
                                  "    inflow: {level: 0/year}\n"
                                  "    pool: desk\n"
                                  "    effort: 10 hours\n"
                                  "    classes: {a: {share: 50%, batch: {size: 100 cases, gain: 40%}}, b: {share: 50%}}\n"
                                  "    effort_changes: {more: {from: 2023-01-01, multiply: 3, class: b}}\n"
                                  "    clock: {period: 20 days, suspension: [{share: 30%, length: 9 days}, {share: 30%, length: 19 days}]}\n"
                                  "    opening: {stock: 100 cases, ages: {fixed: 10 days}}\n",
                                  NULL);
    stand_run(&stand, 1, 0);
    ck_assert_double_eq_tol(stand_opening(&stand, 0, MEASURE_WORK_OPEN), 50 * 10 * 0.8 + 50 * 30, 1e-9);
    ck_assert_double_eq_tol(stand_month(&stand, 0, 0, MEASURE_WORK_OPEN), 50 * 10 * 0.8 + 50 * 30, 1e-9);
    stand_free(&stand);
}
END_TEST

/* The action's period takes the place of 20 days and keeps the suspension; it counts who is not overdue with it. All 1000 are of one day. */
START_TEST(contingent_period)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2024-12-31\n"
                                  "streams:\n"
                                  "  s:\n"
                                  "    capacity: 0/year\n"
                                  "    inflow: {level: 0/year}\n"
                                  "    clock: {period: {length: 20 days, weekend_rule: no}, suspension: [{share: 30%, length: 15 days}]}\n"
                                  "    opening: {stock: 1000 cases, ages: {fixed: 0 days}}\n"
                                  "contingent: {r: {when: {measure: overdue, of: s, above: 600 cases}, then: {streams: {s: {clock: "
                                  "{applies_to: open_not_overdue, period: {length: 70 days, weekend_rule: no}}}}}}}\n",
                                  NULL);
    stand_run(&stand, 1, 0);
    ck_assert_double_eq(stand_month(&stand, 0, 0, MEASURE_OVERDUE), 700); /* since 21 January; the action begins the next day */
    ck_assert_double_eq(stand_month(&stand, 1, 0, MEASURE_OVERDUE), 700);
    ck_assert_double_eq(stand_month(&stand, 2, 0, MEASURE_OVERDUE), 1000); /* 31 December and 85 days: 25 March */
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, added_after_the_weekend_rule);
    tcase_add_test(tcase, rules_look_at_the_suspended_deadline);
    tcase_add_test(tcase, shares);
    tcase_add_test(tcase, opening_made_whole);
    tcase_add_test(tcase, all_suspended);
    tcase_add_test(tcase, dated_share);
    tcase_add_test(tcase, transferred_case_draws_anew);
    tcase_add_test(tcase, batch_of_the_whole_class);
    tcase_add_test(tcase, contingent_period);
}
