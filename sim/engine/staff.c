#include "engine/staff.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "engine/contingent.h"
#include "random/variates.h"

static const double year_days = 365.2425;

/* --- a fresh start ---------------------------------------------------------------------------------------------------------------- */

/* A group for each month before day 0's, and at most one more a day. */
static size_t groups_of(const struct replication *rep, const struct model_staff *staff)
{
    return (size_t)(staff->earlier + 1 + rep->model->horizon + 1);
}

bool staff_init(struct replication *rep)
{
    const struct model *m = rep->model;
    rep->staff = state_array(rep, 1, sizeof *rep->staff);
    if (rep->failed) return false;
    rep->staff->away = state_array(rep, m->n_moves, sizeof *rep->staff->away);
    rep->staff->pools = state_array(rep, m->n_pools, sizeof *rep->staff->pools);
    for (size_t p = 0; !rep->failed && p < m->n_pools; p++) {
        const struct model_staff *staff = m->pools[p].staff;
        struct staff_pool *pool = &rep->staff->pools[p];
        draw_init(&pool->draws);
        if (!staff) continue;
        pool->joined = state_array(rep, groups_of(rep, staff), sizeof *pool->joined);
        pool->since = state_array(rep, groups_of(rep, staff), sizeof *pool->since);
        pool->training = state_array(rep, groups_of(rep, staff), sizeof *pool->training);
        pool->shock_on = state_array(rep, staff->n_shocks, sizeof *pool->shock_on);
        pool->month = state_array(rep, (size_t)m->months, sizeof *pool->month);
    }
    return !rep->failed;
}

static double at_opening(const struct replication *rep, const struct param *p) { return param_at(p, rep->multiplier, 0); }

/* Those who joined before day 0 train as long as those who join on it. */
static void begin_trainees(struct replication *rep, const struct model_staff *staff, struct staff_pool *pool)
{
    const int passed = month_index(rep->model->day0) - month_index(rep->model->day0 - 1);
    const int months = (int)lround(at_opening(rep, &staff->months));
    pool->first = 0;
    pool->end = staff->n_groups > 0 ? staff->earlier + 1 : 0;
    for (int j = 0; j < pool->end; j++) {
        pool->joined[j] = 0;
        pool->since[j] = j;
        pool->training[j] = months;
    }
    for (size_t i = 0; i < staff->n_groups; i++) pool->joined[staff->earlier - passed - staff->groups[i].months] += staff->groups[i].heads;
}

static int64_t short_of_target(int64_t heads, double target)
{
    const int64_t wanted = llround(target);
    return wanted > heads ? wanted - heads : 0;
}

static void begin_hiring(const struct replication *rep, const struct model_hiring *hiring, struct staff_pool *pool, int which)
{
    const int64_t heads = which == HIRING_OWN ? pool->heads[STAFF_TRAINEES] + pool->heads[STAFF_EXPERIENCED] : pool->heads[STAFF_EXTERNAL];
    pool->planned[which] = pool->allowed[which] = 0;
    pool->vacancies[which] = 0;
    if (hiring->on) pool->vacancies[which] = hiring->to_target ? short_of_target(heads, at_opening(rep, &hiring->target)) : hiring->vacancies;
}

static void begin_shocks(struct replication *rep, const struct model_pool *model, struct staff_pool *pool)
{
    for (size_t i = 0; i < model->staff->n_shocks; i++) {
        const struct model_absence_shock *shock = &model->staff->shocks[i];
        const int day = shock->first < 0 ? 0 : shock->first > rep->model->horizon ? rep->model->horizon : shock->first;
        draw_open(&pool->draws, &rep->key, model->id, DRAW_ABSENCE, shock->name, 0);
        pool->shock_on[i] = draw_uniform(&pool->draws) < param_at(&shock->probability, rep->multiplier, day);
    }
}

void staff_begin(struct replication *rep)
{
    const struct model *m = rep->model;
    memset(rep->staff->away, 0, m->n_moves * sizeof *rep->staff->away);
    for (size_t p = 0; p < m->n_pools; p++) {
        const struct model_staff *staff = m->pools[p].staff;
        struct staff_pool *pool = &rep->staff->pools[p];
        if (!staff) continue;
        memcpy(pool->heads, staff->opening, sizeof pool->heads);
        memset(pool->month, 0, (size_t)m->months * sizeof *pool->month);
        begin_trainees(rep, staff, pool);
        begin_hiring(rep, &staff->own, pool, HIRING_OWN);
        begin_hiring(rep, &staff->external, pool, HIRING_EXTERNAL);
        begin_shocks(rep, &m->pools[p], pool);
    }
}

