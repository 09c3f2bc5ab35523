#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "experiment/experiment.h"

#include "results/results.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

static const char text[] =
    "opening_date: 2023-12-31\n"
    "horizon: 2025-06-30\n"
    "pools: {desk: {fte: 20 fte}}\n"
    "streams:\n"
    "  permits: {inflow: {level: 2000/year}, clock: {period: 8 weeks}, effort: 16 hours, effort_shape: 2, pool: desk}\n"
    "  letters: {inflow: {level: 500/year}, capacity: 480/year}\n"
    "targets:\n"
    "  stock: open of permits <= 300 at 2024-12-31\n"
    "  flow: decisions of all >= 520 cases in 2024-Q2\n"
    "  share: timeliness of letters >= 90% in 2024-12\n"
    "  busy: utilisation of pool:desk >= 99.6% in 2024\n"
    "  end: open of all >= 0 at 2025-06-30\n";

static double value(const struct stand *stand, enum period_kind kind, const char *last, size_t entity, enum measure m)
{
    const struct results_layout *layout = &stand->model->layout;
    for (size_t p = 0; p < layout->n_periods; p++)
        if (layout->periods[p].kind == kind && layout->periods[p].last == civil_of(last))
            return stand->values.forecast[layout_cell(layout, p, entity, m)];
    ck_abort_msg("no period ends on %s", last);
}

static bool judged(const struct stand *stand, int target, const char *last)
{
    const struct model *model = stand->model;
    for (size_t i = 0; i < model->n_checks; i++)
        if (model->checks[i].target == target && model->layout.periods[model->checks[i].period].last == civil_of(last))
            return stand->values.entry[layout_check_cell(&model->layout, i)] == 1;
    ck_abort_msg("no check of target %d on %s", target, last);
}

/* Case by case, against the forecast's own numbers. */
START_TEST(each_and_all)
{
    struct stand stand = stand_of(text, NULL);
    int met[4] = {0}, all = 0;
    for (uint32_t r = 0; r < 200; r++) {
        stand_run(&stand, 1, r);
        model_judge(stand.model, &stand.values);
        bool stock = value(&stand, PERIOD_MONTH, "2024-12-31", 0, MEASURE_OPEN) <= 300;
        bool flow = value(&stand, PERIOD_QUARTER, "2024-06-30", 2, MEASURE_DECISIONS) >= 520;
        bool busy = value(&stand, PERIOD_YEAR, "2024-12-31", 3, MEASURE_UTILISATION) >= 0.996;
        ck_assert_int_eq(judged(&stand, 0, "2024-12-31"), stock);
        ck_assert_int_eq(judged(&stand, 0, "2024-03-31"),
                         value(&stand, PERIOD_MONTH, "2024-03-31", 0, MEASURE_OPEN) <= 300);
        ck_assert_int_eq(judged(&stand, 1, "2024-06-30"), flow);
        ck_assert_int_eq(judged(&stand, 2, "2024-12-31"), false); /* letters have no period: no timeliness */
        ck_assert_int_eq(judged(&stand, 3, "2024-12-31"), busy);
        ck_assert(judged(&stand, 4, "2025-06-30"));
        ck_assert_int_eq(judged(&stand, -1, "2024-06-30"), flow);
        ck_assert(!judged(&stand, -1, "2024-12-31"));
        met[0] += stock;
        met[1] += flow;
        met[3] += busy;
        all += judged(&stand, -1, "2025-06-30");
    }
    ck_assert_int_eq(all, 0);
    for (int i = 0; i < 4; i++)
        ck_assert_msg(i == 2 || (met[i] > 5 && met[i] < 195), "target %d is met in %d of 200: no test", i, met[i]);
    stand_free(&stand);
}
END_TEST

/* All targets are met where the margin is 0 or more; a run that ends on the last day on which one is due has the same margin and the same numbers. */
START_TEST(margins_and_early_ends)
{
    static const char *const goals[] = {"targets: {a: open of permits <= 300 at 2024-12-31, b: decisions of all >= 520 cases in 2024-Q2}",
                                        "targets: {a: utilisation of pool:desk >= 99.6% in 2024}", "targets: {a: timeliness of letters >= 90% in 2024}"};
    for (size_t g = 0; g < 3; g++) {
        char own[2000];
        snprintf(own, sizeof own, "%.*s%s\n", (int)(strstr(text, "targets:") - text), text, goals[g]);
        struct stand stand = stand_of(own, NULL);
        const struct results_layout *layout = &stand.model->layout;
        int met = 0;
        for (uint32_t r = 0; r < 40; r++) {
            stand_run(&stand, 1, r);
            model_judge(stand.model, &stand.values);
            double *whole = malloc(layout_cells(layout) * sizeof *whole), margin = model_margin(stand.model, stand.values.forecast);
            bool all = stand.values.entry[layout_check_cell(layout, stand.model->all_check)] > 0;
            memcpy(whole, stand.values.forecast, layout_cells(layout) * sizeof *whole);
            ck_assert_int_eq(margin >= 0, all);
            ck_assert_int_eq(isinf(margin) != 0, g == 2); /* letters have no period */
            met += all;
            ck_assert_int_eq(model_last_due(stand.model), 365);
            replication_set_end(stand.replication, model_last_due(stand.model));
            stand_run(&stand, 1, r);
            for (size_t p = 0; p < layout->n_periods; p++) {
                size_t first = layout_cell(layout, p, 0, (enum measure)0), width = layout_cell(layout, 1, 0, (enum measure)0) - layout_cell(layout, 0, 0, (enum measure)0);
                if (layout->periods[p].last <= civil_of("2024-12-31"))
                    ck_assert_mem_eq(&whole[first], &stand.values.forecast[first], width * sizeof *whole);
            }
            replication_set_end(stand.replication, stand.model->horizon);
            free(whole);
        }
        ck_assert_msg(g == 2 || (met > 2 && met < 38), "met in %d of 40: no test", met);
        stand_free(&stand);
    }
}
END_TEST

/* The indicators are added up over the replications; results without targets have no further cells. */
START_TEST(over_replications)
{
    struct stand stand = stand_of(text, NULL);
    struct experiment_options options = {.replications = 50, .seed = 1, .threads = 2};
    struct results *results = NULL;
    ck_assert_int_eq(experiment_run(stand.model, &options, &results), EXPERIMENT_DONE);
    int hits = 0;
    for (uint32_t r = 0; r < 50; r++) {
        stand_run(&stand, 1, r);
        model_judge(stand.model, &stand.values);
        hits += judged(&stand, 0, "2024-12-31");
    }
    const struct model *model = stand.model;
    bool found = false;
    for (size_t i = 0; i < model->n_checks; i++) {
        const struct results_cell *cell = &results->entry.cells[layout_check_cell(&model->layout, i)];
        ck_assert_int_eq(cell->n, 50);
        if (model->checks[i].target == 0 && model->checks[i].period == model->targets[0].period) {
            ck_assert_int_eq(cell->n - cell->sketch.zeros, hits);
            found = true;
        }
    }
    ck_assert(found);
    results_free(results);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, each_and_all);
    tcase_add_test(tests, margins_and_early_ends);
    tcase_add_test(tests, over_replications);
}
