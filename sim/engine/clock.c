#include "engine/clock.h"

#include "engine/cohorts.h"
#include "engine/contingent.h"
#include "engine/court.h"
#include "engine/lane.h"

int clock_first_due(const struct model_epoch *epoch, int from, int to, int day)
{
    while (from < to) {
        const int middle = from + (to - from) / 2;
        if (epoch->deadline[middle] < day) from = middle + 1;
        else to = middle;
    }
    return from;
}

/* The classes of one clock are every n_clocks-th, from this one on. */
static void flip(struct replication *rep, const struct stream_state *s, size_t clock, int index)
{
    for (size_t k = clock; k < s->n_lanes; k += s->model->n_clocks) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        const int32_t plain = plain_at_day(lane, WORK, index) + plain_at_day(lane, DELAY, index) - lane_at_day(lane, PLAIN_OVERDUE, index);
        if (plain != 0) lane_add(lane, PLAIN_OVERDUE, index, plain);
    }
}

static void newly_overdue(struct replication *rep, struct stream_state *s)
{
    const int end = index_of(rep, rep->today);
    for (size_t clock = 0; clock < s->model->n_clocks; clock++) {
        const struct model_epoch *epoch = s->clocks[clock].epoch;
        for (int run = 0; run < epoch->n_runs; run++) {
            int32_t *to = &s->clocks[clock].overdue_to[run];
            const int limit = epoch->runs[run + 1] < end ? epoch->runs[run + 1] : end;
            for (; *to < limit && epoch->deadline[*to] < rep->today; ++*to) flip(rep, s, clock, *to);
        }
    }
}

static void clear_overdue(struct replication *rep, const struct stream_state *s)
{
    for (size_t k = 0; k < s->n_lanes; k++) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        for (int i = 0; i < rep->model->days && lane_total(lane, PLAIN_OVERDUE) > 0; i++)
            if (lane_at_day(lane, PLAIN_OVERDUE, i) != 0) lane_add(lane, PLAIN_OVERDUE, i, -lane_at_day(lane, PLAIN_OVERDUE, i));
    }
}

static void begin_clock(struct replication *rep, struct stream_state *s, size_t clock)
{
    const struct model_epoch *epochs = &s->model->epochs[clock * s->model->n_epochs];
    struct clock_state *state = &s->clocks[clock];
    state->epoch = epochs;
    for (size_t i = 1; i < s->model->n_epochs && epochs[i].from <= rep->today; i++) state->epoch = &epochs[i];
    if (contingent_redates(rep, s)) state->epoch = &state->own_epoch;
    for (int run = 0; run < state->epoch->n_runs; run++) state->overdue_to[run] = state->epoch->runs[run];
    for (size_t k = clock; k < s->n_lanes; k += s->model->n_clocks) rep->lanes[s->first_lane + k].epoch = state->epoch;
}

void clock_bind(struct replication *rep, struct stream_state *s, const struct model_stream *model)
{
    for (size_t clock = 0; s->model && clock < model->n_clocks; clock++) {
        struct clock_state *state = &s->clocks[clock];
        if (!state->epoch || state->epoch == &state->own_epoch) continue;
        const size_t at = (size_t)(state->epoch - &s->model->epochs[clock * s->model->n_epochs]);
        state->epoch = &model->epochs[clock * model->n_epochs + (at < model->n_epochs ? at : 0)];
        for (size_t k = clock; k < s->n_lanes; k += model->n_clocks) rep->lanes[s->first_lane + k].epoch = state->epoch;
    }
}

void clock_begin(struct replication *rep, struct stream_state *s)
{
    if (contingent_redates(rep, s)) contingent_redate(rep, s);
    for (size_t clock = 0; clock < s->model->n_clocks; clock++) begin_clock(rep, s, clock);
    if (!s->model->has_period) return;
    clear_overdue(rep, s);
    newly_overdue(rep, s);
}

static void redate(struct replication *rep, struct stream_state *s)
{
    clock_begin(rep, s);
    for (size_t k = 0; k < s->n_lanes; k++) cohorts_redate(rep, (int32_t)(s->first_lane + k));
}

static bool new_deadlines(const struct replication *rep, const struct stream_state *s)
{
    for (size_t i = 1; i < s->model->n_epochs; i++)
        if (s->model->epochs[i].from == rep->today) return true;
    return s->redated;
}

void clock_day(struct replication *rep)
{
    rep->next_morning = rep->today + 1;
    cohorts_close_up(rep);
    court_morning(rep);
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        if (!s->model->has_period) continue;
        if (new_deadlines(rep, s)) redate(rep, s);
        else newly_overdue(rep, s);
    }
    agenda_run(rep, PHASE_MORNING, cohort_refresh);
}
