#include "engine/arrivals.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "engine/cohorts.h"
#include "engine/entry.h"
#include "engine/exits.h"
#include "engine/inputs.h"
#include "engine/lane.h"
#include "engine/links.h"
#include "engine/steps.h"
#include "random/sharing.h"

/* --- once per replication --------------------------------------------------------------------------------------------------------- */

static double normal(struct draw *draw) { return gsl_ran_gaussian_ziggurat(&draw->rng, 1); }

static double triangular(const struct uncertainty *u, double p)
{
    const double width = u->high - u->low, rising = width > 0 ? (u->mode - u->low) / width : 1;
    if (width <= 0) return u->mode;
    return p < rising ? u->low + sqrt(p * width * (u->mode - u->low)) : u->high - sqrt((1 - p) * width * (u->high - u->mode));
}

static double multiplier_of(const struct uncertainty *u, double z)
{
    double m = 1;
    switch (u->shape) {
    case CERTAIN: break;
    case UNCERTAIN_NORMAL: m = 1 + u->high * z; break;
    case UNCERTAIN_LOGNORMAL: m = exp(u->high * z - u->high * u->high / 2); break;
    case UNCERTAIN_UNIFORM: m = 1 + u->high * (2 * gsl_cdf_ugaussian_P(z) - 1); break;
    case UNCERTAIN_TRIANGULAR: m = 1 + triangular(u, gsl_cdf_ugaussian_P(z)); break;
    }
    return m > 0 ? m : 0;
}

static double combined(double loading, double common, double own) { return loading * common + sqrt(1 - loading * loading) * own; }

static void draw_multipliers(struct replication *rep)
{
    const struct model *m = rep->model;
    for (size_t f = 0; f < m->n_factors; f++) {
        input_open(rep, m->factors[f], DRAW_UNCERTAIN, 0, 0);
        rep->factor_month[f] = input_fixed_or(rep, m->factors[f], normal(&rep->draws));
    }
    rep->multiplier[NO_SLOT] = 1;
    for (size_t i = 1; i < m->n_slots; i++) {
        const struct uncertainty *u = &m->slots[i].uncertainty;
        input_open(rep, m->slots[i].entity, DRAW_UNCERTAIN, 1, 0);
        const double own = input_fixed_or(rep, m->slots[i].entity, normal(&rep->draws));
        rep->multiplier[i] = multiplier_of(u, u->factor < 0 ? own : combined(u->loading, rep->factor_month[u->factor], own));
    }
}

static void draw_shocks(struct replication *rep, struct stream_state *s)
{
    for (size_t i = 0; i < s->model->inflow.n_shocks; i++) {
        const struct model_shock *shock = &s->model->inflow.shocks[i];
        input_open(rep, s->model->id, DRAW_SHOCK, shock->name, 0);
        const int day = shock->first < 0 ? 0 : shock->first > rep->model->horizon ? rep->model->horizon : shock->first;
        s->shock_on[i] = draw_uniform(&rep->draws) < param_at(&shock->probability, rep->multiplier, day);
    }
}

void arrivals_begin(struct replication *rep)
{
    draw_multipliers(rep);
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        rep->streams[i].past_row = -1;
        draw_shocks(rep, &rep->streams[i]);
    }
}

/* --- the month's disturbance ------------------------------------------------------------------------------------------------------- */

static void next_disturbance(struct replication *rep, struct stream_state *s, int month)
{
    const struct model_disturbance *d = &s->model->inflow.disturbance;
    const double sd = today_of(rep, &d->sd), p = today_of(rep, &d->persistence);
    input_open(rep, s->model->id, DRAW_DISTURBANCE, 0, month);
    const double own = normal(&rep->draws), noise = d->factor < 0 ? own : combined(d->loading, rep->factor_month[d->factor], own);
    const bool walk = p >= 1;
    double steps = month + 1, variance = sd * sd;
    if (month == 0 && d->started) s->x = d->start;
    else if (month == 0) s->x = 0;
    if (d->started) steps = month + d->start_months;
    if (month == 0 && d->started && d->start_months == 0) s->growth = exp(s->x - (walk ? 0 : variance / 2));
    else {
        const bool stationary_start = month == 0 && !d->started && !walk;
        s->x = walk ? s->x + sd * noise : stationary_start ? sd * noise : p * s->x + sd * sqrt(1 - p * p) * noise;
        if (walk) variance *= steps;
        s->growth = exp(s->x - variance / 2);
    }
}

