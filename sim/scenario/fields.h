/* The one table of fields: every key of the language, what it takes and what it means.
 *
 * It drives the reader (bind.c), overlays (merge.c), suggestions, the reference page and the JSON Schema. To walk it,
 * start at fields_root() and follow `record` of the fields whose kind has one. */
#ifndef SCENARIO_FIELDS_H
#define SCENARIO_FIELDS_H

#include <stddef.h>

#include "scenario/scenario_types.h"
#include "scenario/units.h"

enum field_kind {
    FIELD_FILES,            /* a file or a list of files; read before anything is bound */
    FIELD_QUANTITY,         /* struct quantity, in `unit` */
    FIELD_NUMBER,           /* double, in `unit` */
    FIELD_INTEGER,          /* int, in `unit` */
    FIELD_TEXT,             /* const char * */
    FIELD_NAME,             /* const char *: [a-z][a-z0-9_-]* */
    FIELD_DATE,             /* int */
    FIELD_DATES,            /* const int *, counted */
    FIELD_PERIOD,           /* struct period_spec */
    FIELD_LEGAL_PERIOD,     /* struct legal_period */
    FIELD_BOOL,             /* bool; `names` holds the words for false and true, or NULL for no and yes */
    FIELD_ENUM,             /* int-sized enum; `names` */
    FIELD_ENUM_SERIES,      /* struct name_series of `names` */
    FIELD_REFERENCE,        /* int, index of what it names */
    FIELD_REFERENCE_SERIES, /* struct name_series; `none` is -1 */
    FIELD_EVENT,            /* const struct node *: a link event, resolved when the parent's outcomes are known */
    FIELD_WORD,             /* const struct node *: a name of the stream's own, resolved with its classes */
    FIELD_DISTRIBUTION,     /* struct distribution */
    FIELD_ORDER,            /* struct order_series */
    FIELD_PROFILE,          /* double[]: a list of weights, 12 or `most` */
    FIELD_PAST,             /* const struct past_row *, counted: {file, column} */
    FIELD_TABLE,            /* const struct node *: the path of a table, read when the names in it are known */
    FIELD_LEVEL,            /* const struct node *: an amount in the unit of the measure beside it */
    FIELD_ENTITY,           /* const struct node *: a stream, pool:NAME or all */
    FIELD_TARGET,           /* struct target_spec, but for its name */
    FIELD_RECORD,           /* a struct in place; `record` */
    FIELD_MAP,              /* pointer to structs by name, counted; `record` */
    FIELD_LIST,             /* pointer to structs, counted; `record` */
    FIELD_BANDS             /* struct quantity, in `unit`; or in its place a list as FIELD_LIST, at `list_offset` */
};

enum field_flags {
    FIELD_REQUIRED = 1,  /* must be given where its parent is */
    FIELD_CONSTANT = 2,  /* one value: neither dated nor uncertain */
    FIELD_WHOLE = 4,     /* a whole number */
    FIELD_POSITIVE = 8,  /* over zero */
    FIELD_PRINTABLE = 16, /* text on one line */
    FIELD_CERTAIN = 32,   /* may change by date, but is known */
    FIELD_UNDATED = 64    /* one value, which may be uncertain */
};

/* What names refer to; the keys of a mapping of records may be such references too. */
enum reference {
    REFERENCE_NONE,
    REFERENCE_STREAM,
    REFERENCE_POOL,
    REFERENCE_RULE,
    REFERENCE_FACTOR,
    REFERENCE_ADMINISTRATIVE,
    REFERENCE_JUDICIAL,
    REFERENCE_EVENT, /* keys only */
    REFERENCES
};

struct record;
struct node;

