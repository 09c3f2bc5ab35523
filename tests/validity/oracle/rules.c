/* Contingent rules: what they look at in the evening, and what they change in the morning. */
#include <gsl/gsl_math.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"

bool oracle_rules_init(struct oracle *o)
{
    o->rules = calloc(o->scenario->n_rules + 1, sizeof *o->rules);
    for (size_t i = 0; o->rules && i < o->scenario->n_rules; i++) {
        o->rules[i].spec = &o->scenario->rules[i];
        o->rules[i].came = calloc(o->rules[i].spec->n_pools + 1, sizeof *o->rules[i].came);
        o->rules[i].fires = calloc(o->n_days, sizeof *o->rules[i].fires);
        o->rules[i].is_on = calloc(o->n_days, sizeof *o->rules[i].is_on);
        o->rules[i].began = calloc(o->n_days, sizeof *o->rules[i].began);
        o->rules[i].ended = calloc(o->n_days, sizeof *o->rules[i].ended);
        if (!o->rules[i].came || !o->rules[i].fires || !o->rules[i].is_on || !o->rules[i].began || !o->rules[i].ended) {
            return false;
        }
    }
    return o->rules != NULL;
}

void oracle_rules_free(struct oracle *o)
{
    for (size_t i = 0; o->rules && i < o->scenario->n_rules; i++) {
        free(o->rules[i].came);
        free(o->rules[i].fires);
        free(o->rules[i].is_on);
        free(o->rules[i].began);
        free(o->rules[i].ended);
    }
    free(o->rules);
}

void oracle_rules_reset(struct oracle *o)
{
    for (size_t i = 0; i < o->scenario->n_rules; i++) {
        struct rule_state *rule = &o->rules[i];
        rule->stage = WAITS;
        rule->evenings = rule->times = rule->actions = 0;
        memset(rule->fires, 0, o->n_days * sizeof *rule->fires);
        memset(rule->is_on, 0, o->n_days * sizeof *rule->is_on);
    }
}

/* ---- the morning ---- */

void oracle_rules_morning(struct oracle *o)
{
    for (size_t i = 0; i < o->scenario->n_rules; i++) {
        struct rule_state *rule = &o->rules[i];
        if (rule->stage == COMES && rule->first == o->today) {
            rule->stage = IS_ON;
            rule->evenings = 0;
            rule->began[rule->actions] = o->today;
            rule->ended[rule->actions] = INT_MAX;
            rule->actions++;
        }
        if (rule->stage == IS_ON && rule->end == o->today) {
            rule->stage = WAITS;
            rule->evenings = 0;
            rule->ended[rule->actions - 1] = o->today;
        }
        rule->is_on[o->today - o->day0] = rule->stage == IS_ON;
    }
}

static bool is_on(const struct oracle *o, const struct rule_state *rule)
{
    return o->today >= o->day0 && rule->is_on[o->today - o->day0];
}

static const struct stream_change_spec *change_of_stream(const struct rule_state *rule, size_t stream)
{
    for (size_t i = 0; i < rule->spec->n_streams; i++) {
        if (rule->spec->streams[i].stream == (int)stream) {
            return &rule->spec->streams[i];
        }
    }
    return NULL;
}

double oracle_rules_factor(struct oracle *o, size_t stream, enum factor_on key)
{
    double factor = 1;
    for (size_t i = 0; i < o->scenario->n_rules; i++) {
        const struct stream_change_spec *change = change_of_stream(&o->rules[i], stream);
        if (change && is_on(o, &o->rules[i])) {
            factor *= oracle_value(o, key == ON_INFLOW ? &change->inflow : key == ON_EFFORT ? &change->effort : &change->capacity, o->today);
        }
    }
    return factor;
}

double oracle_plain_fte(struct oracle *o, size_t pool)
{
    double fte = oracle_scale(o) * oracle_value(o, &o->scenario->pools[pool].fte, o->today), added = 0;
    for (size_t i = 0; i < o->scenario->n_rules; i++) {
        const struct rule_spec *spec = o->rules[i].spec;
        for (size_t p = 0; is_on(o, &o->rules[i]) && p < spec->n_pools; p++) {
            if (spec->pools[p].pool == (int)pool) {
                fte *= oracle_value(o, &spec->pools[p].fte_multiply, o->today);
                added += oracle_scale(o) * oracle_value(o, &spec->pools[p].fte_add, o->today);
            }
        }
    }
    return fte + added > 0 ? fte + added : 0;
}

