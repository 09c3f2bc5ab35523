/* Keyed random numbers: Philox4x32-10 behind a gsl_rng, addressed by what is drawn and never by thread or order.
 *
 * A stream of numbers is named by (seed, replication, entity, purpose, index, day). The Philox key is a bijective mix of seed and
 * replication; the counter is {block, day, entity, purpose << 16 | index}, so two different names never share a number.
 * Salmon et al., Parallel random numbers: as easy as 1, 2, 3 (2011). */
#ifndef RANDOM_DRAW_H
#define RANDOM_DRAW_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

/* What a stream of numbers is for. Values are part of the results' reproducibility: append only. */
enum draw_purpose {
    DRAW_UNCERTAIN = 1, /* entity: hash of the key path; or of a factor */
    DRAW_DISTURBANCE,   /* entity: stream or factor; day: month index */
    DRAW_SHOCK,         /* index: shock */
    DRAW_ARRIVALS,
    DRAW_PAST,
    DRAW_LINK,
    DRAW_CLASSES,
    DRAW_DELAY,
    DRAW_WORK,       /* index: part */
    DRAW_ALLOCATION, /* entity: pool */
    DRAW_PICK,
    DRAW_WITHDRAWAL,
    DRAW_TRANSFER, /* index: transfer */
    DRAW_NOTICE,
    DRAW_APPEAL,
    DRAW_COURT,
    DRAW_CORRECTION,
    DRAW_OPENING,
    DRAW_LEAVING, /* entity: pool; index: stage of staff */
    DRAW_HIRING,  /* entity: pool; index: own or external */
    DRAW_ABSENCE, /* entity: pool; index: shock */
    DRAW_DESIGN,   /* of experiments: entity: column; day: row */
    DRAW_BOOTSTRAP, /* day: resample */
    DRAW_SUSPENSION
};

/* The replication's half of the name: fixed for one replication. */
struct draw_key {
    uint32_t key[2];
};

/* One open stream of numbers. `rng` works with every gsl_ran_*; it points into the struct, so a draw must not be copied or moved
 * after draw_init. No memory is allocated. */
enum { DRAW_WORDS = 16 };

struct draw {
    gsl_rng rng;
    uint32_t key[2];
    uint32_t counter[4];
    uint32_t buffer[DRAW_WORDS];
    unsigned used; /* words of buffer already given out; DRAW_WORDS = empty */
};

struct draw_key draw_key_make(uint64_t seed, uint32_t replication);

/* Makes `rng` usable; call once before draw_open. */
void draw_init(struct draw *draw);

/* Starts the named stream of numbers at its beginning. `index` < 65536. */
void draw_open(struct draw *draw, const struct draw_key *key, uint32_t entity, enum draw_purpose purpose, unsigned index, int32_t day);

void draw__refill(struct draw *draw);

/* Fills the buffer as any processor can: the words do not depend on the processor. */
void draw__blocks(struct draw *draw);

/* The next 32 random bits. */
static inline uint32_t draw_bits(struct draw *draw)
{
    if (draw->used == DRAW_WORDS) draw__refill(draw);
    return draw->buffer[draw->used++];
}

/* Uniform on (0, 1), 53 bits; never 0 or 1: k 2^-53 for a 53-bit k, and 2^-54 in place of 0. (The halfway points of 2^53 equal cells would round
 * to 1 at the top.) */
static inline double draw_uniform(struct draw *draw)
{
    const uint64_t high = draw_bits(draw), k = (high << 21) | (draw_bits(draw) >> 11);
    return ((double)(int64_t)k + (k == 0 ? 0.5 : 0.0)) * 0x1p-53;
}

/* Uniform on 0 .. n - 1 for n > 0, by one word while n < 2^32: the upper half of word x n, drawn again where the lower half is below 2^32 mod n
 * (Lemire, Fast random integer generation in an interval, 2019). */
static inline int64_t draw_below(struct draw *draw, int64_t n)
{
    if (n > UINT32_MAX) return (int64_t)(draw_uniform(draw) * (double)n);
    const uint32_t size = (uint32_t)n;
    uint64_t product = (uint64_t)draw_bits(draw) * size;
    if ((uint32_t)product < size)
        for (const uint32_t least = (0 - size) % size; (uint32_t)product < least;) product = (uint64_t)draw_bits(draw) * size;
    return (int64_t)(product >> 32);
}

/* The GSL generator type: 32-bit integers by get, 53-bit doubles by get_double; state is a struct draw. */
const gsl_rng_type *draw_rng_type(void);

#endif
