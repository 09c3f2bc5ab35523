/* Reading a scenario: from YAML files, overlays and single settings to a checked scenario, or to a list of what is
 * wrong.
 *
 * Several threads may load at once, each with diagnostics of its own. LC_NUMERIC must be "C" meanwhile. */
#ifndef TERMIJN_SCENARIO_H
#define TERMIJN_SCENARIO_H

#include <stddef.h>
#include <stdio.h>
#include <termijn/status.h>

#ifdef __cplusplus
extern "C" {
#endif

struct termijn_scenario;
struct termijn_diagnostics;

/* ---- what is wrong ---- */

/* One error or warning. Texts are UTF-8, as the scenario has them: escape them before they reach a terminal or a page.
 */
struct termijn_diagnostic {
    int is_error;     /* 0: a warning */
    const char *file; /* "" when it concerns none */
    int line, column; /* from 1, columns in characters; 0 when unknown */
    const char *message;
    const char *suggestion; /* what to do; "" when none */
};

/* An empty list. TERMIJN_NO_MEMORY is the one failure. */
enum termijn_status termijn_diagnostics_new(struct termijn_diagnostics **diagnostics);
void termijn_diagnostics_free(struct termijn_diagnostics *diagnostics);

/* How many there are in all. */
size_t termijn_diagnostics_errors(const struct termijn_diagnostics *diagnostics);
size_t termijn_diagnostics_warnings(const struct termijn_diagnostics *diagnostics);

/* How many of them are kept, and the one at an index below that, by file, line and column. At most 1000 are kept. */
size_t termijn_diagnostics_kept(const struct termijn_diagnostics *diagnostics);
struct termijn_diagnostic termijn_diagnostics_at(const struct termijn_diagnostics *diagnostics, size_t index);

/* Prints the first fifty as the program does, with file:line:column, the line, a caret and a suggestion; what a
 * terminal must not receive is escaped. */
void termijn_diagnostics_print(const struct termijn_diagnostics *diagnostics, FILE *out);

/* ---- what is read ---- */

enum termijn_modification_kind {
    TERMIJN_OVERLAY = 0, /* a file, +X on the command line: sought in the current folder, then in the scenario's */
    TERMIJN_SET = 1      /* a key and its value, --set a.b.c=VALUE on the command line; the value in YAML */
};
struct termijn_modification {
    enum termijn_modification_kind kind;
    const char *text; /* the path without its +, or a.b.c=VALUE */
};

/* A base file and what changes it, in order: later wins. Paths are relative to the current folder. */
struct termijn_sources {
    const char *base;
    size_t n; /* modifications; 0 for none */
    const struct termijn_modification *modifications;
};

/* Reads, merges and checks. Errors and warnings are added to the diagnostics; all errors that could be found at once.
 * TERMIJN_BAD_SCENARIO: there was an error, a file that cannot be read included. TERMIJN_NO_MEMORY: what the
 * diagnostics say then need not be about the scenario. TERMIJN_BAD_ARGUMENT: sources->base is NULL. */
enum termijn_status termijn_scenario_load(const struct termijn_sources *sources,
                                          struct termijn_diagnostics *diagnostics, struct termijn_scenario **scenario);
void termijn_scenario_free(struct termijn_scenario *scenario);

/* The scenario's `name`, by default its file's; and its `title`, perhaps "". */
const char *termijn_scenario_name(const struct termijn_scenario *scenario);
const char *termijn_scenario_title(const struct termijn_scenario *scenario);

#ifdef __cplusplus
}
#endif

#endif
