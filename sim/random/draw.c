#include "random/draw.h"

#include <Random123/philox.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
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

void draw__blocks(struct draw *draw)
{
    for (uint32_t i = 0; i < DRAW_WORDS / 4; i++) {
        philox4x32_ctr_t counter = {{draw->counter[0] + i, draw->counter[1], draw->counter[2], draw->counter[3]}};
        philox4x32_key_t key = {{draw->key[0], draw->key[1]}};
        philox4x32_ctr_t block = philox4x32_R(10, counter, key);
        memcpy(&draw->buffer[4 * i], block.v, sizeof block.v);
    }
}

#ifdef __x86_64__
/* The same words on a processor with AVX2: four blocks at a time, word w of each in x[w]. Only the lower 32 bits of a place count: a multiplication
 * reads no more, and what else stands in the upper ones is never looked at. */
__attribute__((target("avx2"))) static void blocks_avx2(struct draw *draw)
{
    const __m256i m0 = _mm256_set1_epi64x((int64_t)PHILOX_M4x32_0), m1 = _mm256_set1_epi64x((int64_t)PHILOX_M4x32_1);
    __m256i x0 = _mm256_add_epi32(_mm256_set1_epi64x((int64_t)draw->counter[0]), _mm256_set_epi64x(3, 2, 1, 0));
    __m256i x1 = _mm256_set1_epi64x((int64_t)draw->counter[1]), x2 = _mm256_set1_epi64x((int64_t)draw->counter[2]);
    __m256i x3 = _mm256_set1_epi64x((int64_t)draw->counter[3]);
    __m256i key0 = _mm256_set1_epi32((int32_t)draw->key[0]), key1 = _mm256_set1_epi32((int32_t)draw->key[1]);
    for (int round = 0; round < 10; round++) {
        const __m256i first = _mm256_mul_epu32(x0, m0), second = _mm256_mul_epu32(x2, m1);
        x0 = _mm256_xor_si256(_mm256_srli_epi64(second, 32), _mm256_xor_si256(x1, key0));
        x2 = _mm256_xor_si256(_mm256_srli_epi64(first, 32), _mm256_xor_si256(x3, key1));
        x1 = second;
        x3 = first;
        key0 = _mm256_add_epi32(key0, _mm256_set1_epi32((int32_t)PHILOX_W32_0));
        key1 = _mm256_add_epi32(key1, _mm256_set1_epi32((int32_t)PHILOX_W32_1));
    }
    const __m256i even = _mm256_unpacklo_epi64(_mm256_unpacklo_epi32(x0, x1), _mm256_unpacklo_epi32(x2, x3)); /* blocks 0 and 2 */
    const __m256i odd = _mm256_unpacklo_epi64(_mm256_unpackhi_epi32(x0, x1), _mm256_unpackhi_epi32(x2, x3));
    _mm256_storeu_si256((__m256i *)(void *)&draw->buffer[0], _mm256_permute2x128_si256(even, odd, 0x20));
    _mm256_storeu_si256((__m256i *)(void *)&draw->buffer[8], _mm256_permute2x128_si256(even, odd, 0x31));
}
#endif

void draw__refill(struct draw *draw)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) blocks_avx2(draw);
    else
#endif
        draw__blocks(draw);
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
