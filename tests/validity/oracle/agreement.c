#include "oracle/agreement.h"

#include <check.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "engine/replication.h"
#include "model/model.h"
#include "oracle/oracle.h"
#include "oracle/samples.h"

enum { SHOWN = 12, SEED = 20240101, THREADS_MOST = 8 };

/* ---- replications ---- */

struct pair {
    struct samples engine, oracle;
};

/* What one thread runs: every n_threads-th replication of both, from `first` on. */
struct worker {
    const struct agreement *agreement;
    const struct model *model;
    struct pair *pair;
    size_t first, offset;
};

/* The engine writes only the cells that have a value. */
static void blank(const struct results_layout *l, const struct results_values *values)
{
    for (size_t i = 0; i < layout_cells(l); i++) {
        values->forecast[i] = (double)NAN;
    }
    for (size_t i = 0; i < layout_entry_cells(l); i++) {
        values->entry[i] = (double)NAN;
    }
}

static void *work(void *argument)
{
    const struct worker *w = argument;
    const struct results_layout *l = &w->agreement->fixture->layout;
    struct results_values values = {calloc(layout_cells(l) + 1, sizeof(double)), calloc(layout_entry_cells(l) + 1, sizeof(double))};
    struct replication *engine = replication_new(w->model);
    struct oracle *oracle = oracle_new(w->agreement->fixture->scenario, l);
    bool done = values.forecast && values.entry && engine && oracle;
    for (size_t i = w->offset; done && i < w->pair->engine.n; i += w->agreement->n_threads) {
        blank(l, &values);
        done = replication_run(engine, SEED, (uint32_t)(w->first + i), &values) == 0;
        samples_put(&w->pair->engine, i, &values);
        done = oracle_run(oracle, SEED, (unsigned)(w->first + i), &values) == 0 && done;
        samples_put(&w->pair->oracle, i, &values);
    }
    oracle_free(oracle);
    replication_free(engine);
    free(values.forecast);
    free(values.entry);
    return done ? NULL : argument;
}

/* Replications `first` .. first + n - 1 of both. */
static void draw(const struct agreement *a, const struct model *model, struct pair *pair, size_t first)
{
    pthread_t threads[THREADS_MOST];
    struct worker workers[THREADS_MOST];
    for (size_t t = 0; t < a->n_threads; t++) {
        workers[t] = (struct worker){a, model, pair, first, t};
        ck_assert_int_eq(pthread_create(&threads[t], NULL, work, &workers[t]), 0);
    }
    for (size_t t = 0; t < a->n_threads; t++) {
        void *failed = NULL;
        ck_assert_int_eq(pthread_join(threads[t], &failed), 0);
        ck_assert_msg(!failed, "%s: a replication failed", a->name);
    }
}

/* ---- cells ---- */

/* A cell's place in words. */
static void name_of(const struct results_layout *l, size_t cell, size_t size, char text[])
{
    char date[11] = "";
    size_t forecast = layout_cells(l);
    if (cell < forecast) {
        const struct results_period *period = &l->periods[cell / MEASURE_COUNT / l->n_entities];
        static const char *const kinds[] = {"opening", "month", "quarter", "year"};
        day_format(period->last, date);
        snprintf(text, size, "%s %s %s %s", kinds[period->kind], date, l->names[cell / MEASURE_COUNT % l->n_entities],
                 measure_info((enum measure)(cell % MEASURE_COUNT))->name);
        return;
    }
    cell -= forecast;
    day_format(l->periods[1 + cell / ENTRY_MEASURE_COUNT / (l->n_streams + 1)].last, date);
    snprintf(text, size, "entry_month %s %s %s", date, l->names[cell / ENTRY_MEASURE_COUNT % (l->n_streams + 1)],
             entry_measure_info((enum entry_measure)(cell % ENTRY_MEASURE_COUNT))->name);
}

static bool is_compared(const struct agreement *a, size_t cell)
{
    const struct results_layout *l = &a->fixture->layout;
    if (a->every_month || cell >= layout_cells(l)) {
        return true;
    }
    size_t period = cell / MEASURE_COUNT / l->n_entities;
    return l->periods[period].kind != PERIOD_MONTH || period % 3 == 0;
}

