/* Contingent rules: what their conditions look at, and levels in the unit of the measure. */
#include <string.h>

#include "scenario/resolve.h"

enum { DAYS_OVER = 30 };

static enum unit unit_of(int measure)
{
    switch ((enum rule_measure)measure) {
    case RULE_TIMELINESS:
        return UNIT_SHARE;
    case RULE_WORK_OPEN:
        return UNIT_HOURS;
    case RULE_WORK_MONTHS:
        return UNIT_NONE;
    default:
        return UNIT_CASES;
    }
}

static void resolve_entity(struct binder *binder, struct bound_condition *condition)
{
    struct condition_spec *spec = &condition->spec;
    static const char pool[] = "pool:";

    spec->stream = spec->pool = -1;
    spec->of = "all";
    if (condition->of == NULL || strcmp(condition->of->text, "all") == 0)
        return;
    spec->of = condition->of->text;
    if (strncmp(spec->of, pool, sizeof pool - 1) == 0)
        spec->pool = bind_lookup(binder, REFERENCE_POOL, spec->of + sizeof pool - 1, condition->of->place);
    else
        spec->stream = bind_lookup(binder, REFERENCE_STREAM, spec->of, condition->of->place);
}

static void resolve_level(struct binder *binder, struct bound_condition *condition)
{
    struct condition_spec *spec = &condition->spec;
    const struct node *level = condition->above != NULL ? condition->above : condition->below;
    enum unit unit = unit_of(spec->measure);
    double most = unit == UNIT_HOURS ? 1e12 : unit_info(unit)->maximum;

    spec->above = condition->above != NULL;
    spec->measure_name = spec->measure < 0 ? "" : rule_measure_names()[spec->measure];
    spec->level_text = level == NULL ? "" : level->text;
    if (level != NULL && spec->measure >= 0)
        (void)bind_amount_in(binder, level, spec->above ? "above" : "below", unit, 0, most, &spec->level);
}

/* What `until` does not say is as in `when`. */
static void inherit(struct bound_condition *until, const struct bound_condition *when)
{
    if (until->spec.measure < 0)
        until->spec.measure = when->spec.measure;
    if (until->of == NULL)
        until->of = when->of;
    if (until->spec.over == 0)
        until->spec.over = when->spec.over;
}

static void resolve_condition(struct binder *binder, struct bound_condition *condition)
{
    if (condition->spec.over == 0)
        condition->spec.over = DAYS_OVER;
    resolve_entity(binder, condition);
    resolve_level(binder, condition);
}

void resolve_contingent(struct binder *binder, struct bound_scenario *root)
{
    struct rule_spec *rules = reader_alloc(binder->reader, root->n_rules, sizeof *rules);

    if (rules == NULL)
        return;
    for (size_t i = 0; i < root->n_rules; i++) {
        struct bound_rule *rule = &root->rules[i];
        inherit(&rule->until, &rule->when);
        resolve_condition(binder, &rule->when);
        if (rule->until.spec.given)
            resolve_condition(binder, &rule->until);
        rule->spec.when = rule->when.spec;
        rule->spec.until = rule->until.spec;
        rules[i] = rule->spec;
    }
    root->spec.rules = rules;
    root->spec.n_rules = root->n_rules;
}
