/* Legal periods and the stated past in manifest.json, against known answers and against the deadlines of the compiled model. */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "output/manifest_facts.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"
#include "support/scenarios.h"

static struct run_result run_of(const struct stand *stand)
{
    return (struct run_result){.scenario = stand->scenario, .model = stand->model, .layout = &stand->model->layout};
}

static const char *text_of(const json_t *window, const char *key)
{
    const char *text = json_string_value(json_object_get(window, key));
    return text == NULL ? "-" : text;
}

START_TEST(windows_of_a_rule)
{
    static const struct {
        const char *date;
        int months;
        const char *from, *until;
    } expected[] = {{"2023-12-31", 6, "-", "-"},
                    {"2024-12-31", 6, "-", "2023-12-14"},
                    {"2024-12-31", 15, "2023-12-15", "2024-06-30"},
                    {"2024-12-31", 6, "2024-07-01", "-"}};
    struct stand stand = stand_of("name: x\nopening_date: 2023-12-31\nhorizon: 2024-12-31\nstreams:\n"
                                  "  a: {inflow: {level: 10/year}, capacity: 10/year, clock: {period: 6 months, starts_after: 3 days,\n"
                                  "    rules: {longer: {in_force: 2024-06-18, received_until: 2024-06-30, applies_to: open_not_overdue,\n"
                                  "    period: 15 months}}}}\n"
                                  "  b: {inflow: {level: 10/year}, capacity: 10/year}\n",
                                  NULL);
    const struct run_result run = run_of(&stand);
    json_t *periods = legal_periods_object(&run);
    ck_assert_uint_eq(json_object_size(periods), 1);
    const json_t *dates = json_object_get(periods, "a");
    size_t at = 0;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        const json_t *windows = json_object_get(dates, expected[i].date);
        at = i > 0 && strcmp(expected[i].date, expected[i - 1].date) == 0 ? at + 1 : 0;
        const json_t *window = json_array_get(windows, at);
        ck_assert_int_eq(json_integer_value(json_object_get(window, "months")), expected[i].months);
        ck_assert_int_eq(json_integer_value(json_object_get(window, "starts_after")), 3);
        ck_assert_str_eq(text_of(window, "received_from"), expected[i].from);
        ck_assert_str_eq(text_of(window, "received_until"), expected[i].until);
    }
    ck_assert_uint_eq(json_array_size(json_object_get(dates, "2024-12-31")), 3);
    json_decref(periods);
    stand_free(&stand);
}
END_TEST

/* The deadline by the facts of a case received on this day, at the latest and at the earliest: a weekend may move it. */
static int deadline_of(const json_t *windows, int received)
{
    for (size_t i = 0; i < json_array_size(windows); i++) {
        const json_t *window = json_array_get(windows, i);
        int until = INT32_MAX;
        day_parse(text_of(window, "received_until"), &until);
        if (received <= until) {
            return day_add(received + (int)json_integer_value(json_object_get(window, "starts_after")),
                           (int)json_integer_value(json_object_get(window, "months")), (int)json_integer_value(json_object_get(window, "days")));
        }
    }
    ck_abort_msg("no window holds the day");
}

static void check_epoch(const struct model *model, const struct model_epoch *epoch, const json_t *windows, int until)
{
    ck_assert_ptr_nonnull(windows);
    for (int i = 0; i < model->days; i++) {
        const int received = model->day0 + i - model->before;
        if (received >= day_add(until, -60, 0) && received <= until) {
            const int apart = model->day0 + epoch->deadline[i] - deadline_of(windows, received);
            ck_assert_int_ge(apart, 0);
            ck_assert_int_le(apart, 5);
        }
    }
}

START_TEST(as_the_model_has_them)
{
    const struct scenario_variant plain = {.scale = 0};
    size_t checked = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct stand stand = stand_of_scenario(scenario_random(seed, &plain));
        const struct run_result run = run_of(&stand);
        json_t *periods = legal_periods_object(&run);
        char opening[11], horizon[11];
        day_format(run.layout->opening_date, opening);
        day_format(run.layout->horizon, horizon);
        for (size_t s = 0; s < stand.model->n_streams; s++) {
            const struct model_stream *stream = &stand.model->streams[s];
            const json_t *dates = json_object_get(periods, stand.scenario->streams[s].name);
            ck_assert_int_eq(dates != NULL, stream->has_period);
            if (stream->has_period) {
                check_epoch(stand.model, &stream->epochs[0], json_object_get(dates, opening), run.layout->opening_date);
                check_epoch(stand.model, &stream->epochs[stream->n_epochs - 1], json_object_get(dates, horizon), run.layout->horizon);
                checked += stream->n_epochs > 1;
            }
        }
        json_decref(periods);
        stand_free(&stand);
    }
    ck_assert_uint_gt(checked, 5);
}
END_TEST

START_TEST(stated_years)
{
    struct stand stand = stand_of("name: x\nopening_date: 2022-12-31\nhorizon: 2025-06-30\nscale: 10\nstreams:\n"
                                  "  a: {inflow: {level: 10/year, past: {file: data.csv, column: a}}, capacity: 10/year}\n"
                                  "  b: {inflow: {level: 10/year}, capacity: 10/year}\n",
                                  "period,a\n2022,5\n2023-01,1\n2023-02,2\n2023-03,3\n2023-04,0\n2023-05,0\n2023-06,0\n"
                                  "2023-07,0\n2023-08,0\n2023-09,0\n2023-10,0\n2023-11,0\n2023-12,4\n2024-01,9\n");
    const struct run_result run = run_of(&stand);
    json_t *stated = stated_inflow_object(&run);
    ck_assert_uint_eq(json_object_size(stated), 1);
    const json_t *years = json_object_get(stated, "a");
    ck_assert_uint_eq(json_object_size(years), 1); /* 2022 lies before the run, 2024 is not covered */
    ck_assert_double_eq(json_number_value(json_object_get(years, "2023-12-31")), 100);
    json_decref(stated);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, windows_of_a_rule);
    tcase_add_test(tests, as_the_model_has_them);
    tcase_add_test(tests, stated_years);
}
