/* Streams: what comes in, the clock, the delay. */
#include "random/frame.h"

const char *const stream_names[STREAMS_MOST] = {"asylum", "family", "study", "work"};
const char *const class_names[CLASSES_MOST] = {"small", "large", "odd"};
const char *const outcome_names[OUTCOMES_MOST] = {"grant", "refuse", "lapse"};

/* ---- inflow ---- */

static void write_disturbance(struct writer *w)
{
    if (!chooses(w, 35, USES_DISTURBANCE)) {
        return;
    }
    say(w, "      disturbance: {sd: ");
    say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 20, 70, 1, "%"});
    if (chooses(w, 30, USES_DISTURBANCE_WALK)) {
        say(w, ", persistence: 1");
    } else {
        say(w, ", persistence: 0.%d", pick(w, 0, 9));
    }
    if (chooses(w, 40, USES_DISTURBANCE_START)) {
        say(w, ", start: %.1f", pick(w, -6, 6) / 10.0);
    }
    if (w->n_factors > 0 && chooses(w, 60, USES_DISTURBANCE_FACTOR)) {
        say(w, ", factor: tide, loading: %.1f", pick(w, -10, 10) / 10.0);
    }
    say(w, "}\n");
}

static void write_shock(struct writer *w, int level)
{
    if (!chooses(w, 30, USES_SHOCK)) {
        return;
    }
    say(w, "      shocks:\n        war: {date: ");
    say_date(w, pick_day(w) - pick(w, 0, 20));
    say(w, ", length: %d days, probability: ", pick(w, 5, 60));
    say_value(w, MAY_VARY, (struct range){"", 20, 100, 10, "%"});
    say(w, ", add: ");
    say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0, 5 + level / 10.0, 1, " cases"});
    say(w, ", multiply: ");
    say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0.2, 2, 0.1, ""});
    say(w, "}\n");
}

/* The days on which cases come, whoever brings them. */
static void write_week(struct writer *w)
{
    if (chooses(w, 15, USES_WORKING_DAYS)) {
        say(w, "      days: working\n");
    }
    if (chooses(w, 15, USES_WEEK_PROFILE)) {
        say(w, "      week_profile: [%d, 1, 0.%d, 1, %d, 2, %d]\n", pick(w, 1, 3), pick(w, 1, 9), pick(w, 0, 1), pick(w, 0, 1));
    }
}

static void write_model(struct writer *w, int level)
{
    if (chooses(w, 30, USES_DISPERSION)) {
        say(w, "      dispersion: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 1.5, 5, 0.5, ""});
        say(w, "\n");
    }
    if (chooses(w, 25, USES_TREND)) {
        say(w, "      trend: %d%%/year\n", pick(w, -60, 120));
    }
    if (chooses(w, 20, USES_MONTH_PROFILE)) {
        say(w, "      month_profile: [1, 1, 1, 0.5, 1.5, 1, 1, 0.2, 1.8, 1, 1, 1]\n");
    }
    write_disturbance(w);
    write_shock(w, level);
}

static void write_inflow(struct writer *w, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    writer_block(w, BLOCK_INFLOW, stream);
    say(w, "    inflow:\n      level: ");
    if (s->noise == NOISY) {
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", s->level * 0.8, s->level * 1.2, 1, "/year"});
        say(w, "\n");
        write_model(w, s->level);
    } else {
        say(w, "0/year\n");
    }
    write_week(w);
    if (s->has_past) {
        uses(w, USES_PAST);
        say(w, "      past: {file: past.csv, column: %s}\n", stream_names[stream]);
    }
}

/* In a quiet stream the calendar brings all cases. */
static void write_correction(struct writer *w, const struct stream_frame *s)
{
    if (s->noise == FROZEN || (s->noise == NOISY && !happens(w, 25))) {
        return;
    }
    bool down = s->noise == NOISY && chooses(w, 60, USES_CORRECTION_DOWN);
    double high = down ? -20 : s->level, low = down ? -0.4 * s->level - 20 : 0.6 * s->level;
    if (!down) {
        uses(w, USES_CORRECTION_UP);
    }
    say(w, "    correction: ");
    say_value(w, MAY_CHANGE, (struct range){"", low, high, 1, "/year"});
    say(w, "\n");
}

/* ---- clock ---- */

static void write_rule(struct writer *w, const struct stream_frame *s, int number)
{
    static const char *const kinds[] = {"received_after", "open_not_overdue", "all_open"};
    int in_force = happens(w, 85) ? pick_day(w) : w->opening - pick(w, 0, 40), kind = pick(w, 0, 2);
    uses(w, USES_RULE_RECEIVED_AFTER + (unsigned)kind);
    say(w, "        rule_%d: {in_force: ", number);
    say_date(w, in_force);
    say(w, ", applies_to: %s", kinds[kind]);
    if (chooses(w, 30, USES_RULE_FROM)) {
        say(w, ", received_from: ");
        say_date(w, in_force - pick(w, 10, 70));
    }
    if (chooses(w, 30, USES_RULE_UNTIL)) {
        say(w, ", received_until: ");
        say_date(w, in_force + pick(w, -5, 60));
    }
    say(w, ", period: ");
    say_period(w, pick(w, s->period / 3 + 1, 2 * s->period));
    say(w, "}\n");
}

/* In a frozen stream those of the opening alone: which cases they are is known. */
static void write_suspension(struct writer *w, const struct stream_frame *s, int stream)
{
    writer_block(w, BLOCK_SUSPENSION, stream);
    if (!WITH_SUSPENSION || !s->has_period || !chooses(w, 40, USES_SUSPENSION)) {
        return;
    }
    int n = pick(w, 1, 3);
    uses(w, n > 1 ? USES_SUSPENSIONS : USES_SUSPENSION);
    say(w, "      suspension: [");
    for (int i = 0; i < n; i++) {
        say(w, "%s{share: ", i > 0 ? ", " : "");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 5, 33, 1, "%"});
        say(w, ", length: %d days}", pick(w, 2, s->period));
    }
    say(w, "]\n");
}

