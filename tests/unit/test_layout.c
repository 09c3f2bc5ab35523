#include <stdlib.h>

#include "base/calendar.h"
#include "results/layout.h"
#include "support/check_main/check_main.h"

static const char *const streams[] = {"asylum", "family"};
static const char *const pools[] = {"officers"};

static int day_of(const char *text)
{
    int day = 0;
    ck_assert(day_parse(text, &day));
    return day;
}

static struct results_layout make(const char *opening, const char *horizon)
{
    struct results_layout layout;
    struct results_layout_names names = {.n_streams = 2, .n_pools = 1, .streams = streams, .pools = pools};
    ck_assert_int_eq(results_layout_init(&layout, day_of(opening), day_of(horizon), &names), 0);
    return layout;
}

static void ck_period(const struct results_layout *l, size_t i, enum period_kind kind, const char *first,
                      const char *last)
{
    ck_assert_uint_lt(i, l->n_periods);
    ck_assert_int_eq(l->periods[i].kind, kind);
    ck_assert_int_eq(l->periods[i].first, day_of(first));
    ck_assert_int_eq(l->periods[i].last, day_of(last));
}

START_TEST(whole_years)
{
    struct results_layout l = make("2023-12-31", "2025-12-31");
    ck_assert_uint_eq(l.n_periods, 1 + 24 + 8 + 2);
    ck_assert_uint_eq(l.n_months, 24);
    ck_period(&l, 0, PERIOD_OPENING, "2023-12-31", "2023-12-31");
    ck_period(&l, 1, PERIOD_MONTH, "2024-01-01", "2024-01-31");
    ck_period(&l, 2, PERIOD_MONTH, "2024-02-01", "2024-02-29");
    ck_period(&l, 24, PERIOD_MONTH, "2025-12-01", "2025-12-31");
    ck_period(&l, 25, PERIOD_QUARTER, "2024-01-01", "2024-03-31");
    ck_period(&l, 33, PERIOD_YEAR, "2024-01-01", "2024-12-31");
    ck_period(&l, 34, PERIOD_YEAR, "2025-01-01", "2025-12-31");
    results_layout_free(&l);
}
END_TEST

START_TEST(partial_at_both_ends)
{
    struct results_layout l = make("2024-02-14", "2025-05-20");
    ck_assert_uint_eq(l.n_months, 16);
    ck_assert_uint_eq(l.n_periods, 1 + 16 + 6 + 2);
    ck_period(&l, 1, PERIOD_MONTH, "2024-02-15", "2024-02-29");
    ck_period(&l, 16, PERIOD_MONTH, "2025-05-01", "2025-05-20");
    ck_period(&l, 17, PERIOD_QUARTER, "2024-02-15", "2024-03-31");
    ck_period(&l, 22, PERIOD_QUARTER, "2025-04-01", "2025-05-20");
    ck_period(&l, 23, PERIOD_YEAR, "2024-02-15", "2024-12-31");
    ck_period(&l, 24, PERIOD_YEAR, "2025-01-01", "2025-05-20");
    results_layout_free(&l);
}
END_TEST

START_TEST(one_day)
{
    struct results_layout l = make("2024-02-28", "2024-02-29");
    ck_assert_uint_eq(l.n_periods, 4);
    for (size_t i = 1; i < 4; i++)
        ck_period(&l, i, (enum period_kind)i, "2024-02-29", "2024-02-29");
    results_layout_free(&l);
}
END_TEST

/* Each kind covers every day once, in order. */
START_TEST(periods_tile_the_forecast)
{
    for (int opening = day_of("2023-11-20"); opening < day_of("2024-03-10"); opening += 3) {
        struct results_layout_names names = {.n_streams = 0};
        struct results_layout l;
        ck_assert_int_eq(results_layout_init(&l, opening, opening + 700, &names), 0);
        int next = opening + 1;
        for (size_t i = 1; i < l.n_periods; i++) {
            const struct results_period *p = &l.periods[i];
            if (p->kind != l.periods[i - 1].kind) {
                ck_assert(i == 1 || next == l.horizon + 1);
                next = opening + 1;
            }
            ck_assert_int_eq(p->first, next);
            ck_assert_int_ge(p->last, p->first);
            next = p->last + 1;
        }
        ck_assert_int_eq(next, l.horizon + 1);
        results_layout_free(&l);
    }
}
END_TEST

START_TEST(entities)
{
    static const char *const names[] = {"asylum", "family", "all", "pool:officers", "pool:all"};
    struct results_layout l = make("2023-12-31", "2024-06-30");
    ck_assert_uint_eq(l.n_entities, 5);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_str_eq(l.names[i], names[i]);
        ck_assert_uint_eq(layout_scope(&l, i), i < 3 ? SCOPE_STREAM : SCOPE_POOL);
    }
    ck_assert_uint_eq(layout_all(&l), 2);
    ck_assert_uint_eq(layout_pool(&l, 0), 3);
    ck_assert_uint_eq(layout_pool_all(&l), 4);
    results_layout_free(&l);
}
END_TEST

START_TEST(cells_fill_the_row)
{
    struct results_layout l = make("2023-12-31", "2024-06-30");
    size_t next = 0;
    for (size_t p = 0; p < l.n_periods; p++)
        for (size_t e = 0; e < l.n_entities; e++)
            for (int m = 0; m < MEASURE_COUNT; m++)
                ck_assert_uint_eq(layout_cell(&l, p, e, (enum measure)m), next++);
    ck_assert_uint_eq(layout_cells(&l), next);
    next = 0;
    for (size_t month = 0; month < l.n_months; month++)
        for (size_t s = 0; s <= l.n_streams; s++)
            for (int m = 0; m < ENTRY_MEASURE_COUNT; m++)
                ck_assert_uint_eq(layout_entry_cell(&l, month, s, (enum entry_measure)m), next++);
    ck_assert_uint_eq(layout_entry_cells(&l), next);
    results_layout_free(&l);
    results_layout_free(&l); /* twice is legal */
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, whole_years);
    tcase_add_test(tcase, partial_at_both_ends);
    tcase_add_test(tcase, one_day);
    tcase_add_test(tcase, periods_tile_the_forecast);
    tcase_add_test(tcase, entities);
    tcase_add_test(tcase, cells_fill_the_row);
}
