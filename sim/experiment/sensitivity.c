#include "experiment/sensitivity.h"

static const uint32_t HALF = UINT32_C(1) << 31;        /* B's replications are as far from A's */
enum { TORNADO_SHARE = 4 };
static const double FIVE_PERCENT = 1.6448536269514722; /* of a standard normal */

size_t sensitivity_runs(const struct model_inputs *inputs)
{
    size_t singles = 0;
    for (size_t i = 0; i < inputs->n; i++)
        singles += inputs->items[i].single;
    return 2 + inputs->n + INPUT_GROUPS + 1 + 2 * singles;
}

struct sensitivity_run sensitivity_run_at(const struct model_inputs *inputs, size_t run)
{
    if (run < 2)
        return (struct sensitivity_run){run == 0 ? RUN_A : RUN_B, 0};
    run -= 2;
    if (run < inputs->n)
        return (struct sensitivity_run){RUN_INPUT, run};
    run -= inputs->n;
    if (run < INPUT_GROUPS)
        return (struct sensitivity_run){RUN_GROUP, run};
    run -= INPUT_GROUPS;
    if (run == 0)
        return (struct sensitivity_run){RUN_CHANCE, 0};
    run--;
    for (size_t i = 0, left = run / 2; i < inputs->n; i++)
        if (inputs->items[i].single && left-- == 0)
            return (struct sensitivity_run){run % 2 == 0 ? RUN_LOW : RUN_HIGH, i};
    return (struct sensitivity_run){RUN_A, 0};
}

size_t sensitivity_find(const struct model_inputs *inputs, enum sensitivity_kind kind, size_t which)
{
    size_t n = sensitivity_runs(inputs), i = 0;
    for (; i < n; i++) {
        struct sensitivity_run run = sensitivity_run_at(inputs, i);
        if (run.kind == kind && run.which == which)
            break;
    }
    return i;
}

size_t sensitivity_same(const struct model_inputs *inputs, size_t run)
{
    const struct sensitivity_run at = sensitivity_run_at(inputs, run);
    if (at.kind != RUN_GROUP)
        return run;
    size_t first = inputs->first[at.which], n = inputs->first[at.which + 1] - first;
    return n == 0 ? 0 : n == 1 ? sensitivity_find(inputs, RUN_INPUT, first) : run;
}

uint32_t sensitivity_rows(const struct sensitivity_run *run, uint32_t n)
{
    return run->kind == RUN_LOW || run->kind == RUN_HIGH ? n / TORNADO_SHARE + (n % TORNADO_SHARE > 0) : n;
}

uint64_t sensitivity_futures(const struct model_inputs *inputs, uint32_t n)
{
    uint64_t futures = 0;
    for (size_t i = 0; i < sensitivity_runs(inputs); i++) {
        const struct sensitivity_run run = sensitivity_run_at(inputs, i);
        futures += sensitivity_same(inputs, i) == i ? sensitivity_rows(&run, n) : 0;
    }
    return futures;
}

uint32_t sensitivity_rows_for(const struct model_inputs *inputs, uint64_t futures)
{
    return (uint32_t)(futures * TORNADO_SHARE / sensitivity_futures(inputs, TORNADO_SHARE));
}

uint32_t sensitivity_index(const struct sensitivity_run *run, uint32_t row)
{
    return run->kind == RUN_B || run->kind == RUN_CHANCE ? row + HALF : row;
}

/* Chance of B with the inputs of A is B with all inputs lent by A. */
struct replication_inputs sensitivity_inputs(const struct model_inputs *inputs, const struct sensitivity_run *run,
                                             uint32_t row)
{
    struct replication_inputs lent = {.other = run->kind == RUN_CHANCE ? row : row + HALF, .chosen = inputs->inputs};
    switch (run->kind) {
    case RUN_INPUT:
        lent.chosen += run->which;
        lent.n = 1;
        break;
    case RUN_GROUP:
        lent.chosen += inputs->first[run->which];
        lent.n = inputs->first[run->which + 1] - inputs->first[run->which];
        break;
    case RUN_CHANCE:
        lent.n = inputs->n;
        break;
    case RUN_LOW:
    case RUN_HIGH:
        lent.fixed = inputs->inputs[run->which].entity;
        lent.z = run->kind == RUN_LOW ? -FIVE_PERCENT : FIVE_PERCENT;
        break;
    case RUN_A:
    case RUN_B:
        break;
    }
    return lent;
}
