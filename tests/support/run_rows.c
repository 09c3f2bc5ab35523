#include "support/run_rows.h"

#include <math.h>

#include "scenario/scenario_types.h"

static bool within(const struct results_period *part, const struct results_period *whole)
{
    return part->kind == PERIOD_MONTH && part->first >= whole->first && part->last <= whole->last;
}

static int days_of(const struct results_period *period)
{
    return period->last - period->first + 1;
}

/* What the months say of the measure in the period. */
static double from_months(const struct run *run, size_t period, size_t entity, enum measure measure)
{
    const struct results_layout *layout = &run->model->layout;
    const enum measure_form form = measure_info(measure)->form;
    double sum = 0;
    for (size_t p = 1; p <= layout->n_months; p++) {
        if (!within(&layout->periods[p], &layout->periods[period]))
            continue;
        const double value = run_cell(run, p, entity, measure);
        if (form == FORM_LAST)
            sum = value;
        else
            sum += form == FORM_MEAN ? value * days_of(&layout->periods[p]) / days_of(&layout->periods[period]) : value;
    }
    return sum;
}

static void check_period(const struct run *run, size_t period)
{
    const struct results_layout *layout = &run->model->layout;
    for (size_t entity = 0; entity < layout->n_entities; entity++)
        for (int m = 0; m < MEASURE_COUNT; m++) {
            const enum measure_form form = measure_info((enum measure)m)->form;
            if (form == FORM_RATIO || form == FORM_WAIT)
                continue;
            const double stated = run_cell(run, period, entity, (enum measure)m);
            const double summed = from_months(run, period, entity, (enum measure)m);
            run_expect(run, (isnan(stated) && isnan(summed)) || near_by(stated, summed),
                       "period %zu, %s, %s: %.17g, its months say %.17g", period, layout->names[entity],
                       measure_info((enum measure)m)->name, stated, summed);
        }
}

/* All that is paid, and what is left of the income. */
static void check_money(const struct run *run, size_t period)
{
    const struct results_layout *layout = &run->model->layout;
    const size_t all = layout_all(layout);
    const double cost = run_cell(run, period, all, MEASURE_COST), income = run_cell(run, period, all, MEASURE_INCOME);
    const double of_pools = run_cell(run, period, layout_pool_all(layout), MEASURE_COST);
    if (period == 0 || !run->model->money)
        return;
    run_expect(run,
               near_by(cost, (isnan(of_pools) ? 0 : of_pools) + run_cell(run, period, all, MEASURE_PENALTY_PAID) +
                                 run_cell(run, period, all, MEASURE_COURT_COSTS)),
               "period %zu: EUR %g of cost is not what pools, penalties and courts come to", period, cost);
    run_expect(run, isnan(income) || near_by(run_cell(run, period, all, MEASURE_RESULT), income - cost),
               "period %zu: EUR %g earned", period, income);
}

/* Sums and counts of `all` are those of the streams together. */
static void check_all(const struct run *run, size_t period)
{
    const struct results_layout *layout = &run->model->layout;
    for (int m = 0; m < MEASURE_COUNT; m++) {
        const enum measure_form form = measure_info((enum measure)m)->form;
        const bool lump = m == MEASURE_INCOME && run->stand.scenario->income.given;
        const bool money = m == MEASURE_COST || m == MEASURE_RESULT || lump; /* of no stream: check_money */
        const bool adds = (form == FORM_SUM || form == FORM_LAST) && m != MEASURE_AGE_MEAN && !money;
        if (!adds || !(measure_info((enum measure)m)->scope & SCOPE_STREAM))
            continue;
        if (period == 0 && form == FORM_SUM)
            continue;
        double sum = 0;
        for (size_t i = 0; i < layout->n_streams; i++) {
            const double value = run_cell(run, period, i, (enum measure)m);
            sum += isnan(value) ? 0 : value;
        }
        const double all = run_cell(run, period, layout_all(layout), (enum measure)m);
        run_expect(run, isnan(all) ? sum <= 0 : near_by(all, sum), "period %zu, all, %s: %.17g, its streams say %.17g",
                   period, measure_info((enum measure)m)->name, all, sum);
    }
}

void check_rows(const struct run *run)
{
    const struct results_layout *layout = &run->model->layout;
    for (size_t p = 0; p < layout->n_periods; p++) {
        if (layout->periods[p].kind == PERIOD_QUARTER || layout->periods[p].kind == PERIOD_YEAR)
            check_period(run, p);
        check_all(run, p);
        check_money(run, p);
    }
}
