#include "engine/hazards.h"

#include <math.h>
#include <string.h>

#include "engine/clock.h"
#include "engine/cohorts.h"
#include "engine/court.h"
#include "engine/exits.h"
#include "engine/lane.h"
#include "engine/meter.h"
#include "engine/steps.h"
#include "random/sharing.h"

static const double days_per_year = 365.2425;

double hazard_chance(double hazard) { return -expm1(-hazard / days_per_year); }

/* --- withdrawal, transfer ------------------------------------------------------------------------------------------------------- */

static void leave_by_chance(struct replication *rep, struct stream_state *s, double p, const struct exit_order *order)
{
    for (size_t k = 0; p > 0 && k < s->n_lanes; k++) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        const int64_t count = variate_binomial(&rep->draws, lane_open(lane), p);
        if (count > 0) exit_open(rep, lane, count, order);
    }
}

/* Cases that were received at least `after` and less than `upto` days ago. */
static void withdraw_band(struct replication *rep, struct lane *lane, double p, int after, int upto)
{
    const int today = index_of(rep, rep->today);
    struct exit_days days = {.from = lane->lowest, .to = today - after + 1};
    if (upto < NO_DAY && today - upto + 1 > days.from) days.from = today - upto + 1;
    if (p <= 0 || days.from >= days.to) return;
    days.of = lane_sum(lane, WORK, days.from, days.to) + lane_sum(lane, DELAY, days.from, days.to);
    const int64_t count = variate_binomial(&rep->draws, days.of, p);
    if (count > 0) exit_received(rep, lane, &days, count, &(struct exit_order){.kind = EXIT_WITHDRAWN});
}

static void withdraw(struct replication *rep, struct stream_state *s)
{
    const struct model_stream *m = s->model;
    if (!m->withdraws) return;
    draw_open(&rep->draws, &rep->key, m->id, DRAW_WITHDRAWAL, 0, rep->today);
    if (m->n_withdrawals == 1) {
        leave_by_chance(rep, s, hazard_chance(today_of(rep, &m->withdrawals[0].rate)), &(struct exit_order){.kind = EXIT_WITHDRAWN});
        return;
    }
    for (size_t b = 0; b < m->n_withdrawals; b++) {
        const double p = hazard_chance(today_of(rep, &m->withdrawals[b].rate));
        const int upto = b + 1 < m->n_withdrawals ? m->withdrawals[b + 1].after : NO_DAY;
        for (size_t k = 0; k < s->n_lanes; k++) withdraw_band(rep, &rep->lanes[s->first_lane + k], p, m->withdrawals[b].after, upto);
    }
}

static void transfer(struct replication *rep, struct stream_state *s)
{
    for (size_t i = 0; i < s->model->n_transfers; i++) {
        const struct model_transfer *t = &s->model->transfers[i];
        if (t->rate.peak <= 0) continue;
        draw_open(&rep->draws, &rep->key, s->model->id, DRAW_TRANSFER, rep->streams[t->to].model->id & 0xffff, rep->today);
        leave_by_chance(rep, s, hazard_chance(today_of(rep, &t->rate)),
                        &(struct exit_order){.kind = EXIT_TRANSFERRED, .to = t->to, .keeps = t->keeps});
    }
}

/* --- notices -------------------------------------------------------------------------------------------------------------------- */

/* The administrative penalty of a notice of today starts. */
static struct running new_administrative(struct replication *rep, struct stream_state *s, int64_t count)
{
    const struct running running = usual_administrative(rep, s, rep->today);
    if (running.regime >= 0) meter_add(&s->administrative[running.regime], &running, count);
    return running;
}

static void count_notices(struct stream_state *s, int64_t count)
{
    s->flow[FLOW_NOTICES] += count;
    s->event[LINK_NOTICE] += count;
}

/* Takes plain cases of a received day: how many were workable, and the points of those in delay (none at a later step, which has days). */
static int64_t take_plain(struct replication *rep, struct lane *lane, int index, int64_t count, int32_t points[DELAY_POINTS])
{
    struct draw *draw = pick_draws(rep, &rep->streams[lane->stream]);
    const int64_t work = plain_at_day(lane, WORK, index), delayed = plain_at_day(lane, DELAY, index);
    const int64_t working = delayed == 0 ? count : variate_hypergeometric(draw, work, delayed, count);
    memset(points, 0, DELAY_POINTS * sizeof *points);
    if (working > 0) plain_remove(rep, lane, index, WORK, working);
    for (int64_t left = lane->coming ? 0 : count - working; left > 0; left--) points[plain_remove_delayed(rep, lane, index)]++;
    return working;
}

