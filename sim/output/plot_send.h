/* What the figures of a result folder share; for the files of plot_*.c alone. */
#ifndef OUTPUT_PLOT_SEND_H
#define OUTPUT_PLOT_SEND_H

#include "output/plot.h"
#include "output/report_text.h"
#include "output/run_pictures.h"

/* ---- what the folder says ---- */

/* Dates and number of futures; the months are those of a run. */
struct picture_span plot_span(const struct plot *plot);

/* The scenario's title, or its name. */
const char *plot_title(const struct plot *plot);

/* The label of a stream or pool for people, in the language where it is ours. */
const char *plot_label(const struct plot *plot, const char *entity);

/* "a DATE"-like text: 31 December 2028. */
void plot_date(const struct plot *plot, int day, char out[static VALUE_SIZE]);

/* A count with the language's thousands marks. */
void plot_count(const struct plot *plot, double value, char out[static VALUE_SIZE]);

/* A measure of the run's results; n = 0 when it has none (and when memory ran out: the picture is then the poorer). */
struct report_series plot_series(const struct plot *plot, const char *entity, const char *measure, const char *period);

/* The first and last mean of a stock, 0 without. */
struct plot_ends {
    double first, last;
};
struct plot_ends plot_stock(const struct plot *plot, const char *entity, const char *measure);

/* The sum over the months of a flow's means. */
double plot_flow(const struct plot *plot, const char *entity, const char *measure);

/* Whether this measure of the entity ever has a value. */
bool plot_has(const struct plot *plot, const char *entity, const char *measure);

/* ---- sending ---- */

/* send_text with the scenario's title below, and send_span. */
void plot_head(struct pictures *pictures, const struct plot *plot, const char *title);

/* "text" in a row of a data block: for words of ours. */
void plot_quoted(struct pictures *pictures, const char *text);

/* ---- the figures ---- */

int plot_send_fan(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);
int plot_send_stack(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);
int plot_send_ages(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);
int plot_send_waits(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);
int plot_send_flows(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);
int plot_send_staff(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);
int plot_send_backtest(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);
int plot_send_difference(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);
int plot_send_tornado(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);
int plot_send_sweep(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);
int plot_send_plan(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);

const char *plot_waits_lacks(const struct plot *plot);
const char *plot_staff_lacks(const struct plot *plot);
const char *plot_backtest_lacks(const struct plot *plot);
const char *plot_rows_lacks(const struct plot *plot);

#endif
