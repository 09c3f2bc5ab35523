#include "engine/cohorts.h"

#include <string.h>

#include "engine/lane.h"

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

/* What the stage says of the cases, in the counts of the lane and the day. */
static void count_stage(struct replication *rep, struct spot spot, const struct cohort *c, int32_t count)
{
    struct lane *lane = &rep->lanes[spot.lane];
    const bool workable = cohort_workable(c);
    if (c->stage == STAGE_NONE && cohort_overdue(rep, c)) lane_add(lane, SPARSE_OVERDUE, spot.received, count);
    if (c->notice != SHORT_NONE && workable) lane->noticed_work += count;
    if (c->stage == STAGE_ORDERED && workable) lane->ordered_work += count;
    if (lane->by_notice && c->notice != SHORT_NONE && workable) mark_list_of(rep, lane, c)->cases += count;
    if (c->stage != STAGE_NOTICED) return;
    lane_add(lane, NOTICED, spot.received, count);
    if (cohort_appealable(rep, c)) lane->appealable += count;
    else lane->noticed_on[index_of(rep, c->notice)] += count;
}

static void count_cohort(struct replication *rep, struct spot spot, const struct cohort *c, int32_t count)
{
    struct lane *lane = &rep->lanes[spot.lane];
    const bool workable = cohort_workable(c);
    lane_add(lane, workable ? WORK : DELAY, spot.received, count);
    lane_add(lane, workable ? SPARSE_WORK : SPARSE_DELAY, spot.received, count);
    if (cohort_overdue(rep, c)) lane->late += count;
    lane->received_sum += (int64_t)count * day_of(rep, spot.received);
    if (count > 0 && spot.received < lane->lowest) lane->lowest = spot.received;
    count_stage(rep, spot, c, count);
}

/* --- agenda ---------------------------------------------------------------------------------------------------------------------- */

static void agenda_add(struct replication *rep, enum phase phase, int day, struct spot spot, int32_t at)
{
    if (phase == PHASE_MORNING && day < rep->next_morning) day = rep->next_morning;
    if (day < 0) day = 0;
    if (day <= rep->model->horizon) places_add(rep, &rep->agenda[phase][day], spot, at);
}

void agenda_run(struct replication *rep, enum phase phase, void (*act)(struct replication *rep, struct spot spot, int32_t at))
{
    enum { AHEAD = 8 };
    struct places *places = &rep->agenda[phase][rep->today];
    for (size_t i = 0; i < places->n; i++) {
        /* The places lie far apart in memory: ask for those to come, their shelves first. */
        if (i + 2 * AHEAD < places->n) __builtin_prefetch(shelf_at(rep, places->items[i + 2 * AHEAD].spot));
        if (i + AHEAD < places->n) __builtin_prefetch(cohort_at(rep, places->items[i + AHEAD].spot, places->items[i + AHEAD].at));
        act(rep, places->items[i].spot, places->items[i].at);
    }
    places->n = 0;
}

static void schedule_morning(struct replication *rep, struct spot spot, int32_t at)
{
    const struct stream_state *s = stream_at(rep, spot);
    const struct cohort *c = cohort_at(rep, spot, at);
    if (c->ready != 0) agenda_add(rep, PHASE_MORNING, c->ready - 1, spot, at);
    if (c->special == 0) return;
    const struct cohort_key *key = &rep->special.keys[c->special];
    if (s->model->has_period && !key->overdue) agenda_add(rep, PHASE_MORNING, rep->lanes[spot.lane].epoch->deadline[key->clock] + 1, spot, at);
}

void cohort_schedule(struct replication *rep, struct spot spot, int32_t at)
{
    const struct stream_state *s = stream_at(rep, spot);
    const struct cohort *c = cohort_at(rep, spot, at);
    if (c->special || c->ready) schedule_morning(rep, spot, at);
    if (c->stage == STAGE_APPEALED) agenda_add(rep, PHASE_COURT, c->due, spot, at);
    if (c->judicial < 0 || s->model->lateness.further_appeal.peak <= 0) return;
    const struct running judicial = cohort_judicial(rep, c);
    if (!judicial.paused) agenda_add(rep, PHASE_APPEAL, judicial.start + s->judicial[judicial.regime].days, spot, at);
}

/* --- places of cohorts with a clock of their own, and by term end or notice day for noticed-first work ---------------------------- */

static bool is_listed(const struct lane *lane, const struct cohort *c)
{
    return lane->by_notice && c->notice != SHORT_NONE && cohort_workable(c);
}

static void enter_list(struct replication *rep, struct spot spot, int32_t at)
{
    struct lane *lane = &rep->lanes[spot.lane];
    struct cohort *c = cohort_at(rep, spot, at);
    if (!is_listed(lane, c)) return;
    struct mark_list *list = mark_list_of(rep, lane, c);
    const bool ordered = c->stage == STAGE_ORDERED;
    const int bucket = (int)(list - (ordered ? lane->by_term : lane->by_notice));
    int *first = ordered ? &lane->first_term : &lane->first_notice;
    if (bucket < *first) *first = bucket;
    if (c->count > list->most) list->most = c->count;
    c->listing = (int32_t)list->places.n;
    places_add(rep, &list->places, spot, at);
}

