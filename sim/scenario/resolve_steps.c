#include <string.h>

#include "scenario/resolve.h"

static int step_named(struct binder *binder, const struct stream_spec *stream, const struct bound_opening_step *share)
{
    const char **names = reader_alloc(binder->reader, stream->n_steps, sizeof *names);

    for (size_t i = 0; names != NULL && i < stream->n_steps; i++) {
        names[i] = stream->steps[i].name;
        if (strcmp(names[i], share->name) == 0)
            return (int)i;
    }
    if (stream->n_steps == 0) {
        reader_error(binder->reader, share->place, "take `steps` out, or give the stream `steps`",
                     "streams.%s.opening has `steps`, and the stream has none", stream->name);
    } else if (names != NULL) {
        reader_error(binder->reader, share->place,
                     reader_suggest(binder->reader, share->name, stream->n_steps, names,
                                    reader_format(binder->reader, "the steps of `%s` are ", stream->name)),
                     "%s is no step of `%s`", reader_quote(binder->reader, share->name), stream->name);
    }
    return -1;
}

static void share_opening(struct binder *binder, struct bound_stream *bound)
{
    struct stream_spec *stream = &bound->spec;

    if (stream->n_steps > 0 && bound->opening.n_steps == 0)
        stream->steps[0].opening_share = 1;
    for (size_t i = 0; i < bound->opening.n_steps; i++) {
        int step = step_named(binder, stream, &bound->opening.steps[i]);
        if (step >= 0)
            stream->steps[step].opening_share = bound->opening.steps[i].share;
        else
            return;
    }
}

void resolve_steps(struct binder *binder, struct bound_stream *bound)
{
    struct stream_spec *stream = &bound->spec;
    struct step_spec *only = NULL;
    size_t with_pool = 0;

    bound->opening.spec.steps_given = bound->opening.n_steps > 0;
    for (size_t i = 0; i < stream->n_steps; i++) {
        if (stream->steps[i].pool < 0)
            continue;
        only = &stream->steps[i];
        stream->pool = only->pool;
        with_pool++;
    }
    if (with_pool == 1 && !only->effort_share_given)
        only->effort_share = 1;
    share_opening(binder, bound);
}
