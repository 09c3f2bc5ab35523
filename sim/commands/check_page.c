#include "commands/check_page.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "commands/command.h"
#include "model/effort.h"
#include "output/terminal.h"
#include "scenario/scenario_types.h"

static const char *const rule_names[ALLOCATION_RULES] = {"shares", "priority", "proportional", "plan",
                                                         "earliest deadline"};

/* ---- yearly flows ---- */

static void print_count(FILE *out, double value, int width)
{
    char text[COUNT_SIZE];
    count_text(value, text);
    fprintf(out, " %*s", width, text);
}

static void print_decimal(FILE *out, double value, int width, int decimals)
{
    if (isfinite(value) && fabs(value) < 1e5) {
        fprintf(out, " %*.*f", width, decimals, value);
    } else {
        print_count(out, value, width);
    }
}

/* A small desk is planned in tenths. */
static void print_fte(FILE *out, double value, int width)
{
    print_decimal(out, value, width, fabs(value) < 99.95 ? 1 : 0);
}

/* The published figure of the first year, at the scenario's scale; NaN when none is stated. */
static double published(const struct model *model, size_t stream)
{
    const struct quantity *quantity = &model->scenario->streams[stream].published_inflow;
    double value = quantity->points[0].value;
    for (size_t i = 1; i < quantity->n && quantity->points[i].date <= model->day0; i++) {
        value = quantity->points[i].value;
    }
    return quantity->given ? model->scale * value : (double)NAN;
}

static void print_streams(FILE *out, const struct model *model, const struct expectation *expected)
{
    struct expectation_stream all = {0};
    fprintf(out, "\nCases a year %8s %8s %8s %8s %8s %5s %6s %6s\n", "own", "links,", "in-", "publ.", "decisions", "load",
            "months", "FTE it");
    fprintf(out, "%-13s%8s %8s %8s %8s %8s %5s %6s %6s\n", "", "inflow", "moves", "flow", "inflow", "offered", "",
            "open", "takes");
    for (size_t s = 0; s < expected->n_streams; s++) {
        const struct expectation_stream *stream = &expected->streams[s];
        print_padded(out, model->layout.names[s], 17);
        print_count(out, stream->own, 7);
        print_count(out, stream->by_links, 7);
        print_count(out, stream->inflow, 7);
        print_count(out, published(model, s), 7);
        print_count(out, stream->offered, 7);
        print_decimal(out, stream->load, 5, 2);
        print_decimal(out, stream->months, 6, 1);
        print_fte(out, stream->fte, 6);
        fputc('\n', out);
        all.own += stream->own;
        all.by_links += stream->by_links;
        all.inflow += stream->inflow;
    }
    print_padded(out, "all", 17);
    print_count(out, all.own, 7);
    print_count(out, all.by_links, 7);
    print_count(out, all.inflow, 7);
    fputc('\n', out);
}

static void print_pools(FILE *out, const struct model *model, const struct expectation *expected)
{
    if (expected->n_pools == 0) {
        return;
    }
    fprintf(out, "\n%-15s %-17s %6s %8s %9s %5s %6s %6s\n", "Pools", "rule", "FTE", "hours", "work", "load", "months",
            "FTE at");
    fprintf(out, "%-15s %-17s %6s %8s %9s %5s %6s %6s\n", "", "", "", "offered", "coming in", "", "open", "load 1");
    for (size_t p = 0; p < expected->n_pools; p++) {
        const struct expectation_pool *pool = &expected->pools[p];
        print_padded(out, model->scenario->pools[p].name, 15);
        fprintf(out, " %-17s", rule_names[model->pools[p].rule[0]]);
        print_fte(out, pool->fte, 6);
        print_count(out, pool->hours, 8);
        print_count(out, pool->work, 9);
        print_decimal(out, pool->load, 5, 2);
        print_decimal(out, pool->months, 6, 1);
        print_fte(out, pool->fte_stable, 6);
        fputc('\n', out);
    }
}

/* ---- staff ---- */

static void print_workforce_row(FILE *out, const struct model *model, size_t p, const struct staff_outlook *staff)
{
    const int64_t *opening = model->pools[p].staff->opening;
    char trained[11] = "-";
    print_padded(out, model->scenario->pools[p].name, 15);
    print_count(out, (double)opening[STAFF_TRAINEES], 6);
    print_count(out, (double)opening[STAFF_EXPERIENCED], 6);
    print_count(out, (double)opening[STAFF_EXTERNAL], 6);
    print_decimal(out, staff->planned, 6, 0);
    print_decimal(out, staff->hired, 6, 0);
    print_decimal(out, staff->left, 6, 0);
    if (staff->trained != NO_DAY) {
        day_format(staff->trained, trained);
    }
    fprintf(out, " %10s", trained);
    if (isinf(staff->steady_fte)) {
        fprintf(out, " %8s\n", "grows");
        return;
    }
    print_fte(out, staff->steady_fte, 8);
    fputc('\n', out);
}

