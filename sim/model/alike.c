#include "model/alike.h"

#include <string.h>

#include "model/contingent.h"
#include "model/staff.h"

/* Whoever gives one of these a new part says below whether it may differ from some day on, or not at all. */
#define KNOWN(type, bytes) _Static_assert(sizeof(void *) != 8 || sizeof(struct type) == (bytes), "a part of struct " #type " that is not compared");
KNOWN(param, 32) KNOWN(model, 424) KNOWN(model_stream, 880) KNOWN(model_inflow, 232) KNOWN(model_disturbance, 96) KNOWN(model_shock, 112)
KNOWN(model_class, 824) KNOWN(model_outcome, 72) KNOWN(model_batch, 72) KNOWN(model_pressure, 104) KNOWN(model_change, 48)
KNOWN(model_delay, 72) KNOWN(model_lags, 16) KNOWN(model_epoch, 32) KNOWN(model_redating, 24) KNOWN(dated_period, 24)
KNOWN(model_suspension, 40) KNOWN(model_past, 16) KNOWN(model_band, 40) KNOWN(model_transfer, 40) KNOWN(model_lateness, 216)
KNOWN(model_opening, 112) KNOWN(opening_cell, 32) KNOWN(opening_mark, 24) KNOWN(model_step, 160) KNOWN(model_mix, 24) KNOWN(order_part, 72)
KNOWN(model_pool, 120) KNOWN(model_member, 120) KNOWN(model_link, 152) KNOWN(model_slot, 64) KNOWN(uncertainty, 48)
KNOWN(administrative_regime, 32) KNOWN(administrative_tier, 8) KNOWN(judicial_regime, 16) KNOWN(model_staff, 792) KNOWN(staff_group, 16)
KNOWN(model_hiring, 144) KNOWN(model_absence_shock, 80) KNOWN(model_move, 56) KNOWN(model_money, 120) KNOWN(model_income, 104)
KNOWN(pool_costs, 72) KNOWN(model_rule, 144) KNOWN(model_condition, 48) KNOWN(model_pool_change, 144) KNOWN(model_stream_change, 136)
KNOWN(results_layout, 88)

/* What was found so far. */
struct alike {
    int days;
};

/* ---- the ways in which parts are compared ---- */

/* Read at any time. */
static void must(struct alike *alike, bool equal)
{
    if (!equal) alike->days = 0;
}
#define SAME(field) must(alike, a->field == b->field)

static void must_items(struct alike *alike, const void *a, const void *b, size_t bytes)
{
    if (alike->days > 0) must(alike, a == b || (a && b && memcmp(a, b, bytes) == 0));
}
#define SAME_ITEMS(field, n) must_items(alike, a->field, b->field, (n) * sizeof *a->field)

/* [horizon + 1], read of today alone. */
static void by_day(struct alike *alike, const void *a, const void *b, size_t size)
{
    const unsigned char *one = a, *other = b;
    must(alike, (a != NULL) == (b != NULL));
    for (int t = 0; a && t < alike->days; t++)
        if (memcmp(one + (size_t)t * size, other + (size_t)t * size, size) != 0) alike->days = t;
}
#define BY_DAY(field) by_day(alike, a->field, b->field, sizeof *a->field)

/* Read of today alone, and whether it is above 0 on any day. */
static void number(struct alike *alike, const struct param *a, const struct param *b)
{
    must(alike, a->slot == b->slot && (a->peak > 0) == (b->peak > 0));
    for (int t = 0; t < alike->days; t++)
        if (param_base(a, t) != param_base(b, t)) alike->days = t;
}
#define NUMBER(field) number(alike, &a->field, &b->field)

/* Read of a day to come. */
static void number_ahead(struct alike *alike, const struct param *a, const struct param *b)
{
    const int before = alike->days;
    number(alike, a, b);
    must(alike, alike->days == before);
}

/* ---- streams ---- */

