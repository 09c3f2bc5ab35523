/* A model: a scenario compiled to tables, once, for any number of replications. It is never changed afterwards. */
#ifndef TERMIJN_MODEL_H
#define TERMIJN_MODEL_H

#include <termijn/scenario.h>
#include <termijn/status.h>

#ifdef __cplusplus
extern "C" {
#endif

struct termijn_model;

/* The scenario must outlive the model. TERMIJN_NO_MEMORY is the one failure: a scenario that was loaded can be
 * compiled. */
enum termijn_status termijn_model_new(const struct termijn_scenario *scenario, struct termijn_model **model);
void termijn_model_free(struct termijn_model *model);

#ifdef __cplusplus
}
#endif

#endif
