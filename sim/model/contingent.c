#include "model/contingent.h"

#include <string.h>

#include "model/compiler.h"

static bool is_scaled(int measure) { return measure != RULE_TIMELINESS && measure != RULE_WORK_MONTHS; }

static struct model_condition compile_condition(const struct compiler *c, const struct condition_spec *spec)
{
    return (struct model_condition){.given = spec->given,
                                    .measure = (enum rule_measure)spec->measure,
                                    .stream = spec->stream,
                                    .pool = spec->pool,
                                    .above = spec->above,
                                    .level = spec->level * (is_scaled(spec->measure) ? c->model->scale : 1),
                                    .days = spec->days,
                                    .over = spec->over,
                                    .after = spec->after};
}

static struct model_pool_change compile_pool_change(struct compiler *c, const struct pool_change_spec *spec)
{
    compile_rule_uses(c->model, &c->model->pools[spec->pool], spec->allocation);
    return (struct model_pool_change){.pool = spec->pool,
                                      .multiply = compile_param(c, &spec->fte_multiply, 1),
                                      .add = compile_param(c, &spec->fte_add, c->model->scale),
                                      .hire = compile_param(c, &spec->hire, c->model->scale),
                                      .external = compile_param(c, &spec->external, c->model->scale),
                                      .allocation = spec->allocation};
}

/* The order as one more mix of the stream's only step; its index. */
static int add_mix(struct compiler *c, struct model_stream *stream, const struct order_mix *order)
{
    struct model_step *step = &stream->steps[0];
    struct model_mix *mixes = compiler_array(c, step->n_mixes + 1, sizeof *mixes);
    if (!mixes) return -1;
    memcpy(mixes, step->mixes, step->n_mixes * sizeof *mixes);
    mixes[step->n_mixes] = compile_mix(c, order, stream);
    step->mixes = mixes;
    if (order->n > step->most_parts) step->most_parts = order->n;
    return (int)step->n_mixes++;
}

static int model_day(const struct compiler *c, int civil)
{
    if (civil == SCENARIO_ALWAYS) return INT_MIN;
    return civil == INT_MAX ? INT_MAX : civil - c->model->day0;
}

static struct dated_period compile_period(struct compiler *c, const struct clock_spec *clock, const struct clock_rule_spec *rule)
{
    return (struct dated_period){.in_force = model_day(c, rule->in_force),
                                 .from = model_day(c, rule->received_from),
                                 .until = model_day(c, rule->received_until),
                                 .applies_to = rule->applies_to,
                                 .deadline = compile_deadlines(c, clock, &rule->period)};
}

/* What the stream's own clock says, in the form to which the periods of contingent rules can be added. */
static void compile_redating(struct compiler *c, const struct clock_spec *clock, struct model_stream *stream)
{
    struct model_redating *redating = stream->redating ? NULL : compiler_array(c, 1, sizeof *redating);
    if (!redating) return;
    stream->redating = redating;
    redating->base = compile_deadlines(c, clock, &clock->period.period);
    redating->n = clock->n_rules;
    redating->rules = compiler_array(c, clock->n_rules, sizeof *redating->rules);
    for (size_t i = 0; !c->failed && i < clock->n_rules; i++) redating->rules[i] = compile_period(c, clock, &clock->rules[i]);
}

static struct model_stream_change compile_stream_change(struct compiler *c, const struct stream_change_spec *spec)
{
    struct model_stream *stream = &c->model->streams[spec->stream];
    const struct clock_spec *clock = &c->scenario->streams[spec->stream].clock;
    struct model_stream_change change = {.stream = spec->stream,
                                         .inflow = compile_param(c, &spec->inflow, 1),
                                         .effort = compile_param(c, &spec->effort, 1),
                                         .capacity = compile_param(c, &spec->capacity, 1),
                                         .mix = -1,
                                         .redates = spec->redates};
    if (spec->order.given) change.mix = add_mix(c, stream, &spec->order.mixes[0]);
    if (!spec->redates) return change;
    compile_redating(c, clock, stream);
    change.clock = compile_period(c, clock, &spec->clock);
    return change;
}

static void compile_rule(struct compiler *c, const struct rule_spec *spec, struct model_rule *rule)
{
    *rule = (struct model_rule){.when = compile_condition(c, &spec->when),
                                .until = compile_condition(c, &spec->until),
                                .after = spec->after,
                                .lasts = spec->lasts > 0 ? spec->lasts : NO_DAY,
                                .at_most = spec->at_most > 0 ? spec->at_most : NO_DAY,
                                .n_pools = spec->n_pools,
                                .n_streams = spec->n_streams,
                                .pools = compiler_array(c, spec->n_pools, sizeof *rule->pools),
                                .streams = compiler_array(c, spec->n_streams, sizeof *rule->streams)};
    for (size_t i = 0; !c->failed && i < spec->n_pools; i++) rule->pools[i] = compile_pool_change(c, &spec->pools[i]);
    for (size_t i = 0; !c->failed && i < spec->n_streams; i++) rule->streams[i] = compile_stream_change(c, &spec->streams[i]);
}

void compile_contingent(struct compiler *c)
{
    const struct scenario *s = c->scenario;
    c->model->n_rules = s->n_rules;
    c->model->rules = compiler_array(c, s->n_rules, sizeof *c->model->rules);
    for (size_t i = 0; !c->failed && i < s->n_rules; i++) compile_rule(c, &s->rules[i], &c->model->rules[i]);
}