static void write_clock(struct writer *w, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    writer_block(w, BLOCK_CLOCK, stream);
    int rules = s->has_period && happens(w, 45) ? pick(w, 1, 3) : 0;
    say(w, "    clock:\n      %s: ", s->has_period ? "period" : "target");
    say_period(w, s->period);
    say(w, "\n");
    if (!s->has_period) {
        uses(w, USES_NO_PERIOD);
        uses(w, USES_TARGET);
    }
    if (chooses(w, 25, USES_STARTS_AFTER)) {
        say(w, "      starts_after: %d days\n", pick(w, 1, 12));
    }
    say(w, rules > 0 ? "      rules:\n" : "");
    for (int i = 0; i < rules; i++) {
        write_rule(w, s, i);
    }
    write_suspension(w, s, stream);
}

static void write_delay(struct writer *w, const struct frame *f, int stream)
{
    writer_block(w, BLOCK_DELAY, stream);
    if (f->streams[stream].n_steps > 0) {
        return;
    }
    if (f->streams[stream].noise == FROZEN) {
        if (happens(w, 30)) {
            uses(w, USES_DELAY_FIXED);
            say(w, "    delay: {fixed: %d days}\n", pick(w, 1, 30));
            say_delay_scale(w, "    ", true);
        }
    } else if (happens(w, 60)) {
        say(w, "    delay: ");
        say_delay(w, pick(w, 1, 30));
        say(w, "\n");
        say_delay_scale(w, "    ", false);
    }
}

/* ---- events before the start, for links ---- */

static void write_history(struct writer *w, const struct frame *f, int stream)
{
    static const char *const events[] = {"received", "decision", "notice", "late_appeal", "court_order", "withdrawal", "lost"};
    const struct stream_frame *s = &f->streams[stream];
    struct range rate = {"", 0, s->level + 20, 1, "/year"};
    writer_block(w, BLOCK_DELAY, 10 + stream);
    say(w, "    history:\n");
    for (int i = 0; i < 7 + s->n_outcomes; i++) {
        say(w, "      %s: ", i < 7 ? events[i] : outcome_names[i - 7]);
        say_value(w, MAY_CHANGE, rate);
        say(w, "\n");
    }
}

static void write_income(struct writer *w, int stream)
{
    writer_block(w, BLOCK_MONEY, stream);
    if (!chooses(w, 20, USES_INCOME)) {
        return;
    }
    say(w, "    income: {per_received: ");
    say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"EUR ", 0, 900, 50, ""});
    say(w, ", per_decision: EUR %d, per_year: EUR %d/year}\n", pick(w, 0, 4000), pick(w, 0, 20000));
}

void write_streams(struct writer *w, const struct frame *f)
{
    say(w, "streams:\n");
    for (int i = 0; i < f->n_streams; i++) {
        say(w, "  %s:\n", stream_names[i]);
        write_inflow(w, f, i);
        write_correction(w, &f->streams[i]);
        write_clock(w, f, i);
        write_delay(w, f, i);
        write_work(w, f, i);
        write_effort(w, f, i);
        write_lateness(w, f, i);
        write_opening(w, f, i);
        write_history(w, f, i);
        write_income(w, i);
    }
}
