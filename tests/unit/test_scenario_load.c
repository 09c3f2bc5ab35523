/* One scenario that uses every key, and what the reader makes of it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenario/load.h"

#include "scenario/scenario_types.h"
#include "scenario/values.h"
#include "support/check_main/check_main.h"

static char folder[] = "/tmp/termijn-load-XXXXXX";

static const char whole[] =
    "name: example\n"
    "title: A backlog\n"
    "opening_date: 2023-12-31\n"
    "horizon: 2028-12-31\n"
    "scale: 2\n"
    "calendar: {holidays_off: no, days_off: [2024-12-24]}\n"
    "factors: {asylum: {label: asylum migration}}\n"
    "regimes:\n"
    "  administrative:\n"
    "    awb_2019: {tiers: [{days: 14 days, amount: EUR 23/day}, {days: 2 weeks, amount: EUR 35/day}]}\n"
    "  judicial:\n"
    "    court_100: {amount: EUR 100/day, cap: EUR 7500}\n"
    "pools:\n"
    "  asylum:\n"
    "    fte: {value: {2024-01-01: 1450 fte, 2025-01-01: 1600 fte}, interpolate: linear, source: \"Jaarcijfers\",\n"
    "          status: assumed, uncertain: {lognormal: 10%, factor: asylum, loading: 0.8}}\n"
    "    allocation: {2024-01-01: proportional, 2025-01-01: earliest_deadline}\n"
    "    streams: {track4: {share: 80%, ring_fenced: 10%, priority: 3, plan: 22000/year}}\n"
    "streams:\n"
    "  other: {inflow: {level: 100/month}, effort: 2 hours, pool: asylum, clock: {target: 8 weeks}}\n"
    "  track4:\n"
    "    id: asylum_track4\n"
    "    label: Asylum, track 4\n"
    "    published_inflow: 40920/year\n"
    "    inflow:\n"
    "      level: 40920 cases/year\n"
    "      trend: -2%/year\n"
    "      month_profile: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 13]\n"
    "      dispersion: 3\n"
    "      disturbance: {sd: 15%, persistence: 0.9, start: -0.1, factor: asylum, loading: 0.9}\n"
    "      shocks: {wave: {date: 2024-08-26, probability: 50%, length: 2 weeks, add: 2500 cases, multiply: 1.5}}\n"
    "      past: {file: inflow.csv, column: track 4}\n"
    "    clock:\n"
    "      period: 6 months\n"
    "      starts_after: 3 days\n"
    "      rules:\n"
    "        late: {in_force: 2024-01-01, applies_to: all_open, period: {length: 90 days, weekend_rule: no}}\n"
    "        early: {in_force: 2022-09-27, received_from: 2022-01-01, received_until: 2022-12-31,\n"
    "                applies_to: open_not_overdue, period: 1 year + 3 months}\n"
    "    delay: {lognormal: {mean: 60 days, sd: 30 days}, minimum: 7 days, source: files, status: calibrated}\n"
    "    effort: 26 hours\n"
    "    outcomes: {grant: 62%, refuse: {share: 38%, effort: 1.3}}\n"
    "    classes:\n"
    "      syria: {share: 40%, effort: 20 hours, effort_shape: 3, priority: 1, notice: 1.2, outcomes: {settle: 90%, "
    "refuse: 10%}}\n"
    "      rest: {share: 60%}\n"
    "    pool: asylum\n"
    "    order: {2024-01-01: [{random: 50%}, {oldest: 50%}], 2025-01-01: earliest_deadline}\n"
    "    withdrawal: 0.2%/day\n"
    "    transfers: {other: {rate: 10%/year, clock: keeps}}\n"
    "    lateness:\n"
    "      notice: [{after: 0 days, rate: 10%/year}, {after: 90 days, rate: 60%/year}]\n"
    "      administrative: {2009-10-01: none, 2019-01-01: awb_2019}\n"
    "      judicial: court_100\n"
    "      appeal: 50%/year\n"
    "      court_delay: {gamma: {mean: 90 days, sd: 45 days}}\n"
    "      term: 56 days\n"
    "      court_costs: EUR 837\n"
    "      further_appeal: 20%\n"
    "      payment_lag: 60 days\n"
    "    opening:\n"
    "      table: ages.csv\n"
    "      noticed: 30 cases\n"
    "      notice_ages: {exponential: {mean: 90 days}}\n"
    "      appealed: 5 cases\n"
    "      ordered: 4 cases\n"
    "      term_ends: {uniform: {low: 0 days, high: 112 days}}\n"
    "      outstanding: EUR 4 million\n"
    "    history: {grant: {2022-01-01: 17000/year, 2023-01-01: 18000/year}, received: 30000/year}\n"
    "    correction: {2022-01-01: -670/year}\n"
    "links:\n"
    "  grants: {from: track4, event: grant, to: other, mean: 1.21, after: {table: {60 days: 50%, 30 days: 50%}}}\n"
    "  again: {from: track4, event: received, to: track4, share: 5%, after: {triangular: {low: 1 days, mode: 9 days, "
    "high: 20 days}}}\n";

static void write_file(const char *name, const char *text)
{
    FILE *out = fopen(name, "w");

    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
}

static struct diagnostics *diagnostics;
static struct scenario *scenario;

static void setup(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    write_file("whole.yaml", whole);
    write_file("inflow.csv",
               "\xef\xbb\xbfperiod;\"track 4\"\r\n2024-02; 1000 \r\n2024-01;\"2000\"\r\n2024-03-01;30\r\n\r\n");
    write_file("ages.csv", "age,class,count\n10,syria,100\n200,,50\n");
    diagnostics = diagnostics_new();
    scenario = scenario_load(&(struct scenario_sources){.base = "whole.yaml"}, diagnostics);
    if (scenario == NULL)
        diagnostics_print(diagnostics, stdout);
    ck_assert_ptr_nonnull(scenario);
    ck_assert_uint_eq(diagnostics->n_warnings, 0);
}

static void teardown(void)
{
    scenario_free(scenario);
    diagnostics_delete(diagnostics);
    unlink("whole.yaml");
    unlink("inflow.csv");
    unlink("ages.csv");
    ck_assert_int_eq(chdir("/"), 0);
    rmdir(folder);
}

static int day(int year, int month, int date)
{
    return day_from_date((struct civil_date){year, month, date});
}

START_TEST(top_level)
{
    ck_assert_str_eq(scenario->name, "example");
    ck_assert_str_eq(scenario->title, "A backlog");
    ck_assert_str_eq(scenario->description, "");
    ck_assert_int_eq(scenario->opening_date, day(2023, 12, 31));
    ck_assert_int_eq(scenario->horizon, day(2028, 12, 31));
    ck_assert_double_eq(quantity_at(&scenario->scale, 0), 2);
    ck_assert(!scenario->holidays_off);
    ck_assert_uint_eq(scenario->n_days_off, 1);
    ck_assert_int_eq(scenario->days_off[0], day(2024, 12, 24));
    ck_assert_uint_eq(scenario->n_factors, 1);
    ck_assert_str_eq(scenario->factors[0].label, "asylum migration");
    ck_assert_int_eq(scenario->administrative[0].grace, 14);
    ck_assert_uint_eq(scenario->administrative[0].n, 2);
    ck_assert_int_eq(scenario->administrative[0].tiers[1].days, 14);
    ck_assert_int_eq(scenario->administrative[0].tiers[1].euro_per_day, 35);
    ck_assert_int_eq(scenario->judicial[0].cap, 7500);
    ck_assert_uint_eq(scenario->n_files, 3);
    ck_assert_str_eq(scenario->files[0], "whole.yaml");
}
END_TEST

START_TEST(staff)
{
    const struct pool_spec *pool = &scenario->pools[0];

    ck_assert_str_eq(pool->id, "asylum");
    ck_assert_str_eq(pool->label, "asylum");
    ck_assert_uint_eq(pool->fte.n, 2);
    ck_assert(pool->fte.linear);
    ck_assert_double_eq_tol(quantity_at(&pool->fte, day(2024, 7, 2)), 1525, 1e-9);
    ck_assert_double_eq(quantity_at(&pool->fte, day(2023, 1, 1)), 1450);
    ck_assert_double_eq(quantity_at(&pool->fte, day(2027, 1, 1)), 1600);
    ck_assert_int_eq(pool->fte.uncertainty.shape, UNCERTAIN_LOGNORMAL);
    ck_assert_double_eq(pool->fte.uncertainty.high, 0.1);
    ck_assert_int_eq(pool->fte.uncertainty.factor, 0);
    ck_assert_double_eq(pool->fte.uncertainty.loading, 0.8);
    ck_assert_int_eq(pool->fte.status, STATUS_ASSUMED);
    ck_assert_str_eq(pool->fte.source, "Jaarcijfers");
    ck_assert_str_eq(pool->fte.path, "pools.asylum.fte");
    ck_assert_str_eq(pool->fte.text, "{2024-01-01: 1450 fte, 2025-01-01: 1600 fte}");
    ck_assert_int_eq(pool->fte.place.line, 15);
    ck_assert(!pool->hours_per_fte.given);
    ck_assert_double_eq(quantity_at(&pool->hours_per_fte, 0), 1363);
    ck_assert_int_eq(name_series_at(&pool->allocation, day(2024, 5, 1), -1), ALLOCATE_PROPORTIONAL);
    ck_assert_int_eq(name_series_at(&pool->allocation, day(2025, 5, 1), -1), ALLOCATE_EARLIEST_DEADLINE);
}
END_TEST

START_TEST(members_stated_first_then_the_others)
{
    const struct pool_spec *pool = &scenario->pools[0];

    ck_assert_uint_eq(pool->n_members, 2);
    ck_assert_int_eq(pool->members[0].stream, 1);
    ck_assert_double_eq(quantity_at(&pool->members[0].share, 0), 0.8);
    ck_assert_double_eq(quantity_at(&pool->members[0].ring_fenced, 0), 0.1);
    ck_assert_int_eq(pool->members[0].priority, 3);
    ck_assert_double_eq(quantity_at(&pool->members[0].plan, 0), 22000);
    ck_assert_int_eq(pool->members[1].stream, 0);
    ck_assert_int_eq(pool->members[1].priority, 1);
    ck_assert(!pool->members[1].share.given);
}
END_TEST

START_TEST(inflow)
{
    const struct inflow_spec *flow = &scenario->streams[1].inflow;

    ck_assert_double_eq(quantity_at(&flow->level, 0), 40920);
    ck_assert_double_eq(quantity_at(&scenario->streams[0].inflow.level, 0), 1200);
    ck_assert_double_eq(quantity_at(&flow->trend, 0), -0.02);
    ck_assert_double_eq(flow->profile[0], 0.5);
    ck_assert_double_eq(flow->profile[11], 6.5);
    ck_assert_double_eq(quantity_at(&flow->disturbance.persistence, 0), 0.9);
    ck_assert(flow->disturbance.given && flow->disturbance.start_given);
    ck_assert(!scenario->streams[0].inflow.disturbance.given);
    ck_assert_double_eq(flow->disturbance.start, -0.1);
    ck_assert_int_eq(flow->disturbance.factor, 0);
    ck_assert_int_eq(flow->shocks[0].days, 14);
    ck_assert_double_eq(quantity_at(&flow->shocks[0].add, 0), 2500);
    ck_assert_uint_eq(flow->n_past, 3);
    ck_assert_int_eq(flow->past[0].first, day(2024, 1, 1));
    ck_assert_int_eq(flow->past[0].last, day(2024, 1, 31));
    ck_assert_int_eq(flow->past[0].count, 2000);
    ck_assert_int_eq(flow->past[1].last, day(2024, 2, 29));
    ck_assert_int_eq(flow->past[2].last, day(2024, 3, 1));
}
END_TEST

START_TEST(clock_and_delay)
{
    const struct clock_spec *clock = &scenario->streams[1].clock;
    const struct distribution *delay = &scenario->streams[1].delay;

    ck_assert(clock->period.given && !clock->target.given);
    ck_assert_int_eq(clock->period.period.months, 6);
    ck_assert(!clock->period.period.moves_off_weekends);
    ck_assert_int_eq(clock->starts_after, 3);
    ck_assert_int_eq(scenario->streams[0].clock.target.period.days, 56);
    ck_assert_uint_eq(clock->n_rules, 2);
    ck_assert_str_eq(clock->rules[0].name, "early");
    ck_assert_int_eq(clock->rules[0].period.months, 15);
    ck_assert_int_eq(clock->rules[0].applies_to, APPLIES_OPEN_NOT_OVERDUE);
    ck_assert_int_eq(clock->rules[0].received_until, day(2022, 12, 31));
    ck_assert_int_eq(clock->rules[1].received_from, SCENARIO_ALWAYS);
    ck_assert_int_eq(clock->rules[1].received_until, INT_MAX);
    ck_assert(!clock->rules[1].period.moves_off_weekends);
    ck_assert_int_eq(delay->shape, DISTRIBUTION_LOGNORMAL);
    ck_assert_double_eq(delay->sd, 30);
    ck_assert_double_eq(delay->minimum, 7);
    ck_assert_int_eq(delay->status, STATUS_CALIBRATED);
}
END_TEST

START_TEST(classes_and_outcomes)
{
    const struct stream_spec *stream = &scenario->streams[1], *other = &scenario->streams[0];

    ck_assert_uint_eq(stream->n_outcomes, 3);
    ck_assert_str_eq(stream->outcomes[0], "settle");
    ck_assert_str_eq(stream->outcomes[1], "refuse");
    ck_assert_str_eq(stream->outcomes[2], "grant");
    ck_assert_uint_eq(stream->n_classes, 2);
    ck_assert_double_eq(quantity_at(&stream->classes[0].effort, 0), 20);
    ck_assert_double_eq(quantity_at(&stream->classes[0].effort_shape, 0), 3);
    ck_assert_double_eq(quantity_at(&stream->classes[1].effort, 0), 26);
    ck_assert_double_eq(quantity_at(&stream->classes[1].effort_shape, 0), 2);
    ck_assert_int_eq(stream->classes[0].priority, 1);
    ck_assert_uint_eq(stream->classes[1].n_outcomes, 2);
    ck_assert_int_eq(stream->classes[1].outcome[0], 2);
    ck_assert_int_eq(stream->classes[1].outcome[1], 1);
    ck_assert_double_eq(quantity_at(&stream->classes[1].outcomes[1].effort, 0), 1.3);
    ck_assert_uint_eq(other->n_classes, 1);
    ck_assert_str_eq(other->classes[0].name, "all");
    ck_assert_double_eq(quantity_at(&other->classes[0].share, 0), 1);
    ck_assert_double_eq(quantity_at(&other->classes[0].effort, 0), 2);
    ck_assert_str_eq(other->outcomes[0], "decided");
}
END_TEST

START_TEST(work_and_lateness)
{
    const struct stream_spec *stream = &scenario->streams[1];
    const struct lateness_spec *late = &stream->lateness;

    ck_assert_uint_eq(stream->order.n, 2);
    ck_assert_uint_eq(stream->order.mixes[0].n, 2);
    ck_assert_int_eq(stream->order.mixes[0].parts[0].order, ORDER_RANDOM);
    ck_assert_int_eq(stream->order.mixes[1].parts[0].order, ORDER_EARLIEST_DEADLINE);
    ck_assert_uint_eq(scenario->streams[0].order.n, 0);
    ck_assert_double_eq_tol(quantity_at(&stream->withdrawal, 0), 0.002 * 365.2425, 1e-12);
    ck_assert_int_eq(stream->transfers[0].to, 0);
    ck_assert(stream->transfers[0].clock_keeps);
    ck_assert_uint_eq(late->n_bands, 2);
    ck_assert_int_eq(late->bands[1].after, 90);
    ck_assert_double_eq(quantity_at(&late->bands[1].rate, 0), 0.6);
    ck_assert_int_eq(name_series_at(&late->administrative, day(2015, 1, 1), -9), -1);
    ck_assert_int_eq(name_series_at(&late->administrative, day(2020, 1, 1), -9), 0);
    ck_assert_int_eq(name_series_at(&late->judicial, day(2020, 1, 1), -9), 0);
    ck_assert_double_eq(quantity_at(&late->court_costs, 0), 837);
}
END_TEST

START_TEST(opening_and_history)
{
    const struct stream_spec *stream = &scenario->streams[1];

    ck_assert(stream->opening.given && !scenario->streams[0].opening.given);
    ck_assert_uint_eq(stream->opening.n_rows, 2);
    ck_assert_int_eq(stream->opening.rows[0].class_index, 0);
    ck_assert_int_eq(stream->opening.rows[1].class_index, -1);
    ck_assert_int_eq(stream->opening.rows[1].age, 200);
    ck_assert_double_eq(quantity_at(&stream->opening.outstanding, 0), 4e6);
    ck_assert_uint_eq(stream->n_history, 2);
    ck_assert_int_eq(stream->history[0].event, LINK_OUTCOME + 2);
    ck_assert_int_eq(stream->history[1].event, LINK_RECEIVED);
    ck_assert_double_eq(quantity_at(&stream->history[0].rate, day(2022, 6, 1)), 17000);
    ck_assert_double_eq(quantity_at(&stream->correction, 0), -670);
}
END_TEST

START_TEST(links)
{
    const struct link_spec *link = scenario->links;

    ck_assert_uint_eq(scenario->n_links, 2);
    ck_assert_int_eq(link[0].from, 1);
    ck_assert_int_eq(link[0].to, 0);
    ck_assert_int_eq(link[0].event, LINK_OUTCOME + 2);
    ck_assert(!link[0].at_most_one && link[1].at_most_one);
    ck_assert_double_eq(quantity_at(&link[1].number, 0), 0.05);
    ck_assert_int_eq(link[1].event, LINK_RECEIVED);
    ck_assert_uint_eq(link[0].after.n, 2);
    ck_assert_double_eq(link[0].after.days[0], 30);
    ck_assert_double_eq(link[0].after.shares[1], 0.5);
}
END_TEST

START_TEST(assumptions)
{
    ck_assert_uint_eq(scenario->n_assumptions, 2);
    ck_assert_str_eq(scenario->assumptions[0]->path, "pools.asylum.fte");
    ck_assert_str_eq(scenario->assumptions[1]->path, "streams.track4.delay");
    ck_assert_str_eq(scenario->assumptions[1]->text, "{lognormal: {mean: 60 days, sd: 30 days}, minimum: 7 days}");
    ck_assert_str_eq(scenario->assumptions[1]->source, "files");
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, top_level);
    tcase_add_test(tcase, staff);
    tcase_add_test(tcase, members_stated_first_then_the_others);
    tcase_add_test(tcase, inflow);
    tcase_add_test(tcase, clock_and_delay);
    tcase_add_test(tcase, classes_and_outcomes);
    tcase_add_test(tcase, work_and_lateness);
    tcase_add_test(tcase, opening_and_history);
    tcase_add_test(tcase, links);
    tcase_add_test(tcase, assumptions);
}
