/* The measures that a target can name, as the language knows them; results/ knows the same by the same names. */
#ifndef SCENARIO_TARGETS_H
#define SCENARIO_TARGETS_H

#include <stdbool.h>
#include <stddef.h>

#include "scenario/units.h"

struct target_measure {
    const char *name;
    enum unit unit;
    bool stock;         /* looked at on a day (`at`), not over a period (`in`) */
    bool stream, pool, rule; /* what has it */
};

size_t target_measures(void);
const struct target_measure *target_measure(size_t index);

#endif
