#include "random/writer.h"

#include <math.h>
#include <stdarg.h>

#include "base/calendar.h"

void writer_block(struct writer *w, enum block block, int index)
{
    w->dice.state = w->seed;
    w->dice.state = dice_bits(&w->dice) + (uint64_t)block;
    w->dice.state = dice_bits(&w->dice) + (uint64_t)index;
    w->dice.state = dice_bits(&w->dice);
}

int pick(struct writer *w, int low, int high)
{
    return dice_pick(&w->dice, low, high);
}

bool happens(struct writer *w, int percent)
{
    return pick(w, 1, 100) <= percent;
}

int pick_day(struct writer *w)
{
    return pick(w, w->opening + 1, w->horizon - (w->horizon - w->opening) / 4);
}

void uses(struct writer *w, enum mechanism mechanism)
{
    w->seen[mechanism] = true;
}

bool chooses(struct writer *w, int percent, enum mechanism mechanism)
{
    bool chosen = happens(w, percent);
    w->seen[mechanism] = w->seen[mechanism] || chosen;
    return chosen;
}

void say(struct writer *w, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(w->out, format, arguments);
    va_end(arguments);
}

void say_date(struct writer *w, int day)
{
    char text[11];
    day_format(day, text);
    say(w, "%s", text);
}

/* ---- numbers ---- */

void say_number(struct writer *w, struct range r)
{
    int steps = (int)floor((r.high - r.low) / r.step + 1e-9);
    say(w, "%s%.6g%s", r.before, r.low + r.step * pick(w, 0, steps > 0 ? steps : 0), r.after);
}

static void say_uncertainty(struct writer *w)
{
    static const char *const shapes[] = {"normal", "lognormal", "uniform"};
    int shape = pick(w, 0, 3), percent = pick(w, 3, 15);
    uses(w, USES_UNCERTAIN_NORMAL + (unsigned)shape);
    if (shape < 3) {
        say(w, ", uncertain: {%s: %d%%", shapes[shape], percent);
    } else {
        say(w, ", uncertain: {triangular: [-%d%%, 0%%, %d%%]", percent, 2 * percent);
    }
    if (w->n_factors > 0 && chooses(w, 50, USES_UNCERTAIN_FACTOR)) {
        say(w, ", factor: tide, loading: %.1f", pick(w, -10, 10) / 10.0);
    }
    say(w, "}");
}

/* One or two changes, of which one may lie before day 0. */
static void say_dated(struct writer *w, struct range r)
{
    int first = w->opening - pick(w, 800, 900), second = w->opening + pick(w, -30, 60);
    int third = second + pick(w, 10, 80);
    say(w, "{");
    say_date(w, first);
    say(w, ": ");
    say_number(w, r);
    say(w, ", ");
    say_date(w, second);
    say(w, ": ");
    say_number(w, r);
    if (happens(w, 40)) {
        say(w, ", ");
        say_date(w, third);
        say(w, ": ");
        say_number(w, r);
    }
    say(w, "}");
}

void say_value(struct writer *w, int may, struct range r)
{
    bool dated = (may & MAY_CHANGE) && chooses(w, 25, USES_DATED);
    bool linear = dated && chooses(w, 25, USES_INTERPOLATED);
    bool uncertain = (may & MAY_VARY) && w->uncertain && happens(w, 25);
    bool mapped = linear || uncertain;
    say(w, mapped ? "{value: " : "");
    if (dated) {
        say_dated(w, r);
    } else {
        say_number(w, r);
    }
    say(w, linear ? ", interpolate: linear" : "");
    if (uncertain) {
        say_uncertainty(w);
    }
    say(w, mapped ? "}" : "");
}

/* ---- days ---- */

