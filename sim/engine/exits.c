#include "engine/exits.h"

#include <math.h>

#include "engine/cohorts.h"
#include "engine/entry.h"
#include "engine/lane.h"
#include "engine/meter.h"
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
    if (s->model->has_period && s->epoch->deadline[leaver->clock] >= rep->today) s->flow[FLOW_ON_TIME] += count;
    if (leaver->notice != NO_DAY && rep->today <= leaver->notice + GRACE_NOTICED) s->flow[FLOW_NOTICES_IN_TIME] += count;
    waits_add(&rep->waits[0][lane->stream], wait, count);
}

static void record_transferred(struct replication *rep, const struct leaver *leaver, int64_t count, const struct exit_order *order)
{
    if (rep->n_transits == rep->transit_capacity) {
        struct transit *more = state_grow(rep->transits, &rep->transit_capacity, sizeof *more);
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
    case EXIT_DECIDED: record_decided(rep, leaver, count); break;
    case EXIT_WITHDRAWN:
        s->flow[FLOW_WITHDRAWN] += count;
        s->event[LINK_WITHDRAWAL] += count;
        break;
    case EXIT_TRANSFERRED:
        s->flow[FLOW_TRANSFERRED] -= count;
        record_transferred(rep, leaver, count, order);
        break;
    case EXIT_CORRECTED: s->flow[FLOW_CORRECTION] -= count; break;
    }
    const int received = day_of(rep, leaver->spot.received);
    if (received >= 0 && !leaver->joined) entry_left(rep, lane->stream, received, order->kind == EXIT_DECIDED, count);
}

/* --- plain cases ----------------------------------------------------------------------------------------------------------------- */

static void take_delayed(struct draw *draw, int32_t points[DELAY_POINTS], int64_t of, int64_t count)
{
    struct sharing sharing = sharing_begin(draw, of, count);
    for (int i = 0; i < DELAY_POINTS && sharing.count > 0; i++) points[i] -= (int32_t)sharing_next(&sharing, points[i]);
}

static void plain_uncount(struct replication *rep, struct lane *lane, int index, enum layer layer, int64_t count)
{
    struct stream_state *s = &rep->streams[lane->stream];
    lane_add(lane, layer, index, -(int32_t)count);
    if (s->model->has_period && s->epoch->deadline[index] < rep->today) lane_add(lane, PLAIN_OVERDUE, index, -(int32_t)count);
    lane->received_sum -= count * day_of(rep, index);
}

void plain_remove(struct replication *rep, struct lane *lane, int index, enum layer layer, int64_t count)
{
    struct draw *draw = pick_draws(rep, &rep->streams[lane->stream]);
    if (layer == PLAIN_DELAY) take_delayed(draw, lane->delayed[index], lane->day[index].of[PLAIN_DELAY], count);
    plain_uncount(rep, lane, index, layer, count);
}

int plain_remove_delayed(struct replication *rep, struct lane *lane, int index)
{
    struct draw *draw = pick_draws(rep, &rep->streams[lane->stream]);
    int64_t rank = (int64_t)(draw_uniform(draw) * (double)lane->day[index].of[PLAIN_DELAY]);
    int point = 0;
    while (rank >= lane->delayed[index][point]) rank -= lane->delayed[index][point++];
    lane->delayed[index][point]--;
    plain_uncount(rep, lane, index, PLAIN_DELAY, 1);
    return point;
}

