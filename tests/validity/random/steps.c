/* Streams with steps. */
#include "random/frame.h"

static const char *const step_names[STEPS_OF_A_STREAM] = {"intake", "hearing", "decision"};

bool works_in(const struct stream_frame *s, int pool)
{
    bool works = s->n_steps == 0 && s->pool == pool;
    for (int i = 0; i < s->n_steps; i++) {
        works = works || s->step_pools[i] == pool;
    }
    return works;
}

void frame_steps(struct writer *w, struct stream_frame *s, int n_pools)
{
    if (!WITH_STEPS || !happens(w, 40)) {
        return;
    }
    s->n_steps = pick(w, 2, STEPS_OF_A_STREAM);
    s->has_patience = false;
    s->pool = -1;
    for (int i = 0; i < s->n_steps; i++) {
        bool pooled = n_pools > 0 && s->noise != FROZEN && happens(w, 75);
        s->step_pools[i] = pooled ? pick(w, 0, n_pools - 1) : -1;
        s->pool = pooled ? s->step_pools[i] : s->pool;
    }
}

static int steps_with_a_pool(const struct stream_frame *s)
{
    int n = 0;
    for (int i = 0; i < s->n_steps; i++) {
        n += s->step_pools[i] >= 0;
    }
    return n;
}

/* Shares of the effort that add up to 100%. */
static int effort_share(struct writer *w, int *left, int *steps)
{
    int share = *steps == 1 ? *left : pick(w, 20, *left - 20 * (*steps - 1));
    *left -= share;
    *steps -= 1;
    return share;
}

static void write_stops(struct writer *w)
{
    int from = pick_day(w);
    uses(w, USES_STEP_STOP);
    say(w, "        stops: [{from: ");
    say_date(w, from);
    say(w, ", until: ");
    say_date(w, from + pick(w, 0, 30));
    say(w, "}]\n");
}

static void write_step(struct writer *w, const struct stream_frame *s, int i, int share)
{
    double full = s->level + 0.7 * s->stock + 20;
    say(w, "      %s:\n", step_names[i]);
    if (s->step_pools[i] >= 0) {
        say(w, "        pool: %s\n        effort_share: %d%%\n", pool_names[s->step_pools[i]], share);
    } else {
        uses(w, USES_STEP_CAPACITY);
        say(w, "        capacity: ");
        say_value(w, MAY_CHANGE, (struct range){"", 0.5 * full, 1.5 * full, 1, "/year"});
        say(w, "\n");
    }
    if (s->noise == FROZEN ? happens(w, 40) : chooses(w, 60, USES_STEP_DELAY)) {
        say(w, "        delay: ");
        if (s->noise == FROZEN) {
            say(w, "{fixed: %d days}", pick(w, 0, 12));
        } else {
            say_delay(w, pick(w, 1, 15));
        }
        say(w, "\n");
        say_delay_scale(w, "        ", s->noise == FROZEN);
    }
    say(w, "        order: ");
    say_mix(w, s->has_notices);
    say(w, "\n");
    if (happens(w, 25)) {
        write_stops(w);
    }
}

void write_steps(struct writer *w, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    int left = 100, pooled = steps_with_a_pool(s);
    writer_block(w, BLOCK_STEPS, stream);
    uses(w, USES_STEPS);
    if (pooled > 1 && s->step_pools[0] == s->step_pools[1]) {
        uses(w, USES_STEP_SAME_POOL);
    }
    say(w, "    steps:\n");
    for (int i = 0; i < s->n_steps; i++) {
        write_step(w, s, i, s->step_pools[i] >= 0 ? effort_share(w, &left, &pooled) : 0);
    }
    if (chooses(w, 35, USES_STEP_EARLIER_FIRST)) {
        say(w, "    step_order: earlier_first\n");
    }
}

/* Of the opening stock. */
void write_opening_steps(struct writer *w, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    int left = 100, steps = s->n_steps;
    writer_block(w, BLOCK_STEPS, 10 + stream);
    if (s->n_steps == 0 || !chooses(w, 60, USES_STEP_OPENING)) {
        return;
    }
    say(w, "      steps: {");
    for (int i = 0; i < s->n_steps; i++) {
        say(w, "%s%s: %d%%", i > 0 ? ", " : "", step_names[i], effort_share(w, &left, &steps));
    }
    say(w, "}\n");
}
