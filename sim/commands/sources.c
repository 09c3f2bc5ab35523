#include "commands/sources.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"

enum { KEY_SET = 1000 };

static const struct argp_option options[] = {
    {"set", KEY_SET, "KEY=VALUE", 0, "Change one value, such as pools.asylum.fte='1600 fte' (in YAML)", 1},
    {0},
};

static void add(struct sources *sources, struct argp_state *state, enum scenario_modification_kind kind,
                const char *text)
{
    struct scenario_modification *larger = realloc(sources->modifications, (sources->n + 1) * sizeof *larger);
    if (larger == NULL) {
        argp_failure(state, EXIT_UNFINISHED, 0, "not enough memory");
        return;
    }
    larger[sources->n++] = (struct scenario_modification){kind, text};
    sources->modifications = larger;
}

static void add_positional(struct sources *sources, struct argp_state *state, const char *text)
{
    if (text[0] == '+') {
        if (text[1] == '\0') {
            argp_error(state, "a file must follow the +, as in +taskforce.yaml");
        }
        add(sources, state, SCENARIO_OVERLAY, text + 1);
    } else if (sources->base == NULL) {
        sources->base = text;
    } else {
        argp_error(state, "two scenarios given, %s and %s; an overlay on the first is written +%s", sources->base, text,
                   text);
    }
}

