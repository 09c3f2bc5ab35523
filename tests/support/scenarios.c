#include "support/scenarios.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "support/load_text.h"
#include "support/scenario_text.h"

struct dice dice_for(uint64_t seed, int block, int index)
{
    struct dice dice = {seed * 1000003 + (uint64_t)(block * 100 + index)};
    dice.state = dice_bits(&dice);
    return dice;
}

/* ---- the frame ---- */

static struct stream_frame stream_frame(struct dice *dice, int n_pools)
{
    struct stream_frame s = {.level = dice_pick(dice, 20, 500), .effort = dice_pick(dice, 2, 12)};
    s.pool = dice_happens(dice, 75) ? dice_pick(dice, 0, n_pools) - 1 : n_pools - 1;
    s.has_period = dice_happens(dice, 85);
    s.has_notices = s.has_period && dice_happens(dice, 80);
    s.n_outcomes = dice_pick(dice, 0, OUTCOMES);
    s.n_classes = dice_pick(dice, 0, 1) * dice_pick(dice, 1, CLASSES_MOST);
    return s;
}

static struct frame make_frame(uint64_t seed, const struct scenario_variant *variant)
{
    struct dice dice = dice_for(seed, BLOCK_FRAME, 0);
    struct frame f = {.seed = seed, .variant = variant ? *variant : (struct scenario_variant){0}};
    f.opening = day_from_date((struct civil_date){2019, 1, 1}) + dice_pick(&dice, 0, 3286);
    f.horizon = f.opening + dice_pick(&dice, 90, 456);
    f.n_streams = dice_pick(&dice, 1, STREAMS_MOST);
    f.n_pools = dice_pick(&dice, 0, POOLS_MOST);
    f.n_factors = dice_pick(&dice, 0, FACTORS);
    f.n_links = dice_pick(&dice, 0, LINKS_MOST) * !f.variant.alone;
    for (int i = 0; i < f.n_streams; i++)
        f.streams[i] = stream_frame(&dice, f.n_pools);
    for (int i = 0; i < f.n_links; i++)
        f.links[i] = (struct link_frame){dice_pick(&dice, 0, f.n_streams - 1), dice_pick(&dice, 0, f.n_streams - 1)};
    return f;
}

int place_of(const struct frame *f, int i, int n)
{
    return f->variant.permuted ? n - 1 - i : i;
}

/* ---- the whole ---- */

static void put_head(FILE *out, const struct frame *f)
{
    struct dice dice = dice_for(f->seed, BLOCK_HEAD, 0);
    static const double scales[] = {1, 1, 1, 0.5, 2, 1.37};
    const double drawn = scales[dice_pick(&dice, 0, 5)], scale = f->variant.scale > 0 ? f->variant.scale : drawn;
    fprintf(out, "name: random\nopening_date: %s\nhorizon: %s\n", date_of(f->opening).text, date_of(f->horizon).text);
    if (scale < 1 || scale > 1)
        fprintf(out, "scale: %g\n", scale);
    if (dice_happens(&dice, 30))
        fprintf(out, "calendar: {holidays_off: no, days_off: [%s]}\n", date_of(some_day(&dice, f)).text);
    if (f->n_factors > 0)
        fprintf(out, "factors:\n");
    for (int i = 0; i < f->n_factors; i++)
        fprintf(out, "  %s: {}\n", scenario_names.factors[place_of(f, i, f->n_factors)]);
    put_regimes(out, f);
}

static void put_all(FILE *out, const struct frame *f)
{
    put_head(out, f);
    put_pools(out, f);
    put_streams(out, f);
    put_links(out, f);
    if (f->variant.idle_rules || f->variant.live_rules)
        put_contingent(out, f);
}

char *scenario_write(uint64_t seed, const struct scenario_variant *variant)
{
    const struct frame f = make_frame(seed, variant);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    put_all(out, &f);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

struct scenario *scenario_random(uint64_t seed, const struct scenario_variant *variant)
{
    char *yaml = scenario_write(seed, variant);
    struct scenario *scenario = scenario_of_text(yaml);
    free(yaml);
    return scenario;
}

bool scenario_is_sanitized(void)
{
#ifdef TERMIJN_SANITIZED
    return true;
#else
    return getenv("TERMIJN_SANITIZED") != NULL;
#endif
}
