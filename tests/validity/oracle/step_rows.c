/* The steps of the opening stock, and their rows. */
#include <stdlib.h>

#include "state.h"

/* ---- the opening ---- */

static size_t next_step(const struct stream_state *s, double behind[])
{
    size_t best = 0;
    for (size_t i = 0; i < s->n_steps; i++) {
        behind[i] += s->spec->steps[i].opening_share;
        best = behind[i] > behind[best] + 1e-9 ? i : best;
    }
    behind[best] -= 1;
    return best;
}

/* Each case of the class in turn, from the highest age to the lowest, to the step that is furthest behind. */
static void spread_class(struct stream_state *s, int class, double behind[])
{
    int oldest = 0;
    for (size_t i = 0; i < s->n_cells; i++) {
        oldest = s->cells[i].age > oldest ? s->cells[i].age : oldest;
    }
    for (int age = oldest; age >= 0; age--) {
        for (size_t i = 0; i < s->n_cells; i++) {
            struct opening_cell *cell = &s->cells[i];
            for (long j = 0; cell->age == age && cell->class == class && j < cell->count; j++) {
                cell->steps[j] = next_step(s, behind);
            }
        }
    }
}

bool oracle_opening_steps(struct stream_state *s)
{
    bool done = true;
    for (size_t i = 0; i < s->n_cells; i++) {
        s->cells[i].steps = calloc((size_t)s->cells[i].count + 1, sizeof *s->cells[i].steps);
        done = done && s->cells[i].steps;
    }
    for (size_t class = 0; done && s->spec->opening.steps_given && class < s->spec->n_classes; class++) {
        double *behind = calloc(s->n_steps, sizeof *behind);
        done = behind != NULL;
        if (done) {
            spread_class(s, (int)class, behind);
        }
        free(behind);
    }
    return done;
}

/* ---- rows ---- */

static void put_stocks(const struct stream_state *s, size_t step, double cells[])
{
    double open = 0, work = 0;
    for (size_t i = 0; i < s->cases.n; i++) {
        const struct oracle_case *c = &s->cases.at[i];
        open += c->step == step;
        work += c->step <= step ? oracle_step_hours(s, step, c->class) : 0;
    }
    cells[MEASURE_OPEN] = open;
    if (s->steps[step].pool >= 0) {
        cells[MEASURE_WORK_OPEN] = work;
    }
}

static void put_flows(const struct oracle *o, const struct step_state *step, const struct results_period *period, double cells[])
{
    double done = 0, hours = 0;
    for (int day = period->first; day <= period->last; day++) {
        done += step->days[day - o->day0].done;
        hours += step->days[day - o->day0].hours;
    }
    cells[MEASURE_DONE] = done;
    if (step->pool >= 0) {
        cells[MEASURE_HOURS_USED] = hours;
    }
}

void oracle_tally_step_stocks(struct oracle *o, size_t period, const struct results_values *out)
{
    size_t row = 0;
    for (size_t i = 0; i < o->scenario->n_streams; i++) {
        for (size_t step = 0; step < o->scenario->streams[i].n_steps; step++) {
            put_stocks(&o->streams[i], step, &out->forecast[layout_cell(o->layout, period, layout_step(o->layout, row++), 0)]);
        }
    }
}

void oracle_tally_steps(struct oracle *o, const struct results_values *out)
{
    for (size_t period = 0; period < o->layout->n_periods; period++) {
        size_t row = 0;
        for (size_t i = 0; o->layout->periods[period].kind != PERIOD_OPENING && i < o->scenario->n_streams; i++) {
            for (size_t step = 0; step < o->scenario->streams[i].n_steps; step++) {
                put_flows(o, &o->streams[i].steps[step], &o->layout->periods[period],
                          &out->forecast[layout_cell(o->layout, period, layout_step(o->layout, row++), 0)]);
            }
        }
    }
}
