#include "scenario/checks.h"

/* `did you mean`, or the hint: of names in other files than the new one's, which an overlay can only have meant to change. */
static const char *meant(struct checker *checker, const char *name, const char **names, size_t n, const char *hint)
{
    const char *found = names == NULL ? NULL : reader_suggest(checker->reader, name, n, names, NULL);

    return found == NULL ? hint : found;
}

const char *other_stream(struct checker *checker, const struct stream_spec *stream, const char *hint)
{
    const struct bound_scenario *root = checker->root;
    const char **names = reader_alloc(checker->reader, root->n_streams, sizeof *names);
    size_t n = 0;

    for (size_t i = 0; names != NULL && i < root->n_streams; i++) {
        if (root->streams[i].spec.place.file != stream->place.file)
            names[n++] = root->streams[i].spec.name;
    }
    return meant(checker, stream->name, names, n, hint);
}

const char *other_pool(struct checker *checker, const struct pool_spec *pool, const char *hint)
{
    const struct bound_scenario *root = checker->root;
    const char **names = reader_alloc(checker->reader, root->n_pools, sizeof *names);
    size_t n = 0;

    for (size_t i = 0; names != NULL && i < root->n_pools; i++) {
        if (root->pools[i].spec.place.file != pool->place.file)
            names[n++] = root->pools[i].spec.name;
    }
    return meant(checker, pool->name, names, n, hint);
}
