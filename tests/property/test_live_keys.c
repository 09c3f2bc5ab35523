/* No key of the language is dead: for each one in the table of fields a scenario is run twice, with two values of that
 * key, and what the program prints or writes differs. A key without a case fails, by name. */
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenario/fields.h"
#include "support/check_main/check_main.h"
#include "support/live_keys.h"
#include "support/scenarios.h"

enum { ARGUMENTS_MOST = 20, PATH_MOST = 500 };

/* ---- the program ---- */

/* Starts the program with both its outputs appended to `said`; its exit code. */
static int start(char *const arguments[])
{
    int status = 0;
    const pid_t pid = fork();
    if (pid == 0) {
        const int said = open("said", O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(said, STDOUT_FILENO);
        dup2(said, STDERR_FILENO);
        execv(arguments[0], arguments);
        _exit(127);
    }
    ck_assert_int_gt(pid, 0);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_msg(WIFEXITED(status), "the program was ended by a signal");
    return WEXITSTATUS(status);
}

static int command(const char *verb, const struct live *live, const char *value)
{
    char set[2000], *program = getenv("TERMIJN");
    const bool extends = strcmp(live->set, "extends") == 0;
    const char *const scenario = extends ? "extending.yaml" : "base.yaml";
    ck_assert_msg(program != NULL, "TERMIJN is not set");
    char *arguments[ARGUMENTS_MOST] = {program, (char *)(uintptr_t)verb, (char *)(uintptr_t)scenario};
    int n = 3;
    if (live->with) {
        arguments[n++] = (char *)(uintptr_t) "--set";
        arguments[n++] = (char *)(uintptr_t)live->with;
    }
    if (extends) {
        snprintf(set, sizeof set, "extends: %s\n", value);
        FILE *file = fopen("extending.yaml", "w");
        ck_assert_ptr_nonnull(file);
        fputs(set, file);
        ck_assert_int_eq(fclose(file), 0);
    } else {
        snprintf(set, sizeof set, "%s=%s", live->set, value);
        arguments[n++] = (char *)(uintptr_t) "--set";
        arguments[n++] = set;
    }
    if (strcmp(verb, "run") == 0)
        for (const char *const *more = (const char *const[]){"-n", "2", "-j", "1", "--no-plots", "-o", "result", NULL};
             *more; more++)
            arguments[n++] = (char *)(uintptr_t)*more;
    return start(arguments);
}

/* ---- what came out ---- */

static void copy(FILE *out, const char *name)
{
    FILE *in = fopen(name, "r");
    int c;
    while (in && (c = getc(in)) != EOF)
        putc(c, out);
    if (in)
        fclose(in);
}

/* The manifest less what says which files went in, what came out and how long it took. */
static void copy_manifest(FILE *out)
{
    json_t *manifest = json_load_file("result/manifest.json", 0, NULL);
    if (!manifest)
        return;
    json_object_del(manifest, "inputs");
    json_object_del(manifest, "outputs");
    json_object_del(manifest, "run");
    json_dumpf(manifest, out, JSON_INDENT(1));
    json_decref(manifest);
}

/* What was published: part of the report alone. */
static void copy_published(FILE *out)
{
    json_t *report = json_load_file("result/report.json", 0, NULL);
    json_dumpf(json_object_get(report, "published"), out, JSON_ENCODE_ANY);
    json_decref(report);
}

/* All that `check` and `run` print and write; the exit code of the run. The caller frees the text. */
static int outcome(const struct live *live, const char *value, char **text)
{
    static const char *const files[] = {"forecast.csv", "waits.csv", "assumptions.csv", "targets.csv",
                                        "report.html",  "report.json", "datapackage.json", "manifest.json"};
    FILE *out = open_memstream(text, &(size_t){0});
    ck_assert_ptr_nonnull(out);
    unlink("said");
    command("check", live, value);
    const int code = command("run", live, value);
    copy(out, "said");
    copy_manifest(out);
    copy_published(out);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[64];
        snprintf(path, sizeof path, "result/%s", files[i]);
        if (i < 4)
            copy(out, path);
        unlink(path);
    }
    rmdir("result");
    ck_assert_int_eq(fclose(out), 0);
    return code;
}

