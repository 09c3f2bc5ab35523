/* Deadlines: one table per epoch between dates on which clock rules come into force, by the day the clock counts from. */
#include <limits.h>

#include "model/compiler.h"

bool is_working_day(const struct scenario *s, int civil)
{
    if (is_weekend(civil) || (s->holidays_off && is_legal_holiday(civil))) return false;
    for (size_t i = 0; i < s->n_days_off; i++)
        if (s->days_off[i] == civil) return false;
    return true;
}

static int working_days(const struct scenario *s, int first, int days)
{
    int n = 0;
    for (int i = 0; i < days; i++) n += is_working_day(s, first + i);
    return n;
}

/* The first received day that on this day is not yet over the age: day_add(received, months) < today for all days before it. */
static int older_than(int civil, int months)
{
    int received = day_add(civil, -months, -4);
    while (day_add(received, months, 0) < civil) received++;
    return received;
}

void compile_calendar(struct compiler *c)
{
    const struct scenario *s = c->scenario;
    struct model *m = c->model;
    const size_t days = (size_t)m->horizon + 1;
    m->works = compiler_array(c, days, sizeof *m->works);
    m->per_year = compiler_array(c, days, sizeof *m->per_year);
    m->per_working = compiler_array(c, days, sizeof *m->per_working);
    m->month = compiler_array(c, days, sizeof *m->month);
    m->working_of = compiler_array(c, days, sizeof *m->working_of);
    m->working_number = compiler_array(c, days, sizeof *m->working_number);
    const int months[4] = {6, 12, 15, 21};
    for (int k = 0; k < 4; k++) m->older_than[k] = compiler_array(c, days + 1, sizeof **m->older_than);
    if (c->failed) return;
    for (int k = 0; k < 4; k++) m->older_than[k][0] = older_than(m->day0 - 1, months[k]) - m->day0;
    int year = 0, month = -1, in_year = 0, in_month = 0, number = 0;
    for (int t = 0; t <= m->horizon; t++) {
        const int civil = m->day0 + t;
        const struct civil_date date = date_from_day(civil);
        if (date.year != year) {
            year = date.year;
            in_year = working_days(s, day_from_date((struct civil_date){year, 1, 1}), days_in_year(year));
        }
        if (month_index(civil) != month) {
            month = month_index(civil);
            in_month = working_days(s, month_start(month), days_in_month(date.year, date.month));
            number = working_days(s, month_start(month), civil - month_start(month));
        }
        m->works[t] = is_working_day(s, civil);
        m->per_year[t] = 1.0 / days_in_year(year);
        m->per_working[t] = in_year ? 1.0 / in_year : 0;
        m->month[t] = (int16_t)(month - month_index(m->day0));
        m->working_of[t] = (int16_t)in_month;
        m->working_number[t] = (int16_t)(m->works[t] ? ++number : 0);
        for (int k = 0; k < 4; k++) m->older_than[k][t + 1] = older_than(civil, months[k]) - m->day0;
    }
    m->months = m->month[m->horizon] + 1;
}

static int clock_end(const struct clock_spec *clock, int counts_from, const struct legal_period *period)
{
    return period_end(counts_from + clock->starts_after, period);
}

static bool in_window(const struct clock_rule_spec *rule, int counts_from)
{
    return counts_from >= rule->received_from && counts_from <= rule->received_until;
}

/* The deadline, as a civil day, of a clock that counts from this day, suspended for so many days, under the rules in force on `today`. */
static int deadline_on(const struct clock_spec *clock, int counts_from, int suspended, int today)
{
    int deadline = clock_end(clock, counts_from, &clock->period.period) + suspended;
    for (size_t i = 0; i < clock->n_rules && clock->rules[i].in_force <= today; i++) {
        const struct clock_rule_spec *rule = &clock->rules[i];
        const bool matches = counts_from >= rule->in_force || rule->applies_to == APPLIES_ALL_OPEN ||
                             (rule->applies_to == APPLIES_OPEN_NOT_OVERDUE && deadline >= rule->in_force);
        if (matches && in_window(rule, counts_from)) deadline = clock_end(clock, counts_from, &rule->period) + suspended;
    }
    return deadline;
}

