/* Step 7 of the day: what a period's row reports. */
#ifndef ENGINE_TALLY_H
#define ENGINE_TALLY_H

#include "engine/state.h"

bool tally_init(struct replication *rep);
void tally_reset(struct replication *rep);

/* The stocks of the opening date, once they are in place and before day 0. */
void tally_opening(struct replication *rep, double *values);

/* Evening of a day: on the last of a month, quarter or year its rows are filled. */
void tally_day(struct replication *rep, double *values);

#endif
