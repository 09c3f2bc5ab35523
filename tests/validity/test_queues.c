/* The whole engine against queueing theory: the bulk-service queue, the workload of a day's queue, renewal counting,
 * and penalties under a constant hazard. */
#include <complex.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"
#include "support/moments.h"

/* --- a queue without weekends ------------------------------------------------------------------------------------ */

enum { YEAR_DAYS = 365, WORKING_DAYS = 260, MONTHS = 12 }; /* of 2023, holidays not counted */

/* A yearly rate that is paused on weekends, so that every day on which cases arrive is a working day: the queue of a
 * seven-day week in which the weekends are left out. */
static void write_weekdays(FILE *out, double rate)
{
    const int first = civil_of("2023-01-01"), last = civil_of("2023-12-31");
    fprintf(out, "{2022-12-25: 0/year");
    for (int day = first; day <= last; day++) {
        char date[11];
        day_format(day, date);
        if (weekday_of(day) == 0)
            fprintf(out, ", %s: %.10g/year", date, rate);
        else if (weekday_of(day) == 5)
            fprintf(out, ", %s: 0/year", date);
    }
    fprintf(out, "}");
}

/* 2023 with one stream that gets `mean` cases a working day and nothing at the start; `staff` says who decides. */
static struct stand weekdays(const char *pools, const char *staff, double mean, const char *order)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    fprintf(out,
            "opening_date: 2022-12-31\nhorizon: 2023-12-31\ncalendar: {holidays_off: no}\n%s"
            "streams:\n  s:\n    order: %s\n    %s\n    inflow:\n      level: ",
            pools, order, staff);
    write_weekdays(out, mean * YEAR_DAYS);
    fprintf(out, "\n");
    ck_assert_int_eq(fclose(out), 0);
    struct stand stand = stand_of(text, NULL);
    free(text);
    return stand;
}

static double second_half(const struct stand *stand, double (*of)(double open))
{
    double sum = 0;
    for (size_t month = MONTHS / 2; month < MONTHS; month++)
        sum += of(stand_month(stand, month, 0, MEASURE_OPEN)) / (MONTHS / 2);
    return sum;
}

static double itself(double open)
{
    return open;
}

static double is_none(double open)
{
    return open < 0.5;
}

static double mean_open(const struct stand *stand)
{
    return second_half(stand, itself);
}

static double share_empty(const struct stand *stand)
{
    return second_half(stand, is_none);
}

/* --- Poisson batches, constant service --------------------------------------------------------------------------- */

enum { BATCH = 20 };

/* The k-th root of z^c = exp(mean (z - 1)) inside the unit circle, by the iteration that defines its branch. */
static double complex root_of(int k, double mean)
{
    const double complex branch = cexp(CMPLX(0, 2 * M_PI * k / BATCH));
    double complex z = 0;
    for (int i = 0; i < 10000; i++)
        z = branch * cexp(mean * (z - 1) / BATCH);
    return z;
}

/* N. T. J. Bailey, On queueing processes with bulk service, J. R. Statist. Soc. B 16 (1954) 80-87. With X' = max(X + A
 * - c, 0) and A Poisson of mean m, the generating function of X is (c - m) (z - 1) / (z^c - exp(m (z - 1))) times the
 * product over the roots z_k inside of (z - z_k) / (1 - z_k), so its mean is the sum of 1 / (1 - z_k) less (c (c - 1) -
 * m^2) / (2 (c - m)), and P(X = 0) its value at 0. */
static void bailey(double m, double *mean, double *empty)
{
    double complex sum = 0, product = 1;
    for (int k = 1; k < BATCH; k++) {
        const double complex z = root_of(k, m);
        sum += 1 / (1 - z);
        product *= -z / (1 - z);
    }
    *mean = creal(sum) - (BATCH * (BATCH - 1) - m * m) / (2 * (BATCH - m));
    *empty = creal((BATCH - m) * exp(m) * product);
}

