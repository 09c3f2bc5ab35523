/* Draws without replacement. */
#include <math.h>

#include "random/factorial.h"
#include "random/variates.h"

/* A two-by-two table by its margins: `few` drawn of `total`, of which `marked` are marked; few <= marked <= total / 2.
 * Every hypergeometric is one of these, by exchanging drawn with marked and either with its complement. */
struct margins {
    int64_t few, marked, total;
};

/* A search starts from a product of `few` factors; beyond this it pays to take logarithms. */
enum { PRODUCT_FACTORS = 48 };

/* P(X = 0): no draw is marked. */
static double chance_of_none(const struct margins *m)
{
    int64_t unmarked = m->total - m->marked;
    if (m->few > PRODUCT_FACTORS) {
        return exp(log_factorial(unmarked) + log_factorial(m->total - m->few) - log_factorial(unmarked - m->few) -
                   log_factorial(m->total));
    }
    double chance = 1.0;
    for (int64_t i = 0; i < m->few; i++)
        chance *= (double)(unmarked - i) / (double)(m->total - i);
    return chance;
}

/* Inversion of one uniform by sequential search from 0, for small means: close margins give close counts. */
static int64_t search(struct draw *draw, const struct margins *m)
{
    double start = chance_of_none(m);
    double few = (double)m->few, marked = (double)m->marked, rest = (double)(m->total - m->marked - m->few);
    int cap = m->few < SEARCH_CAP ? (int)m->few : SEARCH_CAP;
    for (;;) {
        double u = draw_uniform(draw), chance = start;
        for (int k = 0; k <= cap; k++) {
            if (u <= chance)
                return k;
            u -= chance;
            chance *= (few - k) * (marked - k) / ((k + 1.0) * (rest + k + 1.0));
        }
    }
}

/* log of k! (few - k)! (marked - k)! (total - marked - few + k)!, which is minus log P(X = k) but for a constant. */
static double log_weight(const struct margins *m, int64_t k)
{
    return log_factorial(k) + log_factorial(m->few - k) + log_factorial(m->marked - k) +
           log_factorial(m->total - m->marked - m->few + k);
}

/* Ratio of uniforms, HRUA: E. Stadlober, The ratio of uniforms approach for generating discrete random variates, J.
 * Comp. Appl. Math. 31 (1990), with d1 = 2 sqrt(2/e) and d2 = 3 - 2 sqrt(3/e). Counts more than 16 standard deviations
 * out are not drawn. */
static int64_t ratio_of_uniforms(struct draw *draw, const struct margins *m)
{
    double few = (double)m->few, p = (double)m->marked / (double)m->total;
    double variance = few * p * (1.0 - p) * (double)(m->total - m->few) / (double)(m->total - 1);
    double centre = few * p + 0.5, width = sqrt(variance + 0.5);
    double height = 1.7155277699214135 * width + 0.8989161620588988;
    double top = fmin(few + 1.0, floor(centre + 16.0 * width));
    int64_t mode = (int64_t)((few + 1.0) * ((double)m->marked + 1.0) / ((double)m->total + 2.0));
    double at_mode = log_weight(m, mode);
    for (;;) {
        double u = draw_uniform(draw), x = centre + height * (draw_uniform(draw) - 0.5) / u;
        if (!(x >= 0.0 && x < top))
            continue;
        int64_t k = (int64_t)x;
        double log_ratio = at_mode - log_weight(m, k);
        if (u * (4.0 - u) - 3.0 <= log_ratio)
            return k;
        if (u * (u - log_ratio) >= 1.0)
            continue;
        if (2.0 * log(u) <= log_ratio)
            return k;
    }
}

static int64_t marked_among_few(struct draw *draw, const struct margins *m)
{
    if (m->few == 0)
        return 0;
    if ((double)m->few * (double)m->marked < SEARCH_MEAN * (double)m->total)
        return search(draw, m);
    return ratio_of_uniforms(draw, m);
}

int64_t variate_hypergeometric(struct draw *draw, int64_t good, int64_t bad, int64_t sample)
{
    int64_t total = good + bad;
    int64_t marked = good <= bad ? good : bad, few = sample <= total - sample ? sample : total - sample;
    struct margins m = few <= marked ? (struct margins){few, marked, total} : (struct margins){marked, few, total};
    int64_t k = marked_among_few(draw, &m);
    if (good > bad)
        k = few - k;                     /* k of the few drawn are good */
    return sample == few ? k : good - k; /* the few were those left behind */
}

void variate_hypergeometric_many(struct draw *draw, size_t n, const int64_t available[], int64_t sample,
                                 int64_t taken[])
{
    int64_t rest = 0;
    for (size_t i = 0; i < n; i++)
        rest += available[i];
    for (size_t i = 0; i < n; i++) {
        rest -= available[i];
        taken[i] = sample > 0 ? variate_hypergeometric(draw, available[i], rest, sample) : 0;
        sample -= taken[i];
    }
}
