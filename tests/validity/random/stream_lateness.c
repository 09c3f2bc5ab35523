/* Streams: notices, penalties, courts; the opening stock. */
#include "random/frame.h"

/* In a frozen stream what happens by chance happens at once, now and then only from a date on. */
static void say_hazard(struct writer *w, const struct stream_frame *s, int low, int high)
{
    bool dated = s->noise == FROZEN && happens(w, 30);
    if (dated) {
        say(w, "{");
        say_date(w, w->opening - 400);
        say(w, ": 0%%/year, ");
        say_date(w, pick_day(w));
        say(w, ": 1000000%%/year}");
    } else if (s->noise == FROZEN) {
        say(w, "1000000%%/year");
    } else {
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", low, high, 10, "%/year"});
    }
}

static void write_bands(struct writer *w, const struct stream_frame *s)
{
    int after = 0, n = pick(w, 1, 3);
    uses(w, USES_NOTICE);
    if (n > 1) {
        uses(w, USES_NOTICE_BANDS);
    }
    say(w, "      notice: [");
    for (int i = 0; i < n; i++) {
        say(w, "%s{after: %d days, rate: ", i > 0 ? ", " : "", after);
        say_hazard(w, s, 100, 1500);
        say(w, "}");
        after += pick(w, 1, 40);
    }
    say(w, "]\n");
}

/* A regime for ever, or switched on or over on a date. */
static void write_regime(struct writer *w, const char *key, const char *const names[], enum mechanism mechanism)
{
    int first = pick(w, 0, 1);
    uses(w, mechanism);
    say(w, "      %s: ", key);
    if (!chooses(w, 40, mechanism + 1)) {
        say(w, "%s\n", names[first]);
        return;
    }
    say(w, "{");
    say_date(w, w->opening - (happens(w, 50) ? 900 : pick(w, -5, 70)));
    say(w, ": %s, ", names[first]);
    say_date(w, w->opening + 6 + pick(w, 0, 60));
    say(w, ": %s}\n", happens(w, 25) ? "none" : names[1 - first]);
}

static void write_court(struct writer *w, const struct stream_frame *s)
{
    uses(w, USES_APPEAL);
    say(w, "      appeal: ");
    say_hazard(w, s, 100, 1500);
    say(w, "\n      court_delay: ");
    if (s->noise == FROZEN) {
        say(w, "{fixed: %d days}", pick(w, 1, 20));
    } else {
        say_days(w, pick(w, 1, 25));
    }
    say(w, "\n      term: ");
    say_value(w, MAY_CHANGE, (struct range){"", 0, 25, 1, " days"});
    say(w, "\n");
    if (chooses(w, 60, USES_COURT_COSTS)) {
        say(w, "      court_costs: ");
        say_value(w, MAY_CHANGE, (struct range){"EUR ", 100, 900, 1, ""});
        say(w, "\n");
    }
    if (chooses(w, 70, USES_FURTHER_APPEAL)) {
        say(w, "      further_appeal: ");
        say_value(w, MAY_CHANGE, s->noise == FROZEN ? (struct range){"", 100, 100, 1, "%"} : (struct range){"", 10, 100, 10, "%"});
        say(w, "\n");
    }
}

void write_lateness(struct writer *w, const struct frame *f, int stream)
{
    static const char *const administrative[] = {"awb", "brief"}, *const judicial[] = {"hundred", "single"};
    const struct stream_frame *s = &f->streams[stream];
    writer_block(w, BLOCK_LATENESS, stream);
    if (!s->has_notices) {
        return;
    }
    say(w, "    lateness:\n");
    write_bands(w, s);
    if (happens(w, 90)) {
        write_regime(w, "administrative", administrative, USES_ADMINISTRATIVE);
    }
    if (s->has_court) {
        write_court(w, s);
        write_regime(w, "judicial", judicial, USES_JUDICIAL);
    }
    if (chooses(w, 75, USES_PAYMENT_LAG)) {
        say(w, "      payment_lag: ");
        say_value(w, MAY_CHANGE, (struct range){"", 1, 40, 1, " days"});
        say(w, "\n");
    } else {
        uses(w, USES_NO_PAYMENT_LAG);
    }
}

/* ---- the opening ---- */

static void write_ages(struct writer *w, const struct stream_frame *s)
{
    if (s->has_table) {
        uses(w, USES_OPENING_TABLE);
        return; /* its name stands in write_opening() */
    }
    uses(w, USES_OPENING_AGES);
    say(w, "      stock: %d cases\n      ages: ", s->stock);
    say_days(w, pick(w, s->period / 2 + 1, 2 * s->period + 20));
    say(w, "\n");
}

static void write_marks(struct writer *w, const struct stream_frame *s)
{
    bool noticed = chooses(w, 80, USES_OPENING_NOTICED), court = s->has_court && happens(w, 60), outstanding = chooses(w, 50, USES_OPENING_OUTSTANDING);
    if (noticed) {
        say(w, "      noticed: %d cases\n      notice_ages: ", pick(w, 1, s->stock / 4 + 1));
        say_days(w, pick(w, 1, 40));
        say(w, "\n");
    }
    if (court) {
        uses(w, USES_OPENING_APPEALED);
        uses(w, USES_OPENING_ORDERED);
        say(w, "      appealed: %d cases\n      ordered: %d cases\n      term_ends: ", pick(w, 1, s->stock / 4 + 1),
            pick(w, 1, s->stock / 4 + 1));
        say_days(w, pick(w, 1, 30));
        say(w, "\n      term_offset: %d days\n", pick(w, 0, 1) * pick(w, 1, 30));
    }
    if (outstanding) {
        say(w, "      outstanding: EUR %d\n", pick(w, 100, 30000));
    }
}

void write_opening(struct writer *w, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    writer_block(w, BLOCK_OPENING, stream);
    if (s->stock == 0) {
        return;
    }
    say(w, "    opening:\n");
    if (s->has_table) {
        say(w, "      table: ages_%s.csv\n", stream_names[stream]);
    }
    write_ages(w, s);
    write_opening_steps(w, f, stream);
    writer_block(w, BLOCK_OPENING, 10 + stream);
    if (s->has_notices && happens(w, 50)) {
        write_marks(w, s);
    }
}
