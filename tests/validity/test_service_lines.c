/* Cases that do not wait, calls of open cases, and loops of links, against what can be worked out by hand. */
#include <check.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "support/check_main/check_main.h"
#include "support/figures.h"
#include "support/moments.h"
#include "support/load_text.h"

/* 2024 has 262 days from Monday to Friday, 23 of them in January. */
enum { WORKING = 262, JANUARY = 23 };

/* --- patience ---------------------------------------------------------------------------------------------------- */

struct moments {
    double mean, variance;
};

/* Of min(X, c), or of what is over it, X Poisson. */
static struct moments moments_of(double mean, unsigned c, bool over)
{
    double first = 0, second = 0;
    for (unsigned x = 0; x < 400; x++) {
        const double p = gsl_ran_poisson_pdf(x, mean), answered = x < c ? x : c, value = over ? x - answered : answered;
        first += p * value;
        second += p * value * value;
    }
    return (struct moments){first, second - first * first};
}

/* X calls on a working day, c of them answered: the rest are lost that evening. */
START_TEST(test_answered_on_the_day)
{
    static const struct {
        double mean;
        unsigned c;
    } lines[] = {{20, 20}, {12, 9}, {3, 4}};
    const double mean = lines[_i].mean;
    const unsigned c = lines[_i].c;
    const struct moments answered = moments_of(mean, c, false), lost = moments_of(mean, c, true);
    struct stand stand = stand_of_format("opening_date: 2023-12-31\n"
                                         "horizon: 2024-02-29\n"
                                         "calendar: {holidays_off: no}\n"
                                         "streams:\n"
                                         "  line:\n"
                                         "    inflow: {level: %g/year, days: working}\n"
                                         "    capacity: %u/year\n"
                                         "    patience: 0 days\n",
                                         WORKING * mean, WORKING * c);
    ck_moments(&stand, 0, 0, MEASURE_DECISIONS, JANUARY * answered.mean, JANUARY * answered.variance);
    ck_figure(&(struct figure){&stand, 0, 0, MEASURE_LOST, JANUARY * lost.mean, JANUARY * lost.variance, 5, 3000});
    for (uint32_t r = 0; r < 20; r++) {
        stand_run(&stand, 3, r);
        const double decisions = stand_month(&stand, 0, 0, MEASURE_DECISIONS), left = stand_month(&stand, 0, 0, MEASURE_LOST);
        ck_assert_double_eq(stand_month(&stand, 0, 0, MEASURE_INFLOW), decisions + left);
        ck_assert_double_eq_tol(stand_month(&stand, 0, 0, MEASURE_ANSWERED), decisions / (decisions + left), 1e-12);
        ck_assert_double_eq(stand_month(&stand, 0, 0, MEASURE_OPEN), 0);
    }
    stand_free(&stand);
}
END_TEST

/* Nobody works. 100 cases of 28 January with a patience of 4 days: open on the evening of the 31st, lost on 1 February.
 * The opening's cases of 6 days are past it and lost on day 0, those of 2 days on 2 January. In delay they wait no
 * longer. */
START_TEST(test_patience_to_the_day)
{
    static const char *const delays[] = {"", "    delay: {fixed: 50 days}\n"};
    char text[900];
    snprintf(text, sizeof text,
             "opening_date: 2023-12-31\n"
             "horizon: 2024-03-31\n"
             "streams:\n"
             "  desk:\n"
             "    inflow: {level: 0/year, past: {file: data.csv, column: desk}}\n"
             "    capacity: 0/year\n"
             "%s"
             "    patience: 4 days\n"
             "    clock: {period: {length: 3 days, weekend_rule: no}}\n"
             "    lateness: {notice: [{after: 0 days, rate: 1000000%%/year}]}\n"
             "    opening: {stock: 20 cases, ages: {table: {2 days: 50%%, 6 days: 50%%}}}\n",
             delays[_i]);
    struct stand stand = stand_of(text, "period,desk\n2024-01-28,100\n2024-02-26,30\n");
    stand_run(&stand, 1, 0);
    ck_assert_double_eq(stand_month(&stand, 0, 0, MEASURE_LOST), 20);
    ck_assert_double_eq(stand_month(&stand, 0, 0, MEASURE_OPEN), 100);
    ck_assert_double_eq(stand_month(&stand, 1, 0, MEASURE_LOST), 100);
    ck_assert_double_eq(stand_month(&stand, 1, 0, MEASURE_OPEN), 30);
    ck_assert_double_eq(stand_month(&stand, 2, 0, MEASURE_LOST), 30);
    ck_assert_double_eq(stand_month(&stand, 2, 0, MEASURE_ANSWERED), 0);
    /* noticed on the day that they are lost: each of them */
    ck_assert_double_eq(stand_month(&stand, 1, 0, MEASURE_NOTICES), 100);
    const struct results_layout *layout = &stand.model->layout;
    ck_assert_double_eq(stand.values.entry[layout_entry_cell(layout, 0, 0, ENTRY_RECEIVED)], 100);
    ck_assert_double_eq(stand.values.entry[layout_entry_cell(layout, 0, 0, ENTRY_DECIDED_IN_PERIOD)], 0);
    stand_free(&stand);
}
END_TEST