static void leave(void)
{
    unlink("extending.yaml");
    unlink("said");
    live_leave();
}

static void check_runs(const struct live *live)
{
    char *text = NULL;
    const int code = outcome(live, live->other, &text);
    ck_assert_msg(code == 0, "%s: exit %d with %s: %s\n%s", live->key, code, live->set, live->other, text);
    free(text);
}

/* Under a sanitizer a key is only read and run with: that it changes something needs no second look. */
START_TEST(each_key_changes_something)
{
    const struct live *live = &live_cases[_i];
    char *one = NULL, *other = NULL;
    if (scenario_is_sanitized()) {
        check_runs(live);
        return;
    }
    const int first = outcome(live, live->one, &one);
    ck_assert_msg(first == 0, "%s: exit %d with %s: %s\n%s", live->key, first, live->set, live->one, one);
    const int second = outcome(live, live->other, &other);
    ck_assert_msg(second == 0, "%s: exit %d with %s: %s\n%s", live->key, second, live->set, live->other, other);
    ck_assert_msg(strcmp(one, other) != 0, "%s is dead: %s and %s come to the same", live->key, live->one, live->other);
    free(one);
    free(other);
}
END_TEST

/* The same twice: else every key would seem alive. */
START_TEST(nothing_else_changes)
{
    const struct live live = {"", NULL, "title", "same", "same"};
    char *one = NULL, *other = NULL;
    outcome(&live, "same", &one);
    outcome(&live, "same", &other);
    ck_assert_str_eq(one, other);
    free(one);
    free(other);
}
END_TEST

/* ---- the table ---- */

/* Calls `each` with the path of every key that holds a value. */
static void walk(const struct record *record, const char *above, void (*each)(const char *path, void *), void *user)
{
    for (size_t i = 0; i < record->n; i++) {
        const struct field *field = &record->fields[i];
        char path[PATH_MOST];
        snprintf(path, sizeof path, "%s%s%s%s", above, above[0] ? "." : "", field->key,
                 field->kind == FIELD_MAP ? ".*" : (field->kind == FIELD_LIST ? "[]" : ""));
        if (!field->record || field->kind == FIELD_BANDS)
            each(path, user);
        if (field->kind == FIELD_BANDS)
            strncat(path, "[]", sizeof path - strlen(path) - 1);
        if (field->record)
            walk(field->record, path, each, user);
    }
}

static void need_case(const char *path, void *user)
{
    (void)user;
    for (size_t i = 0; i < n_live_cases; i++)
        if (strcmp(live_cases[i].key, path) == 0)
            return;
    ck_abort_msg("the key %s has no case in tests/support/live_keys.c", path);
}

START_TEST(each_key_has_a_case)
{
    walk(fields_root(), "", need_case, NULL);
}
END_TEST

struct sought {
    const char *key;
    bool found;
};

static void look(const char *path, void *user)
{
    struct sought *sought = user;
    sought->found |= strcmp(path, sought->key) == 0;
}

START_TEST(each_case_has_a_key)
{
    for (size_t i = 0; i < n_live_cases; i++) {
        struct sought sought = {live_cases[i].key, false};
        walk(fields_root(), "", look, &sought);
        ck_assert_msg(sought.found, "%s is no key of the table", live_cases[i].key);
    }
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, live_enter, leave);
    tcase_add_loop_test(tcase, each_key_changes_something, 0, (int)n_live_cases);
    tcase_add_test(tcase, nothing_else_changes);
    tcase_add_test(tcase, each_key_has_a_case);
    tcase_add_test(tcase, each_case_has_a_key);
}
