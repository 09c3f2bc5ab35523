/* The identities of sim/MODEL.md on every day of every replication: of random scenarios and of those of the validity
 * tests. */
#include <glob.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/day.h"
#include "engine/entry.h"
#include "engine/lane.h"
#include "engine/replication.h"
#include "support/check_main/check_main.h"
#include "support/engine_check.h"
#include "support/load_text.h"
#include "support/scenarios.h"
#include "termijn/scenario.h"

enum { RANDOM = 150, RANDOM_SANITIZED = 16, REPLICATIONS = 2 };
static const uint64_t SEED = 11;

/* ---- a run and the accounts that are kept of it ---- */

struct stream_account {
    int64_t closed[FLOWS], total[FLOWS], before[FLOWS]; /* of the months that are over; up to today; up to yesterday */
    double closed_used, used;                           /* hours */
    int64_t open, opening_outstanding;
    int64_t *open_by; /* yesterday, by received day */
    double capacity, debt;
    /* Little's law */
    bool alone; /* no transfers in or out */
    int64_t stock_days, left_days, opening_days;
    int longest_lag;
};
struct pool_account {
    double closed_offered, closed_used, offered, used;
};
struct run {
    const char *name;
    struct scenario *scenario;
    struct model *model;
    struct replication *rep;
    struct results_values values;
    struct stream_account *streams;
    struct pool_account *pools;
};

static void *array(size_t n, size_t size)
{
    void *items = calloc(n ? n : 1, size);
    ck_assert_ptr_nonnull(items);
    return items;
}

static struct results_values new_values(const struct results_layout *layout)
{
    struct results_values values = {array(layout_cells(layout), sizeof(double)),
                                    array(layout_entry_cells(layout), sizeof(double))};
    for (size_t i = 0; i < layout_cells(layout); i++)
        values.forecast[i] = (double)NAN;
    for (size_t i = 0; i < layout_entry_cells(layout); i++)
        values.entry[i] = (double)NAN;
    return values;
}

static void free_values(struct results_values *values)
{
    free(values->forecast);
    free(values->entry);
}

static struct run start(const char *name, struct scenario *scenario)
{
    struct run run = {.name = name, .scenario = scenario, .model = model_compile(scenario)};
    ck_assert_ptr_nonnull(run.model);
    run.rep = replication_new(run.model);
    ck_assert_ptr_nonnull(run.rep);
    run.values = new_values(&run.model->layout);
    run.streams = array(run.model->n_streams, sizeof *run.streams);
    run.pools = array(run.model->n_pools, sizeof *run.pools);
    for (size_t i = 0; i < run.model->n_streams; i++)
        run.streams[i].open_by = array((size_t)run.model->days, sizeof(int64_t));
    return run;
}

static void finish(struct run *run)
{
    for (size_t i = 0; i < run->model->n_streams; i++)
        free(run->streams[i].open_by);
    free(run->streams);
    free(run->pools);
    free_values(&run->values);
    replication_free(run->rep);
    model_free(run->model);
    termijn_scenario_free(run->scenario);
}

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-7 * (1 + fabs(a));
}

static const char *stream_name(const struct run *run, size_t stream)
{
    return run->model->layout.names[stream];
}

/* Check writes to its log at every assertion: too slow for millions that hold. */
__attribute__((format(printf, 3, 4))) static void expect(const struct run *run, bool holds, const char *format, ...)
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

static int64_t open_on(const struct run *run, size_t stream, int index)
{
    const struct stream_state *s = &run->rep->streams[stream];
    int64_t sum = 0;
    for (size_t k = 0; k < s->model->n_classes; k++)
        sum += lane_at_day(&run->rep->lanes[s->first_lane + k], WORK, index) +
               lane_at_day(&run->rep->lanes[s->first_lane + k], DELAY, index);
    return sum;
}

static int64_t open_cases(const struct run *run, size_t stream)
{
    const struct stream_state *s = &run->rep->streams[stream];
    int64_t sum = 0;
    for (size_t k = 0; k < s->model->n_classes; k++)
        sum += lane_open(&run->rep->lanes[s->first_lane + k]);
    return sum;
}

static int64_t workable(const struct run *run, size_t stream)
{
    const struct stream_state *s = &run->rep->streams[stream];
    int64_t sum = 0;
    for (size_t k = 0; k < s->n_lanes; k++)
        sum += lane_total(&run->rep->lanes[s->first_lane + k], WORK);
    return sum;
}