const struct order_mix *oracle_order_today(const struct oracle *o, size_t stream, size_t step)
{
    const struct order_mix *mix = oracle_order_on(o->streams[stream].steps[step].order, o->today);
    int since = INT_MIN;
    for (size_t i = 0; i < o->scenario->n_rules; i++) {
        const struct stream_change_spec *change = change_of_stream(&o->rules[i], stream);
        if (change && change->order.given && is_on(o, &o->rules[i]) && o->rules[i].first >= since) {
            since = o->rules[i].first;
            mix = &change->order.mixes[0];
        }
    }
    return mix;
}

int oracle_allocation_today(const struct oracle *o, size_t pool)
{
    int allocation = oracle_name_on(&o->scenario->pools[pool].allocation, o->today, ALLOCATE_PROPORTIONAL), since = INT_MIN;
    for (size_t i = 0; i < o->scenario->n_rules; i++) {
        const struct rule_spec *spec = o->rules[i].spec;
        for (size_t p = 0; is_on(o, &o->rules[i]) && p < spec->n_pools; p++) {
            if (spec->pools[p].pool == (int)pool && spec->pools[p].allocation >= 0 && o->rules[i].first >= since) {
                since = o->rules[i].first;
                allocation = spec->pools[p].allocation;
            }
        }
    }
    return allocation;
}

bool oracle_rules_bring_periods(const struct oracle *o, size_t stream)
{
    for (size_t i = 0; i < o->scenario->n_rules; i++) {
        const struct stream_change_spec *change = change_of_stream(&o->rules[i], stream);
        if (change && change->redates && o->rules[i].actions > 0) {
            return true;
        }
    }
    return false;
}

void oracle_rules_periods(const struct oracle *o, size_t stream, int day, struct clock_rule_spec out[], size_t *n)
{
    for (size_t i = 0; i < o->scenario->n_rules; i++) {
        const struct stream_change_spec *change = change_of_stream(&o->rules[i], stream);
        for (int a = 0; change && change->redates && a < o->rules[i].actions; a++) {
            if (o->rules[i].began[a] != day || *n == PERIODS_MOST) {
                continue;
            }
            struct clock_rule_spec rule = change->clock;
            rule.in_force = day;
            if (o->rules[i].ended[a] - 1 < rule.received_until) {
                rule.received_until = o->rules[i].ended[a] - 1;
            }
            out[(*n)++] = rule;
        }
    }
}

bool oracle_rules_redate(const struct oracle *o, size_t stream)
{
    for (size_t i = 0; i < o->scenario->n_rules; i++) {
        const struct rule_state *rule = &o->rules[i];
        const struct stream_change_spec *change = change_of_stream(rule, stream);
        if (change && change->redates && rule->actions > 0 &&
            (rule->began[rule->actions - 1] == o->today || rule->ended[rule->actions - 1] == o->today)) {
            return true;
        }
    }
    return false;
}

/* ---- the evening ---- */

static bool belongs(const struct oracle *o, const struct condition_spec *condition, size_t stream)
{
    if (condition->stream >= 0) {
        return condition->stream == (int)stream;
    }
    return condition->pool < 0 || oracle_works_in(&o->streams[stream], condition->pool);
}

static double stock_of_case(const struct oracle *o, const struct stream_state *s, const struct oracle_case *c,
                            const struct condition_spec *condition)
{
    static const int months[] = {6, 12, 15, 21};
    switch (condition->measure) {
    case RULE_OPEN:
        return 1;
    case RULE_OVERDUE:
        return c->deadline < o->today;
    case RULE_OVER_6M:
    case RULE_OVER_12M:
    case RULE_OVER_15M:
    case RULE_OVER_21M:
        return day_add(c->received, months[condition->measure - RULE_OVER_6M], 0) < o->today;
    case RULE_WORK_OPEN:
    case RULE_WORK_MONTHS:
        return oracle_hours_left(s, c, condition->pool >= 0 ? condition->pool : ANY_POOL);
    default:
        return 0;
    }
}

