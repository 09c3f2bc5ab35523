#include "output/figures.h"

#include <stdlib.h>
#include <string.h>

#include "output/run_pictures.h"

/* A month's summaries of a measure (stocks: and one on the opening date); -1 without memory. */
static int read_series(const struct run_result *run, size_t entity, enum measure measure, struct report_series *series)
{
    const struct results_layout *layout = run->layout;
    const size_t first = measure_info(measure)->form == FORM_LAST ? 0 : 1, n = layout->n_months + 1 - first;
    *series = (struct report_series){n, calloc(n, sizeof *series->day), calloc(n, sizeof *series->cell)};
    if (series->day == NULL || series->cell == NULL) {
        report_series_free(series);
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        series->day[i] = layout->periods[first + i].last;
        series->cell[i] = run_summary(run, first + i, entity, measure);
    }
    return 0;
}

static void send_head(struct pictures *pictures, const struct run_result *run, const char *title)
{
    const struct scenario *scenario = run->scenario;
    const struct picture_span span = {run->replications, run->layout->n_months, run->layout->opening_date, run->layout->horizon};
    send_text(pictures, title, scenario->title[0] != '\0' ? scenario->title : run->name, run->name);
    send_span(pictures, &span);
}

/* A stream may be called stack; the picture of that name is of all streams. */
static const char *page_name(const char *stream)
{
    return strcmp(stream, "stack") == 0 ? "_stack" : stream;
}

struct figures {
    const struct run_result *run;
    json_t *published;
};

static int send_page(struct pictures *pictures, const struct figures *figures, size_t entity, struct problem *problem)
{
    const struct run_result *run = figures->run;
    static const struct {
        const char *name;
        enum measure measure;
    } fans[] = {{"open", MEASURE_OPEN},        {"overdue", MEASURE_OVERDUE}, {"timeliness", MEASURE_TIMELINESS},
                {"wait", MEASURE_WAIT_P50},    {"wait90", MEASURE_WAIT_P90}, {"accrued", MEASURE_PENALTY_ACCRUED},
                {"paid", MEASURE_PENALTY_PAID}};
    const bool all = entity == layout_all(run->layout);
    int begins = run->layout->opening_date;
    send_head(pictures, run, all ? picture_word(pictures, PLOT_WORD_all_streams) : run_entity_label(run, entity));
    for (size_t i = 0; i < sizeof fans / sizeof fans[0]; i++) {
        const struct measure_info *info = measure_info(fans[i].measure);
        struct report_series series = {0};
        struct published_marks marks = {0};
        const bool good = read_series(run, entity, fans[i].measure, &series) == 0 &&
                          published_read(figures->published, run->layout->names[entity], info->name, published_adds_up(info->unit), &marks) == 0;
        if (good) {
            send_fan(pictures, fans[i].name, &series);
            begins = send_published(pictures, fans[i].name, &marks, begins);
        }
        published_free(&marks);
        report_series_free(&series);
        if (!good) {
            return problem_set(problem, "no plots: not enough memory");
        }
    }
    send_begins(pictures, begins);
    return picture_script(pictures, "fan.gp", page_name(run->layout->names[entity]), problem);
}

static int send_stock(struct pictures *pictures, const struct run_result *run, struct problem *problem)
{
    const size_t n = run->layout->n_streams;
    struct stack_stream *streams = calloc(n + 1, sizeof *streams);
    int status = streams == NULL ? -1 : 0;
    for (size_t i = 0; status == 0 && i < n; i++) {
        streams[i].label = run_entity_label(run, i);
        status = read_series(run, i, MEASURE_OPEN, &streams[i].open);
    }
    if (status == 0) {
        send_head(pictures, run, picture_word(pictures, PLOT_WORD_stack));
        status = send_stack(pictures, streams, n, "stack", problem);
    } else {
        problem_set(problem, "no plots: not enough memory");
    }
    for (size_t i = 0; streams != NULL && i < n; i++) {
        report_series_free(&streams[i].open);
    }
    free(streams);
    return status;
}

/* ---- a run's figures ---- */

static int send_all(struct pictures *pictures, const void *data, struct problem *problem)
{
    const struct figures *figures = data;
    const struct run_result *run = figures->run;
    int status = 0;
    for (size_t entity = 0; status == 0 && entity <= layout_all(run->layout); entity++) {
        if (picture_name_is_plain(run->layout->names[entity])) {
            status = send_page(pictures, figures, entity, problem);
        }
    }
    return status == 0 ? send_stock(pictures, run, problem) : status;
}

int figures_draw(const struct run_result *run, struct folder *folder, struct problem *problem)
{
    const struct figures figures = {run, report_published(run)};
    const int status = figures.published == NULL ? problem_set(problem, "no plots: not enough memory")
                                                 : pictures_draw(folder, run->language, send_all, &figures, problem);
    json_decref(figures.published);
    return status;
}
