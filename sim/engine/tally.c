#include "engine/tally.h"

#include <gsl/gsl_math.h>
#include <string.h>

#include "base/calendar.h"
#include "engine/cohorts.h"
#include "engine/contingent.h"
#include "engine/lane.h"
#include "engine/meter.h"
#include "engine/money.h"
#include "engine/staff.h"
#include "engine/steps.h"
#include "engine/waits.h"
#include "engine/work.h"

static const double no_value = (double)GSL_NAN;

enum { MONTH, QUARTER, YEAR, SPANS };

/* Stocks of one stream, or of all, on an evening. */
struct stocks {
    int64_t open, overdue, older[4], age_sum, outstanding, exposure;
    double work;
    bool has_work;
};

bool tally_init(struct replication *rep)
{
    const size_t n = rep->model->n_streams, pools = rep->model->n_pools;
    for (int span = MONTH; span < SPANS; span++) {
        rep->waits[span] = state_array(rep, n + 1, sizeof *rep->waits[span]);
        for (size_t s = 0; !rep->failed && s <= n; s++) waits_init(rep, &rep->waits[span][s]);
    }
    rep->stocks = state_array(rep, n + 1, sizeof *rep->stocks);
    rep->month = state_array(rep, n, sizeof *rep->month);
    rep->month_used = state_array(rep, n, sizeof *rep->month_used);
    rep->quarter = state_array(rep, n, sizeof *rep->quarter);
    rep->year = state_array(rep, n, sizeof *rep->year);
    rep->quarter_used = state_array(rep, n, sizeof *rep->quarter_used);
    rep->year_used = state_array(rep, n, sizeof *rep->year_used);
    rep->quarter_pool = state_array(rep, pools, sizeof *rep->quarter_pool);
    rep->year_pool = state_array(rep, pools, sizeof *rep->year_pool);
    return !rep->failed;
}

void tally_reset(struct replication *rep)
{
    const size_t n = rep->model->n_streams, pools = rep->model->n_pools;
    for (int span = MONTH; span < SPANS; span++)
        for (size_t s = 0; s <= n; s++) waits_clear(&rep->waits[span][s]);
    memset(rep->quarter, 0, n * sizeof *rep->quarter);
    memset(rep->year, 0, n * sizeof *rep->year);
    memset(rep->quarter_used, 0, n * sizeof *rep->quarter_used);
    memset(rep->year_used, 0, n * sizeof *rep->year_used);
    memset(rep->quarter_pool, 0, pools * sizeof *rep->quarter_pool);
    memset(rep->year_pool, 0, pools * sizeof *rep->year_pool);
}

/* --- stocks ------------------------------------------------------------------------------------------------------------------------ */

/* On the opening date the flags in the lanes are those of the next morning already. */
static int64_t overdue_of(const struct replication *rep, const struct stream_state *s, const struct lane *lane, int evening)
{
    if (!s->model->has_period) return 0;
    if (evening >= 0) return lane_total(lane, PLAIN_OVERDUE) + lane->late;
    int64_t sum = 0;
    for (int i = 0; i < rep->model->before; i++)
        if (s->epoch->deadline[i] < evening) sum += lane_at_day(lane, WORK, i) + lane_at_day(lane, DELAY, i);
    return sum;
}

static int64_t still_to_run(const struct replication *rep, const struct stream_state *s)
{
    int64_t sum = 0;
    for (size_t r = 0; s->model->lateness.on && r < rep->model->n_administrative; r++) sum += meter_still_to_run(&s->administrative[r]);
    for (size_t r = 0; s->model->lateness.on && r < rep->model->n_judicial; r++) sum += meter_still_to_run(&s->judicial[r]);
    return sum;
}

