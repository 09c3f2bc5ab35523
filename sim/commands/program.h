/* The program as a whole: its commands, and what `termijn' without one of them understands. */
#ifndef COMMANDS_PROGRAM_H
#define COMMANDS_PROGRAM_H

#include <stddef.h>

#include "commands/command.h"

/* All commands, in the order in which people meet them. */
const struct command *const *program_commands(size_t *n);

/* The command of this name, or NULL. */
const struct command *program_find(const char *name);

extern const struct argp program_argp;

#endif
