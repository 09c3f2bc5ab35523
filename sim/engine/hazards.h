/* Step 5 of the day: what happens to open cases without work. */
#ifndef ENGINE_HAZARDS_H
#define ENGINE_HAZARDS_H

#include "engine/state.h"

void hazards_day(struct replication *rep);

/* What a yearly rate means on one day. */
double hazard_chance(double hazard);

/* Gives `count` plain cases of a received day what the key says: notice, stage, due day, penalties. Its other parts are filled in. */
void notice_plain(struct replication *rep, struct lane *lane, int index, int64_t count, struct cohort_key *key);

#endif
