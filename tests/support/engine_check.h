/* The state of a replication against itself: what is kept as sums and lists for speed, computed afresh. */
#ifndef SUPPORT_ENGINE_CHECK_H
#define SUPPORT_ENGINE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/state.h"

/* Verifies every structure on the evening of rep->today, after day_run. False, with what is wrong, at the first fault.
 */
bool engine_check(struct replication *rep, char *message, size_t size);

/* Euros that the stream's cases accrue on the evening of today, by the tariff of each case's own days: from its notice
 * or term end, its clock and the deadlines of every day since. Reads no meter. */
int64_t engine_accrual(const struct replication *rep, size_t stream);

/* Euros accrued since day 0 and still to be paid on the evening of today: the payments that are entered, and what the
 * running penalties have come to. The stream's outstanding, as long as nothing falls due after the horizon. */
int64_t engine_owed(const struct replication *rep, size_t stream);

/* What open cases can still accrue to their caps, case by case. */
int64_t engine_still_to_run(const struct replication *rep, size_t stream);

#endif
