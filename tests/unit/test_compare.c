#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "experiment/compare.h"
#include "experiment/interval.h"
#include "results/results.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

static const char text[] = "opening_date: 2023-12-31\n"
                           "horizon: 2024-%s\n"
                           "pools: {desk: {fte: %d fte}}\n"
                           "streams:\n"
                           "  %s: {inflow: {level: 2000/year}, effort: 16 hours, effort_shape: 2, pool: desk}\n"
                           "  letters: {inflow: {level: 500/year}, capacity: 480/year}\n";

/* The first scenario of `text`, with more staff from the day on which this many wait. */
static const char rare_rule[] =
    "opening_date: 2023-12-31\n"
    "horizon: 2024-12-31\n"
    "pools: {desk: {fte: 20 fte}}\n"
    "streams:\n"
    "  permits: {inflow: {level: 2000/year}, effort: 16 hours, effort_shape: 2, pool: desk}\n"
    "  letters: {inflow: {level: 500/year}, capacity: 480/year}\n"
    "contingent: {helpers: {when: {measure: open, of: permits, above: %d cases}, then: {pools: {desk: {fte: {add: 4 fte}}}}}}\n";

static const struct experiment_options options = {.replications = 30, .seed = 7, .threads = 2};

static struct comparison compare(const struct stand *base, const struct stand *other)
{
    const struct model *const models[] = {base->model, other->model};
    struct comparison comparison;
    ck_assert_int_eq(comparison_common(2, models), COMPARISON_POSSIBLE);
    ck_assert_int_eq(comparison_init(2, models, &comparison), 0);
    ck_assert_int_eq(comparison_run(models, &options, &comparison), EXPERIMENT_DONE);
    ck_assert_uint_eq(comparison.n, 30);
    return comparison;
}

/* A comparison with itself differs nowhere; the base has the numbers of a run on its own. */
START_TEST(a_scenario_with_itself)
{
    struct stand base = stand_of_format(text, "12-31", 20, "permits"),
                 same = stand_of_format(text, "12-31", 20, "permits");
    struct comparison comparison = compare(&base, &same);
    struct results *alone = NULL;
    ck_assert_int_eq(experiment_run(base.model, &options, &alone), EXPERIMENT_DONE);
    size_t cells = layout_cells(&comparison.layout), with_values = 0;
    ck_assert_uint_eq(cells, layout_cells(&base.model->layout));
    for (size_t i = 0; i < cells; i++) {
        struct comparison_cell cell = comparison_read(&comparison, 1, i);
        struct results_summary own = results_cell_summary(&alone->forecast.cells[i]);
        ck_assert_int_eq(cell.base.n, own.n);
        if (own.n == 0)
            continue;
        with_values++;
        ck_assert_double_eq(cell.base.mean, own.mean);
        ck_assert_double_eq(cell.base.quantile[6], own.quantile[6]);
        ck_assert_double_eq(cell.difference.mean, 0);
        ck_assert_double_eq(cell.equal, 1);
        ck_assert(isnan(cell.low) && isnan(cell.high)); /* 30 pairs do not say that nothing ever differs */
        ck_assert(isnan(cell.better) || cell.better == 0);
    }
    ck_assert_uint_gt(with_values, 100);
    results_free(alone);
    comparison_free(&comparison);
    stand_free(&same);
    stand_free(&base);
}
END_TEST

