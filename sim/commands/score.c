#include <argp.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "output/score.h"

enum { KEY_CSV = 2000 };

struct arguments {
    const char *folder, *published;
    bool table;
    enum csv_form form;
};

static const char doc[] = "\nHolds a forecast against what was published after it: how many figures its bands held, and how far off it was.\n"
                          "\nExamples:\n"
                          "  termijn score out/ind-2024 published-2024.csv\n"
                          "  termijn score out/ind-2024 published-2024.csv --csv=plain >score.csv\n"
                          "\nOptions:"
                          "\v"
                          "The table has the columns period (year, quarter or month), date (its last day), stream, measure and value, as a scenario's `published' "
                          "has. Figures by the opening date are not scored; the last of them is what the forecast is compared with.";

static const struct argp_option option_table[] = {
    {"csv", KEY_CSV, "plain|excel-nl", 0, "Print a line for each figure as CSV, in this form", 2},
    {0},
};

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case KEY_CSV:
        arguments->table = true;
        if (csv_form_of(text, &arguments->form) != 0) {
            argp_error(state, "--csv needs plain or excel-nl, not '%s'", text);
        }
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 1) {
            argp_error(state, "one folder and one table; '%s' is too much", text);
        }
        *(state->arg_num == 0 ? &arguments->folder : &arguments->published) = text;
        return 0;
    case ARGP_KEY_END:
        if (state->arg_num < 2) {
            argp_error(state, "which forecast, and what was published? For instance: %s out/ind-2024 published-2024.csv", state->name);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {option_table, parse, "RUNDIR TABLE", doc, NULL, NULL, NULL};

static int report(const struct score *score, const struct arguments *arguments)
{
    if (arguments->table) {
        score_write_csv(stdout, score, arguments->form);
    } else {
        score_print(stdout, score);
    }
    if (score->n == 0) {
        complain("%s has no figure after %s of a stream and measure that the forecast holds", arguments->published, score->opening);
    }
    return finish_output(score->n > 0 ? EXIT_DONE : EXIT_UNFINISHED);
}

static int run(int argc, char **argv)
{
    struct arguments arguments = {0};
    struct score score;
    struct problem problem = {""};
    char *forecast;
    const error_t error = argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    if (error != 0) {
        return refuse_arguments(error);
    }
    if (asprintf(&forecast, "%s/forecast.csv", arguments.folder) < 0) {
        complain("not enough memory");
        return EXIT_UNFINISHED;
    }
    if (access(forecast, R_OK) != 0) {
        complain("cannot read %s (%s); is %s the folder of a run? `termijn run SCENARIO' makes one", forecast, strerror(errno), arguments.folder);
        free(forecast);
        return EXIT_USAGE;
    }
    int status = EXIT_USAGE;
    if (score_read(forecast, arguments.published, &score, &problem) == 0) {
        status = report(&score, &arguments);
    } else {
        complain("%s", problem.text);
    }
    score_free(&score);
    free(forecast);
    return status;
}

const struct command command_score = {"score", "termijn score", "hold a forecast against what was published after it", run, &argp};
