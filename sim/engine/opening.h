/* The evening before day 0. */
#ifndef ENGINE_OPENING_H
#define ENGINE_OPENING_H

#include "engine/state.h"

/* Fills the empty lanes with the opening stock, its notices, appeals and orders. Today is day 0 already. */
void opening_fill(struct replication *rep);

#endif