void arrivals_month(struct replication *rep)
{
    const struct model *m = rep->model;
    const int month = m->month[rep->today];
    if (rep->today > 0 && m->month[rep->today - 1] == month) return;
    for (size_t f = 0; f < m->n_factors; f++) {
        input_open(rep, m->factors[f], DRAW_DISTURBANCE, 0, month);
        rep->factor_month[f] = normal(&rep->draws);
    }
    for (size_t i = 0; i < m->n_streams; i++)
        if (rep->streams[i].model->inflow.disturbance.on) next_disturbance(rep, &rep->streams[i], month);
}

/* --- the day's inflow ------------------------------------------------------------------------------------------------------------------ */

static bool is_past(const struct replication *rep, const struct model_inflow *inflow)
{
    return inflow->past_row && inflow->past_row[rep->today] >= 0;
}

/* What is left after a year of the strongest decline that an uncertain trend may come to. */
static const double least_growth = 0.01;

double arrivals_mean(const struct replication *rep, const struct stream_state *s)
{
    const struct model_inflow *inflow = &s->model->inflow;
    if (is_past(rep, inflow)) return 0;
    double mean = inflow->mean[rep->today] * rep->multiplier[inflow->level_slot], added = 0;
    if (mean > 0 && inflow->grows) mean *= pow(fmax(1 + today_of(rep, &inflow->trend), least_growth), rep->today / 365.2425);
    if (inflow->disturbance.on) mean *= s->growth;
    for (size_t i = 0; i < inflow->n_shocks; i++) {
        const struct model_shock *shock = &inflow->shocks[i];
        if (!s->shock_on[i] || rep->today < shock->first || rep->today > shock->last) continue;
        mean *= today_of(rep, &shock->multiply);
        added += today_of(rep, &shock->add);
    }
    const double weight = inflow->day_weight ? inflow->day_weight[rep->today] : 1;
    return (mean + added) * weight * s->rule_inflow;
}

/* A row's cases fall on its days independently; what fell before day 0 is drawn off when the row is met. */
static int64_t past_inflow(struct replication *rep, struct stream_state *s)
{
    const struct model_inflow *inflow = &s->model->inflow;
    const int row = inflow->past_row[rep->today];
    const struct model_past *past = &inflow->past[row];
    const double days = past->last - past->first + 1, days_left = past->last - rep->today + 1;
    if (row != s->past_row) {
        s->past_row = row;
        s->past_left = days_left < days ? variate_binomial(&s->draws, past->count, days_left / days) : past->count;
    }
    const int64_t count = days_left > 1 ? variate_binomial(&s->draws, s->past_left, 1 / days_left) : s->past_left;
    s->past_left -= count;
    return count;
}

static int64_t own_inflow(struct replication *rep, struct stream_state *s)
{
    draw_open(&s->draws, &rep->key, s->model->id, DRAW_ARRIVALS, 0, rep->today);
    const double mean = arrivals_mean(rep, s);
    return mean > 0 ? variate_overdispersed(&s->draws, mean, today_of(rep, &s->model->inflow.dispersion)) : 0;
}

void delayed_join(struct replication *rep, struct lane *lane, int index, int64_t count, struct draw *draw)
{
    int32_t points[DELAY_POINTS];
    variate_sixteenths(draw, count, points);
    for (int i = 0; i < DELAY_POINTS; i++) delayed_set(rep, lane, index, i, points[i]);
}

/* Those whose delay is no day long, too, stand in delay until the delays of today end: nothing comes between. */
static void plain_join(struct replication *rep, struct lane *lane, int64_t count, struct draw *draw)
{
    const int index = index_of(rep, rep->today);
    if (count > DAY_MOST) {
        rep->failed = true;
        return;
    }
    lane->received_sum += count * rep->today;
    if (lane->delayed) delayed_join(rep, lane, index, count, draw);
    lane_add(lane, lane->delayed ? DELAY : WORK, index, (int32_t)count);
}

static size_t scenario_classes(const struct stream_state *s) { return s->model->n_classes / s->model->n_clocks; }

/* Splits arrivals over the scenario's classes: by their stated shares when the multipliers leave nothing of them. */
static void split_classes(struct replication *rep, const struct stream_state *s, int64_t count, struct draw *draw)
{
    const size_t n = scenario_classes(s);
    double sum = 0;
    for (size_t k = 0; k < n; k++) sum += s->shares[k] = today_of(rep, &s->model->classes[k * s->model->n_clocks].share);
    for (size_t k = 0; sum <= 0 && k < n; k++) s->shares[k] = param_base(&s->model->classes[k * s->model->n_clocks].share, rep->today);
    variate_multinomial(draw, count, n, s->shares, rep->split);
}