static size_t all_cells(const struct agreement *a, size_t cells[])
{
    size_t n = 0;
    for (size_t i = 0; i < layout_cells(&a->fixture->layout) + layout_entry_cells(&a->fixture->layout); i++) {
        if (is_compared(a, i)) {
            cells[n++] = i;
        }
    }
    return n;
}

struct finding {
    size_t cell;
    struct comparison comparison;
};

static int worst_first(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    double p = comparison_worst(&x->comparison), q = comparison_worst(&y->comparison);
    return (p < q) - (p > q);
}

/* The cells that pass the limit for this chance come first in `found`. Returns their number. */
static size_t search(const struct pair *pair, double chance, struct finding found[])
{
    size_t compared = 0, n = pair->engine.n_rows, passed = 0;
    for (size_t row = 0; row < n; row++) {
        struct comparison c = samples_compare(&pair->engine, &pair->oracle, row);
        compared += !c.empty;
        found[row] = (struct finding){pair->engine.cells[row], c};
    }
    qsort(found, n, sizeof *found, worst_first);
    double limit = z_limit(chance, compared * STATISTICS_A_CELL);
    while (passed < n && comparison_worst(&found[passed].comparison) > limit) {
        passed++;
    }
    return passed;
}

static void show(const struct agreement *a, const struct finding found[], size_t n)
{
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        char name[256];
        const struct comparison *c = &found[i].comparison;
        name_of(&a->fixture->layout, found[i].cell, sizeof name, name);
        fprintf(stderr,
                "%s: %s: engine %.6g (sd %.4g), oracle %.6g (sd %.4g); z: mean %.1f, variance %.1f, "
                "distribution %.1f, missing %.1f\n",
                a->name, name, c->mean[0], c->sd[0], c->mean[1], c->sd[1], c->z_mean, c->z_variance, c->z_distribution,
                c->z_missing);
    }
}

/* ---- stages ---- */

/* Where the comparison is. */
struct course {
    size_t stage, replications; /* replications that are behind it */
    size_t n_cells, *cells;     /* that are looked at */
};

/* One stage; the cells that it passes on replace those that it was given. */
static void run_stage(const struct agreement *a, const struct model *model, struct course *course)
{
    struct pair pair;
    const struct results_layout *l = &a->fixture->layout;
    const struct agreement_stage *s = &a->stages[course->stage];
    size_t n_cells = course->n_cells, *cells = course->cells;
    struct finding *found = calloc(n_cells + 1, sizeof *found);
    bool room = samples_init(&pair.engine, l, n_cells, cells, s->replications);
    ck_assert(samples_init(&pair.oracle, l, n_cells, cells, s->replications) && room && found);
    draw(a, model, &pair, course->replications);
    size_t n = search(&pair, s->by_chance, found);
    for (size_t i = 0; i < n; i++) {
        cells[i] = found[i].cell;
    }
    if (course->stage + 1 == a->n_stages) {
        show(a, found, n);
    }
    samples_free(&pair.engine);
    samples_free(&pair.oracle);
    free(found);
    course->n_cells = n;
    course->replications += s->replications;
    course->stage++;
}

size_t agreement_fails(const struct agreement *a)
{
    const struct results_layout *l = &a->fixture->layout;
    struct model *model = model_compile(a->fixture->scenario);
    ck_assert_ptr_nonnull(model);
    ck_assert_uint_eq(layout_cells(&model->layout), layout_cells(l));
    ck_assert_uint_le(a->n_threads, THREADS_MOST);
    struct course course = {.cells = calloc(layout_cells(l) + layout_entry_cells(l) + 1, sizeof(size_t))};
    ck_assert_ptr_nonnull(course.cells);
    course.n_cells = all_cells(a, course.cells);
    while (course.stage < a->n_stages && course.n_cells > 0) {
        run_stage(a, model, &course);
    }
    free(course.cells);
    model_free(model);
    return course.n_cells;
}
