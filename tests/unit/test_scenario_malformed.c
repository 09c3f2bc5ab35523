/* Every tests/cli/malformed/NAME.yaml is refused with exactly the text of NAME.expected. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenario/load.h"

#include "support/check_main/check_main.h"

#ifndef TESTS_DIR
#define TESTS_DIR "tests"
#endif

enum { NAMES_MAX = 1000, CASES_LEAST = 40 };

static int is_scenario(const struct dirent *entry)
{
    const char *point = strrchr(entry->d_name, '.');
    return point != NULL && strcmp(point, ".yaml") == 0;
}

static char *read_whole(const char *path)
{
    char *text = NULL;
    size_t size;
    FILE *in = fopen(path, "rb"), *out = open_memstream(&text, &size);
    int c;

    ck_assert_msg(in != NULL, "%s is missing", path);
    while ((c = getc(in)) != EOF)
        putc(c, out);
    fclose(in);
    fclose(out);
    return text;
}

/* Loads a scenario that must be refused; what is printed, for the caller to free. */
static char *refusal(const char *name)
{
    struct diagnostics *diagnostics = diagnostics_new();
    struct scenario *scenario = scenario_load(&(struct scenario_sources){.base = name}, diagnostics);
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    ck_assert_msg(scenario == NULL, "%s was accepted", name);
    ck_assert_uint_gt(diagnostics->n_errors, 0);
    diagnostics_print(diagnostics, out);
    fclose(out);
    diagnostics_delete(diagnostics);
    return text;
}

START_TEST(every_malformed_scenario)
{
    const char *source = getenv("TERMIJN_SOURCE");
    char folder[4096], here[4096];
    struct dirent **entries;
    int n;

    if (source != NULL)
        snprintf(folder, sizeof folder, "%s/tests/cli/malformed", source);
    else
        snprintf(folder, sizeof folder, "%s/cli/malformed", TESTS_DIR);
    ck_assert_ptr_nonnull(getcwd(here, sizeof here));
    ck_assert_msg(chdir(folder) == 0, "no folder %s", folder);
    n = scandir(".", &entries, is_scenario, alphasort);
    ck_assert_int_ge(n, CASES_LEAST);
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        char path[300], *actual = refusal(name), *expected;
        snprintf(path, sizeof path, "%.*s.expected", (int)(strlen(name) - strlen(".yaml")), name);
        expected = read_whole(path);
        ck_assert_msg(strcmp(actual, expected) == 0, "%s: expected\n%s\nbut got\n%s", name, expected, actual);
        free(actual);
        free(expected);
        free(entries[i]);
    }
    free(entries);
    ck_assert_int_eq(chdir(here), 0);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, every_malformed_scenario);
}
