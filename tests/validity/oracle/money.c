/* Penalties: accrued by the day, paid after a while. */
#include <math.h>

#include "state.h"

static bool is_late(const struct oracle_case *c, int day)
{
    return c->deadline < day;
}

static int longest(const struct administrative_regime *regime)
{
    int days = 0;
    for (size_t i = 0; i < regime->n; i++) {
        days += regime->tiers[i].days;
    }
    return days;
}

/* Euros of the n-th penalty day, from 0. */
static int rate_of(const struct administrative_regime *regime, int n)
{
    size_t i = 0;
    while (i < regime->n && n >= regime->tiers[i].days) {
        n -= regime->tiers[i++].days;
    }
    return i < regime->n ? regime->tiers[i].euro_per_day : 0;
}

static const struct administrative_regime *administrative(const struct oracle *o, const struct oracle_case *c)
{
    return c->administrative < 0 ? NULL : &o->scenario->administrative[c->administrative];
}

/* Euros of this evening, 0 when the penalty does not run. */
int64_t oracle_accrue_administrative(struct oracle *o, struct oracle_case *c, int day)
{
    const struct administrative_regime *regime = administrative(o, c);
    if (c->notice == NEVER || !regime || day < c->notice + regime->grace + 1 || !is_late(c, day) ||
        c->administrative_days >= longest(regime)) {
        return 0;
    }
    return rate_of(regime, c->administrative_days++);
}

int64_t oracle_accrue_judicial(struct oracle *o, struct oracle_case *c, int day)
{
    if (c->term_end == NEVER || c->judicial < 0 || day <= c->term_end || !is_late(c, day)) {
        return 0;
    }
    const struct judicial_regime *regime = &o->scenario->judicial[c->judicial];
    int64_t left = regime->cap - c->judicial_sum;
    int64_t euros = left < regime->euro_per_day ? left : regime->euro_per_day;
    c->judicial_sum += euros;
    if (euros > 0 && c->judicial_sum == regime->cap) {
        c->cap_day = day;
    }
    return euros;
}

int64_t oracle_still_to_accrue(const struct oracle *o, const struct oracle_case *c)
{
    int64_t euros = 0;
    const struct administrative_regime *regime = administrative(o, c);
    for (int n = c->administrative_days; regime && n < longest(regime); n++) {
        euros += rate_of(regime, n);
    }
    if (c->term_end != NEVER && c->judicial >= 0) {
        euros += o->scenario->judicial[c->judicial].cap - c->judicial_sum;
    }
    return euros;
}

static void pay_on(struct oracle *o, struct stream_state *s, int day, int64_t euros)
{
    if (day <= o->horizon) {
        s->payments[day - o->day0] += euros;
    } else {
        s->beyond += euros;
    }
}

static int payment_day(struct oracle *o, const struct stream_state *s)
{
    return o->today + (int)lround(oracle_value(o, &s->spec->lateness.payment_lag, o->today));
}

/* The case leaves, or has accrued all it can of a kind: its euros of that kind are on their way. */
static void settle_kind(struct oracle *o, struct stream_state *s, int64_t *due)
{
    if (*due > 0) {
        pay_on(o, s, payment_day(o, s), *due);
        *due = 0;
    }
}

void oracle_settle(struct oracle *o, size_t stream, struct oracle_case *c)
{
    settle_kind(o, &o->streams[stream], &c->administrative_due);
    settle_kind(o, &o->streams[stream], &c->judicial_due);
}

/* The opening's euros, in equal daily parts over the payment lag of day 0. */
void oracle_schedule_outstanding(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    int64_t total = llround(oracle_scale(o) * oracle_value(o, &s->spec->opening.outstanding, o->day0));
    int64_t lag = lround(oracle_value(o, &s->spec->lateness.payment_lag, o->day0));
    lag = lag > 1 ? lag : 1;
    for (int64_t t = 0; t < lag; t++) {
        pay_on(o, s, o->day0 + (int)t, total * (t + 1) / lag - total * t / lag);
    }
    s->outstanding = total;
}

void oracle_accrual(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    struct day_flows *flows = oracle_flows(o, stream);
    for (size_t i = 0; i < s->cases.n; i++) {
        struct oracle_case *c = &s->cases.at[i];
        int64_t admin = oracle_accrue_administrative(o, c, o->today);
        int64_t court = oracle_accrue_judicial(o, c, o->today);
        flows->accrued += admin + court;
        c->administrative_due += admin;
        c->judicial_due += court;
        if (c->administrative_due > 0 && c->administrative_days == longest(administrative(o, c))) {
            settle_kind(o, s, &c->administrative_due);
        }
        if (c->cap_day == o->today) {
            settle_kind(o, s, &c->judicial_due);
        }
    }
    flows->paid = s->payments[o->today - o->day0];
    s->outstanding += flows->accrued - flows->paid;
}
