/* Streams: classes, outcomes, order of work, effort, and other ways to leave. */
#include "random/frame.h"

/* ---- classes and outcomes ---- */

/* Shares that add up to 100%. */
static int share_of(struct writer *w, int i, int n, int *left)
{
    int share = i + 1 == n ? *left : pick(w, 20, *left - 20 * (n - i - 1));
    *left -= share;
    return share;
}

static void write_outcomes(struct writer *w, int n)
{
    int left = 100;
    say(w, "outcomes: {");
    for (int i = 0; i < n; i++) {
        int share = share_of(w, i, n, &left);
        say(w, "%s%s: ", i > 0 ? ", " : "", outcome_names[i]);
        if (chooses(w, 40, USES_OUTCOME_EFFORT)) {
            say(w, "{share: %d%%, effort: ", share);
            say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0.2, 2.5, 0.1, ""});
            say(w, "}");
        } else {
            say(w, "%d%%", share);
        }
    }
    say(w, "}");
}

static void write_class(struct writer *w, const struct stream_frame *s, int i, int share)
{
    say(w, "      %s: {share: %d%%", class_names[i], share);
    if (chooses(w, 40, USES_CLASS_PRIORITY)) {
        say(w, ", priority: %d", pick(w, 1, 2));
    }
    if (s->has_notices && chooses(w, 60, USES_NOTICE_CLASS)) {
        say(w, ", notice: ");
        say_value(w, MAY_CHANGE, (struct range){"", 0, 3, 0.5, ""});
    }
    if (s->pool >= 0) {
        say(w, ", effort: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", s->effort / 2, s->effort * 2, 0.1, " hours"});
    }
    if (s->n_outcomes > 0 && chooses(w, 40, USES_CLASS_OUTCOMES)) {
        say(w, ", ");
        write_outcomes(w, s->n_outcomes);
    }
    say(w, "}\n");
}

static void write_classes(struct writer *w, const struct stream_frame *s)
{
    int left = 100;
    if (s->n_classes > 0) {
        uses(w, USES_CLASSES);
        say(w, "    classes:\n");
    }
    for (int i = 0; i < s->n_classes; i++) {
        write_class(w, s, i, share_of(w, i, s->n_classes, &left));
    }
    if (s->n_outcomes > 0) {
        uses(w, USES_OUTCOMES);
        say(w, "    ");
        write_outcomes(w, s->n_outcomes);
        say(w, "\n");
    }
}

/* ---- work ---- */

static void write_order(struct writer *w, const struct stream_frame *s)
{
    say(w, "    order: ");
    if (chooses(w, 25, USES_ORDER_DATED)) {
        say(w, "{");
        say_date(w, w->opening - 50);
        say(w, ": ");
        say_mix(w, s->has_notices);
        say(w, ", ");
        say_date(w, pick_day(w));
        say(w, ": ");
        say_mix(w, s->has_notices);
        say(w, "}\n");
    } else {
        say_mix(w, s->has_notices);
        say(w, "\n");
    }
}

/* A frozen stream with hardly any capacity shows its penalties to the last euro. */
static void write_capacity(struct writer *w, const struct stream_frame *s)
{
    bool idle = s->noise == FROZEN && happens(w, 50);
    double full = s->level + 0.7 * s->stock + 20;
    uses(w, USES_CAPACITY);
    say(w, "    capacity: ");
    say_value(w, s->noise == FROZEN ? MAY_CHANGE : MAY_CHANGE | MAY_VARY,
              idle ? (struct range){"", 0, 40, 5, "/year"} : (struct range){"", 0.5 * full, 1.2 * full, 1, "/year"});
    say(w, "\n");
}

void write_work(struct writer *w, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    writer_block(w, BLOCK_WORK, stream);
    if (s->pool >= 0) {
        if (s->n_steps == 0) {
            say(w, "    pool: %s\n", pool_names[s->pool]);
        }
        say(w, "    effort: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", s->effort * 0.7, s->effort * 1.4, 0.1, " hours"});
        if (s->noise == QUIET) {
            say(w, "\n    effort_shape: 2000\n");
        } else {
            say(w, "\n    effort_shape: %.1f\n", pick(w, 5, 40) / 10.0);
        }
    } else if (s->n_steps == 0) {
        write_capacity(w, s);
    }
    write_classes(w, s);
    if (s->n_steps == 0) {
        write_order(w, s);
    } else {
        write_steps(w, f, stream);
    }
}