/* Returns the kind: 0 fixed ... 6 table. */
static int say_shape(struct writer *w, int mean)
{
    int kind = pick(w, 0, 6), sd = pick(w, mean / 4 + 1, mean + 1), first = pick(w, 0, mean);
    switch (kind) {
    case 0:
        say(w, "fixed: %d days", mean);
        break;
    case 1:
        say(w, "uniform: {low: %d days, high: %d days}", first, mean + pick(w, 1, mean + 1));
        break;
    case 2:
        say(w, "exponential: {mean: %d days}", mean);
        break;
    case 3:
        say(w, "gamma: {mean: %d days, sd: %d days}", mean, sd);
        break;
    case 4:
        say(w, "lognormal: {mean: %d days, sd: %d days}", mean, sd);
        break;
    case 5:
        say(w, "triangular: {low: %d days, mode: %d days, high: %d days}", mean / 2, mean, 2 * mean + 1);
        break;
    default:
        say(w, "table: {%d days: 50%%, %d days: 30%%, %d days: 20%%}", first, first + mean, first + 2 * mean);
        break;
    }
    return kind;
}

void say_days(struct writer *w, int mean)
{
    mean = mean > 0 ? mean : 1;
    say(w, "{");
    say_shape(w, mean);
    say(w, "}");
}

void say_delay(struct writer *w, int mean)
{
    say(w, "{");
    uses(w, USES_DELAY_FIXED + (unsigned)say_shape(w, mean));
    if (chooses(w, 20, USES_DELAY_MINIMUM)) {
        say(w, ", minimum: %d days", pick(w, 1, mean + 2));
    }
    say(w, "}");
}

void say_delay_scale(struct writer *w, const char *indent, bool certain)
{
    if (chooses(w, 30, USES_DELAY_SCALE)) {
        say(w, "%sdelay_scale: ", indent);
        say_value(w, certain ? MAY_CHANGE : MAY_CHANGE | MAY_VARY, (struct range){"", 0.3, 1.9, 0.2, ""});
        say(w, "\n");
    }
}

static void say_length(struct writer *w, int days)
{
    if (days >= 45 && chooses(w, 50, USES_PERIOD_MONTHS)) {
        say(w, "%d months", days / 30);
        return;
    }
    uses(w, USES_PERIOD_DAYS);
    if (days >= 14 && happens(w, 40)) {
        say(w, "%d weeks", days / 7);
    } else {
        say(w, "%d days", days);
    }
}

void say_period(struct writer *w, int days)
{
    if (chooses(w, 40, USES_WEEKEND_RULE)) {
        say(w, "{length: ");
        say_length(w, days);
        say(w, ", weekend_rule: %s}", happens(w, 70) ? "no" : "yes");
    } else {
        say_length(w, days);
    }
}

/* ---- orders of work ---- */

static const char *const order_words[] = {"oldest", "newest", "random", "earliest_deadline", "noticed"};
enum { ORDERS = 5 };

void say_mix(struct writer *w, bool notices)
{
    int kinds = notices ? ORDERS : ORDERS - 1, first = pick(w, 0, kinds - 1), n = pick(w, 1, 3);
    int step = happens(w, 50) ? 1 : kinds - 1;
    int left = 100;
    if (n == 1) {
        uses(w, USES_ORDER_OLDEST + (unsigned)first);
        say(w, "%s", order_words[first]);
        return;
    }
    uses(w, USES_ORDER_MIX);
    say(w, "[");
    for (int i = 0; i < n; i++) {
        int order = (first + i * step) % kinds, share = i + 1 == n ? left : pick(w, 15, left - 20 * (n - i - 1));
        uses(w, USES_ORDER_OLDEST + (unsigned)order);
        bool uncertain = w->uncertain && chooses(w, 25, USES_SHARE_UNCERTAIN);
        say(w, uncertain ? "{%s: {value: %d%%" : "{%s: %d%%", order_words[order], share);
        if (uncertain) {
            say_uncertainty(w);
            say(w, "}");
        }
        say(w, "}%s", i + 1 < n ? ", " : "]");
        left -= share;
    }
}