static double debts(const struct stream_state *s)
{
    double sum = 0;
    for (size_t j = 0; j < s->model->n_steps; j++)
        for (size_t part = 0; part < s->steps[j].model->most_parts; part++)
            sum += s->steps[j].debt[part];
    return sum;
}

/* Some part of today's order takes cases without a notice, too. */
static bool takes_any(const struct run *run, size_t stream)
{
    const struct model_step *step = &run->model->streams[stream].steps[0];
    const struct model_mix *mix = &step->mixes[step->mix[run->rep->today]];
    for (size_t part = 0; part < mix->n; part++)
        if (mix->parts[part].order != ORDER_NOTICED)
            return true;
    return false;
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

static double cell(const struct run *run, size_t period, size_t entity, enum measure measure)
{
    return run->values.forecast[layout_cell(&run->model->layout, period, entity, measure)];
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
    const double decisions = cell(run, row, stream, MEASURE_DECISIONS);
    for (int i = 0; i < REPORTED; i++)
        if (reported[i].measure != MEASURE_LOST || run->model->streams[stream].has_patience)
            a->closed[reported[i].flow] += llround(cell(run, row, stream, reported[i].measure));
    if (decisions > 0)
        a->closed[FLOW_WAIT] += llround(decisions * cell(run, row, stream, MEASURE_WAIT_MEAN));
    if (decisions > 0 && run->model->streams[stream].has_period)
        a->closed[FLOW_ON_TIME] += llround(decisions * cell(run, row, stream, MEASURE_TIMELINESS));
    if (run->model->streams[stream].pool >= 0)
        a->closed_used += cell(run, row, stream, MEASURE_HOURS_USED);
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
            a->closed_offered += cell(run, row, layout_pool(&run->model->layout, i), MEASURE_HOURS_OFFERED);
            a->closed_used += cell(run, row, layout_pool(&run->model->layout, i), MEASURE_HOURS_USED);
        }
        a->offered = a->closed_offered + run->rep->pools[i].offered;
        a->used = a->closed_used + run->rep->pools[i].used;
    }
}

static int64_t today_flow(const struct stream_account *a, enum flow flow)
{
    return a->total[flow] - a->before[flow];
}

static void open_accounts(struct run *run)
{
    for (size_t i = 0; i < run->model->n_streams; i++) {
        int64_t *open_by = run->streams[i].open_by;
        run->streams[i] = (struct stream_account){.open_by = open_by,
                                                  .open = open_cases(run, i),
                                                  .opening_outstanding = run->rep->streams[i].outstanding,
                                                  .alone = !transfers_between(run->model, i)};
        for (int index = 0; index < run->model->days; index++) {
            open_by[index] = open_on(run, i, index);
            run->streams[i].opening_days += open_by[index] * (index - run->model->before);
        }
    }
    memset(run->pools, 0, run->model->n_pools * sizeof *run->pools);
}

/* ---- cases ---- */

static void check_cases(struct run *run)
{
    int64_t before = 0, after = (int64_t)0;
    for (size_t i = 0; i < run->rep->n_transits; i++)
        after += run->rep->transits[i].count;
    for (size_t i = 0; i < run->model->n_streams; i++) {
        struct stream_account *a = &run->streams[i];
        const int64_t open = open_cases(run, i);
        const int64_t change = today_flow(a, FLOW_INFLOW) + today_flow(a, FLOW_TRANSFERRED) +
                               today_flow(a, FLOW_CORRECTION) - today_flow(a, FLOW_DECISIONS) -
                               today_flow(a, FLOW_WITHDRAWN) - today_flow(a, FLOW_LOST);
        expect(run, open == a->open + change, "%s: %ld open after %ld and a change of %ld", stream_name(run, i),
               (long)open, (long)a->open, (long)change);
        before += a->total[FLOW_INFLOW] + a->total[FLOW_CORRECTION] - a->total[FLOW_DECISIONS] -
                  a->total[FLOW_WITHDRAWN] - a->total[FLOW_LOST];
        after += open;
        a->open = open;
    }
    for (size_t i = 0; i < run->model->n_streams; i++)
        before += llround(cell(run, 0, i, MEASURE_OPEN));
    expect(run, before == after, "all streams: %ld open or on their way, not %ld", (long)after, (long)before);
}

