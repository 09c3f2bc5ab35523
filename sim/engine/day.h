/* The days of one replication, one call each. */
#ifndef ENGINE_DAY_H
#define ENGINE_DAY_H

#include "engine/state.h"

/* The evening before day 0: an empty state, what is drawn once, the opening stock and its row. rep->today is 0 then. */
void day_begin(struct replication *rep, uint64_t seed, uint32_t index, double *forecast);

/* Runs day rep->today and fills the rows of the periods that end on it. The caller goes on to the next. */
void day_run(struct replication *rep, double *forecast);

#endif