static void count_lanes(const struct replication *rep, const struct stream_state *s, int evening, struct stocks *stocks)
{
    const struct model *m = rep->model;
    for (size_t k = 0; k < s->n_lanes; k++) {
        const struct lane *lane = &rep->lanes[s->first_lane + k];
        stocks->open += lane_open(lane);
        stocks->age_sum += evening * lane_open(lane) - lane->received_sum;
        stocks->overdue += overdue_of(rep, s, lane, evening);
        for (int a = 0; a < 4; a++) {
            const int to = index_of(rep, m->older_than[a][evening + 1]);
            if (to > lane->lowest) stocks->older[a] += lane_sum(lane, WORK, lane->lowest, to) + lane_sum(lane, DELAY, lane->lowest, to);
        }
    }
    stocks->outstanding = s->outstanding;
    stocks->exposure = s->outstanding + still_to_run(rep, s);
    stocks->has_work = s->model->pool >= 0;
    stocks->work = stocks->has_work ? open_workload(rep, s, -1) : 0;
}

static void add_stocks(struct stocks *all, const struct stocks *one)
{
    all->open += one->open;
    all->overdue += one->overdue;
    for (int a = 0; a < 4; a++) all->older[a] += one->older[a];
    all->age_sum += one->age_sum;
    all->outstanding += one->outstanding;
    all->exposure += one->exposure;
    all->work += one->work;
    all->has_work |= one->has_work;
}

/* stocks[n_streams]: all. */
static void count_stocks(struct replication *rep, int evening, struct stocks *stocks)
{
    const size_t n = rep->model->n_streams;
    memset(stocks, 0, (n + 1) * sizeof *stocks);
    for (size_t i = 0; i < n; i++) {
        count_lanes(rep, &rep->streams[i], evening, &stocks[i]);
        add_stocks(&stocks[n], &stocks[i]);
    }
}

static void write_stocks(const struct stocks *s, double *cell)
{
    cell[MEASURE_OPEN] = (double)s->open;
    cell[MEASURE_OVERDUE] = (double)s->overdue;
    for (int a = 0; a < 4; a++) cell[MEASURE_OPEN_OVER_6M + a] = (double)s->older[a];
    cell[MEASURE_AGE_MEAN] = s->open > 0 ? (double)s->age_sum / (double)s->open : no_value;
    cell[MEASURE_PENALTY_OUTSTANDING] = (double)s->outstanding;
    cell[MEASURE_EXPOSURE] = (double)s->exposure;
    cell[MEASURE_WORK_OPEN] = s->has_work ? s->work : no_value;
}

static void write_pool_work(const struct replication *rep, size_t period, double *values)
{
    const struct results_layout *layout = &rep->model->layout;
    double all = 0;
    for (size_t p = 0; p < rep->model->n_pools; p++) {
        const struct model_pool *pool = &rep->model->pools[p];
        double sum = 0;
        for (size_t i = 0; i < pool->n_members; i++) sum += open_workload(rep, &rep->streams[pool->members[i].stream], (int)p);
        values[layout_cell(layout, period, layout_pool(layout, p), MEASURE_WORK_OPEN)] = sum;
        all += sum;
    }
    if (rep->model->n_pools > 0) values[layout_cell(layout, period, layout_pool_all(layout), MEASURE_WORK_OPEN)] = all;
}

/* --- flows ------------------------------------------------------------------------------------------------------------------------- */

struct span {
    int64_t (*flow)[FLOWS]; /* [n_streams] */
    double *used;
    struct pool_state *pool;
    struct wait_histogram *waits; /* [n_streams + 1] */
};

static const struct {
    enum flow flow;
    enum measure measure;
} plain_flows[] = {{FLOW_INFLOW, MEASURE_INFLOW},         {FLOW_DECISIONS, MEASURE_DECISIONS},       {FLOW_WITHDRAWN, MEASURE_WITHDRAWN},
                   {FLOW_TRANSFERRED, MEASURE_TRANSFERRED}, {FLOW_CORRECTION, MEASURE_CORRECTION},   {FLOW_NOTICES, MEASURE_NOTICES},
                   {FLOW_NOTICES_IN_TIME, MEASURE_NOTICES_IN_TIME}, {FLOW_LATE_APPEALS, MEASURE_LATE_APPEALS},
                   {FLOW_COURT_ORDERS, MEASURE_COURT_ORDERS}, {FLOW_ACCRUED, MEASURE_PENALTY_ACCRUED}, {FLOW_PAID, MEASURE_PENALTY_PAID},
                   {FLOW_COURT_COSTS, MEASURE_COURT_COSTS}};

