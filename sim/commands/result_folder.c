#include "commands/result_folder.h"

#include "commands/options.h"

enum { KEY_LANGUAGE = 1000 };

static const struct argp_option options[] = {
    {"language", KEY_LANGUAGE, "en|nl", 0, "Language of what is made: en (default) or nl", 3},
    {0},
};

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct result_folder *folder = state->input;
    switch (key) {
    case KEY_LANGUAGE:
        folder->language = option_language(state, text);
        return 0;
    case ARGP_KEY_ARG:
        if (folder->path != NULL) {
            argp_error(state, "one folder at a time; '%s' is the second", text);
        }
        folder->path = text;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "of which results? For instance: %s out/ind-2024", state->name);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp result_folder_argp = {.options = options, .parser = parse};
