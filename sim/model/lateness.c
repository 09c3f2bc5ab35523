#include <limits.h>
#include <math.h>

#include "model/compiler.h"
#include "model/distribution.h"

enum { LAP_MOST = 1000000 };
enum { EARLY_NOTICE_DAYS = 57 }; /* age of the notice of cases before the court at the opening: its 14 + 42 days have passed */

/* The administrative regime in force; one without a single day is none. */
static int administrative_on(const struct compiler *c, const struct name_series *series, int civil)
{
    const int regime = regime_on(series, civil);
    return regime >= 0 && tariff_days(&c->scenario->administrative[regime]) > 0 ? regime : -1;
}

static int16_t *compile_regimes(struct compiler *c, const struct name_series *series, bool administrative)
{
    const struct model *m = c->model;
    bool any = false;
    for (size_t i = 0; i < series->n; i++) any |= series->points[i].index >= 0;
    if (!any) return NULL;
    int16_t *by_day = compiler_array(c, (size_t)m->horizon + 1, sizeof *by_day);
    for (int t = 0; !c->failed && t <= m->horizon; t++) by_day[t] = (int16_t)(administrative ? administrative_on(c, series, m->day0 + t) : regime_on(series, m->day0 + t));
    return by_day;
}

void compile_lateness(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    const struct lateness_spec *from = &spec->lateness;
    struct model_lateness *out = &stream->lateness;
    out->n_bands = from->n_bands;
    out->bands = compiler_array(c, from->n_bands, sizeof *out->bands);
    for (size_t i = 0; !c->failed && i < from->n_bands; i++) {
        out->bands[i] = (struct model_band){.after = from->bands[i].after, .rate = compile_param(c, &from->bands[i].rate, 1)};
        out->on |= out->bands[i].rate.peak > 0;
    }
    out->administrative = compile_regimes(c, &from->administrative, true);
    out->judicial = compile_regimes(c, &from->judicial, false);
    out->appeal = compile_param(c, &from->appeal, 1);
    out->term = compile_param(c, &from->term, 1);
    out->court_costs = compile_param(c, &from->court_costs, 1);
    out->further_appeal = compile_param(c, &from->further_appeal, 1);
    out->payment_lag = compile_param(c, &from->payment_lag, 1);
    if (from->court_delay.given) compile_lags(c, &from->court_delay, INT_MAX, 0, &out->court);
}

int opening_longest_age(const struct opening_spec *opening)
{
    int longest = opening->n_rows == 0 && opening->ages.given ? distribution_cut(&opening->ages) : 0;
    for (size_t i = 0; i < opening->n_rows; i++)
        if (opening->rows[i].age > longest) longest = opening->rows[i].age;
    return longest;
}

static int64_t scaled(const struct compiler *c, const struct quantity *q)
{
    return llround(c->model->scale * quantity_on(q, c->scenario->opening_date));
}

/* P(max(lowest, round(X)) = a) for a = 0..cut, the tail on the last. */
static double *cells_of(struct compiler *c, const struct distribution *d, int lowest, size_t *n)
{
    const int cut = distribution_cut(d) > lowest ? distribution_cut(d) : lowest;
    double *cell = compiler_array(c, (size_t)cut + 1, sizeof *cell);
    *n = (size_t)cut + 1;
    double below = 0;
    for (int a = lowest; !c->failed && a <= cut; a++) {
        const double upto = a == cut ? 1 : distribution_below(d, a + 0.5);
        cell[a] = upto - below;
        below = upto;
    }
    return cell;
}

struct ages {
    size_t n;          /* ages 0..n-1 */
    int64_t *any;      /* to be split over the classes */
    int64_t *of_class; /* [n][classes] stated by class */
};