/* The last of the list takes its place. */
static void leave_list(struct replication *rep, struct spot spot, int32_t at)
{
    struct lane *lane = &rep->lanes[spot.lane];
    const struct cohort *c = cohort_at(rep, spot, at);
    if (rep->failed || !is_listed(lane, c)) return;
    struct places *places = &mark_list_of(rep, lane, c)->places;
    const struct place_on_shelf last = places->items[--places->n];
    places->items[c->listing] = last;
    cohort_at(rep, last.spot, last.at)->listing = c->listing;
}

static void list_grows(struct replication *rep, struct spot spot, int32_t at)
{
    const struct cohort *c = cohort_at(rep, spot, at);
    struct mark_list *list = mark_list_of(rep, &rep->lanes[spot.lane], c);
    if (c->count > list->most) list->most = c->count;
}

static void enter_lists(struct replication *rep, struct spot spot, int32_t at)
{
    if (cohort_clock(rep, spot, cohort_at(rep, spot, at)) != spot.received) places_add(rep, &stream_at(rep, spot)->foreign, spot, at);
    enter_list(rep, spot, at);
}

/* --- shelves --------------------------------------------------------------------------------------------------------------------- */

/* A free place, or -1 without memory. */
static int32_t shelf_place(struct replication *rep, struct shelf *shelf)
{
    if (shelf->free >= 0) {
        const int32_t at = shelf->free;
        shelf->free = shelf->cohorts[at].special;
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
static int32_t shelf_find(const struct shelf *shelf, const struct cohort *cohort)
{
    enum { CROWDED = 256, LATEST = 3 };
    const int32_t from = shelf->n > CROWDED || shelf->n < LATEST ? 0 : shelf->n - LATEST;
    for (int32_t at = shelf->n - 1; at >= from; at--)
        if (shelf->cohorts[at].count > 0 && same_key(&shelf->cohorts[at], cohort)) return at;
    return -1;
}

/* The cases, counted already, are put on the shelf. */
static void shelve(struct replication *rep, struct spot spot, const struct cohort *cohort)
{
    struct shelf *shelf = shelf_at(rep, spot);
    int32_t at = shelf_find(shelf, cohort);
    if (at >= 0) {
        shelf->cohorts[at].count += cohort->count;
        if (is_listed(&rep->lanes[spot.lane], cohort)) list_grows(rep, spot, at);
    } else {
        at = shelf_place(rep, shelf);
        if (at < 0) return;
        shelf->cohorts[at] = *cohort;
        enter_lists(rep, spot, at);
        cohort_schedule(rep, spot, at);
    }
    if (shelf->cohorts[at].count > shelf->most) shelf->most = shelf->cohorts[at].count;
}

void cohort_add(struct replication *rep, struct spot spot, const struct cohort *cohort)
{
    count_cohort(rep, spot, cohort, cohort->count);
    shelve(rep, spot, cohort);
}

void cohort_notice_plain(struct replication *rep, struct spot spot, int32_t count)
{
    const struct cohort cohort = {.count = count, .notice = (int16_t)rep->today, .due = SHORT_NONE, .stage = STAGE_NOTICED, .judicial = -1};
    struct lane *lane = &rep->lanes[spot.lane];
    lane_add(lane, PLAIN_OVERDUE, spot.received, -count);
    lane_add(lane, SPARSE_WORK, spot.received, count);
    lane->late += count;
    count_stage(rep, spot, &cohort, count);
    shelve(rep, spot, &cohort);
}

void cohort_put(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count)
{
    const struct cohort cohort = cohort_of_key(rep, spot, key, count);
    cohort_add(rep, spot, &cohort);
}

static void free_place(struct replication *rep, struct spot spot, int32_t at)
{
    struct shelf *shelf = shelf_at(rep, spot);
    leave_list(rep, spot, at);
    shelf->cohorts[at].special = shelf->free;
    shelf->free = at;
}

void cohort_remove(struct replication *rep, struct spot spot, int32_t at, int32_t count)
{
    struct shelf *shelf = shelf_at(rep, spot);
    struct cohort *c = &shelf->cohorts[at];
    count_cohort(rep, spot, c, -count);
    c->count -= count;
    if (c->count == 0) free_place(rep, spot, at);
}

void cohort_become(struct replication *rep, struct spot spot, int32_t at, const struct cohort *cohort)
{
    struct cohort *c = cohort_at(rep, spot, at);
    const bool all = c->count == cohort->count, alike = c->special == 0 && cohort->special == 0 && c->ready == 0 && cohort->ready == 0;
    if (!all || !alike || shelf_find(shelf_at(rep, spot), cohort) >= 0) {
        cohort_remove(rep, spot, at, cohort->count);
        cohort_add(rep, spot, cohort);
        return;
    }
    const bool listed = c->stage == cohort->stage && c->due == cohort->due && c->notice == cohort->notice;
    const int32_t listing = c->listing;
    count_stage(rep, spot, c, -c->count);
    if (!listed) leave_list(rep, spot, at);
    *c = *cohort;
    c->listing = listing;
    count_stage(rep, spot, c, c->count);
    if (!listed) enter_lists(rep, spot, at);
    cohort_schedule(rep, spot, at);
}

/* A place with chance in proportion to its count, by trying places at random. */
static int32_t place_by_trial(const struct replication *rep, struct spot spot, struct draw *draw, cohort_filter filter)
{
    const struct shelf *shelf = shelf_at(rep, spot);
    for (;;) {
        const double u = draw_uniform(draw) * shelf->n;
        const int32_t at = (int32_t)u;
        if (at < shelf->n && (u - at) * shelf->most < shelf->cohorts[at].count && filter(rep, &shelf->cohorts[at], spot)) return at;
    }
}

int32_t shelf_pick(const struct replication *rep, struct spot spot, struct draw *draw, cohort_filter filter, int64_t of)
{
    enum { TRIALS = 6, FEW = 4 };
    const struct shelf *shelf = shelf_at(rep, spot);
    if (shelf->n >= FEW && (int64_t)shelf->n * shelf->most <= TRIALS * of) return place_by_trial(rep, spot, draw, filter);
    int64_t rank = of > 1 ? (int64_t)(draw_uniform(draw) * (double)of) : 0;
    for (int32_t at = 0;; at++) {
        if (shelf->cohorts[at].count == 0 || !filter(rep, &shelf->cohorts[at], spot)) continue;
        if (rank < shelf->cohorts[at].count) return at;
        rank -= shelf->cohorts[at].count;
    }
}

struct place_on_shelf mark_list_pick(const struct replication *rep, const struct mark_list *list, struct draw *draw)
{
    const double places = (double)list->places.n;
    for (;;) {
        const double u = draw_uniform(draw) * places;
        const size_t i = (size_t)u;
        if (i >= list->places.n) continue;
        const struct place_on_shelf place = list->places.items[i];
        if ((u - (double)i) * list->most < cohort_at(rep, place.spot, place.at)->count) return place;
    }
}

void shelf_choose(struct replication *rep, struct spot spot, struct sharing *sharing, const struct shelf_choice *choice)
{
    if (sharing->count == 1) {
        choice->act(rep, spot, shelf_pick(rep, spot, sharing->draw, choice->filter, sharing->of), 1, choice->context);
        sharing->count = 0;
        return;
    }
    const struct shelf *shelf = shelf_at(rep, spot);
    const int32_t n = shelf->n;
    for (int32_t at = 0; at < n && sharing->count > 0; at++) {
        if (shelf->cohorts[at].count == 0 || !choice->filter(rep, &shelf->cohorts[at], spot)) continue;
        const int64_t taken = sharing_next(sharing, shelf->cohorts[at].count);
        if (taken > 0) choice->act(rep, spot, at, taken, choice->context);
    }
}

/* --- what follows from the calendar ---------------------------------------------------------------------------------------------- */

void key_forget_notice(const struct replication *rep, const struct stream_state *s, struct cohort_key *key)
{
    const struct running *administrative = &key->administrative;
    if (key->notice == NO_DAY || s->model->uses_noticed || (key->stage == STAGE_NOTICED && key->notice + APPEAL_AFTER > rep->today)) return;
    if (administrative->regime >= 0) {
        const struct meter *meter = &s->administrative[administrative->regime];
        if (meter_days(meter, administrative) < meter->days) return;
        key->administrative = (struct running){.regime = -1};
    }
    key->notice = LONG_AGO;
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
    key->overdue = s->model->has_period && rep->lanes[spot.lane].epoch->deadline[key->clock] < rep->today;
    if (key->ready <= rep->today) key->ready = LONG_AGO;
    if (key->administrative.regime >= 0) {
        const int grace = rep->model->administrative[key->administrative.regime].grace;
        refresh_running(rep, &key->administrative, s->administrative, key->notice + grace + 1, key->overdue, count);
    }
    if (key->judicial.regime >= 0) refresh_running(rep, &key->judicial, s->judicial, key->due + 1, key->overdue, count);
    key_forget_notice(rep, s, key);
}

void cohort_refresh(struct replication *rep, struct spot spot, int32_t at)
{
    const struct cohort c = *cohort_at(rep, spot, at);
    if (c.count == 0) return;
    struct cohort_key key = key_of_cohort(rep, spot, &c);
    key_refresh(rep, spot, &key, c.count);
    const struct cohort now = cohort_of_key(rep, spot, &key, c.count);
    if (!same_key(&c, &now)) cohort_become(rep, spot, at, &now);
}
