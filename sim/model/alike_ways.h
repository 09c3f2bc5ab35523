/* The ways in which two models' parts are compared. */
#ifndef MODEL_ALIKE_WAYS_H
#define MODEL_ALIKE_WAYS_H

#include <string.h>

#include "model/model.h"

/* Whoever gives one of these a new part says below whether it may differ from some day on, or not at all. */
#define KNOWN(type, bytes) _Static_assert(sizeof(void *) != 8 || sizeof(struct type) == (bytes), "a part of struct " #type " that is not compared");
KNOWN(param, 32) KNOWN(model_lags, 16)

/* What was found so far. */
struct alike {
    int days;
};

/* Read at any time. */
static inline void must(struct alike *alike, bool equal)
{
    if (!equal) alike->days = 0;
}
#define SAME(field) must(alike, a->field == b->field)

static inline void must_items(struct alike *alike, const void *a, const void *b, size_t bytes)
{
    if (alike->days > 0) must(alike, a == b || (a && b && memcmp(a, b, bytes) == 0));
}
#define SAME_ITEMS(field, n) must_items(alike, a->field, b->field, (n) * sizeof *a->field)

/* [horizon + 1], read of today alone. */
static inline void by_day(struct alike *alike, const void *a, const void *b, size_t size)
{
    const unsigned char *one = a, *other = b;
    must(alike, (a != NULL) == (b != NULL));
    for (int t = 0; a && t < alike->days; t++)
        if (memcmp(one + (size_t)t * size, other + (size_t)t * size, size) != 0) alike->days = t;
}
#define BY_DAY(field) by_day(alike, a->field, b->field, sizeof *a->field)

/* Read of today alone, and whether it is above 0 on any day. */
static inline void number(struct alike *alike, const struct param *a, const struct param *b)
{
    must(alike, a->slot == b->slot && (a->peak > 0) == (b->peak > 0));
    for (int t = 0; t < alike->days; t++)
        if (param_base(a, t) != param_base(b, t)) alike->days = t;
}
#define NUMBER(field) number(alike, &a->field, &b->field)

/* Read of a day to come. */
static inline void number_ahead(struct alike *alike, const struct param *a, const struct param *b)
{
    const int before = alike->days;
    number(alike, a, b);
    must(alike, alike->days == before);
}

static inline void lags(struct alike *alike, const struct model_lags *a, const struct model_lags *b, int horizon)
{
    SAME(offset);
    SAME_ITEMS(lag, (size_t)(horizon + 1 + a->offset) * DELAY_POINTS);
}

/* One stream of each. */
void alike_streams(struct alike *alike, const struct model_stream *a, const struct model_stream *b, const struct model *m);

#endif
