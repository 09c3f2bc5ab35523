#include "output/report_facts.h"

#include <string.h>

#include "base/calendar.h"
#include "output/json.h"

/* ---- legal periods ---- */

static void put_periods(struct json_builder *builder, json_t *object, const struct run_result *run,
                        const struct clock_spec *clock)
{
    json_t *days = json_put(builder, object, "by_month", json_array());
    for (size_t month = 1; month <= run->layout->n_months; month++) {
        int received = run->layout->periods[month].first;
        const struct legal_period *period = clock_period_on(clock, received);
        json_push(builder, days, json_integer(period_end(received + clock->starts_after, period) - received));
    }
}

json_t *report_legal(const struct run_result *run)
{
    struct json_builder builder = {0};
    json_t *legal = json_object();
    for (size_t entity = 0; entity < layout_all(run->layout); entity++) {
        const struct stream_spec *stream = run_stream(run, entity);
        const struct legal_period *period =
            stream == NULL ? NULL : clock_period_on(&stream->clock, run->layout->periods[1].first);
        if (period != NULL) {
            json_t *object = json_put(&builder, legal, run->layout->names[entity], json_object());
            json_put(&builder, object, "months", json_integer(period->months));
            json_put(&builder, object, "days", json_integer(period->days));
            const struct legal_period *later = clock_period_on(&stream->clock, run->layout->horizon);
            json_put(&builder, object, "later_months", json_integer(later->months));
            json_put(&builder, object, "later_days", json_integer(later->days));
            put_periods(&builder, object, run, &stream->clock);
        }
    }
    if (builder.failed) {
        json_decref(legal);
        return NULL;
    }
    return legal;
}

/* ---- contingent rules ---- */

static const struct results_cell *cell_of(const struct run_result *run, size_t period, size_t rule, enum measure measure)
{
    return &run->forecast->cells[layout_cell(run->layout, period, layout_rule(run->layout, rule), measure)];
}

static void put_year(struct json_builder *builder, json_t *rows, const struct run_result *run, size_t period, size_t rule)
{
    const struct results_cell *fired = cell_of(run, period, rule, MEASURE_FIRED);
    json_t *row = json_push(builder, rows, json_array());
    json_push(builder, row, json_date(run->layout->periods[period].last));
    json_push(builder, row, json_short(fired->mean));
    json_push(builder, row, json_short((double)(fired->n - fired->sketch.zeros) / (double)fired->n));
    json_push(builder, row, json_short(cell_of(run, period, rule, MEASURE_ACTIVE)->mean));
}

json_t *report_rules(const struct run_result *run)
{
    struct json_builder builder = {0};
    json_t *rules = json_object();
    for (size_t rule = 0; rule < run->layout->n_rules; rule++) {
        const char *name = run->layout->names[layout_rule(run->layout, rule)];
        json_t *rows = json_put(&builder, rules, name, json_array());
        for (size_t period = 1; period < run->layout->n_periods; period++) {
            if (run->layout->periods[period].kind == PERIOD_YEAR && cell_of(run, period, rule, MEASURE_FIRED)->n > 0) {
                put_year(&builder, rows, run, period, rule);
            }
        }
    }
    if (builder.failed) {
        json_decref(rules);
        return NULL;
    }
    return rules;
}
