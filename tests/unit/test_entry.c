/* What becomes of the cases received in a month: Aalen-Johansen by hand and against a plain list of cases. */
#include <math.h>
#include <stdlib.h>

#include "engine/entry.h"
#include "support/check_main/check_main.h"
#include "support/law.h"
#include "support/load_text.h"

/* Days 0 to 90. */
static const char text[] = "opening_date: 2023-12-31\n"
                           "horizon: 2024-03-31\n"
                           "streams:\n"
                           "  s: {capacity: 100/year, inflow: {level: 100/year}}\n"
                           "  t: {capacity: 100/year, inflow: {level: 100/year}}\n";

static struct replication *begin(struct stand *stand)
{
    *stand = stand_of(text, NULL);
    entry_reset(stand->replication);
    return stand->replication;
}

static void receive(struct replication *rep, int stream, int day, int count)
{
    rep->today = day;
    entry_received(rep, stream, count);
}

static void leave(struct replication *rep, int stream, int received, int wait, bool decided, int count)
{
    rep->today = received + wait;
    entry_left(rep, stream, received, decided, count);
}

static double figure(const struct stand *stand, size_t month, size_t stream, enum entry_measure m)
{
    return stand->values.entry[layout_entry_cell(&stand->model->layout, month, stream, m)];
}

static void ck_figure(double found, double wanted)
{
    if (isnan(wanted))
        ck_assert_msg(isnan(found), "%g where no value is", found);
    else
        ck_assert_double_eq_tol(found, wanted, 1e-12);
}

static void ck_month(const struct stand *stand, size_t month, size_t stream, double received, double p50, double p90,
                     double decided)
{
    ck_figure(figure(stand, month, stream, ENTRY_RECEIVED), received);
    ck_figure(figure(stand, month, stream, ENTRY_WAIT_P50), p50);
    ck_figure(figure(stand, month, stream, ENTRY_WAIT_P90), p90);
    ck_figure(figure(stand, month, stream, ENTRY_DECIDED_IN_PERIOD), decided);
}

static const double none = (double)NAN;

/* Ten cases of 1 January and ten of the 31st, followed for 90 and for 60 days.
 *   wait 10: 4 of 20 decided    incidence 0.2, left 0.8
 *   wait 20: 2 of 16 withdrawn  left 0.7
 *   wait 60: 2 of 14 decided    incidence 0.3, left 0.6; then 8 are censored
 *   wait 70: 2 of 4 decided     incidence 0.6, left 0.3
 *   wait 90: 2 of 2 decided     incidence 0.9 */
static void fill_by_hand(struct replication *rep, int stream)
{
    receive(rep, stream, 0, 10);
    leave(rep, stream, 0, 10, true, 4);
    leave(rep, stream, 0, 20, false, 2);
    receive(rep, stream, 30, 10);
    leave(rep, stream, 0, 70, true, 2);
    leave(rep, stream, 30, 60, true, 2);
    leave(rep, stream, 0, 90, true, 2);
}

START_TEST(test_by_hand)
{
    struct stand stand;
    struct replication *rep = begin(&stand);
    fill_by_hand(rep, 0);
    entry_fill(rep, stand.values.entry);
    ck_month(&stand, 0, 0, 20, 70, 90, 0.5);
    ck_month(&stand, 0, 1, 0, none, none, none);
    ck_month(&stand, 0, 2, 20, 70, 90, 0.5);
    ck_month(&stand, 1, 0, 0, none, none, none);
    stand_free(&stand);
}
END_TEST

/* Both streams: the same incidences as twice the cases; then a stream in which all go at once. */
START_TEST(test_all)
{
    struct stand stand;
    struct replication *rep = begin(&stand);
    fill_by_hand(rep, 0);
    fill_by_hand(rep, 1);
    entry_fill(rep, stand.values.entry);
    ck_month(&stand, 0, 1, 20, 70, 90, 0.5);
    ck_month(&stand, 0, 2, 40, 70, 90, 0.5);
    entry_reset(rep);
    fill_by_hand(rep, 0);
    receive(rep, 1, 5, 30);
    leave(rep, 1, 5, 3, true, 30);
    entry_fill(rep, stand.values.entry);
    ck_month(&stand, 0, 0, 20, 70, 90, 0.5);
    ck_month(&stand, 0, 1, 30, 3, 3, 1);
    ck_month(&stand, 0, 2, 50, 3, 90, 0.8); /* 0.6 at 3, then 0.4 times as much as above: 0.84 at 70, 0.96 at 90 */
    stand_free(&stand);
}
END_TEST

