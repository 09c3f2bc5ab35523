#include "engine/exits.h"

#include <math.h>

#include "engine/cohorts.h"
#include "engine/entry.h"
#include "engine/lane.h"
#include "engine/meter.h"
#include "engine/steps.h"
#include "engine/waits.h"
#include "random/sharing.h"

enum { GRACE_NOTICED = 14 }; /* a decision within so many days after the notice is in time for it */

struct draw *pick_draws(struct replication *rep, struct stream_state *s)
{
    if (s->picks_day != rep->today) draw_open(&s->picks, &rep->key, s->model->id, DRAW_PICK, 0, rep->today);
    s->picks_day = rep->today;
    return &s->picks;
}

/* --- records ------------------------------------------------------------------------------------------------------------------- */

/* What is known of cases that leave. */
struct leaver {
    struct spot spot;
    int clock;      /* index */
    int32_t notice; /* day; NO_DAY, LONG_AGO */
    bool joined;
};

static void record_decided(struct replication *rep, const struct leaver *leaver, int64_t count)
{
    const struct lane *lane = &rep->lanes[leaver->spot.lane];
    struct stream_state *s = &rep->streams[lane->stream];
    const int wait = rep->today - day_of(rep, leaver->spot.received);
    s->flow[FLOW_DECISIONS] += count;
    s->flow[FLOW_WAIT] += count * wait;
    if (s->model->has_period && lane->epoch->deadline[leaver->clock] >= rep->today) s->flow[FLOW_ON_TIME] += count;
    if (leaver->notice != NO_DAY && rep->today <= leaver->notice + GRACE_NOTICED) s->flow[FLOW_NOTICES_IN_TIME] += count;
    waits_add(&rep->waits[0][lane->stream], wait, count);
}

static void record_transferred(struct replication *rep, const struct leaver *leaver, int64_t count, const struct exit_order *order)
{
    if (rep->n_transits == rep->transit_capacity) {
        struct transit *more = state_grow(rep, rep->transits, &rep->transit_capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return;
        }
        rep->transits = more;
    }
    rep->transits[rep->n_transits++] = (struct transit){
        .to = order->to, .from = stream_at(rep, leaver->spot)->model->id, .received = leaver->spot.received,
        .clock = order->keeps ? leaver->clock : -1, .count = (int32_t)count};
}

static void record(struct replication *rep, const struct leaver *leaver, int64_t count, const struct exit_order *order)
{
    const struct lane *lane = &rep->lanes[leaver->spot.lane];
    struct stream_state *s = &rep->streams[lane->stream];
    switch (order->kind) {
    case EXIT_DONE: record_decided(rep, leaver, count); break;
    case EXIT_WITHDRAWN:
        s->flow[FLOW_WITHDRAWN] += count;
        s->event[LINK_WITHDRAWAL] += count;
        break;
    case EXIT_TRANSFERRED:
        s->flow[FLOW_TRANSFERRED] -= count;
        record_transferred(rep, leaver, count, order);
        break;
    case EXIT_CORRECTED: s->flow[FLOW_CORRECTION] -= count; break;
    case EXIT_LOST:
        s->flow[FLOW_LOST] += count;
        s->event[LINK_LOST] += count;
        break;
    }
    const int received = day_of(rep, leaver->spot.received);
    if (received >= 0 && !leaver->joined) entry_left(rep, lane->stream, received, order->kind == EXIT_DONE, count);
}

/* --- plain cases ----------------------------------------------------------------------------------------------------------------- */

static void take_delayed(struct replication *rep, struct lane *lane, int index, int64_t count)
{
    struct sharing sharing = sharing_begin(pick_draws(rep, &rep->streams[lane->stream]), plain_at_day(lane, DELAY, index), count);
    for (int i = 0; i < DELAY_POINTS && sharing.count > 0; i++) {
        const int32_t here = delayed_at(lane, index, i);
        delayed_set(rep, lane, index, i, here - (int32_t)sharing_next(&sharing, here));
    }
}

