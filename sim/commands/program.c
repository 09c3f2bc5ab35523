#include "commands/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "commands/completion.h"
#include "commands/manual.h"

enum { KEY_MAN = 1000, KEY_COMPLETION };

static const struct command *const commands[] = {
    &command_new,   &command_check, &command_run,         &command_report, &command_plot, &command_compare,
    &command_plan, &command_sweep, &command_sensitivity, &command_score, &command_schema};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const char doc[] =
    "\nForecasts the backlog, waits, timeliness and penalties of an agency that must decide within legal "
    "periods.\n"
    "\nExamples:\n"
    "  termijn new desk.yaml\n"
    "  termijn check desk.yaml\n"
    "  termijn run desk.yaml\n"
    "  termijn compare desk.yaml . --set pools.permits.fte='13 fte'\n"
    "  termijn report out/desk --language nl\n"
    "\v"
    "`termijn COMMAND --help' tells more about one, `man termijn' about all.";

static const struct argp_option option_table[] = {
    {"man", KEY_MAN, 0, 0, "Print the man page, in troff", 1},
    {"completion", KEY_COMPLETION, 0, 0, "Print the completion of commands and options for bash", 1},
    {0},
};

const struct command *const *program_commands(size_t *n)
{
    *n = COMMANDS;
    return commands;
}

const struct command *program_find(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

/* ---- what `termijn' without a command says ---- */

/* The command that was most likely meant, or NULL. */
static const struct command *nearest(const char *name)
{
    const struct command *best = NULL;
    int least = 3;
    for (size_t i = 0; i < COMMANDS; i++) {
        int distance = text_distance(name, commands[i]->name, 3);
        if (distance < least) {
            least = distance;
            best = commands[i];
        }
    }
    return best;
}

static void refuse_command(struct argp_state *state, const char *name)
{
    const struct command *meant = nearest(name);
    const char *point = strrchr(name, '.');
    if (meant != NULL) {
        argp_error(state, "there is no command '%s'; did you mean `termijn %s'?", name, meant->name);
    } else if (point != NULL && strcmp(point, ".yaml") == 0) {
        argp_error(state, "there is no command '%s'; to simulate that scenario: termijn run %s", name, name);
    } else {
        argp_error(state, "there is no command '%s'; `termijn --help' lists them", name);
    }
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    switch (key) {
    case KEY_MAN:
        manual_print(stdout);
        exit(finish_output(EXIT_DONE));
    case KEY_COMPLETION:
        completion_print(stdout);
        exit(finish_output(EXIT_DONE));
    case ARGP_KEY_ARG:
        refuse_command(state, text);
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "no command given; to start with, try: termijn new desk.yaml");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Before the options of --help: the examples, then the commands. */
static char *list_commands(int key, const char *text, void *input)
{
    char *whole = NULL;
    size_t size;
    (void)input;
    if (key != ARGP_KEY_HELP_PRE_DOC) {
        return (char *)(uintptr_t)text; /* as it is: argp's way of saying so */
    }
    FILE *out = open_memstream(&whole, &size);
    if (out == NULL) {
        return (char *)(uintptr_t)text;
    }
    fprintf(out, "%s\nCommands:\n", text);
    for (size_t i = 0; i < COMMANDS; i++) {
        fprintf(out, "  %-11s  %s\n", commands[i]->name, commands[i]->summary);
    }
    fputs("\nOptions:", out);
    if (fclose(out) != 0) {
        free(whole);
        return (char *)(uintptr_t)text;
    }
    return whole;
}

const struct argp program_argp = {
    .options = option_table, .parser = parse, .args_doc = "COMMAND [ARGUMENT...]", .doc = doc, .help_filter = list_commands};
