#include <math.h>
#include <string.h>

#include "model/compiler.h"
#include "scenario/targets.h"

enum { ALL_DUE = -1 };

static enum measure measure_named(const char *name)
{
    int m = 0;
    while (m < MEASURE_COUNT && strcmp(measure_info((enum measure)m)->name, name) != 0) m++;
    return (enum measure)m;
}

static size_t entity_of(const struct results_layout *layout, const struct target_spec *spec)
{
    if (spec->rule >= 0) return layout_rule(layout, (size_t)spec->rule);
    if (spec->pool >= 0) return layout_pool(layout, (size_t)spec->pool);
    return spec->stream < 0 ? layout_all(layout) : (size_t)spec->stream;
}

/* Stocks by month; the others by the period whose length they name, which at the start may be a part of it. */
static bool is_due(const struct results_period *period, const struct target_spec *spec, bool stock)
{
    const int days = spec->last - spec->first + 1;
    const enum period_kind kind = stock || days < 32 ? PERIOD_MONTH : days < 100 ? PERIOD_QUARTER : PERIOD_YEAR;
    return period->kind == kind && period->last == spec->last;
}

static void compile_target(struct compiler *c, const struct target_spec *spec, struct model_target *target)
{
    const struct target_measure *measure = target_measure((size_t)spec->measure);
    const struct results_layout *layout = &c->model->layout;
    *target = (struct model_target){.measure = measure_named(measure->name), .entity = entity_of(layout, spec),
                                    .at_least = spec->at_least, .threshold = spec->threshold};
    for (size_t p = 0; p < layout->n_periods; p++)
        if (is_due(&layout->periods[p], spec, measure->stock)) target->period = p;
}

/* Whether some target is due in a period of this kind that ends with this one; each such day is listed once, by the first such target. */
static bool ends_for(const struct model *m, size_t period)
{
    for (size_t i = 0; i < m->n_targets; i++) {
        if (m->layout.periods[m->targets[i].period].last == m->layout.periods[period].last) return m->targets[i].period == period;
    }
    return false;
}

static void add_check(struct model *m, int target, size_t period)
{
    if (target == ALL_DUE) m->all_check = m->n_checks;
    m->checks[m->n_checks++] = (struct model_check){target, period};
}

static void add_day(struct model *m, int last)
{
    const struct results_layout *layout = &m->layout;
    for (size_t i = 0; i < m->n_targets; i++)
        for (size_t p = 1; p < layout->n_periods; p++)
            if (layout->periods[p].last == last && layout->periods[p].kind == layout->periods[m->targets[i].period].kind)
                add_check(m, (int)i, p);
    for (size_t p = 1; p < layout->n_periods; p++)
        if (layout->periods[p].last == last && ends_for(m, p)) add_check(m, ALL_DUE, p);
}

void compile_targets(struct compiler *c)
{
    const struct scenario *s = c->scenario;
    struct model *m = c->model;
    m->n_targets = s->n_targets;
    m->targets = compiler_array(c, s->n_targets, sizeof *m->targets);
    m->checks = compiler_array(c, (s->n_targets + 1) * m->layout.n_periods, sizeof *m->checks);
    if (c->failed) return;
    for (size_t i = 0; i < s->n_targets; i++) compile_target(c, &s->targets[i], &m->targets[i]);
    for (size_t p = 1; p <= m->layout.n_months; p++) add_day(m, m->layout.periods[p].last);
    m->layout.n_checks = m->n_checks;
}

static bool holds(const struct model *m, const struct model_target *target, size_t period, const double *forecast)
{
    const double value = forecast[layout_cell(&m->layout, period, target->entity, target->measure)];
    return target->at_least ? value >= target->threshold : value <= target->threshold; /* false for NaN */
}

static bool all_due(const struct model *m, size_t period, const double *forecast)
{
    for (size_t i = 0; i < m->n_targets; i++) {
        const struct model_target *target = &m->targets[i];
        if (m->layout.periods[target->period].last <= m->layout.periods[period].last && !holds(m, target, target->period, forecast))
            return false;
    }
    return true;
}

void model_judge(const struct model *m, const struct results_values *values)
{
    for (size_t i = 0; i < m->n_checks; i++) {
        const struct model_check *check = &m->checks[i];
        const bool met = check->target == ALL_DUE ? all_due(m, check->period, values->forecast)
                                                  : holds(m, &m->targets[check->target], check->period, values->forecast);
        values->entry[layout_check_cell(&m->layout, i)] = met;
    }
}

double model_margin(const struct model *m, const double forecast[])
{
    double least = (double)INFINITY;
    for (size_t i = 0; i < m->n_targets; i++) {
        const struct model_target *target = &m->targets[i];
        const double value = forecast[layout_cell(&m->layout, target->period, target->entity, target->measure)];
        const double left = target->at_least ? value - target->threshold : target->threshold - value;
        const double share = target->threshold != 0 ? left / fabs(target->threshold) : left;
        least = isnan(share) ? -(double)INFINITY : fmin(least, share);
    }
    return least;
}

int model_last_due(const struct model *m)
{
    int last = -1;
    for (size_t i = 0; i < m->n_targets; i++) {
        const int day = m->layout.periods[m->targets[i].period].last - m->day0;
        last = day > last ? day : last;
    }
    return last;
}
