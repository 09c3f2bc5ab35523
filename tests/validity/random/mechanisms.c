#include "random/mechanisms.h"

#include <stdio.h>

#define MECHANISMS__WORDS(id, words) words,
static const char *const all_words[] = {MECHANISMS(MECHANISMS__WORDS)};
#undef MECHANISMS__WORDS

const char *mechanism_words(enum mechanism mechanism)
{
    return all_words[mechanism];
}

void coverage_add(struct coverage *coverage, const bool seen[MECHANISM_COUNT])
{
    coverage->scenarios++;
    for (size_t i = 0; i < MECHANISM_COUNT; i++) {
        coverage->with[i] += seen[i];
    }
}

void coverage_print(const struct coverage *coverage)
{
    enum { COLUMNS = 3, ROWS = (MECHANISM_COUNT + COLUMNS - 1) / COLUMNS };
    printf("of %zu scenarios\n", coverage->scenarios);
    for (size_t row = 0; row < ROWS; row++) {
        for (size_t i = row; i < MECHANISM_COUNT; i += ROWS) {
            printf("%5zu %-30s", coverage->with[i], all_words[i]);
        }
        printf("\n");
    }
}

static bool is_written(size_t mechanism)
{
    bool of_the_clock = mechanism >= USES_SUSPENSION && mechanism <= USES_WITHDRAWAL_BANDS;
    bool of_steps = mechanism >= USES_STEPS && mechanism <= USES_STEP_OPENING;
    return (WITH_SUSPENSION || !of_the_clock) && (WITH_STEPS || !of_steps);
}

enum mechanism coverage_rarest(const struct coverage *coverage)
{
    size_t rarest = 0;
    for (size_t i = 1; i < MECHANISM_COUNT; i++) {
        rarest = is_written(i) && coverage->with[i] < coverage->with[rarest] ? i : rarest;
    }
    return (enum mechanism)rarest;
}
