/* Suspension of the clock: a share of the cases gets so many days more. */
#include <math.h>
#include <stdlib.h>

#include "state.h"

/* The chance of each, of shares that are those of a day; all together at most 1. */
static double chance_of(double share, double sum)
{
    return share / fmax(1, sum);
}

int oracle_draw_suspension(struct oracle *o, size_t stream)
{
    const struct clock_spec *clock = &o->streams[stream].spec->clock;
    double sum = 0, u = gsl_rng_uniform(o->rng);
    for (size_t i = 0; i < clock->n_suspensions; i++) {
        sum += oracle_value(o, &clock->suspensions[i].share, o->today);
    }
    for (size_t i = 0; i < clock->n_suspensions; i++) {
        u -= chance_of(oracle_value(o, &clock->suspensions[i].share, o->today), sum);
        if (u < 0) {
            return (int)i;
        }
    }
    return NO_SUSPENSION;
}

int oracle_suspension_days(const struct stream_spec *stream, int suspension)
{
    return suspension == NO_SUSPENSION ? 0 : stream->clock.suspensions[suspension].days;
}

/* Chances on day 0 without multipliers: [0] of none, [1 + i] of the i-th. */
static void opening_chances(const struct oracle *o, const struct clock_spec *clock, double chances[])
{
    double sum = 0;
    for (size_t i = 0; i < clock->n_suspensions; i++) {
        sum += oracle_value_at(&clock->suspensions[i].share, o->day0);
    }
    chances[0] = 1;
    for (size_t i = 0; i < clock->n_suspensions; i++) {
        chances[1 + i] = chance_of(oracle_value_at(&clock->suspensions[i].share, o->day0), sum);
        chances[0] -= chances[1 + i];
    }
}

/* The one that is furthest behind. */
static size_t next_of(size_t n, const double chances[], double behind[])
{
    size_t best = 0;
    for (size_t i = 0; i < n; i++) {
        behind[i] += chances[i];
        best = behind[i] > behind[best] + 1e-9 ? i : best;
    }
    behind[best] -= 1;
    return best;
}

static int oldest_day(const struct oracle *o, const struct stream_state *s)
{
    int oldest = o->scenario->opening_date;
    for (size_t i = 0; i < s->cases.n; i++) {
        oldest = s->cases.at[i].received < oldest ? s->cases.at[i].received : oldest;
    }
    return oldest;
}

/* From the highest age to the lowest, those of one age in the order of the steps. */
static void open_class(struct oracle *o, struct stream_state *s, int class, const double chances[])
{
    size_t n = 1 + s->spec->clock.n_suspensions;
    double *behind = calloc(n, sizeof *behind);
    int received = oldest_day(o, s);
    size_t step = 0;
    while (behind && received <= o->scenario->opening_date) {
        for (size_t i = 0; i < s->cases.n; i++) {
            struct oracle_case *c = &s->cases.at[i];
            if (c->class == class && c->received == received && c->step == step) {
                c->suspension = (int)next_of(n, chances, behind) - 1;
            }
        }
        step = (step + 1) % s->n_steps;
        received += step == 0;
    }
    o->failed = o->failed || !behind;
    free(behind);
}

void oracle_opening_suspensions(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    const struct clock_spec *clock = &s->spec->clock;
    double *chances = calloc(1 + clock->n_suspensions, sizeof *chances);
    o->failed = o->failed || !chances;
    if (chances && clock->n_suspensions > 0) {
        opening_chances(o, clock, chances);
        for (size_t class = 0; class < s->spec->n_classes; class++) {
            open_class(o, s, (int)class, chances);
        }
    }
    free(chances);
}
