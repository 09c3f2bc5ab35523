#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/sample.h"
#include "experiment/sensitivity.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"
#include "support/scenarios.h"

/* 3000 cases at the start, never idle: open at the end is 3000 + inflow - decisions. Inflow is Poisson(1000 (1 + 0.1
 * z)), decisions 800 (1 + 0.05 y): variances 10000, 1600 and 1000 by chance. Letters have a disturbance, a shock and a
 * factor, and no part in it. */
static const char text[] =
    "opening_date: 2023-12-31\n"
    "horizon: 2024-12-31\n"
    "factors: {mood: {}}\n"
    "streams:\n"
    "  permits: {inflow: {level: {value: 1000/year, uncertain: {normal: 10%}}},\n"
    "    capacity: {value: 800/year, uncertain: {normal: 5%}},\n"
    "    opening: {stock: 3000 cases, ages: {fixed: 10 days}}}\n"
    "  letters: {inflow: {level: 500/year, disturbance: {sd: 20%, persistence: 0.5, factor: mood, loading: 0.5},\n"
    "      shocks: {storm: {date: 2024-05-01, probability: 50%, length: 30 days, multiply: 2}}},\n"
    "    capacity: 480/year, withdrawal: {value: 10%/year, uncertain: {lognormal: 30%, factor: mood, loading: 0.8}}}\n";

START_TEST(what_is_uncertain)
{
    static const struct {
        const char *name;
        enum input_group group;
        bool single;
    } expected[] = {{"streams.permits.inflow.level", GROUP_INFLOW, true},
                    {"streams.letters.inflow.disturbance", GROUP_INFLOW, false},
                    {"factors.mood by month", GROUP_INFLOW, false},
                    {"streams.letters.inflow.shocks", GROUP_INFLOW, false},
                    {"streams.permits.capacity", GROUP_STAFF, true},
                    {"streams.letters.withdrawal", GROUP_BEHAVIOUR, true},
                    {"factors.mood", GROUP_BEHAVIOUR, true}};
    struct stand stand = stand_of(text, NULL);
    struct model_inputs inputs;
    ck_assert_int_eq(model_inputs_init(&inputs, stand.model), 0);
    ck_assert_uint_eq(inputs.n, 7);
    for (size_t i = 0; i < 7; i++) {
        ck_assert_str_eq(inputs.items[i].name, expected[i].name);
        ck_assert_int_eq(inputs.items[i].group, expected[i].group);
        ck_assert_int_eq(inputs.items[i].single, expected[i].single);
    }
    ck_assert_uint_eq(inputs.first[INPUT_GROUPS], 7);
    ck_assert_uint_eq(sensitivity_runs(&inputs), 2 + 7 + 3 + 1 + 8);
    for (size_t i = 0; i < sensitivity_runs(&inputs); i++) {
        struct sensitivity_run run = sensitivity_run_at(&inputs, i);
        ck_assert_uint_eq(sensitivity_find(&inputs, run.kind, run.which), i);
        size_t of_group = run.kind == RUN_GROUP ? inputs.first[run.which + 1] - inputs.first[run.which] : 2;
        ck_assert_uint_eq(sensitivity_same(&inputs, i), of_group == 0 ? 0 : of_group == 1 ? 2 + inputs.first[run.which] : i);
    }
    const uint64_t futures = sensitivity_futures(&inputs, 100);
    ck_assert_uint_eq(sensitivity_futures(&inputs, 8), 2 * sensitivity_futures(&inputs, 4));
    ck_assert_uint_ge(futures, 100 * (2 + 7 + 1) + 8 * 25);
    ck_assert_uint_le(futures, 100 * (2 + 7 + 3 + 1) + 8 * 25);
    ck_assert_uint_eq(sensitivity_rows_for(&inputs, futures), 100);
    model_inputs_free(&inputs);
    stand_free(&stand);
}
END_TEST

static void read_open(const struct model *model, const struct results_values *values, void *user, double *out)
{
    (void)user;
    size_t year = model->layout.n_periods - 1;
    out[0] = values->forecast[layout_cell(&model->layout, year, 0, MEASURE_OPEN)];
    out[1] = values->forecast[layout_cell(&model->layout, year, 1, MEASURE_INFLOW)];
}

enum { ROWS = 1000, ROWS_SANITIZED = 100 };

static size_t rows(void) { return scenario_is_sanitized() ? ROWS_SANITIZED : ROWS; }


static void run(const struct model *model, const struct model_inputs *inputs, size_t which, double values[2 * ROWS])
{
    static uint32_t index[ROWS];
    static struct replication_inputs lent[ROWS];
    const struct experiment_options options = {.seed = 9, .threads = 2};
    const struct sensitivity_run now = sensitivity_run_at(inputs, which);
    for (uint32_t r = 0; r < rows(); r++) {
        index[r] = sensitivity_index(&now, r);
        lent[r] = sensitivity_inputs(inputs, &now, r);
    }
    const struct sample sample = {.n = rows(), .index = index, .width = 2, .read = read_open, .inputs = lent};
    ck_assert_int_eq(sample_run(model, &options, &sample, values), EXPERIMENT_DONE);
}