static void outcomes(struct alike *alike, const struct model_class *a, const struct model_class *b)
{
    for (size_t o = 0; alike->days > 0 && o < a->n_outcomes; o++) {
        SAME(outcomes[o].index);
        NUMBER(outcomes[o].share);
        NUMBER(outcomes[o].effort);
    }
}

static void class(struct alike *alike, const struct model_class *a, const struct model_class *b)
{
    SAME(priority), SAME(n_outcomes), SAME(batch.on);
    NUMBER(share), NUMBER(effort), NUMBER(shape), NUMBER(notice), NUMBER(drift), NUMBER(batch.size), NUMBER(batch.gain);
    outcomes(alike, a, b);
}

static void change(struct alike *alike, const struct model_change *a, const struct model_change *b)
{
    SAME(first), SAME(last), SAME(class), SAME(outcome);
    NUMBER(multiply);
}

static void shock(struct alike *alike, const struct model_shock *a, const struct model_shock *b)
{
    SAME(name), SAME(first), SAME(last);
    number_ahead(alike, &a->probability, &b->probability);
    NUMBER(multiply), NUMBER(add);
}

static void past(struct alike *alike, const struct model_past *a, const struct model_past *b)
{
    SAME(first), SAME(last), SAME(count);
}

static void disturbance(struct alike *alike, const struct model_disturbance *a, const struct model_disturbance *b)
{
    SAME(on), SAME(started), SAME(start), SAME(start_months), SAME(factor), SAME(loading);
    NUMBER(sd), NUMBER(persistence);
}

static void inflow(struct alike *alike, const struct model_inflow *a, const struct model_inflow *b)
{
    BY_DAY(day_weight), BY_DAY(mean);
    SAME(level_slot), SAME(grows);
    NUMBER(trend), NUMBER(dispersion);
    disturbance(alike, &a->disturbance, &b->disturbance);
    SAME(n_shocks), SAME(n_past);
    for (size_t i = 0; alike->days > 0 && i < a->n_shocks; i++) shock(alike, &a->shocks[i], &b->shocks[i]);
    for (size_t i = 0; alike->days > 0 && i < a->n_past; i++) past(alike, &a->past[i], &b->past[i]);
    BY_DAY(past_row);
}

static void bands(struct alike *alike, size_t n, const struct model_band *a, const struct model_band *b)
{
    for (size_t i = 0; alike->days > 0 && i < n; i++) {
        must(alike, a[i].after == b[i].after);
        number(alike, &a[i].rate, &b[i].rate);
    }
}

static void transfer(struct alike *alike, const struct model_transfer *a, const struct model_transfer *b)
{
    SAME(to), SAME(keeps);
    NUMBER(rate);
}

static void lags(struct alike *alike, const struct model_lags *a, const struct model_lags *b, int horizon)
{
    SAME(offset);
    SAME_ITEMS(lag, (size_t)(horizon + 1 + a->offset) * DELAY_POINTS);
}

static void lateness(struct alike *alike, const struct model_lateness *a, const struct model_lateness *b, int horizon)
{
    SAME(on), SAME(n_bands);
    bands(alike, a->n_bands, a->bands, b->bands);
    BY_DAY(administrative), BY_DAY(judicial);
    NUMBER(appeal), NUMBER(term), NUMBER(court_costs), NUMBER(further_appeal), NUMBER(payment_lag);
    lags(alike, &a->court, &b->court, horizon);
}

static void cells(struct alike *alike, size_t n, const struct opening_cell *a, const struct opening_cell *b)
{
    for (size_t i = 0; alike->days > 0 && i < n; i++)
        must(alike, a[i].received == b[i].received && a[i].class == b[i].class && a[i].step == b[i].step && a[i].count == b[i].count && a[i].delayed == b[i].delayed);
}

