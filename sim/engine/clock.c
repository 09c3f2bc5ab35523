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

static void flip(struct replication *rep, const struct stream_state *s, int index)
{
    for (size_t k = 0; k < s->n_lanes; k++) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        const int32_t plain = plain_at_day(lane, WORK, index) + plain_at_day(lane, DELAY, index) - lane_at_day(lane, PLAIN_OVERDUE, index);
        if (plain != 0) lane_add(lane, PLAIN_OVERDUE, index, plain);
    }
}

static void newly_overdue(struct replication *rep, struct stream_state *s)
{
    const int end = index_of(rep, rep->today);
    for (int run = 0; run < s->epoch->n_runs; run++) {
        int32_t *to = &s->overdue_to[run];
        const int limit = s->epoch->runs[run + 1] < end ? s->epoch->runs[run + 1] : end;
        for (; *to < limit && s->epoch->deadline[*to] < rep->today; ++*to) flip(rep, s, *to);
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

void clock_begin(struct replication *rep, struct stream_state *s)
{
    s->epoch = s->model->epochs;
    for (size_t i = 1; i < s->model->n_epochs && s->model->epochs[i].from <= rep->today; i++) s->epoch = &s->model->epochs[i];
    if (contingent_redates(rep, s)) s->epoch = contingent_epoch(rep, s);
    for (int run = 0; run < s->epoch->n_runs; run++) s->overdue_to[run] = s->epoch->runs[run];
    if (!s->model->has_period) return;
    clear_overdue(rep, s);
    newly_overdue(rep, s);
}

/* Every cohort of the stream looks at its new deadline; what lies ahead of it is entered again, what no longer holds is passed over. */
static void redate(struct replication *rep, struct stream_state *s)
{
    clock_begin(rep, s);
    for (size_t k = 0; k < s->n_lanes; k++)
        for (int index = 0; index <= index_of(rep, rep->today); index++) {
            const struct spot spot = {(int32_t)(s->first_lane + k), index};
            const struct shelf *shelf = shelf_at(rep, spot);
            for (int32_t at = 0; at < shelf->n; at++) cohort_refresh(rep, spot, at);
            for (int32_t at = 0; at < shelf->n; at++)
                if (shelf->cohorts[at].count > 0) cohort_schedule(rep, spot, at);
        }
}

static bool new_deadlines(const struct replication *rep, const struct stream_state *s)
{
    for (size_t i = 1; i < s->model->n_epochs; i++)
        if (s->model->epochs[i].from == rep->today) return true;
    return s->redated;
}

void clock_day(struct replication *rep)
{
    court_morning(rep);
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        if (!s->model->has_period) continue;
        if (new_deadlines(rep, s)) redate(rep, s);
        else newly_overdue(rep, s);
    }
    agenda_run(rep, PHASE_MORNING, cohort_refresh);
}
