/* termijn: forecasts for agencies that decide within legal periods. */
#include <argp.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdio.h>

#include "commands/program.h"

volatile sig_atomic_t stop_requested;

const char *argp_program_version = "termijn " TERMIJN_VERSION;

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

int main(int argc, char **argv)
{
    argp_err_exit_status = EXIT_USAGE;
    gsl_set_error_handler_off();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow any more is an error of write(), not the end */
    handle(SIGINT);
    handle(SIGTERM);
    const struct command *command = argc > 1 ? program_find(argv[1]) : NULL;
    if (command != NULL) {
        char name[32];
        snprintf(name, sizeof name, "%s", command->full_name);
        argv[1] = name;
        return command->run(argc - 1, argv + 1);
    }
    return refuse_arguments(argp_parse(&program_argp, argc, argv, ARGP_IN_ORDER, NULL, NULL)); /* else argp has ended the program */
}