static void table_ages(struct compiler *c, const struct opening_spec *spec, size_t n_classes, struct ages *ages)
{
    ages->n = (size_t)opening_longest_age(spec) + 1;
    ages->any = compiler_array(c, ages->n, sizeof *ages->any);
    ages->of_class = compiler_array(c, ages->n * n_classes, sizeof *ages->of_class);
    for (size_t i = 0; !c->failed && i < spec->n_rows; i++) {
        const struct age_row *row = &spec->rows[i];
        const int64_t count = llround(c->model->scale * (double)row->count);
        if (row->class_index < 0) ages->any[row->age] += count;
        else ages->of_class[(size_t)row->age * n_classes + (size_t)row->class_index] += count;
    }
}

static void drawn_ages(struct compiler *c, const struct opening_spec *spec, size_t n_classes, struct ages *ages)
{
    const double *cell = cells_of(c, &spec->ages, 0, &ages->n);
    ages->any = compiler_array(c, ages->n, sizeof *ages->any);
    ages->of_class = compiler_array(c, ages->n * n_classes, sizeof *ages->of_class);
    if (!c->failed) rounded_counts(ages->n, cell, scaled(c, &spec->stock), ages->any);
}

static double class_share(const struct stream_spec *spec, int civil, size_t class)
{
    double sum = 0;
    for (size_t k = 0; k < spec->n_classes; k++) sum += quantity_on(&spec->classes[k].share, civil);
    return sum > 0 ? quantity_on(&spec->classes[class].share, civil) / sum : 0;
}

static double still_delayed(const struct compiler *c, const struct stream_spec *spec, const struct opening_cell *cell)
{
    const struct distribution *delay = spec->n_steps ? &spec->steps[0].delay : &spec->delay;
    if (!delay->given || cell->step > 0) return 0;
    const int age = -1 - cell->received, civil = c->model->day0 + cell->received;
    const double brought = c->model->scale * inflow_on(&spec->inflow, civil) * class_share(spec, c->model->day0, (size_t)cell->class);
    const double delayed = brought * (1 - distribution_below(delay, age + 0.5)) / (double)cell->count;
    return delayed < 1 ? delayed : 1;
}

/* What a share is of so many cases, when that is a whole number but for how doubles are rounded; else -1. */
static int64_t whole_part(double share, int64_t cases)
{
    const double part = share * (double)cases;
    return fabs(part - round(part)) <= 1e-15 * (double)cases ? llround(part) : -1;
}

/* The fewest cases, at most `most` of them, of which every share is a whole number; 0 for none. */
static int64_t lap_of(size_t n, const double share[], int64_t most)
{
    for (int64_t lap = 1; lap <= most; lap++) {
        int64_t sum = 0;
        size_t k = 0;
        for (int64_t part; k < n && (part = whole_part(share[k], lap)) >= 0; k++) sum += part;
        if (k == n && sum == lap) return lap;
    }
    return 0;
}

/* A lap gives each share exactly what is its own and leaves `behind` as it was: nobody is ever a whole case ahead, since who gets a case is behind by more than 0; at the end of
 * the first lap all are behind by whole numbers, which sum to 0 and are more than -1, so by 0; and what follows depends on `behind` alone. */
void give_shares(size_t n, const double share[], int64_t cases, double behind[], int64_t part[])
{
    const int64_t lap = lap_of(n, share, cases < LAP_MOST ? cases : LAP_MOST), laps = lap > 0 ? cases / lap : 0;
    for (size_t k = 0; k < n; k++) part[k] = laps > 0 ? laps * whole_part(share[k], lap) : 0;
    for (int64_t i = laps * lap; i < cases; i++) {
        size_t next = 0;
        for (size_t k = 0; k < n; k++) {
            behind[k] += share[k];
            if (behind[k] > behind[next] + 1e-9) next = k;
        }
        behind[next] -= 1;
        part[next]++;
    }
}

