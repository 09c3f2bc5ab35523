#include "random/draw.h"

#include <Random123/philox.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

#ifdef __SSE2__
/* Two consecutive blocks, one in each half of the vectors. Only the lower 32 bits of a half count: a multiplication reads no more, and what else
 * stands in the upper ones is never looked at. */
struct pair {
    __m128i x[4];
};

static inline struct pair pair_start(const struct draw *draw, uint32_t block)
{
    struct pair p = {{_mm_set_epi64x((int64_t)(uint32_t)(draw->counter[0] + block + 1), (int64_t)(uint32_t)(draw->counter[0] + block))}};
    for (int w = 1; w < 4; w++)
        p.x[w] = _mm_set1_epi64x((int64_t)draw->counter[w]);
    return p;
}

static inline void pair_round(struct pair *p, __m128i key0, __m128i key1)
{
    __m128i first = _mm_mul_epu32(p->x[0], _mm_set1_epi64x((int64_t)PHILOX_M4x32_0));
    __m128i second = _mm_mul_epu32(p->x[2], _mm_set1_epi64x((int64_t)PHILOX_M4x32_1));
    p->x[0] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(second, 32), p->x[1]), key0);
    p->x[1] = second;
    p->x[2] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(first, 32), p->x[3]), key1);
    p->x[3] = first;
}

static inline void pair_store(const struct pair *p, uint32_t *out)
{
    __m128i low = _mm_unpacklo_epi32(p->x[0], p->x[1]), high = _mm_unpacklo_epi32(p->x[2], p->x[3]);
    _mm_storeu_si128((__m128i *)(void *)out, _mm_unpacklo_epi64(low, high));
    low = _mm_unpackhi_epi32(p->x[0], p->x[1]);
    high = _mm_unpackhi_epi32(p->x[2], p->x[3]);
    _mm_storeu_si128((__m128i *)(void *)(out + 4), _mm_unpacklo_epi64(low, high));
}

/* The same words as Random123's philox4x32_R(10, ...), block by block: two at the cost of one, four at a third of it each. */
static void two_blocks(const struct draw *draw, uint32_t *out)
{
    struct pair a = pair_start(draw, 0);
    uint32_t key0 = draw->key[0], key1 = draw->key[1];
    for (int round = 0; round < 10; round++) {
        pair_round(&a, _mm_set1_epi64x((int64_t)key0), _mm_set1_epi64x((int64_t)key1));
        key0 += PHILOX_W32_0;
        key1 += PHILOX_W32_1;
    }
    pair_store(&a, out);
}

static void four_blocks(struct draw *draw)
{
    struct pair a = pair_start(draw, 0), b = pair_start(draw, 2);
    uint32_t key0 = draw->key[0], key1 = draw->key[1];
    for (int round = 0; round < 10; round++) {
        __m128i k0 = _mm_set1_epi64x((int64_t)key0), k1 = _mm_set1_epi64x((int64_t)key1);
        pair_round(&a, k0, k1);
        pair_round(&b, k0, k1);
        key0 += PHILOX_W32_0;
        key1 += PHILOX_W32_1;
    }
    pair_store(&a, &draw->buffer[0]);
    pair_store(&b, &draw->buffer[8]);
}
#else
static void blocks(const struct draw *draw, uint32_t n, uint32_t *out)
{
    for (uint32_t i = 0; i < n; i++) {
        philox4x32_ctr_t counter = {{draw->counter[0] + i, draw->counter[1], draw->counter[2], draw->counter[3]}};
        philox4x32_key_t key = {{draw->key[0], draw->key[1]}};
        philox4x32_ctr_t block = philox4x32_R(10, counter, key);
        memcpy(&out[4 * i], block.v, sizeof block.v);
    }
}

static void two_blocks(const struct draw *draw, uint32_t *out) { blocks(draw, 2, out); }
static void four_blocks(struct draw *draw) { blocks(draw, 4, draw->buffer); }
#endif

/* A stream that has just been opened may be asked for a few words only: two blocks first, four at a time after that. */
void draw__refill(struct draw *draw)
{
    if (draw->counter[0] == 0) {
        draw->used = DRAW_WORDS - 8;
        two_blocks(draw, &draw->buffer[draw->used]);
        draw->counter[0] = 2;
        return;
    }
    four_blocks(draw);
    draw->counter[0] += DRAW_WORDS / 4;
    draw->used = 0;
}

static unsigned long rng_get(void *state)
{
    return draw_bits(state);
}

static double rng_get_double(void *state)
{
    return draw_uniform(state);
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
    draw->used = DRAW_WORDS;
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
    draw->used = DRAW_WORDS;
}
