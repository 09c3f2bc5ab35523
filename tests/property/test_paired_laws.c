/* What must hold on average, whatever the scenario: more staff never leaves more open, ten times as many cases and
 * hours leave ten times as much open under overload, and two classes that are alike are one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/expectation.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"
#include "support/scenarios.h"
#include "support/statistics.h"

enum { SCENARIOS = 60, SCENARIOS_SANITIZED = 3, ENLARGED = 8 };
static const uint64_t SEED = 11;
static const double SIGMA = 5;

static struct stand start(int seed, const struct scenario_variant *variant)
{
    return stand_of_scenario(scenario_random((uint64_t)seed, variant));
}

static double cell(const struct stand *stand, size_t period, size_t entity, int measure)
{
    return stand->values.forecast[layout_cell(&stand->model->layout, period, entity, (enum measure)measure)];
}

/* Runs a law on n pairs of replications and, when it seems broken, once more on many more, which decide. */
typedef bool law(struct stand *one, struct stand *other, uint32_t n, char *why, size_t size);

static void ck_law_of_pairs(law *holds, struct stand *one, struct stand *other, uint32_t n, int seed)
{
    char why[300];
    if (!holds(one, other, n, why, sizeof why) && !holds(one, other, ENLARGED * n, why, sizeof why))
        ck_abort_msg("scenario %d: %s", seed, why);
    stand_free(one);
    stand_free(other);
}

/* ---- more staff ---- */

/* Of each stream at the end of each month, the mean of what is open with more staff less what is open without. */
static bool none_has_more_open(struct stand *one, struct stand *other, uint32_t n, char *why, size_t size)
{
    const struct results_layout *layout = &one->model->layout;
    const size_t cells = layout->n_months * layout->n_streams;
    struct sample_moments *more = calloc(cells, sizeof *more);
    bool holds = true;
    ck_assert_ptr_nonnull(more);
    for (uint32_t index = 0; index < n; index++) {
        stand_run(one, SEED, index);
        stand_run(other, SEED, index);
        for (size_t i = 0; i < cells; i++) {
            const size_t month = 1 + i / layout->n_streams, stream = i % layout->n_streams;
            moments_add(&more[i], cell(other, month, stream, MEASURE_OPEN) - cell(one, month, stream, MEASURE_OPEN));
        }
    }
    for (size_t i = 0; i < cells && holds; i++) {
        const double error = sqrt(moments_variance(&more[i]) / n);
        holds = more[i].mean <= SIGMA * error + 1e-9;
        if (!holds)
            snprintf(why, size, "%s has %g more open with more staff at the end of month %zu (error %g)",
                     layout->names[i % layout->n_streams], more[i].mean, i / layout->n_streams, error);
    }
    free(more);
    return holds;
}

START_TEST(more_staff_less_open)
{
    struct stand one = start(_i, &(struct scenario_variant){.alone = true, .steady = true, .staff = 1});
    struct stand other = start(_i, &(struct scenario_variant){.alone = true, .steady = true, .staff = 1.3});
    ck_law_of_pairs(none_has_more_open, &one, &other, 20, _i);
}
END_TEST

/* ---- ten times the cases ---- */

/* Under a plan hours are lost. Where some are ring-fenced too, a case that those hours began and could not pay for is paid for the next day with hours
 * that would have been lost: a case a day more, at any scale. */
static bool gains_cases(const struct scenario *scenario)
{
    for (size_t i = 0; i < scenario->n_pools; i++) {
        const struct pool_spec *pool = &scenario->pools[i];
        bool plan = false, fenced = false;
        for (size_t k = 0; k < pool->allocation.n; k++) plan |= pool->allocation.points[k].index == ALLOCATE_PLAN;
        for (size_t k = 0; k < pool->n_members; k++) fenced |= pool->members[k].ring_fenced.n > 0;
        if (plan && fenced)
            return true;
    }
    return false;
}

/* All pools and streams with a capacity have over 1.1 times the work they can do. */
static bool is_overloaded(const struct model *model)
{
    struct expectation expectation;
    bool over = !gains_cases(model->scenario);
    ck_assert_int_eq(expectation_init(&expectation, model), 0);
    for (size_t i = 0; i < expectation.n_pools; i++)
        over &= !(expectation.pools[i].load <= 1.1);
    for (size_t i = 0; i < expectation.n_streams; i++)
        over &= !(expectation.streams[i].load <= 1.1);
    expectation_free(&expectation);
    return over;
}

/* Within 2%, and `slack` cases of the smaller. */
static bool within(double one, double other, double slack, const char *what, char *why, size_t size)
{
    if (fabs(other - 10 * one) <= 0.2 * one + 10 * slack)
        return true;
    snprintf(why, size, "%s are %g times as many, not 10", what, other / one);
    return false;
}

