/* Flows summed over the periods. */
#include "state.h"

struct flow_sums {
    double inflow, correction, decisions, withdrawn, transferred;
    double lost, answered; /* of streams with patience */
    bool patience;
    double timely, dated; /* decisions by their deadline; decisions of streams with a period */
    double notices, in_time, appeals, orders, accrued, paid, costs, hours;
};

static void add_day(struct flow_sums *sums, const struct day_flows *day, bool has_period, bool pooled)
{
    sums->inflow += day->inflow;
    sums->correction += day->added - day->removed;
    sums->decisions += day->decisions;
    sums->withdrawn += day->withdrawn;
    sums->transferred += day->joined - day->left;
    sums->lost += day->lost;
    sums->timely += has_period ? day->timely : 0;
    sums->dated += has_period ? day->decisions : 0;
    sums->notices += day->notices;
    sums->in_time += day->in_time;
    sums->appeals += day->appeals;
    sums->orders += day->orders;
    sums->accrued += (double)day->accrued;
    sums->paid += (double)day->paid;
    sums->costs += (double)day->costs;
    sums->hours += pooled ? day->hours : 0;
}

static void add_stream(const struct oracle *o, struct flow_sums *sums, size_t stream,
                       const struct results_period *period)
{
    const struct stream_state *s = &o->streams[stream];
    bool has_period = s->spec->clock.period.given || s->spec->clock.n_rules > 0;
    for (int day = period->first; day <= period->last; day++) {
        add_day(sums, &s->days[day - o->day0], has_period, oracle_last_pool(s) >= 0);
        sums->answered += s->spec->has_patience ? s->days[day - o->day0].decisions : 0;
        sums->patience = sums->patience || s->spec->has_patience;
    }
}

static void put(double cells[], const struct flow_sums *sums, bool pooled)
{
    cells[MEASURE_INFLOW] = sums->inflow;
    cells[MEASURE_DECISIONS] = sums->decisions;
    cells[MEASURE_WITHDRAWN] = sums->withdrawn;
    cells[MEASURE_TRANSFERRED] = sums->transferred;
    cells[MEASURE_CORRECTION] = sums->correction;
    if (sums->patience) {
        cells[MEASURE_LOST] = sums->lost;
        cells[MEASURE_ANSWERED] = oracle_ratio(sums->answered, sums->answered + sums->lost);
    }
    cells[MEASURE_TIMELINESS] = oracle_ratio(sums->timely, sums->dated);
    cells[MEASURE_NOTICES] = sums->notices;
    cells[MEASURE_NOTICES_IN_TIME] = sums->in_time;
    cells[MEASURE_LATE_APPEALS] = sums->appeals;
    cells[MEASURE_COURT_ORDERS] = sums->orders;
    cells[MEASURE_PENALTY_ACCRUED] = sums->accrued;
    cells[MEASURE_PENALTY_PAID] = sums->paid;
    cells[MEASURE_COURT_COSTS] = sums->costs;
    if (pooled) {
        cells[MEASURE_HOURS_USED] = sums->hours;
    }
}

static void add_pool(const struct oracle *o, size_t pool, const struct results_period *period, struct pool_day *sum)
{
    for (int day = period->first; day <= period->last; day++) {
        const struct pool_day *record = &o->pools[pool].days[day - o->day0];
        sum->fte += record->fte;
        sum->offered += record->offered;
        sum->used += record->used;
    }
}

static void put_pool(double cells[], const struct pool_day *sum, const struct results_period *period)
{
    cells[MEASURE_FTE] = sum->fte / (period->last - period->first + 1);
    cells[MEASURE_HOURS_OFFERED] = sum->offered;
    cells[MEASURE_HOURS_USED] = sum->used;
    cells[MEASURE_UTILISATION] = oracle_ratio(sum->used, sum->offered);
}

static void tally_period(const struct oracle *o, size_t index, const struct results_values *out)
{
    const struct results_layout *l = o->layout;
    const struct results_period *period = &l->periods[index];
    struct flow_sums all = {0};
    bool any_pooled = false;
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        struct flow_sums sums = {0};
        add_stream(o, &sums, i, period);
        add_stream(o, &all, i, period);
        bool pooled = oracle_last_pool(&o->streams[i]) >= 0;
        put(&out->forecast[layout_cell(l, index, i, 0)], &sums, pooled);
        any_pooled = any_pooled || pooled;
    }
    put(&out->forecast[layout_cell(l, index, layout_all(l), 0)], &all, any_pooled);
    struct pool_day pools = {0};
    for (size_t i = 0; i < o->scenario->n_pools; i++) {
        struct pool_day sum = {0};
        add_pool(o, i, period, &sum);
        add_pool(o, i, period, &pools);
        put_pool(&out->forecast[layout_cell(l, index, layout_pool(l, i), 0)], &sum, period);
    }
    if (o->scenario->n_pools > 0) {
        put_pool(&out->forecast[layout_cell(l, index, layout_pool_all(l), 0)], &pools, period);
    }
}

void oracle_tally_flows(struct oracle *o, const struct results_values *out)
{
    for (size_t period = 0; period < o->layout->n_periods; period++) {
        if (o->layout->periods[period].kind != PERIOD_OPENING) {
            tally_period(o, period, out);
        }
    }
}
