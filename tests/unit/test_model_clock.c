/* The tables of deadlines and of the calendar, against dates worked out by hand and against a plain reading of the
 * page. */
#include <math.h>

#include "base/calendar.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

static const char frame[] = "opening_date: 2023-12-31\n"
                            "horizon: 2025-06-30\n"
                            "streams:\n"
                            "  s:\n"
                            "    capacity: 100/year\n"
                            "    inflow: {level: 100/year}\n"
                            "    opening: {stock: 100 cases, ages: {fixed: 900 days}}\n"
                            "    clock: {%s}\n";

static const struct model_stream *stream_of(const struct stand *stand)
{
    return &stand->model->streams[0];
}

/* The deadline of a received day, by the rules in force on `today`. */
static int deadline(const struct stand *stand, const char *received, const char *today)
{
    const struct model_stream *s = stream_of(stand);
    size_t e = 0;
    while (e + 1 < s->n_epochs && s->epochs[e + 1].from <= model_day(stand->model, today))
        e++;
    return s->epochs[e].deadline[model_day(stand->model, received) + stand->model->before];
}

static void ck_deadline(const struct stand *stand, const char *received, const char *today, const char *wanted)
{
    char found[11];
    day_format(deadline(stand, received, today) + stand->model->day0, found);
    ck_assert_msg(civil_of(found) == civil_of(wanted), "received %s, on %s: %s, not %s", received, today, found,
                  wanted);
}

START_TEST(test_periods)
{
    static const char day0[] = "2024-01-01";
    struct stand months = stand_of_format(frame, "period: 6 months");
    ck_deadline(&months, "2023-08-31", day0, "2024-02-29");
    ck_deadline(&months, "2024-08-31", day0, "2025-02-28");
    ck_deadline(&months, "2024-01-01", day0, "2024-07-01");
    ck_deadline(&months, "2024-03-25", day0, "2024-09-25");
    ck_assert_int_eq(months.model->before, 901);
    ck_assert_uint_eq(stream_of(&months)->n_epochs, 1);
    ck_assert(stream_of(&months)->has_period && stream_of(&months)->has_key && !stream_of(&months)->target);
    stand_free(&months);
    /* 31 March is Easter Sunday. */
    struct stand days = stand_of_format(frame, "period: 90 days");
    ck_deadline(&days, "2024-01-01", day0, "2024-04-02");
    ck_deadline(&days, "2023-12-29", day0, "2024-03-28");
    ck_deadline(&days, "2023-12-30", day0, "2024-04-02");
    stand_free(&days);
    struct stand plain = stand_of_format(frame, "period: {length: 90 days, weekend_rule: no}");
    ck_deadline(&plain, "2024-01-01", day0, "2024-03-31");
    stand_free(&plain);
    struct stand moved = stand_of_format(frame, "period: {length: 6 months, weekend_rule: yes}");
    ck_deadline(&moved, "2023-09-29", day0, "2024-04-02");
    stand_free(&moved);
    struct stand late = stand_of_format(frame, "period: 90 days, starts_after: 3 days");
    ck_deadline(&late, "2024-01-01", day0, "2024-04-03");
    ck_deadline(&late, "2023-12-29", day0, "2024-04-02");
    stand_free(&late);
}
END_TEST

START_TEST(test_received_after)
{
    struct stand stand =
        stand_of_format(frame, "period: 6 months, rules: {a: {in_force: 2024-03-01, applies_to: received_after, "
                               "received_until: 2024-09-30, period: 9 months}}");
    ck_assert_uint_eq(stream_of(&stand)->n_epochs, 2);
    ck_assert_int_eq(stream_of(&stand)->epochs[1].from, 60);
    ck_deadline(&stand, "2024-02-29", "2024-03-01", "2024-08-29");
    ck_deadline(&stand, "2024-03-01", "2024-03-01", "2024-12-01");
    ck_deadline(&stand, "2024-09-30", "2024-10-01", "2025-06-30");
    ck_deadline(&stand, "2024-10-01", "2024-10-01", "2025-04-01");
    ck_deadline(&stand, "2023-01-05", "2024-10-01", "2023-07-05");
    stand_free(&stand);
}
END_TEST

START_TEST(test_open_not_overdue)
{
    struct stand stand =
        stand_of_format(frame, "period: 6 months, rules: {a: {in_force: 2024-03-01, applies_to: open_not_overdue, "
                               "received_from: 2023-06-01, received_until: 2023-12-31, period: 15 months}}");
    ck_deadline(&stand, "2023-09-01", "2024-02-29", "2024-03-01");
    ck_deadline(&stand, "2023-08-31", "2024-03-01", "2024-02-29"); /* overdue: stays so */
    ck_deadline(&stand, "2023-09-01", "2024-03-01", "2024-12-01"); /* due that very day: in time */
    ck_deadline(&stand, "2023-12-31", "2024-03-01", "2025-03-31");
    ck_deadline(&stand, "2024-01-01", "2024-03-01", "2024-07-01"); /* outside the window */
    stand_free(&stand);
}
END_TEST

