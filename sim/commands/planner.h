/* Runs of a scenario at doses of its levers, kept in a journal. */
#ifndef COMMANDS_PLANNER_H
#define COMMANDS_PLANNER_H

#include "commands/lever.h"
#include "commands/options.h"
#include "experiment/plan.h"
#include "output/journal.h"
#include "output/plan.h"

/* What is asked for. */
struct planner_wish {
    double probability, tolerance;
    bool relative; /* tolerance is a share: of the answer, or of the range of levers that are added and of mixes */
};

struct planner {
    const struct sources *sources; /* with the targets */
    const struct common_options *common;
    const struct planner_wish *wish;
    const struct model *model; /* of the sources */
    size_t n;
    struct lever levers[LEVERS_MOST];
    bool costs;
    double price[LEVERS_MOST]; /* of a unit of each, from its low end on */
    struct control control;    /* of outlooks without the levers */
    double share[LEVERS_MOST]; /* how far each goes at dose 1, of its range: the direction of the search */
    struct journal *journal;
    struct progress progress;
    uint64_t runs, asked; /* runs made now; outcomes asked for, those of the journal included */
    uint64_t asked_before; /* by the search that goes on now */
    uint64_t expected;    /* outcomes that will be asked for in all; 0: not known yet */
    int code;             /* why a trial left off */
};

/* The levers' values at dose u. */
void planner_values(const struct planner *planner, double u, double values[]);
double planner_cost(const struct planner *planner, const double values[]); /* NaN without prices */

/* A threshold_trial; `user` is the planner. The margin is that of the targets; runs end when the last is due. */
int planner_trial(void *user, double u, size_t n, const uint32_t which[], double margin[]);

/* Fills the control; it is empty where outlooks do not differ. 0, or -1 and planner->code. */
int planner_look_out(struct planner *planner);

/* The tolerance wished for times so much, as --tolerance takes it, a little more for its coarser mesh, upwards to two digits: "2.5%"; in the lever's unit "12". */
enum { TOLERANCE_SIZE = 40 };
void planner_tolerance(const struct planner *planner, double times, char out[static TOLERANCE_SIZE]);

/* Futures that the tolerance takes, when n give an interval `distance` times as wide: upwards to two digits. */
double planner_need(size_t n, double distance);

/* For struct plan_search: says on stderr how many futures the tolerance takes, and which one takes few. */
void planner_foresee(void *user, size_t n, double distance, bool beyond);

enum { POINTS_MOST = 4096 };
struct planner_points {
    size_t n;
    struct plan_point points[POINTS_MOST];
    double values[POINTS_MOST][LEVERS_MOST];
};
void planner_add_point(struct planner_points *points, const struct planner *planner, enum plan_kind kind,
                       const struct plan_count *count);

/* Chooses the cheapest direction when there are several levers, whose mixes are added to the points, and searches it. A
 * lever of which more is worse is turned round: *reversed. 0, or -1 and planner->code. */
int planner_search(struct planner *planner, struct plan_found *found, struct planner_points *points, bool *reversed);

#endif