static void plain_uncount(struct replication *rep, struct lane *lane, int index, enum layer layer, int64_t count)
{
    const struct stream_state *s = &rep->streams[lane->stream];
    lane_add(lane, layer, index, -(int32_t)count);
    if (s->model->has_period && lane->epoch->deadline[index] < rep->today) lane_add(lane, PLAIN_OVERDUE, index, -(int32_t)count);
    lane->received_sum -= count * day_of(rep, index);
}

void plain_remove(struct replication *rep, struct lane *lane, int index, enum layer layer, int64_t count)
{
    if (layer == DELAY && lane->coming) coming_take(rep, lane, index, plain_at_day(lane, DELAY, index), count);
    else if (layer == DELAY) take_delayed(rep, lane, index, count);
    plain_uncount(rep, lane, index, layer, count);
}

/* Takes a plain case in delay off its point, and returns that. */
static int take_one_delayed(struct replication *rep, struct lane *lane, int index)
{
    struct draw *draw = pick_draws(rep, &rep->streams[lane->stream]);
    int64_t rank = (int64_t)(draw_uniform(draw) * (double)plain_at_day(lane, DELAY, index));
    int point = 0;
    while (rank >= delayed_at(lane, index, point)) rank -= delayed_at(lane, index, point++);
    delayed_set(rep, lane, index, point, delayed_at(lane, index, point) - 1);
    return point;
}

int plain_remove_delayed(struct replication *rep, struct lane *lane, int index)
{
    const int point = lane->coming ? coming_take_one(rep, lane, index) : take_one_delayed(rep, lane, index);
    plain_uncount(rep, lane, index, DELAY, 1);
    return point;
}

/* Whether they go on to another step; counts what the step has done. */
static bool goes_on(struct replication *rep, const struct lane *lane, int64_t count, const struct exit_order *order)
{
    if (order->kind != EXIT_DONE) return false;
    step_of(rep, lane)->done += count;
    return lane->next >= 0;
}

static void exit_plain(struct replication *rep, struct lane *lane, int index, enum layer layer, int64_t count, const struct exit_order *order)
{
    plain_remove(rep, lane, index, layer, count);
    if (goes_on(rep, lane, count, order)) step_enter_plain(rep, lane, index, count);
    else record(rep, &(struct leaver){.spot = {(int32_t)(lane - rep->lanes), index}, .clock = index, .notice = NO_DAY}, count, order);
}

/* --- cohorts --------------------------------------------------------------------------------------------------------------------- */

void pay_later(struct replication *rep, struct stream_state *s, int64_t euros)
{
    const double day = rep->today + floor(today_of(rep, &s->model->lateness.payment_lag) + 0.5);
    if (euros != 0 && day <= rep->model->horizon) s->payable[(int)day] += euros;
}

static void stop_running(struct replication *rep, struct stream_state *s, struct meter *meters, const struct running *running, int64_t count)
{
    if (running->regime < 0) return;
    struct meter *meter = &meters[running->regime];
    const int days = meter_days(meter, running);
    /* At the maximum all has been entered for payment already. */
    if (days < meter->days) pay_later(rep, s, count * (meter->total[days] - meter->total[running->prior]));
    meter_add(meter, running, -count);
}

struct penalties {
    struct running administrative, judicial;
};

static void settle(struct replication *rep, struct stream_state *s, const struct penalties *penalties, int64_t count)
{
    stop_running(rep, s, s->administrative, &penalties->administrative, count);
    stop_running(rep, s, s->judicial, &penalties->judicial, count);
}

void exit_cohort(struct replication *rep, struct spot spot, int32_t at, int64_t count, const struct exit_order *order)
{
    struct cohort_key key = *key_of_cohort(rep, cohort_at(rep, spot, at));
    cohort_remove(rep, spot, at, (int32_t)count);
    if (goes_on(rep, &rep->lanes[spot.lane], count, order)) {
        step_enter_cohort(rep, spot, &key, count);
        return;
    }
    settle(rep, stream_at(rep, spot), &(struct penalties){key.administrative, key.judicial}, count);
    record(rep, &(struct leaver){spot, key.clock, key.notice, key.joined}, count, order);
}

