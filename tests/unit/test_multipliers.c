/* What the multipliers of uncertain values make of them at the ends of their range: no hours out of nothing, no cases that nobody takes, nothing that is
 * no number. */
#include <gsl/gsl_math.h>
#include <math.h>

#include "engine/arrivals.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

enum { FUTURES = 60, MONTHS = 3 };

/* A normal of three times the value: the multiplier is 0 in three futures of eight. */
#define VERY "uncertain: {normal: 300%}"
#define FRAME "opening_date: 2023-12-31\nhorizon: 2024-03-31\n"

static double sum_of(const struct stand *stand, size_t stream, enum measure measure)
{
    double sum = 0;
    for (size_t month = 0; month < MONTHS; month++) sum += stand_month(stand, month, stream, measure);
    return sum;
}

static void ck_flows(const struct stand *stand, size_t stream)
{
    const double open = stand_month(stand, MONTHS - 1, stream, MEASURE_OPEN), inflow = sum_of(stand, stream, MEASURE_INFLOW);
    const double decided = sum_of(stand, stream, MEASURE_DECISIONS);
    ck_assert(inflow >= 0 && decided >= 0 && gsl_finite(inflow) && gsl_finite(decided));
    ck_assert_double_eq(open, stand_opening(stand, stream, MEASURE_OPEN) + inflow - decided);
    for (enum measure m = 0; m < MEASURE_COUNT; m++) ck_assert(!gsl_isinf(stand_month(stand, MONTHS - 1, stream, m)));
    ck_assert(gsl_finite(sum_of(stand, stream, MEASURE_HOURS_USED)));
}

/* Fractions of the hours that add up to over 1 are parts of their sum. */
static void ck_no_hours_made(const char *first, const char *second)
{
    struct stand stand = stand_of_format(FRAME "pools: {p: {fte: 10 fte, allocation: shares, streams: {a: {%s}, b: {%s}}}}\n"
                                               "streams:\n"
                                               "  a: {inflow: {level: 5000/year}, pool: p, effort: 20 hours, opening: {stock: 500 cases, ages: {exponential: {mean: 200 days}}}}\n"
                                               "  b: {inflow: {level: 5000/year}, pool: p, effort: 20 hours, opening: {stock: 500 cases, ages: {exponential: {mean: 200 days}}}}\n",
                                         first, second);
    int full = 0;
    for (uint32_t i = 0; i < FUTURES; i++) {
        stand_run(&stand, 1, i);
        const size_t pool = layout_pool(&stand.model->layout, 0);
        double offered = 0, used = 0;
        for (size_t month = 0; month < MONTHS; month++) {
            offered += stand.values.forecast[layout_cell(&stand.model->layout, 1 + month, pool, MEASURE_HOURS_OFFERED)];
            used += stand_month(&stand, month, 0, MEASURE_HOURS_USED) + stand_month(&stand, month, 1, MEASURE_HOURS_USED);
        }
        ck_assert_double_le(used, offered * (1 + 1e-9));
        full += used > 0.999 * offered;
    }
    ck_assert_int_gt(full, FUTURES / 6);
    stand_free(&stand);
}

START_TEST(fractions_of_the_hours)
{
    ck_no_hours_made("share: 10%, ring_fenced: {value: 40%, uncertain: {uniform: 100%}}", "share: 10%, ring_fenced: {value: 40%, uncertain: {uniform: 100%}}");
    ck_no_hours_made("share: {value: 60%, uncertain: {uniform: 100%}}", "share: {value: 40%, uncertain: {uniform: 100%}}");
}
END_TEST

