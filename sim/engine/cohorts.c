#include "engine/cohorts.h"

#include <string.h>

#include "engine/lane.h"
#include "engine/meter.h"

bool places_add(struct replication *rep, struct places *places, struct spot spot, int32_t at)
{
    if (places->n == places->capacity) {
        struct place_on_shelf *more = state_grow(places->items, &places->capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return false;
        }
        places->items = more;
    }
    places->items[places->n++] = (struct place_on_shelf){spot, at};
    return true;
}

static void count_layers(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count)
{
    struct lane *lane = &rep->lanes[spot.lane];
    const bool workable = key->ready == LONG_AGO;
    lane_add(lane, workable ? SPARSE_WORK : SPARSE_DELAY, spot.received, count);
    if (key->overdue && key->stage == STAGE_NONE) lane_add(lane, SPARSE_OVERDUE, spot.received, count);
    if (key->appealable) lane_add(lane, APPEALABLE, spot.received, count);
    if (key->notice != NO_DAY && workable) lane->noticed_work += count;
    if (key->stage == STAGE_ORDERED && workable) lane->ordered_work += count;
    if (key->overdue) lane->late += count;
    lane->received_sum += (int64_t)count * day_of(rep, spot.received);
    if (count > 0 && spot.received < lane->lowest) lane->lowest = spot.received;
}

/* --- agenda ---------------------------------------------------------------------------------------------------------------------- */

static void agenda_add(struct replication *rep, enum phase phase, int day, struct spot spot, int32_t at)
{
    if (phase == PHASE_MORNING && day <= rep->today) day = rep->today + 1;
    if (day < 0) day = 0;
    if (day <= rep->model->horizon) places_add(rep, &rep->agenda[phase][day], spot, at);
}

void agenda_run(struct replication *rep, enum phase phase, void (*act)(struct replication *rep, struct spot spot, int32_t at))
{
    enum { AHEAD = 8 };
    struct places *places = &rep->agenda[phase][rep->today];
    for (size_t i = 0; i < places->n; i++) {
        /* The places lie far apart in memory: ask for those to come. */
        if (i + AHEAD < places->n) {
            const struct place_on_shelf *next = &places->items[i + AHEAD];
            __builtin_prefetch(&shelf_at(rep, next->spot)->cohorts[next->at]);
        }
        act(rep, places->items[i].spot, places->items[i].at);
    }
    places->n = 0;
}

void cohort_schedule(struct replication *rep, struct spot spot, int32_t at)
{
    const struct stream_state *s = stream_at(rep, spot);
    const struct cohort_key *key = &shelf_at(rep, spot)->cohorts[at].key;
    const struct running *judicial = &key->judicial;
    if (key->ready != LONG_AGO) agenda_add(rep, PHASE_MORNING, key->ready, spot, at);
    if (s->model->has_period && !key->overdue) agenda_add(rep, PHASE_MORNING, deadline_of(s, key) + 1, spot, at);
    if (key->stage == STAGE_NOTICED && !key->appealable) agenda_add(rep, PHASE_MORNING, key->notice + APPEAL_AFTER, spot, at);
    if (key->stage == STAGE_APPEALED) agenda_add(rep, PHASE_COURT, key->due, spot, at);
    if (judicial->regime >= 0 && !judicial->paused && s->model->lateness.further_appeal.peak > 0)
        agenda_add(rep, PHASE_APPEAL, judicial->start + s->judicial[judicial->regime].days, spot, at);
}

/* --- places of cohorts with a clock of their own, and by term end or notice day for noticed-first work ---------------------------- */

static void enter_lists(struct replication *rep, struct spot spot, int32_t at)
{
    struct stream_state *s = stream_at(rep, spot);
    struct lane *lane = &rep->lanes[spot.lane];
    const struct cohort_key *key = &lane->shelf[spot.received].cohorts[at].key;
    if (key->clock != spot.received) places_add(rep, &s->foreign, spot, at);
    if (!lane->by_notice || key->notice == NO_DAY) return;
    const bool ordered = key->stage == STAGE_ORDERED;
    const int bucket = mark_bucket(rep, ordered ? key->due : key->notice);
    int *first = ordered ? &lane->first_term : &lane->first_notice;
    if (bucket < *first) *first = bucket;
    places_add(rep, ordered ? &lane->by_term[bucket] : &lane->by_notice[bucket], spot, at);
}

/* --- shelves --------------------------------------------------------------------------------------------------------------------- */

/* A free place, or -1 without memory. */
static int32_t shelf_place(struct replication *rep, struct shelf *shelf)
{
    if (shelf->free >= 0) {
        const int32_t at = shelf->free;
        shelf->free = shelf->cohorts[at].key.due;
        return at;
    }
    if (shelf->n == shelf->capacity) {
        size_t capacity = shelf->capacity ? (size_t)shelf->capacity : 2;
        struct cohort *more = state_grow(shelf->cohorts, &capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return -1;
        }
        shelf->cohorts = more;
        shelf->capacity = (int32_t)capacity;
    }
    return shelf->n++;
}

/* The cohort with this key, or -1. On a shelf with few cohorts most are single cases that differ in some date: only the last places are worth a
 * look. On a crowded one all are read, so that the number of cohorts stays bounded by that of the keys. */
