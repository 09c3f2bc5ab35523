/* Every stream of random numbers of a run of the IND base has a name of its own, and no two begin alike.
 *
 * The linker puts __wrap_draw_open in the place of draw_open (tests/CMakeLists.txt), so that all names are seen. */
#include <stdio.h>
#include <stdlib.h>

#include "random/draw.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"
#include "support/scenarios.h"

struct name {
    uint32_t entity, purpose, index;
    int32_t day;
    uint64_t first; /* bits */
};
enum { PURPOSES_MOST = 256 };

static struct {
    struct name *items;
    size_t n, capacity;
    size_t of_purpose[PURPOSES_MOST];
} seen;

void __real_draw_open(struct draw *draw, const struct draw_key *key, uint32_t entity, enum draw_purpose purpose,
                      unsigned index, int32_t day);
void __wrap_draw_open(struct draw *draw, const struct draw_key *key, uint32_t entity, enum draw_purpose purpose,
                      unsigned index, int32_t day);

static uint64_t first_bits(const struct draw_key *key, uint32_t entity, enum draw_purpose purpose, unsigned index,
                           int32_t day)
{
    struct draw probe;
    draw_init(&probe);
    __real_draw_open(&probe, key, entity, purpose, index, day);
    const uint64_t high = draw_bits(&probe);
    return high << 32 | draw_bits(&probe);
}

void __wrap_draw_open(struct draw *draw, const struct draw_key *key, uint32_t entity, enum draw_purpose purpose,
                      unsigned index, int32_t day)
{
    ck_assert_msg(index < 65536 && (uint32_t)purpose < PURPOSES_MOST, "purpose %d, index %u", (int)purpose, index);
    if (seen.n == seen.capacity) {
        seen.capacity = seen.capacity ? 2 * seen.capacity : 65536;
        seen.items = realloc(seen.items, seen.capacity * sizeof *seen.items);
        ck_assert_ptr_nonnull(seen.items);
    }
    seen.items[seen.n++] =
        (struct name){entity, (uint32_t)purpose, index, day, first_bits(key, entity, purpose, index, day)};
    seen.of_purpose[purpose]++;
    __real_draw_open(draw, key, entity, purpose, index, day);
}

static int by_first(const void *a, const void *b)
{
    const struct name *x = a, *y = b;
    return (x->first > y->first) - (x->first < y->first);
}

START_TEST(no_two_streams_are_the_same)
{
    char path[4096];
    size_t purposes = 0;
    snprintf(path, sizeof path, "%s/scenarios/ind/2024.yaml", getenv("TERMIJN_SOURCE"));
    struct stand stand = stand_of_scenario(scenario_of_file(path));
    seen.n = 0; /* the model may draw, too */
    stand_run(&stand, 1, 0);
    qsort(seen.items, seen.n, sizeof *seen.items, by_first);
    for (size_t i = 1; i < seen.n; i++) {
        const struct name *a = &seen.items[i - 1], *b = &seen.items[i];
        ck_assert_msg(a->first != b->first, "%08x purpose %u index %u day %d begins as %08x purpose %u index %u day %d",
                      a->entity, a->purpose, a->index, a->day, b->entity, b->purpose, b->index, b->day);
    }
    for (size_t p = 0; p < PURPOSES_MOST; p++)
        purposes += seen.of_purpose[p] > 0;
    printf("%zu streams of random numbers for %zu purposes\n", seen.n, purposes);
    ck_assert_msg(seen.n > 10000 && purposes > 10, "%zu names, %zu purposes: are they all seen?", seen.n, purposes);
    free(seen.items);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, no_two_streams_are_the_same);
}
