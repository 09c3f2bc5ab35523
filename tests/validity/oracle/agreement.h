/* Whether engine and oracle agree on a scenario, in distribution.
 *
 * Every cell of the results is compared in mean, variance, distribution and in how often it has no value. It is done in
 * stages, each with fresh replications. A stage passes on the cells of which a statistic exceeds what all the statistics of the
 * stage together exceed by chance with a stated probability (Bonferroni); the next looks at those cells alone. So a sound
 * engine fails with a probability of at most the product over the stages, and the sample is enlarged only where there is
 * reason to. */
#ifndef VALIDITY_AGREEMENT_H
#define VALIDITY_AGREEMENT_H

#include "oracle/fixture.h"

struct agreement_stage {
    size_t replications; /* of each */
    double by_chance;    /* that any cell of the stage is passed on */
};
struct agreement {
    const char *name;
    const struct fixture *fixture;
    bool every_month; /* or every third, beside quarters and years */
    unsigned n_threads;
    size_t n_stages;
    const struct agreement_stage *stages;
};

/* The number of cells that every stage passed on, which are shown on stderr; 0 when both agree. */
size_t agreement_fails(const struct agreement *agreement);

#endif