static int32_t shelf_find(const struct shelf *shelf, const struct cohort_key *key)
{
    enum { CROWDED = 256, LATEST = 3 };
    const int32_t from = shelf->n > CROWDED || shelf->n < LATEST ? 0 : shelf->n - LATEST;
    for (int32_t at = shelf->n - 1; at >= from; at--)
        if (shelf->cohorts[at].count > 0 && memcmp(&shelf->cohorts[at].key, key, sizeof *key) == 0) return at;
    return -1;
}

void cohort_put(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count)
{
    struct shelf *shelf = shelf_at(rep, spot);
    int32_t at = shelf_find(shelf, key);
    count_layers(rep, spot, key, count);
    if (at >= 0) shelf->cohorts[at].count += count;
    else {
        at = shelf_place(rep, shelf);
        if (at < 0) return;
        shelf->cohorts[at] = (struct cohort){*key, count};
        enter_lists(rep, spot, at);
        cohort_schedule(rep, spot, at);
    }
    if (shelf->cohorts[at].count > shelf->most) shelf->most = shelf->cohorts[at].count;
}

void cohort_remove(struct replication *rep, struct spot spot, int32_t at, int32_t count)
{
    struct shelf *shelf = shelf_at(rep, spot);
    struct cohort *c = &shelf->cohorts[at];
    count_layers(rep, spot, &c->key, -count);
    c->count -= count;
    if (c->count > 0) return;
    c->key.due = shelf->free;
    shelf->free = at;
}

void cohort_move(struct replication *rep, struct spot spot, int32_t at, int32_t count, const struct cohort_key *key)
{
    cohort_remove(rep, spot, at, count);
    cohort_put(rep, spot, key, count);
}

/* One case, by trying places at random: a place is taken with chance in proportion to its count. -1 when that may take long. */
static int32_t place_by_trial(const struct shelf *shelf, struct spot spot, const struct sharing *sharing, cohort_filter filter)
{
    if ((int64_t)shelf->n * shelf->most > 6 * sharing->of || shelf->n < 8) return -1;
    for (;;) {
        const double u = draw_uniform(sharing->draw) * shelf->n;
        const int32_t at = (int32_t)u;
        const struct cohort *c = &shelf->cohorts[at];
        if ((u - at) * shelf->most < c->count && filter(&c->key, spot)) return at;
    }
}

void shelf_choose(struct replication *rep, struct spot spot, struct sharing *sharing, const struct shelf_choice *choice)
{
    const struct shelf *shelf = shelf_at(rep, spot);
    if (sharing->count == 1) {
        const int32_t at = place_by_trial(shelf, spot, sharing, choice->filter);
        if (at >= 0) {
            choice->act(rep, spot, at, 1, choice->context);
            sharing->count = 0;
            return;
        }
    }
    const int32_t n = shelf->n;
    for (int32_t at = 0; at < n && sharing->count > 0; at++) {
        if (shelf->cohorts[at].count == 0 || !choice->filter(&shelf->cohorts[at].key, spot)) continue;
        const int64_t taken = sharing_next(sharing, shelf->cohorts[at].count);
        if (taken > 0) choice->act(rep, spot, at, taken, choice->context);
    }
}

/* --- what follows from the calendar ---------------------------------------------------------------------------------------------- */

void key_forget_notice(const struct stream_state *s, struct cohort_key *key)
{
    struct running *administrative = &key->administrative;
    if (administrative->regime >= 0) {
        const struct meter *meter = &s->administrative[administrative->regime];
        if (meter_days(meter, administrative) == meter->days) *administrative = (struct running){.regime = -1};
    }
    const bool matters = s->model->uses_noticed || administrative->regime >= 0 || (key->stage == STAGE_NOTICED && !key->appealable);
    if (key->notice != NO_DAY && !matters) key->notice = LONG_AGO;
}

/* A penalty pauses while the case is not overdue, and goes on where it was. `earliest` is the first day on which it may run. */
static void refresh_running(struct replication *rep, struct running *running, struct meter *meters, int earliest, bool overdue, int32_t count)
{
    if (overdue == !running->paused) return;
    struct meter *meter = &meters[running->regime];
    const int days = meter_days(meter, running), start = rep->today - days;
    if (days == meter->days) return;
    meter_add(meter, running, -count);
    running->paused = !overdue;
    running->start = !overdue ? days : start > earliest ? start : earliest;
    meter_add(meter, running, count);
}

void key_refresh(struct replication *rep, struct spot spot, struct cohort_key *key, int32_t count)
{
    struct stream_state *s = stream_at(rep, spot);
    key->overdue = s->model->has_period && deadline_of(s, key) < rep->today;
    if (key->ready <= rep->today) key->ready = LONG_AGO;
    key->appealable = key->stage == STAGE_NOTICED && rep->today >= key->notice + APPEAL_AFTER;
    if (key->administrative.regime >= 0) {
        const int grace = rep->model->administrative[key->administrative.regime].grace;
        refresh_running(rep, &key->administrative, s->administrative, key->notice + grace + 1, key->overdue, count);
    }
    if (key->judicial.regime >= 0) refresh_running(rep, &key->judicial, s->judicial, key->due + 1, key->overdue, count);
    key_forget_notice(s, key);
}

void cohort_refresh(struct replication *rep, struct spot spot, int32_t at)
{
    const struct cohort *c = &shelf_at(rep, spot)->cohorts[at];
    if (c->count == 0) return;
    struct cohort_key key = c->key;
    const int32_t count = c->count;
    key_refresh(rep, spot, &key, count);
    if (memcmp(&key, &c->key, sizeof key) != 0) cohort_move(rep, spot, at, count, &key);
}
