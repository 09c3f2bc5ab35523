/* What must not change the numbers: names, the order of the file, and whatever never happens. What must, and how much:
 * scale and staff. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/check_main/check_main.h"
#include "support/load_text.h"
#include "support/scenarios.h"

enum { SCENARIOS = 80, SCENARIOS_SANITIZED = 8, REPLICATIONS = 2 };
static const uint64_t SEED = 5;

static struct stand start(uint64_t seed, const struct scenario_variant *variant)
{
    return stand_of_scenario(scenario_random(seed, variant));
}

/* ---- the same numbers ---- */

/* The stream or pool of the other side with this id; `all` and pool:all keep their place at the end. */
static size_t stream_with(const struct stand *side, const char *id)
{
    size_t i = 0;
    while (i < side->scenario->n_streams && strcmp(side->scenario->streams[i].id, id) != 0)
        i++;
    return i;
}

static size_t pool_with(const struct stand *side, const char *id)
{
    size_t i = 0;
    while (i < side->scenario->n_pools && strcmp(side->scenario->pools[i].id, id) != 0)
        i++;
    return i;
}

static size_t counterpart(const struct stand *a, const struct stand *b, size_t entity)
{
    const size_t n = a->scenario->n_streams, pools = a->scenario->n_pools;
    if (entity < n)
        return stream_with(b, a->scenario->streams[entity].id);
    if (entity == layout_all(&a->model->layout) || entity > n + pools)
        return entity;
    return layout_pool(&b->model->layout, pool_with(b, a->scenario->pools[entity - n - 1].id));
}

/* Sums of hours in another order may differ in the last bits. */
static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * (1 + fabs(a));
}

static void compare_forecasts(const struct stand *a, const struct stand *b, const char *what)
{
    const struct results_layout *layout = &a->model->layout;
    const size_t n_entities = layout_rule(layout, 0); /* those of b may have rules besides */
    ck_assert_uint_eq(layout->n_periods, b->model->layout.n_periods);
    ck_assert_uint_eq(n_entities, layout_rule(&b->model->layout, 0));
    for (size_t period = 0; period < layout->n_periods; period++)
        for (size_t entity = 0; entity < n_entities; entity++)
            for (int m = 0; m < MEASURE_COUNT; m++) {
                const size_t other = counterpart(a, b, entity);
                const double x = a->values.forecast[layout_cell(layout, period, entity, (enum measure)m)];
                const double y = b->values.forecast[layout_cell(&b->model->layout, period, other, (enum measure)m)];
                if (!same(x, y))
                    ck_abort_msg("%s: period %zu, %s, %s: %.17g and %.17g", what, period, layout->names[entity],
                                 measure_info((enum measure)m)->name, x, y);
            }
}

static void compare_entries(const struct stand *a, const struct stand *b, const char *what)
{
    const struct results_layout *layout = &a->model->layout;
    for (size_t month = 0; month < layout->n_months; month++)
        for (size_t stream = 0; stream <= layout->n_streams; stream++)
            for (int m = 0; m < ENTRY_MEASURE_COUNT; m++) {
                const size_t other = counterpart(a, b, stream);
                const double x = a->values.entry[layout_entry_cell(layout, month, stream, (enum entry_measure)m)];
                const double y =
                    b->values.entry[layout_entry_cell(&b->model->layout, month, other, (enum entry_measure)m)];
                if (!same(x, y))
                    ck_abort_msg("%s: entry month %zu, %s, %d: %.17g and %.17g", what, month, layout->names[stream], m,
                                 x, y);
            }
}

static void expect_same(int seed, const struct scenario_variant *one, const struct scenario_variant *other,
                        const char *what)
{
    char text[64];
    struct stand a = start((uint64_t)seed, one), b = start((uint64_t)seed, other);
    for (uint32_t index = 0; index < REPLICATIONS; index++) {
        snprintf(text, sizeof text, "scenario %d replication %u, %s", seed, index, what);
        stand_run(&a, SEED, index);
        stand_run(&b, SEED, index);
        compare_forecasts(&a, &b, text);
        compare_entries(&a, &b, text);
    }
    stand_free(&a);
    stand_free(&b);
}

START_TEST(names_with_ids_kept)
{
    expect_same(_i, NULL, &(struct scenario_variant){.renamed = true}, "renamed");
}
END_TEST

START_TEST(order_of_the_file)
{
    expect_same(_i, NULL, &(struct scenario_variant){.permuted = true}, "in another order");
}
END_TEST

START_TEST(rule_after_the_horizon)
{
    expect_same(_i, NULL, &(struct scenario_variant){.late_rule = true}, "with a rule after the horizon");
}
END_TEST

START_TEST(shock_that_never_comes)
{
    expect_same(_i, NULL, &(struct scenario_variant){.idle_shock = true}, "with a shock of probability 0");
}
END_TEST

START_TEST(links_that_bring_nothing)
{
    expect_same(_i, NULL, &(struct scenario_variant){.idle_links = true}, "with links of share 0 and mean 0");
}
END_TEST

START_TEST(contingent_rules_that_never_fire)
{
    expect_same(_i, NULL, &(struct scenario_variant){.idle_rules = true}, "with contingent rules that never fire");
}
END_TEST

START_TEST(effort_that_does_not_change)
{
    expect_same(_i, NULL, &(struct scenario_variant){.idle_effort = true}, "with effort that changes by nothing");
}
END_TEST

