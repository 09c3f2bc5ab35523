#include "engine/hazards.h"

#include <math.h>

#include "engine/clock.h"
#include "engine/cohorts.h"
#include "engine/exits.h"
#include "engine/lane.h"
#include "engine/meter.h"
#include "random/sharing.h"

static const double days_per_year = 365.2425;

static double chance(double hazard) { return -expm1(-hazard / days_per_year); }

/* --- withdrawal, transfer ------------------------------------------------------------------------------------------------------- */

static void leave_by_chance(struct replication *rep, struct stream_state *s, double p, const struct exit_order *order)
{
    for (size_t k = 0; p > 0 && k < s->model->n_classes; k++) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        const int64_t count = variate_binomial(&rep->draws, lane_open(lane), p);
        if (count > 0) exit_any(rep, lane, count, true, order);
    }
}

static void withdraw(struct replication *rep, struct stream_state *s)
{
    if (s->model->withdrawal.peak <= 0) return;
    draw_open(&rep->draws, &rep->key, s->model->id, DRAW_WITHDRAWAL, 0, rep->today);
    leave_by_chance(rep, s, chance(today_of(rep, &s->model->withdrawal)), &(struct exit_order){.kind = EXIT_WITHDRAWN});
}

static void transfer(struct replication *rep, struct stream_state *s)
{
    for (size_t i = 0; i < s->model->n_transfers; i++) {
        const struct model_transfer *t = &s->model->transfers[i];
        if (t->rate.peak <= 0) continue;
        draw_open(&rep->draws, &rep->key, s->model->id, DRAW_TRANSFER, rep->streams[t->to].model->id & 0xffff, rep->today);
        leave_by_chance(rep, s, chance(today_of(rep, &t->rate)),
                        &(struct exit_order){.kind = EXIT_TRANSFERRED, .to = t->to, .keeps = t->keeps});
    }
}

/* --- notices -------------------------------------------------------------------------------------------------------------------- */

/* The administrative penalty of a notice of today. */
static struct running new_administrative(struct replication *rep, struct stream_state *s, int64_t count)
{
    const struct model_lateness *lateness = &s->model->lateness;
    const int regime = lateness->administrative ? lateness->administrative[rep->today] : -1;
    if (regime < 0) return (struct running){.regime = -1};
    const struct running running = {.regime = (int16_t)regime, .start = rep->today + rep->model->administrative[regime].grace + 1};
    meter_add(&s->administrative[regime], &running, count);
    return running;
}

void notice_plain(struct replication *rep, struct lane *lane, int index, int64_t count, struct cohort_key *key)
{
    const struct model_stream *stream = rep->streams[lane->stream].model;
    struct draw *draw = pick_draws(rep, &rep->streams[lane->stream]);
    const int64_t work = lane->day[index].of[PLAIN_WORK], delayed = lane->day[index].of[PLAIN_DELAY];
    const int64_t working = delayed == 0 ? count : variate_hypergeometric(draw, work, delayed, count);
    const struct spot spot = {(int32_t)(lane - rep->lanes), index};
    key->clock = index;
    key->ready = LONG_AGO;
    if (working > 0) {
        plain_remove(rep, lane, index, PLAIN_WORK, working);
        key_refresh(rep, spot, key, 0);
        cohort_put(rep, spot, key, (int32_t)working);
    }
    for (int64_t left = count - working; left > 0; left--) {
        key->ready = stream->delay.ready[index * DELAY_POINTS + plain_remove_delayed(rep, lane, index)];
        key_refresh(rep, spot, key, 0);
        cohort_put(rep, spot, key, 1);
    }
}

struct noticing {
    struct replication *rep;
    struct stream_state *stream;
    struct lane *lane;
    double most; /* largest chance of any band */
};

static void notice_at(void *context, int index, int64_t count)
{
    const struct noticing *n = context;
    struct cohort_key key = {.notice = n->rep->today, .stage = STAGE_NOTICED, .due = NO_DAY, .judicial = {.regime = -1}};
    key.administrative = new_administrative(n->rep, n->stream, count);
    notice_plain(n->rep, n->lane, index, count, &key);
    n->stream->flow[FLOW_NOTICES] += count;
    n->stream->event[LINK_NOTICE] += count;
}

static void notice_cohort(struct replication *rep, struct spot spot, int32_t at, int32_t count)
{
    struct stream_state *s = stream_at(rep, spot);
    struct cohort_key key = shelf_at(rep, spot)->cohorts[at].key;
    key.notice = rep->today;
    key.stage = STAGE_NOTICED;
    key.administrative = new_administrative(rep, s, count);
    s->flow[FLOW_NOTICES] += count;
    s->event[LINK_NOTICE] += count;
    cohort_move(rep, spot, at, count, &key);
}

