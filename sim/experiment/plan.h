/* The smallest dose with which targets are met with a given probability, to a stated tolerance. */
#ifndef EXPERIMENT_PLAN_H
#define EXPERIMENT_PLAN_H

#include "experiment/threshold.h"

enum { PLAN_CURVE_POINTS = 17, PLAN_MANY = 2000 };

/* How a search ends. */
enum plan_end {
    PLAN_FOUND,
    PLAN_LOW_SUFFICES,  /* dose 0 is enough */
    PLAN_NONE_SUFFICES, /* dose 1 is not */
    PLAN_UNDECIDED      /* dose 1 may be enough or not: more replications would tell */
};

struct plan_search {
    threshold_trial *trial;
    void (*expect)(void *user, size_t runs); /* told how many runs there will probably be in all, as soon as that can be guessed; may be NULL */
    /* Told at most once, when with n replications the interval is seen to be `distance` times as wide as the tolerance, for which some n distance^2 are
     * needed: more than PLAN_MANY, or than `most`. `beyond`: it reaches beyond the range, so that this is the least; and it may yet turn out that no dose is
     * enough. May be NULL. */
    void (*foresee)(void *user, size_t n, double distance, bool beyond);
    void *user;
    double probability;
    double tolerance; /* the answer's interval reaches at most this far to either side */
    bool relative;    /* times |offset + u|: of a value, where it is 0 at u = -offset */
    double offset;
    size_t first, most;      /* replications to begin with, and at most */
    struct control *control; /* NULL, or of outlooks of the replications */
};

/* The share of n replications that succeed; it has the certainty of `effective` replications whose outlooks are not known. */
struct plan_count {
    double u, share, effective;
    size_t n;
};

struct plan_found {
    enum plan_end end;
    struct threshold_answer answer;
    bool precise;                /* the interval is within the tolerance */
    double distance;             /* by how much it is wider, as a multiple; NaN where it reaches beyond the range */
    bool reversed;               /* fewer succeed at 1 than at 0: turn the range round; nothing else was looked for */
    bool no_effect;              /* the margins are the same at every dose */
    bool not_monotone;           /* the probability falls somewhere, or single replications often do */
    double reversals;            /* share of the replications' comparisons that a higher dose turned into failure */
    struct plan_count at, check; /* at the answer (or the best dose); and there with replications not used before */
    struct plan_count curve[PLAN_CURVE_POINTS]; /* by thresholds guessed from the margins */
    size_t n, runs;
};

/* 0; or -1 when a trial left off or memory ran out. Replications are 0, 1 ... in the order in which they are added. */
int plan_search(const struct plan_search *search, struct plan_found *found);

#endif
