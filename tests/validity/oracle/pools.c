/* Hours of pools and stated capacities, and how a pool's hours are divided. */
#include <math.h>

#include "state.h"

/* The stream's step that is the turn-th to get hours of the pool. */
static size_t step_in_turn(const struct stream_state *s, size_t turn)
{
    return s->earlier_first ? turn : s->n_steps - 1 - turn;
}

static bool gets_hours(const struct oracle *o, const struct pool_state *p, const struct step_state *step)
{
    return step->pool == (int)(p - o->pools) && !oracle_is_stopped(o, step);
}

/* Hours for a member go to its steps one after another. Returns what they use. */
static double give(struct oracle *o, struct pool_state *p, size_t stream, double hours, size_t may_start)
{
    struct stream_state *s = &o->streams[stream];
    double left = hours;
    s->may_start = may_start;
    for (size_t turn = 0; turn < s->n_steps; turn++) {
        size_t step = step_in_turn(s, turn);
        if (left > NO_HOURS && gets_hours(o, p, &s->steps[step])) {
            left -= oracle_step(o, stream, step, left);
        }
    }
    oracle_flows(o, stream)->hours += hours - left;
    p->days[o->today - o->day0].used += hours - left;
    return hours - left;
}

static bool member_can_work(struct oracle *o, const struct pool_state *p, size_t stream)
{
    const struct stream_state *s = &o->streams[stream];
    for (size_t step = 0; step < s->n_steps; step++) {
        if (gets_hours(o, p, &s->steps[step]) && oracle_can_work(o, stream, step)) {
            return true;
        }
    }
    return false;
}

static double member_hours(struct oracle *o, const struct pool_state *p, size_t stream)
{
    const struct stream_state *s = &o->streams[stream];
    double hours = 0;
    for (size_t step = 0; step < s->n_steps; step++) {
        hours += gets_hours(o, p, &s->steps[step]) ? oracle_expected_hours(o, stream, step) : 0;
    }
    return hours;
}

static size_t member_stream(const struct pool_state *p, size_t member)
{
    return (size_t)p->spec->members[member].stream;
}

/* Hours set apart for single members; what they leave is lost. Returns the hours that remain for all. */
static double ring_fence(struct oracle *o, struct pool_state *p, double hours)
{
    double apart = 0;
    for (size_t i = 0; i < p->spec->n_members; i++) {
        apart += oracle_value(o, &p->spec->members[i].ring_fenced, o->today);
    }
    for (size_t i = 0; i < p->spec->n_members; i++) {
        double fraction = oracle_value(o, &p->spec->members[i].ring_fenced, o->today) / fmax(1, apart);
        give(o, p, member_stream(p, i), hours * fraction, NO_LIMIT);
    }
    return hours * fmax(0, 1 - apart);
}

/* What each member is due: its share, or the work that waits for it. Returns the sum. */
static double set_weights(struct oracle *o, struct pool_state *p, bool proportional, bool only_able)
{
    double sum = 0;
    for (size_t i = 0; i < p->spec->n_members; i++) {
        size_t stream = member_stream(p, i);
        p->weights[i] =
            proportional ? member_hours(o, p, stream) : oracle_value(o, &p->spec->members[i].share, o->today);
        if (only_able && !member_can_work(o, p, stream)) {
            p->weights[i] = 0;
        }
        sum += p->weights[i];
    }
    return sum;
}

static double give_by_weight(struct oracle *o, struct pool_state *p, double hours, double sum)
{
    double used = 0;
    for (size_t i = 0; i < p->spec->n_members; i++) {
        used += give(o, p, member_stream(p, i), hours * p->weights[i] / sum, NO_LIMIT);
    }
    return used;
}

/* Members whose cases, if any, are expected to take nothing. */
static void serve_weightless(struct oracle *o, struct pool_state *p, double hours)
{
    for (size_t i = 0; i < p->spec->n_members; i++) {
        if (!(member_hours(o, p, member_stream(p, i)) > 0)) {
            give(o, p, member_stream(p, i), hours, NO_LIMIT);
        }
    }
}

static void divide(struct oracle *o, struct pool_state *p, double hours, bool proportional)
{
    if (proportional) {
        serve_weightless(o, p, hours);
    }
    double sum = set_weights(o, p, proportional, false);
    if (!(sum > 0)) {
        return;
    }
    double used = give_by_weight(o, p, hours, proportional ? sum : fmax(1, sum));
    double left = hours - used;
    while (used > 0 && left > NO_HOURS) {
        sum = set_weights(o, p, proportional, true);
        used = sum > 0 ? give_by_weight(o, p, left, sum) : 0;
        left -= used;
    }
}

/* Cases that a member may start on this working day of the month, by its plan. */
static size_t planned(struct oracle *o, const struct pool_member *member)
{
    double plan = oracle_scale(o) * oracle_value(o, &member->plan, o->today) / 12;
    const struct calendar_day *day = &o->calendar[o->today - o->day0];
    double upto = floor(plan * day->k / day->n + 1e-9);
    return (size_t)(upto - floor(plan * (day->k - 1) / day->n + 1e-9));
}

