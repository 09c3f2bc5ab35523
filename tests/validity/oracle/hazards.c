/* What happens to open cases by chance or by the court: step 5 of a day. */
#include <math.h>

#include "state.h"

/* One hazard for all, or by days since the case was received. */
static double withdrawal_chance(struct oracle *o, const struct stream_state *s, const struct oracle_case *c)
{
    double p = oracle_hazard(o, &s->spec->withdrawal, o->today, 1);
    for (size_t i = 0; i < s->spec->n_withdrawal_bands; i++) {
        const struct withdrawal_band *band = &s->spec->withdrawal_bands[i];
        p = band->after <= o->today - c->received ? oracle_hazard(o, &band->rate, o->today, 1) : p;
    }
    return p;
}

static void withdrawals(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    for (size_t i = s->cases.n; i-- > 0;) {
        if (oracle_chance(o, withdrawal_chance(o, s, &s->cases.at[i]))) {
            oracle_leave(o, stream, i, LEAVES_WITHDRAWN);
        }
    }
}

static void transfers(struct oracle *o, size_t stream, const struct transfer_spec *transfer)
{
    struct stream_state *s = &o->streams[stream];
    double p = oracle_hazard(o, &transfer->rate, o->today, 1);
    for (size_t i = s->cases.n; i-- > 0;) {
        if (oracle_chance(o, p)) {
            const struct oracle_case *c = &s->cases.at[i];
            oracle_push_joining(o,
                                (struct joining){transfer->to, c->received, transfer->clock_keeps ? c->start : NEVER});
            oracle_leave(o, stream, i, LEAVES_TRANSFERRED);
        }
    }
}

/* The hazard of the last band that the case is past. */
static double notice_chance(struct oracle *o, const struct stream_state *s, const struct oracle_case *c)
{
    const struct lateness_spec *lateness = &s->spec->lateness;
    double p = 0;
    for (size_t i = 0; i < lateness->n_bands; i++) {
        if (lateness->bands[i].after < o->today - c->deadline) {
            p = oracle_hazard(o, &lateness->bands[i].rate, o->today, s->classes[c->class].notice);
        }
    }
    return p;
}

static void notices(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    for (size_t i = 0; i < s->cases.n; i++) {
        struct oracle_case *c = &s->cases.at[i];
        bool may = c->notice == NEVER && c->deadline < o->today;
        if (may && oracle_chance(o, notice_chance(o, s, c))) {
            c->notice = o->today;
            c->administrative = oracle_regime_on(&s->spec->lateness.administrative, o->today);
            oracle_flows(o, stream)->notices++;
        }
    }
}

/* A first appeal by hazard; a further one, or none, on the day after the cap of an order was reached. */
static void late_appeals(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    double p = oracle_hazard(o, &s->spec->lateness.appeal, o->today, 1);
    double further = oracle_value(o, &s->spec->lateness.further_appeal, o->today);
    for (size_t i = 0; i < s->cases.n; i++) {
        struct oracle_case *c = &s->cases.at[i];
        bool first = c->notice != NEVER && o->today >= c->notice + 15 && !c->appealed;
        bool again = c->cap_day == o->today - 1 && c->cap_day >= o->day0;
        if ((first && oracle_chance(o, p)) || (again && oracle_chance(o, further))) {
            c->appealed = true;
            c->term_end = NEVER;
            c->order_due = o->today + oracle_lag(o, &s->court, o->today);
            oracle_flows(o, stream)->appeals++;
        }
    }
}

static void court_orders(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    const struct lateness_spec *lateness = &s->spec->lateness;
    for (size_t i = 0; i < s->cases.n; i++) {
        struct oracle_case *c = &s->cases.at[i];
        if (c->order_due != o->today) {
            continue;
        }
        struct day_flows *flows = oracle_flows(o, stream);
        c->order_due = NEVER;
        c->term_end = o->today + (int)lround(oracle_value(o, &lateness->term, o->today));
        c->judicial = oracle_regime_on(&lateness->judicial, o->today);
        c->judicial_sum = 0;
        c->cap_day = NEVER;
        flows->orders++;
        flows->costs += lround(oracle_value(o, &lateness->court_costs, o->today));
    }
}

/* Those that have waited as long as they will. */
static void losses(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    for (size_t i = s->cases.n; s->spec->has_patience && i-- > 0;) {
        if (o->today - s->cases.at[i].received >= s->spec->patience) {
            oracle_leave(o, stream, i, LEAVES_LOST);
        }
    }
}

void oracle_hazards(struct oracle *o, size_t stream)
{
    const struct stream_spec *spec = o->streams[stream].spec;
    withdrawals(o, stream);
    for (size_t i = 0; i < spec->n_transfers; i++) {
        transfers(o, stream, &spec->transfers[i]);
    }
    notices(o, stream);
    late_appeals(o, stream);
    court_orders(o, stream);
    losses(o, stream);
}
