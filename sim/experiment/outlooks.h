/* The outlooks of many replications, for a control variate. */
#ifndef EXPERIMENT_OUTLOOKS_H
#define EXPERIMENT_OUTLOOKS_H

#include "experiment/control.h"
#include "experiment/experiment.h"

/* Fills the control from replications 0, 1 ... of the model up to the day on which its last target is due: of so many as a second of one processor or 32 MB
 * allow; of none when their outlooks do not differ. The caller frees the control, whatever is returned. options->replications, first and progress are not
 * used. The same for any number of threads. */
enum experiment_status outlooks_draw(const struct model *model, const struct experiment_options *options, struct control *control);

#endif
