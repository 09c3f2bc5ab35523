/* How commands end: folders, and what is said when something went wrong. */
#ifndef COMMANDS_FINISH_H
#define COMMANDS_FINISH_H

#include "commands/sources.h"
#include "output/publish.h"

/* Complains about a folder that could not be written, or of plots that could not be drawn; an exit code. */
int finish_publish(enum publish_status status, const struct problem *problem);

/* Complains that replications could not be run; EXIT_UNFINISHED. */
int finish_failed(void);

/* "out/COMMAND-NAME", the caller's; NULL without memory. */
char *finish_folder(const char *command, const struct sources *sources, const char *scenario_name);

#endif
