/* The opening stock: whole counts, ages, classes, notices and orders, and the probability of still being in delay.
 */
#include <math.h>
#include <stdlib.h>

#include "model/compiler.h"
#include "support/check_main/check_main.h"
#include "support/law.h"
#include "support/load_text.h"

/* --- shares made whole
 * ------------------------------------------------------------------------------------------------ */

static void ck_shared(size_t n, const double weight[], int64_t total, const int64_t wanted[])
{
    int64_t count[16];
    rounded_counts(n, weight, total, count);
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(count[i] == wanted[i], "%lld of cell %zu, not %lld", (long long)count[i], i,
                      (long long)wanted[i]);
}

/* The running sum is rounded, a half up. */
START_TEST(test_running_sums)
{
    ck_shared(3, (double[]){0.5, 0.3, 0.2}, 10, (int64_t[]){5, 3, 2});
    ck_shared(3, (double[]){0.5, 0.3, 0.2}, 7, (int64_t[]){4, 2, 1}); /* 3.5 5.6 7 */
    ck_shared(3, (double[]){1, 1, 1}, 10, (int64_t[]){3, 4, 3});
    ck_shared(3, (double[]){1, 1, 1}, 11, (int64_t[]){4, 3, 4});
    ck_shared(4, (double[]){0, 5, 0, 5}, 3, (int64_t[]){0, 2, 0, 1});
    ck_shared(6, (double[]){0.1, 0.1, 0.1, 0.1, 0.1, 0.5}, 5, (int64_t[]){1, 0, 1, 0, 1, 2});
    ck_shared(10, (double[]){0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, 30,
              (int64_t[]){3, 3, 3, 3, 3, 3, 3, 3, 3, 3});
    ck_shared(3, (double[]){0.7, 0.2, 0.1}, 0, (int64_t[]){0, 0, 0});
    ck_shared(3, (double[]){0, 0, 0}, 0, (int64_t[]){0, 0, 0});
    ck_shared(1, (double[]){0.3}, 12345, (int64_t[]){12345});
}
END_TEST

/* At every cell the sum so far is within half a case of the exact one. */
START_TEST(test_running_sums_of_random_weights)
{
    enum { N = 300 };
    double weight[N];
    int64_t count[N];
    struct draw draw;
    law_start(&draw, 1);
    for (int round = 0; round < 50; round++) {
        double sum = 0, so_far = 0;
        const int64_t total = draw_bits(&draw) % (round % 2 ? 100000 : 60);
        int64_t given = 0;
        for (int i = 0; i < N; i++)
            sum += weight[i] = draw_bits(&draw) % 3 ? draw_uniform(&draw) : 0;
        rounded_counts(N, weight, total, count);
        for (int i = 0; i < N; i++) {
            so_far += weight[i];
            given += count[i];
            ck_assert_int_ge(count[i], 0);
            ck_assert_double_le(fabs((double)given - (double)total * so_far / sum), 0.5 + 1e-6);
        }
        ck_assert_int_eq(given, total);
    }
}
END_TEST

/* --- shares in turn
 * ------------------------------------------------------------------------------------------------ */

/* The rule as sim/MODEL.md has it, case by case, in whole numbers: `lead` is how far each is ahead of its share, times the sum of the weights. */
static void ck_in_turn(size_t n, const int64_t weight[], int64_t cases, int64_t lead[], const int64_t part[])
{
    int64_t given[8] = {0}, sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += weight[k];
    for (int64_t i = 0; i < cases; i++) {
        size_t next = 0;
        for (size_t k = 0; k < n; k++) {
            lead[k] -= weight[k];
            next = lead[k] < lead[next] ? k : next;
        }
        lead[next] += sum;
        given[next]++;
    }
    for (size_t k = 0; k < n; k++)
        ck_assert_msg(part[k] == given[k], "%lld of share %zu of %lld cases, not %lld", (long long)part[k], k, (long long)cases,
                      (long long)given[k]);
}

/* Whole laps at once or case by case, from wherever the calls before have come. */
START_TEST(test_shares_in_turn)
{
    struct draw draw;
    law_start(&draw, 3);
    for (int round = 0; round < 400; round++) {
        const size_t n = 1 + draw_bits(&draw) % 8;
        const uint32_t most = round % 4 == 0 ? 3 : round % 4 == 1 ? 10 : round % 4 == 2 ? 100 : 5000;
        int64_t weight[8], lead[8] = {0}, part[8], sum = 0;
        double share[8], behind[8] = {0};
        for (size_t k = 0; k < n; k++)
            sum += weight[k] = draw_bits(&draw) % (most + 1) + (k == 0);
        for (size_t k = 0; k < n; k++)
            share[k] = (double)weight[k] / (double)sum;
        for (int call = 0; call < 12; call++) {
            const int64_t cases = draw_bits(&draw) % (call % 3 == 0 ? 8 : 3 * (uint32_t)sum);
            give_shares(n, share, cases, behind, part);
            ck_in_turn(n, weight, cases, lead, part);
        }
    }
}
END_TEST

/* So many cases that nobody could give them out one by one, and the few that follow go on where they left off. */
START_TEST(test_shares_of_many)
{
    double share[] = {0.45, 0.35, 0.2}, behind[3] = {0};
    int64_t part[3], lead[3] = {0};
    const int64_t weight[] = {9, 7, 4}, many = INT64_C(20000000000000);
    give_shares(3, share, many, behind, part);
    for (size_t k = 0; k < 3; k++)
        ck_assert_int_eq(part[k], many / 20 * weight[k]);
    for (int64_t cases = 1; cases < 60; cases++) {
        give_shares(3, share, cases, behind, part);
        ck_in_turn(3, weight, cases, lead, part);
    }
}
END_TEST

/* --- ages and classes
 * -------------------------------------------------------------------------------------------------- */

static const char frame[] =
    "opening_date: 2023-12-31\nhorizon: 2024-12-31\nscale: %s\n"
    "regimes:\n"
    "  administrative: {early: {tiers: [{days: 42 days, amount: EUR 20/day}]},\n"
    "                   late: {tiers: [{days: 42 days, amount: EUR 30/day}]}}\n"
    "  judicial: {court: {amount: EUR 100/day, cap: EUR 7500}, dear: {amount: EUR 200/day, cap: EUR 7500}}\n"
    "streams:\n"
    "  s:\n"
    "    capacity: 1000/year\n"
    "    inflow: {level: 3660/year}\n"
    "    clock: {period: 6 months}\n"
    "    %s\n"
    "    lateness: {administrative: {2009-10-01: early, 2023-12-01: late}, judicial: {2019-01-01: court, 2024-01-01: "
    "dear},\n"
    "               court_delay: {table: {2 days: 50%%, 4 days: 50%%}}, term: 56 days}\n"
    "    opening: {%s}\n";

static struct stand stand_with(const char *scale, const char *stream, const char *opening, const char *csv)
{
    char text[4000];
    snprintf(text, sizeof text, frame, scale, stream, opening);
    return stand_of(text, csv);
}

static const struct model_opening *opening_of(const struct stand *stand)
{
    return &stand->model->streams[0].opening;
}

/* Cells as (received, class, count), and no others. */
static void ck_cells(const struct stand *stand, size_t n, const int wanted[][3])
{
    const struct model_opening *o = opening_of(stand);
    ck_assert_uint_eq(o->n_cells, n);
    for (size_t i = 0; i < n; i++) {
        const struct opening_cell *c = &o->cells[i];
        ck_assert_msg(c->received == wanted[i][0] && c->class == wanted[i][1] && c->count == wanted[i][2],
                      "cell %zu: %lld cases of day %d, class %d", i, (long long)c->count, c->received, c->class);
    }
}

/* Ages 0 and 3 have a sixth each, 1 and 2 a third. */
START_TEST(test_drawn_ages)
{
    struct stand ten =
        stand_with("1", "label: x", "stock: 10 cases, ages: {uniform: {low: 0 days, high: 3 days}}", NULL);
    ck_cells(&ten, 4, (const int[][3]){{-4, 0, 2}, {-3, 0, 3}, {-2, 0, 3}, {-1, 0, 2}});
    ck_assert_int_eq(ten.model->before, 4);
    stand_free(&ten);
    /* up to each age 1.83 5.5 9.17 11 */
    struct stand eleven =
        stand_with("0.5", "label: x", "stock: 22 cases, ages: {uniform: {low: 0 days, high: 3 days}}", NULL);
    ck_cells(&eleven, 4, (const int[][3]){{-4, 0, 2}, {-3, 0, 3}, {-2, 0, 4}, {-1, 0, 2}});
    stand_free(&eleven);
    struct stand fixed = stand_with("1", "label: x", "stock: 7 cases, ages: {fixed: 30 days}", NULL);
    ck_cells(&fixed, 1, (const int[][3]){{-31, 0, 7}});
    stand_free(&fixed);
}
END_TEST

/* The tail beyond the 99.9 % quantile, 20 ln 1000 = 138.2 days, sits on day 139. */
START_TEST(test_tail_of_ages)
{
    struct stand stand =
        stand_with("1", "label: x", "stock: 1000000 cases, ages: {exponential: {mean: 20 days}}", NULL);
    const struct model_opening *o = opening_of(&stand);
    int64_t sum = 0;
    ck_assert_int_eq(stand.model->before, 140);
    ck_assert_uint_eq(o->n_cells, 140);
    for (size_t i = 0; i < 140; i++) {
        const int age = -1 - o->cells[i].received;
        const double lower = age == 0 ? 0 : age - 0.5;
        const double exact = exp(-lower / 20) - (age == 139 ? 0 : exp(-(age + 0.5) / 20));
        ck_assert_int_eq(age, 139 - (int)i);
        ck_assert_double_le(fabs((double)o->cells[i].count - 1e6 * exact), 1 + 1e-6);
        sum += o->cells[i].count;
    }
    ck_assert_int_eq(sum, 1000000);
    stand_free(&stand);
}
END_TEST

static const char two_classes[] =
    "classes: {a: {share: {2023-01-01: 90%, 2024-01-01: 50%}}, b: {share: {2023-01-01: 10%, "
    "2024-01-01: 50%}}}";

/* By the shares of day 0, from the oldest case to the newest in turn: ab aba bab ab. */
START_TEST(test_classes)
{
    struct stand stand =
        stand_with("1", two_classes, "stock: 10 cases, ages: {uniform: {low: 0 days, high: 3 days}}", NULL);
    ck_cells(&stand, 8,
             (const int[][3]){
                 {-4, 0, 1}, {-4, 1, 1}, {-3, 0, 2}, {-3, 1, 1}, {-2, 0, 1}, {-2, 1, 2}, {-1, 0, 1}, {-1, 1, 1}});
    stand_free(&stand);
}
END_TEST

START_TEST(test_table_of_ages)
{
    struct stand plain = stand_with("1", two_classes, "table: data.csv", "age,count\n0,3\n200,4\n5,0\n200,3\n");
    ck_cells(&plain, 4, (const int[][3]){{-201, 0, 4}, {-201, 1, 3}, {-1, 0, 1}, {-1, 1, 2}});
    stand_free(&plain);
    struct stand classed =
        stand_with("1.5", two_classes, "table: data.csv", "age,count,class\n10,3,b\n10,1,a\n4,5,a\n2,2,b\n");
    ck_cells(&classed, 4, (const int[][3]){{-11, 0, 2}, {-11, 1, 5}, {-5, 0, 8}, {-3, 1, 3}});
    stand_free(&classed);
}
END_TEST

/* --- notices, appeals, orders
 * ----------------------------------------------------------------------------------------- */

/* Marks without cases are places where an earlier one may leave what finds no case; they say nothing here. */
static void ck_marks(const struct opening_mark *marks, size_t n, size_t wanted_n, const int wanted[][2])
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        if (marks[i].count == 0)
            continue;
        ck_assert_uint_lt(found, wanted_n);
        ck_assert_int_eq(marks[i].day, wanted[found][0]);
        ck_assert_int_eq(marks[i].count, wanted[found][1]);
        found++;
    }
    ck_assert_uint_eq(found, wanted_n);
}

