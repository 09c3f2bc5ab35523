#include <math.h>

#include "base/hash.h"
#include "model/compiler.h"

static double past_per_day(const struct inflow_spec *inflow, int civil, bool *known)
{
    for (size_t i = 0; i < inflow->n_past; i++) {
        const struct past_row *row = &inflow->past[i];
        if (civil < row->first || civil > row->last) continue;
        *known = true;
        return (double)row->count / (row->last - row->first + 1);
    }
    *known = false;
    return 0;
}

double inflow_on(const struct inflow_spec *inflow, int civil)
{
    bool known = false;
    const double past = past_per_day(inflow, civil, &known);
    return known ? past : quantity_on(&inflow->level, civil) / days_in_year(date_from_day(civil).year);
}

static double weight_on(const struct scenario *s, const struct inflow_spec *spec, int civil)
{
    if (spec->working_days && !is_working_day(s, civil)) return 0;
    return spec->week_given ? spec->week[weekday_of(civil)] : 1;
}

/* Weights by day of the week and working day, with a mean of 1 over each calendar year. */
static void compile_days(struct compiler *c, const struct inflow_spec *spec, struct model_inflow *inflow)
{
    const struct model *m = c->model;
    if (!spec->week_given && !spec->working_days) return;
    double *weight = compiler_array(c, (size_t)m->horizon + 1, sizeof *weight), of_year = 0;
    for (int t = 0, year = 0; !c->failed && t <= m->horizon; t++) {
        const int this_year = date_from_day(m->day0 + t).year, first = day_from_date((struct civil_date){this_year, 1, 1});
        if (this_year != year) {
            year = this_year;
            of_year = 0;
            for (int d = 0; d < days_in_year(year); d++) of_year += weight_on(c->scenario, spec, first + d);
        }
        weight[t] = of_year > 0 ? weight_on(c->scenario, spec, m->day0 + t) * days_in_year(year) / of_year : 0;
    }
    inflow->day_weight = weight;
}

static void compile_mean(struct compiler *c, const struct inflow_spec *spec, struct model_inflow *inflow)
{
    const struct model *m = c->model;
    double *mean = compiler_array(c, (size_t)m->horizon + 1, sizeof *mean);
    for (int t = 0; !c->failed && t <= m->horizon; t++) {
        const int month = date_from_day(m->day0 + t).month;
        mean[t] = m->scale * quantity_on(&spec->level, m->day0 + t) * m->per_year[t] * (spec->profile_given ? spec->profile[month - 1] : 1);
    }
    inflow->mean = mean;
    inflow->level_slot = compile_param(c, &spec->level, 1).slot;
    inflow->trend = compile_param(c, &spec->trend, 1);
    inflow->grows = inflow->trend.constant != 0 || inflow->trend.by_day;
    inflow->dispersion = compile_param(c, &spec->dispersion, 1);
}

static void compile_disturbance(struct compiler *c, const struct disturbance_spec *spec, struct model_disturbance *out)
{
    out->on = spec->given;
    if (!spec->given) return;
    out->sd = compile_param(c, &spec->sd, 1);
    out->persistence = compile_param(c, &spec->persistence, 1);
    out->started = spec->start_given;
    out->start = spec->start;
    out->start_months = month_index(c->model->day0) - month_index(c->scenario->opening_date);
    out->factor = spec->factor;
    out->loading = spec->loading;
}

static void compile_shocks(struct compiler *c, const struct inflow_spec *spec, struct model_inflow *inflow)
{
    const struct model *m = c->model;
    inflow->n_shocks = spec->n_shocks;
    inflow->shocks = compiler_array(c, spec->n_shocks, sizeof *inflow->shocks);
    for (size_t i = 0; !c->failed && i < spec->n_shocks; i++) {
        const struct shock_spec *from = &spec->shocks[i];
        const int days = from->days > 0 ? from->days : 1;
        inflow->shocks[i] = (struct model_shock){.name = (uint16_t)hash_id(from->name),
                                                 .first = from->date - m->day0,
                                                 .last = from->date - m->day0 + days - 1,
                                                 .probability = compile_param(c, &from->probability, 1),
                                                 .multiply = compile_param(c, &from->multiply, 1),
                                                 .add = compile_param(c, &from->add, m->scale / days)};
    }
}

static void compile_past(struct compiler *c, const struct inflow_spec *spec, struct model_inflow *inflow)
{
    const struct model *m = c->model;
    inflow->n_past = spec->n_past;
    if (!spec->n_past) return;
    inflow->past = compiler_array(c, spec->n_past, sizeof *inflow->past);
    inflow->past_row = compiler_array(c, (size_t)m->horizon + 1, sizeof *inflow->past_row);
    if (c->failed) return;
    for (int t = 0; t <= m->horizon; t++) inflow->past_row[t] = -1;
    for (size_t i = 0; i < spec->n_past; i++) {
        const struct past_row *row = &spec->past[i];
        inflow->past[i] = (struct model_past){
            .first = row->first - m->day0, .last = row->last - m->day0, .count = llround(m->scale * (double)row->count)};
        for (int t = inflow->past[i].first; t <= inflow->past[i].last; t++)
            if (t >= 0 && t <= m->horizon) inflow->past_row[t] = (int32_t)i;
    }
}

static void compile_correction(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    const struct model *m = c->model;
    if (!spec->correction.given) return;
    stream->correction = compiler_array(c, (size_t)m->horizon + 1, sizeof *stream->correction);
    double sum = 0, before = 0;
    for (int t = 0; !c->failed && t <= m->horizon; t++) {
        sum += m->scale * quantity_on(&spec->correction, m->day0 + t) * m->per_year[t];
        /* 364.99999 of 365 equal parts is meant to be 365 */
        const double whole = trunc(sum + (sum < 0 ? -1e-6 : 1e-6));
        stream->correction[t] = (int64_t)(whole - before);
        before = whole;
    }
}

void compile_inflow(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    compile_days(c, &spec->inflow, &stream->inflow);
    compile_mean(c, &spec->inflow, &stream->inflow);
    compile_disturbance(c, &spec->inflow.disturbance, &stream->inflow.disturbance);
    compile_shocks(c, &spec->inflow, &stream->inflow);
    compile_past(c, &spec->inflow, &stream->inflow);
    compile_correction(c, spec, stream);
}

/* Comes or not, by chance. */
static bool may_come(const struct model *model, const struct model_shock *shock)
{
    const int day = shock->first < 0 ? 0 : shock->first > model->horizon ? model->horizon : shock->first;
    const double probability = param_base(&shock->probability, day);
    return probability > 0 && probability < 1;
}

bool model_knows_all(const struct model *model)
{
    bool all = model->n_slots <= 1;
    for (size_t s = 0; s < model->n_streams; s++) {
        const struct model_inflow *inflow = &model->streams[s].inflow;
        all = all && !(inflow->disturbance.on && inflow->disturbance.sd.peak > 0);
        for (size_t i = 0; i < inflow->n_shocks; i++) all = all && !may_come(model, &inflow->shocks[i]);
    }
    return all;
}