/* 1,000 calls that nobody answers; each that is lost calls again on the next day with 40%: geometric. Those of a Friday
 * wait for Monday where the line is closed at the weekend, and are the same number in the end. */
START_TEST(test_lost_calls_come_again)
{
    static const char *const days[] = {"all", "working"};
    char text[500];
    snprintf(text, sizeof text,
             "opening_date: 2023-12-31\n"
             "horizon: 2024-02-29\n"
             "streams:\n"
             "  line:\n"
             "    inflow: {level: 0/year, past: {file: data.csv, column: line}, days: %s}\n"
             "    capacity: 0/year\n"
             "    patience: 0 days\n"
             "    history: {lost: 0/year}\n"
             "links: {again: {from: line, event: lost, to: line, share: 40%%, after: {fixed: 1 days}}}\n",
             days[_i]);
    struct stand stand = stand_of(text, "period,line\n2024-01-05,1000\n");
    ck_moments(&stand, 0, 0, MEASURE_LOST, 1000 / 0.6, 1000 * 0.4 / 0.36);
    stand_free(&stand);
}
END_TEST

/* --- calls of open cases ----------------------------------------------------------------------------------------- */

/* 400 open cases that nobody decides, 3 calls a year each: Poisson, on the days on which the line is open. */
START_TEST(test_open_cases_call)
{
    static const struct {
        const char *days;
        double share_of_year;
    } lines[] = {{"days: all", 31.0 / 366},
                 {"days: working", (double)JANUARY / WORKING},
                 {"week_profile: [0, 0, 0, 0, 0, 1, 0]", 4.0 / 52}}; /* 4 of the 52 Saturdays */
    struct stand stand = stand_of_format("opening_date: 2023-12-31\n"
                                         "horizon: 2024-01-31\n"
                                         "calendar: {holidays_off: no}\n"
                                         "streams:\n"
                                         "  cases:\n"
                                         "    inflow: {level: 0/year}\n"
                                         "    capacity: 0/year\n"
                                         "    opening: {stock: 400 cases, ages: {uniform: {low: 0 days, high: 300 days}}}\n"
                                         "  line: {inflow: {level: 0/year, %s}, capacity: 0/year, patience: 0 days}\n"
                                         "links: {calls: {from: cases, event: open, to: line, mean: 3}}\n",
                                         lines[_i].days);
    const double mean = 400 * 3 * lines[_i].share_of_year;
    ck_moments(&stand, 0, 1, MEASURE_INFLOW, mean, mean);
    stand_free(&stand);
}
END_TEST

/* The open cases of the evening before: a stock that is decided at one blow calls on that day and not after it. */
START_TEST(test_calls_end_with_the_case)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2024-02-29\n"
                                  "streams:\n"
                                  "  cases:\n"
                                  "    inflow: {level: 0/year}\n"
                                  "    capacity: {2023-12-31: 0/year, 2024-02-01: 10000000/year}\n"
                                  "    opening: {stock: 3660 cases, ages: {fixed: 10 days}}\n"
                                  "  line: {inflow: {level: 0/year}, capacity: 0/year, patience: 0 days}\n"
                                  "links: {calls: {from: cases, event: open, to: line, mean: 10}}\n",
                                  NULL);
    ck_moments(&stand, 1, 1, MEASURE_INFLOW, 100, 100); /* 1 February alone */
    stand_free(&stand);
}
END_TEST

/* --- pressure on a link ------------------------------------------------------------------------------------------ */