static const char old_stock[] =
    "stock: 1000 cases, ages: {fixed: 400 days}, noticed: 7 cases, "
    "notice_ages: {table: {10 days: 50%, 40 days: 50%}}, appealed: 3 cases, "
    "ordered: 5 cases, term_ends: {table: {0 days: 40%, 20 days: 60%}}, term_offset: 10 days, "
    "outstanding: EUR 1000";

START_TEST(test_marks)
{
    struct stand stand = stand_with("2", "label: x", old_stock, NULL);
    const struct model_opening *o = opening_of(&stand);
    ck_marks(o->noticed, o->n_noticed, 2, (const int[][2]){{-41, 7}, {-11, 7}});
    for (size_t i = 0; i < o->n_noticed; i++) /* the late regime is in force from 1 December on */
        ck_assert_int_eq(o->noticed[i].regime, o->noticed[i].day < -31 ? 0 : 1);
    /* P(C >= r) is 1, 1, 1/2, 1/2: of 6 cases 2, 2, 1, 1; the first orders fall on day 0 */
    ck_marks(o->appealed, o->n_appealed, 4, (const int[][2]){{0, 2}, {1, 2}, {2, 1}, {3, 1}});
    ck_marks(o->ordered, o->n_ordered, 2, (const int[][2]){{-11, 4}, {9, 6}});
    ck_assert_int_eq(o->judicial_regime, 0); /* that of the opening date, not of day 0 */
    ck_assert_double_eq(o->outstanding.constant, 2000);
    ck_assert_int_eq(o->dropped, 0);
    ck_assert(stand.model->streams[0].lateness.on);
    stand_free(&stand);
    struct stand odd = stand_with("1", "label: x", old_stock, NULL);
    ck_marks(opening_of(&odd)->noticed, opening_of(&odd)->n_noticed, 2, (const int[][2]){{-41, 3}, {-11, 4}});
    stand_free(&odd);
}
END_TEST

