/* The identities of sim/MODEL.md on every day of every replication: of random scenarios and of those of the validity
 * tests. */
#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/day.h"
#include "engine/entry.h"
#include "engine/replication.h"
#include "support/check_main/check_main.h"
#include "support/engine_check.h"
#include "support/run_rows.h"
#include "support/scenarios.h"

enum { RANDOM = 150, RANDOM_SANITIZED = 16, REPLICATIONS = 2 };
static const uint64_t SEED = 11;

/* ---- cases ---- */

static void check_cases(struct run *run)
{
    int64_t before = 0, after = 0;
    for (size_t i = 0; i < run->rep->n_transits; i++)
        after += run->rep->transits[i].count;
    for (size_t i = 0; i < run->model->n_streams; i++) {
        struct stream_account *a = &run->streams[i];
        const int64_t open = open_cases(run, i);
        const int64_t change = today_flow(a, FLOW_INFLOW) + today_flow(a, FLOW_TRANSFERRED) +
                               today_flow(a, FLOW_CORRECTION) - today_flow(a, FLOW_DECISIONS) -
                               today_flow(a, FLOW_WITHDRAWN) - today_flow(a, FLOW_LOST);
        run_expect(run, open == a->open + change, "%s: %ld open after %ld and a change of %ld", stream_name(run, i),
                   (long)open, (long)a->open, (long)change);
        before += a->total[FLOW_INFLOW] + a->total[FLOW_CORRECTION] - a->total[FLOW_DECISIONS] -
                  a->total[FLOW_WITHDRAWN] - a->total[FLOW_LOST];
        after += open;
        a->open = open;
    }
    for (size_t i = 0; i < run->model->n_streams; i++)
        before += llround(run_cell(run, 0, i, MEASURE_OPEN));
    run_expect(run, before == after, "all streams: %ld open or on their way, not %ld", (long)after, (long)before);
}

/* Who left today, by received day, and how long they waited; in a stream that nobody joins or leaves by transfer. */
struct leavers {
    int64_t n, days, on_time;
};