static void exit_plain(struct replication *rep, struct lane *lane, int index, enum layer layer, int64_t count, const struct exit_order *order)
{
    plain_remove(rep, lane, index, layer, count);
    record(rep, &(struct leaver){.spot = {(int32_t)(lane - rep->lanes), index}, .clock = index, .notice = NO_DAY}, count, order);
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

void exit_cohort(struct replication *rep, struct spot spot, int32_t at, int64_t count, const struct exit_order *order)
{
    const struct cohort c = *cohort_at(rep, spot, at);
    struct stream_state *s = stream_at(rep, spot);
    const struct running administrative = cohort_administrative(rep, s, &c), judicial = cohort_judicial(rep, &c);
    const struct leaver leaver = {spot, cohort_clock(rep, spot, &c), day_of_short(c.notice), cohort_joined(rep, &c)};
    cohort_remove(rep, spot, at, (int32_t)count);
    stop_running(rep, s, s->administrative, &administrative, count);
    stop_running(rep, s, s->judicial, &judicial, count);
    record(rep, &leaver, count, order);
}

/* --- a choice among the cases of one day ------------------------------------------------------------------------------------------ */

static bool any_cohort(const struct replication *rep, const struct cohort *c, struct spot spot)
{
    (void)rep;
    (void)c;
    (void)spot;
    return true;
}

static bool workable_cohort(const struct replication *rep, const struct cohort *c, struct spot spot)
{
    (void)spot;
    return cohort_workable(rep, c);
}

static bool own_cohort(const struct replication *rep, const struct cohort *c, struct spot spot)
{
    return cohort_workable(rep, c) && cohort_clock(rep, spot, c) == spot.received;
}

static void cohort_leaves(struct replication *rep, struct spot spot, int32_t at, int64_t count, void *order) { exit_cohort(rep, spot, at, count, order); }

/* `of`: how many cases there are to choose from, plain ones and those of the cohorts that pass the filter. */
static void exit_at(struct replication *rep, struct lane *lane, int index, struct sharing *sharing, cohort_filter filter,
                    const struct exit_order *order)
{
    const enum layer plain[2] = {PLAIN_WORK, PLAIN_DELAY};
    for (int l = 0; l < (filter == any_cohort ? 2 : 1); l++) {
        const int64_t taken = sharing_next(sharing, lane->day[index].of[plain[l]]);
        if (taken > 0) exit_plain(rep, lane, index, plain[l], taken, order);
    }
    struct exit_order copy = *order;
    if (sharing->count > 0)
        shelf_choose(rep, (struct spot){(int32_t)(lane - rep->lanes), index}, sharing, &(struct shelf_choice){filter, cohort_leaves, &copy});
}

void exit_workable(struct replication *rep, struct lane *lane, int index, int64_t count, const struct exit_order *order)
{
    struct draw *draw = pick_draws(rep, &rep->streams[lane->stream]);
    struct sharing sharing = sharing_begin(draw, masked(&lane->day[index], &mask_work), count);
    exit_at(rep, lane, index, &sharing, workable_cohort, order);
}

void exit_open(struct replication *rep, struct lane *lane, int index, int64_t count, const struct exit_order *order)
{
    struct draw *draw = pick_draws(rep, &rep->streams[lane->stream]);
    struct sharing sharing = sharing_begin(draw, masked(&lane->day[index], &mask_open), count);
    exit_at(rep, lane, index, &sharing, any_cohort, order);
}

/* Cohorts with a clock of their own are special, and few: the others need no look at their shelf. */
int64_t own_work(const struct replication *rep, const struct lane *lane, int index)
{
    const struct spot spot = {(int32_t)(lane - rep->lanes), index};
    const struct shelf *shelf = &lane->shelf[index];
    int64_t n = lane->day[index].of[PLAIN_WORK];
    if (rep->streams[lane->stream].foreign.n == 0) return n + lane->day[index].of[SPARSE_WORK];
    for (int32_t at = 0; at < shelf->n; at++)
        if (own_cohort(rep, &shelf->cohorts[at], spot)) n += shelf->cohorts[at].count;
    return n;
}

void exit_own(struct replication *rep, struct lane *lane, int index, int64_t count, const struct exit_order *order)
{
    struct sharing sharing = sharing_begin(pick_draws(rep, &rep->streams[lane->stream]), own_work(rep, lane, index), count);
    exit_at(rep, lane, index, &sharing, own_cohort, order);
}

/* --- a choice among all of a lane ---------------------------------------------------------------------------------------------------- */

struct leaving {
    struct replication *rep;
    struct lane *lane;
    const struct exit_order *order;
};

static void workable_leave(void *context, int index, int64_t count)
{
    const struct leaving *l = context;
    exit_workable(l->rep, l->lane, index, count, l->order);
}

static void open_leave(void *context, int index, int64_t count)
{
    const struct leaving *l = context;
    exit_open(l->rep, l->lane, index, count, l->order);
}

void exit_any(struct replication *rep, struct lane *lane, int64_t count, bool delayed, const struct exit_order *order)
{
    struct leaving leaving = {rep, lane, order};
    lane_choose(lane, pick_draws(rep, &rep->streams[lane->stream]),
                &(struct lane_choice){delayed ? &mask_open : &mask_work, lane->lowest, index_of(rep, rep->today) + 1, count,
                                      delayed ? open_leave : workable_leave, &leaving});
}
