/* Contingent rules: conditions that can hold, actions that change something. */
#include <string.h>

#include "scenario/checks.h"

bool contingent_allocates(const struct checker *checker, const struct bound_pool *pool, enum allocation_rule rule)
{
    const struct scenario *spec = &checker->root->spec;
    int index = (int)(pool - checker->root->pools);

    for (size_t i = 0; i < spec->n_rules; i++) {
        for (size_t p = 0; p < spec->rules[i].n_pools; p++) {
            if (spec->rules[i].pools[p].pool == index && spec->rules[i].pools[p].allocation == (int)rule)
                return true;
        }
    }
    return false;
}

/* ---- conditions ---- */

static bool is_flow_of_lateness(int measure)
{
    return measure == RULE_NOTICES || measure == RULE_LATE_APPEALS || measure == RULE_COURT_ORDERS;
}

static void check_measured_stream(struct checker *checker, const struct condition_spec *condition)
{
    const struct stream_spec *stream = &checker->root->streams[condition->stream].spec;

    if ((condition->measure == RULE_OVERDUE || condition->measure == RULE_TIMELINESS) && !stream->clock.period.given) {
        reader_error(checker->reader, condition->place, "for example `clock: {period: 6 months}`",
                     "`%s` of streams.%s says nothing: it has no legal period", condition->measure_name, stream->name);
    } else if (is_flow_of_lateness(condition->measure) && stream->lateness.n_bands == 0) {
        reader_error(checker->reader, condition->place, "for example `lateness: {notice: [{after: 0 days, rate: 10%/year}]}`",
                     "`%s` of streams.%s says nothing: it has no notices", condition->measure_name, stream->name);
    } else if (condition->measure == RULE_WORK_OPEN && stream->pool < 0) {
        reader_error(checker->reader, condition->place, "for example `measure: open`",
                     "`work_open` of streams.%s says nothing: it has no pool that works in hours", stream->name);
    }
}

static void check_condition(struct checker *checker, const struct bound_condition *condition, const char *path)
{
    const struct condition_spec *spec = &condition->spec;

    if (condition->above != NULL && condition->below != NULL) {
        reader_error(checker->reader, condition->below->place, "keep one; an overlay takes the other away with `above: null` or `below: null`",
                     "%s has both `above` and `below`", path);
    } else if (condition->above == NULL && condition->below == NULL) {
        reader_error(checker->reader, spec->place, "for example `above: 80000 cases`", "%s needs `above` or `below`", path);
    }
    if (spec->pool >= 0 && spec->measure >= 0 && spec->measure < RULE_WORK_OPEN) {
        reader_error(checker->reader, spec->place, "a stream, or all", "`%s` is no measure of a pool", spec->measure_name);
    } else if (spec->measure == RULE_WORK_MONTHS && spec->pool < 0) {
        reader_error(checker->reader, spec->place, "for example `of: pool:asylum`", "`work_months` is a measure of a pool");
    } else if (spec->stream >= 0) {
        check_measured_stream(checker, spec);
    }
}

static bool same_measure(const struct condition_spec *a, const struct condition_spec *b)
{
    return a->measure == b->measure && a->stream == b->stream && a->pool == b->pool && a->over == b->over;
}

static void check_end(struct checker *checker, const struct bound_rule *rule)
{
    const struct condition_spec *when = &rule->spec.when, *until = &rule->spec.until;

    if (rule->spec.at_most > 1 && !until->given && rule->spec.lasts == 0) {
        reader_error(checker->reader, rule->spec.place, "give it `until` or `lasts`",
                     "contingent.%s never ends, so it cannot fire %d times", rule->spec.name, rule->spec.at_most);
    }
    if (!until->given || !same_measure(when, until) || when->level_text[0] == '\0' || until->level_text[0] == '\0')
        return;
    if (when->above == until->above || (when->above ? until->level > when->level : until->level < when->level)) {
        reader_error(checker->reader, until->place, "the levels of `when` and `until` must lie apart",
                     "contingent.%s ends while it would fire: %s %s, until %s %s", rule->spec.name, when->above ? "above" : "below",
                     when->level_text, until->above ? "above" : "below", until->level_text);
    }
}

