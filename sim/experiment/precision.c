#include "experiment/precision.h"

#include <math.h>

#include "experiment/interval.h"

enum { FIRST = 100, FASTEST = 8 };

static double year_distance(const struct results *results, size_t period, const struct precision_goal *goal)
{
    const struct results_summary s = results_read(results, period, goal->entity, goal->measure);
    if (s.n < 2 || s.sd == 0)
        return 0;
    double half = mean_interval(s.n, s.mean, s.sd).high - s.mean;
    double allowed = goal->relative ? goal->width * fabs(s.mean) : goal->width;
    return half / allowed;
}

double precision_distance(const struct results *results, const struct precision_goal *goal)
{
    double worst = 0;
    for (size_t p = 0; p < results->layout->n_periods; p++)
        if (results->layout->periods[p].kind == PERIOD_YEAR)
            worst = fmax(worst, year_distance(results, p, goal));
    return worst;
}

/* The interval narrows with the root of the number; a little more, so that one step mostly does it. */
uint32_t precision_next(uint32_t n, double distance, uint32_t most)
{
    double wanted = 1.05 * n * distance * distance;
    double next = fmin(fmax(wanted, n + 4.0), (double)FASTEST * n);
    return next < most ? (uint32_t)ceil(next) : most;
}

enum experiment_status precision_run(const struct model *model, const struct experiment_options *options,
                                     size_t n_goals, const struct precision_goal goals[], struct results **results,
                                     bool *reached)
{
    struct experiment_options now = *options;
    now.replications = options->replications < FIRST ? options->replications : FIRST;
    enum experiment_status status = experiment_run(model, &now, results);
    for (*reached = false; status == EXPERIMENT_DONE;) {
        double distance = 0;
        for (size_t i = 0; i < n_goals; i++)
            distance = fmax(distance, precision_distance(*results, &goals[i]));
        *reached = distance <= 1;
        if (*reached || now.replications >= options->replications)
            break;
        now.replications = precision_next(now.replications, distance, options->replications);
        status = experiment_extend(model, &now, results);
    }
    return status;
}
