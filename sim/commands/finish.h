/* What commands share when they act on a scenario and when they end: folders, and what is said when something went wrong. */
#ifndef COMMANDS_FINISH_H
#define COMMANDS_FINISH_H

#include "commands/sources.h"
#include "model/model.h"
#include "output/publish.h"

/* Complains about a folder that could not be written, or of plots that could not be drawn; an exit code. */
int finish_publish(enum publish_status status, const struct problem *problem);

/* Complains that replications could not be run; EXIT_UNFINISHED. */
int finish_failed(void);

/* "out/COMMAND-NAME", the caller's; NULL without memory. */
char *finish_folder(const char *command, const struct sources *sources, const char *scenario_name);

struct scenario_command {
    const char *name;
    struct sources *sources; /* freed at the end */
    const char **folder;     /* set to finish_folder's for the while when it is NULL */
    int (*act)(void *context, struct model *model);
    void *context;
};

/* Loads and compiles the scenario and lets the command act on it; an exit code. */
int finish_scenario(const struct scenario_command *command);

#endif