/* 4 decisions on each working day; 366 / 262 x 4 x 120 open cases are 120 days of work: a third of the way from 60 to 240. */
START_TEST(test_link_under_pressure)
{
    static const struct {
        const char *number;
        double mean, variance; /* of one decision */
    } links[] = {{"mean: 0.5, under_pressure: 2.5", 0.5 * 1.5, 0.5 * 1.5}, {"share: 40%, under_pressure: 0.25", 0.3, 0.3 * 0.7}};
    struct stand stand =
        stand_of_format("opening_date: 2023-12-31\n"
                        "horizon: 2024-01-31\n"
                        "calendar: {holidays_off: no}\n"
                        "streams:\n"
                        "  court: {inflow: {level: 0/year}, capacity: 0/year}\n"
                        "  cases:\n"
                        "    inflow: {level: 0/year}\n"
                        "    capacity: {2023-12-31: 1048/year, 2024-01-02: 0/year}\n"
                        "    pressure: {from: 60 days, full: 240 days}\n"
                        "    history: {decision: 0/year}\n"
                        "    opening: {stock: %d cases, ages: {fixed: 400 days}}\n"
                        "links: {appeals: {from: cases, event: decision, to: court, %s, after: {fixed: 3 days}}}\n",
                        344, links[_i].number);
    /* 344 open: 365.2425 x 344 / 1048 days */
    const double level = (365.2425 * 344 / 1048 - 60) / 180;
    const double factor = _i == 0 ? 1 + 1.5 * level : 1 - 0.75 * level, share = 0.4 * factor;
    const double mean = _i == 0 ? 4 * 0.5 * factor : 4 * share;
    ck_moments(&stand, 0, 0, MEASURE_INFLOW, mean, _i == 0 ? mean : 4 * share * (1 - share));
    stand_free(&stand);
}
END_TEST

/* --- echoes and loops -------------------------------------------------------------------------------------------- */

enum { CUT = 1900, LOW = 1700 };

static double uniform_below(double x) { return x <= LOW ? 0 : x >= CUT ? 1 : (x - LOW) / (CUT - LOW); }

static double kernel(int k) { return k < 1 || k > CUT ? 0 : (k == CUT ? 1 : uniform_below(k + 0.5)) - uniform_below(k - 0.5); }

/* Grants of five years ago come back: 10 decisions on every working day, 60% grants, 5 grants a day before the start. The month lies where
 * part of the events are of before the start and part are simulated; the mean is their convolution with the kernel. */
START_TEST(test_echo_after_five_years)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2028-12-31\n"
                                  "calendar: {holidays_off: no}\n"
                                  "streams:\n"
                                  "  asylum:\n"
                                  "    inflow: {level: 0/year}\n"
                                  "    capacity: {2023-12-31: 2620/year, 2025-01-01: 2610/year, 2027-01-01: 2610/year, 2028-01-01: 2600/year}\n"
                                  "    outcomes: {grant: 60%, refuse: 40%}\n"
                                  "    opening: {stock: 20000 cases, ages: {fixed: 100 days}}\n"
                                  "    history: {grant: {2018-01-01: 1826.2125/year}}\n"
                                  "  extensions: {inflow: {level: 0/year}, capacity: 0/year}\n"
                                  "links: {echo: {from: asylum, event: grant, to: extensions, mean: 0.8, after: {uniform: {low: 1700 days, high: 1900 days}}}}\n",
                                  NULL);
    const int first = model_day(stand.model, "2028-11-01"), last = model_day(stand.model, "2028-11-30");
    double mean = 0, more = 0;
    for (int d = -CUT; d <= last; d++) {
        double weight = 0;
        for (int t = first; t <= last; t++) weight += 0.8 * kernel(t - d);
        const bool works = d >= 0 && stand.model->works[d];
        const double year_days = days_in_year(date_from_day(stand.model->day0 + d).year);
        mean += weight * (d < 0 ? 1826.2125 / year_days : works ? 6 : 0);
        more += works ? weight * weight * 10 * 0.6 * 0.4 : 0;
    }
    ck_figure(&(struct figure){&stand, 58, 1, MEASURE_INFLOW, mean, mean + more, 4, 300});
    stand_free(&stand);
}
END_TEST

/* Who arrives as family asks for asylum now and then, and a grant brings family again: 1,000 cases at the start become 1,000 / (1 - m), m the
 * family members that one has. Every case is decided on the day it comes. */
