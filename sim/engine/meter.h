/* Accrual of penalties by counts: cases by first penalty day, so that a day costs a few additions however many cases run. */
#ifndef ENGINE_METER_H
#define ENGINE_METER_H

#include "engine/state.h"

enum {
    RUNNING_FURTHER = 2, /* running.paused: the judicial cap was reached, a further appeal may follow on day `start` */
    APPEAL_AFTER = 15    /* days from notice to the first possible late appeal, Awb 6:12 */
};

/* Tiers of one regime. */
struct meter_tiers {
    int n;
    int days[8];
    int64_t euro[8];
};

/* False without memory. */
bool meter_init(struct replication *rep, struct meter *meter, const struct meter_tiers *tiers);
void meter_reset(struct meter *meter);

/* Cases that (if negative: no longer) have their first penalty day on `start`, which may lie ahead. */
void meter_add(struct meter *meter, int start, int64_t count);

/* Penalty days so far, up to the evening of the last day accrued, of a case with this start. */
int meter_days(const struct meter *meter, int start);

/* Goes on to the next day's evening and returns the euros of that day. */
int64_t meter_advance(struct meter *meter);

#endif
