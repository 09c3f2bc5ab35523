/* Step 1 of the day: rules that come into force, and cases that become overdue. */
#ifndef ENGINE_CLOCK_H
#define ENGINE_CLOCK_H

#include "engine/state.h"

/* Finds today's epoch and counts every plain overdue case afresh. */
void clock_begin(struct replication *rep, struct stream_state *stream);

void clock_day(struct replication *rep);

#endif
