#include "output/terminal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/calendar.h"
#include "base/text.h"
#include "output/progress.h"
#include "output/targets.h"

bool terminal_has_style(FILE *out)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(fileno(out)) == 1 && (no_color == NULL || *no_color == '\0') && term != NULL &&
           strcmp(term, "dumb") != 0;
}

void count_text(double value, char out[static COUNT_SIZE])
{
    static const struct {
        double from, unit;
        const char *letter;
    } large[] = {{999.5e9, 1e12, "T"}, {999.5e6, 1e9, "G"}, {999999.5, 1e6, "M"}}; /* from where the unit before would round up to it */
    if (!isfinite(value)) {
        snprintf(out, COUNT_SIZE, "-");
        return;
    }
    for (size_t i = 0; i < sizeof large / sizeof large[0]; i++) {
        if (fabs(value) >= large[i].from) {
            snprintf(out, COUNT_SIZE, "%.3g%s", value / large[i].unit, large[i].letter);
            return;
        }
    }
    long whole = lround(value);
    if (labs(whole) < 1000) {
        snprintf(out, COUNT_SIZE, "%ld", whole);
    } else {
        snprintf(out, COUNT_SIZE, "%ld,%03ld", whole / 1000, labs(whole % 1000));
    }
}

/* Prints at most `columns` columns of the text and returns how many. */
static int print_cut(FILE *out, const char *text, int columns)
{
    int used = 0;
    for (size_t left = strlen(text); left > 0;) {
        int32_t code;
        char shown[TEXT_SHOWN_MAX];
        size_t length = text_decode(text, left, &code);
        int width = text_show(text, length, code, shown);
        if (used + width > columns - (left > length)) {
            fputs("\xE2\x80\xA6", out); /* an ellipsis */
            return used + 1;
        }
        fputs(shown, out);
        used += width;
        text += length;
        left -= length;
    }
    return used;
}

void print_padded(FILE *out, const char *text, int columns)
{
    int used = print_cut(out, text, columns);
    fprintf(out, "%*s", columns - used > 0 ? columns - used : 0, "");
}

/* ---- numbers of a row ---- */

struct money_unit {
    double euros;
    const char *name;
};

enum { P05 = 0, P50 = 3, P95 = 6 };

static void money_text(double value, struct money_unit unit, char out[static COUNT_SIZE])
{
    double x = value / unit.euros;
    if (!isfinite(x)) {
        snprintf(out, COUNT_SIZE, "-");
    } else if (fabs(x) >= 999.5) {
        count_text(x, out);
    } else {
        snprintf(out, COUNT_SIZE, "%.*f",
                 unit.euros <= 1 || x == 0 || fabs(x) >= 99.5 ? 0
                 : fabs(x) >= 9.95                            ? 1
                                                              : 2,
                 x);
    }
}

static void share_text(double value, const char *sign, char out[static COUNT_SIZE])
{
    if (isfinite(value)) {
        snprintf(out, COUNT_SIZE, "%.0f%s", 100 * value, sign);
    } else {
        snprintf(out, COUNT_SIZE, "-");
    }
}

static void print_range(FILE *out, int width, const char *low, const char *high, bool none)
{
    char text[2 * COUNT_SIZE + 1];
    snprintf(text, sizeof text, "%s-%s", low, high);
    fprintf(out, " %-*s", width, none ? "" : text);
}

static void print_open(FILE *out, const struct run_result *run, size_t before, size_t period, size_t entity)
{
    char start[COUNT_SIZE], low[COUNT_SIZE], middle[COUNT_SIZE], high[COUNT_SIZE];
    struct results_summary was = run_summary(run, before, entity, MEASURE_OPEN);
    struct results_summary is = run_summary(run, period, entity, MEASURE_OPEN);
    count_text(was.quantile[P50], start);
    count_text(is.quantile[P05], low);
    count_text(is.quantile[P50], middle);
    count_text(is.quantile[P95], high);
    fprintf(out, " %8s %8s", start, middle);
    print_range(out, 15, low, high, is.n == 0);
}