struct field {
    const char *key;
    enum field_kind kind;
    enum unit unit;
    unsigned flags;
    size_t offset;            /* in the struct of its record */
    size_t count_offset;      /* of the size_t that counts, for what is counted */
    size_t list_offset;       /* of the pointer to the structs of FIELD_BANDS */
    size_t given_offset;      /* + 1, of a bool that is set when the key was given; 0 none */
    double fallback;          /* value when absent, in the unit kept (0.08 for 8%) */
    double minimum, maximum;  /* both 0: the unit's own range */
    size_t most;              /* weights of a profile; 0: 12 months */
    const char *const *names; /* ends with NULL */
    enum reference refers;
    const struct record *record;
    const char *doc;     /* one sentence */
    const char *example; /* as written; NULL: the unit's own */
};

struct record {
    const char *title; /* "a stream" */
    size_t size;
    size_t n;
    const struct field *fields;
    const char *shorthand; /* the key meant when a value stands in place of the mapping; NULL none */
    bool shorthand_only;   /* the mapping form does not exist */
    enum reference keys;   /* of a mapping of these: REFERENCE_NONE when they are new names */
    size_t name_offset;    /* + 1, of a const char *; 0 none */
    size_t place_offset;   /* + 1, of a struct place; 0 none */
    size_t given_offset;   /* + 1, of a bool; 0 none */
    size_t index_offset;   /* + 1, of the int that holds the index of the reference; 0 none */
    size_t most;           /* elements of a mapping or list of these */
    bool all_reserved;     /* `all` is no name for one of these: results use it for their sum */
};

/* ---- the structs that are filled first: the scenario's own, and what only the reader needs ---- */

struct bound_outcome {
    struct outcome_spec spec;
    struct place place;
};
struct bound_class {
    struct class_spec spec;
    size_t n_outcomes;
    struct bound_outcome *outcomes;
    struct place place;
};
struct bound_effort_change {
    struct effort_change_spec spec;
    const struct node *class_name, *outcome;
};
struct bound_opening_step {
    const char *name;
    double share;
    struct place place;
};
struct bound_opening {
    struct opening_spec spec;
    const struct node *table;
    size_t n_steps;
    struct bound_opening_step *steps;
};
struct bound_history {
    struct history_spec spec;
    const char *name;
};
struct bound_transfer {
    struct transfer_spec spec;
    const char *name;
    struct place place;
};
struct bound_stream {
    struct stream_spec spec; /* its classes and history are filled from the arrays below */
    struct quantity effort, effort_shape, effort_drift;
    struct batch_spec batch;
    size_t n_effort_changes;
    struct bound_effort_change *effort_changes;
    size_t n_outcomes;
    struct bound_outcome *outcomes;
    size_t n_classes;
    struct bound_class *classes;
    size_t n_history;
    struct bound_history *history;
    size_t n_transfers;
    struct bound_transfer *transfers;
    struct bound_opening opening;
};
struct bound_member {
    struct pool_member spec;
    const char *name;
    struct place place;
};
struct bound_pool {
    struct pool_spec spec;
    size_t n_members;
    struct bound_member *members;
};
struct bound_link {
    struct link_spec spec;
    const struct node *event;
    struct quantity mean, share;
};
struct bound_condition {
    struct condition_spec spec;
    const struct node *of, *above, *below;
};
struct bound_rule {
    struct rule_spec spec;
    struct bound_condition when, until;
    bool acts; /* `then` is given */
};
struct bound_scenario {
    struct scenario spec; /* first, so that offsets are the same */
    size_t n_pools;
    struct bound_pool *pools;
    size_t n_streams;
    struct bound_stream *streams;
    size_t n_links;
    struct bound_link *links;
    size_t n_rules;
    struct bound_rule *rules;
    const struct node *published; /* the path of the table */
};

/* The record of a whole scenario; its struct is a struct bound_scenario. */
const struct record *fields_root(void);

/* The field of a key, or NULL. */
const struct field *record_find(const struct record *record, const char *key);

/* What a kind takes, for messages: "a date", "a mapping of names". */
const char *field_takes(const struct field *field);

/* The words of the measures of contingent rules, in the order of enum rule_measure, ended by NULL. */
const char *const *rule_measure_names(void);

/* The words of link events, in the order of enum link_event, ended by NULL. */
const char *const *event_names(void);

#endif
