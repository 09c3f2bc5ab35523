#include "commands/options.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KEY_SEED = 2000, KEY_NO_PLOTS, KEY_CSV, KEY_LANGUAGE, THREADS_MOST = 1024 };

static const struct argp_option options[] = {
    {"output", 'o', "DIR", 0, "Write to this folder (default out/NAME); results that stand there are replaced", 2},
    {"replications", 'n', "N", 0, "Number of simulated futures (default 500, unless said otherwise here)", 2},
    {"threads", 'j', "N", 0, "Threads (default: the processors allowed); results do not depend on it", 2},
    {"seed", KEY_SEED, "N", 0, "Seed of the random numbers (default 1); the same seed, the same results", 2},
    {"csv", KEY_CSV, "plain|excel-nl", 0,
     "Form of the CSV files: plain (default: comma, decimal point) or excel-nl, which a Dutch Excel opens as it is (semicolon, decimal "
     "comma, byte order mark)",
     3},
    {"language", KEY_LANGUAGE, "en|nl", 0, "Language of report.html and the plots, where there are any: en (default) or nl", 3},
    {"no-plots", KEY_NO_PLOTS, 0, 0, "Draw no plots", 3},
    {"quiet", 'q', 0, 0, "Print no summary and no progress, only warnings and errors", 3},
    {0},
};

uint64_t option_number(struct argp_state *state, const char *option, const char *text, uint64_t least, uint64_t most)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (!isdigit((unsigned char)text[0]) || *end != '\0' || errno != 0 || value < least || value > most) {
        argp_error(state, "%s needs a whole number from %" PRIu64 " to %" PRIu64 ", not '%s'", option, least, most,
                   text);
    }
    return value;
}

double option_share(struct argp_state *state, const char *option, const char *text, bool *percent)
{
    char *end;
    double value = strtod(text, &end);
    *percent = *end == '%';
    if (end == text || !isfinite(value) || isalpha((unsigned char)text[0]) || end[*percent] != '\0') {
        argp_error(state, "%s needs a number such as 0.01 or 1%%, not '%s'", option, text);
    }
    return *percent ? value / 100 : value;
}

enum report_language option_language(struct argp_state *state, const char *code)
{
    enum report_language language = REPORT_ENGLISH;
    if (report_language_of(code, &language) != 0) {
        argp_error(state, "--language needs en or nl, not '%s'", code);
    }
    return language;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct common_options *common = state->input;
    switch (key) {
    case 'o':
        common->folder = text;
        return 0;
    case 'n':
        common->experiment.replications = (uint32_t)option_number(state, "-n", text, 1, REPLICATIONS_MOST);
        common->replications_given = true;
        return 0;
    case 'j':
        common->experiment.threads = (unsigned)option_number(state, "-j", text, 1, THREADS_MOST);
        return 0;
    case KEY_SEED:
        common->experiment.seed = option_number(state, "--seed", text, 0, UINT64_MAX);
        return 0;
    case KEY_CSV:
        if (csv_form_of(text, &common->csv) != 0) {
            argp_error(state, "--csv is plain or excel-nl, not '%s'", text);
        }
        return 0;
    case KEY_LANGUAGE:
        common->language = option_language(state, text);
        return 0;
    case KEY_NO_PLOTS:
        common->no_plots = true;
        return 0;
    case 'q':
        common->quiet = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp common_argp = {.options = options, .parser = parse};

struct common_options common_options_default(void)
{
    struct common_options common = {.experiment = {.replications = 500, .seed = 1}};
    common.experiment.threads = experiment_default_threads();
    return common;
}

double seconds_since(struct timespec start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start.tv_sec) + 1e-9 * (double)(now.tv_nsec - start.tv_nsec);
}
