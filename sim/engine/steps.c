#include "engine/steps.h"

#include <string.h>

#include "engine/cohorts.h"
#include "engine/lane.h"
#include "engine/work.h"
#include "random/sharing.h"
#include "random/variates.h"

/* --- the books ------------------------------------------------------------------------------------------------------------------- */

bool steps_init(struct replication *rep)
{
    const size_t months = (size_t)rep->model->months;
    for (size_t i = 0; i < rep->n_steps; i++) {
        rep->steps[i].done_in = state_array(rep, months, sizeof *rep->steps[i].done_in);
        rep->steps[i].used_in = state_array(rep, months, sizeof *rep->steps[i].used_in);
    }
    return !rep->failed;
}

void steps_scale_delays(struct replication *rep)
{
    for (size_t i = 0; i < rep->n_steps; i++) {
        struct step_state *step = &rep->steps[i];
        if (step->delay == &step->own_delay) model_delay_scale(rep->model, &step->model->delay, rep->multiplier, &step->own_delay);
    }
}

void steps_begin(struct replication *rep)
{
    for (size_t i = 0; i < rep->n_steps; i++) {
        struct step_state *step = &rep->steps[i];
        memset(step->debt, 0, step->model->most_parts * sizeof *step->debt);
        memset(step->done_in, 0, (size_t)rep->model->months * sizeof *step->done_in);
        memset(step->used_in, 0, (size_t)rep->model->months * sizeof *step->used_in);
        step->mix = step->model->mix[0];
        step->done = 0;
        step->hours_used = 0;
        step->work_day = -1;
    }
}

void steps_month(struct replication *rep)
{
    const int month = rep->model->month[rep->today];
    for (size_t i = 0; i < rep->n_steps; i++) {
        struct step_state *step = &rep->steps[i];
        step->done_in[month] = step->done;
        step->used_in[month] = step->hours_used;
        step->done = 0;
        step->hours_used = 0;
    }
}

double steps_used(const struct replication *rep, const struct model_member *member)
{
    double used = 0;
    for (size_t i = 0; i < member->n_steps; i++) used += rep->streams[member->stream].steps[member->steps[i]].used_in[rep->model->month[rep->today]];
    return used;
}

static int64_t open_at(const struct replication *rep, const struct step_state *step)
{
    int64_t open = 0;
    for (size_t k = 0; k < step->stream->model->n_classes; k++) open += lane_open(&rep->lanes[step->first_lane + k]);
    return open;
}

static void write_flows(const struct replication *rep, const struct step_state *step, const struct results_period *period, double *cell)
{
    const struct model *m = rep->model;
    int64_t done = 0;
    double used = 0;
    for (int month = m->month[period->first - m->day0]; month <= m->month[period->last - m->day0]; month++) {
        done += step->done_in[month];
        used += step->used_in[month];
    }
    cell[MEASURE_DONE] = (double)done;
    if (!step->unit_effort) cell[MEASURE_HOURS_USED] = used;
}

void steps_write(const struct replication *rep, size_t period, double *values)
{
    const struct results_layout *layout = &rep->model->layout;
    size_t row = 0;
    for (size_t i = 0; i < rep->n_steps; i++) {
        const struct step_state *step = &rep->steps[i];
        if (!step->stream->model->named_steps) continue;
        double *cell = &values[layout_cell(layout, period, layout_step(layout, row++), 0)];
        cell[MEASURE_OPEN] = (double)open_at(rep, step);
        if (!step->unit_effort) cell[MEASURE_WORK_OPEN] = work_ahead(rep, step);
        if (period > 0) write_flows(rep, step, &layout->periods[period], cell);
    }
}

/* --- plain cases on their way to a later step -------------------------------------------------------------------------------------- */

static void *more_of(struct replication *rep, void *items, int32_t *capacity, size_t size)
{
    size_t more = (size_t)*capacity;
    void *moved = state_grow(rep, items, &more, size);
    if (!moved) rep->failed = true;
    else *capacity = (int32_t)more;
    return moved;
}

static struct coming_cell *cell_on(const struct coming *coming, int32_t ready)
{
    for (int32_t i = coming->n; i-- > 0;)
        if (coming->cells[i].ready == ready) return &coming->cells[i];
    return NULL;
}

/* Received day `index` has cases that are ready on this day, beside those it had. */
static bool new_cell(struct replication *rep, struct lane *lane, int index, int32_t ready)
{
    struct coming *coming = &lane->coming[index];
    if (coming->n == coming->capacity) {
        struct coming_cell *cells = more_of(rep, coming->cells, &coming->capacity, sizeof *cells);
        if (!cells) return false;
        coming->cells = cells;
    }
    coming->cells[coming->n++] = (struct coming_cell){.ready = ready};
    if (ready > rep->model->horizon) return true;
    struct coming_days *days = &lane->coming_on[ready];
    if (days->n == days->capacity) {
        int32_t *indices = more_of(rep, days->index, &days->capacity, sizeof *indices);
        if (!indices) return false;
        days->index = indices;
    }
    days->index[days->n++] = index;
    return true;
}

