#include "support/scenarios.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/load_text.h"
#include "support/staff_text.h"

enum { STREAMS_MOST = 4, POOLS_MOST = 2, CLASSES_MOST = 3, OUTCOMES = 3, LINKS_MOST = 3, FACTORS = 2, WORDS = 5 };

/* ---- chance ---- */

/* SplitMix64 (Steele, Lea and Flood 2014). Every block of the text has its own, so that one block says nothing about
 * another. */
struct dice {
    uint64_t state;
};

static uint64_t next_bits(struct dice *dice)
{
    uint64_t x = dice->state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static struct dice dice_for(uint64_t seed, int block, int index)
{
    struct dice dice = {seed * 1000003 + (uint64_t)(block * 100 + index)};
    dice.state = next_bits(&dice);
    return dice;
}

/* low .. high, both included. */
static int pick(struct dice *dice, int low, int high)
{
    return low + (int)(next_bits(dice) % (uint64_t)(high - low + 1));
}

static bool happens(struct dice *dice, int percent)
{
    return pick(dice, 1, 100) <= percent;
}

/* ---- the frame: what the blocks must agree on ---- */

struct stream_frame {
    int pool; /* -1: stated capacity */
    bool has_period, has_notices;
    int level, effort, n_outcomes, n_classes;
};
struct link_frame {
    int from, to;
};
struct frame {
    uint64_t seed;
    struct scenario_variant variant;
    int opening, horizon;
    int n_streams, n_pools, n_factors, n_links;
    struct stream_frame streams[STREAMS_MOST];
    struct link_frame links[LINKS_MOST];
};

enum block {
    BLOCK_FRAME, BLOCK_HEAD, BLOCK_REGIMES, BLOCK_POOL, BLOCK_STREAM, BLOCK_LINK, BLOCK_STAFF, BLOCK_WEEK, BLOCK_EFFORT, BLOCK_CALLS, BLOCK_CLOCK
};

static const char *const stream_names[STREAMS_MOST] = {"asylum", "family", "study", "work"};
static const char *const pool_names[POOLS_MOST] = {"desk", "tower"};
static const char *const link_names[LINKS_MOST] = {"first", "second", "third"};
static const char *const class_names[CLASSES_MOST] = {"small", "large", "odd"};
static const char *const outcome_names[OUTCOMES] = {"grant", "refuse", "lapse"};
static const char *const factor_names[FACTORS] = {"tide", "wind"};
static const char *const administrative_names[] = {"awb", "brief"};
static const char *const judicial_names[] = {"hundred", "single"};
static const char *const order_words[WORDS] = {"oldest", "newest", "random", "earliest_deadline", "noticed"};
static const char *const rule_words[] = {"shares", "priority", "proportional", "plan", "earliest_deadline"};

static struct stream_frame stream_frame(struct dice *dice, int n_pools)
{
    struct stream_frame s = {.level = pick(dice, 20, 500), .effort = pick(dice, 2, 12)};
    s.pool = happens(dice, 75) ? pick(dice, 0, n_pools) - 1 : n_pools - 1;
    s.has_period = happens(dice, 85);
    s.has_notices = s.has_period && happens(dice, 80);
    s.n_outcomes = pick(dice, 0, OUTCOMES);
    s.n_classes = pick(dice, 0, 1) * pick(dice, 1, CLASSES_MOST);
    return s;
}

static struct frame make_frame(uint64_t seed, const struct scenario_variant *variant)
{
    struct dice dice = dice_for(seed, BLOCK_FRAME, 0);
    struct frame f = {.seed = seed, .variant = variant ? *variant : (struct scenario_variant){0}};
    f.opening = day_from_date((struct civil_date){2019, 1, 1}) + pick(&dice, 0, 3286);
    f.horizon = f.opening + pick(&dice, 90, 456);
    f.n_streams = pick(&dice, 1, STREAMS_MOST);
    f.n_pools = pick(&dice, 0, POOLS_MOST);
    f.n_factors = pick(&dice, 0, FACTORS);
    f.n_links = pick(&dice, 0, LINKS_MOST) * !f.variant.alone;
    for (int i = 0; i < f.n_streams; i++)
        f.streams[i] = stream_frame(&dice, f.n_pools);
    for (int i = 0; i < f.n_links; i++)
        f.links[i] = (struct link_frame){pick(&dice, 0, f.n_streams - 1), pick(&dice, 0, f.n_streams - 1)};
    return f;
}

/* The i-th of n to be written. */
static int place_of(const struct frame *f, int i, int n)
{
    return f->variant.permuted ? n - 1 - i : i;
}

/* ---- words and numbers ---- */

struct name {
    char text[32];
};

static struct name name_of(const struct frame *f, const char *id)
{
    struct name name;
    snprintf(name.text, sizeof name.text, "%s%s", f->variant.renamed ? "other_" : "", id);
    return name;
}

static void write_key(FILE *out, const struct frame *f, const char *id)
{
    fprintf(out, "  %s:\n", name_of(f, id).text);
    if (f->variant.renamed)
        fprintf(out, "    id: %s\n", id);
}

static struct name date_of(int day)
{
    struct name name;
    day_format(day, name.text);
    return name;
}

/* A day around the run: most of them inside the horizon, some before it. */
static int some_day(struct dice *dice, const struct frame *f)
{
    return happens(dice, 80) ? pick(dice, f->opening + 1, f->horizon) : f->opening - pick(dice, 0, 300);
}

/* What a number may be besides a constant. */
enum { DATED = 1, UNCERTAIN = 2, ANY = DATED | UNCERTAIN };

struct range {
    const char *before;
    int low, high;
    const char *after;
    double factor; /* on what is picked; 0: none */
};

static void write_amount(FILE *out, struct dice *dice, const struct range *range)
{
    const int picked = pick(dice, range->low, range->high);
    fprintf(out, "%s%g%s", range->before, picked * (range->factor > 0 ? range->factor : 1), range->after);
}

static void write_uncertainty(FILE *out, struct dice *dice, const struct frame *f)
{
    const int shape = pick(dice, 0, 3), percent = pick(dice, 5, 40);
    static const char *const shapes[] = {"normal", "lognormal", "uniform"};
    fprintf(out, ", uncertain: {");
    if (shape < 3)
        fprintf(out, "%s: %d%%", shapes[shape], percent);
    else
        fprintf(out, "triangular: [-%d%%, 0%%, %d%%]", percent, 2 * percent);
    if (f->n_factors > 0 && happens(dice, 50))
        fprintf(out, ", factor: %s, loading: %.1f", factor_names[pick(dice, 0, f->n_factors - 1)],
                pick(dice, -10, 10) / 10.0);
    fprintf(out, "}");
}

static void write_dated(FILE *out, struct dice *dice, const struct frame *f, const struct range *range)
{
    fprintf(out, "{%s: ", date_of(f->opening - pick(dice, 1200, 1500)).text);
    write_amount(out, dice, range);
    fprintf(out, ", %s: ", date_of(pick(dice, f->opening - 60, f->horizon)).text);
    write_amount(out, dice, range);
    fprintf(out, "}");
}

static void write_quantity(FILE *out, struct dice *dice, const struct frame *f, int may, const struct range *range)
{
    const bool dated = happens(dice, 25) && (may & DATED), linear = happens(dice, 40) && dated;
    const bool uncertain = happens(dice, 20) && (may & UNCERTAIN);
    if (linear || uncertain)
        fprintf(out, "{value: ");
    if (dated)
        write_dated(out, dice, f, range);
    else
        write_amount(out, dice, range);
    if (linear)
        fprintf(out, ", interpolate: linear");
    if (uncertain)
        write_uncertainty(out, dice, f);
    if (linear || uncertain)
        fprintf(out, "}");
}

static void write_moments(FILE *out, struct dice *dice, const char *shape, int mean)
{
    fprintf(out, "%s: {mean: %d days, sd: %d days}", shape, mean, pick(dice, 1, 2 * mean));
}

static void write_table(FILE *out, struct dice *dice, int mean)
{
    const int first = pick(dice, 0, mean), second = first + pick(dice, 1, mean + 1), share = pick(dice, 1, 99);
    fprintf(out, "table: {%d days: %d%%, %d days: %d%%}", first, share, second, 100 - share);
}

/* A distribution of about this mean, of any shape. */
static void write_distribution(FILE *out, struct dice *dice, int mean)
{
    fprintf(out, "{");
    switch (pick(dice, 0, 6)) {
    case 0:
        fprintf(out, "fixed: %d days", mean);
        break;
    case 1:
        fprintf(out, "uniform: {low: %d days, high: %d days}", pick(dice, 0, mean), mean + pick(dice, 0, mean));
        break;
    case 2:
        fprintf(out, "exponential: {mean: %d days}", mean);
        break;
    case 3:
        write_moments(out, dice, "gamma", mean);
        break;
    case 4:
        write_moments(out, dice, "lognormal", mean);
        break;
    case 5:
        fprintf(out, "triangular: {low: %d days, mode: %d days, high: %d days}", mean / 2, mean, 2 * mean + 1);
        break;
    default:
        write_table(out, dice, mean);
        break;
    }
    if (happens(dice, 20))
        fprintf(out, ", minimum: %d days", pick(dice, 0, 10));
    fprintf(out, "}");
}

static void write_period(FILE *out, struct dice *dice)
{
    static const char *const rules[] = {"yes", "no"};
    const int unit = pick(dice, 0, 2);
    char length[32];
    if (unit == 0)
        snprintf(length, sizeof length, "%d days", pick(dice, 1, 150));
    else if (unit == 1)
        snprintf(length, sizeof length, "%d weeks", pick(dice, 1, 20));
    else
        snprintf(length, sizeof length, "%d months", pick(dice, 1, 8));
    if (happens(dice, 30))
        fprintf(out, "{length: %s, weekend_rule: %s}", length, rules[pick(dice, 0, 1)]);
    else
        fprintf(out, "%s", length);
}

/* ---- the head ---- */

static void write_regimes(FILE *out, const struct frame *f)
{
    struct dice dice = dice_for(f->seed, BLOCK_REGIMES, 0);
    fprintf(out, "regimes:\n  administrative:\n");
    for (int i = 0; i < 2; i++) {
        fprintf(out, "    %s: {grace: %d days, tiers: [", administrative_names[i], pick(&dice, 0, 14));
        for (int k = pick(&dice, 1, 3); k > 0; k--)
            fprintf(out, "{days: %d days, amount: EUR %d/day}%s", pick(&dice, 1, 20), pick(&dice, 0, 50),
                    k > 1 ? ", " : "");
        fprintf(out, "]}\n");
    }
    fprintf(out, "  judicial:\n");
    for (int i = 0; i < 2; i++)
        fprintf(out, "    %s: {amount: EUR %d/day, cap: EUR %d}\n", judicial_names[i], pick(&dice, 20, 100),
                pick(&dice, 10, 1500));
}

static void write_head(FILE *out, const struct frame *f)
{
    struct dice dice = dice_for(f->seed, BLOCK_HEAD, 0);
    static const double scales[] = {1, 1, 1, 0.5, 2, 1.37};
    const double drawn = scales[pick(&dice, 0, 5)], scale = f->variant.scale > 0 ? f->variant.scale : drawn;
    fprintf(out, "name: random\nopening_date: %s\nhorizon: %s\n", date_of(f->opening).text, date_of(f->horizon).text);
    if (scale < 1 || scale > 1)
        fprintf(out, "scale: %g\n", scale);
    if (happens(&dice, 30))
        fprintf(out, "calendar: {holidays_off: no, days_off: [%s]}\n", date_of(some_day(&dice, f)).text);
    if (f->n_factors > 0)
        fprintf(out, "factors:\n");
    for (int i = 0; i < f->n_factors; i++)
        fprintf(out, "  %s: {}\n", factor_names[place_of(f, i, f->n_factors)]);
    write_regimes(out, f);
}

/* ---- pools ---- */

static void write_member(FILE *out, const struct frame *f, int pool, int stream, int n_members)
{
    struct dice dice = dice_for(f->seed, BLOCK_POOL, 10 + stream);
    const struct range share = {"", 1, 80 / n_members, "%", 0}, ring = {"", 1, 20 / n_members, "%", 0};
    fprintf(out, "      %s: {priority: %d, share: ", name_of(f, stream_names[stream]).text,
            1 + (stream + pool + (int)(f->seed % 4)) % 4);
    write_quantity(out, &dice, f, DATED, &share);
    fprintf(out, ", plan: ");
    write_quantity(out, &dice, f, ANY, &(struct range){"", 5, 2 * f->streams[stream].level, "/year", 0});
    if (happens(&dice, 30)) {
        fprintf(out, ", ring_fenced: ");
        write_quantity(out, &dice, f, DATED, &ring);
    }
    fprintf(out, "}\n");
}

static double staff_factor(const struct frame *f)
{
    return f->variant.staff > 0 ? f->variant.staff : 1;
}

/* Staff for `percent` of what comes in. */
static double staff(const struct frame *f, int pool, int percent)
{
    double hours = 0;
    for (int i = 0; i < f->n_streams; i++)
        hours += f->streams[i].pool == pool ? f->streams[i].level * f->streams[i].effort : 0;
    return (hours + 100) / 1363 * percent / 100 * staff_factor(f);
}

static void write_allocation(FILE *out, struct dice *dice, const struct frame *f)
{
    const char *const rule = rule_words[pick(dice, 0, 4)], *const other = rule_words[pick(dice, 0, 4)];
    const int day = pick(dice, f->opening + 1, f->horizon);
    if (happens(dice, 40))
        fprintf(out, "    allocation: {%s: %s, %s: %s}\n", date_of(f->opening - 100).text, rule, date_of(day).text,
                other);
    else
        fprintf(out, "    allocation: %s\n", rule);
}

/* In scenarios whose scale is asked for there are no heads: whole numbers do not scale. */
static bool has_heads(const struct frame *f, int pool)
{
    struct dice dice = dice_for(f->seed, BLOCK_STAFF, pool);
    return f->variant.scale <= 0 && happens(&dice, 40);
}

static struct staff_text staff_text_of(const struct frame *f, int pool)
{
    struct dice dice = dice_for(f->seed, BLOCK_STAFF, 10 + pool);
    const double factor = f->variant.staff > 0 ? f->variant.staff : 1;
    return (struct staff_text){next_bits(&dice), f->opening, f->horizon, staff(f, pool, pick(&dice, 60, 150)) / factor,
                               factor};
}

static void write_fte(FILE *out, struct dice *dice, const struct frame *f, int pool)
{
    const double first = staff(f, pool, pick(dice, 40, 130));
    const int day = pick(dice, f->opening + 1, f->horizon);
    const double second = staff(f, pool, pick(dice, 40, 130));
    const struct staff_text text = staff_text_of(f, pool);
    if (has_heads(f, pool))
        staff_text_write(out, &text);
    else
        fprintf(out, "    fte: {%s: %.2f fte, %s: %.2f fte}\n", date_of(f->opening - 30).text, first, date_of(day).text,
                second);
}

static void write_moves(FILE *out, const struct frame *f)
{
    struct name names[POOLS_MOST];
    const char *pools[POOLS_MOST];
    const struct staff_text text = staff_text_of(f, POOLS_MOST);
    for (int i = 0; i < POOLS_MOST; i++) {
        names[i] = name_of(f, pool_names[i]);
        pools[i] = names[i].text;
        if (i >= f->n_pools || !has_heads(f, i))
            return;
    }
    moves_text_write(out, &text, POOLS_MOST, pools, f->variant.permuted);
}

static void write_pool(FILE *out, const struct frame *f, int pool)
{
    struct dice dice = dice_for(f->seed, BLOCK_POOL, pool);
    int n_members = 0;
    for (int i = 0; i < f->n_streams; i++)
        n_members += f->streams[i].pool == pool;
    write_key(out, f, pool_names[pool]);
    write_fte(out, &dice, f, pool);
    if (happens(&dice, 30)) {
        fprintf(out, "    hours_per_fte: ");
        write_quantity(out, &dice, f, ANY, &(struct range){"", 1200, 1600, " hours/year", 0});
        fprintf(out, "\n");
    }
    write_allocation(out, &dice, f);
    if (n_members > 0)
        fprintf(out, "    streams:\n");
    for (int i = 0; i < f->n_streams; i++) {
        const int stream = place_of(f, i, f->n_streams);
        if (f->streams[stream].pool == pool)
            write_member(out, f, pool, stream, n_members);
    }
}

/* ---- inflow ---- */

static void write_disturbance(FILE *out, struct dice *dice, const struct frame *f)
{
    fprintf(out, "      disturbance: {sd: ");
    write_quantity(out, dice, f, ANY, &(struct range){"", 1, 40, "%", 0});
    fprintf(out, ", persistence: %.1f", pick(dice, 0, 10) / 10.0);
    if (happens(dice, 50))
        fprintf(out, ", start: %.1f", pick(dice, -5, 5) / 10.0);
    if (f->n_factors > 0 && happens(dice, 50))
        fprintf(out, ", factor: %s, loading: %.1f", factor_names[pick(dice, 0, f->n_factors - 1)],
                pick(dice, -10, 10) / 10.0);
    fprintf(out, "}\n");
}

static void write_shocks(FILE *out, struct dice *dice, const struct frame *f)
{
    const int n = happens(dice, 40) ? pick(dice, 1, 2) : 0;
    if (n == 0 && !f->variant.idle_shock)
        return;
    fprintf(out, "      shocks:\n");
    if (f->variant.idle_shock)
        fprintf(out, "        idle: {date: %s, length: 30 days, probability: 0%%, add: 500 cases, multiply: 3}\n",
                date_of(f->opening + 20).text);
    for (int i = 0; i < n; i++) {
        fprintf(out, "        shock_%d: {date: %s, length: %d days, probability: ", i, date_of(some_day(dice, f)).text,
                pick(dice, 1, 60));
        write_quantity(out, dice, f, ANY, &(struct range){"", 10, 100, "%", 0});
        fprintf(out, ", add: ");
        write_quantity(out, dice, f, ANY, &(struct range){"", 0, 60, " cases", 0});
        fprintf(out, ", multiply: 0.%d}\n", pick(dice, 0, 99));
    }
}

static void write_week(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_WEEK, stream);
    if (happens(&dice, 20))
        fprintf(out, "      days: working\n");
    if (happens(&dice, 20))
        fprintf(out, "      week_profile: [%d, 1, 0.%d, 1, 0, 2, %d]\n", pick(&dice, 0, 3), pick(&dice, 1, 9),
                pick(&dice, 0, 1));
}

