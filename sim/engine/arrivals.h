/* Steps 2 and 3 of the day: what comes in, and what leaves its delay. */
#ifndef ENGINE_ARRIVALS_H
#define ENGINE_ARRIVALS_H

#include "engine/state.h"

/* Uncertain values, shocks and other things drawn once per replication. */
void arrivals_begin(struct replication *rep);

/* The disturbances of today's month, when it is its first day. */
void arrivals_month(struct replication *rep);

/* The mean of today's own inflow; 0 on days of the known past. */
double arrivals_mean(const struct replication *rep, const struct stream_state *stream);

void arrivals_day(struct replication *rep);

/* Plain cases of a received day get their delay points; there must be none of that day yet. The lane's own counts stay as they are. */
void delayed_join(struct replication *rep, struct lane *lane, int index, int64_t count, struct draw *draw);

/* Plain cases whose delay ends today join the queue. */
void delays_end(struct replication *rep);

#endif
