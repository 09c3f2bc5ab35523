/* Histograms of waits against sorted lists. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/waits.h"
#include "support/check_main/check_main.h"
#include "support/law.h"
#include "support/load_text.h"

static const char text[] = "opening_date: 2023-12-31\n"
                           "horizon: 2053-12-31\n"
                           "streams: {s: {capacity: 100/year, inflow: {level: 100/year}}}\n";

enum { MOST = 4000 };

struct list {
    int n, wait[MOST];
};

static int ascending(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void add(struct wait_histogram *h, struct list *list, int wait, int count)
{
    waits_add(h, wait, count);
    for (int i = 0; i < count && list->n < MOST; i++)
        list->wait[list->n++] = wait;
}

/* The smallest w of the list with at least the share of the cases at or below it. */
static void ck_quantiles(const struct wait_histogram *h, struct list *list)
{
    static const double shares[] = {0.05, 0.5, 0.9, 1};
    qsort(list->wait, (size_t)list->n, sizeof list->wait[0], ascending);
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        int rank = 1;
        while (rank < shares[i] * list->n - 1e-9)
            rank++;
        ck_assert_double_eq(waits_quantile(h, list->n, shares[i]), list->wait[rank - 1]);
    }
}

static void ck_empty(const struct stand *stand, const struct wait_histogram *h)
{
    ck_assert(h->low > h->high);
    for (int w = 0; w < stand->model->days; w++)
        if (h->count[w] != 0)
            ck_abort_msg("%lld cases of wait %d in an empty histogram", (long long)h->count[w], w);
    ck_assert(isnan(waits_quantile(h, 0, 0.5)));
}

START_TEST(test_quantiles)
{
    struct stand stand = stand_of(text, NULL);
    struct wait_histogram h;
    struct draw draw;
    law_start(&draw, 1);
    ck_assert(waits_init(stand.replication, &h));
    ck_empty(&stand, &h);
    for (int round = 0; round < 60; round++) {
        struct list list = {0};
        for (int k = 1 + (int)(draw_bits(&draw) % 40); k > 0; k--)
            add(&h, &list, (int)(draw_bits(&draw) % (round < 20 ? 30 : 9000)), 1 + (int)(draw_bits(&draw) % 90));
        ck_quantiles(&h, &list);
        waits_clear(&h);
        ck_empty(&stand, &h);
    }
    stand_free(&stand);
}
END_TEST

START_TEST(test_exact_shares)
{
    struct stand stand = stand_of(text, NULL);
    struct wait_histogram h;
    ck_assert(waits_init(stand.replication, &h));
    waits_add(&h, 3, 5);
    waits_add(&h, 4, 4);
    waits_add(&h, 70, 1);
    ck_assert_double_eq(waits_quantile(&h, 10, 0.5), 3);
    ck_assert_double_eq(waits_quantile(&h, 10, 0.51), 4);
    ck_assert_double_eq(waits_quantile(&h, 10, 0.9), 4);
    ck_assert_double_eq(waits_quantile(&h, 10, 0.91), 70);
    waits_add(&h, stand.model->days - 1, 90);
    ck_assert_double_eq(waits_quantile(&h, 100, 0.5), stand.model->days - 1);
    waits_clear(&h);
    for (int n = 10; n <= 100000; n += 10) { /* exactly nine in ten */
        waits_add(&h, 1, n / 10 * 9);
        waits_add(&h, 2, n / 10);
        ck_assert(waits_quantile(&h, n, 0.9) == 1);
        waits_clear(&h);
    }
    stand_free(&stand);
}
END_TEST

START_TEST(test_merge_and_pass_on)
{
    struct stand stand = stand_of(text, NULL);
    struct wait_histogram month, quarter, all;
    struct list list = {0};
    ck_assert(waits_init(stand.replication, &month) && waits_init(stand.replication, &quarter));
    ck_assert(waits_init(stand.replication, &all));
    waits_pass_on(&month, &quarter); /* nothing */
    ck_empty(&stand, &quarter);
    add(&month, &list, 12, 3);
    add(&month, &list, 40, 2);
    waits_pass_on(&month, &quarter);
    ck_empty(&stand, &month);
    ck_quantiles(&quarter, &list);
    add(&month, &list, 7, 6);
    add(&month, &list, 500, 1);
    waits_merge(&all, &month);
    ck_assert_double_eq(waits_quantile(&all, 7, 1), 500);
    waits_pass_on(&month, &quarter);
    ck_quantiles(&quarter, &list);
    waits_pass_on(&quarter, NULL);
    ck_empty(&stand, &quarter);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_quantiles);
    tcase_add_test(tcase, test_exact_shares);
    tcase_add_test(tcase, test_merge_and_pass_on);
}
