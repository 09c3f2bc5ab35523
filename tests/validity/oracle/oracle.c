/* The days of a replication, one after another. */
#include "oracle.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"

enum { MULTIPLIERS = 1024 };

static bool init_stream(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    s->spec = &o->scenario->streams[stream];
    s->classes = calloc(s->spec->n_classes, sizeof *s->classes);
    s->disturbance = calloc(o->n_months, sizeof *s->disturbance);
    s->shock_happens = calloc(s->spec->inflow.n_shocks + 1, sizeof *s->shock_happens);
    s->past_known = calloc(o->n_days, sizeof *s->past_known);
    s->past = calloc(o->n_days, sizeof *s->past);
    s->payments = calloc(o->n_days, sizeof *s->payments);
    s->days = calloc(o->n_days, sizeof *s->days);
    s->day_weights = calloc(o->n_days, sizeof *s->day_weights);
    s->income = calloc(o->n_days, sizeof *s->income);
    if (!s->classes || !s->disturbance || !s->shock_happens || !s->past_known || !s->past ||
        !s->payments || !s->days || !s->day_weights || !s->income) {
        return false;
    }
    oracle_day_weights(o, stream);
    return oracle_steps_init(o, stream) &&
           oracle_lags_init(&s->court, o, &s->spec->lateness.court_delay, o->day0, 1, INT_MAX) == 0 &&
           oracle_opening_init(o, stream) == 0;
}

static bool init_pool(struct oracle *o, size_t pool)
{
    struct pool_state *p = &o->pools[pool];
    p->spec = &o->scenario->pools[pool];
    p->weights = calloc(p->spec->n_members + 1, sizeof *p->weights);
    p->days = calloc(o->n_days, sizeof *p->days);
    p->shock_happens = calloc(p->spec->staff.n_shocks + 1, sizeof *p->shock_happens);
    return p->weights && p->days && p->shock_happens;
}

static void init_calendar(struct oracle *o)
{
    for (int day = o->day0; day <= o->horizon; day++) {
        struct calendar_day *c = &o->calendar[day - o->day0];
        int month = month_index(day);
        c->working = oracle_is_working(o->scenario, day);
        c->of_year = oracle_working_days_of_year(o->scenario, day);
        c->k = oracle_working_days(o->scenario, month_start(month), day);
        c->n = oracle_working_days(o->scenario, month_start(month), month_start(month + 1) - 1);
    }
}

static bool init_arrays(struct oracle *o)
{
    o->rng = gsl_rng_alloc(gsl_rng_mt19937);
    o->calendar = calloc(o->n_days, sizeof *o->calendar);
    o->streams = calloc(o->scenario->n_streams + 1, sizeof *o->streams);
    o->pools = calloc(o->scenario->n_pools + 1, sizeof *o->pools);
    o->links = calloc(o->scenario->n_links + 1, sizeof *o->links);
    o->factor_value = calloc(o->scenario->n_factors + 1, sizeof *o->factor_value);
    o->factor_month = calloc(o->scenario->n_factors * o->n_months + 1, sizeof *o->factor_month);
    o->multipliers = calloc(MULTIPLIERS, sizeof *o->multipliers);
    o->max_multipliers = MULTIPLIERS;
    return o->rng && o->calendar && o->streams && o->pools && o->links && o->factor_value && o->factor_month &&
           o->multipliers;
}

struct oracle *oracle_new(const struct scenario *scenario, const struct results_layout *layout)
{
    struct oracle *o = calloc(1, sizeof *o);
    if (!o) {
        return NULL;
    }
    o->scenario = scenario;
    o->layout = layout;
    o->day0 = scenario->opening_date + 1;
    o->horizon = scenario->horizon;
    o->n_days = (size_t)(o->horizon - o->day0 + 1);
    o->n_months = (size_t)(month_index(o->horizon) - month_index(o->day0) + 1);
    bool done = init_arrays(o);
    if (done) {
        init_calendar(o);
    }
    for (size_t i = 0; done && i < scenario->n_streams; i++) {
        done = init_stream(o, i);
    }
    for (size_t i = 0; done && i < scenario->n_pools; i++) {
        done = init_pool(o, i);
    }
    for (size_t i = 0; done && i < scenario->n_links; i++) {
        done = oracle_link_init(o, i) == 0;
    }
    done = done && oracle_staff_init(o) && oracle_rules_init(o);
    if (!done) {
        oracle_free(o);
        return NULL;
    }
    return o;
}

