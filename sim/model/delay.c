/* Delays and lags as sixteen quantile points a day, rotated from day to day (sim/MODEL.md, Delay). */
#include <math.h>
#include <string.h>

#include "model/compiler.h"
#include "model/distribution.h"

static double point_at(int day, int i) { return (i + rotation_of(day)) / DELAY_POINTS; }

/* The largest probability that a point can ask for is below 1: beyond it the table need not go. */
static const double nearly_all = 1 - 1e-12;

static struct day_table tabulate(struct compiler *c, const struct distribution *d)
{
    const double end = distribution_quantile(d, nearly_all);
    const int n = end < 1e6 ? (int)ceil(end > 0 ? end : 0) + 2 : 1000000;
    double *below = compiler_array(c, (size_t)n, sizeof *below);
    for (int k = 0; !c->failed && k < n; k++) below[k] = distribution_below(d, k + 0.5);
    const double start = round(distribution_quantile(d, 0));
    return (struct day_table){.n = n, .below = below, .lowest = start > 0 ? (int)start : 0, .steps = d->shape == DISTRIBUTION_TABLE};
}

/* The delay, in whole days, of point i of a day's cases; opening cases are known not to be ready by the evening before day 0. */
static int delay_of(const struct day_table *table, int day, int i)
{
    if (day >= 0) return day_table_quantile(table, point_at(day, i));
    const int age = -1 - day;
    const double below = age < table->n ? table->below[age] : 1;
    const double p = below + (1 - below) * point_at(day, i);
    const int days = below < 1 ? day_table_quantile(table, p < nearly_all ? p : nearly_all) : 0;
    return days > age + 1 ? days : age + 1;
}

/* Points by the day on which they become workable: counting sort. */
static void sort_due(const struct model *m, struct model_delay *out)
{
    const int entries = m->days * DELAY_POINTS;
    memset(out->due_first, 0, ((size_t)m->horizon + 2) * sizeof *out->due_first);
    for (int e = 0; e < entries; e++)
        if (out->ready[e] <= m->horizon) out->due_first[out->ready[e] + 1]++;
    for (int t = 0; t <= m->horizon; t++) out->due_first[t + 1] += out->due_first[t];
    for (int e = 0; e < entries; e++)
        if (out->ready[e] <= m->horizon) out->due[out->due_first[out->ready[e]]++] = e;
    for (int t = m->horizon + 1; t > 0; t--) out->due_first[t] = out->due_first[t - 1];
    out->due_first[0] = 0;
}

static int32_t day_after(int day, double days) { return day + days < NO_DAY ? (int32_t)(day + days) : NO_DAY - 1; }

void model_delay_scale(const struct model *m, const struct model_delay *delay, const double multiplier[], struct model_delay *out)
{
    const size_t opening = (size_t)m->before * DELAY_POINTS;
    if (out->ready != delay->ready) memcpy(out->ready, delay->ready, opening * sizeof *out->ready);
    for (int day = 0; day <= m->horizon; day++) {
        const double scale = param_at(&delay->scale, multiplier, day);
        const size_t first = (size_t)day * DELAY_POINTS;
        for (size_t i = 0; i < DELAY_POINTS; i++) out->ready[opening + first + i] = day_after(day, floor(scale * delay->days[first + i] + 0.5));
    }
    sort_due(m, out);
}

/* Whether some replication has a factor other than 1 on some day. */
static bool is_scaled(const struct param *scale) { return scale->slot != NO_SLOT || scale->by_day || scale->constant < 1 || scale->constant > 1; }

static void compile_scale(struct compiler *c, const struct distribution *delay, struct model_delay *out)
{
    const struct model *m = c->model;
    const double as_it_is[] = {1};
    const int entries = (m->horizon + 1) * DELAY_POINTS;
    out->days = compiler_array(c, (size_t)entries, sizeof *out->days);
    if (c->failed) return;
    for (int e = 0; e < entries; e++) out->days[e] = distribution_quantile(delay, point_at(e / DELAY_POINTS, e % DELAY_POINTS));
    /* An uncertain scale is each replication's own: here the delays are those without its multiplier. */
    const struct model_delay certain = {.scale = {.constant = out->scale.constant, .by_day = out->scale.by_day}, .ready = out->ready, .days = out->days};
    model_delay_scale(m, &certain, as_it_is, out);
}

void compile_delay(struct compiler *c, const struct distribution *delay, const struct quantity *scale, struct model_delay *out)
{
    const struct model *m = c->model;
    out->none = !delay->given || delay->shape == DISTRIBUTION_NONE;
    if (out->none) return;
    const struct day_table table = tabulate(c, delay);
    out->scale = compile_param(c, scale, 1);
    out->ready = compiler_array(c, (size_t)m->days * DELAY_POINTS, sizeof *out->ready);
    out->due_first = compiler_array(c, (size_t)m->horizon + 2, sizeof *out->due_first);
    out->due = compiler_array(c, (size_t)m->days * DELAY_POINTS, sizeof *out->due);
    const int end = is_scaled(&out->scale) ? m->before : m->days; /* what the scale fills need not be looked up */
    for (int e = 0; !c->failed && e < end * DELAY_POINTS; e++) {
        const int day = e / DELAY_POINTS - m->before;
        out->ready[e] = day_after(day, delay_of(&table, day, e % DELAY_POINTS));
    }
    if (c->failed) return;
    if (is_scaled(&out->scale)) compile_scale(c, delay, out);
    else sort_due(m, out);
}

void compile_lags(struct compiler *c, const struct distribution *lag, int longest, int offset, struct model_lags *out)
{
    const int days = c->model->horizon + 1 + offset;
    const struct day_table table = tabulate(c, lag);
    out->offset = offset;
    out->lag = compiler_array(c, (size_t)days * DELAY_POINTS, sizeof *out->lag);
    for (int e = 0; !c->failed && e < days * DELAY_POINTS; e++) {
        const int days_after = day_table_quantile(&table, point_at(e / DELAY_POINTS - offset, e % DELAY_POINTS));
        const int whole = days_after > longest ? longest : days_after;
        out->lag[e] = whole > 1 ? whole : 1;
    }
}
