/* Amounts, periods and dates: any text is read as a finite number or refused; what is read is in the calendar. */
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "fuzz/fuzz.h"
#include "scenario/units.h"

static void read_amounts(struct reader *reader, const char *text)
{
    const struct place nowhere = {.file = -1};

    for (int unit = 0; unit < UNITS; unit++) {
        double value = 0;
        if (!amount_read(reader, text, nowhere, "key", (enum unit)unit, &value))
            continue;
        fuzz_expect(isfinite(value), "an amount is finite");
        fuzz_expect(amount_format(reader, (enum unit)unit, value) != NULL, "an amount can be written");
    }
}

static void read_times(struct reader *reader, const char *text)
{
    const struct place nowhere = {.file = -1};
    int months = 0, days = 0, day = 0;
    char written[11];

    if (period_read(reader, text, nowhere, "key", &months, &days)) {
        fuzz_expect(months >= 0 && days >= 0 && months + days > 0, "a period is some time");
        const struct legal_period period = {.months = months, .days = days, .moves_off_weekends = true};
        fuzz_expect(period_end(0, &period) > 0, "a period ends later");
    }
    if (!day_parse(text, &day))
        return;
    day_format(day, written);
    fuzz_expect(strcmp(text, written) == 0, "a date is written as it was read");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct diagnostics diagnostics;
    struct reader reader = {.arena = &arena, .diagnostics = &diagnostics};

    arena_init(&arena);
    diagnostics_init(&diagnostics);
    const char *text = arena_strndup(&arena, (const char *)data, size);
    fuzz_expect(text != NULL, "memory");
    read_amounts(&reader, text);
    read_times(&reader, text);
    diagnostics_free(&diagnostics);
    arena_free(&arena);
    return 0;
}
