#include "output/figures.h"

#include <gsl/gsl_math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "output/pictures.h"

enum { STACK_BANDS = 8 };

/* ---- fans ---- */

struct fan_size {
    size_t months; /* with a value */
    double top;    /* largest value drawn, 0 without any */
};

/* Sends $NAME: a line per month (stocks: and one for the opening date) with the date and p05 .. p95, NaN where there is
 * no value. */
static struct fan_size send_fan(struct pictures *pictures, const struct run_result *run, size_t entity,
                                const char *name, enum measure measure)
{
    struct fan_size size = {0, 0};
    size_t first = measure_info(measure)->form == FORM_LAST ? 0 : 1;
    gnuplot_data(&pictures->gnuplot, name);
    for (size_t period = first; period <= run->layout->n_months; period++) {
        struct results_summary summary = run_summary(run, period, entity, measure);
        picture_date(pictures, run->layout->periods[period].last);
        size.top = picture_quantiles(pictures, &summary, size.top);
        size.months += summary.n > 0;
        fputc('\n', pictures->gnuplot.pipe);
    }
    gnuplot_data_end(&pictures->gnuplot);
    fprintf(pictures->gnuplot.pipe, "%s_months = %zu\n%s_top = ", name, size.months, name);
    picture_number(pictures, size.top);
    fputc('\n', pictures->gnuplot.pipe);
    return size;
}

/* What every page says: $text[1] is its title, $text[2] the scenario's, $text[3] about the run. */
static void send_text(struct pictures *pictures, const struct run_result *run, const char *title)
{
    const struct scenario *scenario = run->scenario;
    gnuplot_data(&pictures->gnuplot, "text");
    gnuplot_text(&pictures->gnuplot, title, LABEL_COLUMNS);
    gnuplot_text(&pictures->gnuplot, scenario->title[0] != '\0' ? scenario->title : run->name, TITLE_COLUMNS);
    gnuplot_text(&pictures->gnuplot, run->name, TITLE_COLUMNS);
    gnuplot_data_end(&pictures->gnuplot);
    fprintf(pictures->gnuplot.pipe, "replications = %lu\nn_months = %zu\nopening = '", (unsigned long)run->replications,
            run->layout->n_months);
    picture_date(pictures, run->layout->opening_date);
    fputs("'\nhorizon = '", pictures->gnuplot.pipe);
    picture_date(pictures, run->layout->horizon);
    fputs("'\n", pictures->gnuplot.pipe);
}

/* A stream may be called stack; the picture of that name is of all streams. */
static const char *page_name(const char *stream)
{
    return strcmp(stream, "stack") == 0 ? "_stack" : stream;
}

static int send_page(struct pictures *pictures, const struct run_result *run, size_t entity, struct problem *problem)
{
    static const struct {
        const char *name;
        enum measure measure;
    } fans[] = {{"open", MEASURE_OPEN},        {"overdue", MEASURE_OVERDUE}, {"timeliness", MEASURE_TIMELINESS},
                {"wait", MEASURE_WAIT_P50},    {"wait90", MEASURE_WAIT_P90}, {"accrued", MEASURE_PENALTY_ACCRUED},
                {"paid", MEASURE_PENALTY_PAID}};
    send_text(pictures, run, run_entity_label(run, entity));
    for (size_t i = 0; i < sizeof fans / sizeof fans[0]; i++) {
        send_fan(pictures, run, entity, fans[i].name, fans[i].measure);
    }
    return picture_script(pictures, "fan.gp", page_name(run->layout->names[entity]), problem);
}

/* ---- stack ---- */

struct band {
    size_t stream;
    double size; /* mean open, added up over the months */
};

static int larger_first(const void *a, const void *b)
{
    const struct band *x = a, *y = b;
    if (x->size != y->size) {
        return x->size < y->size ? 1 : -1;
    }
    return x->stream < y->stream ? -1 : 1;
}

