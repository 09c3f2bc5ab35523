#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diagnostics.h"
#include "base/text.h"
#include "support/check_main/check_main.h"

/* What is printed, for the caller to free. */
static char *printed(const struct diagnostics *diagnostics)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    diagnostics_print(diagnostics, out);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

/* The print of one error with this excerpt and column. */
static void ck_print(const char *excerpt, int column, const char *expected)
{
    struct diagnostics diagnostics;
    char *text;

    diagnostics_init(&diagnostics);
    diagnostics_add(&diagnostics,
                    &(struct diagnostic){.file = "f", .line = 1, .column = column, .message = "m", .excerpt = excerpt});
    text = printed(&diagnostics);
    ck_assert_str_eq(text, expected);
    free(text);
    diagnostics_free(&diagnostics);
}

START_TEST(whole_message)
{
    struct diagnostics diagnostics;
    char *text;

    diagnostics_init(&diagnostics);
    diagnostics_add(&diagnostics, &(struct diagnostic){.severity = SEVERITY_ERROR,
                                                       .file = "base.yaml",
                                                       .line = 12,
                                                       .column = 5,
                                                       .message = "unknown key `efort`",
                                                       .suggestion = "did you mean `effort`?",
                                                       .excerpt = "    efort: 5 hours"});
    diagnostics_add(&diagnostics, &(struct diagnostic){.severity = SEVERITY_WARNING, .message = "no place"});
    text = printed(&diagnostics);
    ck_assert_str_eq(text, "base.yaml:12:5: error: unknown key `efort`\n"
                           "   12 |     efort: 5 hours\n"
                           "      |     ^\n"
                           "  help: did you mean `effort`?\n"
                           "warning: no place\n");
    ck_assert_uint_eq(diagnostics.n_errors, 1);
    ck_assert_uint_eq(diagnostics.n_warnings, 1);
    free(text);
    diagnostics_free(&diagnostics);
    diagnostics_free(&diagnostics);
}
END_TEST

START_TEST(caret_follows_what_is_shown)
{
    ck_print("ab", 3, "f:1:3: error: m\n    1 | ab\n      |   ^\n");
    ck_print("\tx", 2, "f:1:2: error: m\n    1 |     x\n      |     ^\n");
    ck_print("a\tx", 3, "f:1:3: error: m\n    1 | a   x\n      |     ^\n");
    ck_print("\xc3\xa9x", 2, "f:1:2: error: m\n    1 | \xc3\xa9x\n      |  ^\n");
    ck_print("\xe6\xbc\xa2x", 2, "f:1:2: error: m\n    1 | \xe6\xbc\xa2x\n      |   ^\n");
    ck_print("\x1b[31mx", 6, "f:1:6: error: m\n    1 | \\x1b[31mx\n      |         ^\n");
    ck_print("\xe2\x80\xaex", 2, "f:1:2: error: m\n    1 | \\u202ex\n      |       ^\n");
    ck_print("\xffx", 2, "f:1:2: error: m\n    1 | \\xffx\n      |     ^\n");
}
END_TEST

START_TEST(long_lines_are_cut_around_the_caret)
{
    char line[401], expected[600];

    for (int i = 0; i < 400; i++)
        line[i] = (char)('0' + i % 10);
    line[400] = '\0';
    snprintf(expected, sizeof expected, "f:1:1: error: m\n    1 | %.100s...\n      | ^\n", line);
    ck_print(line, 1, expected);
    snprintf(expected, sizeof expected, "f:1:201: error: m\n    1 | ...%.100s...\n      | %*s^\n", line + 150, 53, "");
    ck_print(line, 201, expected);
    snprintf(expected, sizeof expected, "f:1:400: error: m\n    1 | ...%s\n      | %*s^\n", line + 300, 102, "");
    ck_print(line, 400, expected);
}
END_TEST

START_TEST(hostile_text_is_escaped_everywhere)
{
    struct diagnostics diagnostics;
    char *text;

    diagnostics_init(&diagnostics);
    diagnostics_add(&diagnostics, &(struct diagnostic){.file = "a\nb.yaml",
                                                       .line = 1,
                                                       .column = 1,
                                                       .message = "\x1b]0;x\x07",
                                                       .suggestion = "\xe2\x81\xa6\xef\xbb\xbf"});
    text = printed(&diagnostics);
    ck_assert_str_eq(text, "a\\nb.yaml:1:1: error: \\x1b]0;x\\x07\n  help: \\u2066\\ufeff\n");
    free(text);
    diagnostics_free(&diagnostics);
}
END_TEST

