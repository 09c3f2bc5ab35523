#include "commands/manual.h"

#include <stdbool.h>
#include <string.h>

#include "commands/option_list.h"
#include "commands/program.h"

/* ---- text ---- */

/* In troff a backslash begins an escape, a line that begins with a point or an apostrophe is a request, and a hyphen that people
 * are to type is \-. */
static void put(FILE *out, const char *text, size_t length)
{
    if (length > 0 && (text[0] == '.' || text[0] == '\'')) {
        fputs("\\&", out);
    }
    for (size_t i = 0; i < length; i++) {
        switch (text[i]) {
        case '\\':
            fputs("\\e", out);
            break;
        case '-':
            fputs("\\-", out);
            break;
        case '\'':
            fputs("\\(aq", out);
            break;
        case '`':
            fputs("\\(ga", out);
            break;
        default:
            fputc(text[i], out);
        }
    }
}

static void put_text(FILE *out, const char *text)
{
    put(out, text, strlen(text));
}

/* The text of argp up to its end or \v: paragraphs, and examples, whose lines begin with two blanks. */
static void put_doc(FILE *out, const char *text)
{
    static const char options[] = "Options:";
    bool example = false, fresh = true;
    while (*text != '\0' && *text != '\v') {
        size_t length = strcspn(text, "\n\v");
        bool now = strncmp(text, "  ", 2) == 0;
        if (example && !now) {
            fputs(".EE\n.RE\n", out);
        }
        if (length == 0 || (length == sizeof options - 1 && strncmp(text, options, length) == 0)) {
            fresh = true;
        } else {
            fputs(now && !example ? ".RS 4\n.EX\n" : fresh && !now ? ".PP\n" : "", out);
            put(out, text + (now ? 2 : 0), length - (now ? 2 : 0));
            fputc('\n', out);
            fresh = false;
        }
        example = now;
        text += length + (text[length] == '\n');
    }
    fputs(example ? ".EE\n.RE\n" : "", out);
}

/* ---- a command ---- */

static void put_usage(FILE *out, const char *name, const struct argp *argp)
{
    fputs("\\fB", out);
    put_text(out, name);
    fputs("\\fR [\\fIOPTION\\fR...] ", out);
    put_text(out, argp->args_doc == NULL ? "" : argp->args_doc);
    fputc('\n', out);
}

static void put_option(FILE *out, const struct argp_option *option)
{
    fputs(".TP\n", out);
    if (option_is_short(option)) {
        fprintf(out, "\\fB\\-%c\\fR, ", option->key);
    }
    fputs("\\fB\\-\\-", out);
    put_text(out, option->name);
    fputs("\\fR", out);
    if (option->arg != NULL) {
        fputs("=\\fI", out);
        put_text(out, option->arg);
        fputs("\\fR", out);
    }
    fputc('\n', out);
    put_text(out, option->doc);
    fputc('\n', out);
}

static void put_options(FILE *out, const struct argp *argp)
{
    struct option_list list;
    option_list_fill(&list, argp);
    for (size_t i = 0; i < list.n; i++) {
        put_option(out, list.items[i]);
    }
}

static void put_command(FILE *out, const struct command *command)
{
    const char *after = strchr(command->argp->doc, '\v');
    fprintf(out, ".SS %s\n", command->full_name);
    put_usage(out, command->full_name, command->argp);
    put_doc(out, command->argp->doc);
    put_options(out, command->argp);
    if (after != NULL) {
        put_doc(out, after + 1);
    }
}

void manual_print(FILE *out)
{
    size_t n;
    const struct command *const *commands = program_commands(&n);
    fputs(".TH TERMIJN 1 \"\" \"termijn " TERMIJN_VERSION "\" \"User Commands\"\n.SH NAME\n"
          "termijn \\- forecasts for agencies that decide within legal periods\n.SH SYNOPSIS\n",
          out);
    put_usage(out, "termijn", &program_argp);
    for (size_t i = 0; i < n; i++) {
        fputs(".br\n", out);
        put_usage(out, commands[i]->full_name, commands[i]->argp);
    }
    fputs(".SH DESCRIPTION\n", out);
    put_doc(out, program_argp.doc);
    fputs(".SH OPTIONS\n", out);
    put_options(out, &program_argp);
    fputs(".SH COMMANDS\n", out);
    for (size_t i = 0; i < n; i++) {
        put_command(out, commands[i]);
    }
    fputs(".SH ENVIRONMENT\n.TP\n\\fBNO_COLOR\\fR\nWhen it is set and not empty, headings on a terminal are not bold.\n"
          ".TP\n\\fBTERM\\fR\nA dumb terminal gets neither bold headings nor a progress bar.\n"
          ".SH FILES\n.TP\n\\fIout/NAME/\\fR\nWhere a result goes unless \\fB\\-o\\fR says otherwise: CSV tables, datapackage.json "
          "that describes them, report.html, plots, and manifest.json.\n",
          out);
}