/* Who left today, by received day, and how long they waited; in a stream that nobody joins or leaves by transfer. */
struct leavers {
    int64_t n, days, on_time;
};

static struct leavers count_leavers(struct run *run, size_t stream)
{
    struct stream_account *a = &run->streams[stream];
    const struct stream_state *s = &run->rep->streams[stream];
    const int32_t correction = s->model->correction ? s->model->correction[run->rep->today] : 0;
    struct leavers leavers = {0};
    for (int index = 0; index <= index_of(run->rep, run->rep->today); index++) {
        const int day = day_of(run->rep, index);
        const int64_t now = open_on(run, stream, index);
        int64_t left = a->open_by[index] - now;
        if (day == run->rep->today)
            left += today_flow(a, FLOW_INFLOW) + (correction > 0 ? correction : 0);
        expect(run, left >= 0, "%s: %ld cases received on %d appear from nowhere", stream_name(run, stream),
               (long)-left, day);
        leavers.n += left;
        leavers.days += left * (run->rep->today - day);
        leavers.on_time += s->model->has_period && s->epoch->deadline[index] >= run->rep->today ? left : 0;
        a->open_by[index] = now;
        a->stock_days += now;
    }
    return leavers;
}

static void check_waits(struct run *run, size_t stream)
{
    struct stream_account *a = &run->streams[stream];
    if (!a->alone)
        return;
    const struct leavers leavers = count_leavers(run, stream);
    const int32_t *corrections = run->model->streams[stream].correction;
    const int32_t correction = corrections ? corrections[run->rep->today] : 0;
    const int64_t decisions = today_flow(a, FLOW_DECISIONS), withdrawn = today_flow(a, FLOW_WITHDRAWN);
    const int64_t removed = (correction > 0 ? 0 : -today_flow(a, FLOW_CORRECTION)) + today_flow(a, FLOW_LOST);
    a->left_days += leavers.days;
    expect(run, leavers.n == decisions + withdrawn + removed, "%s: %ld left, not %ld", stream_name(run, stream),
           (long)leavers.n, (long)(decisions + withdrawn + removed));
    if (withdrawn + removed > 0)
        return;
    expect(run, leavers.days == today_flow(a, FLOW_WAIT), "%s: waits of %ld days, not %ld", stream_name(run, stream),
           (long)today_flow(a, FLOW_WAIT), (long)leavers.days);
    expect(run, leavers.on_time == today_flow(a, FLOW_ON_TIME), "%s: %ld in time, not %ld", stream_name(run, stream),
           (long)today_flow(a, FLOW_ON_TIME), (long)leavers.on_time);
}

/* Nobody who has waited as long as the patience is left, and nobody is lost where cases wait. */
static void check_patience(struct run *run, size_t stream)
{
    const struct model_stream *s = &run->model->streams[stream];
    const int64_t lost = today_flow(&run->streams[stream], FLOW_LOST);
    expect(run, lost >= 0 && (s->has_patience || lost == 0), "%s: %ld lost", stream_name(run, stream), (long)lost);
    for (int index = 0; s->has_patience && index <= index_of(run->rep, run->rep->today - s->patience); index++)
        expect(run, open_on(run, stream, index) == 0, "%s: cases received on %d are still open",
               stream_name(run, stream), day_of(run->rep, index));
}

/* Little's law on the accounts. */
static void check_little(struct run *run, size_t stream)
{
    const struct stream_account *a = &run->streams[stream];
    int64_t open_days = 0;
    if (!a->alone)
        return;
    for (int index = 0; index < run->model->days; index++)
        open_days += open_on(run, stream, index) * (run->model->horizon + 1 - day_of(run->rep, index));
    expect(run, a->stock_days == a->left_days + open_days + a->opening_days,
           "%s: %ld days in stock, %ld of leavers, %ld of open cases, %ld before", stream_name(run, stream),
           (long)a->stock_days, (long)a->left_days, (long)open_days, (long)a->opening_days);
}

/* ---- hours ---- */

static bool ring_fences(const struct model_pool *pool)
{
    for (size_t i = 0; i < pool->n_members; i++)
        if (pool->members[i].ring_fenced.peak > 0)
            return true;
    return false;
}

static int rule_today(const struct run *run, const struct model_pool *pool)
{
    const int other = run->rep->pools[pool - run->model->pools].other_allocation;
    return other >= 0 ? other : pool->rule[run->rep->today];
}

