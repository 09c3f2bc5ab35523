#include "engine/outlook.h"

#include <string.h>

#include "engine/arrivals.h"
#include "engine/contingent.h"

enum { PARTS = 8, STRIDE = 5 }; /* a stride prime to the week */

size_t outlook_width(const struct model *m) { return m->n_slots - 1 + PARTS * m->n_streams; }

static void add_inflow(struct replication *rep, double out[])
{
    const size_t part = (size_t)rep->today * PARTS / ((size_t)rep->end + 1);
    for (size_t i = 0; i < rep->model->n_streams; i++) out[i * PARTS + part] += arrivals_mean(rep, &rep->streams[i]);
}

void replication_outlook(struct replication *rep, uint64_t seed, uint32_t index, double out[])
{
    const size_t n_values = rep->model->n_slots - 1;
    const struct replication_inputs *const lent = rep->inputs;
    memset(out, 0, outlook_width(rep->model) * sizeof *out);
    rep->inputs = NULL;
    rep->key = draw_key_make(seed, index);
    rep->today = 0;
    contingent_begin(rep);
    arrivals_begin(rep);
    memcpy(out, &rep->multiplier[NO_SLOT + 1], n_values * sizeof *out);
    for (; rep->today <= rep->end; rep->today++) {
        arrivals_month(rep);
        if (rep->today % STRIDE == 0) add_inflow(rep, out + n_values);
    }
    rep->inputs = lent;
}
