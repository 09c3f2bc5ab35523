#include <string.h>

#include "scenario/checks.h"
#include "scenario/values.h"

static const double SHARE_MOST = 1.001;

static bool ever_uses(const struct checker *checker, const struct bound_pool *pool, enum allocation_rule rule)
{
    for (size_t i = 0; i < pool->spec.allocation.n; i++) {
        if (pool->spec.allocation.points[i].index == (int)rule)
            return true;
    }
    return contingent_allocates(checker, pool, rule);
}

/* The place of a stream's entry in the pool, or of the pool when it has none. */
static struct place member_place(const struct bound_pool *pool, int stream)
{
    for (size_t i = 0; i < pool->n_members; i++) {
        if (pool->members[i].spec.stream == stream)
            return pool->members[i].place;
    }
    return pool->spec.place;
}

static void check_member(struct checker *checker, const struct bound_pool *pool, const struct pool_member *member)
{
    const struct stream_spec *stream = &checker->root->streams[member->stream].spec;
    struct place place = member_place(pool, member->stream);
    const char *entry = reader_format(checker->reader, "pools.%s.streams.%s", pool->spec.name, stream->name);

    if (ever_uses(checker, pool, ALLOCATE_SHARES) && !member->share.given) {
        reader_error(checker->reader, place,
                     reader_format(checker->reader, "for example `streams: {%s: {share: 20%%}}`", stream->name),
                     "%s needs `share`: the pool is allocated by shares", entry);
    }
    if (ever_uses(checker, pool, ALLOCATE_PLAN) && !member->plan.given) {
        reader_error(checker->reader, place,
                     reader_format(checker->reader, "for example `streams: {%s: {plan: 22000/year}}`", stream->name),
                     "%s needs `plan`: the pool is allocated by plan", entry);
    }
    if (ever_uses(checker, pool, ALLOCATE_EARLIEST_DEADLINE) && !stream->clock.period.given &&
        !stream->clock.target.given) {
        reader_error(checker->reader, stream->place, "for example `clock: {target: 8 weeks}`",
                     "streams.%s needs a `period` or a `target`: the pool `%s` works by earliest deadline",
                     stream->name, pool->spec.name);
    }
}

static void check_sums(struct checker *checker, const struct bound_pool *pool)
{
    size_t n = pool->spec.n_members;
    const struct quantity **terms = reader_alloc(checker->reader, 2 * n, sizeof *terms);
    struct sum sum;

    if (terms == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        terms[i] = &pool->spec.members[i].ring_fenced;
        terms[n + i] = &pool->spec.members[i].share;
    }
    if (sum_outside(checker, terms, n, -1, SHARE_MOST, &sum)) {
        reader_error(checker->reader, pool->spec.place, NULL,
                     "the ring-fenced shares of the pool `%s` add up to %.6g%%%s: over 100%%", pool->spec.name,
                     100 * sum.value, from_date(checker, sum.date));
    } else if (ever_uses(checker, pool, ALLOCATE_SHARES) && sum_outside(checker, terms, 2 * n, -1, SHARE_MOST, &sum)) {
        reader_error(checker->reader, pool->spec.place, "shares are of all the pool's hours, ring-fenced ones included",
                     "the shares of the pool `%s`, with ring_fenced, add up to %.6g%%%s: over 100%%", pool->spec.name,
                     100 * sum.value, from_date(checker, sum.date));
    }
}

void check_pool(struct checker *checker, const struct bound_pool *pool)
{
    if (pool->spec.n_members == 0) {
        reader_warning(checker->reader, pool->spec.place,
                       other_pool(checker, &pool->spec, reader_format(checker->reader, "streams name their pool: `pool: %s`", pool->spec.name)),
                       "the pool `%s` has no streams", pool->spec.name);
    }
    for (size_t i = 0; i < pool->spec.n_members; i++)
        check_member(checker, pool, &pool->spec.members[i]);
    check_sums(checker, pool);
}
