/* Contingent rules: when a measure passes a level, something changes. */
#include "random/frame.h"

/* ---- when ---- */

static void write_ends(struct writer *w, const char *below)
{
    bool until = chooses(w, 60, USES_RULE_ENDS);
    if (until) {
        say(w, "    until: {%s, for: %d days, after: %d days}\n", below, pick(w, 1, 4), pick(w, 0, 1) * pick(w, 1, 6));
    }
    if (chooses(w, until ? 20 : 70, USES_RULE_LASTS)) {
        say(w, "    lasts: %d days\n", pick(w, 5, 60));
        until = true;
    }
    if (until && happens(w, 25)) {
        say(w, "    at_most: %d\n", pick(w, 1, 3));
    }
}

static void when_stock(struct writer *w, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    bool overdue = s->has_period && happens(w, 40);
    int level = overdue ? pick(w, 3, s->stock / 2 + 6) : pick(w, s->stock / 2 + 6, s->stock + 20);
    char below[64];
    uses(w, USES_RULE_ON_STOCK);
    snprintf(below, sizeof below, "below: %d cases", level * 3 / 4);
    say(w, "    when: {measure: %s, of: %s, above: %d cases, for: %d days}\n", overdue ? "overdue" : "open", stream_names[stream], level,
        pick(w, 1, 6));
    write_ends(w, below);
}

static void when_flow(struct writer *w, const struct frame *f, int stream)
{
    static const char *const flows[] = {"inflow", "decisions", "notices", "late_appeals", "court_orders"};
    const struct stream_frame *s = &f->streams[stream];
    int over = pick(w, 10, 40), flow = pick(w, 0, s->has_notices ? 4 : 1);
    int level = flow < 2 ? 1 + (s->level + 30) * over / 365 : pick(w, 1, 3);
    char below[64];
    uses(w, USES_RULE_ON_FLOW);
    snprintf(below, sizeof below, "below: %d cases", level - level / 3);
    if (s->has_period && happens(w, 25)) {
        say(w, "    when: {measure: timeliness, of: %s, below: %d%%, over: %d days}\n", stream_names[stream], pick(w, 30, 90), over);
        write_ends(w, "above: 95%");
    } else {
        say(w, "    when: {measure: %s, of: %s, above: %d cases, over: %d days}\n", flows[flow], flow < 2 && happens(w, 20) ? "all" : stream_names[stream],
            level, over);
        write_ends(w, below);
    }
}

static void when_work(struct writer *w, const struct frame *f, int pool)
{
    double hours = fte_for(f, pool, 100) * 1363 * pick(w, 1, 4) / 12;
    char below[64];
    uses(w, USES_RULE_ON_WORK);
    if (happens(w, 50)) {
        snprintf(below, sizeof below, "below: %.1f hours", hours * 0.7);
        say(w, "    when: {measure: work_open, of: pool:%s, above: %.1f hours, for: %d days}\n", pool_names[pool], hours, pick(w, 1, 5));
    } else {
        int months = pick(w, 1, 4);
        snprintf(below, sizeof below, "below: %.1f", months * 0.6);
        say(w, "    when: {measure: work_months, of: pool:%s, above: %d, for: %d days}\n", pool_names[pool], months, pick(w, 1, 5));
    }
    write_ends(w, below);
}

/* ---- then ---- */

static void change_pool(struct writer *w, const struct frame *f, int pool)
{
    static const char *const rules[] = {"shares", "priority", "proportional", "plan", "earliest_deadline"};
    bool allocates = happens(w, 50);
    say(w, "      pools: {%s: {", pool_names[pool]);
    if (f->has_heads[pool]) {
        uses(w, USES_RULE_STAFF);
        say(w, "staff: {hire: %d heads, external: %d heads}", pick(w, 0, 3), pick(w, 1, 4));
    } else {
        uses(w, USES_RULE_FTE);
        say(w, "fte: {multiply: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0.6, 1.6, 0.1, ""});
        say(w, ", add: 0.%d fte}", pick(w, 0, 2));
    }
    if (allocates) {
        uses(w, USES_RULE_ALLOCATION);
        say(w, ", allocation: %s", rules[pick(w, 0, 4)]);
    }
    say(w, "}}\n");
}

static void change_stream(struct writer *w, const struct frame *f, int stream)
{
    static const char *const kinds[] = {"received_after", "open_not_overdue", "all_open"};
    const struct stream_frame *s = &f->streams[stream];
    say(w, "      streams:\n        %s:\n", stream_names[stream]);
    if (s->pool >= 0 || s->n_steps == 0) {
        uses(w, s->pool >= 0 ? USES_RULE_EFFORT : USES_RULE_CAPACITY);
        say(w, "          %s: {multiply: ", s->pool >= 0 ? "effort" : "capacity");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0.5, 1.8, 0.1, ""});
        say(w, "}\n");
    }
    if ((s->pool < 0 && s->n_steps > 0) || (s->noise == NOISY && chooses(w, 50, USES_RULE_INFLOW))) {
        say(w, "          inflow: {multiply: %.1f}\n", pick(w, 0, 16) / 10.0);
    }
    if (s->n_steps == 0 && chooses(w, 50, USES_RULE_ORDER)) {
        say(w, "          order: ");
        say_mix(w, s->has_notices);
        say(w, "\n");
    }
    if (s->has_period && chooses(w, 50, USES_RULE_CLOCK)) {
        say(w, "          clock: {applies_to: %s, period: ", kinds[pick(w, 0, 2)]);
        say_period(w, pick(w, s->period / 2 + 1, 2 * s->period));
        say(w, "}\n");
    }
}

static void write_rule(struct writer *w, const struct frame *f, int rule)
{
    static const char *const names[] = {"one", "two", "three"};
    writer_block(w, BLOCK_RULE, rule);
    int stream = pick(w, 0, f->n_streams - 1), other = pick(w, 0, f->n_streams - 1), pool = f->n_pools > 0 ? pick(w, 0, f->n_pools - 1) : -1;
    int how = pick(w, 0, pool >= 0 ? 2 : 1);
    uses(w, USES_RULE);
    say(w, "  %s:\n", names[rule]);
    if (how == 0) {
        when_stock(w, f, stream);
    } else if (how == 1) {
        when_flow(w, f, stream);
    } else {
        when_work(w, f, pool);
    }
    say(w, "    then:\n      after: %d days\n", pick(w, 0, 1) * pick(w, 1, 10));
    bool pools = pool >= 0 && happens(w, 60);
    if (pools) {
        change_pool(w, f, pool);
    }
    if (!pools || happens(w, 60)) {
        change_stream(w, f, other);
    }
}

void write_contingent(struct writer *w, const struct frame *f)
{
    writer_block(w, BLOCK_RULE, 10);
    int n = happens(w, 50) ? pick(w, 1, 3) : 0;
    say(w, n > 0 ? "contingent:\n" : "");
    for (int i = 0; i < n; i++) {
        write_rule(w, f, i);
    }
}