/* A usual noticed case leaves. */
static void noticed_leaves(struct replication *rep, int32_t lane, int32_t at, void *order)
{
    const struct noticed_case c = rep->lanes[lane].noticed.cases[at];
    const struct spot spot = {lane, c.received};
    struct stream_state *s = stream_at(rep, spot);
    noticed_remove(rep, lane, at);
    if (goes_on(rep, &rep->lanes[lane], 1, order)) {
        struct cohort_key key = key_of_noticed(rep, s, &c);
        step_enter_cohort(rep, spot, &key, 1);
        return;
    }
    settle(rep, s, &(struct penalties){usual_administrative(rep, s, c.notice), usual_judicial(s, c.judicial, c.due)}, 1);
    record(rep, &(struct leaver){spot, noticed_clock(&c), c.notice, c.clock != OWN_CLOCK}, 1, order);
}

void exit_noticed_at(struct replication *rep, int32_t lane, int32_t at, const struct exit_order *order)
{
    struct exit_order copy = *order;
    noticed_leaves(rep, lane, at, &copy);
}

void exit_noticed(struct replication *rep, int32_t lane, const struct noticed_heap *heap, const struct exit_order *order)
{
    struct exit_order copy = *order;
    struct noticed_heap own = *heap;
    own.act = noticed_leaves;
    own.context = &copy;
    noticed_choose_day(rep, lane, &own);
}

/* --- a choice among the cases of one day ------------------------------------------------------------------------------------------ */

static bool delayed_cohort(const struct replication *rep, const struct cohort_key *key, struct spot spot)
{
    (void)rep;
    (void)spot;
    return !key_workable(key);
}

static bool workable_cohort(const struct replication *rep, const struct cohort_key *key, struct spot spot)
{
    (void)rep;
    (void)spot;
    return key_workable(key);
}

static bool own_cohort(const struct replication *rep, const struct cohort_key *key, struct spot spot)
{
    (void)rep;
    return key_workable(key) && key->clock == spot.received;
}

static void cohort_leaves(struct replication *rep, struct spot spot, int32_t at, int64_t count, void *order)
{
    exit_cohort(rep, spot, at, count, order);
}

/* `count` of the day's cases in a layer: `plain` ones and `sparse` ones, those of the cohorts that pass the filter and the noticed ones. */
struct heap {
    enum layer layer;
    int64_t plain, sparse;
    cohort_filter filter; /* own_cohort: of the noticed ones, too, those alone */
};

static void exit_heap(struct replication *rep, struct spot spot, const struct heap *heap, int64_t count, const struct exit_order *order)
{
    struct lane *lane = &rep->lanes[spot.lane];
    if (heap->sparse == 0) {
        exit_plain(rep, lane, spot.received, heap->layer, count, order);
        return;
    }
    struct sharing sharing = sharing_begin(pick_draws(rep, &rep->streams[lane->stream]), heap->plain + heap->sparse, count);
    const int64_t plain = sharing_next(&sharing, heap->plain);
    if (plain > 0) exit_plain(rep, lane, spot.received, heap->layer, plain, order);
    struct exit_order copy = *order;
    if (sharing.count > 0) roll_choose_day(rep, spot, &sharing, &(struct roll_choice){heap->filter, cohort_leaves, &copy});
    const struct noticed_heap noticed = {
        .by = BY_RECEIVED, .own = heap->filter == own_cohort, .day = spot.received, .of = sharing.of, .count = sharing.count};
    if (sharing.count > 0) exit_noticed(rep, spot.lane, &noticed, order);
}

void exit_layer(struct replication *rep, struct spot spot, enum layer layer, int64_t count, const struct exit_order *order)
{
    const struct lane *lane = &rep->lanes[spot.lane];
    const int64_t sparse = lane_at_day(lane, layer == WORK ? SPARSE_WORK : SPARSE_DELAY, spot.received);
    const struct heap heap = {layer, lane_at_day(lane, layer, spot.received) - sparse, sparse, layer == WORK ? workable_cohort : delayed_cohort};
    exit_heap(rep, spot, &heap, count, order);
}

void exit_sparse(struct replication *rep, struct spot spot, int64_t count, const struct exit_order *order)
{
    const struct heap heap = {WORK, 0, lane_at_day(&rep->lanes[spot.lane], SPARSE_WORK, spot.received), workable_cohort};
    exit_heap(rep, spot, &heap, count, order);
}

