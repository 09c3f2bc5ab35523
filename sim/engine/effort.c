#include "engine/effort.h"

#include <math.h>
#include <string.h>

#include "engine/lane.h"
#include "engine/service.h"
#include "engine/work.h"
#include "model/effort.h"

static const double days_per_year = 365.2425;

double effort_factor(const struct replication *rep, const struct step_state *step, size_t class, size_t o)
{
    const struct stream_state *s = step->stream;
    const struct model_class *model = &s->model->classes[class];
    const int outcome = step->last ? model->outcomes[o].index : -1;
    double factor = s->hurry * effort_changed(s->model, class, outcome, rep->today, rep->multiplier);
    if (s->model->drifts) factor *= exp(s->drift[class]);
    if (model->batch.on) {
        const double workable = (double)lane_total(&rep->lanes[step->first_lane + class], WORK);
        factor *= batch_factor(today_of(rep, &model->batch.size), today_of(rep, &model->batch.gain), workable);
    }
    return factor;
}

/* Open work in days of the hours behind it: of the stream's pool, or of its own capacity. What pressure does to the hours is left out, so that
 * it does not feed on itself. */
static double days_of_work(const struct replication *rep, const struct stream_state *s)
{
    double work = 0, hours;
    if (s->model->pool < 0) {
        for (size_t k = 0; k < s->n_lanes; k++) work += (double)lane_open(&rep->lanes[s->first_lane + k]);
        hours = today_of(rep, &s->model->steps[s->model->n_steps - 1].capacity) * s->rule_capacity;
    } else {
        const struct model_pool *pool = &rep->model->pools[s->model->pool];
        for (size_t i = 0; i < pool->n_members; i++) {
            const struct stream_state *member = &rep->streams[pool->members[i].stream];
            work += open_workload(rep, member, s->model->pool) / member->hurry;
        }
        hours = rep->pools[s->model->pool].fte * today_of(rep, &pool->hours_per_fte);
    }
    if (work <= 0) return 0;
    return hours > 0 ? days_per_year * work / hours : (double)INFINITY;
}

/* All levels first, as each looks at the efforts of the others. */
static void feel_pressure(struct replication *rep)
{
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        const struct model_pressure *p = &s->model->pressure;
        if (p->on) s->pressure = pressure_level(today_of(rep, &p->from), today_of(rep, &p->full), days_of_work(rep, s));
    }
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        if (s->model->pressure.on && s->model->pool >= 0) s->hurry = pressure_factor(today_of(rep, &s->model->pressure.effort), s->pressure);
    }
}

void effort_begin(struct replication *rep)
{
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        memset(s->drift, 0, s->model->n_classes * sizeof *s->drift);
        s->pressure = 0;
        s->hurry = 1;
        service_refresh(rep, s);
    }
    feel_pressure(rep);
    for (size_t i = 0; i < rep->model->n_streams; i++)
        if (rep->streams[i].model->pressure.on) service_refresh(rep, &rep->streams[i]);
}

void effort_morning(struct replication *rep)
{
    feel_pressure(rep);
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        if (!s->model->drifts || rep->today == 0) continue;
        for (size_t k = 0; k < s->model->n_classes; k++) s->drift[k] += effort_drift_step(today_of(rep, &s->model->classes[k].drift));
    }
}

void effort_before_work(struct replication *rep)
{
    for (size_t i = 0; i < rep->model->n_streams; i++)
        if (rep->streams[i].model->batches) service_refresh(rep, &rep->streams[i]);
}
