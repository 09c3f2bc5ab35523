/* The oracle against its own accounts and against closed forms. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "oracle/fixture.h"
#include "oracle/oracle.h"

static const char *const scenarios[] = {
    "oldest", "newest",  "random", "deadline",     "deadline_pool", "noticed",    "links",
    "court",  "shares",  "plan",   "proportional", "priority",      "mixed",      "uncertain",
    "moves",  "factors", "scaled", "sharp_start",  "sharp_late",    "sharp_flow", "sharp_pool",
};
enum { SCENARIOS = sizeof scenarios / sizeof scenarios[0] };

static int replications(int wanted)
{
    return fixture_is_sanitized() ? (wanted + 19) / 20 : wanted;
}

static struct oracle *begin(struct fixture *f, const char *name)
{
    bool loaded = fixture_init(f, name);
    ck_assert_msg(loaded, "%s does not load", name);
    struct oracle *oracle = oracle_new(f->scenario, &f->layout);
    ck_assert_ptr_nonnull(oracle);
    return oracle;
}

static void end(struct fixture *f, struct oracle *oracle)
{
    oracle_free(oracle);
    fixture_free(f);
}

START_TEST(test_accounts)
{
    struct fixture f;
    struct oracle *oracle = begin(&f, scenarios[_i]);
    for (int r = 0; r < replications(40); r++) {
        ck_assert_int_eq(oracle_run(oracle, 7, (unsigned)r, &f.values), 0);
        struct oracle_balance off = oracle_check(oracle);
        ck_assert_msg(off.cases == 0 && off.euros == 0, "%s: cases off by %g, euros by %g", scenarios[_i], off.cases,
                      off.euros);
        ck_assert_msg(off.hours < 1e-6 && off.excess < 1e-9, "%s: hours off by %g, over by %g", scenarios[_i],
                      off.hours, off.excess);
    }
    end(&f, oracle);
}
END_TEST

START_TEST(test_same_seed_same_values)
{
    struct fixture f;
    struct oracle *oracle = begin(&f, "court");
    size_t open = layout_cell(&f.layout, f.layout.n_periods - 1, layout_all(&f.layout), MEASURE_WAIT_MEAN);
    oracle_run(oracle, 3, 5, &f.values);
    double first = f.values.forecast[open];
    oracle_run(oracle, 3, 6, &f.values);
    ck_assert_double_ne(f.values.forecast[open], first);
    oracle_run(oracle, 3, 5, &f.values);
    ck_assert_double_eq(f.values.forecast[open], first);
    end(&f, oracle);
}
END_TEST

/* The period of a kind that ends on the day. */
static size_t period_of(const struct results_layout *l, enum period_kind kind, int year, int month, int day)
{
    int last = day_from_date((struct civil_date){year, month, day});
    for (size_t i = 0; i < l->n_periods; i++) {
        if (l->periods[i].kind == kind && l->periods[i].last == last) {
            return i;
        }
    }
    ck_abort_msg("no period ends on %d-%d-%d", year, month, day);
}

struct moments {
    double n, sum, squares;
};

static void add(struct moments *m, double x)
{
    m->n++;
    m->sum += x;
    m->squares += x * x;
}

/* Mean and variance within five standard errors; that of the variance supposes a distribution near the normal. */
static void check_moments(const struct moments *m, double mean, double variance, const char *what)
{
    double found = m->sum / m->n;
    double found_variance = (m->squares - m->n * found * found) / (m->n - 1);
    double z = (found - mean) / sqrt(variance / m->n);
    double z_variance = (found_variance / variance - 1) / sqrt(2 / m->n);
    ck_assert_msg(fabs(z) < 5 && fabs(z_variance) < 5, "%s: mean %g for %g (z %.1f), variance %g for %g (z %.1f)", what,
                  found, mean, z, found_variance, variance, z_variance);
}

