#include "output/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/schema_values.h"

void schema_write(FILE *out, const void *schema)
{
    json_dumpf(schema, out, JSON_INDENT(1) | JSON_REAL_PRECISION(10));
    fputc('\n', out);
}

/* ---- what an editor shows of a key ---- */

static void print_amount(FILE *out, enum unit unit, double value)
{
    const struct unit_info *info = unit_info(unit);
    fprintf(out, "%s%.10g%s", info->before, unit_is_percent(unit) ? value * 100 : value, info->after);
}

static void print_range(FILE *out, const struct field *field)
{
    const struct unit_info *info = unit_info(field->unit);
    bool own = field->minimum != 0 || field->maximum != 0;
    bool noun = strncmp(info->name, "a ", 2) == 0;
    fprintf(out, " %s %s, from ", noun ? "A" : "In", info->name + (noun ? 2 : 0));
    print_amount(out, field->unit, own ? field->minimum : info->minimum);
    fputs(" to ", out);
    print_amount(out, field->unit, own ? field->maximum : info->maximum);
    if ((field->kind == FIELD_QUANTITY || field->kind == FIELD_BANDS) && (field->flags & FIELD_CONSTANT) == 0) {
        fputs((field->flags & FIELD_CERTAIN) != 0   ? "; may change by date"
              : (field->flags & FIELD_UNDATED) != 0 ? "; may be uncertain"
                                                    : "; may change by date and be uncertain",
              out);
    }
    fputc('.', out);
}

static json_t *description(const struct field *field)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        return NULL;
    }
    fputs(field->doc, out);
    if (field->kind == FIELD_QUANTITY || field->kind == FIELD_BANDS || field->kind == FIELD_NUMBER || field->kind == FIELD_INTEGER) {
        print_range(out, field);
    }
    const char *example = field->example != NULL          ? field->example
                          : field->kind == FIELD_QUANTITY ? unit_info(field->unit)->example
                                                          : NULL;
    if (example != NULL) {
        fprintf(out, " For example `%s: %s`.", field->key, example);
    }
    if ((field->flags & FIELD_REQUIRED) != 0) {
        fputs(" Required.", out);
    }
    json_t *string = fclose(out) == 0 ? json_string(text) : NULL;
    free(text);
    return string;
}

/* ---- records ---- */

static json_t *record_object(struct schema *schema, const struct record *record, bool in_list);
static json_t *or_null(json_t *value);

/* One of a mapping or list: a mapping of keys, or the value that may stand in its place. */
static json_t *element(struct schema *schema, const struct record *record, bool in_list)
{
    if (record->shorthand == NULL) {
        return record_object(schema, record, in_list);
    }
    json_t *shorthand = schema_value(schema, record_find(record, record->shorthand));
    return record->shorthand_only ? shorthand : schema_either(shorthand, record_object(schema, record, in_list));
}

static json_t *map(struct schema *schema, const struct record *record, bool in_list)
{
    json_t *names = schema_ref("name");
    if (record->all_reserved) {
        names = json_pack("{s:[o, {s:{s:s}}]}", "allOf", names, "not", "const", "all");
    }
    json_t *value = element(schema, record, in_list);
    if (!in_list) {
        value = or_null(value);
    }
    return json_pack("{s:s, s:i, s:o, s:o}", "type", "object", "maxProperties", (int)record->most, "propertyNames", names,
                     "additionalProperties", value);
}

static json_t *list(struct schema *schema, const struct record *record)
{
    json_t *array =
        json_pack("{s:s, s:i, s:o}", "type", "array", "maxItems", (int)record->most, "items", element(schema, record, true));
    return schema_with_source(schema, array);
}

static json_t *value_of(struct schema *schema, const struct field *field, bool in_list)
{
    switch (field->kind) {
    case FIELD_RECORD:
        return record_object(schema, field->record, in_list);
    case FIELD_MAP:
        return map(schema, field->record, in_list);
    case FIELD_LIST:
        return list(schema, field->record);
    case FIELD_BANDS:
        return schema_either(schema_value(schema, field), list(schema, field->record));
    case FIELD_QUANTITY:
    case FIELD_FILES:
        return schema_value(schema, field);
    default:
        return schema_with_source(schema, schema_value(schema, field));
    }
}

static json_t *or_null(json_t *value)
{
    return schema_either(value, json_pack("{s:s}", "type", "null"));
}

/* The description stands beside the rest, and in draft-07 nothing may stand beside $ref: so the value goes into anyOf. */
static json_t *property(struct schema *schema, const struct field *field, bool in_list)
{
    json_t *value = value_of(schema, field, in_list);
    value = in_list ? json_pack("{s:[o]}", "anyOf", value) : or_null(value);
    json_t *whole = json_pack("{s:o}", "description", description(field));
    if (json_object_update(whole, value) != 0) {
        schema->builder.failed = 1;
    }
    json_decref(value);
    return whole;
}

static json_t *record_keys(struct schema *schema, const struct record *record, bool in_list)
{
    json_t *object = json_pack("{s:s, s:b}", "type", "object", "additionalProperties", 0);
    json_t *properties = json_put(&schema->builder, object, "properties", json_object()), *required = json_array();
    for (size_t i = 0; i < record->n; i++) {
        const struct field *field = &record->fields[i];
        json_put(&schema->builder, properties, field->key, property(schema, field, in_list));
        if (in_list && (field->flags & FIELD_REQUIRED) != 0) {
            json_push(&schema->builder, required, json_string(field->key));
        }
    }
    if (json_array_size(required) > 0) {
        json_put(&schema->builder, object, "required", required);
    } else {
        json_decref(required);
    }
    return object;
}

/* A definition named as the record is, "a clock rule" -> clock_rule. */
static json_t *record_object(struct schema *schema, const struct record *record, bool in_list)
{
    static const char *const articles[] = {"a ", "an ", "the "};
    char name[SCHEMA_NAME_SIZE];
    const char *title = record->title;
    for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++) {
        title += strncmp(title, articles[i], strlen(articles[i])) == 0 ? strlen(articles[i]) : 0;
    }
    snprintf(name, sizeof name, "%s", title);
    for (char *space = name; (space = strchr(space, ' ')) != NULL;) {
        *space = '_';
    }
    return schema_shared(schema, name, record_keys(schema, record, in_list));
}

json_t *schema_object(void)
{
    struct schema schema = {.definitions = json_object()};
    json_t *root = json_pack("{s:s, s:s, s:s}", "$schema", "http://json-schema.org/draft-07/schema#", "title", "A scenario of termijn",
                             "description", "A whole scenario, one that extends another, or an overlay.");
    schema_define_words(&schema);
    json_t *whole = record_keys(&schema, fields_root(), false);
    if (root == NULL || json_object_update(root, whole) != 0) {
        schema.builder.failed = 1;
    }
    json_decref(whole);
    json_put(&schema.builder, root, "definitions", schema.definitions);
    if (!schema.builder.failed) {
        return root;
    }
    json_decref(root);
    return NULL;
}
