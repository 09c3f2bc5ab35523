#include "support/scenario_text.h"

static const char *const administrative_names[] = {"awb", "brief"};
static const char *const judicial_names[] = {"hundred", "single"};

void put_regimes(FILE *out, const struct frame *f)
{
    struct dice dice = dice_for(f->seed, BLOCK_REGIMES, 0);
    fprintf(out, "regimes:\n  administrative:\n");
    for (int i = 0; i < 2; i++) {
        fprintf(out, "    %s: {grace: %d days, tiers: [", administrative_names[i], dice_pick(&dice, 0, 14));
        for (int k = dice_pick(&dice, 1, 3); k > 0; k--)
            fprintf(out, "{days: %d days, amount: EUR %d/day}%s", dice_pick(&dice, 1, 20), dice_pick(&dice, 0, 50),
                    k > 1 ? ", " : "");
        fprintf(out, "]}\n");
    }
    fprintf(out, "  judicial:\n");
    for (int i = 0; i < 2; i++)
        fprintf(out, "    %s: {amount: EUR %d/day, cap: EUR %d}\n", judicial_names[i], dice_pick(&dice, 20, 100),
                dice_pick(&dice, 10, 1500));
}

static void put_notices(FILE *out, struct dice *dice, const struct frame *f)
{
    int after = 0;
    fprintf(out, "      notice: [");
    for (int i = dice_pick(dice, 1, 3); i > 0; i--) {
        fprintf(out, "{after: %d days, rate: ", after);
        put_quantity(out, dice, f, ANY, &(struct range){"", 0, 900, "%/year", 0});
        fprintf(out, "}%s", i > 1 ? ", " : "]\n");
        after += dice_pick(dice, 1, 50);
    }
}

/* A regime for ever, or switched on and off. */
static void put_regime(FILE *out, struct dice *dice, const struct frame *f, const char *key,
                         const char *const names[])
{
    const int day = dice_pick(dice, f->opening + 1, f->horizon), first = dice_pick(dice, 0, 1);
    fprintf(out, "      %s: ", key);
    switch (dice_pick(dice, 0, 3)) {
    case 0:
        fprintf(out, "%s\n", names[first]);
        break;
    case 1:
        fprintf(out, "{%s: %s, %s: none}\n", date_of(f->opening - 900).text, names[first], date_of(day).text);
        break;
    case 2:
        fprintf(out, "{%s: none, %s: %s}\n", date_of(f->opening - 900).text, date_of(day).text, names[first]);
        break;
    default:
        fprintf(out, "{%s: %s, %s: none, %s: %s, %s: %s}\n", date_of(f->opening - 900).text, names[first],
                date_of(f->opening - 40).text, date_of(f->opening - 20).text, names[1 - first], date_of(day).text,
                names[first]);
        break;
    }
}

static void put_court(FILE *out, struct dice *dice, const struct frame *f)
{
    fprintf(out, "      appeal: ");
    put_quantity(out, dice, f, ANY, &(struct range){"", 50, 1500, "%/year", 0});
    fprintf(out, "\n      further_appeal: ");
    put_quantity(out, dice, f, ANY, &(struct range){"", 0, 100, "%", 0});
    fprintf(out, "\n      court_costs: EUR %d\n", dice_pick(dice, 0, 900));
}

void put_lateness(FILE *out, struct dice *dice, const struct frame *f)
{
    fprintf(out, "    lateness:\n");
    put_notices(out, dice, f);
    if (dice_happens(dice, 85))
        put_regime(out, dice, f, "administrative", administrative_names);
    if (dice_happens(dice, 75))
        put_regime(out, dice, f, "judicial", judicial_names);
    if (dice_happens(dice, 75))
        put_court(out, dice, f);
    fprintf(out, "      court_delay: ");
    put_distribution(out, dice, dice_pick(dice, 1, 40));
    fprintf(out, "\n      term: ");
    put_quantity(out, dice, f, ANY, &(struct range){"", 0, 30, " days", 0});
    fprintf(out, "\n      payment_lag: ");
    put_quantity(out, dice, f, ANY, &(struct range){"", 0, dice_happens(dice, 30) ? 0 : 60, " days", 0});
    fprintf(out, "\n");
}

/* ---- the start ---- */

static void put_marks(FILE *out, struct dice *dice, int stock)
{
    fprintf(out, "      noticed: %d cases\n      notice_ages: ", dice_pick(dice, 0, stock / 3));
    put_distribution(out, dice, dice_pick(dice, 1, 60));
    fprintf(out, "\n      appealed: %d cases\n      ordered: %d cases\n      term_ends: ", dice_pick(dice, 0, stock / 4),
            dice_pick(dice, 0, stock / 4));
    put_distribution(out, dice, dice_pick(dice, 1, 40));
    fprintf(out, "\n      term_offset: %d days\n      outstanding: {value: EUR %d, uncertain: {lognormal: 20%%}}\n", dice_pick(dice, 0, 40), dice_pick(dice, 0, 50000));
}

void put_opening(FILE *out, struct dice *dice, const struct frame *f, int stream)
{
    const int stock = dice_happens(dice, 10) ? 0 : dice_pick(dice, 1, 300);
    fprintf(out, "    opening:\n      stock: %d cases\n      ages: ", stock);
    put_distribution(out, dice, dice_pick(dice, 1, 120));
    fprintf(out, "\n");
    if (f->streams[stream].has_notices && stock > 0 && dice_happens(dice, 70))
        put_marks(out, dice, stock);
}
