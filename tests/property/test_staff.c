/* Staff and money on every day of random scenarios: heads come from somewhere, hours from the heads, euros from both.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "engine/day.h"
#include "engine/money.h"
#include "engine/staff.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"
#include "support/scenarios.h"
#include "support/staff_text.h"

enum { SCENARIOS = 120, SCENARIOS_SANITIZED = 12, POOLS = 3, REPLICATIONS = 2 };

static const char *const pools[POOLS] = {"desk", "tower", "shed"};

/* ---- scenarios ---- */

/* Three pools with a stream each. `other`: the staff of the first pool is quite another. */
static char *write_scenario(uint64_t seed, bool moves, bool other)
{
    char *yaml = NULL;
    size_t size = 0;
    char opening[11], horizon[11];
    FILE *out = open_memstream(&yaml, &size);
    ck_assert_ptr_nonnull(out);
    struct staff_text text = {.seed = 0,
                              .opening = day_from_date((struct civil_date){2022, 1, 1}) + (int)(seed * 37 % 700),
                              .fte = 6,
                              .factor = 1};
    text.horizon = text.opening + 200 + (int)(seed * 53 % 300);
    day_format(text.opening, opening);
    day_format(text.horizon, horizon);
    fprintf(out, "opening_date: %s\nhorizon: %s\nincome: {per_year: EUR 777777/year}\npools:\n", opening, horizon);
    for (int i = 0; i < POOLS; i++) {
        fprintf(out, "  %s:\n", pools[i]);
        text.seed = seed * 1000 + (uint64_t)i + (other && i == 0 ? 500 : 0);
        staff_text_write(out, &text);
    }
    text.seed = seed * 1000 + 900;
    if (moves)
        moves_text_write(out, &text, POOLS, pools, false);
    fprintf(out, "streams:\n");
    for (int i = 0; i < POOLS; i++)
        fprintf(out,
                "  stream_%d: {inflow: {level: 600/year}, effort: 9 hours, pool: %s, income: {per_decision: EUR 99.5, "
                "per_received: EUR 3}}\n",
                i, pools[i]);
    ck_assert_int_eq(fclose(out), 0);
    return yaml;
}

static struct stand random_stand(uint64_t seed, bool moves, bool other)
{
    char *yaml = write_scenario(seed, moves, other);
    struct stand stand = stand_of(yaml, NULL);
    free(yaml);
    return stand;
}

/* ---- heads ---- */

struct account {
    int64_t heads, opening, vacancies;
    struct staff_month all; /* since the first day */
    double offered, cost;
};

static int64_t heads_of(const struct staff_pool *pool)
{
    return pool->heads[STAFF_TRAINEES] + pool->heads[STAFF_EXPERIENCED] + pool->heads[STAFF_EXTERNAL];
}

static struct staff_month since_the_start(const struct replication *rep, const struct staff_pool *pool)
{
    struct staff_month sum = {0};
    for (int month = 0; month <= rep->model->month[rep->today]; month++) {
        sum.hired += pool->month[month].hired;
        sum.left += pool->month[month].left;
        sum.moved += pool->month[month].moved;
        sum.paid_days += pool->month[month].paid_days;
    }
    return sum;
}

#define EXPECT(holds, ...)                                                                                             \
    do {                                                                                                               \
        if (!(holds))                                                                                                  \
            ck_abort_msg(__VA_ARGS__);                                                                                 \
    } while (0)

static void check_heads(const struct replication *rep, size_t p, struct account *a)
{
    const struct staff_pool *pool = &rep->staff->pools[p];
    const struct staff_month now = since_the_start(rep, pool),
                             day = {now.hired - a->all.hired, now.left - a->all.left, now.moved - a->all.moved, 0};
    int64_t trainees = 0;
    for (int j = pool->first; j < pool->end; j++) {
        const int months = rep->model->month[rep->today] + rep->model->pools[p].staff->earlier - pool->since[j];
        EXPECT(pool->joined[j] == 0 || (pool->joined[j] > 0 && months < pool->training[j]),
               "day %d: %ld trainees of %d months", rep->today, (long)pool->joined[j], months);
        trainees += pool->joined[j];
    }
    EXPECT(heads_of(pool) == a->heads + day.hired + day.moved - day.left,
           "day %d: %ld heads after %ld, %ld hired, %ld moved, %ld left", rep->today, (long)heads_of(pool),
           (long)a->heads, (long)day.hired, (long)day.moved, (long)day.left);
    EXPECT(day.left >= 0 && day.hired >= 0, "day %d: fewer than nobody", rep->today);
    EXPECT(trainees == pool->heads[STAFF_TRAINEES], "day %d: trainees do not add up", rep->today);
    for (int stage = 0; stage < STAFF_STAGES; stage++)
        EXPECT(pool->heads[stage] >= 0, "day %d: stage %d has fewer than nobody", rep->today, stage);
    EXPECT(day.hired == 0 || rep->model->working_number[rep->today] == 1, "day %d: hired in mid-month", rep->today);
    a->heads = heads_of(pool);
    a->all = now;
}

