/* Staff as heads: the tables, and what one day's heads come to. */
#include "model/staff.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/hash.h"
#include "model/compiler.h"

static int64_t heads_of(const struct compiler *c, const struct quantity *q) { return llround(c->model->scale * q->points[0].value); }

static struct model_hiring compile_hiring(struct compiler *c, const struct hiring_spec *spec)
{
    const double scale = c->model->scale;
    if (!spec->given) return (struct model_hiring){.on = false};
    return (struct model_hiring){.on = true,
                                 .to_target = spec->target.given,
                                 .by_chance = spec->fill.given,
                                 .at_rate = spec->rate.given,
                                 .vacancies = heads_of(c, &spec->vacancies),
                                 .plan = compile_param(c, &spec->plan, scale),
                                 .target = compile_param(c, &spec->target, scale),
                                 .rate = compile_param(c, &spec->rate, scale),
                                 .fill = compile_param(c, &spec->fill, 1)};
}

static void compile_groups(struct compiler *c, const struct staff_spec *spec, struct model_staff *staff)
{
    const int passed = month_index(c->model->day0) - month_index(c->scenario->opening_date);
    staff->n_groups = spec->n_trainees;
    staff->groups = compiler_array(c, spec->n_trainees, sizeof *staff->groups);
    for (size_t i = 0; !c->failed && i < spec->n_trainees; i++) {
        staff->groups[i] = (struct staff_group){spec->trainees[i].months, heads_of(c, &spec->trainees[i].heads)};
        staff->opening[STAFF_TRAINEES] += staff->groups[i].heads;
        if (staff->groups[i].months + passed > staff->earlier) staff->earlier = staff->groups[i].months + passed;
    }
}

static void compile_training(struct compiler *c, const struct staff_spec *spec, struct model_staff *staff)
{
    staff->months = compile_param(c, &spec->training_months, 1);
    staff->mentor = compile_param(c, &spec->mentor, 1);
    staff->n_productivity = spec->n_productivity;
    staff->productivity = compiler_array(c, spec->n_productivity, sizeof *staff->productivity);
    for (size_t i = 0; !c->failed && i < spec->n_productivity; i++) staff->productivity[i] = compile_param(c, &spec->productivity[i], 1);
}

static void compile_shocks(struct compiler *c, const struct staff_spec *spec, struct model_staff *staff)
{
    staff->n_shocks = spec->n_shocks;
    staff->shocks = compiler_array(c, spec->n_shocks, sizeof *staff->shocks);
    for (size_t i = 0; !c->failed && i < spec->n_shocks; i++) {
        const struct absence_shock_spec *from = &spec->shocks[i];
        const int first = from->date - c->model->day0;
        staff->shocks[i] = (struct model_absence_shock){.name = (uint16_t)hash_id(from->name),
                                                        .first = first,
                                                        .last = first + from->days - 1,
                                                        .probability = compile_param(c, &from->probability, 1),
                                                        .size = compile_param(c, &from->size, 1)};
    }
}

static void compile_leave(struct compiler *c, const struct staff_spec *spec, struct model_staff *staff)
{
    const struct model *m = c->model;
    if (!spec->leave_profile_given) return;
    staff->leave = compile_param(c, &spec->leave, 1);
    staff->leave_weight = compiler_array(c, (size_t)m->horizon + 1, sizeof *staff->leave_weight);
    for (int t = 0; !c->failed && t <= m->horizon; t++) {
        const double days = m->per_working[t] * m->working_of[t];
        staff->leave_weight[t] = days > 0 ? spec->leave_profile[date_from_day(m->day0 + t).month - 1] / (12 * days) : 1;
    }
}

