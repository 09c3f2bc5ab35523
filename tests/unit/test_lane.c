/* Counts by received day against plain loops, and the choice of cases without replacement. */
#include <stdlib.h>
#include <string.h>

#include "engine/lane.h"
#include "support/check_main/check_main.h"
#include "support/law.h"
#include "support/load_text.h"
#include "support/statistics.h"

/* 900 days: three blocks of blocks and a piece of a fourth, which ends within a block. */
static const char text[] = "opening_date: 2023-12-31\n"
                           "horizon: 2026-06-17\n"
                           "streams: {s: {capacity: 100/year, inflow: {level: 100/year}}}\n";

enum { DAYS = 900 };

static struct lane *lane_of(struct stand *stand)
{
    *stand = stand_of(text, NULL);
    stand_begin(stand, 1);
    ck_assert_int_eq(stand->model->days, DAYS);
    return &stand->replication->lanes[0];
}

typedef int32_t naive[DAYS][LAYERS];

static void ck_range(const struct lane *lane, naive days, enum layer layer, int from, int to)
{
    int64_t sum = 0;
    int first = to, last = from - 1;
    for (int i = from; i < to; i++) {
        const int64_t here = days[i][layer];
        sum += here;
        if (here > 0 && first == to)
            first = i;
        if (here > 0)
            last = i;
    }
    ck_assert_int_eq(lane_sum(lane, layer, from, to), sum);
    ck_assert_int_eq(lane_first(lane, layer, from, to), first);
    ck_assert_int_eq(lane_last(lane, layer, from, to), last);
}

static int below(struct draw *draw, int n)
{
    return (int)(draw_bits(draw) % (uint32_t)n);
}

/* Crowded (every day has cases) or sparse (most blocks, and some blocks of blocks, have none). */
static void change_some(struct lane *lane, naive days, struct draw *draw, bool crowded)
{
    for (int n = crowded ? 3000 : 4; n > 0; n--) {
        const int index = below(draw, DAYS), layer = below(draw, LAYERS);
        const int32_t count = below(draw, 2) ? below(draw, 50) : -days[index][layer];
        lane_add(lane, (enum layer)layer, index, count);
        days[index][layer] += count;
    }
}

START_TEST(test_against_plain_loops)
{
    struct stand stand;
    struct lane *lane = lane_of(&stand);
    struct draw draw;
    naive days = {{0}};
    law_start(&draw, 1);
    for (int round = 0; round < 300; round++) {
        change_some(lane, days, &draw, round >= 250);
        for (int l = 0; l < LAYERS; l++) {
            const enum layer layer = (enum layer)l;
            ck_range(lane, days, layer, 0, DAYS);
            for (int k = 0; k < 12; k++) {
                const int a = below(&draw, DAYS + 1), b = below(&draw, DAYS + 1);
                ck_range(lane, days, layer, a < b ? a : b, a < b ? b : a);
            }
        }
    }
    ck_assert_int_eq(lane_total(lane, PLAIN_OVERDUE), lane_sum(lane, PLAIN_OVERDUE, 0, DAYS));
    ck_assert_int_eq(lane_open(lane), lane_sum(lane, WORK, 0, DAYS) + lane_sum(lane, DELAY, 0, DAYS));
    ck_assert_int_eq(plain_at_day(lane, WORK, 77), days[77][WORK] - days[77][SPARSE_WORK]);
    ck_assert_int_eq(plain_at_day(lane, DELAY, 77), days[77][DELAY] - days[77][SPARSE_DELAY]);
    stand_free(&stand);
}
END_TEST

START_TEST(test_edges_of_blocks)
{
    static const int edges[] = {
        0, 1, 15, 16, 17, 31, 32, 255, 256, 257, SUPER - 1, SUPER * 2, SUPER * 2 + 1, DAYS - 2, DAYS - 1};
    enum { EDGES = sizeof edges / sizeof edges[0] };
    struct stand stand;
    struct lane *lane = lane_of(&stand);
    for (int e = 0; e < EDGES; e++) {
        naive days = {{0}};
        lane_add(lane, SPARSE_DELAY, edges[e], 3);
        days[edges[e]][SPARSE_DELAY] = 3;
        for (int a = 0; a < EDGES; a++)
            for (int b = a; b < EDGES; b++) {
                ck_range(lane, days, SPARSE_DELAY, edges[a], edges[b]);
                ck_range(lane, days, SPARSE_DELAY, edges[a], edges[b] + 1);
                ck_range(lane, days, WORK, edges[a], edges[b] + 1);
            }
        lane_add(lane, SPARSE_DELAY, edges[e], -3);
    }
    stand_free(&stand);
}
END_TEST

