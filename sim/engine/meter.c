#include "engine/meter.h"

#include <string.h>

bool meter_init(struct replication *rep, struct meter *meter, const struct meter_tiers *tiers)
{
    meter->n_tiers = tiers->n;
    meter->horizon = rep->model->horizon;
    meter->ends = state_array(rep, (size_t)tiers->n, sizeof *meter->ends);
    meter->euro = state_array(rep, (size_t)tiers->n, sizeof *meter->euro);
    meter->window = state_array(rep, (size_t)tiers->n, sizeof *meter->window);
    for (int k = 0; !rep->failed && k < tiers->n; k++) {
        meter->days += tiers->days[k];
        meter->ends[k] = meter->days;
        meter->euro[k] = tiers->euro[k];
    }
    meter->total = state_array(rep, (size_t)meter->days + 1, sizeof *meter->total);
    meter->prior = state_array(rep, (size_t)(meter->days + rep->model->horizon + 1), sizeof *meter->prior);
    meter->count = state_array(rep, (size_t)(meter->days + rep->model->horizon + 1), sizeof *meter->count);
    for (int d = 0, k = 0; !rep->failed && d < meter->days; d++) {
        while (d >= meter->ends[k]) k++;
        meter->total[d + 1] = meter->total[d] + meter->euro[k];
    }
    return !rep->failed;
}

void meter_reset(struct meter *meter)
{
    memset(meter->count, 0, (size_t)(meter->days + meter->horizon + 1) * sizeof *meter->count);
    memset(meter->window, 0, (size_t)meter->n_tiers * sizeof *meter->window);
    memset(meter->prior, 0, (size_t)(meter->days + meter->horizon + 1) * sizeof *meter->prior);
    meter->advanced = -1;
    meter->beyond = meter->waiting = 0;
}

int meter_days(const struct meter *meter, const struct running *running)
{
    if (running->paused) return running->start;
    const int days = meter->advanced - running->start + 1;
    return days < 0 ? 0 : days > meter->days ? meter->days : days;
}

void meter_add(struct meter *meter, const struct running *running, int64_t count)
{
    const int start = running->start;
    if (running->paused) meter->waiting += count * (meter->total[meter->days] - meter->total[start]);
    else if (start > meter->horizon) meter->beyond += count;
    if (running->paused || start < -meter->days || start > meter->horizon) return;
    meter->count[start + meter->days] += count;
    if (running->prior > 0) meter->prior[start + meter->days] += count * meter->total[running->prior];
    const int passed = meter->advanced - start;
    if (passed < 0 || passed >= meter->days) return;
    int k = 0;
    while (passed >= meter->ends[k]) k++;
    meter->window[k] += count;
}

int64_t meter_still_to_run(const struct meter *meter)
{
    int64_t sum = meter->waiting + meter->beyond * meter->total[meter->days];
    for (int start = meter->advanced - meter->days + 1; start <= meter->horizon; start++) {
        const int64_t cases = meter->count[start + meter->days];
        const int days = start > meter->advanced ? 0 : meter->advanced - start + 1;
        if (cases != 0) sum += cases * (meter->total[meter->days] - meter->total[days]);
    }
    return sum;
}

struct meter_day meter_advance(struct meter *meter)
{
    const int today = ++meter->advanced, reaching = today - meter->days + 1;
    struct meter_day day = {0, meter->count[reaching + meter->days] * meter->total[meter->days] - meter->prior[reaching + meter->days]};
    int64_t entering = meter->count[today + meter->days];
    for (int k = 0; k < meter->n_tiers; k++) {
        const int64_t leaving = meter->count[today - meter->ends[k] + meter->days];
        meter->window[k] += entering - leaving;
        entering = leaving;
        day.accrued += meter->window[k] * meter->euro[k];
    }
    return day;
}
