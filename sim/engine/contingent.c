#include "engine/contingent.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "engine/staff.h"

/* --- a fresh start ---------------------------------------------------------------------------------------------------------------- */

static bool init_rule(struct replication *rep, const struct model_rule *model, struct rule_state *rule)
{
    const size_t months = (size_t)rep->model->months;
    rule->came = state_array(rep, model->n_pools, sizeof *rule->came);
    rule->fired_in = state_array(rep, months, sizeof *rule->fired_in);
    rule->on_days = state_array(rep, months, sizeof *rule->on_days);
    return rule_window_init(rep, &rule->when, &model->when) && rule_window_init(rep, &rule->until, &model->until) && !rep->failed;
}

bool contingent_init(struct replication *rep)
{
    const struct model *m = rep->model;
    if (m->n_rules == 0) return true;
    struct contingent *c = state_array(rep, 1, sizeof *c);
    if (!c) return false;
    c->rules = state_array(rep, m->n_rules, sizeof *c->rules);
    c->multiply = state_array(rep, m->n_pools, sizeof *c->multiply);
    c->add = state_array(rep, m->n_pools, sizeof *c->add);
    c->allocation_from = state_array(rep, m->n_pools, sizeof *c->allocation_from);
    c->periods = state_array(rep, m->n_streams, sizeof *c->periods);
    c->order_from = state_array(rep, m->n_streams, sizeof *c->order_from);
    for (size_t i = 0; !rep->failed && i < m->n_rules; i++) init_rule(rep, &m->rules[i], &c->rules[i]);
    rep->contingent = c;
    return !rep->failed;
}

static void nothing_changes(struct replication *rep)
{
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        s->rule_inflow = s->rule_effort = s->rule_capacity = 1;
        s->other_mix = -1;
        s->redated = s->effort_changed = false;
        if (rep->contingent) rep->contingent->order_from[i] = INT_MIN;
    }
    for (size_t p = 0; p < rep->model->n_pools; p++) {
        rep->pools[p].other_allocation = -1;
        if (!rep->contingent) continue;
        rep->contingent->multiply[p] = 1;
        rep->contingent->add[p] = 0;
        rep->contingent->allocation_from[p] = INT_MIN;
    }
}

void contingent_begin(struct replication *rep)
{
    const size_t months = (size_t)rep->model->months;
    nothing_changes(rep);
    for (size_t i = 0; i < rep->model->n_rules; i++) {
        struct rule_state *rule = &rep->contingent->rules[i];
        rule->stage = RULE_WAITS;
        rule->held = rule->fired = 0;
        rule->from = rule->to = NO_DAY;
        memset(rule->came, 0, rep->model->rules[i].n_pools * sizeof *rule->came);
        memset(rule->fired_in, 0, months * sizeof *rule->fired_in);
        memset(rule->on_days, 0, months * sizeof *rule->on_days);
    }
    for (size_t i = 0; rep->contingent && i < rep->model->n_streams; i++) {
        struct rule_periods *periods = &rep->contingent->periods[i];
        *periods = (struct rule_periods){.items = periods->items, .capacity = periods->capacity};
    }
}

/* --- the morning --------------------------------------------------------------------------------------------------------------------- */

static void begin_action(struct replication *rep, size_t index)
{
    const struct model_rule *model = &rep->model->rules[index];
    rep->contingent->rules[index].stage = RULE_ON;
    rep->contingent->rules[index].held = 0;
    rep->contingent->rules[index].ending = false;
    for (size_t i = 0; i < model->n_streams; i++)
        if (model->streams[i].redates) contingent_extend(rep, index, &model->streams[i]);
}

static void end_action(struct replication *rep, size_t index)
{
    const struct model_rule *model = &rep->model->rules[index];
    rep->contingent->rules[index].stage = RULE_WAITS;
    rep->contingent->rules[index].held = 0;
    for (size_t i = 0; i < model->n_streams; i++)
        if (model->streams[i].redates) contingent_extend_no_more(rep, index, &model->streams[i]);
}

/* Where two set the same, the one that began last does; of one day, the later in the file. */
static void apply(struct replication *rep, const struct model_rule *model, const struct rule_state *rule)
{
    struct contingent *c = rep->contingent;
    for (size_t i = 0; i < model->n_pools; i++) {
        const struct model_pool_change *change = &model->pools[i];
        c->multiply[change->pool] *= today_of(rep, &change->multiply);
        c->add[change->pool] += today_of(rep, &change->add);
        if (change->allocation < 0 || rule->from < c->allocation_from[change->pool]) continue;
        c->allocation_from[change->pool] = rule->from;
        rep->pools[change->pool].other_allocation = change->allocation;
    }
    for (size_t i = 0; i < model->n_streams; i++) {
        const struct model_stream_change *change = &model->streams[i];
        struct stream_state *s = &rep->streams[change->stream];
        s->rule_inflow *= today_of(rep, &change->inflow);
        s->rule_effort *= today_of(rep, &change->effort);
        s->rule_capacity *= today_of(rep, &change->capacity);
        if (change->mix < 0 || rule->from < c->order_from[change->stream]) continue;
        c->order_from[change->stream] = rule->from;
        s->other_mix = change->mix;
    }
}