/* Each difference is that of the two replications of one number. */
START_TEST(differences_are_paired)
{
    struct stand base = stand_of_format(text, "12-31", 20, "permits"),
                 more = stand_of_format(text, "12-31", 22, "permits");
    struct comparison comparison = compare(&base, &more);
    size_t cell = layout_cell(&comparison.layout, 12, 0, MEASURE_OPEN);
    double sum = 0, squares = 0, least = INFINITY, second = INFINITY; /* rank 1 of 0 .. 29 is the 5 % point */
    for (uint32_t r = 0; r < 30; r++) {
        stand_run(&base, 7, r);
        stand_run(&more, 7, r);
        double difference = stand_month(&more, 11, 0, MEASURE_OPEN) - stand_month(&base, 11, 0, MEASURE_OPEN);
        sum += difference;
        squares += difference * difference;
        second = fmin(second, fmax(least, difference));
        least = fmin(least, difference);
    }
    struct comparison_cell read = comparison_read(&comparison, 1, cell);
    double mean = sum / 30, sd = sqrt((squares - 30 * mean * mean) / 29);
    ck_assert_double_eq_tol(read.difference.mean, mean, 1e-9);
    ck_assert_double_eq_tol(read.difference.sd, sd, 1e-6);
    ck_assert_double_eq_tol(read.high - mean, 2.045230 * sd / sqrt(30), 1e-4);
    ck_assert_double_eq_tol(read.difference.quantile[0], second, -0.0051 * second);
    ck_assert_double_eq(read.better, 1);
    ck_assert_double_gt(read.variance_reduction, 2);
    comparison_free(&comparison);
    stand_free(&more);
    stand_free(&base);
}
END_TEST

/* Few pairs in which a rule begins give no interval, however large what it does; more do. */
START_TEST(what_is_rare_has_no_interval)
{
    size_t few = 0, more = 0;
    for (int level = 320; level <= 400; level += 20) {
        struct stand base = stand_of_format(text, "12-31", 20, "permits"), ruled = stand_of_format(rare_rule, level);
        struct comparison comparison = compare(&base, &ruled);
        struct comparison_cell read = comparison_read(&comparison, 1, layout_cell(&comparison.layout, 12, 0, MEASURE_OPEN));
        long others = lround((1 - read.equal) * 30);
        ck_assert_int_eq(read.difference.n, 30);
        ck_assert_int_eq(isfinite(read.low), others >= INTERVAL_LEAST);
        ck_assert_int_eq(isfinite(read.high), others >= INTERVAL_LEAST);
        few += others > 0 && others < INTERVAL_LEAST;
        more += others >= INTERVAL_LEAST && others < 30;
        comparison_free(&comparison);
        stand_free(&ruled);
        stand_free(&base);
    }
    ck_assert_uint_gt(few, 0);
    ck_assert_uint_gt(more, 0);
}
END_TEST

/* Streams and months that one of them lacks are left out; a year that both cut short elsewhere has no value. */
START_TEST(what_they_have_in_common)
{
    struct stand base = stand_of_format(text, "12-31", 20, "permits"),
                 other = stand_of_format(text, "09-30", 20, "visas");
    struct comparison comparison = compare(&base, &other);
    const struct results_layout *layout = &comparison.layout;
    ck_assert_uint_eq(layout->n_streams, 1);
    ck_assert_uint_eq(layout->n_pools, 1);
    ck_assert_uint_eq(layout->n_months, 9);
    ck_assert(comparison_has(&comparison, "letters") && comparison_has(&comparison, "pool:desk"));
    ck_assert(!comparison_has(&comparison, "permits") && !comparison_has(&comparison, "visas"));
    struct comparison_cell month = comparison_read(&comparison, 1, layout_cell(layout, 9, 0, MEASURE_OPEN));
    ck_assert_int_eq(month.difference.n, 30);
    ck_assert_double_eq(month.equal, 1);
    struct comparison_cell year =
        comparison_read(&comparison, 1, layout_cell(layout, layout->n_periods - 1, 0, MEASURE_OPEN));
    ck_assert_int_eq(year.base.n, 0);
    ck_assert_int_eq(year.difference.n, 0);
    comparison_free(&comparison);
    stand_free(&other);
    stand_free(&base);
}
END_TEST

static const char with_rules[] =
    "opening_date: 2023-12-31\n"
    "horizon: 2024-12-31\n"
    "pools: {desk: {fte: %d fte}}\n"
    "streams: {permits: {inflow: {level: 2000/year}, effort: 16 hours, effort_shape: 2, pool: desk}}\n"
    "contingent:\n"
    "  helpers: {when: {measure: open, of: permits, above: 60 cases}, then: {pools: {desk: {fte: {add: 2 fte}}}}, lasts: 30 days}\n"
    "  %s: {when: {measure: open, above: 500 cases}, then: {pools: {desk: {fte: {add: 2 fte}}}}}\n";