const struct legal_period *clock_period_on(const struct clock_spec *clock, int received)
{
    if (!clock->period.given) return NULL;
    const struct legal_period *period = &clock->period.period;
    for (size_t i = 0; i < clock->n_rules && clock->rules[i].in_force <= received; i++)
        if (in_window(&clock->rules[i], received)) period = &clock->rules[i].period;
    return period;
}

/* Bounds of the stretches in which deadlines never fall from one day to the next. */
static void compile_runs(struct compiler *c, struct model_epoch *epoch)
{
    const int days = c->model->days;
    int n = 1;
    for (int i = 1; i < days; i++) n += epoch->deadline[i] < epoch->deadline[i - 1];
    epoch->n_runs = n;
    epoch->runs = compiler_array(c, (size_t)n + 1, sizeof *epoch->runs);
    if (c->failed) return;
    int at = 1;
    for (int i = 1; i < days; i++)
        if (epoch->deadline[i] < epoch->deadline[i - 1]) epoch->runs[at++] = i;
    epoch->runs[n] = days;
}

int32_t *compile_deadlines(struct compiler *c, const struct clock_spec *clock, const struct legal_period *period)
{
    const struct model *m = c->model;
    int32_t *deadline = compiler_array(c, (size_t)m->days, sizeof *deadline);
    for (int i = 0; deadline && i < m->days; i++) deadline[i] = clock_end(clock, m->day0 + i - m->before, period) - m->day0;
    return deadline;
}

static void compile_epoch(struct compiler *c, const struct clock_spec *clock, int suspended, struct model_epoch *epoch)
{
    const struct model *m = c->model;
    epoch->deadline = compiler_array(c, (size_t)m->days, sizeof *epoch->deadline);
    for (int i = 0; !c->failed && i < m->days; i++) {
        const int counts_from = m->day0 + i - m->before;
        epoch->deadline[i] = clock->period.given ? deadline_on(clock, counts_from, suspended, m->day0 + epoch->from) - m->day0 : NO_DAY;
    }
    if (!c->failed) compile_runs(c, epoch);
}

static void compile_target(struct compiler *c, const struct clock_spec *clock, struct model_stream *stream)
{
    const struct model *m = c->model;
    if (clock->period.given || !clock->target.given) return;
    stream->target = compiler_array(c, (size_t)m->days, sizeof *stream->target);
    for (int i = 0; !c->failed && i < m->days; i++)
        stream->target[i] = clock_end(clock, m->day0 + i - m->before, &clock->target.period) - m->day0;
}

void compile_clock(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    const struct clock_spec *clock = &spec->clock;
    const struct model *m = c->model;
    stream->has_period = clock->period.given;
    stream->has_key = clock->period.given || clock->target.given;
    stream->epochs = compiler_array(c, stream->n_clocks * (clock->n_rules + 1), sizeof *stream->epochs);
    if (c->failed) return;
    stream->n_epochs = 1;
    for (size_t i = 0; stream->has_period && i < clock->n_rules; i++) {
        const int from = clock->rules[i].in_force - m->day0;
        if (from > stream->epochs[stream->n_epochs - 1].from && from <= m->horizon) stream->epochs[stream->n_epochs++].from = from;
    }
    for (size_t i = 0; !c->failed && i < stream->n_clocks * stream->n_epochs; i++) {
        const size_t suspension = i / stream->n_epochs;
        stream->epochs[i].from = stream->epochs[i % stream->n_epochs].from;
        compile_epoch(c, clock, suspension > 0 ? stream->suspensions[suspension - 1].days : 0, &stream->epochs[i]);
    }
    if (!c->failed) compile_target(c, clock, stream);
}
