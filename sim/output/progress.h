/* A progress bar with the time left, on standard error and only when that is a terminal. */
#ifndef OUTPUT_PROGRESS_H
#define OUTPUT_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

struct progress {
    bool shown; /* false: nothing is ever printed */
    struct timespec started, drawn;
};

/* Quiet, or not on a terminal: a bar that prints nothing. */
void progress_start(struct progress *progress, bool quiet);

/* For struct experiment_options: `user` is the struct progress. */
void progress_update(uint32_t done, uint32_t total, void *user);

/* For work whose end is not known: how many of what are done. */
void progress_count(struct progress *progress, uint64_t done, const char *what);

/* Wipes the bar. */
void progress_end(struct progress *progress);

/* Writes a time as people say it: "8 s", "3 min", "2 h 5 min". */
enum { DURATION_SIZE = 32 };
void duration_text(double seconds, char out[static DURATION_SIZE]);

#endif
