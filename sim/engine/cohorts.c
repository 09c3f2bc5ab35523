#include "engine/cohorts.h"

#include <string.h>

#include "engine/lane.h"
#include "engine/meter.h"

static enum layer home_layer(const struct cohort_key *key) { return key->ready == LONG_AGO ? SPARSE_WORK : SPARSE_DELAY; }

static void count_layers(struct replication *rep, const struct cohort_key *key, int32_t count)
{
    struct lane *lane = &rep->lanes[key->lane];
    lane_add(lane, home_layer(key), key->received, count);
    if (key->overdue) lane_add(lane, SPARSE_OVERDUE, key->received, count);
    if (key->appealable) lane_add(lane, APPEALABLE, key->received, count);
    if (key->notice != NO_DAY && key->ready == LONG_AGO) lane_add(lane, NOTICED_WORK, key->received, count);
    lane->received_sum += (int64_t)count * day_of(rep, key->received);
    if (count > 0 && key->received < lane->lowest) lane->lowest = key->received;
}

/* --- slots ------------------------------------------------------------------------------------------------------------------- */

static int32_t new_slot(struct replication *rep)
{
    if (rep->free_cohort != NO_COHORT) {
        const int32_t id = rep->free_cohort;
        rep->free_cohort = rep->cohorts[id].next;
        return id;
    }
    if (rep->n_cohorts == rep->cohort_capacity) {
        struct cohort *more = state_grow(rep->cohorts, &rep->cohort_capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return NO_COHORT;
        }
        rep->cohorts = more;
    }
    rep->cohorts[rep->n_cohorts].generation = 0;
    return (int32_t)rep->n_cohorts++;
}

static void chain_in(struct replication *rep, int32_t id)
{
    struct cohort *c = &rep->cohorts[id];
    int32_t *head = &rep->lanes[c->key.lane].chain[c->key.received];
    c->previous = NO_COHORT;
    c->next = *head;
    if (*head != NO_COHORT) rep->cohorts[*head].previous = id;
    *head = id;
}

static void chain_out(struct replication *rep, int32_t id)
{
    const struct cohort *c = &rep->cohorts[id];
    if (c->next != NO_COHORT) rep->cohorts[c->next].previous = c->previous;
    if (c->previous != NO_COHORT) rep->cohorts[c->previous].next = c->next;
    else rep->lanes[c->key.lane].chain[c->key.received] = c->next;
}

/* --- cohorts with a clock of their own, by stream ------------------------------------------------------------------------------ */

static void foreign_in(struct replication *rep, int32_t id)
{
    struct cohort *c = &rep->cohorts[id];
    c->foreign = NO_COHORT;
    if (c->key.clock == c->key.received) return;
    struct stream_state *s = stream_of(rep, &c->key);
    if (s->n_foreign == s->foreign_capacity) {
        int32_t *more = state_grow(s->foreign, &s->foreign_capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return;
        }
        s->foreign = more;
    }
    c->foreign = (int32_t)s->n_foreign;
    s->foreign[s->n_foreign++] = id;
}

static void foreign_out(struct replication *rep, int32_t id)
{
    const struct cohort *c = &rep->cohorts[id];
    if (c->foreign == NO_COHORT) return;
    struct stream_state *s = stream_of(rep, &c->key);
    const int32_t moved = s->foreign[--s->n_foreign];
    s->foreign[c->foreign] = moved;
    rep->cohorts[moved].foreign = c->foreign;
}

/* --- lists by notice day and term end, for noticed-first work -------------------------------------------------------------------- */

static int32_t *mark_list(const struct replication *rep, struct stream_state *s, const struct cohort_key *key, int *bucket, int **first)
{
    const bool ordered = key->stage == STAGE_ORDERED;
    const int limit = rep->model->days - 1, at = index_of(rep, ordered ? key->due : key->notice);
    *bucket = at < 0 ? 0 : at > limit ? limit : at;
    *first = ordered ? &s->first_term : &s->first_notice;
    return ordered ? s->by_term : s->by_notice;
}

