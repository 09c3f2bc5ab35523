/* YAML as a tree in which every node and key knows its place. Nodes are never changed once read, so an alias shares the
 * node it names. */
#ifndef SCENARIO_NODE_H
#define SCENARIO_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "scenario/reader.h"

enum {
    NODE_DEPTH_MAX = 64,
    NODES_MAX = 500000,      /* of one source, every alias counted as what it stands for */
    NODE_ENTRIES_MAX = 5000 /* of one mapping */
};

enum node_kind { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING };

struct node;

struct node_entry {
    const char *key;
    struct place place; /* of the key */
    const struct node *value;
};

struct node {
    enum node_kind kind;
    struct place place;
    const char *text; /* scalar */
    bool quoted;      /* scalar that is text for certain, never null */
    bool implied;     /* mapping that --set made on the way to its key */
    size_t n;         /* items or entries */
    size_t capacity;
    size_t size; /* nodes in it, itself included, aliases expanded */
    struct node_entry *entries;
    const struct node **items;
};

/* Reads YAML of a source from its byte `start`, `shift` being the characters before it on the first line. NULL after
 * errors. */
const struct node *node_read(struct reader *reader, int source, size_t start, int shift);

/* `~`, `null` or nothing, unquoted. */
bool node_is_null(const struct node *node);
/* A mapping with at least one key, all of them dates. */
bool node_is_dated(const struct node *node);
/* A mapping that holds a value with its source: it has the key `value`. */
bool node_is_valued(const struct node *node);

/* The entry of a mapping, or NULL; NULL too when node is NULL or no mapping. */
const struct node_entry *node_find(const struct node *node, const char *key);

/* A new mapping, and an entry added to one that is being built; false (or NULL) without memory. */
struct node *node_new_mapping(struct reader *reader, struct place place);
bool node_append(struct reader *reader, struct node *mapping, const char *key, struct place place,
                 const struct node *value);

/* `12,5 fte` in braces is the value `12` and a key `5 fte` with nothing. Whether this key and value of a mapping that is being read are such a rest of
 * the value before them; then it is an error, and that value becomes what was meant. */
bool node_mends_comma(struct reader *reader, struct node *mapping, const char *key, struct place place, const struct node *value);

/* "a mapping", "a list", or the quoted scalar: for messages. */
const char *node_describe(struct reader *reader, const struct node *node);

#endif
