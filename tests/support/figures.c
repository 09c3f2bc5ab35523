#include "support/figures.h"

#include <check.h>
#include <math.h>

#include "support/statistics.h"

struct sampler {
    const struct figure *figure;
    uint32_t next; /* replication */
    bool of_variance;
};

static double z_of_moments(void *context, size_t n)
{
    struct sampler *s = context;
    const struct figure *f = s->figure;
    struct sample_moments m = {0};
    for (size_t i = 0; i < n; i++) {
        stand_run(f->stand, 17, s->next++);
        moments_add(&m, stand_month(f->stand, f->month, f->stream, f->measure));
    }
    if (s->of_variance)
        return (moments_variance(&m) / f->variance - 1) / sqrt(2.0 / (double)n);
    return (m.mean - f->mean) / sqrt(f->variance / (double)n);
}

void ck_figure(const struct figure *figure)
{
    struct sampler s = {figure, 0, false};
    ck_assert(statistic_within(figure->sigma, z_of_moments, &s, figure->n, measure_info(figure->measure)->name));
    s.of_variance = true;
    ck_assert(statistic_within(figure->sigma, z_of_moments, &s, figure->n, "its variance"));
}
