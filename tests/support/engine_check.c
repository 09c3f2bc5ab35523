#include "support/engine_check.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/contingent.h"
#include "engine/lane.h"
#include "engine/meter.h"
#include "support/sparse.h"

struct fault {
    char *message;
    size_t size;
};

__attribute__((format(printf, 3, 4))) static bool expect(bool holds, const struct fault *fault, const char *format, ...)
{
    if (holds)
        return true;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault->message, fault->size, format, arguments);
    va_end(arguments);
    return false;
}

static const struct stream_state *stream_of(const struct replication *rep, const struct lane *lane)
{
    return &rep->streams[lane->stream];
}

/* ---- penalty days, from the calendar alone ---- */

static size_t clock_of(const struct replication *rep, const struct lane *lane)
{
    return (size_t)lane->class % stream_of(rep, lane)->model->n_clocks;
}

static int suspended_days(const struct replication *rep, const struct lane *lane)
{
    const size_t clock = clock_of(rep, lane);
    return clock > 0 ? stream_of(rep, lane)->model->suspensions[clock - 1].days : 0;
}

static int after_period(const struct dated_period *rule, int suspended, int day, int clock, int deadline)
{
    const bool matches = day >= rule->in_force || rule->applies_to == APPLIES_ALL_OPEN ||
                         (rule->applies_to == APPLIES_OPEN_NOT_OVERDUE && deadline >= rule->in_force);
    return matches && day >= rule->from && day <= rule->until ? rule->deadline[clock] + suspended : deadline;
}

/* With the periods of contingent rules: what an action's end took away concerns only cases received later. */
static int redated_then(const struct replication *rep, const struct lane *lane, int clock, int day)
{
    const struct stream_state *s = stream_of(rep, lane);
    const struct model_redating *own = s->model->redating;
    const struct rule_periods *periods = &rep->contingent->periods[s - rep->streams];
    const int suspended = suspended_days(rep, lane);
    int deadline = own->base[clock] + suspended;
    size_t at = 0, brought = 0;
    while (at < own->n || brought < periods->n) {
        const bool own_first = brought == periods->n || (at < own->n && own->rules[at].in_force <= periods->items[brought].period.in_force);
        const struct dated_period *rule = own_first ? &own->rules[at++] : &periods->items[brought++].period;
        if (rule->in_force > day)
            break;
        deadline = after_period(rule, suspended, day_of(rep, clock), clock, deadline);
    }
    return deadline;
}

static int deadline_then(const struct replication *rep, const struct lane *lane, int clock, int day)
{
    const struct stream_state *s = stream_of(rep, lane);
    if (s->model->redating)
        return redated_then(rep, lane, clock, day);
    const struct model_epoch *epochs = &s->model->epochs[clock_of(rep, lane) * s->model->n_epochs];
    size_t epoch = s->model->n_epochs - 1;
    while (epoch > 0 && epochs[epoch].from > day)
        epoch--;
    return epochs[epoch].deadline[clock];
}

/* Days first .. last on whose evening the case is overdue; those before day 0 count all. */
static int overdue_days(const struct replication *rep, const struct lane *lane, int clock, int first, int last)
{
    const struct stream_state *s = stream_of(rep, lane);
    int days = first < 0 ? -first : 0;
    for (int day = first < 0 ? 0 : first; day <= last; day++)
        days += s->model->has_period && deadline_then(rep, lane, clock, day) < day;
    return days;
}

static int administrative_start(const struct replication *rep, const struct cohort_key *key)
{
    return key->notice + rep->model->administrative[key->administrative.regime].grace + 1;
}

/* Euros of one case after the penalty days up to this evening. */
static int64_t administrative_upto(const struct replication *rep, const struct lane *lane,
                                   const struct cohort_key *key, int evening)
{
    if (key->administrative.regime < 0)
        return 0;
    return tariff_after(&rep->model->administrative[key->administrative.regime],
                        overdue_days(rep, lane, key->clock, administrative_start(rep, key), evening));
}

