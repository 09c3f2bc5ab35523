#include "support/moments.h"

#include <check.h>
#include <math.h>
#include <stdbool.h>

#include "support/statistics.h"

enum { SEED = 17, RUNS = 700 };

struct sampler {
    struct stand *stand;
    figure_of *figure; /* or, when NULL, a month's */
    size_t month, stream;
    enum measure measure;
    double mean, variance; /* variance: NAN when the sample's own is taken */
    bool of_variance;
    uint32_t next; /* replication */
};

static double figure_now(const struct sampler *s)
{
    return s->figure ? s->figure(s->stand) : stand_month(s->stand, s->month, s->stream, s->measure);
}

static double z_of_moments(void *sampler, size_t n)
{
    struct sampler *s = sampler;
    struct sample_moments m = {0};
    for (size_t i = 0; i < n; i++) {
        stand_run(s->stand, SEED, s->next++);
        moments_add(&m, figure_now(s));
    }
    if (s->of_variance)
        return (moments_variance(&m) / s->variance - 1) / sqrt(2.0 / (double)n);
    return (m.mean - s->mean) / sqrt((isnan(s->variance) ? moments_variance(&m) : s->variance) / (double)n);
}

void ck_mean(struct stand *stand, figure_of *figure, const char *name, double mean)
{
    struct sampler s = {.stand = stand, .figure = figure, .mean = mean, .variance = (double)NAN};
    ck_assert_msg(statistic_within(5, z_of_moments, &s, RUNS, name), "%s is not %g on average", name, mean);
}

void ck_moments(struct stand *stand, size_t month, size_t stream, enum measure measure, double mean, double variance)
{
    struct sampler s = {
        .stand = stand, .month = month, .stream = stream, .measure = measure, .mean = mean, .variance = variance};
    ck_assert(statistic_within(5, z_of_moments, &s, RUNS, measure_info(measure)->name));
    s.of_variance = true;
    ck_assert(statistic_within(5, z_of_moments, &s, RUNS, "its variance"));
}