/* Days beyond the horizon are one day, so that the cells stay few. */
static void coming_add(struct replication *rep, struct lane *lane, int index, int32_t ready, int32_t count)
{
    if (count == 0) return;
    if (ready > rep->model->horizon) ready = rep->model->horizon + 1;
    struct coming_cell *cell = cell_on(&lane->coming[index], ready);
    if (!cell && !new_cell(rep, lane, index, ready)) return;
    if (!cell) cell = &lane->coming[index].cells[lane->coming[index].n - 1];
    cell->count += count;
}

void coming_take(struct replication *rep, struct lane *lane, int index, int64_t of, int64_t count)
{
    struct coming *coming = &lane->coming[index];
    struct sharing sharing = sharing_begin(pick_draws(rep, &rep->streams[lane->stream]), of, count);
    for (int32_t i = 0; i < coming->n && sharing.count > 0; i++) coming->cells[i].count -= (int32_t)sharing_next(&sharing, coming->cells[i].count);
}

int32_t coming_take_one(struct replication *rep, struct lane *lane, int index)
{
    struct coming_cell *cells = lane->coming[index].cells;
    struct draw *draw = pick_draws(rep, &rep->streams[lane->stream]);
    int64_t rank = (int64_t)(draw_uniform(draw) * (double)plain_at_day(lane, DELAY, index));
    int32_t i = 0;
    while (rank >= cells[i].count) rank -= cells[i++].count;
    cells[i].count--;
    return cells[i].ready;
}

/* A cell stays until its day, also without cases: so it stands once in the list of that day. */
static void cell_ends(struct replication *rep, struct lane *lane, int index)
{
    struct coming *coming = &lane->coming[index];
    struct coming_cell *cell = cell_on(coming, rep->today);
    lane_add(lane, DELAY, index, -cell->count);
    lane_add(lane, WORK, index, cell->count);
    *cell = coming->cells[--coming->n];
}

void coming_end(struct replication *rep)
{
    for (size_t l = 0; l < rep->n_lanes; l++) {
        struct lane *lane = &rep->lanes[l];
        if (!lane->coming) continue;
        struct coming_days *days = &lane->coming_on[rep->today];
        for (int32_t i = 0; i < days->n; i++) cell_ends(rep, lane, days->index[i]);
        days->n = 0;
    }
}

/* --- entering a step ----------------------------------------------------------------------------------------------------------------- */

/* Day from which point i of the cases that enter today is workable. */
static int32_t ready_day(const struct replication *rep, const struct step_state *step, int i)
{
    const int32_t ready = step->delay->none ? rep->today : step->delay->ready[index_of(rep, rep->today) * DELAY_POINTS + i];
    return ready > rep->today ? ready : rep->today + 1;
}

/* How many of the cases have each point of the step's delay. */
static void draw_points(struct replication *rep, const struct step_state *step, int64_t count, int32_t points[DELAY_POINTS])
{
    memset(points, 0, DELAY_POINTS * sizeof *points);
    if (step->model->delay.none) points[0] = (int32_t)count;
    else if (count == 1) points[draw_bits(pick_draws(rep, step->stream)) >> 28] = 1;
    else variate_sixteenths(pick_draws(rep, step->stream), count, points);
}

void step_enter_plain(struct replication *rep, const struct lane *from, int index, int64_t count)
{
    struct lane *lane = &rep->lanes[from->next];
    const struct step_state *step = step_of(rep, lane);
    const struct stream_state *s = step->stream;
    int32_t points[DELAY_POINTS];
    draw_points(rep, step, count, points);
    for (int i = 0; i < DELAY_POINTS; i++) coming_add(rep, lane, index, ready_day(rep, step, i), points[i]);
    lane_add(lane, DELAY, index, (int32_t)count);
    if (s->model->has_period && lane->epoch->deadline[index] < rep->today) lane_add(lane, PLAIN_OVERDUE, index, (int32_t)count);
    lane->received_sum += count * day_of(rep, index);
    if (index < lane->lowest) lane->lowest = index;
    if (lane_overfull(lane, index)) rep->failed = true;
}

void step_enter_cohort(struct replication *rep, struct spot from, struct cohort_key *key, int64_t count)
{
    const struct spot to = {rep->lanes[from.lane].next, from.received};
    const struct step_state *step = step_of(rep, &rep->lanes[to.lane]);
    int32_t points[DELAY_POINTS];
    draw_points(rep, step, count, points);
    for (int i = 0; i < DELAY_POINTS; i++) {
        if (points[i] == 0) continue;
        key->ready = ready_day(rep, step, i);
        cohort_put(rep, to, key, points[i]);
    }
}
