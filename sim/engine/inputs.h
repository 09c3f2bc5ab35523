/* The random numbers of inputs: a replication's own, or lent by another to see what one input does (experiment/sobol). */
#ifndef ENGINE_INPUTS_H
#define ENGINE_INPUTS_H

#include "engine/state.h"

/* draw_open of rep->draws with the key of the replication that the input is taken from. */
void input_open(struct replication *rep, uint32_t entity, enum draw_purpose purpose, unsigned index, int32_t day);

/* The standard normal at which the value or factor is fixed, else z. */
double input_fixed_or(const struct replication *rep, uint32_t entity, double z);

#endif
