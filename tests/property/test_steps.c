/* Identities per step, on every day, of streams whose cases go through steps; and a stream with one stated step is a stream without. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/day.h"
#include "engine/lane.h"
#include "engine/steps.h"
#include "engine/work.h"
#include "support/check_main/check_main.h"
#include "support/engine_check.h"
#include "support/load_text.h"

enum { REPLICATIONS = 3, STEPS = 24 };
static const uint64_t SEED = 23;

#define HEAD                                                                                                                                    \
    "opening_date: 2023-12-31\nhorizon: 2024-12-31\n"                                                                                           \
    "regimes:\n  administrative: {awb: {grace: 14 days, tiers: [{days: 14 days, amount: EUR 23/day}, {days: 14 days, amount: EUR 35/day}]}}\n"  \
    "  judicial: {court: {amount: EUR 100/day, cap: EUR 3000}}\n"
#define LATE                                                                                                                                    \
    "    lateness: {notice: [{after: 0 days, rate: 200%%/year}], administrative: awb, judicial: court, appeal: 400%%/year,\n"                   \
    "      court_delay: {gamma: {mean: 30 days, sd: 15 days}}, term: 20 days, further_appeal: 50%%, payment_lag: 20 days}\n"                    \
    "    withdrawal: [{after: 0 days, rate: 10%%/year}, {after: 60 days, rate: 40%%/year}]\n"
#define OPENING                                                                                                                                 \
    "    opening: {stock: 400 cases, ages: {exponential: {mean: 90 days}}, noticed: 40 cases, notice_ages: {exponential: {mean: 20 days}},\n"   \
    "      appealed: 10 cases, ordered: 10 cases, term_ends: {uniform: {low: 0 days, high: 60 days}},\n"                                        \
    "      steps: {intake: 20%%, interview: 50%%, decision: 30%%}}\n"
#define CLASSES "    effort: 10 hours\n    classes: {a: {share: 60%%}, b: {share: 40%%, effort: 16 hours, priority: 1, batch: {size: 50 cases, gain: 30%%}}}\n"
#define OUTCOMES "    outcomes: {grant: 60%%, refuse: {share: 40%%, effort: 1.5}}\n"

/* The pool's rule is %s. */
static const char apart[] = HEAD
    "pools: {hearing: {fte: 4 fte}, office: {fte: 3 fte, allocation: %s, streams: {a: {share: 60%%, plan: 500/year}, b: {share: 40%%, plan: 300/year}}}}\n"
    "streams:\n"
    "  a:\n"
    "    inflow: {level: 600/year, dispersion: 2}\n"
    "    clock: {period: 3 months, suspension: [{share: 20%%, length: 30 days}, {share: 10%%, length: 100 days}], rules: {r: {in_force: 2024-04-01, applies_to: all_open, period: 5 months},\n"
    "      s: {in_force: 2024-09-01, applies_to: all_open, period: 3 months}}}\n" CLASSES OUTCOMES LATE OPENING
    "    steps:\n"
    "      intake: {capacity: 700/year, delay: {gamma: {mean: 20 days, sd: 15 days}}}\n"
    "      interview: {pool: hearing, effort_share: 60%%, order: [{random: 50%%}, {newest: 50%%}], stops: [{from: 2024-03-10, until: 2024-04-20}]}\n"
    "      decision: {pool: office, effort_share: 40%%, delay: {uniform: {low: 0 days, high: 40 days}}, order: [{noticed: 60%%}, {earliest_deadline: 40%%}]}\n"
    "    transfers: {b: {rate: 40%%/year, clock: keeps}}\n"
    "  b:\n"
    "    inflow: {level: 300/year}\n    clock: {period: 4 months}\n    effort: 7 hours\n    pool: office\n"
    "    transfers: {a: {rate: 60%%/year, clock: restarts}}\n"
    "    opening: {stock: 80 cases, ages: {exponential: {mean: 60 days}}}\n";

