/* Scenarios of tests/validity/scenarios, loaded and with room for a replication's values. */
#ifndef VALIDITY_FIXTURE_H
#define VALIDITY_FIXTURE_H

#include <stdbool.h>

#include "results/layout.h"
#include "scenario/scenario_types.h"

struct fixture {
    struct scenario *scenario;
    struct results_layout layout;
    struct results_values values;
};

/* Loads scenarios/NAME.yaml and lays its results out; false, with what went wrong on stderr, when it cannot. */
bool fixture_init(struct fixture *fixture, const char *name);

/* The same of a scenario that is loaded, which the fixture then owns; false without memory. */
bool fixture_take(struct fixture *fixture, struct scenario *scenario);
void fixture_free(struct fixture *fixture);

/* Whether the program was built with a sanitizer, under which everything takes ten times as long. */
bool fixture_is_sanitized(void);

#endif