static void print_workforce(FILE *out, const struct model *model, const struct expectation *expected)
{
    bool any = false;
    for (size_t p = 0; p < model->n_pools; p++) {
        any |= model->pools[p].staff != NULL;
    }
    if (!any) {
        return;
    }
    fprintf(out, "\n%-15s %20s %6s %6s %6s %10s %8s\n", "Workforce", "opening heads", "to be", "hired", "leave",
            "first ones", "long-run");
    fprintf(out, "%-15s %6s %6s %6s %6s %6s %6s %10s %8s\n", "", "train.", "exper.", "ext.", "hired", "", "", "trained",
            "FTE");
    for (size_t p = 0; p < model->n_pools; p++) {
        if (model->pools[p].staff != NULL) {
            print_workforce_row(out, model, p, &expected->staff[p]);
        }
    }
}

/* ---- the opening state ---- */

static double cases_of(size_t n, const struct opening_mark *marks)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (double)marks[i].count;
    }
    return sum;
}

static void print_opening_row(FILE *out, const struct model *model, size_t s)
{
    const struct model_opening *opening = &model->streams[s].opening;
    double stock = 0, days = 0, delayed = 0;
    for (size_t i = 0; i < opening->n_cells; i++) {
        double count = (double)opening->cells[i].count;
        stock += count;
        days += count * -(1.0 + opening->cells[i].received); /* the opening date is day -1 */
        delayed += count * opening->cells[i].delayed;
    }
    print_padded(out, model->layout.names[s], 17);
    print_count(out, stock, 8);
    print_decimal(out, stock > 0 ? days / stock : (double)NAN, 8, 0);
    print_count(out, delayed, 8);
    print_count(out, cases_of(opening->n_noticed, opening->noticed), 7);
    print_count(out, cases_of(opening->n_appealed, opening->appealed), 8);
    print_count(out, cases_of(opening->n_ordered, opening->ordered), 7);
    print_count(out, opening->outstanding.constant, 8);
    fputc('\n', out);
}

static void print_opening(FILE *out, const struct model *model)
{
    fprintf(out, "\n%-17s %8s %8s %8s %7s %8s %7s %8s\n", "Opening state", "open", "mean age", "in delay", "noticed",
            "appealed", "ordered", "EUR out-");
    fprintf(out, "%-17s %8s %8s %8s %7s %8s %7s %8s\n", "", "cases", "days", "cases", "cases", "cases", "cases",
            "standing");
    for (size_t s = 0; s < model->n_streams; s++) {
        print_opening_row(out, model, s);
    }
}

void check_page_warn(const struct model *model)
{
    for (size_t s = 0; s < model->n_streams; s++) {
        const struct stream_spec *stream = &model->scenario->streams[s];
        const struct {
            const char *name;
            const struct quantity *quantity;
        } parts[] = {{"noticed", &stream->opening.noticed},
                     {"appealed", &stream->opening.appealed},
                     {"ordered", &stream->opening.ordered},
                     {"outstanding", &stream->opening.outstanding}};
        char missing[64] = "";
        for (size_t i = 0; model->streams[s].lateness.on && i < sizeof parts / sizeof parts[0]; i++) {
            if (!parts[i].quantity->given) {
                strcat(strcat(missing, missing[0] == '\0' ? "" : ", "), parts[i].name);
            }
        }
        if (missing[0] != '\0') {
            complain(
                "warning: streams.%s.opening states no %s; taken as none, so the first months show too few penalties",
                stream->name, missing);
        }
        if (model->streams[s].opening.dropped > 0) {
            complain("warning: streams.%s.opening states %lld more noticed, appealed or ordered cases than are "
                     "overdue; they are left out",
                     stream->name, (long long)model->streams[s].opening.dropped);
        }
    }
}

/* ---- pressure, and cases that do not wait ---- */

