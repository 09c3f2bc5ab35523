/* Links: events of one stream lead to cases in another. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"

int oracle_link_init(struct oracle *o, size_t link)
{
    struct link_state *l = &o->links[link];
    l->spec = &o->scenario->links[link];
    l->kernel = oracle_cells(&l->spec->after, 1, &l->longest);
    if (!l->kernel) {
        return -1;
    }
    l->weighted = calloc((size_t)l->longest + o->n_days, sizeof *l->weighted);
    l->scheduled = calloc(o->n_days, sizeof *l->scheduled);
    if (!l->weighted || !l->scheduled) {
        return -1;
    }
    return oracle_lags_init(&l->lags, o, &l->spec->after, o->day0 - l->longest, 1, l->longest);
}

/* Per event of a day; before the start there is no pressure. */
static double number_on(struct oracle *o, const struct link_state *l, int day)
{
    double number = oracle_value(o, &l->spec->number, day);
    if (day >= o->day0) {
        number *= 1 + (oracle_value(o, &l->spec->under_pressure, day) - 1) * o->streams[l->spec->from].pressure;
    }
    return number;
}

/* Each event leads to a case or not, after one of the day's lags. */
static void schedule(struct oracle *o, struct link_state *l, int day, long events)
{
    double number = fmin(1, number_on(o, l, day));
    for (long i = 0; i < events; i++) {
        if (oracle_chance(o, number)) {
            int arrives = day + oracle_lag(o, &l->lags, day);
            if (arrives >= o->day0 && arrives <= o->horizon) {
                l->scheduled[arrives - o->day0]++;
            }
        }
    }
}

static const struct quantity *history_of(const struct oracle *o, const struct link_spec *spec)
{
    const struct stream_spec *parent = &o->scenario->streams[spec->from];
    for (size_t i = 0; i < parent->n_history; i++) {
        if (parent->history[i].event == spec->event) {
            return &parent->history[i].rate;
        }
    }
    return NULL;
}

void oracle_link_history(struct oracle *o, size_t link)
{
    struct link_state *l = &o->links[link];
    const struct quantity *rate = history_of(o, l->spec);
    memset(l->scheduled, 0, o->n_days * sizeof *l->scheduled);
    if (l->spec->event == LINK_OPEN) {
        return;
    }
    double sum = 0;
    for (int k = l->longest; k >= 1; k--) {
        int day = o->day0 - k;
        double events = rate ? oracle_scale(o) * oracle_per_day(oracle_value(o, rate, day), day) : 0;
        l->weighted[l->longest - k] = events * oracle_value(o, &l->spec->number, day);
        double before = sum;
        sum += events;
        if (l->spec->at_most_one) {
            schedule(o, l, day, (long)(floor(sum + 1e-9) - floor(before + 1e-9)));
        }
    }
}

void oracle_link_morning(struct oracle *o, size_t link)
{
    struct link_state *l = &o->links[link];
    l->open = o->streams[l->spec->from].cases.n;
}

/* Each open case calls at a rate of its own, on days on which calls are taken. */
static int calls(struct oracle *o, const struct link_state *l)
{
    double weight = o->streams[l->spec->to].day_weights[o->today - o->day0];
    double mean = oracle_per_day(number_on(o, l, o->today), o->today) * weight;
    int n = 0;
    for (size_t i = 0; mean > 0 && i < l->open; i++) {
        n += (int)gsl_ran_poisson(o->rng, mean);
    }
    return n;
}

int oracle_link_arrivals(struct oracle *o, size_t link)
{
    struct link_state *l = &o->links[link];
    int t = o->today - o->day0;
    if (l->spec->event == LINK_OPEN) {
        return calls(o, l);
    }
    if (l->spec->at_most_one) {
        return l->scheduled[t];
    }
    double mean = 0;
    for (int k = 1; k <= l->longest; k++) {
        mean += l->kernel[k] * l->weighted[l->longest + t - k];
    }
    return mean > 0 ? (int)gsl_ran_poisson(o->rng, mean) : 0;
}

static int events_today(struct oracle *o, const struct link_spec *spec)
{
    const struct day_flows *flows = oracle_flows(o, (size_t)spec->from);
    switch (spec->event) {
    case LINK_RECEIVED:
        return flows->inflow + flows->added;
    case LINK_DECISION:
        return flows->decisions;
    case LINK_NOTICE:
        return flows->notices;
    case LINK_LATE_APPEAL:
        return flows->appeals;
    case LINK_COURT_ORDER:
        return flows->orders;
    case LINK_WITHDRAWAL:
        return flows->withdrawn;
    case LINK_LOST:
        return flows->lost;
    default:
        return flows->by_outcome[spec->event - LINK_OUTCOME];
    }
}

void oracle_link_evening(struct oracle *o, size_t link)
{
    struct link_state *l = &o->links[link];
    if (l->spec->event == LINK_OPEN) {
        return;
    }
    int events = events_today(o, l->spec);
    if (l->spec->at_most_one) {
        schedule(o, l, o->today, events);
    }
    l->weighted[l->longest + o->today - o->day0] = events * number_on(o, l, o->today);
}
