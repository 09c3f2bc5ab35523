/* Tables of inflow: the mean by day, shocks, the known past, corrections. */
#include <math.h>

#include "base/calendar.h"
#include "model/compiler.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

static struct stand stand_with(const char *scale, const char *inflow, const char *more, const char *csv)
{
    char text[2000];
    snprintf(text, sizeof text,
             "opening_date: 2023-12-15\nhorizon: 2025-03-31\nscale: %s\nfactors: {f: {label: a factor}}\n"
             "streams: {s: {capacity: 1000/year, inflow: {%s}, %s}}\n",
             scale, inflow, more);
    return stand_of(text, csv);
}

static const struct model_inflow *inflow_of(const struct stand *stand)
{
    return &stand->model->streams[0].inflow;
}

static double mean_on(const struct stand *stand, const char *date)
{
    return inflow_of(stand)->mean[model_day(stand->model, date)];
}

/* A rate per year is spread over the days of its calendar year. */
START_TEST(test_level)
{
    struct stand stand = stand_with("1", "level: {2022-01-01: 730/year, 2024-12-30: 1460/year}", "label: x", NULL);
    ck_assert_double_eq_tol(mean_on(&stand, "2023-12-31"), 2, 1e-12);
    ck_assert_double_eq_tol(mean_on(&stand, "2024-01-01"), 730.0 / 366, 1e-12);
    ck_assert_double_eq_tol(mean_on(&stand, "2024-12-29"), 730.0 / 366, 1e-12);
    ck_assert_double_eq_tol(mean_on(&stand, "2024-12-30"), 1460.0 / 366, 1e-12);
    ck_assert_double_eq_tol(mean_on(&stand, "2025-01-01"), 4, 1e-12);
    ck_assert(!inflow_of(&stand)->grows && inflow_of(&stand)->past_row == NULL && !inflow_of(&stand)->disturbance.on);
    ck_assert_int_eq(inflow_of(&stand)->level_slot, NO_SLOT);
    ck_assert_double_eq(inflow_of(&stand)->dispersion.constant, 1);
    stand_free(&stand);
    struct stand line = stand_with(
        "3", "level: {value: {2024-02-01: 366/year, 2024-02-11: 732/year}, interpolate: linear}", "label: x", NULL);
    ck_assert_double_eq_tol(mean_on(&line, "2024-01-20"), 3, 1e-12);
    ck_assert_double_eq_tol(mean_on(&line, "2024-02-04"), 3 * 1.3, 1e-12);
    ck_assert_double_eq_tol(mean_on(&line, "2024-03-20"), 6, 1e-12);
    stand_free(&line);
}
END_TEST

/* Weights are relative: their mean over the months is 1. */
START_TEST(test_profile)
{
    struct stand stand =
        stand_with("2", "level: 366/year, month_profile: [1, 2, 3, 4, 4, 4, 0, 0, 0, 2, 2, 2]", "label: x", NULL);
    static const double weight[12] = {1, 2, 3, 4, 4, 4, 0, 0, 0, 2, 2, 2};
    for (int t = model_day(stand.model, "2024-01-01"); t <= model_day(stand.model, "2024-12-31"); t++) {
        const int month = date_from_day(stand.model->day0 + t).month;
        ck_assert_double_eq_tol(inflow_of(&stand)->mean[t], 2 * weight[month - 1] / 2, 1e-12);
    }
    stand_free(&stand);
}
END_TEST

START_TEST(test_shocks)
{
    struct stand stand =
        stand_with("2",
                   "level: 366/year, shocks: {a: {date: 2024-08-26, probability: 30%, length: 2 weeks, "
                   "add: 700 cases, multiply: 1.5}, b: {date: 2023-12-01, length: 20 days}}",
                   "label: x", NULL);
    const struct model_inflow *inflow = inflow_of(&stand);
    ck_assert_uint_eq(inflow->n_shocks, 2);
    ck_assert_int_eq(inflow->shocks[0].first, model_day(stand.model, "2024-08-26"));
    ck_assert_int_eq(inflow->shocks[0].last, model_day(stand.model, "2024-09-08"));
    ck_assert_double_eq_tol(inflow->shocks[0].add.constant, 100, 1e-12);
    ck_assert_double_eq_tol(inflow->shocks[0].multiply.constant, 1.5, 1e-12);
    ck_assert_double_eq_tol(inflow->shocks[0].probability.constant, 0.3, 1e-12);
    ck_assert_int_eq(inflow->shocks[1].first, -15);
    ck_assert_int_eq(inflow->shocks[1].last, 4);
    ck_assert_double_eq(inflow->shocks[1].probability.constant, 1);
    ck_assert_double_eq(inflow->shocks[1].add.constant, 0);
    stand_free(&stand);
}
END_TEST

START_TEST(test_disturbance)
{
    struct stand stand =
        stand_with("1", "level: 9/year, disturbance: {sd: 15%, persistence: 0.9, start: -0.1, factor: f, loading: 0.8}",
                   "label: x", NULL);
    const struct model_disturbance *d = &inflow_of(&stand)->disturbance;
    ck_assert(d->on && d->started);
    ck_assert_double_eq_tol(d->sd.constant, 0.15, 1e-12);
    ck_assert_double_eq_tol(d->persistence.constant, 0.9, 1e-12);
    ck_assert_double_eq_tol(d->start, -0.1, 1e-12);
    ck_assert_double_eq_tol(d->loading, 0.8, 1e-12);
    ck_assert_int_eq(d->factor, 0);
    ck_assert_int_eq(d->start_months, 0); /* 15 and 16 December */
    stand_free(&stand);
    struct stand next =
        stand_of_format("opening_date: 2023-12-31\nhorizon: 2024-12-31\nstreams: {s: {capacity: 9/year, "
                        "inflow: {level: 9/year, disturbance: {sd: %d%%, persistence: 1}}}}\n",
                        20);
    ck_assert_int_eq(inflow_of(&next)->disturbance.start_months, 1);
    ck_assert(!inflow_of(&next)->disturbance.started);
    ck_assert_int_eq(inflow_of(&next)->disturbance.factor, -1);
    stand_free(&next);
}
END_TEST

