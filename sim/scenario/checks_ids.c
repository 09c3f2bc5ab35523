/* Random numbers are keyed by a hash of each id, so two ids must not share one. A stream and a pool may have the same
 * id: what is drawn for them is keyed by its purpose as well. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "scenario/checks.h"

enum entity { STREAM, POOL, LINK, FACTOR };
static const char *const nouns[] = {"stream", "pool", "link", "factor"};

struct id {
    enum entity entity;
    size_t index;
    uint32_t hash;
    const char *id, *name;
    struct place place;
};

static int compare_ids(const void *a, const void *b)
{
    const struct id *one = a, *other = b;

    if (one->hash != other->hash)
        return one->hash < other->hash ? -1 : 1;
    if (one->entity != other->entity)
        return one->entity < other->entity ? -1 : 1;
    return one->index < other->index ? -1 : one->index > other->index;
}

static struct id make_id(enum entity entity, size_t index, const char *id, const char *name, struct place place)
{
    return (struct id){.entity = entity, .index = index, .hash = hash_id(id), .id = id, .name = name, .place = place};
}

static size_t collect(const struct checker *checker, struct id *ids)
{
    const struct bound_scenario *root = checker->root;
    const struct node *factors = checker->binder->names[REFERENCE_FACTOR];
    size_t n = 0;

    for (size_t i = 0; i < root->n_streams; i++)
        ids[n++] =
            make_id(STREAM, i, root->streams[i].spec.id, root->streams[i].spec.name, root->streams[i].spec.place);
    for (size_t i = 0; i < root->n_pools; i++)
        ids[n++] = make_id(POOL, i, root->pools[i].spec.id, root->pools[i].spec.name, root->pools[i].spec.place);
    for (size_t i = 0; i < root->n_links; i++)
        ids[n++] = make_id(LINK, i, root->links[i].spec.id, root->links[i].spec.name, root->links[i].spec.place);
    for (size_t i = 0; i < root->spec.n_factors; i++) {
        ids[n++] =
            make_id(FACTOR, i, root->spec.factors[i].name, root->spec.factors[i].name, factors->entries[i].place);
    }
    return n;
}

static void compare_two(struct checker *checker, const struct id *first, const struct id *again)
{
    bool equal = strcmp(first->id, again->id) == 0;

    if (equal && first->entity != again->entity)
        return;
    if (equal) {
        reader_error(checker->reader, again->place, "give it an `id` of its own",
                     "the %s `%s` has the id of the %s `%s`: %s", nouns[again->entity], again->name,
                     nouns[first->entity], first->name, reader_quote(checker->reader, again->id));
    } else {
        reader_error(checker->reader, again->place, "give one of them another `id`",
                     "the ids `%s` and `%s` cannot be told apart by their hash", first->id, again->id);
    }
}

void check_ids(struct checker *checker)
{
    const struct bound_scenario *root = checker->root;
    size_t n = root->n_streams + root->n_pools + root->n_links + root->spec.n_factors;
    struct id *ids = calloc(n + 1, sizeof *ids);

    if (ids == NULL) {
        checker->reader->out_of_memory = true;
        return;
    }
    n = collect(checker, ids);
    qsort(ids, n, sizeof *ids, compare_ids);
    for (size_t i = 1; i < n; i++) {
        for (size_t j = i; j-- > 0 && ids[j].hash == ids[i].hash;) {
            compare_two(checker, &ids[j], &ids[i]);
            if (ids[j].entity == ids[i].entity)
                break;
        }
    }
    free(ids);
}