static const char shared[] = HEAD
    "pools: {office: {fte: 5 fte, allocation: %s, streams: {a: {share: 70%%, ring_fenced: 10%%, plan: 900/year}, b: {share: 20%%, plan: 300/year, priority: 2}}}}\n"
    "streams:\n"
    "  a:\n"
    "    inflow: {level: 500/year}\n"
    "    clock: {period: 2 months}\n" CLASSES OUTCOMES LATE OPENING
    "    pressure: {from: 20 days, full: 200 days, effort: 0.8}\n"
    "    effort_changes: {duty: {from: 2024-05-01, multiply: 1.3, outcome: refuse}}\n"
    "    correction: -60/year\n"
    "    steps:\n"
    "      intake: {pool: office, effort_share: 10%%, delay: {fixed: 3 days}, order: newest}\n"
    "      interview: {pool: office, effort_share: 50%%, stops: [{from: 2024-03-10, until: 2024-04-20}, {from: 2024-07-01, until: 2024-07-31}], order: random}\n"
    "      decision: {pool: office, effort_share: 40%%, delay: {table: {0 days: 50%%, 30 days: 50%%}}, order: {2024-01-01: noticed, 2024-06-01: [{oldest: 50%%}, {random: 50%%}]}}\n"
    "    transfers: {b: {rate: 40%%/year, clock: restarts}}\n"
    "  b:\n"
    "    inflow: {level: 200/year}\n    clock: {period: 4 months}\n    effort: 7 hours\n    step_order: earlier_first\n"
    "    steps: {first: {pool: office, effort_share: 30%%}, second: {capacity: 300/year}, third: {pool: office, effort_share: 70%%}}\n"
    "    transfers: {a: {rate: 60%%/year, clock: keeps}}\n"
    "    opening: {stock: 80 cases, ages: {exponential: {mean: 60 days}}}\n";

static const char *const rules[] = {"proportional", "shares", "priority", "plan", "earliest_deadline"};
enum { RULES = 5, PATTERNS = 2 };

/* ---- one day ---- */

struct account {
    int64_t open[STEPS], done[STEPS];
    double used[STEPS], debt[STEPS];
};

static int64_t step_open(const struct replication *rep, const struct step_state *step, bool workable)
{
    int64_t sum = 0;
    for (size_t k = 0; k < step->stream->model->n_classes; k++) {
        const struct lane *lane = &rep->lanes[step->first_lane + k];
        sum += workable ? lane_total(lane, WORK) : lane_open(lane);
    }
    return sum;
}

static double step_debt(const struct step_state *step)
{
    double sum = 0;
    for (size_t part = 0; part < step->model->most_parts; part++)
        sum += step->debt[part];
    return sum;
}

static struct account account_of(const struct replication *rep)
{
    struct account a = {0};
    ck_assert_uint_le(rep->n_steps, STEPS);
    for (size_t i = 0; i < rep->n_steps; i++) {
        a.open[i] = step_open(rep, &rep->steps[i], false);
        a.done[i] = rep->steps[i].done;
        a.used[i] = rep->steps[i].hours_used;
        a.debt[i] = step_debt(&rep->steps[i]);
    }
    return a;
}

static bool month_began(const struct replication *rep)
{
    return rep->today == 0 || rep->model->month[rep->today] != rep->model->month[rep->today - 1];
}

static int64_t flow_of_today(const struct replication *rep, const struct stream_state *s, enum flow flow, const int64_t before[FLOWS])
{
    return s->flow[flow] - (month_began(rep) ? 0 : before[flow]);
}

/* What the books of the month hold before the month's last evening empties them. */
struct flows {
    int64_t of[4][FLOWS];
};

/* Cases that a step takes in are those the step before is done with; what a stream lost otherwise it lost at some step. */
static void check_cases(const struct replication *rep, const struct stream_state *s, const struct account *before, const struct account *now,
                        const int64_t flows_before[FLOWS])
{
    const size_t first = (size_t)(s->steps - rep->steps);
    int64_t joined = flow_of_today(rep, s, FLOW_INFLOW, flows_before), lost = 0, left = flow_of_today(rep, s, FLOW_WITHDRAWN, flows_before);
    const int64_t transferred = flow_of_today(rep, s, FLOW_TRANSFERRED, flows_before), correction = flow_of_today(rep, s, FLOW_CORRECTION, flows_before);
    for (size_t j = first; j < first + s->model->n_steps; j++) {
        const int64_t done = now->done[j] - (month_began(rep) ? 0 : before->done[j]);
        const int64_t otherwise = before->open[j] + joined - done - now->open[j];
        ck_assert_msg(j == first || otherwise >= 0, "day %d, step %zu: %ld cases from nowhere", rep->today, j - first, (long)-otherwise);
        lost += otherwise;
        joined = done;
    }
    ck_assert_int_eq(joined, flow_of_today(rep, s, FLOW_DECISIONS, flows_before));
    ck_assert_int_eq(lost, left - transferred - correction);
}

