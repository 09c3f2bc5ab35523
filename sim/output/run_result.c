#include "output/run_result.h"

#include <string.h>

const struct stream_spec *run_stream(const struct run_result *run, size_t entity)
{
    for (size_t i = 0; i < run->scenario->n_streams && entity < layout_all(run->layout); i++) {
        if (strcmp(run->scenario->streams[i].name, run->layout->names[entity]) == 0) {
            return &run->scenario->streams[i];
        }
    }
    return NULL;
}

const char *run_entity_label(const struct run_result *run, size_t entity)
{
    if (entity == layout_all(run->layout)) {
        return "All streams";
    }
    const struct stream_spec *stream = run_stream(run, entity);
    return stream != NULL && stream->label != NULL && stream->label[0] != '\0' ? stream->label
                                                                               : run->layout->names[entity];
}
