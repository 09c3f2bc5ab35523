/* Links: what happens in one stream and brings cases to another. */
#include "random/frame.h"

/* The event's place among the mechanisms; only events that the stream can have. */
static enum mechanism pick_event(struct writer *w, const struct stream_frame *s)
{
    if (s->has_patience && happens(w, 50)) {
        return USES_LINK_LOST;
    }
    for (;;) {
        enum mechanism event = USES_LINK_RECEIVED + (unsigned)pick(w, 0, 7);
        bool late = event == USES_LINK_NOTICE || event == USES_LINK_APPEAL || event == USES_LINK_ORDER;
        if (!(late && !s->has_notices) && !(event == USES_LINK_OUTCOME && s->n_outcomes == 0) &&
            !(event == USES_LINK_LOST && !s->has_patience)) {
            return event;
        }
    }
}

static void say_event(struct writer *w, const struct stream_frame *s, enum mechanism event)
{
    static const char *const words[] = {"received", "decision", "", "notice", "late_appeal", "court_order", "withdrawal", "lost"};
    uses(w, event);
    say(w, "%s", event == USES_LINK_OUTCOME ? outcome_names[pick(w, 0, s->n_outcomes - 1)] : words[event - USES_LINK_RECEIVED]);
}

static void write_link(struct writer *w, const struct frame *f, int link)
{
    static const char *const names[] = {"first", "second", "third"};
    writer_block(w, BLOCK_LINK, link);
    int from = pick(w, 0, f->n_streams - 1), to = pick(w, 0, f->n_streams - 1);
    const struct stream_frame *s = &f->streams[from];
    enum mechanism event = pick_event(w, s);
    int most = event == USES_LINK_RECEIVED ? 30 : event == USES_LINK_DECISION || event == USES_LINK_LOST ? 50 : 90;
    say(w, "  %s: {from: %s, to: %s, event: ", names[link], stream_names[from], stream_names[to]);
    say_event(w, s, event);
    if (happens(w, 50)) {
        uses(w, USES_LINK_SHARE);
        say(w, ", share: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", most / 2, most, 1, "%"});
    } else {
        uses(w, USES_LINK_MEAN);
        say(w, ", mean: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", most / 200.0, most / 100.0, 0.01, ""});
    }
    if (s->has_pressure && chooses(w, 70, USES_LINK_PRESSURE)) {
        say(w, ", under_pressure: %.1f", pick(w, 0, 20) / 10.0);
    }
    say(w, ", after: ");
    say_days(w, pick(w, 1, 25));
    say(w, "}\n");
}

static void write_calls(struct writer *w, const struct frame *f)
{
    writer_block(w, BLOCK_LINK, 10);
    if (!chooses(w, 30, USES_LINK_OPEN)) {
        return;
    }
    int from = pick(w, 0, f->n_streams - 1);
    say(w, "  calls: {from: %s, to: %s, event: open, mean: ", stream_names[from], stream_names[pick(w, 0, f->n_streams - 1)]);
    say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0.3, 2, 0.1, ""});
    say(w, "%s}\n", f->streams[from].has_pressure && chooses(w, 60, USES_LINK_PRESSURE) ? ", under_pressure: 2" : "");
}

void write_links(struct writer *w, const struct frame *f)
{
    writer_block(w, BLOCK_LINK, 20);
    int n = happens(w, 70) ? pick(w, 1, 3) : 0;
    say(w, "links:\n");
    for (int i = 0; i < n; i++) {
        write_link(w, f, i);
    }
    write_calls(w, f);
}
