/* The sixteen delays of a day against exact quantiles, the delays of opening cases, the due lists, and lags. */
#include <gsl/gsl_cdf.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "model/compiler.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"

/* A delay as written, its quantile function and its distribution function, from GSL or by hand. */
struct exact {
    const char *text;
    double (*quantile)(double p);
    double (*below)(double x);
};

static double exponential_quantile(double p)
{
    return gsl_cdf_exponential_Pinv(p, 20);
}
static double exponential_below(double x)
{
    return gsl_cdf_exponential_P(x, 20);
}
static double gamma_quantile(double p)
{
    return p <= 0 ? 0 : gsl_cdf_gamma_Pinv(p, 4, 15);
}
static double gamma_below(double x)
{
    return gsl_cdf_gamma_P(x, 4, 15);
}
static double lognormal_quantile(double p)
{
    const double variance = log(1.25);
    return p <= 0 ? 7 : 7 + gsl_cdf_lognormal_Pinv(p, log(60.0) - variance / 2, sqrt(variance));
}
static double lognormal_below(double x)
{
    const double variance = log(1.25);
    return x <= 7 ? 0 : gsl_cdf_lognormal_P(x - 7, log(60.0) - variance / 2, sqrt(variance));
}
static double uniform_quantile(double p)
{
    return 10 + 14 * p;
}
static double uniform_below(double x)
{
    return gsl_cdf_flat_P(x, 10, 24);
}
static double triangular_quantile(double p)
{
    return p < 0.25 ? sqrt(400 * p) : 40 - sqrt(1200 * (1 - p));
}
static double triangular_below(double x)
{
    if (x >= 40)
        return 1;
    return x <= 10 ? x * x / 400 : 1 - (40 - x) * (40 - x) / 1200;
}
static double table_quantile(double p)
{
    return p <= 0.25 ? 5 : p <= 0.75 ? 30 : 60;
}
static double table_below(double x)
{
    return x < 5 ? 0 : x < 30 ? 0.25 : x < 60 ? 0.75 : 1;
}
static double fixed_quantile(double p)
{
    (void)p;
    return 30;
}
static double fixed_below(double x)
{
    return x < 30 ? 0 : 1;
}

static const struct exact shapes[] = {
    {"exponential: {mean: 20 days}", exponential_quantile, exponential_below},
    {"gamma: {mean: 60 days, sd: 30 days}", gamma_quantile, gamma_below},
    {"lognormal: {mean: 60 days, sd: 30 days}, minimum: 7 days", lognormal_quantile, lognormal_below},
    {"uniform: {low: 10 days, high: 24 days}", uniform_quantile, uniform_below},
    {"triangular: {low: 0 days, mode: 10 days, high: 40 days}", triangular_quantile, triangular_below},
    {"table: {5 days: 25%, 30 days: 50%, 60 days: 25%}", table_quantile, table_below},
    {"fixed: 30 days", fixed_quantile, fixed_below},
};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

static struct stand stand_with(const char *delay)
{
    return stand_of_format(
        "opening_date: 2023-12-31\nhorizon: 2025-03-31\n"
        "regimes: {judicial: {court: {amount: EUR 100/day, cap: EUR 7500}}}\n"
        "streams:\n"
        "  s:\n"
        "    capacity: 1000/year\n"
        "    inflow: {level: 1000/year}\n"
        "    clock: {period: 6 months}\n"
        "    delay: {%s}\n"
        "    opening: {stock: 1000 cases, ages: {uniform: {low: 0 days, high: 150 days}}}\n"
        "    history: {received: 1000/year}\n"
        "    lateness: {judicial: court, court_delay: {%s}, notice: [{after: 0 days, rate: 1%%/day}],\n"
        "               appeal: 1%%/day, term: 56 days}\n"
        "  t: {capacity: 1000/year, inflow: {level: 1000/year}}\n"
        "links: {l: {from: s, event: received, to: t, share: 50%%, after: {%s}}}\n",
        delay, delay, delay);
}