START_TEST(test_trim)
{
    struct stand stand;
    struct lane *lane = lane_of(&stand);
    lane->lowest = 10;
    lane_add(lane, PLAIN_OVERDUE, 40, 1); /* counts no open case */
    lane_add(lane, DELAY, 300, 2);
    lane_trim(lane, 200);
    ck_assert_int_eq(lane->lowest, 200);
    lane_trim(lane, 600);
    ck_assert_int_eq(lane->lowest, 300);
    lane_add(lane, DELAY, 300, -2);
    lane_trim(lane, 600);
    ck_assert_int_eq(lane->lowest, 600);
    stand_free(&stand);
}
END_TEST

/* --- choosing --------------------------------------------------------------------------------------------------------
 */

struct chooser {
    struct lane *lane;
    struct draw *draw;
    int32_t stock[DAYS]; /* what every choice starts from */
    int32_t taken[DAYS];
    int from, to;
    int64_t count;
    int day; /* the one that is watched */
    bool plain;
};

static void take(void *context, int index, int64_t n)
{
    struct chooser *c = context;
    const int32_t there = c->plain ? plain_at_day(c->lane, WORK, index) : lane_at_day(c->lane, WORK, index);
    if (index < c->from || index >= c->to || n <= 0 || n > there)
        ck_abort_msg("%lld cases of day %d", (long long)n, index);
    lane_add(c->lane, WORK, index, -(int32_t)n);
    c->taken[index] += (int32_t)n;
}

/* One choice, after which the stock is restored. */
static void choose(struct chooser *c)
{
    memset(c->taken, 0, sizeof c->taken);
    const struct lane_choice choice = {WORK, c->from, c->to, c->count, take, c};
    if (c->plain)
        lane_choose_plain(c->lane, c->draw, &choice);
    else
        lane_choose(c->lane, c->draw, &choice);
    int64_t sum = 0;
    for (int i = 0; i < DAYS; i++) {
        sum += c->taken[i];
        if (c->taken[i] > 0)
            lane_add(c->lane, WORK, i, c->taken[i]);
    }
    ck_assert_int_eq(sum, c->count);
}

static void fill(struct chooser *c, int index, int32_t count)
{
    c->stock[index] = count;
    lane_add(c->lane, WORK, index, count);
    lane_add(c->lane, DELAY, index, 7); /* not of the layer */
}

static struct chooser chooser_of(struct lane *lane, struct draw *draw, uint32_t entity)
{
    law_start(draw, entity);
    lane->lowest = 0;
    return (struct chooser){.lane = lane, .draw = draw};
}

/* Exactly as many as asked for, up to all, on the right days. */
START_TEST(test_exact_counts)
{
    struct stand stand;
    struct draw draw;
    struct lane *lane = lane_of(&stand);
    struct chooser c = chooser_of(lane, &draw, 2);
    for (int i = 0; i < DAYS; i += 1 + below(&draw, 5))
        fill(&c, i, 1 + below(&draw, 30));
    for (int round = 0; round < 3000; round++) {
        const int a = below(&draw, DAYS + 1), b = below(&draw, DAYS + 1);
        c.from = a < b ? a : b;
        c.to = a < b ? b : a;
        const int64_t there = lane_sum(lane, WORK, c.from, c.to);
        c.count = round % 4 == 0 ? there : below(&draw, (int)(round % 4 == 1 ? there : there / 20) + 1);
        choose(&c);
    }
    stand_free(&stand);
}
END_TEST

/* The number taken on one day is hypergeometric; z of its distribution over n choices. */
static double z_of_day(void *sampler, size_t n)
{
    struct chooser *c = sampler;
    int64_t all = 0, seen[200] = {0};
    double chance[200] = {0};
    for (int i = c->from; i < c->to; i++)
        all += c->stock[i];
    const int64_t here = c->stock[c->day];
    ck_assert_int_lt(here, 200);
    for (size_t i = 0; i < n; i++) {
        choose(c);
        seen[c->taken[c->day]]++;
    }
    double p = 1; /* the probabilities by their ratios */
    double sum = 0;
    for (int64_t k = here + c->count - all > 0 ? here + c->count - all : 0; k <= here && k <= c->count; k++) {
        chance[k] = p;
        sum += p;
        p *= (double)((here - k) * (c->count - k)) / (double)((k + 1) * (all - here - c->count + k + 1));
    }
    for (int k = 0; k <= here; k++)
        chance[k] /= sum;
    return z_of_counts((size_t)here + 1, seen, chance, n);
}

/* Where the cases of a choice go, over the days: not the counts, which are less varied than Poisson, but one case of
 * each choice. With few to choose the days are drawn one by one, with many by splitting. */