void notice_plain(struct replication *rep, struct lane *lane, int index, int64_t count, struct cohort_key *key)
{
    const struct model_delay *delay = lane->delay;
    const struct spot spot = {(int32_t)(lane - rep->lanes), index};
    int32_t points[DELAY_POINTS];
    const int64_t working = take_plain(rep, lane, index, count, points);
    key->clock = index;
    key->ready = LONG_AGO;
    key_refresh(rep, spot, key, 0);
    if (working > 0) cohort_put(rep, spot, key, (int32_t)working);
    for (int i = 0; working < count && i < DELAY_POINTS; i++) {
        if (points[i] == 0) continue;
        key->ready = delay->ready[index * DELAY_POINTS + i];
        cohort_put(rep, spot, key, points[i]);
    }
    for (int64_t left = lane->coming ? count - working : 0; left > 0; left--) {
        key->ready = plain_remove_delayed(rep, lane, index);
        cohort_put(rep, spot, key, 1);
    }
}

struct noticing {
    struct replication *rep;
    struct stream_state *stream;
    struct lane *lane;
    double most;   /* largest hazard of any band, a year */
    int64_t plain; /* plain cases noticed so far */
};

static void notice_at(void *context, int index, int64_t count)
{
    struct noticing *n = context;
    struct replication *rep = n->rep;
    n->plain += count;
    if (plain_at_day(n->lane, DELAY, index) == 0 && noticed_fits(rep, index)) {
        notice_usual(rep, (struct spot){(int32_t)(n->lane - rep->lanes), index}, (int32_t)count);
        return;
    }
    struct cohort_key key = {.notice = rep->today, .stage = STAGE_NOTICED, .due = NO_DAY, .judicial = {.regime = -1}};
    key.administrative = usual_administrative(rep, n->stream, rep->today);
    notice_plain(rep, n->lane, index, count, &key);
}

static void notice_cohort(struct replication *rep, struct spot spot, int32_t at, int32_t count)
{
    struct stream_state *s = stream_at(rep, spot);
    struct cohort_key key = *key_of_cohort(rep, cohort_at(rep, spot, at));
    key.notice = rep->today;
    key.stage = STAGE_NOTICED;
    key.administrative = new_administrative(rep, s, count);
    count_notices(s, count);
    cohort_become(rep, spot, at, &key, count);
}

/* Plain cases of one class late by more than `after` and at most `upto` days. */
static void notice_band(struct noticing *n, double p, int after, int upto)
{
    struct replication *rep = n->rep;
    const struct model_epoch *epoch = n->lane->epoch;
    const int end = index_of(rep, rep->today) + 1;
    for (int run = 0; run < epoch->n_runs; run++) {
        const int low = epoch->runs[run] > n->lane->lowest ? epoch->runs[run] : n->lane->lowest;
        const int high = epoch->runs[run + 1] < end ? epoch->runs[run + 1] : end;
        const int from = upto < NO_DAY ? clock_first_due(epoch, low, high, rep->today - upto) : low;
        const int to = low < high ? clock_first_due(epoch, low, high, rep->today - after) : low;
        if (from >= to) continue;
        const int64_t cases = lane_sum(n->lane, PLAIN_OVERDUE, from, to);
        const int64_t count = cases > 0 ? variate_binomial(&rep->draws, cases, p) : 0;
        lane_choose(n->lane, pick_draws(rep, n->stream), &(struct lane_choice){PLAIN_OVERDUE, from, to, count, notice_at, n});
    }
}

/* A year's hazard of a case that is `late` days late. */
static double band_hazard(const struct replication *rep, const struct stream_state *s, const struct lane *lane, int late)
{
    const struct model_lateness *l = &s->model->lateness;
    size_t band = l->n_bands;
    while (band > 0 && l->bands[band - 1].after >= late) band--;
    if (band == 0) return 0;
    return today_of(rep, &l->bands[band - 1].rate) * today_of(rep, &s->model->classes[lane->class].notice);
}