START_TEST(clocks_that_nothing_suspends)
{
    expect_same(_i, NULL, &(struct scenario_variant){.idle_clocks = true}, "with suspensions of share 0");
}
END_TEST

/* ---- scale ---- */

static double cell(const struct stand *side, size_t period, size_t entity, enum measure measure)
{
    return side->values.forecast[layout_cell(&side->model->layout, period, entity, measure)];
}

static bool is_linked_to(const struct stand *side, size_t stream)
{
    for (size_t i = 0; i < side->scenario->n_links; i++)
        if (side->scenario->links[i].to == (int)stream)
            return true;
    return false;
}

/* Stocks and staff by the factor, whole cases apart. */
static void check_scaled(const struct stand *one, const struct stand *other, double factor, int seed)
{
    const struct results_layout *layout = &one->model->layout;
    for (size_t i = 0; i < layout->n_streams; i++) {
        const double stock = cell(one, 0, i, MEASURE_OPEN), euros = cell(one, 0, i, MEASURE_PENALTY_OUTSTANDING);
        ck_assert_msg(fabs(cell(other, 0, i, MEASURE_OPEN) - factor * stock) <= 1, "scenario %d: stock of %g", seed,
                      stock);
        ck_assert_msg(fabs(cell(other, 0, i, MEASURE_PENALTY_OUTSTANDING) - factor * euros) <= 1,
                      "scenario %d: EUR %g outstanding", seed, euros);
    }
    for (size_t p = 1; p < layout->n_periods; p++)
        for (size_t i = 0; i < layout->n_pools; i++) {
            const double fte = cell(one, p, layout_pool(layout, i), MEASURE_FTE);
            const double hours = cell(one, p, layout_pool(layout, i), MEASURE_HOURS_OFFERED);
            ck_assert_msg(same(factor * fte, cell(other, p, layout_pool(layout, i), MEASURE_FTE)),
                          "scenario %d: %g fte", seed, fte);
            ck_assert_msg(same(factor * hours, cell(other, p, layout_pool(layout, i), MEASURE_HOURS_OFFERED)),
                          "scenario %d: %g hours", seed, hours);
        }
}

static double inflow_of_months(const struct stand *side)
{
    double sum = 0;
    for (size_t p = 1; p <= side->model->layout.n_months; p++)
        for (size_t i = 0; i < side->model->n_streams; i++)
            sum += is_linked_to(side, i) ? 0 : cell(side, p, i, MEASURE_INFLOW);
    return sum;
}

/* Disturbances, shocks and uncertain values are drawn alike, so only the counts differ: their variance is at most 4
 * times their mean. */
START_TEST(scale_in_proportion)
{
    enum { FACTOR = 3, RUNS = 12 };
    struct stand one = start((uint64_t)_i, &(struct scenario_variant){.scale = 1});
    struct stand other = start((uint64_t)_i, &(struct scenario_variant){.scale = FACTOR});
    double inflow = 0, scaled = 0;
    for (uint32_t index = 0; index < RUNS; index++) {
        stand_run(&one, SEED, index);
        stand_run(&other, SEED, index);
        check_scaled(&one, &other, FACTOR, _i);
        inflow += inflow_of_months(&one);
        scaled += inflow_of_months(&other);
    }
    const double z = (scaled - FACTOR * inflow) / sqrt(4 * (scaled + FACTOR * FACTOR * inflow) + 1);
    ck_assert_msg(fabs(z) < 5, "scenario %d: an inflow of %g, %g when scaled, z = %.1f", _i, inflow, scaled, z);
    stand_free(&one);
    stand_free(&other);
}
END_TEST

/* ---- staff ---- */

/* What comes in from outside is the same with other staff: differences between scenarios are paired. */
START_TEST(inflow_with_other_staff)
{
    struct stand one = start((uint64_t)_i, NULL);
    struct stand other = start((uint64_t)_i, &(struct scenario_variant){.staff = 1.4});
    stand_run(&one, SEED, 0);
    stand_run(&other, SEED, 0);
    for (size_t p = 1; p < one.model->layout.n_periods; p++)
        for (size_t i = 0; i < one.model->n_streams; i++)
            if (!is_linked_to(&one, i) && !same(cell(&one, p, i, MEASURE_INFLOW), cell(&other, p, i, MEASURE_INFLOW)))
                ck_abort_msg("scenario %d, period %zu, stream %zu: the inflow depends on the staff", _i, p, i);
    stand_free(&one);
    stand_free(&other);
}
END_TEST

void add_tests(TCase *tcase)
{
    const int n = scenario_is_sanitized() ? SCENARIOS_SANITIZED : SCENARIOS;
    tcase_add_loop_test(tcase, names_with_ids_kept, 0, n);
    tcase_add_loop_test(tcase, order_of_the_file, 0, 3 * n);
    tcase_add_loop_test(tcase, rule_after_the_horizon, 0, n);
    tcase_add_loop_test(tcase, shock_that_never_comes, 0, n);
    tcase_add_loop_test(tcase, links_that_bring_nothing, 0, n);
    tcase_add_loop_test(tcase, contingent_rules_that_never_fire, 0, n);
    tcase_add_loop_test(tcase, effort_that_does_not_change, 0, n);
    tcase_add_loop_test(tcase, clocks_that_nothing_suspends, 0, n);
    tcase_add_loop_test(tcase, scale_in_proportion, 0, n / 2);
    tcase_add_loop_test(tcase, inflow_with_other_staff, 0, n);
}
