#include "engine/order.h"

#include <stdlib.h>

#include "engine/cohorts.h"
#include "engine/done.h"
#include "engine/exits.h"
#include "engine/lane.h"
#include "engine/steps.h"
#include "random/variates.h"

static const struct exit_order done = {.kind = EXIT_DONE};

static void add_source(struct replication *rep, size_t lane, int64_t available)
{
    rep->sources[rep->n_sources++] = (struct source){.lane = (int)lane, .available = available};
}

static void add_item(struct replication *rep, const struct item *item)
{
    if (item->count <= 0) return;
    if (rep->n_items == rep->item_capacity) {
        struct item *more = state_grow(rep, rep->items, &rep->item_capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return;
        }
        rep->items = more;
    }
    rep->items[rep->n_items++] = *item;
    rep->sources[item->source].available += item->count;
}

static void clear(struct replication *rep) { rep->n_sources = rep->n_items = 0; }

static size_t lane_at(const struct level *level, size_t rank) { return level->step->first_lane + (size_t)level->step->stream->by_priority[rank]; }

/* --- oldest, newest, random ---------------------------------------------------------------------------------------------------- */

static bool next_run(struct replication *rep, const struct level *level)
{
    for (size_t rank = level->from; rank < level->to; rank++) {
        const size_t lane = lane_at(level, rank);
        const int64_t available = lane_total(&rep->lanes[lane], WORK);
        if (available > 0) add_source(rep, lane, available);
    }
    return rep->n_sources > 0;
}

/* All classes' cases of the first or last received day that has any. */
static bool next_day(struct replication *rep, const struct level *level, bool newest)
{
    const int end = index_of(rep, rep->today) + 1;
    int best = newest ? -1 : end;
    for (size_t rank = level->from; rank < level->to; rank++) {
        const struct lane *lane = &rep->lanes[lane_at(level, rank)];
        const int at = newest ? lane_last(lane, WORK, lane->lowest, end) : lane_first(lane, WORK, lane->lowest, end);
        if (newest ? at >= lane->lowest && at > best : at < best) best = at;
    }
    if (best < 0 || best >= end) return false;
    for (size_t rank = level->from; rank < level->to; rank++) {
        const size_t lane = lane_at(level, rank);
        const int64_t here = lane_at_day(&rep->lanes[lane], WORK, best);
        if (here == 0) continue;
        add_source(rep, lane, 0);
        add_item(rep, &(struct item){(int)rep->n_sources - 1, (int)lane, best, ITEM_DAY, here});
    }
    return rep->n_items > 0;
}

/* --- earliest deadline ----------------------------------------------------------------------------------------------------------- */

/* What earliest_deadline orders by: the deadline; without a period the target, else the received day. */
static int key_of(const struct replication *rep, const struct lane *lane, int clock)
{
    const struct stream_state *s = &rep->streams[lane->stream];
    if (s->model->has_period) return lane->epoch->deadline[clock];
    return s->model->target ? s->model->target[clock] : day_of(rep, clock);
}

/* The candidates so far: the smallest (deadline, received day); when `days_tie` every received day with that deadline. */
struct front {
    int deadline, received;
    bool days_tie;
};

static bool beats(const struct front *front, int deadline, int received)
{
    return deadline < front->deadline || (deadline == front->deadline && !front->days_tie && received < front->received);
}

static bool ties(const struct front *front, int deadline, int received)
{
    return deadline == front->deadline && (front->days_tie || received == front->received);
}

/* Days of a run of deadlines, within which they do not fall; no case counts from a day after today. */
struct span {
    int from, to;
};

static struct span run_span(const struct replication *rep, const struct lane *lane, int run)
{
    const int *runs = lane->epoch->runs, end = index_of(rep, rep->today) + 1;
    return (struct span){runs[run] > lane->lowest ? runs[run] : lane->lowest, runs[run + 1] < end ? runs[run + 1] : end};
}

/* First received day of a span with workable cases whose clock counts from it. */
static int first_own(const struct lane *lane, int from, int to)
{
    int i = from < to ? lane_first(lane, WORK, from, to) : to;
    while (i < to && own_at_day(lane, i) == 0) i = lane_first(lane, WORK, i + 1, to);
    return i;
}

