/* The book of an experiment: which chunk is dealt out, which is run, which stripe of the cells has merged how many.
 *
 * No locks here: whoever shares a struct chunks between threads holds one around every call but chunks_values and
 * chunks_merge. Those work on what a thread has been given and nobody else touches until it is handed back. */
#ifndef EXPERIMENT_CHUNKS_H
#define EXPERIMENT_CHUNKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "results/layout.h"
#include "results/table.h"

enum { CHUNK_SIZE = 4, MAX_STRIPES = 16 };

struct chunk_slot {
    double *values; /* CHUNK_SIZE replications, one after the other: forecast, then entry */
    uint32_t filled;
    bool ready;
};

struct chunk_stripe {
    size_t first, end; /* cells, forecast and entry in one row */
    uint32_t next;     /* chunk to merge next */
    bool busy;
};

struct chunks {
    uint32_t n_replications, n_chunks;
    size_t n_forecast, n_entry; /* cells */
    size_t n_slots, n_stripes;
    struct chunk_slot *slots; /* chunk c lives in slot c % n_slots */
    struct chunk_stripe stripes[MAX_STRIPES];
    uint32_t dealt;        /* chunks given out: 0 .. dealt - 1 */
    uint32_t end;          /* chunks from here on are not wanted any more */
    uint32_t merged;       /* chunks merged in every stripe */
    uint32_t replications; /* replications in those */
};

/* Where finished replications are added up. */
struct chunk_tables {
    struct results_table *forecast, *entry;
};

/* Returns 0, or -1 without memory; free is legal after that. */
int chunks_init(struct chunks *chunks, uint32_t n_replications, unsigned n_threads, const struct chunk_tables *tables);
void chunks_free(struct chunks *chunks);

/* Takes the next chunk to run; false when there is none or its slot is not free yet. */
bool chunks_deal(struct chunks *chunks, uint32_t *chunk);
uint32_t chunks_size(const struct chunks *chunks, uint32_t chunk);
struct results_values chunks_values(const struct chunks *chunks, uint32_t chunk, uint32_t i);

/* Hands a chunk back with its first `filled` replications run; when some are missing, no later chunk counts. */
void chunks_return(struct chunks *chunks, uint32_t chunk, uint32_t filled);

/* Takes a stripe that has a chunk to merge. */
bool chunks_claim(struct chunks *chunks, size_t *stripe);

/* Adds the claimed stripe's next chunk to the tables. Returns as results_table_add. */
int chunks_merge(const struct chunks *chunks, size_t stripe, const struct chunk_tables *tables);

/* Gives the stripe back; true when that completed a chunk. */
bool chunks_merged(struct chunks *chunks, size_t stripe);

/* Nothing to merge is left, now or later, if no more is dealt. */
bool chunks_settled(const struct chunks *chunks);

#endif
