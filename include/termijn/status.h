/* What the functions of the library return, and what concerns the whole of it. See termijn.h for the overview. */
#ifndef TERMIJN_STATUS_H
#define TERMIJN_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

/* Everything but TERMIJN_DONE is a failure that leaves no result behind, except that TERMIJN_STOPPED may
 * (experiment.h). */
enum termijn_status {
    TERMIJN_DONE = 0,
    TERMIJN_STOPPED = 1,      /* by the caller's own flag */
    TERMIJN_BAD_SCENARIO = 2, /* the diagnostics tell what is wrong with it */
    TERMIJN_BAD_ARGUMENT = 3, /* the call was wrong: the function's contract says how */
    TERMIJN_NO_MEMORY = 4,
    TERMIJN_FAILED = 5 /* a file could not be written */
};

/* A short English text for people, without a full stop: "out of memory". Never NULL, also for a number that is no
 * status. */
const char *termijn_status_text(enum termijn_status status);

/* The library's version, "0.1.0": of the one that runs, not of the headers. */
const char *termijn_version(void);

/* Switches off GSL's error handler for the whole process, as gsl_set_error_handler_off() does. By default that handler
 * ends the process when a distribution is asked for a value that cannot be computed, which the library deals with. Call
 * it once, before other threads start; a program that sets a handler of its own which returns needs it not. */
void termijn_gsl_errors_off(void);

#ifdef __cplusplus
}
#endif

#endif
