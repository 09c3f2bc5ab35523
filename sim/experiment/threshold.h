/* The smallest dose at which a given share of replications succeed, when more never turns success into failure.
 *
 * Every replication then has a threshold of its own, and with common random numbers the dose sought is a quantile of
 * the thresholds. A replication is run only where what is known of it leaves its outcome open, so finding the quantile
 * costs about two runs for each replication, not one for each replication and step. The dose u goes from 0 to 1. */
#ifndef EXPERIMENT_THRESHOLD_H
#define EXPERIMENT_THRESHOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Fills success[i] for replication which[i] at dose u. 0, or anything else to leave off. */
typedef int threshold_trial(void *user, double u, size_t n, const uint32_t which[], bool success[]);

struct threshold {
    threshold_trial *trial;
    void *user;
    size_t n, capacity;         /* replications 0 .. n - 1 */
    double *failed, *succeeded; /* largest dose that failed, least that succeeded; -1 and 2: none yet */
    uint32_t *which;
    bool *success;
    size_t runs, reversals; /* reversals: a success at a dose below one that failed */
};

/* Frees nothing that it did not allocate; free is legal after zeroing. */
void threshold_free(struct threshold *threshold);

/* From now on n replications, at least as many as before. 0, or -1 without memory. */
int threshold_enlarge(struct threshold *threshold, size_t n);

/* How many succeed at u. `all` runs also those that what is known decides, among the first `n`, and counts reversals.
 * 0; -1 when a trial left off or memory ran out. */
int threshold_count(struct threshold *threshold, double u, size_t n, bool all, size_t *hits);

/* The k-th least threshold, from 1: the least dose of a mesh of `step` (a power of 1/2 of the whole) at which k
 * succeed. 2 when fewer than k succeed at 1. 0, or -1. */
int threshold_rank(struct threshold *threshold, size_t k, double step, double *u);

/* Where the probability of success reaches p: the estimate and its 95 % interval, by the ranks of quantile_ranks. 2:
 * not within the range; 0 as `low` also stands for below it. */
struct threshold_answer {
    double u, low, high;
};
int threshold_quantile(struct threshold *threshold, double p, double step, struct threshold_answer *answer);

#endif
