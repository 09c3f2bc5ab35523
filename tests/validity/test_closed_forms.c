/* The whole engine against what can be worked out by hand. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/moments.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

/* --- what a case costs that is t days late -------------------------------------------------------------------------
 */

enum { LATEST = 80, DECIDED = 79, CASES = 3 }; /* day 79 is Wednesday 20 March 2024; nobody works before */

static const char late_frame[] =
    "opening_date: 2023-12-31\n"
    "horizon: 2024-12-31\n"
    "regimes:\n"
    "  administrative:\n"
    "    awb_2009: {tiers: [{days: 14 days, amount: EUR 20/day}, {days: 14 days, amount: EUR 30/day},\n"
    "                       {days: 14 days, amount: EUR 40/day}]}\n"
    "    awb_2019: {tiers: [{days: 14 days, amount: EUR 23/day}, {days: 14 days, amount: EUR 35/day},\n"
    "                       {days: 14 days, amount: EUR 45/day}]}\n"
    "  judicial: {court: {amount: EUR 100/day, cap: EUR 1550}}\n"
    "streams:\n";

/* One stream a day of lateness: a case received 20 + t days before the opening has its deadline on day 79 - t. Notices
 * and appeals come on the first day on which they can. */
static struct stand late_stand(const char *lateness)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    fputs(late_frame, out);
    for (int t = 0; t <= LATEST; t++)
        fprintf(out,
                "  late_%d:\n"
                "    inflow: {level: 0/year}\n"
                "    capacity: {2023-12-31: 0/year, 2024-03-20: 100000/year}\n"
                "    clock: {period: {length: 100 days, weekend_rule: no}}\n"
                "    opening: {stock: %d cases, ages: {fixed: %d days}}\n"
                "    lateness: {notice: [{after: 0 days, rate: 1000000%%/year}], payment_lag: 60 days, %s}\n",
                t, CASES, 20 + t, lateness);
    ck_assert_int_eq(fclose(out), 0);
    struct stand stand = stand_of(text, NULL);
    free(text);
    return stand;
}

static double year(const struct stand *stand, size_t stream, enum measure measure)
{
    double sum = 0;
    for (size_t month = 0; month < 12; month++)
        sum += stand_month(stand, month, stream, measure);
    return sum;
}

static double by_tiers(int days, const int euro[3])
{
    double sum = 0;
    for (int d = 0; d < days && d < 42; d++)
        sum += euro[d / 14];
    return sum;
}

static void ck_money(const struct stand *stand, int t, double euros)
{
    const size_t stream = (size_t)t;
    const double accrued = year(stand, stream, MEASURE_PENALTY_ACCRUED),
                 paid = year(stand, stream, MEASURE_PENALTY_PAID);
    ck_assert_double_eq(year(stand, stream, MEASURE_DECISIONS), CASES);
    ck_assert_msg(fabs(accrued - CASES * euros) < 1e-9, "%d days late: EUR %g a case, not %g", t, accrued / CASES,
                  euros);
    ck_assert_double_eq(paid, accrued);
    ck_assert_double_eq(stand_month(stand, 11, stream, MEASURE_PENALTY_OUTSTANDING), 0);
}

/* Overdue on day n = e - t + 1 and noticed that evening, if it is still open: e - n - 15 days of penalty, 42 at most.
 */
START_TEST(test_administrative_penalty)
{
    static const char *const regimes[] = {"administrative: awb_2009", "administrative: awb_2019"};
    static const int euros[2][3] = {{20, 30, 40}, {23, 35, 45}};
    struct stand stand = late_stand(regimes[_i]);
    stand_run(&stand, 1, 0);
    for (int t = 0; t <= LATEST; t++) {
        const int e = DECIDED, n = e - t + 1, days = e - n - 15;
        ck_money(&stand, t, by_tiers(days > 0 ? days : 0, euros[_i]));
        ck_assert_double_eq(year(&stand, (size_t)t, MEASURE_NOTICES), n < e ? CASES : 0);
        ck_assert_double_eq(year(&stand, (size_t)t, MEASURE_NOTICES_IN_TIME), n < e && e <= n + 14 ? CASES : 0);
        ck_assert_double_eq(stand_month(&stand, 2, (size_t)t, MEASURE_TIMELINESS), t == 0 ? 1 : 0);
    }
    stand_free(&stand);
}
END_TEST

/* Appeal on n + 15, order 2 days later, a term of 10 days: from n + 28 on EUR 100 a day, the last of 16 days EUR 50. */
START_TEST(test_judicial_penalty)
{
    struct stand stand =
        late_stand("judicial: court, appeal: 1000000%/year, court_delay: {fixed: 2 days}, term: 10 days, "
                   "court_costs: EUR 837");
    stand_run(&stand, 1, 0);
    for (int t = 0; t <= LATEST; t++) {
        const int e = DECIDED, n = e - t + 1, days = e - n - 28;
        ck_money(&stand, t, days > 0 ? fmin(100.0 * days, 1550) : 0);
        ck_assert_double_eq(year(&stand, (size_t)t, MEASURE_LATE_APPEALS), n + 15 < e ? CASES : 0);
        ck_assert_double_eq(year(&stand, (size_t)t, MEASURE_COURT_ORDERS), n + 17 < e ? CASES : 0);
        ck_assert_double_eq(year(&stand, (size_t)t, MEASURE_COURT_COSTS), n + 17 < e ? 837 * CASES : 0);
    }
    stand_free(&stand);
}
END_TEST

