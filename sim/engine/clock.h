/* Step 1 of the day: rules that come into force, and cases that become overdue. */
#ifndef ENGINE_CLOCK_H
#define ENGINE_CLOCK_H

#include "engine/state.h"

/* Finds today's epoch and counts every plain overdue case afresh. */
void clock_begin(struct replication *rep, struct stream_state *stream);

void clock_day(struct replication *rep);

/* First index in [from, to), within one run, whose deadline is on or after `day`; deadlines of a run do not fall. */
int clock_first_due(const struct model_epoch *epoch, int from, int to, int day);

/* Today's deadlines are those of another model of the stream, before s->model becomes it; without meaning when that has not as many epochs. */
void clock_bind(struct replication *rep, struct stream_state *s, const struct model_stream *model);

#endif
