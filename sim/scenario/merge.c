#include "scenario/merge.h"

#include <string.h>

enum { EXTENDS_DEPTH_MAX = 16, LAYERS_MAX = 1000 };

struct merger {
    struct reader *reader;
    const struct node *tree; /* merged so far */
    size_t depth;
    int open[EXTENDS_DEPTH_MAX]; /* sources whose `extends` is being followed */
    size_t n_applied;
    int applied[LAYERS_MAX];
    bool broken; /* a file could not be read: what it would have given is missing everywhere */
};

static void apply(struct merger *merger, const struct node *layer)
{
    const struct node *merged = merge_trees(merger->reader, merger->tree, layer);

    if (merged != NULL)
        merger->tree = merged;
}

/* ---- files ---- */

static void apply_file(struct merger *merger, int source, bool again, struct place named);

static bool is_in(const int *list, size_t n, int source)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i] == source)
            return true;
    }
    return false;
}

static void extend_one(struct merger *merger, const struct node *path)
{
    const char *full;
    int source;

    if (path->kind != NODE_SCALAR || node_is_null(path)) {
        reader_error(merger->reader, path->place, "for example `extends: base.yaml`",
                     "`extends` takes a file or a list of files, not %s", node_describe(merger->reader, path));
        return;
    }
    full = reader_path(merger->reader, path->place.file, path->text);
    source = full == NULL ? -1 : reader_add_file(merger->reader, full, path->place);
    if (source >= 0)
        apply_file(merger, source, false, path->place);
    else
        merger->broken = true;
}

/* The layer without its `extends`, which was followed. */
static const struct node *follow_extends(struct merger *merger, const struct node *layer)
{
    const struct node_entry *extends = node_find(layer, "extends");
    struct node *rest;

    if (extends == NULL)
        return layer;
    if (extends->value->kind == NODE_SEQUENCE) {
        for (size_t i = 0; i < extends->value->n; i++)
            extend_one(merger, extends->value->items[i]);
    } else {
        extend_one(merger, extends->value);
    }
    rest = node_new_mapping(merger->reader, layer->place);
    for (size_t i = 0; rest != NULL && i < layer->n; i++) {
        const struct node_entry *entry = &layer->entries[i];
        if (entry != extends && !node_append(merger->reader, rest, entry->key, entry->place, entry->value))
            return NULL;
    }
    return rest;
}

static const struct node *read_layer(struct merger *merger, int source)
{
    size_t errors = merger->reader->diagnostics->n_errors;
    const struct node *layer = node_read(merger->reader, source, 0, 0);
    const struct place top = {.file = source, .line = 1, .column = 1};

    if (layer != NULL && layer->kind == NODE_MAPPING)
        return layer;
    if (layer != NULL && !node_is_null(layer)) {
        reader_error(merger->reader, layer->place, "for example `opening_date: 2023-12-31`",
                     "a scenario is a mapping of keys, not %s", node_describe(merger->reader, layer));
    } else if (merger->reader->diagnostics->n_errors == errors && !merger->reader->out_of_memory) {
        reader_error(merger->reader, top, NULL, "the file is empty");
    }
    return NULL;
}

/* Applies what a file extends, then the file. What was applied already is left out, unless it is asked for `again`: two
 * files may extend a third without undoing each other. */
static void apply_file(struct merger *merger, int source, bool again, struct place named)
{
    const struct node *layer;

    if (is_in(merger->open, merger->depth, source)) {
        reader_error(merger->reader, named, "take one of the `extends` out", "%s extends itself, in a circle",
                     reader_quote(merger->reader, merger->reader->sources[source].name));
        merger->broken = true;
        return;
    }
    if (!again && is_in(merger->applied, merger->n_applied, source))
        return;
    if (merger->depth == EXTENDS_DEPTH_MAX || merger->n_applied == LAYERS_MAX) {
        reader_error(merger->reader, named, NULL, "too many files extend each other");
        merger->broken = true;
        return;
    }
    layer = read_layer(merger, source);
    if (layer == NULL) {
        merger->broken = true;
        return;
    }
    merger->open[merger->depth++] = source;
    layer = follow_extends(merger, layer);
    merger->depth--;
    merger->applied[merger->n_applied++] = source;
    if (layer != NULL)
        apply(merger, layer);
}

/* ---- modifications ---- */

static const struct place nowhere = {.file = -1};

