#include "engine/cohorts.h"

#include "engine/lane.h"

bool places_add(struct replication *rep, struct places *places, struct spot spot, int32_t at)
{
    if (places->n == places->capacity) {
        struct roll_place *more = state_grow(rep, places->items, &places->capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return false;
        }
        places->items = more;
    }
    places->items[places->n++] = (struct roll_place){spot, at};
    return true;
}

/* What the stage says of the cases, in the counts of the lane and the day. */
static void count_stage(struct replication *rep, struct spot spot, const struct cohort *c, int32_t count)
{
    struct lane *lane = &rep->lanes[spot.lane];
    const bool workable = cohort_workable(c);
    if (c->stage == STAGE_NONE && cohort_overdue(rep, c)) lane->sparse_overdue += count;
    if (c->notice != SHORT_NONE && workable) lane->noticed_work += count;
    if (c->stage == STAGE_ORDERED && workable) lane->ordered_work += count;
    if (lane->by_notice && c->notice != SHORT_NONE && workable) mark_list_of(rep, lane, c)->cases += count;
    if (c->stage != STAGE_NOTICED) return;
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
        /* The places lie far apart in memory: ask for those to come. */
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
    const struct cohort *c = cohort_at(rep, spot, at);
    if (!is_listed(lane, c)) return;
    struct mark_list *list = mark_list_of(rep, lane, c);
    const bool ordered = c->stage == STAGE_ORDERED;
    const int bucket = (int)(list - (ordered ? lane->by_term : lane->by_notice));
    int *first = ordered ? &lane->first_term : &lane->first_notice;
    if (bucket < *first) *first = bucket;
    if (c->count > list->most) list->most = c->count;
    lane->roll.listing[at] = (int32_t)list->places.n;
    places_add(rep, &list->places, spot, at);
}

/* Whether the list's i-th place is that of a cohort of this list. */
static bool stands_in(const struct replication *rep, const struct mark_list *list, size_t i)
{
    const struct roll_place *place = &list->places.items[i];
    const struct lane *lane = &rep->lanes[place->spot.lane];
    const struct cohort *c = cohort_at(rep, place->spot, place->at);
    return c->count > 0 && lane->roll.listing[place->at] == (int32_t)i && is_listed(lane, c) && mark_list_of(rep, lane, c) == list;
}

/* Cohorts that leave a list leave their place in it: it is struck out when it is met, and the last takes it. */
static void strike(const struct replication *rep, struct mark_list *list, size_t i)
{
    const size_t last = list->places.n - 1;
    const struct roll_place place = list->places.items[last];
    if (i != last && stands_in(rep, list, last)) roll_of(rep, place.spot)->listing[place.at] = (int32_t)i;
    list->places.items[i] = place;
    list->places.n = last;
}

struct roll_place mark_list_pick(const struct replication *rep, struct mark_list *list, struct draw *draw)
{
    for (;;) {
        const double u = draw_uniform(draw) * (double)list->places.n;
        const size_t i = (size_t)u;
        if (i >= list->places.n) continue;
        const struct roll_place place = list->places.items[i];
        if (!stands_in(rep, list, i)) strike(rep, list, i);
        else if ((u - (double)i) * list->most < cohort_at(rep, place.spot, place.at)->count) return place;
    }
}

struct roll_place mark_list_last(const struct replication *rep, struct mark_list *list)
{
    while (!stands_in(rep, list, list->places.n - 1)) list->places.n--;
    return list->places.items[list->places.n - 1];
}

static void enter_lists(struct replication *rep, struct spot spot, int32_t at)
{
    const struct cohort *c = cohort_at(rep, spot, at);
    if (cohort_clock(rep, spot, c) != spot.received) places_add(rep, &stream_at(rep, spot)->foreign, spot, at);
    if (c->stage == STAGE_NONE) places_add(rep, &rep->lanes[spot.lane].others, spot, at);
    enter_list(rep, spot, at);
}

/* --- adding, taking, changing -------------------------------------------------------------------------------------------------------- */

/* The cases, counted already, are put on the roll; in parts when they are many more than its cohorts have: a case is picked by trying places, and
 * a few large cohorts would make most trials fail. */
static void enrol(struct replication *rep, struct spot spot, const struct cohort *cohort)
{
    enum { FEW = 2 };
    const struct roll *roll = roll_of(rep, spot);
    const int64_t limit = cohort->count <= FEW ? FEW : FEW + FEW * roll->cases / (int64_t)(roll->n - roll->empty + 1);
    struct cohort part = *cohort;
    for (int32_t left = cohort->count; left > 0; left -= part.count) {
        part.count = left < limit ? left : (int32_t)limit;
        const int32_t at = roll_add(rep, spot, &part);
        if (at < 0) return;
        enter_lists(rep, spot, at);
        cohort_schedule(rep, spot, at);
    }
}

void cohort_add(struct replication *rep, struct spot spot, const struct cohort *cohort)
{
    count_cohort(rep, spot, cohort, cohort->count);
    enrol(rep, spot, cohort);
}

