#include "scenario/merge.h"

#include <string.h>

#include "scenario/fields.h"

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

/* ---- two trees ---- */

static const struct node *merge_record(struct merger *merger, const struct record *record, const struct node *lower,
                                       const struct node *upper);

/* Whether a mapping stands for a record, and not for a value by date or with its source. */
static bool is_record_form(const struct node *node)
{
    return node->kind == NODE_MAPPING && !node_is_dated(node) && !node_is_valued(node);
}

/* What an upper element goes on top of: a share written short becomes the mapping it stands for. */
static const struct node *unfold(struct merger *merger, const struct record *record, const struct node *lower)
{
    struct node *mapping;

    if (lower == NULL || is_record_form(lower) || record->shorthand == NULL || record->shorthand_only)
        return lower;
    mapping = node_new_mapping(merger->reader, lower->place);
    if (mapping == NULL || !node_append(merger->reader, mapping, record->shorthand, lower->place, lower))
        return lower;
    return mapping;
}

static const struct node *without_lower(struct merger *merger, const struct node *lower, struct place place)
{
    return lower != NULL && lower->kind == NODE_MAPPING ? lower : node_new_mapping(merger->reader, place);
}

static struct node *copy_mapping(struct merger *merger, const struct node *lower, const struct node *upper)
{
    const struct node *from = without_lower(merger, lower, upper->place);
    struct node *copy = node_new_mapping(merger->reader, from == NULL ? upper->place : from->place);

    for (size_t i = 0; copy != NULL && from != NULL && i < from->n; i++) {
        if (!node_append(merger->reader, copy, from->entries[i].key, from->entries[i].place, from->entries[i].value))
            return NULL;
    }
    return copy;
}

static void remove_entry(struct node *mapping, size_t index)
{
    for (size_t i = index + 1; i < mapping->n; i++)
        mapping->entries[i - 1] = mapping->entries[i];
    mapping->n--;
}

static const char *nearest_key(struct merger *merger, const struct node *mapping, const char *key)
{
    const char **names = reader_alloc(merger->reader, mapping->n, sizeof *names);

    if (names == NULL)
        return NULL;
    for (size_t i = 0; i < mapping->n; i++)
        names[i] = mapping->entries[i].key;
    return reader_suggest(merger->reader, key, mapping->n, names, NULL);
}

/* Puts `value` over an entry, or adds it; null takes the entry away. */
static void put_entry(struct merger *merger, struct node *mapping, const struct node_entry *upper,
                      const struct node *value)
{
    for (size_t i = 0; i < mapping->n; i++) {
        struct node_entry *entry = &mapping->entries[i];
        if (strcmp(entry->key, upper->key) != 0)
            continue;
        if (node_is_null(value)) {
            remove_entry(mapping, i);
        } else {
            entry->place = upper->place;
            entry->value = value;
        }
        return;
    }
    if (!node_is_null(value)) {
        (void)node_append(merger->reader, mapping, upper->key, upper->place, value);
        return;
    }
    reader_warning(merger->reader, upper->place, nearest_key(merger, mapping, upper->key),
                   "%s is empty, and nothing below gives it a value that this could remove",
                   reader_quote(merger->reader, upper->key));
}

/* Whether --set names one part of a value, as in `pools.asylum.fte.value=1600 fte`. */
static bool is_value_part(const struct node *upper)
{
    static const char *const parts[] = {"value", "interpolate", "source", "status", "uncertain"};

    for (size_t i = 0; upper->implied && upper->kind == NODE_MAPPING && i < sizeof parts / sizeof parts[0]; i++) {
        if (strcmp(upper->entries[0].key, parts[i]) == 0)
            return true;
    }
    return false;
}

