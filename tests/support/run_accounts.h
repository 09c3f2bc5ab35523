/* A replication day by day, and accounts of what it reports: what the identities of sim/MODEL.md are checked against.
 */
#ifndef SUPPORT_RUN_ACCOUNTS_H
#define SUPPORT_RUN_ACCOUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "support/load_text.h"

struct stream_account {
    int64_t closed[FLOWS], total[FLOWS], before[FLOWS]; /* of the months that are over; up to today; up to yesterday */
    double closed_used, used;                           /* hours */
    int64_t open, opening_outstanding;
    int64_t *open_by;  /* yesterday, by received day */
    int64_t *by_clock; /* the same, [n_clocks][days] */
    double capacity, debt;
    /* Little's law */
    bool alone; /* no transfers in or out */
    int64_t stock_days, left_days, opening_days;
    int longest_lag;
};
struct pool_account {
    double closed_offered, closed_used, offered, used;
};
struct run {
    const char *name;
    struct stand stand;
    const struct model *model; /* of the stand, as is rep */
    struct replication *rep;
    struct stream_account *streams;
    struct pool_account *pools;
};

/* The run owns the scenario. */
struct run run_start(const char *name, struct scenario *scenario);
void run_finish(struct run *run);

/* The accounts on the evening before day 0, and of today, after day_run. */
void open_accounts(struct run *run);
void keep_accounts(struct run *run);

/* Fails the test with the name, the day and the message. Check writes to its log at every assertion: too slow for
 * millions that hold. */
void run_expect(const struct run *run, bool holds, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool near_by(double a, double b);

double run_cell(const struct run *run, size_t period, size_t entity, enum measure measure);
const char *stream_name(const struct run *run, size_t stream);

/* Cases of the stream that are open: received on a day, all, and those that can be worked on. */
int64_t open_on(const struct run *run, size_t stream, int index);
int64_t open_cases(const struct run *run, size_t stream);
int64_t workable(const struct run *run, size_t stream);

int64_t today_flow(const struct stream_account *account, enum flow flow);

/* Of those received on this day that left today, `left` in all, how many are in time: each clock has its deadline. None
 * of today's is late. Once a day, for it keeps who is left. */
int64_t count_timely(struct run *run, size_t stream, int index, int64_t left);

#endif
