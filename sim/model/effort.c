#include "model/effort.h"

#include <math.h>

#include "model/compiler.h"

static const double days_per_year = 365.2425, least = 0.05;

double effort_changed(const struct model_stream *stream, size_t class, int outcome, int day, const double *multiplier)
{
    double product = 1;
    for (size_t i = 0; i < stream->n_changes; i++) {
        const struct model_change *change = &stream->changes[i];
        if (day < change->first || day > change->last) continue;
        if (change->class >= 0 && change->class != (int)(class / stream->n_clocks)) continue;
        if (change->outcome >= 0 && change->outcome != outcome) continue;
        product *= param_base(&change->multiply, day) * (multiplier ? multiplier[change->multiply.slot] : 1);
    }
    return product;
}

double effort_drift_step(double drift) { return log(drift > -0.99 ? 1 + drift : 0.01) / days_per_year; }

double batch_factor(double size, double gain, double workable)
{
    const double full = workable < size ? workable / size : 1, factor = 1 - gain * full;
    return factor > least ? factor : least;
}

double pressure_level(double from, double full, double days_of_work)
{
    if (days_of_work <= from) return 0;
    return days_of_work < full ? (days_of_work - from) / (full - from) : 1;
}

static void compile_changes(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    const struct model *m = c->model;
    stream->n_changes = spec->n_effort_changes;
    stream->changes = compiler_array(c, spec->n_effort_changes, sizeof *stream->changes);
    for (size_t i = 0; !c->failed && i < spec->n_effort_changes; i++) {
        const struct effort_change_spec *from = &spec->effort_changes[i];
        const int last = from->until - m->day0 < m->horizon ? from->until - m->day0 : m->horizon;
        stream->changes[i] = (struct model_change){.first = from->from - m->day0,
                                                   .last = from->until == INT_MAX ? m->horizon : last,
                                                   .class = from->class_index,
                                                   .outcome = from->outcome,
                                                   .multiply = compile_param(c, &from->multiply, 1)};
    }
}

static void compile_batches(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    for (size_t k = 0; !c->failed && k < spec->n_classes; k++) {
        const struct batch_spec *from = &spec->classes[k].batch;
        if (!from->given) continue;
        stream->classes[k].batch = (struct model_batch){.on = true,
                                                        .size = compile_param(c, &from->size, c->model->scale),
                                                        .gain = compile_param(c, &from->gain, 1)};
        stream->batches = true;
    }
}

void compile_effort(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    const struct pressure_spec *pressure = &spec->pressure;
    compile_changes(c, spec, stream);
    compile_batches(c, spec, stream);
    for (size_t k = 0; !c->failed && k < spec->n_classes; k++)
        stream->drifts |= stream->classes[k].drift.by_day || stream->classes[k].drift.constant != 0;
    if (pressure->given)
        stream->pressure = (struct model_pressure){.on = true,
                                                   .from = compile_param(c, &pressure->from, 1),
                                                   .full = compile_param(c, &pressure->full, 1),
                                                   .effort = compile_param(c, &pressure->effort, 1)};
    stream->effort_varies |= stream->drifts || stream->batches || stream->n_changes > 0 || stream->pressure.on;
    stream->has_patience = spec->has_patience;
    stream->patience = spec->patience;
}
