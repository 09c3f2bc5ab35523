#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "random/factorial.h"
#include "random/variates.h"
#include "support/check_main/check_main.h"
#include "support/law.h"
#include "support/statistics.h"

static int64_t sample_poisson(struct draw *draw, const double p[])
{
    return variate_poisson(draw, p[0]);
}

static double chance_poisson(int64_t k, const double p[])
{
    return gsl_ran_poisson_pdf((unsigned)k, p[0]);
}

START_TEST(poisson)
{
    static const double means[] = {1e-3, 0.3,  1.0,  5.0,  9.9,    13.9, 14.0,   23.5,
                                   24.0, 24.1, 30.0, 55.5, 1000.0, 1e4,  300.25, 1e5};
    for (size_t i = 0; i < sizeof means / sizeof means[0]; i++) {
        double m = means[i];
        ck_law((struct law){"poisson", sample_poisson, chance_poisson, {m}, m, m, NULL}, 1);
    }
    ck_law((struct law){"poisson 1e8", sample_poisson, chance_poisson, {1e8}, 1e8, 1e8, NULL}, 0);
    ck_law((struct law){"poisson 1e12", sample_poisson, chance_poisson, {1e12}, 1e12, 1e12, NULL}, 0);
}
END_TEST

static int64_t sample_binomial(struct draw *draw, const double p[])
{
    return variate_binomial(draw, (int64_t)p[0], p[1]);
}

static double chance_binomial(int64_t k, const double p[])
{
    return gsl_ran_binomial_pdf((unsigned)k, p[1], (unsigned)p[0]);
}

static void ck_binomial(double n, double p, int has_small_counts)
{
    struct law law = {"binomial", sample_binomial, chance_binomial, {n, p}, n * p, n * p * (1.0 - p), NULL};
    ck_law(law, has_small_counts);
}