static double mean_open(const struct run_result *run, size_t period, size_t stream)
{
    struct results_summary summary = run_summary(run, period, stream, MEASURE_OPEN);
    return summary.n > 0 ? summary.mean : 0;
}

/* $stack: date, then cumulated means from 0 upwards: `others` (may be empty) lowest, the largest stream on top of all.
 * Returns the highest sum. */
static double send_stack_data(struct pictures *pictures, const struct run_result *run, const struct band *bands,
                              size_t named)
{
    double top = 0;
    gnuplot_data(&pictures->gnuplot, "stack");
    for (size_t period = 0; period <= run->layout->n_months; period++) {
        double sum = 0;
        picture_date(pictures, run->layout->periods[period].last);
        for (size_t i = named; i < run->layout->n_streams; i++) {
            sum += mean_open(run, period, bands[i].stream);
        }
        picture_number(pictures, 0);
        picture_number(pictures, sum);
        for (size_t i = named; i-- > 0;) {
            sum += mean_open(run, period, bands[i].stream);
            picture_number(pictures, sum);
        }
        fputc('\n', pictures->gnuplot.pipe);
        top = GSL_MAX(top, sum);
    }
    gnuplot_data_end(&pictures->gnuplot);
    return top;
}

/* $bands: the bands' labels in the order of $stack's columns. */
static void send_stack_labels(struct pictures *pictures, const struct run_result *run, const struct band *bands,
                              size_t named)
{
    gnuplot_data(&pictures->gnuplot, "bands");
    gnuplot_text(&pictures->gnuplot, "Other streams", LABEL_COLUMNS);
    for (size_t i = named; i-- > 0;) {
        gnuplot_text(&pictures->gnuplot, run_entity_label(run, bands[i].stream), 40);
    }
    gnuplot_data_end(&pictures->gnuplot);
}

/* Streams by the size of their stock, the largest first; returns how many deserve a band of their own. */
static size_t rank_streams(const struct run_result *run, struct band *bands)
{
    size_t n = run->layout->n_streams;
    for (size_t i = 0; i < n; i++) {
        bands[i].stream = i;
        for (size_t period = 0; period <= run->layout->n_months; period++) {
            bands[i].size += mean_open(run, period, i);
        }
    }
    qsort(bands, n, sizeof *bands, larger_first);
    size_t named = n <= STACK_BANDS + 1 ? n : STACK_BANDS;
    while (named > 1 && bands[named - 1].size <= 0) { /* a stream that never has a case needs no colour */
        named--;
    }
    return named;
}

static int send_stack(struct pictures *pictures, const struct run_result *run, struct problem *problem)
{
    struct band *bands = calloc(run->layout->n_streams + 1, sizeof *bands);
    if (bands == NULL) {
        return problem_set(problem, "no plots: not enough memory");
    }
    size_t named = rank_streams(run, bands);
    send_text(pictures, run, "Open cases by stream");
    double top = send_stack_data(pictures, run, bands, named);
    send_stack_labels(pictures, run, bands, named);
    fprintf(pictures->gnuplot.pipe, "named = %zu\nothers = %d\nstack_top =", named, bands[named].size > 0);
    picture_number(pictures, top > 0 ? top : 1);
    fputc('\n', pictures->gnuplot.pipe);
    free(bands);
    return picture_script(pictures, "stack.gp", "stack", problem);
}

/* ---- a run's figures ---- */

static int send_all(struct pictures *pictures, const void *data, struct problem *problem)
{
    const struct run_result *run = data;
    int status = 0;
    for (size_t entity = 0; status == 0 && entity <= layout_all(run->layout); entity++) {
        if (picture_name_is_plain(run->layout->names[entity])) {
            status = send_page(pictures, run, entity, problem);
        }
    }
    return status == 0 ? send_stack(pictures, run, problem) : status;
}

int figures_draw(const struct run_result *run, struct folder *folder, struct problem *problem)
{
    return pictures_draw(folder, send_all, run, problem);
}
