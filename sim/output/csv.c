#include "output/csv.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/calendar.h"
#include "results/results.h"

static const char header[] = "period,date,stream,measure,unit,mean,sd,p05,p10,p25,p50,p75,p90,p95\n";
static const char *const period_names[PERIOD_KINDS] = {"opening", "month", "quarter", "year"};

void csv_number(double value, char out[static CSV_NUMBER_SIZE])
{
    out[0] = '\0';
    if (!isfinite(value)) {
        return;
    }
    snprintf(out, CSV_NUMBER_SIZE, "%.10g", value == 0 ? 0 : value);
    /* A program that embeds the library may have set a locale with another decimal mark, of any number of bytes. */
    char *mark = out + strspn(out, "+-0123456789e");
    if (*mark != '\0') {
        char *rest = mark + strcspn(mark, "+-0123456789e");
        *mark = '.';
        memmove(mark + 1, rest, strlen(rest) + 1);
    }
}

/* ---- cells ---- */

/* A number, perhaps followed by a unit, cannot call a function or reach another cell. */
static bool looks_like_quantity(const char *text)
{
    const char *p = text + (*text == '-' || *text == '+');
    size_t digits = strspn(p, "0123456789.");
    if (digits == 0) {
        return false;
    }
    p += digits;
    size_t unit = strspn(p, " %/abcdefghijklmnopqrstuvwxyz");
    return p[unit] == '\0';
}

/* The first characters with which spreadsheets open a formula, the full-width forms of = + - @ included. */
static bool looks_like_formula(const char *text)
{
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    const char *first = text + strspn(text, " ");
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (strncmp(first, wide[i], strlen(wide[i])) == 0) {
            return true;
        }
    }
    return *first != '\0' && strchr("=+-@\t\r\n|", *first) != NULL && !looks_like_quantity(first);
}

void csv_write_text(FILE *out, const char *text)
{
    bool formula = looks_like_formula(text);
    if (!formula && strpbrk(text, ",\"\r\n") == NULL) {
        fputs(text, out);
        return;
    }
    fputs(formula ? "\"'" : "\"", out);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"') {
            fputc('"', out);
        }
        fputc(*p, out);
    }
    fputc('"', out);
}

/* ---- forecast.csv and waits.csv ---- */

static void write_number(FILE *out, double value)
{
    char text[CSV_NUMBER_SIZE];
    csv_number(value, text);
    fputc(',', out);
    fputs(text, out);
}

struct row {
    const char *period;
    int date;
    const char *stream;
    const struct measure_info *measure;
};

static void write_row(FILE *out, const struct row *row, const struct results_summary *summary)
{
    char date[11];
    day_format(row->date, date);
    fprintf(out, "%s,%s,%s,%s,%s", row->period, date, row->stream, row->measure->name, row->measure->unit);
    if (summary->n == 0) {
        fputs(",,,,,,,,,\n", out);
        return;
    }
    write_number(out, summary->mean);
    write_number(out, summary->sd);
    for (size_t i = 0; i < sizeof summary->quantile / sizeof summary->quantile[0]; i++) {
        write_number(out, summary->quantile[i]);
    }
    fputc('\n', out);
}

/* pool:all stands in the layout even when no pool does; rows of it would say nothing. */
static bool entity_has_rows(const struct results_layout *layout, size_t entity)
{
    return entity != layout_pool_all(layout) || layout->n_pools > 0;
}

/* A measure that not every scenario has, or not every step, stands only with entities in which it has a value on some day. */
bool csv_has_rows(const struct run_result *run, size_t entity, enum measure measure)
{
    bool step = layout_scope(run->layout, entity) == SCOPE_STEP;
    if ((measure_info(measure)->scope & SCOPE_SOME) == 0 && !step) {
        return true;
    }
    for (size_t period = 0; period < run->layout->n_periods; period++) {
        if (run->forecast->cells[layout_cell(run->layout, period, entity, measure)].n > 0) {
            return true;
        }
    }
    return false;
}

