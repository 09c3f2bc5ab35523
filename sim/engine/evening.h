/* Step 6 of the day: penalties accrue, reach their maximum, are paid. */
#ifndef ENGINE_EVENING_H
#define ENGINE_EVENING_H

#include "engine/state.h"

void evening_day(struct replication *rep);

#endif