static void write_inflow(FILE *out, struct dice *dice, const struct frame *f, int stream)
{
    const int level = f->streams[stream].level;
    fprintf(out, "    inflow:\n");
    write_week(out, f, stream);
    fprintf(out, "      level: ");
    write_quantity(out, dice, f, ANY, &(struct range){"", level / 2, level, "/year", 0});
    fprintf(out, "\n      dispersion: %d\n", happens(dice, 40) ? pick(dice, 2, 4) : 1);
    if (happens(dice, 30))
        fprintf(out, "      trend: %d%%/year\n", pick(dice, -30, 40));
    if (happens(dice, 20))
        fprintf(out, "      month_profile: [1, 1, 1, 0.5, 1.5, 1, 1, 0.2, 1.8, 1, 1, 1]\n");
    if (happens(dice, 40))
        write_disturbance(out, dice, f);
    write_shocks(out, dice, f);
}

/* ---- clock ---- */

static void write_rule(FILE *out, struct dice *dice, const struct frame *f, int number)
{
    static const char *const kinds[] = {"received_after", "open_not_overdue", "all_open"};
    const int in_force = some_day(dice, f);
    fprintf(out, "        rule_%d: {in_force: %s, applies_to: %s, ", number, date_of(in_force).text,
            kinds[pick(dice, 0, 2)]);
    if (happens(dice, 30))
        fprintf(out, "received_from: %s, ", date_of(in_force - pick(dice, 20, 300)).text);
    if (happens(dice, 30))
        fprintf(out, "received_until: %s, ", date_of(in_force + pick(dice, 0, 200)).text);
    fprintf(out, "period: ");
    write_period(out, dice);
    fprintf(out, "}\n");
}

