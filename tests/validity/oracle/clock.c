/* Deadlines by the rules in force; working days. */
#include "state.h"

static int end_of(const struct stream_spec *stream, int start, const struct legal_period *period)
{
    return period_end(start + stream->clock.starts_after, period);
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

int oracle_deadline(const struct stream_spec *stream, int start, int today)
{
    const struct clock_spec *clock = &stream->clock;
    int deadline = clock->period.given ? end_of(stream, start, &clock->period.period) : NO_DEADLINE;
    for (size_t i = 0; i < clock->n_rules && clock->rules[i].in_force <= today; i++) {
        if (rule_matches(&clock->rules[i], start, deadline)) {
            deadline = end_of(stream, start, &clock->rules[i].period);
        }
    }
    return deadline;
}

int oracle_rank_day(const struct stream_spec *stream, const struct oracle_case *c)
{
    if (c->deadline != NO_DEADLINE) {
        return c->deadline;
    }
    return stream->clock.target.given ? end_of(stream, c->start, &stream->clock.target.period) : c->received;
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
