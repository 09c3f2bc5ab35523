#include "commands/completion.h"

#include <stdbool.h>
#include <string.h>

#include "commands/option_list.h"
#include "commands/program.h"

/* What an option's argument is, told from its name in the help: en|nl, DIR, FILE; else something of the user's own. */
static bool is_choice(const char *arg)
{
    return arg[0] != '\0' && arg[strspn(arg, "abcdefghijklmnopqrstuvwxyz-|")] == '\0';
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), own = strlen(end);
    return length >= own && strcmp(text + length - own, end) == 0;
}

static void put_words(FILE *out, const char *choices)
{
    for (; *choices != '\0'; choices++) {
        fputc(*choices == '|' ? ' ' : *choices, out);
    }
}

static void put_names(FILE *out, const struct option_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        fprintf(out, "%s--%s", i == 0 ? "" : " ", list->items[i]->name);
        if (option_is_short(list->items[i])) {
            fprintf(out, " -%c", list->items[i]->key);
        }
    }
}

/* What follows an option that takes an argument. */
static void put_arguments(FILE *out, const struct option_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct argp_option *option = list->items[i];
        if (option->arg == NULL) {
            continue;
        }
        fprintf(out, "            --%s", option->name);
        if (option_is_short(option)) {
            fprintf(out, " | -%c", option->key);
        }
        if (is_choice(option->arg)) {
            fputs(") words='", out);
            put_words(out, option->arg);
            fputs("' ;;\n", out);
        } else {
            const bool folder = ends_with(option->arg, "DIR"), file = ends_with(option->arg, "FILE");
            fprintf(out, ") kind=%s ;;\n", folder ? "folder" : file ? "file" : "none");
        }
    }
}

static const char *positional(const struct argp *argp)
{
    const char *arguments = argp->args_doc == NULL ? "" : argp->args_doc;
    return strstr(arguments, "SCENARIO") != NULL ? "scenario" : strstr(arguments, "RUNDIR") != NULL ? "folder" : "none";
}

static void put_case(FILE *out, const char *pattern, const char *kind, const struct argp *argp)
{
    struct option_list list;
    option_list_fill(&list, argp);
    fprintf(out, "    %s)\n        options='", pattern);
    put_names(out, &list);
    fprintf(out, "'\n        kind=%s\n        case $previous in\n", kind);
    put_arguments(out, &list);
    fputs("            *) following= ;;\n        esac ;;\n", out);
}

static const char head[] =
    "# Completion of termijn for bash, made by `termijn --completion`.\n"
    "_termijn()\n{\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}\n"
    "    local options kind words= following=yes plus=\n"
    "    if [ \"$current\" = = ]; then\n        current=\n"
    "    elif [ \"$previous\" = = ]; then\n        previous=${COMP_WORDS[COMP_CWORD - 2]}\n    fi\n"
    "    [ \"$COMP_CWORD\" -gt 1 ] || command=\n"
    "    case $command in\n";

/* An overlay is a file after a +, which is no part of its name. */
static const char tail[] =
    "    if [ -n \"$words\" ]; then\n"
    "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n        return\n    fi\n"
    "    if [ \"$kind\" = scenario ] && [ \"${current:0:1}\" = + ]; then\n        plus=+ current=${current:1}\n    fi\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    case $kind in\n"
    "    scenario) mapfile -t COMPREPLY < <(compgen -P \"$plus\" -f -X '!*.yaml' -- \"$current\"; compgen -P \"$plus\" -d -- \"$current\") ;;\n"
    "    folder) mapfile -t COMPREPLY < <(compgen -d -- \"$current\") ;;\n"
    "    file) mapfile -t COMPREPLY < <(compgen -f -- \"$current\") ;;\n"
    "    *) COMPREPLY=() ;;\n"
    "    esac\n}\ncomplete -F _termijn termijn\n";

void completion_print(FILE *out)
{
    size_t n;
    const struct command *const *commands = program_commands(&n);
    fputs(head, out);
    for (size_t i = 0; i < n; i++) {
        put_case(out, commands[i]->name, positional(commands[i]->argp), commands[i]->argp);
    }
    put_case(out, "*", "none", &program_argp);
    fputs("    esac\n    if [ -z \"$following\" ] && [ \"${current:0:1}\" = - ]; then\n        words=$options\n"
          "    elif [ -z \"$command\" ]; then\n        words='",
          out);
    for (size_t i = 0; i < n; i++) {
        fprintf(out, "%s%s", i == 0 ? "" : " ", commands[i]->name);
    }
    fputs("'\n    fi\n", out);
    fputs(tail, out);
}
