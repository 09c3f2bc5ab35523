#include "support/scenario_text.h"

static const char *const class_names[CLASSES_MOST] = {"small", "large", "odd"};
static const char *const order_words[] = {"oldest", "newest", "random", "earliest_deadline", "noticed"};
enum { WORDS = sizeof order_words / sizeof order_words[0] };

static void put_outcomes(FILE *out, struct dice *dice, int n)
{
    int left = 100;
    fprintf(out, "outcomes: {");
    for (int i = 0; i < n; i++) {
        const int share = i + 1 == n ? left : dice_pick(dice, 1, left - (n - i));
        const bool uncertain = dice_happens(dice, 15);
        left -= share;
        fprintf(out, "%s: ", scenario_names.outcomes[i]);
        if (uncertain)
            fprintf(out, "{share: {value: %d%%, uncertain: {uniform: 30%%}}}", share);
        else if (dice_happens(dice, 40))
            fprintf(out, "{share: %d%%, effort: %.1f}", share, dice_pick(dice, 1, 25) / 10.0);
        else
            fprintf(out, "%d%%", share);
        fprintf(out, "%s", i + 1 < n ? ", " : "}");
    }
}

static void put_classes(FILE *out, struct dice *dice, const struct frame *f, const struct stream_frame *s)
{
    int left = 100;
    if (s->n_classes > 0)
        fprintf(out, "    classes:\n");
    else if (f->variant.split)
        fprintf(out, "    classes: {left: {share: 50%%}, right: {share: 50%%}}\n");
    for (int i = 0; i < s->n_classes; i++) {
        const int share = i + 1 == s->n_classes ? left : dice_pick(dice, 1, left - (s->n_classes - i));
        left -= share;
        fprintf(out, "      %s: {share: %d%%, priority: %d, notice: %.1f, effort: ", class_names[i], share,
                dice_pick(dice, 0, 1), dice_pick(dice, 0, 20) / 10.0);
        put_quantity(out, dice, f, ANY, &(struct range){"", 1, s->effort, " hours", 0});
        if (s->n_outcomes > 0 && dice_happens(dice, 40)) {
            fprintf(out, ", ");
            put_outcomes(out, dice, s->n_outcomes);
        }
        fprintf(out, "}\n");
    }
}

static void put_mix(FILE *out, struct dice *dice, const struct frame *f)
{
    const int n = dice_pick(dice, 1, 3), first = dice_pick(dice, 0, WORDS - 1), step = dice_pick(dice, 1, WORDS - 1);
    int left = 100;
    if (n == 1) {
        fprintf(out, "%s", order_words[first]);
        return;
    }
    fprintf(out, "[");
    for (int i = 0; i < n; i++) {
        const int share = i + 1 == n ? left : dice_pick(dice, 1, left - (n - i));
        left -= share;
        fprintf(out, "{%s: ", order_words[(first + i * step) % WORDS]);
        put_quantity(out, dice, f, UNCERTAIN, &(struct range){"", share, share, "%", 0});
        fprintf(out, "}%s", i + 1 < n ? ", " : "]");
    }
}

static void put_order(FILE *out, struct dice *dice, const struct frame *f)
{
    fprintf(out, "    order: ");
    if (dice_happens(dice, 30)) {
        fprintf(out, "{%s: ", date_of(f->opening - 50).text);
        put_mix(out, dice, f);
        fprintf(out, ", %s: ", date_of(dice_pick(dice, f->opening + 1, f->horizon)).text);
        put_mix(out, dice, f);
        fprintf(out, "}\n");
    } else {
        put_mix(out, dice, f);
        fprintf(out, "\n");
    }
}

void put_work(FILE *out, struct dice *dice, const struct frame *f, int stream)
{
    const struct stream_frame *s = &f->streams[stream];
    fprintf(out, "    effort: ");
    put_quantity(out, dice, f, ANY, &(struct range){"", 1, s->effort, " hours", 0});
    fprintf(out, "\n    effort_shape: %.1f\n", dice_pick(dice, 3, 60) / 10.0);
    if (s->n_outcomes > 0) {
        fprintf(out, "    ");
        put_outcomes(out, dice, s->n_outcomes);
        fprintf(out, "\n");
    }
    put_classes(out, dice, f, s);
    if (s->pool >= 0) {
        fprintf(out, "    pool: %s\n", name_of(f, scenario_names.pools[s->pool]).text);
    } else {
        const struct range range = {"", s->level / 2, s->level * 3 / 2, "/year", staff_factor(f)};
        fprintf(out, "    capacity: ");
        put_quantity(out, dice, f, ANY, &range);
        fprintf(out, "\n");
    }
    if (dice_happens(dice, 85))
        put_order(out, dice, f);
}

/* Effort that changes, patience: each now and then, of its own chance; those that do nothing where the variant asks for
 * them. */
void put_effort(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_EFFORT, stream);
    const struct stream_frame *s = &f->streams[stream];
    const bool idle = f->variant.idle_effort, steady = f->variant.steady;
    const bool drifts = dice_happens(&dice, 20), changes = dice_happens(&dice, 20), batches = dice_happens(&dice, 20);
    const bool presses = dice_happens(&dice, 25), leaves = dice_happens(&dice, 20);
    if (drifts) {
        fprintf(out, "    effort_drift: ");
        put_quantity(out, &dice, f, ANY, &(struct range){"", -40, 60, "%/year", 0});
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
                date_of(some_day(&dice, f)).text, dice_pick(&dice, 0, 9), date_of(f->opening - 40).text,
                date_of(f->horizon - 20).text, dice_pick(&dice, 4, 9), s->n_outcomes > 0 ? ", outcome: grant" : "");
    if (batches && !steady) {
        fprintf(out, "    batch: {size: %d cases, gain: ", dice_pick(&dice, 1, 200));
        put_quantity(out, &dice, f, ANY, &(struct range){"", 5, 70, "%", 0});
        fprintf(out, "}\n");
    } else if (idle) {
        fprintf(out, "    batch: {size: 5 cases, gain: 0%%}\n");
    }
    if (presses && !steady)
        fprintf(out, "    pressure: {from: %d days, full: %d days, effort: 0.%d}\n", dice_pick(&dice, 0, 60),
                dice_pick(&dice, 61, 400), dice_pick(&dice, 3, 9));
    else if (idle)
        fprintf(out, "    pressure: {from: 1 days, full: 2 days}\n");
    if (leaves)
        fprintf(out, "    patience: %d days\n", dice_pick(&dice, 0, 1) * dice_pick(&dice, 1, 40));
}