/* A stream of the pool has work left that its order takes. */
static bool has_work(const struct run *run, const struct model_pool *pool)
{
    const int rule = rule_today(run, pool);
    for (size_t i = 0; i < pool->n_members; i++) {
        const size_t stream = (size_t)pool->members[i].stream;
        if (rule == ALLOCATE_SHARES && param_at(&pool->members[i].share, run->rep->multiplier, run->rep->today) <= 0)
            continue;
        if (workable(run, stream) > 0 && (rule == ALLOCATE_EARLIEST_DEADLINE || takes_any(run, stream)))
            return true;
    }
    return false;
}

static void check_pool(struct run *run, size_t index, const struct pool_account *before)
{
    const struct pool_account *a = &run->pools[index];
    const struct model_pool *pool = &run->model->pools[index];
    const double offered = a->offered - before->offered, used = a->used - before->used;
    double of_streams = 0;
    for (size_t i = 0; i < pool->n_members; i++)
        of_streams += run->streams[pool->members[i].stream].used;
    expect(run, used <= offered + 1e-6 && used >= -1e-6, "pool %zu: %g hours used of %g", index, used, offered);
    expect(run, near(of_streams, a->used + run->rep->pools[index].debt),
           "pool %zu: %g hours used, and %g by its streams with a debt of %g", index, a->used, of_streams,
           run->rep->pools[index].debt);
    if (rule_today(run, pool) == ALLOCATE_PLAN || ring_fences(pool) || !has_work(run, pool))
        return;
    expect(run, near(used, offered), "pool %zu: %g hours used of %g, and work is left", index, used, offered);
}

/* Every case of a stated capacity takes exactly 1. */
static void check_capacity(struct run *run, size_t stream)
{
    struct stream_account *a = &run->streams[stream];
    const struct stream_state *s = &run->rep->streams[stream];
    const int today = run->rep->today;
    if (s->model->pool >= 0)
        return;
    const double offered =
        run->model->works[today] ? today_of(run->rep, &s->model->steps[0].capacity) * s->rule_capacity * run->model->per_working[today] : 0;
    const double used = (double)today_flow(a, FLOW_DECISIONS) - debts(s) + a->debt;
    a->debt = debts(s);
    expect(run, used <= offered + 1e-6 && used >= -1e-6, "%s: %g used of a capacity of %g", stream_name(run, stream),
           used, offered);
    if (workable(run, stream) > 0 && takes_any(run, stream))
        expect(run, near(used, offered), "%s: %g used of a capacity of %g, and work is left", stream_name(run, stream),
               used, offered);
}

/* ---- euros ---- */

static int payment_lag(const struct run *run, size_t stream)
{
    return (int)floor(today_of(run->rep, &run->model->streams[stream].lateness.payment_lag) + 0.5);
}

static void check_euros(struct run *run, size_t stream)
{
    struct stream_account *a = &run->streams[stream];
    const int64_t outstanding = run->rep->streams[stream].outstanding, accrued = a->total[FLOW_ACCRUED];
    const int64_t owed = engine_owed(run->rep, stream), today = engine_accrual(run->rep, stream);
    if (payment_lag(run, stream) > a->longest_lag)
        a->longest_lag = payment_lag(run, stream);
    expect(run, outstanding >= 0 && a->opening_outstanding + accrued == a->total[FLOW_PAID] + outstanding,
           "%s: EUR %ld + %ld accrued, %ld paid + %ld outstanding", stream_name(run, stream),
           (long)a->opening_outstanding, (long)accrued, (long)a->total[FLOW_PAID], (long)outstanding);
    expect(run, today_flow(a, FLOW_ACCRUED) == today, "%s: EUR %ld accrued, by the cases' own days %ld",
           stream_name(run, stream), (long)today_flow(a, FLOW_ACCRUED), (long)today);
    expect(run, owed <= outstanding && (owed == outstanding || run->rep->today + a->longest_lag > run->model->horizon),
           "%s: EUR %ld outstanding, %ld owed", stream_name(run, stream), (long)outstanding, (long)owed);
}

/* ---- the day ---- */

static void check_day(struct run *run, const struct pool_account *before)
{
    check_cases(run);
    for (size_t i = 0; i < run->model->n_streams; i++) {
        check_waits(run, i);
        check_patience(run, i);
        check_capacity(run, i);
        check_euros(run, i);
    }
    for (size_t i = 0; i < run->model->n_pools; i++)
        check_pool(run, i, &before[i]);
}