/* Plain cases of one class late by more than `after` and at most `upto` days. */
static void notice_band(struct noticing *n, double p, int after, int upto)
{
    struct replication *rep = n->rep;
    const struct model_epoch *epoch = n->stream->epoch;
    const int end = index_of(rep, rep->today) + 1;
    for (int run = 0; run < epoch->n_runs; run++) {
        const int low = epoch->runs[run] > n->lane->lowest ? epoch->runs[run] : n->lane->lowest;
        const int high = epoch->runs[run + 1] < end ? epoch->runs[run + 1] : end;
        const int from = upto < NO_DAY ? clock_first_due(epoch, low, high, rep->today - upto) : low;
        const int to = low < high ? clock_first_due(epoch, low, high, rep->today - after) : low;
        if (from >= to) continue;
        const int64_t cases = lane_sum(n->lane, &mask_plain_overdue, from, to);
        const int64_t count = cases > 0 ? variate_binomial(&rep->draws, cases, p) : 0;
        lane_choose(n->lane, pick_draws(rep, n->stream), &(struct lane_choice){&mask_plain_overdue, from, to, count, notice_at, n});
    }
}

static double band_chance(struct replication *rep, const struct stream_state *s, const struct lane *lane, int late)
{
    const struct model_lateness *l = &s->model->lateness;
    size_t band = l->n_bands;
    while (band > 0 && l->bands[band - 1].after >= late) band--;
    if (band == 0) return 0;
    return chance(today_of(rep, &l->bands[band - 1].rate) * today_of(rep, &s->model->classes[lane->class].notice));
}

static bool unnoticed_overdue(const struct cohort_key *key, struct spot spot)
{
    (void)spot;
    return key->overdue && key->stage == STAGE_NONE;
}

/* Candidates of one cohort, accepted in proportion to its own band's chance. */
static void notice_candidates(struct replication *rep, struct spot spot, int32_t at, int64_t count, void *context)
{
    const struct noticing *n = context;
    const int late = rep->today - deadline_of(n->stream, &shelf_at(rep, spot)->cohorts[at].key);
    const int64_t accepted = variate_binomial(&rep->draws, count, band_chance(rep, n->stream, n->lane, late) / n->most);
    if (accepted > 0) notice_cohort(rep, spot, at, (int32_t)accepted);
}

/* Cases in cohorts: candidates by the largest chance of any band. All candidates of a day are drawn at once, so that none is drawn twice. */
static void notice_sparse(struct noticing *n)
{
    struct replication *rep = n->rep;
    struct lane *lane = n->lane;
    const int64_t cases = lane->total[SPARSE_OVERDUE];
    struct sharing sharing = sharing_begin(pick_draws(rep, n->stream), cases, cases > 0 ? variate_binomial(&rep->draws, cases, n->most) : 0);
    const int end = index_of(rep, rep->today) + 1;
    for (int i = sharing.count ? lane_first(lane, &mask_sparse_overdue, lane->lowest, end) : end; i < end && sharing.count > 0;
         i = lane_first(lane, &mask_sparse_overdue, i + 1, end)) {
        const int64_t candidates = sharing_next(&sharing, lane->day[i].of[SPARSE_OVERDUE]);
        struct sharing on_shelf = sharing_begin(sharing.draw, lane->day[i].of[SPARSE_OVERDUE], candidates);
        if (candidates > 0)
            shelf_choose(rep, (struct spot){(int32_t)(lane - rep->lanes), i}, &on_shelf,
                         &(struct shelf_choice){unnoticed_overdue, notice_candidates, n});
    }
}

static void notice(struct replication *rep, struct stream_state *s)
{
    const struct model_lateness *l = &s->model->lateness;
    if (l->n_bands == 0) return;
    draw_open(&rep->draws, &rep->key, s->model->id, DRAW_NOTICE, 0, rep->today);
    for (size_t k = 0; k < s->model->n_classes; k++) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        struct noticing n = {.rep = rep, .stream = s, .lane = lane};
        for (size_t b = 0; b < l->n_bands; b++) {
            const double p = band_chance(rep, s, lane, l->bands[b].after + 1);
            if (p > n.most) n.most = p;
            if (lane->total[PLAIN_OVERDUE] > 0 && p > 0) notice_band(&n, p, l->bands[b].after, b + 1 < l->n_bands ? l->bands[b + 1].after : NO_DAY);
        }
        if (n.most > 0) notice_sparse(&n);
    }
}

/* --- the court -------------------------------------------------------------------------------------------------------------------- */

static void appeal(struct replication *rep, struct spot spot, int32_t at, int64_t count, struct draw *draw)
{
    struct stream_state *s = stream_at(rep, spot);
    const struct model_lags *court = &s->model->lateness.court;
    int32_t by_point[DELAY_POINTS];
    s->flow[FLOW_LATE_APPEALS] += count;
    s->event[LINK_LATE_APPEAL] += count;
    variate_sixteenths(draw, count, by_point);
    struct cohort_key key = shelf_at(rep, spot)->cohorts[at].key;
    key.stage = STAGE_APPEALED;
    key.appealable = 0;
    key.judicial = (struct running){.regime = -1};
    key_forget_notice(s, &key);
    cohort_remove(rep, spot, at, (int32_t)count);
    for (int i = 0; i < DELAY_POINTS; i++) {
        if (by_point[i] == 0) continue;
        key.due = rep->today + court->lag[rep->today * DELAY_POINTS + i];
        cohort_put(rep, spot, &key, by_point[i]);
    }
}