/* On dice of its own, so that all else is the same. */
static void write_suspension(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_CLOCK, stream);
    int left = 100;
    if (f->variant.idle_clocks)
        fprintf(out, "      suspension: [{share: 0%%, length: 9 days}]\n");
    if (!f->variant.live_clocks || happens(&dice, 20))
        return;
    fprintf(out, "      suspension: [");
    for (int i = pick(&dice, 1, 3); i > 0; i--) {
        const int share = pick(&dice, 0, left);
        left -= share;
        fprintf(out, "{share: %d%%, length: %d days}%s", share, pick(&dice, 1, 90), i > 1 ? ", " : "]\n");
    }
}

static void write_clock(FILE *out, struct dice *dice, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    const int rules = happens(dice, 50) ? pick(dice, 1, 3) : 0;
    fprintf(out, "    clock:\n      %s: ", s->has_period ? "period" : "target");
    write_period(out, dice);
    fprintf(out, "\n");
    if (happens(dice, 25))
        fprintf(out, "      starts_after: %d days\n", pick(dice, 1, 10));
    if (s->has_period)
        write_suspension(out, f, stream);
    if (!s->has_period || (rules == 0 && !f->variant.late_rule))
        return;
    fprintf(out, "      rules:\n");
    for (int i = 0; i < rules; i++)
        write_rule(out, dice, f, i);
    if (f->variant.late_rule)
        fprintf(out, "        late: {in_force: %s, applies_to: all_open, period: 3 days}\n",
                date_of(f->horizon + 1).text);
}

