/* Steps of a stream: what each must have, and what the stream then no longer has. */
#include <math.h>

#include "scenario/checks.h"

static const double SUM_TOLERANCE = 0.001;

static void check_own_keys(struct checker *checker, const struct stream_spec *stream, const struct node *node)
{
    static const struct {
        const char *key, *help;
    } keys[] = {{"pool", "give each step its `pool`; an overlay takes this one away with `pool: null`"},
                {"capacity", "give a step the `capacity`; an overlay takes this one away with `capacity: null`"},
                {"delay", "give it to the step it stands before; an overlay takes this one away with `delay: null`"},
                {"delay_scale", "give it to the step with the `delay`; an overlay takes this one away with `delay_scale: null`"},
                {"order", "give each step its `order`; an overlay takes this one away with `order: null`"},
                {"patience", "a case that does not wait has one step; an overlay takes it away with `patience: null`"}};

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct node_entry *entry = node_find(node, keys[i].key);
        if (entry != NULL)
            reader_error(checker->reader, entry->place, keys[i].help, "streams.%s has both `steps` and `%s`", stream->name, keys[i].key);
    }
}

static void check_server(struct checker *checker, const struct stream_spec *stream, const struct step_spec *step, const struct node *node)
{
    const struct node_entry *pool = node == NULL || node->kind != NODE_MAPPING ? NULL : node_find(node, "pool");

    if (pool == NULL && !step->capacity.given) {
        reader_error(checker->reader, step->place, "for example `pool: asylum` or `capacity: 9000/year`",
                     "streams.%s.steps.%s needs `pool` or `capacity`", stream->name, step->name);
    } else if (pool != NULL && step->capacity.given) {
        reader_error(checker->reader, step->capacity.place, "keep one; an overlay takes one away with `pool: null` or `capacity: null`",
                     "streams.%s.steps.%s has both `pool` and `capacity`", stream->name, step->name);
    } else if (pool == NULL && step->effort_share_given) {
        reader_error(checker->reader, step->place, "take `effort_share` out: every case takes one place of the capacity",
                     "streams.%s.steps.%s has `effort_share`, and no pool that works in hours", stream->name, step->name);
    }
}

static void check_delay_scale(struct checker *checker, const char *owner, const struct distribution *delay, const struct quantity *scale)
{
    if (scale->given && !delay->given)
        reader_error(checker->reader, scale->place, "give it a `delay`, or take `delay_scale` out", "%s has no `delay` that `delay_scale` could change", owner);
}

static void check_stops(struct checker *checker, const struct stream_spec *stream, const struct step_spec *step)
{
    for (size_t i = 0; i < step->n_stops; i++) {
        const struct step_stop *stop = &step->stops[i];
        if (stop->from <= stop->until)
            continue;
        reader_error(checker->reader, stop->place, NULL, "a stop of streams.%s.steps.%s ends before it starts: from %s is after until %s",
                     stream->name, step->name, date_text(checker, stop->from), date_text(checker, stop->until));
    }
}

static void check_effort_shares(struct checker *checker, const struct stream_spec *stream)
{
    const struct step_spec *last = NULL;
    size_t with_pool = 0;
    double sum = 0;

    for (size_t i = 0; i < stream->n_steps; i++)
        with_pool += stream->steps[i].pool >= 0;
    for (size_t i = 0; i < stream->n_steps; i++) {
        const struct step_spec *step = &stream->steps[i];
        if (step->pool < 0)
            continue;
        if (with_pool > 1 && !step->effort_share_given) {
            reader_error(checker->reader, step->place, "for example `effort_share: 40%`",
                         "streams.%s.steps.%s needs `effort_share`: other steps have a pool too", stream->name, step->name);
            return;
        }
        sum += step->effort_share;
        last = step;
    }
    if (last != NULL && fabs(sum - 1) > SUM_TOLERANCE) {
        reader_error(checker->reader, last->place, "the steps with a pool share the effort of a case",
                     "the effort shares of the steps of streams.%s add up to %.6g%%, not 100%%", stream->name, 100 * sum);
    }
}

static void check_opening_shares(struct checker *checker, const struct bound_stream *stream)
{
    double sum = 0;

    for (size_t i = 0; i < stream->opening.n_steps; i++)
        sum += stream->opening.steps[i].share;
    if (stream->opening.n_steps > 0 && fabs(sum - 1) > SUM_TOLERANCE) {
        reader_error(checker->reader, stream->opening.steps[0].place, NULL,
                     "the steps of streams.%s.opening add up to %.6g%%, not 100%%", stream->spec.name, 100 * sum);
    }
}

void check_steps(struct checker *checker, const struct bound_stream *stream, const struct node *node)
{
    const struct node_entry *steps = node_find(node, "steps"), *order = node_find(node, "step_order");
    const struct stream_spec *spec = &stream->spec;

    check_opening_shares(checker, stream);
    if (order != NULL && steps == NULL) {
        reader_error(checker->reader, order->place, "take it out, or give the stream `steps`",
                     "streams.%s has `step_order`, and no steps", spec->name);
    }
    if (steps == NULL)
        check_delay_scale(checker, reader_format(checker->reader, "streams.%s", spec->name), &spec->delay, &spec->delay_scale);
    if (steps == NULL || steps->value->kind != NODE_MAPPING)
        return;
    if (steps->value->n == 0) {
        reader_error(checker->reader, steps->place, "for example `steps: {interview: {pool: asylum, effort_share: 60%}, decision: {...}}`",
                     "streams.%s has no steps in `steps`", spec->name);
    }
    check_own_keys(checker, spec, node);
    for (size_t i = 0; i < spec->n_steps && i < steps->value->n; i++) {
        check_server(checker, spec, &spec->steps[i], steps->value->entries[i].value);
        check_stops(checker, spec, &spec->steps[i]);
        check_delay_scale(checker, reader_format(checker->reader, "streams.%s.steps.%s", spec->name, spec->steps[i].name), &spec->steps[i].delay,
                          &spec->steps[i].delay_scale);
    }
    check_effort_shares(checker, spec);
}