/* A stopped step does nothing; a step with stated capacity that has work left has used all of it. */
static void check_step(const struct replication *rep, size_t i, const struct account *before, const struct account *now)
{
    const struct step_state *step = &rep->steps[i];
    const double done = (double)(now->done[i] - (month_began(rep) ? 0 : before->done[i]));
    const double hours = now->used[i] - (month_began(rep) ? 0 : before->used[i]);
    if (step_stopped(rep, step) || !rep->model->works[rep->today]) {
        ck_assert_msg(done == 0 && hours == 0, "day %d, step %zu is stopped: %g done", rep->today, i, done);
        ck_assert(step->stream->other_mix >= 0 || step->model->n_mixes > 1 || now->debt[i] == before->debt[i]);
    } else if (step->unit_effort) {
        const double offered = today_of(rep, &step->model->capacity) * rep->model->per_working[rep->today];
        const double used = done - now->debt[i] + before->debt[i];
        ck_assert_double_le(used, offered + 1e-6);
        if (step_open(rep, step, true) > 0) ck_assert_double_eq_tol(used, offered, 1e-6);
    }
}

static bool takes_all(const struct replication *rep, const struct step_state *step)
{
    const struct model_mix *mix = &step->model->mixes[step->model->mix[rep->today]];
    for (size_t part = 0; part < mix->n; part++)
        if (mix->parts[part].order != ORDER_NOTICED)
            return true;
    return false;
}

/* No hours are left while a step of the pool that is not stopped can use them, and the steps used what the pool says. */
static void check_pool(const struct replication *rep, size_t p, const struct account *now)
{
    const struct model_pool *pool = &rep->model->pools[p];
    double used = 0;
    bool work = false;
    for (size_t i = 0; i < rep->n_steps; i++) {
        const struct step_state *step = &rep->steps[i];
        if (step->model->pool != (int)p)
            continue;
        used += now->used[i];
        work |= !step_stopped(rep, step) && step_open(rep, step, true) > 0 && (pool->rule[0] == ALLOCATE_EARLIEST_DEADLINE || takes_all(rep, step));
    }
    const struct pool_state *state = &rep->pools[p];
    if (pool->rule[0] != ALLOCATE_EARLIEST_DEADLINE)
        ck_assert_double_eq_tol(used, state->used, 1e-6);
    if (rep->model->works[rep->today] && work && pool->rule[0] != ALLOCATE_PLAN && pool->members[0].ring_fenced.peak <= 0)
        ck_assert_double_eq_tol(state->used, state->offered, 1e-6 + (month_began(rep) ? 0 : state->offered));
}

static void check_work(const struct replication *rep)
{
    double of_pools = 0, of_streams = 0;
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        double steps = 0;
        for (size_t j = 0; j < rep->streams[i].model->n_steps; j++)
            if (!rep->streams[i].steps[j].unit_effort)
                steps += work_ahead(rep, &rep->streams[i].steps[j]);
        ck_assert_double_eq_tol(steps, open_workload(rep, &rep->streams[i], -1), 1e-6);
        of_streams += steps;
        for (size_t p = 0; p < rep->model->n_pools; p++)
            of_pools += open_workload(rep, &rep->streams[i], (int)p);
    }
    ck_assert_double_eq_tol(of_pools, of_streams, 1e-6);
}

/* ---- a run ---- */

static bool month_ends(const struct replication *rep)
{
    return rep->today == rep->model->horizon || rep->model->month[rep->today + 1] != rep->model->month[rep->today];
}

static void keep_flows(const struct replication *rep, struct flows *flows)
{
    for (size_t i = 0; i < rep->model->n_streams; i++)
        memcpy(flows->of[i], rep->streams[i].flow, sizeof flows->of[i]);
}

static void run_days(struct stand *stand, uint32_t index)
{
    struct replication *rep = stand->replication;
    char message[800] = "";
    struct flows flows = {0};
    day_begin(rep, SEED, index, stand->values.forecast);
    struct account before = account_of(rep);
    for (; rep->today <= rep->model->horizon; rep->today++) {
        day_run(rep, stand->values.forecast);
        ck_assert_msg(engine_check(rep, message, sizeof message), "replication %u, %s", index, message);
        check_work(rep);
        const struct account now = account_of(rep);
        if (!month_ends(rep)) { /* then the books of the month are empty again */
            for (size_t i = 0; i < rep->model->n_streams; i++)
                check_cases(rep, &rep->streams[i], &before, &now, flows.of[i]);
            for (size_t i = 0; i < rep->n_steps; i++)
                check_step(rep, i, &before, &now);
            for (size_t p = 0; p < rep->model->n_pools; p++)
                check_pool(rep, p, &now);
        }
        keep_flows(rep, &flows);
        before = now;
    }
}

