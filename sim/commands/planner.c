#include "commands/planner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "commands/finish.h"
#include "experiment/sample.h"
#include "output/terminal.h"

static const double COARSER = 1.2; /* a wider tolerance has a coarser mesh, and other runs */

/* Values without needless digits: four more than the range has before the point. */
void planner_values(const struct planner *planner, double u, double values[])
{
    for (size_t i = 0; i < planner->n; i++) {
        const struct lever *lever = &planner->levers[i];
        double range = lever->high - lever->low, quantum = pow(10, floor(log10(fabs(range))) - 4);
        double value = lever->low + u * planner->share[i] * range;
        values[i] = u * planner->share[i] == 1 ? lever->high : round(value / quantum) * quantum;
    }
}

double planner_cost(const struct planner *planner, const double values[])
{
    double cost = 0;
    for (size_t i = 0; i < planner->n; i++) {
        cost += planner->price[i] * fabs(values[i] - planner->levers[i].low);
    }
    return planner->costs ? cost : (double)NAN;
}

static void read_margin(const struct model *model, const struct results_values *values, void *user, double *out)
{
    (void)user;
    *out = model_margin(model, values->forecast);
}

static int keep(struct planner *planner, const char *settings, size_t n, const uint32_t which[], const double margin[])
{
    char text[40];
    struct problem problem = {"not enough memory"};
    int status = 0;
    for (size_t i = 0; status == 0 && i < n; i++) {
        if (!isnan(margin[i])) {
            snprintf(text, sizeof text, "%.17g", margin[i]);
            status = journal_put(planner->journal, settings, which[i], text);
            planner->runs++;
        }
    }
    if (status != 0 || journal_flush(planner->journal, &problem) != 0) {
        complain("%s", problem.text);
        planner->code = EXIT_UNFINISHED;
        return -1;
    }
    return 0;
}

static void update(uint32_t done, uint32_t total, void *user)
{
    struct planner *planner = user;
    uint64_t asked = planner->asked + done;
    if (asked < planner->expected) {
        progress_update((uint32_t)(1e6 * (double)asked / (double)planner->expected), 1000000, &planner->progress);
        return;
    }
    (void)total;
    progress_count(&planner->progress, planner->runs + done, "futures simulated");
}

static int run_missing(struct planner *planner, struct variant *variant, size_t n, const uint32_t which[])
{
    struct experiment_options options = planner->common->experiment;
    struct model *model = variant_compile(variant, &planner->code);
    double *margin = malloc((n + 1) * sizeof *margin);
    int status = -1;
    options.stop = &stop_requested;
    options.progress = update;
    options.user = planner;
    if (model != NULL && margin != NULL) {
        const struct sample sample = {.n = n, .index = which, .width = 1, .read = read_margin, .end = model_last_due(model)};
        enum experiment_status ran = sample_run(model, &options, &sample, margin);
        status = ran == EXPERIMENT_FAILED ? -1 : keep(planner, variant->settings, n, which, margin);
        if (ran == EXPERIMENT_FAILED) {
            planner->code = finish_failed();
        } else if (ran == EXPERIMENT_STOPPED) {
            planner->code = EXIT_INTERRUPTED;
            status = -1;
        }
    }
    free(margin);
    variant_model_free(model);
    return status;
}

/* ---- what a tolerance takes ---- */

/* Upwards to two digits, rounding forgiven. */
static double two_digits(double value)
{
    const double quantum = pow(10, floor(log10(value)) - 1);
    return ceil(value / quantum - 1e-6) * quantum;
}

void planner_tolerance(const struct planner *planner, double times, char out[static TOLERANCE_SIZE])
{
    const bool percent = planner->wish->relative;
    const double value = planner->wish->tolerance * times * (percent ? 100 : 1);
    snprintf(out, TOLERANCE_SIZE, "%.10g%s", times > 1 ? two_digits(COARSER * value) : value, percent ? "%" : "");
}

double planner_need(size_t n, double distance)
{
    return two_digits(distance * distance * (double)n);
}

void planner_foresee(void *user, size_t n, double distance, bool beyond)
{
    struct planner *planner = user;
    const double most = (double)planner->common->experiment.replications, few = fmin(PLAN_MANY, most);
    const double needed = planner_need(n, distance);
    char wished[TOLERANCE_SIZE], wider[TOLERANCE_SIZE], all[COUNT_SIZE], given[COUNT_SIZE], less[COUNT_SIZE], limit[COUNT_SIZE + 32] = "";
    if (planner->common->quiet) {
        return;
    }
    planner_tolerance(planner, 1, wished);
    planner_tolerance(planner, distance * sqrt((double)n / few), wider);
    count_text(needed, all);
    count_text(most, given);
    count_text(few, less);
    if (needed > most) {
        snprintf(limit, sizeof limit, ", more than the %s of -n", given);
    }
    progress_end(&planner->progress);
    if (beyond) {
        complain("--tolerance %s takes at least some %s futures%s, unless no value in the range turns out to be enough; a wider range, or a wider --tolerance "
                 "(%s or more), takes fewer",
                 wished, all, limit, wider);
    } else {
        complain("--tolerance %s takes some %s futures%s; some %s do for --tolerance %s", wished, all, limit, less, wider);
    }
}

static int ask(struct planner *planner, struct variant *variant, size_t n, const uint32_t which[], double margin[])
{
    uint32_t *missing = malloc((n + 1) * sizeof *missing);
    size_t n_missing = 0;
    int status = missing == NULL ? -1 : 0;
    for (size_t i = 0; missing != NULL && i < n; i++) {
        if (journal_get(planner->journal, variant->settings, which[i]) == NULL) {
            missing[n_missing++] = which[i];
        }
    }
    if (n_missing > 0) {
        status = run_missing(planner, variant, n_missing, missing);
    }
    free(missing);
    for (size_t i = 0; status == 0 && i < n; i++) {
        margin[i] = strtod(journal_get(planner->journal, variant->settings, which[i]), NULL);
    }
    planner->asked += n;
    return status;
}

int planner_trial(void *user, double u, size_t n, const uint32_t which[], double margin[])
{
    struct planner *planner = user;
    struct variant variant;
    double values[LEVERS_MOST];
    planner_values(planner, u, values);
    planner->code = EXIT_UNFINISHED;
    int status = variant_init(&variant, planner->sources, planner->n, planner->levers, values);
    if (status != 0) {
        complain("not enough memory");
    } else {
        status = ask(planner, &variant, n, which, margin);
    }
    variant_free(&variant);
    return status;
}