/* A part changes alone: the value keeps its source and uncertainty. A file's value replaces, since its source is its own. */
static const struct node *merge_part(struct merger *merger, const struct node *lower, const struct node *upper)
{
    struct node *merged;

    if (lower == NULL || !is_value_part(upper))
        return upper;
    if (node_is_valued(lower)) {
        merged = copy_mapping(merger, lower, upper);
    } else {
        merged = node_new_mapping(merger->reader, lower->place);
        if (merged != NULL && !node_append(merger->reader, merged, "value", lower->place, lower))
            return NULL;
    }
    if (merged != NULL)
        put_entry(merger, merged, &upper->entries[0], upper->entries[0].value);
    return merged;
}

static const struct node *merge_element(struct merger *merger, const struct record *record, const struct node *lower,
                                        const struct node *upper)
{
    if (!is_record_form(upper) || record->shorthand_only)
        return merge_part(merger, lower, upper);
    return merge_record(merger, record, unfold(merger, record, lower), upper);
}

/* --set changes what exists: a misspelt name must not make a new pool. */
static bool refuse_new_name(struct merger *merger, const struct record *record, const struct node *lower,
                            const struct node_entry *upper)
{
    if (!upper->value->implied || node_find(lower, upper->key) != NULL)
        return false;
    reader_error(merger->reader, upper->place, nearest_key(merger, lower, upper->key),
                 "there is no %s to change: %s is not the name of %s",
                 strchr(record->title, ' ') == NULL ? record->title : strchr(record->title, ' ') + 1,
                 reader_quote(merger->reader, upper->key), record->title);
    return true;
}

static const struct node *merge_map(struct merger *merger, const struct record *record, const struct node *lower,
                                    const struct node *upper)
{
    struct node *merged = copy_mapping(merger, lower, upper);

    for (size_t i = 0; merged != NULL && i < upper->n; i++) {
        const struct node_entry *entry = &upper->entries[i];
        const struct node_entry *below = node_find(merged, entry->key);
        const struct node *value;
        if (refuse_new_name(merger, record, merged, entry))
            continue;
        value = merge_element(merger, record, below == NULL ? NULL : below->value, entry->value);
        if (value != NULL)
            put_entry(merger, merged, entry, value);
    }
    return merged;
}

static const struct node *merge_field(struct merger *merger, const struct field *field, const struct node *lower,
                                      const struct node *upper)
{
    bool whole = field == NULL || (field->kind != FIELD_RECORD && field->kind != FIELD_MAP) || upper->kind != NODE_MAPPING;

    if (whole && upper->implied && lower != NULL && node_is_dated(lower) && node_is_dated(upper)) {
        reader_warning(merger->reader, upper->entries[0].place,
                       "give all dates in one --set, as `{2024-01-01: ..., 2025-01-01: ...}`",
                       "this one date replaces the whole series");
    }
    if (whole)
        return merge_part(merger, lower, upper);
    if (field->kind == FIELD_MAP)
        return merge_map(merger, field->record, lower, upper);
    return merge_record(merger, field->record, lower, upper);
}

static const struct node *merge_record(struct merger *merger, const struct record *record, const struct node *lower,
                                       const struct node *upper)
{
    struct node *merged = copy_mapping(merger, lower, upper);

    for (size_t i = 0; merged != NULL && i < upper->n; i++) {
        const struct node_entry *entry = &upper->entries[i];
        const struct node_entry *below = node_find(merged, entry->key);
        const struct field *field = record_find(record, entry->key);
        const struct node *value = merge_field(merger, field, below == NULL ? NULL : below->value, entry->value);
        if (value != NULL)
            put_entry(merger, merged, entry, value);
    }
    return merged;
}

static void apply(struct merger *merger, const struct node *layer)
{
    const struct node *merged = merge_record(merger, fields_root(), merger->tree, layer);

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
    rest = copy_mapping(merger, layer, layer);
    if (rest == NULL)
        return NULL;
    for (size_t i = 0; i < rest->n; i++) {
        if (strcmp(rest->entries[i].key, "extends") == 0) {
            remove_entry(rest, i);
            break;
        }
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
