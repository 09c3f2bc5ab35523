#include "support/staff_text.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/calendar.h"

/* SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t next_bits(uint64_t *state)
{
    uint64_t x = *state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static int pick(uint64_t *state, int low, int high)
{
    return low + (int)(next_bits(state) % (uint64_t)(high - low + 1));
}

static bool happens(uint64_t *state, int percent)
{
    return pick(state, 1, 100) <= percent;
}

struct date {
    char text[11];
};

static struct date some_day(uint64_t *state, const struct staff_text *text)
{
    struct date date;
    day_format(pick(state, text->opening + 1, text->horizon), date.text);
    return date;
}

/* A number that may change on a date or be uncertain. */
static void write_value(FILE *out, uint64_t *state, const struct staff_text *text, int low, int high, const char *unit)
{
    const int value = pick(state, low, high), kind = pick(state, 0, 5);
    if (kind == 0)
        fprintf(out, "{2000-01-01: %d%s, %s: %d%s}", value, unit, some_day(state, text).text, pick(state, low, high),
                unit);
    else if (kind == 1)
        fprintf(out, "{value: %d%s, uncertain: {lognormal: 30%%}}", value, unit);
    else
        fprintf(out, "%d%s", value, unit);
}

static void write_hiring(FILE *out, uint64_t *state, const struct staff_text *text, const char *key, int heads)
{
    const int how = pick(state, 0, 2);
    fprintf(out, ",\n      %s: {", key);
    if (happens(state, 50)) {
        fprintf(out, "plan: ");
        write_value(out, state, text, 0, 4, ".4 heads/month");
        fprintf(out, ", vacancies: %d heads", pick(state, 0, 6));
    } else {
        fprintf(out, "target: ");
        write_value(out, state, text, heads / 2, 2 * heads, " heads");
    }
    if (how > 0) {
        fprintf(out, how == 1 ? ", fill: " : ", rate: ");
        write_value(out, state, text, how == 1 ? 5 : 0, how == 1 ? 100 : 3, how == 1 ? "%" : ".7 heads/month");
    }
    fprintf(out, "}");
}

static void write_training(FILE *out, uint64_t *state, const struct staff_text *text)
{
    fprintf(out, ",\n      training: {months: ");
    write_value(out, state, text, 5, 14, "");
    if (happens(state, 50))
        fprintf(out, ", productivity: [%d%%, 20%%, %d%%]", pick(state, 0, 10), pick(state, 20, 90));
    if (happens(state, 50))
        fprintf(out, ", mentor: %d hours/year", pick(state, 10, 200));
    fprintf(out, "}");
}

static void write_absence(FILE *out, uint64_t *state, const struct staff_text *text)
{
    fprintf(out, ",\n      absence: {share: ");
    write_value(out, state, text, 1, 9, "%");
    fprintf(out,
            ", month_profile: [2, 2, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1], shocks: {flu: {date: %s, length: %d days, size: ",
            some_day(state, text).text, pick(state, 1, 60));
    write_value(out, state, text, 1, 60, "%");
    fprintf(out, ", probability: %d%%}}}", pick(state, 20, 100));
}

void staff_text_write(FILE *out, const struct staff_text *text)
{
    uint64_t state = text->seed;
    const int experienced = pick(&state, 0, 25), external = pick(&state, 0, 6), young = pick(&state, 0, 5),
              old = pick(&state, 0, 5);
    const double share = text->fte / (experienced + external + young + old + 1);
    const double head = share < 0.02 ? 0.02 : share > 1.2 ? 1.2 : share;
    fprintf(out,
            "    staff:\n      {experienced: %d heads, external: %d heads, trainees: [{months: 1, heads: %d heads}, "
            "{months: 3, heads: %d heads}],\n",
            experienced, external, young, old);
    fprintf(out, "      fte_per_head: %.4f, external_fte_per_head: %.4f,\n", head * text->factor, head * text->factor);
    fprintf(out, "      leaving: {experienced: ");
    write_value(out, &state, text, 0, 90, "%/year");
    fprintf(out, ", trainees: ");
    write_value(out, &state, text, 0, 200, "%/year");
    fprintf(out, ", external: %d%%/year}", pick(&state, 0, 300));
    write_training(out, &state, text);
    if (happens(&state, 70))
        write_hiring(out, &state, text, "hiring", experienced + young);
    if (happens(&state, 50))
        write_hiring(out, &state, text, "external_hiring", external);
    if (happens(&state, 50))
        write_absence(out, &state, text);
    if (happens(&state, 40))
        fprintf(out, ",\n      leave: {hours: 150 hours/year, month_profile: [1, 1, 1, 1, 1, 1, 3, 3, 0, 0, 0, 0]}");
    if (happens(&state, 30))
        fprintf(out, ",\n      overtime: {2000-01-01: 0%%, %s: %d%%}", some_day(&state, text).text,
                pick(&state, 1, 20));
    fprintf(out, "}\n");
    if (happens(&state, 60))
        fprintf(out, "    cost_per_fte: EUR %d/year\n", pick(&state, 50000, 120000));
    if (happens(&state, 40))
        fprintf(out, "    external_cost_per_fte: EUR %d/year\n", pick(&state, 50000, 200000));
}

void moves_text_write(FILE *out, const struct staff_text *text, int n_pools, const char *const pools[], int reversed)
{
    enum { MOVES = 4 };
    char *lines[MOVES];
    size_t sizes[MOVES];
    uint64_t state = text->seed ^ UINT64_C(0x5bd1e995);
    for (int i = 0; i < MOVES; i++) {
        FILE *line = open_memstream(&lines[i], &sizes[i]);
        const int from = pick(&state, 0, n_pools - 1), to = (from + pick(&state, 1, n_pools - 1)) % n_pools;
        const int day = pick(&state, text->opening + 1, text->horizon);
        struct date date, back;
        day_format(day, date.text);
        day_format(day + pick(&state, 1, 200), back.text);
        fprintf(line, "  move_%d: {from: %s, to: %s, date: %s, heads: ", i, pools[from], pools[to], date.text);
        write_value(line, &state, text, 0, 12, " heads");
        fprintf(line, ", who: %s", happens(&state, 70) ? "experienced" : "external");
        if (happens(&state, 60))
            fprintf(line, ", back: %s", back.text);
        fprintf(line, "}\n");
        fclose(line);
    }
    fprintf(out, "staff_moves:\n");
    for (int i = 0; i < MOVES; i++)
        fputs(lines[reversed ? MOVES - 1 - i : i], out);
    for (int i = 0; i < MOVES; i++)
        free(lines[i]);
}
