#include "model/staff_outlook.h"

#include <math.h>
#include <stdlib.h>

#include "base/calendar.h"

enum { MONTHS_MOST = 60, MONTHS_AHEAD = 6000 };

/* Mean heads of one pool. */
struct path {
    const struct model_pool *pool;
    const struct model_staff *staff;
    double experienced, external, vacancies[2];
    double joined[MONTHS_MOST + 1]; /* by months since joining */
    int training[MONTHS_MOST + 1];
    double hired, left;
    struct staff_outlook *outlook;
};

struct paths {
    const struct model *model;
    double *multiplier; /* all 1 */
    struct path *of;    /* [n_pools] */
    double *away;       /* [n_moves] */
};

static double value(const struct paths *paths, const struct param *p, int day) { return param_at(p, paths->multiplier, day); }

static double trainees_of(const struct path *path)
{
    double sum = 0;
    for (int i = 0; i <= MONTHS_MOST; i++) sum += path->joined[i];
    return sum;
}

static void begin(const struct paths *paths, struct path *path)
{
    const struct model_staff *staff = path->staff;
    path->experienced = (double)staff->opening[STAFF_EXPERIENCED];
    path->external = (double)staff->opening[STAFF_EXTERNAL];
    path->vacancies[0] = (double)staff->own.vacancies;
    path->vacancies[1] = (double)staff->external.vacancies;
    for (size_t i = 0; i < staff->n_groups; i++) path->joined[staff->groups[i].months] += (double)staff->groups[i].heads;
    for (int i = 0; i <= MONTHS_MOST; i++) path->training[i] = (int)lround(value(paths, &staff->months, 0));
}

static void next_month(struct path *path)
{
    path->experienced += path->joined[MONTHS_MOST];
    for (int i = MONTHS_MOST; i > 0; i--) {
        path->joined[i] = path->joined[i - 1];
        path->training[i] = path->training[i - 1];
    }
    path->joined[0] = 0;
}

static void finish_training(struct path *path)
{
    for (int i = 0; i <= MONTHS_MOST; i++) {
        if (i < path->training[i]) continue;
        path->experienced += path->joined[i];
        path->joined[i] = 0;
    }
}

/* `years` pass. */
static void leave(const struct paths *paths, struct path *path, int day, double years)
{
    double stays[STAFF_STAGES];
    for (int stage = 0; stage < STAFF_STAGES; stage++) stays[stage] = exp(-value(paths, &path->staff->leaving[stage], day) * years);
    path->left += trainees_of(path) * (1 - stays[STAFF_TRAINEES]) + path->experienced * (1 - stays[STAFF_EXPERIENCED]) +
                  path->external * (1 - stays[STAFF_EXTERNAL]);
    path->experienced *= stays[STAFF_EXPERIENCED];
    path->external *= stays[STAFF_EXTERNAL];
    for (int i = 0; i <= MONTHS_MOST; i++) path->joined[i] *= stays[STAFF_TRAINEES];
}

static double hires(const struct paths *paths, const struct model_hiring *hiring, double heads, double *vacancies, int day)
{
    if (!hiring->on) return 0;
    if (hiring->to_target) *vacancies = fmax(0, value(paths, &hiring->target, day) - heads);
    else *vacancies += value(paths, &hiring->plan, day);
    const double chance = hiring->by_chance ? fmin(1, value(paths, &hiring->fill, day)) : 1;
    const double count = hiring->at_rate ? fmin(*vacancies, value(paths, &hiring->rate, day)) : *vacancies * chance;
    *vacancies -= count;
    return count;
}

static void hire(const struct paths *paths, struct path *path, int day)
{
    const int months = (int)lround(value(paths, &path->staff->months, day));
    const double own = hires(paths, &path->staff->own, path->experienced + trainees_of(path), &path->vacancies[0], day);
    const double external = hires(paths, &path->staff->external, path->external, &path->vacancies[1], day);
    path->external += external;
    path->training[0] = months;
    if (months > 0) path->joined[0] += own;
    else path->experienced += own;
    path->hired += own + external;
    const int civil = paths->model->day0 + day;
    if (own > 0 && path->outlook->trained == NO_DAY) path->outlook->trained = months > 0 ? month_start(month_index(civil) + months) : civil;
}

static double moved(double *from, double wanted)
{
    const double count = fmin(wanted, *from);
    *from -= count;
    return count;
}

static double *stage_of(struct path *path, int stage) { return stage == STAFF_EXTERNAL ? &path->external : &path->experienced; }

static void move(const struct paths *paths, int day)
{
    const struct model *m = paths->model;
    for (size_t i = 0; i < m->n_moves; i++) {
        const struct model_move *move = &m->moves[i];
        double *from = stage_of(&paths->of[move->from], move->stage), *to = stage_of(&paths->of[move->to], move->stage);
        if (day == move->day) *to += paths->away[i] = moved(from, value(paths, &move->heads, day));
        if (day == move->back) *from += moved(to, paths->away[i]);
    }
}

/* --- FTE ----------------------------------------------------------------------------------------------------------------------------- */

