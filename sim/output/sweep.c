#include "output/sweep.h"

#include <math.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "output/csv.h"
#include "output/manifest.h"
#include "output/plot.h"
#include "output/targets.h"

enum { ALL_ROWS = UINT32_MAX }; /* the entry that closes a point: how many rows it has */

struct rows {
    struct journal *journal;
    const char *settings;
    uint32_t n;
    int status;
};

static void keep_row(struct rows *rows, const char *head, size_t n, const double numbers[])
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        rows->status = -1;
        return;
    }
    fputs(head, out);
    for (size_t i = 0; i < n; i++) {
        char number[CSV_NUMBER_SIZE];
        csv_number(numbers[i], number);
        fprintf(out, ",%s", number);
    }
    bool written = fclose(out) == 0;
    if (!written || journal_put(rows->journal, rows->settings, rows->n++, text) != 0) {
        rows->status = -1;
    }
    free(text);
}

static void keep_measure(struct rows *rows, const struct run_result *run, size_t period, size_t entity, enum measure m)
{
    const struct results_summary s = run_summary(run, period, entity, m);
    const double numbers[] = {s.mean,        s.sd,          s.quantile[0], s.quantile[1], s.quantile[2],
                              s.quantile[3], s.quantile[4], s.quantile[5], s.quantile[6]};
    char head[400], date[11];
    day_format(run->layout->periods[period].last, date);
    snprintf(head, sizeof head, "year,%s,%s,%s,%s", date, run->layout->names[entity], measure_info(m)->name,
             measure_info(m)->unit);
    keep_row(rows, head, sizeof numbers / sizeof numbers[0], numbers);
}

static void keep_year(struct rows *rows, const struct run_result *run, size_t period)
{
    const struct results_layout *layout = run->layout;
    for (size_t entity = 0; entity < layout->n_entities; entity++) {
        if (entity == layout_pool_all(layout) && layout->n_pools == 0) {
            continue;
        }
        for (int m = 0; m < MEASURE_COUNT; m++) {
            if ((measure_info((enum measure)m)->scope & layout_scope(layout, entity)) != 0 &&
                csv_has_rows(run, entity, (enum measure)m)) {
                keep_measure(rows, run, period, entity, (enum measure)m);
            }
        }
    }
}

/* A target is a measure of its own: `met:NAME`, whose mean is the probability. */
static void keep_targets(struct rows *rows, const struct run_result *run)
{
    const struct model *model = run->model;
    for (size_t i = 0; i < model->n_checks; i++) {
        const struct model_check *check = &model->checks[i];
        bool all = check->target < 0;
        if (!target_is_due(model, check) || (all && i != model->all_check)) {
            continue;
        }
        static const char *const kinds[PERIOD_KINDS] = {"opening", "month", "quarter", "year"};
        const struct results_period *period = &run->layout->periods[check->period];
        const double share = target_share(run, i).share;
        char head[400], date[11];
        day_format(period->last, date);
        snprintf(head, sizeof head, "%s,%s,%s,met:%s,share", kinds[period->kind], date,
                 all ? "all" : run->layout->names[model->targets[check->target].entity],
                 all ? "all" : run->scenario->targets[check->target].name);
        const double numbers[9] = {share,       (double)NAN, (double)NAN, (double)NAN, (double)NAN,
                                   (double)NAN, (double)NAN, (double)NAN, (double)NAN};
        keep_row(rows, head, 9, numbers);
    }
}

int sweep_keep(struct journal *journal, const char *settings, const struct run_result *run)
{
    struct rows rows = {journal, settings, 0, 0};
    char count[16];
    for (size_t period = 1; period < run->layout->n_periods; period++) {
        if (run->layout->periods[period].kind == PERIOD_YEAR) {
            keep_year(&rows, run, period);
        }
    }
    keep_targets(&rows, run);
    snprintf(count, sizeof count, "%lu", (unsigned long)rows.n);
    return rows.status == 0 ? journal_put(journal, settings, ALL_ROWS, count) : -1;
}

bool sweep_has(const struct journal *journal, const char *settings)
{
    return journal_get(journal, settings, ALL_ROWS) != NULL;
}

static void write_point(FILE *out, const struct sweep_result *result, size_t point)
{
    uint32_t n = (uint32_t)strtoul(journal_get(result->journal, result->settings[point], ALL_ROWS), NULL, 10);
    for (uint32_t row = 0; row < n; row++) {
        fprintf(out, "%zu", point + 1);
        for (size_t i = 0; i < result->n_keys; i++) {
            char number[CSV_NUMBER_SIZE];
            csv_number(result->values[point * result->n_keys + i], number);
            fprintf(out, ",%s", number);
        }
        fprintf(out, ",%s\n", journal_get(result->journal, result->settings[point], row));
    }
}

static void write_table(FILE *out, const void *data)
{
    const struct sweep_result *result = data;
    fputs("point", out);
    for (size_t i = 0; i < result->n_keys; i++) {
        fputc(',', out);
        varied_heading(out, result->keys[i], result->units[i].added);
    }
    fputs(",period,date,stream,measure,unit,mean,sd,p05,p10,p25,p50,p75,p90,p95\n", out);
    for (size_t point = 0; point < result->n_points; point++) {
        write_point(out, result, point);
    }
}

static json_t *make_manifest(const void *data, const struct folder_file *outputs, size_t n_outputs)
{
    const struct sweep_result *result = data;
    return manifest_object(&result->run, outputs, n_outputs);
}

/* From its own table, as termijn plot does. */
static int draw(const void *data, struct folder *folder, struct problem *problem)
{
    const struct sweep_result *result = data;
    json_t *head = make_manifest(result, NULL, 0);
    int status = head == NULL ? problem_set(problem, "no plots: not enough memory")
                              : plot_into(folder, PLOT_SWEEP, result->run.language, head, problem);
    json_decref(head);
    return status;
}

enum publish_status publish_sweep(const struct sweep_result *result, const struct publish_options *options,
                                  struct problem *problem)
{
    static const struct publication_table tables[] = {{"sweep.csv", write_table}};
    const struct publication publication = {1, tables, NULL, draw, make_manifest, result};
    return publish(&publication, options, problem);
}
