/* Tree -> structs, driven by the table of fields. One function a kind of field. */
#ifndef SCENARIO_BIND_H
#define SCENARIO_BIND_H

#include "scenario/fields.h"
#include "scenario/node.h"

enum { NAME_BYTES_MAX = 64 };

struct binder {
    struct reader *reader;
    const struct node *names[REFERENCES]; /* the mapping whose keys are the names; NULL when there is none */
    size_t n_assumptions, assumptions_capacity;
    const struct quantity **assumptions;
    size_t n_stated, stated_capacity;
    struct stated_quantity *stated;
};

/* A value on its way into its struct. */
struct slot {
    const struct field *field;
    const struct node *node;
    const char *path; /* "streams.family.effort" */
    char *base;       /* the struct of the record it stands in */
};

/* Where the field's value goes. */
void *slot_target(const struct slot *slot);

/* Fills `root` from the merged tree: every field has its value or its default afterwards, whatever errors were
 * reported. */
void bind_scenario(struct binder *binder, const struct node *tree, struct bound_scenario *root);

/* Sets every field of a record to its default. */
void bind_defaults(struct binder *binder, const struct record *record, char *base, const char *path);

void bind_quantity(struct binder *binder, const struct slot *slot);
/* A quantity that has no key of its own, such as a share in a list: not among those that can be searched or varied. */
bool bind_part_quantity(struct binder *binder, const struct slot *slot, struct quantity *quantity);
void bind_distribution(struct binder *binder, const struct slot *slot);
void bind_order(struct binder *binder, const struct slot *slot);
void bind_name_series(struct binder *binder, const struct slot *slot);
void bind_reference(struct binder *binder, const struct slot *slot);
void bind_past(struct binder *binder, const struct slot *slot);
void bind_number(struct binder *binder, const struct slot *slot);
void bind_integer(struct binder *binder, const struct slot *slot);
void bind_text(struct binder *binder, const struct slot *slot);
void bind_name(struct binder *binder, const struct slot *slot);
void bind_date(struct binder *binder, const struct slot *slot);
void bind_dates(struct binder *binder, const struct slot *slot);
void bind_period(struct binder *binder, const struct slot *slot);
void bind_bool(struct binder *binder, const struct slot *slot);
void bind_enum(struct binder *binder, const struct slot *slot);
void bind_profile(struct binder *binder, const struct slot *slot);
void bind_target(struct binder *binder, const struct slot *slot);
void bind_node(struct binder *binder, const struct slot *slot);

/* ---- shared by them ---- */

/* The path of a key within that of its mapping: "streams.family.effort". */
const char *bind_path(struct binder *binder, const char *path, const char *key);

/* "`key` takes a date such as ..., not a list." */
void bind_refuse_kind(struct binder *binder, const struct slot *slot, const struct node *node);

/* The text of a scalar, or NULL after an error. */
const char *bind_scalar(struct binder *binder, const struct slot *slot, const struct node *node);

/* An amount in the field's unit, within its range. */
bool bind_amount(struct binder *binder, const struct slot *slot, const struct node *node, double *value);

/* An amount within a range of its own, called `key`. */
bool bind_amount_in(struct binder *binder, const struct node *node, const char *key, enum unit unit, double minimum,
                    double maximum, double *value);

/* A date between 1900 and 2200. */
bool bind_day(struct binder *binder, const char *text, struct place place, int *day);

/* A word of a list that ends with NULL: its index, or -1 after an error. */
int bind_word(struct binder *binder, const struct slot *slot, const struct node *node, const char *const *names);

/* The index of a name that is referred to, or -1 after an error. */
int bind_lookup(struct binder *binder, enum reference reference, const char *name, struct place place);

/* Reads `source` and `status` of a mapping; false when the key is neither. */
bool bind_provenance(struct binder *binder, const struct node_entry *entry, const char **source,
                     enum value_status *status);

/* Refuses a key that a mapping does not have, with the ones it has. */
void bind_unknown_key(struct binder *binder, const struct node_entry *entry, const char *where, const char *const *keys,
                      size_t n);

/* Whether a mapping has a key that is none of the record's and nearly this one: then the key is misspelt and not
 * missing. */
bool bind_misspelt(const struct record *record, const struct node *node, const char *key);

/* Keeps a copy of a quantity for assumptions.csv. */
void bind_assumption(struct binder *binder, const struct quantity *quantity);

/* Keeps a copy of a quantity for searches. */
void bind_stated(struct binder *binder, const struct slot *slot, const struct quantity *quantity);

/* A node as one line of YAML. */
const char *node_text(struct reader *reader, const struct node *node);

/* Whether a text is a name: [a-z][a-z0-9_]*, also with - when `hyphens`, and not too long. */
bool name_is_valid(const char *text, bool hyphens);

/* The entries of a dated mapping by date; also of a plain value, as one entry for ever. NULL after errors or without
 * memory. */
struct dated_node {
    int date;
    const struct node *node;
};
struct dated_node *bind_dated(struct binder *binder, const struct node *node, size_t *n);

#endif
