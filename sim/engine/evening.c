#include "engine/evening.h"

#include "engine/cohorts.h"
#include "engine/exits.h"
#include "engine/meter.h"

static bool ends_today(const struct replication *rep, const struct running *running, const struct meter *meters)
{
    return running->regime >= 0 && !running->paused && running->start + meters[running->regime].days - 1 <= rep->today;
}

/* A penalty that reached its maximum is settled; its cases stay in the meter until they pass out of its last tier. */
static void reach_maximum(struct replication *rep, int32_t id)
{
    struct cohort_key key = rep->cohorts[id].key;
    struct stream_state *s = stream_of(rep, &key);
    const int32_t count = rep->cohorts[id].count;
    const bool administrative = ends_today(rep, &key.administrative, s->administrative);
    const bool judicial = ends_today(rep, &key.judicial, s->judicial);
    if (!administrative && !judicial) return;
    if (administrative) {
        settle(rep, s, &s->administrative[key.administrative.regime], &key.administrative, count);
        key.administrative = (struct running){.regime = -1};
        key_forget_notice(rep, &key);
    }
    if (judicial) {
        settle(rep, s, &s->judicial[key.judicial.regime], &key.judicial, count);
        const bool again = s->model->lateness.further_appeal.peak > 0;
        key.judicial = (struct running){.regime = -1, .start = again ? rep->today + 1 : 0, .paused = again ? RUNNING_FURTHER : 0};
    }
    cohort_move(rep, id, count, &key);
}

static int64_t accrue(const struct model *m, struct stream_state *s)
{
    int64_t euros = 0;
    for (size_t r = 0; s->model->lateness.on && r < m->n_administrative; r++) euros += meter_advance(&s->administrative[r]);
    for (size_t r = 0; s->model->lateness.on && r < m->n_judicial; r++) euros += meter_advance(&s->judicial[r]);
    return euros;
}

void evening_day(struct replication *rep)
{
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        const int64_t euros = accrue(rep->model, s);
        s->flow[FLOW_ACCRUED] += euros;
        s->outstanding += euros;
    }
    agenda_run(rep, PHASE_EVENING, reach_maximum);
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        struct stream_state *s = &rep->streams[i];
        s->flow[FLOW_PAID] += s->payable[rep->today];
        s->outstanding -= s->payable[rep->today];
    }
}
