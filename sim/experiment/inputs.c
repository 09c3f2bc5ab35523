#include "experiment/inputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct list {
    struct model_inputs *inputs;
    const struct model *model;
    bool failed;
};

static bool ends_with(const char *path, const char *end)
{
    size_t length = strlen(path), tail = strlen(end);
    return length >= tail && strcmp(path + length - tail, end) == 0;
}

/* Work and who does it is staff; what comes in, and what is known of it, is inflow; what people do is behaviour. */
static enum input_group group_of(const char *path)
{
    if (strncmp(path, "pools.", 6) == 0 || ends_with(path, ".capacity") || strstr(path, ".effort") != NULL || strstr(path, ".order.") != NULL)
        return GROUP_STAFF;
    if (strstr(path, ".inflow.") != NULL || strncmp(path, "links.", 6) == 0 || strstr(path, ".history.") != NULL)
        return GROUP_INFLOW;
    return GROUP_BEHAVIOUR;
}

static bool is_listed(const struct model_inputs *inputs, const struct replication_input *input)
{
    for (size_t i = 0; i < inputs->n; i++)
        if (inputs->items[i].input.purpose == input->purpose && inputs->items[i].input.entity == input->entity)
            return true;
    return false;
}

static void add(struct list *list, const char *name, enum input_group group, struct replication_input input)
{
    struct model_inputs *inputs = list->inputs;
    if (list->failed || is_listed(inputs, &input))
        return;
    struct model_input *larger = realloc(inputs->items, (inputs->n + 1) * sizeof *larger);
    char *copy = strdup(name);
    if (larger != NULL)
        inputs->items = larger;
    if (larger == NULL || copy == NULL) {
        free(copy);
        list->failed = true;
        return;
    }
    larger[inputs->n++] = (struct model_input){copy, group, input, input.purpose == DRAW_UNCERTAIN};
}

static void add_named(struct list *list, const char *before, const char *name, const char *after,
                      struct replication_input input)
{
    char text[256];
    snprintf(text, sizeof text, "%s%s%s", before, name, after);
    add(list, text, GROUP_INFLOW, input);
}

static void add_values(struct list *list)
{
    for (size_t i = 1; i < list->model->n_slots; i++) {
        const struct model_slot *slot = &list->model->slots[i];
        add(list, slot->path, group_of(slot->path), (struct replication_input){DRAW_UNCERTAIN, slot->entity});
    }
}

/* A factor counts to the group of the first value that it moves. */
static void add_factors(struct list *list)
{
    const struct model *m = list->model;
    for (size_t f = 0; f < m->n_factors; f++) {
        char name[256];
        snprintf(name, sizeof name, "factors.%s", m->scenario->factors[f].name);
        for (size_t i = m->n_slots; i-- > 1;) {
            const struct uncertainty *u = &m->slots[i].uncertainty;
            bool first = true;
            for (size_t k = 1; k < i; k++)
                first = first && (m->slots[k].uncertainty.factor != (int)f || m->slots[k].uncertainty.loading == 0);
            if (u->factor == (int)f && u->loading != 0 && first)
                add(list, name, group_of(m->slots[i].path), (struct replication_input){DRAW_UNCERTAIN, m->factors[f]});
        }
    }
}

static void add_streams(struct list *list)
{
    const struct model *m = list->model;
    for (size_t i = 0; i < m->n_streams; i++) {
        const struct model_inflow *inflow = &m->streams[i].inflow;
        const char *name = m->scenario->streams[i].name;
        if (inflow->disturbance.on)
            add_named(list, "streams.", name, ".inflow.disturbance",
                      (struct replication_input){DRAW_DISTURBANCE, m->streams[i].id});
        if (inflow->disturbance.on && inflow->disturbance.factor >= 0)
            add_named(list, "factors.", m->scenario->factors[inflow->disturbance.factor].name, " by month",
                      (struct replication_input){DRAW_DISTURBANCE, m->factors[inflow->disturbance.factor]});
        if (inflow->n_shocks > 0)
            add_named(list, "streams.", name, ".inflow.shocks",
                      (struct replication_input){DRAW_SHOCK, m->streams[i].id});
    }
}

/* By group, and in each as they were found. */
static int sort_out(struct model_inputs *inputs)
{
    struct model_input *sorted = calloc(inputs->n + 1, sizeof *sorted);
    inputs->inputs = calloc(inputs->n + 1, sizeof *inputs->inputs);
    if (sorted == NULL || inputs->inputs == NULL) {
        free(sorted);
        return -1;
    }
    size_t n = 0;
    for (int g = 0; g < INPUT_GROUPS; g++) {
        inputs->first[g] = n;
        for (size_t i = 0; i < inputs->n; i++)
            if (inputs->items[i].group == (enum input_group)g)
                sorted[n++] = inputs->items[i];
    }
    inputs->first[INPUT_GROUPS] = n;
    for (size_t i = 0; i < n; i++)
        inputs->inputs[i] = sorted[i].input;
    free(inputs->items);
    inputs->items = sorted;
    return 0;
}

int model_inputs_init(struct model_inputs *inputs, const struct model *model)
{
    struct list list = {inputs, model, false};
    *inputs = (struct model_inputs){.n = 0};
    add_values(&list);
    add_factors(&list);
    add_streams(&list);
    return list.failed ? -1 : sort_out(inputs);
}

void model_inputs_free(struct model_inputs *inputs)
{
    for (size_t i = 0; i < inputs->n; i++)
        free(inputs->items[i].name);
    free(inputs->items);
    free(inputs->inputs);
    *inputs = (struct model_inputs){.n = 0};
}
