/* Staff as heads against closed forms and sums by hand: attrition, training, mentors, hiring, moves, absence, leave. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "engine/day.h"
#include "engine/staff.h"
#include "model/staff_outlook.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"
#include "support/statistics.h"

/* One pool, one stream without work; `staff` is the rest of the mapping. */
static struct stand stand_with(const char *opening, const char *horizon, const char *staff)
{
    return stand_of_format("opening_date: %s\nhorizon: %s\n"
                           "calendar: {holidays_off: no}\n"
                           "pools:\n  desk:\n    hours_per_fte: 1300 hours/year\n    staff: {%s}\n"
                           "streams: {s: {pool: desk, effort: 1 hours, inflow: {level: 0/year}}}\n",
                           opening, horizon, staff);
}

static double pool_of(const struct stand *stand, size_t period, size_t pool, enum measure measure)
{
    const struct results_layout *layout = &stand->model->layout;
    return stand->values.forecast[layout_cell(layout, period, layout_pool(layout, pool), measure)];
}

static double monthly(const struct stand *stand, size_t month, enum measure measure)
{
    return pool_of(stand, 1 + month, 0, measure);
}

/* The FTE of a day of the first replication. */
static double fte_on(struct stand *stand, const char *date)
{
    struct replication *rep = stand_begin(stand, 1);
    const int day = model_day(stand->model, date);
    for (; rep->today <= day; rep->today++)
        day_run(rep, stand->values.forecast);
    return rep->pools[0].fte;
}

/* ---- attrition ---- */

struct attrition {
    struct stand stand;
    enum measure measure;
    double mean, variance;
    uint32_t next;
    bool spread; /* the variance is tested, not the mean */
};

/* Survivors of n under a hazard for d days are Binomial(n, q), q = exp(-h d / 365.2425); the sample variance of a
 * binomial has variance (m4 - s4) / n. */
static double attrition_z(void *sampler, size_t n)
{
    struct attrition *a = sampler;
    struct sample_moments moments = {.n = 0};
    for (size_t i = 0; i < n; i++) {
        stand_run(&a->stand, 77, a->next++);
        moments_add(&moments, monthly(&a->stand, 5, a->measure));
    }
    const double kurtosis = 3;
    return a->spread ? (moments_variance(&moments) - a->variance) / (a->variance * sqrt((kurtosis - 1) / (double)n))
                     : (moments.mean - a->mean) / sqrt(a->variance / (double)n);
}

START_TEST(attrition)
{
    static const struct {
        enum measure measure;
        double heads, hazard;
    } stages[] = {
        {MEASURE_HEADS_EXPERIENCED, 400, 0.3}, {MEASURE_HEADS_TRAINEES, 90, 0.8}, {MEASURE_HEADS_EXTERNAL, 60, 1.5}};
    struct attrition a = {.stand =
                              stand_with("2023-12-31", "2024-06-30",
                                         "experienced: 400 heads, external: 60 heads, training: {months: 60},"
                                         " trainees: [{months: 1, heads: 50 heads}, {months: 3, heads: 40 heads}],"
                                         " leaving: {experienced: 30%/year, trainees: 80%/year, external: 150%/year}")};
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        const double stay = exp(-stages[i].hazard * 182 / 365.2425);
        a.measure = stages[i].measure;
        a.mean = stages[i].heads * stay;
        a.variance = stages[i].heads * stay * (1 - stay);
        a.spread = false;
        ck_assert(statistic_within(4, attrition_z, &a, 1000, "mean heads"));
        a.spread = true;
        ck_assert(statistic_within(4, attrition_z, &a, 1000, "variance of heads"));
    }
    stand_free(&a.stand);
}
END_TEST

/* A hazard of 100% a day leaves 1/e of them after a day. */
START_TEST(hazard_is_no_probability)
{
    struct stand stand =
        stand_with("2023-12-31", "2024-01-01", "external: 20000 heads, leaving: {external: 36524.25%/year}");
    stand_run(&stand, 8, 0);
    ck_assert_double_eq_tol(monthly(&stand, 0, MEASURE_HEADS_EXTERNAL), 20000 * exp(-1),
                            4 * sqrt(20000 * exp(-1) * (1 - exp(-1))));
    stand_free(&stand);
}
END_TEST

