#include "engine/links.h"

#include <string.h>

#include "engine/lane.h"
#include "model/effort.h"
#include "random/variates.h"

/* Events of one day each lead to a case with this probability, after one of the day's sixteen lags. */
static void spread(struct replication *rep, size_t link, int day, int64_t events, double share)
{
    const struct model_link *l = &rep->model->links[link];
    struct link_state *state = &rep->links[link];
    int32_t by_point[DELAY_POINTS];
    const int32_t *lags = &l->lags.lag[(day + l->length) * DELAY_POINTS];
    if (day + lags[0] > rep->model->horizon) return; /* the least of them */
    draw_open(&state->draws, &rep->key, l->id, DRAW_LINK, 0, day);
    const int64_t cases = variate_binomial(&state->draws, events, share < 1 ? share : 1);
    if (cases == 0) return;
    if (cases > INT32_MAX) {
        rep->failed = true;
        return;
    }
    variate_sixteenths(&state->draws, cases, by_point);
    for (int i = 0; i < DELAY_POINTS; i++) {
        const int arrival = day + lags[i];
        if (arrival >= 0 && arrival <= rep->model->horizon) rep->streams[l->to].expected[arrival] += by_point[i];
    }
}

void links_begin(struct replication *rep)
{
    const struct model *m = rep->model;
    for (size_t i = 0; i < m->n_links; i++) {
        const struct model_link *l = &m->links[i];
        const double multiplier = rep->multiplier[l->number.slot];
        if (l->of_open) continue;
        if (!l->at_most_one) {
            for (int d = 0; d < l->length; d++) rep->links[i].weighted[m->horizon + l->length - d] = l->history[d] * multiplier;
            memset(rep->links[i].weighted, 0, ((size_t)m->horizon + 1) * sizeof(double));
        } else {
            for (int d = 0; d < l->length; d++)
                if (l->whole_history[d] > 0) spread(rep, i, d - l->length, l->whole_history[d], l->history_number[d] * multiplier);
        }
    }
}

/* Today's number per event: under pressure it may be another. */
static double number_today(const struct replication *rep, const struct model_link *l)
{
    const double number = today_of(rep, &l->number);
    if (!rep->streams[l->from].model->pressure.on) return number;
    return number * pressure_factor(today_of(rep, &l->under_pressure), rep->streams[l->from].pressure);
}

void links_morning(struct replication *rep)
{
    for (size_t i = 0; i < rep->model->n_links; i++) {
        const struct stream_state *parent = &rep->streams[rep->model->links[i].from];
        rep->links[i].open = 0;
        for (size_t k = 0; rep->model->links[i].of_open && k < parent->n_lanes; k++)
            rep->links[i].open += lane_open(&rep->lanes[parent->first_lane + k]);
    }
}

/* Events of the days before today, each times its number, weighed by the kernel: the mean of today's arrivals. */
static double mean_arrivals(const struct replication *rep, size_t link)
{
    const struct model_link *l = &rep->model->links[link];
    const double *weight = rep->model->streams[l->to].inflow.day_weight;
    if (l->of_open)
        return number_today(rep, l) * (double)rep->links[link].open * rep->model->per_year[rep->today] * (weight ? weight[rep->today] : 1);
    const double *const kernel = l->kernel, *const before = &rep->links[link].weighted[rep->model->horizon - rep->today];
    double even = 0, odd = 0; /* two sums at a time are twice as fast */
    int k = l->shortest;
    for (; k < l->length; k += 2) {
        even += kernel[k] * before[k];
        odd += kernel[k + 1] * before[k + 1];
    }
    return even + odd + (k == l->length ? kernel[k] * before[k] : 0);
}

/* What comes on a day on which the stream takes nothing in comes on the next day. */
static int64_t open_today(struct replication *rep, int stream, int64_t arrivals)
{
    const double *weight = rep->model->streams[stream].inflow.day_weight;
    if (!weight || weight[rep->today] > 0) return arrivals;
    if (rep->today < rep->model->horizon) rep->streams[stream].expected[rep->today + 1] += arrivals;
    return 0;
}

int64_t links_arrive(struct replication *rep, int stream)
{
    const struct model *m = rep->model;
    const struct model_stream *s = &m->streams[stream];
    int64_t arrivals = rep->streams[stream].expected[rep->today];
    if (s->inflow.past_row && s->inflow.past_row[rep->today] >= 0) return 0;
    for (size_t i = 0; i < m->n_links; i++) {
        if (m->links[i].to != stream || m->links[i].at_most_one) continue;
        const double mean = mean_arrivals(rep, i);
        if (mean <= 0) continue;
        draw_open(&rep->links[i].draws, &rep->key, m->links[i].id, DRAW_LINK, 0, rep->today);
        arrivals += variate_poisson(&rep->links[i].draws, mean);
    }
    return open_today(rep, stream, arrivals);
}

void links_remember(struct replication *rep)
{
    const struct model *m = rep->model;
    for (size_t i = 0; i < m->n_links; i++) /* each link's lags of today stand elsewhere: asked for together, they come at the price of a few */
        if (m->links[i].at_most_one) __builtin_prefetch(&m->links[i].lags.lag[(rep->today + m->links[i].length) * DELAY_POINTS]);
    for (size_t i = 0; i < m->n_links; i++) {
        const struct model_link *l = &m->links[i];
        const int64_t events = rep->streams[l->from].event[l->event];
        if (events == 0 || l->of_open) continue;
        const double number = number_today(rep, l);
        if (l->at_most_one) spread(rep, i, rep->today, events, number);
        else rep->links[i].weighted[m->horizon - rep->today] = (double)events * number;
    }
    for (size_t i = 0; i < m->n_streams; i++) memset(rep->streams[i].event, 0, sizeof rep->streams[i].event);
}
