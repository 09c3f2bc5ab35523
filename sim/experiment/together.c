#include "experiment/together.h"

#include <stdlib.h>
#include <string.h>

#include "model/alike.h"

enum { WORTHWHILE = 20 }; /* a share of the days below 1 in so many costs about what it saves */

/* ---- who shares with whom ---- */

/* The number of days at which the most are saved, given how many each model has in common with the leader. */
static int best_days(size_t n, const int common[])
{
    int best = 0;
    size_t saved = 0;
    for (size_t i = 0; i < n; i++) {
        size_t sharing = 0;
        for (size_t k = 0; k < n; k++)
            sharing += common[k] >= common[i];
        if ((size_t)common[i] * sharing > saved) {
            saved = (size_t)common[i] * sharing;
            best = common[i];
        }
    }
    return best;
}

/* The last day is everybody's own: it fills what is told at the end. */
static int days_in_common(const struct model *a, const struct model *b)
{
    const int days = model_days_alike(a, b);
    return days * WORTHWHILE < a->horizon ? 0 : days < a->horizon ? days : a->horizon;
}

static void gather(struct together *together, size_t leader, int common[])
{
    for (size_t k = 0; k < together->n; k++) {
        const bool free_to = k > leader && together->shares[k].leader == k && together->shares[k].days == 0;
        common[k] = free_to ? days_in_common(together->models[leader], together->models[k]) : 0;
    }
    const int days = best_days(together->n, common);
    for (size_t k = leader; days > 0 && k < together->n; k++) {
        if (k == leader || common[k] >= days)
            together->shares[k] = (struct together_share){leader, days};
    }
}

int together_init(struct together *together, size_t n, const struct model *const models[])
{
    int *common = calloc(n + 1, sizeof *common);
    *together = (struct together){n, models, calloc(n + 1, sizeof *together->shares)};
    const bool made = common != NULL && together->shares != NULL;
    for (size_t k = 0; made && k < n; k++)
        together->shares[k].leader = k;
    for (size_t k = 0; made && k < n; k++) {
        if (together->shares[k].leader == k)
            gather(together, k, common);
    }
    free(common);
    return made ? 0 : -1;
}

void together_free(struct together *together)
{
    free(together->shares);
    *together = (struct together){0};
}

/* ---- running them ---- */

struct together_workspace {
    const struct together *together;
    struct replication **replications; /* of the leaders; NULL of the others */
    struct replication_copy *evening;
};

void together_workspace_free(struct together_workspace *w)
{
    if (w == NULL)
        return;
    for (size_t k = 0; w->replications != NULL && k < w->together->n; k++)
        replication_free(w->replications[k]);
    free(w->replications);
    replication_copy_free(w->evening);
    free(w);
}

struct together_workspace *together_workspace_new(const struct together *together)
{
    struct together_workspace *w = calloc(1, sizeof *w);
    if (w == NULL)
        return NULL;
    w->together = together;
    w->replications = calloc(together->n + 1, sizeof(void *));
    w->evening = replication_copy_new();
    bool made = w->replications != NULL && w->evening != NULL;
    for (size_t k = 0; made && k < together->n; k++) {
        if (together->shares[k].leader == k)
            made = (w->replications[k] = replication_new(together->models[k])) != NULL;
    }
    if (made)
        return w;
    together_workspace_free(w);
    return NULL;
}

/* The days in common, and what they filled in for everybody. */
static int run_common(struct together_workspace *w, size_t leader, const struct results_values values[])
{
    const struct together *together = w->together;
    const struct together_share *own = &together->shares[leader];
    const size_t cells = layout_cells(&together->models[leader]->layout);
    if (own->days == 0)
        return 0;
    if (replication_go_on(w->replications[leader], own->days, &values[leader]) != 0)
        return -1;
    for (size_t k = leader + 1; k < together->n; k++) {
        if (together->shares[k].leader == leader)
            memcpy(values[k].forecast, values[leader].forecast, cells * sizeof(double));
    }
    return replication_save(w->replications[leader], w->evening);
}

static int run_group(struct together_workspace *w, size_t leader, const struct results_values values[])
{
    const struct together *together = w->together;
    struct replication *replication = w->replications[leader];
    const int end = together->models[leader]->horizon + 1;
    int status = run_common(w, leader, values);
    if (status == 0)
        status = replication_go_on(replication, end, &values[leader]);
    for (size_t k = leader + 1; status == 0 && k < together->n; k++) {
        if (together->shares[k].leader != leader)
            continue;
        replication_restore(replication, w->evening);
        replication_bind(replication, together->models[k]);
        status = replication_go_on(replication, end, &values[k]);
    }
    return status;
}

int together_run(struct together_workspace *w, uint64_t seed, uint32_t index, const struct results_values values[])
{
    int status = 0;
    for (size_t k = 0; status == 0 && k < w->together->n; k++) {
        if (w->replications[k] == NULL)
            continue;
        replication_bind(w->replications[k], w->together->models[k]);
        replication_begin(w->replications[k], seed, index, &values[k]);
        status = run_group(w, k, values);
    }
    return status;
}
