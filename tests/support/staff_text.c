#include "support/staff_text.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "support/dice.h"

struct date {
    char text[11];
};

static struct date some_day(struct dice *dice, const struct staff_text *text)
{
    struct date date;
    day_format(dice_pick(dice, text->opening + 1, text->horizon), date.text);
    return date;
}

/* A number that may change on a date or be uncertain. */
static void write_value(FILE *out, struct dice *dice, const struct staff_text *text, int low, int high, const char *unit)
{
    const int value = dice_pick(dice, low, high), kind = dice_pick(dice, 0, 5);
    if (kind == 0)
        fprintf(out, "{2000-01-01: %d%s, %s: %d%s}", value, unit, some_day(dice, text).text, dice_pick(dice, low, high),
                unit);
    else if (kind == 1)
        fprintf(out, "{value: %d%s, uncertain: {lognormal: 30%%}}", value, unit);
    else
        fprintf(out, "%d%s", value, unit);
}

static void write_hiring(FILE *out, struct dice *dice, const struct staff_text *text, const char *key, int heads)
{
    const int how = dice_pick(dice, 0, 2);
    fprintf(out, ",\n      %s: {", key);
    if (dice_happens(dice, 50)) {
        fprintf(out, "plan: ");
        write_value(out, dice, text, 0, 4, ".4 heads/month");
        fprintf(out, ", vacancies: %d heads", dice_pick(dice, 0, 6));
    } else {
        fprintf(out, "target: ");
        write_value(out, dice, text, heads / 2, 2 * heads, " heads");
    }
    if (how > 0) {
        fprintf(out, how == 1 ? ", fill: " : ", rate: ");
        write_value(out, dice, text, how == 1 ? 5 : 0, how == 1 ? 100 : 3, how == 1 ? "%" : ".7 heads/month");
    }
    fprintf(out, "}");
}

static void write_training(FILE *out, struct dice *dice, const struct staff_text *text)
{
    fprintf(out, ",\n      training: {months: ");
    write_value(out, dice, text, 5, 14, "");
    if (dice_happens(dice, 50))
        fprintf(out, ", productivity: [%d%%, 20%%, %d%%]", dice_pick(dice, 0, 10), dice_pick(dice, 20, 90));
    if (dice_happens(dice, 50))
        fprintf(out, ", mentor: %d hours/year", dice_pick(dice, 10, 200));
    fprintf(out, "}");
}

static void write_absence(FILE *out, struct dice *dice, const struct staff_text *text)
{
    fprintf(out, ",\n      absence: {share: ");
    write_value(out, dice, text, 1, 9, "%");
    fprintf(out,
            ", month_profile: [2, 2, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1], shocks: {flu: {date: %s, length: %d days, size: ",
            some_day(dice, text).text, dice_pick(dice, 1, 60));
    write_value(out, dice, text, 1, 60, "%");
    fprintf(out, ", probability: %d%%}}}", dice_pick(dice, 20, 100));
}

void staff_text_write(FILE *out, const struct staff_text *text)
{
    struct dice dice = {text->seed};
    const int experienced = dice_pick(&dice, 0, 25), external = dice_pick(&dice, 0, 6), young = dice_pick(&dice, 0, 5),
              old = dice_pick(&dice, 0, 5);
    const double share = text->fte / (experienced + external + young + old + 1);
    const double head = share < 0.02 ? 0.02 : share > 1.2 ? 1.2 : share;
    fprintf(out,
            "    staff:\n      {experienced: %d heads, external: %d heads, trainees: [{months: 1, heads: %d heads}, "
            "{months: 3, heads: %d heads}],\n",
            experienced, external, young, old);
    fprintf(out, "      fte_per_head: %.4f, external_fte_per_head: %.4f,\n", head * text->factor, head * text->factor);
    fprintf(out, "      leaving: {experienced: ");
    write_value(out, &dice, text, 0, 90, "%/year");
    fprintf(out, ", trainees: ");
    write_value(out, &dice, text, 0, 200, "%/year");
    fprintf(out, ", external: %d%%/year}", dice_pick(&dice, 0, 300));
    write_training(out, &dice, text);
    if (dice_happens(&dice, 70))
        write_hiring(out, &dice, text, "hiring", experienced + young);
    if (dice_happens(&dice, 50))
        write_hiring(out, &dice, text, "external_hiring", external);
    if (dice_happens(&dice, 50))
        write_absence(out, &dice, text);
    if (dice_happens(&dice, 40))
        fprintf(out, ",\n      leave: {hours: 150 hours/year, month_profile: [1, 1, 1, 1, 1, 1, 3, 3, 0, 0, 0, 0]}");
    if (dice_happens(&dice, 30))
        fprintf(out, ",\n      overtime: {2000-01-01: 0%%, %s: %d%%}", some_day(&dice, text).text,
                dice_pick(&dice, 1, 20));
    fprintf(out, "}\n");
    if (dice_happens(&dice, 60))
        fprintf(out, "    cost_per_fte: EUR %d/year\n", dice_pick(&dice, 50000, 120000));
    if (dice_happens(&dice, 40))
        fprintf(out, "    external_cost_per_fte: EUR %d/year\n", dice_pick(&dice, 50000, 200000));
}

void moves_text_write(FILE *out, const struct staff_text *text, int n_pools, const char *const pools[], int reversed)
{
    enum { MOVES = 4 };
    char *lines[MOVES];
    size_t sizes[MOVES];
    struct dice dice = {text->seed ^ UINT64_C(0x5bd1e995)};
    for (int i = 0; i < MOVES; i++) {
        FILE *line = open_memstream(&lines[i], &sizes[i]);
        const int from = dice_pick(&dice, 0, n_pools - 1), to = (from + dice_pick(&dice, 1, n_pools - 1)) % n_pools;
        const int day = dice_pick(&dice, text->opening + 1, text->horizon);
        struct date date, back;
        day_format(day, date.text);
        day_format(day + dice_pick(&dice, 1, 200), back.text);
        fprintf(line, "  move_%d: {from: %s, to: %s, date: %s, heads: ", i, pools[from], pools[to], date.text);
        write_value(line, &dice, text, 0, 12, " heads");
        fprintf(line, ", who: %s", dice_happens(&dice, 70) ? "experienced" : "external");
        if (dice_happens(&dice, 60))
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
