/* A control variate for thresholds: what can be told of a replication's threshold from its outlook (engine/outlook.h), which is known of far more
 * replications than are run.
 *
 * The threshold is predicted by a line in the outlook's numbers. Each replication's prediction comes from a line that was fitted without it (five
 * folds), so that the mean of any function of it over the replications that were run and over all of them differ by chance alone. By that difference
 * the share of thresholds up to a dose is corrected: where outlooks tell much, most of the chance is in it; where they tell nothing, nothing changes. */
#ifndef EXPERIMENT_CONTROL_H
#define EXPERIMENT_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

/* Between which doses a threshold lies; low = high when it is known, but for an error of this order. Infinite at the side of which nothing is known. */
struct control_range {
    double low, high, error;
};

struct control {
    size_t n, width;   /* replications 0 .. n - 1; numbers of an outlook that differ between them */
    double *column;    /* [width][n] mean 0, sd 1 */
    bool known;        /* anything could be predicted */
    double *predicted; /* [n] thresholds */
    double spread;     /* typical error of them */
    size_t n_groups;
    double *group; /* means of equally many predictions, in order */
};

/* outlook[n][width], which is not kept. 0, or -1 without memory; free is legal after both, and for zeroes. */
int control_init(struct control *control, size_t n, size_t width, const double outlook[]);
void control_free(struct control *control);

/* Predicts all thresholds from what is known of those of replications 0 .. n - 1. 0, or -1 without memory. */
int control_fit(struct control *control, size_t n, const struct control_range known[]);

/* What a share of successes at dose u among replications 0 .. n - 1 is worth: it is less by `shift` than it seems, and as certain as that of
 * `effective` replications whose outlooks are not known. */
struct control_worth {
    double shift, effective;
};
struct control_worth control_worth(const struct control *control, double u, size_t n, const bool success[]);

#endif
