#include "engine/replication.h"

#include <stdlib.h>
#include <string.h>

#include "engine/clock.h"
#include "engine/contingent.h"
#include "engine/day.h"
#include "engine/entry.h"
#include "engine/meter.h"
#include "engine/money.h"
#include "engine/noticed.h"
#include "engine/staff.h"
#include "engine/steps.h"
#include "engine/tally.h"

void *state_array(struct replication *rep, size_t n, size_t size)
{
    void *items = rep->failed ? NULL : arena_alloc_array(&rep->arena, n ? n : 1, size);
    if (!items) rep->failed = true;
    return items;
}

int32_t *state_rows(struct replication *rep, size_t n)
{
    enum { LINE = 64, ROW = LINE / sizeof(int32_t) };
    unsigned char *room = state_array(rep, (n / ROW + 2) * ROW, sizeof(int32_t));
    return room ? (void *)(room + (LINE - (uintptr_t)room % LINE) % LINE) : NULL;
}

void *state_grow(struct replication *rep, void *items, size_t *capacity, size_t size)
{
    const size_t before = *capacity, more = before ? 2 * before : 16;
    void *moved = state_array(rep, more, size);
    if (!moved) return NULL;
    if (before) memcpy(moved, items, before * size);
    *capacity = more;
    return moved;
}

/* --- what points into the model ------------------------------------------------------------------------------------------------------- */

static void bind_stream(struct replication *rep, size_t index)
{
    struct stream_state *s = &rep->streams[index];
    const struct model_stream *model = &rep->model->streams[index];
    clock_bind(rep, s, model);
    contingent_bind(rep, s);
    s->model = model;
    for (size_t j = 0; j < model->n_steps; j++) {
        struct step_state *step = &s->steps[j];
        step->model = &model->steps[j];
        step->delay = step->own_delay.ready ? &step->own_delay : &step->model->delay;
    }
    for (size_t k = 0; k < s->n_lanes; k++) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        lane->delay = s->steps[lane->step].delay;
    }
}

/* --- the workspace --------------------------------------------------------------------------------------------------------------- */

