#include "scenario/resolve.h"

#include <string.h>

#include "scenario/fields.h"

/* ---- pools ---- */

static bool is_stated(const struct bound_pool *pool, size_t stream)
{
    for (size_t i = 0; i < pool->n_members; i++) {
        if (pool->members[i].spec.stream == (int)stream)
            return true;
    }
    return false;
}

static struct pool_member plain_member(struct binder *binder, const struct bound_pool *pool,
                                       const struct stream_spec *stream, size_t index)
{
    const char *path = reader_format(binder->reader, "pools.%s.streams.%s", pool->spec.name, stream->name);

    return (struct pool_member){
        .stream = (int)index,
        .share = quantity_constant(binder->reader, 0, reader_format(binder->reader, "%s.share", path)),
        .ring_fenced = quantity_constant(binder->reader, 0, reader_format(binder->reader, "%s.ring_fenced", path)),
        .priority = 1,
        .plan = quantity_constant(binder->reader, 0, reader_format(binder->reader, "%s.plan", path))};
}

static bool is_served(const struct stream_spec *stream, size_t pool)
{
    for (size_t i = 0; i < stream->n_steps; i++) {
        if (stream->steps[i].pool == (int)pool)
            return true;
    }
    return stream->n_steps == 0 && stream->pool == (int)pool;
}

/* A stream with neither may have named a pool that there is not: an error of its own. */
static bool has_server(const struct stream_spec *stream)
{
    return stream->n_steps > 0 || stream->pool >= 0 || stream->capacity.given;
}

/* The streams with an entry of their own come first, in the order of the entries; then the others that name the pool.
 */
static void fill_members(struct binder *binder, struct bound_scenario *root, size_t index)
{
    struct bound_pool *pool = &root->pools[index];
    struct pool_member *members = reader_alloc(binder->reader, pool->n_members + root->n_streams, sizeof *members);
    size_t n = 0;

    if (members == NULL)
        return;
    for (size_t i = 0; i < pool->n_members; i++) {
        const struct bound_member *member = &pool->members[i];
        const struct stream_spec *stream = member->spec.stream < 0 ? NULL : &root->streams[member->spec.stream].spec;
        if (stream == NULL)
            continue;
        if (is_served(stream, index)) {
            members[n++] = member->spec;
        } else if (has_server(stream)) {
            reader_error(binder->reader, member->place,
                         reader_format(binder->reader, "write `pool: %s` in streams.%s, or take this entry out",
                                       pool->spec.name, stream->name),
                         "the stream `%s` is not served by the pool `%s`", stream->name, pool->spec.name);
        }
    }
    for (size_t i = 0; i < root->n_streams; i++) {
        const struct stream_spec *stream = &root->streams[i].spec;
        if (is_served(stream, index) && !is_stated(pool, i))
            members[n++] = plain_member(binder, pool, stream, i);
    }
    pool->spec.members = members;
    pool->spec.n_members = n;
}

static void resolve_pools(struct binder *binder, struct bound_scenario *root)
{
    struct pool_spec *pools = reader_alloc(binder->reader, root->n_pools, sizeof *pools);

    if (pools == NULL)
        return;
    for (size_t i = 0; i < root->n_pools; i++) {
        struct pool_spec *pool = &root->pools[i].spec;
        if (pool->id[0] == '\0')
            pool->id = pool->name;
        if (pool->label[0] == '\0')
            pool->label = pool->name;
        fill_members(binder, root, i);
        pools[i] = *pool;
    }
    root->spec.pools = pools;
    root->spec.n_pools = root->n_pools;
}

/* ---- links ---- */

static void resolve_link(struct binder *binder, struct bound_scenario *root, struct bound_link *link)
{
    struct link_spec *spec = &link->spec;

    if (spec->id[0] == '\0')
        spec->id = spec->name;
    spec->at_most_one = link->share.given && !link->mean.given;
    spec->number = spec->at_most_one ? link->share : link->mean;
    spec->event = -1;
    if (link->event != NULL && spec->from >= 0) {
        spec->event = resolve_event(binder, &root->streams[spec->from].spec, link->event->text, link->event->place);
    }
}

static void resolve_links(struct binder *binder, struct bound_scenario *root)
{
    struct link_spec *links = reader_alloc(binder->reader, root->n_links, sizeof *links);

    if (links == NULL)
        return;
    for (size_t i = 0; i < root->n_links; i++) {
        resolve_link(binder, root, &root->links[i]);
        links[i] = root->links[i].spec;
    }
    root->spec.links = links;
    root->spec.n_links = root->n_links;
}

/* ---- names ---- */

/* The file's name without folder and ending, when it can be a name. */
static const char *name_from_file(struct reader *reader)
{
    const char *path = reader->sources[0].name, *slash = strrchr(path, '/');
    const char *start = slash == NULL ? path : slash + 1, *point = strrchr(start, '.');
    const char *name = reader_format(
        reader, "%.*s", (int)(point == NULL || point == start ? strlen(start) : (size_t)(point - start)), start);

    return name_is_valid(name, true) ? name : "scenario";
}

void resolve_scenario(struct binder *binder, struct bound_scenario *root)
{
    struct scenario *spec = &root->spec;
    struct stream_spec *streams = reader_alloc(binder->reader, root->n_streams, sizeof *streams);

    if (spec->name[0] == '\0')
        spec->name = name_from_file(binder->reader);
    if (spec->title[0] == '\0')
        spec->title = spec->name;
    for (size_t i = 0; i < spec->n_factors; i++) {
        if (spec->factors[i].label[0] == '\0')
            spec->factors[i].label = spec->factors[i].name;
    }
    for (size_t i = 0; i < root->n_streams; i++)
        resolve_stream(binder, &root->streams[i]);
    for (size_t i = 0; streams != NULL && i < root->n_streams; i++)
        streams[i] = root->streams[i].spec;
    spec->streams = streams;
    spec->n_streams = streams == NULL ? 0 : root->n_streams;
    resolve_pools(binder, root);
    resolve_links(binder, root);
    resolve_contingent(binder, root);
    resolve_published(binder, root);
    spec->assumptions = binder->assumptions;
    spec->n_assumptions = binder->n_assumptions;
    spec->stated = binder->stated;
    spec->n_stated = binder->n_stated;
}
