/* What all figures share: one gnuplot session in the folder's plots/, scripts of plots/ run once a format, the pictures
 * counted among the folder's files. */
#ifndef OUTPUT_PICTURES_H
#define OUTPUT_PICTURES_H

#include <stdbool.h>

#include "output/folder.h"
#include "output/gnuplot.h"
#include "output/plot_words.h"
#include "results/table.h"

enum { LABEL_COLUMNS = 70, TITLE_COLUMNS = 80, QUANTILES = 7, PICTURE_FORMATS = 2 };

/* How pictures are drawn. The formats are svg, png, pdf, sixel and dumb (characters). */
struct picture_style {
    enum report_language language;
    size_t n_formats;
    const char *formats[PICTURE_FORMATS];
    int width, height; /* in pixels, or characters for dumb; 0: each figure's own */
};

struct pictures {
    struct gnuplot gnuplot;
    struct picture_style style;
    size_t n; /* figures sent so far */
    char **names;
    char complaint[GNUPLOT_COMPLAINT]; /* of gnuplot, though it drew; "" as a rule */
};

/* Sends data and scripts; returns 0, or -1 and *problem. */
typedef int pictures_sender(struct pictures *pictures, const void *data, struct problem *problem);

/* Makes plots/ and the figures that `send` asks for, in a language, and adds them to the folder's files. 0; or -1 and
 * *problem, and then plots/ is not there. */
int pictures_draw(struct folder *folder, enum report_language language, pictures_sender *send, const void *data,
                  struct problem *problem);

/* One session that draws NAME.FORMAT files into the folder `path`, which is to be there. `pictures` has its style and else
 * is 0; names and n stay filled until pictures_forget. 0 when every picture is whole, else -1 and *problem. */
int pictures_session(struct pictures *pictures, const char *path, pictures_sender *send, const void *data,
                     struct problem *problem);
void pictures_forget(struct pictures *pictures);

/* ---- for senders ---- */

/* " 12.5", or " NaN". */
void picture_number(struct pictures *pictures, double value);
void picture_date(struct pictures *pictures, int day);

/* `name` = a number. */
void picture_set(struct pictures *pictures, const char *name, double value);

/* `unit` = a unit of the results as people write it, `per` = how many of it make 1: a share is shown in %. */
void picture_unit(struct pictures *pictures, const char *unit);

/* p05 .. p95 of a summary as numbers; returns the largest of `top` and those. */
double picture_quantiles(struct pictures *pictures, const struct results_summary *summary, double top);

/* A word in the language of the pictures. */
const char *picture_word(const struct pictures *pictures, enum plot_word word);

/* Runs a script of plots/ once a format, with `format`, `figure` and `file` set; for dumb, terminal.gp with the script's
 * name as `shape`. The figure's name must be plain, but for hyphens of ours. */
int picture_script(struct pictures *pictures, const char *script, const char *figure, struct problem *problem);

/* Streams are named [a-z][a-z0-9_]*; anything else would be text of a stranger in a command. */
bool picture_name_is_plain(const char *name);

#endif