/* --- training and leaving ---------------------------------------------------------------------------------------------------------- */

static int months_since(const struct replication *rep, const struct model_staff *staff, int month)
{
    return rep->model->month[rep->today] + staff->earlier - month;
}

static void finish_training(const struct replication *rep, const struct model_staff *staff, struct staff_pool *pool)
{
    for (int j = pool->first; j < pool->end; j++) {
        if (months_since(rep, staff, pool->since[j]) < pool->training[j]) continue;
        pool->heads[STAFF_TRAINEES] -= pool->joined[j];
        pool->heads[STAFF_EXPERIENCED] += pool->joined[j];
        pool->joined[j] = 0;
    }
    while (pool->first < pool->end && pool->joined[pool->first] == 0) pool->first++;
}

/* Which trainees leave: any of them alike. */
static void take_trainees(struct staff_pool *pool, int64_t count)
{
    int64_t of = pool->heads[STAFF_TRAINEES];
    for (int j = pool->first; j < pool->end && count > 0; j++) {
        const int64_t taken = variate_hypergeometric(&pool->draws, pool->joined[j], of - pool->joined[j], count);
        of -= pool->joined[j];
        pool->joined[j] -= taken;
        count -= taken;
    }
}

static void leave(struct replication *rep, const struct model_pool *model, struct staff_pool *pool, struct staff_month *month)
{
    for (unsigned stage = 0; stage < STAFF_STAGES; stage++) {
        const double hazard = today_of(rep, &model->staff->leaving[stage]);
        if (hazard <= 0 || pool->heads[stage] == 0) continue;
        draw_open(&pool->draws, &rep->key, model->id, DRAW_LEAVING, stage, rep->today);
        const int64_t left = variate_binomial(&pool->draws, pool->heads[stage], 1 - exp(-hazard / year_days));
        if (left == 0) continue;
        if (stage == STAFF_TRAINEES) take_trainees(pool, left);
        pool->heads[stage] -= left;
        month->left += left;
    }
}

/* --- moves ------------------------------------------------------------------------------------------------------------------------------ */

static int64_t depart(struct replication *rep, int pool, int stage, int64_t wanted)
{
    struct staff_pool *from = &rep->staff->pools[pool];
    const int64_t count = wanted < from->heads[stage] ? wanted : from->heads[stage];
    from->heads[stage] -= count;
    from->month[rep->model->month[rep->today]].moved -= count;
    return count;
}

static void arrive(struct replication *rep, int pool, int stage, int64_t count)
{
    struct staff_pool *to = &rep->staff->pools[pool];
    to->heads[stage] += count;
    to->month[rep->model->month[rep->today]].moved += count;
}

/* All who go leave before any arrives, so that nobody moves twice in a day. */
static void move_staff(struct replication *rep)
{
    const struct model *m = rep->model;
    for (size_t i = 0; i < m->n_moves; i++) {
        const struct model_move *move = &m->moves[i];
        int64_t *away = &rep->staff->away[i];
        if (rep->today == move->day) *away = depart(rep, move->from, move->stage, llround(today_of(rep, &move->heads)));
        if (rep->today == move->back) *away = depart(rep, move->to, move->stage, *away);
    }
    for (size_t i = 0; i < m->n_moves; i++) {
        const struct model_move *move = &m->moves[i];
        if (rep->today == move->day) arrive(rep, move->to, move->stage, rep->staff->away[i]);
        if (rep->today == move->back) arrive(rep, move->from, move->stage, rep->staff->away[i]);
    }
}

/* --- hiring ------------------------------------------------------------------------------------------------------------------------------ */

/* What a running sum adds to its whole part. */
static int64_t whole_step(double *sum, double more)
{
    const double before = floor(*sum + 1e-9);
    *sum += more;
    return (int64_t)(floor(*sum + 1e-9) - before);
}

