/* RUNDIR and --language: what the commands that read a result folder share. */
#ifndef COMMANDS_RESULT_FOLDER_H
#define COMMANDS_RESULT_FOLDER_H

#include <argp.h>

#include "output/report_words.h"

struct result_folder {
    const char *path;
    enum report_language language; /* of what is made of it */
};

/* A parser to name among argp_parser's children; its input is a struct result_folder *. Afterwards there is a path. */
extern const struct argp result_folder_argp;
#define RESULT_FOLDER_ARGS_DOC "RUNDIR"

#endif
