/* Sizes at the edge of what the engine's small integers hold. */
#include <check.h>
#include <stdio.h>

#include "support/check_main/check_main.h"
#include "support/load_text.h"

/* Cases of 88 years ago: their place among the received days, and that of all days since, is beyond 16 bits. */
START_TEST(very_old_cases_are_noticed)
{
    struct stand stand = stand_of("opening_date: 2024-12-31\nhorizon: 2028-12-31\n"
                                  "streams:\n"
                                  "  a: {inflow: {level: 1000/year}, clock: {period: 8 weeks}, capacity: 900/year, order: newest,\n"
                                  "      lateness: {notice: [{after: 0 days, rate: 400%/year}]}, opening: {table: data.csv}}\n",
                                  "age,count\n32000,5\n10,20\n");
    ck_assert_int_gt(stand.model->days, INT16_MAX);
    stand_run(&stand, 1, 0);
    double notices = 0, lost = 25;
    for (size_t month = 0; month < 48; month++) {
        notices += stand_month(&stand, month, 0, MEASURE_NOTICES);
        lost += stand_month(&stand, month, 0, MEASURE_INFLOW) - stand_month(&stand, month, 0, MEASURE_DECISIONS);
    }
    ck_assert_double_gt(notices, 100);
    ck_assert_double_eq(stand_month(&stand, 47, 0, MEASURE_OPEN), lost);
    stand_free(&stand);
}
END_TEST

/* The quantile of a wait is as long as the wait. */
START_TEST(waits_of_eighty_years)
{
    struct stand stand = stand_of("opening_date: 2024-12-31\nhorizon: 2025-12-31\n"
                                  "streams: {a: {inflow: {level: 0/year}, capacity: 100/year, opening: {table: data.csv}}}\n",
                                  "age,count\n29220,50\n");
    stand_run(&stand, 1, 0);
    const double mean = stand_month(&stand, 0, 0, MEASURE_WAIT_MEAN), p50 = stand_month(&stand, 0, 0, MEASURE_WAIT_P50);
    ck_assert_double_ge(mean, 29221);
    ck_assert_double_eq_tol(p50, mean, 31);
    ck_assert_double_ge(stand_month(&stand, 0, 0, MEASURE_WAIT_P90), p50);
    stand_free(&stand);
}
END_TEST

static size_t print_classes(char *text, size_t room, int n)
{
    size_t used = 0;
    for (int i = 0; i < n && used < room; i++)
        used += (size_t)snprintf(text + used, room - used, "%sc%d: {share: %.4f%%}", i == 0 ? "" : ", ", i, 100.0 / n);
    return used;
}

/* A replication leaves no memory taken that the next does not use. */
START_TEST(many_classes_take_memory_once)
{
    char text[8192], classes[4096];
    print_classes(classes, sizeof classes, 80);
    snprintf(text, sizeof text,
             "opening_date: 2024-12-31\nhorizon: 2025-06-30\n"
             "pools: {p: {fte: 3 fte, allocation: proportional}}\n"
             "streams: {a: {inflow: {level: 3000/year}, pool: p, effort: 1 hours, classes: {%s}}}\n",
             classes);
    struct stand stand = stand_of(text, NULL);
    for (uint32_t i = 0; i < 2; i++)
        stand_run(&stand, 1, 0);
    const size_t bytes = stand.replication->arena.bytes;
    for (uint32_t i = 0; i < 40; i++)
        stand_run(&stand, 1, 0);
    ck_assert_uint_eq(stand.replication->arena.bytes, bytes);
    stand_free(&stand);
}
END_TEST

/* More cases on a day than the sums of 256 days can safely hold: the run fails, and never counts wrong. */
START_TEST(too_many_cases_fail)
{
    struct stand stand = stand_of("opening_date: 2024-12-31\nhorizon: 2025-01-31\nscale: 1000\n"
                                  "streams: {a: {inflow: {level: 800000000/year}, capacity: 1/year}}\n",
                                  NULL);
    ck_assert_int_ne(replication_run(stand.replication, 1, 0, &stand.values), 0);
    stand_free(&stand);
    stand = stand_of("opening_date: 2024-12-31\nhorizon: 2025-12-31\nscale: 1000\n"
                     "streams: {a: {inflow: {level: 1450000/year}, capacity: 500000/year}}\n",
                     NULL);
    stand_run(&stand, 1, 0);
    ck_assert_double_eq_tol(stand_month(&stand, 11, 0, MEASURE_OPEN), 0.95e9, 3e6);
    stand_free(&stand);
}
END_TEST

static void ck_fails(const char *stream)
{
    struct stand stand = stand_of_format("opening_date: 2024-12-31\nhorizon: 2025-01-31\nscale: 1000000\nstreams: {a: {%s, capacity: 1/year}}\n", stream);
    ck_assert_int_ne(replication_run(stand.replication, 1, 0, &stand.values), 0);
    stand_free(&stand);
}

/* Numbers beyond any integer: corrections, inflow, and what grows to them. */
START_TEST(numbers_beyond_integers_fail)
{
    ck_fails("inflow: {level: 0/year}, correction: 1000000000/year");
    ck_fails("inflow: {level: 1000000000/year}");
    ck_fails("inflow: {level: 1000000000/year, dispersion: 100}");
    ck_fails("inflow: {level: 1000000000/year, shocks: {s: {date: 2025-01-01, length: 1 days, multiply: 1000}, t: {date: 2025-01-01, length: 1 days, multiply: 1000}, u: {date: 2025-01-01, length: 1 days, multiply: 1000}}}");
}
END_TEST

/* No day of a class is too many, but the month of the stream is. */
START_TEST(too_many_cases_of_a_month_fail)
{
    char classes[4096];
    print_classes(classes, sizeof classes, 80);
    static const char pattern[] = "opening_date: 2024-12-31\nhorizon: 2025-02-05\nscale: 100000\n"
                                  "streams: {a: {inflow: {level: %d/year}, capacity: 1/year, classes: {%s}}}\n";
    struct stand stand = stand_of_format(pattern, 400000, classes);
    ck_assert_int_ne(replication_run(stand.replication, 1, 0, &stand.values), 0);
    stand_free(&stand);
    stand = stand_of_format(pattern, 200000, classes);
    stand_run(&stand, 1, 0);
    ck_assert_double_eq_tol(stand_month(&stand, 0, 0, MEASURE_INFLOW), 2e10 * 31 / 365, 1e6);
    stand_free(&stand);
}
END_TEST

/* What a day brings in is not more than can be counted exactly. */
START_TEST(income_stays_a_number)
{
    struct stand stand = stand_of("opening_date: 2024-12-31\nhorizon: 2027-12-31\nscale: 1000\n"
                                  "streams: {a: {inflow: {level: 1000000/year}, capacity: 900000/year, income: {per_received: EUR 1000000000000}}}\n",
                                  NULL);
    stand_run(&stand, 1, 0);
    for (size_t month = 0; month < 36; month++) {
        const double income = stand_month(&stand, month, 0, MEASURE_INCOME);
        ck_assert_double_gt(income, 27e15);
        ck_assert_double_le(income, 31e15);
    }
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, numbers_beyond_integers_fail);
    tcase_add_test(tcase, too_many_cases_of_a_month_fail);
    tcase_add_test(tcase, income_stays_a_number);
    tcase_add_test(tcase, very_old_cases_are_noticed);
    tcase_add_test(tcase, waits_of_eighty_years);
    tcase_add_test(tcase, many_classes_take_memory_once);
    tcase_add_test(tcase, too_many_cases_fail);
}