void cohort_notice_plain(struct replication *rep, struct spot spot, int32_t count)
{
    const struct cohort cohort = {.count = count, .notice = (int16_t)rep->today, .due = SHORT_NONE, .stage = STAGE_NOTICED, .judicial = -1};
    struct lane *lane = &rep->lanes[spot.lane];
    lane_add(lane, PLAIN_OVERDUE, spot.received, -count);
    lane_add(lane, SPARSE_WORK, spot.received, count);
    lane->late += count;
    count_stage(rep, spot, &cohort, count);
    enrol(rep, spot, &cohort);
}

void cohort_put(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count)
{
    const struct cohort cohort = cohort_of_key(rep, spot, key, count);
    cohort_add(rep, spot, &cohort);
}

void cohort_remove(struct replication *rep, struct spot spot, int32_t at, int32_t count)
{
    struct cohort *c = cohort_at(rep, spot, at);
    count_cohort(rep, spot, c, -count);
    roll_take(roll_of(rep, spot), at, count);
}

void cohort_become(struct replication *rep, struct spot spot, int32_t at, const struct cohort *cohort)
{
    struct cohort *c = cohort_at(rep, spot, at);
    const bool all = c->count == cohort->count, alike = c->special == 0 && cohort->special == 0 && c->ready == 0 && cohort->ready == 0;
    if (!all || !alike) {
        cohort_remove(rep, spot, at, cohort->count);
        cohort_add(rep, spot, cohort);
        return;
    }
    const bool listed = (c->stage == STAGE_ORDERED) == (cohort->stage == STAGE_ORDERED) && c->due == cohort->due && c->notice == cohort->notice;
    count_stage(rep, spot, c, -c->count);
    *c = *cohort;
    count_stage(rep, spot, c, c->count);
    if (!listed) enter_list(rep, spot, at);
    cohort_schedule(rep, spot, at);
}

void cohort_appeals(struct replication *rep, struct spot spot, int32_t at, int32_t due)
{
    struct lane *lane = &rep->lanes[spot.lane];
    struct cohort *c = cohort_at(rep, spot, at);
    lane->appealable -= c->count;
    c->stage = STAGE_APPEALED;
    c->due = short_of_day(due);
    usual_forget_notice(rep, stream_at(rep, spot), c);
    agenda_add(rep, PHASE_COURT, due, spot, at);
}

void cohort_ordered(struct replication *rep, struct spot spot, int32_t at, int32_t end, int regime)
{
    struct lane *lane = &rep->lanes[spot.lane];
    struct cohort *c = cohort_at(rep, spot, at);
    if (lane->by_notice) mark_list_of(rep, lane, c)->cases -= c->count;
    lane->ordered_work += c->count;
    c->stage = STAGE_ORDERED;
    c->due = short_of_day(end);
    c->judicial = (int8_t)regime;
    usual_forget_notice(rep, stream_at(rep, spot), c);
    if (lane->by_notice) mark_list_of(rep, lane, c)->cases += c->count;
    enter_list(rep, spot, at);
    cohort_schedule(rep, spot, at);
}

/* --- closing up ----------------------------------------------------------------------------------------------------------------------- */

/* Follows the lane's cohorts to their new places. */
static void places_move(struct places *places, int32_t lane, const int32_t to[])
{
    size_t n = 0;
    for (size_t i = 0; i < places->n; i++) {
        struct roll_place place = places->items[i];
        if (place.spot.lane == lane) place.at = to[place.at];
        if (place.at >= 0) places->items[n++] = place;
    }
    places->n = n;
}

static void strike_all(const struct replication *rep, struct mark_list *list)
{
    for (size_t i = list->places.n; i-- > 0;)
        if (!stands_in(rep, list, i)) strike(rep, list, i);
}

static void close_up(struct replication *rep, int32_t number)
{
    struct lane *lane = &rep->lanes[number];
    const int lists = lane->by_notice ? rep->model->days : 0;
    while (rep->found_capacity < lane->roll.n) {
        int32_t *more = state_grow(rep, rep->found, &rep->found_capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return;
        }
        rep->found = more;
    }
    for (int i = 0; i < lists; i++) {
        strike_all(rep, &lane->by_notice[i]);
        strike_all(rep, &lane->by_term[i]);
    }
    roll_close_up(&lane->roll, rep->found);
    for (int i = 0; i < lists; i++) {
        places_move(&lane->by_notice[i].places, number, rep->found);
        places_move(&lane->by_term[i].places, number, rep->found);
    }
    for (int phase = 0; phase < PHASES; phase++)
        for (int t = rep->today; t <= rep->model->horizon; t++) places_move(&rep->agenda[phase][t], number, rep->found);
    places_move(&rep->streams[lane->stream].foreign, number, rep->found);
    places_move(&lane->others, number, rep->found);
}

void cohorts_close_up(struct replication *rep)
{
    for (size_t i = 0; i < rep->n_lanes; i++)
        if (roll_is_loose(&rep->lanes[i].roll)) close_up(rep, (int32_t)i);
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
