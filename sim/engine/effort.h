/* Hours of a case that follow dates, stocks and load (sim/MODEL.md, Effort). */
#ifndef ENGINE_EFFORT_H
#define ENGINE_EFFORT_H

#include "engine/state.h"

/* The evening before day 0, when the opening stock stands: efforts by it. */
void effort_begin(struct replication *rep);

/* Before anything happens today: pressure by the evening before, drift by a day. */
void effort_morning(struct replication *rep);

/* Before work: batches by what is workable now. */
void effort_before_work(struct replication *rep);

/* What the class's effort at a step for its o-th outcome is multiplied by today; outcomes count at the last step alone. */
double effort_factor(const struct replication *rep, const struct step_state *step, size_t class, size_t o);

#endif
