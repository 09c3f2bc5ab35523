#include "output/score.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"

enum { FORECAST_PERIOD, FORECAST_DATE, FORECAST_STREAM, FORECAST_MEASURE, BANDS = 3 };
static const char *const quantile_names[SCORE_QUANTILES] = {"p05", "p10", "p25", "p50", "p75", "p90", "p95"};

/* From the narrowest on. */
static const struct {
    int percent;
    enum score_quantile low, high;
} bands[BANDS] = {{50, SCORE_P25, SCORE_P75}, {80, SCORE_P10, SCORE_P90}, {90, SCORE_P05, SCORE_P95}};

int score_band(const struct scored_figure *figure)
{
    for (int i = 0; i < BANDS; i++) {
        if (figure->published >= figure->quantile[bands[i].low] && figure->published <= figure->quantile[bands[i].high]) {
            return bands[i].percent;
        }
    }
    return 100;
}

static double score_of(const struct scored_figure *figure)
{
    const double y = figure->published;
    double sum = fabs(y - figure->quantile[SCORE_P50]) / 2;
    for (int i = 0; i < BANDS; i++) {
        const double low = figure->quantile[bands[i].low], high = figure->quantile[bands[i].high];
        sum += (1 - bands[i].percent / 100.0) / 2 * (high - low) + fmax(0, low - y) + fmax(0, y - high);
    }
    return sum / (BANDS + 0.5);
}

/* ---- rows ---- */

static const char *cell(const struct score *score, size_t row, int column)
{
    return csv_table_text(&score->published, row, column);
}

static bool is_same(const struct score *score, size_t a, size_t b)
{
    return strcmp(cell(score, a, score->stream), cell(score, b, score->stream)) == 0 &&
           strcmp(cell(score, a, score->measure), cell(score, b, score->measure)) == 0 &&
           strcmp(cell(score, a, score->period), cell(score, b, score->period)) == 0;
}

/* The last figure of the same stream, measure and period by the opening date. */
static double figure_before(const struct score *score, size_t row, int value)
{
    const char *latest = "";
    double before = (double)NAN;
    for (size_t i = 0; i < score->published.n_rows; i++) {
        const char *date = cell(score, i, score->date);
        if (strcmp(date, score->opening) <= 0 && strcmp(date, latest) > 0 && is_same(score, row, i)) {
            latest = date;
            before = csv_table_number(&score->published, i, value);
        }
    }
    return before;
}

/* The forecast's row of the same, n_rows when there is none. */
static size_t find_forecast(const struct score *score, size_t row)
{
    const struct csv_table *forecast = &score->forecast;
    size_t i = 0;
    while (i < forecast->n_rows && (strcmp(csv_table_text(forecast, i, FORECAST_DATE), cell(score, row, score->date)) != 0 ||
                                    strcmp(csv_table_text(forecast, i, FORECAST_PERIOD), cell(score, row, score->period)) != 0 ||
                                    strcmp(csv_table_text(forecast, i, FORECAST_STREAM), cell(score, row, score->stream)) != 0 ||
                                    strcmp(csv_table_text(forecast, i, FORECAST_MEASURE), cell(score, row, score->measure)) != 0)) {
        i++;
    }
    return i;
}

/* Whether the forecast's row has bands: a measure without a value has none. */
static bool read_bands(const struct score *score, struct scored_figure *figure)
{
    bool given = true;
    for (int q = 0; q < SCORE_QUANTILES; q++) {
        figure->quantile[q] = csv_table_number(&score->forecast, figure->forecast_row, csv_table_column(&score->forecast, quantile_names[q]));
        given = given && isfinite(figure->quantile[q]);
    }
    return given;
}

static int score_row(struct score *score, const char *path, size_t row, int value, struct problem *problem)
{
    struct scored_figure figure = {.row = row, .published = csv_table_number(&score->published, row, value)};
    const char *date = cell(score, row, score->date);
    int day;
    if (!day_parse(date, &day)) {
        return problem_set(problem, "%s: row %zu of the published figures: '%s' is no date; write the last day of the period, such as 2024-12-31", path, row + 2, date);
    }
    if (cell(score, row, value)[0] == '\0') {
        return 0; /* nothing was published */
    }
    if (!isfinite(figure.published)) {
        return problem_set(problem, "%s: row %zu of the published figures: '%s' is no number; write plain digits, and 0.93 for 93%%", path, row + 2, cell(score, row, value));
    }
    if (strcmp(date, score->opening) <= 0) {
        return 0;
    }
    if (strcmp(date, score->last) > 0) {
        score->n_later++;
        return 0;
    }
    figure.forecast_row = find_forecast(score, row);
    if (figure.forecast_row == score->forecast.n_rows || !read_bands(score, &figure)) {
        score->n_unknown++;
        return 0;
    }
    figure.score = score_of(&figure);
    figure.before = figure_before(score, row, value);
    score->figures[score->n++] = figure;
    return 0;
}

/* ---- the tables ---- */

static int find_columns(struct score *score, const char *path, int *value, struct problem *problem)
{
    const struct {
        const char *name;
        int *column;
    } wanted[] = {{"period", &score->period}, {"date", &score->date}, {"stream", &score->stream}, {"measure", &score->measure}, {"value", value}};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        *wanted[i].column = csv_table_column(&score->published, wanted[i].name);
        if (*wanted[i].column == CSV_NO_COLUMN) {
            return problem_set(problem, "%s has no column %s; it takes period, date, stream, measure and value", path, wanted[i].name);
        }
    }
    return 0;
}

static int read_forecast(struct score *score, const char *path, struct problem *problem)
{
    const struct csv_table *forecast = &score->forecast;
    if (csv_table_read(path, &score->forecast, problem) != 0) {
        return -1;
    }
    if (forecast->n_rows == 0 || csv_table_column(forecast, "measure") != FORECAST_MEASURE || csv_table_column(forecast, "p95") == CSV_NO_COLUMN) {
        return problem_set(problem, "%s is no forecast of `termijn run'", path);
    }
    score->opening = score->last = csv_table_text(forecast, 0, FORECAST_DATE);
    for (size_t i = 1; i < forecast->n_rows; i++) {
        const char *date = csv_table_text(forecast, i, FORECAST_DATE);
        score->opening = strcmp(date, score->opening) < 0 ? date : score->opening;
        score->last = strcmp(date, score->last) > 0 ? date : score->last;
    }
    return 0;
}

int score_read(const char *forecast, const char *published, struct score *score, struct problem *problem)
{
    int value;
    *score = (struct score){0};
    if (read_forecast(score, forecast, problem) != 0 || csv_table_read(published, &score->published, problem) != 0 ||
        find_columns(score, published, &value, problem) != 0) {
        return -1;
    }
    score->figures = calloc(score->published.n_rows + 1, sizeof *score->figures);
    if (score->figures == NULL) {
        return problem_set(problem, "not enough memory for %s", published);
    }
    int status = 0;
    for (size_t row = 0; status == 0 && row < score->published.n_rows; row++) {
        status = score_row(score, published, row, value, problem);
    }
    return status;
}

void score_free(struct score *score)
{
    csv_table_free(&score->published);
    csv_table_free(&score->forecast);
    free(score->figures);
    *score = (struct score){0};
}