/* The cases of an age and class by step; `behind` is the class's. */
static void add_cells(struct compiler *c, const struct stream_spec *spec, const struct opening_cell *all, double behind[], struct model_opening *out)
{
    const size_t n_steps = spec->n_steps ? spec->n_steps : 1;
    double share[STEPS_MOST] = {1}, sum = 0;
    int64_t part[STEPS_MOST] = {all->count};
    for (size_t j = 0; j < spec->n_steps; j++) sum += spec->steps[j].opening_share;
    for (size_t j = 0; j < spec->n_steps; j++) share[j] = spec->steps[j].opening_share / sum;
    if (n_steps > 1) give_shares(n_steps, share, all->count, behind, part);
    for (size_t j = 0; j < n_steps; j++) {
        if (part[j] == 0) continue;
        struct opening_cell *cell = &out->cells[out->n_cells++];
        *cell = *all;
        cell->step = (int32_t)j;
        cell->count = part[j];
        cell->delayed = still_delayed(c, spec, cell);
    }
}

static void split_ages(struct compiler *c, const struct stream_spec *spec, const struct ages *ages, struct model_opening *out)
{
    const size_t n_classes = spec->n_classes, n_steps = spec->n_steps ? spec->n_steps : 1;
    double *of_steps = compiler_array(c, n_classes * n_steps, sizeof *of_steps);
    double *share = compiler_array(c, n_classes, sizeof *share);
    double *behind = compiler_array(c, n_classes, sizeof *behind);
    int64_t *part = compiler_array(c, n_classes, sizeof *part);
    out->cells = compiler_array(c, ages->n * n_classes * n_steps, sizeof *out->cells);
    for (size_t k = 0; !c->failed && k < n_classes; k++) share[k] = class_share(spec, c->model->day0, k);
    for (size_t i = ages->n; !c->failed && i-- > 0;) {
        give_shares(n_classes, share, ages->any[i], behind, part);
        for (size_t k = 0; !c->failed && k < n_classes; k++) {
            const int64_t count = part[k] + ages->of_class[i * n_classes + k];
            if (count == 0) continue;
            const struct opening_cell all = {.received = -1 - (int32_t)i, .class = (int32_t)k, .count = count};
            add_cells(c, spec, &all, &of_steps[k * n_steps], out);
        }
    }
}

/* Spreads `total` over the cells and keeps those with cases, in the given direction; day = origin + step x cell. */
struct spread {
    const double *cell;
    size_t n;
    int64_t total;
    int origin, step;
    bool all; /* cells without cases, too: they may get what an earlier one cannot place */
};
static struct opening_mark *compile_marks(struct compiler *c, const struct spread *spread, size_t *n_marks)
{
    int64_t *count = compiler_array(c, spread->n, sizeof *count);
    struct opening_mark *marks = compiler_array(c, spread->n, sizeof *marks);
    if (c->failed || spread->total <= 0) return marks;
    rounded_counts(spread->n, spread->cell, spread->total, count);
    for (size_t k = 0; !c->failed && k < spread->n; k++) {
        const size_t i = spread->step < 0 ? spread->n - 1 - k : k;
        if (count[i] > 0 || (spread->all && i > 0)) marks[(*n_marks)++] = (struct opening_mark){.day = spread->origin + spread->step * (int)i, .count = count[i], .regime = -1};
    }
    return marks;
}

static void compile_noticed(struct compiler *c, const struct stream_spec *spec, struct model_opening *out)
{
    const struct distribution *ages = &spec->opening.notice_ages;
    struct spread spread = {.total = scaled(c, &spec->opening.noticed), .origin = -1, .step = -1, .all = true};
    if (spread.total <= 0) return;
    spread.cell = cells_of(c, ages, 1, &spread.n);
    if (c->failed) return;
    out->noticed = compile_marks(c, &spread, &out->n_noticed);
    for (size_t i = 0; !c->failed && i < out->n_noticed; i++)
        out->noticed[i].regime = (int16_t)administrative_on(c, &spec->lateness.administrative, c->model->day0 + out->noticed[i].day);
}