/* Trainees of two months of joining leave in proportion: what is left of each is Binomial too. */
START_TEST(any_trainee_may_leave)
{
    struct stand stand = stand_with("2023-12-31", "2024-03-31",
                                    "training: {months: 24}, leaving: {trainees: 100%/year},"
                                    " trainees: [{months: 1, heads: 300 heads}, {months: 5, heads: 100 heads}]");
    double old = 0, young = 0;
    for (uint32_t i = 0; i < 400; i++) {
        stand_run(&stand, 5, i);
        const struct staff_pool *pool = &stand.replication->staff->pools[0];
        /* Two groups: those of July 2023, and those of November. */
        old += (double)pool->joined[0];
        young += (double)pool->joined[4];
        ck_assert_int_eq(pool->joined[0] + pool->joined[4], pool->heads[STAFF_TRAINEES]);
    }
    const double stay = exp(-91 / 365.2425);
    ck_assert_double_eq_tol(old / 400, 100 * stay, 4 * sqrt(100 * stay * (1 - stay) / 400));
    ck_assert_double_eq_tol(young / 400, 300 * stay, 4 * sqrt(300 * stay * (1 - stay) / 400));
    stand_free(&stand);
}
END_TEST

/* ---- training ---- */

/* Ten people who join on 1 January 2024 and train for four months at 0, 20, 50 and 50%: 12 FTE-months in the first
 * half-year's sixty. */
START_TEST(ramp_by_hand)
{
    struct stand stand = stand_with("2023-12-31", "2024-06-30",
                                    "hiring: {plan: {2024-01-01: 10 heads/month, 2024-02-01: 0 heads/month}},"
                                    " training: {months: 4, productivity: [0%, 20%, 50%]}");
    static const double fte[] = {0, 2, 5, 5, 10, 10};
    double sum = 0;
    stand_run(&stand, 1, 0);
    for (size_t month = 0; month < 6; month++) {
        ck_assert_double_eq_tol(monthly(&stand, month, MEASURE_FTE), fte[month], 1e-12);
        ck_assert_double_eq(monthly(&stand, month, MEASURE_HEADS_TRAINEES), month < 4 ? 10 : 0);
        ck_assert_double_eq(monthly(&stand, month, MEASURE_HEADS_EXPERIENCED), month < 4 ? 0 : 10);
        ck_assert_double_eq_tol(monthly(&stand, month, MEASURE_FTE_PAID), 10, 1e-12);
        sum += monthly(&stand, month, MEASURE_HOURS_OFFERED);
    }
    /* Weekdays of February to June 2024: 21, 21, 22, 23, 20, of 262. */
    ck_assert_double_eq_tol(sum, 1300.0 / 262 * (2 * 21 + 5 * 21 + 5 * 22 + 10 * 23 + 10 * 20), 1e-9);
    stand_free(&stand);
}
END_TEST

/* The straight line has the integral of half the training: 6 months of 12, whatever the length. */
START_TEST(straight_ramp_integral)
{
    struct stand stand = stand_with("2023-12-31", "2024-12-31",
                                    "hiring: {plan: {2024-01-01: 8 heads/month, 2024-02-01: 0 heads/month}},"
                                    " training: {months: 12}");
    double months = 0;
    stand_run(&stand, 1, 0);
    for (size_t month = 0; month < 12; month++)
        months += monthly(&stand, month, MEASURE_FTE);
    ck_assert_double_eq_tol(months, 8 * 12 / 2.0, 1e-9);
    stand_free(&stand);
}
END_TEST

