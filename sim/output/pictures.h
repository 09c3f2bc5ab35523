/* What all figures share: one gnuplot session in the folder's plots/, scripts of plots/ run once a format, the pictures
 * counted among the folder's files. */
#ifndef OUTPUT_PICTURES_H
#define OUTPUT_PICTURES_H

#include <stdbool.h>

#include "output/folder.h"
#include "output/gnuplot.h"
#include "results/table.h"

enum { LABEL_COLUMNS = 70, TITLE_COLUMNS = 80, QUANTILES = 7 };

struct pictures {
    struct gnuplot gnuplot;
    size_t n; /* figures sent so far */
    char **names;
};

/* Sends data and scripts; returns 0, or -1 and *problem. */
typedef int pictures_sender(struct pictures *pictures, const void *data, struct problem *problem);

/* Makes plots/ and the figures that `send` asks for, and adds them to the folder's files. 0; or -1 and *problem, and
 * then plots/ is not there. */
int pictures_draw(struct folder *folder, pictures_sender *send, const void *data, struct problem *problem);

/* ---- for senders ---- */

/* " 12.5", or " NaN". */
void picture_number(struct pictures *pictures, double value);
void picture_date(struct pictures *pictures, int day);

/* `name` = a number. */
void picture_set(struct pictures *pictures, const char *name, double value);

/* p05 .. p95 of a summary as numbers; returns the largest of `top` and those. */
double picture_quantiles(struct pictures *pictures, const struct results_summary *summary, double top);

/* Runs a script of plots/ once a format, with `format`, `figure` and `file` set. The figure's name must be plain. */
int picture_script(struct pictures *pictures, const char *script, const char *figure, struct problem *problem);

/* Streams are named [a-z][a-z0-9_]*; anything else would be text of a stranger in a command. */
bool picture_name_is_plain(const char *name);

#endif
