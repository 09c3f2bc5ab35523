#include "engine/court.h"

#include <math.h>

#include "engine/cohorts.h"
#include "engine/hazards.h"
#include "engine/lane.h"
#include "random/sharing.h"

void court_morning(struct replication *rep)
{
    const int index = index_of(rep, rep->today - APPEAL_AFTER);
    for (size_t i = 0; i < rep->n_lanes; i++) {
        struct lane *lane = &rep->lanes[i];
        if (!lane->noticed_on || index < 0) continue;
        lane->appealable += lane->noticed_on[index];
        lane->noticed_on[index] = 0;
    }
}

/* --- appeals --------------------------------------------------------------------------------------------------------------------- */

/* A day of a cohort's own; those that do not fit are far beyond any horizon. */
static int32_t day_that_fits(int32_t day) { return day < SHORT_NONE ? day : SHORT_NONE - 1; }

static void set_due(struct replication *rep, struct spot spot, struct cohort *c, int32_t day)
{
    day = day_that_fits(day);
    if (c->special == 0) {
        c->due = (int16_t)day;
        return;
    }
    struct cohort_key key = key_of_cohort(rep, spot, c);
    key.due = day;
    *c = cohort_of_key(rep, spot, &key, c->count);
}

/* The cohort that its cases join, but for the day of the order. */
static struct cohort appealed(struct replication *rep, struct spot spot, int32_t at)
{
    struct cohort to = *cohort_at(rep, spot, at);
    if (to.special == 0) {
        to.count = 1;
        to.stage = STAGE_APPEALED;
        to.judicial = -1;
        to.due = SHORT_NONE;
        usual_forget_notice(rep, stream_at(rep, spot), &to);
        return to;
    }
    struct cohort_key key = key_of_cohort(rep, spot, cohort_at(rep, spot, at));
    key.stage = STAGE_APPEALED;
    key.due = NO_DAY;
    key.judicial = (struct running){.regime = -1};
    key_forget_notice(rep, stream_at(rep, spot), &key);
    return cohort_of_key(rep, spot, &key, 1);
}

static void count_appeals(struct stream_state *s, int64_t count)
{
    s->flow[FLOW_LATE_APPEALS] += count;
    s->event[LINK_LATE_APPEAL] += count;
}

static void appeal(struct replication *rep, struct spot spot, int32_t at, int64_t count, struct draw *draw)
{
    struct stream_state *s = stream_at(rep, spot);
    const int32_t *lag = &s->model->lateness.court.lag[rep->today * DELAY_POINTS];
    struct cohort to = appealed(rep, spot, at);
    count_appeals(s, count);
    int32_t by_point[DELAY_POINTS];
    variate_sixteenths(draw, count, by_point);
    cohort_remove(rep, spot, at, (int32_t)count);
    for (int i = 0; i < DELAY_POINTS; i++) {
        if (by_point[i] == 0) continue;
        to.count = by_point[i];
        set_due(rep, spot, &to, rep->today + lag[i]);
        cohort_add(rep, spot, &to);
    }
}

static bool is_appealable(const struct replication *rep, const struct cohort *c, struct spot spot)
{
    (void)spot;
    return cohort_appealable(rep, c);
}

static void some_appeal(struct replication *rep, struct spot spot, int32_t at, int64_t count, void *context)
{
    struct draw *draw = context;
    const struct cohort *c = cohort_at(rep, spot, at);
    struct stream_state *s = stream_at(rep, spot);
    if (count > 1 || c->count > 1 || c->special || c->ready) {
        appeal(rep, spot, at, count, draw);
        return;
    }
    const int32_t lag = s->model->lateness.court.lag[rep->today * DELAY_POINTS + (int)(draw_bits(draw) >> 28)];
    count_appeals(s, 1);
    cohort_appeals(rep, spot, at, day_that_fits(rep->today + lag));
}

