/* Quantities: their value of a day, their multiplier of a replication; names in force; the dated keys of a stream. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

#include "state.h"

double oracle_value_at(const struct quantity *q, int day)
{
    size_t i = 0;
    while (i + 1 < q->n && q->points[i + 1].date <= day) {
        i++;
    }
    const struct dated_number *a = &q->points[i];
    if (!q->linear || i + 1 == q->n || day <= a->date) {
        return a->value;
    }
    const struct dated_number *b = a + 1;
    double along = ((double)day - a->date) / ((double)b->date - a->date);
    return a->value + (b->value - a->value) * along;
}

static double triangular_quantile(double low, double mode, double high, double p)
{
    if (high <= low) {
        return mode;
    }
    double below = (mode - low) / (high - low);
    if (p <= below) {
        return low + sqrt(p * (high - low) * (mode - low));
    }
    return high - sqrt((1 - p) * (high - low) * (high - mode));
}

static double multiplier_of(const struct oracle *o, const struct uncertainty *u, double own)
{
    double z = own;
    if (u->factor >= 0) {
        z = u->loading * o->factor_value[u->factor] + sqrt(1 - u->loading * u->loading) * own;
    }
    switch (u->shape) {
    case UNCERTAIN_NORMAL:
        return fmax(0, 1 + u->high * z);
    case UNCERTAIN_LOGNORMAL:
        return exp(u->high * z - u->high * u->high / 2);
    case UNCERTAIN_UNIFORM:
        return 1 + u->high * (2 * gsl_cdf_ugaussian_P(z) - 1);
    case UNCERTAIN_TRIANGULAR:
        return 1 + triangular_quantile(u->low, u->mode, u->high, gsl_cdf_ugaussian_P(z));
    case CERTAIN:
        break;
    }
    return 1;
}

/* One normal a key path and replication; drawn when it is first asked for. */
double oracle_multiplier(struct oracle *o, const char *path, const struct uncertainty *u)
{
    if (u->shape == CERTAIN) {
        return 1;
    }
    for (size_t i = 0; i < o->n_multipliers; i++) {
        if (strcmp(o->multipliers[i].path, path) == 0) {
            return multiplier_of(o, u, o->multipliers[i].own);
        }
    }
    double own = gsl_ran_ugaussian(o->rng);
    if (o->n_multipliers == o->max_multipliers) {
        o->failed = true;
        return 1;
    }
    o->multipliers[o->n_multipliers++] = (struct multiplier){path, own};
    return multiplier_of(o, u, own);
}

double oracle_value(struct oracle *o, const struct quantity *q, int day)
{
    return oracle_value_at(q, day) * oracle_multiplier(o, q->path, &q->uncertainty);
}

double oracle_scale(const struct oracle *o)
{
    return oracle_value_at(&o->scenario->scale, o->scenario->opening_date);
}

double oracle_hazard(struct oracle *o, const struct quantity *rate, int day, double factor)
{
    return -expm1(-oracle_value(o, rate, day) * factor / 365.2425);
}

bool oracle_chance(struct oracle *o, double probability)
{
    return probability > 0 && gsl_rng_uniform(o->rng) < probability;
}

int oracle_name_on(const struct name_series *series, int day, int absent)
{
    if (series->n == 0) {
        return absent;
    }
    size_t i = 0;
    while (i + 1 < series->n && series->points[i + 1].date <= day) {
        i++;
    }
    return series->points[i].index;
}

int oracle_regime_on(const struct name_series *series, int day)
{
    return series->n > 0 && series->points[0].date <= day ? oracle_name_on(series, day, -1) : -1;
}

/* The opening date's own row goes by the keys of day 0. */
int oracle_key_day(const struct oracle *o)
{
    return o->today < o->day0 ? o->day0 : o->today;
}

static void outcomes_today(struct oracle *o, const struct class_spec *spec, struct class_today *class)
{
    double sum = 0;
    for (size_t i = 0; i < spec->n_outcomes; i++) {
        class->outcome_share[i] = oracle_value(o, &spec->outcomes[i].share, oracle_key_day(o));
        class->outcome_effort[i] = oracle_value(o, &spec->outcomes[i].effort, oracle_key_day(o));
        sum += class->outcome_share[i];
    }
    class->change = 1;
    class->mean_multiplier = 0;
    for (size_t i = 0; i < spec->n_outcomes; i++) {
        class->outcome_share[i] = sum > 0 ? class->outcome_share[i] / sum : oracle_value_at(&spec->outcomes[i].share, oracle_key_day(o));
        class->mean_multiplier += class->outcome_share[i] * class->outcome_effort[i];
    }
}

void oracle_dated_keys(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    int day = oracle_key_day(o);
    double sum = 0;
    for (size_t i = 0; i < s->spec->n_classes; i++) {
        const struct class_spec *spec = &s->spec->classes[i];
        struct class_today *class = &s->classes[i];
        class->share = oracle_value(o, &spec->share, day);
        class->effort = oracle_value(o, &spec->effort, day) * oracle_rules_factor(o, stream, ON_EFFORT);
        class->shape = fmax(0.01, oracle_value(o, &spec->effort_shape, day));
        class->notice = oracle_value(o, &spec->notice, day);
        outcomes_today(o, spec, class);
        sum += class->share;
    }
    for (size_t i = 0; i < s->spec->n_classes; i++) {
        s->classes[i].share = sum > 0 ? s->classes[i].share / sum : oracle_value_at(&s->spec->classes[i].share, day);
    }
    oracle_effort(o, stream);
}
