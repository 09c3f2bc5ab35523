/* Suspension of the clock: every class becomes 1 + n classes that only the deadline tells apart. */
#include "model/compiler.h"

/* The class itself first, then one for each suspension. */
static void multiply_classes(struct compiler *c, struct model_stream *stream)
{
    struct model_class *classes = compiler_array(c, stream->n_classes * stream->n_clocks, sizeof *classes);
    if (!classes) return;
    stream->n_classes *= stream->n_clocks;
    for (size_t k = 0; k < stream->n_classes; k++) classes[k] = stream->classes[k / stream->n_clocks];
    stream->classes = classes;
}

void compile_suspensions(struct compiler *c, const struct clock_spec *clock, struct model_stream *stream)
{
    if (c->failed || clock->n_suspensions == 0) return;
    stream->suspensions = compiler_array(c, clock->n_suspensions, sizeof *stream->suspensions);
    for (size_t i = 0; !c->failed && i < clock->n_suspensions; i++)
        stream->suspensions[i] = (struct model_suspension){compile_param(c, &clock->suspensions[i].share, 1), clock->suspensions[i].days};
    stream->n_clocks = 1 + clock->n_suspensions;
    multiply_classes(c, stream);
}

void suspension_shares(size_t n_clocks, double share[])
{
    double sum = 0;
    for (size_t i = 1; i < n_clocks; i++) sum += share[i];
    for (size_t i = 1; i < n_clocks && sum > 1; i++) share[i] /= sum;
    share[0] = sum < 1 ? 1 - sum : 0;
}

/* Within its class each opening case in turn goes to the clock that is furthest behind its share. */
void suspend_opening(struct compiler *c, size_t n_classes, struct model_stream *stream)
{
    const size_t n = stream->n_clocks;
    struct model_opening *out = &stream->opening;
    const struct opening_cell *whole = out->cells;
    const size_t n_whole = out->n_cells;
    if (n == 1) return;
    double *share = compiler_array(c, n, sizeof *share), *behind = compiler_array(c, n * n_classes, sizeof *behind);
    int64_t *part = compiler_array(c, n, sizeof *part);
    out->cells = compiler_array(c, n * n_whole, sizeof *out->cells);
    if (c->failed) return;
    for (size_t i = 1; i < n; i++) share[i] = param_base(&stream->suspensions[i - 1].share, 0);
    suspension_shares(n, share);
    out->n_cells = 0;
    for (size_t i = 0; i < n_whole; i++) {
        const size_t class = (size_t)whole[i].class;
        give_shares(n, share, whole[i].count, &behind[n * class], part);
        for (size_t k = 0; k < n; k++) {
            if (part[k] == 0) continue;
            struct opening_cell *cell = &out->cells[out->n_cells++];
            *cell = whole[i];
            cell->class = (int32_t)(n * class + k);
            cell->count = part[k];
        }
    }
}
