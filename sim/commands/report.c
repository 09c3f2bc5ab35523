#include <argp.h>
#include <errno.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/result_folder.h"
#include "output/report_compare.h"
#include "output/report_data.h"
#include "output/report_html.h"

enum { KEY_COMPARE = 2000 };

struct arguments {
    struct result_folder folder;
    const char *output, *compare;
};

static const char doc[] = "\nMakes the report of a run again from its folder: one HTML file that needs no other.\n"
                          "\nExamples:\n"
                          "  termijn report out/ind-2024 --language nl\n"
                          "  termijn report out/ind-2024 -o forecast.html\n"
                          "  termijn report out/ind-2024 --compare out/compare-ind-2024\n"
                          "\nOptions:"
                          "\v"
                          "Without -o an English report replaces RUNDIR/report.html and another stands beside it, as "
                          "RUNDIR/report-nl.html.";

static const struct argp_option option_table[] = {
    {"compare", KEY_COMPARE, "COMPAREDIR", 0, "Show the comparison of this folder, made by `termijn compare', too", 2},
    {"output", 'o', "FILE", 0, "Write to this file", 2},
    {0},
};

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->folder;
        return 0;
    case KEY_COMPARE:
        arguments->compare = text;
        return 0;
    case 'o':
        arguments->output = text;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* The data of a run; NULL after a complaint. */
static json_t *load(const char *folder)
{
    char *path;
    json_error_t error;
    if (asprintf(&path, "%s/report.json", folder) < 0) {
        complain("not enough memory");
        return NULL;
    }
    json_t *data = json_load_file(path, 0, &error);
    if (data == NULL && access(path, R_OK) != 0) {
        complain("cannot read %s (%s); is %s the folder of a run? `termijn run SCENARIO' makes one", path,
                 strerror(errno), folder);
    } else if (data == NULL || !report_data_is_ours(data)) {
        complain("%s holds no report of this version of termijn; run the scenario again", path);
        json_decref(data);
        data = NULL;
    }
    free(path);
    return data;
}

/* Writes beside the file and renames, so that a failure leaves what stood there. */
static int write_page(const char *path, const json_t *data, enum report_language language)
{
    char *fresh;
    if (asprintf(&fresh, "%s.tmp-%ld", path, (long)getpid()) < 0) {
        complain("not enough memory");
        return EXIT_UNFINISHED;
    }
    FILE *out = fopen(fresh, "wxe");
    int status = out == NULL ? -1 : 0, made = 0, error = errno;
    if (out != NULL) {
        made = report_html(out, data, language);
        bool whole = fflush(out) == 0 && !ferror(out) && fsync(fileno(out)) == 0;
        error = errno;
        bool closed = fclose(out) == 0;
        if (!whole || !closed || made != 0 || rename(fresh, path) != 0) {
            error = whole ? errno : error;
            unlink(fresh);
            status = -1;
        }
    }
    if (made != 0) {
        complain("not enough memory for the report");
    } else if (status != 0) {
        complain("cannot write %s: %s; choose another file with -o", path, strerror(error));
    }
    free(fresh);
    return status == 0 ? EXIT_DONE : EXIT_UNFINISHED;
}

static int add_comparison(json_t *data, const char *folder)
{
    json_t *other = load(folder);
    int status = other == NULL ? EXIT_USAGE : EXIT_DONE;
    if (status == EXIT_DONE && report_comparison_adopt(data, other) != 0) {
        complain("%s holds no comparison; `termijn compare BASE ALTERNATIVE' makes one", folder);
        status = EXIT_USAGE;
    }
    json_decref(other);
    return status;
}

static int make_report(const struct arguments *arguments, const json_t *data)
{
    char *path = NULL;
    bool english = arguments->folder.language == REPORT_ENGLISH;
    const char *code = report_word(arguments->folder.language, WORD_LANGUAGE);
    int length = arguments->output != NULL ? asprintf(&path, "%s", arguments->output)
                                           : asprintf(&path, "%s/report%s%s.html", arguments->folder.path,
                                                      english ? "" : "-", english ? "" : code);
    if (length < 0) {
        complain("not enough memory");
        return EXIT_UNFINISHED;
    }
    int status = write_page(path, data, arguments->folder.language);
    if (status == EXIT_DONE) {
        printf("%s\n", path);
        status = finish_output(EXIT_DONE);
    }
    free(path);
    return status;
}

static const struct argp_child children[] = {{&result_folder_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {option_table, parse, RESULT_FOLDER_ARGS_DOC, doc, children, NULL, NULL};

static int run(int argc, char **argv)
{
    struct arguments arguments = {0};
    const error_t error = argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    if (error != 0) {
        return refuse_arguments(error);
    }
    json_t *data = load(arguments.folder.path);
    if (data == NULL) {
        return EXIT_USAGE;
    }
    int status = arguments.compare == NULL ? EXIT_DONE : add_comparison(data, arguments.compare);
    if (status == EXIT_DONE) {
        status = make_report(&arguments, data);
    }
    json_decref(data);
    return status;
}

const struct command command_report = {
    "report", "termijn report", "make report.html of a run again, in another language perhaps", run, &argp};
