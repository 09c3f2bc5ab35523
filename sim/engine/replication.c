#include "engine/replication.h"

#include <stdlib.h>
#include <string.h>

#include "engine/arrivals.h"
#include "engine/clock.h"
#include "engine/entry.h"
#include "engine/evening.h"
#include "engine/hazards.h"
#include "engine/lane.h"
#include "engine/links.h"
#include "engine/meter.h"
#include "engine/opening.h"
#include "engine/service.h"
#include "engine/tally.h"
#include "engine/work.h"

void *state_array(struct replication *rep, size_t n, size_t size)
{
    void *items = rep->failed ? NULL : arena_alloc_array(&rep->arena, n ? n : 1, size);
    if (!items) rep->failed = true;
    return items;
}

void *state_grow(void *items, size_t *capacity, size_t size)
{
    const size_t more = *capacity ? 2 * *capacity : 16;
    void *moved = realloc(items, more * size);
    if (moved) *capacity = more;
    return moved;
}

/* --- the workspace --------------------------------------------------------------------------------------------------------------- */

static void make_lane(struct replication *rep, int stream, int class)
{
    const size_t days = (size_t)rep->model->days;
    struct lane *lane = &rep->lanes[rep->n_lanes++];
    lane->stream = stream;
    lane->class = class;
    lane->day = state_array(rep, days + BLOCK, sizeof *lane->day);
    lane->block = state_array(rep, days / BLOCK + 1, sizeof *lane->block);
    lane->shelf = state_array(rep, days, sizeof *lane->shelf);
    if (!rep->streams[stream].model->delay.none) lane->delayed = state_array(rep, days, sizeof *lane->delayed);
}

static void rank_classes(const struct model_stream *model, int *rank)
{
    for (size_t k = 0; k < model->n_classes; k++) {
        size_t place = 0;
        for (size_t other = 0; other < model->n_classes; other++) {
            const int mine = model->classes[k].priority, its = model->classes[other].priority;
            place += its > mine || (its == mine && other < k);
        }
        rank[place] = (int)k;
    }
}

static void make_meters(struct replication *rep, struct stream_state *s)
{
    const struct model *m = rep->model;
    s->administrative = state_array(rep, m->n_administrative, sizeof *s->administrative);
    s->judicial = state_array(rep, m->n_judicial, sizeof *s->judicial);
    for (size_t r = 0; !rep->failed && r < m->n_administrative; r++) {
        struct meter_tiers tiers = {.n = (int)m->administrative[r].n};
        for (int i = 0; i < tiers.n; i++) {
            tiers.days[i] = m->administrative[r].tiers[i].days;
            tiers.euro[i] = m->administrative[r].tiers[i].euro_per_day;
        }
        meter_init(rep, &s->administrative[r], &tiers);
    }
    for (size_t r = 0; !rep->failed && r < m->n_judicial; r++) {
        const int days = judicial_days(&m->judicial[r]);
        const int64_t last = m->judicial[r].cap - (int64_t)m->judicial[r].euro_per_day * (days - 1);
        const struct meter_tiers tiers = {.n = 2, .days = {days - 1, 1}, .euro = {m->judicial[r].euro_per_day, last}};
        meter_init(rep, &s->judicial[r], &tiers);
    }
}

static void make_stream(struct replication *rep, size_t index)
{
    const struct model *m = rep->model;
    struct stream_state *s = &rep->streams[index];
    s->model = &m->streams[index];
    s->first_lane = rep->n_lanes;
    s->unit_effort = s->model->pool < 0;
    int runs = 1;
    for (size_t e = 0; e < s->model->n_epochs; e++)
        if (s->model->epochs[e].n_runs > runs) runs = s->model->epochs[e].n_runs;
    s->overdue_to = state_array(rep, (size_t)runs, sizeof *s->overdue_to);
    s->today = state_array(rep, s->model->n_classes, sizeof *s->today);
    s->by_priority = state_array(rep, s->model->n_classes, sizeof *s->by_priority);
    s->debt = state_array(rep, s->model->most_parts, sizeof *s->debt);
    s->shock_on = state_array(rep, s->model->inflow.n_shocks, sizeof *s->shock_on);
    s->expected = state_array(rep, (size_t)m->horizon + 1, sizeof *s->expected);
    s->payable = state_array(rep, (size_t)m->horizon + 1, sizeof *s->payable);
    if (s->model->uses_noticed) {
        s->by_notice = state_array(rep, (size_t)m->days, sizeof *s->by_notice);
        s->by_term = state_array(rep, (size_t)m->days, sizeof *s->by_term);
    }
    if (rep->failed) return;
    rank_classes(s->model, s->by_priority);
    for (size_t k = 0; k < s->model->n_classes; k++) make_lane(rep, (int)index, (int)k);
    make_meters(rep, s);
    draw_init(&s->draws);
    draw_init(&s->work);
    draw_init(&s->picks);
    draw_init(&s->court);
    draw_init(&s->transfer);
}