/* Half a year is many times the 20 days in which such a queue forgets how it began. */
START_TEST(bulk_service)
{
    static const double means[] = {12, 17, 18.5};
    static const char *const orders[] = {"oldest", "[{oldest: 50%}, {newest: 50%}]", "random"};
    double mean, empty;
    struct stand stand = weekdays("", "capacity: 5200/year", means[_i], orders[_i]); /* 20 on each of 260 days */
    bailey(means[_i], &mean, &empty);
    ck_assert_msg(mean > 0 && empty > 0 && empty < 1, "mean %g, empty %g", mean, empty);
    ck_mean(&stand, mean_open, "cases open", mean);
    ck_mean(&stand, share_empty, "days that end with nothing open", empty);
    stand_free(&stand);
}
END_TEST

/* --- gamma effort ------------------------------------------------------------------------------------------------ */

static const double EFFORT = 2, SHAPE = 1.5, ARRIVALS = 4.5, HOURS = 10; /* a load of 0.9 */
enum { CASES_MOST = 1000 };
static const char desk[] = "pools: {desk: {fte: 2 fte, hours_per_fte: 1300 hours/year}}\n"; /* 10 hours a day */

static struct stand gamma_stand(const char *order)
{
    return weekdays(desk, "pool: desk\n    effort: 2 hours\n    effort_shape: 1.5", ARRIVALS, order);
}

/* E max(S - a, 0) for S the sum of j efforts. */
static double excess(int j, double a)
{
    const double scale = EFFORT / SHAPE, k = j * SHAPE;
    return j == 0 ? 0 : j * EFFORT * gsl_cdf_gamma_Q(a, k + 1, scale) - a * gsl_cdf_gamma_Q(a, k, scale);
}

/* F. Spitzer, A combinatorial lemma and its application to probability theory, Trans. Amer. Math. Soc. 82 (1956)
 * 323-339: W' = max(W + B - h, 0) from W = 0 has after t days the mean sum over n = 1 .. t of E max(S_n, 0) / n, S_n
 * the work of n days less n h; here the work of n days is a Poisson number of gamma efforts. */
static double spitzer(int days)
{
    double sum = 0;
    for (int n = 1; n <= days; n++)
        for (int j = 0; j < CASES_MOST; j++)
            sum += gsl_ran_poisson_pdf((unsigned)j, n * ARRIVALS) * excess(j, n * HOURS) / n;
    return sum;
}

/* The work that has come in and has not been done: its mean is that of the efforts of the cases less the hours used. */
static double workload(const struct stand *stand, size_t months)
{
    double sum = 0;
    for (size_t month = 0; month < months; month++)
        sum += EFFORT * stand_month(stand, month, 0, MEASURE_INFLOW) - stand_month(stand, month, 0, MEASURE_HOURS_USED);
    return sum;
}

static double after_january(const struct stand *stand)
{
    return workload(stand, 1);
}

static double after_june(const struct stand *stand)
{
    return workload(stand, 6);
}

/* Whatever the order of work. The 22nd and the 130th working day end January and June. */
START_TEST(daily_workload)
{
    static const char *const orders[] = {"oldest", "random"};
    struct stand stand = gamma_stand(orders[_i]);
    ck_mean(&stand, after_january, "work left after January", spitzer(22));
    ck_mean(&stand, after_june, "work left after June", spitzer(130));
    stand_free(&stand);
}
END_TEST

/* --- overload ---------------------------------------------------------------------------------------------------- */

/* Moments of the number of cases begun in so many hours when there is always a next one: the first, and one more each
 * time that those before are done within the hours. D. R. Cox, Renewal Theory (1962), section 3.2. */
