/* Folders that are complete or not there at all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/folder.h"
#include "output/tree.h"
#include "support/check_main/check_main.h"

static char place[] = "/tmp/termijn-folder-XXXXXX";

static void enter(void)
{
    strcpy(place + strlen(place) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(place));
    ck_assert_int_eq(chdir(place), 0);
}

static void leave(void)
{
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(tree_remove(place), 0);
}

static bool exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

static void put(const char *path, const char *text)
{
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
}

static void write_text(FILE *out, const void *text)
{
    fputs(text, out);
}

static void write_failing(FILE *out, const void *text)
{
    fputs(text, out);
    /* A stream that was opened for writing only cannot be read: its error flag is set, as by a write that failed. */
    fgetc(out);
}

START_TEST(a_committed_folder_holds_its_files_and_their_hashes)
{
    struct folder folder;
    struct problem problem;
    ck_assert_int_eq(folder_open(&folder, "a/b/result", &problem), 0);
    ck_assert_int_eq(folder_write(&folder, "one.txt", write_text, "foobar", &problem), 0);
    ck_assert_int_eq(folder_subfolder(&folder, "plots", &problem), 0);
    ck_assert_int_eq(folder_write(&folder, "plots/two.txt", write_text, "", &problem), 0);
    ck_assert(!exists("a/b/result"));
    ck_assert_uint_eq(folder.n_files, 2);
    ck_assert(folder.files[0].hash == UINT64_C(0x85944171f73967e8)); /* the published FNV-1a of "foobar" */
    ck_assert_int_eq(folder.files[0].size, 6);
    ck_assert_int_eq(folder_commit(&folder, &problem), 0);
    folder_abandon(&folder);
    ck_assert(exists("a/b/result/one.txt") && exists("a/b/result/plots/two.txt"));
}
END_TEST

START_TEST(an_abandoned_folder_leaves_nothing)
{
    struct folder folder;
    struct problem problem;
    ck_assert_int_eq(mkdir("a", 0777), 0);
    ck_assert_int_eq(folder_open(&folder, "a/b/c/result", &problem), 0);
    ck_assert_int_eq(folder_write(&folder, "one.txt", write_text, "1", &problem), 0);
    folder_abandon(&folder);
    folder_abandon(&folder);
    ck_assert(!exists("a/b"));
    ck_assert(exists("a"));
    ck_assert_int_eq(tree_is_empty("a"), 1);
}
END_TEST

START_TEST(a_failed_write_is_told)
{
    struct folder folder;
    struct problem problem;
    ck_assert_int_eq(folder_open(&folder, "result", &problem), 0);
    ck_assert_int_eq(folder_write(&folder, "one.txt", write_failing, "1", &problem), -1);
    ck_assert_ptr_nonnull(strstr(problem.text, "one.txt"));
    ck_assert_int_eq(folder_write(&folder, "no/such/folder.txt", write_text, "1", &problem), -1);
    folder_abandon(&folder);
    ck_assert_int_eq(tree_is_empty("."), 1);
}
END_TEST

START_TEST(a_folder_that_became_foreign_meanwhile_stays)
{
    struct folder folder;
    struct problem problem;
    ck_assert_int_eq(folder_open(&folder, "result", &problem), 0);
    ck_assert_int_eq(mkdir("result", 0777), 0);
    put("result/notes.txt", "precious");
    ck_assert_int_eq(folder_commit(&folder, &problem), -1);
    folder_abandon(&folder);
    ck_assert(exists("result/notes.txt"));
}
END_TEST

START_TEST(two_renames_do_what_an_exchange_does)
{
    ck_assert_int_eq(mkdir("fresh", 0777), 0);
    ck_assert_int_eq(mkdir("target", 0777), 0);
    put("fresh/new", "");
    put("target/old", "");
    ck_assert_int_eq(tree_swap_by_renames("fresh", "target", "aside"), 0);
    ck_assert(exists("target/new") && exists("aside/old") && !exists("fresh"));
    /* Nothing to put there: what stood there is put back. */
    ck_assert_int_eq(tree_remove("aside"), 0);
    ck_assert_int_eq(tree_swap_by_renames("fresh", "target", "aside"), -1);
    ck_assert(exists("target/new") && !exists("aside"));
    /* Nothing stands there yet. */
    ck_assert_int_eq(tree_swap_by_renames("target", "other", "aside"), 0);
    ck_assert(exists("other/new") && !exists("aside"));
}
END_TEST

START_TEST(removal_follows_no_link)
{
    ck_assert_int_eq(mkdir("kept", 0777), 0);
    put("kept/file", "");
    ck_assert_int_eq(mkdir("tree", 0777), 0);
    ck_assert_int_eq(symlink("../kept", "tree/link"), 0);
    ck_assert_int_eq(tree_remove("tree"), 0);
    ck_assert(exists("kept/file") && !exists("tree"));
}
END_TEST

START_TEST(only_a_manifest_of_ours_marks_a_result)
{
    static const char *const others[] = {
        "", "[]", "{}", "{\"program\": 1}", "{\"program\": \"other\"}", "{\"program\": \"termijn\"", "null"};
    ck_assert_int_eq(mkdir("r", 0777), 0);
    ck_assert(!tree_is_result("r"));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        put("r/manifest.json", others[i]);
        ck_assert(!tree_is_result("r"));
    }
    put("r/manifest.json", "{\"program\": \"termijn\"}");
    ck_assert(tree_is_result("r"));
    ck_assert_int_eq(unlink("r/manifest.json"), 0);
    ck_assert_int_eq(mkdir("r/manifest.json", 0777), 0);
    ck_assert(!tree_is_result("r"));
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, enter, leave);
    tcase_add_test(tcase, a_committed_folder_holds_its_files_and_their_hashes);
    tcase_add_test(tcase, an_abandoned_folder_leaves_nothing);
    tcase_add_test(tcase, a_failed_write_is_told);
    tcase_add_test(tcase, a_folder_that_became_foreign_meanwhile_stays);
    tcase_add_test(tcase, two_renames_do_what_an_exchange_does);
    tcase_add_test(tcase, removal_follows_no_link);
    tcase_add_test(tcase, only_a_manifest_of_ours_marks_a_result);
}