void contingent_day(struct replication *rep)
{
    const struct model *m = rep->model;
    if (!rep->contingent) return;
    for (size_t i = 0; i < m->n_streams; i++) rep->streams[i].rule_effort_before = rep->streams[i].rule_effort;
    nothing_changes(rep);
    for (size_t i = 0; i < m->n_rules; i++) {
        struct rule_state *rule = &rep->contingent->rules[i];
        if (rule->stage == RULE_COMING && rule->from == rep->today) begin_action(rep, i);
        if (rule->stage == RULE_ON && rule->to == rep->today) end_action(rep, i);
        if (rule->stage != RULE_ON) continue;
        rule->on_days[m->month[rep->today]]++;
        apply(rep, &m->rules[i], rule);
    }
    for (size_t i = 0; i < m->n_streams; i++) rep->streams[i].effort_changed = rep->streams[i].rule_effort != rep->streams[i].rule_effort_before;
}

double contingent_fte(const struct replication *rep, size_t pool, double fte)
{
    if (!rep->contingent) return fte;
    return fmax(0, fte * rep->contingent->multiply[pool] + rep->contingent->add[pool]);
}

void contingent_staff(struct replication *rep)
{
    const struct model *m = rep->model;
    for (size_t i = 0; i < m->n_rules; i++)
        for (size_t p = 0; rep->contingent->rules[i].to == rep->today && p < m->rules[i].n_pools; p++) {
            const size_t pool = (size_t)m->rules[i].pools[p].pool;
            if (m->pools[pool].staff) (void)staff_dismiss(rep, pool, rep->contingent->rules[i].came[p]);
        }
    for (size_t i = 0; i < m->n_rules; i++)
        for (size_t p = 0; rep->contingent->rules[i].from == rep->today && p < m->rules[i].n_pools; p++) {
            const struct model_pool_change *change = &m->rules[i].pools[p];
            int64_t *came = &rep->contingent->rules[i].came[p];
            if (!m->pools[change->pool].staff) continue;
            *came = llround(today_of(rep, &change->external));
            staff_join(rep, (size_t)change->pool, llround(today_of(rep, &change->hire)), *came);
        }
}

/* --- the evening ------------------------------------------------------------------------------------------------------------------------ */

/* True on the evening that is the last of enough in a row. */
static bool comes_true(const struct replication *rep, const struct rule_window *window, const struct model_condition *condition, int *held)
{
    *held = rule_holds(rep, window, condition) ? *held + 1 : 0;
    return *held >= condition->days;
}

static void fire(const struct replication *rep, const struct model_rule *model, struct rule_state *rule)
{
    rule->fired++;
    rule->fired_in[rep->model->month[rep->today]]++;
    rule->stage = RULE_COMING;
    rule->from = rep->today + 1 + model->after;
    rule->to = model->lasts < NO_DAY ? rule->from + model->lasts : NO_DAY;
}

void contingent_evening(struct replication *rep)
{
    for (size_t i = 0; i < rep->model->n_rules; i++) {
        const struct model_rule *model = &rep->model->rules[i];
        struct rule_state *rule = &rep->contingent->rules[i];
        rule_window_add(rep, &rule->when, &model->when);
        rule_window_add(rep, &rule->until, &model->until);
        if (rule->stage == RULE_WAITS && rule->fired < model->at_most) {
            if (comes_true(rep, &rule->when, &model->when, &rule->held)) fire(rep, model, rule);
        } else if (rule->stage == RULE_ON && model->until.given && !rule->ending) {
            rule->ending = comes_true(rep, &rule->until, &model->until, &rule->held);
            const int end = rep->today + 1 + model->until.after;
            if (rule->ending && end < rule->to) rule->to = end;
        }
    }
}

/* --- results ------------------------------------------------------------------------------------------------------------------------------ */

void contingent_write(const struct replication *rep, size_t period, double *values)
{
    const struct model *m = rep->model;
    const struct results_period *of = &m->layout.periods[period];
    for (size_t i = 0; i < m->n_rules; i++) {
        const struct rule_state *rule = &rep->contingent->rules[i];
        double *cell = &values[layout_cell(&m->layout, period, layout_rule(&m->layout, i), 0)];
        int fired = 0, days = 0;
        for (int month = m->month[of->first - m->day0]; month <= m->month[of->last - m->day0]; month++) {
            fired += rule->fired_in[month];
            days += rule->on_days[month];
        }
        cell[MEASURE_FIRED] = fired;
        cell[MEASURE_ACTIVE] = (double)days / (of->last - of->first + 1);
    }
}