/* A notice is at least a day old. */
START_TEST(test_youngest_notice)
{
    struct stand stand = stand_with("1", "label: x",
                                    "stock: 1000 cases, ages: {fixed: 400 days}, noticed: 100 cases, "
                                    "notice_ages: {uniform: {low: 0 days, high: 4 days}}",
                                    NULL);
    const struct model_opening *o = opening_of(&stand);
    /* round(X) is 0 with 1/8, 1 to 3 with 1/4 each, 4 with 1/8: 37.5 25 25 12.5 */
    ck_marks(o->noticed, o->n_noticed, 4, (const int[][2]){{-5, 12}, {-4, 25}, {-3, 25}, {-2, 38}});
    stand_free(&stand);
}
END_TEST

/* Of 20 cases 5 are overdue: 400 days old ones; 10 notices are stated. */
START_TEST(test_dropped)
{
    struct stand stand =
        stand_with("1", "label: x",
                   "table: data.csv, noticed: 6 cases, notice_ages: {fixed: 9 days}, ordered: 4 cases, "
                   "term_ends: {fixed: 9 days}",
                   "age,count\n400,5\n100,15\n");
    ck_assert_int_eq(opening_of(&stand)->dropped, 5);
    stand_free(&stand);
}
END_TEST

/* --- still in delay
 * ------------------------------------------------------------------------------------------------------ */

