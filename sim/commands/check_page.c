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
    fprintf(out, "\nCases a year %8s %8s %8s %8s %8s %5s %6s %6s\n", "own", "by", "in-", "publ.", "decisions", "load",
            "months", "FTE it");
    fprintf(out, "%-13s%8s %8s %8s %8s %8s %5s %6s %6s\n", "", "inflow", "links", "flow", "inflow", "offered", "",
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
        print_decimal(out, stream->fte, 6, 0);
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
        print_decimal(out, pool->fte, 6, 0);
        print_count(out, pool->hours, 8);
        print_count(out, pool->work, 9);
        print_decimal(out, pool->load, 5, 2);
        print_decimal(out, pool->months, 6, 1);
        print_decimal(out, pool->fte_stable, 6, 0);
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
        fprintf(out, " %6s\n", "grows");
        return;
    }
    print_decimal(out, staff->steady_fte, 6, 0);
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
    fprintf(out, "\n%-15s %20s %6s %6s %6s %10s %6s\n", "Workforce", "opening heads", "to be", "hired", "leave",
            "first ones", "FTE in");
    fprintf(out, "%-15s %6s %6s %6s %6s %6s %6s %10s %6s\n", "", "train.", "exper.", "ext.", "hired", "", "", "trained",
            "end");
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
    print_count(out, (double)opening->outstanding, 8);
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

/* ---- mechanisms ---- */

static bool has_links(const struct stream_spec *stream, const struct model *model)
{
    for (size_t i = 0; i < model->n_links; i++) {
        if (&model->scenario->streams[model->links[i].to] == stream) {
            return true;
        }
    }
    return false;
}

static const struct model_stream *compiled(const struct stream_spec *stream, const struct model *model)
{
    return &model->streams[stream - model->scenario->streams];
}

static bool has_delay(const struct stream_spec *stream, const struct model *model)
{
    const struct model_stream *of = compiled(stream, model);
    for (size_t j = 0; j < of->n_steps; j++) {
        if (!of->steps[j].delay.none) {
            return true;
        }
    }
    return false;
}

static bool has_clock_rules(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    return stream->clock.n_rules > 0;
}

static bool has_order(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    for (size_t j = 0; j < stream->n_steps; j++) {
        if (stream->steps[j].order.given) {
            return true;
        }
    }
    return stream->order.given;
}

static bool has_classes(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    return stream->n_classes > 1;
}

static bool has_past(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    return stream->inflow.n_past > 0;
}

static bool has_disturbance(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->inflow.disturbance.on;
}

static bool has_shocks(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    return stream->inflow.n_shocks > 0;
}

static bool has_dispersion(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->inflow.dispersion.peak > 1;
}

static bool has_withdrawal(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->withdrawal.peak > 0;
}

static bool has_transfers(const struct stream_spec *stream, const struct model *model)
{
    (void)model;
    return stream->n_transfers > 0;
}

static bool has_notices(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->lateness.on;
}

static bool has_administrative(const struct stream_spec *stream, const struct model *model)
{
    return has_notices(stream, model) && compiled(stream, model)->lateness.administrative != NULL;
}

static bool has_judicial(const struct stream_spec *stream, const struct model *model)
{
    const struct model_lateness *lateness = &compiled(stream, model)->lateness;
    return lateness->on && lateness->judicial != NULL && lateness->appeal.peak > 0;
}

static bool has_correction(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->correction != NULL;
}

static bool has_patience(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->has_patience;
}

static bool has_days(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->inflow.day_weight != NULL;
}

static bool has_drift(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->drifts;
}

static bool has_changes(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->n_changes > 0;
}

static bool has_batches(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->batches;
}

static bool has_pressure(const struct stream_spec *stream, const struct model *model)
{
    return compiled(stream, model)->pressure.on;
}

