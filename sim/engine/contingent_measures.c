/* What the conditions of contingent rules look at. */
#include <math.h>

#include "engine/contingent.h"
#include "engine/lane.h"
#include "engine/work.h"

static bool is_flow(enum rule_measure measure) { return measure >= RULE_INFLOW && measure <= RULE_TIMELINESS; }

static bool looks_at(const struct model_condition *condition, const struct replication *rep, size_t stream)
{
    if (condition->stream >= 0) return (size_t)condition->stream == stream;
    const struct model_stream *s = &rep->model->streams[stream];
    for (size_t j = 0; condition->pool >= 0 && j < s->n_steps; j++)
        if (s->steps[j].pool == condition->pool) return true;
    return condition->pool < 0;
}

/* --- flows ---------------------------------------------------------------------------------------------------------------------------- */

bool rule_window_init(struct replication *rep, struct rule_window *window, const struct model_condition *condition)
{
    if (!condition->given || !is_flow(condition->measure)) return true;
    window->part = state_array(rep, (size_t)rep->model->horizon + 2, sizeof *window->part);
    window->whole = state_array(rep, (size_t)rep->model->horizon + 2, sizeof *window->whole);
    return !rep->failed;
}

static int64_t flow_of(const struct stream_state *s, enum rule_measure measure)
{
    switch (measure) {
    case RULE_INFLOW: return s->flow[FLOW_INFLOW];
    case RULE_DECISIONS: return s->flow[FLOW_DECISIONS];
    case RULE_NOTICES: return s->flow[FLOW_NOTICES];
    case RULE_LATE_APPEALS: return s->flow[FLOW_LATE_APPEALS];
    case RULE_COURT_ORDERS: return s->flow[FLOW_COURT_ORDERS];
    case RULE_TIMELINESS: return s->model->has_period ? s->flow[FLOW_ON_TIME] : 0;
    default: return 0;
    }
}

void rule_window_add(const struct replication *rep, struct rule_window *window, const struct model_condition *condition)
{
    const struct model *m = rep->model;
    const int t = rep->today;
    int64_t part = 0, whole = 0;
    if (!window->part) return;
    if (t == 0 || m->month[t] != m->month[t - 1]) window->seen_part = window->seen_whole = 0;
    if (t == 0) window->part[0] = window->whole[0] = 0;
    for (size_t i = 0; i < m->n_streams; i++) {
        const struct stream_state *s = &rep->streams[i];
        if (!looks_at(condition, rep, i)) continue;
        part += flow_of(s, condition->measure);
        whole += s->model->has_period ? s->flow[FLOW_DECISIONS] : 0;
    }
    window->part[t + 1] = window->part[t] + part - window->seen_part;
    window->whole[t + 1] = window->whole[t] + whole - window->seen_whole;
    window->seen_part = part;
    window->seen_whole = whole;
}

static double flow_value(const struct replication *rep, const struct rule_window *window, const struct model_condition *condition)
{
    const int to = rep->today + 1, from = to > condition->over ? to - condition->over : 0;
    const double part = (double)(window->part[to] - window->part[from]);
    return condition->measure == RULE_TIMELINESS ? part / (double)(window->whole[to] - window->whole[from]) : part;
}

/* --- stocks ---------------------------------------------------------------------------------------------------------------------------- */

static double stock_of_lane(const struct replication *rep, const struct stream_state *s, const struct lane *lane, enum rule_measure measure)
{
    if (measure == RULE_OPEN) return (double)lane_open(lane);
    if (measure == RULE_OVERDUE) return s->model->has_period ? (double)(lane_total(lane, PLAIN_OVERDUE) + lane->late) : 0;
    const int to = index_of(rep, rep->model->older_than[measure - RULE_OVER_6M][rep->today + 1]);
    return to > lane->lowest ? (double)(lane_sum(lane, WORK, lane->lowest, to) + lane_sum(lane, DELAY, lane->lowest, to)) : 0;
}

static double stock_of_stream(const struct replication *rep, const struct stream_state *s, const struct model_condition *condition)
{
    const enum rule_measure measure = condition->measure;
    double sum = 0;
    if (measure == RULE_WORK_OPEN || measure == RULE_WORK_MONTHS) return open_workload(rep, s, condition->pool);
    for (size_t k = 0; k < s->n_lanes; k++) sum += stock_of_lane(rep, s, &rep->lanes[s->first_lane + k], measure);
    return sum;
}

static double stock_value(const struct replication *rep, const struct model_condition *condition)
{
    double sum = 0;
    for (size_t i = 0; i < rep->model->n_streams; i++)
        if (looks_at(condition, rep, i)) sum += stock_of_stream(rep, &rep->streams[i], condition);
    if (condition->measure != RULE_WORK_MONTHS) return sum;
    const double hours = rep->pools[condition->pool].fte * today_of(rep, &rep->model->pools[condition->pool].hours_per_fte) / 12;
    if (sum <= 0) return 0;
    return hours > 0 ? sum / hours : (double)INFINITY;
}

/* Without a value (no decisions) it does not hold. */
bool rule_holds(const struct replication *rep, const struct rule_window *window, const struct model_condition *condition)
{
    const double value = is_flow(condition->measure) ? flow_value(rep, window, condition) : stock_value(rep, condition);
    return condition->above ? value > condition->level : value < condition->level;
}