static void mark_in(struct replication *rep, int32_t id)
{
    struct cohort *c = &rep->cohorts[id];
    struct stream_state *s = stream_of(rep, &c->key);
    if (!s->by_notice || c->key.notice == NO_DAY) return;
    int bucket, *first;
    int32_t *list = mark_list(rep, s, &c->key, &bucket, &first);
    c->previous_marked = NO_COHORT;
    c->next_marked = list[bucket];
    if (list[bucket] != NO_COHORT) rep->cohorts[list[bucket]].previous_marked = id;
    list[bucket] = id;
    if (bucket < *first) *first = bucket;
}

static void mark_out(struct replication *rep, int32_t id)
{
    const struct cohort *c = &rep->cohorts[id];
    struct stream_state *s = stream_of(rep, &c->key);
    if (!s->by_notice || c->key.notice == NO_DAY) return;
    int bucket, *first;
    int32_t *list = mark_list(rep, s, &c->key, &bucket, &first);
    if (c->next_marked != NO_COHORT) rep->cohorts[c->next_marked].previous_marked = c->previous_marked;
    if (c->previous_marked != NO_COHORT) rep->cohorts[c->previous_marked].next_marked = c->next_marked;
    else list[bucket] = c->next_marked;
}

/* --- agenda ---------------------------------------------------------------------------------------------------------------------- */

static int32_t new_entry(struct replication *rep)
{
    if (rep->free_entry != NO_COHORT) {
        const int32_t e = rep->free_entry;
        rep->free_entry = rep->agenda[e].next;
        return e;
    }
    if (rep->n_agenda == rep->agenda_capacity) {
        struct agenda_entry *more = state_grow(rep->agenda, &rep->agenda_capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return NO_COHORT;
        }
        rep->agenda = more;
    }
    return (int32_t)rep->n_agenda++;
}

static void agenda_add(struct replication *rep, enum phase phase, int day, int32_t id)
{
    if (phase == PHASE_MORNING && day <= rep->today) day = rep->today + 1;
    if (day < 0) day = 0;
    if (day > rep->model->horizon) return;
    const int32_t e = new_entry(rep);
    if (e == NO_COHORT) return;
    rep->agenda[e] = (struct agenda_entry){id, rep->cohorts[id].generation, rep->agenda_head[phase][day]};
    rep->agenda_head[phase][day] = e;
}

void agenda_run(struct replication *rep, enum phase phase, void (*act)(struct replication *rep, int32_t id))
{
    int32_t *head = &rep->agenda_head[phase][rep->today];
    while (*head != NO_COHORT) {
        const int32_t e = *head;
        const struct agenda_entry entry = rep->agenda[e];
        *head = entry.next;
        rep->agenda[e].next = rep->free_entry;
        rep->free_entry = e;
        if (rep->cohorts[entry.cohort].generation == entry.generation) act(rep, entry.cohort);
    }
}

static void schedule_running(struct replication *rep, int32_t id, const struct running *running, const struct meter *meters)
{
    const struct cohort_key *key = &rep->cohorts[id].key;
    if (running->paused == RUNNING_FURTHER) agenda_add(rep, PHASE_APPEAL, running->start, id);
    if (running->regime < 0) return;
    if (running->paused) agenda_add(rep, PHASE_MORNING, deadline_of(stream_of(rep, key), key) + 1, id);
    else agenda_add(rep, PHASE_EVENING, running->start + meters[running->regime].days - 1, id);
}

void cohort_schedule(struct replication *rep, int32_t id)
{
    const struct cohort_key key = rep->cohorts[id].key;
    const struct stream_state *s = stream_of(rep, &key);
    if (key.ready != LONG_AGO) agenda_add(rep, PHASE_MORNING, key.ready, id);
    if (key.stage == STAGE_NONE && !key.overdue && s->model->has_period) agenda_add(rep, PHASE_MORNING, deadline_of(s, &key) + 1, id);
    if (key.stage == STAGE_NOTICED && !key.appealable) agenda_add(rep, PHASE_MORNING, key.notice + APPEAL_AFTER, id);
    if (key.stage == STAGE_APPEALED) agenda_add(rep, PHASE_COURT, key.due, id);
    schedule_running(rep, id, &key.administrative, s->administrative);
    schedule_running(rep, id, &key.judicial, s->judicial);
}

