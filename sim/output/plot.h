/* Pictures drawn again from a result folder, whichever command made it. What a folder holds may have been changed by
 * anybody: it is data, checked as it is read. */
#ifndef OUTPUT_PLOT_H
#define OUTPUT_PLOT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "output/csv_read.h"
#include "output/pictures.h"

enum plot_kind { PLOT_RUN, PLOT_COMPARE, PLOT_SENSITIVITY, PLOT_SWEEP, PLOT_PLAN, PLOT_KINDS };

struct plot {
    const char *folder;
    enum plot_kind kind;
    enum report_language language;
    const char *entity; /* of whom, "all" unless asked for; a name of the results */
    bool entity_given;
    json_t *manifest;
    json_t *data;           /* a run's report.json, else NULL */
    struct csv_table table; /* of the other kinds: compare.csv and so on */
    struct csv_table history; /* published figures in place of the scenario's own; no rows unless plot_history was called */
};

/* Reads what the figures of the folder need. 0; or -1 and *problem, which says what to do. plot_close is due either way. */
int plot_open(struct plot *plot, const char *folder, struct problem *problem);
void plot_close(struct plot *plot);

/* "termijn compare" and so on: what made a folder of this kind. */
const char *plot_kind_command(enum plot_kind kind);

/* Draws of this stream or pool. 0, or -1 and *problem when the results have none of that name. */
int plot_choose(struct plot *plot, const char *entity, struct problem *problem);

/* Reads published figures: period,date,stream,measure,value and perhaps more columns. 0, or -1 and *problem. */
int plot_history(struct plot *plot, const char *path, struct problem *problem);

struct plot_figure {
    const char *name;
    enum plot_kind kind;
    bool of_entity; /* of one stream or pool; else the same whichever is chosen */
    const char *what;
    /* What the folder lacks for it and what to do, or NULL. */
    const char *(*lacks)(const struct plot *plot);
    int (*send)(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem);
};

/* All figures, those of one kind together; the one without a name ends the list. */
extern const struct plot_figure plot_figures[];

/* Draws all figures of a folder that is being made, whose table is written and whose manifest will say what `head` says, into its plots/, and adds them to
 * its files. 0; or -1 and *problem, and then plots/ is not there. */
int plot_into(struct folder *folder, enum plot_kind kind, enum report_language language, json_t *head, struct problem *problem);

enum { PLOT_FIGURES_MOST = 12 };
struct plot_order {
    size_t n;
    const struct plot_figure *figures[PLOT_FIGURES_MOST]; /* of the folder's kind, lacking nothing */
    struct picture_style style;                           /* one format */
    const char *directory; /* of the files, made when it is not there; NULL: the pictures go to `out` themselves */
};

/* Draws, and prints the names of the files on `out`, one a line. Files are whole or not there. *warning is gnuplot's, "" as
 * a rule. 0, or -1 and *problem. */
int plot_draw(const struct plot *plot, const struct plot_order *order, FILE *out, struct problem *warning, struct problem *problem);

#endif