static void free_stream(struct stream_state *s)
{
    free(s->cases.at);
    free(s->classes);
    oracle_steps_free(s);
    free(s->court.lags);
    for (size_t i = 0; i < s->n_cells; i++) {
        free(s->cells[i].steps);
    }
    free(s->cells);
    free(s->disturbance);
    free(s->shock_happens);
    free(s->past_known);
    free(s->past);
    free(s->payments);
    free(s->day_weights);
    free(s->days);
    free(s->income);
}

void oracle_free(struct oracle *o)
{
    if (!o) {
        return;
    }
    for (size_t i = 0; o->streams && i < o->scenario->n_streams; i++) {
        free_stream(&o->streams[i]);
    }
    for (size_t i = 0; o->pools && i < o->scenario->n_pools; i++) {
        free(o->pools[i].weights);
        free(o->pools[i].days);
        free(o->pools[i].shock_happens);
    }
    for (size_t i = 0; o->links && i < o->scenario->n_links; i++) {
        free(o->links[i].kernel);
        free(o->links[i].lags.lags);
        free(o->links[i].weighted);
        free(o->links[i].scheduled);
    }
    oracle_staff_free(o);
    oracle_rules_free(o);
    free(o->streams);
    free(o->pools);
    free(o->links);
    free(o->calendar);
    free(o->factor_value);
    free(o->factor_month);
    free(o->multipliers);
    free(o->joining.at);
    free(o->decisions.at);
    free(o->entries.at);
    if (o->rng) {
        gsl_rng_free(o->rng);
    }
    free(o);
}

static void reset_stream(const struct oracle *o, struct stream_state *s)
{
    s->cases.n = 0;
    oracle_steps_reset(o, s);
    s->correction = 0;
    s->outstanding = 0;
    s->beyond = 0;
    s->open_before = 0;
    s->held = 0;
    s->pressure = 0;
    s->hurry = 1;
    memset(s->payments, 0, o->n_days * sizeof *s->payments);
    memset(s->days, 0, o->n_days * sizeof *s->days);
    s->earned = 0;
    memset(s->income, 0, o->n_days * sizeof *s->income);
}

static void reset(struct oracle *o, unsigned long seed, unsigned index, const struct results_values *out)
{
    gsl_rng_set(o->rng, seed * 1000003UL + index + 1);
    o->failed = false;
    o->n_multipliers = 0;
    o->joining.n = 0;
    o->decisions.n = 0;
    o->entries.n = 0;
    o->people.n = 0;
    o->earned = 0;
    memset(o->income, 0, o->n_days * sizeof *o->income);
    o->balance = (struct oracle_balance){0, 0, 0, 0};
    for (size_t i = 0; i < o->scenario->n_factors; i++) {
        o->factor_value[i] = gsl_ran_ugaussian(o->rng);
    }
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        reset_stream(o, &o->streams[i]);
    }
    for (size_t i = 0; i < o->scenario->n_pools; i++) {
        o->pools[i].debt = 0;
        o->pools[i].spent = 0;
        memset(o->pools[i].days, 0, o->n_days * sizeof *o->pools[i].days);
    }
    oracle_rules_reset(o);
    for (size_t i = 0; i < layout_cells(o->layout); i++) {
        out->forecast[i] = (double)GSL_NAN;
    }
    for (size_t i = 0; i < layout_entry_cells(o->layout); i++) {
        out->entry[i] = (double)GSL_NAN;
    }
}

