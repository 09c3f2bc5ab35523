#include "output/targets.h"

#include "base/calendar.h"
#include "base/diagnostics.h"
#include "experiment/interval.h"
#include "output/csv.h"
#include "output/json.h"
#include "output/terminal.h"
#include "scenario/targets.h"

static const char *const period_names[PERIOD_KINDS] = {"opening", "month", "quarter", "year"};

struct target_share target_share(const struct run_result *run, size_t check)
{
    const struct results_cell *cell = &run->entry->cells[layout_check_cell(run->layout, check)];
    int64_t hits = cell->n - cell->sketch.zeros;
    double share = cell->n > 0 ? (double)hits / (double)cell->n : 0;
    struct interval interval = share_interval(share, (double)cell->n);
    return (struct target_share){cell->n, share, interval.low, interval.high};
}

bool target_is_due(const struct model *model, const struct model_check *check)
{
    return check->target < 0 || model->targets[check->target].period == check->period;
}

/* ---- targets.csv ---- */

static void write_number(FILE *out, double value)
{
    char text[CSV_NUMBER_SIZE];
    csv_number(value, text);
    fprintf(out, ",%s", text);
}

static const char *unit_of(const struct model_target *target)
{
    return measure_info(target->measure)->unit;
}

/* The columns that say what the target is; for all together only how many are due. */
static void write_target(FILE *out, const struct run_result *run, const struct model_check *check)
{
    if (check->target < 0) {
        fputs("all,,,,,", out);
        return;
    }
    const struct model_target *target = &run->model->targets[check->target];
    fprintf(out, "%s,%s,%s,%s", run->scenario->targets[check->target].name, run->layout->names[target->entity],
            measure_info(target->measure)->name, target->at_least ? ">=" : "<=");
    write_number(out, target->threshold);
    fprintf(out, ",%s", unit_of(target));
}

void csv_write_targets(FILE *out, const struct run_result *run)
{
    fputs("period,date,target,stream,measure,relation,threshold,unit,due,probability,low,high,replications\n", out);
    for (size_t i = 0; i < run->model->n_checks; i++) {
        const struct model_check *check = &run->model->checks[i];
        const struct results_period *period = &run->layout->periods[check->period];
        struct target_share share = target_share(run, i);
        char date[11];
        day_format(period->last, date);
        fprintf(out, "%s,%s,", period_names[period->kind], date);
        write_target(out, run, check);
        fprintf(out, ",%s", target_is_due(run->model, check) ? "yes" : "no");
        write_number(out, share.share);
        write_number(out, share.low);
        write_number(out, share.high);
        fprintf(out, ",%lld\n", (long long)share.n);
    }
}

/* ---- the summary ---- */

static void print_share(FILE *out, const char *text, const struct target_share *share)
{
    print_padded(out, text, 58);
    fprintf(out, " %3.0f%% (%.0f-%.0f%%)\n", 100 * share->share, 100 * share->low, 100 * share->high);
}

void targets_summary(FILE *out, const struct run_result *run)
{
    const struct model *model = run->model;
    if (model->n_targets == 0) {
        return;
    }
    fputc('\n', out);
    print_padded(out, "Targets", 58);
    fputs(" met in (95% interval)\n", out);
    for (size_t i = 0; i < model->n_checks; i++) {
        if (model->checks[i].target >= 0 && target_is_due(model, &model->checks[i])) {
            struct target_share share = target_share(run, i);
            print_share(out, run->scenario->targets[model->checks[i].target].text, &share);
        }
    }
    if (model->n_targets > 1) {
        struct target_share share = target_share(run, model->all_check);
        print_share(out, "all together", &share);
    }
}

json_t *targets_array(const struct run_result *run)
{
    const struct model *model = run->model;
    struct json_builder builder = {0};
    json_t *array = json_array();
    for (size_t i = 0; i < model->n_checks; i++) {
        const struct model_check *check = &model->checks[i];
        bool last = check->target < 0 && i == model->all_check;
        if (last || (check->target >= 0 && target_is_due(model, check))) {
            struct target_share share = target_share(run, i);
            json_t *target = json_push(&builder, array, json_object());
            json_put(&builder, target, "name", json_text(last ? "all" : run->scenario->targets[check->target].name));
            json_put(&builder, target, "date", json_date(run->layout->periods[check->period].last));
            json_put(&builder, target, "probability", json_number(share.share));
            json_put(&builder, target, "low", json_number(share.low));
            json_put(&builder, target, "high", json_number(share.high));
        }
    }
    if (!builder.failed) {
        return array;
    }
    json_decref(array);
    return NULL;
}
