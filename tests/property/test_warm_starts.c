/* Two models that are said to be alike for some days give the same to the last bit up to then; and going on from a replication that was saved then, with the other
 * model, gives what that model gives on its own. For every key of the language with two values and with the second from a date on, and for random scenarios whose
 * tables change from a day on. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "engine/replication.h"
#include "model/alike.h"
#include "scenario/load.h"
#include "support/check_main/check_main.h"
#include "support/live_keys.h"
#include "support/load_text.h"
#include "support/scenarios.h"

enum { SEED = 5 };

/* ---- two models ---- */

struct pair {
    struct stand a, b;
    const char *what;
    struct results_values warm;
    struct replication_copy *evening;
};

static size_t bytes_of_forecast(const struct stand *stand)
{
    return layout_cells(&stand->model->layout) * sizeof(double);
}

static void clear(const struct pair *pair)
{
    for (size_t i = 0; i < layout_cells(&pair->b.model->layout); i++)
        pair->warm.forecast[i] = (double)NAN;
    for (size_t i = 0; i < layout_entry_cells(&pair->b.model->layout); i++)
        pair->warm.entry[i] = (double)NAN;
}

/* Both cold: what is told of the days in common. */
static void check_days_in_common(const struct pair *pair, int days)
{
    const struct results_layout *layout = &pair->a.model->layout;
    for (size_t p = 0; p < layout->n_periods; p++) {
        const size_t first = layout_cell(layout, p, 0, (enum measure)0), n = layout->n_entities * MEASURE_COUNT;
        if (layout->periods[p].last - pair->a.model->day0 < days)
            ck_assert_msg(memcmp(pair->a.values.forecast + first, pair->b.values.forecast + first, n * sizeof(double)) == 0,
                          "%s: alike for %d days, and different in period %zu", pair->what, days, p);
    }
}

static void check_is(const struct pair *pair, const struct stand *cold, const char *how)
{
    const struct results_layout *layout = &cold->model->layout;
    for (size_t i = 0; i < layout_cells(layout); i++)
        ck_assert_msg(memcmp(&pair->warm.forecast[i], &cold->values.forecast[i], sizeof(double)) == 0, "%s, %s: cell %zu of %s is %g, not %g", pair->what, how,
                      i, layout->names[i / MEASURE_COUNT % layout->n_entities], pair->warm.forecast[i], cold->values.forecast[i]);
    const size_t entries = layout->n_months * (layout->n_streams + 1) * ENTRY_MEASURE_COUNT;
    ck_assert_msg(memcmp(pair->warm.entry, cold->values.entry, entries * sizeof(double)) == 0, "%s, %s: waits differ", pair->what, how);
}

/* Goes on from the evening with the other model. */
static void go_on_with(const struct pair *pair, struct replication *rep, const struct model *model, const double *told)
{
    clear(pair);
    memcpy(pair->warm.forecast, told, bytes_of_forecast(&pair->a));
    replication_restore(rep, pair->evening);
    replication_bind(rep, model);
    ck_assert_int_eq(replication_go_on(rep, model->horizon + 1, &pair->warm), 0);
}

static void check_warm(const struct pair *pair, struct replication *rep, uint32_t index, int days)
{
    double *told = malloc(bytes_of_forecast(&pair->a));
    ck_assert_ptr_nonnull(told);
    clear(pair);
    replication_bind(rep, pair->a.model);
    replication_begin(rep, SEED, index, &pair->warm);
    ck_assert_int_eq(replication_go_on(rep, days, &pair->warm), 0);
    memcpy(told, pair->warm.forecast, bytes_of_forecast(&pair->a));
    ck_assert_int_eq(replication_save(rep, pair->evening), 0);
    ck_assert_int_eq(replication_go_on(rep, pair->a.model->horizon + 1, &pair->warm), 0);
    check_is(pair, &pair->a, "saved on the way");
    for (int again = 0; again < 2; again++) {
        go_on_with(pair, rep, pair->b.model, told);
        check_is(pair, &pair->b, again ? "gone on from once more" : "gone on from");
    }
    go_on_with(pair, rep, pair->a.model, told);
    check_is(pair, &pair->a, "gone back to");
    free(told);
}

/* Returns the days alike. The first model goes before the last days are run: nothing may point into it. */
static int check_pair(struct pair *pair)
{
    const int days = model_days_alike(pair->a.model, pair->b.model), shared = days <= pair->a.model->horizon ? days : pair->a.model->horizon;
    if (days == 0)
        return 0;
    struct replication *rep = replication_new(pair->a.model);
    pair->evening = replication_copy_new();
    pair->warm.forecast = malloc(bytes_of_forecast(&pair->b));
    pair->warm.entry = malloc((layout_entry_cells(&pair->a.model->layout) + layout_entry_cells(&pair->b.model->layout) + 1) * sizeof(double));
    ck_assert(rep != NULL && pair->evening != NULL && pair->warm.forecast != NULL && pair->warm.entry != NULL);
    const uint32_t runs = scenario_is_sanitized() ? 1 : 2;
    for (uint32_t index = 0; index < runs; index++) {
        stand_run(&pair->a, SEED, index);
        stand_run(&pair->b, SEED, index);
        check_days_in_common(pair, days);
        check_warm(pair, rep, index, shared);
    }
    replication_restore(rep, pair->evening);
    replication_bind(rep, pair->b.model);
    model_free(pair->a.model);
    pair->a.model = NULL;
    ck_assert_int_eq(replication_go_on(rep, pair->b.model->horizon + 1, &pair->warm), 0);
    replication_free(rep);
    replication_copy_free(pair->evening);
    free(pair->warm.forecast);
    free(pair->warm.entry);
    return days;
}

