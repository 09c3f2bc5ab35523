/* The commands of the program, and what they share. */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include <signal.h>

enum exit_code {
    EXIT_DONE = 0,
    EXIT_UNFINISHED = 1,   /* no memory, no disk, no folder */
    EXIT_USAGE = 2,        /* the command line or the scenario is wrong */
    EXIT_INTERRUPTED = 130 /* by SIGINT or SIGTERM */
};

/* Not 0 once the user asked to stop; set by a signal handler in main.c. */
extern volatile sig_atomic_t stop_requested;

/* Each gets its own arguments, argv[0] being "termijn NAME", and returns an exit code. */
int command_run(int argc, char **argv);
int command_check(int argc, char **argv);
int command_report(int argc, char **argv);
int command_plot(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_plan(int argc, char **argv);
int command_sweep(int argc, char **argv);
int command_sensitivity(int argc, char **argv);

/* Prints "termijn: " and the sentence to standard error, with what a terminal must not receive escaped. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Says that argp could not read the command line (what is wrong in it argp says itself); the exit code. */
int refuse_arguments(int error);

/* Flushes standard output; EXIT_UNFINISHED and a message when what was printed could not be written, else `code`. */
int finish_output(int code);

#endif
