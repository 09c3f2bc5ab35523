#include "engine/opening.h"

#include <math.h>

#include "engine/arrivals.h"
#include "engine/clock.h"
#include "engine/cohorts.h"
#include "engine/hazards.h"
#include "engine/lane.h"
#include "engine/meter.h"
#include "random/sharing.h"

enum { EARLY_NOTICE = -58 }; /* day of the notice of cases before the court: 57 days before the opening date */

static const double euros_most = 1e15;

static void fill_cell(struct replication *rep, struct stream_state *s, const struct opening_cell *cell)
{
    struct lane *lane = &rep->lanes[s->steps[cell->step].first_lane + (size_t)cell->class];
    const int index = index_of(rep, cell->received);
    if (cell->count > DAY_MOST) {
        rep->failed = true;
        return;
    }
    const int64_t delayed = cell->delayed > 0 ? variate_binomial(&rep->draws, cell->count, cell->delayed) : 0;
    if (delayed > 0) {
        delayed_join(rep, lane, index, delayed, &rep->draws);
        lane_add(lane, DELAY, index, (int32_t)delayed);
    }
    lane_add(lane, WORK, index, (int32_t)(cell->count - delayed));
    lane->received_sum += cell->count * cell->received;
    if (index < lane->lowest) lane->lowest = index;
}

/* --- notices, appeals, orders ---------------------------------------------------------------------------------------------------- */

struct marking {
    struct replication *rep;
    struct stream_state *stream;
    struct lane *lane;
    const struct cohort_key *key;
};

static void mark_at(void *context, int index, int64_t count)
{
    const struct marking *marking = context;
    struct cohort_key key = *marking->key;
    const struct running *administrative = &key.administrative, *judicial = &key.judicial;
    if (administrative->regime >= 0) meter_add(&marking->stream->administrative[administrative->regime], administrative, count);
    if (judicial->regime >= 0) meter_add(&marking->stream->judicial[judicial->regime], judicial, count);
    notice_plain(marking->rep, marking->lane, index, count, &key);
}

/* Plain overdue cases of a lane with a deadline before `day`; act on `count` of them when that is not negative. */
static int64_t eligible(const struct marking *marking, int day, int64_t count)
{
    const struct model_epoch *epoch = marking->lane->epoch;
    struct replication *rep = marking->rep;
    int64_t sum = 0;
    struct sharing sharing = sharing_begin(&rep->draws, count > 0 ? eligible(marking, day, -1) : 0, count > 0 ? count : 0);
    for (int run = 0; run < epoch->n_runs; run++) {
        const int from = epoch->runs[run], end = index_of(rep, 0) < epoch->runs[run + 1] ? index_of(rep, 0) : epoch->runs[run + 1];
        const int to = from < end ? clock_first_due(epoch, from, end, day) : from;
        const int64_t here = to > from ? lane_sum(marking->lane, PLAIN_OVERDUE, from, to) : 0;
        sum += here;
        if (count <= 0 || here == 0) continue;
        const int64_t taken = sharing_next(&sharing, here);
        struct marking act = *marking;
        lane_choose(marking->lane, &rep->draws, &(struct lane_choice){PLAIN_OVERDUE, from, to, taken, mark_at, &act});
    }
    return sum;
}

/* Marks `count` cases of the stream with a deadline before `day`; returns how many found none. */
static int64_t mark(struct replication *rep, struct stream_state *s, int day, int64_t count, const struct cohort_key *key)
{
    int64_t all = 0;
    if (count == 0) return 0;
    for (size_t k = 0; k < s->n_lanes; k++)
        all += eligible(&(struct marking){rep, s, &rep->lanes[s->first_lane + k], key}, day, -1);
    const int64_t missing = count > all ? count - all : 0;
    count -= missing;
    struct sharing sharing = sharing_begin(&rep->draws, all, count);
    for (size_t k = 0; k < s->n_lanes && sharing.count > 0; k++) {
        const struct marking marking = {rep, s, &rep->lanes[s->first_lane + k], key};
        const int64_t taken = sharing_next(&sharing, eligible(&marking, day, -1));
        if (taken > 0) eligible(&marking, day, taken);
    }
    return missing;
}

static const struct cohort_key blank = {.ready = LONG_AGO, .notice = EARLY_NOTICE, .due = NO_DAY, .administrative.regime = -1, .judicial.regime = -1};

static void mark_stream(struct replication *rep, struct stream_state *s)
{
    const struct model_opening *o = &s->model->opening;
    for (size_t i = 0; i < o->n_ordered; i++) {
        struct cohort_key key = blank;
        key.stage = STAGE_ORDERED;
        key.due = o->ordered[i].day;
        key.judicial = usual_judicial(s, o->judicial_regime, key.due);
        mark(rep, s, EARLY_NOTICE, o->ordered[i].count, &key);
    }
    for (size_t i = 0; i < o->n_appealed; i++) {
        struct cohort_key key = blank;
        key.stage = STAGE_APPEALED;
        key.due = o->appealed[i].day;
        mark(rep, s, EARLY_NOTICE, o->appealed[i].count, &key);
    }
    int64_t waiting = 0;
    for (size_t i = 0; i < o->n_noticed; i++) {
        struct cohort_key key = blank;
        key.stage = STAGE_NOTICED;
        key.notice = o->noticed[i].day;
        key.administrative = usual_administrative(rep, s, key.notice);
        waiting = mark(rep, s, key.notice, o->noticed[i].count + waiting, &key);
    }
}

static void schedule_outstanding(struct replication *rep, struct stream_state *s)
{
    const int64_t total = llround(fmin(today_of(rep, &s->model->opening.outstanding), euros_most));
    const int64_t lag = llround(today_of(rep, &s->model->lateness.payment_lag)), days = lag > 1 ? lag : 1;
    const int64_t daily = total / days, rest = total % days;
    s->outstanding = total;
    for (int64_t t = 0; t < days && t <= rep->model->horizon; t++) s->payable[t] += daily + rest * (t + 1) / days - rest * t / days;
}

void opening_fill(struct replication *rep)
{
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        draw_open(&rep->draws, &rep->key, s->model->id, DRAW_OPENING, 0, 0);
        for (size_t c = 0; c < s->model->opening.n_cells; c++) fill_cell(rep, s, &s->model->opening.cells[c]);
        if (rep->failed) return;
        clock_begin(rep, s);
        mark_stream(rep, s);
        schedule_outstanding(rep, s);
    }
}
