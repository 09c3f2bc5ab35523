#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/journal.h"
#include "support/check_main/check_main.h"

static char folder[] = "/tmp/termijn-journal-XXXXXX", path[64];

static void make_folder(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/deep/a.journal", folder);
}

static void remove_folder(void)
{
    char deep[64];
    unlink(path);
    snprintf(deep, sizeof deep, "%s/deep", folder);
    rmdir(deep);
    rmdir(folder);
}

static void fill(size_t n)
{
    struct journal journal;
    struct problem problem;
    ck_assert_int_eq(journal_open(&journal, path, "one", &problem), 0);
    for (uint32_t i = 0; i < n; i++) {
        char text[16];
        snprintf(text, sizeof text, "%u", i * i % 1000);
        ck_assert_int_eq(journal_put(&journal, i % 2 ? "odd" : "even", i, text), 0);
    }
    ck_assert_int_eq(journal_flush(&journal, &problem), 0);
    ck_assert_uint_eq(journal.n, n);
    journal_close(&journal, true);
}

START_TEST(what_was_put_is_there_again)
{
    struct journal journal;
    struct problem problem;
    fill(5000);
    ck_assert_int_eq(journal_open(&journal, path, "one", &problem), 0);
    ck_assert_uint_eq(journal.n_read, 5000);
    ck_assert_str_eq(journal_get(&journal, "odd", 4999), "1");
    ck_assert_str_eq(journal_get(&journal, "even", 30), "900");
    ck_assert_ptr_null(journal_get(&journal, "odd", 30));
    ck_assert_ptr_null(journal_get(&journal, "none", 1));
    ck_assert_int_eq(journal_put(&journal, "even", 30, "7"), 0); /* the first stays */
    ck_assert_str_eq(journal_get(&journal, "even", 30), "900");
    journal_close(&journal, false);
    ck_assert_int_ne(access(path, F_OK), 0);
}
END_TEST

START_TEST(a_restart_drops_all)
{
    struct journal journal;
    struct problem problem;
    fill(50);
    ck_assert_int_eq(journal_open(&journal, path, "one", &problem), 0);
    ck_assert_int_eq(journal_restart(&journal, &problem), 0);
    ck_assert_uint_eq(journal.n + journal.n_read, 0);
    ck_assert_ptr_null(journal_get(&journal, "odd", 1));
    ck_assert_int_eq(journal_put(&journal, "odd", 1, "new"), 0);
    journal_close(&journal, true);
    ck_assert_int_eq(journal_open(&journal, path, "one", &problem), 0);
    ck_assert_uint_eq(journal.n_read, 1);
    ck_assert_str_eq(journal_get(&journal, "odd", 1), "new");
    journal_close(&journal, false);
}
END_TEST

START_TEST(another_title_begins_anew)
{
    struct journal journal;
    struct problem problem;
    fill(10);
    ck_assert_int_eq(journal_open(&journal, path, "two", &problem), 0);
    ck_assert_uint_eq(journal.n, 0);
    journal_close(&journal, true);
}
END_TEST

START_TEST(a_line_that_was_cut_off)
{
    struct journal journal;
    struct problem problem;
    fill(10);
    FILE *out = fopen(path, "a");
    fputs("odd\t99\t12", out);
    fclose(out);
    for (int again = 0; again < 2; again++) {
        ck_assert_int_eq(journal_open(&journal, path, "one", &problem), 0);
        ck_assert_uint_eq(journal.n, 10);
        ck_assert_ptr_null(journal_get(&journal, "odd", 99));
        journal_close(&journal, true);
    }
}
END_TEST

START_TEST(a_file_of_somebody_else)
{
    struct journal journal;
    struct problem problem;
    fill(1);
    FILE *out = fopen(path, "w");
    fputs("my thesis\n", out);
    fclose(out);
    ck_assert_int_eq(journal_open(&journal, path, "one", &problem), -1);
    ck_assert_ptr_nonnull(strstr(problem.text, "in the way"));
    journal_close(&journal, false);
    ck_assert_int_eq(access(path, F_OK), 0);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, a_restart_drops_all);
    tcase_add_test(tests, what_was_put_is_there_again);
    tcase_add_test(tests, another_title_begins_anew);
    tcase_add_test(tests, a_line_that_was_cut_off);
    tcase_add_test(tests, a_file_of_somebody_else);
}
