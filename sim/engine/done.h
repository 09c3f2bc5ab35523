/* Workable cases of a lane that their step has done with, many at a time. The same as exits one by one; the days that have plain cases only, nearly
 * all of them, are done without what only others need. */
#ifndef ENGINE_DONE_H
#define ENGINE_DONE_H

#include "engine/state.h"

/* `count` of the lane's workable cases, uniformly. */
void done_any(struct replication *rep, struct lane *lane, int64_t count);

/* Those received first, or last. */
void done_oldest(struct replication *rep, struct lane *lane, int64_t count);
void done_newest(struct replication *rep, struct lane *lane, int64_t count);

#endif
