#include "engine/evening.h"

#include "engine/exits.h"
#include "engine/meter.h"

static int64_t accrue(struct replication *rep, struct stream_state *s, struct meter *meters, size_t n)
{
    int64_t euros = 0;
    for (size_t r = 0; r < n; r++) {
        const struct meter_day day = meter_advance(&meters[r]);
        euros += day.accrued;
        pay_later(rep, s, day.reached);
    }
    return euros;
}

void evening_day(struct replication *rep)
{
    const struct model *m = rep->model;
    for (size_t i = 0; i < m->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        if (s->model->lateness.on) {
            const int64_t euros = accrue(rep, s, s->administrative, m->n_administrative) + accrue(rep, s, s->judicial, m->n_judicial);
            s->flow[FLOW_ACCRUED] += euros;
            s->outstanding += euros;
        }
        s->flow[FLOW_PAID] += s->payable[rep->today];
        s->outstanding -= s->payable[rep->today];
    }
}
