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

/* What the opening's workable cases of the class save at a step. */
static double opening_batch(const struct model_stream *stream, size_t step, size_t class)
{
    const struct model_batch *batch = &stream->classes[class].batch;
    double workable = 0;
    for (size_t i = 0; batch->on && i < stream->opening.n_cells; i++) {
        const struct opening_cell *cell = &stream->opening.cells[i];
        workable += cell->lane == (int)class && cell->step == (int)step ? (double)cell->count * (1 - cell->delayed) : 0;
    }
    return batch->on ? batch_factor(param_base(&batch->size, 0), param_base(&batch->gain, 0), workable) : 1;
}

static double outcome_factor(const struct expectation *e, const struct model_stream *stream, size_t k)
{
    const struct model_class *class = &stream->classes[k];
    double multiple = 0;
    for (size_t o = 0; o < class->n_outcomes; o++) {
        const struct model_outcome *outcome = &class->outcomes[o];
        const bool moves = stream->drifts || stream->n_changes > 0;
        multiple += expectation_mean(e, &outcome->share) * expectation_mean(e, &outcome->effort) *
                    (moves ? mean_factor(e, stream, k, outcome->index) : 1);
    }
    return multiple;
}

double expected_effort(const struct expectation *e, const struct model_stream *stream, size_t step, size_t k)
{
    const double multiple = step + 1 == stream->n_steps ? outcome_factor(e, stream, k) : mean_factor(e, stream, k, -1);
    return expectation_mean(e, &stream->classes[k].effort) * multiple * opening_batch(stream, step, k) * stream->steps[step].effort_share;
}

double expected_hours(const struct expectation *e, const struct model_stream *stream, size_t from, int pool)
{
    double hours = 0;
    for (size_t j = from; j < stream->n_steps; j++) {
        if (pool == ANY_POOL ? stream->steps[j].pool < 0 : stream->steps[j].pool != pool) continue;
        for (size_t k = 0; k < stream->n_classes; k++) hours += expectation_mean(e, &stream->classes[k].share) * expected_effort(e, stream, j, k);
    }
    return hours;
}

double expected_part(const struct expectation *e, const struct model *model, size_t s, int pool)
{
    const struct model_stream *stream = &model->streams[s];
    if (stream->n_steps == 1) return e->streams[s].effort;
    const double all = expected_hours(e, stream, 0, ANY_POOL);
    return all > 0 ? e->streams[s].effort * expected_hours(e, stream, 0, pool) / all : 0;
}

double expected_backlog(const struct expectation *e, const struct model *model, size_t s, int pool)
{
    const struct model_stream *stream = &model->streams[s];
    if (stream->n_steps == 1) return e->streams[s].stock * e->streams[s].effort;
    const double all = expected_hours(e, stream, 0, ANY_POOL);
    double hours = 0;
    for (size_t j = 0; j < stream->n_steps; j++) {
        double stock = 0;
        for (size_t i = 0; i < stream->opening.n_cells; i++)
            stock += stream->opening.cells[i].step == (int)j ? (double)stream->opening.cells[i].count : 0;
        hours += stock * expected_hours(e, stream, j, pool);
    }
    return all > 0 ? hours * e->streams[s].effort / all : 0;
}

static double days_of_work(const struct expectation *e, const struct model *model, size_t s)
{
    const struct model_stream *stream = &model->streams[s];
    double work = 0, hours = 0;
    if (stream->pool < 0) {
        work = e->streams[s].stock;
        hours = param_base(&stream->steps[stream->n_steps - 1].capacity, 0);
    } else {
        const struct model_pool *pool = &model->pools[stream->pool];
        for (size_t i = 0; i < pool->n_members; i++) work += expected_backlog(e, model, (size_t)pool->members[i].stream, stream->pool);
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