/* Both at once add up. */
START_TEST(test_both_penalties)
{
    static const int euros[3] = {23, 35, 45};
    struct stand stand = late_stand("administrative: awb_2019, judicial: court, appeal: 1000000%/year, "
                                    "court_delay: {fixed: 2 days}, term: 10 days");
    stand_run(&stand, 1, 0);
    for (int t = 0; t <= LATEST; t++) {
        const int late = t - 16, judicial = t - 29;
        ck_money(&stand, t, by_tiers(late > 0 ? late : 0, euros) + (judicial > 0 ? fmin(100.0 * judicial, 1550) : 0));
    }
    stand_free(&stand);
}
END_TEST

/* --- who is left ------------------------------------------------------------------------------------------------ */

/* Nothing but withdrawal: who is left is binomial, be they in delay, noticed or before the court. */
START_TEST(test_pure_death)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2024-06-30\n"
                                  "regimes: {judicial: {court: {amount: EUR 100/day, cap: EUR 7500}}}\n"
                                  "streams:\n"
                                  "  s:\n"
                                  "    inflow: {level: 0/year}\n"
                                  "    capacity: 0/year\n"
                                  "    clock: {period: 6 months}\n"
                                  "    classes: {a: {share: 70%}, b: {share: 30%}}\n"
                                  "    withdrawal: 80%/year\n"
                                  "    lateness: {notice: [{after: 0 days, rate: 300%/year}], appeal: 200%/year,\n"
                                  "               judicial: court, court_delay: {fixed: 30 days}, term: 20 days}\n"
                                  "    opening: {stock: 500 cases, ages: {uniform: {low: 0 days, high: 400 days}},\n"
                                  "              noticed: 60 cases, notice_ages: {fixed: 20 days}, ordered: 20 cases,\n"
                                  "              term_ends: {fixed: 3 days}}\n",
                                  NULL);
    const double january = exp(-0.8 * 31 / 365.2425), june = exp(-0.8 * 182 / 365.2425);
    ck_moments(&stand, 0, 0, MEASURE_OPEN, 500 * january, 500 * january * (1 - january));
    ck_moments(&stand, 5, 0, MEASURE_OPEN, 500 * june, 500 * june * (1 - june));
    const double in_june = exp(-0.8 * 152 / 365.2425) - june;
    ck_moments(&stand, 5, 0, MEASURE_WITHDRAWN, 500 * in_june, 500 * in_june * (1 - in_june));
    stand_free(&stand);
}
END_TEST

/* Days since receipt are 101 on day 0. Cases are in delay, noticed, suspended; none of that changes the hazard: 40% a
 * year for waits below 150 days, 200% to 199, nothing from 200 on; it halves in April. */
static double band_hazard(int wait, int day)
{
    return (wait < 150 ? 0.4 : wait < 200 ? 2 : 0) * (day >= 91 ? 0.5 : 1);
}

/* Who is left on the evening of day t of those received on day r. */
static double left_of(int received, int t)
{
    double sum = 0;
    for (int day = received > 0 ? received : 0; day <= t; day++)
        sum += band_hazard(day - received, day);
    return exp(-sum / 365.2425);
}

START_TEST(test_withdrawal_by_wait)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2024-06-30\n"
                                  "regimes: {judicial: {court: {amount: EUR 100/day, cap: EUR 7500}}}\n"
                                  "streams:\n"
                                  "  s: &s\n"
                                  "    inflow: {level: 0/year}\n"
                                  "    capacity: 0/year\n"
                                  "    clock: {period: 2 months, suspension: [{share: 20%, length: 60 days}]}\n"
                                  "    classes: {a: {share: 70%}, b: {share: 30%}}\n"
                                  "    delay: {uniform: {low: 0 days, high: 180 days}}\n"
                                  "    withdrawal: [{after: 0 days, rate: {2023-01-01: 40%/year, 2024-04-01: 20%/year}},\n"
                                  "                 {after: 150 days, rate: {2023-01-01: 200%/year, 2024-04-01: 100%/year}},\n"
                                  "                 {after: 200 days, rate: 0%/year}]\n"
                                  "    lateness: {notice: [{after: 0 days, rate: 300%/year}], appeal: 200%/year,\n"
                                  "               judicial: court, court_delay: {fixed: 30 days}, term: 20 days}\n"
                                  "    opening: {stock: 500 cases, ages: {fixed: 100 days}}\n"
                                  "  t: {inflow: {level: 3660/year}, capacity: 0/year, delay: {fixed: 30 days},\n"
                                  "      withdrawal: [{after: 0 days, rate: {2023-01-01: 40%/year, 2024-04-01: 20%/year}},\n"
                                  "                   {after: 150 days, rate: {2023-01-01: 200%/year, 2024-04-01: 100%/year}},\n"
                                  "                   {after: 200 days, rate: 0%/year}]}\n",
                                  NULL);
    static const int ends[6] = {30, 59, 90, 120, 151, 181};
    for (size_t month = 0; month < 6; month++) {
        const double p = left_of(-101, ends[month]);
        double open = 0;
        for (int day = 0; day <= ends[month]; day++)
            open += 10 * left_of(day, ends[month]);
        ck_moments(&stand, month, 0, MEASURE_OPEN, 500 * p, 500 * p * (1 - p));
        ck_moments(&stand, month, 1, MEASURE_OPEN, open, open);
    }
    stand_free(&stand);
}
END_TEST

