/* Cases that events of other streams bring. */
#ifndef ENGINE_LINKS_H
#define ENGINE_LINKS_H

#include "engine/state.h"

/* History: what events before day 0 still bring. */
void links_begin(struct replication *rep);

/* Before the day's arrivals: counts the open cases of the evening before. */
void links_morning(struct replication *rep);

/* Today's arrivals by links into a stream. */
int64_t links_arrive(struct replication *rep, int stream);

/* Evening: today's events enter the links and are cleared. */
void links_remember(struct replication *rep);

#endif
