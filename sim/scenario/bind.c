#include "scenario/bind.h"

#include <string.h>

#include "base/text.h"

void *slot_target(const struct slot *slot)
{
    return slot->base + slot->field->offset;
}

static void set_size(char *base, size_t offset, size_t value)
{
    memcpy(base + offset, &value, sizeof value);
}

/* Offsets in records are 1 too large, so that 0 means none. */
static void set_bool(char *base, size_t offset_plus_1, bool value)
{
    if (offset_plus_1 != 0)
        memcpy(base + offset_plus_1 - 1, &value, sizeof value);
}

static void set_text(char *base, size_t offset_plus_1, const char *value)
{
    if (offset_plus_1 != 0)
        memcpy(base + offset_plus_1 - 1, &value, sizeof value);
}

static void set_place(char *base, size_t offset_plus_1, struct place value)
{
    if (offset_plus_1 != 0)
        memcpy(base + offset_plus_1 - 1, &value, sizeof value);
}

static void set_int(char *base, size_t offset_plus_1, int value)
{
    if (offset_plus_1 != 0)
        memcpy(base + offset_plus_1 - 1, &value, sizeof value);
}

const char *bind_path(struct binder *binder, const char *path, const char *key)
{
    return path[0] == '\0' ? key : reader_format(binder->reader, "%s.%s", path, key);
}

/* ---- records ---- */

static void bind_record(struct binder *binder, const struct record *record, const struct node *node, struct place place,
                        char *base, const char *path);

void bind_unknown_key(struct binder *binder, const struct node_entry *entry, const char *where, const char *const *keys,
                      size_t n)
{
    reader_error(binder->reader, entry->place, reader_suggest(binder->reader, entry->key, n, keys, "its keys are "),
                 "unknown key %s%s%s", reader_quote(binder->reader, entry->key), where[0] == '\0' ? "" : " in ", where);
}

/* Where a key has its place that stands a mapping or two too high: `streams.NAME`, or a key of those there; NULL when nowhere. */
static const char *deeper(struct binder *binder, const struct record *record, const struct node *node, const char *key, const char *path)
{
    const char *within = NULL;

    for (size_t i = 0; i < record->n; i++) {
        const struct field *field = &record->fields[i];
        const struct node_entry *map = field->kind == FIELD_MAP ? node_find(node, field->key) : NULL;
        if (map == NULL || map->value->kind != NODE_MAPPING || map->value->n == 0)
            continue;
        if (node_find(map->value, key) != NULL)
            return reader_format(binder->reader, "did you mean `%s.%s`?", bind_path(binder, path, field->key), key);
        if (within == NULL && record_find(field->record, key) != NULL)
            within = reader_format(binder->reader, "did you mean `%s.%s.%s`?", bind_path(binder, path, field->key),
                                   map->value->entries[0].key, key);
    }
    return within;
}

static void unknown_field(struct binder *binder, const struct record *record, const struct node *node,
                          const struct node_entry *entry, const char *path)
{
    const char **keys = reader_alloc(binder->reader, record->n, sizeof *keys);
    const char *place;

    if (keys == NULL)
        return;
    for (size_t i = 0; i < record->n; i++)
        keys[i] = record->fields[i].key;
    place = reader_suggest(binder->reader, entry->key, record->n, keys, NULL) == NULL ? deeper(binder, record, node, entry->key, path) : NULL;
    if (place == NULL)
        bind_unknown_key(binder, entry, path, keys, record->n);
    else
        reader_error(binder->reader, entry->place, place, "unknown key %s%s%s", reader_quote(binder->reader, entry->key),
                     path[0] == '\0' ? "" : " in ", path);
}

static const char *example_of(struct binder *binder, const struct field *field)
{
    const char *example = field->example != NULL          ? field->example
                          : field->kind == FIELD_QUANTITY ? unit_info(field->unit)->example
                                                          : NULL;

    return example == NULL ? NULL : reader_format(binder->reader, "for example `%s: %s`", field->key, example);
}