/* Overdue, and not noticed. */
static bool unnoticed_cohort(const struct replication *rep, const struct cohort_key *key, struct spot spot)
{
    (void)rep;
    (void)spot;
    return key->overdue && key->stage == STAGE_NONE;
}

static double late_hazard(const struct noticing *n, struct spot spot, int32_t at)
{
    const int32_t clock = key_of_cohort(n->rep, cohort_at(n->rep, spot, at))->clock;
    return band_hazard(n->rep, n->stream, n->lane, n->rep->today - n->lane->epoch->deadline[clock]);
}

/* Candidates of one cohort, accepted in proportion to its own band's chance. */
static void notice_candidates(struct replication *rep, struct spot spot, int32_t at, int64_t count, void *noticing)
{
    const struct noticing *n = noticing;
    const int64_t accepted = variate_binomial(&rep->draws, count, hazard_chance(late_hazard(n, spot, at)) / hazard_chance(n->most));
    if (accepted > 0) notice_cohort(rep, spot, at, (int32_t)accepted);
}

/* When few are noticed: each case has notices at random moments of the day, by the largest hazard of any band, and each of these counts in proportion
 * to the case's own; what matters is the first that does, so later ones of a case that has one are passed over. */
static void notice_by_moments(const struct noticing *n, int64_t cases)
{
    struct replication *rep = n->rep;
    struct draw *draw = pick_draws(rep, n->stream);
    const int32_t lane = (int32_t)(n->lane - rep->lanes);
    int64_t noticed = 0;
    for (int64_t moments = variate_poisson(&rep->draws, (double)cases * n->most / days_per_year); moments > 0; moments--) {
        if (draw_below(draw, cases) < noticed) continue;
        const int32_t at = roll_pick(rep, lane, draw, unnoticed_cohort);
        const struct spot spot = roll_spot(rep, lane, at);
        if (draw_uniform(&rep->draws) * n->most >= late_hazard(n, spot, at)) continue;
        notice_cohort(rep, spot, at, 1);
        noticed++;
    }
}

/* Cases in cohorts. When many are noticed, candidates by the largest chance of any band are drawn all at once. */
static void notice_sparse(struct noticing *n)
{
    struct replication *rep = n->rep;
    const int32_t lane = (int32_t)(n->lane - rep->lanes);
    const int64_t cases = n->lane->sparse_overdue;
    if (cases == 0) return;
    if (roll_pays_to_pick(&n->lane->roll, cases, (int64_t)ceil((double)cases * hazard_chance(n->most)))) {
        notice_by_moments(n, cases);
        return;
    }
    struct sharing sharing = sharing_begin(pick_draws(rep, n->stream), cases, variate_binomial(&rep->draws, cases, hazard_chance(n->most)));
    roll_pass(rep, lane, &sharing, &(struct roll_choice){unnoticed_cohort, notice_candidates, n});
}

static void notice(struct replication *rep, struct stream_state *s)
{
    const struct model_lateness *l = &s->model->lateness;
    if (l->n_bands == 0) return;
    draw_open(&rep->draws, &rep->key, s->model->id, DRAW_NOTICE, 0, rep->today);
    for (size_t k = 0; k < s->n_lanes; k++) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        struct noticing n = {.rep = rep, .stream = s, .lane = lane};
        for (size_t b = 0; b < l->n_bands; b++) {
            const double hazard = band_hazard(rep, s, lane, l->bands[b].after + 1);
            if (hazard > n.most) n.most = hazard;
            if (lane_total(lane, PLAIN_OVERDUE) > 0 && hazard > 0) notice_band(&n, hazard_chance(hazard), l->bands[b].after, b + 1 < l->n_bands ? l->bands[b + 1].after : NO_DAY);
        }
        count_notices(s, n.plain);
        new_administrative(rep, s, n.plain);
        if (n.most > 0) notice_sparse(&n);
    }
}

void hazards_day(struct replication *rep)
{
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        withdraw(rep, s);
        transfer(rep, s);
        if (!s->model->lateness.on) continue;
        notice(rep, s);
        court_appeals(rep, s);
    }
    court_day(rep);
}