/* Who joined in October is two months in training in December, and trained after six months on 1 April. */
START_TEST(opening_trainees)
{
    struct stand stand =
        stand_with("2023-12-31", "2024-05-31", "trainees: [{months: 2, heads: 7 heads}], training: {months: 6}");
    stand_run(&stand, 1, 0);
    ck_assert_double_eq(pool_of(&stand, 0, 0, MEASURE_HEADS_TRAINEES), 7);
    ck_assert_double_eq(monthly(&stand, 2, MEASURE_HEADS_TRAINEES), 7);
    ck_assert_double_eq_tol(monthly(&stand, 2, MEASURE_FTE), 7 * 5.5 / 6, 1e-12);
    ck_assert_double_eq(monthly(&stand, 3, MEASURE_HEADS_EXPERIENCED), 7);
    stand_free(&stand);
    stand = stand_with("2024-01-15", "2024-05-31", "trainees: [{months: 2, heads: 7 heads}], training: {months: 6}");
    stand_run(&stand, 1, 0); /* joined in November: trained on 1 May */
    ck_assert_double_eq(monthly(&stand, 3, MEASURE_HEADS_TRAINEES), 7);
    ck_assert_double_eq(monthly(&stand, 4, MEASURE_HEADS_EXPERIENCED), 7);
    stand_free(&stand);
}
END_TEST

/* 40 trainees who take 130 hours a year each take 4 FTE of 1300 hours; 5 experienced cannot give more than they have.
 */
START_TEST(mentors_by_hand)
{
    static const char pattern[] = "experienced: %d heads, trainees: [{months: 0, heads: 40 heads}], fte_per_head: 0.8,"
                                  " training: {months: 12, productivity: [0%%], mentor: 130 hours/year}";
    char staff[256];
    snprintf(staff, sizeof staff, pattern, 50);
    struct stand stand = stand_with("2023-12-31", "2024-02-29", staff);
    ck_assert_double_eq_tol(fte_on(&stand, "2024-02-01"), 50 * 0.8 - 4, 1e-12);
    stand_free(&stand);
    snprintf(staff, sizeof staff, pattern, 4);
    stand = stand_with("2023-12-31", "2024-02-29", staff);
    ck_assert_double_eq_tol(fte_on(&stand, "2024-02-01"), 0, 1e-12);
    stand_free(&stand);
}
END_TEST

/* ---- hiring ---- */

/* 2.5 a month, and none of it lost: 2 or 3 in each month. Month 0 began before day 0. */
START_TEST(planned_is_realised_without_a_chance)
{
    struct stand stand = stand_with("2024-01-01", "2024-12-31", "hiring: {plan: 2.5 heads/month, vacancies: 3 heads}");
    double hired = 0;
    stand_run(&stand, 1, 0);
    ck_assert_double_eq(monthly(&stand, 0, MEASURE_HIRED), 0);
    for (size_t month = 1; month < 12; month++) {
        hired += monthly(&stand, month, MEASURE_HIRED);
        ck_assert_double_eq(hired, 3 + floor(2.5 * (double)month));
        ck_assert_double_eq(monthly(&stand, month, MEASURE_VACANCIES), 0);
    }
    stand_free(&stand);
}
END_TEST

struct hiring {
    struct stand stand;
    uint32_t next;
    double fill;
};

/* The vacancies left after k months of n each at the start and m a month more, each filled with p. */
static double vacancies_z(void *sampler, size_t n)
{
    struct hiring *h = sampler;
    const double left = 1 - h->fill;
    struct sample_moments moments = {.n = 0};
    double mean = 20 * pow(left, 6), variance = mean * (1 - pow(left, 6));
    for (int month = 1; month <= 6; month++) {
        mean += 4 * pow(left, month);
        variance += 4 * pow(left, month) * (1 - pow(left, month));
    }
    for (size_t i = 0; i < n; i++) {
        stand_run(&h->stand, 9, h->next++);
        moments_add(&moments, monthly(&h->stand, 5, MEASURE_VACANCIES));
        double hired = 0;
        for (size_t month = 0; month < 6; month++)
            hired += monthly(&h->stand, month, MEASURE_HIRED);
        ck_assert_double_eq(hired + monthly(&h->stand, 5, MEASURE_VACANCIES), 20 + 6 * 4);
    }
    return (moments.mean - mean) / sqrt(variance / (double)n);
}