void exit_own(struct replication *rep, struct spot spot, int64_t count, const struct exit_order *order)
{
    const struct lane *lane = &rep->lanes[spot.lane];
    const int64_t plain = plain_at_day(lane, WORK, spot.received);
    const struct heap heap = {WORK, plain, own_at_day(lane, spot.received) - plain, own_cohort};
    exit_heap(rep, spot, &heap, count, order);
}

/* --- a choice among all of a lane ---------------------------------------------------------------------------------------------------- */

struct leaving {
    struct replication *rep;
    int32_t lane;
    enum layer layer;
    const struct exit_order *order;
};

static void leave_at(void *context, int index, int64_t count)
{
    const struct leaving *l = context;
    exit_layer(l->rep, (struct spot){l->lane, index}, l->layer, count, l->order);
}

static void exit_between(struct replication *rep, struct lane *lane, const struct lane_choice *choice, const struct exit_order *order)
{
    struct leaving leaving = {rep, (int32_t)(lane - rep->lanes), choice->layer, order};
    struct lane_choice own = *choice;
    own.act = leave_at;
    own.context = &leaving;
    lane_choose(lane, pick_draws(rep, &rep->streams[lane->stream]), &own);
}

static void leave_plain(void *context, int index, int64_t count)
{
    const struct leaving *l = context;
    exit_plain(l->rep, &l->rep->lanes[l->lane], index, l->layer, count, l->order);
}

void exit_sparse_any(struct replication *rep, struct lane *lane, enum layer layer, int64_t count, const struct exit_order *order)
{
    const int32_t number = (int32_t)(lane - rep->lanes);
    const int64_t noticed = layer == WORK ? (int64_t)noticed_cases(&lane->noticed) : 0;
    struct sharing sharing = sharing_begin(pick_draws(rep, &rep->streams[lane->stream]), lane_total(lane, sparse_of(layer)), count);
    const int64_t of_noticed = sharing_next(&sharing, noticed);
    struct exit_order copy = *order;
    noticed_choose(rep, number, &(struct noticed_choice){ANY_STAGE, rep->today, noticed, of_noticed, noticed_leaves, &copy});
    const cohort_filter filter = layer == WORK ? workable_cohort : delayed_cohort;
    if (sharing.count > 0) roll_choose(rep, number, &sharing, &(struct roll_choice){filter, cohort_leaves, &copy});
}

void exit_any(struct replication *rep, struct lane *lane, enum layer layer, int64_t count, const struct exit_order *order)
{
    struct draw *draw = pick_draws(rep, &rep->streams[lane->stream]);
    const int64_t sparse = lane_total(lane, sparse_of(layer)), plain = lane_total(lane, layer) - sparse;
    const int64_t of_plain = sparse == 0 ? count : variate_hypergeometric(draw, plain, sparse, count);
    struct leaving leaving = {rep, (int32_t)(lane - rep->lanes), layer, order};
    lane_choose_plain(lane, draw, &(struct lane_choice){layer, lane->lowest, index_of(rep, rep->today) + 1, of_plain, leave_plain, &leaving});
    exit_sparse_any(rep, lane, layer, count - of_plain, order);
}

void exit_open(struct replication *rep, struct lane *lane, int64_t count, const struct exit_order *order)
{
    struct sharing sharing = sharing_begin(pick_draws(rep, &rep->streams[lane->stream]), lane_open(lane), count);
    const int64_t workable = sharing_next(&sharing, lane_total(lane, WORK)), delayed = sharing.count;
    exit_any(rep, lane, WORK, workable, order);
    exit_any(rep, lane, DELAY, delayed, order);
}

void exit_received(struct replication *rep, struct lane *lane, const struct exit_days *days, int64_t count, const struct exit_order *order)
{
    struct sharing sharing = sharing_begin(pick_draws(rep, &rep->streams[lane->stream]), days->of, count);
    const int64_t workable = sharing_next(&sharing, lane_sum(lane, WORK, days->from, days->to)), delayed = sharing.count;
    exit_between(rep, lane, &(struct lane_choice){.layer = WORK, .from = days->from, .to = days->to, .count = workable}, order);
    exit_between(rep, lane, &(struct lane_choice){.layer = DELAY, .from = days->from, .to = days->to, .count = delayed}, order);
}
