/* Accrual by counts against accrual case by case: random starts, pauses, days before day 0 and exits. */
#include <stdlib.h>
#include <string.h>

#include "engine/meter.h"
#include "support/check_main/check_main.h"
#include "support/law.h"
#include "support/load_text.h"

static const char text[] =
    "opening_date: 2023-12-31\n"
    "horizon: 2024-12-31\n"
    "regimes:\n"
    "  administrative:\n"
    "    awb_2019: {grace: 14 days, tiers: [{days: 14 days, amount: EUR 23/day}, {days: 14 days, amount: EUR 35/day},\n"
    "                                       {days: 14 days, amount: EUR 45/day}]}\n"
    "    awb_2009: {tiers: [{days: 14 days, amount: EUR 20/day}, {days: 14 days, amount: EUR 30/day},\n"
    "                       {days: 14 days, amount: EUR 40/day}]}\n"
    "    flat: {grace: 0 days, tiers: [{days: 1 day, amount: EUR 7/day}]}\n"
    "  judicial:\n"
    "    whole: {amount: EUR 100/day, cap: EUR 7500}\n"
    "    rest: {amount: EUR 100/day, cap: EUR 1550}\n"
    "    one: {amount: EUR 250/day, cap: EUR 100}\n"
    "streams: {s: {capacity: 100/year, inflow: {level: 100/year}}}\n";

enum { METERS = 6, CASES = 60 };

/* The engine's own meters: three administrative, then three judicial. */
static struct meter *meter_at(const struct stand *stand, int i)
{
    struct stream_state *s = &stand->replication->streams[0];
    return i < 3 ? &s->administrative[i] : &s->judicial[i - 3];
}

static int64_t euros_after(const struct stand *stand, int i, int days)
{
    const struct model *m = stand->model;
    return i < 3 ? tariff_after(&m->administrative[i], days) : judicial_after(&m->judicial[i - 3], days);
}

START_TEST(test_tariffs)
{
    struct stand stand = stand_of(text, NULL);
    const struct administrative_regime *awb = &stand.model->administrative[0];
    ck_assert_int_eq(tariff_days(awb), 42);
    ck_assert_int_eq(tariff_after(awb, 0), 0);
    ck_assert_int_eq(tariff_after(awb, -3), 0);
    ck_assert_int_eq(tariff_after(awb, 1), 23);
    ck_assert_int_eq(tariff_after(awb, 14), 322);
    ck_assert_int_eq(tariff_after(awb, 15), 357);
    ck_assert_int_eq(tariff_after(awb, 41), 1397);
    ck_assert_int_eq(tariff_after(awb, 42), 1442);
    ck_assert_int_eq(tariff_after(awb, 100), 1442);
    ck_assert_int_eq(tariff_after(&stand.model->administrative[1], 42), 1260);
    const struct judicial_regime *court = stand.model->judicial;
    ck_assert_int_eq(judicial_days(&court[0]), 75);
    ck_assert_int_eq(judicial_after(&court[0], 74), 7400);
    ck_assert_int_eq(judicial_after(&court[0], 75), 7500);
    ck_assert_int_eq(judicial_days(&court[1]), 16);
    ck_assert_int_eq(judicial_after(&court[1], 15), 1500);
    ck_assert_int_eq(judicial_after(&court[1], 16), 1550);
    ck_assert_int_eq(judicial_days(&court[2]), 1);
    ck_assert_int_eq(judicial_after(&court[2], 9), 100);
    stand_free(&stand);
}
END_TEST

START_TEST(test_totals)
{
    struct stand stand = stand_of(text, NULL);
    const struct meter *meter = meter_at(&stand, _i);
    const int days =
        _i < 3 ? tariff_days(&stand.model->administrative[_i]) : judicial_days(&stand.model->judicial[_i - 3]);
    ck_assert_int_eq(meter->days, days);
    for (int d = 0; d <= days; d++)
        ck_assert_int_eq(meter->total[d], euros_after(&stand, _i, d));
    stand_free(&stand);
}
END_TEST