static void make_lane(struct replication *rep, int stream, int step, int class)
{
    const size_t days = (size_t)rep->model->days;
    const struct model_stream *model = &rep->model->streams[stream];
    struct lane *lane = &rep->lanes[rep->n_lanes];
    lane->stream = stream;
    lane->step = step;
    lane->class = class;
    lane->next = (size_t)step + 1 < model->n_steps ? (int32_t)(rep->n_lanes + model->n_classes) : -1;
    rep->n_lanes++;
    lane->choosing = &rep->choosing;
    for (int layer = 0; layer < LAYERS; layer++) {
        lane->layer[layer].day = state_rows(rep, days);
        lane->layer[layer].block = state_rows(rep, days / BLOCK + 1);
        lane->layer[layer].super = state_array(rep, days / SUPER + 1, sizeof *lane->layer[layer].super);
    }
    lane->roll.first = state_array(rep, days, sizeof *lane->roll.first);
    lane->roll.by_clock = state_array(rep, days, sizeof *lane->roll.by_clock);
    if (model->lateness.on) {
        noticed_init(rep, &lane->noticed, model);
        lane->appealable.later = state_array(rep, days, sizeof *lane->appealable.later);
    }
    if (step > 0) {
        lane->coming = state_array(rep, days, sizeof *lane->coming);
        lane->coming_on = state_array(rep, (size_t)rep->model->horizon + 1, sizeof *lane->coming_on);
    } else if (!model->steps[step].delay.none) lane->delayed = state_array(rep, days, sizeof *lane->delayed);
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

static void make_clock(struct replication *rep, const struct model_stream *model, size_t clock, struct clock_state *state)
{
    const struct model_epoch *epochs = &model->epochs[clock * model->n_epochs];
    const size_t days = (size_t)rep->model->days;
    int runs = 1;
    for (size_t e = 0; e < model->n_epochs; e++)
        if (epochs[e].n_runs > runs) runs = epochs[e].n_runs;
    if (model->redating) {
        runs = rep->model->days;
        state->own_epoch.deadline = state_array(rep, days, sizeof *state->own_epoch.deadline);
        state->own_epoch.runs = state_array(rep, days + 1, sizeof *state->own_epoch.runs);
    }
    state->overdue_to = state_array(rep, (size_t)runs, sizeof *state->overdue_to);
}

static void make_delay(struct replication *rep, const struct model_delay *model, struct model_delay *own)
{
    const size_t points = (size_t)rep->model->days * DELAY_POINTS;
    if (model->none || model->scale.slot == NO_SLOT) return;
    own->ready = state_array(rep, points, sizeof *own->ready);
    own->due = state_array(rep, points, sizeof *own->due);
    own->due_first = state_array(rep, (size_t)rep->model->horizon + 2, sizeof *own->due_first);
}

static void make_steps(struct replication *rep, int index)
{
    struct stream_state *s = &rep->streams[index];
    const struct model_stream *model = &rep->model->streams[index];
    s->first_lane = rep->n_lanes;
    s->steps = &rep->steps[rep->n_steps];
    for (size_t j = 0; !rep->failed && j < model->n_steps; j++) {
        struct step_state *step = &rep->steps[rep->n_steps++];
        step->stream = s;
        step->first_lane = rep->n_lanes;
        step->last = j + 1 == model->n_steps;
        step->unit_effort = model->steps[j].pool < 0;
        step->today = state_array(rep, model->n_classes, sizeof *step->today);
        step->debt = state_array(rep, model->steps[j].most_parts, sizeof *step->debt);
        make_delay(rep, &model->steps[j].delay, &step->own_delay);
        draw_init(&step->work);
        for (size_t k = 0; k < model->n_classes; k++) make_lane(rep, index, (int)j, (int)k);
    }
    s->n_lanes = rep->n_lanes - s->first_lane;
}

static void make_stream(struct replication *rep, size_t index)
{
    const struct model *m = rep->model;
    const struct model_stream *model = &m->streams[index];
    struct stream_state *s = &rep->streams[index];
    s->clocks = state_array(rep, model->n_clocks, sizeof *s->clocks);
    for (size_t i = 0; !rep->failed && i < model->n_clocks; i++) make_clock(rep, model, i, &s->clocks[i]);
    s->drift = state_array(rep, model->n_classes, sizeof *s->drift);
    s->shares = state_array(rep, model->n_classes, sizeof *s->shares);
    s->by_priority = state_array(rep, model->n_classes, sizeof *s->by_priority);
    s->shock_on = state_array(rep, model->inflow.n_shocks, sizeof *s->shock_on);
    s->expected = state_array(rep, (size_t)m->horizon + 1, sizeof *s->expected);
    s->payable = state_array(rep, (size_t)m->horizon + 1, sizeof *s->payable);
    if (rep->failed) return;
    rank_classes(model, s->by_priority);
    make_steps(rep, (int)index);
    make_meters(rep, s);
    if (rep->failed) return;
    bind_stream(rep, index);
    draw_init(&s->draws);
    draw_init(&s->picks);
    draw_init(&s->court);
    draw_init(&s->transfer);
    draw_init(&s->suspension);
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
    size_t lanes = 0, steps = 0;
    for (size_t i = 0; i < m->n_streams; i++) {
        lanes += m->streams[i].n_classes * m->streams[i].n_steps;
        steps += m->streams[i].n_steps;
    }
    rep->multiplier = state_array(rep, m->n_slots, sizeof *rep->multiplier);
    rep->factor_month = state_array(rep, m->n_factors, sizeof *rep->factor_month);
    rep->lanes = state_array(rep, lanes, sizeof *rep->lanes);
    rep->sources = state_array(rep, lanes, sizeof *rep->sources);
    rep->split = state_array(rep, lanes, sizeof *rep->split);
    rep->choosing.before = state_array(rep, 2 * ((size_t)m->days / BLOCK + 1), sizeof *rep->choosing.before);
    rep->choosing.taken = state_array(rep, (size_t)m->days, sizeof *rep->choosing.taken);
    rep->choosing.marked = state_array(rep, (size_t)m->days / 64 + 1, sizeof *rep->choosing.marked);
    rep->steps = state_array(rep, steps, sizeof *rep->steps);
    rep->streams = state_array(rep, m->n_streams, sizeof *rep->streams);
    rep->pools = state_array(rep, m->n_pools, sizeof *rep->pools);
    for (int phase = 0; phase < PHASES; phase++)
        rep->agenda[phase] = state_array(rep, (size_t)m->horizon + 1, sizeof **rep->agenda);
    for (size_t i = 0; !rep->failed && i < m->n_streams; i++) make_stream(rep, i);
    for (size_t i = 0; !rep->failed && i < m->n_pools; i++) {
        draw_init(&rep->pools[i].draws);
        rep->pools[i].weights = state_array(rep, m->pools[i].n_members, sizeof *rep->pools[i].weights);
    }
    make_links(rep);
    if (!rep->failed) steps_init(rep);
    if (!rep->failed) staff_init(rep);
    if (!rep->failed) money_init(rep);
    if (!rep->failed) contingent_init(rep);
    draw_init(&rep->draws);
    if (!rep->failed) tally_init(rep);
    if (!rep->failed) entry_init(rep);
}

struct replication *replication_new(const struct model *model)
{
    struct replication *rep = calloc(1, sizeof *rep);
    if (!rep) return NULL;
    rep->model = model;
    rep->end = model->horizon;
    arena_init_large(&rep->arena);
    make_all(rep);
    if (!rep->failed) return rep;
    replication_free(rep);
    return NULL;
}

void replication_free(struct replication *rep)
{
    if (!rep) return;
    arena_free(&rep->arena);
    free(rep);
}

/* --- the run ------------------------------------------------------------------------------------------------------------------------ */

void replication_set_inputs(struct replication *rep, const struct replication_inputs *inputs)
{
    rep->inputs = inputs;
}

void replication_set_end(struct replication *rep, int day)
{
    rep->end = day < rep->model->horizon ? day : rep->model->horizon;
}

void replication_begin(struct replication *rep, uint64_t seed, uint32_t index, const struct results_values *values)
{
    if (rep->inputs) rep->other_key = draw_key_make(seed, rep->inputs->other);
    day_begin(rep, seed, index, values->forecast);
}

int replication_go_on(struct replication *rep, int day, const struct results_values *values)
{
    const bool whole = rep->today <= rep->model->horizon && day > rep->model->horizon;
    for (; rep->today < day && rep->today <= rep->end && !rep->failed; rep->today++) day_run(rep, values->forecast);
    if (!rep->failed && whole && rep->end == rep->model->horizon) entry_fill(rep, values->entry);
    return rep->failed ? -1 : 0;
}

int replication_run(struct replication *rep, uint64_t seed, uint32_t index, const struct results_values *values)
{
    replication_begin(rep, seed, index, values);
    return replication_go_on(rep, rep->model->horizon + 1, values);
}

/* --- more than once from one evening on ------------------------------------------------------------------------------------------------ */

struct replication_copy {
    struct replication rep; /* but for what it points to */
    struct arena_copy memory;
};

struct replication_copy *replication_copy_new(void)
{
    return calloc(1, sizeof(struct replication_copy));
}

void replication_copy_free(struct replication_copy *copy)
{
    if (!copy) return;
    arena_copy_free(&copy->memory);
    free(copy);
}

int replication_save(const struct replication *rep, struct replication_copy *copy)
{
    copy->rep = *rep;
    return rep->failed ? -1 : arena_save(&rep->arena, &copy->memory);
}

void replication_restore(struct replication *rep, const struct replication_copy *copy)
{
    arena_restore(&rep->arena, &copy->memory);
    const struct arena arena = rep->arena;
    *rep = copy->rep;
    rep->arena = arena;
}

void replication_bind(struct replication *rep, const struct model *model)
{
    rep->model = model;
    for (size_t i = 0; i < model->n_streams; i++) bind_stream(rep, i);
    steps_scale_delays(rep);
}
