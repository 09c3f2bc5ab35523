#include "engine/waits.h"

#include <gsl/gsl_math.h>
#include <limits.h>
#include <string.h>

static const double no_value = (double)GSL_NAN;

bool waits_init(struct replication *rep, struct wait_histogram *h)
{
    h->count = state_array(rep, (size_t)rep->model->days, sizeof *h->count);
    h->low = INT_MAX;
    h->high = -1;
    return h->count != NULL;
}

void waits_clear(struct wait_histogram *h)
{
    if (h->high >= h->low) memset(&h->count[h->low], 0, (size_t)(h->high - h->low + 1) * sizeof *h->count);
    h->low = INT_MAX;
    h->high = -1;
}

void waits_merge(struct wait_histogram *to, const struct wait_histogram *from)
{
    for (int w = from->low; w <= from->high; w++) to->count[w] += from->count[w];
    if (from->low < to->low) to->low = from->low;
    if (from->high > to->high) to->high = from->high;
}

void waits_pass_on(struct wait_histogram *from, struct wait_histogram *to)
{
    if (to) waits_merge(to, from);
    waits_clear(from);
}

double waits_quantile(const struct wait_histogram *h, int64_t n, double share)
{
    const double wanted = share * (double)n;
    int64_t sum = 0;
    for (int w = h->low; w <= h->high; w++) {
        sum += h->count[w];
        if ((double)sum >= wanted) return w;
    }
    return no_value;
}