/* --- case by case
 * -------------------------------------------------------------------------------------------------------- */

struct one_case {
    struct running running;
    int64_t count;
    int days; /* penalty days so far */
};

struct ledger {
    const struct stand *stand;
    struct meter *meter;
    int which, today;
    struct draw draw;
    struct one_case cases[CASES];
};

static int below(struct ledger *l, int n)
{
    return (int)(draw_bits(&l->draw) % (uint32_t)n);
}

/* Cases that begin on a day to come, perhaps after the horizon; before day 0 also some that run already. */
static void begin(struct ledger *l, struct one_case *c)
{
    const int kind = below(l, 4), days = l->meter->days;
    *c = (struct one_case){.count = 1 + below(l, 5)};
    c->running.start = kind == 0 ? l->today : kind == 1 ? l->today + below(l, 40) : l->today + below(l, 3);
    if (kind == 3 && below(l, 10) == 0)
        c->running.start = l->meter->horizon + 1 + below(l, 50);
    if (l->today == 0 && kind < 3 && days > 1)
        c->running.start = below(l, days + 20) - days + 1;
    if (c->running.start < 0)
        c->days = c->running.prior = -c->running.start;
    meter_add(l->meter, &c->running, c->count);
}

static void pause_or_resume(struct ledger *l, struct one_case *c)
{
    const int earliest = c->days == 0 && !c->running.paused ? c->running.start : 0;
    if (c->days == l->meter->days || (c->days == 0 && earliest > l->today))
        return;
    meter_add(l->meter, &c->running, -c->count);
    c->running.paused = !c->running.paused;
    c->running.start = c->running.paused ? c->days : l->today - c->days;
    meter_add(l->meter, &c->running, c->count);
}

/* Some of the cases leave, or all. */
static void leave(struct ledger *l, struct one_case *c)
{
    const int64_t count = below(l, 2) ? c->count : 1 + below(l, (int)c->count);
    meter_add(l->meter, &c->running, -count);
    c->count -= count;
}

static void change_some(struct ledger *l)
{
    for (int n = l->today == 0 ? 3 * CASES : 12; n > 0; n--) {
        struct one_case *c = &l->cases[below(l, CASES)];
        if (c->count == 0)
            begin(l, c);
        else if (l->today > 0 && below(l, 3) == 0)
            leave(l, c);
        else if (l->today > 0)
            pause_or_resume(l, c);
    }
}

/* One evening, by the tariff of each case's own days. */
static struct meter_day evening(struct ledger *l)
{
    struct meter_day day = {0, 0};
    for (int i = 0; i < CASES; i++) {
        struct one_case *c = &l->cases[i];
        if (c->count == 0 || c->running.paused || c->running.start > l->today || c->days == l->meter->days)
            continue;
        day.accrued +=
            c->count * (euros_after(l->stand, l->which, c->days + 1) - euros_after(l->stand, l->which, c->days));
        if (++c->days == l->meter->days)
            day.reached += c->count * (euros_after(l->stand, l->which, c->days) -
                                       euros_after(l->stand, l->which, c->running.prior));
    }
    return day;
}

static void ck_stock(const struct ledger *l)
{
    int64_t left = 0;
    for (int i = 0; i < CASES; i++) {
        const struct one_case *c = &l->cases[i];
        if (c->count == 0)
            continue;
        ck_assert_int_eq(meter_days(l->meter, &c->running), c->days);
        left += c->count * (l->meter->total[l->meter->days] - euros_after(l->stand, l->which, c->days));
    }
    ck_assert_int_eq(meter_still_to_run(l->meter), left);
}

