/* The engine against the oracle on random scenarios, in distribution.
 *
 *     test_random                 the suite: 20 scenarios that between them use every mechanism
 *     test_random FIRST COUNT     the scenarios of these seeds
 *     test_random --coverage FIRST COUNT     how many of them use what
 *     test_random --write SEED FOLDER        the text of one
 *     test_random --seeds                    the seeds of the suite
 *
 * Three stages (see oracle/agreement.h): a sound engine fails the suite once in 8,000 runs, and the 200 of the long run
 * once in 800. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle/agreement.h"
#include "random/random_scenario.h"
#include "scenario/load.h"

static const unsigned long suite_seeds[] = {8,   34,  75,  79,  107, 109, 124, 140, 162, 172,
                                            173, 176, 201, 235, 252, 255, 264, 274, 285, 287};
enum { SUITE = sizeof suite_seeds / sizeof suite_seeds[0] };

enum { STAGES = 3 };
static const double by_chance[STAGES] = {0.3, 0.1, 2e-4};
static const size_t sizes[STAGES] = {1, 3, 10}; /* of the first */

/* Of each side. */
static size_t first_sample(void)
{
    const char *wanted = getenv("TERMIJN_REPLICATIONS");
    return wanted ? (size_t)strtoul(wanted, NULL, 10) : fixture_is_sanitized() ? 16 : 1000;
}

static unsigned long first_seed, n_seeds; /* of the command line; none: the suite */

static unsigned long seed_of(int i)
{
    return n_seeds > 0 ? first_seed + (unsigned long)i : suite_seeds[i];
}

START_TEST(test_engine_agrees)
{
    char name[32];
    struct fixture f;
    snprintf(name, sizeof name, "seed %lu", seed_of(_i));
    ck_assert_msg(fixture_take(&f, random_scenario_load(seed_of(_i), NULL)), "%s does not load", name);
    struct agreement_stage stages[STAGES];
    for (size_t i = 0; i < STAGES; i++) {
        stages[i] = (struct agreement_stage){first_sample() * sizes[i], by_chance[i]};
    }
    size_t differing = agreement_fails(&(struct agreement){name, &f, true, 2, STAGES, stages});
    fixture_free(&f);
    ck_assert_msg(differing == 0, "%s: engine and oracle differ in %zu cells; see above", name, differing);
}
END_TEST

/* False when the scenario does not load. */
static bool count(unsigned long seed, struct coverage *coverage)
{
    bool seen[MECHANISM_COUNT];
    struct scenario *scenario = random_scenario_load(seed, seen);
    coverage_add(coverage, seen);
    scenario_free(scenario);
    return scenario != NULL;
}

/* No mechanism of the page goes untried. */
START_TEST(test_every_mechanism_is_used)
{
    struct coverage coverage = {0};
    for (size_t i = 0; i < SUITE; i++) {
        ck_assert(count(suite_seeds[i], &coverage));
    }
    enum mechanism rarest = coverage_rarest(&coverage);
    ck_assert_msg(coverage.with[rarest] >= 3, "only %zu scenarios of the suite have: %s", coverage.with[rarest], mechanism_words(rarest));
}
END_TEST

static int print_coverage(void)
{
    struct coverage coverage = {0};
    bool loaded = true;
    for (unsigned long i = 0; i < n_seeds; i++) {
        loaded = count(first_seed + i, &coverage) && loaded;
    }
    coverage_print(&coverage);
    return loaded ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int run_suite(void)
{
    Suite *suite = suite_create("random");
    TCase *agreement = tcase_create("agreement");
    tcase_set_timeout(agreement, 1200);
    tcase_add_loop_test(agreement, test_engine_agrees, 0, n_seeds > 0 ? (int)n_seeds : SUITE);
    if (n_seeds == 0) {
        tcase_add_test(agreement, test_every_mechanism_is_used);
    }
    suite_add_tcase(suite, agreement);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int print_seeds(void)
{
    for (size_t i = 0; i < SUITE; i++) {
        printf("%lu\n", suite_seeds[i]);
    }
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    bool seen[MECHANISM_COUNT];
    if (argc == 2 && strcmp(argv[1], "--seeds") == 0) {
        return print_seeds();
    }
    if (argc == 4 && strcmp(argv[1], "--write") == 0) {
        return random_scenario_write(strtoul(argv[2], NULL, 10), argv[3], seen) ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    bool counts = argc == 4 && strcmp(argv[1], "--coverage") == 0;
    if (argc == 3 || counts) {
        first_seed = strtoul(argv[argc - 2], NULL, 10);
        n_seeds = strtoul(argv[argc - 1], NULL, 10);
    }
    return counts ? print_coverage() : run_suite();
}
