#include "random/draw.h"

#include <Random123/philox.h>
#include <string.h>

enum { BUFFER_WORDS = 4 };

/* A bijection of 64-bit words that scatters neighbours: the finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t mix64(uint64_t x)
{
    x += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* One to one in the replication for a given seed, and in the seed for a given replication; mixing the seed first keeps
 * replication 1 of seed 1 apart from replication 0 of seed 2. */
struct draw_key draw_key_make(uint64_t seed, uint32_t replication)
{
    uint64_t key = mix64(mix64(seed) + replication);
    return (struct draw_key){{(uint32_t)key, (uint32_t)(key >> 32)}};
}

static void refill(struct draw *draw)
{
    philox4x32_ctr_t counter = {{draw->counter[0], draw->counter[1], draw->counter[2], draw->counter[3]}};
    philox4x32_key_t key = {{draw->key[0], draw->key[1]}};
    philox4x32_ctr_t block = philox4x32_R(10, counter, key);
    memcpy(draw->buffer, block.v, sizeof draw->buffer);
    draw->counter[0]++;
    draw->used = 0;
}

static inline uint32_t next_word(struct draw *draw)
{
    if (draw->used == BUFFER_WORDS)
        refill(draw);
    return draw->buffer[draw->used++];
}

uint32_t draw_bits(struct draw *draw)
{
    return next_word(draw);
}

/* k 2^-53 for a 53-bit k, and 2^-54 in place of 0. The halfway points of 2^53 equal cells would round to 1 at the top.
 */
static inline double next_uniform(struct draw *draw)
{
    uint64_t high = next_word(draw);
    uint64_t k = (high << 21) | (next_word(draw) >> 11);
    return ((double)k + (k == 0 ? 0.5 : 0.0)) * 0x1p-53;
}

double draw_uniform(struct draw *draw)
{
    return next_uniform(draw);
}

static unsigned long rng_get(void *state)
{
    return next_word(state);
}

static double rng_get_double(void *state)
{
    return next_uniform(state);
}

static void rng_set(void *state, unsigned long seed)
{
    struct draw_key key = draw_key_make(seed, 0);
    draw_open(state, &key, 0, (enum draw_purpose)0, 0, 0);
}

const gsl_rng_type *draw_rng_type(void)
{
    static const gsl_rng_type type = {
        .name = "philox4x32-10",
        .max = 0xffffffffUL,
        .min = 0,
        .size = sizeof(struct draw),
        .set = rng_set,
        .get = rng_get,
        .get_double = rng_get_double,
    };
    return &type;
}

void draw_init(struct draw *draw)
{
    memset(draw, 0, sizeof *draw);
    draw->rng.type = draw_rng_type();
    draw->rng.state = draw;
    draw->used = BUFFER_WORDS;
}

void draw_open(struct draw *draw, const struct draw_key *key, uint32_t entity, enum draw_purpose purpose,
               unsigned index, int32_t day)
{
    draw->key[0] = key->key[0];
    draw->key[1] = key->key[1];
    draw->counter[0] = 0;
    draw->counter[1] = (uint32_t)day;
    draw->counter[2] = entity;
    draw->counter[3] = (uint32_t)purpose << 16 | (index & 0xffffu);
    draw->used = BUFFER_WORDS;
}