static void write_period(FILE *out, const struct run_result *run, size_t period, const char *kind)
{
    const struct results_layout *layout = run->layout;
    bool opening = layout->periods[period].kind == PERIOD_OPENING;
    for (size_t entity = 0; entity < layout->n_entities; entity++) {
        if (!entity_has_rows(layout, entity)) {
            continue;
        }
        for (int m = 0; m < MEASURE_COUNT; m++) {
            const struct measure_info *info = measure_info((enum measure)m);
            if ((info->scope & layout_scope(layout, entity)) == 0 || (opening && info->form != FORM_LAST) ||
                !csv_has_rows(run, entity, (enum measure)m)) {
                continue;
            }
            struct row row = {kind, layout->periods[period].last, layout->names[entity], info};
            struct results_summary summary = run_summary(run, period, entity, (enum measure)m);
            write_row(out, &row, &summary);
        }
    }
}

void csv_write_forecast(FILE *out, const struct run_result *run)
{
    fputs(header, out);
    for (int kind = PERIOD_MONTH; kind < PERIOD_KINDS; kind++) {
        write_period(out, run, 0, period_names[kind]); /* every series starts where the opening stock stands */
        for (size_t period = 1; period < run->layout->n_periods; period++) {
            if (run->layout->periods[period].kind == (enum period_kind)kind) {
                write_period(out, run, period, period_names[kind]);
            }
        }
    }
}

void csv_write_waits(FILE *out, const struct run_result *run)
{
    const struct results_layout *layout = run->layout;
    fputs(header, out);
    for (size_t month = 0; month < layout->n_months; month++) {
        for (size_t stream = 0; stream <= layout_all(layout); stream++) {
            for (int m = 0; m < ENTRY_MEASURE_COUNT; m++) {
                enum entry_measure measure = (enum entry_measure)m;
                struct row row = {"entry_month", layout->periods[1 + month].last, layout->names[stream],
                                  entry_measure_info(measure)};
                struct results_summary summary = results_entry_summary(layout, run->entry, month, stream, measure);
                write_row(out, &row, &summary);
            }
        }
    }
}

/* ---- assumptions.csv ---- */

static void cut(char *out, size_t size, const char *from, size_t length)
{
    size_t n = length < size - 1 ? length : size - 1;
    memcpy(out, from, n);
    out[n] = '\0';
}

void csv_split_quantity(const char *text, size_t size, char *value, char *unit)
{
    bool euro = strncmp(text, "EUR ", 4) == 0;
    const char *number = text + (euro ? 4 : 0);
    size_t digits = strspn(number, "+-0123456789.eE");
    const char *rest = number + digits;
    rest += strspn(rest, " ");
    bool plain_unit = rest[strspn(rest, "%/abcdefghijklmnopqrstuvwxyz ")] == '\0';
    if (digits == 0 || !isdigit((unsigned char)number[digits - 1]) || !plain_unit) {
        cut(value, size, text, strlen(text));
        unit[0] = '\0';
        return;
    }
    cut(value, size, number, digits);
    const char *first = euro ? "EUR" : *rest == '/' ? "cases" : ""; /* the language lets `cases` be left out */
    snprintf(unit, size, "%s%s%s", first, euro && *rest != '\0' && *rest != '/' ? " " : "", rest);
}

static const char *status_name(enum value_status status)
{
    switch (status) {
    case STATUS_OBSERVED:
        return "observed";
    case STATUS_ASSUMED:
        return "assumed";
    case STATUS_CALIBRATED:
        return "calibrated";
    case STATUS_NONE:
        break;
    }
    return "";
}

static void write_value_and_unit(FILE *out, const char *text)
{
    char value[64], unit[64];
    fputc(',', out);
    if (strlen(text) >= sizeof value) { /* a dated series: too long to be one number */
        csv_write_text(out, text);
        fputc(',', out);
        return;
    }
    csv_split_quantity(text, sizeof value, value, unit);
    csv_write_text(out, value);
    fputc(',', out);
    csv_write_text(out, unit);
}

void csv_write_assumptions(FILE *out, const struct run_result *run)
{
    const struct scenario *scenario = run->scenario;
    fputs("key,value,unit,status,source,file,line\n", out);
    for (size_t i = 0; i < scenario->n_assumptions; i++) {
        const struct quantity *quantity = scenario->assumptions[i];
        csv_write_text(out, quantity->path);
        write_value_and_unit(out, quantity->text);
        fprintf(out, ",%s,", status_name(quantity->status));
        csv_write_text(out, quantity->source);
        fputc(',', out);
        bool known = quantity->place.file >= 0 && (size_t)quantity->place.file < scenario->n_files;
        csv_write_text(out, known ? scenario->files[quantity->place.file] : "");
        fprintf(out, ",%d\n", quantity->place.line);
    }
}