/* Hired and still vacant is what was opened: at first, and by the plan. */
static void check_plan(const struct replication *rep, size_t p)
{
    const struct model_staff *staff = rep->model->pools[p].staff;
    const struct staff_pool *pool = &rep->staff->pools[p];
    const struct model_hiring *hirings[HIRINGS] = {&staff->own, &staff->external};
    double opened = 0, vacant = 0;
    for (int which = 0; which < HIRINGS; which++) {
        if (!hirings[which]->on || hirings[which]->to_target)
            continue;
        opened += (double)hirings[which]->vacancies + floor(pool->planned[which] + 1e-9);
        vacant += (double)pool->vacancies[which];
    }
    EXPECT(vacant >= 0, "day %d: fewer than no vacancies", rep->today);
    if ((!staff->own.on || !staff->own.to_target) && (!staff->external.on || !staff->external.to_target))
        EXPECT(opened - vacant == (double)since_the_start(rep, pool).hired, "day %d: %g opened, %g vacant", rep->today,
               opened, vacant);
}

/* ---- hours and euros ---- */

static void check_hours(const struct replication *rep, size_t p, struct account *a)
{
    const struct pool_state *state = &rep->pools[p];
    const struct staff_pool *pool = &rep->staff->pools[p];
    const double most = (pool->own_fte + pool->external_fte) * 2;
    EXPECT(state->fte >= 0 && state->fte <= most, "day %d: %g fte of %ld heads", rep->today, state->fte,
           (long)heads_of(pool));
    const double hours =
        rep->model->works[rep->today]
            ? state->fte * today_of(rep, &rep->model->pools[p].hours_per_fte) * rep->model->per_working[rep->today]
            : 0;
    a->offered += hours;
}

static void check_costs(const struct replication *rep, size_t p, struct account *a)
{
    const struct staff_pool *pool = &rep->staff->pools[p];
    const struct pool_costs *costs = &rep->model->money->pools[p];
    int64_t booked = 0;
    for (int month = 0; month <= rep->model->month[rep->today]; month++)
        booked += rep->money->cost[p * (size_t)rep->model->months + (size_t)month];
    if (!costs->given) {
        EXPECT(booked == 0, "a pool without a cost costs %ld", (long)booked);
        return;
    }
    const double overtime = 1 + today_of(rep, &rep->model->pools[p].staff->overtime);
    a->cost += (pool->own_fte * today_of(rep, &costs->own) + pool->external_fte * today_of(rep, &costs->external)) *
               overtime * rep->model->per_year[rep->today];
    EXPECT(fabs((double)booked - a->cost) <= 0.5 + 1e-6, "day %d: EUR %ld booked of %g", rep->today, (long)booked,
           a->cost);
}

static double cell_of(const struct stand *stand, size_t period, size_t entity, enum measure measure)
{
    return stand->values.forecast[layout_cell(&stand->model->layout, period, entity, measure)];
}

static double or_none(double value)
{
    return isnan(value) ? 0 : value;
}

