/* Reading a scenario.
 *
 *     struct diagnostics *diagnostics = diagnostics_new();
 *     struct scenario *scenario = scenario_load(&(struct scenario_sources){.base = "base.yaml"}, diagnostics);
 *
 *     diagnostics_print(diagnostics, stderr);
 *     ...
 *     scenario_free(scenario);
 *     diagnostics_delete(diagnostics);
 *
 * Nothing here keeps state between calls, prints or exits; loads may run at the same time in several threads, each with
 * its own diagnostics. Numbers are read with strtod(): LC_NUMERIC must be "C", as it is in a program that never sets
 * it. */
#ifndef SCENARIO_LOAD_H
#define SCENARIO_LOAD_H

#include <stddef.h>

#include "base/diagnostics.h"

struct scenario;

/* What changes a base file. */
enum scenario_modification_kind {
    SCENARIO_OVERLAY, /* a file, given as +X: sought in the current folder, then in the scenario's */
    SCENARIO_SET      /* a key and its value, a.b.c=VALUE, the value in YAML */
};
struct scenario_modification {
    enum scenario_modification_kind kind;
    const char *text; /* the path without its +, or a.b.c=VALUE without --set */
};

/* Everything a scenario is made of, modifications in the order of the command line: later wins. */
struct scenario_sources {
    const char *base; /* path of the base file */
    size_t n;
    const struct scenario_modification *modifications;
};

/* Reads, merges, binds and checks. Returns the scenario, which the caller frees, or NULL when there was any error; all
 * errors that could be found are then in the diagnostics. Warnings are added in both cases. Neither argument may be
 * NULL; both are only borrowed. */
struct scenario *scenario_load(const struct scenario_sources *sources, struct diagnostics *diagnostics);

/* Frees a scenario and everything in it; NULL is legal. */
void scenario_free(struct scenario *scenario);

#endif