/* First day of a span from which the clocks of some foreign cases count. */
static int first_foreign(const struct lane *lane, int from, int to)
{
    return lane_total(lane, FOREIGN_CLOCK) > 0 && from < to ? lane_first(lane, FOREIGN_CLOCK, from, to) : to;
}

static void put_in_front(struct front *front, int deadline, int received)
{
    if (!beats(front, deadline, received)) return;
    front->deadline = deadline;
    front->received = received;
}

/* The foreign cases whose clock counts from this day. */
static void foreign_front(const struct replication *rep, struct lane *lane, int clock, struct front *front)
{
    const int key = key_of(rep, lane, clock);
    struct noticed *noticed = &lane->noticed;
    for (int32_t at = lane->roll.by_clock[clock]; at >= 0; at = lane->roll.cohorts[at].next_by_clock)
        if (lane->roll.cohorts[at].count > 0) put_in_front(front, key, lane->roll.cohorts[at].received);
    int32_t at, none = -1, *link = noticed_by_clock(noticed, clock, &none);
    for (; (at = noticed_next(noticed, BY_CLOCK, link)) >= 0; link = noticed_after(noticed, BY_CLOCK, at)) put_in_front(front, key, noticed->cases[at].received);
}

/* Of own cases the first of each run has its smallest key; of foreign ones all with its smallest deadline are to be looked at. */
static void find_front(const struct replication *rep, size_t lane_index, struct front *front)
{
    struct lane *lane = &rep->lanes[lane_index];
    for (int run = 0; run < lane->epoch->n_runs; run++) {
        const struct span span = run_span(rep, lane, run);
        const int own = first_own(lane, span.from, span.to);
        if (own < span.to) put_in_front(front, key_of(rep, lane, own), own);
        for (int i = first_foreign(lane, span.from, span.to); i < span.to && key_of(rep, lane, i) <= front->deadline; i = first_foreign(lane, i + 1, span.to))
            foreign_front(rep, lane, i, front);
    }
}

/* The foreign cases in front whose clock counts from this day. */
static void collect_foreign(struct replication *rep, int source, int clock, const struct front *front)
{
    const int number = rep->sources[source].lane;
    struct lane *lane = &rep->lanes[number];
    struct noticed *noticed = &lane->noticed;
    const int key = key_of(rep, lane, clock);
    for (int32_t at = lane->roll.by_clock[clock]; at >= 0; at = lane->roll.cohorts[at].next_by_clock) {
        const struct cohort *c = &lane->roll.cohorts[at];
        if (ties(front, key, c->received)) add_item(rep, &(struct item){source, number, c->received, at, c->count});
    }
    int32_t at, none = -1, *link = noticed_by_clock(noticed, clock, &none);
    for (; (at = noticed_next(noticed, BY_CLOCK, link)) >= 0; link = noticed_after(noticed, BY_CLOCK, at)) {
        const int received = noticed->cases[at].received;
        if (ties(front, key, received)) add_item(rep, &(struct item){source, number, received, ITEM_NOTICED - at, 1});
    }
}

static void collect_front(struct replication *rep, size_t lane_index, const struct front *front)
{
    const struct lane *lane = &rep->lanes[lane_index];
    const int source = (int)rep->n_sources;
    add_source(rep, lane_index, 0);
    for (int run = 0; run < lane->epoch->n_runs; run++) {
        const struct span span = run_span(rep, lane, run);
        for (int i = first_own(lane, span.from, span.to); i < span.to && key_of(rep, lane, i) <= front->deadline; i = first_own(lane, i + 1, span.to))
            if (ties(front, key_of(rep, lane, i), i)) add_item(rep, &(struct item){source, (int)lane_index, i, ITEM_OWN, own_at_day(lane, i)});
        for (int i = first_foreign(lane, span.from, span.to); i < span.to && key_of(rep, lane, i) <= front->deadline; i = first_foreign(lane, i + 1, span.to))
            collect_foreign(rep, source, i, front);
    }
    if (rep->sources[source].available == 0) rep->n_sources--;
}

