/* The man page, made from what --help prints. */
#ifndef COMMANDS_MANUAL_H
#define COMMANDS_MANUAL_H

#include <stdio.h>

/* Prints termijn.1 in troff. Errors are left in `out`. */
void manual_print(FILE *out);

#endif
