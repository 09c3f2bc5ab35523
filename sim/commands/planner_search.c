#include <math.h>

#include "commands/command.h"
#include "commands/finish.h"
#include "commands/planner.h"
#include "experiment/outlooks.h"
#include "experiment/simplex.h"

enum { FUTURES_FIRST = 200, FUTURES_LOOK = 12 };
static const double MIX_STEP = 1.0 / 1024, MIX_FINEST = 1.0 / 16, MIX_GAIN = 0.002;

/* Of a mix the share of what is spent on each lever: the directions of the doses. */
static void set_direction(struct planner *planner, const double share[])
{
    double most = 0;
    for (size_t i = 0; i < planner->n; i++) {
        planner->share[i] = share[i] / (planner->price[i] * fabs(planner->levers[i].high - planner->levers[i].low));
        most = fmax(most, planner->share[i]);
    }
    for (size_t i = 0; i < planner->n; i++) {
        planner->share[i] /= most;
    }
}

void planner_add_point(struct planner_points *points, const struct planner *planner, enum plan_kind kind,
                       const struct plan_count *count)
{
    if (points->n == POINTS_MOST) {
        return;
    }
    double *values = points->values[points->n];
    planner_values(planner, count->u, values);
    points->points[points->n++] =
        (struct plan_point){kind, values, planner_cost(planner, values), count->share, count->effective, (int64_t)count->n};
}

struct mixing {
    struct planner *planner;
    struct planner_points *points;
    double probability;
};

/* The least cost in one direction, with few futures; infinite when it is not enough. */
static double cost_of_mix(void *user, const double share[])
{
    const struct mixing *mixing = user;
    struct threshold t = {.trial = planner_trial, .user = mixing->planner, .control = &mixing->planner->control};
    struct threshold_look look;
    struct threshold_answer answer;
    double cost = (double)NAN, values[LEVERS_MOST], p = mixing->probability;
    set_direction(mixing->planner, share);
    if (threshold_enlarge(&t, FUTURES_LOOK) == 0 && threshold_look(&t, FUTURES_LOOK, &look) == 0 && threshold_add(&t, FUTURES_FIRST, p, MIX_STEP) == 0 &&
        threshold_quantile(&t, p, MIX_STEP, &answer) == 0) {
        cost = (double)INFINITY;
        if (answer.u <= 1) {
            const struct threshold_share met = threshold_share(&t, answer.u);
            planner_values(mixing->planner, answer.u, values);
            cost = planner_cost(mixing->planner, values);
            planner_add_point(mixing->points, mixing->planner, KIND_MIX, &(struct plan_count){answer.u, met.share, met.effective, t.n});
        }
    }
    threshold_free(&t);
    return cost;
}

static int choose_mix(struct planner *planner, struct planner_points *points)
{
    struct mixing mixing = {planner, points, planner->wish->probability};
    double share[LEVERS_MOST];
    if (isnan(simplex_least(planner->n, cost_of_mix, &mixing, MIX_FINEST, MIX_GAIN, share))) {
        return -1;
    }
    set_direction(planner, share);
    return 0;
}

static void turn_round(struct planner *planner)
{
    struct lever *lever = &planner->levers[0];
    double low = lever->low;
    lever->low = lever->high;
    lever->high = low;
}

/* Mixes that were tried before have asked for outcomes of their own. */
static void expect(void *user, size_t runs)
{
    struct planner *planner = user;
    planner->expected = planner->asked_before + runs;
}

static int search(struct planner *planner, struct plan_found *found)
{
    const struct planner_wish *wish = planner->wish;
    const struct lever *lever = &planner->levers[0];
    double range = lever->high - lever->low;
    bool of_value = wish->relative && planner->n == 1 && !lever->added;
    planner->asked_before = planner->asked;
    struct plan_search plan = {.trial = planner_trial,
                               .expect = expect,
                               .foresee = planner_foresee,
                               .user = planner,
                               .probability = wish->probability,
                               .tolerance = wish->relative ? wish->tolerance : wish->tolerance / fabs(range),
                               .relative = of_value,
                               .offset = lever->low / range,
                               .most = planner->common->experiment.replications,
                               .control = &planner->control};
    plan.first = plan.most < FUTURES_FIRST ? plan.most : FUTURES_FIRST;
    return plan_search(&plan, found);
}

int planner_search(struct planner *planner, struct plan_found *found, struct planner_points *points, bool *reversed)
{
    planner->share[0] = 1;
    *reversed = false;
    planner->code = EXIT_UNFINISHED;
    if (outlooks_draw(planner->model, &planner->common->experiment, &planner->control) != EXPERIMENT_DONE) {
        planner->code = stop_requested ? EXIT_INTERRUPTED : finish_failed();
        return -1;
    }
    if (planner->n > 1 && choose_mix(planner, points) != 0) {
        return -1;
    }
    int status = search(planner, found);
    if (status == 0 && found->reversed && planner->n == 1) {
        *reversed = true;
        planner->expected = 0;
        turn_round(planner);
        status = search(planner, found);
    }
    return status;
}