START_TEST(vacancies_by_chance)
{
    struct hiring h = {.stand = stand_with("2023-12-31", "2024-06-30",
                                           "hiring: {plan: 4 heads/month, vacancies: 20 heads, fill: 25%}"),
                       .fill = 0.25};
    ck_assert(statistic_within(4, vacancies_z, &h, 1000, "vacancies"));
    stand_free(&h.stand);
}
END_TEST

START_TEST(target_and_rate)
{
    struct stand stand = stand_with(
        "2023-12-31", "2024-12-31",
        "experienced: 10 heads, hiring: {target: {2024-01-01: 20 heads, 2024-09-01: 22 heads}, rate: 1.5 heads/month},"
        " external_hiring: {target: 3 heads}");
    static const double hired[] = {1 + 3, 2, 1, 2, 1, 2, 1, 0, 1, 1, 0, 0}; /* 1, 3, 4, 6, ..., 10; then two more */
    stand_run(&stand, 1, 0);
    ck_assert_double_eq(pool_of(&stand, 0, 0, MEASURE_VACANCIES), 10 + 3);
    for (size_t month = 0; month < 12; month++)
        ck_assert_msg(monthly(&stand, month, MEASURE_HIRED) == hired[month], "month %zu: %g", month,
                      monthly(&stand, month, MEASURE_HIRED));
    ck_assert_double_eq(monthly(&stand, 11, MEASURE_HEADS_EXPERIENCED), 22);
    ck_assert_double_eq(monthly(&stand, 11, MEASURE_HEADS_EXTERNAL), 3);
    stand_free(&stand);
}
END_TEST

/* ---- moves ---- */

START_TEST(moves_conserve_heads)
{
    struct stand stand = stand_of_format("opening_date: 2023-12-31\nhorizon: 2024-12-31\n"
                                         "pools:\n  a: {staff: {experienced: 10 heads, external: 4 heads}}\n"
                                         "  b: {staff: {experienced: 5 heads}}\n  c: {staff: {}}\n"
                                         "staff_moves:\n"
                                         "  one: {from: a, to: b, date: 2024-03-09, back: 2024-06-01, heads: 8 heads}\n"
                                         "  two: {from: a, to: c, date: 2024-03-09, heads: 8 heads}\n"
                                         "  three: {from: b, to: c, date: 2024-03-09, heads: 100 heads}\n"
                                         "  four: {from: a, to: c, who: external, date: 2024-05-01, heads: 3 heads}\n"
                                         "streams: {s: {pool: a, effort: 1 hours, inflow: {level: 0/year}}}\n");
    stand_run(&stand, 1, 0);
    const size_t february = 2, march = 3, may = 5, june = 6;
    ck_assert_double_eq(pool_of(&stand, february, 0, MEASURE_HEADS_EXPERIENCED), 10);
    /* `one` comes before `two` by name: 8 and the 2 that are left; nobody goes on to c on the same day. */
    ck_assert_double_eq(pool_of(&stand, march, 0, MEASURE_HEADS_EXPERIENCED), 0);
    ck_assert_double_eq(pool_of(&stand, march, 1, MEASURE_HEADS_EXPERIENCED), 8);
    ck_assert_double_eq(pool_of(&stand, march, 2, MEASURE_HEADS_EXPERIENCED), 2 + 5);
    ck_assert_double_eq(pool_of(&stand, march, 1, MEASURE_MOVED), 8 - 5);
    ck_assert_double_eq(pool_of(&stand, may, 2, MEASURE_HEADS_EXTERNAL), 3);
    ck_assert_double_eq(pool_of(&stand, june, 0, MEASURE_HEADS_EXPERIENCED), 8);
    ck_assert_double_eq(pool_of(&stand, june, 1, MEASURE_HEADS_EXPERIENCED), 0);
    for (size_t month = 1; month <= 12; month++) {
        double heads = 0, moved = 0;
        for (size_t pool = 0; pool < 3; pool++) {
            heads += pool_of(&stand, month, pool, MEASURE_HEADS_EXPERIENCED) +
                     pool_of(&stand, month, pool, MEASURE_HEADS_EXTERNAL);
            moved += pool_of(&stand, month, pool, MEASURE_MOVED);
        }
        ck_assert_double_eq(heads, 19);
        ck_assert_double_eq(moved, 0);
    }
    stand_free(&stand);
}
END_TEST

