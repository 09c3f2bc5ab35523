#include <Random123/philox.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "random/draw.h"
#include "support/check_main/check_main.h"
#include "support/statistics.h"

static void open_at(struct draw *draw, const uint32_t key[2], const uint32_t counter[4])
{
    draw_init(draw);
    memcpy(draw->key, key, sizeof draw->key);
    memcpy(draw->counter, counter, sizeof draw->counter);
}

/* The vectors that Random123 publishes (kat_vectors, philox4x32 10). */
START_TEST(known_answers)
{
    static const struct {
        uint32_t counter[4], key[2], answer[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct draw draw;
        open_at(&draw, known[i].key, known[i].counter);
        for (int j = 0; j < 4; j++)
            ck_assert_uint_eq(draw_bits(&draw), known[i].answer[j]);
    }
}
END_TEST

/* However many blocks are made at a time, the words are those of Random123, block by block; also where the counter wraps. */
START_TEST(blocks_follow_one_another)
{
    static const uint32_t first[] = {0, 1, 2, 3, 77, 0xfffffffd};
    for (size_t f = 0; f < sizeof first / sizeof first[0]; f++) {
        const uint32_t key[2] = {0xa4093822, 0x299f31d0}, counter[4] = {first[f], 0x85a308d3, 0x13198a2e, 0x03707344};
        struct draw draw;
        open_at(&draw, key, counter);
        for (uint32_t block = 0; block < (first[f] > 0xfffffff0 ? 3 : 30); block++) {
            const philox4x32_ctr_t at = {{first[f] + block, counter[1], counter[2], counter[3]}};
            const philox4x32_ctr_t wanted = philox4x32_R(10, at, (philox4x32_key_t){{key[0], key[1]}});
            for (int word = 0; word < 4; word++)
                ck_assert_uint_eq(draw_bits(&draw), wanted.v[word]);
        }
    }
}
END_TEST

/* Vectors or not, whatever this processor has. */
START_TEST(words_do_not_depend_on_the_processor)
{
    const uint32_t key[2] = {0xa4093822, 0x299f31d0}, counter[4] = {0xfffffffd, 0x85a308d3, 0xffffffff, 0x03707344};
    struct draw own, portable;
    open_at(&own, key, counter);
    open_at(&portable, key, counter);
    draw__refill(&own);
    draw__blocks(&portable);
    ck_assert_mem_eq(own.buffer, portable.buffer, sizeof own.buffer);
}
END_TEST

START_TEST(the_name_is_the_counter)
{
    struct draw by_name, by_counter;
    struct draw_key key = {{7, 9}};
    uint32_t counter[4] = {0, (uint32_t)-400, 0xdeadbeef, (uint32_t)DRAW_PICK << 16 | 65535};
    draw_init(&by_name);
    draw_open(&by_name, &key, 0xdeadbeef, DRAW_PICK, 65535, -400);
    open_at(&by_counter, key.key, counter);
    for (int i = 0; i < 100; i++)
        ck_assert_uint_eq(draw_bits(&by_name), draw_bits(&by_counter));
}
END_TEST

START_TEST(opening_starts_over)
{
    struct draw draw;
    struct draw_key key = draw_key_make(1, 2);
    draw_init(&draw);
    draw_open(&draw, &key, 3, DRAW_WORK, 0, 5);
    uint32_t first = draw_bits(&draw), second = draw_bits(&draw);
    draw_open(&draw, &key, 3, DRAW_WORK, 0, 5);
    ck_assert_uint_eq(draw_bits(&draw), first);
    ck_assert_uint_eq(draw_bits(&draw), second);
}
END_TEST

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* 256 seeds by 256 replications, and every part of the name once: no two begin alike. */
START_TEST(names_do_not_meet)
{
    static uint64_t seen[65536 + 5];
    struct draw_key key;
    size_t n = 0;
    for (uint64_t seed = 0; seed < 256; seed++) {
        for (uint32_t replication = 0; replication < 256; replication++) {
            key = draw_key_make(seed, replication);
            seen[n++] = (uint64_t)key.key[1] << 32 | key.key[0];
        }
    }
    qsort(seen, n, sizeof seen[0], by_value);
    for (size_t i = 1; i < n; i++)
        ck_assert(seen[i] != seen[i - 1]);
    static const int names[5][4] = {{1, 1, 1, 1}, {2, 1, 1, 1}, {1, 2, 1, 1}, {1, 1, 2, 1}, {1, 1, 1, 2}};
    key = draw_key_make(1, 1);
    for (n = 0; n < 5; n++) {
        struct draw draw;
        draw_init(&draw);
        draw_open(&draw, &key, (uint32_t)names[n][0], (enum draw_purpose)names[n][1], (unsigned)names[n][2],
                  names[n][3]);
        seen[n] = (uint64_t)draw_bits(&draw) << 32 | draw_bits(&draw);
    }
    qsort(seen, n, sizeof seen[0], by_value);
    for (size_t i = 1; i < n; i++)
        ck_assert(seen[i] != seen[i - 1]);
}
END_TEST

START_TEST(uniforms_stay_inside)
{
    struct draw draw;
    draw_init(&draw);
    draw.used = 0;
    memset(draw.buffer, 0, sizeof draw.buffer);
    ck_assert(draw_uniform(&draw) > 0.0);
    draw.used = 0;
    memset(draw.buffer, 0xff, sizeof draw.buffer);
    ck_assert(draw_uniform(&draw) < 1.0);
    ck_assert(gsl_rng_uniform_pos(&draw.rng) < 1.0);
}
END_TEST

/* Uniforms of neighbouring names, not only of one. */
static double uniformity(void *sampler, size_t n)
{
    struct draw *draw = sampler;
    double *u = malloc(n * sizeof u[0]);
    ck_assert_ptr_nonnull(u);
    for (size_t i = 0; i < n; i++) {
        struct draw_key key = draw_key_make(1, (uint32_t)(i % 7));
        if (i % 4 == 0)
            draw_open(draw, &key, (uint32_t)(i % 13), DRAW_WORK, (unsigned)(i % 3), (int32_t)i);
        u[i] = draw_uniform(draw);
    }
    double distance = ks_distance(n, u);
    free(u);
    return distance;
}

START_TEST(uniforms_are_uniform)
{
    struct draw draw;
    draw_init(&draw);
    ck_assert(statistic_within(2.75, uniformity, &draw, 100000, "uniform"));
}
END_TEST

/* Neighbouring days and entities: the correlation of their first uniforms, as z. */
static double neighbours(void *sampler, size_t n)
{
    struct draw *draw = sampler;
    struct draw_key key = draw_key_make(3, 0);
    double sum = 0.0, before = 0.0;
    for (size_t i = 0; i < n; i++) {
        draw_open(draw, &key, (uint32_t)(i % 2), DRAW_ARRIVALS, 0, (int32_t)(i / 2));
        double u = draw_uniform(draw) - 0.5;
        sum += 12.0 * u * before;
        before = u;
    }
    return sum / sqrt((double)n);
}

START_TEST(neighbours_are_independent)
{
    struct draw draw;
    draw_init(&draw);
    ck_assert(statistic_within(5.0, neighbours, &draw, 200000, "neighbours"));
}
END_TEST

static double normality(void *sampler, size_t n)
{
    struct draw *draw = sampler;
    double *u = malloc(n * sizeof u[0]);
    ck_assert_ptr_nonnull(u);
    for (size_t i = 0; i < n; i++)
        u[i] = gsl_cdf_ugaussian_P(gsl_ran_gaussian_ziggurat(&draw->rng, 1.0));
    double distance = ks_distance(n, u);
    free(u);
    return distance;
}

START_TEST(gsl_accepts_it)
{
    struct draw draw;
    struct draw_key key = draw_key_make(5, 5);
    draw_init(&draw);
    draw_open(&draw, &key, 1, DRAW_DISTURBANCE, 0, 0);
    ck_assert_uint_eq(gsl_rng_max(&draw.rng), 0xffffffffu);
    ck_assert_uint_eq(gsl_rng_min(&draw.rng), 0);
    ck_assert(statistic_within(2.75, normality, &draw, 100000, "ziggurat"));
    for (int i = 0; i < 1000; i++)
        ck_assert_uint_lt(gsl_rng_uniform_int(&draw.rng, 10), 10);
}
END_TEST

/* Allocated and copied by GSL itself. */
START_TEST(gsl_owns_one)
{
    gsl_rng *rng = gsl_rng_alloc(draw_rng_type());
    ck_assert_ptr_nonnull(rng);
    gsl_rng_set(rng, 12);
    gsl_rng *copy = gsl_rng_clone(rng);
    for (int i = 0; i < 10; i++)
        ck_assert_uint_eq(gsl_rng_get(rng), gsl_rng_get(copy));
    gsl_rng_free(copy);
    gsl_rng_free(rng);
}
END_TEST

/* Every remainder is as likely as every other, also of an n for which a third of the words are drawn again. */
struct below {
    struct draw draw;
    int64_t n, cell; /* so many values a cell */
};

static double z_of_below(void *sampler, size_t n)
{
    enum { CELLS = 12 };
    struct below *b = sampler;
    int64_t seen[CELLS] = {0};
    double chance[CELLS];
    for (size_t i = 0; i < CELLS; i++)
        chance[i] = 1.0 / CELLS;
    for (size_t i = 0; i < n; i++) {
        const int64_t value = draw_below(&b->draw, b->n);
        ck_assert(value >= 0 && value < b->n);
        seen[value / b->cell]++;
    }
    return z_of_counts(CELLS, seen, chance, n);
}

/* 5 sigma, and eight times as many before it fails. */
START_TEST(whole_numbers_below)
{
    static const int64_t cells[] = {1, 1000, INT64_C(238609294), INT64_C(357913941), INT64_C(400000000), INT64_C(1) << 40};
    struct below b = {.cell = cells[_i], .n = 12 * cells[_i]};
    const struct draw_key key = draw_key_make(1, 0);
    draw_init(&b.draw);
    draw_open(&b.draw, &key, 77, DRAW_PICK, (unsigned)_i, 0);
    ck_assert(statistic_within(5, z_of_below, &b, 100000, "whole numbers below n"));
    for (int i = 0; i < 10; i++)
        ck_assert_int_eq(draw_below(&b.draw, 1), 0);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, known_answers);
    tcase_add_test(tcase, blocks_follow_one_another);
    tcase_add_test(tcase, words_do_not_depend_on_the_processor);
    tcase_add_test(tcase, the_name_is_the_counter);
    tcase_add_test(tcase, opening_starts_over);
    tcase_add_test(tcase, names_do_not_meet);
    tcase_add_test(tcase, uniforms_stay_inside);
    tcase_add_test(tcase, uniforms_are_uniform);
    tcase_add_test(tcase, neighbours_are_independent);
    tcase_add_loop_test(tcase, whole_numbers_below, 0, 6);
    tcase_add_test(tcase, gsl_accepts_it);
    tcase_add_test(tcase, gsl_owns_one);
}
