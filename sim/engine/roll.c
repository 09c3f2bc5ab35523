#include "engine/roll.h"

#include <stdlib.h>
#include <string.h>

void roll_reset(struct roll *roll)
{
    roll->n = roll->empty = 0;
    roll->cases = 0;
    roll->most = 0;
    roll->window.from = roll->window.to = 0;
}

/* Room for one more; false without memory. */
static bool room_in(struct replication *rep, int32_t **items, size_t n, size_t *capacity)
{
    if (n < *capacity) return true;
    int32_t *more = state_grow(rep, *items, capacity, sizeof *more);
    if (more) *items = more;
    else rep->failed = true;
    return more != NULL;
}

static bool room_for_cohort(struct replication *rep, struct roll *roll)
{
    if (roll->n == roll->capacity) {
        struct cohort *more = state_grow(rep, roll->cohorts, &roll->capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return false;
        }
        roll->cohorts = more;
    }
    return room_in(rep, &roll->received, roll->n, &roll->received_capacity) && room_in(rep, &roll->listing, roll->n, &roll->listing_capacity);
}

int32_t roll_add(struct replication *rep, struct spot spot, const struct cohort *cohort)
{
    struct roll *roll = roll_of(rep, spot);
    struct window *window = &roll->window;
    if (!room_for_cohort(rep, roll)) return -1;
    const int32_t at = (int32_t)roll->n++;
    roll->cohorts[at] = *cohort;
    roll->received[at] = spot.received;
    roll->listing[at] = -1;
    roll->cases += cohort->count;
    if (cohort->count > roll->most) roll->most = cohort->count;
    if (spot.received < window->from || spot.received >= window->to) return at;
    if (!room_in(rep, &window->later, window->n_later, &window->later_capacity)) return -1;
    window->later[window->n_later++] = at;
    return at;
}

bool roll_is_loose(const struct roll *roll)
{
    enum { FEW = 256 };
    return roll->empty > FEW && 2 * roll->empty > roll->n;
}

void roll_close_up(struct roll *roll, int32_t to[])
{
    size_t n = 0;
    roll->most = 0;
    for (size_t at = 0; at < roll->n; at++) {
        to[at] = -1;
        if (roll->cohorts[at].count == 0) continue;
        if (roll->cohorts[at].count > roll->most) roll->most = roll->cohorts[at].count;
        to[at] = (int32_t)n;
        roll->cohorts[n] = roll->cohorts[at];
        roll->listing[n] = roll->listing[at];
        roll->received[n++] = roll->received[at];
    }
    roll->n = n;
    roll->empty = 0;
    roll->window.from = roll->window.to = 0;
}

/* --- by received day ---------------------------------------------------------------------------------------------------------------- */

/* Collects the places of the window's days, then puts them in the order of the days: twice the places, the second half for sorting. */
static void make_window(struct replication *rep, struct roll *roll, int from)
{
    struct window *w = &roll->window;
    int32_t count[WINDOW] = {0};
    w->from = from;
    w->to = from + WINDOW;
    w->n = w->n_later = 0;
    for (size_t at = 0; at < roll->n; at++) {
        const unsigned day = (unsigned)(roll->received[at] - from);
        if (day >= WINDOW || roll->cohorts[at].count == 0) continue;
        if (!room_in(rep, &w->places, 2 * w->n + 1, &w->capacity)) {
            w->to = w->from;
            return;
        }
        w->places[w->n++] = (int32_t)at;
        count[day]++;
    }
    w->first[0] = 0;
    for (int day = 0; day < WINDOW; day++) {
        w->first[day + 1] = w->first[day] + count[day];
        count[day] = w->first[day];
    }
    if (w->n == 0) return;
    int32_t *const found = w->places + w->n;
    memcpy(found, w->places, w->n * sizeof *found);
    for (size_t i = 0; i < w->n; i++) w->places[count[roll->received[found[i]] - from]++] = found[i];
}