static double rotation(int day)
{
    double whole;
    const double part = modf(0.618034 * day, &whole);
    return part < 0 ? part + 1 : part;
}

/* Whether a whole number of days is the rounded one; on the border between two days rounding may decide. */
static void ck_rounded(int days, double exact, int day, int point)
{
    ck_assert_msg(fabs(days - exact) <= 0.5 + 1e-6, "day %d, point %d: %d days, exactly %.6f", day, point, days, exact);
}

START_TEST(test_rotation)
{
    ck_assert_double_eq(rotation_of(0), 0);
    ck_assert_double_eq_tol(rotation_of(1), 0.618034, 1e-12);
    ck_assert_double_eq_tol(rotation_of(2), 0.236068, 1e-12);
    ck_assert_double_eq_tol(rotation_of(-1), 0.381966, 1e-12);
    ck_assert_double_eq_tol(rotation_of(-3), 0.145898, 1e-12);
    for (int day = -5000; day < 5000; day++) {
        ck_assert(rotation_of(day) >= 0 && rotation_of(day) < 1);
        ck_assert_double_eq_tol(rotation_of(day), rotation(day), 1e-9);
    }
}
END_TEST

static int delay_at(const struct model *m, int day, int point)
{
    return m->streams[0].steps[0].delay.ready[(day + m->before) * DELAY_POINTS + point] - day;
}

START_TEST(test_points)
{
    struct stand stand = stand_with(shapes[_i].text);
    ck_assert(!stand.model->streams[0].steps[0].delay.none && stand.model->streams[1].steps[0].delay.none);
    for (int day = 1; day <= stand.model->horizon; day++)
        for (int i = 0; i < DELAY_POINTS; i++)
            ck_rounded(delay_at(stand.model, day, i), shapes[_i].quantile((i + rotation(day)) / 16), day, i);
    stand_free(&stand);
}
END_TEST

/* Day 0 is not turned: its first point is the distribution's least value. */
START_TEST(test_points_of_day_zero)
{
    struct stand stand = stand_with(shapes[_i].text);
    for (int i = 0; i < DELAY_POINTS; i++)
        ck_rounded(delay_at(stand.model, 0, i), shapes[_i].quantile(i / 16.0), 0, i);
    stand_free(&stand);
}
END_TEST

/* Over a year the points fill the distribution evenly. */
START_TEST(test_rotation_covers_the_distribution)
{
    struct stand stand = stand_with(shapes[_i].text);
    for (int k = 0; k < 200; k++) {
        int within = 0;
        for (int day = 1; day <= 365; day++)
            for (int i = 0; i < DELAY_POINTS; i++)
                within += delay_at(stand.model, day, i) <= k;
        ck_assert_double_eq_tol(within / (365.0 * DELAY_POINTS), shapes[_i].below(k + 0.5), 0.0015);
    }
    stand_free(&stand);
}
END_TEST

/* Opening cases are known to be in delay still: points of what lies beyond their age. */
START_TEST(test_opening_delays)
{
    struct stand stand = stand_with(shapes[_i].text);
    const struct model *m = stand.model;
    ck_assert_int_eq(m->before, 151);
    for (int age = 0; age < m->before; age++) {
        const int day = -1 - age;
        const double below = shapes[_i].below(age + 0.5);
        for (int i = 0; i < DELAY_POINTS; i++) {
            ck_assert_int_ge(delay_at(m, day, i), age + 1);
            if (below > 1 - 1e-6)
                continue;
            const double exact = shapes[_i].quantile(below + (1 - below) * (i + rotation(day)) / 16);
            ck_rounded(delay_at(m, day, i), fmax(age + 1, exact), day, i);
        }
    }
    stand_free(&stand);
}
END_TEST

