#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/load.h"

#ifndef TESTS_DIR
#define TESTS_DIR "tests"
#endif

static void path_of(const char *name, size_t size, char path[])
{
    const char *source = getenv("TERMIJN_SOURCE");
    int written = source ? snprintf(path, size, "%s/tests/validity/scenarios/%s.yaml", source, name)
                         : snprintf(path, size, "%s/validity/scenarios/%s.yaml", TESTS_DIR, name);
    if (written < 0 || (size_t)written >= size) {
        path[0] = '\0';
    }
}

static struct scenario *load(const char *name)
{
    char path[4096];
    path_of(name, sizeof path, path);
    struct diagnostics *diagnostics = diagnostics_new();
    if (!diagnostics) {
        return NULL;
    }
    struct scenario *scenario = scenario_load(&(struct scenario_sources){.base = path}, diagnostics);
    if (!scenario) {
        diagnostics_print(diagnostics, stderr);
    }
    diagnostics_delete(diagnostics);
    return scenario;
}

enum { STEP_NAME_MOST = 256 };

static size_t count_steps(const struct scenario *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_streams; i++) {
        n += s->streams[i].n_steps;
    }
    return n;
}

static void name_steps(const struct scenario *s, char names[][STEP_NAME_MOST])
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_streams; i++) {
        for (size_t j = 0; j < s->streams[i].n_steps; j++) {
            snprintf(names[n++], STEP_NAME_MOST, "%s.%s", s->streams[i].name, s->streams[i].steps[j].name);
        }
    }
}

static bool lay_out(struct fixture *f)
{
    const struct scenario *s = f->scenario;
    size_t n_steps = count_steps(s);
    const char **names = calloc(s->n_streams + s->n_pools + s->n_rules + n_steps + 1, sizeof *names);
    char(*steps)[STEP_NAME_MOST] = calloc(n_steps + 1, sizeof *steps);
    if (!names || !steps) {
        free(names);
        free(steps);
        return false;
    }
    name_steps(s, steps);
    for (size_t i = 0; i < n_steps; i++) {
        names[s->n_streams + s->n_pools + s->n_rules + i] = steps[i];
    }
    for (size_t i = 0; i < s->n_streams; i++) {
        names[i] = s->streams[i].name;
    }
    for (size_t i = 0; i < s->n_pools; i++) {
        names[s->n_streams + i] = s->pools[i].name;
    }
    for (size_t i = 0; i < s->n_rules; i++) {
        names[s->n_streams + s->n_pools + i] = s->rules[i].name;
    }
    struct results_layout_names all = {.n_streams = s->n_streams,
                                       .n_pools = s->n_pools,
                                       .streams = names,
                                       .pools = names + s->n_streams,
                                       .n_rules = s->n_rules,
                                       .rules = names + s->n_streams + s->n_pools,
                                       .n_steps = n_steps,
                                       .steps = names + s->n_streams + s->n_pools + s->n_rules};
    bool done = results_layout_init(&f->layout, s->opening_date, s->horizon, &all) == 0;
    free(names);
    free(steps);
    return done;
}

bool fixture_init(struct fixture *f, const char *name)
{
    return fixture_take(f, load(name));
}

bool fixture_take(struct fixture *f, struct scenario *scenario)
{
    memset(f, 0, sizeof *f);
    f->scenario = scenario;
    if (!f->scenario || !lay_out(f)) {
        return false;
    }
    f->values.forecast = calloc(layout_cells(&f->layout), sizeof(double));
    f->values.entry = calloc(layout_entry_cells(&f->layout), sizeof(double));
    return f->values.forecast && f->values.entry;
}

void fixture_free(struct fixture *f)
{
    free(f->values.forecast);
    free(f->values.entry);
    results_layout_free(&f->layout);
    scenario_free(f->scenario);
}

bool fixture_is_sanitized(void)
{
#ifdef TERMIJN_SANITIZED
    return true;
#else
    return getenv("TERMIJN_SANITIZED") != NULL;
#endif
}
