#include "engine/contingent.h"
#include "engine/meter.h"
#include "support/engine_parts.h"
#include "support/sparse.h"

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

int overdue_days(const struct replication *rep, const struct lane *lane, int clock, int first, int last)
{
    const struct stream_state *s = stream_of(rep, lane);
    int days = first < 0 ? -first : 0;
    for (int day = first < 0 ? 0 : first; day <= last; day++)
        days += s->model->has_period && deadline_then(rep, lane, clock, day) < day;
    return days;
}

int administrative_start(const struct replication *rep, const struct cohort_key *key)
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