/* Every point that is due by the horizon stands in the list of its day, once, and nothing else. */
START_TEST(test_due_lists)
{
    struct stand stand = stand_with(shapes[_i].text);
    const struct model *m = stand.model;
    const struct model_delay *delay = &m->streams[0].steps[0].delay;
    const int entries = m->days * DELAY_POINTS;
    char *seen = calloc((size_t)entries, 1);
    ck_assert_ptr_nonnull(seen);
    ck_assert_int_eq(delay->due_first[0], 0);
    for (int t = 0; t <= m->horizon; t++) {
        ck_assert_int_le(delay->due_first[t], delay->due_first[t + 1]);
        for (int d = delay->due_first[t]; d < delay->due_first[t + 1]; d++) {
            const int entry = delay->due[d];
            ck_assert(entry >= 0 && entry < entries && !seen[entry]);
            ck_assert_int_eq(delay->ready[entry], t);
            ck_assert(d == delay->due_first[t] || delay->due[d - 1] < entry);
            seen[entry] = 1;
        }
    }
    for (int e = 0; e < entries; e++) {
        ck_assert_int_ge(delay->ready[e], 0);
        ck_assert_int_eq(seen[e], delay->ready[e] <= m->horizon);
    }
    free(seen);
    stand_free(&stand);
}
END_TEST

static struct stand scaled_stand(const char *delay, const char *scale)
{
    return stand_of_format("opening_date: 2023-12-31\nhorizon: 2025-03-31\n"
                           "streams:\n"
                           "  s:\n"
                           "    capacity: 1000/year\n"
                           "    inflow: {level: 1000/year}\n"
                           "    delay: {%s}\n"
                           "    delay_scale: %s\n"
                           "    opening: {stock: 1000 cases, ages: {uniform: {low: 0 days, high: 150 days}}}\n",
                           delay, scale);
}

static void ck_due(const struct model *m, const struct model_delay *delay)
{
    int due = 0, listed = delay->due_first[m->horizon + 1];
    for (int t = 0; t <= m->horizon; t++)
        for (int d = delay->due_first[t]; d < delay->due_first[t + 1]; d++)
            ck_assert_int_eq(delay->ready[delay->due[d]], t);
    for (int e = 0; e < m->days * DELAY_POINTS; e++)
        due += delay->ready[e] <= m->horizon;
    ck_assert_int_eq(listed, due);
}

/* From 1 July on delays are two and a half times as long, from 2025 on there are none; opening cases keep theirs. */
START_TEST(test_scale_by_date)
{
    struct stand scaled = scaled_stand(shapes[_i].text, "{2023-12-31: 1, 2024-07-01: 2.5, 2025-01-01: 0}"), plain = stand_with(shapes[_i].text);
    const struct model *m = scaled.model;
    const int july = 182, year = 366;
    for (int day = -m->before; day <= m->horizon; day++)
        for (int i = 0; i < DELAY_POINTS; i++) {
            if (day < 0)
                ck_assert_int_eq(delay_at(m, day, i), delay_at(plain.model, day, i));
            else
                ck_rounded(delay_at(m, day, i), (day < july ? 1 : day < year ? 2.5 : 0) * shapes[_i].quantile((i + rotation(day)) / 16), day, i);
        }
    ck_due(m, &m->streams[0].steps[0].delay);
    stand_free(&scaled);
    stand_free(&plain);
}
END_TEST