/* What a stream that loses cases did with those that left: their sum is what `answered` is a share of. */
static void write_lost(int64_t answered, int64_t lost, bool patience, double *cell)
{
    cell[MEASURE_LOST] = patience ? (double)lost : no_value;
    cell[MEASURE_ANSWERED] = answered + lost > 0 ? (double)answered / (double)(answered + lost) : no_value;
}

static void write_flows(const int64_t flow[FLOWS], const struct wait_histogram *waits, int64_t timed, double *cell)
{
    const int64_t decisions = flow[FLOW_DECISIONS];
    for (size_t i = 0; i < sizeof plain_flows / sizeof plain_flows[0]; i++) cell[plain_flows[i].measure] = (double)flow[plain_flows[i].flow];
    cell[MEASURE_TIMELINESS] = timed > 0 ? (double)flow[FLOW_ON_TIME] / (double)timed : no_value;
    cell[MEASURE_WAIT_MEAN] = decisions > 0 ? (double)flow[FLOW_WAIT] / (double)decisions : no_value;
    cell[MEASURE_WAIT_P50] = decisions > 0 ? waits_quantile(waits, decisions, 0.5) : no_value;
    cell[MEASURE_WAIT_P90] = decisions > 0 ? waits_quantile(waits, decisions, 0.9) : no_value;
}

static void write_pool(const struct pool_state *pool, int days, double *cell)
{
    cell[MEASURE_FTE] = pool->fte_days / days;
    cell[MEASURE_HOURS_OFFERED] = pool->offered;
    cell[MEASURE_HOURS_USED] = pool->used;
    cell[MEASURE_UTILISATION] = pool->offered > 0 ? pool->used / pool->offered : no_value;
}

static void add_pool(struct pool_state *to, const struct pool_state *from)
{
    to->fte_days += from->fte_days;
    to->offered += from->offered;
    to->used += from->used;
}

static void write_pools(const struct replication *rep, const struct span *span, size_t period, double *values)
{
    const struct results_layout *layout = &rep->model->layout;
    const int days = layout->periods[period].last - layout->periods[period].first + 1;
    struct pool_state all = {0};
    for (size_t p = 0; p < rep->model->n_pools; p++) {
        write_pool(&span->pool[p], days, &values[layout_cell(layout, period, layout_pool(layout, p), 0)]);
        add_pool(&all, &span->pool[p]);
    }
    if (rep->model->n_pools > 0) write_pool(&all, days, &values[layout_cell(layout, period, layout_pool_all(layout), 0)]);
}

static void write_span(struct replication *rep, const struct span *span, const struct stocks *stocks, size_t period, double *values)
{
    const struct results_layout *layout = &rep->model->layout;
    const size_t n = rep->model->n_streams;
    int64_t all[FLOWS] = {0}, timed_all = 0, answered_all = 0;
    bool patience_any = false;
    double used = 0;
    waits_clear(&span->waits[n]);
    for (size_t i = 0; i < n; i++) {
        double *cell = &values[layout_cell(layout, period, i, 0)];
        const int64_t timed = rep->streams[i].model->has_period ? span->flow[i][FLOW_DECISIONS] : 0;
        const bool patience = rep->streams[i].model->has_patience;
        const int64_t answered = patience ? span->flow[i][FLOW_DECISIONS] : 0;
        write_flows(span->flow[i], &span->waits[i], timed, cell);
        write_lost(answered, span->flow[i][FLOW_LOST], patience, cell);
        write_stocks(&stocks[i], cell);
        cell[MEASURE_HOURS_USED] = stocks[i].has_work ? span->used[i] : no_value;
        for (int f = 0; f < FLOWS; f++) all[f] += span->flow[i][f];
        timed_all += timed;
        answered_all += answered;
        patience_any |= patience;
        used += stocks[i].has_work ? span->used[i] : 0;
        waits_merge(&span->waits[n], &span->waits[i]);
    }
    double *cell = &values[layout_cell(layout, period, layout_all(layout), 0)];
    write_flows(all, &span->waits[n], timed_all, cell);
    write_lost(answered_all, all[FLOW_LOST], patience_any, cell);
    write_stocks(&stocks[n], cell);
    cell[MEASURE_HOURS_USED] = stocks[n].has_work ? used : no_value;
    write_pools(rep, span, period, values);
    write_pool_work(rep, period, values);
    steps_write(rep, period, values);
    staff_write(rep, period, values);
    money_write(rep, period, values);
    contingent_write(rep, period, values);
}

