#include "engine/work.h"

#include <math.h>

#include "engine/lane.h"
#include "engine/order.h"
#include "engine/service.h"
#include "engine/steps.h"
#include "random/variates.h"

/* Hours below this are rounding: they start no case. */
static const double no_hours = 1e-9;

static struct draw *work_draws(struct replication *rep, struct step_state *step)
{
    const uint32_t number = (uint32_t)(step - step->stream->steps);
    if (step->work_day != rep->today) draw_open(&step->work, &rep->key, step->stream->model->id, DRAW_WORK, number, rep->today);
    step->work_day = rep->today;
    return &step->work;
}

static double pay_debt(double *debt, double hours)
{
    const double paid = *debt < hours ? *debt : hours;
    *debt -= paid;
    return hours - paid;
}

/* Cases of one level in one order; returns the hours left. */
static double serve_level(struct replication *rep, const struct level *level, enum work_order order, double hours, double *debt)
{
    while (hours > no_hours && level->step->stream->plan_left > 0 && order_next(rep, level, order)) {
        struct service service = {.draws = work_draws(rep, level->step), .sources = rep->sources, .n_sources = rep->n_sources,
                                  .hours = hours, .limit = level->step->stream->plan_left};
        service_run(rep, &service);
        order_take(rep, order);
        hours = service.hours;
        *debt += service.debt;
        level->step->stream->plan_left = service.limit;
    }
    return hours;
}

static double serve_part(struct replication *rep, struct step_state *step, size_t part, double hours)
{
    const enum work_order order = step->model->mixes[step->mix].parts[part].order;
    const struct stream_state *s = step->stream;
    hours = pay_debt(&step->debt[part], hours);
    for (size_t from = 0, to; from < s->model->n_classes && hours > no_hours; from = to) {
        const int priority = s->model->classes[s->by_priority[from]].priority;
        for (to = from + 1; to < s->model->n_classes && s->model->classes[s->by_priority[to]].priority == priority;) to++;
        const struct level level = {step, from, to};
        hours = serve_level(rep, &level, order, hours, &step->debt[part]);
    }
    return hours;
}

/* The share of a part; uncertain shares count for what they are of their sum. */
static double share_of(const struct replication *rep, const struct model_mix *mix, size_t part)
{
    double sum = 0;
    if (!mix->slots) return mix->parts[part].share;
    for (size_t p = 0; p < mix->n; p++) sum += mix->parts[p].share * rep->multiplier[mix->slots[p]];
    return sum > 0 ? mix->parts[part].share * rep->multiplier[mix->slots[part]] / sum : mix->parts[part].share;
}

double step_serve(struct replication *rep, struct step_state *step, double hours)
{
    const struct model_mix *mix = &step->model->mixes[step->mix];
    double left = 0, used = 1;
    for (bool first = true; hours > no_hours && used > no_hours; first = false) {
        left = first ? 0 : hours;
        used = 0;
        for (size_t part = 0; part < mix->n; part++) {
            const double given = left + (first ? share_of(rep, mix, part) * hours : 0);
            left = serve_part(rep, step, part, given);
            used += given - left;
        }
        hours = left;
    }
    return hours;
}

double step_workload(const struct replication *rep, const struct step_state *step)
{
    double sum = 0;
    for (size_t k = 0; k < step->stream->model->n_classes; k++)
        sum += step->today[k].mean * (double)lane_total(&rep->lanes[step->first_lane + k], WORK);
    for (size_t part = 0; part < step->model->most_parts; part++) sum += step->debt[part];
    return sum;
}

double work_ahead(const struct replication *rep, const struct step_state *step)
{
    const struct stream_state *s = step->stream;
    double sum = 0;
    for (size_t k = 0; k < s->model->n_classes; k++) {
        int64_t open = 0;
        for (size_t lane = s->first_lane + k; lane <= step->first_lane + k; lane += s->model->n_classes) open += lane_open(&rep->lanes[lane]);
        sum += step->today[k].mean * (double)open;
    }
    return sum;
}

double open_workload(const struct replication *rep, const struct stream_state *s, int pool)
{
    double sum = 0;
    for (size_t j = 0; j < s->model->n_steps; j++) {
        const int own = s->model->steps[j].pool;
        if (own >= 0 && (pool < 0 || own == pool)) sum += work_ahead(rep, &s->steps[j]);
    }
    return sum;
}

double pool_serve_by_deadline(struct replication *rep, size_t pool, double hours)
{
    struct pool_state *p = &rep->pools[pool];
    draw_open(&p->draws, &rep->key, rep->model->pools[pool].id, DRAW_ALLOCATION, 0, rep->today);
    hours = pay_debt(&p->debt, hours);
    while (hours > no_hours && order_next_by_deadline(rep, pool)) {
        struct service service = {.draws = &p->draws, .sources = rep->sources, .n_sources = rep->n_sources, .hours = hours, .limit = INT64_MAX};
        service_run(rep, &service);
        for (size_t i = 0; i < rep->n_sources; i++) {
            const struct source *source = &rep->sources[i];
            step_of(rep, &rep->lanes[source->lane])->hours_used += source->hours;
        }
        order_take(rep, ORDER_EARLIEST_DEADLINE);
        hours = service.hours;
        p->debt += service.debt;
    }
    return hours;
}
