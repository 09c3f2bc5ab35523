#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "support/check_main/check_main.h"

enum { LARGE = 2100 * 1000 }; /* more than a block of either kind of arena */

static size_t size_of(size_t i)
{
    return i % 7 == 3 ? LARGE : 100 * i;
}

static bool holds(const unsigned char *item, size_t size, int value)
{
    size_t k = 0;
    while (k < size && item[k] == value)
        k++;
    return k == size;
}

/* Items of all sizes, each filled with its number; at first zero, also where something was before. */
static void fill(struct arena *arena, size_t n, unsigned char *items[])
{
    for (size_t i = 0; i < n; i++) {
        items[i] = arena_alloc(arena, size_of(i));
        ck_assert_ptr_nonnull(items[i]);
        ck_assert(holds(items[i], size_of(i), 0));
        memset(items[i], (int)i + 1, size_of(i));
    }
}

static void check_filled(size_t n, unsigned char *const items[])
{
    for (size_t i = 0; i < n; i++)
        ck_assert(holds(items[i], size_of(i), (int)i + 1));
}

static void (*const kinds[])(struct arena *) = {arena_init, arena_init_large};

/* Everything is at its place again, whatever was allocated and overwritten since; and again. */
START_TEST(going_back_to_a_copy)
{
    struct arena arena;
    struct arena_copy copy = {0};
    unsigned char *before[40], *after[60];
    kinds[_i](&arena);
    fill(&arena, 40, before);
    ck_assert_int_eq(arena_save(&arena, &copy), 0);
    const size_t bytes = arena.bytes;
    for (int again = 0; again < 3; again++) {
        fill(&arena, 60, after);
        ck_assert_uint_gt(arena.bytes, bytes);
        for (size_t i = 1; i < 40; i++)
            before[i][0] = 99;
        arena_restore(&arena, &copy);
        ck_assert_uint_eq(arena.bytes, bytes);
        check_filled(40, before);
    }
    fill(&arena, 60, after);
    check_filled(40, before);
    ck_assert_int_eq(arena_save(&arena, &copy), 0); /* a larger copy in place of the first */
    memset(after[59], 0, 5900);
    arena_restore(&arena, &copy);
    check_filled(60, after);
    arena_copy_free(&copy);
    arena_copy_free(&copy);
    arena_free(&arena);
}
END_TEST

START_TEST(a_copy_of_nothing)
{
    struct arena arena;
    struct arena_copy copy = {0};
    unsigned char *items[10];
    kinds[_i](&arena);
    ck_assert_int_eq(arena_save(&arena, &copy), 0);
    fill(&arena, 10, items);
    arena_restore(&arena, &copy);
    ck_assert_uint_eq(arena.bytes, 0);
    fill(&arena, 10, items);
    arena_free(&arena);
    arena_copy_free(&copy);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, going_back_to_a_copy, 0, 2);
    tcase_add_loop_test(tests, a_copy_of_nothing, 0, 2);
}