/* ---- work ---- */

static void write_outcomes(FILE *out, struct dice *dice, int n)
{
    int left = 100;
    fprintf(out, "outcomes: {");
    for (int i = 0; i < n; i++) {
        const int share = i + 1 == n ? left : pick(dice, 1, left - (n - i));
        const bool uncertain = happens(dice, 15);
        left -= share;
        fprintf(out, "%s: ", outcome_names[i]);
        if (uncertain)
            fprintf(out, "{share: {value: %d%%, uncertain: {uniform: 30%%}}}", share);
        else if (happens(dice, 40))
            fprintf(out, "{share: %d%%, effort: %.1f}", share, pick(dice, 1, 25) / 10.0);
        else
            fprintf(out, "%d%%", share);
        fprintf(out, "%s", i + 1 < n ? ", " : "}");
    }
}

static void write_classes(FILE *out, struct dice *dice, const struct frame *f, const struct stream_frame *s)
{
    int left = 100;
    if (s->n_classes > 0)
        fprintf(out, "    classes:\n");
    else if (f->variant.split)
        fprintf(out, "    classes: {left: {share: 50%%}, right: {share: 50%%}}\n");
    for (int i = 0; i < s->n_classes; i++) {
        const int share = i + 1 == s->n_classes ? left : pick(dice, 1, left - (s->n_classes - i));
        left -= share;
        fprintf(out, "      %s: {share: %d%%, priority: %d, notice: %.1f, effort: ", class_names[i], share,
                pick(dice, 0, 1), pick(dice, 0, 20) / 10.0);
        write_quantity(out, dice, f, ANY, &(struct range){"", 1, s->effort, " hours", 0});
        if (s->n_outcomes > 0 && happens(dice, 40)) {
            fprintf(out, ", ");
            write_outcomes(out, dice, s->n_outcomes);
        }
        fprintf(out, "}\n");
    }
}