/* Re-dating both ways, also of what was overdue; what a rule did stays until another matches. */
START_TEST(test_all_open_both_ways)
{
    struct stand stand = stand_of_format(
        frame, "period: 6 months, rules: {longer: {in_force: 2024-03-01, applies_to: all_open, "
               "received_from: 2023-01-01, period: 15 months}, shorter: {in_force: 2024-06-01, applies_to: all_open, "
               "period: 3 months}}");
    ck_assert_uint_eq(stream_of(&stand)->n_epochs, 3);
    ck_deadline(&stand, "2023-02-01", "2024-02-29", "2023-08-01");
    ck_deadline(&stand, "2023-02-01", "2024-03-01", "2024-05-01");
    ck_deadline(&stand, "2022-12-31", "2024-03-01", "2023-06-30");
    ck_deadline(&stand, "2023-02-01", "2024-06-01", "2023-05-01");
    ck_deadline(&stand, "2024-05-31", "2024-06-01", "2024-09-02"); /* 31 August is a Saturday, and 3 months are short */
    stand_free(&stand);
}
END_TEST

/* A second extension reaches those whom the first kept from being overdue; of one date the later in the file wins. */
START_TEST(test_chains)
{
    struct stand chain =
        stand_of_format(frame, "period: 6 months, rules: {"
                               "second: {in_force: 2024-05-01, applies_to: open_not_overdue, period: 12 months}, "
                               "first: {in_force: 2024-02-01, applies_to: open_not_overdue, received_from: 2023-08-01, "
                               "received_until: 2023-08-31, period: 9 months}}");
    ck_deadline(&chain, "2023-08-15", "2024-01-31", "2024-02-15");
    ck_deadline(&chain, "2023-08-15", "2024-02-01", "2024-05-15");
    ck_deadline(&chain, "2023-08-15", "2024-05-01", "2024-08-15");
    ck_deadline(&chain, "2023-09-15", "2024-05-01", "2024-03-15");
    stand_free(&chain);
    struct stand tie =
        stand_of_format(frame, "period: 6 months, rules: {b: {in_force: 2024-02-01, applies_to: all_open, period: 9 "
                               "months}, a: {in_force: 2024-02-01, applies_to: all_open, period: 12 months}}");
    ck_assert_uint_eq(stream_of(&tie)->n_epochs, 2);
    ck_deadline(&tie, "2023-09-15", "2024-02-01", "2024-09-15");
    stand_free(&tie);
}
END_TEST

/* Rules before day 0 have acted, those after the horizon never do. */
START_TEST(test_rules_outside_the_run)
{
    struct stand stand = stand_of_format(
        frame, "period: 6 months, rules: {early: {in_force: 2022-09-27, applies_to: open_not_overdue, period: 15 "
               "months}, day0: {in_force: 2024-01-01, applies_to: received_after, period: 12 months}, "
               "late: {in_force: 2025-07-01, applies_to: all_open, period: 1 month}}");
    ck_assert_uint_eq(stream_of(&stand)->n_epochs, 1);
    ck_deadline(&stand, "2022-03-26", "2024-01-01", "2022-09-26");
    ck_deadline(&stand, "2022-03-27", "2024-01-01", "2023-06-27");
    ck_deadline(&stand, "2023-12-31", "2024-01-01", "2025-03-31");
    ck_deadline(&stand, "2024-01-01", "2024-01-01", "2025-01-01");
    stand_free(&stand);
}
END_TEST

/* --- any rules, against a plain reading of the page ----------------------------------------------------------------
 */

static int by_the_page(const struct clock_spec *clock, int received, int today)
{
    int end = period_end(received + clock->starts_after, &clock->period.period);
    for (int date = -1000000, next; date < today; date = next) {
        next = today + 1; /* the next date on which rules come into force */
        for (size_t i = 0; i < clock->n_rules; i++)
            if (clock->rules[i].in_force > date && clock->rules[i].in_force < next)
                next = clock->rules[i].in_force;
        for (size_t i = 0; i < clock->n_rules && next <= today; i++) {
            const struct clock_rule_spec *rule = &clock->rules[i];
            if (rule->in_force != next || received < rule->received_from || received > rule->received_until)
                continue;
            const bool new_case = received >= rule->in_force;
            if (new_case || rule->applies_to == APPLIES_ALL_OPEN ||
                (rule->applies_to == APPLIES_OPEN_NOT_OVERDUE && end >= rule->in_force))
                end = period_end(received + clock->starts_after, &rule->period);
        }
    }
    return end;
}

