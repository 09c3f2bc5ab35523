/* Text for gnuplot and for the terminal. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/gnuplot.h"
#include "output/json.h"
#include "output/progress.h"
#include "output/terminal.h"
#include "support/check_main/check_main.h"

static char *sent(const char *text, int columns)
{
    char *got = NULL;
    size_t size = 0;
    struct gnuplot gnuplot = {.pipe = open_memstream(&got, &size)};
    ck_assert_ptr_nonnull(gnuplot.pipe);
    gnuplot_text(&gnuplot, text, columns);
    fclose(gnuplot.pipe);
    return got;
}

static void check_sent(const char *text, const char *expected)
{
    char *got = sent(text, 60);
    ck_assert_str_eq(got, expected);
    free(got);
}

START_TEST(text_for_gnuplot_is_one_line_that_ends_no_block)
{
    check_sent("Asylum, track 4", "|Asylum, track 4\n");
    check_sent("", "|\n");
    check_sent("DATA", "|DATA\n");
    char *got = sent("x\nDATA\n!touch x\r\n\033[31m\x7f\xe2\x80\xa8"
                     "DATA",
                     60);
    ck_assert_ptr_eq(strchr(got, '\n'), got + strlen(got) - 1);
    ck_assert_ptr_null(strpbrk(got, "\r\033\x7f"));
    ck_assert_ptr_null(strstr(got, "\xe2\x80\xa8"));
    free(got);
    got = sent("bad \xff\xc0 bytes", 60);
    ck_assert_ptr_null(strchr(got, '\xff'));
    free(got);
}
END_TEST

START_TEST(long_text_is_cut)
{
    char long_text[1000];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    char *got = sent(long_text, 20);
    ck_assert_uint_le(strlen(got), 1 + 20 + 3 + 1);
    free(got);
}
END_TEST

static void check_padded(const char *text, int columns, const char *expected)
{
    char *got = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&got, &size);
    ck_assert_ptr_nonnull(out);
    print_padded(out, text, columns);
    fclose(out);
    ck_assert_str_eq(got, expected);
    free(got);
}

START_TEST(cells_of_the_terminal_have_their_width)
{
    check_padded("asylum", 8, "asylum  ");
    check_padded("asylum", 6, "asylum");
    check_padded("asylum", 5, "asyl\xE2\x80\xA6");
    check_padded("", 3, "   ");
    check_padded("\xE6\xBC\xA2\xE5\xAD\x97", 5, "\xE6\xBC\xA2\xE5\xAD\x97 "); /* two columns each */
}
END_TEST

static void check_count(double value, const char *expected)
{
    char got[COUNT_SIZE];
    count_text(value, got);
    ck_assert_str_eq(got, expected);
}

START_TEST(counts_read_well)
{
    check_count(0, "0");
    check_count(-0.2, "0");
    check_count(999.4, "999");
    check_count(1000, "1,000");
    check_count(118230, "118,230");
    check_count(-1137, "-1,137");
    check_count(999999.4, "999,999");
    check_count(999999.6, "1M");
    check_count(1e6, "1M");
    check_count(999.4e6, "999M");
    check_count(999.6e6, "1G");
    check_count(-999.6e9, "-1T");
    check_count(2413000, "2.41M");
    check_count(1e300, "1e+288T");
    check_count((double)NAN, "-");
    check_count((double)INFINITY, "-");
}
END_TEST

START_TEST(durations_read_well)
{
    char text[DURATION_SIZE];
    duration_text(-1, text);
    ck_assert_str_eq(text, "0 s");
    duration_text(59.4, text);
    ck_assert_str_eq(text, "59 s");
    duration_text(478, text);
    ck_assert_str_eq(text, "7 min 58 s");
    duration_text(7500, text);
    ck_assert_str_eq(text, "2 h 5 min");
    duration_text(1e300, text);
    ck_assert_str_eq(text, "1000000 h 0 min");
}
END_TEST

START_TEST(json_takes_any_bytes)
{
    json_t *text = json_text("a \xff\xfe b");
    ck_assert_ptr_nonnull(text);
    ck_assert_ptr_null(strchr(json_string_value(text), '\xff'));
    json_decref(text);
    text = json_number((double)NAN);
    ck_assert(json_is_null(text));
    json_decref(text);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, text_for_gnuplot_is_one_line_that_ends_no_block);
    tcase_add_test(tcase, long_text_is_cut);
    tcase_add_test(tcase, cells_of_the_terminal_have_their_width);
    tcase_add_test(tcase, counts_read_well);
    tcase_add_test(tcase, durations_read_well);
    tcase_add_test(tcase, json_takes_any_bytes);
}