static void ck_ledger(const struct stand *stand, int which, uint32_t entity)
{
    struct ledger *l = calloc(1, sizeof *l);
    ck_assert_ptr_nonnull(l);
    l->stand = stand;
    l->which = which;
    l->meter = meter_at(stand, which);
    law_start(&l->draw, entity);
    meter_reset(l->meter);
    for (l->today = 0; l->today <= l->meter->horizon; l->today++) {
        change_some(l);
        ck_stock(l);
        const struct meter_day wanted = evening(l), found = meter_advance(l->meter);
        ck_assert_int_eq(found.accrued, wanted.accrued);
        ck_assert_int_eq(found.reached, wanted.reached);
        ck_stock(l);
    }
    free(l);
}

START_TEST(test_against_cases)
{
    struct stand stand = stand_of(text, NULL);
    for (uint32_t round = 0; round < 4; round++)
        ck_ledger(&stand, _i, 100 * round + (uint32_t)_i);
    stand_free(&stand);
}
END_TEST

/* --- by hand
 * --------------------------------------------------------------------------------------------------------------- */

static struct meter_day advance_to(struct meter *meter, int day)
{
    struct meter_day sum = {0, 0};
    while (meter->advanced < day) {
        const struct meter_day one = meter_advance(meter);
        sum.accrued += one.accrued;
        sum.reached += one.reached;
    }
    return sum;
}

/* Two cases from day 3 on: 14 days of 23 and one of 35, a pause of 10 days, then the rest. */
START_TEST(test_pause_by_hand)
{
    struct stand stand = stand_of(text, NULL);
    struct meter *meter = meter_at(&stand, 0);
    meter_reset(meter);
    struct running running = {.start = 3};
    meter_add(meter, &running, 2);
    ck_assert_int_eq(meter_still_to_run(meter), 2 * 1442);
    ck_assert_int_eq(advance_to(meter, 17).accrued, 2 * (14 * 23 + 35));
    meter_add(meter, &running, -2);
    running = (struct running){.paused = 1, .start = 15};
    meter_add(meter, &running, 2);
    ck_assert_int_eq(advance_to(meter, 27).accrued, 0);
    ck_assert_int_eq(meter_still_to_run(meter), 2 * (1442 - 357));
    meter_add(meter, &running, -2);
    running = (struct running){.start = 28 - 15};
    meter_add(meter, &running, 2);
    struct meter_day day = advance_to(meter, 53);
    ck_assert_int_eq(day.accrued, 2 * (13 * 35 + 13 * 45));
    ck_assert_int_eq(day.reached, 0);
    day = advance_to(meter, 54);
    ck_assert_int_eq(day.accrued, 2 * 45);
    ck_assert_int_eq(day.reached, 2 * 1442);
    ck_assert_int_eq(advance_to(meter, 100).accrued, 0);
    stand_free(&stand);
}
END_TEST

/* Forty of 42 days lie before day 0: their euros stand in the opening's outstanding and are not among those reached. */
START_TEST(test_days_before_the_run)
{
    struct stand stand = stand_of(text, NULL);
    struct meter *meter = meter_at(&stand, 0);
    meter_reset(meter);
    const struct running running = {.start = -40, .prior = 40};
    meter_add(meter, &running, 3);
    ck_assert_int_eq(meter_days(meter, &running), 40);
    ck_assert_int_eq(meter_still_to_run(meter), 3 * 90);
    const struct meter_day first = meter_advance(meter), second = meter_advance(meter);
    ck_assert(first.accrued == 3 * 45 && first.reached == 0);
    ck_assert(second.accrued == 3 * 45 && second.reached == 3 * 90);
    ck_assert_int_eq(meter_days(meter, &running), 42);
    ck_assert_int_eq(meter_still_to_run(meter), 0);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_tariffs);
    tcase_add_loop_test(tcase, test_totals, 0, METERS);
    tcase_add_loop_test(tcase, test_against_cases, 0, METERS);
    tcase_add_test(tcase, test_pause_by_hand);
    tcase_add_test(tcase, test_days_before_the_run);
}
