/* Errors that no single field shows: what does not fit together. Each function reports all it finds. */
#ifndef SCENARIO_CHECKS_H
#define SCENARIO_CHECKS_H

#include "scenario/resolve.h"

void check_scenario(struct binder *binder, const struct bound_scenario *root);

#endif
