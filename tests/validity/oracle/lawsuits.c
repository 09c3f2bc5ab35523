/* Notices, appeals and orders that the opening stock comes with. */
#include <math.h>
#include <stdlib.h>

#include "state.h"

enum { PAST_ADMINISTRATIVE = 57 }; /* days since a notice after which its penalty has run out */

/* Uniformly one of the cases without a notice whose deadline lies before the day, or NULL. */
static struct oracle_case *pick_overdue(struct oracle *o, struct stream_state *s, int before)
{
    struct oracle_case *picked = NULL;
    unsigned long found = 0;
    for (size_t i = 0; i < s->cases.n; i++) {
        struct oracle_case *c = &s->cases.at[i];
        if (c->notice == NEVER && c->deadline < before && gsl_rng_uniform_int(o->rng, ++found) == 0) {
            picked = c;
        }
    }
    return picked;
}

/* The days that ran before day 0 count; their euros do not. */
static void run_before_opening(struct oracle *o, struct oracle_case *c)
{
    int opening = o->scenario->opening_date;
    int first = c->term_end != NEVER && c->term_end < c->notice ? c->term_end : c->notice;
    for (int day = first; day <= opening; day++) {
        oracle_accrue_administrative(o, c, day);
        oracle_accrue_judicial(o, c, day);
    }
}

static void give_notice(struct oracle *o, const struct stream_state *s, struct oracle_case *c, int day)
{
    c->notice = day;
    c->administrative = oracle_regime_on(&s->spec->lateness.administrative, day);
    run_before_opening(o, c);
}

static long opening_count(const struct oracle *o, const struct quantity *number)
{
    return lround(oracle_scale(o) * oracle_value_at(number, o->day0));
}

static void give_orders(struct oracle *o, struct stream_state *s, const long counts[], int longest)
{
    int opening = o->scenario->opening_date;
    int offset = (int)lround(oracle_value_at(&s->spec->opening.term_offset, o->day0));
    for (int cell = 0; cell <= longest; cell++) {
        for (long i = 0; i < counts[cell]; i++) {
            struct oracle_case *c = pick_overdue(o, s, opening - PAST_ADMINISTRATIVE);
            if (!c) {
                return;
            }
            c->appealed = true;
            c->term_end = opening + cell - offset;
            c->judicial = oracle_regime_on(&s->spec->lateness.judicial, opening);
            give_notice(o, s, c, opening - PAST_ADMINISTRATIVE);
        }
    }
}

static void give_appeals(struct oracle *o, struct stream_state *s, const long counts[], int longest)
{
    int opening = o->scenario->opening_date;
    for (int cell = 1; cell <= longest; cell++) {
        for (long i = 0; i < counts[cell]; i++) {
            struct oracle_case *c = pick_overdue(o, s, opening - PAST_ADMINISTRATIVE);
            if (!c) {
                return;
            }
            c->appealed = true;
            c->order_due = opening + cell;
            give_notice(o, s, c, opening - PAST_ADMINISTRATIVE);
        }
    }
}

static void give_notices(struct oracle *o, struct stream_state *s, const long counts[], int longest)
{
    long wanted = 0;
    for (int age = longest; age >= 1; age--) {
        int day = o->scenario->opening_date - age;
        struct oracle_case *c = NULL;
        for (wanted += counts[age]; wanted > 0 && (c = pick_overdue(o, s, day)); wanted--) {
            give_notice(o, s, c, day);
        }
    }
}

/* From P(C = r) to P(C >= r): an appeal that waits is met in its r-th last day. */
static void survivors(double cells[], int longest)
{
    for (int r = longest - 1; r >= 0; r--) {
        cells[r] += cells[r + 1];
    }
    cells[0] = 0;
}

typedef void (*giver)(struct oracle *, struct stream_state *, const long[], int);

static void spread(struct oracle *o, struct stream_state *s, const struct quantity *number,
                   const struct distribution *d, int least, giver give)
{
    long total = opening_count(o, number);
    if (total == 0) {
        return;
    }
    int longest = 0;
    double *weights = oracle_cells(d, least, &longest);
    long *counts = calloc((size_t)longest + 1, sizeof *counts);
    if (weights && counts) {
        if (give == give_appeals) {
            survivors(weights, longest);
        }
        oracle_whole_counts((size_t)longest + 1, weights, total, counts);
        give(o, s, counts, longest);
    }
    o->failed = o->failed || !weights || !counts;
    free(weights);
    free(counts);
}

void oracle_opening_lawsuits(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    const struct opening_spec *opening = &s->spec->opening;
    spread(o, s, &opening->ordered, &opening->term_ends, 0, give_orders);
    spread(o, s, &opening->appealed, &s->spec->lateness.court_delay, 1, give_appeals);
    spread(o, s, &opening->noticed, &opening->notice_ages, 1, give_notices);
}