/* A contingent rule that both have is compared, one that only one has is not: more staff makes it fire less. */
START_TEST(rules_in_common)
{
    struct stand base = stand_of_format(with_rules, 19, "others"), more = stand_of_format(with_rules, 24, "more");
    struct comparison comparison = compare(&base, &more);
    const struct results_layout *layout = &comparison.layout;
    ck_assert_uint_eq(layout->n_rules, 1);
    ck_assert(comparison_has(&comparison, "rule:helpers") && !comparison_has(&comparison, "rule:others"));
    size_t year = layout->n_periods - 1, entity = layout_rule(layout, 0);
    struct comparison_cell active = comparison_read(&comparison, 1, layout_cell(layout, year, entity, MEASURE_ACTIVE));
    struct comparison_cell fired = comparison_read(&comparison, 1, layout_cell(layout, year, entity, MEASURE_FIRED));
    ck_assert_int_eq(active.difference.n, 30);
    ck_assert_double_gt(active.base.mean, active.alternative.mean + 0.1);
    ck_assert_double_lt(active.high, 0);
    ck_assert_double_gt(fired.base.mean, fired.alternative.mean);
    ck_assert(isnan(active.better));
    comparison_free(&comparison);
    stand_free(&more);
    stand_free(&base);
}
END_TEST

/* 12 pairs, then the rest: what 30 at once give. */
START_TEST(pairs_in_two_parts)
{
    struct stand base = stand_of_format(text, "12-31", 20, "permits"), more = stand_of_format(text, "12-31", 22, "permits");
    const struct model *const models[] = {base.model, more.model};
    struct comparison once = compare(&base, &more), parts;
    struct experiment_options first = options;
    first.replications = 12;
    ck_assert_int_eq(comparison_init(2, models, &parts), 0);
    ck_assert_int_eq(comparison_run(models, &first, &parts), EXPERIMENT_DONE);
    ck_assert_uint_eq(parts.n, 12);
    ck_assert_int_eq(comparison_run(models, &options, &parts), EXPERIMENT_DONE);
    ck_assert_uint_eq(parts.n, 30);
    for (size_t i = 0; i < once.table.n_cells; i++) {
        const struct results_summary a = results_cell_summary(&once.table.cells[i]), b = results_cell_summary(&parts.table.cells[i]);
        ck_assert_mem_eq(&a, &b, sizeof a);
    }
    ck_assert_int_eq(comparison_run(models, &options, &parts), EXPERIMENT_DONE); /* nothing is left to run */
    ck_assert_uint_eq(parts.n, 30);
    comparison_free(&parts);
    comparison_free(&once);
    stand_free(&more);
    stand_free(&base);
}
END_TEST

START_TEST(nothing_in_common)
{
    struct stand base = stand_of_format(text, "12-31", 20, "permits");
    struct stand later = stand_of("opening_date: 2024-12-31\nhorizon: 2025-12-31\n"
                                  "streams: {permits: {inflow: {level: 10/year}, capacity: 10/year}}\n",
                                  NULL);
    struct stand other = stand_of("opening_date: 2023-12-31\nhorizon: 2025-12-31\n"
                                  "streams: {visas: {inflow: {level: 10/year}, capacity: 10/year}}\n",
                                  NULL);
    const struct model *const dates[] = {base.model, later.model}, *const streams[] = {base.model, other.model};
    ck_assert_int_eq(comparison_common(2, dates), COMPARISON_NO_DATES);
    ck_assert_int_eq(comparison_common(2, streams), COMPARISON_NO_STREAMS);
    stand_free(&other);
    stand_free(&later);
    stand_free(&base);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, a_scenario_with_itself);
    tcase_add_test(tests, differences_are_paired);
    tcase_add_test(tests, what_is_rare_has_no_interval);
    tcase_add_test(tests, what_they_have_in_common);
    tcase_add_test(tests, rules_in_common);
    tcase_add_test(tests, pairs_in_two_parts);
    tcase_add_test(tests, nothing_in_common);
}
