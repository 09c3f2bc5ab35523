/* How a pool's hours fall to its streams and their steps (sim/MODEL.md, Work, Pool). */
#include <math.h>

#include "engine/lane.h"
#include "engine/steps.h"
#include "engine/work.h"

static const double no_hours = 1e-9;

static struct step_state *member_step(const struct replication *rep, const struct model_member *member, size_t i)
{
    return &rep->streams[member->stream].steps[member->steps[i]];
}

static double weight_of(struct replication *rep, const struct model_member *member, const double *weights, size_t i)
{
    return weights ? weights[i] : today_of(rep, &member->share);
}

/* What uncertain fractions of a whole are divided by: of more than the whole, each is its part. */
static double whole(double sum) { return sum > 1 ? sum : 1; }

static bool step_can_work(const struct replication *rep, const struct step_state *step)
{
    if (step_stopped(rep, step)) return false;
    for (size_t k = 0; k < step->stream->model->n_classes; k++)
        if (lane_total(&rep->lanes[step->first_lane + k], WORK) > 0) return true;
    for (size_t part = 0; part < step->model->most_parts; part++)
        if (step->debt[part] > 0) return true;
    return false;
}

/* What one of the member's steps leaves goes to the next; returns what the last leaves: all, to the last bit, when none can work. */
static double give(struct replication *rep, const struct model_member *member, double hours)
{
    for (size_t i = 0; i < member->n_steps; i++) {
        struct step_state *step = member_step(rep, member, i);
        if (!step_can_work(rep, step)) continue;
        const double left = step_serve(rep, step, hours);
        step->hours_used += hours - left;
        hours = left;
    }
    return hours;
}

static bool can_work(const struct replication *rep, const struct model_member *member)
{
    for (size_t i = 0; i < member->n_steps; i++)
        if (step_can_work(rep, member_step(rep, member, i))) return true;
    return false;
}

static double member_workload(const struct replication *rep, const struct model_member *member)
{
    double sum = 0;
    for (size_t i = 0; i < member->n_steps; i++)
        if (!step_stopped(rep, member_step(rep, member, i))) sum += step_workload(rep, member_step(rep, member, i));
    return sum;
}

/* What is left goes to the steps that can still work, by weight, again and again. */
static double give_leftovers(struct replication *rep, const struct model_pool *pool, const double *weights, double left)
{
    for (double used = 1; left > no_hours && used > no_hours;) {
        double sum = 0, rest = 0;
        for (size_t i = 0; i < pool->n_members; i++)
            if (can_work(rep, &pool->members[i])) sum += weight_of(rep, &pool->members[i], weights, i);
        if (sum <= 0) return left;
        const double hours = left;
        double given = 0;
        for (size_t i = 0; i < pool->n_members; i++) {
            const double weight = can_work(rep, &pool->members[i]) ? weight_of(rep, &pool->members[i], weights, i) : 0;
            if (weight <= 0) continue;
            given += hours * weight / sum;
            rest += give(rep, &pool->members[i], hours * weight / sum);
        }
        left = rest + (given < hours ? hours - given : 0);
        used = hours - left;
    }
    return left;
}

/* weights NULL: the stated shares, of which the part that is nobody's is left over. */
static double by_weights(struct replication *rep, const struct model_pool *pool, const double *weights, double hours)
{
    double sum = 0, left = hours;
    for (size_t i = 0; i < pool->n_members; i++) sum += weight_of(rep, &pool->members[i], weights, i);
    if (sum <= 0) return hours;
    for (size_t i = 0; i < pool->n_members; i++) {
        const double given = hours * weight_of(rep, &pool->members[i], weights, i) / (weights ? sum : whole(sum));
        if (given > 0) left += give(rep, &pool->members[i], given) - given;
    }
    return give_leftovers(rep, pool, weights, left);
}

