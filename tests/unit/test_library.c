/* The library as its users see it: include/termijn/ alone. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termijn/termijn.h>

#include "support/check_main/check_main.h"

static struct termijn_diagnostics *diagnostics;
static struct termijn_scenario *scenario;
static struct termijn_model *model;

static enum termijn_status load(const char *setting)
{
    char path[PATH_MAX];
    const struct termijn_modification modification = {TERMIJN_SET, setting};

    snprintf(path, sizeof path, "%s/scenarios/other/permit_desk.yaml", getenv("TERMIJN_SOURCE"));
    const struct termijn_sources sources = {.base = path, .n = setting != NULL, .modifications = &modification};
    return termijn_scenario_load(&sources, diagnostics, &scenario);
}

static void setup(void)
{
    termijn_gsl_errors_off();
    ck_assert_int_eq(termijn_diagnostics_new(&diagnostics), TERMIJN_DONE);
    ck_assert_int_eq(load(NULL), TERMIJN_DONE);
    ck_assert_int_eq(termijn_model_new(scenario, &model), TERMIJN_DONE);
}

static void teardown(void)
{
    termijn_model_free(model);
    termijn_scenario_free(scenario);
    termijn_diagnostics_free(diagnostics);
    model = NULL;
    scenario = NULL;
    diagnostics = NULL;
}

static struct termijn_results *run(uint32_t first, uint32_t replications)
{
    const struct termijn_experiment_options options = {
        .replications = replications, .first = first, .seed = 7, .threads = 2};
    struct termijn_results *results;

    ck_assert_int_eq(termijn_experiment_run(model, &options, &results), TERMIJN_DONE);
    ck_assert_uint_eq(termijn_results_replications(results), replications);
    return results;
}

START_TEST(a_scenario_has_a_name)
{
    ck_assert_str_eq(termijn_scenario_name(scenario), "permit_desk");
    ck_assert_uint_gt(strlen(termijn_scenario_title(scenario)), 0);
    ck_assert_uint_eq(termijn_diagnostics_errors(diagnostics), 0);
}
END_TEST

START_TEST(errors_are_told_by_place)
{
    struct termijn_scenario *loaded = scenario;

    ck_assert_int_eq(load("streams.building.efort=5 hours"), TERMIJN_BAD_SCENARIO);
    ck_assert_ptr_null(scenario);
    scenario = loaded;
    ck_assert_uint_eq(termijn_diagnostics_errors(diagnostics), 1);
    ck_assert_uint_eq(termijn_diagnostics_kept(diagnostics), 1 + termijn_diagnostics_warnings(diagnostics));
    const struct termijn_diagnostic first = termijn_diagnostics_at(diagnostics, 0);
    ck_assert_int_eq(first.is_error, 1);
    ck_assert_ptr_nonnull(strstr(first.message, "efort"));
    ck_assert_ptr_nonnull(strstr(first.suggestion, "effort"));
    ck_assert_int_gt(first.line, 0);
}
END_TEST

START_TEST(a_file_that_is_missing_is_an_error_and_no_file_a_wrong_call)
{
    const struct termijn_sources missing = {.base = "no/such.yaml"}, none = {.base = NULL};
    struct termijn_scenario *other;

    ck_assert_int_eq(termijn_scenario_load(&missing, diagnostics, &other), TERMIJN_BAD_SCENARIO);
    ck_assert_ptr_null(other);
    ck_assert_uint_eq(termijn_diagnostics_errors(diagnostics), 1);
    ck_assert_int_eq(termijn_scenario_load(&none, diagnostics, &other), TERMIJN_BAD_ARGUMENT);
    ck_assert_ptr_null(other);
}
END_TEST

START_TEST(names_and_indices_agree)
{
    struct termijn_results *results = run(0, 2);

    for (size_t i = 0; i < termijn_results_n_entities(results); i++)
        ck_assert_uint_eq(termijn_results_find_entity(results, termijn_results_entity(results, i)), i);
    for (size_t i = 0; i < termijn_results_n_measures(); i++) {
        ck_assert_uint_eq(termijn_results_find_measure(termijn_results_measure(i)), i);
        ck_assert_ptr_nonnull(termijn_results_measure_unit(i));
    }
    for (size_t i = 0; i < termijn_results_n_periods(results); i++) {
        const struct termijn_period period = termijn_results_period(results, i);
        ck_assert_uint_eq(termijn_results_find_period(results, period.kind, period.first_date), i);
        ck_assert_uint_eq(termijn_results_find_period(results, period.kind, period.last_date), i);
    }
    termijn_results_free(results);
}
END_TEST

START_TEST(what_does_not_exist_reads_as_nothing)
{
    struct termijn_results *results = run(0, 2);
    const size_t year = termijn_results_find_period(results, TERMIJN_YEAR, "2025-12-31");
    const size_t all = termijn_results_find_entity(results, "all"), open = termijn_results_find_measure("open");

    ck_assert_int_eq(termijn_results_read(results, year, all, open).n, 2);
    ck_assert_uint_eq(termijn_results_find_period(results, TERMIJN_YEAR, "1925-12-31"), TERMIJN_NONE);
    ck_assert_uint_eq(termijn_results_find_period(results, TERMIJN_YEAR, "next year"), TERMIJN_NONE);
    ck_assert_uint_eq(termijn_results_find_entity(results, "nobody"), TERMIJN_NONE);
    ck_assert_uint_eq(termijn_results_find_measure("happiness"), TERMIJN_NONE);
    ck_assert_ptr_null(termijn_results_entity(results, TERMIJN_NONE));
    ck_assert_ptr_null(termijn_results_measure(TERMIJN_NONE));
    ck_assert_ptr_null(termijn_results_measure_unit(TERMIJN_NONE));
    ck_assert_int_eq(termijn_results_read(results, TERMIJN_NONE, all, open).n, 0);
    ck_assert_int_eq(termijn_results_read(results, year, TERMIJN_NONE, open).n, 0);
    ck_assert_int_eq(termijn_results_read(results, year, all, TERMIJN_NONE).n, 0);
    ck_assert_int_eq(termijn_results_wait(results, year, all, TERMIJN_RECEIVED).n, 0);
    ck_assert_int_eq(termijn_results_wait(results, 0, all, TERMIJN_RECEIVED).n, 0);
    ck_assert_int_eq(termijn_results_wait(results, 1, TERMIJN_NONE, TERMIJN_RECEIVED).n, 0);
    ck_assert_int_eq(termijn_results_wait(results, 1, all, TERMIJN_RECEIVED).n, 2);
    termijn_results_free(results);
}
END_TEST

/* The text of a CSV file, to be freed. */
static char *text_of(const struct termijn_results *results,
                     enum termijn_status (*writer)(const struct termijn_results *, FILE *))
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_int_eq(writer(results, out), TERMIJN_DONE);
    fclose(out);
    return text;
}

