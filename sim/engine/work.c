#include "engine/work.h"

#include <math.h>

#include "engine/lane.h"
#include "engine/order.h"
#include "engine/service.h"
#include "random/variates.h"

/* Hours below this are rounding: they start no case. */
static const double no_hours = 1e-9;

static struct draw *work_draws(struct replication *rep, struct stream_state *s)
{
    if (s->work_day != rep->today) draw_open(&s->work, &rep->key, s->model->id, DRAW_WORK, 0, rep->today);
    s->work_day = rep->today;
    return &s->work;
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
    while (hours > no_hours && level->stream->plan_left > 0 && order_next(rep, level, order)) {
        struct service service = {.draws = work_draws(rep, level->stream), .sources = rep->sources, .n_sources = rep->n_sources,
                                  .hours = hours, .limit = level->stream->plan_left};
        service_run(rep, &service);
        order_take(rep, order);
        hours = service.hours;
        *debt += service.debt;
        level->stream->plan_left = service.limit;
    }
    return hours;
}

static double serve_part(struct replication *rep, struct stream_state *s, size_t part, double hours)
{
    const enum work_order order = s->model->mixes[s->mix].parts[part].order;
    hours = pay_debt(&s->debt[part], hours);
    for (size_t from = 0, to; from < s->model->n_classes && hours > no_hours; from = to) {
        const int priority = s->model->classes[s->by_priority[from]].priority;
        for (to = from + 1; to < s->model->n_classes && s->model->classes[s->by_priority[to]].priority == priority;) to++;
        const struct level level = {s, from, to};
        hours = serve_level(rep, &level, order, hours, &s->debt[part]);
    }
    return hours;
}

double step_serve(struct replication *rep, struct stream_state *s, double hours)
{
    const struct model_mix *mix = &s->model->mixes[s->mix];
    double left = 0, used = 1;
    for (bool first = true; hours > no_hours && used > no_hours; first = false) {
        left = first ? 0 : hours;
        used = 0;
        for (size_t part = 0; part < mix->n; part++) {
            const double given = left + (first ? mix->parts[part].share * hours : 0);
            left = serve_part(rep, s, part, given);
            used += given - left;
        }
        hours = left;
    }
    return hours;
}

static double mean_over_classes(const struct replication *rep, const struct stream_state *s, bool workable)
{
    double sum = 0;
    for (size_t k = 0; k < s->model->n_classes; k++) {
        const struct lane *lane = &rep->lanes[s->first_lane + k];
        sum += s->today[k].mean * (double)(workable ? lane_total(lane, WORK) : lane_open(lane));
    }
    return sum;
}

double step_workload(const struct replication *rep, const struct stream_state *s)
{
    double sum = mean_over_classes(rep, s, true);
    for (size_t part = 0; part < s->model->most_parts; part++) sum += s->debt[part];
    return sum;
}

double open_workload(const struct replication *rep, const struct stream_state *s) { return mean_over_classes(rep, s, false); }

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
            rep->streams[rep->lanes[source->lane].stream].hours_used += source->hours;
        }
        order_take(rep, ORDER_EARLIEST_DEADLINE);
        hours = service.hours;
        p->debt += service.debt;
    }
    return hours;
}
