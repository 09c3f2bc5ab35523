#include <math.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/experiment.h"
#include "random/draw.h"
#include "support/check_main/check_main.h"

/* A stand-in for the engine: cheap values from (seed, index), and turns that end in any order. */
struct fake_model {
    struct results_layout layout;
    uint32_t fails_at; /* replication whose run fails; UINT32_MAX: none */
    int no_workspace;
};

struct fake_workspace {
    const struct fake_model *model;
    struct draw draw;
};

static void *fake_new(const void *model)
{
    const struct fake_model *m = model;
    struct fake_workspace *w = m->no_workspace ? NULL : malloc(sizeof *w);
    if (w != NULL) {
        w->model = m;
        draw_init(&w->draw);
    }
    return w;
}

static int fake_run(void *workspace, uint64_t seed, uint32_t index, const struct results_values *values)
{
    struct fake_workspace *w = workspace;
    struct draw_key key = draw_key_make(seed, index);
    if (index == w->model->fails_at)
        return -1;
    draw_open(&w->draw, &key, 1, DRAW_WORK, 0, 0);
    for (uint32_t turns = draw_bits(&w->draw) % 20; turns > 0; turns--)
        sched_yield();
    size_t n = layout_cells(&w->model->layout), n_entry = layout_entry_cells(&w->model->layout);
    for (size_t i = 0; i < n; i++) {
        double u = draw_uniform(&w->draw);
        if (i % 3 == 0 || u > 0.1)
            values->forecast[i] = i % 5 == 0 ? 17.0 : exp(5.0 * u) - 20.0;
    }
    for (size_t i = 0; i < n_entry; i++)
        values->entry[i] = draw_uniform(&w->draw) + index;
    return 0;
}

static const struct experiment_engine fake_engine = {fake_new, free, fake_run};

static void make_model(struct fake_model *model)
{
    static const char *const streams[] = {"a", "b", "c"};
    struct results_layout_names names = {.n_streams = 3, .streams = streams};
    *model = (struct fake_model){.fails_at = UINT32_MAX};
    ck_assert_int_eq(results_layout_init(&model->layout, 19722, 19722 + 366, &names), 0);
}

static struct results *run(const struct fake_model *model, const struct experiment_options *options,
                           enum experiment_status expected)
{
    struct results *results = NULL;
    ck_assert_int_eq(experiment_run_with(&fake_engine, model, &model->layout, options, &results), expected);
    ck_assert_int_eq(results == NULL, expected == EXPERIMENT_FAILED);
    return results;
}

static void ck_same_side(const struct sketch_side *a, const struct sketch_side *b)
{
    ck_assert_int_eq(a->first, b->first);
    ck_assert_int_eq(a->n, b->n);
    if (a->n > 0)
        ck_assert_mem_eq(a->count, b->count, (size_t)a->n * sizeof a->count[0]);
}

static void ck_same_table(const struct results_table *a, const struct results_table *b)
{
    ck_assert_uint_eq(a->n_cells, b->n_cells);
    for (size_t i = 0; i < a->n_cells; i++) {
        const struct results_cell *x = &a->cells[i], *y = &b->cells[i];
        ck_assert_int_eq(x->n, y->n);
        ck_assert_mem_eq(&x->mean, &y->mean, sizeof x->mean);
        ck_assert_mem_eq(&x->m2, &y->m2, sizeof x->m2);
        ck_assert_int_eq(x->sketch.zeros, y->sketch.zeros);
        ck_assert(x->sketch.minimum == y->sketch.minimum && x->sketch.maximum == y->sketch.maximum);
        ck_same_side(&x->sketch.positive, &y->sketch.positive);
        ck_same_side(&x->sketch.negative, &y->sketch.negative);
    }
}

static void ck_same(const struct results *a, const struct results *b)
{
    ck_assert_uint_eq(a->n, b->n);
    ck_same_table(&a->forecast, &b->forecast);
    ck_same_table(&a->entry, &b->entry);
}

START_TEST(any_number_of_threads_the_same_bytes)
{
    static const uint32_t sizes[] = {0, 1, 3, 4, 5, 37, 64};
    static const unsigned threads[] = {2, 3, 7, 0};
    struct fake_model model;
    make_model(&model);
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        struct experiment_options options = {.replications = sizes[s], .seed = 5, .threads = 1};
        struct results *one = run(&model, &options, EXPERIMENT_DONE);
        ck_assert_uint_eq(one->n, sizes[s]);
        for (size_t t = 0; t < sizeof threads / sizeof threads[0]; t++) {
            options.threads = threads[t];
            struct results *many = run(&model, &options, EXPERIMENT_DONE);
            ck_same(one, many);
            results_free(many);
        }
        results_free(one);
    }
    results_layout_free(&model.layout);
}
END_TEST