static void ck_runs(const struct model *model, const struct model_epoch *epoch)
{
    ck_assert_int_eq(epoch->runs[0], 0);
    ck_assert_int_eq(epoch->runs[epoch->n_runs], model->days);
    for (int run = 0; run < epoch->n_runs; run++) {
        ck_assert_int_lt(epoch->runs[run], epoch->runs[run + 1]);
        for (int i = epoch->runs[run] + 1; i < epoch->runs[run + 1]; i++)
            ck_assert_int_ge(epoch->deadline[i], epoch->deadline[i - 1]);
        const int bound = epoch->runs[run + 1];
        ck_assert(bound == model->days || epoch->deadline[bound] < epoch->deadline[bound - 1]);
    }
}

static const char *const many_rules[] = {
    "period: 6 months", "period: 30 days, starts_after: 5 days",
    "period: 6 months, rules: {a: {in_force: 2022-09-27, received_from: 2022-01-01, received_until: 2022-12-31, "
    "applies_to: open_not_overdue, period: 15 months}, b: {in_force: 2023-02-01, received_from: 2023-01-01, "
    "received_until: 2023-12-31, applies_to: open_not_overdue, period: 15 months}, c: {in_force: 2024-01-01, "
    "received_from: 2024-01-01, received_until: 2024-12-31, applies_to: received_after, period: 15 months}}",
    "period: 90 days, starts_after: 2 days, rules: {a: {in_force: 2024-02-01, received_from: 2023-11-01, "
    "received_until: 2023-11-30, applies_to: all_open, period: 10 days}, b: {in_force: 2024-02-01, "
    "applies_to: open_not_overdue, period: 200 days}, c: {in_force: 2024-08-01, applies_to: received_after, "
    "period: 1 month}, d: {in_force: 2024-12-15, received_until: 2024-06-01, applies_to: all_open, period: 2 years}}"};

START_TEST(test_by_the_page)
{
    struct stand stand = stand_of_format(frame, many_rules[_i]);
    const struct model *m = stand.model;
    const struct clock_spec *clock = &stand.scenario->streams[0].clock;
    const struct model_stream *s = stream_of(&stand);
    ck_assert_int_eq(s->epochs[0].from, 0);
    for (size_t e = 0; e < s->n_epochs; e++) {
        const int from = s->epochs[e].from, last = e + 1 < s->n_epochs ? s->epochs[e + 1].from - 1 : m->horizon;
        ck_assert_int_le(from, last);
        for (int i = 0; i < m->days; i++) {
            const int received = m->day0 + i - m->before;
            ck_assert_int_eq(s->epochs[e].deadline[i] + m->day0, by_the_page(clock, received, m->day0 + from));
            ck_assert_int_eq(s->epochs[e].deadline[i] + m->day0, by_the_page(clock, received, m->day0 + last));
        }
        ck_runs(m, &s->epochs[e]);
    }
    stand_free(&stand);
}
END_TEST

START_TEST(test_target)
{
    struct stand stand = stand_of_format(frame, "target: {length: 8 weeks, weekend_rule: no}, starts_after: 1 day");
    const struct model_stream *s = stream_of(&stand);
    ck_assert(!s->has_period && s->has_key && s->target != NULL);
    for (int i = 0; i < stand.model->days; i++) {
        ck_assert_int_eq(s->target[i], i - stand.model->before + 57);
        ck_assert_int_eq(s->epochs[0].deadline[i], NO_DAY);
    }
    ck_assert_int_eq(s->epochs[0].n_runs, 1);
    stand_free(&stand);
    struct stand both = stand_of_format(frame, "period: 6 months, target: 8 weeks");
    ck_assert(stream_of(&both)->has_period && stream_of(&both)->target == NULL);
    stand_free(&both);
    struct stand none = stand_of_format(frame, "starts_after: 0 days");
    ck_assert(!stream_of(&none)->has_period && !stream_of(&none)->has_key && stream_of(&none)->target == NULL);
    stand_free(&none);
}
END_TEST

/* --- the calendar ----------------------------------------------------------------------------------------------------
 */

static int working_days(const struct model *m, const char *first, const char *last)
{
    int n = 0;
    for (int t = model_day(m, first); t <= model_day(m, last); t++)
        n += m->works[t];
    return n;
}

static const char calendar_frame[] = "opening_date: 2023-12-31\n"
                                     "horizon: 2025-12-31\n"
                                     "calendar: {%s}\n"
                                     "streams: {s: {capacity: 100/year, inflow: {level: 100/year}}}\n";

