/* Cases that do not wait. */
#ifndef ENGINE_PATIENCE_H
#define ENGINE_PATIENCE_H

#include "engine/state.h"

/* Evening: open cases received `patience` days ago, or before, are lost. */
void patience_day(struct replication *rep);

#endif
