/* The cases of a lane that are not plain, one place after another: its cohorts, then its usual noticed cases. */
#ifndef SUPPORT_SPARSE_H
#define SUPPORT_SPARSE_H

#include "engine/cohorts.h"

struct sparse {
    struct spot spot;
    int32_t at, count;
    bool usual; /* `at` is a place of the noticed cases, else one of the roll */
    struct cohort_key key;
};

static inline size_t sparse_places(const struct lane *lane)
{
    return lane->roll.n + lane->noticed.n;
}

/* The cases at a place; count is 0 when it has none. */
static inline struct sparse sparse_at(const struct replication *rep, size_t number, size_t place)
{
    const struct lane *lane = &rep->lanes[number];
    const struct roll *roll = &lane->roll;
    if (place < roll->n) {
        const struct cohort *c = &roll->cohorts[place];
        return (struct sparse){{(int32_t)number, c->received}, (int32_t)place, c->count, false, *key_of_cohort(rep, c)};
    }
    const int32_t at = (int32_t)(place - roll->n);
    const struct noticed_case *c = &lane->noticed.cases[at];
    return (struct sparse){{(int32_t)number, c->received}, at, noticed_stands(c), true, key_of_noticed(rep, &rep->streams[lane->stream], c)};
}

#endif