static void marks(struct alike *alike, size_t n, const struct opening_mark *a, const struct opening_mark *b)
{
    for (size_t i = 0; alike->days > 0 && i < n; i++) must(alike, a[i].day == b[i].day && a[i].count == b[i].count && a[i].regime == b[i].regime);
}

static void opening(struct alike *alike, const struct model_opening *a, const struct model_opening *b)
{
    SAME(n_cells), SAME(n_noticed), SAME(n_appealed), SAME(n_ordered);
    cells(alike, a->n_cells, a->cells, b->cells);
    marks(alike, a->n_noticed, a->noticed, b->noticed);
    marks(alike, a->n_appealed, a->appealed, b->appealed);
    marks(alike, a->n_ordered, a->ordered, b->ordered);
    SAME(early_regime), SAME(judicial_regime), SAME(dropped);
    NUMBER(outstanding);
}

static void mix(struct alike *alike, const struct model_mix *a, const struct model_mix *b)
{
    SAME(n);
    must(alike, (a->slots != NULL) == (b->slots != NULL));
    for (size_t i = 0; alike->days > 0 && i < a->n; i++) {
        must(alike, a->parts[i].order == b->parts[i].order && a->parts[i].share == b->parts[i].share);
        if (a->slots) SAME(slots[i]);
    }
}

static void delay(struct alike *alike, const struct model_delay *a, const struct model_delay *b, const struct model *m)
{
    SAME(none);
    if (alike->days == 0 || a->none) return;
    enum { DAY = DELAY_POINTS * sizeof(int32_t) }; /* what is due on a day was received by then */
    SAME_ITEMS(ready, (size_t)m->before * DELAY_POINTS);
    by_day(alike, a->ready + (size_t)m->before * DELAY_POINTS, b->ready + (size_t)m->before * DELAY_POINTS, DAY);
    NUMBER(scale);
    if (a->scale.slot != NO_SLOT) by_day(alike, a->days, b->days, DELAY_POINTS * sizeof *a->days);
}

static void step(struct alike *alike, const struct model_step *a, const struct model_step *b, const struct model *m)
{
    SAME(pool), SAME(effort_share), SAME(n_mixes), SAME(most_parts);
    NUMBER(capacity);
    delay(alike, &a->delay, &b->delay, m);
    for (size_t i = 0; alike->days > 0 && i < a->n_mixes; i++) mix(alike, &a->mixes[i], &b->mixes[i]);
    BY_DAY(mix), BY_DAY(stopped);
}

static int most_runs(const struct model_stream *s)
{
    int most = 0;
    for (size_t i = 0; i < s->n_clocks * s->n_epochs; i++) most = s->epochs[i].n_runs > most ? s->epochs[i].n_runs : most;
    return most;
}

/* Epochs are alike up to the first of another day or with other deadlines; there is room for as many runs as the first model has. */
static void clocks(struct alike *alike, const struct model_stream *a, const struct model_stream *b, const struct model *m)
{
    must(alike, most_runs(b) <= most_runs(a));
    for (size_t i = 0; alike->days > 0 && i < a->n_clocks * a->n_epochs; i++) {
        const size_t clock = i / a->n_epochs, e = i % a->n_epochs;
        const struct model_epoch *one = &a->epochs[i], *other = e < b->n_epochs ? &b->epochs[clock * b->n_epochs + e] : one;
        const bool same = e < b->n_epochs && one->from == other->from && memcmp(one->deadline, other->deadline, (size_t)m->days * sizeof *one->deadline) == 0;
        const int from = one->from < other->from ? one->from : other->from;
        if (!same && from < alike->days) alike->days = from;
    }
    if (b->n_epochs > a->n_epochs && b->epochs[a->n_epochs].from < alike->days) alike->days = b->epochs[a->n_epochs].from;
}