/* ---- absence, leave, overtime ---- */

START_TEST(absence_shock)
{
    struct stand stand = stand_with("2023-12-31", "2024-12-31",
                                    "experienced: 100 heads, overtime: {2024-01-01: 0%, 2024-12-01: 5%},"
                                    " absence: {share: 2%, month_profile: [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0],"
                                    " shocks: {flu: {date: 2024-02-10, length: 10 days, size: 20%},"
                                    " always: {date: 2024-02-15, length: 1 day, size: 90%},"
                                    " never: {date: 2024-02-01, length: 300 days, size: 50%, probability: 0%}}}");
    ck_assert_double_eq_tol(fte_on(&stand, "2024-01-15"), 94, 1e-9);
    ck_assert_double_eq_tol(fte_on(&stand, "2024-02-09"), 98, 1e-9);
    ck_assert_double_eq_tol(fte_on(&stand, "2024-02-10"), 78, 1e-9);
    ck_assert_double_eq_tol(fte_on(&stand, "2024-02-15"), 0, 1e-9);
    ck_assert_double_eq_tol(fte_on(&stand, "2024-02-19"), 78, 1e-9);
    ck_assert_double_eq_tol(fte_on(&stand, "2024-02-20"), 98, 1e-9);
    ck_assert_double_eq_tol(fte_on(&stand, "2024-12-31"), 105, 1e-9);
    stand_free(&stand);
}
END_TEST

static double share_with_shock(void *sampler, size_t n)
{
    struct hiring *h = sampler;
    size_t on = 0;
    for (size_t i = 0; i < n; i++) {
        stand_run(&h->stand, 3, h->next++);
        on += monthly(&h->stand, 0, MEASURE_FTE) < 99;
    }
    return ((double)on - 0.3 * (double)n) / sqrt(0.21 * (double)n);
}

START_TEST(shock_by_chance)
{
    struct hiring h = {.stand = stand_with("2023-12-31", "2024-01-31",
                                           "experienced: 100 heads, absence: {shocks: {flu: {date: 2024-01-01,"
                                           " length: 31 days, size: 10%, probability: 30%}}}")};
    ck_assert(statistic_within(4, share_with_shock, &h, 2000, "shocks"));
    stand_free(&h.stand);
}
END_TEST

/* Leave moves hours between months; the year's hours stay hours_per_fte. */
START_TEST(leave_keeps_the_year)
{
    struct stand stand = stand_with("2023-12-31", "2024-12-31",
                                    "experienced: 2 heads, leave: {hours: 180 hours/year,"
                                    " month_profile: [0, 0, 0, 0, 2, 0, 4, 4, 0, 0, 0, 2]}");
    double sum = 0;
    stand_run(&stand, 1, 0);
    for (size_t month = 0; month < 12; month++)
        sum += monthly(&stand, month, MEASURE_HOURS_OFFERED);
    ck_assert_double_eq_tol(sum, 2 * 1300, 1e-9);
    ck_assert_double_eq_tol(monthly(&stand, 0, MEASURE_HOURS_OFFERED), 2 * 1480.0 * 23 / 262, 1e-9);
    ck_assert_double_eq_tol(monthly(&stand, 6, MEASURE_HOURS_OFFERED), 2 * (1480.0 * 23 / 262 - 60), 1e-9);
    stand_free(&stand);
}
END_TEST