static void print_timeliness(FILE *out, const struct run_result *run, size_t period, size_t entity)
{
    char low[COUNT_SIZE], middle[COUNT_SIZE], high[COUNT_SIZE];
    struct results_summary share = run_summary(run, period, entity, MEASURE_TIMELINESS);
    share_text(share.quantile[P05], "", low);
    share_text(share.quantile[P50], "%", middle);
    share_text(share.quantile[P95], "", high);
    fprintf(out, " %4s", middle);
    print_range(out, 7, low, high, share.n == 0);
}

static void print_penalties(FILE *out, const struct run_result *run, size_t period, size_t entity,
                            struct money_unit unit)
{
    char low[COUNT_SIZE], middle[COUNT_SIZE], high[COUNT_SIZE];
    struct results_summary money = run_summary(run, period, entity, MEASURE_PENALTY_ACCRUED);
    money_text(money.quantile[P05], unit, low);
    money_text(money.quantile[P50], unit, middle);
    money_text(money.quantile[P95], unit, high);
    fprintf(out, " %5s", middle);
    if (money.n > 0) {
        fprintf(out, " %s-%s", low, high);
    }
    fputc('\n', out);
}

/* ---- the table ---- */

struct table {
    FILE *out;
    const struct run_result *run;
    struct money_unit unit;
    bool bold;
};

static void print_row(const struct table *table, const char *label, size_t before, size_t period, size_t entity)
{
    print_padded(table->out, label, 17);
    print_open(table->out, table->run, before, period, entity);
    print_timeliness(table->out, table->run, period, entity);
    print_penalties(table->out, table->run, period, entity, table->unit);
}

static void print_heading(const struct table *table, const char *what)
{
    const char *on = table->bold ? "\033[1m" : "", *off = table->bold ? "\033[0m" : "";
    fprintf(table->out, "\n%s%-17s%s %8s %8s %-15s %4s %-7s %s\n", on, what, off, "open at", "open at", "", "on", "",
            "penalties");
    fprintf(table->out, "%-17s %8s %8s %-15s %4s %-7s %s\n", "", "start", "end", "p05-p95", "time", "p05-p95",
            table->unit.name);
}

static bool is_year(const struct run_result *run, size_t period)
{
    return run->layout->periods[period].kind == PERIOD_YEAR;
}

/* Years of the layout, in order: calls `print_row` for `all`. Returns the last and, in *before, the period it starts
 * from. */
static size_t print_years(const struct table *table, size_t *before)
{
    const struct results_layout *layout = table->run->layout;
    size_t last = 0;
    for (size_t period = 1; period < layout->n_periods; period++) {
        if (is_year(table->run, period)) {
            char year[16];
            snprintf(year, sizeof year, "%d", date_from_day(layout->periods[period].last).year);
            *before = last;
            last = period;
            print_row(table, year, *before, last, layout_all(layout));
        }
    }
    return last;
}

/* The unit in which the largest penalty of a year has at most three digits before the point. */
static struct money_unit unit_for(const struct run_result *run)
{
    static const struct money_unit units[] = {
        {1e12, "EUR trillion"}, {1e9, "EUR billion"}, {1e6, "EUR million"}, {1e3, "EUR thousand"}};
    double most = 0;
    for (size_t period = 1; period < run->layout->n_periods; period++) {
        if (is_year(run, period)) {
            most = fmax(most, run_summary(run, period, layout_all(run->layout), MEASURE_PENALTY_ACCRUED).quantile[P95]);
        }
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (most >= 0.9995 * units[i].euros) {
            return units[i];
        }
    }
    return (struct money_unit){1, "EUR"};
}

/* ---- the head ---- */

static void date_text(int day, char out[static COUNT_SIZE])
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    struct civil_date date = date_from_day(day);
    snprintf(out, COUNT_SIZE, "%d %s %d", date.day, months[date.month - 1], date.year);
}

