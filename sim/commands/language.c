#include "commands/language.h"

enum report_language language_option(struct argp_state *state, const char *code)
{
    enum report_language language = REPORT_ENGLISH;
    if (report_language_of(code, &language) != 0) {
        argp_error(state, "--language needs en or nl, not '%s'", code);
    }
    return language;
}