static void write_mix(FILE *out, struct dice *dice)
{
    const int n = pick(dice, 1, 3), first = pick(dice, 0, WORDS - 1), step = pick(dice, 1, WORDS - 1);
    int left = 100;
    if (n == 1) {
        fprintf(out, "%s", order_words[first]);
        return;
    }
    fprintf(out, "[");
    for (int i = 0; i < n; i++) {
        const int share = i + 1 == n ? left : pick(dice, 1, left - (n - i));
        left -= share;
        fprintf(out, "{%s: %d%%}%s", order_words[(first + i * step) % WORDS], share, i + 1 < n ? ", " : "]");
    }
}

static void write_order(FILE *out, struct dice *dice, const struct frame *f)
{
    fprintf(out, "    order: ");
    if (happens(dice, 30)) {
        fprintf(out, "{%s: ", date_of(f->opening - 50).text);
        write_mix(out, dice);
        fprintf(out, ", %s: ", date_of(pick(dice, f->opening + 1, f->horizon)).text);
        write_mix(out, dice);
        fprintf(out, "}\n");
    } else {
        write_mix(out, dice);
        fprintf(out, "\n");
    }
}

static void write_work(FILE *out, struct dice *dice, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    fprintf(out, "    effort: ");
    write_quantity(out, dice, f, ANY, &(struct range){"", 1, s->effort, " hours", 0});
    fprintf(out, "\n    effort_shape: %.1f\n", pick(dice, 3, 60) / 10.0);
    if (s->n_outcomes > 0) {
        fprintf(out, "    ");
        write_outcomes(out, dice, s->n_outcomes);
        fprintf(out, "\n");
    }
    write_classes(out, dice, f, s);
    if (s->pool >= 0) {
        fprintf(out, "    pool: %s\n", name_of(f, pool_names[s->pool]).text);
    } else {
        const struct range range = {"", s->level / 2, s->level * 3 / 2, "/year", staff_factor(f)};
        fprintf(out, "    capacity: ");
        write_quantity(out, dice, f, ANY, &range);
        fprintf(out, "\n");
    }
    if (happens(dice, 85))
        write_order(out, dice, f);
}