/* The places of the day's cohorts, made by the time of the window and later: copied, as acting on a cohort may add to the roll. */
static size_t places_of_day(struct replication *rep, struct spot spot)
{
    struct roll *roll = roll_of(rep, spot);
    struct window *w = &roll->window;
    size_t n = 0;
    if (spot.received < w->from || spot.received >= w->to) make_window(rep, roll, spot.received);
    if (rep->failed) return 0;
    for (int32_t i = w->first[spot.received - w->from]; i < w->first[spot.received - w->from + 1]; i++) {
        if (!room_in(rep, &rep->found, n, &rep->found_capacity)) return 0;
        rep->found[n++] = w->places[i];
    }
    for (size_t i = 0; i < w->n_later; i++) {
        if (roll->received[w->later[i]] != spot.received) continue;
        if (!room_in(rep, &rep->found, n, &rep->found_capacity)) return 0;
        rep->found[n++] = w->later[i];
    }
    return n;
}

static bool passes(const struct replication *rep, struct spot spot, int32_t at, cohort_filter filter)
{
    const struct cohort *c = cohort_at(rep, spot, at);
    return c->count > 0 && filter(rep, c, spot);
}

void roll_choose_day(struct replication *rep, struct spot spot, struct sharing *sharing, const struct roll_choice *choice)
{
    const size_t n = places_of_day(rep, spot);
    for (size_t i = 0; i < n && sharing->count > 0; i++) {
        const int32_t at = rep->found[i];
        if (!passes(rep, spot, at, choice->filter)) continue;
        const int64_t taken = sharing_next(sharing, cohort_at(rep, spot, at)->count);
        if (taken > 0) choice->act(rep, spot, at, taken, choice->context);
    }
}

int64_t roll_count_day(struct replication *rep, struct spot spot, cohort_filter filter)
{
    const size_t n = places_of_day(rep, spot);
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        if (passes(rep, spot, rep->found[i], filter)) sum += cohort_at(rep, spot, rep->found[i])->count;
    return sum;
}

/* --- among all ------------------------------------------------------------------------------------------------------------------------ */

void roll_choose(struct replication *rep, int32_t lane, struct sharing *sharing, const struct roll_choice *choice)
{
    const int32_t n = (int32_t)rep->lanes[lane].roll.n;
    for (int32_t at = 0; at < n && sharing->count > 0; at++) {
        const struct spot spot = roll_spot(rep, lane, at);
        if (!passes(rep, spot, at, choice->filter)) continue;
        const int64_t taken = sharing_next(sharing, cohort_at(rep, spot, at)->count);
        if (taken > 0) choice->act(rep, spot, at, taken, choice->context);
    }
}

/* One after another, up to a case with a random rank. */
static int32_t pick_by_rank(const struct replication *rep, int32_t lane, struct draw *draw, cohort_filter filter, int64_t of)
{
    int64_t rank = of > 1 ? (int64_t)(draw_uniform(draw) * (double)of) : 0;
    for (int32_t at = 0;; at++) {
        const struct spot spot = roll_spot(rep, lane, at);
        if (!passes(rep, spot, at, filter)) continue;
        if (rank < cohort_at(rep, spot, at)->count) return at;
        rank -= cohort_at(rep, spot, at)->count;
    }
}

static void more_lots(const struct roll *roll, struct roll_lots *lots)
{
    for (int i = 0; i < LOTS; i++) {
        lots->at[i] = (int32_t)draw_below(lots->draw, lots->n);
        __builtin_prefetch(&roll->cohorts[lots->at[i]], 1);
        __builtin_prefetch(&roll->received[lots->at[i]]);
    }
    lots->left = LOTS;
}

struct roll_lots roll_lots_begin(const struct replication *rep, int32_t lane, struct draw *draw)
{
    return (struct roll_lots){.draw = draw, .lane = lane, .n = (int32_t)rep->lanes[lane].roll.n};
}

int32_t roll_pick(const struct replication *rep, struct roll_lots *lots, cohort_filter filter, int64_t of)
{
    enum { FEW = 8 };
    const struct roll *roll = &rep->lanes[lots->lane].roll;
    if (of < FEW * (int64_t)roll->most) return pick_by_rank(rep, lots->lane, lots->draw, filter, of);
    for (;;) {
        if (lots->left == 0) more_lots(roll, lots);
        const int32_t at = lots->at[--lots->left];
        const struct cohort *c = &roll->cohorts[at];
        if (c->count == 0 || !filter(rep, c, (struct spot){lots->lane, roll->received[at]})) continue;
        if (c->count == roll->most || draw_uniform(lots->draw) * roll->most < c->count) return at;
    }
}
