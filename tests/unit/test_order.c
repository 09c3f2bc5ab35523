/* Which cases come next: each order of work on small states made by hand. */

#include "engine/cohorts.h"
#include "engine/hazards.h"
#include "engine/lane.h"
#include "engine/order.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

/* Lanes: 0 and 1 the classes of s (b before a in priority when `priority` says so), 2 of t, 3 of u, 4 of v. */
static const char frame[] =
    "opening_date: 2024-03-31\n"
    "horizon: 2024-12-31\n"
    "pools: {p: {fte: 1 fte, allocation: earliest_deadline}}\n"
    "streams:\n"
    "  s:\n"
    "    inflow: {level: 0/year}\n"
    "    capacity: 100/year\n"
    "    order: [{noticed: 50%%}, {earliest_deadline: 50%%}]\n"
    "    clock:\n"
    "      period: 6 months\n"
    "      rules: {shorter: {in_force: 2024-01-01, received_from: 2023-11-01, received_until: 2023-11-30,\n"
    "                        applies_to: all_open, period: {length: 2 months, weekend_rule: no}}}\n"
    "    classes: {a: {share: 50%%}, b: {share: 50%%, priority: %d}}\n"
    "    lateness: {notice: [{after: 0 days, rate: 1%%/year}]}\n"
    "    opening: {stock: 1 case, ages: {fixed: 400 days}}\n"
    "  t: {inflow: {level: 0/year}, pool: p, effort: 5 hours, clock: {period: {length: 20 days, weekend_rule: no}}}\n"
    "  u: {inflow: {level: 0/year}, pool: p, effort: 5 hours, clock: {target: {length: 10 days, weekend_rule: no}}}\n"
    "  v: {inflow: {level: 0/year}, pool: p, effort: 5 hours, clock: {target: {length: 1 day, weekend_rule: no}}}\n";

enum { A, B, T, U, V, OPENING = -401 };

struct scene {
    struct stand stand;
    struct replication *rep;
};

static struct scene begin(int priority)
{
    struct scene scene = {.stand = stand_of_format(frame, priority)};
    struct replication *rep = scene.rep = stand_begin(&scene.stand, 1);
    for (int l = A; l <= B; l++) { /* the one opening case has done its duty: there are days before day 0 */
        for (int layer = 0; layer < LAYERS; layer++) {
            const int32_t here = lane_at_day(&rep->lanes[l], (enum layer)layer, index_of(rep, OPENING));
            lane_add(&rep->lanes[l], (enum layer)layer, index_of(rep, OPENING), -here);
        }
    }
    return scene;
}

static struct lane *lane(const struct scene *s, int l)
{
    return &s->rep->lanes[l];
}

/* Classes of one stream that rank alike. */
static struct level level(const struct scene *s, int stream, size_t from, size_t to)
{
    return (struct level){&s->rep->streams[stream].steps[0], from, to};
}

static int64_t left(const struct scene *s, int l, int day)
{
    return lane_at_day(lane(s, l), WORK, index_of(s->rep, day));
}

/* Sources by lane, as many cases as given; -1 stands for the end. */
static void ck_sources(const struct scene *s, const int wanted[][2])
{
    size_t n = 0;
    for (; wanted[n][0] >= 0; n++) {
        ck_assert_uint_gt(s->rep->n_sources, n);
        ck_assert_int_eq(s->rep->sources[n].lane, wanted[n][0]);
        ck_assert_int_eq(s->rep->sources[n].available, wanted[n][1]);
    }
    ck_assert_uint_eq(s->rep->n_sources, n);
}

static void take(const struct scene *s, enum work_order order, int first, int second)
{
    s->rep->sources[0].served = first;
    if (s->rep->n_sources > 1)
        s->rep->sources[1].served = second;
    order_take(s->rep, order);
}