static void add_set(struct sources *sources, struct argp_state *state, const char *text)
{
    if (strchr(text, '=') == NULL || text[0] == '=') {
        argp_error(state, "--set needs KEY=VALUE, such as pools.asylum.fte='1600 fte', not '%s'", text);
    }
    add(sources, state, SCENARIO_SET, text);
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct sources *sources = state->input;
    switch (key) {
    case KEY_SET:
        add_set(sources, state, text);
        return 0;
    case ARGP_KEY_ARG:
        add_positional(sources, state, text);
        return 0;
    case ARGP_KEY_END:
        if (sources->base == NULL) {
            argp_error(state, "no scenario given; name its file, such as scenarios/ind/2024.yaml");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp sources_argp = {.options = options, .parser = parse};

/* ---- several scenarios ---- */

/* A scenario more; `.` is the first again, with all that changes it. */
static void begin(struct source_list *list, struct argp_state *state, const char *text)
{
    struct sources *larger = realloc(list->items, (list->n + 1) * sizeof *larger);
    if (larger == NULL) {
        argp_failure(state, EXIT_UNFINISHED, 0, "not enough memory");
        return;
    }
    list->items = larger;
    larger[list->n] = (struct sources){.base = text};
    list->n++;
    if (strcmp(text, ".") != 0) {
        return;
    }
    if (list->n == 1) {
        argp_error(state, "`.` stands for the first scenario, so it cannot be the first");
    }
    struct sources *again = &list->items[list->n - 1];
    again->base = list->items[0].base;
    for (size_t i = 0; i < list->items[0].n; i++) {
        add(again, state, list->items[0].modifications[i].kind, list->items[0].modifications[i].text);
    }
}

static struct sources *latest(struct source_list *list, struct argp_state *state, const char *text)
{
    if (list->n == 0) {
        argp_error(state, "%s stands before any scenario; it belongs to the one named before it", text);
    }
    return &list->items[list->n - 1];
}

static error_t parse_list(int key, char *text, struct argp_state *state)
{
    struct source_list *list = state->input;
    switch (key) {
    case KEY_SET:
        add_set(latest(list, state, "--set"), state, text);
        return 0;
    case ARGP_KEY_ARG:
        if (text[0] == '+') {
            add_positional(latest(list, state, text), state, text);
        } else {
            begin(list, state, text);
        }
        return 0;
    case ARGP_KEY_END:
        if (list->n < 2) {
            argp_error(state, "name a scenario and at least one to compare with it, such as 2024.yaml . +more.yaml");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp source_list_argp = {.options = options, .parser = parse_list};

void source_list_free(struct source_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        sources_free(&list->items[i]);
    }
    free(list->items);
    *list = (struct source_list){0};
}

void sources_free(struct sources *sources)
{
    free(sources->modifications);
    *sources = (struct sources){0};
}

static int refuse(const struct sources *sources, const struct diagnostics *diagnostics)
{
    size_t n = diagnostics == NULL ? 0 : diagnostics->n_errors;
    if (diagnostics == NULL || diagnostics->out_of_memory) {
        complain("not enough memory to read %s", sources->base);
        return EXIT_UNFINISHED;
    }
    if (access(sources->base, F_OK) != 0) {
        complain("nothing was run; termijn new writes a scenario to start from");
    } else {
        complain("%zu error%s in the scenario; nothing was run: mend %s and try again", n, n == 1 ? "" : "s", n == 1 ? "it" : "them");
    }
    return EXIT_USAGE;
}

static struct scenario *load(struct sources *sources, bool warnings)
{
    struct diagnostics *diagnostics = diagnostics_new();
    if (diagnostics == NULL) {
        sources->code = refuse(sources, NULL);
        return NULL;
    }
    struct scenario_sources all = {.base = sources->base, .n = sources->n, .modifications = sources->modifications};
    struct scenario *scenario = scenario_load(&all, diagnostics);
    if (warnings || scenario == NULL) {
        diagnostics_print(diagnostics, stderr);
    }
    if (scenario == NULL) {
        sources->code = refuse(sources, diagnostics);
    }
    diagnostics_delete(diagnostics);
    return scenario;
}

struct scenario *sources_load(struct sources *sources)
{
    return load(sources, true);
}

struct scenario *sources_load_quietly(struct sources *sources)
{
    return load(sources, false);
}

/* Adds "+STEM" of a path, in characters that any file system takes. */
static void append_stem(char *name, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash == NULL ? path : slash + 1;
    const char *dot = strrchr(base, '.');
    size_t length = dot == NULL || dot == base ? strlen(base) : (size_t)(dot - base);
    char *end = name + strlen(name);
    *end++ = '+';
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)base[i];
        *end++ = c <= ' ' || c == 0x7f ? '_' : base[i];
    }
    *end = '\0';
}

/* Adds "+KEY=VALUE", shortened, in characters that need no quotes anywhere; nothing to a name that would be too long for a folder. */
static void append_set(char *name, const char *text)
{
    enum { MOST = 48, LONG = 180 };
    char *end = name + strlen(name);
    if (end - name > LONG) {
        return;
    }
    *end++ = '+';
    for (size_t i = 0; i < MOST && text[i] != '\0'; i++) {
        const bool plain = isalnum((unsigned char)text[i]) || strchr("._=%", text[i]) != NULL;
        *end++ = plain ? text[i] : '-';
    }
    *end = '\0';
}

static char *name_with(const struct sources *sources, const char *scenario_name, bool sets)
{
    size_t size = strlen(scenario_name) + 1;
    for (size_t i = 0; i < sources->n; i++) {
        size += strlen(sources->modifications[i].text) + 1;
    }
    char *name = malloc(size);
    if (name == NULL) {
        return NULL;
    }
    strcpy(name, scenario_name);
    for (size_t i = 0; i < sources->n; i++) {
        if (sources->modifications[i].kind == SCENARIO_OVERLAY) {
            append_stem(name, sources->modifications[i].text);
        } else if (sets) {
            append_set(name, sources->modifications[i].text);
        }
    }
    return name;
}

char *sources_result_name(const struct sources *sources, const char *scenario_name)
{
    return name_with(sources, scenario_name, true);
}

char *sources_full_name(const struct sources *sources, const char *scenario_name)
{
    char *name = name_with(sources, scenario_name, false);
    for (size_t i = 0; name != NULL && i < sources->n; i++) {
        char *longer = name;
        if (sources->modifications[i].kind == SCENARIO_SET) {
            longer = asprintf(&longer, "%s %s", name, sources->modifications[i].text) < 0 ? NULL : longer;
            free(name);
        }
        name = longer;
    }
    return name;
}
