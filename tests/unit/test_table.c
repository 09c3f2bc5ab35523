#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "random/variates.h"
#include "results/results.h"
#include "support/check_main/check_main.h"

enum { CELLS = 300, ROWS = 40 };

static double rows[ROWS][CELLS];

/* Every seventh value is none; cell 5 has one alone, cell 6 none at all, cell 8 a constant. */
static void fill(void)
{
    struct draw draw;
    struct draw_key key = draw_key_make(1, 2);
    draw_init(&draw);
    draw_open(&draw, &key, 1, DRAW_WORK, 0, 0);
    for (int r = 0; r < ROWS; r++) {
        for (int c = 0; c < CELLS; c++)
            rows[r][c] = (r + c) % 7 == 0 ? (double)NAN : gsl_ran_gaussian(&draw.rng, 10.0) + c;
        rows[r][5] = r == 11 ? 3.25 : (double)NAN;
        rows[r][6] = r == 12 ? (double)INFINITY : (double)NAN;
        rows[r][8] = 0.1;
    }
}

static struct results_table table_of(int first, int end)
{
    struct results_table table;
    ck_assert_int_eq(results_table_init(&table, CELLS), 0);
    for (int r = first; r < end; r++)
        ck_assert_int_eq(results_table_add(&table, rows[r]), 0);
    return table;
}

START_TEST(moments_are_those_of_two_passes)
{
    fill();
    struct results_table table = table_of(0, ROWS);
    for (int c = 9; c < CELLS; c++) {
        int n = 0;
        double sum = 0.0, squares = 0.0;
        for (int r = 0; r < ROWS; r++) {
            if (!isnan(rows[r][c])) {
                sum += rows[r][c];
                n++;
            }
        }
        for (int r = 0; r < ROWS; r++) {
            if (!isnan(rows[r][c]))
                squares += (rows[r][c] - sum / n) * (rows[r][c] - sum / n);
        }
        struct results_summary s = results_cell_summary(&table.cells[c]);
        ck_assert_int_eq(s.n, n);
        ck_assert_double_eq_tol(s.mean, sum / n, 1e-12 * (1.0 + fabs(s.mean)));
        ck_assert_double_eq_tol(s.sd, sqrt(squares / (n - 1)), 1e-12 * (1.0 + s.sd));
        for (int q = 1; q < 7; q++)
            ck_assert(s.quantile[q] >= s.quantile[q - 1]);
    }
    results_table_free(&table);
}
END_TEST

/* 100 values 1 .. 100, of which the largest are not known: what lies among these is not told, the rest is as if all were known. */
START_TEST(what_is_not_known_lies_above)
{
    for (int known = 4; known <= 100; known += 8) {
        struct results_table all, some;
        ck_assert_int_eq(results_table_init(&all, 1), 0);
        ck_assert_int_eq(results_table_init(&some, 1), 0);
        for (int i = 0; i < 100; i++) {
            const double value = 1 + i * 37 % 100, cut = value <= known ? value : (double)NAN;
            ck_assert_int_eq(results_table_add(&all, &value), 0);
            ck_assert_int_eq(results_table_add(&some, &cut), 0);
        }
        const struct results_summary a = results_cell_summary(&all.cells[0]), s = results_cell_summary_among(&some.cells[0], 100);
        static const int rank[7] = {4, 9, 24, 49, 74, 89, 94};
        ck_assert_int_eq(s.n, known);
        ck_assert(known == 100 ? s.mean == a.mean && s.sd == a.sd : isnan(s.mean) && isnan(s.sd));
        for (int q = 0; q < 7; q++) {
            if (rank[q] < known) ck_assert_double_eq(s.quantile[q], a.quantile[q]);
            else ck_assert(isnan(s.quantile[q]));
        }
        results_table_free(&all);
        results_table_free(&some);
    }
}
END_TEST

START_TEST(one_value_none_and_a_constant)
{
    fill();
    struct results_table table = table_of(0, ROWS);
    struct results_summary one = results_cell_summary(&table.cells[5]), none = results_cell_summary(&table.cells[6]);
    struct results_summary same = results_cell_summary(&table.cells[8]);
    ck_assert_int_eq(one.n, 1);
    ck_assert(one.mean == 3.25 && one.sd == 0.0 && one.quantile[0] == 3.25 && one.quantile[6] == 3.25);
    ck_assert_int_eq(none.n, 0);
    ck_assert(isnan(none.mean) && isnan(none.sd) && isnan(none.quantile[3]));
    ck_assert(same.mean == 0.1 && same.sd == 0.0 && same.quantile[0] == 0.1 && same.quantile[3] == 0.1);
    results_table_free(&table);
}
END_TEST

START_TEST(merging_is_adding)
{
    fill();
    struct results_table whole = table_of(0, ROWS), left = table_of(0, 13), right = table_of(13, ROWS),
                         none = table_of(0, 0);
    ck_assert_int_eq(results_table_merge(&left, &right), 0);
    ck_assert_int_eq(results_table_merge(&left, &none), 0);
    ck_assert_int_eq(results_table_merge(&none, &left), 0);
    for (int c = 0; c < CELLS; c++) {
        struct results_summary a = results_cell_summary(&whole.cells[c]), b = results_cell_summary(&none.cells[c]);
        ck_assert_int_eq(a.n, b.n);
        if (a.n == 0)
            continue;
        ck_assert_double_eq_tol(a.mean, b.mean, 1e-12 * (1.0 + fabs(a.mean)));
        ck_assert_double_eq_tol(a.sd, b.sd, 1e-12 * (1.0 + a.sd));
        ck_assert_mem_eq(a.quantile, b.quantile, sizeof a.quantile);
    }
    results_table_free(&whole);
    results_table_free(&left);
    results_table_free(&right);
    results_table_free(&none);
}
END_TEST