static void redating(struct alike *alike, const struct model_redating *a, const struct model_redating *b, const struct model *m)
{
    must(alike, (a != NULL) == (b != NULL));
    if (!a || !b) return;
    SAME(n);
    SAME_ITEMS(base, (size_t)m->days);
    for (size_t i = 0; alike->days > 0 && i < a->n; i++) {
        SAME(rules[i].in_force);
        SAME(rules[i].from);
        SAME(rules[i].until);
        SAME(rules[i].applies_to);
        SAME_ITEMS(rules[i].deadline, (size_t)m->days);
    }
}

static void stream_switches(struct alike *alike, const struct model_stream *a, const struct model_stream *b)
{
    SAME(id), SAME(pool), SAME(n_steps), SAME(named_steps), SAME(earlier_first), SAME(has_period), SAME(has_key), SAME(n_classes),
        SAME(n_outcomes), SAME(n_clocks), SAME(effort_varies), SAME(drifts), SAME(batches), SAME(n_changes), SAME(has_patience), SAME(patience),
        SAME(uses_noticed), SAME(by_deadline), SAME(withdraws), SAME(n_withdrawals), SAME(n_transfers);
}

static void stream(struct alike *alike, const struct model_stream *a, const struct model_stream *b, const struct model *m)
{
    stream_switches(alike, a, b);
    for (size_t i = 0; alike->days > 0 && i < a->n_steps; i++) step(alike, &a->steps[i], &b->steps[i], m);
    SAME_ITEMS(target, (size_t)m->days);
    inflow(alike, &a->inflow, &b->inflow);
    for (size_t i = 1; alike->days > 0 && i < a->n_clocks; i++) {
        SAME(suspensions[i - 1].days);
        NUMBER(suspensions[i - 1].share);
    }
    for (size_t i = 0; alike->days > 0 && i < a->n_classes; i++) class(alike, &a->classes[i], &b->classes[i]);
    for (size_t i = 0; alike->days > 0 && i < a->n_changes; i++) change(alike, &a->changes[i], &b->changes[i]);
    SAME(pressure.on);
    NUMBER(pressure.from), NUMBER(pressure.full), NUMBER(pressure.effort);
    if (alike->days > 0) bands(alike, a->n_withdrawals, a->withdrawals, b->withdrawals);
    for (size_t i = 0; alike->days > 0 && i < a->n_transfers; i++) transfer(alike, &a->transfers[i], &b->transfers[i]);
    lateness(alike, &a->lateness, &b->lateness, m->horizon);
    opening(alike, &a->opening, &b->opening);
    NUMBER(correction_rate);
    BY_DAY(correction);
    clocks(alike, a, b, m);
    redating(alike, a->redating, b->redating, m);
}

/* ---- pools, links, money, rules ---- */

static void hiring(struct alike *alike, const struct model_hiring *a, const struct model_hiring *b)
{
    SAME(on), SAME(to_target), SAME(by_chance), SAME(at_rate), SAME(vacancies);
    NUMBER(plan), NUMBER(target), NUMBER(rate), NUMBER(fill);
}

static void absence(struct alike *alike, const struct model_staff *a, const struct model_staff *b)
{
    NUMBER(absence);
    SAME_ITEMS(absence_weight, 12);
    SAME(n_shocks);
    for (size_t i = 0; alike->days > 0 && i < a->n_shocks; i++) {
        SAME(shocks[i].name);
        SAME(shocks[i].first);
        SAME(shocks[i].last);
        number_ahead(alike, &a->shocks[i].probability, &b->shocks[i].probability);
        NUMBER(shocks[i].size);
    }
}

static void staff(struct alike *alike, const struct model_staff *a, const struct model_staff *b)
{
    must(alike, (a != NULL) == (b != NULL));
    if (!a || !b) return;
    SAME_ITEMS(opening, STAFF_STAGES);
    SAME(n_groups), SAME(earlier), SAME(n_productivity);
    for (size_t i = 0; alike->days > 0 && i < a->n_groups; i++) must(alike, a->groups[i].months == b->groups[i].months && a->groups[i].heads == b->groups[i].heads);
    for (size_t i = 0; alike->days > 0 && i < a->n_productivity; i++) NUMBER(productivity[i]);
    for (int i = 0; i < STAFF_STAGES; i++) NUMBER(leaving[i]);
    NUMBER(fte_per_head), NUMBER(external_fte_per_head), NUMBER(months), NUMBER(mentor), NUMBER(leave), NUMBER(overtime);
    BY_DAY(leave_weight);
    hiring(alike, &a->own, &b->own);
    hiring(alike, &a->external, &b->external);
    absence(alike, a, b);
}

