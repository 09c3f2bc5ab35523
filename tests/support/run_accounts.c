#include "support/run_accounts.h"

#include <check.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/lane.h"

static void *array(size_t n, size_t size)
{
    void *items = calloc(n ? n : 1, size);
    ck_assert_ptr_nonnull(items);
    return items;
}

struct run run_start(const char *name, struct scenario *scenario)
{
    struct run run = {.name = name, .stand = stand_of_scenario(scenario)};
    run.model = run.stand.model;
    run.rep = run.stand.replication;
    run.streams = array(run.model->n_streams, sizeof *run.streams);
    run.pools = array(run.model->n_pools, sizeof *run.pools);
    for (size_t i = 0; i < run.model->n_streams; i++) {
        run.streams[i].open_by = array((size_t)run.model->days, sizeof(int64_t));
        run.streams[i].by_clock = array(run.model->streams[i].n_clocks * (size_t)run.model->days, sizeof(int64_t));
    }
    return run;
}

void run_finish(struct run *run)
{
    for (size_t i = 0; i < run->model->n_streams; i++) {
        free(run->streams[i].open_by);
        free(run->streams[i].by_clock);
    }
    free(run->streams);
    free(run->pools);
    stand_free(&run->stand);
}

bool near_by(double a, double b)
{
    return fabs(a - b) <= 1e-7 * (1 + fabs(a));
}

const char *stream_name(const struct run *run, size_t stream)
{
    return run->model->layout.names[stream];
}