/* Adds the shorter span to the longer, if any, and empties it. */
static void pass_on(struct replication *rep, const struct span *from, const struct span *to)
{
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        for (int f = 0; to && f < FLOWS; f++) to->flow[i][f] += from->flow[i][f];
        if (to) to->used[i] += from->used[i];
        waits_pass_on(&from->waits[i], to ? &to->waits[i] : NULL);
        memset(from->flow[i], 0, sizeof from->flow[i]);
        from->used[i] = 0;
    }
    for (size_t p = 0; p < rep->model->n_pools; p++) {
        if (to) add_pool(&to->pool[p], &from->pool[p]);
        from->pool[p].fte_days = from->pool[p].offered = from->pool[p].used = 0;
    }
}

/* --- periods ------------------------------------------------------------------------------------------------------------------------- */

void tally_opening(struct replication *rep, double *values)
{
    const struct results_layout *layout = &rep->model->layout;
    const size_t n = rep->model->n_streams;
    struct stocks *stocks = rep->stocks;
    count_stocks(rep, -1, stocks);
    for (size_t i = 0; i <= n; i++) write_stocks(&stocks[i], &values[layout_cell(layout, 0, i, 0)]);
    write_pool_work(rep, 0, values);
    steps_write(rep, 0, values);
    staff_write(rep, 0, values);
}

static size_t period_with(const struct results_layout *layout, enum period_kind kind, int civil)
{
    size_t p = layout->n_periods;
    while (p-- > 0 && (layout->periods[p].kind != kind || layout->periods[p].last != civil)) {}
    return p;
}

void tally_day(struct replication *rep, double *values)
{
    const struct model *m = rep->model;
    const int civil = m->day0 + rep->today;
    const bool last = rep->today == m->horizon;
    for (size_t p = 0; p < m->n_pools; p++) rep->pools[p].fte_days += rep->pools[p].fte;
    if (!last && m->month[rep->today + 1] == m->month[rep->today]) return;
    const struct civil_date next = date_from_day(civil + 1);
    for (size_t i = 0; i < m->n_streams; i++) {
        memcpy(rep->month[i], rep->streams[i].flow, sizeof rep->month[i]);
        rep->month_used[i] = 0;
        for (size_t j = 0; j < rep->streams[i].model->n_steps; j++) rep->month_used[i] += rep->streams[i].steps[j].hours_used;
        memset(rep->streams[i].flow, 0, sizeof rep->streams[i].flow);
    }
    steps_month(rep);
    const struct span month = {rep->month, rep->month_used, rep->pools, rep->waits[MONTH]};
    const struct span quarter = {rep->quarter, rep->quarter_used, rep->quarter_pool, rep->waits[QUARTER]};
    const struct span year = {rep->year, rep->year_used, rep->year_pool, rep->waits[YEAR]};
    money_month(rep);
    count_stocks(rep, rep->today, rep->stocks);
    write_span(rep, &month, rep->stocks, 1 + (size_t)m->month[rep->today], values);
    pass_on(rep, &month, &quarter);
    if (!last && (next.month - 1) % 3 != 0) return;
    write_span(rep, &quarter, rep->stocks, period_with(&m->layout, PERIOD_QUARTER, civil), values);
    pass_on(rep, &quarter, &year);
    if (!last && next.month != 1) return;
    write_span(rep, &year, rep->stocks, period_with(&m->layout, PERIOD_YEAR, civil), values);
    pass_on(rep, &year, NULL);
}