static int64_t judicial_upto(const struct replication *rep, const struct lane *lane, const struct cohort_key *key,
                             int evening)
{
    if (key->judicial.regime < 0)
        return 0;
    return judicial_after(&rep->model->judicial[key->judicial.regime],
                          overdue_days(rep, lane, key->clock, key->due + 1, evening));
}

/* ---- every cohort of a stream ---- */

typedef int64_t (*euros_of)(const struct replication *rep, const struct lane *lane, const struct cohort_key *key);

static int64_t sum_cohorts(const struct replication *rep, size_t stream, euros_of euros)
{
    const struct stream_state *s = &rep->streams[stream];
    int64_t sum = 0;
    for (size_t k = 0; k < s->n_lanes; k++) {
        const struct lane *lane = &rep->lanes[s->first_lane + k];
        for (size_t place = 0; place < sparse_places(lane); place++) {
            const struct sparse c = sparse_at(rep, s->first_lane + k, place);
            if (c.count > 0)
                sum += c.count * euros(rep, lane, &c.key);
        }
    }
    return sum;
}

static int64_t accrual(const struct replication *rep, const struct lane *lane, const struct cohort_key *key)
{
    return administrative_upto(rep, lane, key, rep->today) - administrative_upto(rep, lane, key, rep->today - 1) +
           judicial_upto(rep, lane, key, rep->today) - judicial_upto(rep, lane, key, rep->today - 1);
}

int64_t engine_accrual(const struct replication *rep, size_t stream)
{
    return sum_cohorts(rep, stream, accrual);
}

/* Since day 0, while it runs: at the maximum it is entered for payment. */
static int64_t running_part(int64_t now, int64_t most, int64_t before)
{
    return now < most ? now - before : 0;
}

static int64_t running(const struct replication *rep, const struct lane *lane, const struct cohort_key *key)
{
    const struct running *a = &key->administrative, *j = &key->judicial;
    int64_t sum = 0;
    if (a->regime >= 0) {
        const struct administrative_regime *regime = &rep->model->administrative[a->regime];
        const int days = overdue_days(rep, lane, key->clock, administrative_start(rep, key), rep->today);
        if (days < tariff_days(regime))
            sum += tariff_after(regime, days) - tariff_after(regime, a->prior);
    }
    if (j->regime >= 0) {
        const struct judicial_regime *regime = &rep->model->judicial[j->regime];
        sum += running_part(judicial_upto(rep, lane, key, rep->today), regime->cap, judicial_after(regime, j->prior));
    }
    return sum;
}

int64_t engine_owed(const struct replication *rep, size_t stream)
{
    int64_t sum = sum_cohorts(rep, stream, running);
    for (int day = rep->today + 1; day <= rep->model->horizon; day++)
        sum += rep->streams[stream].payable[day];
    return sum;
}

static int64_t to_run(const struct replication *rep, const struct lane *lane, const struct cohort_key *key)
{
    const struct running *a = &key->administrative, *j = &key->judicial;
    int64_t sum = 0;
    if (a->regime >= 0) {
        const struct administrative_regime *regime = &rep->model->administrative[a->regime];
        sum += tariff_after(regime, tariff_days(regime)) - administrative_upto(rep, lane, key, rep->today);
    }
    if (j->regime >= 0)
        sum += rep->model->judicial[j->regime].cap - judicial_upto(rep, lane, key, rep->today);
    return sum;
}

