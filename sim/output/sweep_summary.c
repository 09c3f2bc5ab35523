#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/diagnostics.h"
#include "output/progress.h"
#include "output/sweep.h"
#include "output/terminal.h"

enum { LINES_MOST = 12, KEYS_SHOWN = 3, ALL_ROWS = UINT32_MAX, MEAN = 0, MEDIAN = 5, VALUE_COLUMNS = 11 };

/* A number of the point's row that holds `words`; NaN when there is none. */
static double value_of(const struct sweep_result *result, size_t point, const char *words, int column)
{
    const char *const settings = result->settings[point];
    const uint32_t n = (uint32_t)strtoul(journal_get(result->journal, settings, ALL_ROWS), NULL, 10);
    for (uint32_t row = 0; row < n; row++) {
        const char *text = journal_get(result->journal, settings, row), *end = text;
        if (strstr(text, words) == NULL) {
            continue;
        }
        for (int comma = 0; comma < 5 + column && end != NULL; comma++) {
            end = strchr(end, ',');
            end = end == NULL ? NULL : end + 1;
        }
        return end == NULL || *end == ',' || *end == '\0' ? (double)NAN : strtod(end, NULL);
    }
    return (double)NAN;
}

static double median_of(const struct sweep_result *result, size_t point, const char *date, enum measure measure)
{
    char words[100];
    snprintf(words, sizeof words, "year,%s,all,%s,", date, measure_info(measure)->name);
    return value_of(result, point, words, MEDIAN);
}

/* "pools.desk.fte" in the column "a", and so on. */
static void print_keys(FILE *out, const struct sweep_result *result)
{
    for (size_t i = 0; i < result->n_keys && i < KEYS_SHOWN; i++) {
        const char *unit = result->units[i].after + strspn(result->units[i].after, " ");
        fprintf(out, "  %c  %s", (char)('a' + i), result->units[i].added ? "added to " : "");
        text_print_visible(result->keys[i], out);
        if (result->units[i].before[0] != '\0' || unit[0] != '\0') {
            fputs(" (", out);
            text_print_visible(result->units[i].before, out);
            text_print_visible(unit, out);
            fputc(')', out);
        }
        fputc('\n', out);
    }
    if (result->n_keys > KEYS_SHOWN) {
        fprintf(out, "  and %zu more keys: see sweep.csv\n", result->n_keys - KEYS_SHOWN);
    }
}

static void print_heading(FILE *out, const struct sweep_result *result)
{
    fprintf(out, "\n%7s", "point");
    for (size_t i = 0; i < result->n_keys && i < KEYS_SHOWN; i++) {
        fprintf(out, " %*c", VALUE_COLUMNS, (char)('a' + i));
    }
    fprintf(out, " %9s %8s %13s%s\n", "open", "on time", "penalties EUR", result->run.scenario->n_targets > 0 ? "  targets" : "");
}

static void print_share(FILE *out, int columns, double share)
{
    if (isfinite(share)) {
        fprintf(out, " %*.0f%%", columns - 1, 100 * share);
    } else {
        fprintf(out, " %*s", columns, "-");
    }
}

static void print_point(FILE *out, const struct sweep_result *result, size_t point, const char *date)
{
    char open[COUNT_SIZE], accrued[COUNT_SIZE];
    fprintf(out, "%7zu", point + 1);
    for (size_t i = 0; i < result->n_keys && i < KEYS_SHOWN; i++) {
        fprintf(out, result->units[i].added ? " %+*.6g" : " %*.6g", VALUE_COLUMNS, result->values[point * result->n_keys + i]);
    }
    count_text(median_of(result, point, date, MEASURE_OPEN), open);
    count_text(median_of(result, point, date, MEASURE_PENALTY_ACCRUED), accrued);
    fprintf(out, " %9s", open);
    print_share(out, 8, median_of(result, point, date, MEASURE_TIMELINESS));
    fprintf(out, " %13s", accrued);
    if (result->run.scenario->n_targets > 0) {
        print_share(out, 8, value_of(result, point, ",all,met:all,", MEAN));
    }
    fputc('\n', out);
}

/* The last day of the last year; false without any. */
static bool last_year(const struct results_layout *layout, char date[static 11])
{
    const struct results_period *last = &layout->periods[layout->n_periods - 1]; /* years come last */
    day_format(last->last, date);
    return last->kind == PERIOD_YEAR;
}

void sweep_summary(FILE *out, const struct sweep_result *result)
{
    const size_t n = result->n_points, shown = n < LINES_MOST ? n : LINES_MOST;
    char took[DURATION_SIZE], date[11];
    duration_text(result->run.seconds, took);
    text_print_visible(result->run.scenario->title, out);
    fprintf(out, "\n%zu %s of %lu futures (%s)\n\n", n, n == 1 ? "point" : "points", (unsigned long)result->run.replications, took);
    print_keys(out, result);
    if (!last_year(result->run.layout, date)) {
        return;
    }
    print_heading(out, result);
    for (size_t line = 0; line < shown; line++) {
        print_point(out, result, shown == 1 ? 0 : line * (n - 1) / (shown - 1), date);
    }
    fprintf(out, "\nMedians of all streams, %s (on time, penalties accrued: in that year).\n", date);
    if (result->run.scenario->n_targets > 0) {
        fputs("targets: the share of the futures that meet them all.\n", out);
    }
    if (shown < n) {
        fprintf(out, "%zu of the %zu points; all are in sweep.csv.\n", shown, n);
    }
}