static void print_head(FILE *out, const struct run_result *run, bool bold)
{
    char opening[COUNT_SIZE], horizon[COUNT_SIZE], took[DURATION_SIZE];
    const char *title = run->scenario->title;
    date_text(run->layout->opening_date, opening);
    date_text(run->layout->horizon, horizon);
    duration_text(run->seconds, took);
    fputs(bold ? "\033[1m" : "", out);
    print_cut(out, title[0] != '\0' ? title : run->name, 80);
    fprintf(out, "%s\n%s to %s, %lu simulated futures (%s)\n\n", bold ? "\033[0m" : "", opening, horizon,
            (unsigned long)run->replications, took);
}

static size_t year_from(const struct run_result *run, size_t period, int step)
{
    while (period > 0 && !is_year(run, period)) {
        period = (size_t)((int)period + step);
    }
    return period;
}

static size_t last_year(const struct run_result *run)
{
    return year_from(run, run->layout->n_periods - 1, -1);
}

static size_t first_year(const struct run_result *run)
{
    return last_year(run) == 0 ? 0 : year_from(run, 1, 1);
}

static int year_of(const struct run_result *run, size_t period)
{
    return date_from_day(run->layout->periods[period].last).year;
}

/* The word before a line of the head. */
static void print_label(const struct table *table, const char *label)
{
    fprintf(table->out, "%s%-11s%s", table->bold ? "\033[1m" : "", label, table->bold ? "\033[0m" : "");
}

static void print_backlog(const struct table *table)
{
    char from[COUNT_SIZE], low[COUNT_SIZE], middle[COUNT_SIZE], high[COUNT_SIZE];
    size_t all = layout_all(table->run->layout), end = table->run->layout->n_months;
    struct results_summary open = run_summary(table->run, end, all, MEASURE_OPEN);
    double start = run_summary(table->run, 0, all, MEASURE_OPEN).quantile[P50];
    count_text(start, from);
    count_text(open.quantile[P05], low);
    count_text(open.quantile[P50], middle);
    count_text(open.quantile[P95], high);
    const char *verb = open.quantile[P05] > start   ? "grows from"
                       : open.quantile[P95] < start ? "shrinks from"
                                                    : "may grow or shrink:";
    print_label(table, "Backlog");
    fprintf(table->out, "%s %s to %s cases (%s to %s)\n", verb, from, middle, low, high);
}

static void print_on_time(const struct table *table)
{
    char low[COUNT_SIZE], middle[COUNT_SIZE], high[COUNT_SIZE], before[COUNT_SIZE];
    size_t all = layout_all(table->run->layout), first = first_year(table->run), last = last_year(table->run);
    struct results_summary share = run_summary(table->run, last, all, MEASURE_TIMELINESS);
    print_label(table, "On time");
    if (share.n == 0) {
        fputs("of no decision, as none has a legal period\n", table->out);
        return;
    }
    share_text(share.quantile[P05], "%", low);
    share_text(share.quantile[P50], "%", middle);
    share_text(share.quantile[P95], "%", high);
    share_text(run_summary(table->run, first, all, MEASURE_TIMELINESS).quantile[P50], "%", before);
    fprintf(table->out, "%s of the decisions in %d (%s to %s)", middle, year_of(table->run, last), low, high);
    if (first < last) {
        fprintf(table->out, ", %s in %d", before, year_of(table->run, first));
    }
    fputc('\n', table->out);
}

