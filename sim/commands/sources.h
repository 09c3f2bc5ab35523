/* SCENARIO, +OVERLAY and --set: the part of the command line that all commands about a scenario share. */
#ifndef COMMANDS_SOURCES_H
#define COMMANDS_SOURCES_H

#include <argp.h>
#include <stddef.h>
#include "scenario/load.h"

struct sources {
    const char *base; /* NULL until given */
    size_t n;         /* modifications, in the order of the command line */
    struct scenario_modification *modifications;
    int code; /* after sources_load gave NULL: the exit code that tells why */
};

/* A parser to name among argp_parser's children; its input is a struct sources *. Parse with ARGP_IN_ORDER, so that
 * overlays and
 * --set keep their order. */
extern const struct argp sources_argp;
#define SOURCES_ARGS_DOC "SCENARIO [+OVERLAY...]"

/* Several scenarios: +OVERLAY and --set belong to the one before them, `.` is the first again. For the input a struct
 * source_list *; two at least. */
struct source_list {
    size_t n;
    struct sources *items;
};
extern const struct argp source_list_argp;
void source_list_free(struct source_list *list);

void sources_free(struct sources *sources);

/* Loads the scenario and prints errors and warnings to standard error; NULL, and the code of `sources`, when there
 * are errors. */
struct scenario *sources_load(struct sources *sources);
struct scenario *sources_load_quietly(struct sources *sources); /* warnings are not shown again */

/* The scenario's name followed by +STEM for each overlay and +KEY=VALUE, shortened, for each --set: "2024+taskforce+scale=2". NULL without memory, else to be freed. */
char *sources_result_name(const struct sources *sources, const char *scenario_name);

/* The name and +STEM likewise, then each --set as it was given: "2024+taskforce pools.asylum.fte=1600 fte". */
char *sources_full_name(const struct sources *sources, const char *scenario_name);

#endif