static const char *keys_of(struct binder *binder, const struct record *record)
{
    const char **keys = reader_alloc(binder->reader, record->n, sizeof *keys);

    for (size_t i = 0; keys != NULL && i < record->n; i++)
        keys[i] = record->fields[i].key;
    return keys == NULL ? NULL : reader_suggest(binder->reader, NULL, record->n, keys, "its keys are ");
}

void bind_refuse_kind(struct binder *binder, const struct slot *slot, const struct node *node)
{
    const struct field *field = slot->field;
    const char *example = example_of(binder, field);

    if (example == NULL && field->kind == FIELD_RECORD)
        example = keys_of(binder, field->record);
    reader_error(binder->reader, node->place, example, "`%s` takes %s, not %s", field->key, field_takes(field),
                 node_describe(binder->reader, node));
}

static void bind_in_place(struct binder *binder, const struct slot *slot)
{
    if (slot->node->kind != NODE_MAPPING)
        bind_refuse_kind(binder, slot, slot->node);
    else
        bind_record(binder, slot->field->record, slot->node, slot->node->place, slot_target(slot), slot->path);
}

typedef void bind_function(struct binder *binder, const struct slot *slot);

static bind_function *binder_of(enum field_kind kind);

/* One value in place of the whole mapping, such as the share of an outcome. */
static void bind_shorthand(struct binder *binder, const struct record *record, const struct node *node, char *base,
                           const char *path)
{
    const struct field *field = record_find(record, record->shorthand);
    const char *own_path = record->shorthand_only ? path : bind_path(binder, path, field->key);

    bind_defaults(binder, record, base, path);
    binder_of(field->kind)(binder, &(struct slot){.field = field, .node = node, .path = own_path, .base = base});
}

static void bind_element(struct binder *binder, const struct record *record, const struct node *node,
                         struct place place, char *base, const char *path)
{
    bool plain = node->kind != NODE_MAPPING || node_is_dated(node) || node_is_valued(node);

    if (record->shorthand != NULL && (plain || record->shorthand_only)) {
        set_place(base, record->place_offset, place);
        bind_shorthand(binder, record, node, base, path);
    } else if (node->kind == NODE_MAPPING) {
        bind_record(binder, record, node, place, base, path);
    } else {
        bind_defaults(binder, record, base, path);
        set_place(base, record->place_offset, place);
        reader_error(binder->reader, node->place, NULL, "%s takes a mapping of keys, not %s", record->title,
                     node_describe(binder->reader, node));
    }
}

bool name_is_valid(const char *text, bool hyphens)
{
    size_t length =
        strspn(text, hyphens ? "abcdefghijklmnopqrstuvwxyz0123456789_-" : "abcdefghijklmnopqrstuvwxyz0123456789_");

    return length > 0 && length <= NAME_BYTES_MAX && text[length] == '\0' && text[0] >= 'a' && text[0] <= 'z';
}

/* A new name, or one that is referred to. */
static void bind_key(struct binder *binder, const struct record *record, const struct node_entry *entry, char *base)
{
    struct reader *reader = binder->reader;
    const char *quoted = reader_quote(reader, entry->key);

    set_text(base, record->name_offset, entry->key);
    if (record->keys == REFERENCE_EVENT)
        return;
    if (record->keys != REFERENCE_NONE) {
        set_int(base, record->index_offset, bind_lookup(binder, record->keys, entry->key, entry->place));
    } else if (!name_is_valid(entry->key, false)) {
        reader_error(reader, entry->place,
                     "names are lower-case letters, digits and _, start with a letter and have at most 64 characters",
                     "%s cannot be the name of %s", quoted, record->title);
    } else if (record->all_reserved && strcmp(entry->key, "all") == 0) {
        reader_error(reader, entry->place, "choose another name",
                     "`all` is reserved: results use it for the sum of all");
    }
}