/* The year's rows add up from its months; what the pools cost and no stream bears is what no hour was used of. */
static void check_rows(const struct stand *stand, const struct account accounts[])
{
    const struct results_layout *layout = &stand->model->layout;
    double offered = 0, cost = 0, income = 0, borne = 0, hired = 0;
    for (size_t month = 1; month <= layout->n_months; month++) {
        offered += cell_of(stand, month, layout_pool_all(layout), MEASURE_HOURS_OFFERED);
        cost += cell_of(stand, month, layout_all(layout), MEASURE_COST);
        income += cell_of(stand, month, layout_all(layout), MEASURE_INCOME);
        hired += cell_of(stand, month, layout_pool_all(layout), MEASURE_HIRED);
        EXPECT(cell_of(stand, month, layout_all(layout), MEASURE_RESULT) ==
                   cell_of(stand, month, layout_all(layout), MEASURE_INCOME) -
                       cell_of(stand, month, layout_all(layout), MEASURE_COST),
               "month %zu: the result is not income less cost", month);
        EXPECT(cell_of(stand, month, layout_pool_all(layout), MEASURE_MOVED) == 0, "month %zu: moves lose heads",
               month);
        for (size_t i = 0; i < layout->n_streams; i++)
            borne += or_none(cell_of(stand, month, i, MEASURE_COST));
    }
    for (size_t p = 0; p < layout->n_periods; p++) {
        if (layout->periods[p].kind != PERIOD_YEAR)
            continue;
        cost -= cell_of(stand, p, layout_all(layout), MEASURE_COST);
        income -= cell_of(stand, p, layout_all(layout), MEASURE_INCOME);
        hired -= cell_of(stand, p, layout_pool_all(layout), MEASURE_HIRED);
        borne -= or_none(cell_of(stand, p, layout_pool_all(layout), MEASURE_COST));
    }
    for (size_t i = 0; i < POOLS; i++)
        offered -= accounts[i].offered;
    EXPECT(fabs(offered) < 1e-6, "hours offered are %g off", offered);
    EXPECT(cost == 0 && income == 0 && hired == 0, "years are not their months: EUR %g, EUR %g, %g heads", cost, income,
           hired);
    EXPECT(borne <= 0, "streams bear EUR %g more than the pools cost", borne);
}

static void run_days(struct stand *stand, uint32_t index)
{
    struct account accounts[POOLS] = {{0}};
    struct replication *rep = stand->replication;
    stand_run(stand, 21, index); /* leaves no value from before, and a used workspace */
    day_begin(rep, 21, index, stand->values.forecast);
    int64_t all = 0, flows = 0;
    for (size_t p = 0; p < POOLS; p++)
        all += accounts[p].heads = accounts[p].opening = heads_of(&rep->staff->pools[p]);
    for (; rep->today <= rep->model->horizon; rep->today++) {
        int64_t now = 0;
        day_run(rep, stand->values.forecast);
        for (size_t p = 0; p < POOLS; p++) {
            check_heads(rep, p, &accounts[p]);
            check_plan(rep, p);
            check_hours(rep, p, &accounts[p]);
            check_costs(rep, p, &accounts[p]);
            now += accounts[p].heads;
        }
        flows = 0;
        for (size_t p = 0; p < POOLS; p++)
            flows += accounts[p].all.hired - accounts[p].all.left;
        EXPECT(now == all + flows, "day %d: %ld heads in all, not %ld", rep->today, (long)now, (long)(all + flows));
    }
    check_rows(stand, accounts);
}

START_TEST(every_day)
{
    struct stand stand = random_stand((uint64_t)_i + 1, true, false);
    for (uint32_t index = 0; index < REPLICATIONS; index++)
        run_days(&stand, index);
    stand_free(&stand);
}
END_TEST

/* ---- pairing ---- */

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

/* What the first pool's staff does changes no number of the others, to the bit. */
START_TEST(other_pools_are_paired)
{
    struct stand one = random_stand((uint64_t)_i + 1, false, false),
                 other = random_stand((uint64_t)_i + 1, false, true);
    const struct results_layout *layout = &one.model->layout;
    stand_run(&one, 3, 1);
    stand_run(&other, 3, 1);
    bool differs = false;
    for (size_t period = 0; period < layout->n_periods; period++)
        for (int m = 0; m < MEASURE_COUNT; m++) {
            const enum measure measure = (enum measure)m;
            for (size_t i = 1; i < POOLS; i++) {
                EXPECT(same(cell_of(&one, period, i, measure), cell_of(&other, period, i, measure)),
                       "stream %zu: %s differs", i, measure_info(measure)->name);
                EXPECT(same(cell_of(&one, period, layout_pool(layout, i), measure),
                            cell_of(&other, period, layout_pool(layout, i), measure)),
                       "pool %zu: %s differs", i, measure_info(measure)->name);
            }
            differs |= !same(cell_of(&one, period, layout_pool(layout, 0), measure),
                             cell_of(&other, period, layout_pool(layout, 0), measure));
        }
    EXPECT(differs, "the first pool is as it was");
    stand_free(&one);
    stand_free(&other);
}
END_TEST

void add_tests(TCase *tcase)
{
    const int n = scenario_is_sanitized() ? SCENARIOS_SANITIZED : SCENARIOS;
    tcase_add_loop_test(tcase, every_day, 0, n);
    tcase_add_loop_test(tcase, other_pools_are_paired, 0, n / 4);
}