static void print_mechanisms(FILE *out, const struct model *model)
{
    static const struct {
        const char *name;
        bool (*in)(const struct stream_spec *, const struct model *);
    } mechanisms[] = {{"inflow by links", has_links},
                      {"known past inflow", has_past},
                      {"monthly disturbance", has_disturbance},
                      {"shocks", has_shocks},
                      {"over-dispersed days", has_dispersion},
                      {"delay before work", has_delay},
                      {"case classes", has_classes},
                      {"order of work", has_order},
                      {"clock rules", has_clock_rules},
                      {"withdrawal", has_withdrawal},
                      {"transfer", has_transfers},
                      {"notices", has_notices},
                      {"administrative penalty", has_administrative},
                      {"judicial penalty", has_judicial},
                      {"correction", has_correction},
                      {"days of the week", has_days},
                      {"effort that drifts", has_drift},
                      {"changes of effort", has_changes},
                      {"batches", has_batches},
                      {"pressure", has_pressure},
                      {"patience", has_patience}};
    fputs("\nMechanisms: streams that have them\n", out);
    for (size_t i = 0; i < sizeof mechanisms / sizeof mechanisms[0]; i++) {
        size_t n = 0;
        for (size_t s = 0; s < model->n_streams; s++) {
            n += mechanisms[i].in(&model->scenario->streams[s], model);
        }
        char count[16];
        snprintf(count, sizeof count, n > 0 ? "%zu" : "off", n);
        fprintf(out, "  %-24s%4s%s", mechanisms[i].name, count, i % 2 == 1 ? "\n" : "      ");
    }
    fprintf(out, "  %-24s%4zu\n", "uncertain values", model->n_slots > 0 ? model->n_slots - 1 : 0);
}

/* ---- contingent rules ---- */

static void print_condition(FILE *out, const struct condition_spec *condition)
{
    fprintf(out, "%s of %s %s %s", condition->measure_name, condition->of, condition->above ? "above" : "below",
            condition->level_text);
    if (condition->measure >= RULE_INFLOW && condition->measure <= RULE_TIMELINESS) {
        fprintf(out, " in %d days", condition->over);
    }
    if (condition->days > 1) {
        fprintf(out, " for %d days", condition->days);
    }
}

static void print_changes(FILE *out, const struct rule_spec *rule)
{
    for (size_t i = 0; i < rule->n_pools; i++) {
        const struct pool_change_spec *change = &rule->pools[i];
        fprintf(out, " pools.%s:%s%s%s", change->name, change->fte_multiply.given || change->fte_add.given ? " fte" : "",
                change->hire.given || change->external.given ? " staff" : "", change->allocation >= 0 ? " allocation" : "");
    }
    for (size_t i = 0; i < rule->n_streams; i++) {
        const struct stream_change_spec *change = &rule->streams[i];
        fprintf(out, " streams.%s:%s%s%s%s%s", change->name, change->inflow.given ? " inflow" : "",
                change->effort.given ? " effort" : "", change->capacity.given ? " capacity" : "",
                change->order.given ? " order" : "", change->redates ? " clock" : "");
    }
}

static void print_contingent(FILE *out, const struct scenario *scenario)
{
    if (scenario->n_rules > 0) {
        fputs("\nContingent rules\n", out);
    }
    for (size_t i = 0; i < scenario->n_rules; i++) {
        const struct rule_spec *rule = &scenario->rules[i];
        fprintf(out, "  %s: when ", rule->name);
        print_condition(out, &rule->when);
        fprintf(out, ", %d day%s later:", rule->after + 1, rule->after > 0 ? "s" : "");
        print_changes(out, rule);
        if (rule->until.given) {
            fputs("; until ", out);
            print_condition(out, &rule->until);
            fprintf(out, ", then %d day%s later", rule->until.after + 1, rule->until.after > 0 ? "s" : "");
        }
        if (rule->lasts > 0) {
            fprintf(out, "; lasts %d days%s", rule->lasts, rule->until.given ? " at most" : "");
        }
        if (rule->at_most > 0) {
            fprintf(out, "; at most %d time%s", rule->at_most, rule->at_most > 1 ? "s" : "");
        }
        fputc('\n', out);
    }
}

void check_page_print(FILE *out, const struct model *model, const struct expectation *expected)
{
    print_streams(out, model, expected);
    print_pools(out, model, expected);
    print_workforce(out, model, expected);
    fprintf(out,
            "\nThe first %d days as a year, an approximation: disturbances at their mean,\n"
            "links settled, notices as in the history; load over 1: the backlog grows.\n",
            expected->days);
    print_opening(out, model);
    print_pressure(out, model, expected);
    print_patience(out, model, expected);
    print_mechanisms(out, model);
    print_contingent(out, model->scenario);
}