/* How many of the vacancies are filled this month. */
static int64_t filled(struct replication *rep, const struct model_pool *model, struct staff_pool *pool, int which)
{
    const struct model_hiring *hiring = which == HIRING_OWN ? &model->staff->own : &model->staff->external;
    const int64_t vacancies = pool->vacancies[which];
    if (hiring->at_rate) {
        const int64_t most = whole_step(&pool->allowed[which], today_of(rep, &hiring->rate));
        return most < vacancies ? most : vacancies;
    }
    if (!hiring->by_chance || vacancies == 0) return vacancies;
    draw_open(&pool->draws, &rep->key, model->id, DRAW_HIRING, (unsigned)which, rep->today);
    return variate_binomial(&pool->draws, vacancies, fmin(1, today_of(rep, &hiring->fill)));
}

static int64_t hire(struct replication *rep, const struct model_pool *model, struct staff_pool *pool, int which)
{
    const struct model_hiring *hiring = which == HIRING_OWN ? &model->staff->own : &model->staff->external;
    const int64_t heads = which == HIRING_OWN ? pool->heads[STAFF_TRAINEES] + pool->heads[STAFF_EXPERIENCED] : pool->heads[STAFF_EXTERNAL];
    if (!hiring->on) return 0;
    if (hiring->to_target) pool->vacancies[which] = short_of_target(heads, today_of(rep, &hiring->target));
    else pool->vacancies[which] += whole_step(&pool->planned[which], today_of(rep, &hiring->plan));
    const int64_t count = filled(rep, model, pool, which);
    pool->vacancies[which] -= count;
    return count;
}

void staff_join(struct replication *rep, size_t index, int64_t own, int64_t external)
{
    const struct model_pool *model = &rep->model->pools[index];
    struct staff_pool *pool = &rep->staff->pools[index];
    const int since = rep->model->month[rep->today] + model->staff->earlier, months = (int)lround(today_of(rep, &model->staff->months));
    pool->heads[STAFF_EXTERNAL] += external;
    pool->month[rep->model->month[rep->today]].hired += own + external;
    pool->heads[months > 0 ? STAFF_TRAINEES : STAFF_EXPERIENCED] += own;
    if (months <= 0 || own == 0) return;
    if (pool->end == 0 || pool->since[pool->end - 1] != since || pool->training[pool->end - 1] != months) {
        pool->joined[pool->end] = 0;
        pool->since[pool->end] = since;
        pool->training[pool->end++] = months;
    }
    pool->joined[pool->end - 1] += own;
    if (pool->first >= pool->end) pool->first = pool->end - 1;
}

int64_t staff_dismiss(struct replication *rep, size_t index, int64_t external)
{
    struct staff_pool *pool = &rep->staff->pools[index];
    const int64_t count = external < pool->heads[STAFF_EXTERNAL] ? external : pool->heads[STAFF_EXTERNAL];
    pool->heads[STAFF_EXTERNAL] -= count;
    pool->month[rep->model->month[rep->today]].left += count;
    return count;
}

static void hire_both(struct replication *rep, size_t index)
{
    const struct model_pool *model = &rep->model->pools[index];
    struct staff_pool *pool = &rep->staff->pools[index];
    const int64_t own = hire(rep, model, pool, HIRING_OWN), external = hire(rep, model, pool, HIRING_EXTERNAL);
    staff_join(rep, index, own, external);
}

/* --- the day ------------------------------------------------------------------------------------------------------------------------------- */

static double shocks_today(const struct replication *rep, const struct model_staff *staff, const struct staff_pool *pool)
{
    double sum = 0;
    for (size_t i = 0; i < staff->n_shocks; i++) {
        const struct model_absence_shock *shock = &staff->shocks[i];
        if (pool->shock_on[i] && rep->today >= shock->first && rep->today <= shock->last) sum += today_of(rep, &shock->size);
    }
    return sum;
}

static double fte_today(const struct replication *rep, const struct model_pool *model, struct staff_pool *pool, int month_of_year)
{
    const struct model_staff *staff = model->staff;
    struct staff_heads heads = {.experienced = (double)pool->heads[STAFF_EXPERIENCED],
                                .external = (double)pool->heads[STAFF_EXTERNAL],
                                .trainees = (double)pool->heads[STAFF_TRAINEES]};
    for (int j = pool->first; j < pool->end; j++) {
        if (pool->joined[j] == 0) continue;
        const int month = months_since(rep, staff, pool->since[j]);
        heads.trained += (double)pool->joined[j] * staff_productivity(staff, rep->multiplier, rep->today, month, pool->training[j]);
    }
    pool->own_fte = staff_own_fte(staff, &heads, rep->multiplier, rep->today);
    pool->external_fte = staff_external_fte(staff, &heads, rep->multiplier, rep->today);
    const struct staff_presence on = {.multiplier = rep->multiplier, .day = rep->today, .month_of_year = month_of_year,
                                      .hours_per_fte = today_of(rep, &model->hours_per_fte), .shocks = shocks_today(rep, staff, pool)};
    return staff_full_fte(staff, &heads, &on) * staff_presence(staff, &on);
}

