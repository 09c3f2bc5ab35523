/* A step: given hours, its parts take case after case. */
#include <gsl/gsl_randist.h>
#include <math.h>

#include "state.h"

const struct order_mix *oracle_order_on(const struct stream_spec *spec, int day)
{
    static const struct order_part oldest = {ORDER_OLDEST, 1};
    static const struct order_mix default_mix = {NEVER, 1, &oldest};
    if (spec->order.n == 0) {
        return &default_mix;
    }
    size_t i = 0;
    while (i + 1 < spec->order.n && spec->order.mixes[i + 1].date <= day) {
        i++;
    }
    return &spec->order.mixes[i];
}

/* Debts of parts that the order of today no longer has fall to the first. */
void oracle_carry_debts(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    size_t n = oracle_order_today(o, stream)->n;
    for (size_t part = n; part < s->n_parts; part++) {
        s->debts[0] += s->debts[part];
        s->debts[part] = 0;
    }
    s->n_parts = n;
}

static bool may_take(const struct oracle *o, const struct oracle_case *c, enum work_order order)
{
    return c->ready <= o->today && (order != ORDER_NOTICED || c->notice != NEVER);
}

/* Smaller goes first. */
struct rank {
    int class, first, second;
};

static struct rank rank_of(const struct stream_spec *spec, const struct oracle_case *c, enum work_order order)
{
    struct rank rank = {-spec->classes[c->class].priority, 0, 0};
    switch (order) {
    case ORDER_OLDEST:
        rank.first = c->received;
        break;
    case ORDER_NEWEST:
        rank.first = -c->received;
        break;
    case ORDER_EARLIEST_DEADLINE:
        rank.first = oracle_rank_day(spec, c);
        break;
    case ORDER_NOTICED:
        rank.first = c->term_end == NEVER;
        rank.second = c->term_end == NEVER ? c->notice : c->term_end;
        break;
    case ORDER_RANDOM:
    case WORK_ORDERS:
        break;
    }
    return rank;
}

static int compare(struct rank a, struct rank b)
{
    if (a.class != b.class) {
        return a.class < b.class ? -1 : 1;
    }
    if (a.first != b.first) {
        return a.first < b.first ? -1 : 1;
    }
    return (a.second > b.second) - (a.second < b.second);
}

static size_t next_case(struct oracle *o, const struct stream_state *s, enum work_order order)
{
    size_t best = NO_CASE;
    struct rank best_rank = {0, 0, 0};
    unsigned long ties = 0;
    for (size_t i = 0; i < s->cases.n; i++) {
        const struct oracle_case *c = &s->cases.at[i];
        if (!may_take(o, c, order)) {
            continue;
        }
        struct rank rank = rank_of(s->spec, c, order);
        int order_of = best == NO_CASE ? -1 : compare(rank, best_rank);
        ties = order_of < 0 ? 1 : ties + (order_of == 0);
        if (order_of < 0 || (order_of == 0 && gsl_rng_uniform_int(o->rng, ties) == 0)) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}

static size_t draw_outcome(struct oracle *o, const struct class_spec *spec, const struct class_today *class)
{
    double u = gsl_rng_uniform(o->rng);
    for (size_t i = 0; i + 1 < spec->n_outcomes; i++) {
        u -= class->outcome_share[i];
        if (u < 0) {
            return i;
        }
    }
    return spec->n_outcomes - 1;
}

double oracle_decide(struct oracle *o, size_t stream, size_t index)
{
    struct stream_state *s = &o->streams[stream];
    const struct oracle_case *c = &s->cases.at[index];
    const struct class_spec *spec = &s->spec->classes[c->class];
    const struct class_today *class = &s->classes[c->class];
    struct day_flows *flows = oracle_flows(o, stream);
    size_t outcome = draw_outcome(o, spec, class);
    flows->by_outcome[spec->outcome[outcome]]++;
    flows->timely += c->deadline >= o->today;
    flows->in_time += c->notice != NEVER && o->today <= c->notice + 14;
    oracle_push_decision(o, (struct decision){(int)stream, o->today, o->today - c->received});
    double effort = 1;
    if (s->spec->pool >= 0) {
        double mean = class->effort * class->outcome_effort[outcome];
        effort = gsl_ran_gamma(o->rng, class->shape, mean / class->shape);
    }
    o->balance.hours += effort;
    oracle_leave(o, stream, index, LEAVES_DECIDED);
    return effort;
}

/* A part's turn with some hours; returns what it leaves. */
static double serve(struct oracle *o, size_t stream, size_t part, enum work_order order, double hours)
{
    struct stream_state *s = &o->streams[stream];
    double paid = fmin(s->debts[part], hours);
    s->debts[part] -= paid;
    hours -= paid;
    while (hours > NO_HOURS && s->may_start > 0) {
        size_t index = next_case(o, s, order);
        if (index == NO_CASE) {
            break;
        }
        s->may_start -= s->may_start != NO_LIMIT;
        double effort = oracle_decide(o, stream, index);
        double taken = fmin(effort, hours);
        s->debts[part] += effort - taken;
        hours -= taken;
    }
    return hours;
}

double oracle_step(struct oracle *o, size_t stream, double hours)
{
    const struct order_mix *mix = oracle_order_today(o, stream);
    double left = 0, used_in_all = 0, used = hours;
    for (int round = 0; used > 0 && (round == 0 || left > NO_HOURS); round++) {
        used = 0;
        for (size_t part = 0; part < mix->n; part++) {
            double given = left + (round == 0 ? mix->parts[part].share * hours : 0);
            left = given > NO_HOURS ? serve(o, stream, part, mix->parts[part].order, given) : 0;
            used += given - left;
        }
        used_in_all += used;
    }
    o->balance.hours -= used_in_all;
    return used_in_all;
}

/* Whether the step has a debt or a case that it can take. */
bool oracle_can_work(struct oracle *o, size_t stream)
{
    const struct stream_state *s = &o->streams[stream];
    const struct order_mix *mix = oracle_order_today(o, stream);
    for (size_t part = 0; part < mix->n; part++) {
        if (s->debts[part] > 0) {
            return true;
        }
        for (size_t i = 0; i < s->cases.n; i++) {
            if (may_take(o, &s->cases.at[i], mix->parts[part].order)) {
                return true;
            }
        }
    }
    return false;
}

double oracle_expected_hours(struct oracle *o, size_t stream)
{
    const struct stream_state *s = &o->streams[stream];
    double hours = 0;
    for (size_t part = 0; part < s->n_parts; part++) {
        hours += s->debts[part];
    }
    for (size_t i = 0; i < s->cases.n; i++) {
        const struct class_today *class = &s->classes[s->cases.at[i].class];
        hours += s->cases.at[i].ready <= o->today ? class->effort * class->mean_multiplier : 0;
    }
    return hours;
}