/* A replication's multiplier, on top of what the date says. */
START_TEST(test_scale_by_replication)
{
    struct stand stand = scaled_stand(shapes[_i].text, "{value: {2023-12-31: 1, 2024-07-01: 2.5}, uncertain: {lognormal: 20%}}");
    const struct model *m = stand.model;
    const struct model_delay *delay = &m->streams[0].steps[0].delay;
    const double multiplier[] = {1, 0.7};
    const size_t points = (size_t)m->days * DELAY_POINTS;
    struct model_delay own = {.ready = calloc(points, sizeof *own.ready), .due = calloc(points, sizeof *own.due),
                              .due_first = calloc((size_t)m->horizon + 2, sizeof *own.due_first)};
    ck_assert(own.ready && own.due && own.due_first && delay->scale.slot == 1);
    model_delay_scale(m, delay, multiplier, &own);
    for (int day = -m->before; day <= m->horizon; day++)
        for (int i = 0; i < DELAY_POINTS; i++) {
            const int days = own.ready[(day + m->before) * DELAY_POINTS + i] - day;
            if (day < 0)
                ck_assert_int_eq(days, delay_at(m, day, i));
            else
                ck_rounded(days, (day < 182 ? 0.7 : 0.7 * 2.5) * shapes[_i].quantile((i + rotation(day)) / 16), day, i);
        }
    ck_due(m, &own);
    free(own.ready);
    free(own.due);
    free(own.due_first);
    stand_free(&stand);
}
END_TEST

static void ck_lags(const struct model_lags *lags, const struct exact *shape, int first, int last, int cut)
{
    for (int day = first; day <= last; day++)
        for (int i = 0; i < DELAY_POINTS; i++) {
            const double exact = fmin(shape->quantile((i + rotation(day)) / 16), cut);
            ck_rounded(lags->lag[(day + lags->offset) * DELAY_POINTS + i], fmax(1, exact), day, i);
        }
}

/* Court delays count from day 0 on and have no end, lags of links from the first day of history. */
START_TEST(test_lags)
{
    struct stand stand = stand_with(shapes[_i].text);
    const struct model *m = stand.model;
    const int cut = (int)ceil(shapes[_i].quantile(0.999));
    ck_assert_int_eq(m->streams[0].lateness.court.offset, 0);
    ck_assert_int_eq(m->links[0].lags.offset, cut);
    ck_assert_int_eq(m->links[0].length, cut);
    ck_lags(&m->streams[0].lateness.court, &shapes[_i], 1, m->horizon, INT_MAX);
    ck_lags(&m->links[0].lags, &shapes[_i], -cut, -1, cut);
    ck_lags(&m->links[0].lags, &shapes[_i], 1, m->horizon, cut);
    stand_free(&stand);
}
END_TEST

START_TEST(test_lags_of_day_zero)
{
    struct stand stand = stand_with(shapes[_i].text);
    const int cut = (int)ceil(shapes[_i].quantile(0.999));
    ck_lags(&stand.model->streams[0].lateness.court, &shapes[_i], 0, 0, INT_MAX);
    ck_lags(&stand.model->links[0].lags, &shapes[_i], 0, 0, cut);
    stand_free(&stand);
}
END_TEST

START_TEST(test_no_delay)
{
    struct stand stand = stand_of_format("opening_date: 2023-12-31\nhorizon: 2024-03-31\nstreams: {s: {capacity: "
                                         "100/year, inflow: {level: 100/year}, delay: {%s}}}\n",
                                         "fixed: 0 days");
    ck_assert_ptr_nonnull(stand.model->streams[0].steps[0].delay.ready);
    for (int day = 0; day <= stand.model->horizon; day++)
        for (int i = 0; i < DELAY_POINTS; i++)
            ck_assert_int_eq(delay_at(stand.model, day, i), 0);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_rotation);
    tcase_add_loop_test(tcase, test_points, 0, SHAPES);
    tcase_add_loop_test(tcase, test_points_of_day_zero, 0, SHAPES);
    tcase_add_loop_test(tcase, test_rotation_covers_the_distribution, 0, SHAPES);
    tcase_add_loop_test(tcase, test_opening_delays, 0, SHAPES);
    tcase_add_loop_test(tcase, test_due_lists, 0, SHAPES);
    tcase_add_loop_test(tcase, test_scale_by_date, 0, SHAPES);
    tcase_add_loop_test(tcase, test_scale_by_replication, 0, SHAPES);
    tcase_add_loop_test(tcase, test_lags, 0, SHAPES);
    tcase_add_loop_test(tcase, test_lags_of_day_zero, 0, SHAPES);
    tcase_add_test(tcase, test_no_delay);
}
