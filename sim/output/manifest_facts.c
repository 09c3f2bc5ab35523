#include "output/manifest_facts.h"

#include <math.h>

#include "base/calendar.h"
#include "output/json.h"

enum { YEARS_BACK = 5 };

/* ---- legal periods ---- */

/* The period of a case received on this day, under the rules in force on `today`, as MODEL.md has it. */
static const struct legal_period *period_on(const struct clock_spec *clock, int received, int today)
{
    const struct legal_period *period = &clock->period.period;
    for (size_t i = 0; i < clock->n_rules && clock->rules[i].in_force <= today; i++) {
        const struct clock_rule_spec *rule = &clock->rules[i];
        const bool in_window = received >= rule->received_from && received <= rule->received_until;
        const bool matches =
            received >= rule->in_force || rule->applies_to == APPLIES_ALL_OPEN ||
            (rule->applies_to == APPLIES_OPEN_NOT_OVERDUE && period_end(received + clock->starts_after, period) >= rule->in_force);
        period = in_window && matches ? &rule->period : period;
    }
    return period;
}

static void put_window(struct json_builder *builder, json_t *windows, const struct clock_spec *clock,
                       const struct legal_period *period)
{
    json_t *window = json_push(builder, windows, json_object());
    json_put(builder, window, "months", json_integer(period->months));
    json_put(builder, window, "days", json_integer(period->days));
    json_put(builder, window, "starts_after", json_integer(clock->starts_after));
    json_put(builder, window, "received_from", json_null());
    json_put(builder, window, "received_until", json_null());
}

/* For cases open on the evening of `today`, under the rules in force on `in_force`. */
static void put_windows(struct json_builder *builder, json_t *dates, const struct clock_spec *clock, int today, int in_force)
{
    char date[11];
    const struct legal_period *former = NULL;
    day_format(today, date);
    json_t *windows = json_put(builder, dates, date, json_array());
    for (int received = day_add(today, -12 * YEARS_BACK, 0); received <= today; received++) {
        const struct legal_period *period = period_on(clock, received, in_force);
        if (former != NULL && former->months == period->months && former->days == period->days) {
            continue;
        }
        const size_t n = json_array_size(windows);
        put_window(builder, windows, clock, period);
        if (n > 0) {
            json_put(builder, json_array_get(windows, n - 1), "received_until", json_date(received - 1));
            json_put(builder, json_array_get(windows, n), "received_from", json_date(received));
        }
        former = period;
    }
}

json_t *legal_periods_object(const struct run_result *run)
{
    struct json_builder builder = {0};
    json_t *root = json_object();
    for (size_t i = 0; i < run->scenario->n_streams; i++) {
        const struct stream_spec *stream = &run->scenario->streams[i];
        if (stream->clock.period.given) {
            json_t *dates = json_put(&builder, root, stream->name, json_object());
            put_windows(&builder, dates, &stream->clock, run->layout->opening_date, run->layout->opening_date + 1);
            put_windows(&builder, dates, &stream->clock, run->layout->horizon, run->layout->horizon);
        }
    }
    if (builder.failed) {
        json_decref(root);
        return NULL;
    }
    return root;
}

/* ---- the past ---- */

/* The cases that rows state from `first` to `last`; NaN unless they cover all of it and go not beyond. */
static double stated_between(const struct scenario *scenario, const struct inflow_spec *inflow, int first, int last)
{
    double scale = scenario->scale.points[0].value, cases = 0;
    int covered = 0;
    for (size_t i = 0; i < inflow->n_past; i++) {
        const struct past_row *row = &inflow->past[i];
        if (row->first >= first && row->last <= last) {
            covered += row->last - row->first + 1;
            cases += round(scale * (double)row->count);
        }
    }
    return covered == last - first + 1 ? cases : (double)NAN;
}

json_t *stated_inflow_object(const struct run_result *run)
{
    struct json_builder builder = {0};
    json_t *root = json_object();
    const int begin = run->layout->opening_date + 1, end = run->layout->horizon;
    for (size_t i = 0; i < run->scenario->n_streams; i++) {
        const struct stream_spec *stream = &run->scenario->streams[i];
        for (int year = date_from_day(begin).year; stream->inflow.n_past > 0 && year <= date_from_day(end).year; year++) {
            const int first = day_from_date((struct civil_date){year, 1, 1}), last = first + days_in_year(year) - 1;
            const double cases = first >= begin && last <= end ? stated_between(run->scenario, &stream->inflow, first, last) : (double)NAN;
            if (isfinite(cases)) {
                char date[11];
                day_format(last, date);
                if (json_object_get(root, stream->name) == NULL) {
                    json_put(&builder, root, stream->name, json_object());
                }
                json_put(&builder, json_object_get(root, stream->name), date, json_number(cases));
            }
        }
    }
    if (builder.failed) {
        json_decref(root);
        return NULL;
    }
    return root;
}
