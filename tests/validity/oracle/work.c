/* A step: given hours, its parts take case after case. */
#include <gsl/gsl_randist.h>
#include <math.h>

#include "state.h"

const struct order_mix *oracle_order_on(const struct order_series *series, int day)
{
    static const struct order_part oldest = {.order = ORDER_OLDEST, .share = 1, .uncertainty.factor = -1, .path = ""};
    static const struct order_mix default_mix = {NEVER, 1, &oldest};
    if (series->n == 0) {
        return &default_mix;
    }
    size_t i = 0;
    while (i + 1 < series->n && series->mixes[i + 1].date <= day) {
        i++;
    }
    return &series->mixes[i];
}

/* Debts of parts that the order of today no longer has fall to the first. */
void oracle_carry_debts(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    for (size_t i = 0; i < s->n_steps; i++) {
        struct step_state *step = &s->steps[i];
        size_t n = oracle_order_today(o, stream, i)->n;
        for (size_t part = n; part < step->n_parts; part++) {
            step->debts[0] += step->debts[part];
            step->debts[part] = 0;
        }
        step->n_parts = n;
    }
}

static bool may_take(const struct oracle *o, const struct oracle_case *c, size_t step, enum work_order order)
{
    return c->step == step && c->ready <= o->today && (order != ORDER_NOTICED || c->notice != NEVER);
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

static size_t next_case(struct oracle *o, const struct stream_state *s, size_t step, enum work_order order)
{
    size_t best = NO_CASE;
    struct rank best_rank = {0, 0, 0};
    unsigned long ties = 0;
    for (size_t i = 0; i < s->cases.n; i++) {
        const struct oracle_case *c = &s->cases.at[i];
        if (!may_take(o, c, step, order)) {
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

static double draw_effort(struct oracle *o, const struct class_today *class, double mean)
{
    double effort = gsl_ran_gamma(o->rng, class->shape, mean / class->shape);
    o->balance.hours += effort;
    return effort;
}

/* Work on it starts at a step that is not the last. */
static double start_before(struct oracle *o, size_t stream, size_t index)
{
    struct stream_state *s = &o->streams[stream];
    struct oracle_case *c = &s->cases.at[index];
    double mean = oracle_step_hours(s, c->step, c->class);
    bool pooled = s->steps[c->step].pool >= 0;
    const struct class_today *class = &s->classes[c->class];
    o->balance.hours += pooled ? 0 : 1;
    oracle_pass(o, s, c);
    return pooled ? draw_effort(o, class, mean) : 1;
}

static double decide(struct oracle *o, size_t stream, size_t index)
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
    const struct step_state *step = &s->steps[c->step];
    double mean = class->effort * step->share * step->batch[c->class] * class->outcome_effort[outcome];
    step->days[o->today - o->day0].done++;
    o->balance.hours += step->pool >= 0 ? 0 : 1;
    double effort = step->pool >= 0 ? draw_effort(o, class, mean) : 1;
    oracle_leave(o, stream, index, LEAVES_DECIDED);
    return effort;
}

double oracle_start(struct oracle *o, size_t stream, size_t index)
{
    const struct stream_state *s = &o->streams[stream];
    return oracle_is_last(s, s->cases.at[index].step) ? decide(o, stream, index) : start_before(o, stream, index);
}

/* A part's turn with some hours; returns what it leaves. */
static double serve(struct oracle *o, size_t stream, size_t step, size_t part, double hours)
{
    struct stream_state *s = &o->streams[stream];
    enum work_order order = oracle_order_today(o, stream, step)->parts[part].order;
    double *debts = s->steps[step].debts;
    double paid = fmin(debts[part], hours);
    debts[part] -= paid;
    hours -= paid;
    while (hours > NO_HOURS && s->may_start > 0) {
        size_t index = next_case(o, s, step, order);
        if (index == NO_CASE) {
            break;
        }
        s->may_start -= s->may_start != NO_LIMIT;
        double effort = oracle_start(o, stream, index);
        double taken = fmin(effort, hours);
        debts[part] += effort - taken;
        hours -= taken;
    }
    return hours;
}

/* What the part gets of the step's hours. */
static double share_of(struct oracle *o, const struct order_mix *mix, size_t part)
{
    double sum = 0;
    for (size_t i = 0; i < mix->n; i++) {
        sum += mix->parts[i].share * oracle_multiplier(o, mix->parts[i].path, &mix->parts[i].uncertainty);
    }
    double share = mix->parts[part].share;
    return sum > 0 ? share * oracle_multiplier(o, mix->parts[part].path, &mix->parts[part].uncertainty) / sum : share;
}

double oracle_step(struct oracle *o, size_t stream, size_t step, double hours)
{
    const struct order_mix *mix = oracle_order_today(o, stream, step);
    double left = 0, used_in_all = 0, used = hours;
    for (int round = 0; used > 0 && (round == 0 || left > NO_HOURS); round++) {
        used = 0;
        for (size_t part = 0; part < mix->n; part++) {
            double given = left + (round == 0 ? share_of(o, mix, part) * hours : 0);
            left = given > NO_HOURS ? serve(o, stream, step, part, given) : 0;
            used += given - left;
        }
        used_in_all += used;
    }
    o->balance.hours -= used_in_all;
    o->streams[stream].steps[step].days[o->today - o->day0].hours += used_in_all;
    return used_in_all;
}

/* Whether the step has a debt or a case that it can take. */
bool oracle_can_work(struct oracle *o, size_t stream, size_t step)
{
    const struct stream_state *s = &o->streams[stream];
    const struct order_mix *mix = oracle_order_today(o, stream, step);
    for (size_t part = 0; part < mix->n; part++) {
        if (s->steps[step].debts[part] > 0) {
            return true;
        }
        for (size_t i = 0; i < s->cases.n; i++) {
            if (may_take(o, &s->cases.at[i], step, mix->parts[part].order)) {
                return true;
            }
        }
    }
    return false;
}

double oracle_expected_hours(struct oracle *o, size_t stream, size_t step)
{
    const struct stream_state *s = &o->streams[stream];
    double hours = 0;
    for (size_t part = 0; part < s->steps[step].n_parts; part++) {
        hours += s->steps[step].debts[part];
    }
    for (size_t i = 0; i < s->cases.n; i++) {
        const struct oracle_case *c = &s->cases.at[i];
        hours += c->step == step && c->ready <= o->today ? oracle_step_hours(s, step, c->class) : 0;
    }
    return hours;
}