static struct leavers count_leavers(struct run *run, size_t stream)
{
    struct stream_account *a = &run->streams[stream];
    const struct stream_state *s = &run->rep->streams[stream];
    const int64_t correction = s->model->correction ? s->model->correction[run->rep->today] : 0;
    struct leavers leavers = {0};
    for (int index = 0; index <= index_of(run->rep, run->rep->today); index++) {
        const int day = day_of(run->rep, index);
        const int64_t now = open_on(run, stream, index);
        int64_t left = a->open_by[index] - now;
        if (day == run->rep->today)
            left += today_flow(a, FLOW_INFLOW) + (correction > 0 ? correction : 0);
        run_expect(run, left >= 0, "%s: %ld cases received on %d appear from nowhere", stream_name(run, stream),
                   (long)-left, day);
        leavers.n += left;
        leavers.days += left * (run->rep->today - day);
        leavers.on_time += count_timely(run, stream, index, left);
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
    const int64_t *corrections = run->model->streams[stream].correction;
    const int64_t correction = corrections ? corrections[run->rep->today] : 0;
    const int64_t decisions = today_flow(a, FLOW_DECISIONS), withdrawn = today_flow(a, FLOW_WITHDRAWN);
    const int64_t removed = (correction > 0 ? 0 : -today_flow(a, FLOW_CORRECTION)) + today_flow(a, FLOW_LOST);
    a->left_days += leavers.days;
    run_expect(run, leavers.n == decisions + withdrawn + removed, "%s: %ld left, not %ld", stream_name(run, stream),
               (long)leavers.n, (long)(decisions + withdrawn + removed));
    if (withdrawn + removed > 0)
        return;
    run_expect(run, leavers.days == today_flow(a, FLOW_WAIT), "%s: waits of %ld days, not %ld",
               stream_name(run, stream), (long)today_flow(a, FLOW_WAIT), (long)leavers.days);
    run_expect(run, leavers.on_time == today_flow(a, FLOW_ON_TIME), "%s: %ld in time, not %ld",
               stream_name(run, stream), (long)today_flow(a, FLOW_ON_TIME), (long)leavers.on_time);
}

/* Nobody who has waited as long as the patience is left, and nobody is lost where cases wait. */
static void check_patience(struct run *run, size_t stream)
{
    const struct model_stream *s = &run->model->streams[stream];
    const int64_t lost = today_flow(&run->streams[stream], FLOW_LOST);
    run_expect(run, lost >= 0 && (s->has_patience || lost == 0), "%s: %ld lost", stream_name(run, stream), (long)lost);
    for (int index = 0; s->has_patience && index <= index_of(run->rep, run->rep->today - s->patience); index++)
        run_expect(run, open_on(run, stream, index) == 0, "%s: cases received on %d are still open",
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
    run_expect(run, a->stock_days == a->left_days + open_days + a->opening_days,
               "%s: %ld days in stock, %ld of leavers, %ld of open cases, %ld before", stream_name(run, stream),
               (long)a->stock_days, (long)a->left_days, (long)open_days, (long)a->opening_days);
}

/* ---- hours ---- */

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
    run_expect(run, used <= offered + 1e-6 && used >= -1e-6, "pool %zu: %g hours used of %g", index, used, offered);
    run_expect(run, near_by(of_streams, a->used + run->rep->pools[index].debt),
               "pool %zu: %g hours used, and %g by its streams with a debt of %g", index, a->used, of_streams,
               run->rep->pools[index].debt);
    if (rule_today(run, pool) == ALLOCATE_PLAN || ring_fences(pool) || !has_work(run, pool))
        return;
    run_expect(run, near_by(used, offered), "pool %zu: %g hours used of %g, and work is left", index, used, offered);
}

/* Every case of a stated capacity takes exactly 1. */
static void check_capacity(struct run *run, size_t stream)
{
    struct stream_account *a = &run->streams[stream];
    const struct stream_state *s = &run->rep->streams[stream];
    const int today = run->rep->today;
    if (s->model->pool >= 0)
        return;
    const double offered = run->model->works[today] ? today_of(run->rep, &s->model->steps[0].capacity) *
                                                          s->rule_capacity * run->model->per_working[today]
                                                    : 0;
    const double used = (double)today_flow(a, FLOW_DECISIONS) - debts(s) + a->debt;
    a->debt = debts(s);
    run_expect(run, used <= offered + 1e-6 && used >= -1e-6, "%s: %g used of a capacity of %g",
               stream_name(run, stream), used, offered);
    if (workable(run, stream) > 0 && takes_any(run, stream))
        run_expect(run, near_by(used, offered), "%s: %g used of a capacity of %g, and work is left",
                   stream_name(run, stream), used, offered);
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
    run_expect(run, outstanding >= 0 && a->opening_outstanding + accrued == a->total[FLOW_PAID] + outstanding,
               "%s: EUR %ld + %ld accrued, %ld paid + %ld outstanding", stream_name(run, stream),
               (long)a->opening_outstanding, (long)accrued, (long)a->total[FLOW_PAID], (long)outstanding);
    run_expect(run, today_flow(a, FLOW_ACCRUED) == today, "%s: EUR %ld accrued, by the cases' own days %ld",
               stream_name(run, stream), (long)today_flow(a, FLOW_ACCRUED), (long)today);
    run_expect(run,
               owed <= outstanding && (owed == outstanding || run->rep->today + a->longest_lag > run->model->horizon),
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
    run_expect(run, good, "replication %u, %s", index, message);
}

static void run_days(struct run *run, uint32_t index)
{
    struct replication *rep = run->rep;
    struct pool_account *before = calloc(run->model->n_pools + 1, sizeof *before);
    ck_assert_ptr_nonnull(before);
    day_begin(rep, SEED, index, run->stand.values.forecast);
    open_accounts(run);
    for (; rep->today <= run->model->horizon; rep->today++) {
        memcpy(before, run->pools, run->model->n_pools * sizeof *before);
        day_run(rep, run->stand.values.forecast);
        run_expect(run, !rep->failed, "out of memory");
        keep_accounts(run);
        check_state(run, index);
        check_day(run, before);
    }
    rep->today--;
    for (size_t i = 0; i < run->model->n_streams; i++)
        check_little(run, i);
    rep->today++;
    entry_fill(rep, run->stand.values.entry);
    free(before);
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
    struct results_values values = values_new(&run->model->layout);
    ck_assert_int_eq(replication_run(rep, SEED, index, &values), 0);
    ck_assert_msg(same_values(&run->model->layout, &run->stand.values, &values), "%s: replication %u differs %s",
                  run->name, index, where);
    values_free(&values);
}

static void check_repeats(struct run *run, uint32_t index)
{
    struct results_values other = values_new(&run->model->layout);
    check_again(run, run->rep, index, "when run once more");
    ck_assert_int_eq(replication_run(run->rep, SEED + 1, index + 7, &other), 0);
    check_again(run, run->rep, index, "after another one");
    values_free(&other);
    struct replication *fresh = replication_new(run->model);
    ck_assert_ptr_nonnull(fresh);
    check_again(run, fresh, index, "in a workspace of its own");
    replication_free(fresh);
}

static void check_scenario(const char *name, struct scenario *scenario)
{
    struct run run = run_start(name, scenario);
    for (uint32_t index = 0; index < REPLICATIONS; index++) {
        run_days(&run, index);
        check_rows(&run);
        check_repeats(&run, index);
    }
    run_finish(&run);
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

START_TEST(random_scenarios_with_suspensions)
{
    char name[48];
    snprintf(name, sizeof name, "random %d with suspensions", _i);
    check_scenario(name, scenario_random((uint64_t)_i,
                                         &(struct scenario_variant){.live_clocks = true, .live_rules = _i % 2 == 0}));
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
    tcase_add_loop_test(tcase, random_scenarios_with_rules, 0,
                        (scenario_is_sanitized() ? RANDOM_SANITIZED : RANDOM) / 2);
    tcase_add_loop_test(tcase, random_scenarios_with_suspensions, 0,
                        (scenario_is_sanitized() ? RANDOM_SANITIZED : RANDOM) / 2);
    tcase_add_loop_test(tcase, validity_scenarios, 0, (int)files.gl_pathc);
}
