/* The engine against the oracle, in distribution: every cell of the opening, the quarters, the years and some months,
 * and every cell of waits.csv, in means, variances, whole distributions and how often there is no value.
 *
 * Two stages keep false alarms rare and the test quick. First a sample of each, in which a cell is suspected when one
 * of its statistics passes a limit that one scenario in a hundred would pass by chance; then, for the suspected cells
 * alone, four times as many fresh replications, and a limit that they pass by chance once in ten thousand times. So a
 * sound engine fails less than once in 50,000 runs of the whole suite, while a shift of half a standard deviation
 * is found nearly always.
 *
 * TERMIJN_REPLICATIONS in the environment sets the size of the first sample, for a closer look. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/replication.h"
#include "model/model.h"
#include "oracle/fixture.h"
#include "oracle/oracle.h"
#include "oracle/samples.h"

static const char *const scenarios[] = {
    "oldest", "newest",  "random", "deadline",     "deadline_pool", "noticed",    "links",
    "court",  "shares",  "plan",   "proportional", "priority",      "mixed",      "uncertain",
    "moves",  "factors", "scaled", "sharp_start",  "sharp_late",    "sharp_flow", "sharp_pool",
    "service", "effort",  "staff",  "sharp_staff",
};
enum { SCENARIOS = sizeof scenarios / sizeof scenarios[0], SHOWN = 12 };
static const double suspected_by_chance = 0.01, failed_by_chance = 1e-4;

/* In the scenarios that leave little to chance every month is looked at, and few replications tell all. */
static bool is_sharp(const char *scenario)
{
    return strncmp(scenario, "sharp", 5) == 0;
}

static size_t first_sample(const char *scenario)
{
    const char *wanted = getenv("TERMIJN_REPLICATIONS");
    if (wanted) {
        return (size_t)strtoul(wanted, NULL, 10);
    }
    if (fixture_is_sanitized()) {
        return 24;
    }
    return is_sharp(scenario) ? 100 : 320;
}

/* The two sides of a comparison. */
struct sides {
    const char *name;
    struct fixture fixture;
    struct model *model;
    struct replication *engine;
    struct oracle *oracle;
};

static void sides_init(struct sides *s, const char *name)
{
    s->name = name;
    bool loaded = fixture_init(&s->fixture, name);
    ck_assert_msg(loaded, "%s does not load", name);
    s->model = model_compile(s->fixture.scenario);
    ck_assert_ptr_nonnull(s->model);
    ck_assert_uint_eq(layout_cells(&s->model->layout), layout_cells(&s->fixture.layout));
    s->engine = replication_new(s->model);
    s->oracle = oracle_new(s->fixture.scenario, &s->fixture.layout);
    ck_assert(s->engine && s->oracle);
}

static void sides_free(struct sides *s)
{
    oracle_free(s->oracle);
    replication_free(s->engine);
    model_free(s->model);
    fixture_free(&s->fixture);
}

struct pair {
    struct samples engine, oracle;
};

static void pair_free(struct pair *p)
{
    samples_free(&p->engine);
    samples_free(&p->oracle);
}

/* The engine writes only the cells that have a value. */
static void blank(const struct fixture *f)
{
    for (size_t i = 0; i < layout_cells(&f->layout); i++) {
        f->values.forecast[i] = (double)NAN;
    }
    for (size_t i = 0; i < layout_entry_cells(&f->layout); i++) {
        f->values.entry[i] = (double)NAN;
    }
}

/* Replications `first` .. first + n - 1 of both. */
static void draw(struct sides *s, struct pair *p, size_t first, size_t n)
{
    bool room = samples_init(&p->engine, &s->fixture.layout, n);
    ck_assert(samples_init(&p->oracle, &s->fixture.layout, n) && room);
    for (size_t i = first; i < first + n; i++) {
        blank(&s->fixture);
        ck_assert_int_eq(replication_run(s->engine, 20240101, (uint32_t)i, &s->fixture.values), 0);
        samples_add(&p->engine, &s->fixture.values);
        ck_assert_int_eq(oracle_run(s->oracle, 20240101, (unsigned)i, &s->fixture.values), 0);
        samples_add(&p->oracle, &s->fixture.values);
    }
}

