/* Random scenarios, small enough for many replications: the same text for the same seed, read by the ordinary reader. */
#ifndef VALIDITY_RANDOM_SCENARIO_H
#define VALIDITY_RANDOM_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

#include "random/mechanisms.h"
#include "scenario/scenario_types.h"

/* Writes base.yaml and the tables it names into the folder, and what it uses into `seen`. False when it cannot. */
bool random_scenario_write(uint64_t seed, const char *folder, bool seen[MECHANISM_COUNT]);

/* Writes one into a folder of its own, loads it and removes the folder; NULL, with what is wrong on stderr, when it does
 * not load: a fault of the generator. The caller frees it. `seen` may be NULL. */
struct scenario *random_scenario_load(uint64_t seed, bool seen[MECHANISM_COUNT]);

#endif