void run_expect(const struct run *run, bool holds, const char *format, ...)
{
    if (holds)
        return;
    char text[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    ck_abort_msg("%s, day %d, %s", run->name, run->rep->today, text);
}

/* ---- what a replication shows of itself ---- */

/* Of one clock: not suspended, or in one of the suspensions. */
static int64_t open_of_clock(const struct run *run, size_t stream, size_t clock, int index)
{
    const struct stream_state *s = &run->rep->streams[stream];
    int64_t sum = 0;
    for (size_t k = clock; k < s->model->n_classes; k += s->model->n_clocks)
        sum += lane_at_day(&run->rep->lanes[s->first_lane + k], WORK, index) +
               lane_at_day(&run->rep->lanes[s->first_lane + k], DELAY, index);
    return sum;
}

int64_t open_on(const struct run *run, size_t stream, int index)
{
    int64_t sum = 0;
    for (size_t clock = 0; clock < run->model->streams[stream].n_clocks; clock++)
        sum += open_of_clock(run, stream, clock, index);
    return sum;
}

int64_t open_cases(const struct run *run, size_t stream)
{
    const struct stream_state *s = &run->rep->streams[stream];
    int64_t sum = 0;
    for (size_t k = 0; k < s->model->n_classes; k++)
        sum += lane_open(&run->rep->lanes[s->first_lane + k]);
    return sum;
}

int64_t workable(const struct run *run, size_t stream)
{
    const struct stream_state *s = &run->rep->streams[stream];
    int64_t sum = 0;
    for (size_t k = 0; k < s->n_lanes; k++)
        sum += lane_total(&run->rep->lanes[s->first_lane + k], WORK);
    return sum;
}

static bool transfers_between(const struct model *model, size_t stream)
{
    for (size_t i = 0; i < model->n_streams; i++)
        for (size_t k = 0; k < model->streams[i].n_transfers; k++)
            if (i == stream || model->streams[i].transfers[k].to == (int)stream)
                return true;
    return false;
}

/* ---- accounts ---- */

double run_cell(const struct run *run, size_t period, size_t entity, enum measure measure)
{
    return run->stand.values.forecast[layout_cell(&run->model->layout, period, entity, measure)];
}

static const struct {
    enum flow flow;
    enum measure measure;
} reported[] = {{FLOW_INFLOW, MEASURE_INFLOW},
                {FLOW_DECISIONS, MEASURE_DECISIONS},
                {FLOW_WITHDRAWN, MEASURE_WITHDRAWN},
                {FLOW_TRANSFERRED, MEASURE_TRANSFERRED},
                {FLOW_CORRECTION, MEASURE_CORRECTION},
                {FLOW_NOTICES, MEASURE_NOTICES},
                {FLOW_NOTICES_IN_TIME, MEASURE_NOTICES_IN_TIME},
                {FLOW_LATE_APPEALS, MEASURE_LATE_APPEALS},
                {FLOW_COURT_ORDERS, MEASURE_COURT_ORDERS},
                {FLOW_ACCRUED, MEASURE_PENALTY_ACCRUED},
                {FLOW_PAID, MEASURE_PENALTY_PAID},
                {FLOW_COURT_COSTS, MEASURE_COURT_COSTS},
                {FLOW_LOST, MEASURE_LOST}};
enum { REPORTED = sizeof reported / sizeof reported[0] };

/* The month's flows are gone after its last evening: its row has them. */
static void close_month(struct run *run, size_t stream)
{
    struct stream_account *a = &run->streams[stream];
    const size_t row = 1 + (size_t)run->model->month[run->rep->today];
    const double decisions = run_cell(run, row, stream, MEASURE_DECISIONS);
    for (int i = 0; i < REPORTED; i++)
        if (reported[i].measure != MEASURE_LOST || run->model->streams[stream].has_patience)
            a->closed[reported[i].flow] += llround(run_cell(run, row, stream, reported[i].measure));
    if (decisions > 0)
        a->closed[FLOW_WAIT] += llround(decisions * run_cell(run, row, stream, MEASURE_WAIT_MEAN));
    if (decisions > 0 && run->model->streams[stream].has_period)
        a->closed[FLOW_ON_TIME] += llround(decisions * run_cell(run, row, stream, MEASURE_TIMELINESS));
    if (run->model->streams[stream].pool >= 0)
        a->closed_used += run_cell(run, row, stream, MEASURE_HOURS_USED);
}

static bool month_ends(const struct run *run)
{
    const int today = run->rep->today;
    return today == run->model->horizon || run->model->month[today + 1] != run->model->month[today];
}

static void keep_streams(struct run *run)
{
    for (size_t i = 0; i < run->model->n_streams; i++) {
        struct stream_account *a = &run->streams[i];
        memcpy(a->before, a->total, sizeof a->before);
        if (month_ends(run))
            close_month(run, i);
        for (int flow = 0; flow < FLOWS; flow++)
            a->total[flow] = a->closed[flow] + run->rep->streams[i].flow[flow];
        a->used = a->closed_used;
        for (size_t j = 0; j < run->model->streams[i].n_steps; j++)
            a->used += run->rep->streams[i].steps[j].hours_used;
    }
}

static void keep_pools(struct run *run)
{
    const size_t row = 1 + (size_t)run->model->month[run->rep->today];
    for (size_t i = 0; i < run->model->n_pools; i++) {
        struct pool_account *a = &run->pools[i];
        if (month_ends(run)) {
            a->closed_offered += run_cell(run, row, layout_pool(&run->model->layout, i), MEASURE_HOURS_OFFERED);
            a->closed_used += run_cell(run, row, layout_pool(&run->model->layout, i), MEASURE_HOURS_USED);
        }
        a->offered = a->closed_offered + run->rep->pools[i].offered;
        a->used = a->closed_used + run->rep->pools[i].used;
    }
}

void keep_accounts(struct run *run)
{
    keep_streams(run);
    keep_pools(run);
}

int64_t today_flow(const struct stream_account *a, enum flow flow)
{
    return a->total[flow] - a->before[flow];
}

int64_t count_timely(struct run *run, size_t stream, int index, int64_t left)
{
    const struct stream_state *s = &run->rep->streams[stream];
    int64_t timely = day_of(run->rep, index) == run->rep->today ? left : 0;
    for (size_t clock = 0; clock < s->model->n_clocks; clock++) {
        int64_t *before = &run->streams[stream].by_clock[clock * (size_t)run->model->days + (size_t)index];
        const int64_t now = open_of_clock(run, stream, clock, index);
        if (day_of(run->rep, index) != run->rep->today && s->clocks[clock].epoch->deadline[index] >= run->rep->today)
            timely += *before - now;
        *before = now;
    }
    return s->model->has_period ? timely : 0;
}

void open_accounts(struct run *run)
{
    for (size_t i = 0; i < run->model->n_streams; i++) {
        int64_t *open_by = run->streams[i].open_by, *by_clock = run->streams[i].by_clock;
        run->streams[i] = (struct stream_account){.open_by = open_by,
                                                  .by_clock = by_clock,
                                                  .open = open_cases(run, i),
                                                  .opening_outstanding = run->rep->streams[i].outstanding,
                                                  .alone = !transfers_between(run->model, i)};
        for (int index = 0; index < run->model->days; index++) {
            open_by[index] = open_on(run, i, index);
            count_timely(run, i, index, 0);
            run->streams[i].opening_days += open_by[index] * (index - run->model->before);
        }
    }
    memset(run->pools, 0, run->model->n_pools * sizeof *run->pools);
}
