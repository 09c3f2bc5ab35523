/* How a forecast did: figures that were published after it, against its bands.
 *
 * The weighted interval score (Bracher et al. 2021, doi:10.1371/journal.pcbi.1008618) of a figure y, from the median m and the bands of 50, 80 and 90% (a = 0.5, 0.2 and
 * 0.1, ends l and u):  (|y - m| / 2 + sum of a / 2 x (u - l) + max(0, l - y) + max(0, y - u)) / 3.5.  Lower is better; of a forecast that is one number it is the distance. */
#ifndef OUTPUT_SCORE_H
#define OUTPUT_SCORE_H

#include "output/csv_form.h"
#include "output/csv_read.h"

enum score_quantile { SCORE_P05, SCORE_P10, SCORE_P25, SCORE_P50, SCORE_P75, SCORE_P90, SCORE_P95, SCORE_QUANTILES };

struct scored_figure {
    size_t row, forecast_row; /* in the tables */
    double published, quantile[SCORE_QUANTILES], score;
    double before; /* the last that was published of the same by the opening date; NaN when none was */
};

struct score {
    struct csv_table published, forecast;
    int period, date, stream, measure; /* columns of `published`; of the forecast the first four */
    const char *opening, *last;        /* days of the forecast */
    size_t n;
    struct scored_figure *figures;     /* in the order of `published` */
    size_t n_later, n_unknown;         /* rows after the last day, and of what the forecast does not hold */
};

/* Reads forecast.csv and a table with the columns period, date, stream, measure and value. 0; or -1 and *problem. To be freed either way. */
int score_read(const char *forecast, const char *published, struct score *score, struct problem *problem);
void score_free(struct score *score);

/* What the bands held, by measure and figure by figure, within 80 columns. */
void score_print(FILE *out, const struct score *score);

/* A line for each figure. Looks at no errors. */
void score_write_csv(FILE *out, const struct score *score, enum csv_form form);

/* The narrowest of the bands that holds the figure: 50, 80 or 90; 100 when none does. */
int score_band(const struct scored_figure *figure);

#endif