/* Every structure on every day of the first replication, and now and then in the others. */
static void check_state(struct run *run, uint32_t index)
{
    char message[800] = "";
    if (index > 0 && run->rep->today % 7 != 0)
        return;
    const bool good = engine_check(run->rep, message, sizeof message);
    expect(run, good, "replication %u, %s", index, message);
}

static void run_days(struct run *run, uint32_t index)
{
    struct replication *rep = run->rep;
    struct pool_account *before = array(run->model->n_pools, sizeof *before);
    day_begin(rep, SEED, index, run->values.forecast);
    open_accounts(run);
    for (; rep->today <= run->model->horizon; rep->today++) {
        memcpy(before, run->pools, run->model->n_pools * sizeof *before);
        day_run(rep, run->values.forecast);
        expect(run, !rep->failed, "out of memory");
        keep_streams(run);
        keep_pools(run);
        check_state(run, index);
        check_day(run, before);
    }
    rep->today--;
    for (size_t i = 0; i < run->model->n_streams; i++)
        check_little(run, i);
    rep->today++;
    entry_fill(rep, run->values.entry);
    free(before);
}

/* ---- rows ---- */

static bool within(const struct results_period *part, const struct results_period *whole)
{
    return part->kind == PERIOD_MONTH && part->first >= whole->first && part->last <= whole->last;
}

static int days_of(const struct results_period *period)
{
    return period->last - period->first + 1;
}

/* What the months say of the measure in the period. */
static double from_months(const struct run *run, size_t period, size_t entity, enum measure measure)
{
    const struct results_layout *layout = &run->model->layout;
    const enum measure_form form = measure_info(measure)->form;
    double sum = 0;
    for (size_t p = 1; p <= layout->n_months; p++) {
        if (!within(&layout->periods[p], &layout->periods[period]))
            continue;
        const double value = cell(run, p, entity, measure);
        if (form == FORM_LAST)
            sum = value;
        else
            sum += form == FORM_MEAN ? value * days_of(&layout->periods[p]) / days_of(&layout->periods[period]) : value;
    }
    return sum;
}

static void check_period(const struct run *run, size_t period)
{
    const struct results_layout *layout = &run->model->layout;
    for (size_t entity = 0; entity < layout->n_entities; entity++)
        for (int m = 0; m < MEASURE_COUNT; m++) {
            const enum measure_form form = measure_info((enum measure)m)->form;
            if (form == FORM_RATIO || form == FORM_WAIT)
                continue;
            const double stated = cell(run, period, entity, (enum measure)m);
            const double summed = from_months(run, period, entity, (enum measure)m);
            expect(run, (isnan(stated) && isnan(summed)) || near(stated, summed),
                   "period %zu, %s, %s: %.17g, its months say %.17g", period, layout->names[entity],
                   measure_info((enum measure)m)->name, stated, summed);
        }
}

/* All that is paid, and what is left of the income. */
static void check_money(const struct run *run, size_t period)
{
    const struct results_layout *layout = &run->model->layout;
    const size_t all = layout_all(layout);
    const double cost = cell(run, period, all, MEASURE_COST), income = cell(run, period, all, MEASURE_INCOME);
    const double of_pools = cell(run, period, layout_pool_all(layout), MEASURE_COST);
    if (period == 0 || !run->model->money)
        return;
    expect(run,
           near(cost, (isnan(of_pools) ? 0 : of_pools) + cell(run, period, all, MEASURE_PENALTY_PAID) +
                          cell(run, period, all, MEASURE_COURT_COSTS)),
           "period %zu: EUR %g of cost is not what pools, penalties and courts come to", period, cost);
    expect(run, isnan(income) || near(cell(run, period, all, MEASURE_RESULT), income - cost),
           "period %zu: EUR %g earned", period, income);
}