/* 2024 has 262 weekdays; on one fall 1 January, 29 March, 1 April, 9 and 20 May, 25 and 26 December. */
START_TEST(test_working_days)
{
    struct stand stand = stand_of_format(calendar_frame, "days_off: [2024-12-24, 2024-12-29]");
    const struct model *m = stand.model;
    ck_assert_int_eq(working_days(m, "2024-01-01", "2024-12-31"), 262 - 7 - 1);
    ck_assert_int_eq(working_days(m, "2024-05-01", "2024-05-31"), 21);
    ck_assert_double_eq(m->per_working[0], 1.0 / 254);
    ck_assert_double_eq(m->per_year[0], 1.0 / 366);
    ck_assert_double_eq(m->per_year[366], 1.0 / 365);
    ck_assert(!m->works[model_day(m, "2024-12-24")] && m->works[model_day(m, "2024-12-23")]);
    const int monday = model_day(m, "2024-05-13");
    ck_assert_int_eq(m->month[monday], 4);
    ck_assert_int_eq(m->working_of[monday], 21);
    ck_assert_int_eq(m->working_number[monday], 8);
    ck_assert_int_eq(m->working_number[monday - 1], 0);
    ck_assert_int_eq(m->working_number[model_day(m, "2024-05-31")], 21);
    ck_assert_int_eq(m->months, 24);
    stand_free(&stand);
    struct stand all = stand_of_format(calendar_frame, "holidays_off: no, days_off: [2024-12-24]");
    ck_assert_int_eq(working_days(all.model, "2024-01-01", "2024-12-31"), 261);
    ck_assert_double_eq(all.model->per_working[0], 1.0 / 261);
    stand_free(&all);
}
END_TEST

/* A month that the run enters half-way keeps its whole number of working days, and the numbers go on. */
START_TEST(test_first_month_is_partial)
{
    struct stand stand = stand_of_format("opening_date: 2024-05-14\nhorizon: 2024-07-09\n"
                                         "streams: {s: {capacity: %d/year, inflow: {level: 100/year}}}\n",
                                         100);
    const struct model *m = stand.model;
    ck_assert_int_eq(m->working_of[0], 21);
    ck_assert_int_eq(m->working_number[0], 10);
    ck_assert_double_eq(m->per_working[0], 1.0 / 255);
    ck_assert_int_eq(m->month[0], 0);
    ck_assert_int_eq(m->month[17], 1);
    ck_assert_int_eq(m->months, 3);
    stand_free(&stand);
}
END_TEST

static void ck_older(const struct model *m, int k, const char *evening, const char *first_not_older)
{
    ck_assert_int_eq(m->older_than[k][model_day(m, evening) + 1], model_day(m, first_not_older));
}

START_TEST(test_older_than)
{
    static const int months[4] = {6, 12, 15, 21};
    struct stand stand = stand_of_format(calendar_frame, "holidays_off: yes");
    const struct model *m = stand.model;
    ck_older(m, 0, "2024-07-15", "2024-01-15");
    ck_older(m, 0, "2024-08-31", "2024-03-01"); /* 29 February + 6 months is the 29th */
    ck_older(m, 0, "2025-02-28", "2024-08-28");
    ck_older(m, 0, "2025-03-01", "2024-09-01"); /* 31 August + 6 months is 28 February */
    ck_older(m, 1, "2025-02-28", "2024-02-28");
    ck_older(m, 1, "2025-03-01", "2024-03-01");
    ck_older(m, 2, "2025-04-01", "2024-01-01");
    ck_older(m, 3, "2023-12-31", "2022-03-31");
    for (int k = 0; k < 4; k++)
        for (int t = -1; t <= m->horizon; t++) {
            const int first = m->day0 + m->older_than[k][t + 1];
            ck_assert_int_ge(day_add(first, months[k], 0), m->day0 + t);
            ck_assert_int_lt(day_add(first - 1, months[k], 0), m->day0 + t);
        }
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_periods);
    tcase_add_test(tcase, test_received_after);
    tcase_add_test(tcase, test_open_not_overdue);
    tcase_add_test(tcase, test_all_open_both_ways);
    tcase_add_test(tcase, test_chains);
    tcase_add_test(tcase, test_rules_outside_the_run);
    tcase_add_loop_test(tcase, test_by_the_page, 0, sizeof many_rules / sizeof many_rules[0]);
    tcase_add_test(tcase, test_target);
    tcase_add_test(tcase, test_working_days);
    tcase_add_test(tcase, test_first_month_is_partial);
    tcase_add_test(tcase, test_older_than);
}