static void apply_overlay(struct merger *merger, const char *text)
{
    struct reader *reader = merger->reader;
    const char *there = reader_path(reader, 0, text), *help = NULL;
    const char *path = reader_file_exists(text) || there == NULL ? text : there;
    int source;

    if (!reader_file_exists(path)) {
        const char *longer = reader_format(reader, "%s.yaml", text);
        if (reader_file_exists(longer) || reader_file_exists(reader_path(reader, 0, longer)))
            help = reader_format(reader, "did you mean `+%s`?", longer);
        reader_error(reader, nowhere, help,
                     "cannot read the overlay `+%s`: there is no such file here, nor in the folder of the scenario",
                     text);
        return;
    }
    source = reader_add_file(reader, path, nowhere);
    if (source >= 0)
        apply_file(merger, source, true, nowhere);
    else
        merger->broken = true;
}

/* Characters of a text up to `end`. */
static int count_characters(const char *text, const char *end)
{
    int count = 0;

    for (; text < end; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

/* a.b.c -> {a: {b: {c: value}}}; NULL after an error. */
static const struct node *set_tree(struct merger *merger, int source, const char *text, const char *equals,
                                   const struct node *value)
{
    struct node *root = NULL, *mapping = NULL;
    const char *start = text;

    while (start < equals) {
        const char *stop = memchr(start, '.', (size_t)(equals - start));
        struct place place = {.file = source, .line = 1, .column = count_characters(text, start) + 1};
        const char *key;
        struct node *inner;
        if (stop == NULL)
            stop = equals;
        key = arena_strndup(merger->reader->arena, start, (size_t)(stop - start));
        inner = stop == equals ? NULL : node_new_mapping(merger->reader, place);
        if (root == NULL)
            root = mapping = node_new_mapping(merger->reader, place);
        if (mapping == NULL || key == NULL || (stop != equals && inner == NULL))
            return NULL;
        if (inner != NULL)
            inner->implied = true;
        if (!node_append(merger->reader, mapping, key, place, inner == NULL ? value : inner))
            return NULL;
        mapping = inner;
        start = stop + 1;
    }
    return root;
}

static bool key_is_whole(const char *text, const char *equals)
{
    if (equals == NULL || equals == text || text[0] == '.' || equals[-1] == '.')
        return false;
    for (const char *at = text; at + 1 < equals; at++) {
        if (at[0] == '.' && at[1] == '.')
            return false;
    }
    return true;
}

static void apply_set(struct merger *merger, const char *text)
{
    struct reader *reader = merger->reader;
    const char *copy = reader_format(reader, "%s", text), *equals = strchr(copy, '=');
    const char *folder = reader->sources[0].folder;
    int source = reader_add_text(reader, reader_format(reader, "--set %s", text), folder, copy, strlen(copy));
    const struct place start = {.file = source, .line = 1, .column = 1};
    const struct node *value, *layer;
    size_t errors = reader->diagnostics->n_errors;

    if (source < 0)
        return;
    if (!key_is_whole(copy, equals)) {
        reader_error(reader, start, "for example `--set pools.asylum.fte='1600 fte'`",
                     "--set takes a key with points, =, and a value");
        return;
    }
    value = node_read(reader, source, (size_t)(equals + 1 - copy), count_characters(copy, equals + 1));
    if (value == NULL && reader->diagnostics->n_errors == errors) {
        struct node *nothing = reader_alloc(reader, 1, sizeof *nothing);
        if (nothing != NULL)
            *nothing = (struct node){.kind = NODE_SCALAR, .text = "", .place = start, .size = 1};
        value = nothing;
    }
    layer = value == NULL ? NULL : set_tree(merger, source, copy, equals, value);
    if (layer != NULL)
        apply(merger, layer);
}

const struct node *merge_sources(struct reader *reader, const struct scenario_sources *sources)
{
    struct merger merger = {.reader = reader};
    int base = reader_add_file(reader, sources->base, nowhere);

    if (base < 0)
        return NULL;
    apply_file(&merger, base, false, nowhere);
    if (merger.tree == NULL)
        return NULL;
    for (size_t i = 0; i < sources->n; i++) {
        const struct scenario_modification *modification = &sources->modifications[i];
        if (modification->kind == SCENARIO_OVERLAY)
            apply_overlay(&merger, modification->text);
        else
            apply_set(&merger, modification->text);
    }
    return merger.broken ? NULL : merger.tree;
}