static void make_links(struct replication *rep)
{
    const struct model *m = rep->model;
    rep->links = state_array(rep, m->n_links, sizeof *rep->links);
    for (size_t i = 0; !rep->failed && i < m->n_links; i++) {
        draw_init(&rep->links[i].draws);
        if (!m->links[i].at_most_one)
            rep->links[i].weighted = state_array(rep, (size_t)(m->links[i].length + m->horizon + 1), sizeof(double));
    }
}

static void make_all(struct replication *rep)
{
    const struct model *m = rep->model;
    size_t lanes = 0;
    for (size_t i = 0; i < m->n_streams; i++) lanes += m->streams[i].n_classes;
    rep->multiplier = state_array(rep, m->n_slots, sizeof *rep->multiplier);
    rep->factor_month = state_array(rep, m->n_factors, sizeof *rep->factor_month);
    rep->lanes = state_array(rep, lanes, sizeof *rep->lanes);
    rep->sources = state_array(rep, lanes, sizeof *rep->sources);
    rep->split = state_array(rep, lanes, sizeof *rep->split);
    rep->streams = state_array(rep, m->n_streams, sizeof *rep->streams);
    rep->pools = state_array(rep, m->n_pools, sizeof *rep->pools);
    for (int phase = 0; phase < PHASES; phase++)
        rep->agenda[phase] = state_array(rep, (size_t)m->horizon + 1, sizeof **rep->agenda);
    for (size_t i = 0; !rep->failed && i < m->n_streams; i++) make_stream(rep, i);
    for (size_t i = 0; !rep->failed && i < m->n_pools; i++) draw_init(&rep->pools[i].draws);
    make_links(rep);
    draw_init(&rep->draws);
    if (!rep->failed) tally_init(rep);
    if (!rep->failed) entry_init(rep);
}

struct replication *replication_new(const struct model *model)
{
    struct replication *rep = calloc(1, sizeof *rep);
    if (!rep) return NULL;
    rep->model = model;
    arena_init(&rep->arena);
    make_all(rep);
    if (!rep->failed) return rep;
    replication_free(rep);
    return NULL;
}

static void free_spots(struct spots *spots, int n)
{
    for (int i = 0; spots && i < n; i++) free(spots[i].items);
}

void replication_free(struct replication *rep)
{
    if (!rep) return;
    entry_free(rep);
    for (size_t i = 0; i < rep->n_lanes; i++)
        for (int r = 0; rep->lanes[i].shelf && r < rep->model->days; r++) free(rep->lanes[i].shelf[r].cohorts);
    for (int phase = 0; phase < PHASES; phase++) free_spots(rep->agenda[phase], rep->model->horizon + 1);
    for (size_t i = 0; rep->streams && i < rep->model->n_streams; i++) {
        free(rep->streams[i].foreign.items);
        free_spots(rep->streams[i].by_notice, rep->model->days);
        free_spots(rep->streams[i].by_term, rep->model->days);
    }
    free(rep->transits);
    free(rep->items);
    arena_free(&rep->arena);
    free(rep);
}

/* --- a fresh start ------------------------------------------------------------------------------------------------------------------ */