START_TEST(test_oldest_of_one_class)
{
    struct scene s = begin(1);
    const struct level b = level(&s, 0, 0, 1); /* the higher class first */
    ck_assert(!order_next(s.rep, &b, ORDER_OLDEST));
    add_plain(s.rep, lane(&s, B), -300, 4);
    add_plain(s.rep, lane(&s, B), -7, 5);
    add_plain(s.rep, lane(&s, B), 0, 6);
    add_plain(s.rep, lane(&s, A), -390, 9);
    ck_assert(order_next(s.rep, &b, ORDER_OLDEST));
    ck_sources(&s, (const int[][2]){{B, 15}, {-1, 0}});
    take(&s, ORDER_OLDEST, 7, 0);
    ck_assert(left(&s, B, -300) == 0 && left(&s, B, -7) == 2 && left(&s, B, 0) == 6 && left(&s, A, -390) == 9);
    ck_assert_int_eq(s.rep->streams[0].flow[FLOW_DECISIONS], 7);
    ck_assert_int_eq(s.rep->streams[0].flow[FLOW_WAIT], 4 * 300 + 3 * 7);
    stand_free(&s.stand);
}
END_TEST

START_TEST(test_newest_of_one_class)
{
    struct scene s = begin(1);
    const struct level b = level(&s, 0, 0, 1);
    add_plain(s.rep, lane(&s, B), -300, 4);
    add_plain(s.rep, lane(&s, B), -7, 5);
    add_plain(s.rep, lane(&s, B), 0, 6);
    ck_assert(order_next(s.rep, &b, ORDER_NEWEST));
    take(&s, ORDER_NEWEST, 8, 0);
    ck_assert(left(&s, B, -300) == 4 && left(&s, B, -7) == 3 && left(&s, B, 0) == 0);
    ck_assert(order_next(s.rep, &b, ORDER_NEWEST));
    take(&s, ORDER_NEWEST, 7, 0);
    ck_assert(!order_next(s.rep, &b, ORDER_NEWEST));
    stand_free(&s.stand);
}
END_TEST

/* Classes of one priority share a day. */
START_TEST(test_days_of_two_classes)
{
    struct scene s = begin(0);
    const struct level both = level(&s, 0, 0, 2);
    add_plain(s.rep, lane(&s, A), -20, 3);
    add_plain(s.rep, lane(&s, B), -20, 2);
    add_plain(s.rep, lane(&s, B), -30, 4);
    add_plain(s.rep, lane(&s, A), -1, 5);
    lane_add(lane(&s, A), DELAY, index_of(s.rep, -40), 5); /* not workable */
    ck_assert(order_next(s.rep, &both, ORDER_OLDEST));
    ck_sources(&s, (const int[][2]){{B, 4}, {-1, 0}});
    take(&s, ORDER_OLDEST, 4, 0);
    ck_assert(order_next(s.rep, &both, ORDER_OLDEST));
    ck_sources(&s, (const int[][2]){{A, 3}, {B, 2}, {-1, 0}});
    take(&s, ORDER_OLDEST, 1, 2);
    ck_assert(left(&s, A, -20) == 2 && left(&s, B, -20) == 0);
    ck_assert(order_next(s.rep, &both, ORDER_NEWEST));
    ck_sources(&s, (const int[][2]){{A, 5}, {-1, 0}});
    ck_assert(order_next(s.rep, &both, ORDER_RANDOM));
    ck_sources(&s, (const int[][2]){{A, 7}, {-1, 0}});
    take(&s, ORDER_RANDOM, 7, 0);
    ck_assert(!order_next(s.rep, &both, ORDER_RANDOM) && !order_next(s.rep, &both, ORDER_NEWEST));
    stand_free(&s.stand);
}
END_TEST

static int received(const struct scene *s, const char *date)
{
    return model_day(s->stand.model, date);
}

/* November's cases have two months, so they come before September's; the 29th, 30th and 31st of August are due on the
 * same last day of February and tie. */
START_TEST(test_earliest_deadline)
{
    struct scene s = begin(0);
    const struct level both = level(&s, 0, 0, 2);
    const int november = received(&s, "2023-11-20"), august = received(&s, "2023-08-29");
    add_plain(s.rep, lane(&s, A), november, 3);
    add_plain(s.rep, lane(&s, B), received(&s, "2023-09-10"), 1);
    add_plain(s.rep, lane(&s, A), august, 4);
    add_plain(s.rep, lane(&s, B), august + 1, 5);
    add_plain(s.rep, lane(&s, A), august + 2, 6);
    ck_assert(order_next(s.rep, &both, ORDER_EARLIEST_DEADLINE));
    ck_sources(&s, (const int[][2]){{A, 3}, {-1, 0}});
    take(&s, ORDER_EARLIEST_DEADLINE, 3, 0);
    ck_assert_int_eq(left(&s, A, november), 0);
    ck_assert(order_next(s.rep, &both, ORDER_EARLIEST_DEADLINE));
    ck_sources(&s, (const int[][2]){{A, 10}, {B, 5}, {-1, 0}});
    take(&s, ORDER_EARLIEST_DEADLINE, 10, 4);
    ck_assert(left(&s, A, august) == 0 && left(&s, A, august + 2) == 0 && left(&s, B, august + 1) == 1);
    ck_assert(order_next(s.rep, &both, ORDER_EARLIEST_DEADLINE));
    take(&s, ORDER_EARLIEST_DEADLINE, 1, 0);
    ck_assert(order_next(s.rep, &both, ORDER_EARLIEST_DEADLINE));
    ck_sources(&s, (const int[][2]){{B, 1}, {-1, 0}});
    stand_free(&s.stand);
}
END_TEST

