#include "output/report_past.h"

#include <math.h>

#include "base/calendar.h"
#include "output/json.h"

enum { MONTHS_MOST = 120 };

static int later(int a, int b)
{
    return a > b ? a : b;
}

static int earlier(int a, int b)
{
    return a < b ? a : b;
}

/* The stream's cases in the month, NaN unless its rows cover all of it. */
static double stream_in_month(const struct scenario *scenario, const struct stream_spec *stream, int month)
{
    const struct inflow_spec *inflow = &stream->inflow;
    int first = month_start(month), last = month_start(month + 1) - 1, covered = 0;
    double scale = scenario->scale.points[0].value, cases = 0;
    for (size_t i = 0; i < inflow->n_past; i++) {
        const struct past_row *row = &inflow->past[i];
        int days = earlier(row->last, last) - later(row->first, first) + 1;
        if (days > 0) {
            covered += days;
            cases += round(scale * (double)row->count) * days / (row->last - row->first + 1);
        }
    }
    return covered == last - first + 1 ? cases : (double)NAN;
}

/* Of one stream, or of all of the layout. */
static double in_month(const struct run_result *run, size_t entity, int month)
{
    if (entity < layout_all(run->layout)) {
        const struct stream_spec *stream = run_stream(run, entity);
        return stream == NULL ? (double)NAN : stream_in_month(run->scenario, stream, month);
    }
    double sum = 0;
    for (size_t i = 0; i < layout_all(run->layout); i++) {
        sum += in_month(run, i, month);
    }
    return sum;
}

static void put_stream(struct json_builder *builder, json_t *past, const struct run_result *run, size_t stream)
{
    int end = month_index(run->layout->opening_date + 1); /* months before this one are over */
    int first = end;
    while (first > end - MONTHS_MOST && !isnan(in_month(run, stream, first - 1))) {
        first--;
    }
    if (first == end) {
        return;
    }
    json_t *object = json_put(builder, past, run->layout->names[stream], json_object());
    json_t *dates = json_put(builder, object, "dates", json_array());
    json_t *inflow = json_put(builder, object, "inflow", json_array());
    for (int month = first; month < end; month++) {
        json_push(builder, dates, json_date(month_start(month + 1) - 1));
        json_push(builder, inflow, json_number(round(10 * in_month(run, stream, month)) / 10));
    }
}

json_t *report_past(const struct run_result *run)
{
    struct json_builder builder = {0};
    json_t *past = json_object();
    for (size_t stream = 0; stream <= layout_all(run->layout) && run->scenario->n_streams > 0; stream++) {
        put_stream(&builder, past, run, stream);
    }
    if (builder.failed) {
        json_decref(past);
        return NULL;
    }
    return past;
}