static void bind_map(struct binder *binder, const struct slot *slot)
{
    const struct record *record = slot->field->record;
    const struct node *node = slot->node;
    char *elements, *array;

    if (node->kind != NODE_MAPPING) {
        bind_refuse_kind(binder, slot, node);
        return;
    }
    if (node->n > record->most) {
        reader_error(binder->reader, node->entries[record->most].place, NULL,
                     "`%s` has at most %zu entries, and here are %zu", slot->field->key, record->most, node->n);
        return;
    }
    elements = reader_alloc(binder->reader, node->n, record->size);
    if (elements == NULL)
        return;
    array = elements;
    memcpy(slot_target(slot), &array, sizeof array);
    set_size(slot->base, slot->field->count_offset, node->n);
    for (size_t i = 0; i < node->n; i++) {
        const struct node_entry *entry = &node->entries[i];
        char *base = elements + i * record->size;
        bind_element(binder, record, entry->value, entry->place, base, bind_path(binder, slot->path, entry->key));
        bind_key(binder, record, entry, base);
    }
}

static void bind_list(struct binder *binder, const struct slot *slot)
{
    const struct record *record = slot->field->record;
    const struct node *node = slot->node;
    char *elements;

    if (node->kind != NODE_SEQUENCE) {
        bind_refuse_kind(binder, slot, node);
        return;
    }
    if (node->n > record->most) {
        reader_error(binder->reader, node->items[record->most]->place, NULL,
                     "`%s` has at most %zu items, and here are %zu", slot->field->key, record->most, node->n);
        return;
    }
    elements = reader_alloc(binder->reader, node->n, record->size);
    if (elements == NULL)
        return;
    memcpy(slot_target(slot), &elements, sizeof elements);
    set_size(slot->base, slot->field->count_offset, node->n);
    for (size_t i = 0; i < node->n; i++) {
        const struct node *item = node->items[i];
        bind_element(binder, record, item, item->place, elements + i * record->size,
                     reader_format(binder->reader, "%s.%zu", slot->path, i + 1));
    }
}

static void bind_bands(struct binder *binder, const struct slot *slot)
{
    struct field list = *slot->field;
    struct slot bands = *slot;

    if (slot->node->kind != NODE_SEQUENCE) {
        bind_quantity(binder, slot);
        return;
    }
    list.offset = list.list_offset;
    bands.field = &list;
    bind_list(binder, &bands);
}

static bind_function *binder_of(enum field_kind kind)
{
    static bind_function *const functions[] = {
        [FIELD_QUANTITY] = bind_quantity,   [FIELD_NUMBER] = bind_number,
        [FIELD_INTEGER] = bind_integer,     [FIELD_TEXT] = bind_text,
        [FIELD_NAME] = bind_name,           [FIELD_DATE] = bind_date,
        [FIELD_DATES] = bind_dates,         [FIELD_PERIOD] = bind_period,
        [FIELD_LEGAL_PERIOD] = bind_period, [FIELD_BOOL] = bind_bool,
        [FIELD_ENUM] = bind_enum,           [FIELD_ENUM_SERIES] = bind_name_series,
        [FIELD_REFERENCE] = bind_reference, [FIELD_REFERENCE_SERIES] = bind_name_series,
        [FIELD_EVENT] = bind_node,          [FIELD_WORD] = bind_node,
        [FIELD_DISTRIBUTION] = bind_distribution,
        [FIELD_ORDER] = bind_order,         [FIELD_PROFILE] = bind_profile,
        [FIELD_PAST] = bind_past,           [FIELD_TABLE] = bind_node,
        [FIELD_TARGET] = bind_target,       [FIELD_RECORD] = bind_in_place,
        [FIELD_MAP] = bind_map,             [FIELD_LIST] = bind_list,
        [FIELD_LEVEL] = bind_node,          [FIELD_ENTITY] = bind_node,
        [FIELD_BANDS] = bind_bands,
    };

    return functions[kind];
}

/* A value that is no quantity may carry its source as well: {value: 90 days, source: "..."}. Its inner node, or NULL
 * after errors. */
static const struct node *unwrap(struct binder *binder, const struct slot *slot)
{
    static const char *const keys[] = {"value", "source", "status"};
    static const struct dated_number none = {.date = SCENARIO_ALWAYS, .value = 0};
    const struct node *node = slot->node, *inner = node_find(node, "value")->value;
    struct quantity note = {
        .given = true, .n = 1, .points = &none, .source = "", .path = slot->path, .place = inner->place};

    note.uncertainty.factor = -1;
    for (size_t i = 0; i < node->n; i++) {
        const struct node_entry *entry = &node->entries[i];
        if (strcmp(entry->key, "value") == 0 || bind_provenance(binder, entry, &note.source, &note.status))
            continue;
        bind_unknown_key(binder, entry, slot->path, keys, 3);
    }
    note.text = node_text(binder->reader, inner);
    if (note.source[0] != '\0' || note.status != STATUS_NONE)
        bind_assumption(binder, &note);
    return inner;
}