static void reset_lane(struct replication *rep, struct lane *lane)
{
    const size_t days = (size_t)rep->model->days;
    memset(lane->day, 0, days * sizeof *lane->day);
    memset(lane->block, 0, (days / BLOCK + 1) * sizeof *lane->block);
    memset(lane->total, 0, sizeof lane->total);
    for (size_t i = 0; i < days; i++) lane->shelf[i].n = 0;
    if (lane->delayed) memset(lane->delayed, 0, days * sizeof *lane->delayed);
    lane->noticed_work = lane->late = 0;
    lane->lowest = index_of(rep, 0);
    lane->received_sum = 0;
}

static void reset_stream(struct replication *rep, struct stream_state *s)
{
    const struct model *m = rep->model;
    memset(s->debt, 0, s->model->most_parts * sizeof *s->debt);
    memset(s->expected, 0, ((size_t)m->horizon + 1) * sizeof *s->expected);
    memset(s->payable, 0, ((size_t)m->horizon + 1) * sizeof *s->payable);
    memset(s->event, 0, sizeof s->event);
    memset(s->flow, 0, sizeof s->flow);
    for (size_t r = 0; r < m->n_administrative; r++) meter_reset(&s->administrative[r]);
    for (size_t r = 0; r < m->n_judicial; r++) meter_reset(&s->judicial[r]);
    for (int i = 0; s->by_notice && i < m->days; i++) s->by_notice[i].n = s->by_term[i].n = 0;
    s->first_notice = s->first_term = m->days;
    s->foreign.n = 0;
    s->outstanding = 0;
    s->hours_used = 0;
    s->plan_left = INT64_MAX;
    s->work_day = s->picks_day = s->court_day = -1;
}

static void reset(struct replication *rep)
{
    const struct model *m = rep->model;
    rep->today = 0;
    rep->n_transits = 0;
    for (int phase = 0; phase < PHASES; phase++)
        for (int t = 0; t <= m->horizon; t++) rep->agenda[phase][t].n = 0;
    for (size_t i = 0; i < rep->n_lanes; i++) reset_lane(rep, &rep->lanes[i]);
    for (size_t i = 0; i < m->n_streams; i++) reset_stream(rep, &rep->streams[i]);
    for (size_t p = 0; p < m->n_pools; p++) {
        struct pool_state *pool = &rep->pools[p];
        pool->debt = pool->fte_days = pool->offered = pool->used = 0;
    }
    tally_reset(rep);
    entry_reset(rep);
}

/* --- the run -------------------------------------------------------------------------------------------------------------------------- */

/* Debts of parts that today's order no longer has go to its first part. */
static void new_order(struct replication *rep, struct stream_state *s)
{
    if (rep->today == 0 || s->model->mix[rep->today] == s->model->mix[rep->today - 1]) return;
    for (size_t part = s->model->mixes[s->model->mix[rep->today]].n; part < s->model->most_parts; part++) {
        s->debt[0] += s->debt[part];
        s->debt[part] = 0;
    }
}

static void keys_of_today(struct replication *rep)
{
    clock_day(rep);
    arrivals_month(rep);
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        if (rep->today == 0 || s->model->effort_varies) service_refresh(rep, s);
        new_order(rep, s);
    }
}

static void run_day(struct replication *rep, double *forecast)
{
    keys_of_today(rep);
    arrivals_day(rep);
    delays_end(rep);
    work_day(rep);
    hazards_day(rep);
    evening_day(rep);
    links_remember(rep);
    tally_day(rep, forecast);
}

int replication_run(struct replication *rep, uint64_t seed, uint32_t index, const struct results_values *values)
{
    reset(rep);
    rep->key = draw_key_make(seed, index);
    arrivals_begin(rep);
    links_begin(rep);
    opening_fill(rep);
    for (size_t i = 0; i < rep->model->n_streams; i++) service_refresh(rep, &rep->streams[i]);
    tally_opening(rep, values->forecast);
    for (; rep->today <= rep->model->horizon && !rep->failed; rep->today++) {
        if (rep->model->month[rep->today] != rep->model->month[rep->today > 0 ? rep->today - 1 : 0])
            for (size_t i = 0; i < rep->n_lanes; i++) lane_trim(&rep->lanes[i], index_of(rep, rep->today));
        run_day(rep, values->forecast);
    }
    if (!rep->failed) entry_fill(rep, values->entry);
    return rep->failed ? -1 : 0;
}
