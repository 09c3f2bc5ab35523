/* The engine against the oracle, in distribution: every cell of the opening, the quarters, the years and some months,
 * and every cell of waits.csv, in means, variances, whole distributions and how often there is no value.
 *
 * Two stages keep false alarms rare and the test quick. First a sample of each, in which a cell is suspected when one
 * of its statistics passes a limit that one scenario in a hundred would pass by chance; then, for the suspected cells
 * alone, four times as many fresh replications, and a limit that they pass by chance once in ten thousand times. So a
 * sound engine fails less than once in 33,000 runs of the whole suite, while a shift of half a standard deviation
 * is found nearly always.
 *
 * TERMIJN_REPLICATIONS in the environment sets the size of the first sample, for a closer look. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "oracle/agreement.h"

static const char *const scenarios[] = {
    "oldest", "newest",  "random", "deadline",     "deadline_pool", "noticed",    "links",
    "court",  "shares",  "plan",   "proportional", "priority",      "mixed",      "uncertain",
    "moves",  "factors", "scaled", "sharp_start",  "sharp_late",    "sharp_flow", "sharp_pool",
    "service", "effort",  "staff",  "sharp_staff",  "rules",         "sharp_rules",
    "sharp_terms", "joined",  "wide",
};
enum { SCENARIOS = sizeof scenarios / sizeof scenarios[0] };
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

START_TEST(test_engine_agrees)
{
    const char *name = scenarios[_i];
    struct fixture f;
    bool loaded = fixture_init(&f, name);
    ck_assert_msg(loaded, "%s does not load", name);
    size_t n = first_sample(name);
    const struct agreement_stage stages[] = {{n, suspected_by_chance}, {4 * n, failed_by_chance}};
    size_t differing = agreement_fails(&(struct agreement){name, &f, is_sharp(name), 1, 2, stages});
    fixture_free(&f);
    ck_assert_msg(differing == 0, "%s: engine and oracle differ in %zu cells; see above", name, differing);
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