/* By priority, then file order, each what the one before it left. */
static void in_turn(struct oracle *o, struct pool_state *p, double hours, bool plan)
{
    for (size_t i = 0; i < p->spec->n_members; i++) {
        p->weights[i] = 0; /* 1: has had its turn */
    }
    for (size_t turn = 0; turn < p->spec->n_members; turn++) {
        size_t best = p->spec->n_members;
        for (size_t i = 0; i < p->spec->n_members; i++) {
            bool waits = p->weights[i] < 1;
            if (waits &&
                (best == p->spec->n_members || p->spec->members[i].priority < p->spec->members[best].priority)) {
                best = i;
            }
        }
        p->weights[best] = 1;
        size_t may_start = plan ? planned(o, &p->spec->members[best]) : NO_LIMIT;
        hours -= give(o, p, member_stream(p, best), hours, may_start);
    }
}

/* The case of the pool with the smallest (deadline, received day). */
static size_t earliest(struct oracle *o, const struct pool_state *p, size_t *stream)
{
    size_t best = NO_CASE;
    int best_day = 0, best_received = 0;
    unsigned long ties = 0;
    for (size_t m = 0; m < p->spec->n_members; m++) {
        const struct stream_state *s = &o->streams[member_stream(p, m)];
        for (size_t i = 0; i < s->cases.n; i++) {
            const struct oracle_case *c = &s->cases.at[i];
            if (c->ready > o->today || !gets_hours(o, p, &s->steps[c->step])) {
                continue;
            }
            int day = oracle_rank_day(s->spec, c);
            bool tie = best != NO_CASE && day == best_day && c->received == best_received;
            bool before = best == NO_CASE || day < best_day || (day == best_day && c->received < best_received);
            ties = before ? 1 : ties + tie;
            if (before || (tie && gsl_rng_uniform_int(o->rng, ties) == 0)) {
                best = i;
                best_day = day;
                best_received = c->received;
                *stream = member_stream(p, m);
            }
        }
    }
    return best;
}

static void use_of_pool(struct oracle *o, struct pool_state *p, double hours)
{
    p->days[o->today - o->day0].used += hours;
    o->balance.hours -= hours;
}

/* The debt is the pool's own; a stream's hours are the efforts of its cases, on the day they are decided. */
static void across_streams(struct oracle *o, struct pool_state *p, double hours)
{
    double paid = fmin(p->debt, hours);
    p->debt -= paid;
    hours -= paid;
    use_of_pool(o, p, paid);
    while (hours > NO_HOURS) {
        size_t stream = 0;
        size_t index = earliest(o, p, &stream);
        if (index == NO_CASE) {
            break;
        }
        size_t step = o->streams[stream].cases.at[index].step;
        double effort = oracle_start(o, stream, index);
        double taken = fmin(effort, hours);
        p->debt += effort - taken;
        hours -= taken;
        oracle_flows(o, stream)->hours += effort;
        o->streams[stream].steps[step].days[o->today - o->day0].hours += effort;
        use_of_pool(o, p, taken);
    }
}

static void allocate(struct oracle *o, struct pool_state *p, double hours)
{
    double rest = ring_fence(o, p, hours);
    switch (oracle_allocation_today(o, (size_t)(p - o->pools))) {
    case ALLOCATE_SHARES:
        divide(o, p, rest, false);
        break;
    case ALLOCATE_PRIORITY:
        in_turn(o, p, rest, false);
        break;
    case ALLOCATE_PROPORTIONAL:
        divide(o, p, rest, true);
        break;
    case ALLOCATE_PLAN:
        in_turn(o, p, rest, true);
        break;
    case ALLOCATE_EARLIEST_DEADLINE:
        across_streams(o, p, rest);
        break;
    default:
        break;
    }
}

static void work_of_pool(struct oracle *o, size_t pool)
{
    struct pool_state *p = &o->pools[pool];
    const struct calendar_day *day = &o->calendar[o->today - o->day0];
    struct pool_day *record = &p->days[o->today - o->day0];
    record->fte = p->spec->staff.given ? oracle_staff_fte(o, pool) : oracle_plain_fte(o, pool);
    if (day->working) {
        record->offered = record->fte * oracle_value(o, &p->spec->hours_per_fte, o->today) / day->of_year;
        if (record->offered > 0) {
            allocate(o, p, record->offered);
        }
        o->balance.excess = fmax(o->balance.excess, record->used / fmax(1e-9, record->offered) - 1);
    }
}

void oracle_work(struct oracle *o)
{
    const struct calendar_day *day = &o->calendar[o->today - o->day0];
    for (size_t pool = 0; pool < o->scenario->n_pools; pool++) {
        work_of_pool(o, pool);
    }
    for (size_t stream = 0; day->working && stream < o->scenario->n_streams; stream++) {
        struct stream_state *s = &o->streams[stream];
        for (size_t step = 0; step < s->n_steps; step++) {
            const struct step_state *at = &s->steps[step];
            double cases = at->pool < 0 ? oracle_scale(o) * oracle_value(o, at->capacity, o->today) * oracle_rules_factor(o, stream, ON_CAPACITY) / day->of_year : 0;
            s->may_start = NO_LIMIT;
            if (cases > 0 && !oracle_is_stopped(o, at)) {
                oracle_step(o, stream, step, cases);
            }
        }
    }
}
