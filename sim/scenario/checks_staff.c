/* Staff as heads, moves between pools, and what they cost. */
#include <limits.h>
#include <math.h>

#include "scenario/checks.h"
#include "scenario/values.h"

static const char *path_of(struct checker *checker, const struct bound_pool *pool, const char *key)
{
    return reader_format(checker->reader, "pools.%s.staff.%s", pool->spec.name, key);
}

/* ---- fte or staff ---- */

static const struct record *pool_record(void)
{
    return record_find(fields_root(), "pools")->record;
}

static void check_kind(struct checker *checker, const struct bound_pool *pool, const struct node *node)
{
    const struct pool_spec *spec = &pool->spec;
    bool misspelt = bind_misspelt(pool_record(), node, "fte") || bind_misspelt(pool_record(), node, "staff");

    if (spec->fte.given && spec->staff.given) {
        reader_error(checker->reader, spec->staff.place,
                     "keep one; an overlay takes the other away with `fte: null` or `staff: null`",
                     "pools.%s has both `fte` and `staff`", spec->name);
    } else if (!spec->fte.given && !spec->staff.given && !misspelt) {
        reader_error(checker->reader, spec->place, "for example `fte: 1450 fte`, or `staff: {experienced: 900 heads}`",
                     "pools.%s needs `fte` or `staff`", spec->name);
    }
    if (spec->external_cost_per_fte.given && !spec->staff.given) {
        reader_error(checker->reader, spec->external_cost_per_fte.place, "give `cost_per_fte`",
                     "pools.%s has no external staff: only a pool with `staff` has", spec->name);
    }
}

/* ---- hiring ---- */

static void check_hiring(struct checker *checker, const struct bound_pool *pool, const struct hiring_spec *hiring,
                         const char *key)
{
    struct reader *reader = checker->reader;
    const char *path = path_of(checker, pool, key);

    if (!hiring->given)
        return;
    if (hiring->plan.given && hiring->target.given) {
        reader_error(reader, hiring->target.place, "keep one: so many a month, or up to so many",
                     "%s has both `plan` and `target`", path);
    } else if (!hiring->plan.given && !hiring->target.given && !hiring->vacancies.given) {
        reader_error(reader, hiring->place, "for example `plan: 8 heads/month`, or `target: 1100 heads`",
                     "%s needs `plan` or `target`", path);
    }
    if (hiring->target.given && hiring->vacancies.given) {
        reader_error(reader, hiring->vacancies.place, "take `vacancies` out, or give a `plan` in place of the target",
                     "%s has a `target`, which says itself how many vacancies there are", path);
    }
    if (hiring->fill.given && hiring->rate.given) {
        reader_error(reader, hiring->rate.place, "keep one: each with a probability, or so many a month",
                     "%s has both `fill` and `rate`", path);
    }
}

/* ---- training, absence, leave ---- */

/* The quantity's lowest value; uncertain or not. */
static double lowest(const struct quantity *quantity)
{
    double value = quantity->points[0].value;

    for (size_t i = 1; i < quantity->n; i++)
        value = fmin(value, quantity->points[i].value);
    return value;
}

static void check_training(struct checker *checker, const struct bound_pool *pool)
{
    const struct staff_spec *staff = &pool->spec.staff;
    double months = quantity_highest(&staff->training_months);

    for (size_t i = 0; i < staff->n_trainees; i++) {
        if (!(staff->trainees[i].months >= months))
            continue;
        reader_error(checker->reader, staff->trainees[i].heads.place, "count them as `experienced`",
                     "%s are trained already: they joined %d months ago and training takes %.6g",
                     path_of(checker, pool, "trainees"), staff->trainees[i].months, months);
    }
    if (staff->n_productivity > 0 && months <= 0) {
        reader_error(checker->reader, staff->productivity[0].place, "for example `training: {months: 9}`",
                     "%s has a `productivity` and no `months`: nobody is in training",
                     path_of(checker, pool, "training"));
    }
    if (staff->mentor.given && months <= 0) {
        reader_error(checker->reader, staff->mentor.place, "for example `training: {months: 9}`",
                     "%s has a `mentor` and no `months`: nobody is in training", path_of(checker, pool, "training"));
    }
}