/* Whether the kind reads {value: ..., source: ...} itself. */
static bool reads_valued(enum field_kind kind, const struct node *node)
{
    if (kind == FIELD_BANDS)
        return node_is_valued(node) && node_find(node, "value")->value->kind != NODE_SEQUENCE;
    return kind == FIELD_QUANTITY || kind == FIELD_RECORD || kind == FIELD_MAP;
}

static void bind_field(struct binder *binder, const struct slot *slot)
{
    enum field_kind kind = slot->field->kind;
    struct slot inner = *slot;

    if (kind == FIELD_FILES) {
        reader_error(binder->reader, slot->node->place, "give an overlay as +FILE",
                     "`extends` stands in a file, at the top");
        return;
    }
    if (!reads_valued(kind, slot->node) && node_is_valued(slot->node))
        inner.node = unwrap(binder, slot);
    if (node_is_null(inner.node)) {
        reader_error(binder->reader, inner.node->place, example_of(binder, slot->field), "`%s` has no value",
                     slot->field->key);
        return;
    }
    set_bool(slot->base, slot->field->given_offset, true);
    binder_of(kind)(binder, &inner);
}

bool bind_misspelt(const struct record *record, const struct node *node, const char *key)
{
    for (size_t i = 0; node != NULL && node->kind == NODE_MAPPING && i < node->n; i++) {
        const char *other = node->entries[i].key;
        if (record_find(record, other) == NULL && text_distance(key, other, 2) <= 2)
            return true;
    }
    return false;
}

static void require_fields(struct binder *binder, const struct record *record, const struct node *node,
                           struct place place, const char *path)
{
    for (size_t i = 0; i < record->n; i++) {
        const struct field *field = &record->fields[i];
        if (!(field->flags & FIELD_REQUIRED) || node_find(node, field->key) != NULL ||
            bind_misspelt(record, node, field->key))
            continue;
        reader_error(binder->reader, place, example_of(binder, field), "%s needs `%s`",
                     path[0] == '\0' ? "the scenario" : path, field->key);
    }
}

static void bind_record(struct binder *binder, const struct record *record, const struct node *node, struct place place,
                        char *base, const char *path)
{
    bind_defaults(binder, record, base, path);
    set_place(base, record->place_offset, place);
    set_bool(base, record->given_offset, true);
    for (size_t i = 0; i < node->n; i++) {
        const struct node_entry *entry = &node->entries[i];
        struct slot slot = {.field = record_find(record, entry->key), .node = entry->value, .base = base};
        slot.path = bind_path(binder, path, entry->key);
        if (slot.field == NULL)
            unknown_field(binder, record, node, entry, path);
        else
            bind_field(binder, &slot);
    }
    require_fields(binder, record, node, place, path);
}

static const struct node *names_at(const struct node *tree, const char *outer, const char *inner)
{
    const struct node_entry *entry = node_find(tree, outer);

    if (entry != NULL && inner != NULL)
        entry = node_find(entry->value, inner);
    return entry != NULL && entry->value->kind == NODE_MAPPING ? entry->value : NULL;
}

void bind_scenario(struct binder *binder, const struct node *tree, struct bound_scenario *root)
{
    binder->names[REFERENCE_STREAM] = names_at(tree, "streams", NULL);
    binder->names[REFERENCE_POOL] = names_at(tree, "pools", NULL);
    binder->names[REFERENCE_RULE] = names_at(tree, "contingent", NULL);
    binder->names[REFERENCE_FACTOR] = names_at(tree, "factors", NULL);
    binder->names[REFERENCE_ADMINISTRATIVE] = names_at(tree, "regimes", "administrative");
    binder->names[REFERENCE_JUDICIAL] = names_at(tree, "regimes", "judicial");
    bind_record(binder, fields_root(), tree, tree->place, (char *)root, "");
}
