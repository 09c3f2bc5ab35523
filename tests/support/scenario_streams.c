#include "support/scenario_text.h"

/* ---- inflow ---- */

static void put_disturbance(FILE *out, struct dice *dice, const struct frame *f)
{
    fprintf(out, "      disturbance: {sd: ");
    put_quantity(out, dice, f, ANY, &(struct range){"", 1, 40, "%", 0});
    fprintf(out, ", persistence: %.1f", dice_pick(dice, 0, 10) / 10.0);
    if (dice_happens(dice, 50))
        fprintf(out, ", start: %.1f", dice_pick(dice, -5, 5) / 10.0);
    put_loading(out, dice, f);
    fprintf(out, "}\n");
}

static void put_shocks(FILE *out, struct dice *dice, const struct frame *f)
{
    const int n = dice_happens(dice, 40) ? dice_pick(dice, 1, 2) : 0;
    if (n == 0 && !f->variant.idle_shock)
        return;
    fprintf(out, "      shocks:\n");
    if (f->variant.idle_shock)
        fprintf(out, "        idle: {date: %s, length: 30 days, probability: 0%%, add: 500 cases, multiply: 3}\n",
                date_of(f->opening + 20).text);
    for (int i = 0; i < n; i++) {
        fprintf(out, "        shock_%d: {date: %s, length: %d days, probability: ", i, date_of(some_day(dice, f)).text,
                dice_pick(dice, 1, 60));
        put_quantity(out, dice, f, ANY, &(struct range){"", 10, 100, "%", 0});
        fprintf(out, ", add: ");
        put_quantity(out, dice, f, ANY, &(struct range){"", 0, 60, " cases", 0});
        fprintf(out, ", multiply: 0.%d}\n", dice_pick(dice, 0, 99));
    }
}

static void put_week(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_WEEK, stream);
    if (dice_happens(&dice, 20))
        fprintf(out, "      days: working\n");
    if (dice_happens(&dice, 20))
        fprintf(out, "      week_profile: [%d, 1, 0.%d, 1, 0, 2, %d]\n", dice_pick(&dice, 0, 3), dice_pick(&dice, 1, 9),
                dice_pick(&dice, 0, 1));
}

static void put_inflow(FILE *out, struct dice *dice, const struct frame *f, int stream)
{
    const int level = f->streams[stream].level;
    fprintf(out, "    inflow:\n");
    put_week(out, f, stream);
    fprintf(out, "      level: ");
    put_quantity(out, dice, f, ANY, &(struct range){"", level / 2, level, "/year", 0});
    fprintf(out, "\n      dispersion: %d\n", dice_happens(dice, 40) ? dice_pick(dice, 2, 4) : 1);
    if (dice_happens(dice, 30))
        fprintf(out, "      trend: %d%%/year\n", dice_pick(dice, -30, 40));
    if (dice_happens(dice, 20))
        fprintf(out, "      month_profile: [1, 1, 1, 0.5, 1.5, 1, 1, 0.2, 1.8, 1, 1, 1]\n");
    if (dice_happens(dice, 40))
        put_disturbance(out, dice, f);
    put_shocks(out, dice, f);
}

/* ---- clock ---- */

static void put_rule(FILE *out, struct dice *dice, const struct frame *f, int number)
{
    static const char *const kinds[] = {"received_after", "open_not_overdue", "all_open"};
    const int in_force = some_day(dice, f);
    fprintf(out, "        rule_%d: {in_force: %s, applies_to: %s, ", number, date_of(in_force).text,
            kinds[dice_pick(dice, 0, 2)]);
    if (dice_happens(dice, 30))
        fprintf(out, "received_from: %s, ", date_of(in_force - dice_pick(dice, 20, 300)).text);
    if (dice_happens(dice, 30))
        fprintf(out, "received_until: %s, ", date_of(in_force + dice_pick(dice, 0, 200)).text);
    fprintf(out, "period: ");
    put_period(out, dice);
    fprintf(out, "}\n");
}

/* On dice of its own, so that all else is the same. */
static void put_suspension(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_CLOCK, stream);
    int left = 100;
    if (f->variant.idle_clocks)
        fprintf(out, "      suspension: [{share: 0%%, length: 9 days}]\n");
    if (!f->variant.live_clocks || dice_happens(&dice, 20))
        return;
    fprintf(out, "      suspension: [");
    for (int i = dice_pick(&dice, 1, 3); i > 0; i--) {
        const int share = dice_pick(&dice, 0, left);
        left -= share;
        fprintf(out, "{share: %d%%, length: %d days}%s", share, dice_pick(&dice, 1, 90), i > 1 ? ", " : "]\n");
    }
}