/* --- a link
 * ------------------------------------------------------------------------------------------------------------ */

enum { FIRST = 60, LAST = 90 }; /* March 2024 */

static double kernel(int k, int cut)
{
    if (k < 1 || k > cut)
        return 0;
    const double upto = k == cut ? 1 : gsl_cdf_gamma_P(k + 0.5, 4, 15),
                 below = k == 1 ? 0 : gsl_cdf_gamma_P(k - 0.5, 4, 15);
    return upto - below;
}

/* Arrivals in March that an event of day d leads to. */
static double weight(int d, int cut)
{
    double sum = 0;
    for (int t = FIRST; t <= LAST; t++)
        sum += 1.5 * kernel(t - d, cut);
    return sum;
}

/* Ten events a day, Poisson, after six a day in the past that are known: the mean is their convolution with the kernel,
 * the variance that plus the square of each new event's weight. */
START_TEST(test_link)
{
    struct stand stand =
        stand_of("opening_date: 2023-12-31\n"
                 "horizon: 2024-03-31\n"
                 "streams:\n"
                 "  s: {capacity: 0/year, inflow: {level: 3660/year}, history: {received: 2190/year}}\n"
                 "  t: {capacity: 0/year, inflow: {level: 0/year}}\n"
                 "links: {l: {from: s, event: received, to: t, mean: 1.5, "
                 "after: {gamma: {mean: 60 days, sd: 30 days}}}}\n",
                 NULL);
    const int cut = (int)ceil(gsl_cdf_gamma_Pinv(0.999, 4, 15));
    double mean = 0, more = 0;
    for (int d = -cut; d < 0; d++)
        mean += 6 * weight(d, cut);
    for (int d = 0; d < LAST; d++) {
        mean += 10 * weight(d, cut);
        more += 10 * weight(d, cut) * weight(d, cut);
    }
    ck_moments(&stand, 2, 1, MEASURE_INFLOW, mean, mean + more);
    stand_free(&stand);
}
END_TEST

/* --- a queue in overload
 * ------------------------------------------------------------------------------------------------ */

/* Monday to Friday 1234 / 262 cases a day are decided, whole cases with what is over on the next day's account: after
 * k days exactly the next whole number. The stock is Poisson inflow less that. */
START_TEST(test_overload)
{
    struct stand stand = stand_of("opening_date: 2023-12-31\n"
                                  "horizon: 2024-04-30\n"
                                  "calendar: {holidays_off: no}\n"
                                  "streams:\n"
                                  "  s:\n"
                                  "    inflow: {level: 7320/year}\n"
                                  "    capacity: 1234/year\n"
                                  "    order: [{oldest: 60%}, {random: 40%}]\n"
                                  "    opening: {stock: 400 cases, ages: {uniform: {low: 0 days, high: 100 days}}}\n",
                                  NULL);
    static const int days[4] = {31, 60, 91, 121}, working[4] = {23, 44, 65, 87};
    const double each = 1234.0 / 262, parts[2] = {0.6, 0.4};
    for (size_t month = 0; month < 4; month++) {
        double decided = 0, earlier = 0;
        for (int p = 0; p < 2; p++) {
            decided += ceil(parts[p] * each * working[month] - 1e-9);
            earlier += month ? ceil(parts[p] * each * working[month - 1] - 1e-9) : 0;
        }
        const double arrived = 20.0 * days[month];
        ck_moments(&stand, month, 0, MEASURE_OPEN, 400 + arrived - decided, arrived);
        for (uint32_t r = 0; r < 20; r++) {
            stand_run(&stand, 5, r);
            ck_assert_double_eq(stand_month(&stand, month, 0, MEASURE_DECISIONS), decided - earlier);
        }
    }
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, test_administrative_penalty, 0, 2);
    tcase_add_test(tcase, test_judicial_penalty);
    tcase_add_test(tcase, test_both_penalties);
    tcase_add_test(tcase, test_pure_death);
    tcase_add_test(tcase, test_withdrawal_by_wait);
    tcase_add_test(tcase, test_link);
    tcase_add_test(tcase, test_overload);
}
