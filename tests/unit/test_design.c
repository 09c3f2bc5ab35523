#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "experiment/design.h"
#include "support/check_main/check_main.h"

/* In every column each of the equal parts holds one point, and the columns are not in the same order. */
START_TEST(latin_hypercube)
{
    enum { N = 200, WIDTH = 3 };
    static double points[N * WIDTH], again[N * WIDTH], other[N * WIDTH];
    design_lhs(5, N, WIDTH, points);
    design_lhs(5, N, WIDTH, again);
    design_lhs(6, N, WIDTH, other);
    double sum = 0, differ = 0;
    for (size_t column = 0; column < WIDTH; column++) {
        int seen[N] = {0};
        for (size_t i = 0; i < N; i++) {
            double x = points[i * WIDTH + column];
            ck_assert(x > 0 && x < 1);
            seen[(size_t)(x * N)]++;
            ck_assert_double_eq(x, again[i * WIDTH + column]);
            differ += fabs(x - other[i * WIDTH + column]) > 1.0 / N;
        }
        for (size_t i = 0; i < N; i++)
            ck_assert_int_eq(seen[i], 1);
    }
    for (size_t i = 0; i < N; i++)
        sum += (points[i * WIDTH] - 0.5) * (points[i * WIDTH + 1] - 0.5);
    /* the correlation of two random orders has sd 1 / sqrt(n - 1); 5 sigma */
    ck_assert_double_lt(fabs(12 * sum / N), 5 / sqrt(N - 1));
    ck_assert_double_gt(differ, N);
}
END_TEST

/* Every block of 2^k - 1 points from the first holds one or none in each of 2^k equal parts of a column; the mean of a
 * product is much nearer the truth than chance would be. */
START_TEST(sobol_sequence)
{
    enum { N = 1023, WIDTH = 4 };
    static double points[N * WIDTH];
    ck_assert_int_eq(design_sobol(N, WIDTH, points), 0);
    double sum = 0;
    for (size_t column = 0; column < WIDTH; column++) {
        int seen[1024] = {0};
        for (size_t i = 0; i < N; i++)
            seen[(size_t)(points[i * WIDTH + column] * 1024)]++;
        for (size_t i = 0; i < 1024; i++)
            ck_assert_int_le(seen[i], 1);
    }
    for (size_t i = 0; i < N; i++)
        sum += points[i * WIDTH] * points[i * WIDTH + 1] * points[i * WIDTH + 2] * points[i * WIDTH + 3];
    ck_assert_double_eq_tol(sum / N, 1.0 / 16, 0.001); /* sd by chance: 0.003 */
    ck_assert_int_eq(design_sobol(1, 41, points), -1);
}
END_TEST

START_TEST(grid)
{
    static const size_t levels[] = {2, 3, 1};
    double points[6 * 3];
    design_grid(3, levels, points);
    static const double expected[] = {0, 0, 0, 0, 1, 0, 0, 2, 0, 1, 0, 0, 1, 1, 0, 1, 2, 0};
    for (size_t i = 0; i < 18; i++)
        ck_assert_double_eq(points[i], expected[i]);
}
END_TEST

void add_tests(TCase *tests)
{
    tcase_add_test(tests, latin_hypercube);
    tcase_add_test(tests, sobol_sequence);
    tcase_add_test(tests, grid);
}