/* --- keys ------------------------------------------------------------------------------------------------------------------------ */

void cohort_put(struct replication *rep, const struct cohort_key *key, int32_t count)
{
    count_layers(rep, key, count);
    for (int32_t id = rep->lanes[key->lane].chain[key->received]; id != NO_COHORT; id = rep->cohorts[id].next)
        if (memcmp(&rep->cohorts[id].key, key, sizeof *key) == 0) {
            rep->cohorts[id].count += count;
            return;
        }
    const int32_t id = new_slot(rep);
    if (id == NO_COHORT) return;
    struct cohort *c = &rep->cohorts[id];
    c->key = *key;
    c->count = count;
    c->set_aside = 0;
    chain_in(rep, id);
    foreign_in(rep, id);
    mark_in(rep, id);
    cohort_schedule(rep, id);
}

void cohort_remove(struct replication *rep, int32_t id, int32_t count)
{
    struct cohort *c = &rep->cohorts[id];
    count_layers(rep, &c->key, -count);
    c->count -= count;
    if (c->count > 0) return;
    chain_out(rep, id);
    foreign_out(rep, id);
    mark_out(rep, id);
    c->generation++;
    c->next = rep->free_cohort;
    rep->free_cohort = id;
}

void cohort_move(struct replication *rep, int32_t id, int32_t count, const struct cohort_key *key)
{
    cohort_remove(rep, id, count);
    cohort_put(rep, key, count);
}

void key_forget_notice(const struct replication *rep, struct cohort_key *key)
{
    const struct stream_state *s = &rep->streams[rep->lanes[key->lane].stream];
    const bool matters = s->model->uses_noticed || key->administrative.regime >= 0 || (key->stage == STAGE_NOTICED && !key->appealable);
    if (key->notice == NO_DAY || matters) return;
    key->notice = LONG_AGO;
    key->administrative = (struct running){.regime = -1};
}

/* A penalty pauses while the case is not overdue, and goes on where it was. `earliest` is the first day on which it may run. */
static void refresh_running(struct replication *rep, struct running *running, struct meter *meters, int earliest, bool overdue, int32_t count)
{
    if (running->regime < 0 || overdue == !running->paused) return;
    struct meter *meter = &meters[running->regime];
    if (!overdue) {
        meter_add(meter, running->start, -count);
        running->start = meter_days(meter, running->start);
        running->paused = 1;
        return;
    }
    const int start = rep->today - running->start;
    running->start = start > earliest ? start : earliest;
    running->paused = 0;
    meter_add(meter, running->start, count);
}

void key_refresh(struct replication *rep, struct cohort_key *key, int32_t count)
{
    struct stream_state *s = stream_of(rep, key);
    const bool overdue = s->model->has_period && deadline_of(s, key) < rep->today;
    if (key->ready <= rep->today) key->ready = LONG_AGO;
    key->overdue = overdue && key->stage == STAGE_NONE;
    if (key->stage == STAGE_NOTICED && rep->today >= key->notice + APPEAL_AFTER) key->appealable = 1;
    if (key->administrative.regime >= 0) {
        const int grace = rep->model->administrative[key->administrative.regime].grace;
        refresh_running(rep, &key->administrative, s->administrative, key->notice + grace + 1, overdue, count);
    }
    refresh_running(rep, &key->judicial, s->judicial, key->due + 1, overdue, count);
    key_forget_notice(rep, key);
}

void cohort_refresh(struct replication *rep, int32_t id)
{
    struct cohort_key key = rep->cohorts[id].key;
    const int32_t count = rep->cohorts[id].count;
    key_refresh(rep, &key, count);
    if (memcmp(&key, &rep->cohorts[id].key, sizeof key) != 0) cohort_move(rep, id, count, &key);
}
