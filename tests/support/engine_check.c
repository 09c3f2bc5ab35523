#include "support/engine_check.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/lane.h"
#include "support/engine_parts.h"
#include "support/sparse.h"

bool expect(bool holds, const struct fault *fault, const char *format, ...)
{
    if (holds)
        return true;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault->message, fault->size, format, arguments);
    va_end(arguments);
    return false;
}

/* ---- the agenda and the lists ---- */

static bool listed(const struct places *places, const struct roll_place *place)
{
    for (size_t i = 0; i < places->n; i++) {
        const struct roll_place *item = &places->items[i];
        if (item->spot.lane == place->spot.lane && item->spot.received == place->spot.received && item->at == place->at)
            return true;
    }
    return false;
}

/* What lies ahead of a cohort on this day stands in the agenda, and the day has not passed. */
static bool check_ahead(const struct replication *rep, enum phase phase, int day, const struct roll_place *place,
                        const struct fault *fault)
{
    if (!expect(day > rep->today, fault, "lane %d received %d: phase %d of day %d has been missed", place->spot.lane,
                day_of(rep, place->spot.received), phase, day))
        return false;
    return expect(day > rep->model->horizon || listed(&rep->agenda[phase][day], place), fault,
                  "lane %d received %d: nothing in phase %d of day %d", place->spot.lane,
                  day_of(rep, place->spot.received), phase, day);
}

static bool check_agenda(const struct replication *rep, const struct roll_place *place,
                         const struct cohort_key *key, const struct fault *fault)
{
    const struct lane *lane = &rep->lanes[place->spot.lane];
    const struct stream_state *s = stream_of(rep, lane);
    const struct running *judicial = &key->judicial;
    if (key->ready != LONG_AGO && !check_ahead(rep, PHASE_MORNING, key->ready, place, fault))
        return false;
    if (s->model->has_period && !key->overdue &&
        !check_ahead(rep, PHASE_MORNING, lane->epoch->deadline[key->clock] + 1, place, fault))
        return false;
    if (key->stage == STAGE_APPEALED && !check_ahead(rep, PHASE_COURT, key->due, place, fault))
        return false;
    if (judicial->regime < 0 || judicial->paused || s->model->lateness.further_appeal.peak <= 0)
        return true;
    return check_ahead(rep, PHASE_APPEAL, judicial->start + s->judicial[judicial->regime].days, place, fault);
}

static int times_by_clock(const struct roll *roll, int clock, int32_t at)
{
    int times = 0;
    for (int32_t i = roll->by_clock[clock]; i >= 0; i = roll->cohorts[i].next_by_clock)
        times += i == at;
    return times;
}

/* No cohort is before the first term end or notice day of its lane. */
static bool check_lists(const struct replication *rep, const struct roll_place *place, const struct cohort_key *key,
                        const struct fault *fault)
{
    const struct lane *lane = &rep->lanes[place->spot.lane];
    const int received = place->spot.received;
    const int times = times_by_clock(&lane->roll, key->clock, place->at);
    return expect(times == (key->ready == LONG_AGO && key->clock != received), fault, "lane %d received %d: %d times by clock",
                  place->spot.lane, day_of(rep, received), times) &&
           expect((!key_marked(key, true) || lane->first_term <= key_mark(key)) &&
                      (!key_marked(key, false) || lane->first_notice <= key_mark(key)),
                  fault, "lane %d received %d: before the first", place->spot.lane, day_of(rep, received));
}

static int times_listed(const struct noticed *noticed, enum noticed_by by, int index, int32_t at)
{
    int times = 0;
    for (int32_t i = noticed->first[by][index]; i >= 0; i = noticed->next[noticed_link(by)][i])
        times += i == at;
    return times;
}

