/* Stocks of an evening, written to the periods that end on it. */
#include <gsl/gsl_math.h>
#include <math.h>

#include "state.h"

static const int months_over[4] = {6, 12, 15, 21};

double oracle_ratio(double part, double whole)
{
    return whole > 0 ? part / whole : (double)GSL_NAN;
}

static void add_case(const struct oracle *o, const struct stream_state *s, const struct oracle_case *c, int day,
                     struct stocks *stocks)
{
    stocks->open++;
    stocks->overdue += c->deadline < day;
    for (int i = 0; i < 4; i++) {
        bool may_be = day - c->received > 28 * months_over[i]; /* spares the calendar most of its work */
        stocks->over[i] += may_be && day_add(c->received, months_over[i], 0) < day;
    }
    stocks->age_sum += day - c->received;
    stocks->work += oracle_hours_left(s, c, ANY_POOL);
    if (c->notice != NEVER || c->term_end != NEVER) {
        stocks->exposure += (double)oracle_still_to_accrue(o, c);
    }
}

static struct stocks stocks_of(const struct oracle *o, const struct stream_state *s, int day)
{
    struct stocks stocks = {.outstanding = (double)s->outstanding, .exposure = (double)s->outstanding};
    for (size_t i = 0; i < s->cases.n; i++) {
        add_case(o, s, &s->cases.at[i], day, &stocks);
    }
    return stocks;
}

/* Euros outstanding are those due of open cases and those on their way. */
static void check_euros(struct oracle *o, const struct stream_state *s, int day)
{
    int64_t euros = s->beyond;
    for (int later = day + 1; later <= o->horizon; later++) {
        euros += s->payments[later - o->day0];
    }
    for (size_t i = 0; i < s->cases.n; i++) {
        euros += s->cases.at[i].administrative_due + s->cases.at[i].judicial_due;
    }
    o->balance.euros = fmax(o->balance.euros, fabs((double)(euros - s->outstanding)));
}

static void put(const struct oracle *o, const struct results_values *out, size_t period, size_t entity,
                const struct stocks *stocks, bool pooled)
{
    double *cells = &out->forecast[layout_cell(o->layout, period, entity, 0)];
    cells[MEASURE_OPEN] = stocks->open;
    cells[MEASURE_OVERDUE] = stocks->overdue;
    for (int i = 0; i < 4; i++) {
        cells[MEASURE_OPEN_OVER_6M + i] = stocks->over[i];
    }
    cells[MEASURE_AGE_MEAN] = oracle_ratio(stocks->age_sum, stocks->open);
    cells[MEASURE_PENALTY_OUTSTANDING] = stocks->outstanding;
    cells[MEASURE_EXPOSURE] = stocks->exposure;
    if (pooled) {
        cells[MEASURE_WORK_OPEN] = stocks->work;
    }
}

static void add_stocks(struct stocks *sum, const struct stocks *stocks, bool pooled)
{
    sum->open += stocks->open;
    sum->overdue += stocks->overdue;
    for (int i = 0; i < 4; i++) {
        sum->over[i] += stocks->over[i];
    }
    sum->age_sum += stocks->age_sum;
    sum->outstanding += stocks->outstanding;
    sum->exposure += stocks->exposure;
    sum->work += pooled ? stocks->work : 0;
}

static void put_pools(const struct oracle *o, const struct results_values *out, size_t period, double work)
{
    for (size_t pool = 0; pool < o->scenario->n_pools; pool++) {
        double *cells = &out->forecast[layout_cell(o->layout, period, layout_pool(o->layout, pool), 0)];
        cells[MEASURE_WORK_OPEN] = o->pools[pool].work_open;
    }
    if (o->scenario->n_pools > 0) {
        out->forecast[layout_cell(o->layout, period, layout_pool_all(o->layout), MEASURE_WORK_OPEN)] = work;
    }
}

static bool ends_a_period(const struct results_layout *l, int day)
{
    for (size_t period = 0; period < l->n_periods; period++) {
        if (l->periods[period].last == day) {
            return true;
        }
    }
    return false;
}

/* The stocks of every stream, of every pool's work, and their sum; in the returned struct. */
static struct stocks take_stock(struct oracle *o, int day)
{
    struct stocks all = {.open = 0};
    for (size_t pool = 0; pool < o->scenario->n_pools; pool++) {
        o->pools[pool].work_open = 0;
    }
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        struct stream_state *s = &o->streams[i];
        s->stocks = stocks_of(o, s, day);
        add_stocks(&all, &s->stocks, oracle_last_pool(s) >= 0);
        for (size_t pool = 0; pool < o->scenario->n_pools; pool++) {
            for (size_t j = 0; j < s->cases.n; j++) {
                o->pools[pool].work_open += oracle_hours_left(s, &s->cases.at[j], (int)pool);
            }
        }
        check_euros(o, s, day);
    }
    return all;
}

void oracle_tally_stocks(struct oracle *o, int day, const struct results_values *out)
{
    if (!ends_a_period(o->layout, day)) {
        return;
    }
    struct stocks all = take_stock(o, day);
    for (size_t period = 0; period < o->layout->n_periods; period++) {
        if (o->layout->periods[period].last != day) {
            continue;
        }
        bool any_pooled = false;
        for (size_t i = 0; i < o->scenario->n_streams; i++) {
            bool pooled = oracle_last_pool(&o->streams[i]) >= 0;
            put(o, out, period, i, &o->streams[i].stocks, pooled);
            any_pooled = any_pooled || pooled;
        }
        put(o, out, period, layout_all(o->layout), &all, any_pooled);
        put_pools(o, out, period, all.work);
        oracle_tally_step_stocks(o, period, out);
    }
}
