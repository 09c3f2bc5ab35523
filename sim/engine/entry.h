/* What became of the cases received in each month, by days since receipt: the figures of waits.csv. */
#ifndef ENGINE_ENTRY_H
#define ENGINE_ENTRY_H

#include "engine/state.h"

bool entry_init(struct replication *rep);
void entry_reset(struct replication *rep);

/* False, and the replication has failed, when the stream receives more in the month than can be counted. */
bool entry_received(struct replication *rep, int stream, int64_t count);

/* Cases received on this day >= 0 (not by transfer) leave today. */
void entry_left(struct replication *rep, int stream, int received, bool decided, int64_t count);

/* At the horizon: fills the entry cells. */
void entry_fill(struct replication *rep, double *values);

#endif
