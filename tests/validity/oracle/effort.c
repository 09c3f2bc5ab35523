/* Hours of a case that follow dates, stocks and load; days of the week. */
#include <math.h>

#include "state.h"

/* ---- drift, changes, batches ---- */

/* The product over the days after day 0; that of the days before today is kept. */
static double drifted(struct oracle *o, const struct class_spec *spec, struct class_today *class)
{
    if (o->today <= o->day0) {
        class->drift = 1;
        class->drifted_to = o->day0;
    }
    while (class->drifted_to < o->today) {
        class->drifted_to++;
        class->drift *= pow(fmax(0.01, 1 + oracle_value(o, &spec->effort_drift, class->drifted_to)), 1 / 365.2425);
    }
    return class->drift;
}

/* With NO_OUTCOME by those changes alone that name none. */
enum { NO_OUTCOME = -1 };
static double changed(struct oracle *o, const struct stream_spec *spec, int class, int outcome)
{
    double factor = 1;
    int today = oracle_key_day(o);
    for (size_t i = 0; i < spec->n_effort_changes; i++) {
        const struct effort_change_spec *change = &spec->effort_changes[i];
        bool meant = (change->class_index < 0 || change->class_index == class) &&
                     (change->outcome < 0 || change->outcome == outcome);
        if (meant && today >= change->from && today <= change->until) {
            factor *= oracle_value(o, &change->multiply, today);
        }
    }
    return factor;
}

static double batched(struct oracle *o, const struct stream_state *s, size_t step, int class)
{
    const struct batch_spec *batch = &s->spec->classes[class].batch;
    double workable = 0;
    if (!batch->given) {
        return 1;
    }
    for (size_t i = 0; i < s->cases.n; i++) {
        const struct oracle_case *c = &s->cases.at[i];
        workable += c->class == class && c->step == step && c->ready <= o->today;
    }
    double size = oracle_scale(o) * oracle_value(o, &batch->size, oracle_key_day(o));
    return fmax(0.05, 1 - oracle_value(o, &batch->gain, oracle_key_day(o)) * fmin(1, workable / size));
}

bool oracle_has_batches(const struct stream_spec *spec)
{
    for (size_t i = 0; i < spec->n_classes; i++) {
        if (spec->classes[i].batch.given) {
            return true;
        }
    }
    return false;
}

void oracle_effort(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    for (size_t k = 0; k < s->spec->n_classes; k++) {
        const struct class_spec *spec = &s->spec->classes[k];
        struct class_today *class = &s->classes[k];
        class->effort *= drifted(o, spec, class) * s->hurry;
        class->change = changed(o, s->spec, (int)k, NO_OUTCOME);
        for (size_t step = 0; step < s->n_steps; step++) {
            s->steps[step].batch[k] = batched(o, s, step, (int)k);
        }
        class->mean_multiplier = 0;
        for (size_t i = 0; i < spec->n_outcomes; i++) {
            class->outcome_effort[i] *= changed(o, s->spec, (int)k, spec->outcome[i]);
            class->mean_multiplier += class->outcome_share[i] * class->outcome_effort[i];
        }
    }
}

/* ---- pressure ---- */

/* Hours of what is open, by the efforts that would hold without pressure. */
static double calm_work(const struct stream_state *s, int pool)
{
    double hours = 0;
    for (size_t i = 0; i < s->cases.n; i++) {
        hours += oracle_hours_left(s, &s->cases.at[i], pool) / s->hurry;
    }
    return hours;
}

static double days_of_work(struct oracle *o, const struct stream_state *s)
{
    double work = 0, a_year = 0;
    int day = oracle_key_day(o), its_pool = oracle_last_pool(s);
    if (its_pool < 0) {
        work = (double)s->cases.n;
        a_year = oracle_scale(o) * oracle_value(o, s->steps[s->n_steps - 1].capacity, day) * oracle_rules_factor(o, (size_t)(s - o->streams), ON_CAPACITY);
    } else {
        const struct pool_spec *pool = &o->scenario->pools[its_pool];
        for (size_t i = 0; i < o->scenario->n_streams; i++) {
            work += calm_work(&o->streams[i], its_pool);
        }
        int today = o->today;
        o->today = day;
        double fte = pool->staff.given ? oracle_staff_fte(o, (size_t)its_pool)
                                       : oracle_plain_fte(o, (size_t)its_pool);
        a_year = fte * oracle_value(o, &pool->hours_per_fte, day);
        o->today = today;
    }
    return work > 0 ? 365.2425 * work / a_year : 0;
}

void oracle_pressures(struct oracle *o)
{
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        struct stream_state *s = &o->streams[i];
        if (s->spec->pressure.given) {
            double from = oracle_value(o, &s->spec->pressure.from, oracle_key_day(o));
            double full = oracle_value(o, &s->spec->pressure.full, oracle_key_day(o));
            double days = days_of_work(o, s);
            s->pressure = days <= from ? 0 : days >= full ? 1 : (days - from) / (full - from);
        }
    }
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        struct stream_state *s = &o->streams[i];
        if (s->spec->pressure.given) {
            s->hurry = 1 + (oracle_value(o, &s->spec->pressure.effort, oracle_key_day(o)) - 1) * s->pressure;
        }
    }
}

/* ---- days of the week ---- */

static double plain_weight(const struct oracle *o, const struct inflow_spec *spec, int day)
{
    if (spec->working_days && !oracle_is_working(o->scenario, day)) {
        return 0;
    }
    return spec->week_given ? spec->week[weekday_of(day)] : 1;
}

void oracle_day_weights(const struct oracle *o, size_t stream)
{
    const struct stream_state *s = &o->streams[stream];
    const struct inflow_spec *spec = &s->spec->inflow;
    for (int day = o->day0; day <= o->horizon; day++) {
        s->day_weights[day - o->day0] = 1;
        if (!spec->week_given && !spec->working_days) {
            continue;
        }
        int year = date_from_day(day).year, first = day_from_date((struct civil_date){year, 1, 1});
        double sum = 0;
        for (int other = first; other < first + days_in_year(year); other++) {
            sum += plain_weight(o, spec, other);
        }
        s->day_weights[day - o->day0] = sum > 0 ? plain_weight(o, spec, day) * days_in_year(year) / sum : 0;
    }
}