/* A case that joined counts from another day than that of its receipt. */
START_TEST(test_deadline_of_a_clock_of_its_own)
{
    struct scene s = begin(0);
    const struct level both = level(&s, 0, 0, 2);
    const int march = received(&s, "2024-03-01"), january = received(&s, "2024-01-15");
    const struct cohort_key joined = {.clock = index_of(s.rep, received(&s, "2024-03-20")),
                                      .ready = LONG_AGO,
                                      .notice = NO_DAY,
                                      .due = NO_DAY,
                                      .joined = 1,
                                      .administrative.regime = -1,
                                      .judicial.regime = -1};
    add_plain(s.rep, lane(&s, A), march, 2);
    add_plain(s.rep, lane(&s, A), january, 1);
    cohort_put(s.rep, (struct spot){A, index_of(s.rep, january)}, &joined, 3);
    ck_assert(order_next(s.rep, &both, ORDER_EARLIEST_DEADLINE));
    ck_sources(&s, (const int[][2]){{A, 1}, {-1, 0}});
    take(&s, ORDER_EARLIEST_DEADLINE, 1, 0);
    ck_assert_int_eq(left(&s, A, january), 3);
    ck_assert(order_next(s.rep, &both, ORDER_EARLIEST_DEADLINE));
    take(&s, ORDER_EARLIEST_DEADLINE, 2, 0);
    ck_assert(left(&s, A, march) == 0 && left(&s, A, january) == 3);
    ck_assert(order_next(s.rep, &both, ORDER_EARLIEST_DEADLINE));
    ck_sources(&s, (const int[][2]){{A, 3}, {-1, 0}});
    take(&s, ORDER_EARLIEST_DEADLINE, 3, 0);
    ck_assert(!order_next(s.rep, &both, ORDER_EARLIEST_DEADLINE));
    stand_free(&s.stand);
}
END_TEST

/* Over a pool: the deadline or target, then the received day. */
START_TEST(test_deadlines_of_a_pool)
{
    struct scene s = begin(0);
    add_plain(s.rep, lane(&s, T), -25, 2); /* due on -5 */
    add_plain(s.rep, lane(&s, U), -15, 3); /* target -5 */
    add_plain(s.rep, lane(&s, V), -6, 4);  /* target -5 */
    add_plain(s.rep, lane(&s, V), -5, 5);
    add_plain(s.rep, lane(&s, T), -30, 1); /* due on -10 */
    static const int wanted[][2] = {{T, 1}, {T, 2}, {U, 3}, {V, 4}, {V, 5}};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        ck_assert(order_next_by_deadline(s.rep, 0));
        ck_sources(&s, (const int[][2]){{wanted[i][0], wanted[i][1]}, {-1, 0}});
        take(&s, ORDER_EARLIEST_DEADLINE, wanted[i][1], 0);
    }
    ck_assert(!order_next_by_deadline(s.rep, 0));
    add_plain(s.rep, lane(&s, T), -15, 2); /* due on 5 */
    add_plain(s.rep, lane(&s, T), -14, 7);
    add_plain(s.rep, lane(&s, U), -5, 1); /* target 5, received later */
    ck_assert(order_next_by_deadline(s.rep, 0));
    ck_sources(&s, (const int[][2]){{T, 2}, {-1, 0}});
    stand_free(&s.stand);
}
END_TEST

/* --- noticed first --------------------------------------------------------------------------------------------------
 */

