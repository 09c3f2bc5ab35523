/* Hours a case, as the first year and the opening stock make them. */
#include <math.h>

#include "model/effort.h"
#include "model/expectation.h"

/* Mean over the year of the changes in force and of the growth so far. */
static double mean_factor(const struct expectation *e, const struct model_stream *stream, size_t class, int outcome)
{
    double drift = 0, sum = 0;
    for (int day = 0; day < e->days; day++) {
        drift += day > 0 ? effort_drift_step(param_base(&stream->classes[class].drift, day)) : 0;
        sum += exp(drift) * effort_changed(stream, class, outcome, day, NULL);
    }
    return sum / e->days;
}

/* What the opening's workable cases of the class save. */
static double opening_batch(const struct model_stream *stream, size_t class)
{
    const struct model_batch *batch = &stream->classes[class].batch;
    double workable = 0;
    for (size_t i = 0; batch->on && i < stream->opening.n_cells; i++) {
        const struct opening_cell *cell = &stream->opening.cells[i];
        workable += (size_t)cell->lane / stream->n_clocks == class / stream->n_clocks ? (double)cell->count * (1 - cell->delayed) : 0;
    }
    return batch->on ? batch_factor(param_base(&batch->size, 0), param_base(&batch->gain, 0), workable) : 1;
}

double expected_effort(const struct expectation *e, const struct model_stream *stream, size_t k)
{
    const struct model_class *class = &stream->classes[k];
    double multiple = 0;
    for (size_t o = 0; o < class->n_outcomes; o++) {
        const struct model_outcome *outcome = &class->outcomes[o];
        const bool moves = stream->drifts || stream->n_changes > 0;
        multiple += expectation_mean(e, &outcome->share) * expectation_mean(e, &outcome->effort) *
                    (moves ? mean_factor(e, stream, k, outcome->index) : 1);
    }
    return expectation_mean(e, &class->effort) * multiple * opening_batch(stream, k);
}

static double days_of_work(const struct expectation *e, const struct model *model, size_t s)
{
    const struct model_stream *stream = &model->streams[s];
    double work = 0, hours = 0;
    if (stream->pool < 0) {
        work = e->streams[s].stock;
        hours = param_base(&stream->capacity, 0);
    } else {
        const struct model_pool *pool = &model->pools[stream->pool];
        for (size_t i = 0; i < pool->n_members; i++) {
            work += e->streams[pool->members[i].stream].stock * e->streams[pool->members[i].stream].effort;
        }
        hours = pool->staff ? e->pools[stream->pool].hours : param_base(&pool->fte, 0) * param_base(&pool->hours_per_fte, 0);
    }
    return hours > 0 ? 365.2425 * work / hours : work > 0 ? (double)INFINITY : 0;
}

void expect_pressure(struct expectation *e, const struct model *model)
{
    for (size_t s = 0; s < e->n_streams; s++) {
        const struct model_pressure *p = &model->streams[s].pressure;
        e->streams[s].days_of_work = p->on ? days_of_work(e, model, s) : (double)NAN;
        if (p->on) {
            e->streams[s].pressure = pressure_level(param_base(&p->from, 0), param_base(&p->full, 0), e->streams[s].days_of_work);
        }
    }
    for (size_t s = 0; s < e->n_streams; s++) {
        const struct model_pressure *p = &model->streams[s].pressure;
        if (p->on && model->streams[s].pool >= 0) {
            e->streams[s].effort *= pressure_factor(param_base(&p->effort, 0), e->streams[s].pressure);
        }
    }
}