START_TEST(sorted_by_file_line_and_column)
{
    struct diagnostics diagnostics;
    char *text;

    diagnostics_init(&diagnostics);
    for (int i = 0; i < 6; i++) {
        static const struct diagnostic items[6] = {{.file = "b", .line = 2, .column = 1, .message = "1"},
                                                   {.file = "a", .line = 1, .column = 1, .message = "2"},
                                                   {.file = "b", .line = 1, .column = 9, .message = "3"},
                                                   {.file = "b", .line = 1, .column = 2, .message = "4"},
                                                   {.file = "b", .line = 1, .column = 2, .message = "5"},
                                                   {.file = "a", .line = 1, .column = 1, .message = "6"}};
        diagnostics_add(&diagnostics, &items[i]);
    }
    diagnostics_sort(&diagnostics);
    text = printed(&diagnostics);
    ck_assert_str_eq(text, "b:1:2: error: 4\nb:1:2: error: 5\nb:1:9: error: 3\nb:2:1: error: 1\n"
                           "a:1:1: error: 2\na:1:1: error: 6\n");
    free(text);
    diagnostics_free(&diagnostics);
}
END_TEST

START_TEST(many_are_counted_and_not_all_printed)
{
    struct diagnostics diagnostics;
    char *text;

    diagnostics_init(&diagnostics);
    for (int i = 0; i < 2000; i++)
        diagnostics_add(&diagnostics, &(struct diagnostic){.file = "f", .message = "m"});
    ck_assert_uint_eq(diagnostics.n_errors, 2000);
    ck_assert_uint_eq(diagnostics.n, DIAGNOSTICS_KEPT);
    diagnostics_sort(&diagnostics);
    text = printed(&diagnostics);
    ck_assert_ptr_nonnull(strstr(text, "\n... and 1950 more\n"));
    ck_assert_uint_eq(strlen(text), 50 * strlen("f: error: m\n") + strlen("... and 1950 more\n"));
    free(text);
    diagnostics_free(&diagnostics);
}
END_TEST

START_TEST(nothing_to_print)
{
    struct diagnostics diagnostics;
    char *text;

    diagnostics_init(&diagnostics);
    diagnostics_sort(&diagnostics);
    text = printed(&diagnostics);
    ck_assert_str_eq(text, "");
    free(text);
    diagnostics_free(&diagnostics);
}
END_TEST

START_TEST(decoding)
{
    int32_t code;

    ck_assert_uint_eq(text_decode("a", 1, &code), 1);
    ck_assert_int_eq(code, 'a');
    ck_assert_uint_eq(text_decode("\xf0\x9f\x98\x80", 4, &code), 4);
    ck_assert_int_eq(code, 0x1f600);
    for (int i = 0; i < 7; i++) {
        /* a lone continuation, overlong, surrogate, too high, cut, wrong continuation, never valid */
        static const char *const bad[7] = {"\x80",     "\xc0\xaf",     "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                           "\xe2\x82", "\xe2\x41\x80", "\xff"};
        ck_assert_uint_eq(text_decode(bad[i], strlen(bad[i]), &code), 1);
        ck_assert_int_eq(code, -1);
    }
}
END_TEST

START_TEST(distances)
{
    ck_assert_int_eq(text_distance("effort", "effort", 3), 0);
    ck_assert_int_eq(text_distance("efort", "effort", 3), 1);
    ck_assert_int_eq(text_distance("effrot", "effort", 3), 1);
    ck_assert_int_eq(text_distance("inflow", "outflow", 3), 3);
    ck_assert_int_eq(text_distance("pool", "opening", 3), 4);
    ck_assert_int_eq(text_distance("", "abc", 3), 3);
    ck_assert_int_eq(text_distance("a", "abcdefgh", 3), 4);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, whole_message);
    tcase_add_test(tcase, caret_follows_what_is_shown);
    tcase_add_test(tcase, long_lines_are_cut_around_the_caret);
    tcase_add_test(tcase, hostile_text_is_escaped_everywhere);
    tcase_add_test(tcase, sorted_by_file_line_and_column);
    tcase_add_test(tcase, many_are_counted_and_not_all_printed);
    tcase_add_test(tcase, nothing_to_print);
    tcase_add_test(tcase, decoding);
    tcase_add_test(tcase, distances);
}