/* A usual noticed case stands once in each of its lists, and what lies ahead of it has not passed. */
static bool check_usual(const struct replication *rep, const struct sparse *c, const struct fault *fault)
{
    const struct noticed *noticed = &rep->lanes[c->spot.lane].noticed;
    const struct stream_state *s = stream_of(rep, &rep->lanes[c->spot.lane]);
    const struct cohort_key *key = &c->key;
    const enum noticed_by mark = key->stage == STAGE_ORDERED ? BY_TERM : BY_NOTICE;
    const bool appealed = key->stage == STAGE_APPEALED;
    const struct running *judicial = &key->judicial;
    bool good = times_listed(noticed, BY_RECEIVED, c->spot.received, c->at) == 1;
    if (appealed && key->due <= rep->model->horizon)
        good = good && key->due > rep->today && times_listed(noticed, BY_DUE, noticed_list(rep, key->due), c->at) == 1;
    if (noticed->first[mark])
        good = good && times_listed(noticed, mark, noticed_list(rep, key_mark(key)), c->at) == 1 &&
               noticed->lowest[mark] <= noticed_list(rep, key_mark(key));
    if (noticed->first[BY_CLOCK])
        good = good && times_listed(noticed, BY_CLOCK, key->clock, c->at) == (key->clock != c->spot.received);
    if (judicial->regime >= 0 && s->model->lateness.further_appeal.peak > 0)
        good = good && judicial->start + s->judicial[judicial->regime].days > rep->today;
    return expect(good, fault, "lane %d received %d: a usual case with a notice on %d, stage %d, due %d is not in its lists",
                  c->spot.lane, day_of(rep, c->spot.received), key->notice, key->stage, key->due);
}

/* ---- keys ---- */

static bool check_stage(const struct replication *rep, const struct cohort_key *key, const struct fault *fault)
{
    const bool noticed = key->stage != STAGE_NONE;
    const bool due = key->stage == STAGE_APPEALED || key->stage == STAGE_ORDERED;
    return expect(noticed == (key->notice != NO_DAY) && (key->notice <= rep->today || !noticed), fault,
                  "stage %d with notice on %d", key->stage, key->notice) &&
           expect(due == (key->due != NO_DAY), fault, "stage %d with day %d ahead", key->stage, key->due) &&
           expect(noticed || key->administrative.regime < 0, fault, "a penalty without a notice") &&
           expect(key->stage == STAGE_ORDERED || key->judicial.regime < 0, fault,
                  "a judicial penalty without an order");
}

/* Penalty days by the meter are those by the calendar. */
static bool check_running(const struct replication *rep, const struct lane *lane, const struct cohort_key *key,
                          const struct fault *fault)
{
    const struct stream_state *s = stream_of(rep, lane);
    if (key->administrative.regime >= 0) {
        const struct meter *meter = &s->administrative[key->administrative.regime];
        const int days = overdue_days(rep, lane, key->clock, administrative_start(rep, key), rep->today);
        const int counted = meter_days(meter, &key->administrative);
        if (!expect(key->notice != LONG_AGO, fault, "a penalty runs and its notice day is forgotten") ||
            !expect(counted == (days < meter->days ? days : meter->days), fault,
                    "notice on %d, clock %d: %d administrative penalty days, not %d", key->notice,
                    day_of(rep, key->clock), counted, days))
            return false;
    }
    if (key->judicial.regime < 0)
        return true;
    const struct meter *meter = &s->judicial[key->judicial.regime];
    const int days = overdue_days(rep, lane, key->clock, key->due + 1, rep->today);
    const int counted = meter_days(meter, &key->judicial);
    return expect(counted == (days < meter->days ? days : meter->days), fault,
                  "term end %d, clock %d: %d judicial penalty days, not %d", key->due, day_of(rep, key->clock), counted,
                  days);
}

static int longest(const struct replication *rep, int regime)
{
    return regime < 0 ? 0 : tariff_days(&rep->model->administrative[regime]);
}

/* A case noticed since day 0 has the regime of that day until its penalty has run out. */
static bool check_regime(const struct replication *rep, const struct lane *lane, const struct cohort_key *key,
                         const struct fault *fault)
{
    const struct stream_state *s = stream_of(rep, lane);
    if (key->notice == NO_DAY || key->notice < 0)
        return true;
    const int16_t *by_day = s->model->lateness.administrative;
    const int in_force = by_day ? by_day[key->notice] : -1;
    if (in_force < 0 || key->administrative.regime >= 0)
        return expect(key->administrative.regime == in_force, fault, "notice on %d: regime %d, not %d", key->notice,
                      key->administrative.regime, in_force);
    const int grace = rep->model->administrative[in_force].grace;
    const int days = overdue_days(rep, lane, key->clock, key->notice + grace + 1, rep->today);
    return expect(days >= longest(rep, in_force), fault, "notice on %d: the penalty is gone after %d days", key->notice,
                  days);
}

