#include "scenario/node.h"

#include <string.h>

bool node_is_null(const struct node *node)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};

    if (node->kind != NODE_SCALAR || node->quoted)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(node->text, words[i]) == 0)
            return true;
    }
    return false;
}

/* What looks like a date counts as one here, so that 2024-02-30 is refused as a date and not as a key. */
static bool looks_like_date(const char *text)
{
    static const char pattern[] = "dddd-dd-dd";

    if (strlen(text) != sizeof pattern - 1)
        return false;
    for (size_t i = 0; pattern[i] != '\0'; i++) {
        if (pattern[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != '-')
            return false;
    }
    return true;
}

bool node_is_dated(const struct node *node)
{
    if (node->kind != NODE_MAPPING || node->n == 0)
        return false;
    for (size_t i = 0; i < node->n; i++) {
        if (!looks_like_date(node->entries[i].key))
            return false;
    }
    return true;
}

bool node_is_valued(const struct node *node)
{
    return node_find(node, "value") != NULL;
}

const struct node_entry *node_find(const struct node *node, const char *key)
{
    if (node == NULL || node->kind != NODE_MAPPING)
        return NULL;
    for (size_t i = 0; i < node->n; i++) {
        if (strcmp(node->entries[i].key, key) == 0)
            return &node->entries[i];
    }
    return NULL;
}

struct node *node_new_mapping(struct reader *reader, struct place place)
{
    struct node *node = reader_alloc(reader, 1, sizeof *node);

    if (node != NULL)
        *node = (struct node){.kind = NODE_MAPPING, .place = place, .text = "", .size = 1};
    return node;
}

bool node_append(struct reader *reader, struct node *mapping, const char *key, struct place place,
                 const struct node *value)
{
    struct node_entry *entries =
        arena_grow(reader->arena, mapping->entries, mapping->n, &mapping->capacity, sizeof *entries);

    if (entries == NULL) {
        reader->out_of_memory = true;
        return false;
    }
    mapping->entries = entries;
    entries[mapping->n++] = (struct node_entry){.key = key, .place = place, .value = value};
    return true;
}

const char *node_describe(struct reader *reader, const struct node *node)
{
    if (node->kind == NODE_SEQUENCE)
        return "a list";
    if (node->kind == NODE_MAPPING)
        return "a mapping";
    return node->text[0] == '\0' ? "nothing" : reader_quote(reader, node->text);
}
