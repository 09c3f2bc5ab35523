#include "support/check_main/check_main.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/csv_read.h"

/* Reads `text` as a file; the status, and the problem's sentence in `said`. */
static int read_text(const char *text, struct csv_table *table, struct problem *problem)
{
    char path[] = "csv-XXXXXX";
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
    ck_assert_int_eq(close(file), 0);
    *problem = (struct problem){""};
    int status = csv_table_read(path, table, problem);
    unlink(path);
    return status;
}

START_TEST(plain)
{
    struct csv_table table;
    struct problem problem;
    ck_assert_int_eq(read_text("a,b,c\n1,2.5,x\n,-3e2,\"q, \"\"r\"\"\ns\"\n", &table, &problem), 0);
    ck_assert_uint_eq(table.n_rows, 2);
    ck_assert_uint_eq(table.n_columns, 3);
    ck_assert_int_eq(csv_table_column(&table, "c"), 2);
    ck_assert_int_eq(csv_table_column(&table, "d"), CSV_NO_COLUMN);
    ck_assert_double_eq(csv_table_number(&table, 0, 1), 2.5);
    ck_assert_double_eq(csv_table_number(&table, 1, 1), -300);
    ck_assert_double_nan(csv_table_number(&table, 1, 0));
    ck_assert_double_nan(csv_table_number(&table, 0, 2));
    ck_assert_str_eq(csv_table_text(&table, 1, 2), "q, \"r\"\ns");
    ck_assert_str_eq(csv_table_text(&table, 1, CSV_NO_COLUMN), "");
    csv_table_free(&table);
}
END_TEST

/* As a Dutch spreadsheet likes it; and line ends of two characters, and none at the end. */
START_TEST(dutch)
{
    struct csv_table table;
    struct problem problem;
    ck_assert_int_eq(read_text("\xEF\xBB\xBF" "a;b\r\n1,5;x,y\r\n\"2,5\";\"z;\"", &table, &problem), 0);
    ck_assert_uint_eq(table.n_rows, 2);
    ck_assert_int_eq(csv_table_column(&table, "a"), 0);
    ck_assert_int_eq(csv_table_column(&table, "b"), 1);
    ck_assert_double_eq(csv_table_number(&table, 0, 0), 1.5);
    ck_assert_double_eq(csv_table_number(&table, 1, 0), 2.5);
    ck_assert_str_eq(csv_table_text(&table, 0, 1), "x,y");
    ck_assert_str_eq(csv_table_text(&table, 1, 1), "z;");
    csv_table_free(&table);
}
END_TEST

START_TEST(mistakes)
{
    static const char *const texts[] = {"", "a,b\n1\n", "a,b\n1,2,3\n"};
    static const char *const said[] = {"is empty", "row 2 has 1 cells where the header has 2", "row 2 has 3 cells"};
    struct csv_table table;
    struct problem problem;
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(read_text(texts[i], &table, &problem), -1);
        ck_assert_msg(strstr(problem.text, said[i]) != NULL, "%s", problem.text);
        csv_table_free(&table);
    }
    ck_assert_int_eq(csv_table_read("no such file", &table, &problem), -1);
    ck_assert_msg(strstr(problem.text, "no such file") != NULL, "%s", problem.text);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, plain);
    tcase_add_test(tests, dutch);
    tcase_add_test(tests, mistakes);
}