void staff_opening_fte(struct replication *rep)
{
    const struct model *m = rep->model;
    for (size_t p = 0; p < m->n_pools; p++)
        rep->pools[p].fte = m->pools[p].staff ? fte_today(rep, &m->pools[p], &rep->staff->pools[p], month_index(m->day0) % 12)
                                              : today_of(rep, &m->pools[p].fte);
}

void staff_day(struct replication *rep)
{
    const struct model *m = rep->model;
    const int month = m->month[rep->today], month_of_year = (month_index(m->day0) + month) % 12;
    for (size_t p = 0; p < m->n_pools; p++) {
        struct staff_pool *pool = &rep->staff->pools[p];
        if (!m->pools[p].staff) continue;
        finish_training(rep, m->pools[p].staff, pool);
        leave(rep, &m->pools[p], pool, &pool->month[month]);
    }
    move_staff(rep);
    contingent_staff(rep);
    for (size_t p = 0; p < m->n_pools; p++) {
        struct staff_pool *pool = &rep->staff->pools[p];
        if (!m->pools[p].staff) {
            rep->pools[p].fte = contingent_fte(rep, p, today_of(rep, &m->pools[p].fte));
            continue;
        }
        if (m->working_number[rep->today] == 1) hire_both(rep, p);
        rep->pools[p].fte = fte_today(rep, &m->pools[p], pool, month_of_year);
        pool->month[month].paid_days += pool->own_fte + pool->external_fte;
    }
}

/* --- results --------------------------------------------------------------------------------------------------------------------------------- */

struct staff_figures {
    int64_t heads[STAFF_STAGES], vacancies;
    struct staff_month flows;
};

static void add_pool(const struct replication *rep, const struct staff_pool *pool, const struct results_period *period, struct staff_figures *to)
{
    const struct model *m = rep->model;
    for (int stage = 0; stage < STAFF_STAGES; stage++) to->heads[stage] += pool->heads[stage];
    for (int which = 0; which < HIRINGS; which++) to->vacancies += pool->vacancies[which];
    if (period->kind == PERIOD_OPENING) return;
    for (int month = m->month[period->first - m->day0]; month <= m->month[period->last - m->day0]; month++) {
        to->flows.hired += pool->month[month].hired;
        to->flows.left += pool->month[month].left;
        to->flows.moved += pool->month[month].moved;
        to->flows.paid_days += pool->month[month].paid_days;
    }
}

static void write_figures(const struct staff_figures *figures, const struct results_period *period, double *cell)
{
    cell[MEASURE_HEADS_TRAINEES] = (double)figures->heads[STAFF_TRAINEES];
    cell[MEASURE_HEADS_EXPERIENCED] = (double)figures->heads[STAFF_EXPERIENCED];
    cell[MEASURE_HEADS_EXTERNAL] = (double)figures->heads[STAFF_EXTERNAL];
    cell[MEASURE_VACANCIES] = (double)figures->vacancies;
    if (period->kind == PERIOD_OPENING) return;
    cell[MEASURE_HIRED] = (double)figures->flows.hired;
    cell[MEASURE_LEFT] = (double)figures->flows.left;
    cell[MEASURE_MOVED] = (double)figures->flows.moved;
    cell[MEASURE_FTE_PAID] = figures->flows.paid_days / (period->last - period->first + 1);
}

void staff_write(const struct replication *rep, size_t period, double *values)
{
    const struct results_layout *layout = &rep->model->layout;
    const struct results_period *of = &layout->periods[period];
    struct staff_figures all = {.vacancies = 0};
    bool any = false;
    for (size_t p = 0; p < rep->model->n_pools; p++) {
        if (!rep->model->pools[p].staff) continue;
        struct staff_figures one = {.vacancies = 0};
        add_pool(rep, &rep->staff->pools[p], of, &one);
        write_figures(&one, of, &values[layout_cell(layout, period, layout_pool(layout, p), 0)]);
        add_pool(rep, &rep->staff->pools[p], of, &all);
        any = true;
    }
    if (any) write_figures(&all, of, &values[layout_cell(layout, period, layout_pool_all(layout), 0)]);
}
