/* The commands of the program, and what they share. */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include <argp.h>
#include <signal.h>

enum exit_code {
    EXIT_DONE = 0,
    EXIT_UNFINISHED = 1,   /* no memory, no disk, no folder */
    EXIT_USAGE = 2,        /* the command line or the scenario is wrong */
    EXIT_INTERRUPTED = 130 /* by SIGINT or SIGTERM */
};

/* Not 0 once the user asked to stop; set by a signal handler in main.c. */
extern volatile sig_atomic_t stop_requested;

/* One command. Its options and help are in its argp, from which the man page and the completion are made, too. */
struct command {
    const char *name, *full_name; /* "run", "termijn run" */
    const char *summary;          /* for lists of commands */
    int (*run)(int argc, char **argv); /* argv[0] is the full name; returns an exit code */
    const struct argp *argp;
};

extern const struct command command_new, command_run, command_check, command_report, command_plot, command_compare, command_plan, command_sweep, command_sensitivity,
    command_score, command_schema;

/* Prints "termijn: " and the sentence to standard error, with what a terminal must not receive escaped. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Says that argp could not read the command line (what is wrong in it argp says itself); the exit code. */
int refuse_arguments(int error);

/* Flushes standard output; EXIT_UNFINISHED and a message when what was printed could not be written, else `code`. */
int finish_output(int code);

#endif