/* ---- actions ---- */

static void check_pool_change(struct checker *checker, const struct bound_rule *rule, const struct pool_change_spec *change)
{
    const struct pool_spec *pool = change->pool < 0 ? NULL : &checker->root->pools[change->pool].spec;
    bool fte = change->fte_multiply.given || change->fte_add.given, heads = change->hire.given || change->external.given;

    if (!fte && !heads && change->allocation < 0) {
        reader_error(checker->reader, change->place, "for example `fte: {add: 100 fte}`", "contingent.%s changes nothing in pools.%s",
                     rule->spec.name, change->name);
    } else if (pool != NULL && fte && pool->staff.given) {
        reader_error(checker->reader, change->place, "for example `staff: {external: 60 heads}`",
                     "contingent.%s changes the fte of pools.%s, which has `staff`", rule->spec.name, change->name);
    } else if (pool != NULL && heads && !pool->staff.given) {
        reader_error(checker->reader, change->place, "for example `fte: {add: 60 fte}`",
                     "contingent.%s adds heads to pools.%s, which has no `staff`", rule->spec.name, change->name);
    }
}

static void refuse(struct checker *checker, const struct bound_rule *rule, const struct stream_change_spec *change, const char *why)
{
    reader_error(checker->reader, change->place, NULL, "contingent.%s cannot change streams.%s: %s", rule->spec.name, change->name, why);
}

static void check_stream_change(struct checker *checker, const struct bound_rule *rule, const struct stream_change_spec *change)
{
    const struct stream_spec *stream = change->stream < 0 ? NULL : &checker->root->streams[change->stream].spec;

    if (!change->inflow.given && !change->effort.given && !change->capacity.given && !change->order.given && !change->redates) {
        reader_error(checker->reader, change->place, "for example `effort: {multiply: 0.8}`", "contingent.%s changes nothing in streams.%s",
                     rule->spec.name, change->name);
    }
    if (stream == NULL)
        return;
    if (change->effort.given && stream->pool < 0)
        refuse(checker, rule, change, "`effort` does nothing where capacity is stated");
    if (stream->n_steps > 0 && (change->capacity.given || change->order.given)) {
        refuse(checker, rule, change, "its steps have their own capacity and order");
        return;
    }
    if (change->capacity.given && !stream->capacity.given)
        refuse(checker, rule, change, "it has a pool and no `capacity`");
    if (change->order.given && (change->order.n > 1 || change->order.mixes[0].date != SCENARIO_ALWAYS))
        refuse(checker, rule, change, "its `order` holds while the action does, and cannot change by date");
    if (change->redates && !stream->clock.period.given)
        refuse(checker, rule, change, "it has no legal period");
    if (change->redates && change->clock.received_from > change->clock.received_until)
        refuse(checker, rule, change, "received_from is after received_until");
}

void check_rule(struct checker *checker, const struct bound_rule *rule)
{
    const struct rule_spec *spec = &rule->spec;

    if (!spec->when.given)
        return;
    check_condition(checker, &rule->when, reader_format(checker->reader, "contingent.%s.when", spec->name));
    if (spec->until.given)
        check_condition(checker, &rule->until, reader_format(checker->reader, "contingent.%s.until", spec->name));
    check_end(checker, rule);
    if (rule->acts && spec->n_pools == 0 && spec->n_streams == 0) {
        reader_error(checker->reader, spec->place, "for example `then: {pools: {asylum: {fte: {add: 100 fte}}}}`",
                     "contingent.%s changes nothing", spec->name);
    }
    for (size_t i = 0; i < spec->n_pools; i++)
        check_pool_change(checker, rule, &spec->pools[i]);
    for (size_t i = 0; i < spec->n_streams; i++)
        check_stream_change(checker, rule, &spec->streams[i]);
}