/* Cases that take no hours are decided on the day that they come, whatever else the pool has to do. */
START_TEST(cases_of_no_effort_are_served)
{
    static const char *const rules[] = {"proportional", "priority", "shares", "earliest_deadline"};
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        struct stand stand = stand_of_format(FRAME "pools: {p: {fte: 10 fte, allocation: %s, streams: {a: {share: 50%%, priority: 1}, b: {share: 50%%, priority: 2}}}}\n"
                                                   "streams:\n"
                                                   "  a: {inflow: {level: 5000/year, days: working}, clock: {period: 8 weeks}, pool: p, effort: {value: 2 hours, %s}, opening: {stock: 500 cases, ages: {exponential: {mean: 200 days}}}}\n"
                                                   "  b: {inflow: {level: 100/year}, pool: p, effort: 1 hours, clock: {period: 8 weeks}}\n",
                                             rules[r], VERY);
        int none = 0;
        for (uint32_t i = 0; i < FUTURES; i++) {
            stand_run(&stand, 1, i);
            ck_flows(&stand, 0);
            ck_flows(&stand, 1);
            if (stand.replication->multiplier[stand.model->streams[0].classes[0].effort.slot] > 0) continue;
            ck_assert_double_le(stand_month(&stand, MONTHS - 1, 0, MEASURE_OPEN), 0);
            none++;
        }
        ck_assert_int_gt(none, FUTURES / 6);
        stand_free(&stand);
    }
}
END_TEST

/* The shares of all outcomes and classes may come to nothing: then they are as stated. */
START_TEST(shares_of_nothing)
{
    struct stand stand = stand_of(FRAME "pools: {p: {fte: 20 fte}}\n"
                                        "streams:\n"
                                        "  a:\n"
                                        "    inflow: {level: 5000/year}\n"
                                        "    pool: p\n"
                                        "    effort: 2 hours\n"
                                        "    outcomes: {grant: {share: {value: 60%, " VERY "}}, refuse: {share: {value: 40%, " VERY "}}}\n"
                                        "    classes: {x: {share: {value: 70%, " VERY "}}, y: {share: {value: 30%, " VERY "}}}\n",
                                  NULL);
    const struct model_class *class = stand.model->streams[0].classes;
    int none = 0, no_class = 0;
    for (uint32_t i = 0; i < 4 * FUTURES; i++) {
        stand_run(&stand, 1, i);
        ck_flows(&stand, 0);
        const double *multiplier = stand.replication->multiplier;
        if (multiplier[class[0].share.slot] <= 0 && multiplier[class[1].share.slot] <= 0) {
            ck_assert_double_eq_tol(stand.replication->streams[0].shares[0], 0.7, 1e-12); /* of the last arrivals */
            no_class++;
        }
        if (multiplier[class->outcomes[0].share.slot] > 0 || multiplier[class->outcomes[1].share.slot] > 0) continue;
        const struct class_today *today = stand.replication->streams[0].steps[0].today;
        ck_assert_double_eq_tol(today->cumulative[0], 0.6, 1e-12);
        none++;
    }
    ck_assert_int_gt(none, FUTURES / 6);
    ck_assert_int_gt(no_class, FUTURES / 6);
    stand_free(&stand);
}
END_TEST

START_TEST(shape_and_trend_stay_above_0)
{
    struct stand stand = stand_of(FRAME "pools: {p: {fte: 3 fte}}\n"
                                        "streams:\n"
                                        "  a:\n"
                                        "    inflow: {level: 5000/year, trend: {value: -50%/year, " VERY "}}\n"
                                        "    pool: p\n"
                                        "    effort: 2 hours\n"
                                        "    effort_shape: {value: 2, " VERY "}\n"
                                        "    opening: {stock: 500 cases, ages: {exponential: {mean: 200 days}}}\n",
                                  NULL);
    const struct model_stream *model = stand.model->streams;
    int falls = 0, without_shape = 0;
    for (uint32_t i = 0; i < FUTURES; i++) {
        stand_run(&stand, 1, i);
        ck_flows(&stand, 0);
        stand.replication->today = 60;
        const double mean = arrivals_mean(stand.replication, stand.replication->streams), trend = -0.5 * stand.replication->multiplier[model->inflow.trend.slot];
        ck_assert_double_eq_tol(mean, 5000 / 366. * pow(trend > -0.99 ? 1 + trend : 0.01, 60 / 365.2425), 1e-9);
        falls += trend <= -1;
        without_shape += stand.replication->multiplier[model->classes[0].shape.slot] <= 0;
        ck_assert_double_gt(sum_of(&stand, 0, MEASURE_HOURS_USED), 0);
    }
    ck_assert_int_gt(falls, FUTURES / 6);
    ck_assert_int_gt(without_shape, FUTURES / 6);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, fractions_of_the_hours);
    tcase_add_test(tcase, cases_of_no_effort_are_served);
    tcase_add_test(tcase, shares_of_nothing);
    tcase_add_test(tcase, shape_and_trend_stay_above_0);
}
