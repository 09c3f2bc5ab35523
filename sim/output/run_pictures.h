/* The pictures of a run that are drawn both when it ends and from its folder: a page of fans, and the stock by stream. */
#ifndef OUTPUT_RUN_PICTURES_H
#define OUTPUT_RUN_PICTURES_H

#include "output/pictures.h"
#include "output/report_data.h"
#include "output/report_published.h"

/* Sends $NAME: a line per cell with the date and p05 .. p95, NaN where there is no value; NAME_months, how many have one,
 * and NAME_top, the largest value (0 without any). */
void send_fan(struct pictures *pictures, const char *name, const struct report_series *series);

/* Sends $NAME_past, after $NAME: a line per published figure with its first and last day and the value; NAME_past_n, how many (0: the
 * only line is without a value); raises NAME_top to the largest. Returns the earliest of `begins` and their first days. */
int send_published(struct pictures *pictures, const char *name, const struct published_marks *marks, int begins);

/* `begins` = the day on which the picture's time axis starts. */
void send_begins(struct pictures *pictures, int begins);

/* What pictures over time say of a run: replications, n_months, opening and horizon. */
struct picture_span {
    uint32_t replications;
    size_t n_months;
    int opening, horizon;
};
void send_span(struct pictures *pictures, const struct picture_span *span);

/* Sends $text: line 1 the picture's title, line 2 what it is of, line 3 (perhaps) more. */
void send_text(struct pictures *pictures, const char *title, const char *subtitle, const char *third);

struct stack_stream {
    const char *label;
    struct report_series open; /* all of the same days, or n = 0 for one that never has a case */
    double size;               /* filled by send_stack */
};

/* Sends $stack and $bands of means and runs stack.gp, once send_text and send_span have been. Sorts the streams. */
int send_stack(struct pictures *pictures, struct stack_stream *streams, size_t n, const char *figure, struct problem *problem);

#endif