/* Pure death: the survivors are binomial. */
START_TEST(test_pure_death)
{
    struct fixture f;
    struct oracle *oracle = begin(&f, "self_death");
    size_t june = period_of(&f.layout, PERIOD_QUARTER, 2024, 6, 30);
    size_t year = period_of(&f.layout, PERIOD_YEAR, 2024, 12, 31);
    struct moments half = {0, 0, 0}, whole = {0, 0, 0};
    for (int r = 0; r < replications(2000); r++) {
        oracle_run(oracle, 11, (unsigned)r, &f.values);
        add(&half, f.values.forecast[layout_cell(&f.layout, june, 0, MEASURE_OPEN)]);
        add(&whole, f.values.forecast[layout_cell(&f.layout, year, 0, MEASURE_OPEN)]);
    }
    double p = exp(-0.5 * 182 / 365.2425), q = p * exp(-1.2 * 184 / 365.2425);
    check_moments(&half, 200 * p, 200 * p * (1 - p), "open in June");
    check_moments(&whole, 200 * q, 200 * q * (1 - q), "open in December");
    end(&f, oracle);
}
END_TEST

static void expect(const struct fixture *f, size_t period, size_t stream, enum measure m, double wanted)
{
    double found = f->values.forecast[layout_cell(&f->layout, period, stream, m)];
    ck_assert_msg(fabs(found - wanted) < 1e-9, "period %zu, stream %zu: %s is %.10g, not %.10g", period, stream,
                  measure_info(m)->name, found, wanted);
}

/* Five notices of 11 December: 42 penalty days from 26 December on, six of them before day 0. */
static void check_notices(const struct fixture *f)
{
    const struct results_layout *l = &f->layout;
    size_t january = period_of(l, PERIOD_MONTH, 2024, 1, 31), february = period_of(l, PERIOD_MONTH, 2024, 2, 29);
    expect(f, 0, 0, MEASURE_EXPOSURE, 5 * (8 * 23 + 14 * 35 + 14 * 45));
    expect(f, january, 0, MEASURE_PENALTY_ACCRUED, 5 * (8 * 23 + 14 * 35 + 9 * 45));
    expect(f, january, 0, MEASURE_PENALTY_PAID, 0);
    expect(f, february, 0, MEASURE_PENALTY_ACCRUED, 5 * 5 * 45);
    expect(f, february, 0, MEASURE_PENALTY_PAID, 5 * (8 * 23 + 14 * 35 + 14 * 45));
    expect(f, february, 0, MEASURE_EXPOSURE, 0);
}

/* Three terms that ended on 24 December: 7 days of EUR 100 before day 0, 16 after it, and EUR 50 on 17 January. */
static void check_orders(const struct fixture *f)
{
    const struct results_layout *l = &f->layout;
    size_t january = period_of(l, PERIOD_MONTH, 2024, 1, 31), february = period_of(l, PERIOD_MONTH, 2024, 2, 29);
    expect(f, 0, 1, MEASURE_EXPOSURE, 1001 + 3 * 1650);
    expect(f, 0, 1, MEASURE_PENALTY_OUTSTANDING, 1001);
    expect(f, january, 1, MEASURE_PENALTY_ACCRUED, 3 * 1650);
    expect(f, january, 1, MEASURE_PENALTY_PAID, 1001);
    expect(f, january, 1, MEASURE_PENALTY_OUTSTANDING, 3 * 1650);
    expect(f, february, 1, MEASURE_PENALTY_PAID, 3 * 1650);
    expect(f, february, 1, MEASURE_EXPOSURE, 0);
}

START_TEST(test_penalties)
{
    struct fixture f;
    struct oracle *oracle = begin(&f, "self_penalty");
    ck_assert_int_eq(oracle_run(oracle, 1, 1, &f.values), 0);
    check_notices(&f);
    check_orders(&f);
    end(&f, oracle);
}
END_TEST

