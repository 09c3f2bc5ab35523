#include "output/run_pictures.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <stdlib.h>

enum { STACK_BANDS = 8, BAND_COLUMNS = 40 };

void send_fan(struct pictures *pictures, const char *name, const struct report_series *series)
{
    size_t months = 0;
    double top = 0;
    gnuplot_data(&pictures->gnuplot, name);
    for (size_t i = 0; i < series->n; i++) {
        picture_date(pictures, series->day[i]);
        top = picture_quantiles(pictures, &series->cell[i], top);
        months += series->cell[i].n > 0;
        fputc('\n', pictures->gnuplot.pipe);
    }
    gnuplot_data_end(&pictures->gnuplot);
    fprintf(pictures->gnuplot.pipe, "%s_months = %zu\n%s_top = ", name, months, name);
    picture_number(pictures, top);
    fputc('\n', pictures->gnuplot.pipe);
}

static void send_mark(struct pictures *pictures, const struct published_mark *mark)
{
    picture_date(pictures, mark->first);
    fputc(' ', pictures->gnuplot.pipe);
    picture_date(pictures, mark->last);
    picture_number(pictures, mark->value);
    fputc('\n', pictures->gnuplot.pipe);
}

int send_published(struct pictures *pictures, const char *name, const struct published_marks *marks, int begins)
{
    char block[80];
    double top = 0;
    snprintf(block, sizeof block, "%s_past", name);
    gnuplot_data(&pictures->gnuplot, block);
    if (marks->n == 0) { /* gnuplot complains of a block without a line */
        send_mark(pictures, &(struct published_mark){begins, begins, (double)NAN});
    }
    for (size_t i = 0; i < marks->n; i++) {
        send_mark(pictures, &marks->mark[i]);
        top = GSL_MAX(top, marks->mark[i].value);
        begins = GSL_MIN(begins, marks->mark[i].first);
    }
    gnuplot_data_end(&pictures->gnuplot);
    fprintf(pictures->gnuplot.pipe, "%s_past_n = %zu\n%s_past_top =", name, marks->n, name);
    picture_number(pictures, top);
    fprintf(pictures->gnuplot.pipe, "\nif (%s_past_top > %s_top) { %s_top = %s_past_top }\n", name, name, name, name);
    return begins;
}

void send_begins(struct pictures *pictures, int begins)
{
    fputs("begins = '", pictures->gnuplot.pipe);
    picture_date(pictures, begins);
    fputs("'\n", pictures->gnuplot.pipe);
}

void send_span(struct pictures *pictures, const struct picture_span *span)
{
    fprintf(pictures->gnuplot.pipe, "replications = %lu\nn_months = %zu\nopening = '", (unsigned long)span->replications,
            span->n_months);
    picture_date(pictures, span->opening);
    fputs("'\nhorizon = '", pictures->gnuplot.pipe);
    picture_date(pictures, span->horizon);
    fputs("'\n", pictures->gnuplot.pipe);
}

void send_text(struct pictures *pictures, const char *title, const char *subtitle, const char *third)
{
    gnuplot_data(&pictures->gnuplot, "text");
    gnuplot_text(&pictures->gnuplot, title, LABEL_COLUMNS);
    gnuplot_text(&pictures->gnuplot, subtitle, TITLE_COLUMNS);
    gnuplot_text(&pictures->gnuplot, third, TITLE_COLUMNS);
    gnuplot_data_end(&pictures->gnuplot);
}

/* ---- stack ---- */

static double mean_open(const struct stack_stream *stream, size_t i)
{
    return i < stream->open.n && stream->open.cell[i].n > 0 ? stream->open.cell[i].mean : 0;
}

/* Streams by the size of their stock, the largest first; returns how many deserve a band of their own. */
static size_t rank_streams(struct stack_stream *streams, size_t n, size_t dates)
{
    for (size_t i = 0; i < n; i++) {
        streams[i].size = 0;
        for (size_t k = 0; k < dates; k++) {
            streams[i].size += mean_open(&streams[i], k);
        }
    }
    /* Few streams, and those of one size stay in the order of the scenario: insertion. */
    for (size_t i = 1; i < n; i++) {
        const struct stack_stream stream = streams[i];
        size_t k = i;
        for (; k > 0 && stream.size > streams[k - 1].size; k--) {
            streams[k] = streams[k - 1];
        }
        streams[k] = stream;
    }
    size_t named = n <= STACK_BANDS + 1 ? n : STACK_BANDS;
    while (named > 1 && streams[named - 1].size <= 0) { /* a stream that never has a case needs no colour */
        named--;
    }
    return named;
}

/* $stack: date, then cumulated means from 0 upwards: `others` (may be empty) lowest, the largest stream on top of all.
 * Returns the highest sum. */
static double send_stack_data(struct pictures *pictures, const struct stack_stream *streams, size_t n, size_t named)
{
    double top = 0;
    const struct report_series *dates = &streams[0].open;
    gnuplot_data(&pictures->gnuplot, "stack");
    for (size_t k = 0; k < dates->n; k++) {
        double sum = 0;
        picture_date(pictures, dates->day[k]);
        for (size_t i = named; i < n; i++) {
            sum += mean_open(&streams[i], k);
        }
        picture_number(pictures, 0);
        picture_number(pictures, sum);
        for (size_t i = named; i-- > 0;) {
            sum += mean_open(&streams[i], k);
            picture_number(pictures, sum);
        }
        fputc('\n', pictures->gnuplot.pipe);
        top = GSL_MAX(top, sum);
    }
    gnuplot_data_end(&pictures->gnuplot);
    return top;
}

int send_stack(struct pictures *pictures, struct stack_stream *streams, size_t n, const char *figure, struct problem *problem)
{
    size_t dates = 0;
    for (size_t i = 0; i < n; i++) {
        dates = GSL_MAX(dates, streams[i].open.n);
    }
    const size_t named = rank_streams(streams, n, dates);
    const double top = send_stack_data(pictures, streams, n, named);
    gnuplot_data(&pictures->gnuplot, "bands"); /* labels in the order of $stack's columns */
    gnuplot_text(&pictures->gnuplot, picture_word(pictures, PLOT_WORD_other_streams), LABEL_COLUMNS);
    for (size_t i = named; i-- > 0;) {
        gnuplot_text(&pictures->gnuplot, streams[i].label, BAND_COLUMNS);
    }
    gnuplot_data_end(&pictures->gnuplot);
    fprintf(pictures->gnuplot.pipe, "named = %zu\nothers = %d\nstack_top =", named, named < n && streams[named].size > 0);
    picture_number(pictures, top > 0 ? top : 1);
    fputc('\n', pictures->gnuplot.pipe);
    return picture_script(pictures, "stack.gp", figure, problem);
}