/* Effort that changes, patience: each now and then, of its own chance; those that do nothing where the variant asks for
 * them. */
static void write_effort(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_EFFORT, stream);
    const struct stream_frame *s = &f->streams[stream];
    const bool idle = f->variant.idle_effort, steady = f->variant.steady;
    const bool drifts = happens(&dice, 20), changes = happens(&dice, 20), batches = happens(&dice, 20);
    const bool presses = happens(&dice, 25), leaves = happens(&dice, 20);
    if (drifts) {
        fprintf(out, "    effort_drift: ");
        write_quantity(out, &dice, f, ANY, &(struct range){"", -40, 60, "%/year", 0});
        fprintf(out, "\n");
    } else if (idle) {
        fprintf(out, "    effort_drift: 0%%/year\n");
    }
    if (changes || idle)
        fprintf(out, "    effort_changes:\n");
    if (idle)
        fprintf(out, "      none: {from: %s, multiply: 1}\n", date_of(f->opening + 9).text);
    if (changes)
        fprintf(out, "      ruling: {from: %s, multiply: 1.%d}\n      forms: {from: %s, until: %s, multiply: 0.%d%s}\n",
                date_of(some_day(&dice, f)).text, pick(&dice, 0, 9), date_of(f->opening - 40).text,
                date_of(f->horizon - 20).text, pick(&dice, 4, 9), s->n_outcomes > 0 ? ", outcome: grant" : "");
    if (batches && !steady) {
        fprintf(out, "    batch: {size: %d cases, gain: ", pick(&dice, 1, 200));
        write_quantity(out, &dice, f, ANY, &(struct range){"", 5, 70, "%", 0});
        fprintf(out, "}\n");
    } else if (idle) {
        fprintf(out, "    batch: {size: 5 cases, gain: 0%%}\n");
    }
    if (presses && !steady)
        fprintf(out, "    pressure: {from: %d days, full: %d days, effort: 0.%d}\n", pick(&dice, 0, 60),
                pick(&dice, 61, 400), pick(&dice, 3, 9));
    else if (idle)
        fprintf(out, "    pressure: {from: 1 days, full: 2 days}\n");
    if (leaves)
        fprintf(out, "    patience: %d days\n", pick(&dice, 0, 1) * pick(&dice, 1, 40));
}

/* ---- what happens to open cases ---- */

static void write_transfers(FILE *out, struct dice *dice, const struct frame *f, int stream)
{
    static const char *const clocks[] = {"keeps", "restarts"};
    const int n = f->n_streams > 1 && happens(dice, 40) ? pick(dice, 1, f->n_streams > 2 ? 2 : 1) : 0;
    if (n == 0 || f->variant.alone)
        return;
    fprintf(out, "    transfers:\n");
    for (int i = 1; i <= n; i++) {
        fprintf(out, "      %s: {rate: ", name_of(f, stream_names[(stream + i) % f->n_streams]).text);
        write_quantity(out, dice, f, ANY, &(struct range){"", 10, 250, "%/year", 0});
        fprintf(out, ", clock: %s}\n", clocks[pick(dice, 0, 1)]);
    }
}

static void write_notices(FILE *out, struct dice *dice, const struct frame *f)
{
    int after = 0;
    fprintf(out, "      notice: [");
    for (int i = pick(dice, 1, 3); i > 0; i--) {
        fprintf(out, "{after: %d days, rate: ", after);
        write_quantity(out, dice, f, ANY, &(struct range){"", 0, 900, "%/year", 0});
        fprintf(out, "}%s", i > 1 ? ", " : "]\n");
        after += pick(dice, 1, 50);
    }
}

