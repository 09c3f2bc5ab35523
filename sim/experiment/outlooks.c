#include "experiment/outlooks.h"

#include <stdlib.h>

#include "engine/outlook.h"
#include "experiment/sample.h"

/* An outlook costs a thousandth of a run. */
enum { FEW = 64, MANY = 32768, NUMBERS_MOST = 1 << 22 };

static enum experiment_status draw(const struct model *model, const struct experiment_options *options, size_t n, struct control *control)
{
    size_t width = outlook_width(model);
    struct experiment_options quiet = *options;
    uint32_t *index = malloc(n * sizeof *index);
    double *outlook = malloc((n * width + 1) * sizeof *outlook);
    enum experiment_status status = EXPERIMENT_FAILED;
    quiet.progress = NULL;
    for (size_t i = 0; index != NULL && i < n; i++)
        index[i] = (uint32_t)i;
    if (index != NULL && outlook != NULL) {
        const struct sample sample = {.n = n, .index = index, .width = width, .end = model_last_due(model), .outlooks = true};
        status = sample_run(model, &quiet, &sample, outlook);
    }
    if (status == EXPERIMENT_DONE && control_init(control, n, width, outlook) != 0)
        status = EXPERIMENT_FAILED;
    free(outlook);
    free(index);
    return status;
}

enum experiment_status outlooks_draw(const struct model *model, const struct experiment_options *options, struct control *control)
{
    size_t most = NUMBERS_MOST / (outlook_width(model) + 1);
    *control = (struct control){.n = 0};
    enum experiment_status status = draw(model, options, FEW, control);
    if (status != EXPERIMENT_DONE || control->width == 0)
        return status;
    control_free(control);
    return draw(model, options, most < MANY ? most : MANY, control);
}
