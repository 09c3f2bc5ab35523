/* Pools with heads: who is there, who comes, who goes. */
#include "random/frame.h"

static void write_hiring(struct writer *w, const char *key, int heads)
{
    say(w, "      %s: {", key);
    if (chooses(w, 50, USES_HIRING_PLAN)) {
        say(w, "plan: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0.5, 3, 0.1, " heads/month"});
        say(w, ", vacancies: %d heads", pick(w, 0, 4));
    } else {
        uses(w, USES_HIRING_TARGET);
        say(w, "target: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", heads, heads + 6, 1, " heads"});
    }
    int how = pick(w, 0, 2);
    if (how == 1) {
        uses(w, USES_HIRING_FILL);
        say(w, ", fill: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 10, 90, 5, "%"});
    } else if (how == 2) {
        uses(w, USES_HIRING_RATE);
        say(w, ", rate: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0.3, 2, 0.1, " heads/month"});
    }
    say(w, "}\n");
}

/* Returns the months that training takes, 0 for none. */
static int write_training(struct writer *w)
{
    if (!chooses(w, 75, USES_TRAINING)) {
        return 0;
    }
    int months = pick(w, 1, 5);
    say(w, "      training: {months: %d", months);
    if (chooses(w, 60, USES_PRODUCTIVITY)) {
        say(w, ", productivity: [%d%%, ", pick(w, 0, 20));
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 20, 60, 5, "%"});
        say(w, ", %d%%]", pick(w, 60, 90));
    }
    if (chooses(w, 50, USES_MENTOR)) {
        say(w, ", mentor: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 50, 400, 10, " hours/year"});
    }
    say(w, "}\n");
    return months;
}

static void write_absence(struct writer *w)
{
    if (chooses(w, 40, USES_ABSENCE)) {
        say(w, "      absence: {share: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 2, 12, 1, "%"});
        say(w, ", month_profile: [2, 2, 1, 1, 0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1]");
        if (chooses(w, 60, USES_ABSENCE_SHOCK)) {
            say(w, ", shocks: {flu: {date: ");
            say_date(w, pick_day(w));
            say(w, ", length: %d days, size: %d%%, probability: %d%%}}", pick(w, 10, 50), pick(w, 15, 60), pick(w, 3, 10) * 10);
        }
        say(w, "}\n");
    }
    if (chooses(w, 35, USES_LEAVE)) {
        say(w, "      leave: {hours: %d hours/year, month_profile: [1, 0.7, 0.8, 0.9, 1.2, 0.8, 1.7, 2, 0.7, 0.8, 0.6, 0.8]}\n", pick(w, 50, 250));
    }
    if (chooses(w, 40, USES_OVERTIME)) {
        say(w, "      overtime: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 0, 20, 5, "%"});
        say(w, "\n");
    }
}

static void write_heads(struct writer *w, int experienced, int external, int months)
{
    say(w, "      experienced: %d heads\n      external: %d heads\n", experienced, external);
    if (months > 1 && chooses(w, 60, USES_TRAINEES)) {
        say(w, "      trainees: [{months: 0, heads: %d heads}, {months: %d, heads: %d heads}]\n", pick(w, 1, 4), months - 1, pick(w, 1, 4));
    }
}

void write_staff(struct writer *w, const struct frame *f, int pool)
{
    writer_block(w, BLOCK_STAFF, pool);
    int experienced = pick(w, 3, 15), external = pick(w, 0, 4);
    double share = fte_for(f, pool, pick(w, 60, 130)) / (experienced + external), head = share < 0.02 ? 0.02 : share > 1.9 ? 1.9 : share;
    uses(w, USES_STAFF);
    say(w, "    staff:\n      fte_per_head: %.4f\n", head);
    say(w, happens(w, 50) ? "      external_fte_per_head: %.4f\n" : "", head * pick(w, 6, 10) / 10);
    int months = write_training(w);
    write_heads(w, experienced, external, months);
    if (chooses(w, 80, USES_LEAVING)) {
        say(w, "      leaving: {experienced: ");
        say_value(w, MAY_CHANGE | MAY_VARY, (struct range){"", 10, 120, 10, "%/year"});
        say(w, ", trainees: %d%%/year, external: %d%%/year}\n", pick(w, 0, 200), pick(w, 0, 300));
    }
    if (happens(w, 75)) {
        write_hiring(w, "hiring", experienced);
    }
    if (chooses(w, 40, USES_HIRING_EXTERNAL)) {
        write_hiring(w, "external_hiring", external);
    }
    write_absence(w);
}

/* Moves go between pools with heads only. */
void write_moves(struct writer *w, const struct frame *f)
{
    writer_block(w, BLOCK_MOVES, 0);
    if (f->n_pools < 2 || !f->has_heads[0] || !f->has_heads[1]) {
        return;
    }
    say(w, "staff_moves:\n");
    for (int i = 0; i < 2; i++) {
        int from = pick(w, 0, 1), day = pick_day(w);
        uses(w, USES_MOVE);
        say(w, "  %s: {from: %s, to: %s, date: ", i > 0 ? "again" : "help", pool_names[from], pool_names[1 - from]);
        say_date(w, day);
        say(w, ", heads: ");
        say_value(w, MAY_VARY, (struct range){"", 1, 6, 1, " heads"});
        if (chooses(w, 60, USES_MOVE_BACK)) {
            say(w, ", back: ");
            say_date(w, day + pick(w, 1, 80));
        }
        say(w, ", who: %s}\n", happens(w, 65) ? "experienced" : "external");
    }
}