/* Splits each class over the clocks; from the last on, so that none is overwritten before its turn. */
static void split_clocks(struct replication *rep, const struct stream_state *s, struct draw *draw)
{
    double share[1 + SUSPENSIONS_MAX];
    const size_t n = s->model->n_clocks;
    for (size_t i = 1; i < n; i++) share[i] = today_of(rep, &s->model->suspensions[i - 1].share);
    suspension_shares(n, share);
    for (size_t k = scenario_classes(s); k-- > 0;) variate_multinomial(draw, rep->split[k], n, share, &rep->split[k * n]);
}

static void join_classes(struct replication *rep, struct stream_state *s, int64_t count)
{
    if (scenario_classes(s) > 1) {
        draw_open(&s->draws, &rep->key, s->model->id, DRAW_CLASSES, 0, rep->today);
        split_classes(rep, s, count, &s->draws);
    } else rep->split[0] = count;
    if (s->model->n_clocks > 1) {
        draw_open(&s->suspension, &rep->key, s->model->id, DRAW_SUSPENSION, 0, rep->today);
        split_clocks(rep, s, &s->suspension);
    }
    if (!s->model->steps[0].delay.none) draw_open(&s->draws, &rep->key, s->model->id, DRAW_DELAY, 0, rep->today);
    for (size_t k = 0; k < s->model->n_classes; k++)
        if (rep->split[k] > 0) plain_join(rep, &rep->lanes[s->first_lane + k], rep->split[k], &s->draws);
}

/* --- corrections and transfers ------------------------------------------------------------------------------------------------------------ */

static void correct_down(struct replication *rep, struct stream_state *s, int64_t count)
{
    int64_t open = 0;
    for (size_t k = 0; k < s->n_lanes; k++) open += lane_open(&rep->lanes[s->first_lane + k]);
    if (count > open) count = open;
    draw_open(&rep->draws, &rep->key, s->model->id, DRAW_CORRECTION, 0, rep->today);
    struct sharing sharing = sharing_begin(&rep->draws, open, count);
    for (size_t k = 0; k < s->n_lanes; k++) {
        struct lane *lane = &rep->lanes[s->first_lane + k];
        const int64_t taken = sharing_next(&sharing, lane_open(lane));
        if (taken > 0) exit_open(rep, lane, taken, &(struct exit_order){.kind = EXIT_CORRECTED});
    }
}

static void join_transferred(struct replication *rep, const struct transit *t)
{
    struct stream_state *s = &rep->streams[t->to];
    const int today = index_of(rep, rep->today);
    const struct cohort_key key = {.clock = t->clock < 0 ? today : t->clock, .ready = LONG_AGO, .notice = NO_DAY,
                             .due = NO_DAY, .joined = 1, .administrative.regime = -1, .judicial.regime = -1};
    s->flow[FLOW_TRANSFERRED] += t->count;
    for (int32_t i = 0; i < t->count && !rep->failed; i++) {
        rep->split[0] = 1;
        if (scenario_classes(s) > 1) split_classes(rep, s, 1, &s->transfer);
        if (s->model->n_clocks > 1) split_clocks(rep, s, &s->suspension);
        size_t class = 0;
        while (rep->split[class] == 0) class++;
        struct cohort_key one = key;
        const struct spot spot = {(int32_t)(s->first_lane + class), t->received};
        const struct model_delay *delay = s->steps[0].delay;
        if (!delay->none) one.ready = delay->ready[today * DELAY_POINTS + (int)(draw_bits(&s->transfer) >> 28)];
        key_refresh(rep, spot, &one, 1);
        cohort_put(rep, spot, &one, 1);
    }
}

/* By what they are, so that the order of the streams in the file decides nothing. */
static int by_source(const void *a, const void *b)
{
    const struct transit *x = a, *y = b;
    if (x->to != y->to) return x->to < y->to ? -1 : 1;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    if (x->received != y->received) return x->received < y->received ? -1 : 1;
    return x->clock < y->clock ? -1 : x->clock > y->clock;
}

