/* The steps of a stream; a stream that states none has one, by its own keys. */
#include "model/compiler.h"

static const struct order_part oldest_first = {.order = ORDER_OLDEST, .share = 1, .uncertainty.factor = -1, .path = ""};
static const struct order_mix by_default = {.n = 1, .parts = &oldest_first};

struct model_mix compile_mix(struct compiler *c, const struct order_mix *order, struct model_stream *stream)
{
    struct model_mix mix = {.n = order->n, .parts = order->parts};
    int *slots = compiler_array(c, mix.n, sizeof *slots);
    for (size_t p = 0; slots && p < mix.n; p++) {
        const struct order_part *part = &order->parts[p];
        slots[p] = compile_slot(c, &part->uncertainty, part->path);
        if (slots[p] != NO_SLOT) mix.slots = slots;
        stream->uses_noticed |= part->order == ORDER_NOTICED;
        stream->by_deadline |= part->order == ORDER_EARLIEST_DEADLINE;
    }
    return mix;
}

static void compile_order(struct compiler *c, const struct order_series *order, struct model_stream *stream, struct model_step *step)
{
    struct model *m = c->model;
    step->n_mixes = order->n ? order->n : 1;
    step->mixes = compiler_array(c, step->n_mixes, sizeof *step->mixes);
    step->mix = compiler_array(c, (size_t)m->horizon + 1, sizeof *step->mix);
    if (c->failed) return;
    for (size_t i = 0; i < step->n_mixes; i++) {
        step->mixes[i] = compile_mix(c, order->n ? &order->mixes[i] : &by_default, stream);
        if (step->mixes[i].n > step->most_parts) step->most_parts = step->mixes[i].n;
    }
    size_t now = 0;
    for (int t = 0; t <= m->horizon; t++) {
        while (now + 1 < order->n && order->mixes[now + 1].date <= m->day0 + t) now++;
        step->mix[t] = (int16_t)now;
    }
}

static void compile_stops(struct compiler *c, const struct step_spec *spec, struct model_step *step)
{
    const struct model *m = c->model;
    bool *stopped = spec->n_stops ? compiler_array(c, (size_t)m->horizon + 1, sizeof *stopped) : NULL;
    for (size_t i = 0; stopped && i < spec->n_stops; i++)
        for (int t = 0; t <= m->horizon; t++) stopped[t] |= m->day0 + t >= spec->stops[i].from && m->day0 + t <= spec->stops[i].until;
    step->stopped = stopped;
}

static void compile_step(struct compiler *c, const struct step_spec *spec, struct model_stream *stream, struct model_step *step)
{
    step->pool = spec->pool;
    step->capacity = compile_param(c, &spec->capacity, c->model->scale);
    compile_order(c, &spec->order, stream, step);
    compile_delay(c, &spec->delay, &spec->delay_scale, &step->delay);
    compile_stops(c, spec, step);
}

void compile_steps(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    const struct step_spec only = {.pool = spec->pool, .capacity = spec->capacity, .delay = spec->delay, .delay_scale = spec->delay_scale, .order = spec->order, .effort_share = 1};
    stream->named_steps = spec->n_steps > 0;
    stream->earlier_first = spec->earlier_first;
    stream->n_steps = spec->n_steps ? spec->n_steps : 1;
    stream->steps = compiler_array(c, stream->n_steps, sizeof *stream->steps);
    stream->pool = spec->pool;
    double sum = 0;
    for (size_t i = 0; i < spec->n_steps; i++) sum += spec->steps[i].pool >= 0 ? spec->steps[i].effort_share : 0;
    for (size_t i = 0; !c->failed && i < stream->n_steps; i++)
        compile_step(c, spec->n_steps ? &spec->steps[i] : &only, stream, &stream->steps[i]);
    for (size_t i = 0; !c->failed && i < stream->n_steps; i++) {
        struct model_step *step = &stream->steps[i];
        step->effort_share = spec->n_steps && step->pool >= 0 ? spec->steps[i].effort_share / sum : 1;
    }
}

/* The steps of the member's stream that its pool serves, in the order in which they get hours. */
void compile_member_steps(struct compiler *c, int pool, struct model_member *member)
{
    const struct model_stream *stream = &c->model->streams[member->stream];
    member->steps = compiler_array(c, stream->n_steps, sizeof *member->steps);
    for (size_t i = 0; !c->failed && i < stream->n_steps; i++) {
        const size_t step = stream->earlier_first ? i : stream->n_steps - 1 - i;
        if (stream->steps[step].pool == pool) member->steps[member->n_steps++] = (int)step;
    }
}
