/* Writes all files of a run into its folder. */
#ifndef OUTPUT_PUBLISH_H
#define OUTPUT_PUBLISH_H

#include <signal.h>
#include <stdbool.h>

#include "output/problem.h"
#include "output/report_words.h"
#include "output/run_result.h"

struct publish_options {
    const char *folder;
    bool plots;
    enum report_language language; /* of report.html */
    const volatile sig_atomic_t *stop; /* once not 0, nothing is put in place; may be NULL */
};

enum publish_status {
    PUBLISH_DONE,    /* *problem is "", or tells why there are no plots */
    PUBLISH_STOPPED, /* the folder is as it was */
    PUBLISH_FAILED   /* the folder is as it was; *problem tells why */
};

enum publish_status publish_run(const struct run_result *run, const struct publish_options *options,
                                struct problem *problem);

#endif
