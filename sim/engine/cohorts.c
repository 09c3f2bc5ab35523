#include "engine/cohorts.h"

#include <string.h>

#include "engine/lane.h"
#include "engine/meter.h"

bool spots_add(struct replication *rep, struct spots *spots, int lane, int received)
{
    if (spots->n == spots->capacity) {
        struct spot *more = state_grow(spots->items, &spots->capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return false;
        }
        spots->items = more;
    }
    spots->items[spots->n++] = (struct spot){lane, received};
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

static void agenda_add(struct replication *rep, enum phase phase, int day, struct spot spot)
{
    if (phase == PHASE_MORNING && day <= rep->today) day = rep->today + 1;
    if (day < 0) day = 0;
    if (day <= rep->model->horizon) spots_add(rep, &rep->agenda[phase][day], spot.lane, spot.received);
}

void agenda_run(struct replication *rep, enum phase phase, void (*act)(struct replication *rep, struct spot spot))
{
    struct spots *spots = &rep->agenda[phase][rep->today];
    for (size_t i = 0; i < spots->n; i++) act(rep, spots->items[i]);
    spots->n = 0;
}

void cohort_schedule(struct replication *rep, struct spot spot, const struct cohort_key *key)
{
    const struct stream_state *s = stream_at(rep, spot);
    const struct running *judicial = &key->judicial;
    if (key->ready != LONG_AGO) agenda_add(rep, PHASE_MORNING, key->ready, spot);
    if (s->model->has_period && !key->overdue) agenda_add(rep, PHASE_MORNING, deadline_of(s, key) + 1, spot);
    if (key->stage == STAGE_NOTICED && !key->appealable) agenda_add(rep, PHASE_MORNING, key->notice + APPEAL_AFTER, spot);
    if (key->stage == STAGE_APPEALED) agenda_add(rep, PHASE_COURT, key->due, spot);
    if (judicial->regime >= 0 && !judicial->paused && s->model->lateness.further_appeal.peak > 0)
        agenda_add(rep, PHASE_APPEAL, judicial->start + s->judicial[judicial->regime].days, spot);
}

/* --- places of cohorts with a clock of their own, and by term end or notice day for noticed-first work ---------------------------- */

static void enter_lists(struct replication *rep, struct spot spot, const struct cohort_key *key)
{
    struct stream_state *s = stream_at(rep, spot);
    if (key->clock != spot.received) spots_add(rep, &s->foreign, spot.lane, spot.received);
    struct lane *lane = &rep->lanes[spot.lane];
    if (!lane->by_notice || key->notice == NO_DAY) return;
    const bool ordered = key->stage == STAGE_ORDERED;
    const int bucket = mark_bucket(rep, ordered ? key->due : key->notice);
    int *first = ordered ? &lane->first_term : &lane->first_notice;
    if (bucket < *first) *first = bucket;
    spots_add(rep, ordered ? &lane->by_term[bucket] : &lane->by_notice[bucket], spot.lane, spot.received);
}

/* --- shelves --------------------------------------------------------------------------------------------------------------------- */

static bool shelf_append(struct replication *rep, struct shelf *shelf, const struct cohort_key *key, int32_t count)
{
    if (shelf->n == shelf->capacity) {
        size_t capacity = shelf->capacity ? (size_t)shelf->capacity : 2;
        struct cohort *more = state_grow(shelf->cohorts, &capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return false;
        }
        shelf->cohorts = more;
        shelf->capacity = (int32_t)capacity;
    }
    shelf->cohorts[shelf->n++] = (struct cohort){*key, count};
    return true;
}

void cohort_put(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count)
{
    struct shelf *shelf = shelf_at(rep, spot);
    count_layers(rep, spot, key, count);
    for (int32_t at = 0; at < shelf->n; at++)
        if (memcmp(&shelf->cohorts[at].key, key, sizeof *key) == 0) {
            shelf->cohorts[at].count += count;
            return;
        }
    if (!shelf_append(rep, shelf, key, count)) return;
    enter_lists(rep, spot, key);
    cohort_schedule(rep, spot, key);
}

void cohort_remove(struct replication *rep, struct spot spot, int32_t at, int32_t count)
{
    struct shelf *shelf = shelf_at(rep, spot);
    struct cohort *c = &shelf->cohorts[at];
    count_layers(rep, spot, &c->key, -count);
    c->count -= count;
    if (c->count == 0) *c = shelf->cohorts[--shelf->n];
}

void cohort_move(struct replication *rep, struct spot spot, int32_t at, int32_t count, const struct cohort_key *key)
{
    cohort_remove(rep, spot, at, count);
    cohort_put(rep, spot, key, count);
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

/* Most cohorts of a shelf have nothing to bring up to date: those are passed over at a glance. */
static bool may_change(const struct replication *rep, const struct stream_state *s, const struct cohort_key *key)
{
    if (key->ready != LONG_AGO || (key->stage == STAGE_NOTICED && !key->appealable)) return true;
    if (key->administrative.paused || key->judicial.paused) return true;
    return s->model->has_period && key->overdue != (deadline_of(s, key) < rep->today);
}

void shelf_refresh(struct replication *rep, struct spot spot)
{
    const struct shelf *shelf = shelf_at(rep, spot);
    const struct stream_state *s = stream_at(rep, spot);
    for (int32_t at = shelf->n - 1; at >= 0; at--) {
        struct cohort_key key = shelf->cohorts[at].key;
        if (!may_change(rep, s, &key)) continue;
        const int32_t count = shelf->cohorts[at].count;
        key_refresh(rep, spot, &key, count);
        if (memcmp(&key, &shelf->cohorts[at].key, sizeof key) != 0) cohort_move(rep, spot, at, count, &key);
    }
}
