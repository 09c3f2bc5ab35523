/* Published figures of past years against the simulated ones. */
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "output/plot_send.h"
#include "output/report_published.h"

enum { PANELS = 5, ROWS_MOST = 120, ROW_COLUMNS = 25 };

/* A panel: a published measure and what of the results stands against it, a measure or the sum of two. */
static const struct panel {
    const char *name, *published, *simulated, *and_too;
} panels[PANELS] = {{"inflow", NULL, "inflow", NULL}, /* as the scenario states it */
                    {"open", "open", "open", NULL},
                    {"decisions", "decisions+withdrawn", "decisions", "withdrawn"},
                    {"timeliness", "timeliness", "timeliness", NULL},
                    {"wait", "wait_mean", "wait_mean", NULL}};

/* ---- what was published ---- */

static double published_in_history(const struct plot *plot, const char *stream, const char *measure, const char *date)
{
    const struct csv_table *table = &plot->history;
    const int period = csv_table_column(table, "period"), day = csv_table_column(table, "date"), of = csv_table_column(table, "stream"),
              what = csv_table_column(table, "measure"), value = csv_table_column(table, "value");
    for (size_t row = 0; row < table->n_rows; row++) {
        if (strcmp(csv_table_text(table, row, period), "year") == 0 && strcmp(csv_table_text(table, row, day), date) == 0 &&
            strcmp(csv_table_text(table, row, of), stream) == 0 && strcmp(csv_table_text(table, row, what), measure) == 0) {
            return csv_table_number(table, row, value);
        }
    }
    return (double)NAN;
}