static double z_of_places(void *sampler, size_t n)
{
    struct chooser *c = sampler;
    int64_t seen[DAYS] = {0}, all = 0;
    double chance[DAYS] = {0};
    for (int i = c->from; i < c->to; i++)
        all += c->stock[i];
    for (int i = c->from; i < c->to; i++)
        chance[i] = (double)c->stock[i] / (double)all;
    for (size_t k = 0; k < n; k++) {
        choose(c);
        int64_t rank = (int64_t)(draw_uniform(c->draw) * (double)c->count);
        int i = c->from;
        while (rank >= c->taken[i])
            rank -= c->taken[i++];
        seen[i]++;
    }
    return z_of_counts(DAYS, seen, chance, n);
}

static const struct {
    int from, to;
    int64_t count;
    int day;       /* watched, in the middle of a block, at the edge of one, alone in its own */
    int32_t crowd; /* on one day, so that the other blocks have few of those chosen */
} choices[] = {{5, 890, 3, 40, 0},     {5, 890, 60, 47, 0},   {5, 890, 400, 40, 0},
               {5, 890, 400, 48, 0},   {5, 890, 3000, 48, 0}, {5, 890, 3000, 640, 0},
               {250, 290, 5, 257, 0},  {250, 290, 40, 257, 0}, {250, 290, 110, 257, 0},
               {5, 890, 3000, 47, 90000}, {37, 890, 60, 47, 90000}};

/* 5 sigma, and eight times as many choices before it fails. */
START_TEST(test_uniform_without_replacement)
{
    struct stand stand;
    struct draw draw;
    struct chooser c = chooser_of(lane_of(&stand), &draw, 10 + (uint32_t)_i);
    for (int i = 5; i < 640; i++)
        fill(&c, i, 2 + (i * 7) % 11);
    fill(&c, 640, 40);
    if (choices[_i].crowd > 0)
        fill(&c, 700, choices[_i].crowd);
    c.from = choices[_i].from;
    c.to = choices[_i].to;
    c.count = choices[_i].count;
    c.day = choices[_i].day;
    ck_assert(statistic_within(5, z_of_day, &c, 6000, "cases of a day"));
    ck_assert(statistic_within(5, z_of_places, &c, 6000, "places of cases"));
    stand_free(&stand);
}
END_TEST

/* Of those in no cohort, on all days: a few, many, nearly all; when the others are few, many, or nearly all. */
static const struct {
    int64_t count;
    int32_t sparse; /* more a day than plain ones, on two days of three */
} plain_choices[] = {{4, 1}, {60, 1}, {400, 1}, {3000, 1}, {4, 20}, {60, 12}, {60, 60}};

START_TEST(test_plain_without_replacement)
{
    struct stand stand;
    struct draw draw;
    struct chooser c = chooser_of(lane_of(&stand), &draw, 40 + (uint32_t)_i);
    for (int i = 5; i < 640; i++) {
        fill(&c, i, 2 + (i * 7) % 11);
        if (i % 3 == 0)
            continue;
        lane_add(c.lane, WORK, i, plain_choices[_i].sparse);
        lane_add(c.lane, SPARSE_WORK, i, plain_choices[_i].sparse);
    }
    c.lane->lowest = c.from = 5;
    c.to = 640;
    c.plain = true;
    c.count = plain_choices[_i].count;
    c.day = 47;
    ck_assert(statistic_within(5, z_of_day, &c, 6000, "plain cases of a day"));
    ck_assert(statistic_within(5, z_of_places, &c, 6000, "places of plain cases"));
    stand_free(&stand);
}
END_TEST

/* Every rank, in turn, is a case of its day. */
START_TEST(test_find)
{
    struct stand stand;
    struct draw draw;
    struct chooser c = chooser_of(lane_of(&stand), &draw, 30);
    for (int i = 300; i < 700; i++)
        fill(&c, i, (i * 5) % 13);
    for (int lowest = 0; lowest <= 300; lowest += 100) {
        int64_t rank = 0;
        c.lane->lowest = lowest;
        for (int i = 300; i < 700; i++)
            for (int64_t k = 0; k < c.stock[i]; k++, rank++) {
                int64_t within = rank;
                ck_assert_int_eq(lane_find(c.lane, WORK, &within), i);
                ck_assert_int_eq(within, k);
            }
    }
    stand_free(&stand);
}
END_TEST

START_TEST(test_nothing_to_choose)
{
    struct stand stand;
    struct draw draw;
    struct chooser c = chooser_of(lane_of(&stand), &draw, 3);
    c.to = DAYS;
    choose(&c);
    c.from = c.to = 30;
    choose(&c);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_against_plain_loops);
    tcase_add_test(tcase, test_edges_of_blocks);
    tcase_add_test(tcase, test_trim);
    tcase_add_test(tcase, test_exact_counts);
    tcase_add_loop_test(tcase, test_uniform_without_replacement, 0, sizeof choices / sizeof choices[0]);
    tcase_add_loop_test(tcase, test_plain_without_replacement, 0, sizeof plain_choices / sizeof plain_choices[0]);
    tcase_add_test(tcase, test_find);
    tcase_add_test(tcase, test_nothing_to_choose);
}
