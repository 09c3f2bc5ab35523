#include "engine/done.h"

#include "engine/entry.h"
#include "engine/exits.h"
#include "engine/lane.h"
#include "engine/steps.h"
#include "engine/waits.h"
#include "random/variates.h"

static const struct exit_order done = {.kind = EXIT_DONE};

/* What all days have in common is looked up once, and what they add to the same sums is added once. */
struct doing {
    struct replication *rep;
    struct lane *lane;
    struct draw *draws;
    const int32_t *sparse;   /* cases that are not plain, by received day */
    const int32_t *deadline; /* NULL without a period */
    struct wait_histogram *waits;
    bool decides; /* no step follows */
    int end;      /* index of tomorrow */
    int64_t decided, on_time, received_sum;
};

static struct doing begin(struct replication *rep, struct lane *lane)
{
    return (struct doing){
        .rep = rep,
        .lane = lane,
        .draws = pick_draws(rep, &rep->streams[lane->stream]),
        .sparse = lane->layer[SPARSE_WORK].day,
        .deadline = rep->streams[lane->stream].model->has_period ? lane->epoch->deadline : NULL,
        .waits = &rep->waits[0][lane->stream],
        .decides = lane->next < 0,
        .end = index_of(rep, rep->today) + 1,
    };
}

/* Plain cases that are decided. */
static void decide(struct doing *d, int index, int64_t count)
{
    const struct replication *rep = d->rep;
    const int received = day_of(rep, index);
    lane_add(d->lane, WORK, index, -(int32_t)count);
    if (d->deadline && d->deadline[index] < rep->today) lane_add(d->lane, PLAIN_OVERDUE, index, -(int32_t)count);
    else if (d->deadline) d->on_time += count;
    waits_add(d->waits, rep->today - received, count);
    d->decided += count;
    d->received_sum += count * received;
    if (received >= 0) entry_left(d->rep, d->lane->stream, received, true, count);
}

static void decide_day(void *context, int index, int64_t count) { decide(context, index, count); }

/* How many of `count` cases of a day with cohorts are plain ones. */
static int64_t plain_of(const struct doing *d, int index, int64_t count)
{
    enum { SINGLY = 4 };
    const int64_t sparse = d->sparse[index];
    int64_t left = lane_at_day(d->lane, WORK, index), plain = left - sparse, taken = 0;
    if (count == left) return plain;
    if (count > SINGLY) return variate_hypergeometric(d->draws, plain, sparse, count);
    for (int64_t i = 0; i < count; i++) taken += draw_below(d->draws, left--) < plain - taken;
    return taken;
}

/* A day with cohorts, or at a step that others follow. */
static void do_other(struct doing *d, int index, int64_t count)
{
    const struct spot spot = {(int32_t)(d->lane - d->rep->lanes), index};
    if (!d->decides) {
        exit_layer(d->rep, spot, WORK, count, &done);
        return;
    }
    const int64_t plain = plain_of(d, index, count);
    if (plain > 0) decide(d, index, plain);
    if (plain < count) exit_sparse(d->rep, spot, count - plain, &done);
}

static void do_day(struct doing *d, int index, int64_t count)
{
    if (d->decides && d->sparse[index] == 0) decide(d, index, count);
    else do_other(d, index, count);
}

static void finish(const struct doing *d)
{
    struct lane *lane = d->lane;
    int64_t *flow = d->rep->streams[lane->stream].flow;
    flow[FLOW_DECISIONS] += d->decided;
    flow[FLOW_WAIT] += d->decided * d->rep->today - d->received_sum;
    flow[FLOW_ON_TIME] += d->on_time;
    step_of(d->rep, lane)->done += d->decided;
    lane->received_sum -= d->received_sum;
}

void done_any(struct replication *rep, struct lane *lane, int64_t count)
{
    struct doing doing = begin(rep, lane);
    if (!doing.decides) {
        exit_any(rep, lane, WORK, count, &done);
        return;
    }
    const int64_t sparse = lane_total(lane, SPARSE_WORK);
    const int64_t plain = sparse == 0 ? count : variate_hypergeometric(doing.draws, lane_total(lane, WORK) - sparse, sparse, count);
    lane_choose_plain(lane, doing.draws, &(struct lane_choice){WORK, lane->lowest, doing.end, plain, decide_day, &doing});
    exit_sparse_any(rep, lane, WORK, count - plain, &done);
    finish(&doing);
}

void done_oldest(struct replication *rep, struct lane *lane, int64_t count)
{
    struct doing doing = begin(rep, lane);
    for (int i = lane_first(lane, WORK, lane->lowest, doing.end); count > 0; i = lane_first(lane, WORK, i + 1, doing.end)) {
        const int64_t here = lane_at_day(lane, WORK, i), taken = here < count ? here : count;
        do_day(&doing, i, taken);
        count -= taken;
    }
    finish(&doing);
}

void done_newest(struct replication *rep, struct lane *lane, int64_t count)
{
    struct doing doing = begin(rep, lane);
    for (int i = lane_last(lane, WORK, lane->lowest, doing.end); count > 0; i = lane_last(lane, WORK, lane->lowest, i)) {
        const int64_t here = lane_at_day(lane, WORK, i), taken = here < count ? here : count;
        do_day(&doing, i, taken);
        count -= taken;
    }
    finish(&doing);
}
