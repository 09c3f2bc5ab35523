/* The option --language, which several commands have. */
#ifndef COMMANDS_LANGUAGE_H
#define COMMANDS_LANGUAGE_H

#include <argp.h>

#include "output/report_words.h"

/* The language of this code; prints a usage error and exits when there is none. */
enum report_language language_option(struct argp_state *state, const char *code);

#endif
