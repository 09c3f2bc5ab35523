/* Reading back what report_data() wrote. The object may be any JSON: a file that somebody changed. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "output/report_data.h"

enum { QUANTILES = 7 };

int report_data_is_ours(const json_t *data)
{
    return json_integer_value(json_object_get(data, "format")) == REPORT_FORMAT &&
           json_is_object(json_object_get(data, "values")) && json_is_object(json_object_get(data, "periods"));
}

static double number_or_none(const json_t *value) { return json_is_number(value) ? json_number_value(value) : (double)NAN; }

static struct results_summary read_cell(const json_t *cell)
{
    struct results_summary summary = {.n = 0, .sd = (double)NAN};
    bool spread = json_array_size(cell) == QUANTILES + 1;
    summary.n = spread || json_is_number(cell);
    summary.mean = number_or_none(spread ? json_array_get(cell, QUANTILES) : cell);
    for (size_t q = 0; q < QUANTILES; q++) {
        summary.quantile[q] = spread ? number_or_none(json_array_get(cell, q)) : summary.mean;
    }
    return summary;
}

static int read_day(const json_t *date)
{
    int day = 0;
    if (json_is_string(date)) {
        day_parse(json_string_value(date), &day);
    }
    return day;
}

static bool holds_day(const json_t *dates, int day)
{
    for (size_t i = 0; i < json_array_size(dates); i++) {
        if (read_day(json_array_get(dates, i)) == day) {
            return true;
        }
    }
    return false;
}

/* Keeps the cells whose days are among the dates. */
static void keep_days(struct report_series *series, const json_t *dates, size_t from)
{
    size_t kept = from;
    for (size_t i = from; i < series->n; i++) {
        if (holds_day(dates, series->day[i])) {
            series->day[kept] = series->day[i];
            series->cell[kept++] = series->cell[i];
        }
    }
    series->n = kept;
}

int report_series_read(const json_t *data, const char *entity, const char *measure, const char *period,
                       struct report_series *series)
{
    *series = (struct report_series){0};
    const json_t *values = json_object_get(json_object_get(json_object_get(data, "values"), entity), measure);
    const json_t *measure_is = json_object_get(json_object_get(data, "measures"), measure);
    const json_t *periods = json_object_get(data, "periods");
    const json_t *cells = json_object_get(values, period);
    bool stock = json_is_true(json_object_get(measure_is, "stock")), sparse = stock && !json_is_array(cells);
    if (sparse) {
        cells = json_object_get(values, "month");
    }
    const json_t *dates = json_object_get(periods, sparse || strcmp(period, "entry") == 0 ? "month" : period);
    size_t n = json_array_size(cells), shift = stock ? 1 : 0;
    if (n == 0 || json_array_size(dates) + shift < n) {
        return 0;
    }
    series->day = calloc(n, sizeof *series->day);
    series->cell = calloc(n, sizeof *series->cell);
    if (series->day == NULL || series->cell == NULL) {
        report_series_free(series);
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        series->day[i] = read_day(i < shift ? json_object_get(data, "opening") : json_array_get(dates, i - shift));
        series->cell[i] = read_cell(json_array_get(cells, i));
    }
    series->n = n;
    if (sparse) {
        keep_days(series, json_object_get(periods, period), shift);
    }
    return 0;
}

void report_series_free(struct report_series *series)
{
    free(series->day);
    free(series->cell);
    *series = (struct report_series){0};
}
