/* The options that every command that simulates has. */
#ifndef COMMANDS_OPTIONS_H
#define COMMANDS_OPTIONS_H

#include <argp.h>
#include <stdbool.h>
#include "experiment/experiment.h"

#include "output/csv_form.h"
#include "output/progress.h"
#include "output/report_words.h"

enum { REPLICATIONS_MOST = 10000000 };

struct common_options {
    const char *folder; /* NULL: the command's own */
    struct experiment_options experiment;
    bool replications_given, no_plots, quiet;
    enum csv_form csv;
    enum report_language language; /* of a page and of pictures */
};

/* 500 replications, seed 1, as many threads as there are processors. */
struct common_options common_options_default(void);

/* A parser to name among argp_parser's children; its input is a struct common_options *. */
extern const struct argp common_argp;

/* A whole number within a range, or a usage error and the end. */
uint64_t option_number(struct argp_state *state, const char *option, const char *text, uint64_t least, uint64_t most);

/* A finite number with perhaps a % after it, then divided by 100; or a usage error and the end. */
double option_share(struct argp_state *state, const char *option, const char *text, bool *percent);

/* The language of this code, or a usage error and the end. */
enum report_language option_language(struct argp_state *state, const char *code);

double seconds_since(struct timespec start);

#endif
