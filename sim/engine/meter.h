/* Accrual of penalties by counts: cases by first penalty day, so that a day costs a few additions however many cases run. */
#ifndef ENGINE_METER_H
#define ENGINE_METER_H

#include "engine/state.h"

enum {
    METER_TIERS = 20, /* as many as the reader takes */
    APPEAL_AFTER = 15    /* days from notice to the first possible late appeal, Awb 6:12 */
};

/* Tiers of one regime. */
struct meter_tiers {
    int n;
    int days[METER_TIERS];
    int64_t euro[METER_TIERS];
};

/* False without memory. */
bool meter_init(struct replication *rep, struct meter *meter, const struct meter_tiers *tiers);
void meter_reset(struct meter *meter);

/* Cases that (if negative: no longer) run from `running->start`, which may lie ahead, or are paused. */
void meter_add(struct meter *meter, const struct running *running, int64_t count);

/* Penalty days up to the evening of the last day accrued. */
int meter_days(const struct meter *meter, const struct running *running);

/* Euros that its cases can still accrue up to the maximum. */
int64_t meter_still_to_run(const struct meter *meter);

/* Goes on to the next day's evening. */
struct meter_day {
    int64_t accrued; /* euros of the day */
    int64_t reached; /* euros, since day 0, of the cases that reached the maximum on this day */
};
struct meter_day meter_advance(struct meter *meter);

#endif