/* A case under an order of a day since day 0 has the regime of that day until the cap is reached. The day is known
 * where the term is always the same and no order is older. */
static bool check_order(const struct replication *rep, const struct lane *lane, const struct cohort_key *key,
                        const struct fault *fault)
{
    const struct stream_state *s = stream_of(rep, lane);
    const struct model_lateness *l = &s->model->lateness;
    if (key->stage != STAGE_ORDERED || l->term.by_day || s->model->opening.n_ordered > 0)
        return true;
    const int ordered = key->due - (int)lround(param_at(&l->term, rep->multiplier, 0));
    if (!expect(ordered >= 0 && ordered <= rep->today, fault, "a term that ends on %d", key->due))
        return false;
    const int in_force = l->judicial ? l->judicial[ordered] : -1;
    if (in_force < 0 || key->judicial.regime >= 0)
        return expect(key->judicial.regime == in_force, fault, "order on %d: regime %d, not %d", ordered,
                      key->judicial.regime, in_force);
    const int days = overdue_days(rep, lane, key->clock, key->due + 1, rep->today);
    return expect(days >= judicial_days(&rep->model->judicial[in_force]), fault,
                  "order on %d: the penalty is gone after %d days", ordered, days);
}

static bool check_key(const struct replication *rep, const struct sparse *c, const struct fault *fault)
{
    const struct roll_place own = {c->spot, c->at}, *place = &own;
    const struct cohort_key *key = &c->key;
    const struct lane *lane = &rep->lanes[place->spot.lane];
    const struct stream_state *s = stream_of(rep, lane);
    const bool overdue = s->model->has_period && lane->epoch->deadline[key->clock] < rep->today;
    return expect(key->ready == LONG_AGO || key->ready > rep->today, fault, "ready on %d", key->ready) &&
           expect(key->overdue == overdue, fault, "overdue %d with deadline %d", key->overdue, lane->epoch->deadline[key->clock]) &&
           expect(key->clock >= 0 && key->clock <= index_of(rep, rep->today), fault, "clock from %d", key->clock) &&
           expect(key->joined || key->clock == place->spot.received, fault, "another clock, and not joined") &&
           check_stage(rep, key, fault) && check_running(rep, lane, key, fault) && check_regime(rep, lane, key, fault) &&
           check_order(rep, lane, key, fault) &&
           (c->usual ? check_usual(rep, c, fault)
                     : check_agenda(rep, place, key, fault) && check_lists(rep, place, key, fault));
}

/* ---- lanes ---- */

static void recount_cohort(const struct cohort_key *key, int32_t count, struct recount *day)
{
    const bool workable = key->ready == LONG_AGO;
    day->of[workable ? WORK : DELAY] += count;
    day->of[workable ? SPARSE_WORK : SPARSE_DELAY] += count;
    day->sparse_overdue += key->overdue && key->stage == STAGE_NONE ? count : 0;
    day->late += key->overdue ? count : 0;
}

/* What the lane keeps of its usual noticed cases and of its cohorts alone. */
struct kept {
    int64_t cases, empty, noticed, ordered, appealable;
};

static void recount_kept(const struct replication *rep, const struct sparse *c, struct kept *kept)
{
    const bool noticed = key_marked(&c->key, false) || key_marked(&c->key, true);
    kept->cases += c->count;
    kept->empty += c->count == 0;
    kept->noticed += c->count > 0 && noticed ? c->count : 0;
    kept->ordered += c->count > 0 && key_marked(&c->key, true) ? c->count : 0;
    kept->appealable += c->count > 0 && key_appealable(rep, &c->key) ? c->count : 0;
}

