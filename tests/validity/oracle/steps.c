/* The steps of a stream: where its cases wait for work, one after another. A stream that states none has one. */
#include <math.h>
#include <stdlib.h>

#include "state.h"

/* ---- from the scenario ---- */

static bool init_plain(struct stream_state *s)
{
    s->n_steps = 1;
    s->steps = calloc(1, sizeof *s->steps);
    if (s->steps) {
        s->steps[0] = (struct step_state){.pool = s->spec->pool, .share = 1, .capacity = &s->spec->capacity, .order = &s->spec->order,
                                          .delay = &s->spec->delay, .delay_scale = &s->spec->delay_scale};
    }
    return s->steps != NULL;
}

static bool init_stated(struct stream_state *s)
{
    s->n_steps = s->spec->n_steps;
    s->earlier_first = s->spec->earlier_first;
    s->steps = calloc(s->n_steps, sizeof *s->steps);
    for (size_t i = 0; s->steps && i < s->n_steps; i++) {
        const struct step_spec *spec = &s->spec->steps[i];
        s->steps[i] = (struct step_state){.pool = spec->pool, .share = spec->effort_share, .capacity = &spec->capacity, .order = &spec->order,
                                          .delay = &spec->delay, .delay_scale = &spec->delay_scale, .n_stops = spec->n_stops, .stops = spec->stops};
    }
    return s->steps != NULL;
}

/* The most parts that an order of the stream ever has. */
static size_t most_parts(const struct oracle *o, size_t stream, const struct step_state *step)
{
    size_t parts = 1;
    for (size_t i = 0; i < step->order->n; i++) {
        parts = step->order->mixes[i].n > parts ? step->order->mixes[i].n : parts;
    }
    for (size_t i = 0; i < o->scenario->n_rules; i++) {
        for (size_t j = 0; j < o->scenario->rules[i].n_streams; j++) {
            const struct stream_change_spec *change = &o->scenario->rules[i].streams[j];
            bool is_ours = change->stream == (int)stream && change->order.given;
            parts = is_ours && change->order.mixes[0].n > parts ? change->order.mixes[0].n : parts;
        }
    }
    return parts;
}

bool oracle_steps_init(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    if (!(s->spec->n_steps > 0 ? init_stated(s) : init_plain(s))) {
        return false;
    }
    bool done = true;
    for (size_t i = 0; i < s->n_steps; i++) {
        struct step_state *step = &s->steps[i];
        step->debts = calloc(most_parts(o, stream, step), sizeof *step->debts);
        step->batch = calloc(s->spec->n_classes, sizeof *step->batch);
        step->days = calloc(o->n_days, sizeof *step->days);
        done = oracle_lags_init(&step->lags, o, step->delay, o->day0, 0, INT_MAX) == 0 && done && step->debts && step->batch && step->days;
    }
    return done;
}

void oracle_steps_free(struct stream_state *s)
{
    for (size_t i = 0; s->steps && i < s->n_steps; i++) {
        free(s->steps[i].lags.lags);
        free(s->steps[i].debts);
        free(s->steps[i].batch);
        free(s->steps[i].days);
    }
    free(s->steps);
}

void oracle_steps_reset(const struct oracle *o, struct stream_state *s)
{
    for (size_t i = 0; i < s->n_steps; i++) {
        struct step_state *step = &s->steps[i];
        for (size_t part = 0; part < step->n_parts; part++) {
            step->debts[part] = 0;
        }
        step->n_parts = 0;
        for (size_t day = 0; day < o->n_days; day++) {
            step->days[day] = (struct step_day){0, 0};
        }
    }
}

/* ---- what they are ---- */

bool oracle_is_last(const struct stream_state *s, size_t step)
{
    return step + 1 == s->n_steps;
}

bool oracle_works_in(const struct stream_state *s, int pool)
{
    for (size_t i = 0; i < s->n_steps; i++) {
        if (s->steps[i].pool == pool) {
            return true;
        }
    }
    return false;
}

/* The pool of its pressure; -1: capacity. */
int oracle_last_pool(const struct stream_state *s)
{
    int pool = -1;
    for (size_t i = 0; i < s->n_steps; i++) {
        pool = s->steps[i].pool >= 0 ? s->steps[i].pool : pool;
    }
    return pool;
}

bool oracle_is_stopped(const struct oracle *o, const struct step_state *step)
{
    for (size_t i = 0; i < step->n_stops; i++) {
        if (step->stops[i].from <= o->today && o->today <= step->stops[i].until) {
            return true;
        }
    }
    return false;
}

/* ---- hours ---- */

double oracle_step_hours(const struct stream_state *s, size_t step, int class)
{
    const struct step_state *at = &s->steps[step];
    const struct class_today *today = &s->classes[class];
    if (at->pool < 0) {
        return 0;
    }
    return today->effort * at->share * at->batch[class] * (oracle_is_last(s, step) ? today->mean_multiplier : today->change);
}

/* What the case still needs of the pool, of all pools when it is ANY_POOL. */
double oracle_hours_left(const struct stream_state *s, const struct oracle_case *c, int pool)
{
    double hours = 0;
    for (size_t i = c->step; i < s->n_steps; i++) {
        if (s->steps[i].pool >= 0 && (pool == ANY_POOL || s->steps[i].pool == pool)) {
            hours += oracle_step_hours(s, i, c->class);
        }
    }
    return hours;
}

double oracle_hours_in(const struct oracle *o, const struct stream_state *s, int pool, int day)
{
    double hours = 0;
    for (size_t i = 0; i < s->n_steps; i++) {
        hours += s->steps[i].pool == pool ? s->steps[i].days[day - o->day0].hours : 0;
    }
    return hours;
}

/* ---- through ---- */

/* The case is done with its step today and enters the next. */
void oracle_pass(struct oracle *o, struct stream_state *s, struct oracle_case *c)
{
    s->steps[c->step].days[o->today - o->day0].done++;
    c->step++;
    int ready = o->today + oracle_delay(o, &s->steps[c->step]);
    c->ready = ready > o->today ? ready : o->today + 1;
}
