/* The work of a day: parts of a step in their orders, steps of a pool by its rule of allocation. */
#ifndef ENGINE_WORK_H
#define ENGINE_WORK_H

#include "engine/state.h"

/* Gives a stream's step hours; returns those it could not use. */
double step_serve(struct replication *rep, struct stream_state *stream, double hours);

/* Work of the earliest deadline over all streams of a pool; returns the hours left. */
double pool_serve_by_deadline(struct replication *rep, size_t pool, double hours);

/* Expected hours of the step's workable cases, and its debts. */
double step_workload(const struct replication *rep, const struct stream_state *stream);

/* Expected hours of all open cases of a stream today. */
double open_workload(const struct replication *rep, const struct stream_state *stream);

/* Step 4 of the day: every pool and every stated capacity. */
void work_day(struct replication *rep);

#endif
