/* The journal beside a result folder, by which a long command goes on after an interrupt. */
#ifndef COMMANDS_RESUME_H
#define COMMANDS_RESUME_H

#include "output/journal.h"
#include "scenario/scenario_types.h"

struct resume {
    const char *command;
    const struct scenario *scenario;
    size_t n_others; /* scenarios beside it */
    const struct scenario *const *others;
    const char *folder, *what; /* what: "futures", "points" or "pairs" */
    uint64_t seed;
    const char *more; /* what else the entries depend on; "" */
    bool quiet;
};

/* Runs `work` with the journal FOLDER.journal: what it holds of the same files and seed is kept. The file goes when the
 * work is done, and stays when it was not. Returns the work's exit code. */
int resume_run(const struct resume *resume, int (*work)(void *user, struct journal *journal), void *user);

#endif
