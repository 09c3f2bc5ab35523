/* The smallest dose at which a given share of replications succeed, when more never turns success into failure.
 *
 * Every replication then has a threshold of its own, and with common random numbers the dose sought is a quantile of the thresholds. By how much a
 * replication failed or succeeded at one dose says where its threshold probably lies; it is run again only where its outcome is wanted and hangs on that. What is
 * known of many more replications without running them narrows the interval (experiment/control.h). The dose u goes from 0 to 1. */
#ifndef EXPERIMENT_THRESHOLD_H
#define EXPERIMENT_THRESHOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "experiment/control.h"
#include "experiment/response.h"

/* Fills margin[i] for replication which[i] at dose u: 0 or more for a success, below for a failure, the further from 0
 * the clearer; minus infinity for a failure without measure. 0, or anything else to leave off. */
typedef int threshold_trial(void *user, double u, size_t n, const uint32_t which[], double margin[]);

enum { THRESHOLD_GRID = 5 };

/* What is known of a replication: largest dose that failed and least that succeeded, -1 and 2 for none yet, and the
 * margins there. */
struct threshold_known {
    double failed, succeeded, below, above;
};

struct threshold {
    threshold_trial *trial;
    void *user;
    size_t n; /* replications 0 .. n - 1 */
    struct threshold_known *known;
    uint32_t *which;
    double *margin, *guesses;
    struct control *control; /* NULL, or of outlooks of the same replications; borrowed */
    struct control_range *range;
    bool *success;
    struct response response;
    double flat_below, flat_above; /* margins at the ends of their scale, or infinite */
    bool fitted; /* since the last run */
    size_t n_pairs; /* of the first look; then room for one of each replication */
    struct response_pair *pairs;
    size_t runs, reversals; /* reversals: a success at a dose below one that failed */
};

/* Frees nothing that it did not allocate; free is legal after zeroing. */
void threshold_free(struct threshold *threshold);

/* From now on n replications, at least as many as before. 0, or -1 without memory. */
int threshold_enlarge(struct threshold *threshold, size_t n);

/* What a first look at replications 0 .. n - 1 shows: those that succeed at each dose of the grid, and of those that did
 * at a lower dose (for the last, at 0) how many do not there. */
struct threshold_look {
    size_t n, hits[THRESHOLD_GRID], reversals[THRESHOLD_GRID], reversals_of_all;
    bool moved; /* some margin differs between doses */
};

/* Runs the first n replications at all doses of the grid, from which later guesses take how margins answer. Once, after the first
 * threshold_enlarge. 0, or -1. */
int threshold_look(struct threshold *threshold, size_t n, struct threshold_look *look);

/* Where the share p of the thresholds probably lies, by the margins of those that were run; NaN when nothing is known. May lie outside 0 .. 1. */
double threshold_guess(struct threshold *threshold, double p);

/* From now on n replications; those that are new are run at the dose of the mesh that is nearest to where the share p of the thresholds is guessed. 0, or -1. */
int threshold_add(struct threshold *threshold, size_t n, double p, double step);

/* The share of successes at u, all having been run: by outcomes, by thresholds as guessed where those are open, and corrected by the control; and of
 * how many replications without a control it has the certainty. */
struct threshold_share {
    double share, effective;
};
struct threshold_share threshold_share(struct threshold *threshold, double u);

/* Where the probability of success reaches p, given n replications that have been run: the estimate by the thresholds as guessed from margins, on the mesh;
 * and its 95 % interval: doses of the mesh at which outcomes show that the share, corrected by the control, is too low and high enough for p. They are run only
 * until that is certain, those nearest to it first. high = 2, u = 2: not within the range; low = 0 stands for below it, too; low = 1: not enough succeed
 * even there. */
struct threshold_answer {
    double u, low, high;
};
int threshold_quantile(struct threshold *threshold, double p, double step, struct threshold_answer *answer);

#endif
