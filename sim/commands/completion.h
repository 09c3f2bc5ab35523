/* The completion of commands, options and files for bash. */
#ifndef COMMANDS_COMPLETION_H
#define COMMANDS_COMPLETION_H

#include <stdio.h>

/* Prints a script that bash reads. Errors are left in `out`. */
void completion_print(FILE *out);

#endif
