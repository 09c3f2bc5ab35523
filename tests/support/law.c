#include "support/law.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "support/statistics.h"

void law_start(struct draw *draw, uint32_t entity)
{
    struct draw_key key = draw_key_make(2024, 1);
    draw_init(draw);
    draw_open(draw, &key, entity, DRAW_WORK, 0, 0);
}

/* Cells one tenth of a standard deviation wide, out to 7 of them; what lies further out belongs to the first and last.
 */
struct cells {
    int64_t low, width;
    size_t n;
    double *chance;
    int64_t *seen;
};

static struct cells cells_of(const struct law *law)
{
    double sd = sqrt(law->variance);
    struct cells c = {.low = (int64_t)floor(fmax(0.0, law->mean - 7.0 * sd - 2.0)), .width = (int64_t)(sd / 10.0) + 1};
    c.n = (size_t)((law->mean + 7.0 * sd + 2.0 - (double)c.low) / (double)c.width) + 1;
    c.chance = calloc(c.n, sizeof c.chance[0]);
    c.seen = calloc(c.n, sizeof c.seen[0]);
    ck_assert(c.chance != NULL && c.seen != NULL);
    double total = 0.0;
    for (size_t i = 0; i < c.n; i++) {
        for (int64_t k = 0; k < c.width; k++)
            c.chance[i] += law->chance(c.low + (int64_t)i * c.width + k, law->p);
        total += c.chance[i];
    }
    ck_assert_double_eq_tol(total, 1.0, 1e-4); /* the log of a choice among 4e9 costs GSL five digits */
    return c;
}

double law_chi_square(void *sampler, size_t n)
{
    const struct law *law = sampler;
    struct cells c = cells_of(law);
    for (size_t i = 0; i < n; i++) {
        int64_t place = (law->sample(law->draw, law->p) - c.low) / c.width;
        place = place < 0 ? 0 : place >= (int64_t)c.n ? (int64_t)c.n - 1 : place;
        c.seen[place]++;
    }
    double z = z_of_counts(c.n, c.seen, c.chance, n);
    free(c.chance);
    free(c.seen);
    return z;
}

static double mean_of_law(void *sampler, size_t n)
{
    const struct law *law = sampler;
    struct sample_moments m = {0};
    for (size_t i = 0; i < n; i++)
        moments_add(&m, (double)law->sample(law->draw, law->p));
    return (m.mean - law->mean) / sqrt(law->variance / (double)n);
}

/* For laws near enough the normal that a variance of n draws has the relative variance 2 / (n - 1). */
static double variance_of_law(void *sampler, size_t n)
{
    const struct law *law = sampler;
    struct sample_moments m = {0};
    for (size_t i = 0; i < n; i++)
        moments_add(&m, (double)law->sample(law->draw, law->p));
    return (moments_variance(&m) / law->variance - 1.0) / sqrt(2.0 / (double)(n - 1));
}

void ck_law(struct law law, int has_small_counts)
{
    struct draw draw;
    const size_t n = 100000;
    law_start(&draw, (uint32_t)(uint64_t)(law.p[0] * 7.0 + law.p[1] * 13.0 + law.p[2]));
    law.draw = &draw;
    if (has_small_counts)
        ck_assert(statistic_within(5.0, law_chi_square, &law, n, law.name));
    else
        ck_assert(statistic_within(5.0, variance_of_law, &law, n, law.name));
    ck_assert(statistic_within(5.0, mean_of_law, &law, n, law.name));
}
