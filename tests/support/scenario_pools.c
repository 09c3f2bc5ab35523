#include "support/scenario_text.h"

#include "support/staff_text.h"

static const char *const rule_words[] = {"shares", "priority", "proportional", "plan", "earliest_deadline"};

static void put_member(FILE *out, const struct frame *f, int pool, int stream, int n_members)
{
    struct dice dice = dice_for(f->seed, BLOCK_POOL, 10 + stream);
    const struct range share = {"", 1, 80 / n_members, "%", 0}, ring = {"", 1, 20 / n_members, "%", 0};
    fprintf(out, "      %s: {priority: %d, share: ", name_of(f, scenario_names.streams[stream]).text,
            1 + (stream + pool + (int)(f->seed % 4)) % 4);
    put_quantity(out, &dice, f, DATED, &share);
    fprintf(out, ", plan: ");
    put_quantity(out, &dice, f, ANY, &(struct range){"", 5, 2 * f->streams[stream].level, "/year", 0});
    if (dice_happens(&dice, 30)) {
        fprintf(out, ", ring_fenced: ");
        put_quantity(out, &dice, f, DATED, &ring);
    }
    fprintf(out, "}\n");
}

double staff_factor(const struct frame *f)
{
    return f->variant.staff > 0 ? f->variant.staff : 1;
}

/* Staff for `percent` of what comes in. */
static double staff(const struct frame *f, int pool, int percent)
{
    double hours = 0;
    for (int i = 0; i < f->n_streams; i++)
        hours += f->streams[i].pool == pool ? f->streams[i].level * f->streams[i].effort : 0;
    return (hours + 100) / 1363 * percent / 100 * staff_factor(f);
}

static void put_allocation(FILE *out, struct dice *dice, const struct frame *f)
{
    const char *const rule = rule_words[dice_pick(dice, 0, 4)], *const other = rule_words[dice_pick(dice, 0, 4)];
    const int day = dice_pick(dice, f->opening + 1, f->horizon);
    if (dice_happens(dice, 40))
        fprintf(out, "    allocation: {%s: %s, %s: %s}\n", date_of(f->opening - 100).text, rule, date_of(day).text,
                other);
    else
        fprintf(out, "    allocation: %s\n", rule);
}

/* In scenarios whose scale is asked for there are no heads: whole numbers do not scale. */
bool has_heads(const struct frame *f, int pool)
{
    struct dice dice = dice_for(f->seed, BLOCK_STAFF, pool);
    return f->variant.scale <= 0 && dice_happens(&dice, 40);
}

static struct staff_text staff_text_of(const struct frame *f, int pool)
{
    struct dice dice = dice_for(f->seed, BLOCK_STAFF, 10 + pool);
    const double factor = staff_factor(f);
    return (struct staff_text){dice_bits(&dice), f->opening, f->horizon, staff(f, pool, dice_pick(&dice, 60, 150)) / factor,
                               factor};
}

static void put_fte(FILE *out, struct dice *dice, const struct frame *f, int pool)
{
    const double first = staff(f, pool, dice_pick(dice, 40, 130));
    const int day = dice_pick(dice, f->opening + 1, f->horizon);
    const double second = staff(f, pool, dice_pick(dice, 40, 130));
    const struct staff_text text = staff_text_of(f, pool);
    if (has_heads(f, pool))
        staff_text_write(out, &text);
    else
        fprintf(out, "    fte: {%s: %.2f fte, %s: %.2f fte}\n", date_of(f->opening - 30).text, first, date_of(day).text,
                second);
}

static void put_moves(FILE *out, const struct frame *f)
{
    struct name names[POOLS_MOST];
    const char *pools[POOLS_MOST];
    const struct staff_text text = staff_text_of(f, POOLS_MOST);
    for (int i = 0; i < POOLS_MOST; i++) {
        names[i] = name_of(f, scenario_names.pools[i]);
        pools[i] = names[i].text;
        if (i >= f->n_pools || !has_heads(f, i))
            return;
    }
    moves_text_write(out, &text, POOLS_MOST, pools, f->variant.permuted);
}

static void put_pool(FILE *out, const struct frame *f, int pool)
{
    struct dice dice = dice_for(f->seed, BLOCK_POOL, pool);
    int n_members = 0;
    for (int i = 0; i < f->n_streams; i++)
        n_members += f->streams[i].pool == pool;
    put_key(out, f, scenario_names.pools[pool]);
    put_fte(out, &dice, f, pool);
    if (dice_happens(&dice, 30)) {
        fprintf(out, "    hours_per_fte: ");
        put_quantity(out, &dice, f, ANY, &(struct range){"", 1200, 1600, " hours/year", 0});
        fprintf(out, "\n");
    }
    put_allocation(out, &dice, f);
    if (n_members > 0)
        fprintf(out, "    streams:\n");
    for (int i = 0; i < f->n_streams; i++) {
        const int stream = place_of(f, i, f->n_streams);
        if (f->streams[stream].pool == pool)
            put_member(out, f, pool, stream, n_members);
    }
}

void put_pools(FILE *out, const struct frame *f)
{
    if (f->n_pools > 0)
        fprintf(out, "pools:\n");
    for (int i = 0; i < f->n_pools; i++)
        put_pool(out, f, place_of(f, i, f->n_pools));
    put_moves(out, f);
}
