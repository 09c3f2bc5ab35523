/* What is drawn of a replication apart from its days: from that much of what will happen can be told, at a ten-thousandth of the cost of a run. */
#ifndef ENGINE_OUTLOOK_H
#define ENGINE_OUTLOOK_H

#include "engine/replication.h"

/* Numbers in an outlook of this model. */
size_t outlook_width(const struct model *model);

/* Fills out[0 .. outlook_width - 1]: the multipliers of the uncertain values, then of each stream the mean of its own inflow (of every fifth day;
 * nothing of the known past and of links) in each of eight equal parts of the run, up to the end that is set. They are those of this replication's
 * runs, but for contingent rules; inputs are its own. The workspace may be run afterwards as before. */
void replication_outlook(struct replication *replication, uint64_t seed, uint32_t index, double out[]);

#endif