START_TEST(an_extension_is_as_running_all_at_once)
{
    const struct termijn_experiment_options more = {.replications = 30, .seed = 7};
    struct termijn_results *whole = run(0, 30), *grown = run(0, 11);

    ck_assert_int_eq(termijn_experiment_extend(model, &more, &grown), TERMIJN_DONE);
    char *a = text_of(whole, termijn_results_write_forecast), *b = text_of(grown, termijn_results_write_forecast);
    ck_assert_str_eq(a, b);
    ck_assert_int_eq(strncmp(a, "period,date,stream,measure,unit,mean", 36), 0);
    free(a);
    free(b);
    a = text_of(whole, termijn_results_write_waits);
    b = text_of(grown, termijn_results_write_waits);
    ck_assert_str_eq(a, b);
    ck_assert_ptr_nonnull(strstr(a, "wait_p90"));
    free(a);
    free(b);
    ck_assert_int_eq(termijn_experiment_extend(model, &more, &grown), TERMIJN_BAD_ARGUMENT); /* it holds 30 */
    ck_assert_uint_eq(termijn_results_replications(grown), 30);
    termijn_results_free(whole);
    termijn_results_free(grown);
}
END_TEST

START_TEST(numbers_out_of_range_are_refused)
{
    const struct termijn_experiment_options none = {.replications = 0},
                                            far = {.replications = 2, .first = UINT32_MAX - 1};
    struct termijn_results *results;

    ck_assert_int_eq(termijn_experiment_run(model, &none, &results), TERMIJN_BAD_ARGUMENT);
    ck_assert_ptr_null(results);
    ck_assert_int_eq(termijn_experiment_run(model, &far, &results), TERMIJN_BAD_ARGUMENT);
    ck_assert_int_eq(termijn_experiment_extend(model, &far, &results), TERMIJN_BAD_ARGUMENT);
}
END_TEST

static volatile sig_atomic_t stop;

static void stop_at_once(uint32_t done, uint32_t total, void *user)
{
    ck_assert_uint_le(done, total);
    ck_assert_str_eq(user, "mine");
    stop = 1;
}

START_TEST(a_stopped_run_keeps_what_is_done)
{
    char user[] = "mine";
    const struct termijn_experiment_options options = {
        .replications = 100000, .threads = 1, .stop = &stop, .progress = stop_at_once, .user = user};
    struct termijn_results *results;

    ck_assert_int_eq(termijn_experiment_run(model, &options, &results), TERMIJN_STOPPED);
    const uint32_t n = termijn_results_replications(results);
    ck_assert(n > 0 && n < 100000);
    const size_t open = termijn_results_find_measure("open");
    ck_assert_int_eq(termijn_results_read(results, 0, 0, open).n, n);
    termijn_results_free(results);
}
END_TEST

START_TEST(a_full_disk_is_told)
{
    struct termijn_results *results = run(0, 1);
    FILE *full = fopen("/dev/full", "w");

    ck_assert_ptr_nonnull(full);
    ck_assert_int_eq(termijn_results_write_forecast(results, full), TERMIJN_FAILED);
    fclose(full);
    termijn_results_free(results);
}
END_TEST

START_TEST(freeing_nothing_is_legal_and_every_status_has_a_text)
{
    termijn_results_free(NULL);
    termijn_model_free(NULL);
    termijn_scenario_free(NULL);
    termijn_diagnostics_free(NULL);
    for (int status = TERMIJN_DONE; status <= TERMIJN_FAILED; status++) {
        for (int other = TERMIJN_DONE; other < status; other++)
            ck_assert_str_ne(termijn_status_text((enum termijn_status)status),
                             termijn_status_text((enum termijn_status)other));
    }
    ck_assert_str_eq(termijn_status_text((enum termijn_status)99), "unknown status");
    ck_assert_str_eq(termijn_version(), TERMIJN_VERSION);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_scenario_has_a_name);
    tcase_add_test(tcase, errors_are_told_by_place);
    tcase_add_test(tcase, a_file_that_is_missing_is_an_error_and_no_file_a_wrong_call);
    tcase_add_test(tcase, names_and_indices_agree);
    tcase_add_test(tcase, what_does_not_exist_reads_as_nothing);
    tcase_add_test(tcase, an_extension_is_as_running_all_at_once);
    tcase_add_test(tcase, numbers_out_of_range_are_refused);
    tcase_add_test(tcase, a_stopped_run_keeps_what_is_done);
    tcase_add_test(tcase, a_full_disk_is_told);
    tcase_add_test(tcase, freeing_nothing_is_legal_and_every_status_has_a_text);
}