static void print_pressure(FILE *out, const struct model *model, const struct expectation *expected)
{
    bool head = false;
    for (size_t s = 0; s < model->n_streams; s++) {
        const struct model_pressure *pressure = &model->streams[s].pressure;
        if (!pressure->on) {
            continue;
        }
        fputs(head ? "" : "\nPressure at the opening    days of work    pressure    factor on hours\n", out);
        head = true;
        print_padded(out, model->layout.names[s], 26);
        print_decimal(out, expected->streams[s].days_of_work, 12, 0);
        print_decimal(out, expected->streams[s].pressure, 11, 2);
        print_decimal(out, pressure_factor(param_base(&pressure->effort, 0), expected->streams[s].pressure), 18, 2);
        fputc('\n', out);
    }
}

static void print_patience(FILE *out, const struct model *model, const struct expectation *expected)
{
    bool head = false;
    for (size_t s = 0; s < model->n_streams; s++) {
        const struct expectation_stream *stream = &expected->streams[s];
        if (!model->streams[s].has_patience) {
            continue;
        }
        fputs(head ? "" : "\nCases that do not wait     patience, days    answered at most\n", out);
        head = true;
        print_padded(out, model->layout.names[s], 26);
        print_decimal(out, model->streams[s].patience, 15, 0);
        fprintf(out, " %18.0f%%\n", stream->inflow > 0 ? 100 * fmin(stream->decisions / stream->inflow, 1) : 100);
    }
}

/* ---- steps ---- */

/* "desk", or "900 a year". */
static void print_server(FILE *out, const struct model *model, const struct model_step *step)
{
    char count[COUNT_SIZE], text[2 * COUNT_SIZE];
    if (step->pool >= 0) {
        print_padded(out, model->scenario->pools[step->pool].name, 16);
        return;
    }
    count_text(param_base(&step->capacity, 0), count);
    snprintf(text, sizeof text, "%s a year", count);
    print_padded(out, text, 16);
}

static int stopped_days(const struct model *model, const struct model_step *step)
{
    int days = 0;
    for (int t = 0; step->stopped != NULL && t <= model->horizon; t++) {
        days += step->stopped[t];
    }
    return days;
}

static void print_step(FILE *out, const struct model *model, const struct expectation *expected, size_t s, size_t j)
{
    const struct model_stream *stream = &model->streams[s];
    double open = 0, hours = expected_hours(expected, stream, j, ANY_POOL) - expected_hours(expected, stream, j + 1, ANY_POOL);
    for (size_t i = 0; i < stream->opening.n_cells; i++) {
        open += stream->opening.cells[i].step == (int)j ? (double)stream->opening.cells[i].count : 0;
    }
    print_padded(out, model->scenario->streams[s].steps[j].name, 16);
    print_server(out, model, &stream->steps[j]);
    print_decimal(out, stream->steps[j].pool >= 0 ? hours : (double)NAN, 7, 1);
    print_count(out, open, 9);
    print_count(out, stopped_days(model, &stream->steps[j]), 9);
    fputc('\n', out);
}

static void print_steps(FILE *out, const struct model *model, const struct expectation *expected)
{
    bool head = false;
    for (size_t s = 0; s < model->n_streams; s++) {
        const struct model_stream *stream = &model->streams[s];
        const struct opening_spec *opening = &model->scenario->streams[s].opening;
        for (size_t j = 0; stream->named_steps && j < stream->n_steps; j++) {
            if (!head) {
                fprintf(out, "\n%-18s%-16s%-16s%8s%10s%10s\n", "Steps", "", "pool, capacity", "hours", "open at", "days");
                fprintf(out, "%-50s%8s%10s%10s\n", "", "a case", "the start", "stopped");
            }
            head = true;
            print_padded(out, j == 0 ? model->layout.names[s] : "", 18);
            print_step(out, model, expected, s, j);
        }
        if (stream->n_steps > 1 && stream->opening.n_cells > 0 && !opening->steps_given) {
            fprintf(out, "%s.opening states no `steps`: all its cases are at the first.\n", model->layout.names[s]);
        }
    }
}

void check_page_print(FILE *out, const struct model *model, const struct expectation *expected)
{
    print_streams(out, model, expected);
    print_pools(out, model, expected);
    print_workforce(out, model, expected);
    fprintf(out,
            "\nThe first %d days as a year, an approximation: means, events even over it,\n"
            "notices as in the history, and nothing of what links bring later.\n"
            "Load over 1: the backlog grows.\n",
            expected->days);
    print_opening(out, model);
    print_pressure(out, model, expected);
    print_patience(out, model, expected);
    check_clock_print(out, model);
    print_steps(out, model, expected);
    check_mechanisms_print(out, model);
    check_rules_print(out, model->scenario);
}
