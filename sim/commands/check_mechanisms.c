/* What `termijn check` says of mechanisms: how many streams have each. */
#include "commands/check_page.h"
#include "scenario/scenario_types.h"

static bool has_links(const struct stream_spec *stream, const struct model *model)
{
    for (size_t i = 0; i < model->n_links; i++) {
        if (&model->scenario->streams[model->links[i].to] == stream) {
            return true;
        }
    }
    return false;
}

static const struct model_stream *compiled(const struct stream_spec *stream, const struct model *model)
{
    return &model->streams[stream - model->scenario->streams];
}

static bool has_delay(const struct stream_spec *stream, const struct model *model)
{
    const struct model_stream *of = compiled(stream, model);
    for (size_t j = 0; j < of->n_steps; j++) {
        if (!of->steps[j].delay.none) {
            return true;
        }
    }
    return false;
}

static bool has_clock_rules(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    return stream->clock.n_rules > 0;
}

static bool has_suspension(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->n_clocks > 1;
}

static bool has_order(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    for (size_t j = 0; j < stream->n_steps; j++) {
        if (stream->steps[j].order.given) {
            return true;
        }
    }
    return stream->order.given;
}

static bool has_classes(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    return stream->n_classes > 1;
}

static bool has_past(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    return stream->inflow.n_past > 0;
}

static bool has_disturbance(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->inflow.disturbance.on;
}

static bool has_shocks(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    return stream->inflow.n_shocks > 0;
}

static bool has_dispersion(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->inflow.dispersion.peak > 1;
}

static bool has_withdrawal(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->withdraws;
}

static bool has_transfers(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    return stream->n_transfers > 0;
}

static bool has_notices(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->lateness.on;
}

static bool has_administrative(const struct stream_spec *stream, const struct model *model)
{
    return has_notices(stream, model) && compiled(stream, model)->lateness.administrative != NULL;
}

static bool has_judicial(const struct stream_spec *stream, const struct model *model)
{
    const struct model_lateness *lateness = &compiled(stream, model)->lateness;
    return lateness->on && lateness->judicial != NULL && lateness->appeal.peak > 0;
}

static bool has_correction(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->correction != NULL;
}

static bool has_patience(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->has_patience;
}

static bool has_days(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->inflow.day_weight != NULL;
}

static bool has_steps(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->named_steps;
}

static bool has_drift(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->drifts;
}

static bool has_changes(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->n_changes > 0;
}

static bool has_batches(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->batches;
}

static bool has_pressure(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->pressure.on;
}

void check_mechanisms_print(FILE *out, const struct model *model)
{
    static const struct {
        const char *name;
        bool (*in)(const struct stream_spec *, const struct model *);
    } mechanisms[] = {{"inflow by links", has_links},
                      {"known past inflow", has_past},
                      {"monthly disturbance", has_disturbance},
                      {"shocks", has_shocks},
                      {"over-dispersed days", has_dispersion},
                      {"delay before work", has_delay},
                      {"case classes", has_classes},
                      {"order of work", has_order},
                      {"clock rules", has_clock_rules},
                      {"suspension", has_suspension},
                      {"withdrawal", has_withdrawal},
                      {"transfer", has_transfers},
                      {"notices", has_notices},
                      {"administrative penalty", has_administrative},
                      {"judicial penalty", has_judicial},
                      {"correction", has_correction},
                      {"days of the week", has_days},
                      {"effort that drifts", has_drift},
                      {"changes of effort", has_changes},
                      {"batches", has_batches},
                      {"pressure", has_pressure},
                      {"patience", has_patience},
                      {"steps", has_steps}};
    fputs("\nMechanisms: streams that have them\n", out);
    for (size_t i = 0; i < sizeof mechanisms / sizeof mechanisms[0]; i++) {
        size_t n = 0;
        for (size_t s = 0; s < model->n_streams; s++) {
            n += mechanisms[i].in(&model->scenario->streams[s], model);
        }
        char count[16];
        snprintf(count, sizeof count, n > 0 ? "%zu" : "off", n);
        fprintf(out, "  %-24s%4s%s", mechanisms[i].name, count, i % 2 == 1 ? "\n" : "      ");
    }
    fprintf(out, "  %-24s%4zu\n", "uncertain values", model->n_slots > 0 ? model->n_slots - 1 : 0);
    if (model_knows_all(model)) {
        fputs("\nNo input is uncertain: bands will show chance in single cases alone.\n"
              "`disturbance` makes inflow uncertain, `uncertain` any value.\n", out);
    }
}
