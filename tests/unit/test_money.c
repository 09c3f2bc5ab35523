/* Income and the cost of staff by hand. */
#include <check.h>
#include <math.h>

#include "support/check_main/check_main.h"
#include "support/load_text.h"

static double cell_of(const struct stand *stand, size_t period, size_t entity, enum measure measure)
{
    return stand->values.forecast[layout_cell(&stand->model->layout, period, entity, measure)];
}

static const char costs[] =
    "opening_date: 2023-12-31\nhorizon: 2025-12-31\nscale: 2\n"
    "pools:\n"
    "  desk: {staff: {experienced: 3 heads, trainees: [{months: 0, heads: 2 heads}], external: 4 heads, fte_per_head: "
    "0.9,\n"
    "    external_fte_per_head: 0.5, training: {months: 24, productivity: [0%]}, absence: {share: 10%},\n"
    "    overtime: {2024-01-01: 0%, 2025-01-01: 10%}}, cost_per_fte: EUR 90000/year, external_cost_per_fte: EUR "
    "120000/year}\n"
    "  tower: {fte: 1.5 fte, cost_per_fte: {2024-01-01: EUR 80000/year, 2024-07-01: EUR 100000/year}}\n"
    "  shed: {fte: 7 fte}\n"
    "income: {per_year: EUR 1000003/year}\n"
    "streams:\n"
    "  s: {pool: desk, effort: 1 hours, inflow: {level: 0/year}, income: {per_year: EUR 1000/year}}\n"
    "  t: {pool: tower, effort: 1 hours, inflow: {level: 0/year}}\n"
    "  u: {pool: shed, effort: 1 hours, inflow: {level: 0/year}}\n";

START_TEST(costs_by_hand)
{
    struct stand stand = stand_of(costs, NULL);
    const struct results_layout *layout = &stand.model->layout;
    const size_t y2024 = layout->n_periods - 2, y2025 = layout->n_periods - 1, desk = layout_pool(layout, 0);
    stand_run(&stand, 1, 0);
    /* All twice, for the scale: own (6 + 4) x 0.9 = 9 FTE, external 8 x 0.5 = 4 FTE; absent people are paid. */
    ck_assert_double_eq(cell_of(&stand, y2024, desk, MEASURE_COST), 9 * 90000 + 4 * 120000);
    ck_assert_double_eq(cell_of(&stand, y2025, desk, MEASURE_COST), 1.1 * (9 * 90000 + 4 * 120000));
    ck_assert_double_eq(cell_of(&stand, y2024, desk + 1, MEASURE_COST),
                        round(3 * (80000 * 182.0 / 366 + 100000 * 184.0 / 366)));
    ck_assert(isnan(cell_of(&stand, y2024, desk + 2, MEASURE_COST)));
    ck_assert_double_eq(cell_of(&stand, y2024, layout_pool_all(layout), MEASURE_COST),
                        cell_of(&stand, y2024, desk, MEASURE_COST) + cell_of(&stand, y2024, desk + 1, MEASURE_COST));
    /* Nobody works, so no stream bears the cost; the lump sums are whole over whole years. */
    ck_assert_double_eq(cell_of(&stand, y2024, 0, MEASURE_COST), 0);
    ck_assert_double_eq(cell_of(&stand, y2024, 0, MEASURE_INCOME), 2000);
    ck_assert_double_eq(cell_of(&stand, y2024, 0, MEASURE_RESULT), 2000);
    ck_assert(isnan(cell_of(&stand, y2024, 1, MEASURE_INCOME)));
    ck_assert(isnan(cell_of(&stand, y2024, 2, MEASURE_COST)));
    ck_assert_double_eq(cell_of(&stand, y2025, layout_all(layout), MEASURE_INCOME), 2000006 + 2000);
    ck_assert_double_eq(cell_of(&stand, y2025, layout_all(layout), MEASURE_RESULT),
                        2002006 - cell_of(&stand, y2025, layout_pool_all(layout), MEASURE_COST));
    stand_free(&stand);
}
END_TEST

static const char cases[] =
    "opening_date: 2023-12-31\nhorizon: 2024-12-31\n"
    "regimes: {administrative: {awb: {tiers: [{days: 42 days, amount: EUR 35/day}]}}}\n"
    "pools: {desk: {fte: 5 fte, allocation: proportional, cost_per_fte: EUR 90000/year}}\n"
    "streams:\n"
    "  s: {pool: desk, effort: 3 hours, inflow: {level: 1500/year}, opening: {stock: 400 cases, ages: {fixed: 80 "
    "days}},\n"
    "      clock: {period: 30 days}, lateness: {notice: [{after: 0 days, rate: 300%/year}], administrative: awb, "
    "payment_lag: 10 days},\n"
    "      income: {per_received: EUR 100, per_decision: {2024-01-01: EUR 7, 2024-07-01: EUR 11}}}\n"
    "  t: {pool: desk, effort: 2 hours, inflow: {level: 1000/year}}\n";

/* Months make quarters and years; cost falls to the streams by their hours, and nothing of it is lost. */
START_TEST(income_and_shares)
{
    struct stand stand = stand_of(cases, NULL);
    const struct results_layout *layout = &stand.model->layout;
    const size_t year = layout->n_periods - 1, all = layout_all(layout), pool = layout_pool(layout, 0);
    double sums[3] = {0};
    stand_run(&stand, 1, 0);
    for (size_t month = 1; month <= 12; month++) {
        const double price = month <= 6 ? 7 : 11, cost = cell_of(&stand, month, pool, MEASURE_COST);
        const double income =
            100 * cell_of(&stand, month, 0, MEASURE_INFLOW) + price * cell_of(&stand, month, 0, MEASURE_DECISIONS);
        ck_assert_double_eq(cell_of(&stand, month, 0, MEASURE_INCOME), income);
        const double own = cell_of(&stand, month, 0, MEASURE_COST) - cell_of(&stand, month, 0, MEASURE_PENALTY_PAID);
        const double other = cell_of(&stand, month, 1, MEASURE_COST);
        const double hours = cell_of(&stand, month, 0, MEASURE_HOURS_USED),
                     others = cell_of(&stand, month, 1, MEASURE_HOURS_USED);
        ck_assert_double_eq(own + other, cost);
        ck_assert_double_eq_tol(own, cost * hours / (hours + others), 0.5001);
        ck_assert_double_eq(cell_of(&stand, month, 0, MEASURE_RESULT),
                            income - own - cell_of(&stand, month, 0, MEASURE_PENALTY_PAID));
        sums[0] += cost;
        sums[1] += income;
        sums[2] += cell_of(&stand, month, all, MEASURE_COST);
    }
    ck_assert_double_gt(cell_of(&stand, year, 0, MEASURE_PENALTY_PAID), 0);
    ck_assert_double_eq(sums[0], 450000);
    ck_assert_double_eq(cell_of(&stand, year, pool, MEASURE_COST), 450000);
    ck_assert_double_eq(cell_of(&stand, year, all, MEASURE_INCOME), sums[1]);
    ck_assert_double_eq(cell_of(&stand, year, all, MEASURE_COST), sums[2]);
    ck_assert_double_eq(cell_of(&stand, year, all, MEASURE_COST),
                        450000 + cell_of(&stand, year, all, MEASURE_PENALTY_PAID));
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, costs_by_hand);
    tcase_add_test(tcase, income_and_shares);
}
