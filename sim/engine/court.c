#include "engine/court.h"

#include <math.h>

#include "engine/cohorts.h"
#include "engine/hazards.h"
#include "engine/lane.h"
#include "random/sharing.h"

static void ripen(struct appealable *appealable, int index)
{
    appealable->cases += appealable->later[index];
    appealable->later[index] = 0;
}

void court_morning(struct replication *rep)
{
    const int index = index_of(rep, rep->today - APPEAL_AFTER);
    for (size_t i = 0; i < rep->n_lanes; i++) {
        struct lane *lane = &rep->lanes[i];
        if (!lane->appealable.later || index < 0) continue;
        ripen(&lane->appealable, index);
        ripen(&lane->noticed.appealable, index);
    }
}

/* --- appeals --------------------------------------------------------------------------------------------------------------------- */

static void count_appeals(struct stream_state *s, int64_t count)
{
    s->flow[FLOW_LATE_APPEALS] += count;
    s->event[LINK_LATE_APPEAL] += count;
}

/* Day of the order, of an appeal of today with this delay point. */
static int32_t order_day(const struct replication *rep, const struct stream_state *s, unsigned point)
{
    return rep->today + s->model->lateness.court.lag[(unsigned)rep->today * DELAY_POINTS + point];
}

static void appeal(struct replication *rep, struct spot spot, int32_t at, int64_t count, struct draw *draw)
{
    struct stream_state *s = stream_at(rep, spot);
    struct cohort_key key = *key_of_cohort(rep, cohort_at(rep, spot, at));
    int32_t by_point[DELAY_POINTS];
    count_appeals(s, count);
    variate_sixteenths(draw, count, by_point);
    cohort_remove(rep, spot, at, (int32_t)count);
    key.stage = STAGE_APPEALED;
    key.judicial = (struct running){.regime = -1};
    for (unsigned i = 0; i < DELAY_POINTS; i++) {
        key.due = order_day(rep, s, i);
        if (by_point[i] > 0) cohort_put(rep, spot, &key, by_point[i]);
    }
}

static bool is_appealable(const struct replication *rep, const struct cohort_key *key, struct spot spot)
{
    (void)spot;
    return key_appealable(rep, key);
}

static void some_appeal(struct replication *rep, struct spot spot, int32_t at, int64_t count, void *draw) { appeal(rep, spot, at, count, draw); }

static void one_appeals(struct replication *rep, int32_t lane, int32_t at, void *draw)
{
    const struct stream_state *s = &rep->streams[rep->lanes[lane].stream];
    noticed_appeals(rep, &rep->lanes[lane].noticed, at, order_day(rep, s, draw_bits(draw) >> 28));
}

/* So many of the lane's appealable cases. */
static void appeal_any(struct replication *rep, struct lane *lane, int64_t count)
{
    struct stream_state *s = &rep->streams[lane->stream];
    const int32_t number = (int32_t)(lane - rep->lanes);
    const int64_t usual = lane->noticed.appealable.cases;
    struct sharing sharing = sharing_begin(pick_draws(rep, s), usual + lane->appealable.cases, count);
    const int64_t of_usual = sharing_next(&sharing, usual);
    count_appeals(s, of_usual);
    noticed_choose(rep, number, &(struct noticed_choice){1 << STAGE_NOTICED, rep->today - APPEAL_AFTER, usual, of_usual, one_appeals, &rep->draws});
    if (sharing.count > 0) roll_choose(rep, number, &sharing, &(struct roll_choice){is_appealable, some_appeal, &rep->draws});
}

void court_appeals(struct replication *rep, struct stream_state *s)
{
    if (s->model->lateness.appeal.peak <= 0) return;
    draw_open(&rep->draws, &rep->key, s->model->id, DRAW_APPEAL, 0, rep->today);
    const double p = hazard_chance(today_of(rep, &s->model->lateness.appeal));
    for (size_t k = 0; k < s->n_lanes; k++) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        const int64_t cases = lane->noticed.appealable.cases + lane->appealable.cases;
        const int64_t count = cases > 0 ? variate_binomial(&rep->draws, cases, p) : 0;
        if (count > 0) appeal_any(rep, lane, count);
    }
}

/* --- orders ---------------------------------------------------------------------------------------------------------------------- */

/* Whether a case whose judicial cap was reached yesterday appeals again; otherwise it has had its last order. */
static int64_t appeal_again(struct replication *rep, struct stream_state *s, int64_t count)
{
    const double share = today_of(rep, &s->model->lateness.further_appeal);
    if (s->court_day != rep->today) draw_open(&s->court, &rep->key, s->model->id, DRAW_COURT, 0, rep->today);
    s->court_day = rep->today;
    return variate_binomial(&s->court, count, share < 1 ? share : 1);
}