static void print_lateness_cost(const struct table *table)
{
    char low[COUNT_SIZE], middle[COUNT_SIZE], high[COUNT_SIZE], mean[COUNT_SIZE], before[COUNT_SIZE];
    size_t all = layout_all(table->run->layout), first = first_year(table->run), last = last_year(table->run);
    struct results_summary money = run_summary(table->run, last, all, MEASURE_PENALTY_ACCRUED);
    const char *scale = table->unit.name + strlen("EUR");
    money_text(money.quantile[P05], table->unit, low);
    money_text(money.quantile[P50], table->unit, middle);
    money_text(money.quantile[P95], table->unit, high);
    money_text(money.mean, table->unit, mean);
    money_text(run_summary(table->run, first, all, MEASURE_PENALTY_ACCRUED).quantile[P50], table->unit, before);
    print_label(table, "Penalties");
    if (!(money.quantile[P95] > 0)) {
        fprintf(table->out, "none in %d\n", year_of(table->run, last));
    } else if (!(money.quantile[P50] > 0)) {
        fprintf(table->out, "none in %d in most futures (one in twenty has over EUR %s%s; mean %s)\n", year_of(table->run, last), high, scale, mean);
    } else {
        fprintf(table->out, "EUR %s%s accrue in %d (%s to %s, mean %s)", middle, scale, year_of(table->run, last), low, high, mean);
        if (first < last) {
            fprintf(table->out, ", %s in %d", before, year_of(table->run, first));
        }
        fputc('\n', table->out);
    }
}

/* How to read the figures, and how firm they are. */
static void print_reading(const struct table *table)
{
    enum { FEW = 200 };
    const struct run_result *run = table->run;
    fputs("Figures are medians: half of the futures have more. In brackets: nine in ten.\n", table->out);
    if (run->replications < FEW) {
        fprintf(table->out, "Beyond each end of a bracket lie some %.0f of %u futures: -n 500 is firmer.\n", ceil(0.05 * run->replications),
                (unsigned)run->replications);
    }
    if (run->model != NULL && model_knows_all(run->model)) {
        fputs("No input is uncertain: the brackets show chance in single cases alone.\n", table->out);
    }
}

/* How likely the targets are, all together. */
static void print_targets(const struct table *table)
{
    const struct model *model = table->run->model;
    if (model == NULL || model->n_targets == 0) {
        return;
    }
    struct target_share share = target_share(table->run, model->all_check);
    print_label(table, "Targets");
    fprintf(table->out, "met in %.0f%% of the futures%s\n", 100 * share.share, model->n_targets == 1 ? "" : ", all together");
}

/* How often each contingent rule fires in a future, and how long its action holds, on average. */
static void print_rules(const struct table *table)
{
    const struct results_layout *layout = table->run->layout;
    double days = layout->horizon - layout->opening_date;
    for (size_t rule = 0; rule < layout->n_rules; rule++) {
        size_t entity = layout_rule(layout, rule);
        double fired = 0, on = 0;
        for (size_t period = 1; period < layout->n_periods; period++) {
            const struct results_period *of = &layout->periods[period];
            if (is_year(table->run, period)) {
                fired += run_summary(table->run, period, entity, MEASURE_FIRED).mean;
                on += run_summary(table->run, period, entity, MEASURE_ACTIVE).mean * (of->last - of->first + 1);
            }
        }
        print_label(table, rule == 0 ? "Rules" : "");
        print_cut(table->out, layout->names[entity] + strlen("rule:"), 19);
        fprintf(table->out, " fires %.3g times a future, holds %.0f%% of the time\n", fired, 100 * on / days);
    }
}

void terminal_summary(FILE *out, const struct run_result *run)
{
    struct table table = {out, run, unit_for(run), terminal_has_style(out)};
    size_t before = 0;
    print_head(out, run, table.bold);
    print_backlog(&table);
    print_on_time(&table);
    print_lateness_cost(&table);
    print_targets(&table);
    print_rules(&table);
    print_reading(&table);
    print_heading(&table, "All streams");
    size_t last = print_years(&table, &before);
    char heading[32];
    snprintf(heading, sizeof heading, "Streams in %d", date_from_day(run->layout->horizon).year);
    print_heading(&table, heading);
    for (size_t entity = 0; entity < run->layout->n_streams; entity++) {
        print_row(&table, run->layout->names[entity], before, last, entity);
    }
    if (run->model != NULL) {
        targets_summary(out, run);
    }
}
