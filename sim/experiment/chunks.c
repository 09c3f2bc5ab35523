#include "experiment/chunks.h"

#include <stdlib.h>

enum { LEAST_STRIPE = 256 };

static size_t row_length(const struct chunks *chunks)
{
    return chunks->n_forecast + chunks->n_entry;
}

static void make_stripes(struct chunks *chunks)
{
    size_t cells = row_length(chunks), n = cells / LEAST_STRIPE;
    chunks->n_stripes = n < 1 ? 1 : n > MAX_STRIPES ? MAX_STRIPES : n;
    for (size_t i = 0; i < chunks->n_stripes; i++)
        chunks->stripes[i] = (struct chunk_stripe){
            .first = cells * i / chunks->n_stripes,
            .end = cells * (i + 1) / chunks->n_stripes,
        };
}

int chunks_init(struct chunks *chunks, uint32_t n_replications, unsigned n_threads, const struct chunk_tables *tables)
{
    uint32_t n_chunks = n_replications / CHUNK_SIZE + (n_replications % CHUNK_SIZE != 0);
    *chunks = (struct chunks){
        .n_replications = n_replications,
        .n_chunks = n_chunks,
        .end = n_chunks,
        .n_forecast = tables->forecast->n_cells,
        .n_entry = tables->entry->n_cells,
    };
    make_stripes(chunks);
    /* half as many again as there are threads: the one that lags behind seldom makes the others wait */
    size_t n_slots = (size_t)n_threads + n_threads / 2 + 1;
    if (n_slots > n_chunks)
        n_slots = n_chunks > 0 ? n_chunks : 1;
    chunks->slots = calloc(n_slots, sizeof chunks->slots[0]);
    if (chunks->slots == NULL)
        return -1;
    chunks->n_slots = n_slots;
    for (size_t i = 0; i < n_slots; i++) {
        chunks->slots[i].values = malloc((row_length(chunks) * CHUNK_SIZE + 1) * sizeof(double));
        if (chunks->slots[i].values == NULL)
            return -1;
    }
    return 0;
}

void chunks_free(struct chunks *chunks)
{
    for (size_t i = 0; i < chunks->n_slots; i++)
        free(chunks->slots[i].values);
    free(chunks->slots);
    *chunks = (struct chunks){0};
}

static struct chunk_slot *slot_of(const struct chunks *chunks, uint32_t chunk)
{
    return &chunks->slots[chunk % chunks->n_slots];
}

bool chunks_deal(struct chunks *chunks, uint32_t *chunk)
{
    if (chunks->dealt >= chunks->end || chunks->dealt - chunks->merged >= chunks->n_slots)
        return false;
    *chunk = chunks->dealt++;
    slot_of(chunks, *chunk)->ready = false;
    return true;
}

uint32_t chunks_size(const struct chunks *chunks, uint32_t chunk)
{
    uint32_t left = chunks->n_replications - chunk * CHUNK_SIZE;
    return left < CHUNK_SIZE ? left : CHUNK_SIZE;
}

struct results_values chunks_values(const struct chunks *chunks, uint32_t chunk, uint32_t i)
{
    double *row = slot_of(chunks, chunk)->values + i * row_length(chunks);
    return (struct results_values){.forecast = row, .entry = row + chunks->n_forecast};
}

void chunks_return(struct chunks *chunks, uint32_t chunk, uint32_t filled)
{
    struct chunk_slot *slot = slot_of(chunks, chunk);
    slot->filled = filled;
    slot->ready = true;
    if (filled < chunks_size(chunks, chunk) && chunk + 1 < chunks->end)
        chunks->end = chunk + 1;
}

/* The chunk that a stripe, or the whole, would merge next can be merged. */
static bool is_ready(const struct chunks *chunks, uint32_t chunk)
{
    return chunk < chunks->end && chunk < chunks->dealt && slot_of(chunks, chunk)->ready;
}

bool chunks_claim(struct chunks *chunks, size_t *stripe)
{
    for (size_t i = 0; i < chunks->n_stripes; i++) {
        struct chunk_stripe *s = &chunks->stripes[i];
        if (s->busy || !is_ready(chunks, s->next))
            continue;
        s->busy = true;
        *stripe = i;
        return true;
    }
    return false;
}

static size_t clamp(size_t x, size_t low, size_t high)
{
    return x < low ? low : x > high ? high : x;
}

int chunks_merge(const struct chunks *chunks, size_t stripe, const struct chunk_tables *tables)
{
    const struct chunk_stripe *s = &chunks->stripes[stripe];
    const double *forecast[CHUNK_SIZE] = {NULL}, *entry[CHUNK_SIZE] = {NULL};
    uint32_t n = slot_of(chunks, s->next)->filled;
    for (uint32_t i = 0; i < n; i++) {
        struct results_values values = chunks_values(chunks, s->next, i);
        forecast[i] = values.forecast;
        entry[i] = values.entry;
    }
    size_t border = chunks->n_forecast, length = row_length(chunks);
    if (results_table_add_range(tables->forecast, n, forecast, clamp(s->first, 0, border), clamp(s->end, 0, border)) !=
        0)
        return -1;
    return results_table_add_range(tables->entry, n, entry, clamp(s->first, border, length) - border,
                                   clamp(s->end, border, length) - border);
}

bool chunks_merged(struct chunks *chunks, size_t stripe)
{
    uint32_t least = UINT32_MAX;
    chunks->stripes[stripe].busy = false;
    chunks->stripes[stripe].next++;
    for (size_t i = 0; i < chunks->n_stripes; i++)
        if (chunks->stripes[i].next < least)
            least = chunks->stripes[i].next;
    if (least == chunks->merged)
        return false;
    chunks->replications += slot_of(chunks, chunks->merged)->filled;
    chunks->merged++;
    return true;
}

bool chunks_settled(const struct chunks *chunks)
{
    return chunks->merged >= (chunks->dealt < chunks->end ? chunks->dealt : chunks->end);
}
