/* Figures of a run: fans, the stock by stream, waits by month of application. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "output/plot_send.h"

enum { WAIT_CLASSES = 10, ROW_COLUMNS = 31 };

/* ---- fan ---- */

int plot_send_fan(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem)
{
    static const char *const fans[][2] = {{"open", "open"},       {"overdue", "overdue"},          {"timeliness", "timeliness"},
                                          {"wait", "wait_p50"},   {"wait90", "wait_p90"},          {"accrued", "penalty_accrued"},
                                          {"paid", "penalty_paid"}};
    plot_head(pictures, plot, plot_label(plot, plot->entity));
    int begins = plot_span(plot).opening;
    for (size_t i = 0; i < sizeof fans / sizeof fans[0]; i++) {
        struct report_series series = plot_series(plot, plot->entity, fans[i][1], "month");
        const char *unit = json_string_value(json_object_get(json_object_get(json_object_get(plot->data, "measures"), fans[i][1]), "unit"));
        struct published_marks marks;
        if (published_read(json_object_get(plot->data, "published"), plot->entity, fans[i][1], unit != NULL && published_adds_up(unit), &marks) != 0) {
            report_series_free(&series);
            return problem_set(problem, "not enough memory");
        }
        send_fan(pictures, fans[i][0], &series);
        begins = send_published(pictures, fans[i][0], &marks, begins);
        published_free(&marks);
        report_series_free(&series);
    }
    send_begins(pictures, begins);
    return picture_script(pictures, "fan.gp", name, problem);
}

/* ---- the streams of a run ---- */

static const char *entity_text(const json_t *entities, size_t i, const char *key)
{
    const char *text = json_string_value(json_object_get(json_array_get(entities, i), key));
    return text == NULL ? "" : text;
}

/* ---- stack ---- */

int plot_send_stack(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem)
{
    const json_t *entities = json_object_get(plot->data, "entities");
    struct stack_stream *streams = calloc(json_array_size(entities) + 1, sizeof *streams);
    size_t n = 0;
    if (streams == NULL) {
        return problem_set(problem, "not enough memory");
    }
    for (size_t i = 0; i < json_array_size(entities); i++) {
        if (strcmp(entity_text(entities, i, "kind"), "stream") == 0) {
            const char *entity = entity_text(entities, i, "name");
            streams[n].label = plot_label(plot, entity);
            streams[n++].open = plot_series(plot, entity, "open", "month");
        }
    }
    plot_head(pictures, plot, picture_word(pictures, PLOT_WORD_stack));
    int status = send_stack(pictures, streams, n, name, problem);
    for (size_t i = 0; i < n; i++) {
        report_series_free(&streams[i].open);
    }
    free(streams);
    return status;
}

/* ---- waits ---- */

/* The class of a wait, 1 .. 10: under 2, 4, 8 weeks and so on as word_wait_scale has it; 0 without a value. */
static int wait_class(const struct results_summary *cell)
{
    static const int bounds[WAIT_CLASSES - 1] = {14, 28, 56, 91, 182, 274, 365, 456, 639};
    int class = 1;
    if (cell->n == 0 || !isfinite(cell->quantile[3])) {
        return 0;
    }
    while (class < WAIT_CLASSES && cell->quantile[3] > bounds[class - 1]) {
        class ++;
    }
    return class;
}

static bool has_waits(const struct plot *plot, const char *entity)
{
    struct report_series series = plot_series(plot, entity, "wait_p50", "entry");
    bool any = false;
    for (size_t i = 0; i < series.n; i++) {
        any = any || wait_class(&series.cell[i]) > 0;
    }
    report_series_free(&series);
    return any;
}

const char *plot_waits_lacks(const struct plot *plot)
{
    return has_waits(plot, "all") ? NULL
                                  : "no case that arrives in the forecast is decided within it in enough futures; try a later horizon";
}

/* Lines "first month, last month + 1, row, class" of a stream: months of one class as one bar. */
static void send_wait_row(struct pictures *pictures, const struct plot *plot, const char *entity, const char *measure, size_t row)
{
    struct report_series series = plot_series(plot, entity, measure, "entry");
    for (size_t i = 0, k; i < series.n; i = k) {
        const int class = wait_class(&series.cell[i]);
        for (k = i + 1; k < series.n && wait_class(&series.cell[k]) == class; k++) {
        }
        fprintf(pictures->gnuplot.pipe, "%zu %zu %zu %d\n", i, k, row, class);
    }
    report_series_free(&series);
}

static void send_wait_rows(struct pictures *pictures, const struct plot *plot, const char *block, const char *measure)
{
    const json_t *entities = json_object_get(plot->data, "entities");
    size_t row = 0;
    gnuplot_data(&pictures->gnuplot, block);
    for (size_t i = 0; i < json_array_size(entities); i++) {
        const char *entity = entity_text(entities, i, "name");
        if (strcmp(entity_text(entities, i, "kind"), "pool") != 0 && has_waits(plot, entity)) {
            send_wait_row(pictures, plot, entity, measure, ++row);
        }
    }
    gnuplot_data_end(&pictures->gnuplot);
    picture_set(pictures, "n_rows", (double)row);
}

int plot_send_waits(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem)
{
    const json_t *entities = json_object_get(plot->data, "entities");
    const struct picture_span span = plot_span(plot);
    plot_head(pictures, plot, picture_word(pictures, PLOT_WORD_waits));
    gnuplot_data(&pictures->gnuplot, "rows");
    for (size_t i = 0; i < json_array_size(entities); i++) {
        const char *entity = entity_text(entities, i, "name");
        if (strcmp(entity_text(entities, i, "kind"), "pool") != 0 && has_waits(plot, entity)) {
            gnuplot_text(&pictures->gnuplot, plot_label(plot, entity), ROW_COLUMNS);
        }
    }
    gnuplot_data_end(&pictures->gnuplot);
    send_wait_rows(pictures, plot, "half", "wait_p50");
    send_wait_rows(pictures, plot, "nine", "wait_p90");
    picture_set(pictures, "first_month", month_index(span.opening + 1));
    return picture_script(pictures, "waits.gp", name, problem);
}
