/* Late appeals and what the court makes of them. */
#ifndef ENGINE_COURT_H
#define ENGINE_COURT_H

#include "engine/state.h"

/* Noticed cases of a stream appeal by today's hazard. */
void court_appeals(struct replication *rep, struct stream_state *stream);

/* Further appeals of cases that reached their cap yesterday; then the orders that are due today. */
void court_day(struct replication *rep);

/* Cases noticed APPEAL_AFTER days ago may appeal from today. Before anything else happens to a case today. */
void court_morning(struct replication *rep);

#endif
