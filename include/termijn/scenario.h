/* Reading a scenario.
 *
 *     struct diagnostics *diagnostics = termijn_diagnostics_new();
 *     struct scenario *scenario = termijn_scenario_load(&(struct termijn_sources){.base = "base.yaml"}, diagnostics);
 *
 *     termijn_diagnostics_print(diagnostics, stderr);
 *     ...
 *     termijn_scenario_free(scenario);
 *     termijn_diagnostics_free(diagnostics);
 *
 * Nothing here keeps state between calls, prints or exits; loads may run at the same time in several threads, each with
 * its own diagnostics. Numbers are read with strtod(): LC_NUMERIC must be "C", as it is in a program that never sets
 * it. */
#ifndef TERMIJN_SCENARIO_H
#define TERMIJN_SCENARIO_H

#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

struct scenario;
struct diagnostics;

/* What changes a base file. */
enum termijn_modification_kind {
    TERMIJN_OVERLAY, /* a file, given as +X: sought in the current folder, then in the scenario's */
    TERMIJN_SET      /* a key and its value, a.b.c=VALUE, the value in YAML */
};
struct termijn_modification {
    enum termijn_modification_kind kind;
    const char *text; /* the path without its +, or a.b.c=VALUE without --set */
};

/* Everything a scenario is made of, modifications in the order of the command line: later wins. */
struct termijn_sources {
    const char *base; /* path of the base file */
    size_t n;
    const struct termijn_modification *modifications;
};

/* Errors and warnings of loading. NULL without memory. */
struct diagnostics *termijn_diagnostics_new(void);
void termijn_diagnostics_free(struct diagnostics *diagnostics); /* NULL is legal */

size_t termijn_diagnostics_errors(const struct diagnostics *diagnostics);
size_t termijn_diagnostics_warnings(const struct diagnostics *diagnostics);

/* Not 0 when memory ran out, so that the errors say nothing about the scenario. */
int termijn_diagnostics_out_of_memory(const struct diagnostics *diagnostics);

/* Prints each as file:line:column, with the line, a caret and a suggestion; what a terminal must not receive is
 * escaped. */
void termijn_diagnostics_print(const struct diagnostics *diagnostics, FILE *out);

/* Reads, merges, binds and checks. Returns the scenario, which the caller frees, or NULL when there was any error; all
 * errors that could be found are then in the diagnostics. Warnings are added in both cases. Neither argument may be
 * NULL; both are only borrowed. */
struct scenario *termijn_scenario_load(const struct termijn_sources *sources, struct diagnostics *diagnostics);

/* Frees a scenario and everything in it; NULL is legal. */
void termijn_scenario_free(struct scenario *scenario);

#ifdef __cplusplus
}
#endif

#endif
