#include "engine/money.h"

#include <math.h>
#include <string.h>

#include "engine/staff.h"
#include "engine/steps.h"
#include "model/staff.h"

bool money_init(struct replication *rep)
{
    const struct model *m = rep->model;
    const size_t months = (size_t)m->months;
    rep->money = state_array(rep, 1, sizeof *rep->money);
    if (rep->failed || !m->money) return !rep->failed;
    rep->money->earned = state_array(rep, m->n_streams + 1, sizeof *rep->money->earned);
    rep->money->spent = state_array(rep, m->n_pools, sizeof *rep->money->spent);
    rep->money->income = state_array(rep, (m->n_streams + 1) * months, sizeof *rep->money->income);
    rep->money->cost = state_array(rep, m->n_pools * months, sizeof *rep->money->cost);
    rep->money->falls_to = state_array(rep, m->n_streams * months, sizeof *rep->money->falls_to);
    return !rep->failed;
}

void money_begin(struct replication *rep)
{
    const struct model *m = rep->model;
    const size_t months = (size_t)m->months;
    if (!m->money) return;
    memset(rep->money->earned, 0, (m->n_streams + 1) * sizeof *rep->money->earned);
    memset(rep->money->spent, 0, m->n_pools * sizeof *rep->money->spent);
    memset(rep->money->income, 0, (m->n_streams + 1) * months * sizeof *rep->money->income);
    memset(rep->money->cost, 0, m->n_pools * months * sizeof *rep->money->cost);
    memset(rep->money->falls_to, 0, m->n_streams * months * sizeof *rep->money->falls_to);
}

/* --- the day ------------------------------------------------------------------------------------------------------------------------ */

/* Adds to a running sum, at most EUR 10^15 a day; what its rounded value grows by. */
static int64_t book(double *sum, double more)
{
    static const double euros_most = 1e15;
    const double before = floor(*sum + 0.5);
    *sum += fmin(more, euros_most);
    return (int64_t)(floor(*sum + 0.5) - before);
}

static double income_today(const struct replication *rep, const struct model_income *income, const int64_t event[])
{
    double euros = today_of(rep, &income->per_year) * rep->model->per_year[rep->today];
    if (event) euros += (double)event[LINK_RECEIVED] * today_of(rep, &income->per_received);
    if (event) euros += (double)event[LINK_DECISION] * today_of(rep, &income->per_decision);
    return euros;
}

static double staff_cost_today(const struct replication *rep, size_t pool)
{
    const struct pool_costs *costs = &rep->model->money->pools[pool];
    const struct model_staff *staff = rep->model->pools[pool].staff;
    const double own = today_of(rep, &costs->own), a_day = rep->model->per_year[rep->today];
    if (!staff) return rep->pools[pool].fte * own * a_day;
    const struct staff_pool *heads = &rep->staff->pools[pool];
    const double fte_euros = heads->own_fte * own + heads->external_fte * today_of(rep, &costs->external);
    return fte_euros * (1 + today_of(rep, &staff->overtime)) * a_day;
}

void money_day(struct replication *rep)
{
    const struct model *m = rep->model;
    struct money *money = rep->money;
    const size_t months = (size_t)m->months, month = (size_t)m->month[rep->today];
    if (!m->money) return;
    for (size_t i = 0; i <= m->n_streams; i++) {
        const struct model_income *income = i < m->n_streams ? &m->money->streams[i] : &m->money->all;
        const int64_t *event = i < m->n_streams ? rep->streams[i].event : NULL;
        if (income->given) money->income[i * months + month] += book(&money->earned[i], income_today(rep, income, event));
    }
    for (size_t p = 0; p < m->n_pools; p++)
        if (m->money->pools[p].given) money->cost[p * months + month] += book(&money->spent[p], staff_cost_today(rep, p));
}

void money_month(struct replication *rep)
{
    const struct model *m = rep->model;
    const size_t months = (size_t)m->months, month = (size_t)m->month[rep->today];
    for (size_t p = 0; m->money && p < m->n_pools; p++) {
        const struct model_pool *pool = &m->pools[p];
        const double cost = m->money->pools[p].given ? (double)rep->money->cost[p * months + month] : 0;
        double used = 0, so_far = 0, given = 0;
        for (size_t i = 0; i < pool->n_members; i++) used += steps_used(rep, &pool->members[pool->by_id[i]]);
        for (size_t i = 0; used > 0 && i < pool->n_members; i++) {
            const struct model_member *member = &pool->members[pool->by_id[i]];
            const size_t stream = (size_t)member->stream;
            so_far += steps_used(rep, member);
            const double upto = floor(cost * (so_far / used) + 0.5);
            rep->money->falls_to[stream * months + month] += (int64_t)(upto - given);
            given = upto;
        }
    }
}

/* --- results --------------------------------------------------------------------------------------------------------------------------- */

static double sum_of(const struct replication *rep, const int64_t by_month[], size_t row, const struct results_period *period)
{
    const struct model *m = rep->model;
    int64_t sum = 0;
    for (int month = m->month[period->first - m->day0]; month <= m->month[period->last - m->day0]; month++)
        sum += by_month[row * (size_t)m->months + (size_t)month];
    return (double)sum;
}

static void write_one(double *cell, double staff, bool has_cost, const double *income)
{
    const double cost = staff + cell[MEASURE_PENALTY_PAID] + cell[MEASURE_COURT_COSTS];
    if (has_cost) cell[MEASURE_COST] = cost;
    if (income) cell[MEASURE_INCOME] = *income;
    if (income) cell[MEASURE_RESULT] = *income - cost;
}

/* Returns what the pools cost. */
static double write_pools(const struct replication *rep, size_t period, double *values)
{
    const struct model *m = rep->model;
    const struct results_layout *layout = &m->layout;
    double all = 0;
    bool any = false;
    for (size_t p = 0; p < m->n_pools; p++) {
        if (!m->money->pools[p].given) continue;
        const double cost = sum_of(rep, rep->money->cost, p, &layout->periods[period]);
        values[layout_cell(layout, period, layout_pool(layout, p), MEASURE_COST)] = cost;
        all += cost;
        any = true;
    }
    if (any) values[layout_cell(layout, period, layout_pool_all(layout), MEASURE_COST)] = all;
    return all;
}

static bool has_paid_step(const struct model *m, const struct model_stream *stream)
{
    for (size_t j = 0; j < stream->n_steps; j++)
        if (stream->steps[j].pool >= 0 && m->money->pools[stream->steps[j].pool].given) return true;
    return false;
}

void money_write(const struct replication *rep, size_t period, double *values)
{
    const struct model *m = rep->model;
    const struct results_layout *layout = &m->layout;
    if (!m->money) return;
    const double staff = write_pools(rep, period, values);
    double all = sum_of(rep, rep->money->income, m->n_streams, &layout->periods[period]);
    bool any = m->money->all.given;
    for (size_t i = 0; i < m->n_streams; i++) {
        const struct model_stream *stream = &m->streams[i];
        const bool paid = has_paid_step(m, stream), earns = m->money->streams[i].given;
        const double income = earns ? sum_of(rep, rep->money->income, i, &layout->periods[period]) : 0;
        write_one(&values[layout_cell(layout, period, i, 0)], sum_of(rep, rep->money->falls_to, i, &layout->periods[period]),
                  paid || stream->lateness.on, earns ? &income : NULL);
        all += income;
        any |= earns;
    }
    write_one(&values[layout_cell(layout, period, layout_all(layout), 0)], staff, true, any ? &all : NULL);
}
