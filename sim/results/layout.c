#include "results/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"

/* prefix and name in memory of their own, or NULL. */
static char *joined(const char *prefix, const char *name)
{
    size_t a = strlen(prefix), b = strlen(name);
    char *text = malloc(a + b + 1);
    if (text == NULL)
        return NULL;
    memcpy(text, prefix, a);
    memcpy(text + a, name, b + 1);
    return text;
}

static int copy_names(struct results_layout *layout, const struct results_layout_names *names)
{
    size_t n = 0;
    layout->names = calloc(layout->n_entities, sizeof layout->names[0]);
    if (layout->names == NULL)
        return -1;
    for (size_t i = 0; i < names->n_streams; i++)
        layout->names[n++] = joined("", names->streams[i]);
    layout->names[n++] = joined("", "all");
    for (size_t i = 0; i < names->n_pools; i++)
        layout->names[n++] = joined("pool:", names->pools[i]);
    layout->names[n++] = joined("", "pool:all");
    for (size_t i = 0; i < names->n_rules; i++)
        layout->names[n++] = joined("rule:", names->rules[i]);
    for (size_t i = 0; i < names->n_steps; i++)
        layout->names[n++] = joined("step:", names->steps[i]);
    for (size_t i = 0; i < n; i++) {
        if (layout->names[i] == NULL)
            return -1;
    }
    return 0;
}

/* Months a period lasts; a year's worth of them begins in January. */
static int months_of(enum period_kind kind)
{
    switch (kind) {
    case PERIOD_QUARTER:
        return 3;
    case PERIOD_YEAR:
        return 12;
    default:
        return 1;
    }
}

/* Writes the periods of one kind that touch first .. last, cut off at both, to out unless that is NULL; returns their
 * number. */
static size_t cut(enum period_kind kind, int first, int last, struct results_period *out)
{
    int months = months_of(kind);
    size_t n = 0;
    for (int index = month_index(first) / months * months; month_start(index) <= last; index += months, n++) {
        int from = month_start(index), to = month_start(index + months) - 1;
        if (out != NULL)
            out[n] = (struct results_period){kind, from > first ? from : first, to < last ? to : last};
    }
    return n;
}

static int make_periods(struct results_layout *layout)
{
    int first = layout->opening_date + 1, last = layout->horizon;
    size_t n = 1;
    for (int kind = PERIOD_MONTH; kind < PERIOD_KINDS; kind++)
        n += cut((enum period_kind)kind, first, last, NULL);
    layout->periods = calloc(n, sizeof layout->periods[0]);
    if (layout->periods == NULL)
        return -1;
    layout->periods[0] = (struct results_period){PERIOD_OPENING, layout->opening_date, layout->opening_date};
    layout->n_periods = 1;
    layout->n_months = cut(PERIOD_MONTH, first, last, NULL);
    for (int kind = PERIOD_MONTH; kind < PERIOD_KINDS; kind++) {
        layout->n_periods += cut((enum period_kind)kind, first, last, layout->periods + layout->n_periods);
    }
    return 0;
}

int results_layout_init(struct results_layout *layout, int opening_date, int horizon,
                        const struct results_layout_names *names)
{
    *layout = (struct results_layout){
        .opening_date = opening_date,
        .horizon = horizon,
        .n_streams = names->n_streams,
        .n_pools = names->n_pools,
        .n_rules = names->n_rules,
        .n_steps = names->n_steps,
        .n_entities = names->n_streams + 1 + names->n_pools + 1 + names->n_rules + names->n_steps,
    };
    if (copy_names(layout, names) == 0 && make_periods(layout) == 0)
        return 0;
    results_layout_free(layout);
    return -1;
}

void results_layout_free(struct results_layout *layout)
{
    for (size_t i = 0; layout->names != NULL && i < layout->n_entities; i++)
        free(layout->names[i]);
    free(layout->names);
    free(layout->periods);
    *layout = (struct results_layout){0};
}

unsigned layout_scope(const struct results_layout *l, size_t entity)
{
    if (entity > layout_pool_all(l))
        return entity < layout_step(l, 0) ? SCOPE_RULE : SCOPE_STEP;
    return entity <= l->n_streams ? SCOPE_STREAM : SCOPE_POOL;
}

size_t layout_cells(const struct results_layout *l)
{
    return l->n_periods * l->n_entities * MEASURE_COUNT;
}

size_t layout_entry_cells(const struct results_layout *l)
{
    return layout_check_cell(l, l->n_checks);
}
