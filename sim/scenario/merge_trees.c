#include <ctype.h>
#include <string.h>

#include "scenario/fields.h"
#include "scenario/merge.h"

static const struct node *merge_record(struct reader *reader, const struct record *record, const struct node *lower,
                                       const struct node *upper);

/* Whether a mapping stands for a record, and not for a value by date or with its source. */
static bool is_record_form(const struct node *node)
{
    return node->kind == NODE_MAPPING && !node_is_dated(node) && !node_is_valued(node);
}

/* What an upper element goes on top of: a share written short becomes the mapping it stands for. */
static const struct node *unfold(struct reader *reader, const struct record *record, const struct node *lower)
{
    struct node *mapping;

    if (lower == NULL || is_record_form(lower) || record->shorthand == NULL || record->shorthand_only)
        return lower;
    mapping = node_new_mapping(reader, lower->place);
    if (mapping == NULL || !node_append(reader, mapping, record->shorthand, lower->place, lower))
        return lower;
    return mapping;
}

static const struct node *without_lower(struct reader *reader, const struct node *lower, struct place place)
{
    return lower != NULL && lower->kind == NODE_MAPPING ? lower : node_new_mapping(reader, place);
}

static struct node *copy_mapping(struct reader *reader, const struct node *lower, const struct node *upper)
{
    const struct node *from = without_lower(reader, lower, upper->place);
    struct node *copy = node_new_mapping(reader, from == NULL ? upper->place : from->place);

    for (size_t i = 0; copy != NULL && from != NULL && i < from->n; i++) {
        if (!node_append(reader, copy, from->entries[i].key, from->entries[i].place, from->entries[i].value))
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

static const char *nearest_key(struct reader *reader, const struct node *mapping, const char *key)
{
    const char **names = reader_alloc(reader, mapping->n, sizeof *names);

    if (names == NULL)
        return NULL;
    for (size_t i = 0; i < mapping->n; i++)
        names[i] = mapping->entries[i].key;
    return reader_suggest(reader, key, mapping->n, names, NULL);
}

/* Puts `value` over an entry, or adds it; null takes the entry away. */
static void put_entry(struct reader *reader, struct node *mapping, const struct node_entry *upper,
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
        (void)node_append(reader, mapping, upper->key, upper->place, value);
        return;
    }
    reader_warning(reader, upper->place,
                   isdigit((unsigned char)upper->key[0]) ? "inside braces a comma ends a value: a decimal mark is a point, thousands have none"
                                                         : nearest_key(reader, mapping, upper->key),
                   "%s is empty, and nothing below gives it a value that this could remove",
                   reader_quote(reader, upper->key));
}

static bool is_one_of(const char *key, const char *const names[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(key, names[i]) == 0)
            return true;
    }
    return false;
}

/* Whether only something about a value is given: by --set one part, as in `pools.asylum.fte.value=1600 fte`; in a file
 * how uncertain or interpolated it is. A file's mapping with `value` replaces, since its source is its own. */
static bool is_value_part(const struct node *upper)
{
    static const char *const parts[] = {"uncertain", "interpolate", "source", "status", "value"};
    bool telling = false;

    if (upper->kind != NODE_MAPPING || upper->n == 0)
        return false;
    if (upper->implied)
        return is_one_of(upper->entries[0].key, parts, 5);
    for (size_t i = 0; i < upper->n; i++) {
        if (!is_one_of(upper->entries[i].key, parts, 4))
            return false;
        telling = telling || is_one_of(upper->entries[i].key, parts, 2);
    }
    return telling;
}

/* A part changes alone: the rest of the value stays as it is. */
static const struct node *merge_part(struct reader *reader, const struct node *lower, const struct node *upper)
{
    struct node *merged;

    if (lower == NULL || !is_value_part(upper))
        return upper;
    if (node_is_valued(lower)) {
        merged = copy_mapping(reader, lower, upper);
    } else {
        merged = node_new_mapping(reader, lower->place);
        if (merged != NULL && !node_append(reader, merged, "value", lower->place, lower))
            return NULL;
    }
    for (size_t i = 0; merged != NULL && i < upper->n; i++)
        put_entry(reader, merged, &upper->entries[i], upper->entries[i].value);
    return merged;
}

static const struct node *merge_element(struct reader *reader, const struct record *record, const struct node *lower,
                                        const struct node *upper)
{
    if (!is_record_form(upper) || record->shorthand_only)
        return merge_part(reader, lower, upper);
    return merge_record(reader, record, unfold(reader, record, lower), upper);
}

/* --set changes what exists: a misspelt name must not make a new pool. */
static bool refuse_new_name(struct reader *reader, const struct record *record, const struct node *lower,
                            const struct node_entry *upper)
{
    if (!upper->value->implied || node_find(lower, upper->key) != NULL)
        return false;
    reader_error(reader, upper->place, nearest_key(reader, lower, upper->key),
                 "there is no %s to change: %s is not the name of %s",
                 strchr(record->title, ' ') == NULL ? record->title : strchr(record->title, ' ') + 1,
                 reader_quote(reader, upper->key), record->title);
    return true;
}

static const struct node *merge_map(struct reader *reader, const struct record *record, const struct node *lower,
                                    const struct node *upper)
{
    struct node *merged = copy_mapping(reader, lower, upper);

    for (size_t i = 0; merged != NULL && i < upper->n; i++) {
        const struct node_entry *entry = &upper->entries[i];
        const struct node_entry *below = node_find(merged, entry->key);
        const struct node *value;
        if (refuse_new_name(reader, record, merged, entry))
            continue;
        value = merge_element(reader, record, below == NULL ? NULL : below->value, entry->value);
        if (value != NULL)
            put_entry(reader, merged, entry, value);
    }
    return merged;
}

static const struct node *merge_field(struct reader *reader, const struct field *field, const struct node *lower,
                                      const struct node *upper)
{
    bool whole = field == NULL || (field->kind != FIELD_RECORD && field->kind != FIELD_MAP) || upper->kind != NODE_MAPPING;

    if (whole && upper->implied && lower != NULL && node_is_dated(lower) && node_is_dated(upper)) {
        reader_warning(reader, upper->entries[0].place,
                       "give all dates in one --set, as `{2024-01-01: ..., 2025-01-01: ...}`",
                       "this one date replaces the whole series");
    }
    if (whole)
        return merge_part(reader, lower, upper);
    if (field->kind == FIELD_MAP)
        return merge_map(reader, field->record, lower, upper);
    return merge_record(reader, field->record, lower, upper);
}

static const struct node *merge_record(struct reader *reader, const struct record *record, const struct node *lower,
                                       const struct node *upper)
{
    struct node *merged = copy_mapping(reader, lower, upper);

    for (size_t i = 0; merged != NULL && i < upper->n; i++) {
        const struct node_entry *entry = &upper->entries[i];
        const struct node_entry *below = node_find(merged, entry->key);
        const struct field *field = record_find(record, entry->key);
        const struct node *value = merge_field(reader, field, below == NULL ? NULL : below->value, entry->value);
        if (value != NULL)
            put_entry(reader, merged, entry, value);
    }
    return merged;
}

const struct node *merge_trees(struct reader *reader, const struct node *lower, const struct node *upper)
{
    return merge_record(reader, fields_root(), lower, upper);
}
