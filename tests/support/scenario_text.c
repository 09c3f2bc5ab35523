#include "support/scenario_text.h"

#include "base/calendar.h"

const struct scenario_names scenario_names = {
    .streams = {"asylum", "family", "study", "work"},
    .pools = {"desk", "tower"},
    .outcomes = {"grant", "refuse", "lapse"},
    .factors = {"tide", "wind"},
};

const char *event_name(int event)
{
    static const char *const events[EVENTS] = {"received", "decision", "notice", "late_appeal", "court_order", "withdrawal"};
    return event < EVENTS ? events[event] : scenario_names.outcomes[event - EVENTS];
}

struct name name_of(const struct frame *f, const char *id)
{
    struct name name;
    snprintf(name.text, sizeof name.text, "%s%s", f->variant.renamed ? "other_" : "", id);
    return name;
}

void put_key(FILE *out, const struct frame *f, const char *id)
{
    fprintf(out, "  %s:\n", name_of(f, id).text);
    if (f->variant.renamed)
        fprintf(out, "    id: %s\n", id);
}

struct name date_of(int day)
{
    struct name name;
    day_format(day, name.text);
    return name;
}

int some_day(struct dice *dice, const struct frame *f)
{
    return dice_happens(dice, 80) ? dice_pick(dice, f->opening + 1, f->horizon) : f->opening - dice_pick(dice, 0, 300);
}

static void put_amount(FILE *out, struct dice *dice, const struct range *range)
{
    const int picked = dice_pick(dice, range->low, range->high);
    fprintf(out, "%s%g%s", range->before, picked * (range->factor > 0 ? range->factor : 1), range->after);
}

void put_loading(FILE *out, struct dice *dice, const struct frame *f)
{
    if (f->n_factors > 0 && dice_happens(dice, 50))
        fprintf(out, ", factor: %s, loading: %.1f", scenario_names.factors[dice_pick(dice, 0, f->n_factors - 1)],
                dice_pick(dice, -10, 10) / 10.0);
}

static void put_uncertainty(FILE *out, struct dice *dice, const struct frame *f)
{
    const int shape = dice_pick(dice, 0, 3), percent = dice_pick(dice, 5, 40);
    static const char *const shapes[] = {"normal", "lognormal", "uniform"};
    fprintf(out, ", uncertain: {");
    if (shape < 3)
        fprintf(out, "%s: %d%%", shapes[shape], percent);
    else
        fprintf(out, "triangular: [-%d%%, 0%%, %d%%]", percent, 2 * percent);
    put_loading(out, dice, f);
    fprintf(out, "}");
}

static void put_dated(FILE *out, struct dice *dice, const struct frame *f, const struct range *range)
{
    fprintf(out, "{%s: ", date_of(f->opening - dice_pick(dice, 1200, 1500)).text);
    put_amount(out, dice, range);
    fprintf(out, ", %s: ", date_of(dice_pick(dice, f->opening - 60, f->horizon)).text);
    put_amount(out, dice, range);
    fprintf(out, "}");
}

void put_quantity(FILE *out, struct dice *dice, const struct frame *f, int may, const struct range *range)
{
    const bool dated = dice_happens(dice, 25) && (may & DATED), linear = dice_happens(dice, 40) && dated;
    const bool uncertain = dice_happens(dice, 20) && (may & UNCERTAIN);
    if (linear || uncertain)
        fprintf(out, "{value: ");
    if (dated)
        put_dated(out, dice, f, range);
    else
        put_amount(out, dice, range);
    if (linear)
        fprintf(out, ", interpolate: linear");
    if (uncertain)
        put_uncertainty(out, dice, f);
    if (linear || uncertain)
        fprintf(out, "}");
}

static void put_moments(FILE *out, struct dice *dice, const char *shape, int mean)
{
    fprintf(out, "%s: {mean: %d days, sd: %d days}", shape, mean, dice_pick(dice, 1, 2 * mean));
}

static void put_table(FILE *out, struct dice *dice, int mean)
{
    const int first = dice_pick(dice, 0, mean), second = first + dice_pick(dice, 1, mean + 1), share = dice_pick(dice, 1, 99);
    fprintf(out, "table: {%d days: %d%%, %d days: %d%%}", first, share, second, 100 - share);
}

void put_distribution(FILE *out, struct dice *dice, int mean)
{
    fprintf(out, "{");
    switch (dice_pick(dice, 0, 6)) {
    case 0:
        fprintf(out, "fixed: %d days", mean);
        break;
    case 1:
        fprintf(out, "uniform: {low: %d days, high: %d days}", dice_pick(dice, 0, mean), mean + dice_pick(dice, 0, mean));
        break;
    case 2:
        fprintf(out, "exponential: {mean: %d days}", mean);
        break;
    case 3:
        put_moments(out, dice, "gamma", mean);
        break;
    case 4:
        put_moments(out, dice, "lognormal", mean);
        break;
    case 5:
        fprintf(out, "triangular: {low: %d days, mode: %d days, high: %d days}", mean / 2, mean, 2 * mean + 1);
        break;
    default:
        put_table(out, dice, mean);
        break;
    }
    if (dice_happens(dice, 20))
        fprintf(out, ", minimum: %d days", dice_pick(dice, 0, 10));
    fprintf(out, "}");
}

void put_period(FILE *out, struct dice *dice)
{
    static const char *const rules[] = {"yes", "no"};
    const int unit = dice_pick(dice, 0, 2);
    char length[32];
    if (unit == 0)
        snprintf(length, sizeof length, "%d days", dice_pick(dice, 1, 150));
    else if (unit == 1)
        snprintf(length, sizeof length, "%d weeks", dice_pick(dice, 1, 20));
    else
        snprintf(length, sizeof length, "%d months", dice_pick(dice, 1, 8));
    if (dice_happens(dice, 30))
        fprintf(out, "{length: %s, weekend_rule: %s}", length, rules[dice_pick(dice, 0, 1)]);
    else
        fprintf(out, "%s", length);
}