/* --- the known past --------------------------------------------------------------------------------------------------
 */

static const char past[] = "period,s\n2023-12,31\n2024-01,100\n2024-02-03,7\n2024-02-04,0\n";

START_TEST(test_past_rows)
{
    struct stand stand = stand_with("2.5", "level: 366/year, past: {file: data.csv, column: s}", "label: x", past);
    const struct model_inflow *inflow = inflow_of(&stand);
    ck_assert_uint_eq(inflow->n_past, 4);
    ck_assert_int_eq(inflow->past[0].first, -15);
    ck_assert_int_eq(inflow->past[0].last, 15);
    ck_assert_int_eq(inflow->past[0].count, 78); /* 77.5 */
    ck_assert_int_eq(inflow->past[1].count, 250);
    ck_assert_int_eq(inflow->past[2].count, 18); /* 17.5 */
    ck_assert_int_eq(inflow->past[2].first, inflow->past[2].last);
    for (int t = 0; t <= stand.model->horizon; t++) {
        const int row = t <= 15                                     ? 0
                        : t <= 46                                   ? 1
                        : t == model_day(stand.model, "2024-02-03") ? 2
                        : t == model_day(stand.model, "2024-02-04") ? 3
                                                                    : -1;
        ck_assert_int_eq(inflow->past_row[t], row);
    }
    stand_free(&stand);
}
END_TEST

/* Before the run: cases a day brings, for the delay of opening cases. */
START_TEST(test_inflow_on)
{
    struct stand stand = stand_with("2.5", "level: 366/year, past: {file: data.csv, column: s}", "label: x", past);
    const struct inflow_spec *spec = &stand.scenario->streams[0].inflow;
    ck_assert_double_eq_tol(inflow_on(spec, civil_of("2023-11-30")), 366.0 / 365, 1e-12);
    ck_assert_double_eq_tol(inflow_on(spec, civil_of("2023-12-01")), 1, 1e-12);
    ck_assert_double_eq_tol(inflow_on(spec, civil_of("2024-01-31")), 100.0 / 31, 1e-12);
    ck_assert_double_eq_tol(inflow_on(spec, civil_of("2024-02-02")), 1, 1e-12);
    ck_assert_double_eq_tol(inflow_on(spec, civil_of("2024-02-03")), 7, 1e-12);
    ck_assert_double_eq_tol(inflow_on(spec, civil_of("2024-02-04")), 0, 1e-12);
    stand_free(&stand);
}
END_TEST

/* A row's cases are there to the last one, in every replication; a row that began before day 0 has its share. */
START_TEST(test_past_is_exact)
{
    struct stand stand = stand_with("1", "level: 0/year, past: {file: data.csv, column: s}", "label: x", past);
    double december = 0;
    enum { RUNS = 400 };
    for (uint32_t r = 0; r < RUNS; r++) {
        stand_run(&stand, 3, r);
        ck_assert_double_eq(stand_month(&stand, 1, 0, MEASURE_INFLOW), 100);
        ck_assert_double_eq(stand_month(&stand, 2, 0, MEASURE_INFLOW), 7);
        ck_assert_double_eq(stand_month(&stand, 3, 0, MEASURE_INFLOW), 0);
        december += stand_month(&stand, 0, 0, MEASURE_INFLOW);
    }
    const double p = 16.0 / 31; /* of 31 cases on 16 of 31 days; 5 sigma */
    ck_assert_double_eq_tol(december / RUNS, 31 * p, 5 * sqrt(31 * p * (1 - p) / RUNS));
    stand_free(&stand);
}
END_TEST

/* --- corrections
 * ------------------------------------------------------------------------------------------------------- */

START_TEST(test_correction)
{
    struct stand stand =
        stand_with("2", "level: 9/year", "correction: {2023-01-01: 73/year, 2024-01-01: -183/year}", NULL);
    const struct model_stream *s = &stand.model->streams[0];
    int64_t sum = 0;
    for (int t = 0; t <= model_day(stand.model, "2024-12-31"); t++) {
        const int passed = t - 15; /* days of 2024 */
        const double exact = passed <= 0 ? 0.4 * (t + 1) : 6.4 - passed;
        sum += s->correction[t];
        ck_assert_int_eq(sum, (int)trunc(exact + (exact < 0 ? -1e-6 : 1e-6)));
    }
    stand_free(&stand);
    struct stand year =
        stand_with("1", "level: 9/year", "correction: {2023-01-01: 0/year, 2024-01-01: 100/year}", NULL);
    sum = 0;
    for (int t = 0; t <= model_day(year.model, "2024-12-31"); t++)
        sum += year.model->streams[0].correction[t];
    ck_assert_int_eq(sum, 100);
    stand_free(&year);
    struct stand none = stand_with("1", "level: 9/year", "label: x", NULL);
    ck_assert_ptr_null(none.model->streams[0].correction);
    stand_free(&none);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_level);
    tcase_add_test(tcase, test_profile);
    tcase_add_test(tcase, test_shocks);
    tcase_add_test(tcase, test_disturbance);
    tcase_add_test(tcase, test_past_rows);
    tcase_add_test(tcase, test_inflow_on);
    tcase_add_test(tcase, test_past_is_exact);
    tcase_add_test(tcase, test_correction);
}