static void renewals(double hours, double *mean, double *variance)
{
    double first = 0, second = 0;
    for (int n = 1; n < CASES_MOST; n++) {
        const double p = n == 1 ? 1 : gsl_cdf_gamma_P(hours, (n - 1) * SHAPE, EFFORT / SHAPE);
        first += p;
        second += (2 * n - 1) * p;
    }
    *mean = first;
    *variance = second - first * first;
}

/* An overrun is the next day's debt, so what counts is the hours so far. Ten cases a day come in, five can be done. */
START_TEST(overload_with_gamma_effort)
{
    static const int days[3] = {31, 59, 90}, working[3] = {22, 42, 65};
    struct stand stand = stand_of_format("opening_date: 2022-12-31\nhorizon: 2023-03-31\n"
                                         "calendar: {holidays_off: no}\n%s"
                                         "streams:\n  s:\n    pool: desk\n    effort: 2 hours\n    effort_shape: 1.5\n"
                                         "    order: newest\n    inflow: {level: 3650/year}\n"
                                         "    opening: {stock: 300 cases, ages: {fixed: 50 days}}\n",
                                         desk);
    for (size_t month = 0; month < 3; month++) {
        double mean, variance;
        renewals(HOURS * working[month], &mean, &variance);
        ck_moments(&stand, month, 0, MEASURE_OPEN, 300 + 10.0 * days[month] - mean, 10.0 * days[month] + variance);
    }
    stand_free(&stand);
}
END_TEST

/* --- notices at a constant hazard -------------------------------------------------------------------------------- */

enum { STOCK = 400, LAST = 79 };

static double tariff(int days)
{
    static const int euros[3] = {23, 35, 45};
    double sum = 0;
    for (int d = 0; d < days && d < 42; d++)
        sum += euros[d / 14];
    return sum;
}

/* Cases whose deadline is the opening date are decided on day 79. Noticed on day n with probability p (1 - p)^n, n from
 * 0, the first day overdue; then 79 - n - 15 penalty days (Awb 4:17: two weeks' grace, 42 days at most, the tariff of
 * 2019), and all is paid in March, ten days after the maximum or the decision. Cases are independent. */
START_TEST(notices_at_a_constant_hazard)
{
    static const int rates[] = {50, 200, 1000};
    struct stand stand = stand_of_format(
        "opening_date: 2023-12-31\nhorizon: 2024-03-31\n"
        "regimes: {administrative: {awb: {tiers: [{days: 14 days, amount: EUR 23/day}, {days: 14 days, amount: EUR "
        "35/day}, {days: 14 days, amount: EUR 45/day}]}}}\n"
        "streams:\n  s:\n    inflow: {level: 0/year}\n    capacity: {2023-12-31: 0/year, 2024-03-20: 200000/year}\n"
        "    clock: {period: {length: 100 days, weekend_rule: no}}\n"
        "    opening: {stock: %d cases, ages: {fixed: 100 days}}\n"
        "    lateness: {notice: [{after: 0 days, rate: %d%%/year}], administrative: awb, payment_lag: 10 days}\n",
        STOCK, rates[_i]);
    const double p = -expm1(-rates[_i] / 100.0 / 365.2425);
    double mean = 0, square = 0, noticed = 0;
    for (int n = 0; n < LAST; n++) {
        const double chance = p * pow(1 - p, n), euros = tariff(LAST - n - 15);
        mean += chance * euros;
        square += chance * euros * euros;
        noticed += n >= 60 ? chance : 0; /* March begins on day 60 */
    }
    ck_moments(&stand, 2, 0, MEASURE_NOTICES, STOCK * noticed, STOCK * noticed * (1 - noticed));
    ck_moments(&stand, 2, 0, MEASURE_PENALTY_PAID, STOCK * mean, STOCK * (square - mean * mean));
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, bulk_service, 0, 3);
    tcase_add_loop_test(tcase, daily_workload, 0, 2);
    tcase_add_test(tcase, overload_with_gamma_effort);
    tcase_add_loop_test(tcase, notices_at_a_constant_hazard, 0, 3);
}
