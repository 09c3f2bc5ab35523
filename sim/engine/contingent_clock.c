/* Deadlines that depend on the day on which a contingent rule's action began. */
#include "engine/contingent.h"

static struct rule_periods *periods_of(const struct replication *rep, const struct stream_state *s)
{
    return &rep->contingent->periods[s - rep->streams];
}

bool contingent_redates(const struct replication *rep, const struct stream_state *s)
{
    return rep->contingent && periods_of(rep, s)->n > 0;
}

void contingent_extend(struct replication *rep, size_t rule, const struct model_stream_change *change)
{
    struct rule_periods *periods = &rep->contingent->periods[change->stream];
    if (periods->n == periods->capacity) {
        struct rule_period *moved = state_grow(rep, periods->items, &periods->capacity, sizeof *moved);
        if (!moved) {
            rep->failed = true;
            return;
        }
        periods->items = moved;
    }
    struct rule_period *added = &periods->items[periods->n++];
    *added = (struct rule_period){.rule = rule, .period = change->clock};
    added->period.in_force = rep->today;
    rep->streams[change->stream].redated = true;
}

void contingent_extend_no_more(struct replication *rep, size_t rule, const struct model_stream_change *change)
{
    struct rule_periods *periods = &rep->contingent->periods[change->stream];
    size_t last = periods->n;
    while (last > 0 && periods->items[last - 1].rule != rule) last--;
    if (last == 0) return;
    struct dated_period *period = &periods->items[last - 1].period;
    if (period->until > rep->today - 1) period->until = rep->today - 1;
    periods->ended = true;
    rep->streams[change->stream].redated = true;
}

void contingent_bind(struct replication *rep, const struct stream_state *s)
{
    struct rule_periods *periods = rep->contingent ? periods_of(rep, s) : NULL;
    for (size_t i = 0; periods && i < periods->n; i++) {
        const struct model_rule *rule = &rep->model->rules[periods->items[i].rule];
        for (size_t k = 0; k < rule->n_streams; k++)
            if (rule->streams[k].stream == s - rep->streams) periods->items[i].period.deadline = rule->streams[k].clock.deadline;
    }
}

/* Deadlines of one clock, from an index on. */
struct deadlines {
    int32_t *of;
    int first, suspended;
};

/* The rule's word on every clock day, after those before it. */
static void take_period(const struct replication *rep, const struct dated_period *rule, const struct deadlines *deadlines)
{
    int32_t *deadline = deadlines->of;
    if (rule->until < day_of(rep, deadlines->first)) return; /* over: of many actions, few are not */
    for (int i = deadlines->first; i < rep->model->days; i++) {
        const int day = day_of(rep, i);
        const bool matches = day >= rule->in_force || rule->applies_to == APPLIES_ALL_OPEN ||
                             (rule->applies_to == APPLIES_OPEN_NOT_OVERDUE && deadline[i] >= rule->in_force);
        if (matches && day >= rule->from && day <= rule->until) deadline[i] = rule->deadline[i] + deadlines->suspended;
    }
}

/* Where the next words stand: the stream's own rules, and firings. */
struct words {
    size_t own, firing;
};

static void take_words(const struct replication *rep, const struct stream_state *s, struct words next, const struct deadlines *deadlines)
{
    const struct model_redating *own = s->model->redating;
    const struct rule_periods *periods = periods_of(rep, s);
    for (; next.firing < periods->n; next.firing++) {
        const struct dated_period *period = &periods->items[next.firing].period;
        for (; next.own < own->n && own->rules[next.own].in_force <= period->in_force; next.own++) take_period(rep, &own->rules[next.own], deadlines);
        take_period(rep, period, deadlines);
    }
    for (; next.own < own->n && own->rules[next.own].in_force <= rep->today; next.own++) take_period(rep, &own->rules[next.own], deadlines);
}

static void find_runs(const struct replication *rep, struct model_epoch *epoch)
{
    const int days = rep->model->days;
    int n = 0;
    epoch->runs[n++] = 0;
    for (int i = 1; i < days; i++)
        if (epoch->deadline[i] < epoch->deadline[i - 1]) epoch->runs[n++] = i;
    epoch->runs[n] = days;
    epoch->n_runs = n;
}

/* Every word is taken once. When an action has ended, what the words said of the days before today stands; those to come are dated anew without it. */
static void redate_clock(const struct replication *rep, const struct stream_state *s, size_t clock)
{
    const struct rule_periods *periods = periods_of(rep, s);
    const struct model_redating *own = s->model->redating;
    struct model_epoch *epoch = &s->clocks[clock].own_epoch;
    struct deadlines deadlines = {epoch->deadline, 0, clock > 0 ? s->model->suspensions[clock - 1].days : 0};
    if (periods->n_taken == 0)
        for (int i = 0; i < rep->model->days; i++) epoch->deadline[i] = own->base[i] + deadlines.suspended;
    take_words(rep, s, (struct words){periods->own_taken, periods->n_taken}, &deadlines);
    if (periods->ended) {
        deadlines.first = index_of(rep, rep->today);
        for (int i = deadlines.first; i < rep->model->days; i++) epoch->deadline[i] = own->base[i] + deadlines.suspended;
        take_words(rep, s, (struct words){0, 0}, &deadlines);
    }
    find_runs(rep, epoch);
}

void contingent_redate(struct replication *rep, struct stream_state *s)
{
    struct rule_periods *periods = periods_of(rep, s);
    const struct model_redating *own = s->model->redating;
    for (size_t clock = 0; clock < s->model->n_clocks; clock++) redate_clock(rep, s, clock);
    periods->ended = false;
    periods->n_taken = periods->n;
    while (periods->own_taken < own->n && own->rules[periods->own_taken].in_force <= rep->today) periods->own_taken++;
}
