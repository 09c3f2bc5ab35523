/* What `check` expects of the first year: inflow in the mean, and what links bring within it. 2024 has 366 days, so 366 a year is one a day. */
#include <check.h>
#include <math.h>

#include "model/expectation.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

static struct expectation expect(const struct stand *stand)
{
    struct expectation e;
    ck_assert_int_eq(expectation_init(&e, stand->model), 0);
    return e;
}

/* The second stream's inflow by a link from the first, whose history has two events a day in 2023 and whose own inflow is one a day. */
static double by_link(const char *link)
{
    struct stand stand = stand_of_format("opening_date: 2023-12-31\nhorizon: 2025-06-30\n"
                                         "streams:\n"
                                         "  a: {capacity: 100/year, inflow: {level: 366/year}, history: {received: 730/year, notice: 730/year}}\n"
                                         "  b: {capacity: 10/year, inflow: {level: 0/year}}\n"
                                         "links: {l: {from: a, to: b, %s}}\n",
                                         link);
    struct expectation e = expect(&stand);
    const double brought = e.streams[1].inflow;
    expectation_free(&e);
    stand_free(&stand);
    return brought;
}

/* 100 days on which the history's events arrive, and 266 on which the year's own do. */
START_TEST(a_link_with_a_lag)
{
    ck_assert_double_eq_tol(by_link("event: received, mean: 3, after: {fixed: 100 days}"), 3 * (100 * 2 + 266 * 1), 1e-6);
    ck_assert_double_eq_tol(by_link("event: received, share: 50%, after: {fixed: 100 days}"), 0.5 * (100 * 2 + 266 * 1), 1e-6);
}
END_TEST

/* A lag of more than the year: only history arrives, of 366 of its days. */
START_TEST(a_link_from_long_ago)
{
    ck_assert_double_eq_tol(by_link("event: received, mean: 1, after: {fixed: 400 days}"), 366 * 2, 1e-6);
    ck_assert_double_eq_tol(by_link("event: received, share: 100%, after: {fixed: 400 days}"), 366 * 2, 1e-6);
}
END_TEST

/* Half of the cases after 10 days, half after 500. A share has sixteen lags a day, turned from day to day, so half a case more or less. */
START_TEST(a_link_with_two_lags)
{
    ck_assert_double_eq_tol(by_link("event: received, mean: 2, after: {table: {10 days: 50%, 500 days: 50%}}"), 10 * 2 + 356 * 1 + 366 * 2, 1e-6);
    ck_assert_double_eq_tol(by_link("event: received, share: 80%, after: {table: {10 days: 50%, 500 days: 50%}}"),
                            0.4 * (10 * 2 + 356 * 1 + 366 * 2), 0.5);
}
END_TEST

/* Notices go on as in the history: two a day of 365.2425 days a year. */
START_TEST(a_link_from_notices)
{
    ck_assert_double_eq_tol(by_link("event: notice, mean: 1, after: {fixed: 61 days}"), 61 * 2 + 305.0 / 366 * 2 * 365.2425, 1e-6);
}
END_TEST

/* --- disturbances ---------------------------------------------------------------------------------------------------------------------- */

static double own_inflow(const char *opening, const char *horizon, const char *disturbance)
{
    struct stand stand = stand_of_format("opening_date: %s\nhorizon: %s\n"
                                         "streams: {a: {capacity: 10/year, inflow: {level: {2023-01-01: 365/year, 2024-01-01: 366/year}, disturbance: {%s}}}}\n",
                                         opening, horizon, disturbance);
    struct expectation e = expect(&stand);
    const double own = e.streams[0].own;
    expectation_free(&e);
    stand_free(&stand);
    return own;
}

static const int days_of_month[12] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}; /* 2024 */

/* The start fades by the persistence, while the variance comes back to its own. From the opening date's month, the month before January. */
START_TEST(a_start_fades)
{
    double wanted = 0;
    for (int m = 0; m < 12; m++) wanted += days_of_month[m] * exp(0.3 * pow(0.5, m + 1) - 0.08 * pow(0.25, m + 1));
    ck_assert_double_eq_tol(own_inflow("2023-12-31", "2025-01-31", "sd: 40%, persistence: 0.5, start: 0.3"), wanted, 1e-9);
}
END_TEST

/* Day 0 in the month of the opening date: that month has the start itself. */
START_TEST(a_start_in_the_same_month)
{
    const double wanted = 2 * exp(0.3 - 0.08) + 31 * exp(0.15 - 0.02);
    ck_assert_double_eq_tol(own_inflow("2023-12-29", "2024-01-31", "sd: 40%, persistence: 0.5, start: 0.3") * 33 / 366, wanted, 1e-9);
}
END_TEST

/* Without a start, and of a walk from where it stood, the mean is the level. */
START_TEST(other_disturbances_keep_the_mean)
{
    ck_assert_double_eq_tol(own_inflow("2023-12-31", "2025-01-31", "sd: 40%, persistence: 0.9"), 366, 1e-9);
    ck_assert_double_eq_tol(own_inflow("2023-12-31", "2025-01-31", "sd: 10%, persistence: 1"), 366, 1e-9);
    ck_assert_double_eq_tol(own_inflow("2023-12-31", "2025-01-31", "sd: 10%, persistence: 1, start: 0.2"), 366 * exp(0.2), 1e-9);
    ck_assert_double_eq_tol(own_inflow("2023-12-29", "2025-01-31", "sd: 10%, persistence: 1, start: 0.2"), 366 * exp(0.2), 1e-9);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, a_link_with_a_lag);
    tcase_add_test(tcase, a_link_from_long_ago);
    tcase_add_test(tcase, a_link_with_two_lags);
    tcase_add_test(tcase, a_link_from_notices);
    tcase_add_test(tcase, a_start_fades);
    tcase_add_test(tcase, a_start_in_the_same_month);
    tcase_add_test(tcase, other_disturbances_keep_the_mean);
}
