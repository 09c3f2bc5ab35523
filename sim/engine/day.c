/* One replication, day by day: the order of sim/MODEL.md, A day. */
#include "engine/day.h"

#include <string.h>

#include "engine/arrivals.h"
#include "engine/clock.h"
#include "engine/cohort_key.h"
#include "engine/effort.h"
#include "engine/entry.h"
#include "engine/contingent.h"
#include "engine/evening.h"
#include "engine/hazards.h"
#include "engine/lane.h"
#include "engine/links.h"
#include "engine/meter.h"
#include "engine/money.h"
#include "engine/noticed.h"
#include "engine/opening.h"
#include "engine/patience.h"
#include "engine/roll.h"
#include "engine/service.h"
#include "engine/staff.h"
#include "engine/steps.h"
#include "engine/tally.h"
#include "engine/work.h"

/* --- a fresh start ------------------------------------------------------------------------------------------------------------------ */

static void reset_lane(struct replication *rep, struct lane *lane)
{
    const size_t days = (size_t)rep->model->days;
    for (int layer = 0; layer < LAYERS; layer++) {
        struct layer_counts *counts = &lane->layer[layer];
        memset(counts->day, 0, days * sizeof *counts->day);
        memset(counts->block, 0, (days / BLOCK + 1) * sizeof *counts->block);
        memset(counts->super, 0, (days / SUPER + 1) * sizeof *counts->super);
        counts->total = 0;
    }
    roll_reset(rep, &lane->roll);
    noticed_reset(rep, &lane->noticed);
    appealable_reset(rep, &lane->appealable);
    lane->first_notice = lane->first_term = NO_DAY;
    for (size_t i = 0; lane->coming && i < days; i++) lane->coming[i].n = 0;
    for (int t = 0; lane->coming && t <= rep->model->horizon; t++) lane->coming_on[t].n = 0;
    if (lane->delayed) memset(lane->delayed, 0, days * sizeof *lane->delayed);
    lane->sparse_overdue = lane->noticed_work = lane->ordered_work = lane->late = 0;
    lane->lowest = index_of(rep, 0);
    lane->received_sum = 0;
}

static void reset_stream(struct replication *rep, struct stream_state *s)
{
    const struct model *m = rep->model;
    memset(s->expected, 0, ((size_t)m->horizon + 1) * sizeof *s->expected);
    memset(s->payable, 0, ((size_t)m->horizon + 1) * sizeof *s->payable);
    memset(s->event, 0, sizeof s->event);
    memset(s->flow, 0, sizeof s->flow);
    for (size_t r = 0; r < m->n_administrative; r++) meter_reset(&s->administrative[r]);
    for (size_t r = 0; r < m->n_judicial; r++) meter_reset(&s->judicial[r]);
    s->outstanding = 0;
    s->plan_left = INT64_MAX;
    s->picks_day = s->court_day = -1;
}

static void reset(struct replication *rep)
{
    const struct model *m = rep->model;
    rep->today = rep->next_morning = 0;
    rep->n_transits = 0;
    cohort_keys_reset(&rep->cohort_keys);
    for (int phase = 0; phase < PHASES; phase++)
        for (int t = 0; t <= m->horizon; t++) rep->agenda[phase][t].n = 0;
    for (size_t i = 0; i < rep->n_lanes; i++) reset_lane(rep, &rep->lanes[i]);
    for (size_t i = 0; i < m->n_streams; i++) reset_stream(rep, &rep->streams[i]);
    for (size_t p = 0; p < m->n_pools; p++) {
        struct pool_state *pool = &rep->pools[p];
        pool->debt = pool->fte_days = pool->offered = pool->used = 0;
    }
    steps_begin(rep);
    tally_reset(rep);
    entry_reset(rep);
}

/* --- the run -------------------------------------------------------------------------------------------------------------------------- */

/* Debts of parts that today's order no longer has go to its first part. */
static void new_order(const struct replication *rep, struct step_state *step)
{
    const int before = step->mix, other = step->stream->other_mix;
    step->mix = other >= 0 ? other : step->model->mix[rep->today];
    if (step->mix == before) return;
    for (size_t part = step->model->mixes[step->mix].n; part < step->model->most_parts; part++) {
        step->debt[0] += step->debt[part];
        step->debt[part] = 0;
    }
}

static void keys_of_today(struct replication *rep)
{
    for (size_t i = 0; i < rep->n_lanes; i++) lane_trim(&rep->lanes[i], index_of(rep, rep->today));
    effort_morning(rep);
    clock_day(rep);
    arrivals_month(rep);
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        if (rep->today == 0 || ((s->model->effort_varies || s->effort_changed) && !s->model->batches)) service_refresh(rep, s);
    }
    for (size_t i = 0; i < rep->n_steps; i++) new_order(rep, &rep->steps[i]);
}

void day_begin(struct replication *rep, uint64_t seed, uint32_t index, double *forecast)
{
    reset(rep);
    contingent_begin(rep);
    rep->key = draw_key_make(seed, index);
    arrivals_begin(rep);
    steps_scale_delays(rep);
    links_begin(rep);
    staff_begin(rep);
    money_begin(rep);
    opening_fill(rep);
    if (rep->failed) return;
    staff_opening_fte(rep);
    effort_begin(rep);
    tally_opening(rep, forecast);
}

void day_run(struct replication *rep, double *forecast)
{
    static void (*const phases[])(struct replication *) = {
        contingent_day,
        staff_day,
        keys_of_today,
        arrivals_day,
        delays_end,
        effort_before_work,
        work_day,
        hazards_day,
        patience_day,
        evening_day,
        money_day,
        links_remember,
        contingent_evening,
    };
    for (size_t i = 0; i < sizeof phases / sizeof phases[0] && !rep->failed; i++) phases[i](rep);
    if (!rep->failed) tally_day(rep, forecast);
}
