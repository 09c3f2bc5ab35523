/* What arrives: corrections, the stream's own inflow with its disturbances, shocks and past, and links. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

#include "state.h"

static double month_noise(struct oracle *o, const struct disturbance_spec *spec, size_t month)
{
    double own = gsl_ran_ugaussian(o->rng);
    if (spec->factor < 0) {
        return own;
    }
    double common = o->factor_month[(size_t)spec->factor * o->n_months + month];
    return spec->loading * common + sqrt(1 - spec->loading * spec->loading) * own;
}

/* exp(x - v / 2) of every month; dated keys of the disturbance are those of the month's first simulated day. */
static void draw_disturbance(struct oracle *o, struct stream_state *s)
{
    const struct disturbance_spec *spec = &s->spec->inflow.disturbance;
    int month0 = month_index(o->day0);
    int start = month_index(o->scenario->opening_date) - month0; /* the month of `start`: -1 or 0 */
    double x = spec->start_given ? spec->start : 0;
    for (int m = 0; m < (int)o->n_months; m++) {
        int first = m == 0 ? o->day0 : month_start(month0 + m);
        double sd = oracle_value(o, &spec->sd, first);
        double p = fmin(1, oracle_value(o, &spec->persistence, first));
        bool walk = p >= 1;
        double months = spec->start_given ? m - start : m + 1;
        if (!spec->start_given && m == 0) {
            x = sd * month_noise(o, spec, 0);
        } else if (!(spec->start_given && m == start)) {
            x = p * x + (walk ? sd : sd * sqrt(1 - p * p)) * month_noise(o, spec, (size_t)m);
        }
        double v = walk ? months * sd * sd : sd * sd;
        s->disturbance[m] = exp(x - v / 2);
    }
}

/* Exactly the counted cases, each on a day of its row; days outside the simulated time fall away. */
static void draw_past(struct oracle *o, struct stream_state *s)
{
    memset(s->past, 0, o->n_days * sizeof *s->past);
    memset(s->past_known, 0, o->n_days * sizeof *s->past_known);
    for (size_t i = 0; i < s->spec->inflow.n_past; i++) {
        const struct past_row *row = &s->spec->inflow.past[i];
        if (row->last < o->day0 || row->first > o->horizon) {
            continue;
        }
        for (int day = row->first; day <= row->last; day++) {
            if (day >= o->day0 && day <= o->horizon) {
                s->past_known[day - o->day0] = true;
            }
        }
        long count = lround(oracle_scale(o) * (double)row->count);
        unsigned long days = (unsigned long)(row->last - row->first + 1);
        for (long c = 0; c < count; c++) {
            int day = row->first + (int)gsl_rng_uniform_int(o->rng, days);
            if (day >= o->day0 && day <= o->horizon) {
                s->past[day - o->day0]++;
            }
        }
    }
}

void oracle_draw_inflow(struct oracle *o)
{
    for (size_t i = 0; i < o->scenario->n_factors * o->n_months; i++) {
        o->factor_month[i] = gsl_ran_ugaussian(o->rng);
    }
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        struct stream_state *s = &o->streams[i];
        const struct inflow_spec *spec = &s->spec->inflow;
        if (spec->disturbance.given) {
            draw_disturbance(o, s);
        }
        for (size_t j = 0; j < spec->n_shocks; j++) {
            s->shock_happens[j] = oracle_chance(o, oracle_value(o, &spec->shocks[j].probability, spec->shocks[j].date));
        }
        draw_past(o, s);
    }
}

static double inflow_mean(struct oracle *o, const struct stream_state *s)
{
    const struct inflow_spec *spec = &s->spec->inflow;
    int t = o->today - o->day0;
    double base = oracle_per_day(oracle_value(o, &spec->level, o->today), o->today);
    base *= pow(fmax(0.01, 1 + oracle_value(o, &spec->trend, o->today)), t / 365.2425);
    if (spec->profile_given) {
        base *= spec->profile[date_from_day(o->today).month - 1];
    }
    if (spec->disturbance.given) {
        base *= s->disturbance[month_index(o->today) - month_index(o->day0)];
    }
    double add = 0;
    for (size_t i = 0; i < spec->n_shocks; i++) {
        const struct shock_spec *shock = &spec->shocks[i];
        if (s->shock_happens[i] && o->today >= shock->date && o->today < shock->date + shock->days) {
            base *= oracle_value(o, &shock->multiply, o->today);
            add += oracle_value(o, &shock->add, o->today) / shock->days;
        }
    }
    return oracle_scale(o) * (base + add) * s->day_weights[t] * oracle_rules_factor(o, (size_t)(s - o->streams), ON_INFLOW);
}

/* The stream's own inflow of today, where no past is known. */
static int own_inflow(struct oracle *o, const struct stream_state *s)
{
    double mean = inflow_mean(o, s);
    double dispersion = oracle_value(o, &s->spec->inflow.dispersion, o->today);
    if (mean > 0 && dispersion > 1) {
        mean = gsl_ran_gamma(o->rng, mean / (dispersion - 1), dispersion - 1);
    }
    return mean > 0 ? (int)gsl_ran_poisson(o->rng, mean) : 0;
}

/* Whole cases of the running sum; a sum that is whole but for rounding counts as whole. */
static long whole(double sum)
{
    return (long)trunc(sum + copysign(1e-9, sum));
}

static void correct(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    double before = s->correction;
    s->correction += oracle_scale(o) * oracle_per_day(oracle_value(o, &s->spec->correction, o->today), o->today);
    long n = whole(s->correction) - whole(before);
    for (; n < 0 && s->cases.n > 0; n++) {
        oracle_leave(o, stream, gsl_rng_uniform_int(o->rng, s->cases.n), LEAVES_CORRECTED);
    }
    for (; n > 0; n--) {
        oracle_receive(o, stream);
        oracle_flows(o, stream)->added++;
    }
}

void oracle_arrivals(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    correct(o, stream);
    bool known = s->past_known[o->today - o->day0];
    int n = known ? s->past[o->today - o->day0] : own_inflow(o, s);
    for (size_t i = 0; i < o->scenario->n_links; i++) {
        if (o->links[i].spec->to == (int)stream) {
            s->held += oracle_link_arrivals(o, i);
        }
    }
    if (known) {
        s->held = 0;
    } else if (s->day_weights[o->today - o->day0] > 0) {
        n += s->held;
        s->held = 0;
    }
    for (int i = 0; i < n; i++) {
        oracle_receive(o, stream);
    }
    oracle_flows(o, stream)->inflow += n;
}
