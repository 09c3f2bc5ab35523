/* Kernels, the history before day 0, and the lags of links of at most one case. */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/calendar.h"
#include "model/compiler.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

static struct stand stand_with(const char *scale, const char *history, const char *link)
{
    return stand_of_format("opening_date: 2023-12-31\nhorizon: 2024-12-31\nscale: %s\n"
                           "streams:\n"
                           "  s:\n"
                           "    capacity: 1000/year\n"
                           "    inflow: {level: 1000/year}\n"
                           "    outcomes: {grant: 60%%, refuse: 40%%}\n"
                           "    history: {%s}\n"
                           "  t: {capacity: 1000/year, inflow: {level: 1000/year}}\n"
                           "links: {l: {from: s, to: t, %s}}\n",
                           scale, history, link);
}

static void ck_sum_of_kernel(const struct model_link *l)
{
    double sum = 0;
    ck_assert_double_eq(l->kernel[0], 0);
    for (int k = 1; k <= l->length; k++) {
        ck_assert_double_ge(l->kernel[k], 0);
        sum += l->kernel[k];
    }
    ck_assert_double_eq_tol(sum, 1, 1e-12);
}

/* D = max(1, round(X)), cut at the 99.9 % quantile rounded up, where the tail sits. */
START_TEST(test_gamma_kernel)
{
    struct stand stand =
        stand_with("1", "grant: 1000/year", "event: grant, mean: 1.2, after: {gamma: {mean: 90 days, sd: 60 days}}");
    const struct model_link *l = &stand.model->links[0];
    const int cut = (int)ceil(gsl_cdf_gamma_Pinv(0.999, 2.25, 40));
    ck_assert(!l->at_most_one);
    ck_assert_int_eq(l->event, LINK_OUTCOME);
    ck_assert(l->from == 0 && l->to == 1);
    ck_assert_int_eq(l->length, cut);
    ck_sum_of_kernel(l);
    ck_assert_double_eq_tol(l->kernel[1], gsl_cdf_gamma_P(1.5, 2.25, 40), 1e-12);
    for (int k = 2; k < cut; k++) {
        const double wanted = gsl_cdf_gamma_P(k + 0.5, 2.25, 40) - gsl_cdf_gamma_P(k - 0.5, 2.25, 40);
        ck_assert_double_eq_tol(l->kernel[k], wanted, 1e-12);
    }
    ck_assert_double_eq_tol(l->kernel[cut], gsl_cdf_gamma_Q(cut - 0.5, 2.25, 40), 1e-12);
    stand_free(&stand);
}
END_TEST

START_TEST(test_other_kernels)
{
    struct stand fixed = stand_with("1", "decision: 10/year", "event: decision, mean: 1, after: {fixed: 14 days}");
    ck_assert_int_eq(fixed.model->links[0].length, 14);
    ck_assert_double_eq(fixed.model->links[0].kernel[14], 1);
    ck_assert_int_eq(fixed.model->links[0].event, LINK_DECISION);
    ck_sum_of_kernel(&fixed.model->links[0]);
    stand_free(&fixed);
    struct stand table =
        stand_with("1", "received: 10/year",
                   "event: received, mean: 1, after: {table: {1 day: 20%, 3 days: 79.95%, 200 days: 0.05%}}");
    const struct model_link *l = &table.model->links[0];
    ck_assert_int_eq(l->length, 200);
    ck_assert_double_eq_tol(l->kernel[1], 0.2, 1e-12);
    ck_assert_double_eq_tol(l->kernel[3], 0.7995, 1e-12);
    ck_assert_double_eq_tol(l->kernel[200], 0.0005, 1e-12);
    ck_sum_of_kernel(l);
    stand_free(&table);
    struct stand quick =
        stand_with("1", "received: 10/year", "event: received, mean: 1, after: {exponential: {mean: 2 days}}");
    ck_assert_double_eq_tol(quick.model->links[0].kernel[1], 1 - exp(-0.75), 1e-12);
    ck_sum_of_kernel(&quick.model->links[0]);
    stand_free(&quick);
}
END_TEST

/* Events of the past by their own day's rate and number, times the scale. */
START_TEST(test_history)
{
    struct stand stand = stand_with("2", "grant: {2022-01-01: 3650/year, 2023-12-22: 7300/year}",
                                    "event: grant, mean: {2022-01-01: 1, 2023-12-27: 0.5}, after: {fixed: 20 days}");
    const struct model_link *l = &stand.model->links[0];
    ck_assert_int_eq(l->length, 20);
    for (int i = 0; i < 20; i++) { /* 12 to 31 December */
        const int day = 12 + i;
        const double events = day < 22 ? 20 : 40, number = day < 27 ? 1 : 0.5;
        ck_assert_double_eq_tol(l->history[i], events * number, 1e-9);
    }
    ck_assert_double_eq_tol(l->number.constant, 0.5, 1e-12);
    stand_free(&stand);
}
END_TEST