int64_t engine_still_to_run(const struct replication *rep, size_t stream)
{
    return sum_cohorts(rep, stream, to_run);
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

/* No cohort is before the first term end or notice day of its lane. */
static bool check_lists(const struct replication *rep, const struct roll_place *place, const struct cohort_key *key,
                        const struct fault *fault)
{
    const struct lane *lane = &rep->lanes[place->spot.lane];
    const int received = place->spot.received;
    return expect(key->clock == received || listed(&stream_of(rep, lane)->foreign, place), fault,
                  "lane %d received %d: not in foreign", place->spot.lane, day_of(rep, received)) &&
           expect(key->stage != STAGE_NONE || listed(&lane->others, place), fault, "lane %d received %d: not in others",
                  place->spot.lane, day_of(rep, received)) &&
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

/* What a day's layers should be, and the lane's own sums. */
struct recount {
    int64_t of[LAYERS];
    int64_t sparse_overdue, late, received_sum;
};

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
    }
    return check_kept(&rep->lanes[index], &cohorts, &usual, fault);
}

static bool comes_once(const struct coming_days *days, int index)
{
    int times = 0;
    for (int32_t i = 0; i < days->n; i++)
        times += days->index[i] == index;
    return times == 1;
}

static bool check_points(const struct replication *rep, const struct lane *lane, int index, const struct fault *fault)
{
    int64_t sum = 0;
    for (int i = 0; lane->delayed && i < DELAY_POINTS; i++) {
        const int32_t here = delayed_at(lane, index, i);
        if (!expect(here >= 0, fault, "received %d: %d cases at delay point %d", day_of(rep, index), here, i) ||
            !expect(here == 0 || lane->delay->ready[index * DELAY_POINTS + i] > rep->today, fault,
                    "received %d: delay point %d has passed", day_of(rep, index), i))
            return false;
        sum += here;
    }
    for (int32_t i = 0; lane->coming && i < lane->coming[index].n; i++) {
        const struct coming_cell *cell = &lane->coming[index].cells[i];
        if (!expect(cell->count >= 0 && cell->ready > rep->today, fault, "received %d: %d cases ready on %d", day_of(rep, index),
                    cell->count, cell->ready) ||
            !expect(cell->ready > rep->model->horizon || comes_once(&lane->coming_on[cell->ready], index), fault,
                    "received %d is not in the list of %d once", day_of(rep, index), cell->ready))
            return false;
        sum += cell->count;
    }
    return expect(sum == plain_at_day(lane, DELAY, index), fault, "received %d: %d in delay, the points say %ld",
                  day_of(rep, index), plain_at_day(lane, DELAY, index), (long)sum);
}

/* Nobody of that day is open: most days. */
static bool is_empty(const struct lane *lane, int index, const struct recount *cohorts)
{
    if (cohorts->of[WORK] + cohorts->of[DELAY] > 0)
        return false;
    int32_t any = 0;
    for (int l = 0; l < LAYERS; l++)
        any |= lane->layer[l].day[index];
    for (int i = 0; lane->delayed && i < DELAY_POINTS; i++)
        any |= lane->delayed[index][i];
    return any == 0;
}

/* `day` holds its cohorts already. */
static bool check_day(const struct replication *rep, struct spot spot, struct recount *day, const struct fault *fault)
{
    const struct lane *lane = &rep->lanes[spot.lane];
    const struct stream_state *s = stream_of(rep, lane);
    int32_t of[LAYERS];
    for (int l = 0; l < LAYERS; l++)
        of[l] = lane->layer[l].day[spot.received];
    if (is_empty(lane, spot.received, day))
        return true;
    const int64_t work = plain_at_day(lane, WORK, spot.received), delayed = plain_at_day(lane, DELAY, spot.received);
    const int64_t plain = work + delayed;
    day->of[WORK] += work;
    day->of[DELAY] += delayed;
    if (s->model->has_period && lane->epoch->deadline[spot.received] < rep->today)
        day->of[PLAIN_OVERDUE] = plain;
    if (!check_points(rep, lane, spot.received, fault))
        return false;
    const int64_t open = plain + day->of[SPARSE_WORK] + day->of[SPARSE_DELAY];
    day->received_sum = open * day_of(rep, spot.received);
    for (int l = 0; l < LAYERS; l++)
        if (!expect(of[l] >= 0 && of[l] == day->of[l], fault, "lane %d received %d: layer %d has %d, not %ld",
                    spot.lane, day_of(rep, spot.received), l, of[l], (long)day->of[l]))
            return false;
    return expect(open == 0 || (spot.received >= lane->lowest && spot.received <= index_of(rep, rep->today)), fault,
                  "lane %d: open cases received on %d, lowest is %d", spot.lane, day_of(rep, spot.received),
                  day_of(rep, lane->lowest));
}