/* Ten are hired on 3 March for nine months, one by a rule on 20 March for three: each trains as long as on the day of joining. */
START_TEST(training_of_the_day_of_joining)
{
    struct stand stand = stand_of("opening_date: 2024-12-31\nhorizon: 2025-06-30\n"
                                  "pools:\n  desk:\n    staff: {experienced: 10 heads,\n"
                                  "      hiring: {plan: {2025-01-01: 0 heads/month, 2025-03-01: 10 heads/month, 2025-03-10: 0 heads/month}},\n"
                                  "      training: {months: {2025-01-01: 9, 2025-03-10: 3}}}\n"
                                  "streams: {a: {inflow: {level: 3650/year}, pool: desk, effort: 1 hours, opening: {stock: 100 cases, ages: {fixed: 3 days}}}}\n"
                                  "contingent: {more: {when: {measure: open, of: a, above: 1 case}, at_most: 1,\n"
                                  "  then: {after: 78 days, pools: {desk: {staff: {hire: 1 heads}}}}}}\n",
                                  NULL);
    stand_run(&stand, 1, 0);
    ck_assert_double_eq(monthly(&stand, 2, MEASURE_HEADS_TRAINEES), 11);
    ck_assert_double_eq(monthly(&stand, 5, MEASURE_HEADS_TRAINEES), 10);
    ck_assert_double_eq(monthly(&stand, 5, MEASURE_HEADS_EXPERIENCED), 11);
    stand_free(&stand);
}
END_TEST

/* ---- what check shows ---- */

/* Ten a year come and a tenth leaves: in the end a hundred, to within what a monthly step makes of it. */
START_TEST(outlook_without_draws)
{
    struct stand stand =
        stand_with("2023-12-31", "2024-12-31",
                   "experienced: 60 heads, hiring: {plan: 1 heads/month, fill: 50%, vacancies: 4 heads},"
                   " training: {months: 3}, leaving: {experienced: 12%/year, trainees: 12%/year}");
    struct staff_outlook outlook[1];
    ck_assert(staff_outlook(stand.model, 366, outlook));
    const double keep = exp(-0.01), steady = 1 / (1 - keep) - (1 - 0.5 / 3) - keep * 0.5 - keep * keep * 0.5 / 3;
    ck_assert_double_eq_tol(outlook[0].steady_fte, steady, 0.01);
    ck_assert_double_eq_tol(outlook[0].planned, 16, 1e-9);
    ck_assert_int_eq(outlook[0].trained, civil_of("2024-04-01"));
    double fte = 0, left = 0;
    for (uint32_t i = 0; i < 300; i++) {
        stand_run(&stand, 4, i);
        for (size_t month = 0; month < 12; month++)
            left += monthly(&stand, month, MEASURE_LEFT) / 300;
        fte += pool_of(&stand, stand.model->layout.n_periods - 1, 0, MEASURE_FTE) / 300;
    }
    ck_assert_double_eq_tol(outlook[0].fte, fte, 0.5);
    ck_assert_double_eq_tol(outlook[0].left, left, 4 * sqrt(left / 300));
    stand_free(&stand);
    stand = stand_with("2023-12-31", "2024-12-31", "experienced: 60 heads, hiring: {plan: 1 heads/month}");
    ck_assert(staff_outlook(stand.model, 366, outlook));
    ck_assert(isinf(outlook[0].steady_fte));
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, attrition);
    tcase_add_test(tcase, hazard_is_no_probability);
    tcase_add_test(tcase, any_trainee_may_leave);
    tcase_add_test(tcase, ramp_by_hand);
    tcase_add_test(tcase, straight_ramp_integral);
    tcase_add_test(tcase, opening_trainees);
    tcase_add_test(tcase, training_of_the_day_of_joining);
    tcase_add_test(tcase, mentors_by_hand);
    tcase_add_test(tcase, planned_is_realised_without_a_chance);
    tcase_add_test(tcase, vacancies_by_chance);
    tcase_add_test(tcase, target_and_rate);
    tcase_add_test(tcase, moves_conserve_heads);
    tcase_add_test(tcase, absence_shock);
    tcase_add_test(tcase, shock_by_chance);
    tcase_add_test(tcase, leave_keeps_the_year);
    tcase_add_test(tcase, outlook_without_draws);
}