static bool is_compared(const struct results_layout *l, size_t cell, bool sharp)
{
    if (sharp || cell >= layout_cells(l)) {
        return true;
    }
    size_t period = cell / MEASURE_COUNT / l->n_entities;
    return l->periods[period].kind != PERIOD_MONTH || period % 3 == 0;
}

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

/* The cells of `among` (all, when NULL) that pass the limit for this chance, worst first, in *found. Returns their
 * number. */
static size_t search(const struct sides *s, const struct pair *p, double chance, const struct finding *among,
                     size_t n_among, struct finding **found)
{
    size_t n = 0, compared = 0, cells = among ? n_among : p->engine.n_cells;
    *found = calloc(cells + 1, sizeof **found);
    ck_assert_ptr_nonnull(*found);
    for (size_t i = 0; i < cells; i++) {
        size_t cell = among ? among[i].cell : i;
        if (is_compared(&s->fixture.layout, cell, is_sharp(s->name))) {
            struct comparison c = samples_compare(&p->engine, &p->oracle, cell);
            compared += !c.empty;
            (*found)[n++] = (struct finding){cell, c};
        }
    }
    qsort(*found, n, sizeof **found, worst_first);
    double limit = z_limit(chance, compared * STATISTICS_A_CELL);
    size_t passed = 0;
    while (passed < n && comparison_worst(&(*found)[passed].comparison) > limit) {
        passed++;
    }
    return passed;
}

static void show(const struct sides *s, const struct finding found[], size_t n)
{
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        char name[256];
        const struct comparison *c = &found[i].comparison;
        name_of(&s->fixture.layout, found[i].cell, sizeof name, name);
        fprintf(stderr,
                "%s: %s: engine %.6g (sd %.4g), oracle %.6g (sd %.4g); z: mean %.1f, variance %.1f, "
                "distribution %.1f, missing %.1f\n",
                s->name, name, c->mean[0], c->sd[0], c->mean[1], c->sd[1], c->z_mean, c->z_variance, c->z_distribution,
                c->z_missing);
    }
}

START_TEST(test_engine_agrees)
{
    struct sides s;
    struct pair first, second;
    struct finding *suspected = NULL, *confirmed = NULL;
    size_t n = first_sample(scenarios[_i]), n_confirmed = 0;
    sides_init(&s, scenarios[_i]);
    draw(&s, &first, 0, n);
    size_t n_suspected = search(&s, &first, suspected_by_chance, NULL, 0, &suspected);
    pair_free(&first);
    if (n_suspected > 0) {
        draw(&s, &second, n, 4 * n);
        n_confirmed = search(&s, &second, failed_by_chance, suspected, n_suspected, &confirmed);
        show(&s, confirmed, n_confirmed);
        pair_free(&second);
    }
    free(suspected);
    free(confirmed);
    sides_free(&s);
    ck_assert_msg(n_confirmed == 0, "%s: engine and oracle differ in %zu of the %zu cells looked at twice; see above",
                  scenarios[_i], n_confirmed, n_suspected);
}
END_TEST

/* `test_oracle NAME` compares that scenario alone. */
int main(int argc, char **argv)
{
    Suite *suite = suite_create("oracle");
    TCase *agreement = tcase_create("agreement");
    tcase_set_timeout(agreement, 1200);
    for (int i = 0; i < SCENARIOS; i++) {
        if (argc < 2 || strcmp(argv[1], scenarios[i]) == 0) {
            tcase_add_loop_test(agreement, test_engine_agrees, i, i + 1);
        }
    }
    suite_add_tcase(suite, agreement);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