struct appealing {
    struct replication *rep;
    struct lane *lane;
};

static bool is_appealable(const struct cohort_key *key, struct spot spot)
{
    (void)spot;
    return key->appealable;
}

static void cohort_appeals(struct replication *rep, struct spot spot, int32_t at, int64_t count, void *draw) { appeal(rep, spot, at, count, draw); }

static void appeal_at(void *context, int index, int64_t count)
{
    const struct appealing *a = context;
    struct replication *rep = a->rep;
    const struct spot spot = {(int32_t)(a->lane - rep->lanes), index};
    struct sharing sharing = sharing_begin(pick_draws(rep, stream_at(rep, spot)), a->lane->day[index].of[APPEALABLE], count);
    shelf_choose(rep, spot, &sharing, &(struct shelf_choice){is_appealable, cohort_appeals, &rep->draws});
}

static void appeals(struct replication *rep, struct stream_state *s)
{
    if (s->model->lateness.appeal.peak <= 0) return;
    draw_open(&rep->draws, &rep->key, s->model->id, DRAW_APPEAL, 0, rep->today);
    const double p = chance(today_of(rep, &s->model->lateness.appeal));
    for (size_t k = 0; k < s->model->n_classes; k++) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        struct appealing a = {rep, lane};
        const int64_t cases = lane->total[APPEALABLE], count = cases > 0 ? variate_binomial(&rep->draws, cases, p) : 0;
        lane_choose(lane, pick_draws(rep, s),
                    &(struct lane_choice){&mask_appealable, lane->lowest, index_of(rep, rep->today) + 1, count, appeal_at, &a});
    }
}

static struct draw *court_draws(struct replication *rep, struct stream_state *s)
{
    if (s->court_day != rep->today) draw_open(&s->court, &rep->key, s->model->id, DRAW_COURT, 0, rep->today);
    s->court_day = rep->today;
    return &s->court;
}

/* Cases whose judicial cap was reached yesterday: some appeal again, the others have had their last order. */
static void further_appeals(struct replication *rep, struct spot spot, int32_t at)
{
    struct stream_state *s = stream_at(rep, spot);
    struct cohort_key key = shelf_at(rep, spot)->cohorts[at].key;
    const int32_t all = shelf_at(rep, spot)->cohorts[at].count;
    if (all == 0 || key.judicial.regime < 0 || key.judicial.paused) return;
    if (key.judicial.start + s->judicial[key.judicial.regime].days != rep->today) return;
    const double share = today_of(rep, &s->model->lateness.further_appeal);
    const int32_t again = (int32_t)variate_binomial(court_draws(rep, s), all, share < 1 ? share : 1);
    key.judicial = (struct running){.regime = -1};
    if (again > 0) appeal(rep, spot, at, again, court_draws(rep, s));
    if (all > again) cohort_move(rep, spot, at, all - again, &key);
}

static void court_orders(struct replication *rep, struct spot spot, int32_t at)
{
    struct stream_state *s = stream_at(rep, spot);
    const struct model_lateness *l = &s->model->lateness;
    struct cohort_key key = shelf_at(rep, spot)->cohorts[at].key;
    const int32_t count = shelf_at(rep, spot)->cohorts[at].count;
    if (count == 0 || key.stage != STAGE_APPEALED || key.due > rep->today) return;
    const int regime = l->judicial ? l->judicial[rep->today] : -1;
    s->flow[FLOW_COURT_ORDERS] += count;
    s->event[LINK_COURT_ORDER] += count;
    s->flow[FLOW_COURT_COSTS] += llround(today_of(rep, &l->court_costs)) * count;
    key.stage = STAGE_ORDERED;
    key.due = rep->today + (int32_t)lround(today_of(rep, &l->term));
    key.judicial = (struct running){.regime = (int16_t)regime, .start = regime < 0 ? 0 : key.due + 1};
    if (regime >= 0) meter_add(&s->judicial[regime], &key.judicial, count);
    key_refresh(rep, spot, &key, count);
    cohort_move(rep, spot, at, count, &key);
}

void hazards_day(struct replication *rep)
{
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        withdraw(rep, s);
        transfer(rep, s);
        if (!s->model->lateness.on) continue;
        notice(rep, s);
        appeals(rep, s);
    }
    agenda_run(rep, PHASE_APPEAL, further_appeals);
    agenda_run(rep, PHASE_COURT, court_orders);
}