void compile_staff(struct compiler *c, const struct pool_spec *pool_spec, struct model_pool *pool)
{
    const struct staff_spec *spec = &pool_spec->staff;
    struct model_staff *staff = compiler_array(c, 1, sizeof *staff);
    if (!staff) return;
    pool->staff = staff;
    staff->opening[STAFF_EXPERIENCED] = heads_of(c, &spec->experienced);
    staff->opening[STAFF_EXTERNAL] = heads_of(c, &spec->external);
    compile_groups(c, spec, staff);
    staff->fte_per_head = compile_param(c, &spec->fte_per_head, 1);
    staff->external_fte_per_head = spec->external_fte_per_head.given ? compile_param(c, &spec->external_fte_per_head, 1) : staff->fte_per_head;
    staff->own = compile_hiring(c, &spec->hiring);
    staff->external = compile_hiring(c, &spec->external_hiring);
    compile_training(c, spec, staff);
    staff->leaving[STAFF_TRAINEES] = compile_param(c, &spec->trainees_leaving, 1);
    staff->leaving[STAFF_EXPERIENCED] = compile_param(c, &spec->experienced_leaving, 1);
    staff->leaving[STAFF_EXTERNAL] = compile_param(c, &spec->external_leaving, 1);
    staff->absence = compile_param(c, &spec->absence, 1);
    for (int i = 0; i < 12; i++) staff->absence_weight[i] = spec->absence_profile_given ? spec->absence_profile[i] : 1;
    compile_shocks(c, spec, staff);
    compile_leave(c, spec, staff);
    staff->overtime = compile_param(c, &spec->overtime, 1);
}

void compile_moves(struct compiler *c)
{
    const struct scenario *s = c->scenario;
    struct model *m = c->model;
    m->n_moves = s->n_moves;
    m->moves = compiler_array(c, s->n_moves, sizeof *m->moves);
    for (size_t i = 0; !c->failed && i < s->n_moves; i++) {
        const struct staff_move_spec *from = &s->moves[i];
        size_t place = 0; /* by name: an order that no file decides */
        for (size_t k = 0; k < s->n_moves; k++) place += strcmp(s->moves[k].name, from->name) < 0;
        m->moves[place] = (struct model_move){.id = hash_id(from->name),
                                              .from = from->from,
                                              .to = from->to,
                                              .day = from->date - m->day0,
                                              .back = from->back == INT_MAX ? NO_DAY : from->back - m->day0,
                                              .stage = from->who == MOVES_EXTERNAL ? STAFF_EXTERNAL : STAFF_EXPERIENCED,
                                              .heads = compile_param(c, &from->heads, m->scale)};
    }
}

/* --- one day's heads --------------------------------------------------------------------------------------------------------------- */

double staff_productivity(const struct model_staff *staff, const double *multiplier, int day, int month, int months)
{
    if (month >= months) return 1;
    if (staff->n_productivity == 0) return (month + 0.5) / months;
    const size_t last = staff->n_productivity - 1, i = (size_t)month < last ? (size_t)month : last;
    return param_at(&staff->productivity[i], multiplier, day);
}

double staff_presence(const struct model_staff *staff, const struct staff_presence *on)
{
    const double absent = param_at(&staff->absence, on->multiplier, on->day) * staff->absence_weight[on->month_of_year] + on->shocks;
    double presence = (1 - fmin(absent, 1)) * (1 + param_at(&staff->overtime, on->multiplier, on->day));
    if (staff->leave_weight && on->hours_per_fte > 0) {
        const double leave = param_at(&staff->leave, on->multiplier, on->day) / on->hours_per_fte;
        presence *= fmax(0, 1 + leave - leave * staff->leave_weight[on->day]);
    }
    return presence;
}

double staff_own_fte(const struct model_staff *staff, const struct staff_heads *heads, const double *multiplier, int day)
{
    return (heads->experienced + heads->trainees) * param_at(&staff->fte_per_head, multiplier, day);
}

double staff_external_fte(const struct model_staff *staff, const struct staff_heads *heads, const double *multiplier, int day)
{
    return heads->external * param_at(&staff->external_fte_per_head, multiplier, day);
}

double staff_full_fte(const struct model_staff *staff, const struct staff_heads *heads, const struct staff_presence *on)
{
    const double fte = param_at(&staff->fte_per_head, on->multiplier, on->day);
    const double mentor = on->hours_per_fte > 0 ? param_at(&staff->mentor, on->multiplier, on->day) / on->hours_per_fte : 0;
    const double teaching = fmin(heads->trainees * mentor, heads->experienced * fte);
    return heads->experienced * fte - teaching + heads->trained * fte + staff_external_fte(staff, heads, on->multiplier, on->day);
}