static bool check_sums(const struct lane *lane, bool super, int place, struct recount *sum, const struct fault *fault)
{
    for (int l = 0; l < LAYERS; l++) {
        const int32_t here = super ? lane->layer[l].super[place] : lane->layer[l].block[place];
        if (!expect(here == sum->of[l], fault, "%s %d layer %d has %d, not %ld", super ? "super" : "block", place, l,
                    here, (long)sum->of[l]))
            return false;
        sum->of[l] = 0;
    }
    return true;
}

static bool check_totals(const struct lane *lane, const struct recount *all, const struct fault *fault)
{
    for (int l = 0; l < LAYERS; l++)
        if (!expect(lane->layer[l].total == all->of[l], fault, "layer %d totals %ld, not %ld", l, (long)lane->layer[l].total,
                    (long)all->of[l]))
            return false;
    return expect(lane->sparse_overdue == all->sparse_overdue, fault, "sparse_overdue %ld, not %ld", (long)lane->sparse_overdue,
                  (long)all->sparse_overdue) &&
           expect(lane->late == all->late, fault, "late %ld, not %ld", (long)lane->late, (long)all->late) &&
           expect(lane->received_sum == all->received_sum, fault, "received_sum %ld, not %ld", (long)lane->received_sum,
                  (long)all->received_sum);
}

static void add_day(const struct recount *day, struct recount *block, struct recount *super, struct recount *all)
{
    for (int l = 0; l < LAYERS; l++) {
        block->of[l] += day->of[l];
        super->of[l] += day->of[l];
        all->of[l] += day->of[l];
    }
    all->sparse_overdue += day->sparse_overdue;
    all->late += day->late;
    all->received_sum += day->received_sum;
}

static bool check_days(const struct replication *rep, size_t index, struct recount *days, const struct fault *fault)
{
    const struct lane *lane = &rep->lanes[index];
    struct recount block = {0}, super = {0}, all = {0};
    for (int i = 0; i < rep->model->days; i++) {
        const bool last = i + 1 == rep->model->days;
        if (!check_day(rep, (struct spot){(int32_t)index, i}, &days[i], fault))
            return false;
        add_day(&days[i], &block, &super, &all);
        if (((i + 1) % BLOCK == 0 || last) && !check_sums(lane, false, i / BLOCK, &block, fault))
            return false;
        if (((i + 1) % SUPER == 0 || last) && !check_sums(lane, true, i / SUPER, &super, fault))
            return false;
    }
    return check_totals(lane, &all, fault);
}

static bool check_lane(const struct replication *rep, size_t index, const struct fault *fault)
{
    struct recount *days = calloc((size_t)rep->model->days, sizeof *days);
    const bool good = expect(days != NULL, fault, "no memory") && check_sparse(rep, index, days, fault) &&
                      check_days(rep, index, days, fault);
    free(days);
    return good;
}

/* ---- meters ---- */

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
        const int32_t counted = meter->count[start + meter->days];
        const bool runs = start + meter->days > meter->advanced + 1;
        if (!expect(counted >= census->count[start + meter->days], fault, "%d cases start on %d", counted, start))
            return false;
        if (runs && !expect(counted == census->count[start + meter->days] &&
                                meter->prior[start + meter->days] == census->prior[start + meter->days],
                            fault, "%d cases start on %d, %ld euros before day 0; not %ld, %ld", counted, start,
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

static bool check_money(const struct replication *rep, size_t stream, const struct fault *fault)
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
