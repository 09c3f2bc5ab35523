#include "output/figures.h"

#include <gsl/gsl_math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "output/csv.h"
#include "output/embedded.h"
#include "output/gnuplot.h"

enum { LABEL_COLUMNS = 70, TITLE_COLUMNS = 80, STACK_BANDS = 8, QUANTILES = 7 };
static const char *const formats[] = {"svg", "png"};
enum { FORMATS = sizeof formats / sizeof formats[0] };

/* ---- fans ---- */

static void send_number(struct gnuplot *gnuplot, double value)
{
    char text[CSV_NUMBER_SIZE];
    csv_number(value, text);
    fprintf(gnuplot->pipe, " %s", text[0] == '\0' ? "NaN" : text);
}

static void send_date(struct gnuplot *gnuplot, int day)
{
    char date[11];
    day_format(day, date);
    fputs(date, gnuplot->pipe);
}

struct fan_size {
    size_t months; /* with a value */
    double top;    /* largest value drawn, 0 without any */
};

/* Sends $NAME: a line per month (stocks: and one for the opening date) with the date and p05 .. p95, NaN where there is
 * no value. */
static struct fan_size send_fan(struct gnuplot *gnuplot, const struct run_result *run, size_t entity, const char *name,
                                enum measure measure)
{
    struct fan_size size = {0, 0};
    size_t first = measure_info(measure)->form == FORM_LAST ? 0 : 1;
    gnuplot_data(gnuplot, name);
    for (size_t period = first; period <= run->layout->n_months; period++) {
        struct results_summary summary = run_summary(run, period, entity, measure);
        send_date(gnuplot, run->layout->periods[period].last);
        for (size_t q = 0; q < QUANTILES; q++) {
            double value = summary.quantile[q]; /* NaN without values */
            send_number(gnuplot, value);
            size.top = value > size.top ? value : size.top;
        }
        size.months += summary.n > 0;
        fputc('\n', gnuplot->pipe);
    }
    gnuplot_data_end(gnuplot);
    fprintf(gnuplot->pipe, "%s_months = %zu\n%s_top = ", name, size.months, name);
    send_number(gnuplot, size.top);
    fputc('\n', gnuplot->pipe);
    return size;
}

/* What every page says: $text[1] is its title, $text[2] the scenario's, $text[3] about the run. */
static void send_text(struct gnuplot *gnuplot, const struct run_result *run, const char *title)
{
    const struct scenario *scenario = run->scenario;
    gnuplot_data(gnuplot, "text");
    gnuplot_text(gnuplot, title, LABEL_COLUMNS);
    gnuplot_text(gnuplot, scenario->title[0] != '\0' ? scenario->title : run->name, TITLE_COLUMNS);
    gnuplot_text(gnuplot, run->name, TITLE_COLUMNS);
    gnuplot_data_end(gnuplot);
    fprintf(gnuplot->pipe, "replications = %lu\nn_months = %zu\nopening = '", (unsigned long)run->replications,
            run->layout->n_months);
    send_date(gnuplot, run->layout->opening_date);
    fputs("'\nhorizon = '", gnuplot->pipe);
    send_date(gnuplot, run->layout->horizon);
    fputs("'\n", gnuplot->pipe);
}