/* A regime for ever, or switched on and off. */
static void write_regime(FILE *out, struct dice *dice, const struct frame *f, const char *key,
                         const char *const names[])
{
    const int day = pick(dice, f->opening + 1, f->horizon), first = pick(dice, 0, 1);
    fprintf(out, "      %s: ", key);
    switch (pick(dice, 0, 3)) {
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

static void write_court(FILE *out, struct dice *dice, const struct frame *f)
{
    fprintf(out, "      appeal: ");
    write_quantity(out, dice, f, ANY, &(struct range){"", 50, 1500, "%/year", 0});
    fprintf(out, "\n      further_appeal: ");
    write_quantity(out, dice, f, ANY, &(struct range){"", 0, 100, "%", 0});
    fprintf(out, "\n      court_costs: EUR %d\n", pick(dice, 0, 900));
}

static void write_lateness(FILE *out, struct dice *dice, const struct frame *f)
{
    fprintf(out, "    lateness:\n");
    write_notices(out, dice, f);
    if (happens(dice, 85))
        write_regime(out, dice, f, "administrative", administrative_names);
    if (happens(dice, 75))
        write_regime(out, dice, f, "judicial", judicial_names);
    if (happens(dice, 75))
        write_court(out, dice, f);
    fprintf(out, "      court_delay: ");
    write_distribution(out, dice, pick(dice, 1, 40));
    fprintf(out, "\n      term: ");
    write_quantity(out, dice, f, ANY, &(struct range){"", 0, 30, " days", 0});
    fprintf(out, "\n      payment_lag: ");
    write_quantity(out, dice, f, ANY, &(struct range){"", 0, happens(dice, 30) ? 0 : 60, " days", 0});
    fprintf(out, "\n");
}

/* ---- the start ---- */

static void write_marks(FILE *out, struct dice *dice, int stock)
{
    fprintf(out, "      noticed: %d cases\n      notice_ages: ", pick(dice, 0, stock / 3));
    write_distribution(out, dice, pick(dice, 1, 60));
    fprintf(out, "\n      appealed: %d cases\n      ordered: %d cases\n      term_ends: ", pick(dice, 0, stock / 4),
            pick(dice, 0, stock / 4));
    write_distribution(out, dice, pick(dice, 1, 40));
    fprintf(out, "\n      term_offset: %d days\n      outstanding: EUR %d\n", pick(dice, 0, 40), pick(dice, 0, 50000));
}

static void write_opening(FILE *out, struct dice *dice, const struct frame *f, int stream)
{
    const int stock = happens(dice, 10) ? 0 : pick(dice, 1, 300);
    fprintf(out, "    opening:\n      stock: %d cases\n      ages: ", stock);
    write_distribution(out, dice, pick(dice, 1, 120));
    fprintf(out, "\n");
    if (f->streams[stream].has_notices && stock > 0 && happens(dice, 70))
        write_marks(out, dice, stock);
}

static void write_history(FILE *out, struct dice *dice, const struct frame *f, const struct stream_frame *s)
{
    static const char *const events[] = {"received", "decision", "notice", "late_appeal", "court_order", "withdrawal"};
    const struct range rate = {"", 0, s->level, "/year", 0};
    fprintf(out, "    history:\n");
    for (int i = 0; i < 6 + s->n_outcomes; i++) {
        fprintf(out, "      %s: ", i < 6 ? events[i] : outcome_names[i - 6]);
        write_quantity(out, dice, f, DATED, &rate);
        fprintf(out, "\n");
    }
    fprintf(out, "      lost: %d/year\n", s->level / 4);
}

static void write_income(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_STAFF, 20 + stream);
    if (!happens(&dice, 30))
        return;
    fprintf(out, "    income: {per_received: ");
    write_quantity(out, &dice, f, ANY, &(struct range){"EUR ", 0, 900, "", 0});
    fprintf(out, ", per_decision: EUR %d, per_year: EUR %d/year}\n", pick(&dice, 0, 4000), pick(&dice, 0, 100000));
}

/* All but the last band's rate. */
static void write_bands(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_CLOCK, 10 + stream);
    int after = 0;
    if (f->variant.live_clocks)
        fprintf(out, "[{after: 0 days, rate: ");
    for (int i = f->variant.live_clocks ? pick(&dice, 0, 3) : 0; i > 0; i--) {
        after += pick(&dice, 1, 90);
        fprintf(out, "%d%%/year}, {after: %d days, rate: ", pick(&dice, 0, 300), after);
    }
}

static void write_stream(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_STREAM, stream);
    write_key(out, f, stream_names[stream]);
    write_income(out, f, stream);
    write_inflow(out, &dice, f, stream);
    write_clock(out, &dice, f, stream);
    if (happens(&dice, 50)) {
        fprintf(out, "    delay: ");
        write_distribution(out, &dice, pick(&dice, 1, 60));
        fprintf(out, "\n");
    }
    write_work(out, &dice, f, stream);
    write_effort(out, f, stream);
    if (happens(&dice, 40)) {
        fprintf(out, "    withdrawal: ");
        write_bands(out, f, stream);
        write_quantity(out, &dice, f, ANY, &(struct range){"", 1, 60, "%/year", 0});
        fprintf(out, f->variant.live_clocks ? "}]\n" : "\n");
    }
    write_transfers(out, &dice, f, stream);
    if (f->streams[stream].has_notices)
        write_lateness(out, &dice, f);
    if (happens(&dice, 90))
        write_opening(out, &dice, f, stream);
    if (happens(&dice, 25)) {
        fprintf(out, "    correction: ");
        write_quantity(out, &dice, f, DATED, &(struct range){"", -700, 400, "/year", 0});
        fprintf(out, "\n");
    }
    write_history(out, &dice, f, &f->streams[stream]);
}

/* ---- links ---- */

static const char *event_of(struct dice *dice, const struct stream_frame *parent)
{
    static const char *const events[] = {"received", "decision", "notice", "late_appeal", "court_order", "withdrawal"};
    const int event = pick(dice, 0, 5 + parent->n_outcomes);
    return event < 6 ? events[event] : outcome_names[event - 6];
}

static void write_link(FILE *out, const struct frame *f, int link)
{
    struct dice dice = dice_for(f->seed, BLOCK_LINK, link);
    const struct link_frame *l = &f->links[link];
    const bool at_most_one = happens(&dice, 50);
    const char *event = event_of(&dice, &f->streams[l->from]);
    const int most = strcmp(event, "received") == 0 ? 30 : 99;
    write_key(out, f, link_names[link]);
    fprintf(out, "    from: %s\n    to: %s\n    event: %s\n", name_of(f, stream_names[l->from]).text,
            name_of(f, stream_names[l->to]).text, event);
    if (at_most_one) {
        fprintf(out, "    share: ");
        write_quantity(out, &dice, f, ANY, &(struct range){"", 1, most, "%", 0});
    } else {
        fprintf(out, "    mean: ");
        write_quantity(out, &dice, f, ANY, &(struct range){"0.", 10, most, "", 0});
    }
    fprintf(out, "\n    after: ");
    write_distribution(out, &dice, pick(&dice, 1, 60));
    fprintf(out, "\n");
}