static void check_absence(struct checker *checker, const struct bound_pool *pool)
{
    const struct staff_spec *staff = &pool->spec.staff;
    double most = 0;

    for (int m = 0; m < 12 && staff->absence_profile_given; m++)
        most = fmax(most, staff->absence_profile[m]);
    if (staff->absence_profile_given && quantity_highest(&staff->absence) <= 0) {
        reader_error(checker->reader, staff->place, "for example `absence: {share: 2%}`",
                     "%s has a `month_profile` and no `share`", path_of(checker, pool, "absence"));
    } else if (staff->absence_profile_given && quantity_highest(&staff->absence) * most > 1) {
        reader_error(checker->reader, staff->absence.place, NULL, "%s comes to %.6g%% in one month: over 100%%",
                     path_of(checker, pool, "absence"), 100 * quantity_highest(&staff->absence) * most);
    }
}

/* A month in which more leave is taken than there are hours would be made up for by the others. */
static void check_leave(struct checker *checker, const struct bound_pool *pool)
{
    const struct staff_spec *staff = &pool->spec.staff;
    double most = 0, hours = lowest(&pool->spec.hours_per_fte), leave = quantity_highest(&staff->leave);

    for (int m = 0; m < 12 && staff->leave_profile_given; m++)
        most = fmax(most, staff->leave_profile[m]);
    if (staff->leave_profile_given && leave * (most - 1) > hours) {
        reader_error(checker->reader, staff->leave.place, "less leave, or a flatter `month_profile`",
                     "%s takes %.6g hours in one month, and there are %.6g", path_of(checker, pool, "leave"),
                     leave * most / 12, (hours + leave) / 12);
    }
}

void check_workforce(struct checker *checker, const struct bound_pool *pool, const struct node *node)
{
    check_kind(checker, pool, node);
    if (!pool->spec.staff.given)
        return;
    check_hiring(checker, pool, &pool->spec.staff.hiring, "hiring");
    check_hiring(checker, pool, &pool->spec.staff.external_hiring, "external_hiring");
    check_training(checker, pool);
    check_absence(checker, pool);
    check_leave(checker, pool);
}

/* ---- moves ---- */

static void check_end(struct checker *checker, const struct staff_move_spec *move, int pool)
{
    const struct pool_spec *spec = pool < 0 ? NULL : &checker->root->pools[pool].spec;

    if (spec == NULL || spec->staff.given)
        return;
    reader_error(checker->reader, move->place,
                 reader_format(checker->reader, "give pools.%s `staff` in place of `fte`", spec->name),
                 "staff_moves.%s needs heads in both pools, and `%s` states `fte`", move->name, spec->name);
}

void check_move(struct checker *checker, const struct staff_move_spec *move)
{
    struct reader *reader = checker->reader;

    check_end(checker, move, move->from);
    if (move->to != move->from)
        check_end(checker, move, move->to);
    else if (move->to >= 0)
        reader_error(reader, move->place, NULL, "staff_moves.%s goes from the pool `%s` to itself", move->name,
                     checker->root->pools[move->to].spec.name);
    if (move->back <= move->date) {
        reader_error(reader, move->place, NULL, "staff_moves.%s comes back on %s, not after it left on %s", move->name,
                     date_text(checker, move->back), date_text(checker, move->date));
    }
    if (checker->dates_known && move->date <= checker->root->spec.opening_date && move->date != 0) {
        reader_error(reader, move->place, "let the opening heads of both pools show it",
                     "staff_moves.%s leaves on %s, which is over by the opening date", move->name,
                     date_text(checker, move->date));
    }
}
