/* Deadlines by the rules in force; working days. */
#include "state.h"

static int end_of(const struct stream_spec *stream, const struct oracle_case *c, const struct legal_period *period)
{
    return period_end(c->start + stream->clock.starts_after, period) + oracle_suspension_days(stream, c->suspension);
}

static bool rule_matches(const struct clock_rule_spec *rule, int start, int deadline)
{
    if (start < rule->received_from || start > rule->received_until) {
        return false;
    }
    if (start >= rule->in_force || rule->applies_to == APPLIES_ALL_OPEN) {
        return true;
    }
    return rule->applies_to == APPLIES_OPEN_NOT_OVERDUE && deadline >= rule->in_force;
}

static int after_rules(const struct stream_spec *stream, const struct clock_rule_spec rules[], size_t n, const struct oracle_case *c,
                       int deadline)
{
    for (size_t i = 0; i < n; i++) {
        if (rule_matches(&rules[i], c->start, deadline)) {
            deadline = end_of(stream, c, &rules[i].period);
        }
    }
    return deadline;
}

/* Day by day: the stream's own rules that come into force, then those of contingent rules. */
int oracle_deadline(const struct oracle *o, size_t stream, const struct oracle_case *c, int today)
{
    const struct stream_spec *spec = &o->scenario->streams[stream];
    const struct clock_spec *clock = &spec->clock;
    int deadline = clock->period.given ? end_of(spec, c, &clock->period.period) : NO_DEADLINE;
    size_t at = 0;
    bool brings = oracle_rules_bring_periods(o, stream);
    for (int day = o->day0; brings && day <= today; day++) {
        struct clock_rule_spec brought[PERIODS_MOST];
        size_t own = at, n = 0;
        while (own < clock->n_rules && clock->rules[own].in_force <= day) {
            own++;
        }
        deadline = after_rules(spec, clock->rules + at, own - at, c, deadline);
        at = own;
        oracle_rules_periods(o, stream, day, brought, &n);
        deadline = after_rules(spec, brought, n, c, deadline);
    }
    for (size_t own = at; own < clock->n_rules && clock->rules[own].in_force <= today; own++) {
        deadline = after_rules(spec, clock->rules + own, 1, c, deadline);
    }
    return deadline;
}

int oracle_rank_day(const struct stream_spec *stream, const struct oracle_case *c)
{
    if (c->deadline != NO_DEADLINE) {
        return c->deadline;
    }
    return stream->clock.target.given ? end_of(stream, c, &stream->clock.target.period) : c->received;
}

bool oracle_is_working(const struct scenario *scenario, int day)
{
    if (is_weekend(day) || (scenario->holidays_off && is_legal_holiday(day))) {
        return false;
    }
    for (size_t i = 0; i < scenario->n_days_off; i++) {
        if (scenario->days_off[i] == day) {
            return false;
        }
    }
    return true;
}

int oracle_working_days(const struct scenario *scenario, int first, int last)
{
    int n = 0;
    for (int day = first; day <= last; day++) {
        n += oracle_is_working(scenario, day);
    }
    return n;
}

int oracle_working_days_of_year(const struct scenario *scenario, int day)
{
    int january = month_start(12 * date_from_day(day).year);
    return oracle_working_days(scenario, january, january + days_in_year(date_from_day(day).year) - 1);
}

double oracle_per_day(double per_year, int day)
{
    return per_year / days_in_year(date_from_day(day).year);
}