static double row(const struct stand *stand, size_t period, size_t entity, enum measure measure)
{
    return stand->values.forecast[layout_cell(&stand->model->layout, period, entity, measure)];
}

/* The rows of the steps add up to those of their stream. */
static void check_rows(const struct stand *stand)
{
    const struct results_layout *layout = &stand->model->layout;
    for (size_t period = 0; period < layout->n_periods; period++) {
        size_t at = layout_step(layout, 0);
        for (size_t i = 0; i < stand->model->n_streams; i++) {
            const struct model_stream *s = &stand->model->streams[i];
            double open = 0, used = 0, work = 0;
            if (!s->named_steps)
                continue;
            for (size_t j = 0; j < s->n_steps; j++, at++) {
                const bool pool = s->steps[j].pool >= 0;
                ck_assert(isnan(row(stand, period, at, MEASURE_WORK_OPEN)) == !pool);
                open += row(stand, period, at, MEASURE_OPEN);
                work += pool ? row(stand, period, at, MEASURE_WORK_OPEN) : 0;
                used += pool && period > 0 ? row(stand, period, at, MEASURE_HOURS_USED) : 0;
            }
            ck_assert_double_eq(open, row(stand, period, i, MEASURE_OPEN));
            ck_assert_double_eq_tol(work, row(stand, period, i, MEASURE_WORK_OPEN), 1e-6);
            if (period == 0)
                continue;
            ck_assert_double_eq_tol(used, row(stand, period, i, MEASURE_HOURS_USED), 1e-6);
            ck_assert_double_eq(row(stand, period, at - 1, MEASURE_DONE), row(stand, period, i, MEASURE_DECISIONS));
        }
    }
}

START_TEST(identities)
{
    const char *rule = rules[_i % RULES];
    struct stand stand = _i < RULES ? stand_of_format(apart, rule) : stand_of_format(shared, rule);
    for (uint32_t index = 0; index < REPLICATIONS; index++) {
        run_days(&stand, index);
        stand_run(&stand, SEED, index);
        check_rows(&stand);
    }
    stand_free(&stand);
}
END_TEST

/* ---- one step ---- */

static const char one[] = HEAD
    "pools: {office: {fte: 5 fte, cost_per_fte: EUR 80000/year}}\n"
    "streams:\n"
    "  a:\n"
    "    inflow: {level: 600/year}\n"
    "    clock: {period: 3 months}\n" CLASSES OUTCOMES LATE
    "    opening: {stock: 400 cases, ages: {exponential: {mean: 90 days}}, noticed: 40 cases, notice_ages: {exponential: {mean: 20 days}}}\n"
    "    %s\n"
    "  b:\n"
    "    inflow: {level: 100/year}\n"
    "    opening: {stock: 40 cases, ages: {exponential: {mean: 30 days}}}\n"
    "    %s\n";

START_TEST(one_stated_step_is_none)
{
    struct stand none = stand_of_format(one, "pool: office\n    delay: {gamma: {mean: 20 days, sd: 15 days}}\n    order: [{random: 50%}, {noticed: 50%}]",
                                        "capacity: 130/year");
    struct stand named = stand_of_format(one, "steps: {all: {pool: office, delay: {gamma: {mean: 20 days, sd: 15 days}}, order: [{random: 50%}, {noticed: 50%}]}}",
                                         "steps: {only: {capacity: 130/year}}");
    for (uint32_t index = 0; index < REPLICATIONS; index++) {
        stand_run(&none, SEED, index);
        stand_run(&named, SEED, index);
        for (size_t period = 0; period < none.model->layout.n_periods; period++)
            for (size_t entity = 0; entity < none.model->layout.n_entities; entity++)
                for (int m = 0; m < MEASURE_COUNT; m++) {
                    const double a = row(&none, period, entity, (enum measure)m), b = row(&named, period, entity, (enum measure)m);
                    ck_assert_msg(a == b || (isnan(a) && isnan(b)), "%s, %s: %g and %g", none.model->layout.names[entity], measure_info((enum measure)m)->name, a, b);
                }
    }
    stand_free(&none);
    stand_free(&named);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, identities, 0, RULES * PATTERNS);
    tcase_add_test(tcase, one_stated_step_is_none);
}
