/* A cell of a table as text, exact: doubles in hexadecimal, of the sketch the buckets that hold anything. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "results/table.h"

enum { BUCKETS_MOST = 1 << 18 }; /* of either sign: no double lies beyond */

static void write_side(const struct sketch_side *side, FILE *out)
{
    int32_t used = 0;
    for (int32_t i = 0; i < side->n; i++)
        used += side->count[i] > 0;
    fprintf(out, " %" PRId32, used);
    for (int32_t i = 0; i < side->n; i++) {
        if (side->count[i] > 0)
            fprintf(out, " %" PRId32 " %" PRIu32, side->first + i, side->count[i]);
    }
}

void results_cell_write(const struct results_cell *cell, FILE *out)
{
    const struct sketch *sketch = &cell->sketch;
    fprintf(out, "%" PRId64 " %a %a %" PRId64 " %a %a %d", cell->n, cell->mean, cell->m2, sketch->zeros, sketch->minimum,
            sketch->maximum, sketch->fractions);
    write_side(&sketch->positive, out);
    write_side(&sketch->negative, out);
}

/* The rest of the text; NULL once something else stood where a number should. */
struct text {
    const char *rest;
};

static int64_t whole(struct text *text, int64_t low, int64_t high)
{
    char *end = NULL;
    errno = 0;
    const long long value = text->rest == NULL ? 0 : strtoll(text->rest, &end, 10);
    text->rest = end != text->rest && errno == 0 && value >= low && value <= high ? end : NULL;
    return text->rest == NULL ? low : value;
}

static double number(struct text *text)
{
    char *end = NULL;
    const double value = text->rest == NULL ? 0 : strtod(text->rest, &end);
    text->rest = end != text->rest && isfinite(value) ? end : NULL;
    return value;
}

/* Returns the cases counted. */
static int64_t read_side(struct text *text, struct sketch_side *side)
{
    int64_t sum = 0;
    const int64_t used = whole(text, 0, BUCKETS_MOST);
    for (int64_t i = 0; i < used && text->rest != NULL; i++) {
        const int32_t bucket = (int32_t)whole(text, -BUCKETS_MOST, BUCKETS_MOST);
        const uint32_t count = (uint32_t)whole(text, 1, UINT32_MAX);
        if (text->rest == NULL || sketch_side_put(side, bucket, count) != 0)
            text->rest = NULL;
        sum += count;
    }
    return sum;
}

int results_cell_read(struct results_cell *cell, const char *line)
{
    struct text text = {line};
    struct sketch *sketch = &cell->sketch;
    cell->n = whole(&text, 1, INT64_MAX);
    cell->mean = number(&text);
    cell->m2 = number(&text);
    sketch->zeros = whole(&text, 0, cell->n);
    sketch->minimum = number(&text);
    sketch->maximum = number(&text);
    sketch->fractions = whole(&text, 0, 1) == 1;
    sketch->n = sketch->zeros + read_side(&text, &sketch->positive);
    sketch->n += read_side(&text, &sketch->negative);
    return text.rest != NULL && *text.rest == '\0' && sketch->n == cell->n ? 0 : -1;
}