/* Open cases that call, for some streams. */
static void write_calls(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_CALLS, stream);
    char name[24];
    if (!happens(&dice, 30))
        return;
    snprintf(name, sizeof name, "calls_%s", stream_names[stream]);
    write_key(out, f, name);
    fprintf(out, "    from: %s\n    to: %s\n    event: open\n    mean: ", name_of(f, stream_names[stream]).text,
            name_of(f, stream_names[pick(&dice, 0, f->n_streams - 1)]).text);
    write_quantity(out, &dice, f, ANY, &(struct range){"0.", 10, 90, "", 0});
    fprintf(out, "\n");
}

static void write_idle_links(FILE *out, const struct frame *f)
{
    const struct name one = name_of(f, stream_names[0]), other = name_of(f, stream_names[f->n_streams - 1]);
    fprintf(out, "  idle_one: {from: %s, event: decision, to: %s, share: 0%%, after: {fixed: 3 days}}\n", one.text,
            other.text);
    fprintf(out, "  idle_two: {from: %s, event: received, to: %s, mean: 0, after: {exponential: {mean: 5 days}}}\n",
            other.text, one.text);
}

/* ---- contingent rules ---- */

static void write_pool_changes(FILE *out, const struct frame *f)
{
    fprintf(out, "      pools: {");
    for (int i = 0; i < f->n_pools; i++) {
        const char *change = has_heads(f, i) ? "staff: {hire: 1 heads, external: 2 heads}" : "fte: {multiply: 1.2, add: 0.1 fte}";
        fprintf(out, "%s%s: {%s, allocation: priority}", i > 0 ? ", " : "", name_of(f, pool_names[i]).text, change);
    }
    fprintf(out, "}\n");
}

static void write_stream_changes(FILE *out, const struct frame *f)
{
    fprintf(out, "      streams:\n");
    for (int i = 0; i < f->n_streams; i++) {
        const struct stream_frame *stream = &f->streams[i];
        fprintf(out, "        %s: {inflow: {multiply: 0.7}, %s: {multiply: 1.1}, order: [{newest: 60%%}, {oldest: 40%%}]%s}\n",
                name_of(f, stream_names[i]).text, stream->pool >= 0 ? "effort" : "capacity",
                stream->has_period ? ", clock: {applies_to: open_not_overdue, period: 13 weeks}" : "");
    }
}

static void write_contingent_rule(FILE *out, const struct frame *f, const char *name, const char *rest)
{
    fprintf(out, "  %s:\n%s    then:\n      after: 3 days\n", name, rest);
    if (f->n_pools > 0)
        write_pool_changes(out, f);
    write_stream_changes(out, f);
}

static void write_contingent(FILE *out, const struct frame *f)
{
    fprintf(out, "contingent:\n");
    if (f->variant.idle_rules) {
        write_contingent_rule(out, f, "idle_one", "    when: {measure: open, below: 0 cases}\n");
        write_contingent_rule(out, f, "idle_two", "    when: {measure: timeliness, above: 100%, over: 9 days}\n    lasts: 9 days\n");
        return;
    }
    write_contingent_rule(out, f, "live_one", "    when: {measure: open, above: 150 cases, for: 5 days}\n    until: {below: 140 cases, after: 4 days}\n");
    write_contingent_rule(out, f, "live_two", "    when: {measure: inflow, above: 12 cases, over: 9 days}\n    lasts: 19 days\n");
}

/* ---- the whole ---- */

static void write_all(FILE *out, const struct frame *f)
{
    write_head(out, f);
    if (f->n_pools > 0)
        fprintf(out, "pools:\n");
    for (int i = 0; i < f->n_pools; i++)
        write_pool(out, f, place_of(f, i, f->n_pools));
    write_moves(out, f);
    fprintf(out, "streams:\n");
    for (int i = 0; i < f->n_streams; i++)
        write_stream(out, f, place_of(f, i, f->n_streams));
    fprintf(out, "links:\n");
    for (int i = 0; i < f->n_streams; i++)
        write_calls(out, f, place_of(f, i, f->n_streams));
    if (f->variant.idle_links)
        write_idle_links(out, f);
    for (int i = 0; i < f->n_links; i++)
        write_link(out, f, place_of(f, i, f->n_links));
    if (f->variant.idle_rules || f->variant.live_rules)
        write_contingent(out, f);
}

char *scenario_write(uint64_t seed, const struct scenario_variant *variant)
{
    const struct frame f = make_frame(seed, variant);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    write_all(out, &f);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

struct scenario *scenario_random(uint64_t seed, const struct scenario_variant *variant)
{
    char *yaml = scenario_write(seed, variant);
    struct scenario *scenario = scenario_of_text(yaml);
    free(yaml);
    return scenario;
}

bool scenario_is_sanitized(void)
{
#ifdef TERMIJN_SANITIZED
    return true;
#else
    return getenv("TERMIJN_SANITIZED") != NULL;
#endif
}