static struct sobol_index index_for(const double a[], const double b[], const double ab[])
{
    static double column[3][ROWS];
    struct sobol_index index;
    for (size_t r = 0; r < rows(); r++) {
        column[0][r] = a[2 * r];
        column[1][r] = b[2 * r];
        column[2][r] = ab[2 * r];
    }
    ck_assert_int_eq(sobol_index(&(struct sobol_rows){rows(), column[0], column[1], column[2]}, 1, &index), 0);
    return index;
}

/* 1000 rows: the bootstrap's intervals reach about 0.07 to either side for the largest share; a little more is allowed.
 */
START_TEST(shares_of_a_queue)
{
    static double a[2 * ROWS], b[2 * ROWS], ab[2 * ROWS];
    struct stand stand = stand_of(text, NULL);
    struct model_inputs inputs;
    ck_assert_int_eq(model_inputs_init(&inputs, stand.model), 0);
    run(stand.model, &inputs, 0, a);
    run(stand.model, &inputs, 1, b);
    const struct {
        enum sensitivity_kind kind;
        size_t which;
        double share;
    } expected[] = {{RUN_INPUT, 0, 10000},
                    {RUN_INPUT, 1, 0},
                    {RUN_INPUT, 4, 1600},
                    {RUN_INPUT, 6, 0},
                    {RUN_GROUP, GROUP_INFLOW, 10000},
                    {RUN_GROUP, GROUP_STAFF, 1600},
                    {RUN_GROUP, GROUP_BEHAVIOUR, 0},
                    {RUN_CHANCE, 0, 1000}};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        double share = expected[i].share / 12600;
        run(stand.model, &inputs, sensitivity_find(&inputs, expected[i].kind, expected[i].which), ab);
        struct sobol_index index = index_for(a, b, ab);
        if (share == 0)
            ck_assert_double_eq(index.total, 0); /* not touched at all */
        if (scenario_is_sanitized())
            continue; /* a hundred rows say little of how large a share is */
        ck_assert_double_eq_tol(index.first, share, 0.1);
        ck_assert_double_eq_tol(index.total, share, 0.1);
        if (share > 0)
            ck_assert_double_gt(index.total_interval.low, 0.02);
    }
    model_inputs_free(&inputs);
    stand_free(&stand);
}
END_TEST

/* Inflow of letters: its own disturbance, its shock and the factor's months change it; the factor's value does not. */
START_TEST(disturbances_and_shocks_are_lent)
{
    static double a[2 * ROWS], ab[2 * ROWS];
    struct stand stand = stand_of(text, NULL);
    struct model_inputs inputs;
    ck_assert_int_eq(model_inputs_init(&inputs, stand.model), 0);
    run(stand.model, &inputs, 0, a);
    static const int changes[] = {0, 1, 1, 1, 0, 0, 0};
    for (size_t i = 0; i < 7; i++) {
        size_t changed = 0;
        run(stand.model, &inputs, 2 + i, ab);
        for (size_t r = 0; r < rows(); r++)
            changed += a[2 * r + 1] != ab[2 * r + 1];
        if (changes[i])
            ck_assert_uint_gt(changed, rows() / 4);
        else
            ck_assert_uint_eq(changed, 0);
    }
    model_inputs_free(&inputs);
    stand_free(&stand);
}
END_TEST

/* Fixed at its 5 and 95 % points the level of 1000 is 1000 (1 -+ 0.164); the means differ by 329. */
START_TEST(one_at_a_time)
{
    static double low[2 * ROWS], high[2 * ROWS];
    struct stand stand = stand_of(text, NULL);
    struct model_inputs inputs;
    double difference = 0;
    ck_assert_int_eq(model_inputs_init(&inputs, stand.model), 0);
    run(stand.model, &inputs, sensitivity_find(&inputs, RUN_LOW, 0), low);
    run(stand.model, &inputs, sensitivity_find(&inputs, RUN_HIGH, 0), high);
    for (size_t r = 0; r < rows(); r++)
        difference += (high[2 * r] - low[2 * r]) / (double)rows();
    ck_assert_double_eq_tol(difference, 2 * 164.485, 5 * 45 / sqrt((double)rows()));
    model_inputs_free(&inputs);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, what_is_uncertain);
    tcase_add_test(tests, shares_of_a_queue);
    tcase_add_test(tests, disturbances_and_shocks_are_lent);
    tcase_add_test(tests, one_at_a_time);
}