/* In the means of all streams: open over the ends of months, decisions over all. */
static bool ten_times(struct stand *one, struct stand *other, uint32_t n, char *why, size_t size)
{
    const struct results_layout *layout = &one->model->layout;
    const size_t all = layout_all(layout);
    double open[2] = {0}, decisions[2] = {0};
    for (uint32_t index = 0; index < n; index++) {
        stand_run(one, SEED, index);
        stand_run(other, SEED, index);
        for (size_t month = 1; month <= layout->n_months; month++)
            for (int side = 0; side < 2; side++) {
                open[side] += cell(side ? other : one, month, all, MEASURE_OPEN);
                decisions[side] += cell(side ? other : one, month, all, MEASURE_DECISIONS);
            }
    }
    /* A part of an order may begin one case more than its hours pay for, at any scale; there are three at most. */
    const double begun = 3.0 * (double)layout->n_streams * n;
    return within(open[0], open[1], 0, "open cases", why, size) &&
           within(decisions[0], decisions[1], begun, "decisions", why, size);
}

START_TEST(ten_times_the_cases_under_overload)
{
    struct scenario_variant small = {.steady = true, .staff = 0.12, .scale = 30}, large = {.steady = true, .staff = 0.12, .scale = 300};
    struct stand one = start(_i, &small), other = start(_i, &large);
    if (!is_overloaded(one.model)) {
        stand_free(&one);
        stand_free(&other);
        return;
    }
    ck_law_of_pairs(ten_times, &one, &other, 4, _i);
}
END_TEST

/* That law has scenarios to hold in. */
START_TEST(many_are_overloaded)
{
    int overloaded = 0;
    for (int seed = 0; seed < SCENARIOS / 2; seed++) {
        struct stand stand = start(seed, &(struct scenario_variant){.steady = true, .staff = 0.12, .scale = 30});
        overloaded += is_overloaded(stand.model);
        stand_free(&stand);
    }
    ck_assert_msg(overloaded >= SCENARIOS / 8, "%d of %d", overloaded, SCENARIOS / 2);
}
END_TEST

/* ---- two classes that are alike ---- */

struct cell_pair {
    struct sample_moments one, other;
};

static void add_cells(const struct stand *stand, struct cell_pair *pairs, bool of_other)
{
    const struct results_layout *layout = &stand->model->layout;
    for (size_t i = 0; i < layout_cells(layout); i++)
        if (!isnan(stand->values.forecast[i]))
            moments_add(of_other ? &pairs[i].other : &pairs[i].one, stand->values.forecast[i]);
}

/* Of two samples that may be small: Welch's, with one case more of variance, so that a cell that is nearly always 0
 * does not cry out at its first 1. */
static double z_of_pair(const struct cell_pair *p)
{
    const double n = (double)p->one.n, m = (double)p->other.n, scale = 1 + fabs(p->one.mean) * 0.02;
    const double error = (moments_variance(&p->one) + scale) / n + (moments_variance(&p->other) + scale) / m;
    return (p->one.mean - p->other.mean) / sqrt(error);
}

static bool cells_agree(struct stand *one, struct stand *other, uint32_t n, char *why, size_t size)
{
    const struct results_layout *layout = &one->model->layout;
    struct cell_pair *pairs = calloc(layout_cells(layout), sizeof *pairs);
    bool holds = true;
    ck_assert_ptr_nonnull(pairs);
    for (uint32_t index = 0; index < n; index++) {
        stand_run(one, SEED, index);
        stand_run(other, SEED + 1, index); /* independent: not the same draws in two classes */
        add_cells(one, pairs, false);
        add_cells(other, pairs, true);
    }
    for (size_t i = 0; i < layout_cells(layout) && holds; i++) {
        const struct cell_pair *p = &pairs[i];
        if (p->one.n < n / 2 || p->other.n < n / 2)
            continue;
        holds = fabs(z_of_pair(p)) <= SIGMA;
        if (!holds)
            snprintf(why, size, "period %zu, %s, %s: %g, and %g with two classes alike",
                     i / MEASURE_COUNT / layout->n_entities, layout->names[i / MEASURE_COUNT % layout->n_entities],
                     measure_info((enum measure)(i % MEASURE_COUNT))->name, p->one.mean, p->other.mean);
    }
    free(pairs);
    return holds;
}

START_TEST(two_classes_alike_are_one)
{
    struct stand one = start(_i, &(struct scenario_variant){.steady = true}),
                 other = start(_i, &(struct scenario_variant){.steady = true, .split = true});
    ck_law_of_pairs(cells_agree, &one, &other, 60, _i);
}
END_TEST

void add_tests(TCase *tcase)
{
    const int n = scenario_is_sanitized() ? SCENARIOS_SANITIZED : SCENARIOS;
    tcase_add_loop_test(tcase, more_staff_less_open, 0, n);
    tcase_add_loop_test(tcase, ten_times_the_cases_under_overload, 0, n / 2);
    tcase_add_test(tcase, many_are_overloaded);
    tcase_add_loop_test(tcase, two_classes_alike_are_one, 0, n);
}