/* Streams are named [a-z][a-z0-9_]*; anything else would be text of a stranger in a command. */
static bool name_is_plain(const char *name)
{
    return name[0] != '\0' && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* A stream may be called stack; the picture of that name is of all streams. */
static const char *page_name(const char *stream)
{
    return strcmp(stream, "stack") == 0 ? "_stack" : stream;
}

/* Runs a script of plots/ once a format, with `format`, `figure` and `file` set. */
static int send_script(struct gnuplot *gnuplot, const char *script, const char *figure, struct problem *problem)
{
    const char *text = embedded_plot_script(script);
    if (text == NULL) {
        return problem_set(problem, "no plots: this build has no script %s", script);
    }
    for (size_t f = 0; f < FORMATS; f++) {
        fprintf(gnuplot->pipe, "format = '%s'\nfigure = '%s'\nfile = '%s.%s'\n", formats[f], figure, figure, formats[f]);
        fputs(text, gnuplot->pipe);
        fputc('\n', gnuplot->pipe);
    }
    return 0;
}

static int send_page(struct gnuplot *gnuplot, const struct run_result *run, size_t entity, struct problem *problem)
{
    static const struct {
        const char *name;
        enum measure measure;
    } fans[] = {{"open", MEASURE_OPEN},        {"overdue", MEASURE_OVERDUE}, {"timeliness", MEASURE_TIMELINESS},
                {"wait", MEASURE_WAIT_P50},    {"wait90", MEASURE_WAIT_P90}, {"accrued", MEASURE_PENALTY_ACCRUED},
                {"paid", MEASURE_PENALTY_PAID}};
    send_text(gnuplot, run, run_entity_label(run, entity));
    for (size_t i = 0; i < sizeof fans / sizeof fans[0]; i++) {
        send_fan(gnuplot, run, entity, fans[i].name, fans[i].measure);
    }
    return send_script(gnuplot, "fan.gp", page_name(run->layout->names[entity]), problem);
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
static double send_stack_data(struct gnuplot *gnuplot, const struct run_result *run, const struct band *bands,
                              size_t named)
{
    double top = 0;
    gnuplot_data(gnuplot, "stack");
    for (size_t period = 0; period <= run->layout->n_months; period++) {
        double sum = 0;
        send_date(gnuplot, run->layout->periods[period].last);
        for (size_t i = named; i < run->layout->n_streams; i++) {
            sum += mean_open(run, period, bands[i].stream);
        }
        send_number(gnuplot, 0);
        send_number(gnuplot, sum);
        for (size_t i = named; i-- > 0;) {
            sum += mean_open(run, period, bands[i].stream);
            send_number(gnuplot, sum);
        }
        fputc('\n', gnuplot->pipe);
        top = GSL_MAX(top, sum);
    }
    gnuplot_data_end(gnuplot);
    return top;
}

/* $bands: the bands' labels in the order of $stack's columns. */
static void send_stack_labels(struct gnuplot *gnuplot, const struct run_result *run, const struct band *bands,
                              size_t named)
{
    gnuplot_data(gnuplot, "bands");
    gnuplot_text(gnuplot, "Other streams", LABEL_COLUMNS);
    for (size_t i = named; i-- > 0;) {
        gnuplot_text(gnuplot, run_entity_label(run, bands[i].stream), 40);
    }
    gnuplot_data_end(gnuplot);
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

static int send_stack(struct gnuplot *gnuplot, const struct run_result *run, struct problem *problem)
{
    struct band *bands = calloc(run->layout->n_streams + 1, sizeof *bands);
    if (bands == NULL) {
        return problem_set(problem, "no plots: not enough memory");
    }
    size_t named = rank_streams(run, bands);
    send_text(gnuplot, run, "Open cases by stream");
    double top = send_stack_data(gnuplot, run, bands, named);
    send_stack_labels(gnuplot, run, bands, named);
    fprintf(gnuplot->pipe, "named = %zu\nothers = %d\nstack_top =", named, bands[named].size > 0);
    send_number(gnuplot, top > 0 ? top : 1);
    fputc('\n', gnuplot->pipe);
    free(bands);
    return send_script(gnuplot, "stack.gp", "stack", problem);
}

/* ---- a run's figures ---- */

static int send_all(struct gnuplot *gnuplot, const struct run_result *run, struct problem *problem)
{
    const char *style = embedded_plot_script("style.gp");
    if (style == NULL) {
        return problem_set(problem, "no plots: this build has no script style.gp");
    }
    fputs(style, gnuplot->pipe);
    int status = 0;
    for (size_t entity = 0; status == 0 && entity <= layout_all(run->layout); entity++) {
        if (name_is_plain(run->layout->names[entity])) {
            status = send_page(gnuplot, run, entity, problem);
        }
    }
    return status == 0 ? send_stack(gnuplot, run, problem) : status;
}

/* A picture that ends as its format does has been written in full; gnuplot says nothing of a full disk. */
static bool picture_is_whole(const char *path, const char *format)
{
    static const char svg_end[] = "</svg>", png_end[] = "IEND";
    const char *end = strcmp(format, "svg") == 0 ? svg_end : png_end;
    char tail[17] = {0};
    FILE *in = fopen(path, "re");
    if (in == NULL) {
        return false;
    }
    bool read =
        fseek(in, -(long)(sizeof tail - 1), SEEK_END) == 0 && fread(tail, 1, sizeof tail - 1, in) == sizeof tail - 1;
    fclose(in);
    return read && memmem(tail, sizeof tail - 1, end, strlen(end)) != NULL;
}

static int adopt(struct folder *folder, const char *figure, const char *format, struct problem *problem)
{
    char *name = NULL, *path = NULL;
    int status = -1;
    if (asprintf(&name, "plots/%s.%s", figure, format) < 0 || asprintf(&path, "%s/%s", folder->temporary, name) < 0) {
        problem_set(problem, "no plots: not enough memory");
    } else if (!picture_is_whole(path, format)) {
        problem_set(problem, "no plots: gnuplot could not write %s in full (is the disk full?)", name);
    } else {
        status = folder_adopt(folder, name, problem);
    }
    free(path);
    free(name);
    return status;
}

static int adopt_formats(struct folder *folder, const char *figure, struct problem *problem)
{
    int status = 0;
    for (size_t f = 0; status == 0 && f < FORMATS; f++) {
        status = adopt(folder, figure, formats[f], problem);
    }
    return status;
}

static int adopt_all(const struct run_result *run, struct folder *folder, struct problem *problem)
{
    int status = 0;
    for (size_t entity = 0; status == 0 && entity <= layout_all(run->layout); entity++) {
        if (name_is_plain(run->layout->names[entity])) {
            status = adopt_formats(folder, page_name(run->layout->names[entity]), problem);
        }
    }
    return status == 0 ? adopt_formats(folder, "stack", problem) : status;
}

static int draw(const struct run_result *run, const char *path, struct problem *problem)
{
    struct gnuplot gnuplot;
    struct problem second;
    if (gnuplot_open(&gnuplot, path, problem) != 0) {
        return -1;
    }
    int sent = send_all(&gnuplot, run, problem);
    int closed = gnuplot_close(&gnuplot, sent == 0 ? problem : &second);
    return sent == 0 ? closed : sent;
}

int figures_draw(const struct run_result *run, struct folder *folder, struct problem *problem)
{
    char *path;
    size_t files_before = folder->n_files;
    if (asprintf(&path, "%s/plots", folder->temporary) < 0) {
        return problem_set(problem, "no plots: not enough memory");
    }
    int status = folder_subfolder(folder, "plots", problem);
    if (status == 0) {
        status = draw(run, path, problem);
    }
    free(path);
    if (status == 0) {
        status = adopt_all(run, folder, problem);
    }
    if (status != 0) {
        folder_forget(folder, files_before);
        folder_remove(folder, "plots");
    }
    return status;
}