/* Cases that take no hours weigh nothing: they go first, and leave all the hours to the others. */
static double proportional(struct replication *rep, const struct model_pool *pool, double hours)
{
    double *weight = rep->pools[pool - rep->model->pools].weights;
    for (size_t i = 0; i < pool->n_members; i++) {
        weight[i] = member_workload(rep, &pool->members[i]);
        if (weight[i] <= 0) hours = give(rep, &pool->members[i], hours);
    }
    return by_weights(rep, pool, weight, hours);
}

static double by_priority(struct replication *rep, const struct model_pool *pool, double hours)
{
    for (size_t rank = 0; rank < pool->n_members && hours > no_hours; rank++)
        hours = give(rep, &pool->members[pool->by_priority[rank]], hours);
    return hours;
}

/* Cases that may start on the month's k-th working day under a monthly plan P: floor(P k / n) - floor(P (k - 1) / n). */
static int64_t planned(const struct replication *rep, const struct model_member *member)
{
    const struct model *m = rep->model;
    const double month = today_of(rep, &member->plan) / 12, days = m->working_of[rep->today], k = m->working_number[rep->today];
    return (int64_t)(floor(month * k / days + 1e-9) - floor(month * (k - 1) / days + 1e-9));
}

static double by_plan(struct replication *rep, const struct model_pool *pool, double hours)
{
    for (size_t rank = 0; rank < pool->n_members; rank++) {
        const struct model_member *member = &pool->members[pool->by_priority[rank]];
        struct stream_state *s = &rep->streams[member->stream];
        s->plan_left = planned(rep, member);
        if (hours > no_hours) hours = give(rep, member, hours);
        s->plan_left = INT64_MAX;
    }
    return hours;
}

/* Returns the hours that were kept apart and not used. */
static double ring_fenced(struct replication *rep, const struct model_pool *pool, double *hours)
{
    const double all = *hours;
    double unused = 0, sum = 0;
    for (size_t i = 0; i < pool->n_members; i++) sum += today_of(rep, &pool->members[i].ring_fenced);
    for (size_t i = 0; i < pool->n_members && sum > 0; i++) {
        const double kept = all * today_of(rep, &pool->members[i].ring_fenced) / whole(sum);
        if (kept <= 0) continue;
        *hours -= kept;
        unused += give(rep, &pool->members[i], kept);
    }
    return unused;
}

static void work_pool(struct replication *rep, size_t index)
{
    const struct model_pool *pool = &rep->model->pools[index];
    struct pool_state *p = &rep->pools[index];
    const double offered = p->fte * today_of(rep, &pool->hours_per_fte) * rep->model->per_working[rep->today];
    double hours = offered;
    double unused = ring_fenced(rep, pool, &hours);
    switch ((enum allocation_rule)(p->other_allocation >= 0 ? p->other_allocation : pool->rule[rep->today])) {
    case ALLOCATE_SHARES: unused += by_weights(rep, pool, NULL, hours); break;
    case ALLOCATE_PROPORTIONAL: unused += proportional(rep, pool, hours); break;
    case ALLOCATE_PRIORITY: unused += by_priority(rep, pool, hours); break;
    case ALLOCATE_PLAN: unused += by_plan(rep, pool, hours); break;
    case ALLOCATE_EARLIEST_DEADLINE: unused += pool_serve_by_deadline(rep, index, hours); break;
    case ALLOCATION_RULES: break;
    }
    p->offered += offered;
    p->used += unused > no_hours ? offered - unused : offered;
}

void work_day(struct replication *rep)
{
    const struct model *m = rep->model;
    if (!m->works[rep->today]) return;
    for (size_t i = 0; i < m->n_pools; i++) work_pool(rep, i);
    for (size_t i = 0; i < rep->n_steps; i++) {
        struct step_state *step = &rep->steps[i];
        if (step->unit_effort && !step_stopped(rep, step))
            step_serve(rep, step, today_of(rep, &step->model->capacity) * step->stream->rule_capacity * m->per_working[rep->today]);
    }
}
