/* Withdrawal: one hazard, or one by days since receipt. */
#include <math.h>

#include "model/compiler.h"
#include "model/expectation.h"

static const double days_per_year = 365.2425;

void compile_withdrawal(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    const size_t n = spec->n_withdrawal_bands;
    stream->n_withdrawals = n > 0 ? n : 1;
    stream->withdrawals = compiler_array(c, stream->n_withdrawals, sizeof *stream->withdrawals);
    if (c->failed) return;
    stream->withdrawals[0].rate = compile_param(c, n > 0 ? &spec->withdrawal_bands[0].rate : &spec->withdrawal, 1);
    for (size_t i = 1; i < n; i++)
        stream->withdrawals[i] = (struct model_band){.after = spec->withdrawal_bands[i].after,
                                                     .rate = compile_param(c, &spec->withdrawal_bands[i].rate, 1)};
    for (size_t i = 0; i < stream->n_withdrawals; i++) stream->withdraws |= stream->withdrawals[i].rate.peak > 0;
}

/* What the bands add up to over a year for a case of this age. */
static double hazard_from(const struct model_stream *stream, const double rate[], int age)
{
    double sum = 0;
    for (size_t i = 0; i < stream->n_withdrawals; i++) {
        const double end = i + 1 < stream->n_withdrawals ? stream->withdrawals[i + 1].after : (double)INFINITY;
        const double days = fmin(end, age + days_per_year) - fmax(stream->withdrawals[i].after, age);
        if (days > 0) sum += rate[i] * days / days_per_year;
    }
    return sum;
}

double expected_withdrawals(const struct expectation *e, const struct model_stream *stream)
{
    double cases = 0, rate[WITHDRAWAL_BANDS_MAX];
    for (size_t i = 0; i < stream->n_withdrawals; i++) rate[i] = expectation_mean(e, &stream->withdrawals[i].rate);
    for (size_t i = 0; i < stream->opening.n_cells; i++) {
        const struct opening_cell *cell = &stream->opening.cells[i];
        const double hazard = stream->n_withdrawals == 1 ? rate[0] : hazard_from(stream, rate, -1 - cell->received);
        cases += (double)cell->count * (1 - exp(-hazard));
    }
    return cases;
}