static void transfers_join(struct replication *rep)
{
    const size_t n = rep->n_transits;
    if (n == 0) return;
    qsort(rep->transits, n, sizeof *rep->transits, by_source);
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        draw_open(&s->transfer, &rep->key, s->model->id, DRAW_CLASSES, 1, rep->today);
        if (s->model->n_clocks > 1) draw_open(&s->suspension, &rep->key, s->model->id, DRAW_SUSPENSION, 1, rep->today);
    }
    for (size_t i = 0; i < n; i++) join_transferred(rep, &rep->transits[i]);
    rep->n_transits = 0;
}

/* --- the day --------------------------------------------------------------------------------------------------------------------------------- */

static void arrive(struct replication *rep, struct stream_state *s, int stream)
{
    const bool past = is_past(rep, &s->model->inflow);
    const int64_t correction = s->model->correction ? s->model->correction[rep->today] : 0;
    const int64_t linked = links_arrive(rep, stream);
    if (correction < 0) correct_down(rep, s, -correction);
    int64_t own;
    if (past) {
        draw_open(&s->draws, &rep->key, s->model->id, DRAW_PAST, 0, rep->today);
        own = past_inflow(rep, s);
    } else own = own_inflow(rep, s) + linked;
    const int64_t added = correction > 0 ? correction : 0;
    s->flow[FLOW_INFLOW] += own;
    s->flow[FLOW_CORRECTION] += added;
    s->event[LINK_RECEIVED] = own + added;
    if (own + added == 0) return;
    if (!entry_received(rep, stream, own + added)) return;
    join_classes(rep, s, own + added);
}

/* What is to be read of today for each lane stands in other places: asked for all together, it comes at the price of a little. First the points whose
 * delay ends today, then their rows. */
static void fetch_due(const struct replication *rep)
{
    for (size_t l = 0; l < rep->n_lanes; l++) {
        const struct lane *lane = &rep->lanes[l];
        if (lane->delayed) __builtin_prefetch(&lane->delay->due[lane->delay->due_first[rep->today]]);
    }
}

static void fetch_delayed(const struct replication *rep)
{
    for (size_t l = 0; l < rep->n_lanes && rep->today > 0; l++) {
        const struct lane *lane = &rep->lanes[l];
        if (!lane->delayed) continue;
        const int32_t *const due = lane->delay->due, end = lane->delay->due_first[rep->today + 1];
        for (int32_t d = lane->delay->due_first[rep->today]; d < end; d++) __builtin_prefetch(lane->delayed[(unsigned)due[d] / DELAY_POINTS], 1);
    }
}

void arrivals_day(struct replication *rep)
{
    fetch_due(rep);
    links_morning(rep);
    for (size_t i = 0; i < rep->model->n_streams; i++) arrive(rep, &rep->streams[i], (int)i);
    transfers_join(rep);
}

/* The first entry of today's list that may have cases. On day 0 it starts with all received days too long ago for any delay: they are passed over. */
static int32_t first_due(const struct replication *rep, const struct lane *lane)
{
    int32_t low = lane->delay->due_first[rep->today], high = lane->delay->due_first[rep->today + 1];
    if (rep->today > 0) return low;
    const int first = lane_first(lane, DELAY, lane->lowest, index_of(rep, 1)) * DELAY_POINTS;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (lane->delay->due[middle] < first) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Whether a point has cases is hard to foresee: so none are moved like any other number. What the compiler cannot know to stay the same while
 * counts change has a name of its own. */
static void delays_of_lane_end(const struct replication *rep, struct lane *lane)
{
    const int32_t *const due = lane->delay->due, end = lane->delay->due_first[rep->today + 1];
    uint8_t *const points = lane->delayed[0];
    const struct layer_counts delay = lane->layer[DELAY], work = lane->layer[WORK];
    int64_t moved = 0;
    for (int32_t d = first_due(rep, lane); d < end; d++) {
        const unsigned entry = (unsigned)due[d];
        const int index = (int)(entry / DELAY_POINTS);
        const int32_t ready = points[entry] < DELAYED_MANY ? points[entry] : lane->delayed_many[index][entry % DELAY_POINTS];
        points[entry] = 0;
        layer_add(&delay, index, -ready);
        layer_add(&work, index, ready);
        moved += ready;
    }
    lane->layer[DELAY].total -= moved;
    lane->layer[WORK].total += moved;
}

void delays_end(struct replication *rep)
{
    fetch_delayed(rep);
    for (size_t l = 0; l < rep->n_lanes; l++)
        if (rep->lanes[l].delayed) delays_of_lane_end(rep, &rep->lanes[l]);
    coming_end(rep);
}
