#include "engine/roll.h"

#include <string.h>

static void forget_lists(const struct replication *rep, struct roll *roll)
{
    memset(roll->first, 0xff, (size_t)rep->model->days * sizeof *roll->first);
    memset(roll->by_clock, 0xff, (size_t)rep->model->days * sizeof *roll->by_clock);
}

void roll_reset(const struct replication *rep, struct roll *roll)
{
    roll->n = roll->empty = 0;
    roll->cases = 0;
    roll->most = 0;
    forget_lists(rep, roll);
}

static void link_cohort(const struct replication *rep, struct roll *roll, int32_t at)
{
    struct cohort *c = &roll->cohorts[at];
    const struct cohort_key *key = key_of_cohort(rep, c);
    c->next = roll->first[c->received];
    roll->first[c->received] = at;
    if (!key_foreign(key, c->received)) return;
    c->next_by_clock = roll->by_clock[key->clock];
    roll->by_clock[key->clock] = at;
}

int32_t roll_add(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count)
{
    struct roll *roll = roll_of(rep, spot);
    const int32_t place = place_of_key(rep, key);
    struct cohort *more = roll->n < roll->capacity ? roll->cohorts : state_grow(rep, roll->cohorts, &roll->capacity, sizeof *more);
    if (more) roll->cohorts = more;
    else rep->failed = true;
    if (rep->failed) return -1;
    const int32_t at = (int32_t)roll->n++;
    roll->cohorts[at] = (struct cohort){.count = count, .key = place, .received = spot.received};
    roll->cases += count;
    if (count > roll->most) roll->most = count;
    link_cohort(rep, roll, at);
    return at;
}

bool roll_is_loose(const struct roll *roll)
{
    enum { FEW = 256 };
    return roll->empty > FEW && 2 * roll->empty > roll->n;
}

void roll_close_up(const struct replication *rep, struct roll *roll, int32_t to[])
{
    const size_t all = roll->n;
    forget_lists(rep, roll);
    roll->n = roll->empty = 0;
    roll->most = 0;
    for (size_t at = 0; at < all; at++) {
        to[at] = -1;
        if (roll->cohorts[at].count == 0) continue;
        to[at] = (int32_t)roll->n++;
        roll->cohorts[to[at]] = roll->cohorts[at];
        if (roll->cohorts[at].count > roll->most) roll->most = roll->cohorts[at].count;
        link_cohort(rep, roll, to[at]);
    }
}

static bool passes(const struct replication *rep, struct spot spot, int32_t at, cohort_filter filter)
{
    const struct cohort *c = cohort_at(rep, spot, at);
    return c->count > 0 && filter(rep, key_of_cohort(rep, c), spot);
}

static void choose(struct replication *rep, struct spot spot, int32_t at, struct sharing *sharing, const struct roll_choice *choice)
{
    if (!passes(rep, spot, at, choice->filter)) return;
    const int64_t taken = sharing_next(sharing, cohort_at(rep, spot, at)->count);
    if (taken > 0) choice->act(rep, spot, at, taken, choice->context);
}

void roll_choose_day(struct replication *rep, struct spot spot, struct sharing *sharing, const struct roll_choice *choice)
{
    for (int32_t at = roll_of(rep, spot)->first[spot.received]; at >= 0 && sharing->count > 0; at = cohort_at(rep, spot, at)->next)
        choose(rep, spot, at, sharing, choice);
}

int32_t roll_pick(const struct replication *rep, int32_t lane, struct draw *draw, cohort_filter filter)
{
    const struct roll *roll = &rep->lanes[lane].roll;
    for (;;) {
        const int32_t at = (int32_t)draw_below(draw, (int64_t)roll->n);
        if (passes(rep, roll_spot(rep, lane, at), at, filter) && draw_below(draw, roll->most) < roll->cohorts[at].count) return at;
    }
}

void roll_pass(struct replication *rep, int32_t lane, struct sharing *sharing, const struct roll_choice *choice)
{
    for (int32_t at = 0, n = (int32_t)rep->lanes[lane].roll.n; at < n && sharing->count > 0; at++) choose(rep, roll_spot(rep, lane, at), at, sharing, choice);
}

void roll_choose(struct replication *rep, int32_t lane, struct sharing *sharing, const struct roll_choice *choice)
{
    if (!roll_pays_to_pick(&rep->lanes[lane].roll, sharing->of, sharing->count)) {
        roll_pass(rep, lane, sharing, choice);
        return;
    }
    for (; sharing->count > 0; sharing->count--) {
        const int32_t at = roll_pick(rep, lane, sharing->draw, choice->filter);
        choice->act(rep, roll_spot(rep, lane, at), at, 1, choice->context);
    }
}