/* ---- effort that changes; cases that leave ---- */

static void write_hours(struct writer *w, const struct stream_frame *s)
{
    if (chooses(w, 25, USES_EFFORT_DRIFT)) {
        say(w, "    effort_drift: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", -60, 150, 10, "%/year"});
        say(w, "\n");
    }
    if (chooses(w, 30, USES_EFFORT_CHANGE)) {
        say(w, "    effort_changes:\n      ruling: {from: ");
        say_date(w, pick_day(w));
        say(w, ", multiply: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0.4, 1.9, 0.1, ""});
        say(w, "%s%s}\n      forms: {from: ", s->n_outcomes > 0 ? ", outcome: grant" : "", s->n_classes > 0 ? ", class: small" : "");
        int from = pick_day(w) - 30;
        say_date(w, from);
        say(w, ", until: ");
        say_date(w, from + pick(w, 10, 60));
        say(w, ", multiply: 0.%d}\n", pick(w, 3, 8));
    }
    if (chooses(w, 25, USES_BATCH)) {
        say(w, "    batch: {size: ");
        say_value(w, MAY_CHANGE, (struct range){"", 5, 90, 5, " cases"});
        say(w, ", gain: %d%%}\n", pick(w, 20, 80));
    }
}

static void write_pressure(struct writer *w, const struct stream_frame *s)
{
    if (s->has_pressure) {
        int from = pick(w, 0, 40);
        uses(w, USES_PRESSURE);
        say(w, "    pressure: {from: %d days, full: %d days, effort: ", from, from + pick(w, 30, 150));
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0.3, 0.9, 0.1, ""});
        say(w, "}\n");
    }
}

static void write_transfers(struct writer *w, const struct frame *f, int stream)
{
    int n = f->n_streams > 1 && happens(w, 35) ? pick(w, 1, f->n_streams > 2 ? 2 : 1) : 0;
    say(w, n > 0 ? "    transfers:\n" : "");
    for (int i = 1; i <= n; i++) {
        bool keeps = happens(w, 50);
        uses(w, keeps ? USES_TRANSFER_KEEPS : USES_TRANSFER_RESTARTS);
        say(w, "      %s: {rate: ", stream_names[(stream + i) % f->n_streams]);
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 20, 250, 10, "%/year"});
        say(w, ", clock: %s}\n", keeps ? "keeps" : "restarts");
    }
}

static void write_withdrawal_bands(struct writer *w)
{
    int after = 0, n = pick(w, 2, 4);
    uses(w, USES_WITHDRAWAL_BANDS);
    say(w, "    withdrawal: [");
    for (int i = 0; i < n; i++) {
        say(w, "%s{after: %d days, rate: ", i > 0 ? ", " : "", after);
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0, 400, 20, "%/year"});
        say(w, "}");
        after += pick(w, 1, 40);
    }
    say(w, "]\n");
}

static void write_withdrawal(struct writer *w, int stream)
{
    if (!chooses(w, 40, USES_WITHDRAWAL)) {
        return;
    }
    writer_block(w, BLOCK_SUSPENSION, 10 + stream);
    if (WITH_SUSPENSION && happens(w, 50)) {
        write_withdrawal_bands(w);
        return;
    }
    say(w, "    withdrawal: ");
    say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 10, 200, 10, "%/year"});
    say(w, "\n");
}

void write_effort(struct writer *w, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    writer_block(w, BLOCK_EFFORT, stream);
    if (s->pool >= 0) {
        write_hours(w, s);
    }
    write_pressure(w, s);
    writer_block(w, BLOCK_LEAVING, stream);
    if (s->has_patience) {
        uses(w, USES_PATIENCE);
        say(w, "    patience: %d days\n", pick(w, 0, 1) * pick(w, 3, 60));
    }
    if (s->noise != FROZEN) {
        write_transfers(w, f, stream);
        write_withdrawal(w, stream);
    }
}