static void further_appeals(struct replication *rep, struct spot spot, int32_t at)
{
    struct stream_state *s = stream_at(rep, spot);
    const struct cohort c = *cohort_at(rep, spot, at);
    if (c.count == 0) return;
    struct cohort_key key = *key_of_cohort(rep, &c);
    const struct running *judicial = &key.judicial;
    if (judicial->regime < 0 || judicial->paused || judicial->start + s->judicial[judicial->regime].days != rep->today) return;
    const int64_t again = appeal_again(rep, s, c.count);
    if (again > 0) appeal(rep, spot, at, again, &s->court);
    key.judicial = (struct running){.regime = -1};
    if (again < c.count) cohort_become(rep, spot, at, &key, c.count - (int32_t)again);
}

/* The same of a usual noticed case. */
static void further_appeal(struct replication *rep, struct lane *lane, int32_t at)
{
    struct stream_state *s = &rep->streams[lane->stream];
    struct noticed_case c = lane->noticed.cases[at];
    if (appeal_again(rep, s, 1) == 0) {
        lane->noticed.cases[at].judicial = -1;
        return;
    }
    count_appeals(s, 1);
    noticed_leave(rep, &lane->noticed, at);
    c.stage = STAGE_APPEALED;
    c.judicial = -1;
    c.due = noticed_due(order_day(rep, s, draw_bits(&s->court) >> 28));
    noticed_enter(rep, lane, &c);
}

/* The usual noticed cases whose judicial cap was reached yesterday are those with one term end. */
static void further_appeals_of(struct replication *rep, struct lane *lane)
{
    const struct stream_state *s = &rep->streams[lane->stream];
    struct noticed *noticed = &lane->noticed;
    for (size_t r = 0; r < rep->model->n_judicial; r++) {
        const int end = rep->today - 1 - s->judicial[r].days;
        for (int32_t at = noticed->first[BY_TERM][noticed_list(rep, end)], next; at >= 0; at = next) {
            const struct noticed_case *c = &noticed->cases[at];
            next = noticed->next[noticed_link(BY_TERM)][at];
            if (c->stage == STAGE_ORDERED && c->judicial == (int8_t)r && c->due == end) further_appeal(rep, lane, at);
        }
    }
}

/* The orders of today: their term ends on the day `end`. */
struct orders {
    int32_t end;
    struct running running;
};

static struct orders orders_of_today(struct replication *rep, const struct stream_state *s)
{
    const struct model_lateness *l = &s->model->lateness;
    const int regime = l->judicial ? l->judicial[rep->today] : -1;
    const int32_t end = rep->today + (int32_t)lround(today_of(rep, &l->term));
    return (struct orders){end, usual_judicial(s, regime, end)};
}

static void count_orders(struct replication *rep, struct stream_state *s, const struct orders *orders, int64_t count)
{
    s->flow[FLOW_COURT_ORDERS] += count;
    s->event[LINK_COURT_ORDER] += count;
    s->flow[FLOW_COURT_COSTS] += llround(today_of(rep, &s->model->lateness.court_costs)) * count;
    if (orders->running.regime >= 0) meter_add(&s->judicial[orders->running.regime], &orders->running, count);
}

static void order(struct replication *rep, struct spot spot, int32_t at)
{
    struct stream_state *s = stream_at(rep, spot);
    const int32_t count = cohort_at(rep, spot, at)->count;
    if (count == 0) return;
    struct cohort_key key = *key_of_cohort(rep, cohort_at(rep, spot, at));
    if (key.stage != STAGE_APPEALED || key.due > rep->today) return;
    const struct orders orders = orders_of_today(rep, s);
    count_orders(rep, s, &orders, count);
    key.stage = STAGE_ORDERED;
    key.due = orders.end;
    key.judicial = orders.running;
    key_refresh(rep, spot, &key, count);
    cohort_become(rep, spot, at, &key, count);
}

/* The usual noticed cases whose order is due today. */
static void order_all(struct replication *rep, struct lane *lane)
{
    struct noticed *noticed = &lane->noticed;
    struct stream_state *s = &rep->streams[lane->stream];
    int32_t at = noticed->first[BY_DUE][index_of(rep, rep->today)];
    if (at < 0) return;
    const struct orders orders = orders_of_today(rep, s);
    int64_t count = 0;
    for (int32_t next; at >= 0; at = next) {
        next = noticed->next[noticed_link(BY_DUE)][at];
        if (!noticed_belongs(&noticed->cases[at], BY_DUE)) continue;
        noticed_ordered(rep, noticed, at, orders.end, orders.running.regime);
        count++;
    }
    noticed->first[BY_DUE][index_of(rep, rep->today)] = -1;
    count_orders(rep, s, &orders, count);
}

void court_day(struct replication *rep)
{
    agenda_run(rep, PHASE_APPEAL, further_appeals);
    agenda_run(rep, PHASE_COURT, order);
    for (size_t i = 0; i < rep->n_lanes; i++) {
        struct lane *lane = &rep->lanes[i];
        const struct model_lateness *l = &rep->streams[lane->stream].model->lateness;
        if (!l->on) continue;
        if (l->further_appeal.peak > 0) further_appeals_of(rep, lane);
        order_all(rep, lane);
    }
}
