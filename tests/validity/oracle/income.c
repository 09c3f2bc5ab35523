/* Income and the cost of staff. */
#include <math.h>

#include "base/hash.h"
#include "state.h"

static bool costs(const struct pool_spec *pool)
{
    return pool->cost_per_fte.given || pool->external_cost_per_fte.given;
}

bool oracle_has_money(const struct oracle *o)
{
    bool any = o->scenario->income.given;
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        any = any || o->scenario->streams[i].income.given;
    }
    for (size_t i = 0; i < o->scenario->n_pools; i++) {
        any = any || costs(&o->scenario->pools[i]);
    }
    return any;
}

static int64_t booked(double *sum, double more)
{
    double before = floor(*sum + 0.5);
    *sum += more;
    return (int64_t)(floor(*sum + 0.5) - before);
}

static double pool_cost(struct oracle *o, struct pool_state *p)
{
    const struct pool_spec *spec = p->spec;
    double own = oracle_value(o, &spec->cost_per_fte, o->today);
    double external = spec->external_cost_per_fte.given ? oracle_value(o, &spec->external_cost_per_fte, o->today) : own;
    if (!spec->staff.given) {
        return oracle_per_day(oracle_plain_fte(o, (size_t)(p - o->pools)) * own, o->today);
    }
    double euros = p->own_fte * own + p->external_fte * external;
    return oracle_per_day(euros * (1 + oracle_value(o, &spec->staff.overtime, o->today)), o->today);
}

void oracle_income(struct oracle *o)
{
    size_t today = (size_t)(o->today - o->day0);
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        struct stream_state *s = &o->streams[i];
        const struct income_spec *income = &s->spec->income;
        const struct day_flows *flows = oracle_flows(o, i);
        if (income->given) {
            double euros = (flows->inflow + flows->added) * oracle_value(o, &income->per_received, o->today) +
                           flows->decisions * oracle_value(o, &income->per_decision, o->today) +
                           oracle_per_day(oracle_scale(o) * oracle_value(o, &income->per_year, o->today), o->today);
            s->income[today] = booked(&s->earned, euros);
        }
    }
    for (size_t i = 0; i < o->scenario->n_pools; i++) {
        struct pool_state *p = &o->pools[i];
        p->days[today].cost = costs(p->spec) ? booked(&p->spent, pool_cost(o, p)) : 0;
    }
    if (o->scenario->income.given) {
        double lump = oracle_scale(o) * oracle_value(o, &o->scenario->income.per_year, o->today);
        o->income[today] = booked(&o->earned, oracle_per_day(lump, o->today));
    }
}

/* ---- results ---- */

/* Hours that streams used of the pool in the days first .. last: of those whose ids' hashes come before (or are) that of
 * `upto`, of all when it is NULL. */
static double hours_used(const struct oracle *o, int pool, int first, int last, const struct stream_spec *upto)
{
    double hours = 0;
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        bool counts = !upto || hash_id(o->scenario->streams[i].id) <= hash_id(upto->id);
        for (int day = first; counts && day <= last; day++) {
            hours += oracle_hours_in(o, &o->streams[i], pool, day);
        }
    }
    return hours;
}

/* A half that is one but for rounding counts as one. */
static double whole_euros(double euros)
{
    return floor(euros + 0.5 + 1e-9);
}

/* The stream's part of a pool's cost, month by month of the period; to a euro, and all parts together the cost. */
static double falls_to(const struct oracle *o, size_t stream, int pool, const struct results_period *period)
{
    double part = 0;
    int next;
    for (int first = period->first; first <= period->last; first = next) {
        next = month_start(month_index(first) + 1);
        int last = next - 1 < o->horizon ? next - 1 : o->horizon;
        double cost = 0, all = hours_used(o, pool, first, last, NULL), upto = hours_used(o, pool, first, last, o->streams[stream].spec), own = 0;
        for (int day = first; day <= last; day++) {
            cost += (double)o->pools[pool].days[day - o->day0].cost;
            own += oracle_hours_in(o, &o->streams[stream], pool, day);
        }
        part += all > 0 ? whole_euros(cost * upto / all) - whole_euros(cost * (upto - own) / all) : 0;
    }
    return part;
}

static double sum_of(const struct oracle *o, const int64_t *days, const struct results_period *period)
{
    double sum = 0;
    for (int day = period->first; day <= period->last; day++) {
        sum += (double)days[day - o->day0];
    }
    return sum;
}

static double write_pools(const struct oracle *o, size_t index, const struct results_values *out)
{
    const struct results_layout *l = o->layout;
    double all = 0;
    bool any = false;
    for (size_t i = 0; i < o->scenario->n_pools; i++) {
        double cost = 0;
        for (int day = l->periods[index].first; day <= l->periods[index].last; day++) {
            cost += (double)o->pools[i].days[day - o->day0].cost;
        }
        if (!costs(o->pools[i].spec)) {
            continue;
        }
        out->forecast[layout_cell(l, index, layout_pool(l, i), MEASURE_COST)] = cost;
        all += cost;
        any = true;
    }
    if (any) {
        out->forecast[layout_cell(l, index, layout_pool_all(l), MEASURE_COST)] = all;
    }
    return all;
}

static bool has_lateness(const struct stream_spec *spec)
{
    const struct opening_spec *opening = &spec->opening;
    bool any = false; /* notices that may come */
    for (size_t i = 0; i < spec->lateness.n_bands; i++) {
        const struct quantity *rate = &spec->lateness.bands[i].rate;
        for (size_t j = 0; j < rate->n; j++) {
            any = any || rate->points[j].value > 0;
        }
    }
    return any || opening->noticed.given || opening->appealed.given || opening->ordered.given;
}

static void write_period(const struct oracle *o, size_t index, const struct results_values *out)
{
    const struct results_layout *l = o->layout;
    const struct results_period *period = &l->periods[index];
    double *all = &out->forecast[layout_cell(l, index, layout_all(l), 0)];
    double income = sum_of(o, o->income, period), cost = write_pools(o, index, out);
    bool any = o->scenario->income.given;
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        const struct stream_spec *spec = o->streams[i].spec;
        double *cells = &out->forecast[layout_cell(l, index, i, 0)];
        double own = sum_of(o, o->streams[i].income, period);
        bool shares = false;
        double staff = 0;
        for (size_t pool = 0; pool < o->scenario->n_pools; pool++) {
            if (oracle_works_in(&o->streams[i], (int)pool)) {
                staff += falls_to(o, i, (int)pool, period);
                shares = shares || costs(o->pools[pool].spec);
            }
        }
        double paid = staff + cells[MEASURE_PENALTY_PAID] + cells[MEASURE_COURT_COSTS];
        if (has_lateness(spec) || shares) {
            cells[MEASURE_COST] = paid;
        }
        if (spec->income.given) {
            cells[MEASURE_INCOME] = own;
            cells[MEASURE_RESULT] = own - paid;
        }
        any = any || spec->income.given;
        income += own;
    }
    cost += all[MEASURE_PENALTY_PAID] + all[MEASURE_COURT_COSTS];
    all[MEASURE_COST] = cost;
    if (any) {
        all[MEASURE_INCOME] = income;
        all[MEASURE_RESULT] = income - cost;
    }
}

void oracle_tally_money(struct oracle *o, const struct results_values *out)
{
    for (size_t index = 0; index < o->layout->n_periods && oracle_has_money(o); index++) {
        if (o->layout->periods[index].kind != PERIOD_OPENING) {
            write_period(o, index, out);
        }
    }
}