static void member(struct alike *alike, const struct model_member *a, const struct model_member *b)
{
    SAME(stream), SAME(priority_rank), SAME(n_steps);
    SAME_ITEMS(steps, a->n_steps);
    NUMBER(share), NUMBER(ring_fenced), NUMBER(plan);
}

static void pool(struct alike *alike, const struct model_pool *a, const struct model_pool *b)
{
    SAME(id), SAME(n_members);
    NUMBER(fte), NUMBER(hours_per_fte);
    staff(alike, a->staff, b->staff);
    BY_DAY(rule);
    for (size_t i = 0; alike->days > 0 && i < a->n_members; i++) member(alike, &a->members[i], &b->members[i]);
    SAME_ITEMS(by_priority, a->n_members), SAME_ITEMS(by_id, a->n_members);
}

static void link(struct alike *alike, const struct model_link *a, const struct model_link *b, int horizon)
{
    SAME(id), SAME(from), SAME(to), SAME(event), SAME(at_most_one), SAME(of_open), SAME(shortest), SAME(length);
    NUMBER(number), NUMBER(under_pressure);
    SAME_ITEMS(kernel, (size_t)a->length + 1);
    must(alike, (a->lags.lag != NULL) == (b->lags.lag != NULL));
    if (a->lags.lag) lags(alike, &a->lags, &b->lags, horizon);
    SAME_ITEMS(history, (size_t)a->length), SAME_ITEMS(whole_history, (size_t)a->length), SAME_ITEMS(history_number, (size_t)a->length);
}

static void move(struct alike *alike, const struct model_move *a, const struct model_move *b)
{
    SAME(id), SAME(from), SAME(to), SAME(day), SAME(back), SAME(stage);
    NUMBER(heads);
}

static void income(struct alike *alike, const struct model_income *a, const struct model_income *b)
{
    SAME(given);
    NUMBER(per_received), NUMBER(per_decision), NUMBER(per_year);
}

static void money(struct alike *alike, const struct model *one, const struct model *other)
{
    const struct model_money *a = one->money, *b = other->money;
    must(alike, (a != NULL) == (b != NULL));
    if (alike->days == 0 || !a) return;
    for (size_t i = 0; i < one->n_streams; i++) income(alike, &a->streams[i], &b->streams[i]);
    income(alike, &a->all, &b->all);
    for (size_t i = 0; i < one->n_pools; i++) {
        SAME(pools[i].given);
        NUMBER(pools[i].own);
        NUMBER(pools[i].external);
    }
}

static void condition(struct alike *alike, const struct model_condition *a, const struct model_condition *b)
{
    SAME(given), SAME(measure), SAME(stream), SAME(pool), SAME(above), SAME(level), SAME(days), SAME(over), SAME(after);
}

static void pool_change(struct alike *alike, const struct model_pool_change *a, const struct model_pool_change *b)
{
    SAME(pool), SAME(allocation);
    NUMBER(multiply), NUMBER(add), NUMBER(hire), NUMBER(external);
}

static void stream_change(struct alike *alike, const struct model_stream_change *a, const struct model_stream_change *b, const struct model *m)
{
    SAME(stream), SAME(mix), SAME(redates);
    NUMBER(inflow), NUMBER(effort), NUMBER(capacity);
    SAME(clock.in_force), SAME(clock.from), SAME(clock.until), SAME(clock.applies_to);
    SAME_ITEMS(clock.deadline, (size_t)m->days);
}