static void put_clock(FILE *out, struct dice *dice, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    const int rules = dice_happens(dice, 50) ? dice_pick(dice, 1, 3) : 0;
    fprintf(out, "    clock:\n      %s: ", s->has_period ? "period" : "target");
    put_period(out, dice);
    fprintf(out, "\n");
    if (dice_happens(dice, 25))
        fprintf(out, "      starts_after: %d days\n", dice_pick(dice, 1, 10));
    if (s->has_period)
        put_suspension(out, f, stream);
    if (!s->has_period || (rules == 0 && !f->variant.late_rule))
        return;
    fprintf(out, "      rules:\n");
    for (int i = 0; i < rules; i++)
        put_rule(out, dice, f, i);
    if (f->variant.late_rule)
        fprintf(out, "        late: {in_force: %s, applies_to: all_open, period: 3 days}\n",
                date_of(f->horizon + 1).text);
}

/* ---- leaving ---- */

static void put_transfers(FILE *out, struct dice *dice, const struct frame *f, int stream)
{
    static const char *const clocks[] = {"keeps", "restarts"};
    const int n = f->n_streams > 1 && dice_happens(dice, 40) ? dice_pick(dice, 1, f->n_streams > 2 ? 2 : 1) : 0;
    if (n == 0 || f->variant.alone)
        return;
    fprintf(out, "    transfers:\n");
    for (int i = 1; i <= n; i++) {
        fprintf(out, "      %s: {rate: ", name_of(f, scenario_names.streams[(stream + i) % f->n_streams]).text);
        put_quantity(out, dice, f, ANY, &(struct range){"", 10, 250, "%/year", 0});
        fprintf(out, ", clock: %s}\n", clocks[dice_pick(dice, 0, 1)]);
    }
}

/* All but the last band's rate. */
static void put_bands(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_CLOCK, 10 + stream);
    int after = 0;
    if (f->variant.live_clocks)
        fprintf(out, "[{after: 0 days, rate: ");
    for (int i = f->variant.live_clocks ? dice_pick(&dice, 0, 3) : 0; i > 0; i--) {
        after += dice_pick(&dice, 1, 90);
        fprintf(out, "%d%%/year}, {after: %d days, rate: ", dice_pick(&dice, 0, 300), after);
    }
}

/* ---- the whole ---- */

static void put_history(FILE *out, struct dice *dice, const struct frame *f, const struct stream_frame *s)
{
    const struct range rate = {"", 0, s->level, "/year", 0};
    fprintf(out, "    history:\n");
    for (int i = 0; i < EVENTS + s->n_outcomes; i++) {
        fprintf(out, "      %s: ", event_name(i));
        put_quantity(out, dice, f, DATED, &rate);
        fprintf(out, "\n");
    }
    fprintf(out, "      lost: %d/year\n", s->level / 4);
}

static void put_income(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_STAFF, 20 + stream);
    if (!dice_happens(&dice, 30))
        return;
    fprintf(out, "    income: {per_received: ");
    put_quantity(out, &dice, f, ANY, &(struct range){"EUR ", 0, 900, "", 0});
    fprintf(out, ", per_decision: EUR %d, per_year: EUR %d/year}\n", dice_pick(&dice, 0, 4000), dice_pick(&dice, 0, 100000));
}

static void put_delay_scale(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_WEEK, 20 + stream);
    if (!dice_happens(&dice, 40))
        return;
    fprintf(out, "    delay_scale: ");
    put_quantity(out, &dice, f, ANY, &(struct range){"", 0, 30, "", 0.1});
    fprintf(out, "\n");
}

static void put_stream(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_STREAM, stream);
    put_key(out, f, scenario_names.streams[stream]);
    put_income(out, f, stream);
    put_inflow(out, &dice, f, stream);
    put_clock(out, &dice, f, stream);
    if (dice_happens(&dice, 50)) {
        fprintf(out, "    delay: ");
        put_distribution(out, &dice, dice_pick(&dice, 1, 60));
        fprintf(out, "\n");
        put_delay_scale(out, f, stream);
    }
    put_work(out, &dice, f, stream);
    put_effort(out, f, stream);
    if (dice_happens(&dice, 40)) {
        fprintf(out, "    withdrawal: ");
        put_bands(out, f, stream);
        put_quantity(out, &dice, f, ANY, &(struct range){"", 1, 60, "%/year", 0});
        fprintf(out, f->variant.live_clocks ? "}]\n" : "\n");
    }
    put_transfers(out, &dice, f, stream);
    if (f->streams[stream].has_notices)
        put_lateness(out, &dice, f);
    if (dice_happens(&dice, 90))
        put_opening(out, &dice, f, stream);
    if (dice_happens(&dice, 25)) {
        fprintf(out, "    correction: ");
        put_quantity(out, &dice, f, DATED, &(struct range){"", -700, 400, "/year", 0});
        fprintf(out, "\n");
    }
    put_history(out, &dice, f, &f->streams[stream]);
}

void put_streams(FILE *out, const struct frame *f)
{
    fprintf(out, "streams:\n");
    for (int i = 0; i < f->n_streams; i++)
        put_stream(out, f, place_of(f, i, f->n_streams));
}
