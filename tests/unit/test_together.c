#include <stdlib.h>
#include <string.h>

#include "experiment/experiment.h"
#include "experiment/together.h"
#include "results/results.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

static const char text[] = "opening_date: 2023-12-31\n"
                           "horizon: 2024-12-31\n"
                           "pools: {desk: {fte: {1900-01-01: %d fte, 2024-%s-01: %d fte}}}\n"
                           "targets: {small: open of permits <= 100 at 2024-12-31}\n"
                           "streams:\n"
                           "  permits: {inflow: {level: 2000/year}, effort: 16 hours, effort_shape: 2, pool: desk,\n"
                           "            opening: {stock: 200 cases, ages: {fixed: 30 days}}}\n"
                           "  letters: {inflow: {level: 500/year}, capacity: 480/year}\n";

enum { N = 6 };

struct family {
    struct stand stands[N];
    const struct model *models[N];
};

/* 0, 2, 3 and 4 with 20 FTE until a date; 1 and 5 with other staff from the start. */
static struct family make_family(void)
{
    struct family f = {{stand_of_format(text, 20, "07", 20), stand_of_format(text, 22, "07", 24), stand_of_format(text, 20, "08", 25), stand_of_format(text, 20, "07", 18),
                        stand_of_format(text, 20, "03", 30), stand_of_format(text, 22, "10", 23)},
                       {NULL}};
    for (size_t k = 0; k < N; k++)
        f.models[k] = f.stands[k].model;
    return f;
}

static void free_family(struct family *f)
{
    for (size_t k = 0; k < N; k++)
        stand_free(&f->stands[k]);
}

/* Three go on from 1 July, day 182: four from 1 March would save less. The one from March goes alone, and the others are a family of their own. */
START_TEST(who_shares_with_whom)
{
    struct family f = make_family();
    struct together together;
    ck_assert_int_eq(together_init(&together, N, f.models), 0);
    static const struct together_share wanted[N] = {{0, 182}, {1, 182}, {0, 182}, {0, 182}, {4, 0}, {1, 182}};
    for (size_t k = 0; k < N; k++) {
        ck_assert_uint_eq(together.shares[k].leader, wanted[k].leader);
        ck_assert_int_eq(together.shares[k].days, wanted[k].days);
    }
    together_free(&together);
    free_family(&f);
}
END_TEST

/* Models that are the same, and some that differ from the first day on. */
START_TEST(all_or_nearly_nothing)
{
    struct stand one = stand_of_format(text, 20, "07", 21), same = stand_of_format(text, 20, "07", 21), soon = stand_of_format(text, 20, "01", 22);
    const struct model *const alike[] = {one.model, same.model}, *const other[] = {one.model, soon.model};
    struct together together;
    ck_assert_int_eq(together_init(&together, 2, alike), 0);
    ck_assert_int_eq(together.shares[1].days, one.model->horizon);
    together_free(&together);
    ck_assert_int_eq(together_init(&together, 2, other), 0);
    ck_assert_uint_eq(together.shares[1].leader, 1);
    ck_assert_int_eq(together.shares[0].days, 0);
    together_free(&together);
    stand_free(&soon);
    stand_free(&same);
    stand_free(&one);
}
END_TEST

static void check_table(const struct results_table *own, const struct results_table *alone)
{
    ck_assert_uint_eq(own->n_cells, alone->n_cells);
    for (size_t i = 0; i < own->n_cells; i++) {
        const struct results_summary a = results_cell_summary(&own->cells[i]), b = results_cell_summary(&alone->cells[i]);
        ck_assert_mem_eq(&a, &b, sizeof a);
    }
}

/* What each gives on its own, whatever the number of threads. */
START_TEST(results_are_those_of_each_alone)
{
    struct family f = make_family();
    for (unsigned threads = 1; threads <= 3; threads += 2) {
        const struct experiment_options options = {.replications = 13, .first = 2, .seed = 9, .threads = threads};
        struct results *results[N];
        ck_assert_int_eq(experiment_run_together(N, f.models, &options, results), EXPERIMENT_DONE);
        for (size_t k = 0; k < N; k++) {
            struct results *alone = NULL;
            ck_assert_int_eq(experiment_run(f.models[k], &options, &alone), EXPERIMENT_DONE);
            ck_assert_uint_eq(results[k]->n, 13);
            check_table(&results[k]->forecast, &alone->forecast);
            check_table(&results[k]->entry, &alone->entry);
            results_free(alone);
            results_free(results[k]);
        }
    }
    free_family(&f);
}
END_TEST

START_TEST(a_stop_gives_nothing)
{
    struct family f = make_family();
    const volatile sig_atomic_t stop = 1;
    const struct experiment_options options = {.replications = 13, .seed = 9, .threads = 2, .stop = &stop};
    struct results *results[N];
    ck_assert_int_eq(experiment_run_together(N, f.models, &options, results), EXPERIMENT_STOPPED);
    for (size_t k = 0; k < N; k++)
        ck_assert_ptr_null(results[k]);
    free_family(&f);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, who_shares_with_whom);
    tcase_add_test(tests, all_or_nearly_nothing);
    tcase_add_test(tests, results_are_those_of_each_alone);
    tcase_add_test(tests, a_stop_gives_nothing);
}