START_TEST(test_nareis_on_nareis)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2024-12-31\n"
                                  "calendar: {holidays_off: no}\n"
                                  "streams:\n"
                                  "  nareis: {inflow: {level: 0/year, past: {file: data.csv, column: nareis}}, capacity: 10000000/year,\n"
                                  "           outcomes: {grant: 90%, refuse: 10%}, history: {grant: 0/year}}\n"
                                  "  asylum: {inflow: {level: 0/year}, capacity: 10000000/year, outcomes: {grant: 80%, refuse: 20%}, history: {grant: 0/year}}\n"
                                  "links:\n"
                                  "  own_request: {from: nareis, event: grant, to: asylum, share: 25%, after: {fixed: 2 days}}\n"
                                  "  again: {from: asylum, event: grant, to: nareis, mean: 1.2, after: {gamma: {mean: 3 days, sd: 2 days}}}\n",
                                  "period,nareis\n2024-01-02,1000\n");
    const double p = 0.9 * 0.25 * 0.8, m = p * 1.2, spread = p * 1.2 + p * (1 - p) * 1.44;
    double mean = 0;
    struct stand *s = &stand;
    struct {
        double sum, square;
    } all = {0, 0};
    enum { RUNS = 600 };
    for (uint32_t r = 0; r < RUNS; r++) {
        double year = 0;
        stand_run(s, 21, r);
        for (size_t month = 0; month < 12; month++) year += stand_month(s, month, 0, MEASURE_INFLOW);
        all.sum += year;
        all.square += year * year;
    }
    mean = all.sum / RUNS;
    const double variance = 1000 * spread / pow(1 - m, 3), found = all.square / RUNS - mean * mean;
    ck_assert_msg(fabs(mean - 1000 / (1 - m)) < 4 * sqrt(variance / RUNS), "%g, not %g", mean, 1000 / (1 - m));
    ck_assert_msg(fabs(found / variance - 1) < 5 * sqrt(2.0 / RUNS), "variance %g, not %g", found, variance);
    stand_free(&stand);
}
END_TEST

/* A refusal is appealed, an appeal annulled, and the case comes back; or it is filed again: each a geometric loop. */
START_TEST(test_rework_and_repeats)
{
    static const struct {
        const char *links;
        double again; /* chance that a case leads to another in the first stream */
    } loops[] = {{"links:\n"
                  "  appeal: {from: asylum, event: refuse, to: court, share: 85%, after: {uniform: {low: 1 days, high: 3 days}}}\n"
                  "  rework: {from: court, event: annulled, to: asylum, share: 90%, after: {fixed: 2 days}}\n",
                  0.4 * 0.85 * 0.5 * 0.9},
                 {"links:\n"
                  "  repeat: {from: asylum, event: refuse, to: asylum, share: 70%, after: {uniform: {low: 1 days, high: 6 days}}}\n",
                  0.4 * 0.7}};
    char text[1200];
    snprintf(text, sizeof text,
             "opening_date: 2023-12-31\n"
             "horizon: 2024-04-30\n"
             "calendar: {holidays_off: no}\n"
             "streams:\n"
             "  asylum: {inflow: {level: 0/year, past: {file: data.csv, column: asylum}}, capacity: 10000000/year,\n"
             "           outcomes: {grant: 60%%, refuse: 40%%}, history: {refuse: 0/year}}\n"
             "  court: {inflow: {level: 0/year}, capacity: 10000000/year, outcomes: {annulled: 50%%, upheld: 50%%}, history: {annulled: 0/year}}\n%s",
             loops[_i].links);
    struct stand stand = stand_of(text, "period,asylum\n2024-01-02,500\n");
    const double p = loops[_i].again;
    double sum = 0, square = 0;
    enum { RUNS = 800 };
    for (uint32_t r = 0; r < RUNS; r++) {
        double all = 0;
        stand_run(&stand, 5, r);
        for (size_t month = 0; month < 4; month++) all += stand_month(&stand, month, 0, MEASURE_INFLOW);
        sum += all;
        square += all * all;
    }
    const double mean = sum / RUNS, variance = 500 * p / ((1 - p) * (1 - p));
    ck_assert_msg(fabs(mean - 500 / (1 - p)) < 4 * sqrt(variance / RUNS), "%g, not %g", mean, 500 / (1 - p));
    ck_assert_msg(fabs((square / RUNS - mean * mean) / variance - 1) < 5 * sqrt(2.0 / RUNS), "variance");
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, test_answered_on_the_day, 0, 3);
    tcase_add_loop_test(tcase, test_patience_to_the_day, 0, 2);
    tcase_add_loop_test(tcase, test_lost_calls_come_again, 0, 2);
    tcase_add_loop_test(tcase, test_open_cases_call, 0, 3);
    tcase_add_test(tcase, test_calls_end_with_the_case);
    tcase_add_loop_test(tcase, test_link_under_pressure, 0, 2);
    tcase_add_test(tcase, test_echo_after_five_years);
    tcase_add_test(tcase, test_nareis_on_nareis);
    tcase_add_loop_test(tcase, test_rework_and_repeats, 0, 2);
}
