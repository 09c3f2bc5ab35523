/* Pools: what they have and how it is divided. */
#include "random/frame.h"

const char *const pool_names[POOLS_MOST] = {"desk", "tower"};
static const char *const rule_words[] = {"shares", "priority", "proportional", "plan", "earliest_deadline"};

double fte_for(const struct frame *f, int pool, int percent)
{
    double hours = 0;
    for (int i = 0; i < f->n_streams; i++) {
        const struct stream_frame *s = &f->streams[i];
        hours += works_in(s, pool) ? (s->level + 0.5 * s->stock) * s->effort : 0;
    }
    return (hours + 60) / 1363 * percent / 100;
}

static int members(const struct frame *f, int pool)
{
    int n = 0;
    for (int i = 0; i < f->n_streams; i++) {
        n += works_in(&f->streams[i], pool);
    }
    return n;
}

static void write_member(struct writer *w, const struct frame *f, int pool, int stream, int n)
{
    const struct stream_frame *s = &f->streams[stream];
    int most = 80 / n;
    writer_block(w, BLOCK_MEMBER, stream + 10 * pool);
    say(w, "      %s: {priority: %d, share: ", stream_names[stream], pick(w, 1, 2));
    say_value(w, MAY_CHANGE, (struct range){"", most / 2, most, 1, "%"});
    say(w, ", plan: ");
    say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0.5 * s->level, 1.5 * s->level + 20, 1, "/year"});
    if (chooses(w, 30, USES_RING_FENCED)) {
        say(w, ", ring_fenced: ");
        say_value(w, MAY_CHANGE, (struct range){"", 5, 20.0 / n, 1, "%"});
    }
    say(w, "}\n");
}

static void write_allocation(struct writer *w)
{
    int first = pick(w, 0, 4), second = pick(w, 0, 4);
    uses(w, USES_SHARES + (unsigned)first);
    say(w, "    allocation: ");
    if (chooses(w, 25, USES_ALLOCATION_DATED)) {
        uses(w, USES_SHARES + (unsigned)second);
        say(w, "{");
        say_date(w, w->opening - 100);
        say(w, ": %s, ", rule_words[first]);
        say_date(w, pick_day(w));
        say(w, ": %s}\n", rule_words[second]);
    } else {
        say(w, "%s\n", rule_words[first]);
    }
}

static void write_pool(struct writer *w, const struct frame *f, int pool)
{
    writer_block(w, BLOCK_POOL, pool);
    double full = fte_for(f, pool, 100);
    int n = members(f, pool);
    say(w, "  %s:\n", pool_names[pool]);
    write_allocation(w);
    if (f->has_heads[pool]) {
        write_staff(w, f, pool);
    } else {
        say(w, "    fte: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0.5 * full, 1.3 * full, 0.01, " fte"});
        say(w, "\n");
    }
    writer_block(w, BLOCK_POOL, 10 + pool);
    if (happens(w, 30)) {
        say(w, "    hours_per_fte: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 1200, 1600, 50, " hours/year"});
        say(w, "\n");
    }
    if (chooses(w, 30, USES_COST)) {
        say(w, "    cost_per_fte: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"EUR ", 60000, 120000, 5000, "/year"});
        say(w, "\n%s", f->has_heads[pool] && happens(w, 50) ? "    external_cost_per_fte: EUR 150000/year\n" : "");
    }
    say(w, n > 0 ? "    streams:\n" : "");
    for (int i = 0; i < f->n_streams; i++) {
        if (works_in(&f->streams[i], pool)) {
            write_member(w, f, pool, i, n);
        }
    }
}

void write_pools(struct writer *w, const struct frame *f)
{
    say(w, f->n_pools > 0 ? "pools:\n" : "");
    for (int i = 0; i < f->n_pools; i++) {
        write_pool(w, f, i);
    }
    write_moves(w, f);
}
