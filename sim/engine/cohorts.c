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

/* Those whose clock counts from another day than the received one. */
static void count_foreign(struct lane *lane, int received, int clock, int32_t count)
{
    lane_add(lane, FOREIGN, received, count);
    lane_add(lane, FOREIGN_CLOCK, clock, count);
}

/* Cases that are not plain, in the counts of the lane and the day. */
static void count_cases(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count)
{
    struct lane *lane = &rep->lanes[spot.lane];
    const bool workable = key_workable(key);
    lane_add(lane, workable ? WORK : DELAY, spot.received, count);
    lane_add(lane, workable ? SPARSE_WORK : SPARSE_DELAY, spot.received, count);
    if (key->overdue) lane->late += count;
    lane->received_sum += (int64_t)count * day_of(rep, spot.received);
    if (count > 0 && spot.received < lane->lowest) lane->lowest = spot.received;
    if (key_foreign(key, spot.received)) count_foreign(lane, spot.received, key->clock, count);
    if (lane_overfull(lane, spot.received) || lane_overfull(lane, key->clock)) rep->failed = true;
}

/* Those of cohorts: by their stage. */
static void count_in_cohorts(const struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count)
{
    struct lane *lane = &rep->lanes[spot.lane];
    if (key->stage == STAGE_NONE && key->overdue) lane->sparse_overdue += count;
    if (key_marked(key, true)) lane->ordered_work += count;
    if (key_marked(key, true) || key_marked(key, false)) lane->noticed_work += count;
    if (key->stage == STAGE_NOTICED) appealable_add(rep, &lane->appealable, key->notice, count);
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

static void schedule_morning(struct replication *rep, struct spot spot, int32_t at, const struct cohort_key *key)
{
    const int32_t *deadline = rep->lanes[spot.lane].epoch->deadline;
    if (key->ready != LONG_AGO) agenda_add(rep, PHASE_MORNING, key->ready, spot, at);
    if (stream_at(rep, spot)->model->has_period && !key->overdue) agenda_add(rep, PHASE_MORNING, deadline[key->clock] + 1, spot, at);
}

/* Enters what lies ahead of a cohort into the agenda. */
static void schedule(struct replication *rep, struct spot spot, int32_t at)
{
    const struct stream_state *s = stream_at(rep, spot);
    const struct cohort_key *key = key_of_cohort(rep, cohort_at(rep, spot, at));
    schedule_morning(rep, spot, at, key);
    if (key->stage == STAGE_APPEALED) agenda_add(rep, PHASE_COURT, key->due, spot, at);
    if (key->judicial.regime < 0 || key->judicial.paused || s->model->lateness.further_appeal.peak <= 0) return;
    agenda_add(rep, PHASE_APPEAL, key->judicial.start + s->judicial[key->judicial.regime].days, spot, at);
}

/* --- adding, taking, changing -------------------------------------------------------------------------------------------------------- */

static void enter_lists(struct replication *rep, struct spot spot, int32_t at)
{
    struct lane *lane = &rep->lanes[spot.lane];
    const struct cohort_key *key = key_of_cohort(rep, cohort_at(rep, spot, at));
    if (key_marked(key, true) && key_mark(key) < lane->first_term) lane->first_term = key_mark(key);
    if (key_marked(key, false) && key_mark(key) < lane->first_notice) lane->first_notice = key_mark(key);
}

void cohort_put(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count)
{
    struct lane *lane = &rep->lanes[spot.lane];
    struct noticed_case usual;
    count_cases(rep, spot, key, count);
    if (noticed_case_of(rep, spot, key, &usual)) {
        for (int32_t i = 0; i < count; i++) noticed_enter(rep, lane, &usual);
        return;
    }
    count_in_cohorts(rep, spot, key, count);
    const int32_t at = roll_add(rep, spot, key, count);
    if (at < 0) return;
    enter_lists(rep, spot, at);
    schedule(rep, spot, at);
}

void notice_usual(struct replication *rep, struct spot spot, int32_t count)
{
    const struct noticed_case noticed = {
        .received = (int16_t)spot.received, .clock = OWN_CLOCK, .notice = (int16_t)rep->today, .due = SHORT_NONE, .stage = STAGE_NOTICED, .judicial = -1};
    struct lane *lane = &rep->lanes[spot.lane];
    lane_add(lane, PLAIN_OVERDUE, spot.received, -count);
    lane_add(lane, SPARSE_WORK, spot.received, count);
    lane->late += count;
    for (int32_t i = 0; i < count; i++) noticed_enter(rep, lane, &noticed);
}

void cohort_remove(struct replication *rep, struct spot spot, int32_t at, int32_t count)
{
    const struct cohort_key *key = key_of_cohort(rep, cohort_at(rep, spot, at));
    count_cases(rep, spot, key, -count);
    count_in_cohorts(rep, spot, key, -count);
    roll_take(roll_of(rep, spot), at, count);
}

void cohort_become(struct replication *rep, struct spot spot, int32_t at, const struct cohort_key *key, int32_t count)
{
    cohort_remove(rep, spot, at, count);
    cohort_put(rep, spot, key, count);
}

void noticed_remove(struct replication *rep, int32_t number, int32_t at)
{
    struct lane *lane = &rep->lanes[number];
    const struct noticed_case *c = &lane->noticed.cases[at];
    const int received = c->received;
    lane_add(lane, WORK, received, -1);
    lane_add(lane, SPARSE_WORK, received, -1);
    lane->late--;
    lane->received_sum -= day_of(rep, received);
    if (noticed_foreign(c)) count_foreign(lane, received, c->clock, -1);
    noticed_leave(rep, &lane->noticed, at);
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

static void close_up(struct replication *rep, int32_t number)
{
    struct lane *lane = &rep->lanes[number];
    while (rep->found_capacity < lane->roll.n) {
        int32_t *more = state_grow(rep, rep->found, &rep->found_capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return;
        }
        rep->found = more;
    }
    roll_close_up(rep, &lane->roll, rep->found);
    for (int phase = 0; phase < PHASES; phase++)
        for (int t = rep->today; t <= rep->model->horizon; t++) places_move(&rep->agenda[phase][t], number, rep->found);
}

void cohorts_close_up(struct replication *rep)
{
    for (size_t i = 0; i < rep->n_lanes; i++) {
        noticed_close_up(rep, &rep->lanes[i].noticed);
        if (roll_is_loose(&rep->lanes[i].roll)) close_up(rep, (int32_t)i);
    }
}

/* --- what follows from the calendar ---------------------------------------------------------------------------------------------- */

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
}

void cohort_refresh(struct replication *rep, struct spot spot, int32_t at)
{
    const struct cohort c = *cohort_at(rep, spot, at);
    if (c.count == 0) return;
    struct cohort_key key = *key_of_cohort(rep, &c);
    key_refresh(rep, spot, &key, c.count);
    if (!same_key(&key, key_of_cohort(rep, &c))) cohort_become(rep, spot, at, &key, c.count);
}

/* A usual noticed case that is no longer overdue is usual no more. */
static void redate_noticed(struct replication *rep, int32_t number, int32_t at)
{
    const struct lane *lane = &rep->lanes[number];
    const struct noticed_case c = lane->noticed.cases[at];
    const struct spot spot = {number, c.received};
    if (!noticed_stands(&c) || lane->epoch->deadline[noticed_clock(&c)] < rep->today) return;
    struct cohort_key key = key_of_noticed(rep, stream_at(rep, spot), &c);
    noticed_remove(rep, number, at);
    key_refresh(rep, spot, &key, 1);
    cohort_put(rep, spot, &key, 1);
}

/* What lies ahead of the cohorts is entered again, what no longer holds is passed over. */
void cohorts_redate(struct replication *rep, int32_t lane)
{
    const struct roll *roll = &rep->lanes[lane].roll;
    for (size_t at = 0, n = roll->n; at < n; at++) cohort_refresh(rep, roll_spot(rep, lane, (int32_t)at), (int32_t)at);
    for (size_t at = 0, n = rep->lanes[lane].noticed.n; at < n; at++) redate_noticed(rep, lane, (int32_t)at);
    for (size_t at = 0, n = roll->n; at < n; at++)
        if (roll->cohorts[at].count > 0) schedule(rep, roll_spot(rep, lane, (int32_t)at), (int32_t)at);
}
