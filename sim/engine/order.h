/* The order of work: which workable cases come next. */
#ifndef ENGINE_ORDER_H
#define ENGINE_ORDER_H

#include "engine/state.h"

/* The classes of a step between two ranks of by_priority: equal in priority. */
struct level {
    struct step_state *step;
    size_t from, to;
};

/* Collects the next cases, equal in the order, into rep->items with rep->sources; false when there are none. For `random`, and for `oldest`,
 * `newest` and `earliest_deadline` of one class, the sources are all of the class's workable cases and there are no items: the efforts of a
 * class's cases are alike, so how many are served does not depend on which come first. order_take then takes from the front. */
bool order_next(struct replication *rep, const struct level *level, enum work_order order);

/* The cases with the smallest (deadline, received day) over the steps of a pool. */
bool order_next_by_deadline(struct replication *rep, size_t pool);

/* Is done with what the service served: from the items, or from the front. Items and sources hold nothing after it. */
void order_take(struct replication *rep, enum work_order order);

#endif
