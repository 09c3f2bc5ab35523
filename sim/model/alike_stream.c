#include "model/alike_ways.h"

KNOWN(model_stream, 880) KNOWN(model_inflow, 232) KNOWN(model_disturbance, 96) KNOWN(model_shock, 112) KNOWN(model_class, 824)
KNOWN(model_outcome, 72) KNOWN(model_batch, 72) KNOWN(model_pressure, 104) KNOWN(model_change, 48) KNOWN(model_delay, 72) KNOWN(model_epoch, 32)
KNOWN(model_redating, 24) KNOWN(dated_period, 24) KNOWN(model_suspension, 40) KNOWN(model_past, 16) KNOWN(model_band, 40) KNOWN(model_transfer, 40)
KNOWN(model_lateness, 216) KNOWN(model_opening, 112) KNOWN(opening_cell, 32) KNOWN(opening_mark, 24) KNOWN(model_step, 160) KNOWN(model_mix, 24)
KNOWN(order_part, 72)

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

void alike_streams(struct alike *alike, const struct model_stream *a, const struct model_stream *b, const struct model *m)
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
