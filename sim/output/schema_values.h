/* The parts of the JSON Schema below a field: amounts, dates, distributions, orders. Internal to schema.c. */
#ifndef OUTPUT_SCHEMA_VALUES_H
#define OUTPUT_SCHEMA_VALUES_H

#include <jansson.h>
#include <stdbool.h>

#include "output/json.h"
#include "scenario/fields.h"

enum { SCHEMA_AMOUNT_SIZE = 80, SCHEMA_NAME_SIZE = 100 };

struct schema {
    struct json_builder builder;
    json_t *definitions; /* by name; borrowed from the whole */
};

/* A reference to a definition, which is there or will be. */
json_t *schema_ref(const char *name);

/* The definitions that depend on no field: texts, names, dates, periods, distributions, orders, provenance. */
void schema_define_words(struct schema *schema);

/* What a field of this kind takes, a record, mapping or list apart. Defines on the way what it refers to. */
json_t *schema_value(struct schema *schema, const struct field *field);

/* Either of two; takes both over. */
json_t *schema_either(json_t *one, json_t *other);

/* X, or {value: X, source: ..., status: ...}; takes X over. */
json_t *schema_with_source(struct schema *schema, json_t *value);

/* Makes a definition of a value, which is taken over, under the name or, when another has it, the name with a number; a reference to it. */
json_t *schema_shared(struct schema *schema, const char *name, json_t *value);

#endif
