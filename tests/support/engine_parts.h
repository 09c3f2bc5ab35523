/* The parts of engine_check(): each says what is wrong, in words, at the first fault. */
#ifndef SUPPORT_ENGINE_PARTS_H
#define SUPPORT_ENGINE_PARTS_H

#include "engine/state.h"
#include "support/engine_check.h"

struct fault {
    char *message;
    size_t size;
};

/* Writes the message when it does not hold. Returns whether it does. */
bool expect(bool holds, const struct fault *fault, const char *format, ...) __attribute__((format(printf, 3, 4)));

static inline const struct stream_state *stream_of(const struct replication *rep, const struct lane *lane)
{
    return &rep->streams[lane->stream];
}

/* engine_euros.c: penalty days and what they come to, from the calendar alone. */

/* Days first .. last on whose evening the case is overdue; those before day 0 count all. */
int overdue_days(const struct replication *rep, const struct lane *lane, int clock, int first, int last);

/* The first penalty day of a notice, by the grace of its regime. */
int administrative_start(const struct replication *rep, const struct cohort_key *key);

/* engine_layers.c: the counts by received day and their sums. */

/* What a day's layers should be, and the lane's own sums. */
struct recount {
    int64_t of[LAYERS];
    int64_t sparse_overdue, late, received_sum;
};

/* `days`, one a received day, holds the lane's cohorts already. */
bool check_days(const struct replication *rep, size_t lane, struct recount *days, const struct fault *fault);

/* engine_meters.c: the meters of a stream's penalties and its euros. */
bool check_money(const struct replication *rep, size_t stream, const struct fault *fault);

#endif