/* In a leap year a day has 1 / 366 of the rate. */
START_TEST(test_history_in_a_leap_year)
{
    struct stand stand =
        stand_of_format("opening_date: 2025-01-10\nhorizon: 2025-03-31\n"
                        "streams:\n"
                        "  s: {capacity: 10/year, inflow: {level: 10/year}, history: {received: %d/year}}\n"
                        "  t: {capacity: 10/year, inflow: {level: 10/year}}\n"
                        "links: {l: {from: s, to: t, event: received, mean: 1, after: {fixed: 20 days}}}\n",
                        366 * 365);
    for (int i = 0; i < 20; i++) /* from 22 December 2024 */
        ck_assert_double_eq_tol(stand.model->links[0].history[i], i < 10 ? 365 : 366, 1e-9);
    stand_free(&stand);
}
END_TEST

/* Whole events: floor of the running sum, counted from the first day of history. */
START_TEST(test_whole_history)
{
    struct stand stand = stand_with("1", "refuse: {2022-01-01: 146/year, 2023-12-26: 511/year}",
                                    "event: refuse, share: 50%, after: {fixed: 15 days}");
    const struct model_link *l = &stand.model->links[0];
    static const int wanted[15] = {0, 0, 1, 0, 1, 0,
                                   0, 1, 0,           /* 0.4 a day from 17 December: 0.4 0.8 1.2 1.6 2.0 ... 3.6 */
                                   2, 1, 1, 2, 1, 2}; /* 1.4 a day from the 26th: 5.0 6.4 7.8 9.2 10.6 12.0 */
    ck_assert(l->at_most_one);
    ck_assert_int_eq(l->event, LINK_OUTCOME + 1);
    ck_assert_int_eq(l->length, 15);
    for (int i = 0; i < 15; i++) {
        ck_assert_int_eq(l->whole_history[i], wanted[i]);
        ck_assert_double_eq_tol(l->history_number[i], 0.5, 1e-12);
    }
    stand_free(&stand);
}
END_TEST

/* The lags of a day are sixteen points, turned from day to day; over the days they fill the distribution. */
START_TEST(test_lags)
{
    struct stand stand = stand_with("1", "refuse: 146/year",
                                    "event: refuse, share: 50%, after: {uniform: {low: 4 days, high: 20 days}}");
    const struct model *m = stand.model;
    const struct model_lags *lags = &m->links[0].lags;
    ck_assert_int_eq(m->links[0].length, 20);
    ck_assert_int_eq(lags->offset, 20);
    for (int day = -20; day <= m->horizon; day++)
        for (int i = 0; i < 16; i++) {
            const double exact = 4 + 16 * (i + rotation_of(day)) / 16;
            ck_assert_double_eq_tol(lags->lag[(day + 20) * 16 + i], fmin(exact, 19.984), 0.5 + 1e-9);
        }
    stand_free(&stand);
}
END_TEST

/* A part of the lags would be 0: they are 1. */
START_TEST(test_lags_are_at_least_one)
{
    struct stand stand =
        stand_with("1", "refuse: 146/year", "event: refuse, share: 50%, after: {exponential: {mean: 2 days}}");
    const struct model_lags *lags = &stand.model->links[0].lags;
    int ones = 0;
    const int entries = (lags->offset + stand.model->horizon + 1) * 16;
    for (int e = 0; e < entries; e++) {
        ck_assert(lags->lag[e] >= 1 && lags->lag[e] <= stand.model->links[0].length);
        ones += lags->lag[e] == 1;
    }
    ck_assert_double_eq_tol((double)ones / entries, 1 - exp(-0.75), 0.003);
    stand_free(&stand);
}
END_TEST

/* Which event each word names. */
START_TEST(test_events)
{
    static const struct {
        const char *history, *link;
        int event;
    } rows[] = {{"received: 9/year", "event: received, mean: 1, after: {fixed: 9 days}", LINK_RECEIVED},
                {"withdrawal: 9/year", "event: withdrawal, mean: 1, after: {fixed: 9 days}", LINK_WITHDRAWAL},
                {"notice: 9/year", "event: notice, mean: 1, after: {fixed: 9 days}", LINK_NOTICE},
                {"late_appeal: 9/year", "event: late_appeal, share: 1%, after: {fixed: 9 days}", LINK_LATE_APPEAL},
                {"court_order: 9/year", "event: court_order, share: 1%, after: {fixed: 9 days}", LINK_COURT_ORDER},
                {"refuse: 9/year", "event: refuse, share: 1%, after: {fixed: 9 days}", LINK_OUTCOME + 1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct stand stand = stand_with("1", rows[i].history, rows[i].link);
        ck_assert_int_eq(stand.model->links[0].event, rows[i].event);
        stand_free(&stand);
    }
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_gamma_kernel);
    tcase_add_test(tcase, test_other_kernels);
    tcase_add_test(tcase, test_history);
    tcase_add_test(tcase, test_history_in_a_leap_year);
    tcase_add_test(tcase, test_whole_history);
    tcase_add_test(tcase, test_lags);
    tcase_add_test(tcase, test_lags_are_at_least_one);
    tcase_add_test(tcase, test_events);
}