/* Poisson and negative binomial counts, a random walk's variance, a link's convolution with history. */
START_TEST(test_inflow)
{
    struct fixture f;
    struct oracle *oracle = begin(&f, "self_inflow");
    size_t january = period_of(&f.layout, PERIOD_MONTH, 2024, 1, 31);
    size_t april = period_of(&f.layout, PERIOD_MONTH, 2024, 4, 30);
    struct moments plain = {0, 0, 0}, spread = {0, 0, 0}, first = {0, 0, 0}, fourth = {0, 0, 0};
    double drift = 0, drift_squares = 0, n = replications(2000);
    for (int r = 0; r < (int)n; r++) {
        oracle_run(oracle, 13, (unsigned)r, &f.values);
        add(&plain, f.values.forecast[layout_cell(&f.layout, january, 0, MEASURE_INFLOW)]);
        add(&spread, f.values.forecast[layout_cell(&f.layout, january, 1, MEASURE_INFLOW)]);
        add(&first, f.values.forecast[layout_cell(&f.layout, january, 3, MEASURE_INFLOW)]);
        add(&fourth, f.values.forecast[layout_cell(&f.layout, april, 3, MEASURE_INFLOW)]);
        double x = f.values.forecast[layout_cell(&f.layout, april, 2, MEASURE_INFLOW)];
        drift += x / n;
        drift_squares += x * (x - 1) / n;
    }
    check_moments(&plain, 62, 62, "Poisson inflow");
    check_moments(&spread, 31, 93, "negative binomial inflow");
    /* Decisions of the past, 1 a day: by the lag of 10 days until 10 January, by that of 100 days all month. */
    check_moments(&first, 0.75 * (10 + 31), 0.75 * (10 + 31), "link in January");
    /* Only the lag of 100 days still reaches back, for the 9 days up to 9 April; 2 received a day, 40 days before. */
    double received = 0.5 * 2 * 30;
    check_moments(&fourth, 0.75 * 9 + received, 0.75 * 9 + received + 0.25 * 2 * 30, "link in April");
    /* E exp(x) of a month is 1, E exp(2 x) is exp(v), v = 4 sd^2 in the fourth month. */
    ck_assert_msg(fabs(drift / 30 - 1) < 5 * sqrt(exp(0.64) / n), "random walk: mean %g for 30", drift);
    ck_assert_msg(fabs(drift_squares / 900 / exp(0.64) - 1) < 5 * sqrt(exp(4 * 0.64) / n), "random walk: square %g",
                  drift_squares / 900);
    end(&f, oracle);
}
END_TEST

/* A case of day d is workable on d + 7, the same day of the week, and waits 2 or 1 days more when that is a weekend. */
START_TEST(test_waits)
{
    struct fixture f;
    struct oracle *oracle = begin(&f, "self_days");
    size_t june = period_of(&f.layout, PERIOD_MONTH, 2024, 6, 30);
    struct moments waits = {0, 0, 0};
    for (int r = 0; r < replications(400); r++) {
        oracle_run(oracle, 17, (unsigned)r, &f.values);
        const double *cells = &f.values.forecast[layout_cell(&f.layout, june, 0, 0)];
        const double *entry = &f.values.entry[layout_entry_cell(&f.layout, 5, 0, 0)];
        add(&waits, cells[MEASURE_WAIT_MEAN]);
        ck_assert(cells[MEASURE_WAIT_P50] >= 7 && cells[MEASURE_WAIT_P90] <= 9);
        ck_assert_double_eq(cells[MEASURE_TIMELINESS], 1);
        ck_assert(entry[ENTRY_WAIT_P50] >= 7 && entry[ENTRY_WAIT_P90] <= 9);
        ck_assert_double_eq(entry[ENTRY_DECIDED_IN_PERIOD], 1);
    }
    /* June's decisions are of the four weeks from 25 May, a Saturday: 2 days more for four Saturdays, 1 for four
     * Sundays. */
    double found = waits.sum / waits.n;
    ck_assert_msg(fabs(found - (7 + 12.0 / 28)) < 0.05, "mean wait %g", found);
    end(&f, oracle);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("oracle_self");
    TCase *accounts = tcase_create("accounts");
    tcase_add_loop_test(accounts, test_accounts, 0, SCENARIOS);
    tcase_add_test(accounts, test_same_seed_same_values);
    tcase_set_timeout(accounts, 600);
    suite_add_tcase(suite, accounts);
    TCase *closed = tcase_create("closed forms");
    tcase_add_test(closed, test_pure_death);
    tcase_add_test(closed, test_penalties);
    tcase_add_test(closed, test_inflow);
    tcase_add_test(closed, test_waits);
    tcase_set_timeout(closed, 600);
    suite_add_tcase(suite, closed);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