static void rule(struct alike *alike, const struct model_rule *a, const struct model_rule *b, const struct model *m)
{
    condition(alike, &a->when, &b->when);
    condition(alike, &a->until, &b->until);
    SAME(after), SAME(lasts), SAME(at_most), SAME(n_pools), SAME(n_streams);
    for (size_t i = 0; alike->days > 0 && i < a->n_pools; i++) pool_change(alike, &a->pools[i], &b->pools[i]);
    for (size_t i = 0; alike->days > 0 && i < a->n_streams; i++) stream_change(alike, &a->streams[i], &b->streams[i], m);
}

/* ---- the whole ---- */

static void regimes(struct alike *alike, const struct model *a, const struct model *b)
{
    SAME(n_administrative), SAME(n_judicial);
    for (size_t i = 0; alike->days > 0 && i < a->n_administrative; i++) {
        SAME(administrative[i].grace);
        SAME(administrative[i].n);
        SAME_ITEMS(administrative[i].tiers, a->administrative[i].n);
    }
    for (size_t i = 0; alike->days > 0 && i < a->n_judicial; i++) {
        SAME(judicial[i].euro_per_day);
        SAME(judicial[i].cap);
    }
}

static void chances(struct alike *alike, const struct model *a, const struct model *b)
{
    SAME(n_slots), SAME(n_factors);
    SAME_ITEMS(factors, a->n_factors);
    for (size_t i = 0; alike->days > 0 && i < a->n_slots; i++) {
        SAME(slots[i].entity);
        SAME(slots[i].uncertainty.shape);
        SAME(slots[i].uncertainty.low);
        SAME(slots[i].uncertainty.mode);
        SAME(slots[i].uncertainty.high);
        SAME(slots[i].uncertainty.factor);
        SAME(slots[i].uncertainty.loading);
    }
}

static void frame(struct alike *alike, const struct model *a, const struct model *b)
{
    SAME(layout.opening_date), SAME(layout.horizon), SAME(layout.n_entities), SAME(layout.n_rules), SAME(layout.n_steps), SAME(scale),
        SAME(day0), SAME(horizon), SAME(before), SAME(days), SAME(months), SAME(n_streams), SAME(n_pools), SAME(n_links), SAME(n_moves),
        SAME(n_rules);
}

static void calendar(struct alike *alike, const struct model *a, const struct model *b)
{
    BY_DAY(works), BY_DAY(per_year), BY_DAY(per_working), BY_DAY(month), BY_DAY(working_of), BY_DAY(working_number);
    for (int i = 0; i < 4; i++) SAME_ITEMS(older_than[i], (size_t)a->horizon + 2);
}

static void entities(struct alike *alike, const struct model *a, const struct model *b)
{
    for (size_t i = 0; alike->days > 0 && i < a->n_streams; i++) stream(alike, &a->streams[i], &b->streams[i], a);
    for (size_t i = 0; alike->days > 0 && i < a->n_pools; i++) pool(alike, &a->pools[i], &b->pools[i]);
    for (size_t i = 0; alike->days > 0 && i < a->n_links; i++) link(alike, &a->links[i], &b->links[i], a->horizon);
    for (size_t i = 0; alike->days > 0 && i < a->n_moves; i++) move(alike, &a->moves[i], &b->moves[i]);
    money(alike, a, b);
    for (size_t i = 0; alike->days > 0 && i < a->n_rules; i++) rule(alike, &a->rules[i], &b->rules[i], a);
}

int model_days_alike(const struct model *a, const struct model *b)
{
    struct alike alike = {.days = a->horizon + 1};
    frame(&alike, a, b);
    if (alike.days > 0) calendar(&alike, a, b);
    if (alike.days > 0) regimes(&alike, a, b);
    if (alike.days > 0) chances(&alike, a, b);
    entities(&alike, a, b);
    return alike.days;
}
