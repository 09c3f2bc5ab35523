/* termijn: forecasts for agencies that decide within legal periods. */
#include <argp.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"

volatile sig_atomic_t stop_requested;

const char *argp_program_version = "termijn " TERMIJN_VERSION;

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *full_name;
} commands[] = {{"run", command_run, "termijn run"}, {"check", command_check, "termijn check"},
              {"report", command_report, "termijn report"},
              {"plot", command_plot, "termijn plot"},
              {"compare", command_compare, "termijn compare"},
              {"plan", command_plan, "termijn plan"},
              {"sweep", command_sweep, "termijn sweep"},
              {"sensitivity", command_sensitivity, "termijn sensitivity"}};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const char doc[] =
    "\nForecasts the backlog, waits, timeliness and penalties of an agency that must decide within legal "
    "periods.\n"
    "\nExamples:\n"
    "  termijn check scenarios/ind/2024.yaml\n"
    "  termijn run scenarios/ind/2024.yaml\n"
    "  termijn run scenarios/ind/2024.yaml +taskforce.yaml -o out/taskforce\n"
    "\nCommands:\n"
    "  run          simulate a scenario and write its results to a folder\n"
    "  check        validate a scenario and show what it implies\n"
    "  report       make report.html of a run again, in another language perhaps\n"
    "  plot         draw figures of a result folder again: other formats, sizes, streams\n"
    "  compare      run scenarios side by side and show what each changes\n"
    "  plan         find the smallest change with which targets are met\n"
    "  sweep        simulate a scenario at many values of some of its keys\n"
    "  sensitivity  show which uncertain inputs drive which outputs\n"
    "\n`termijn COMMAND --help' tells more about one.\n";

static void request_stop(int signal)
{
    (void)signal;
    stop_requested = 1;
}

/* The first signal asks to stop and leaves nothing half done; the handler then resets, so a second one ends the program
 * at once. */
static void handle(int signal)
{
    struct sigaction former, action = {.sa_handler = request_stop, .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    sigemptyset(&action.sa_mask);
    if (sigaction(signal, NULL, &former) == 0 && former.sa_handler != SIG_IGN) { /* nohup and the like stay in force */
        sigaction(signal, &action, NULL);
    }
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    if (key == ARGP_KEY_ARG) {
        argp_error(state, "there is no command '%s'; the commands are run, check, report, plot, compare, plan, sweep "
                          "and sensitivity", text);
    } else if (key == ARGP_KEY_NO_ARGS) {
        argp_error(state, "no command given; to start with, try: termijn run scenarios/ind/2024.yaml");
    } else {
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

int main(int argc, char **argv)
{
    argp_err_exit_status = EXIT_USAGE;
    gsl_set_error_handler_off();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow any more is an error of write(), not the end */
    handle(SIGINT);
    handle(SIGTERM);
    for (size_t i = 0; argc > 1 && i < COMMANDS; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            char name[32];
            argv[1] = strcpy(name, commands[i].full_name);
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    static const struct argp argp = {NULL, parse, "COMMAND [ARGUMENT...]", doc, NULL, NULL, NULL};
    return refuse_arguments(argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, NULL)); /* else argp has ended the program */
}
