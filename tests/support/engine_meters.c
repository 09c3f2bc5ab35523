#include <stdlib.h>

#include "engine/meter.h"
#include "support/engine_parts.h"
#include "support/sparse.h"

/* The cases of one regime, counted from the cohorts. */
struct census {
    int64_t *count, *prior; /* by start + days */
    int64_t beyond, waiting;
};

static void take_census(const struct meter *meter, const struct running *running, int32_t count, struct census *census)
{
    if (running->paused) {
        census->waiting += count * (meter->total[meter->days] - meter->total[running->start]);
    } else if (running->start > meter->horizon) {
        census->beyond += count;
    } else if (running->start >= -meter->days) {
        census->count[running->start + meter->days] += count;
        census->prior[running->start + meter->days] += count * meter->total[running->prior];
    }
}

static void census_of_stream(const struct replication *rep, const struct stream_state *s, bool judicial, int regime,
                             struct census *census)
{
    const struct meter *meter = judicial ? &s->judicial[regime] : &s->administrative[regime];
    for (size_t k = 0; k < s->n_lanes; k++) {
        for (size_t place = 0; place < sparse_places(&rep->lanes[s->first_lane + k]); place++) {
            const struct sparse c = sparse_at(rep, s->first_lane + k, place);
            const struct running *running = judicial ? &c.key.judicial : &c.key.administrative;
            if (c.count > 0 && running->regime == regime)
                take_census(meter, running, c.count, census);
        }
    }
}

/* Cases that have reached the maximum may stand in the counts until they leave; they weigh nothing any more. */
static bool check_starts(const struct meter *meter, const struct census *census, const struct fault *fault)
{
    for (int start = -meter->days; start <= meter->horizon; start++) {
        const int64_t counted = meter->count[start + meter->days];
        const bool runs = start + meter->days > meter->advanced + 1;
        if (!expect(counted >= census->count[start + meter->days], fault, "%ld cases start on %d", (long)counted, start))
            return false;
        if (runs && !expect(counted == census->count[start + meter->days] &&
                                meter->prior[start + meter->days] == census->prior[start + meter->days],
                            fault, "%ld cases start on %d, %ld euros before day 0; not %ld, %ld", (long)counted, start,
                            (long)meter->prior[start + meter->days], (long)census->count[start + meter->days],
                            (long)census->prior[start + meter->days]))
            return false;
    }
    return expect(meter->beyond == census->beyond, fault, "%ld cases start after the horizon, not %ld",
                  (long)meter->beyond, (long)census->beyond) &&
           expect(meter->waiting == census->waiting, fault, "%ld euros wait, not %ld", (long)meter->waiting,
                  (long)census->waiting);
}

static bool check_windows(const struct meter *meter, const struct fault *fault)
{
    for (int k = 0; k < meter->n_tiers; k++) {
        int64_t sum = 0;
        for (int passed = k ? meter->ends[k - 1] : 0; passed < meter->ends[k]; passed++)
            sum += meter->count[meter->advanced - passed + meter->days];
        if (!expect(meter->window[k] == sum, fault, "tier %d has %ld cases, not %ld", k, (long)meter->window[k],
                    (long)sum))
            return false;
    }
    return true;
}

static bool check_meter(const struct replication *rep, const struct stream_state *s, bool judicial, int regime,
                        const struct fault *fault)
{
    const struct meter *meter = judicial ? &s->judicial[regime] : &s->administrative[regime];
    const size_t n = (size_t)(meter->days + meter->horizon + 1);
    struct census census = {.count = calloc(n, sizeof(int64_t)), .prior = calloc(n, sizeof(int64_t))};
    bool good = expect(census.count && census.prior, fault, "no memory") &&
                expect(meter->advanced == rep->today, fault, "a meter stands at day %d", meter->advanced);
    if (good)
        census_of_stream(rep, s, judicial, regime, &census);
    good = good && check_starts(meter, &census, fault) && check_windows(meter, fault);
    free(census.count);
    free(census.prior);
    return good;
}

bool check_money(const struct replication *rep, size_t stream, const struct fault *fault)
{
    const struct stream_state *s = &rep->streams[stream];
    int64_t to_run = 0;
    if (!expect(s->outstanding >= 0, fault, "%ld euros outstanding", (long)s->outstanding))
        return false;
    if (!s->model->lateness.on)
        return true;
    for (size_t r = 0; r < rep->model->n_administrative; r++) {
        if (!check_meter(rep, s, false, (int)r, fault))
            return false;
        to_run += meter_still_to_run(&s->administrative[r]);
    }
    for (size_t r = 0; r < rep->model->n_judicial; r++) {
        if (!check_meter(rep, s, true, (int)r, fault))
            return false;
        to_run += meter_still_to_run(&s->judicial[r]);
    }
    const int64_t expected = engine_still_to_run(rep, stream);
    return expect(to_run == expected, fault, "%ld euros can still accrue, not %ld", (long)to_run, (long)expected);
}
