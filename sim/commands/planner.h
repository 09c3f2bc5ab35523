/* Runs of a scenario at doses of its levers, kept in a journal. */
#ifndef COMMANDS_PLANNER_H
#define COMMANDS_PLANNER_H

#include "commands/lever.h"
#include "commands/options.h"
#include "experiment/plan.h"
#include "output/journal.h"

struct planner {
    const struct sources *sources; /* with the targets */
    const struct common_options *common;
    size_t n;
    struct lever levers[LEVERS_MOST];
    bool costs;
    double price[LEVERS_MOST]; /* of a unit of each, from its low end on */
    double share[LEVERS_MOST]; /* how far each goes at dose 1, of its range: the direction of the search */
    struct journal *journal;
    struct progress progress;
    uint64_t runs, asked; /* runs made now; outcomes asked for, those of the journal included */
    int code;             /* why a trial left off */
};

/* The levers' values at dose u. */
void planner_values(const struct planner *planner, double u, double values[]);
double planner_cost(const struct planner *planner, const double values[]); /* NaN without prices */

/* A threshold_trial; `user` is the planner. Success: all targets are met. */
int planner_trial(void *user, double u, size_t n, const uint32_t which[], bool success[]);

#endif