static bool next_deadline(struct replication *rep, const struct level *level)
{
    struct front front = {.deadline = NO_DAY, .received = rep->model->days, .days_tie = true};
    for (size_t rank = level->from; rank < level->to; rank++)
        if (lane_total(&rep->lanes[lane_at(level, rank)], WORK) > 0) find_front(rep, lane_at(level, rank), &front);
    for (size_t rank = level->from; rank < level->to && front.deadline != NO_DAY; rank++)
        if (lane_total(&rep->lanes[lane_at(level, rank)], WORK) > 0) collect_front(rep, lane_at(level, rank), &front);
    return rep->n_items > 0;
}

/* One pass over the classes of a step: finds their front, or collects it. */
static void step_front(struct replication *rep, const struct step_state *step, bool collect, struct front *front)
{
    for (size_t k = 0; k < step->stream->model->n_classes; k++) {
        const size_t lane = step->first_lane + k;
        if (lane_total(&rep->lanes[lane], WORK) == 0) continue;
        if (!collect) find_front(rep, lane, front);
        else if (front->deadline != NO_DAY) collect_front(rep, lane, front);
    }
}

bool order_next_by_deadline(struct replication *rep, size_t pool)
{
    const struct model_pool *p = &rep->model->pools[pool];
    struct front front = {.deadline = NO_DAY, .received = rep->model->days, .days_tie = false};
    clear(rep);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < p->n_members; i++) {
            const struct model_member *member = &p->members[p->by_id[i]];
            for (size_t j = 0; j < member->n_steps; j++) {
                const struct step_state *step = &rep->streams[member->stream].steps[member->steps[j]];
                if (!step_stopped(rep, step)) step_front(rep, step, pass == 1, &front);
            }
        }
    return rep->n_items > 0;
}

/* --- noticed first ----------------------------------------------------------------------------------------------------------------- */

static bool is_marked(const struct replication *rep, const struct cohort *c, bool by_term)
{
    return c->count > 0 && key_marked(key_of_cohort(rep, c), by_term);
}

/* The first day by term or notice of a lane's cohorts; `end` when none before it has any. */
static int first_of_cohorts(const struct replication *rep, struct lane *lane, bool by_term, int end)
{
    int *first = by_term ? &lane->first_term : &lane->first_notice;
    if (*first >= end) return end;
    *first = NO_DAY;
    for (size_t at = 0; at < lane->roll.n; at++) {
        const struct cohort *c = &lane->roll.cohorts[at];
        if (!is_marked(rep, c, by_term)) continue;
        const int day = key_mark(key_of_cohort(rep, c));
        if (day < *first) *first = day;
    }
    return *first < end ? *first : end;
}

static int first_mark(const struct replication *rep, struct lane *lane, bool by_term, int end)
{
    const struct noticed *noticed = &lane->noticed;
    const int64_t usual = by_term ? noticed->ordered : (int64_t)noticed_cases(noticed) - noticed->ordered;
    const int64_t cohorts = by_term ? lane->ordered_work : lane->noticed_work - lane->ordered_work;
    if (usual > 0) end = noticed_first(rep, &lane->noticed, by_term ? BY_TERM : BY_NOTICE, end);
    return cohorts > 0 ? first_of_cohorts(rep, lane, by_term, end) : end;
}

/* The cases of a lane with this term end or notice day. */
static void collect_marked(struct replication *rep, size_t number, bool by_term, int day)
{
    struct lane *lane = &rep->lanes[number];
    const int source = (int)rep->n_sources;
    add_source(rep, number, 0);
    const int64_t usual = noticed_count(rep, &lane->noticed, by_term ? BY_TERM : BY_NOTICE, day);
    add_item(rep, &(struct item){source, (int)number, day, by_term ? ITEM_TERM : ITEM_NOTICE, usual});
    for (size_t at = 0; (by_term ? lane->first_term : lane->first_notice) <= day && at < lane->roll.n; at++) {
        const struct cohort *c = &lane->roll.cohorts[at];
        if (!is_marked(rep, c, by_term) || key_mark(key_of_cohort(rep, c)) != day) continue;
        add_item(rep, &(struct item){source, (int)number, c->received, (int32_t)at, c->count});
    }
    if (rep->sources[source].available == 0) rep->n_sources--;
}

static bool next_marked(struct replication *rep, const struct level *level, bool by_term)
{
    int first = NO_DAY;
    for (size_t rank = level->from; rank < level->to; rank++) first = first_mark(rep, &rep->lanes[lane_at(level, rank)], by_term, first);
    for (size_t rank = level->from; rank < level->to && first < NO_DAY; rank++) collect_marked(rep, lane_at(level, rank), by_term, first);
    return rep->n_items > 0;
}

