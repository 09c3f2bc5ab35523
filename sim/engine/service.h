/* The work step: how many cases, of which kinds, a number of hours decides. */
#ifndef ENGINE_SERVICE_H
#define ENGINE_SERVICE_H

#include "engine/state.h"

struct service {
    struct draw *draws;
    struct source *sources; /* compete in random order; served is filled */
    size_t n_sources;
    double hours;  /* in: on hand; out: what is left, 0 when a case crossed them */
    double debt;   /* out: by how much the last case exceeded the hours */
    int64_t limit; /* in: most cases to start; out: what is left of it */
};

/* Starts cases in uniformly random order over the sources while hours are left, and counts outcomes as decisions' events, at a last step. A
 * case is done with on the day it starts, also the one that crosses the hours. */
void service_run(struct replication *rep, struct service *service);

/* Today's effort and outcomes of every class of a stream. */
void service_refresh(struct replication *rep, struct stream_state *stream);

#endif