START_TEST(binomial)
{
    static const double cases[][2] = {{1, 0.3},    {2, 0.5},      {10, 0.1},    {10, 0.9},    {27, 0.5},   {47, 0.5},
                                      {48, 0.5},   {49, 0.5},     {64, 0.2},    {65, 0.2},    {200, 0.01}, {200, 0.99},
                                      {1e5, 1e-4}, {1e5, 0.9999}, {1000, 0.03}, {1000, 0.97}, {1000, 0.5}, {1e6, 0.3},
                                      {2e9, 1e-9}, {4e9, 5e-9},   {300, 0.08},  {300, 0.92}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_binomial(cases[i][0], cases[i][1], 1);
}
END_TEST

START_TEST(binomial_beyond_an_unsigned)
{
    ck_binomial(0x1p40, 0.5, 0);
    ck_binomial(0x1p40, 0.999, 0);
    ck_binomial(0x1p36 + 7, 1e-4, 0);
    ck_binomial(5e9, 1e-7, 0);
}
END_TEST

static int64_t sample_hypergeometric(struct draw *draw, const double p[])
{
    return variate_hypergeometric(draw, (int64_t)p[0], (int64_t)p[1], (int64_t)p[2]);
}

static double chance_hypergeometric(int64_t k, const double p[])
{
    return gsl_ran_hypergeometric_pdf((unsigned)k, (unsigned)p[0], (unsigned)p[1], (unsigned)p[2]);
}

static void ck_hypergeometric(double good, double bad, double sample, int has_small_counts)
{
    double total = good + bad, mean = sample * good / total;
    double variance = mean * bad / total * (total - sample) / (total - 1.0);
    struct law law = {
        "hypergeometric", sample_hypergeometric, chance_hypergeometric, {good, bad, sample}, mean, variance, NULL};
    ck_law(law, has_small_counts);
}

START_TEST(hypergeometric)
{
    static const double cases[][3] = {{1, 1, 1},           {3, 4, 2},         {4, 3, 5},        {5, 50, 20},
                                      {50, 5, 20},         {5, 50, 40},       {50, 5, 40},      {20, 20, 20},
                                      {40, 60, 50},        {60, 40, 50},      {47, 47, 47},     {48, 48, 48},
                                      {49, 49, 49},        {50, 50, 50},      {60, 60, 60},     {1000, 1000, 100},
                                      {100, 1000, 1000},   {1000, 100, 1000}, {1000, 100, 400}, {5000, 5000, 5000},
                                      {200, 100000, 2000}, {1e5, 1e6, 5e4},   {1e6, 1e5, 9e5},  {60, 1e6, 3e5}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_hypergeometric(cases[i][0], cases[i][1], cases[i][2], 1);
    ck_hypergeometric(1e7, 1e7, 1e6, 0);
    ck_hypergeometric(1e9, 3e9, 2e9, 0);
}
END_TEST

START_TEST(boundaries)
{
    struct draw draw;
    law_start(&draw, 1);
    for (int i = 0; i < 100; i++) {
        ck_assert_int_eq(variate_binomial(&draw, 0, 0.5), 0);
        ck_assert_int_eq(variate_binomial(&draw, 1000, 0.0), 0);
        ck_assert_int_eq(variate_binomial(&draw, INT64_C(1) << 40, 1.0), INT64_C(1) << 40);
        ck_assert_int_eq(variate_binomial(&draw, 10, 1.0 + 1e-16), 10);
        ck_assert_int_eq(variate_poisson(&draw, 0.0), 0);
        ck_assert_int_eq(variate_overdispersed(&draw, 0.0, 3.0), 0);
        ck_assert_int_eq(variate_hypergeometric(&draw, 0, 0, 0), 0);
        ck_assert_int_eq(variate_hypergeometric(&draw, 0, 10, 4), 0);
        ck_assert_int_eq(variate_hypergeometric(&draw, 10, 0, 4), 4);
        ck_assert_int_eq(variate_hypergeometric(&draw, 600, 500, 0), 0);
        ck_assert_int_eq(variate_hypergeometric(&draw, 600, 500, 1100), 600);
        ck_assert(variate_gamma(&draw, 0.0, 2.0) == 0.0); /* no case, no effort */
    }
}
END_TEST

/* Whatever is drawn can be drawn. */
START_TEST(hypergeometric_stays_in_its_support)
{
    struct draw draw;
    law_start(&draw, 2);
    for (int i = 0; i < 200000; i++) {
        int64_t good = draw_bits(&draw) % 200, bad = draw_bits(&draw) % 200,
                sample = draw_bits(&draw) % (good + bad + 1);
        int64_t k = variate_hypergeometric(&draw, good, bad, sample);
        ck_assert(k >= 0 && k <= good && k <= sample && sample - k <= bad);
    }
}
END_TEST

START_TEST(hypergeometric_many_adds_up)
{
    struct draw draw;
    int64_t available[40], taken[40];
    law_start(&draw, 3);
    for (int round = 0; round < 3000; round++) {
        int64_t total = 0, sum = 0;
        for (int i = 0; i < 40; i++)
            total += available[i] = round % 3 == 0 && i != 7 ? 0 : draw_bits(&draw) % (round % 2 ? 5 : 5000);
        int64_t sample = round % 5 == 0 ? total : total > 0 ? draw_bits(&draw) % (total + 1) : 0;
        variate_hypergeometric_many(&draw, 40, available, sample, taken);
        for (int i = 0; i < 40; i++) {
            ck_assert(taken[i] >= 0 && taken[i] <= available[i]);
            sum += taken[i];
        }
        ck_assert_int_eq(sum, sample);
    }
    variate_hypergeometric_many(&draw, 0, available, 0, taken);
}
END_TEST

/* The third kind of four has a hypergeometric count. */
static int64_t sample_third(struct draw *draw, const double p[])
{
    int64_t available[4] = {(int64_t)(p[1] / 2), 0, (int64_t)p[0], 0}, taken[4];
    available[3] = (int64_t)p[1] - available[0];
    variate_hypergeometric_many(draw, 4, available, (int64_t)p[2], taken);
    return taken[2];
}

START_TEST(hypergeometric_many_is_fair)
{
    struct law law = {"third kind", sample_third, chance_hypergeometric, {30, 70, 40}, 12, 30 * 0.4 * 0.7 * 60 / 99,
                      NULL};
    ck_law(law, 1);
}
END_TEST

START_TEST(multinomial_adds_up)
{
    struct draw draw;
    int64_t taken[6];
    static const double weight[][6] = {{0.1, 0.2, 0.7, 0, 0, 0}, {0, 0, 0, 0, 0, 3},
                                       {5, 0, 0, 0, 0, 0},       {1, 1e-9, 1e-18, 0, 1e-18, 1e-30},
                                       {1, 1, 1, 1, 1, 1},       {0, 1e300, 1e300, 0, 0, 1}};
    law_start(&draw, 4);
    for (size_t w = 0; w < sizeof weight / sizeof weight[0]; w++) {
        for (int64_t n = 0; n < 20000; n = 2 * n + 1) {
            int64_t sum = 0;
            variate_multinomial(&draw, n, 6, weight[w], taken);
            for (int i = 0; i < 6; i++) {
                ck_assert(taken[i] >= 0 && (weight[w][i] > 0.0 || taken[i] == 0));
                sum += taken[i];
            }
            ck_assert_int_eq(sum, n);
        }
    }
}
END_TEST

static int64_t sample_of_multinomial(struct draw *draw, const double p[])
{
    static const double weight[5] = {3, 0, 1, 4, 2};
    int64_t taken[5];
    variate_multinomial(draw, (int64_t)p[0], 5, weight, taken);
    return taken[3];
}

START_TEST(multinomial_is_fair)
{
    ck_law((struct law){"fourth kind", sample_of_multinomial, chance_binomial, {200, 0.4}, 80, 48, NULL}, 1);
}
END_TEST

/* Cell p[2] of sixteen. */
static int64_t sample_sixteenth(struct draw *draw, const double p[])
{
    int32_t taken[16];
    variate_sixteenths(draw, (int64_t)p[0], taken);
    return taken[(int)p[2]];
}

START_TEST(sixteenths)
{
    static const double sizes[] = {1, 3, 8, 9, 96, 97, 100, 640, 641, 5000};
    struct draw draw;
    int32_t taken[16];
    law_start(&draw, 5);
    for (int64_t n = 0; n < 100000; n += n / 8 + 1) {
        int64_t sum = 0;
        variate_sixteenths(&draw, n, taken);
        for (int i = 0; i < 16; i++) {
            ck_assert_int_ge(taken[i], 0);
            sum += taken[i];
        }
        ck_assert_int_eq(sum, n);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        double n = sizes[i], cell = (double)((5 * i + 3) % 16);
        ck_law(
            (struct law){
                "sixteenth", sample_sixteenth, chance_binomial, {n, 1.0 / 16, cell}, n / 16, n * 15 / 256, NULL},
            1);
    }
}
END_TEST

static int64_t sample_overdispersed(struct draw *draw, const double p[])
{
    return variate_overdispersed(draw, p[0], p[1]);
}

/* Mean m and variance d m: m / (d - 1) successes of chance 1 / d each. */
static double chance_overdispersed(int64_t k, const double p[])
{
    if (!(p[1] > 1.0))
        return gsl_ran_poisson_pdf((unsigned)k, p[0]);
    return gsl_ran_negative_binomial_pdf((unsigned)k, 1.0 / p[1], p[0] / (p[1] - 1.0));
}

START_TEST(overdispersed)
{
    static const double cases[][2] = {{10, 1}, {10, 0.5}, {10, 1.5}, {0.3, 1.2}, {112, 3}, {1000, 20}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double mean = cases[i][0], d = fmax(cases[i][1], 1.0);
        struct law law = {
            "overdispersed", sample_overdispersed, chance_overdispersed, {mean, cases[i][1]}, mean, mean * d, NULL};
        /* the long tail of the first cells is wider than seven standard deviations of a normal would say */
        law.variance *= 4.0;
        struct draw draw;
        law_start(&draw, 100 + (uint32_t)i);
        law.draw = &draw;
        ck_assert(statistic_within(5.0, law_chi_square, &law, 100000, law.name));
    }
}
END_TEST

struct continuous {
    struct draw *draw;
    double a, b;
    int is_beta;
};

static double ks_of_continuous(void *sampler, size_t n)
{
    const struct continuous *c = sampler;
    double *u = malloc(n * sizeof u[0]);
    ck_assert_ptr_nonnull(u);
    for (size_t i = 0; i < n; i++) {
        u[i] = c->is_beta ? gsl_cdf_beta_P(variate_beta(c->draw, c->a, c->b), c->a, c->b)
                          : gsl_cdf_gamma_P(variate_gamma(c->draw, c->a, c->b), c->a, c->b);
    }
    double distance = ks_distance(n, u);
    free(u);
    return distance;
}

START_TEST(gamma_and_beta)
{
    static const struct continuous cases[] = {{NULL, 0.2, 3.0, 0}, {NULL, 1.0, 1.0, 0}, {NULL, 7.5, 0.1, 0},
                                              {NULL, 1e4, 2.0, 0}, {NULL, 0.5, 0.5, 1}, {NULL, 30.0, 2.0, 1},
                                              {NULL, 2e5, 1e5, 1}};
    struct draw draw;
    law_start(&draw, 6);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct continuous c = cases[i];
        c.draw = &draw;
        ck_assert(statistic_within(2.75, ks_of_continuous, &c, 20000, c.is_beta ? "beta" : "gamma"));
    }
}
END_TEST

/* With the same uniform, a count found by inversion grows with the chance: paired scenarios stay close. */
START_TEST(inversion_is_monotone)
{
    struct draw draw;
    struct draw_key key = draw_key_make(1, 1);
    draw_init(&draw);
    for (int day = 0; day < 2000; day++) {
        int64_t last = 0;
        for (double p = 0.02; p < 1.0; p += 0.02) {
            draw_open(&draw, &key, 1, DRAW_NOTICE, 0, day);
            int64_t k = variate_binomial(&draw, 40, p);
            ck_assert_int_ge(k, last);
            last = k;
        }
    }
}
END_TEST

START_TEST(factorials)
{
    double sum = 0.0;
    for (int k = 0; k < 100000; k++) {
        if (k > 0)
            sum += log((double)k);
        ck_assert_double_eq_tol(log_factorial(k), k < 1000 ? lgamma(k + 1.0) : sum, 1e-13 * (sum + 1.0) + 1e-13);
    }
    for (int k = 1; k < 200; k++) {
        double direct = lgamma(k + 1.0) - ((k + 0.5) * log((double)k) - k + 0.91893853320467274178);
        ck_assert_double_eq_tol(stirling_tail(k), direct, 1e-12);
    }
    for (int k = 1; k <= SEARCH_CAP; k++)
        ck_assert(reciprocal_of[k] == 1.0 / k);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, poisson);
    tcase_add_test(tcase, binomial);
    tcase_add_test(tcase, binomial_beyond_an_unsigned);
    tcase_add_test(tcase, hypergeometric);
    tcase_add_test(tcase, boundaries);
    tcase_add_test(tcase, hypergeometric_stays_in_its_support);
    tcase_add_test(tcase, hypergeometric_many_adds_up);
    tcase_add_test(tcase, hypergeometric_many_is_fair);
    tcase_add_test(tcase, multinomial_adds_up);
    tcase_add_test(tcase, multinomial_is_fair);
    tcase_add_test(tcase, sixteenths);
    tcase_add_test(tcase, overdispersed);
    tcase_add_test(tcase, gamma_and_beta);
    tcase_add_test(tcase, inversion_is_monotone);
    tcase_add_test(tcase, factorials);
}