/* So many of the lane's appealable cases. */
static void appeal_any(struct replication *rep, struct lane *lane, int64_t count)
{
    struct draw *draw = pick_draws(rep, &rep->streams[lane->stream]);
    const int32_t number = (int32_t)(lane - rep->lanes);
    if (64 * count > (int64_t)lane->roll.n) {
        struct sharing sharing = sharing_begin(draw, lane->appealable, count);
        roll_choose(rep, number, &sharing, &(struct roll_choice){is_appealable, some_appeal, &rep->draws});
        return;
    }
    struct roll_lots lots = roll_lots_begin(rep, number, draw);
    for (; count > 0; count--) {
        const int32_t at = roll_pick(rep, &lots, is_appealable, lane->appealable);
        some_appeal(rep, roll_spot(rep, number, at), at, 1, &rep->draws);
    }
}

void court_appeals(struct replication *rep, struct stream_state *s)
{
    if (s->model->lateness.appeal.peak <= 0) return;
    draw_open(&rep->draws, &rep->key, s->model->id, DRAW_APPEAL, 0, rep->today);
    const double p = hazard_chance(today_of(rep, &s->model->lateness.appeal));
    for (size_t k = 0; k < s->n_lanes; k++) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        const int64_t cases = lane->appealable, count = cases > 0 ? variate_binomial(&rep->draws, cases, p) : 0;
        if (count > 0) appeal_any(rep, lane, count);
    }
}

/* --- orders ---------------------------------------------------------------------------------------------------------------------- */

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
    const struct cohort c = *cohort_at(rep, spot, at);
    if (c.count == 0 || c.judicial < 0) return;
    struct cohort_key key = key_of_cohort(rep, spot, &c);
    if (key.judicial.paused || key.judicial.start + s->judicial[key.judicial.regime].days != rep->today) return;
    const double share = today_of(rep, &s->model->lateness.further_appeal);
    const int32_t again = (int32_t)variate_binomial(court_draws(rep, s), c.count, share < 1 ? share : 1);
    key.judicial = (struct running){.regime = -1};
    const struct cohort done = cohort_of_key(rep, spot, &key, c.count - again);
    if (again > 0) appeal(rep, spot, at, again, court_draws(rep, s));
    if (done.count > 0) cohort_become(rep, spot, at, &done);
}

/* The cohort under an order with this term end; its penalty has been entered. */
static struct cohort ordered(struct replication *rep, struct spot spot, const struct cohort *from, int32_t end, const struct running *running)
{
    struct cohort_key key = key_of_cohort(rep, spot, from);
    key.stage = STAGE_ORDERED;
    key.due = end;
    key.judicial = *running;
    key_refresh(rep, spot, &key, from->count);
    return cohort_of_key(rep, spot, &key, from->count);
}

static void order(struct replication *rep, struct spot spot, int32_t at)
{
    struct stream_state *s = stream_at(rep, spot);
    const struct model_lateness *l = &s->model->lateness;
    const struct cohort c = *cohort_at(rep, spot, at);
    if (c.count == 0 || c.stage != STAGE_APPEALED || c.due > rep->today) return;
    const int regime = l->judicial ? l->judicial[rep->today] : -1;
    const int32_t end = day_that_fits(rep->today + (int32_t)lround(today_of(rep, &l->term)));
    const struct running running = {.regime = (int16_t)regime, .start = regime < 0 ? 0 : end + 1};
    s->flow[FLOW_COURT_ORDERS] += c.count;
    s->event[LINK_COURT_ORDER] += c.count;
    s->flow[FLOW_COURT_COSTS] += llround(today_of(rep, &l->court_costs)) * c.count;
    if (regime >= 0) meter_add(&s->judicial[regime], &running, c.count);
    if (c.special == 0 && c.ready == 0) {
        cohort_ordered(rep, spot, at, end, regime);
        return;
    }
    const struct cohort to = ordered(rep, spot, &c, end, &running);
    cohort_become(rep, spot, at, &to);
}

void court_day(struct replication *rep)
{
    agenda_run(rep, PHASE_APPEAL, further_appeals);
    agenda_run(rep, PHASE_COURT, order);
}
