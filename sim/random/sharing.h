/* A sample without replacement, asked for heap by heap: of `of` cases `count` are chosen uniformly; each heap in turn says how many it holds
 * and learns how many of them are chosen. */
#ifndef RANDOM_SHARING_H
#define RANDOM_SHARING_H

#include "random/variates.h"

struct sharing {
    struct draw *draw;
    int64_t of, count; /* cases of the heaps still to come, and how many of them are chosen */
    int64_t rank;      /* the chosen one when only one is left: one uniform instead of one a heap; -1 while there are more */
};

static inline void sharing__single(struct sharing *s)
{
    if (s->count == 1 && s->rank < 0) s->rank = (int64_t)(draw_uniform(s->draw) * (double)s->of);
}

static inline struct sharing sharing_begin(struct draw *draw, int64_t of, int64_t count)
{
    struct sharing s = {.draw = draw, .of = of, .count = count, .rank = -1};
    sharing__single(&s);
    return s;
}

static inline int64_t sharing_next(struct sharing *s, int64_t here)
{
    int64_t taken;
    if (s->count == 0 || here == 0) taken = 0;
    else if (s->rank >= 0) taken = s->rank < here || here >= s->of;
    else if (here == 1) taken = draw_below(s->draw, s->of) < s->count;
    else taken = here >= s->of ? s->count : variate_hypergeometric(s->draw, here, s->of - here, s->count);
    if (s->rank >= 0) s->rank -= here;
    s->of -= here;
    s->count -= taken;
    if (s->count == 1 && taken > 0) s->rank = -1;
    sharing__single(s);
    return taken;
}

#endif