static double published(const struct plot *plot, const struct panel *panel, const char *stream, const char *date)
{
    if (panel->published != NULL && plot->history.n_rows > 0) {
        return published_in_history(plot, stream, panel->published, date);
    }
    if (panel->published != NULL) {
        return published_of_year(json_object_get(plot->data, "published"), stream, panel->published, date);
    }
    const json_t *value = json_object_get(json_object_get(json_object_get(plot->manifest, "stated_inflow"), stream), date);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

/* ---- what was simulated ---- */

static struct results_summary simulated_measure(const struct plot *plot, const char *stream, const char *measure, int day)
{
    struct results_summary found = {.n = 0, .mean = (double)NAN};
    struct report_series series = plot_series(plot, stream, measure, "year");
    for (size_t i = 0; i < series.n; i++) {
        found = series.day[i] == day ? series.cell[i] : found;
    }
    report_series_free(&series);
    return found;
}

/* Mean, p05 and p95; of a sum the mean alone, since quantiles do not add up. */
static void simulated(const struct plot *plot, const struct panel *panel, const char *stream, int day, double values[static 3])
{
    const struct results_summary own = simulated_measure(plot, stream, panel->simulated, day);
    values[0] = own.n > 0 ? own.mean : (double)NAN;
    values[1] = own.n > 0 && panel->and_too == NULL ? own.quantile[0] : (double)NAN;
    values[2] = own.n > 0 && panel->and_too == NULL ? own.quantile[6] : (double)NAN;
    if (panel->and_too != NULL) {
        const struct results_summary other = simulated_measure(plot, stream, panel->and_too, day);
        values[0] += other.n > 0 ? other.mean : 0;
    }
}

/* ---- rows: a stream in a year ---- */

struct row {
    const char *stream, *date;
    int day;
    bool first; /* of its stream */
};

static bool has_published(const struct plot *plot, const char *stream, const char *date)
{
    for (size_t i = 0; i < PANELS; i++) {
        if (isfinite(published(plot, &panels[i], stream, date))) {
            return true;
        }
    }
    return false;
}

static size_t find_rows(const struct plot *plot, struct row rows[])
{
    const json_t *entities = json_object_get(plot->data, "entities"), *entity;
    const json_t *years = json_object_get(json_object_get(plot->data, "periods"), "year"), *year;
    size_t n = 0, i, k;
    json_array_foreach(entities, i, entity)
    {
        const char *stream = json_string_value(json_object_get(entity, "name"));
        bool first = true;
        json_array_foreach(years, k, year)
        {
            const char *date = json_string_value(year);
            int day;
            if (n < ROWS_MOST && stream != NULL && date != NULL && day_parse(date, &day) && has_published(plot, stream, date)) {
                rows[n++] = (struct row){stream, date, day, first};
                first = false;
            }
        }
    }
    return n;
}

const char *plot_backtest_lacks(const struct plot *plot)
{
    struct row rows[ROWS_MOST];
    if (find_rows(plot, rows) > 0) {
        return NULL;
    }
    return plot->history.n_rows > 0 ? "none of the published figures is of a year and a stream of these results; its rows are "
                                      "year,DATE,STREAM,MEASURE,VALUE, with the last day of a year"
                                    : "no published figure and no past inflow lies in the simulated years: run a scenario whose past they are "
                                      "(`published`, inflow.past), or name a table of published figures with --history FILE";
}

/* ---- sending ---- */

/* A simulated value on the panel's axis: counts as percent above the published one, timeliness in percent, waits in weeks. */
static double on_axis(const struct panel *panel, double value, double published_value)
{
    if (strcmp(panel->name, "timeliness") == 0) {
        return 100 * value;
    }
    return strcmp(panel->name, "wait") == 0 ? value / 7 : 100 * (value / published_value - 1);
}

/* $NAME: row, published, simulated mean, p05, p95, as they stand on the axis; NAME_n rows, NAME_most the largest of all, either way. */
static void send_panel(struct pictures *pictures, const struct plot *plot, const struct panel *panel, size_t n, const struct row rows[])
{
    size_t shown = 0;
    double most = 0;
    gnuplot_data(&pictures->gnuplot, panel->name);
    for (size_t i = 0; i < n; i++) {
        double values[4] = {published(plot, panel, rows[i].stream, rows[i].date)};
        simulated(plot, panel, rows[i].stream, rows[i].day, values + 1);
        if (!(values[0] > 0) || !isfinite(values[1])) {
            continue;
        }
        fprintf(pictures->gnuplot.pipe, "%zu", i + 1);
        for (size_t k = 0; k < 4; k++) {
            const double at = on_axis(panel, isfinite(values[k]) ? values[k] : values[1], values[0]);
            picture_number(pictures, at);
            most = fmax(most, fabs(at));
        }
        fputc('\n', pictures->gnuplot.pipe);
        shown++;
    }
    gnuplot_data_end(&pictures->gnuplot);
    fprintf(pictures->gnuplot.pipe, "%s_n = %zu\n%s_most =", panel->name, shown, panel->name);
    picture_number(pictures, most);
    fputc('\n', pictures->gnuplot.pipe);
}

int plot_send_backtest(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem)
{
    struct row rows[ROWS_MOST];
    const size_t n = find_rows(plot, rows);
    plot_head(pictures, plot, picture_word(pictures, PLOT_WORD_backtest));
    gnuplot_data(&pictures->gnuplot, "rows");
    for (size_t i = 0; i < n; i++) {
        gnuplot_text(&pictures->gnuplot, rows[i].first ? plot_label(plot, rows[i].stream) : "", ROW_COLUMNS);
    }
    gnuplot_data_end(&pictures->gnuplot);
    gnuplot_data(&pictures->gnuplot, "years");
    for (size_t i = 0; i < n; i++) {
        fprintf(pictures->gnuplot.pipe, "%zu %d %d\n", i + 1, date_from_day(rows[i].day).year, rows[i].first);
    }
    gnuplot_data_end(&pictures->gnuplot);
    for (size_t i = 0; i < PANELS; i++) {
        send_panel(pictures, plot, &panels[i], n, rows);
    }
    picture_set(pictures, "n_rows", (double)n);
    return picture_script(pictures, "backtest.gp", name, problem);
}