static void notice(const struct scene *s, int l, int day, int count, enum stage stage, int notice_day, int due)
{
    struct cohort_key key = {
        .notice = notice_day, .stage = (int8_t)stage, .due = due, .administrative.regime = -1, .judicial.regime = -1};
    notice_plain(s->rep, lane(s, l), index_of(s->rep, day), count, &key);
}

/* Orders by term end before all others; those by notice day, whatever their age; without a notice none. */
START_TEST(test_noticed)
{
    struct scene s = begin(0);
    const struct level both = level(&s, 0, 0, 2);
    add_plain(s.rep, lane(&s, A), -390, 10);
    add_plain(s.rep, lane(&s, A), -300, 10);
    add_plain(s.rep, lane(&s, B), -300, 10);
    ck_assert(!order_next(s.rep, &both, ORDER_NOTICED));
    notice(&s, A, -390, 2, STAGE_NOTICED, -10, NO_DAY);
    notice(&s, A, -300, 3, STAGE_NOTICED, -40, NO_DAY);
    notice(&s, B, -300, 4, STAGE_APPEALED, -40, 15);
    notice(&s, B, -300, 1, STAGE_ORDERED, -100, 30);
    notice(&s, A, -300, 2, STAGE_ORDERED, -100, -3);
    notice(&s, A, -390, 1, STAGE_ORDERED, -100, 30);
    ck_assert(order_next(s.rep, &both, ORDER_NOTICED));
    ck_sources(&s, (const int[][2]){{A, 2}, {-1, 0}});
    take(&s, ORDER_NOTICED, 2, 0);
    ck_assert(left(&s, A, -300) == 8 && left(&s, A, -390) == 10);
    ck_assert(order_next(s.rep, &both, ORDER_NOTICED));
    ck_sources(&s, (const int[][2]){{A, 1}, {B, 1}, {-1, 0}});
    take(&s, ORDER_NOTICED, 1, 1);
    ck_assert(order_next(s.rep, &both, ORDER_NOTICED));
    ck_sources(&s, (const int[][2]){{A, 3}, {B, 4}, {-1, 0}});
    take(&s, ORDER_NOTICED, 3, 2);
    ck_assert(order_next(s.rep, &both, ORDER_NOTICED));
    ck_sources(&s, (const int[][2]){{B, 2}, {-1, 0}});
    take(&s, ORDER_NOTICED, 0, 0); /* nothing served: they are still there */
    ck_assert(order_next(s.rep, &both, ORDER_NOTICED));
    take(&s, ORDER_NOTICED, 2, 0);
    ck_assert(order_next(s.rep, &both, ORDER_NOTICED));
    ck_sources(&s, (const int[][2]){{A, 2}, {-1, 0}});
    take(&s, ORDER_NOTICED, 2, 0);
    ck_assert(!order_next(s.rep, &both, ORDER_NOTICED));
    ck_assert(left(&s, A, -390) == 7 && left(&s, A, -300) == 5 && left(&s, B, -300) == 5);
    ck_assert_int_eq(lane_open(lane(&s, A)), 12);
    stand_free(&s.stand);
}
END_TEST

/* The other orders take noticed cases as any others. */
START_TEST(test_noticed_cases_in_other_orders)
{
    struct scene s = begin(1);
    const struct level b = level(&s, 0, 0, 1);
    add_plain(s.rep, lane(&s, B), -300, 5);
    notice(&s, B, -300, 5, STAGE_NOTICED, -40, NO_DAY);
    add_plain(s.rep, lane(&s, B), -290, 5);
    ck_assert(order_next(s.rep, &b, ORDER_OLDEST));
    take(&s, ORDER_OLDEST, 6, 0);
    ck_assert(left(&s, B, -300) == 0 && left(&s, B, -290) == 4);
    ck_assert(!order_next(s.rep, &b, ORDER_NOTICED));
    stand_free(&s.stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_oldest_of_one_class);
    tcase_add_test(tcase, test_newest_of_one_class);
    tcase_add_test(tcase, test_days_of_two_classes);
    tcase_add_test(tcase, test_earliest_deadline);
    tcase_add_test(tcase, test_deadline_of_a_clock_of_its_own);
    tcase_add_test(tcase, test_deadlines_of_a_pool);
    tcase_add_test(tcase, test_noticed);
    tcase_add_test(tcase, test_noticed_cases_in_other_orders);
}