START_TEST(test_without_decisions)
{
    struct stand stand;
    struct replication *rep = begin(&stand);
    receive(rep, 0, 31, 7); /* February */
    leave(rep, 0, 31, 5, false, 3);
    receive(rep, 0, 70, 9); /* March: all still open */
    receive(rep, 1, 90, 2); /* on the last day, decided at once */
    leave(rep, 1, 90, 0, true, 1);
    entry_fill(rep, stand.values.entry);
    ck_month(&stand, 1, 0, 7, none, none, 0);
    ck_month(&stand, 2, 0, 9, none, none, 0);
    ck_month(&stand, 2, 1, 2, 0, none, 0.5);
    stand_free(&stand);
}
END_TEST

/* --- case by case ---------------------------------------------------------------------------------------------------
 */

enum { CASES = 700, HORIZON = 90 };
struct one_case {
    int stream, received, wait, decided; /* wait: to its end, or to the horizon when it is still open (decided -1) */
};

static void draw_case(struct draw *draw, struct one_case *c)
{
    const int received = (int)(draw_bits(draw) % (HORIZON + 1)), wait = (int)(draw_bits(draw) % 120);
    *c = (struct one_case){(int)(draw_bits(draw) & 1), received, wait, draw_bits(draw) % 5 > 0};
    if (received + wait > HORIZON) {
        c->wait = HORIZON - received;
        c->decided = -1;
    }
}

/* The product-limit form, with the set at risk counted afresh for every wait. */
static double naive_quantile(const struct one_case cases[], const int months[], int month, int stream, double level)
{
    double incidence = 0, open = 1;
    for (int w = 0; w <= HORIZON; w++) {
        int at_risk = 0, decided = 0, other = 0;
        for (int i = 0; i < CASES; i++) {
            if (months[cases[i].received] != month || (stream < 2 && cases[i].stream != stream) || cases[i].wait < w)
                continue;
            at_risk++;
            decided += cases[i].wait == w && cases[i].decided == 1;
            other += cases[i].wait == w && cases[i].decided == 0;
        }
        if (at_risk == 0)
            break;
        incidence += open * decided / at_risk;
        open *= 1 - (double)(decided + other) / at_risk;
        if (incidence >= level - 1e-12)
            return w;
    }
    return none;
}

static void ck_case_by_case(struct stand *stand, struct draw *draw)
{
    struct one_case cases[CASES];
    int months[HORIZON + 1];
    struct replication *rep = stand->replication;
    entry_reset(rep);
    for (int day = 0; day <= HORIZON; day++)
        months[day] = day < 31 ? 0 : day < 60 ? 1 : 2;
    for (int i = 0; i < CASES; i++) {
        draw_case(draw, &cases[i]);
        receive(rep, cases[i].stream, cases[i].received, 1);
        if (cases[i].decided >= 0)
            leave(rep, cases[i].stream, cases[i].received, cases[i].wait, cases[i].decided == 1, 1);
    }
    entry_fill(rep, stand->values.entry);
    for (int month = 0; month < 3; month++)
        for (int stream = 0; stream < 3; stream++) {
            const size_t m = (size_t)month, s = (size_t)stream;
            ck_figure(figure(stand, m, s, ENTRY_WAIT_P50), naive_quantile(cases, months, month, stream, 0.5));
            ck_figure(figure(stand, m, s, ENTRY_WAIT_P90), naive_quantile(cases, months, month, stream, 0.9));
        }
}

START_TEST(test_case_by_case)
{
    struct stand stand;
    struct draw draw;
    begin(&stand);
    law_start(&draw, 1);
    for (int round = 0; round < 30; round++)
        ck_case_by_case(&stand, &draw);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_by_hand);
    tcase_add_test(tcase, test_all);
    tcase_add_test(tcase, test_without_decisions);
    tcase_add_test(tcase, test_case_by_case);
}