/* Plain additions, one replication after the other. */
START_TEST(the_same_as_by_hand)
{
    struct fake_model model;
    make_model(&model);
    struct experiment_options options = {.replications = 22, .seed = 9, .threads = 3};
    struct results *results = run(&model, &options, EXPERIMENT_DONE), *by_hand = results_new(&model.layout);
    size_t n = layout_cells(&model.layout), n_entry = layout_entry_cells(&model.layout);
    double *row = malloc((n + n_entry) * sizeof row[0]);
    void *workspace = fake_new(&model);
    ck_assert(by_hand != NULL && row != NULL && workspace != NULL);
    for (uint32_t i = 0; i < options.replications; i++) {
        for (size_t c = 0; c < n + n_entry; c++)
            row[c] = (double)NAN;
        struct results_values values = {row, row + n};
        ck_assert_int_eq(fake_run(workspace, 9, i, &values), 0);
        ck_assert_int_eq(results_table_add(&by_hand->forecast, values.forecast), 0);
        ck_assert_int_eq(results_table_add(&by_hand->entry, values.entry), 0);
        by_hand->n++;
    }
    ck_same(results, by_hand);
    free(workspace);
    free(row);
    results_free(results);
    results_free(by_hand);
    results_layout_free(&model.layout);
}
END_TEST

struct watch {
    volatile sig_atomic_t stop;
    uint32_t stop_after, last, calls;
};

static void watch_progress(uint32_t done, uint32_t total, void *user)
{
    struct watch *watch = user;
    ck_assert_uint_gt(done, watch->last);
    ck_assert_uint_le(done, total);
    watch->last = done;
    watch->calls++;
    if (done >= watch->stop_after)
        watch->stop = 1;
}

START_TEST(progress_goes_up_to_the_total)
{
    struct fake_model model;
    make_model(&model);
    for (unsigned threads = 1; threads <= 5; threads += 2) {
        struct watch watch = {.stop_after = UINT32_MAX};
        struct experiment_options options = {
            .replications = 30, .seed = 1, .threads = threads, .progress = watch_progress, .user = &watch};
        results_free(run(&model, &options, EXPERIMENT_DONE));
        ck_assert_uint_eq(watch.last, 30);
        ck_assert_uint_eq(watch.calls, 8);
    }
    results_layout_free(&model.layout);
}
END_TEST

/* What was done when the flag rose is a whole run of fewer replications. */
START_TEST(stopping_leaves_a_prefix)
{
    struct fake_model model;
    make_model(&model);
    for (unsigned threads = 1; threads <= 7; threads += 3) {
        struct watch watch = {.stop_after = 20};
        struct experiment_options options = {.replications = 4000,
                                             .seed = 3,
                                             .threads = threads,
                                             .stop = &watch.stop,
                                             .progress = watch_progress,
                                             .user = &watch};
        struct results *stopped = run(&model, &options, EXPERIMENT_STOPPED);
        ck_assert_uint_ge(stopped->n, 20);
        ck_assert_uint_lt(stopped->n, 4000);
        struct experiment_options fewer = {.replications = stopped->n, .seed = 3, .threads = 2};
        struct results *whole = run(&model, &fewer, EXPERIMENT_DONE);
        ck_same(stopped, whole);
        results_free(stopped);
        results_free(whole);
    }
    results_layout_free(&model.layout);
}
END_TEST

START_TEST(stopped_before_it_began)
{
    struct fake_model model;
    make_model(&model);
    volatile sig_atomic_t stop = 1;
    struct experiment_options options = {.replications = 50, .threads = 3, .stop = &stop};
    struct results *results = run(&model, &options, EXPERIMENT_STOPPED);
    ck_assert_uint_eq(results->n, 0);
    results_free(results);
    results_layout_free(&model.layout);
}
END_TEST

START_TEST(failures_are_told)
{
    static const uint32_t places[] = {0, 1, 13, 39};
    struct fake_model model;
    make_model(&model);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        for (unsigned threads = 1; threads <= 7; threads += 3) {
            struct experiment_options options = {.replications = 40, .threads = threads};
            model.fails_at = places[i];
            run(&model, &options, EXPERIMENT_FAILED);
        }
    }
    struct experiment_options options = {.replications = 40, .threads = 3};
    model.fails_at = UINT32_MAX;
    model.no_workspace = 1;
    run(&model, &options, EXPERIMENT_FAILED);
    results_layout_free(&model.layout);
}
END_TEST

START_TEST(there_is_a_processor)
{
    ck_assert_uint_ge(experiment_default_threads(), 1);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, any_number_of_threads_the_same_bytes);
    tcase_add_test(tcase, the_same_as_by_hand);
    tcase_add_test(tcase, progress_goes_up_to_the_total);
    tcase_add_test(tcase, stopping_leaves_a_prefix);
    tcase_add_test(tcase, stopped_before_it_began);
    tcase_add_test(tcase, failures_are_told);
    tcase_add_test(tcase, there_is_a_processor);
}