static double flow_of_day(const struct day_flows *f, int measure)
{
    switch (measure) {
    case RULE_INFLOW:
        return f->inflow;
    case RULE_DECISIONS:
        return f->decisions;
    case RULE_NOTICES:
        return f->notices;
    case RULE_LATE_APPEALS:
        return f->appeals;
    case RULE_COURT_ORDERS:
        return f->orders;
    case RULE_TIMELINESS:
        return f->timely;
    default:
        return 0;
    }
}

static double measure_of(struct oracle *o, const struct condition_spec *condition)
{
    double sum = 0, decisions = 0;
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        const struct stream_state *s = &o->streams[i];
        bool timed = s->spec->clock.period.given;
        if (!belongs(o, condition, i) || (condition->measure == RULE_TIMELINESS && !timed)) {
            continue;
        }
        for (size_t c = 0; c < s->cases.n; c++) {
            sum += stock_of_case(o, s, &s->cases.at[c], condition);
        }
        for (int day = o->today; day >= o->day0 && day > o->today - condition->over; day--) {
            sum += flow_of_day(&s->days[day - o->day0], condition->measure);
            decisions += s->days[day - o->day0].decisions;
        }
    }
    if (condition->measure == RULE_TIMELINESS) {
        return oracle_ratio(sum, decisions);
    }
    if (condition->measure == RULE_WORK_MONTHS && sum > 0) {
        const struct pool_state *p = &o->pools[condition->pool];
        return sum / (p->days[o->today - o->day0].fte * oracle_value(o, &p->spec->hours_per_fte, o->today) / 12);
    }
    return sum;
}

static bool holds(struct oracle *o, const struct condition_spec *condition)
{
    double value = measure_of(o, condition), level = condition->level;
    if (condition->measure != RULE_TIMELINESS && condition->measure != RULE_WORK_MONTHS) {
        level *= oracle_scale(o);
    }
    return condition->above ? value > level : value < level;
}

void oracle_rules_evening(struct oracle *o)
{
    for (size_t i = 0; i < o->scenario->n_rules; i++) {
        struct rule_state *rule = &o->rules[i];
        const struct rule_spec *spec = rule->spec;
        if (rule->stage == WAITS && (spec->at_most == 0 || rule->times < spec->at_most)) {
            rule->evenings = holds(o, &spec->when) ? rule->evenings + 1 : 0;
            if (rule->evenings >= spec->when.days) {
                rule->times++;
                rule->fires[o->today - o->day0] = true;
                rule->stage = COMES;
                rule->first = o->today + 1 + spec->after;
                rule->end = spec->lasts > 0 ? rule->first + spec->lasts : INT_MAX;
                rule->announced = false;
            }
        } else if (rule->stage == IS_ON && spec->until.given && !rule->announced) {
            rule->evenings = holds(o, &spec->until) ? rule->evenings + 1 : 0;
            rule->announced = rule->evenings >= spec->until.days;
            if (rule->announced && o->today + 1 + spec->until.after < rule->end) {
                rule->end = o->today + 1 + spec->until.after;
            }
        }
    }
}

void oracle_tally_rules(const struct oracle *o, const struct results_values *out)
{
    for (size_t period = 1; period < o->layout->n_periods; period++) {
        const struct results_period *of = &o->layout->periods[period];
        for (size_t i = 0; i < o->scenario->n_rules; i++) {
            double *cells = &out->forecast[layout_cell(o->layout, period, layout_rule(o->layout, i), 0)];
            int fired = 0, on = 0;
            for (int day = of->first; day <= of->last; day++) {
                fired += o->rules[i].fires[day - o->day0];
                on += o->rules[i].is_on[day - o->day0];
            }
            cells[MEASURE_FIRED] = fired;
            cells[MEASURE_ACTIVE] = (double)on / (of->last - of->first + 1);
        }
    }
}