/* To the bit: threads rely on it. */
START_TEST(ranges_of_rows_are_rows_in_order)
{
    fill();
    struct results_table whole = table_of(0, ROWS), pieces = table_of(0, 0);
    for (int r = 0; r < ROWS; r += 4) {
        const double *four[4] = {rows[r], rows[r + 1], rows[r + 2], rows[r + 3]};
        ck_assert_int_eq(results_table_add_range(&pieces, 4, four, 100, CELLS), 0);
        ck_assert_int_eq(results_table_add_range(&pieces, 4, four, 0, 100), 0);
        ck_assert_int_eq(results_table_add_range(&pieces, 4, four, 50, 50), 0);
    }
    for (int c = 0; c < CELLS; c++) {
        struct results_summary a = results_cell_summary(&whole.cells[c]), b = results_cell_summary(&pieces.cells[c]);
        ck_assert_mem_eq(&a, &b, sizeof a);
    }
    results_table_free(&whole);
    results_table_free(&pieces);
}
END_TEST

START_TEST(freeing_is_always_legal)
{
    struct results_table table;
    ck_assert_int_eq(results_table_init(&table, 0), 0);
    results_table_free(&table);
    results_table_free(&table);
    if (getenv("TERMIJN_SANITIZED") == NULL) /* sanitizers abort on what cannot be allocated */
        ck_assert_int_eq(results_table_init(&table, SIZE_MAX / 8), -1);
    results_table_free(&table);
    results_free(NULL);
}
END_TEST

START_TEST(results_read_from_outside)
{
    static const char *const streams[] = {"asylum"};
    struct results_layout layout;
    struct results_layout_names names = {.n_streams = 1, .streams = streams};
    ck_assert_int_eq(results_layout_init(&layout, 0, 40, &names), 0);
    struct results *results = results_new(&layout);
    ck_assert_ptr_nonnull(results);
    struct results_cell *cell = &results->forecast.cells[layout_cell(&layout, 1, 0, MEASURE_OPEN)];
    cell->n = 1;
    cell->mean = 12.0;
    ck_assert(results_read(results, 1, 0, MEASURE_OPEN).mean == 12.0);
    ck_assert_int_eq(results_read(results, layout.n_periods, 0, MEASURE_OPEN).n, 0);
    ck_assert_int_eq(results_read(results, 0, 0, MEASURE_COUNT).n, 0);
    ck_assert_uint_eq(results_replications(results), 0);
    results_free(results);
    results_layout_free(&layout);
}
END_TEST

static char *text_of(const struct results_cell *cell)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    results_cell_write(cell, out);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

/* Written after some rows and read back, then the other rows: the same to the last bit as without. */
START_TEST(cells_go_through_text)
{
    fill();
    struct results_table table = table_of(0, ROWS), first = table_of(0, 17), second = table_of(0, 0);
    for (int c = 0; c < CELLS; c++) {
        if (first.cells[c].n > 0) {
            char *text = text_of(&first.cells[c]);
            ck_assert_int_eq(results_cell_read(&second.cells[c], text), 0);
            free(text);
        }
    }
    for (int r = 17; r < ROWS; r++)
        ck_assert_int_eq(results_table_add(&second, rows[r]), 0);
    for (int c = 0; c < CELLS; c++) {
        char *one = text_of(&table.cells[c]), *other = text_of(&second.cells[c]);
        struct results_summary of_one = results_cell_summary(&table.cells[c]), of_other = results_cell_summary(&second.cells[c]);
        ck_assert_str_eq(one, other);
        ck_assert_mem_eq(&of_one, &of_other, sizeof of_one);
        free(other);
        free(one);
    }
    results_table_free(&second);
    results_table_free(&first);
    results_table_free(&table);
}
END_TEST

START_TEST(what_is_no_cell_is_refused)
{
    static const char *const texts[] = {
        "", "x", "1", "1 0x1p+0 0x0p+0 0 0x1p+0 0x1p+0 0 1 0 1", "2 0x1p+0 0x0p+0 0 0x1p+0 0x1p+0 0 1 0 1 0", /* one of two cases */
        "1 0x1p+0 0x0p+0 0 0x1p+0 0x1p+0 0 1 0 1 0 7", "1 nan 0x0p+0 0 0x1p+0 0x1p+0 0 1 0 1 0", "1 0x1p+0 0x0p+0 0 0x1p+0 0x1p+0 0 1 999999999 1 0",
        "1 0x1p+0 0x0p+0 0 0x1p+0 0x1p+0 0 2 0 1 0 -1 0", "9223372036854775808 0x1p+0 0x0p+0 0 0x1p+0 0x1p+0 0 1 0 1 0"};
    struct results_cell cell = {0};
    ck_assert_int_eq(results_cell_read(&cell, "1 0x1p+0 0x0p+0 0 0x1p+0 0x1p+0 0 1 0 1 0"), 0);
    sketch_free(&cell.sketch);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        cell = (struct results_cell){0};
        ck_assert_msg(results_cell_read(&cell, texts[i]) == -1, "%s", texts[i]);
        sketch_free(&cell.sketch);
    }
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, cells_go_through_text);
    tcase_add_test(tests, what_is_no_cell_is_refused);
    tcase_add_test(tests, moments_are_those_of_two_passes);
    tcase_add_test(tests, what_is_not_known_lies_above);
    tcase_add_test(tests, one_value_none_and_a_constant);
    tcase_add_test(tests, merging_is_adding);
    tcase_add_test(tests, ranges_of_rows_are_rows_in_order);
    tcase_add_test(tests, freeing_is_always_legal);
    tcase_add_test(tests, results_read_from_outside);
}
