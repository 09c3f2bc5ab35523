#include <argp.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "output/embedded.h"

enum { KEY_TEMPLATE = 2000 };

/* What there is to start from: scenarios/other/FILE.yaml. */
static const struct template {
    const char *word, *file;
} templates[] = {{"desk", "permit_desk"}, {"queue", "single_queue"}, {"team", "hiring_team"}};
enum { TEMPLATES = sizeof templates / sizeof templates[0] };

struct arguments {
    const char *name;
    const struct template *from;
};

static const char doc[] = "\nWrites a scenario to start from, with a comment on every part: a file to change until it is your own.\n"
                          "\nExamples:\n"
                          "  termijn new harbour\n"
                          "  termijn new harbour --template queue\n"
                          "\nTemplates: desk (two desks of a town, eight weeks, penalties), queue (one queue, the shortest), team (staff that "
                          "is hired, trained and leaves; targets; a rule that hires more).\n"
                          "\nOptions:"
                          "\v"
                          "Writes NAME.yaml, by default of the template's own name, and replaces nothing. Exit status: 0 done, 1 the "
                          "file could not be written, 2 wrong usage or a file that is there already.";

static const struct argp_option option_table[] = {
    {"template", KEY_TEMPLATE, "desk|queue|team", 0, "What to start from (default desk)", 1},
    {0},
};

static const struct template *find_template(struct argp_state *state, const char *word)
{
    for (size_t i = 0; i < TEMPLATES; i++) {
        if (strcmp(templates[i].word, word) == 0) {
            return &templates[i];
        }
    }
    argp_error(state, "--template is desk, queue or team, not '%s'", word);
    return templates;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case KEY_TEMPLATE:
        arguments->from = find_template(state, text);
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->name != NULL) {
            argp_error(state, "one scenario at a time; '%s' is the second", text);
        }
        arguments->name = text;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {option_table, parse, "[NAME]", doc, NULL, NULL, NULL};

/* ---- the name ---- */

/* The scenario's name within a path, without .yaml; it must be one that the language takes. */
static int name_of(const char *path, size_t size, char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz", others[] = "abcdefghijklmnopqrstuvwxyz0123456789_-", end[] = ".yaml";
    const char *slash = strrchr(path, '/'), *base = slash == NULL ? path : slash + 1;
    size_t length = strlen(base);
    if (length > sizeof end - 1 && strcmp(base + length - (sizeof end - 1), end) == 0) {
        length -= sizeof end - 1;
    }
    if (length == 0 || length >= size || strchr(letters, base[0]) == NULL || strspn(base, others) < length) {
        complain("'%.*s' is no name for a scenario: lower-case letters, digits, _ and -, beginning with a letter, at most %zu; such as "
                 "termijn new my_desk",
                 (int)length, base, size - 1);
        return -1;
    }
    memcpy(name, base, length);
    name[length] = '\0';
    return 0;
}

/* ---- the file ---- */

/* The template with a name of its own, and the schema beside it. */
static void write_scenario(FILE *out, const char *text, const char *name)
{
    static const char shipped[] = "../termijn.schema.json", own[] = "name: ";
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        const char *schema = strstr(text, shipped);
        if (schema != NULL && schema < text + length) {
            fprintf(out, "%.*s%s\n# An editor checks this file as you type once that schema is here: termijn schema >%s\n",
                    (int)(schema - text), text, shipped + 3, shipped + 3);
        } else if (strncmp(text, own, sizeof own - 1) == 0) {
            fprintf(out, "%s%s\n", own, name);
        } else {
            fprintf(out, "%.*s\n", (int)length, text);
        }
        text += length + (text[length] == '\n');
    }
}

static int create(const char *path, const char *text, const char *name)
{
    FILE *out = fopen(path, "wxe"); /* x: never over a file that is there */
    if (out == NULL && errno == EEXIST) {
        complain("%s is there already, and stays as it is; choose another name, such as termijn new %s-2", path, name);
        return EXIT_USAGE;
    }
    if (out == NULL) {
        complain("cannot write %s: %s%s", path, strerror(errno), errno == ENOENT ? "; make its folder first" : "");
        return EXIT_UNFINISHED;
    }
    errno = 0;
    write_scenario(out, text, name);
    bool whole = fflush(out) == 0 && !ferror(out);
    if (fclose(out) != 0 || !whole) {
        complain("cannot write %s: %s", path, strerror(errno));
        unlink(path);
        return EXIT_UNFINISHED;
    }
    return EXIT_DONE;
}

static int make(const struct arguments *arguments)
{
    enum { NAME_SIZE = 65 };
    const char *given = arguments->name == NULL ? arguments->from->file : arguments->name;
    char name[NAME_SIZE], file[100], *path;
    snprintf(file, sizeof file, "%s.yaml", arguments->from->file);
    const char *text = embedded_scenario(file);
    if (name_of(given, sizeof name, name) != 0) {
        return EXIT_USAGE;
    }
    if (text == NULL || asprintf(&path, "%.*s%s.yaml", (int)(strrchr(given, '/') == NULL ? 0 : strrchr(given, '/') + 1 - given), given,
                                 name) < 0) {
        complain("not enough memory");
        return EXIT_UNFINISHED;
    }
    int code = create(path, text, name);
    if (code == EXIT_DONE) {
        printf("%s is yours to change. Next:\n  termijn check %s\n  termijn run %s\n", path, path, path);
        code = finish_output(code);
    }
    free(path);
    return code;
}

static int run(int argc, char **argv)
{
    struct arguments arguments = {.from = templates};
    const error_t error = argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    return error != 0 ? refuse_arguments(error) : make(&arguments);
}

const struct command command_new = {"new", "termijn new", "write a scenario to start from", run, &argp};
