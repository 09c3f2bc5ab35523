#include "output/run_result.h"

const char *run_entity_label(const struct run_result *run, size_t entity)
{
    if (entity == layout_all(run->layout)) {
        return "All streams";
    }
    if (entity < run->scenario->n_streams) {
        const char *label = run->scenario->streams[entity].label;
        if (label != NULL && label[0] != '\0') {
            return label;
        }
    }
    return run->layout->names[entity];
}
