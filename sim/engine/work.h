/* The work of a day: parts of a step in their orders, steps of a pool by its rule of allocation. */
#ifndef ENGINE_WORK_H
#define ENGINE_WORK_H

#include "engine/state.h"

/* Gives a step hours; returns those it could not use. */
double step_serve(struct replication *rep, struct step_state *step, double hours);

/* Work of the earliest deadline over all steps of a pool; returns the hours left. */
double pool_serve_by_deadline(struct replication *rep, size_t pool, double hours);

/* Expected hours of the step's workable cases, and its debts. */
double step_workload(const struct replication *rep, const struct step_state *step);

/* Expected hours at a step of the stream's cases that are open at it or at the steps before it. */
double work_ahead(const struct replication *rep, const struct step_state *step);

/* The same over the stream's steps with this pool, or with any (-1). */
double open_workload(const struct replication *rep, const struct stream_state *stream, int pool);

/* Step 4 of the day: every pool and every stated capacity. */
void work_day(struct replication *rep);

#endif