static double shocks_on(const struct paths *paths, const struct model_staff *staff, int day)
{
    double sum = 0;
    for (size_t i = 0; i < staff->n_shocks; i++)
        if (day >= staff->shocks[i].first && day <= staff->shocks[i].last)
            sum += fmin(1, value(paths, &staff->shocks[i].probability, day)) * value(paths, &staff->shocks[i].size, day);
    return sum;
}

static struct staff_heads heads_of(const struct paths *paths, const struct path *path, int day)
{
    struct staff_heads heads = {.experienced = path->experienced, .external = path->external, .trainees = trainees_of(path)};
    for (int i = 0; i <= MONTHS_MOST; i++)
        if (path->joined[i] > 0) heads.trained += path->joined[i] * staff_productivity(path->staff, paths->multiplier, day, i, path->training[i]);
    return heads;
}

static void add_day(const struct paths *paths, struct path *path, int day, int days)
{
    const struct model *m = paths->model;
    const struct staff_heads heads = heads_of(paths, path, day);
    const struct staff_presence on = {.multiplier = paths->multiplier, .day = day, .month_of_year = (month_index(m->day0) + m->month[day]) % 12,
                                      .hours_per_fte = value(paths, &path->pool->hours_per_fte, day), .shocks = shocks_on(paths, path->staff, day)};
    const double fte = staff_full_fte(path->staff, &heads, &on) * staff_presence(path->staff, &on);
    path->outlook->fte += fte / days;
    path->outlook->hours += fte * on.hours_per_fte / days;
    path->outlook->paid += (staff_own_fte(path->staff, &heads, paths->multiplier, day) +
                            staff_external_fte(path->staff, &heads, paths->multiplier, day)) / days;
}

/* FTE as the last day's values keep on, leave and absence as over a year. */
static double fte_in_the_end(const struct paths *paths, const struct path *path)
{
    const int day = paths->model->horizon;
    const struct staff_heads heads = heads_of(paths, path, day);
    const struct staff_presence on = {.multiplier = paths->multiplier, .day = day,
                                      .hours_per_fte = value(paths, &path->pool->hours_per_fte, day)};
    const double absent = fmin(1, value(paths, &path->staff->absence, day)), overtime = value(paths, &path->staff->overtime, day);
    return staff_full_fte(path->staff, &heads, &on) * (1 - absent) * (1 + overtime);
}

static void settle(const struct paths *paths, struct path *path)
{
    const int day = paths->model->horizon;
    double before = 0, now = 0;
    for (int month = 0; month < MONTHS_AHEAD; month++) {
        next_month(path);
        finish_training(path);
        leave(paths, path, day, 1.0 / 12);
        hire(paths, path, day);
        if (month == MONTHS_AHEAD - 120) before = fte_in_the_end(paths, path);
    }
    now = fte_in_the_end(paths, path);
    path->outlook->steady_fte = now > before * 1.001 + 0.01 ? (double)INFINITY : now;
}

/* --- the whole ------------------------------------------------------------------------------------------------------------------------ */

static void pass_day(const struct paths *paths, int day, int days)
{
    const struct model *m = paths->model;
    for (size_t p = 0; p < m->n_pools; p++) {
        struct path *path = &paths->of[p];
        if (!path->staff) continue;
        if (m->month[day] != (day > 0 ? m->month[day - 1] : month_index(m->day0 - 1) - month_index(m->day0))) next_month(path);
        finish_training(path);
        leave(paths, path, day, 1 / 365.2425);
    }
    move(paths, day);
    for (size_t p = 0; p < m->n_pools; p++) {
        struct path *path = &paths->of[p];
        if (!path->staff) continue;
        if (m->working_number[day] == 1) hire(paths, path, day);
        if (day < days) add_day(paths, path, day, days);
        if (day != days - 1) continue;
        path->outlook->hired = path->hired;
        path->outlook->left = path->left;
        path->outlook->planned = path->hired + path->vacancies[0] + path->vacancies[1];
    }
}

bool staff_outlook(const struct model *model, int days, struct staff_outlook outlooks[])
{
    struct paths paths = {.model = model,
                          .multiplier = malloc(model->n_slots * sizeof *paths.multiplier),
                          .of = calloc(model->n_pools + 1, sizeof *paths.of),
                          .away = calloc(model->n_moves + 1, sizeof *paths.away)};
    const bool good = paths.multiplier && paths.of && paths.away;
    for (size_t i = 0; good && i < model->n_slots; i++) paths.multiplier[i] = 1;
    for (size_t p = 0; good && p < model->n_pools; p++) {
        outlooks[p] = (struct staff_outlook){.trained = NO_DAY};
        paths.of[p] = (struct path){.pool = &model->pools[p], .staff = model->pools[p].staff, .outlook = &outlooks[p]};
        if (paths.of[p].staff) begin(&paths, &paths.of[p]);
    }
    for (int day = 0; good && day <= model->horizon; day++) pass_day(&paths, day, days);
    for (size_t p = 0; good && p < model->n_pools; p++)
        if (paths.of[p].staff) settle(&paths, &paths.of[p]);
    free(paths.multiplier);
    free(paths.of);
    free(paths.away);
    return good;
}
