/* How long two models do the same: what warm starts stand on (experiment/side_by_side.h). */
#ifndef MODEL_ALIKE_H
#define MODEL_ALIKE_H

#include "model/model.h"

/* The days 0 .. n - 1, and the opening, that any replication goes through alike in both, to the last bit: 0 for none, horizon + 1 for all. When it is
 * not 0, a workspace of `a` has room for `b`. Judged from the tables themselves, in doubt for too few days; targets do not matter. */
int model_days_alike(const struct model *a, const struct model *b);

#endif