/* Sums and counts of `all` are those of the streams together. */
static void check_all(const struct run *run, size_t period)
{
    const struct results_layout *layout = &run->model->layout;
    for (int m = 0; m < MEASURE_COUNT; m++) {
        const enum measure_form form = measure_info((enum measure)m)->form;
        const bool lump = m == MEASURE_INCOME && run->scenario->income.given;
        const bool money = m == MEASURE_COST || m == MEASURE_RESULT || lump; /* of no stream: check_money */
        const bool adds = (form == FORM_SUM || form == FORM_LAST) && m != MEASURE_AGE_MEAN && !money;
        if (!adds || !(measure_info((enum measure)m)->scope & SCOPE_STREAM))
            continue;
        if (period == 0 && form == FORM_SUM)
            continue;
        double sum = 0;
        for (size_t i = 0; i < layout->n_streams; i++) {
            const double value = cell(run, period, i, (enum measure)m);
            sum += isnan(value) ? 0 : value;
        }
        const double all = cell(run, period, layout_all(layout), (enum measure)m);
        expect(run, isnan(all) ? sum <= 0 : near(all, sum), "period %zu, all, %s: %.17g, its streams say %.17g", period,
               measure_info((enum measure)m)->name, all, sum);
    }
}

static void check_rows(const struct run *run)
{
    const struct results_layout *layout = &run->model->layout;
    for (size_t p = 0; p < layout->n_periods; p++) {
        if (layout->periods[p].kind == PERIOD_QUARTER || layout->periods[p].kind == PERIOD_YEAR)
            check_period(run, p);
        check_all(run, p);
        check_money(run, p);
    }
}

/* ---- the same again ---- */

static bool same_values(const struct results_layout *layout, const struct results_values *a,
                        const struct results_values *b)
{
    return memcmp(a->forecast, b->forecast, layout_cells(layout) * sizeof(double)) == 0 &&
           memcmp(a->entry, b->entry, layout_entry_cells(layout) * sizeof(double)) == 0;
}

static void check_again(struct run *run, struct replication *rep, uint32_t index, const char *where)
{
    struct results_values values = new_values(&run->model->layout);
    ck_assert_int_eq(replication_run(rep, SEED, index, &values), 0);
    ck_assert_msg(same_values(&run->model->layout, &run->values, &values), "%s: replication %u differs %s", run->name,
                  index, where);
    free_values(&values);
}

static void check_repeats(struct run *run, uint32_t index)
{
    struct results_values other = new_values(&run->model->layout);
    check_again(run, run->rep, index, "when run once more");
    ck_assert_int_eq(replication_run(run->rep, SEED + 1, index + 7, &other), 0);
    check_again(run, run->rep, index, "after another one");
    free_values(&other);
    struct replication *fresh = replication_new(run->model);
    ck_assert_ptr_nonnull(fresh);
    check_again(run, fresh, index, "in a workspace of its own");
    replication_free(fresh);
}

static void check_scenario(const char *name, struct scenario *scenario)
{
    struct run run = start(name, scenario);
    for (uint32_t index = 0; index < REPLICATIONS; index++) {
        run_days(&run, index);
        check_rows(&run);
        check_repeats(&run, index);
    }
    finish(&run);
}

/* ---- the tests ---- */

START_TEST(random_scenarios)
{
    char name[64];
    snprintf(name, sizeof name, "random scenario %d", _i);
    check_scenario(name, scenario_random((uint64_t)_i, NULL));
}
END_TEST

START_TEST(random_scenarios_with_rules)
{
    char name[32];
    snprintf(name, sizeof name, "random %d with rules", _i);
    check_scenario(name, scenario_random((uint64_t)_i, &(struct scenario_variant){.live_rules = true}));
}
END_TEST

static glob_t files;

START_TEST(validity_scenarios)
{
    const char *path = files.gl_pathv[_i], *slash = strrchr(path, '/');
    check_scenario(slash ? slash + 1 : path, scenario_of_file(path));
}
END_TEST

static void find_files(void)
{
    const char *source = getenv("TERMIJN_SOURCE");
    char pattern[4096];
    snprintf(pattern, sizeof pattern, "%s/tests/validity/scenarios/*.yaml", source ? source : ".");
    if (glob(pattern, 0, NULL, &files) != 0)
        files.gl_pathc = 0;
}

void add_tests(TCase *tcase)
{
    find_files();
    tcase_add_loop_test(tcase, random_scenarios, 0, scenario_is_sanitized() ? RANDOM_SANITIZED : RANDOM);
    tcase_add_loop_test(tcase, random_scenarios_with_rules, 0, (scenario_is_sanitized() ? RANDOM_SANITIZED : RANDOM) / 2);
    tcase_add_loop_test(tcase, validity_scenarios, 0, (int)files.gl_pathc);
}