/* Remaining days to the order of cases before the court: P(r) proportional to P(C >= r), r = 1, 2, ... */
static void compile_appealed(struct compiler *c, const struct stream_spec *spec, struct model_opening *out)
{
    struct spread spread = {.total = scaled(c, &spec->opening.appealed), .origin = -1, .step = 1};
    if (spread.total <= 0) return;
    double *cell = cells_of(c, &spec->lateness.court_delay, 1, &spread.n);
    for (size_t r = spread.n; !c->failed && r-- > 1;)
        if (r + 1 < spread.n) cell[r] += cell[r + 1];
    spread.cell = cell;
    if (!c->failed) out->appealed = compile_marks(c, &spread, &out->n_appealed);
}

static void compile_ordered(struct compiler *c, const struct stream_spec *spec, struct model_opening *out)
{
    const int offset = (int)quantity_on(&spec->opening.term_offset, c->scenario->opening_date);
    struct spread spread = {.total = scaled(c, &spec->opening.ordered), .origin = -1 - offset, .step = 1};
    if (spread.total <= 0) return;
    spread.cell = cells_of(c, &spec->opening.term_ends, 0, &spread.n);
    if (!c->failed) out->ordered = compile_marks(c, &spread, &out->n_ordered);
}

static void count_dropped(const struct model *m, const struct model_stream *stream, struct model_opening *out)
{
    int64_t overdue = 0, stated = 0;
    for (size_t i = 0; i < out->n_cells; i++) {
        const struct model_epoch *epoch = &stream->epochs[(size_t)out->cells[i].class % stream->n_clocks * stream->n_epochs];
        if (epoch->deadline[out->cells[i].received + m->before] < 0) overdue += out->cells[i].count;
    }
    for (size_t i = 0; i < out->n_noticed; i++) stated += out->noticed[i].count;
    for (size_t i = 0; i < out->n_appealed; i++) stated += out->appealed[i].count;
    for (size_t i = 0; i < out->n_ordered; i++) stated += out->ordered[i].count;
    out->dropped = stated > overdue ? stated - overdue : 0;
}

void compile_opening(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    struct model_opening *out = &stream->opening;
    struct ages ages = {0};
    if (!spec->opening.given) return;
    if (spec->opening.n_rows) table_ages(c, &spec->opening, spec->n_classes, &ages);
    else drawn_ages(c, &spec->opening, spec->n_classes, &ages);
    if (!c->failed) split_ages(c, spec, &ages, out);
    if (!c->failed) suspend_opening(c, spec->n_classes, stream);
    if (!c->failed) compile_noticed(c, spec, out);
    if (!c->failed) compile_appealed(c, spec, out);
    if (!c->failed) compile_ordered(c, spec, out);
    if (c->failed) return;
    out->early_regime = (int16_t)regime_on(&spec->lateness.administrative, c->scenario->opening_date - EARLY_NOTICE_DAYS);
    out->judicial_regime = (int16_t)regime_on(&spec->lateness.judicial, c->scenario->opening_date);
    out->outstanding = compile_param(c, &spec->opening.outstanding, c->model->scale);
    if (out->n_noticed + out->n_appealed + out->n_ordered > 0) stream->lateness.on = true;
    count_dropped(c->model, stream, out);
}

int64_t tariff_after(const struct administrative_regime *regime, int penalty_days)
{
    int64_t sum = 0;
    for (size_t i = 0; i < regime->n && penalty_days > 0; i++) {
        const int days = penalty_days < regime->tiers[i].days ? penalty_days : regime->tiers[i].days;
        sum += (int64_t)days * regime->tiers[i].euro_per_day;
        penalty_days -= days;
    }
    return sum;
}

int tariff_days(const struct administrative_regime *regime)
{
    int days = 0;
    for (size_t i = 0; i < regime->n; i++) days += regime->tiers[i].days;
    return days;
}

int64_t judicial_after(const struct judicial_regime *regime, int penalty_days)
{
    const int64_t sum = (int64_t)regime->euro_per_day * (penalty_days > 0 ? penalty_days : 0);
    return sum < regime->cap ? sum : regime->cap;
}

int judicial_days(const struct judicial_regime *regime)
{
    return regime->euro_per_day > 0 ? (regime->cap + regime->euro_per_day - 1) / regime->euro_per_day : 0;
}
