#include <argp.h>
#include <stdio.h>

#include "commands/command.h"
#include "commands/sources.h"

static const char doc[] = "\nValidates a scenario without simulating.\n"
                          "\nExamples:\n"
                          "  termijn check scenarios/ind/2024.yaml\n"
                          "  termijn check scenarios/ind/2024.yaml +taskforce.yaml\n"
                          "\nOptions:"
                          "\v"
                          "Exit status: 0 no errors, 2 wrong usage or an error in the scenario.";

static error_t parse(int key, char *text, struct argp_state *state)
{
    (void)text;
    if (key == ARGP_KEY_INIT) {
        state->child_inputs[0] = state->input;
        return 0;
    }
    return ARGP_ERR_UNKNOWN;
}

int command_check(int argc, char **argv)
{
    static const struct argp_child children[] = {{&sources_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {NULL, parse, SOURCES_ARGS_DOC, doc, children, NULL, NULL};
    struct sources sources = {0};
    if (argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &sources) != 0) {
        return EXIT_USAGE;
    }
    struct scenario *scenario = sources_load(&sources);
    int code = scenario == NULL ? EXIT_USAGE : EXIT_DONE;
    if (scenario != NULL) {
        puts("No errors.");
    }
    termijn_scenario_free(scenario);
    sources_free(&sources);
    return finish_output(code);
}
