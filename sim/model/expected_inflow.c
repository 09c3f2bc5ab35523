/* A stream's own inflow in the first year, in the mean. */
#include <math.h>

#include "model/expectation.h"

/* A month's disturbance before it is drawn: normal. */
struct outlook {
    double mean, variance;
};

/* The mean of the month's factor on the inflow; `x` goes on to that month. As in sim/MODEL.md, Inflow. */
static double month_factor(const struct model_disturbance *d, int month, int day, struct outlook *x)
{
    const double sd = param_base(&d->sd, day), p = fmin(param_base(&d->persistence, day), 1);
    const bool begins = month == 0, walk = p >= 1;
    if (begins) *x = (struct outlook){d->started ? d->start : 0, d->started || walk ? 0 : sd * sd};
    if (!begins || (d->started && d->start_months > 0) || (!d->started && walk)) {
        x->mean *= p;
        x->variance = walk ? x->variance + sd * sd : p * p * x->variance + sd * sd * (1 - p * p);
    }
    const int steps = d->started ? month + d->start_months : month + 1;
    return exp(x->mean + (x->variance - sd * sd * (walk ? steps : 1)) / 2);
}

static double shocked(const struct model_inflow *inflow, int day, double mean)
{
    double added = 0;
    for (size_t i = 0; i < inflow->n_shocks; i++) {
        const struct model_shock *shock = &inflow->shocks[i];
        if (day < shock->first || day > shock->last) continue;
        const double probability = param_base(&shock->probability, day);
        mean *= 1 + probability * (param_base(&shock->multiply, day) - 1);
        added += probability * param_base(&shock->add, day);
    }
    return mean + added;
}

static bool is_past(const struct model_inflow *inflow, int day) { return inflow->past_row && inflow->past_row[day] >= 0; }

static double own_on(const struct model_inflow *inflow, int day, double factor)
{
    if (is_past(inflow, day)) {
        const struct model_past *past = &inflow->past[inflow->past_row[day]];
        return (double)past->count / (past->last - past->first + 1);
    }
    double mean = inflow->mean[day] * factor;
    if (inflow->grows) mean *= pow(1 + param_base(&inflow->trend, day), day / 365.2425);
    return shocked(inflow, day, mean) * (inflow->day_weight ? inflow->day_weight[day] : 1);
}

double expected_own(const struct expectation *e, const struct model *model, const struct model_inflow *inflow)
{
    struct outlook x = {0};
    double sum = 0, factor = 1;
    for (int day = 0; day < e->days; day++) {
        const bool new_month = day == 0 || model->month[day] != model->month[day - 1];
        if (inflow->disturbance.on && new_month) factor = month_factor(&inflow->disturbance, model->month[day], day, &x);
        sum += own_on(inflow, day, factor);
    }
    return sum / e->days * e->mean_rate;
}

double expected_open_to_links(const struct expectation *e, const struct model_inflow *inflow)
{
    int days = 0;
    for (int day = 0; day < e->days; day++) days += !is_past(inflow, day);
    return (double)days / e->days;
}
