#include "levers/side.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "engine/replication.h"
#include "model/model.h"
#include "scenario/load.h"

enum { PATH_SIZE = 4096, SEED = 1 };

struct side {
    struct recipe recipe;
    struct scenario *scenario;
    struct model *model;
    struct replication *replication;
    double *entry;               /* not looked at */
    double *forecast[PAIRS_MAX]; /* NULL: not run yet */
    pthread_mutex_t lock;        /* of the replication and the forecasts */
};

/* Loads the recipe; each complaint of the program is one of the test. */
static struct scenario *load(const struct recipe *recipe)
{
    char base[PATH_SIZE], paths[LAYERS][PATH_SIZE], date[11], horizon[32];
    struct scenario_modification modifications[LAYERS + 2];
    size_t n = 0;
    snprintf(base, sizeof base, "%s/2024.yaml", recipe->folder);
    for (size_t i = 0; i < LAYERS; i++) {
        if (recipe->layers[i] != NULL) {
            snprintf(paths[i], sizeof paths[i], "%s/%s.yaml", recipe->folder, recipe->layers[i]);
            modifications[n++] = (struct scenario_modification){SCENARIO_OVERLAY, paths[i]};
        }
    }
    day_format(recipe->last, date);
    snprintf(horizon, sizeof horizon, "horizon=%s", date);
    modifications[n++] = (struct scenario_modification){SCENARIO_SET, horizon};
    if (!recipe->full_scale) {
        modifications[n++] = (struct scenario_modification){SCENARIO_SET, "scale=0.1"};
    }
    struct diagnostics *diagnostics = diagnostics_new();
    struct scenario *scenario =
        diagnostics == NULL ? NULL : scenario_load(&(struct scenario_sources){base, n, modifications}, diagnostics);
    if (diagnostics != NULL && (scenario == NULL || diagnostics->n_warnings > 0)) {
        diagnostics_print(diagnostics, stdout);
        scenario_free(scenario);
        scenario = NULL;
    }
    diagnostics_delete(diagnostics);
    return scenario;
}

struct side *side_new(const struct recipe *recipe)
{
    struct side *side = calloc(1, sizeof *side);
    if (side == NULL) {
        return NULL;
    }
    side->recipe = *recipe;
    pthread_mutex_init(&side->lock, NULL);
    side->scenario = load(recipe);
    side->model = side->scenario == NULL ? NULL : model_compile(side->scenario);
    side->replication = side->model == NULL ? NULL : replication_new(side->model);
    side->entry = side->model == NULL ? NULL : calloc(layout_entry_cells(&side->model->layout) + 1, sizeof(double));
    if (side->replication != NULL && side->entry != NULL) {
        return side;
    }
    side_free(side);
    return NULL;
}

void side_free(struct side *side)
{
    if (side == NULL) {
        return;
    }
    for (size_t r = 0; r < PAIRS_MAX; r++) {
        free(side->forecast[r]);
    }
    free(side->entry);
    replication_free(side->replication);
    model_free(side->model);
    scenario_free(side->scenario);
    pthread_mutex_destroy(&side->lock);
    free(side);
}

bool side_is(const struct side *side, const struct recipe *recipe)
{
    for (size_t i = 0; i < LAYERS; i++) {
        const char *own = side->recipe.layers[i], *other = recipe->layers[i];
        if ((own == NULL) != (other == NULL) || (own != NULL && strcmp(own, other) != 0)) {
            return false;
        }
    }
    return side->recipe.last == recipe->last && side->recipe.full_scale == recipe->full_scale;
}

static double *run(struct side *side, uint32_t r)
{
    size_t n = layout_cells(&side->model->layout);
    double *forecast = malloc((n + 1) * sizeof *forecast);
    for (size_t i = 0; forecast != NULL && i < n; i++) {
        forecast[i] = (double)NAN;
    }
    if (forecast != NULL &&
        replication_run(side->replication, SEED, r, &(struct results_values){forecast, side->entry}) == 0) {
        return forecast;
    }
    free(forecast);
    return NULL;
}

static double read_cell(const struct side *side, const double *forecast, const struct overlay *overlay)
{
    const struct results_layout *layout = &side->model->layout;
    size_t period = 0, entity = 0;
    while (period < layout->n_periods &&
           !(layout->periods[period].kind == overlay->kind && layout->periods[period].last == overlay->last)) {
        period++;
    }
    while (entity < layout->n_entities && strcmp(layout->names[entity], overlay->entity) != 0) {
        entity++;
    }
    if (period == layout->n_periods || entity == layout->n_entities) {
        return (double)NAN;
    }
    double value = forecast[layout_cell(layout, period, entity, overlay->measure)];
    return isnan(value) && measure_info(overlay->measure)->form == FORM_SUM ? 0 : value;
}

double side_value(struct side *side, uint32_t r, const struct overlay *overlay)
{
    pthread_mutex_lock(&side->lock);
    if (side->forecast[r] == NULL) {
        side->forecast[r] = run(side, r);
    }
    double value = side->forecast[r] == NULL ? (double)NAN : read_cell(side, side->forecast[r], overlay);
    pthread_mutex_unlock(&side->lock);
    return value;
}