/* ---- every key ---- */

/* NULL when the language refuses it. */
static struct scenario *load(const struct live *live, const char *value)
{
    char set[2000];
    snprintf(set, sizeof set, "%s=%s", live->set, value);
    struct scenario_modification modifications[2] = {{SCENARIO_SET, live->with}, {SCENARIO_SET, set}};
    const size_t skip = live->with == NULL;
    struct diagnostics *diagnostics = diagnostics_new();
    ck_assert_ptr_nonnull(diagnostics);
    struct scenario *scenario =
        scenario_load(&(struct scenario_sources){.base = "base.yaml", .n = 2 - skip, .modifications = modifications + skip}, diagnostics);
    diagnostics_delete(diagnostics);
    return scenario;
}

static int check_values(const struct live *live, const char *one, const char *other)
{
    struct scenario *first = load(live, one), *second = load(live, other);
    int days = -1;
    if (first != NULL && second != NULL) {
        struct pair pair = {stand_of_scenario(first), stand_of_scenario(second), live->key, {NULL, NULL}, NULL};
        days = check_pair(&pair);
        stand_free(&pair.a);
        stand_free(&pair.b);
    } else {
        scenario_free(first);
        scenario_free(second);
    }
    return days;
}

START_TEST(two_values)
{
    const struct live *live = &live_cases[_i];
    if (strcmp(live->set, "extends") != 0)
        ck_assert_msg(check_values(live, live->one, live->other) >= 0, "%s does not load", live->key);
}
END_TEST

/* From 1 June 2024, day 152, on; most keys take no series. */
static int dated(const struct live *live, bool back)
{
    char series[3000];
    snprintf(series, sizeof series, "{1900-01-01: %s, 2024-06-01: %s}", live->one, live->other);
    return back ? check_values(live, series, live->one) : check_values(live, live->one, series);
}

START_TEST(another_value_from_a_date_on)
{
    const struct live *live = &live_cases[_i];
    const int days = dated(live, false), back = scenario_is_sanitized() ? days : dated(live, true);
    ck_assert_msg(days == back || days <= 0 || back <= 0, "%s: alike for %d days, and for %d the other way round", live->key, days, back);
    ck_assert_msg(days <= 0 || days >= 152, "%s: %d days, and nothing differs before day 152", live->key, days);
}
END_TEST

static void must_share(const char *key)
{
    for (size_t i = 0; i < n_live_cases; i++) {
        if (strcmp(live_cases[i].key, key) == 0)
            ck_assert_msg(dated(&live_cases[i], false) == 152, "%s does not share the days before its date", key);
    }
}

/* Else a test in which nothing is ever shared would pass. */
START_TEST(what_a_search_varies_is_shared)
{
    static const char *const keys[] = {"pools.*.fte", "pools.*.staff.hiring.plan", "streams.*.capacity", "streams.*.inflow.level", "streams.*.lateness.notice"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        must_share(keys[i]);
}
END_TEST

/* ---- random scenarios ---- */

/* The number is another from a day on. */
static void change_number(struct model *model, struct param *p, int from, double factor)
{
    double *values = arena_alloc_array(&model->arena, (size_t)model->horizon + 1, sizeof *values);
    ck_assert_ptr_nonnull(values);
    for (int t = 0; t <= model->horizon; t++)
        values[t] = param_base(p, t) * (t < from ? 1 : factor);
    p->by_day = values;
}

static void change_tables(struct model *model, int from, double factor)
{
    for (size_t i = 0; i < model->n_pools; i++) {
        change_number(model, &model->pools[i].fte, from, factor);
        change_number(model, &model->pools[i].hours_per_fte, from, factor);
    }
    for (size_t i = 0; i < model->n_streams; i++) {
        struct model_stream *s = &model->streams[i];
        for (size_t j = 0; j < s->n_steps; j++)
            change_number(model, &s->steps[j].capacity, from, factor);
        for (size_t k = 0; k < s->n_classes; k++)
            change_number(model, &s->classes[k].notice, from, factor);
        change_number(model, &s->lateness.appeal, from, factor);
    }
}

START_TEST(random_scenarios)
{
    const uint64_t seed = 100 + (uint64_t)_i;
    const struct scenario_variant variant = {.live_rules = _i % 2 == 0, .live_clocks = _i % 3 == 0};
    char what[32];
    snprintf(what, sizeof what, "scenario %lu", (unsigned long)seed);
    struct pair pair = {stand_of_scenario(scenario_random(seed, &variant)), stand_of_scenario(scenario_random(seed, &variant)), what, {NULL, NULL}, NULL};
    ck_assert_int_eq(model_days_alike(pair.a.model, pair.b.model), pair.a.model->horizon + 1);
    const int from = pair.a.model->horizon * (1 + _i % 4) / 5;
    change_tables(pair.b.model, from, 1.25);
    ck_assert_int_eq(check_pair(&pair), from);
    stand_free(&pair.a);
    stand_free(&pair.b);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, live_enter, live_leave);
    tcase_add_loop_test(tests, two_values, 0, (int)n_live_cases);
    tcase_add_loop_test(tests, another_value_from_a_date_on, 0, (int)n_live_cases);
    tcase_add_test(tests, what_a_search_varies_is_shared);
    tcase_add_loop_test(tests, random_scenarios, 0, scenario_is_sanitized() ? 8 : 40);
}