static void open_stock(struct oracle *o, const struct results_values *out)
{
    o->today = o->scenario->opening_date;
    oracle_draw_inflow(o);
    oracle_staff_open(o);
    for (size_t i = 0; i < o->scenario->n_links; i++) {
        oracle_link_history(o, i);
    }
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        oracle_dated_keys(o, i);
        oracle_opening(o, i);
    }
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        oracle_dated_keys(o, i); /* once more: batches look at the stock */
    }
    oracle_pressures(o);
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        oracle_dated_keys(o, i);
    }
    oracle_tally_stocks(o, o->today, out);
}

/* Clock rules that come into force today re-date the open cases. */
static void clock_rules(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    bool redates = oracle_rules_redate(o, stream);
    for (size_t i = 0; i < s->spec->clock.n_rules; i++) {
        redates = redates || s->spec->clock.rules[i].in_force == o->today;
    }
    for (size_t j = 0; redates && j < s->cases.n; j++) {
        s->cases.at[j].deadline = oracle_deadline(o, stream, &s->cases.at[j], o->today);
    }
}

static void check_cases(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    const struct day_flows *f = oracle_flows(o, stream);
    int expected = s->open_before + f->inflow + f->added - f->removed - f->decisions - f->withdrawn + f->joined -
                   f->left - f->lost;
    o->balance.cases = fmax(o->balance.cases, abs((int)s->cases.n - expected));
    s->open_before = (int)s->cases.n;
}

static void simulate_day(struct oracle *o, const struct results_values *out)
{
    size_t n = o->scenario->n_streams;
    oracle_rules_morning(o);
    oracle_staff(o);
    oracle_pressures(o);
    for (size_t i = 0; i < n; i++) {
        clock_rules(o, i);
        oracle_dated_keys(o, i);
        oracle_carry_debts(o, i);
    }
    for (size_t i = 0; i < o->scenario->n_links; i++) {
        oracle_link_morning(o, i);
    }
    for (size_t i = 0; i < n; i++) {
        oracle_arrivals(o, i);
    }
    oracle_join(o);
    for (size_t i = 0; i < n; i++) {
        if (oracle_has_batches(o->streams[i].spec)) {
            oracle_dated_keys(o, i);
        }
    }
    oracle_work(o);
    for (size_t i = 0; i < n; i++) {
        oracle_hazards(o, i);
    }
    for (size_t i = 0; i < n; i++) {
        oracle_accrual(o, i);
        check_cases(o, i);
    }
    oracle_rules_evening(o);
    oracle_income(o);
    for (size_t i = 0; i < o->scenario->n_links; i++) {
        oracle_link_evening(o, i);
    }
    oracle_tally_stocks(o, o->today, out);
}

/* Effort taken is hours used or still owed. */
static void check_hours(struct oracle *o)
{
    double owed = 0;
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        for (size_t step = 0; step < o->streams[i].n_steps; step++) {
            const struct step_state *at = &o->streams[i].steps[step];
            for (size_t part = 0; part < at->n_parts; part++) {
                owed += at->debts[part];
            }
        }
    }
    for (size_t i = 0; i < o->scenario->n_pools; i++) {
        owed += o->pools[i].debt;
    }
    o->balance.hours = fabs(o->balance.hours - owed);
}

int oracle_run(struct oracle *o, unsigned long seed, unsigned index, const struct results_values *out)
{
    reset(o, seed, index, out);
    open_stock(o, out);
    for (o->today = o->day0; o->today <= o->horizon; o->today++) {
        simulate_day(o, out);
    }
    check_hours(o);
    oracle_tally_flows(o, out);
    oracle_tally_staff(o, out);
    oracle_tally_money(o, out);
    oracle_tally_rules(o, out);
    oracle_tally_steps(o, out);
    oracle_tally_waits(o, out);
    oracle_tally_entries(o, out);
    return o->failed ? -1 : 0;
}

struct oracle_balance oracle_check(const struct oracle *o)
{
    return o->balance;
}