static bool next_noticed(struct replication *rep, const struct level *level) { return next_marked(rep, level, true) || next_marked(rep, level, false); }

/* Whether one lane alone decides: that of the only class, or of the only of its clocks that has work. */
static bool one_lane(const struct replication *rep, const struct level *level)
{
    size_t busy = 0;
    if (level->to - level->from > level->step->stream->model->n_clocks) return false;
    for (size_t rank = level->from; rank < level->to; rank++) busy += lane_total(&rep->lanes[lane_at(level, rank)], WORK) > 0;
    return busy == 1 || level->to - level->from == 1;
}

bool order_next(struct replication *rep, const struct level *level, enum work_order order)
{
    clear(rep);
    switch (order) {
    case ORDER_RANDOM: return next_run(rep, level);
    case ORDER_OLDEST:
    case ORDER_NEWEST: return one_lane(rep, level) ? next_run(rep, level) : next_day(rep, level, order == ORDER_NEWEST);
    case ORDER_EARLIEST_DEADLINE: return one_lane(rep, level) ? next_run(rep, level) : next_deadline(rep, level);
    case ORDER_NOTICED: return next_noticed(rep, level);
    case WORK_ORDERS: break;
    }
    return false;
}

/* --- taking ------------------------------------------------------------------------------------------------------------------------ */

static void take_item(struct replication *rep, const struct item *item, int64_t count)
{
    const struct spot spot = {item->lane, item->received};
    if (item->cohort <= ITEM_NOTICED) exit_noticed_at(rep, item->lane, ITEM_NOTICED - item->cohort, &done);
    else if (item->cohort <= ITEM_TERM) {
        const enum noticed_by by = item->cohort == ITEM_TERM ? BY_TERM : BY_NOTICE;
        exit_noticed(rep, item->lane, &(struct noticed_heap){.by = by, .day = item->received, .of = item->count, .count = count}, &done);
    } else if (item->cohort >= 0) exit_cohort(rep, spot, item->cohort, count, &done);
    else if (item->cohort == ITEM_OWN) exit_own(rep, spot, count, &done);
    else exit_layer(rep, spot, WORK, count, &done);
}

/* What was served of each source, from its items; among a source's items all cases are equal. */
static void take_items(struct replication *rep)
{
    for (size_t i = 0; i < rep->n_items; i++) {
        const struct item *item = &rep->items[i];
        struct source *source = &rep->sources[item->source];
        int64_t taken = source->served;
        if (item->count < source->available && taken > 0)
            taken = variate_hypergeometric(pick_draws(rep, &rep->streams[rep->lanes[item->lane].stream]), item->count,
                                           source->available - item->count, source->served);
        source->available -= item->count;
        source->served -= taken;
        if (taken > 0) take_item(rep, item, taken);
    }
}

/* Front by front; the sources and items are made use of anew. */
static void take_earliest(struct replication *rep, size_t lane, int64_t count)
{
    while (count > 0 && !rep->failed) {
        struct front front = {.deadline = NO_DAY, .received = rep->model->days, .days_tie = true};
        clear(rep);
        find_front(rep, lane, &front);
        collect_front(rep, lane, &front);
        struct source *source = &rep->sources[0];
        source->served = source->available < count ? source->available : count;
        count -= source->served;
        take_items(rep);
    }
}

/* Sources of one lane each. For a deadline there is one only. */
static void take_run(struct replication *rep, enum work_order order)
{
    for (size_t i = 0; i < rep->n_sources; i++) {
        struct lane *lane = &rep->lanes[rep->sources[i].lane];
        const int64_t served = rep->sources[i].served;
        if (order == ORDER_RANDOM) done_any(rep, lane, served);
        else if (order == ORDER_OLDEST) done_oldest(rep, lane, served);
        else if (order == ORDER_NEWEST) done_newest(rep, lane, served);
        else take_earliest(rep, (size_t)rep->sources[i].lane, served);
    }
}

void order_take(struct replication *rep, enum work_order order)
{
    if (rep->n_items > 0) take_items(rep);
    else take_run(rep, order);
}