/* f P(D > a) / N, with f the cases that a day brings: 3660 a year of 365 days. */
START_TEST(test_delayed)
{
    struct stand stand = stand_with("2", "delay: {uniform: {low: 0 days, high: 40 days}}", "table: data.csv",
                                    "age,count\n0,5\n9,20\n19,30\n30,1\n39,10\n40,10\n90,10\n");
    /* by received day, oldest first: counts are doubled, too */
    static const double later[7] = {0, 0, 0.5, 9.5, 20.5, 30.5, 39.5}, cases[7] = {20, 20, 20, 2, 60, 40, 10};
    const struct model_opening *o = opening_of(&stand);
    ck_assert_uint_eq(o->n_cells, 7);
    for (size_t i = 0; i < 7; i++) {
        const double expected = 2 * 3660 / 365.0 * later[i] / 40 / cases[i];
        ck_assert_double_eq_tol(o->cells[i].delayed, fmin(1, expected), 1e-12);
    }
    stand_free(&stand);
}
END_TEST

/* By class the share of the class counts, and the class's own cases. */
START_TEST(test_delayed_by_class)
{
    struct stand stand = stand_with("1",
                                    "delay: {table: {10 days: 40%, 30 days: 60%}}\n"
                                    "    classes: {a: {share: 75%}, b: {share: 25%}}",
                                    "table: data.csv", "age,count\n9,40\n29,40\n30,40\n");
    static const double left[3] = {0, 0.6, 1};
    const struct model_opening *o = opening_of(&stand);
    ck_assert_uint_eq(o->n_cells, 6);
    for (size_t i = 0; i < 6; i++) {
        const double share = i % 2 ? 0.25 : 0.75, cases = i % 2 ? 10 : 30;
        ck_assert_int_eq(o->cells[i].count, (int)cases);
        ck_assert_double_eq_tol(o->cells[i].delayed, 3660 / 365.0 * share * left[i / 2] / cases, 1e-12);
    }
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_running_sums);
    tcase_add_test(tcase, test_running_sums_of_random_weights);
    tcase_add_test(tcase, test_shares_in_turn);
    tcase_add_test(tcase, test_shares_of_many);
    tcase_add_test(tcase, test_drawn_ages);
    tcase_add_test(tcase, test_tail_of_ages);
    tcase_add_test(tcase, test_classes);
    tcase_add_test(tcase, test_table_of_ages);
    tcase_add_test(tcase, test_marks);
    tcase_add_test(tcase, test_youngest_notice);
    tcase_add_test(tcase, test_dropped);
    tcase_add_test(tcase, test_delayed);
    tcase_add_test(tcase, test_delayed_by_class);
}