static bool check_kept(const struct lane *lane, const struct kept *cohorts, const struct kept *usual, const struct fault *fault)
{
    const struct noticed *noticed = &lane->noticed;
    return expect(cohorts->empty == (int64_t)lane->roll.empty && cohorts->cases == lane->roll.cases, fault,
                  "%zu empty places, %ld cases in cohorts", lane->roll.empty, (long)lane->roll.cases) &&
           expect(cohorts->noticed == lane->noticed_work && cohorts->ordered == lane->ordered_work, fault,
                  "noticed_work %ld, ordered_work %ld; not %ld, %ld", (long)lane->noticed_work,
                  (long)lane->ordered_work, (long)cohorts->noticed, (long)cohorts->ordered) &&
           expect(cohorts->appealable == lane->appealable.cases, fault, "appealable in cohorts %ld, not %ld",
                  (long)lane->appealable.cases, (long)cohorts->appealable) &&
           expect(usual->cases == (int64_t)noticed_cases(noticed) && usual->empty == (int64_t)noticed->left, fault,
                  "%zu noticed cases, not %ld", noticed_cases(noticed), (long)usual->cases) &&
           expect(usual->ordered == noticed->ordered && usual->appealable == noticed->appealable.cases, fault,
                  "ordered %ld, appealable %ld; not %ld, %ld", (long)noticed->ordered,
                  (long)noticed->appealable.cases, (long)usual->ordered, (long)usual->appealable);
}

/* Recounts by received day the cases of a lane that are not plain. */
static bool check_sparse(const struct replication *rep, size_t index, struct recount *days, const struct fault *fault)
{
    struct kept cohorts = {0}, usual = {0};
    for (size_t place = 0; place < sparse_places(&rep->lanes[index]); place++) {
        const struct sparse c = sparse_at(rep, index, place);
        if (!expect(c.count >= 0, fault, "lane %d received %d: a cohort of %d", c.spot.lane, day_of(rep, c.spot.received), c.count))
            return false;
        recount_kept(rep, &c, c.usual ? &usual : &cohorts);
        if (c.count == 0)
            continue;
        if (!check_key(rep, &c, fault))
            return false;
        recount_cohort(&c.key, c.count, &days[c.spot.received]);
        if (c.key.ready == LONG_AGO && c.key.clock != c.spot.received) {
            days[c.spot.received].of[FOREIGN] += c.count;
            days[c.key.clock].of[FOREIGN_CLOCK] += c.count;
        }
    }
    return check_kept(&rep->lanes[index], &cohorts, &usual, fault);
}

static bool check_lane(const struct replication *rep, size_t index, const struct fault *fault)
{
    struct recount *days = calloc((size_t)rep->model->days, sizeof *days);
    const bool good = expect(days != NULL, fault, "no memory") && check_sparse(rep, index, days, fault) &&
                      check_days(rep, index, days, fault);
    free(days);
    return good;
}

/* ---- the whole ---- */

static bool fail_at(const struct replication *rep, const char *what, const char *name, const struct fault *fault)
{
    char inner[512];
    snprintf(inner, sizeof inner, "%s", fault->message);
    snprintf(fault->message, fault->size, "day %d, %s %s: %s", rep->today, what, name, inner);
    return false;
}

bool engine_check(struct replication *rep, char *message, size_t size)
{
    const struct fault fault = {message, size};
    const struct results_layout *layout = &rep->model->layout;
    for (size_t i = 0; i < rep->n_lanes; i++)
        if (!check_lane(rep, i, &fault))
            return fail_at(rep, "lane of", layout->names[rep->lanes[i].stream], &fault);
    for (size_t i = 0; i < rep->model->n_streams; i++)
        if (!check_money(rep, i, &fault))
            return fail_at(rep, "money of", layout->names[i], &fault);
    for (size_t i = 0; i < rep->n_steps; i++)
        for (size_t part = 0; part < rep->steps[i].model->most_parts; part++)
            if (!expect(rep->steps[i].debt[part] >= 0, &fault, "a debt of %g", rep->steps[i].debt[part]))
                return fail_at(rep, "work of", layout->names[rep->steps[i].stream - rep->streams], &fault);
    return true;
}
