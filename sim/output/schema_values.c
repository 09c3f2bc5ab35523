#include "output/schema_values.h"

#include <stdio.h>
#include <string.h>

#include "scenario/targets.h"
#include "scenario/words.h"

#define NAME "[a-z][a-z0-9_]{0,63}"
#define DATE "(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
#define PERIOD_PART " *[0-9]+ *(day|week|month|year)s? *"

json_t *schema_ref(const char *name)
{
    return json_pack("{s:s+}", "$ref", "#/definitions/", name);
}

/* Adds a choice, or the choices that it consists of; takes it over. Not 0 without memory. */
static int add_choices(json_t *choices, json_t *value)
{
    json_t *own = json_object_size(value) == 1 ? json_object_get(value, "anyOf") : NULL;
    if (own == NULL) {
        return json_array_append_new(choices, value);
    }
    int status = json_array_extend(choices, own);
    json_decref(value);
    return status;
}

json_t *schema_either(json_t *one, json_t *other)
{
    json_t *choices = json_array();
    int first = add_choices(choices, one), second = add_choices(choices, other);
    if (first == 0 && second == 0) {
        return json_pack("{s:o}", "anyOf", choices);
    }
    json_decref(choices);
    return NULL;
}

json_t *schema_shared(struct schema *schema, const char *name, json_t *value)
{
    char full[SCHEMA_NAME_SIZE];
    const json_t *there;
    snprintf(full, sizeof full, "%s", name);
    for (int i = 2; (there = json_object_get(schema->definitions, full)) != NULL && !json_equal(there, value); i++) {
        snprintf(full, sizeof full, "%.80s_%d", name, i);
    }
    json_put(&schema->builder, schema->definitions, full, value);
    return schema_ref(full);
}

static json_t *valued(json_t *value)
{
    return json_pack("{s:s, s:b, s:[s], s:{s:o, s:o, s:o}}", "type", "object", "additionalProperties", 0, "required", "value",
                     "properties", "value", value, "source", schema_ref("source"), "status", schema_ref("status"));
}

json_t *schema_with_source(struct schema *schema, json_t *value)
{
    static const char prefix[] = "#/definitions/";
    char name[SCHEMA_NAME_SIZE];
    const char *ref = json_string_value(json_object_get(value, "$ref"));
    json_t *form = valued(json_incref(value));
    if (ref != NULL) {
        snprintf(name, sizeof name, "%.80s_with_source", ref + sizeof prefix - 1);
        form = schema_shared(schema, name, form);
    }
    return schema_either(value, form);
}

static json_t *text_like(const char *pattern)
{
    return json_pack("{s:s, s:s}", "type", "string", "pattern", pattern);
}

static json_t *words(const char *const *names)
{
    struct json_builder builder = {0};
    json_t *list = json_array();
    for (size_t i = 0; names[i] != NULL; i++) {
        json_push(&builder, list, json_string(names[i]));
    }
    if (!builder.failed) {
        return json_pack("{s:o}", "enum", list);
    }
    json_decref(list);
    return NULL;
}

/* X, or {2024-01-01: X, ...}. */
static json_t *by_date(const char *ref)
{
    return json_pack("{s:s, s:i, s:b, s:{s:o}}", "type", "object", "minProperties", 1, "additionalProperties", 0,
                     "patternProperties", "^" DATE "$", schema_ref(ref));
}

static void define(struct schema *schema, const char *name, json_t *value)
{
    json_put(&schema->builder, schema->definitions, name, value);
}

/* ---- amounts ---- */

static const char *const unit_names[UNITS] = {
    [UNIT_NONE] = "number",
    [UNIT_SHARE] = "share",
    [UNIT_CASES] = "cases",
    [UNIT_CASES_YEAR] = "cases_per_time",
    [UNIT_HOURS] = "hours",
    [UNIT_HOURS_YEAR] = "hours_per_time",
    [UNIT_DAYS] = "days",
    [UNIT_FTE] = "fte",
    [UNIT_HAZARD] = "hazard",
    [UNIT_GROWTH] = "growth",
    [UNIT_EURO] = "euros",
    [UNIT_EURO_DAY] = "euros_per_day",
    [UNIT_EURO_YEAR] = "euros_per_time",
    [UNIT_HEADS] = "heads",
    [UNIT_HEADS_MONTH] = "heads_per_time",
};

struct range {
    enum unit unit;
    double minimum, maximum;
    bool positive, whole;
};

static json_t *pure_number(const struct range *range, const char *pattern)
{
    json_t *number = json_pack("{s:s, s:f, s:f}", "type", "number", range->positive ? "exclusiveMinimum" : "minimum",
                               range->minimum, "maximum", range->maximum);
    if (range->whole && json_object_set_new(number, "multipleOf", json_integer(1)) != 0) {
        json_decref(number);
        return NULL;
    }
    return schema_either(number, text_like(pattern)); /* in quotes, too */
}

/* Defines an amount, pure numbers by their range; its name goes into `name`. */
static void define_amount(struct schema *schema, const struct range *range, char name[static SCHEMA_AMOUNT_SIZE])
{
    char pattern[AMOUNT_PATTERN_SIZE];
    bool negative = range->minimum < 0;
    amount_pattern(range->unit, negative, pattern);
    if (range->unit == UNIT_NONE) {
        snprintf(name, SCHEMA_AMOUNT_SIZE, "%s_%s%.10g_to_%.10g", range->whole ? "whole" : "number", range->positive ? "over_" : "",
                 range->minimum, range->maximum);
        define(schema, name, pure_number(range, pattern));
    } else {
        snprintf(name, SCHEMA_AMOUNT_SIZE, "%s%s", negative ? "signed_" : "", unit_names[range->unit]);
        define(schema, name, text_like(pattern));
    }
}

static struct range range_of(const struct field *field)
{
    const struct unit_info *info = unit_info(field->unit);
    bool own = field->minimum != 0 || field->maximum != 0;
    double minimum = own ? field->minimum : info->minimum;
    bool positive = (field->flags & FIELD_POSITIVE) != 0 && minimum <= 0;
    return (struct range){.unit = field->unit,
                          .minimum = positive ? 0 : minimum,
                          .maximum = own ? field->maximum : info->maximum,
                          .positive = positive,
                          .whole = (field->flags & FIELD_WHOLE) != 0 || field->kind == FIELD_INTEGER};
}

/* In an overlay the value may be left to what lies below, where its uncertainty or interpolation is given. */
static void allow_part(struct schema *schema, json_t *form)
{
    static const char *const enough[] = {"value", "uncertain", "interpolate"};
    json_t *choices = json_put(&schema->builder, form, "anyOf", json_array());
    for (size_t i = 0; i < sizeof enough / sizeof enough[0]; i++) {
        json_push(&schema->builder, choices, json_pack("{s:[s]}", "required", enough[i]));
    }
    json_object_del(form, "required");
}

/* An amount; by date; and either with what is known about it. */
static json_t *quantity(struct schema *schema, const struct field *field)
{
    const struct range range = range_of(field);
    bool undated = (field->flags & (FIELD_CONSTANT | FIELD_UNDATED)) != 0, certain = (field->flags & (FIELD_CONSTANT | FIELD_CERTAIN)) != 0;
    char amount[SCHEMA_AMOUNT_SIZE], name[SCHEMA_NAME_SIZE];
    define_amount(schema, &range, amount);
    snprintf(name, sizeof name, "%s%s", amount, undated ? (certain ? "_constant" : "_undated") : certain ? "_known" : "_quantity");
    if (json_object_get(schema->definitions, name) == NULL) {
        json_t *plain = undated ? schema_ref(amount) : schema_either(schema_ref(amount), by_date(amount));
        json_t *form = valued(json_incref(plain)), *properties = json_object_get(form, "properties");
        json_put(&schema->builder, properties, "interpolate", words(interpolation_names));
        if (!certain) {
            json_put(&schema->builder, properties, "uncertain", schema_ref("uncertain"));
            allow_part(schema, form);
        }
        define(schema, name, schema_either(plain, form));
    }
    return schema_ref(name);
}

static json_t *amount(struct schema *schema, const struct field *field)
{
    const struct range range = range_of(field);
    char name[SCHEMA_AMOUNT_SIZE];
    define_amount(schema, &range, name);
    return schema_ref(name);
}

/* A weight, a loading: a pure number of the language's own range. */
static json_t *number(struct schema *schema, double minimum, double maximum)
{
    const struct range range = {.unit = UNIT_NONE, .minimum = minimum, .maximum = maximum};
    char name[SCHEMA_AMOUNT_SIZE];
    define_amount(schema, &range, name);
    return schema_ref(name);
}

static json_t *unit_amount(struct schema *schema, enum unit unit, bool negative)
{
    const struct range range = {.unit = unit, .minimum = negative ? -1 : 0};
    char name[SCHEMA_AMOUNT_SIZE];
    define_amount(schema, &range, name);
    return schema_ref(name);
}

/* ---- uncertainty and distributions ---- */

/* Of these keys exactly one. */
static void add_choice(struct schema *schema, json_t *choices, const char *key)
{
    json_push(&schema->builder, choices, json_pack("{s:[s]}", "required", key));
}

static void define_uncertain(struct schema *schema)
{
    json_t *properties = json_object(), *choices = json_array();
    for (size_t i = 0; uncertainty_names[i] != NULL; i++) {
        bool corners = i == UNCERTAIN_TRIANGULAR - UNCERTAIN_NORMAL;
        json_t *width = unit_amount(schema, UNIT_SHARE, corners);
        if (corners) {
            width = json_pack("{s:s, s:o, s:i, s:i}", "type", "array", "items", width, "minItems", 3, "maxItems", 3);
        }
        json_put(&schema->builder, properties, uncertainty_names[i], width);
        add_choice(schema, choices, uncertainty_names[i]);
    }
    json_put(&schema->builder, properties, "factor", schema_ref("name"));
    json_put(&schema->builder, properties, "loading", number(schema, -1, 1));
    define(schema, "uncertain",
           json_pack("{s:s, s:s, s:b, s:o, s:o}", "description",
                     "How uncertain the value is, relative to it; drawn once in each simulated future.", "type", "object",
                     "additionalProperties", 0, "properties", properties, "oneOf", choices));
}

static json_t *shape(struct schema *schema, enum distribution_shape kind)
{
    const char *names[DISTRIBUTION_PARAMETERS_MAX];
    size_t n = distribution_parameters(kind, names);
    if (kind == DISTRIBUTION_FIXED) {
        return unit_amount(schema, UNIT_DAYS, false);
    }
    json_t *object = json_pack("{s:s, s:b}", "type", "object", "additionalProperties", 0);
    if (kind == DISTRIBUTION_TABLE) {
        char pattern[AMOUNT_PATTERN_SIZE];
        amount_pattern(UNIT_DAYS, false, pattern);
        json_put(&schema->builder, object, "minProperties", json_integer(1));
        json_put(&schema->builder, object, "patternProperties", json_pack("{s:o}", pattern, unit_amount(schema, UNIT_SHARE, false)));
        return object;
    }
    json_t *properties = json_put(&schema->builder, object, "properties", json_object());
    json_t *required = json_put(&schema->builder, object, "required", json_array());
    for (size_t i = 0; i < n; i++) {
        json_put(&schema->builder, properties, names[i], unit_amount(schema, UNIT_DAYS, false));
        json_push(&schema->builder, required, json_string(names[i]));
    }
    return object;
}

static void define_distribution(struct schema *schema)
{
    json_t *properties = json_object(), *choices = json_array();
    for (int kind = DISTRIBUTION_FIXED; kind <= DISTRIBUTION_TABLE; kind++) {
        const char *name = distribution_name((enum distribution_shape)kind);
        json_put(&schema->builder, properties, name, shape(schema, (enum distribution_shape)kind));
        add_choice(schema, choices, name);
    }
    json_put(&schema->builder, properties, "minimum", unit_amount(schema, UNIT_DAYS, false));
    json_put(&schema->builder, properties, "source", schema_ref("source"));
    json_put(&schema->builder, properties, "status", schema_ref("status"));
    define(schema, "distribution",
           json_pack("{s:s, s:s, s:b, s:o, s:o}", "description", "A distribution of days, of one shape.", "type", "object",
                     "additionalProperties", 0, "properties", properties, "oneOf", choices));
}

/* ---- the rest ---- */

static void define_order(struct schema *schema)
{
    static const struct field share = {.kind = FIELD_QUANTITY, .unit = UNIT_SHARE, .flags = FIELD_UNDATED, .maximum = 1};
    json_t *parts = json_object();
    for (size_t i = 0; order_names[i] != NULL; i++) {
        json_put(&schema->builder, parts, order_names[i], quantity(schema, &share));
    }
    json_t *part = json_pack("{s:s, s:b, s:i, s:i, s:o}", "type", "object", "additionalProperties", 0, "minProperties", 1,
                             "maxProperties", 1, "properties", parts);
    json_t *list = json_pack("{s:s, s:i, s:i, s:o}", "type", "array", "minItems", 1, "maxItems", 100, "items", part);
    define(schema, "order_mix", schema_either(words(order_names), list));
    define(schema, "order", schema_either(schema_ref("order_mix"), by_date("order_mix")));
}

static void define_target(struct schema *schema)
{
    char pattern[1500] = "^ *(";
    for (size_t i = 0; i < target_measures(); i++) {
        size_t used = strlen(pattern);
        snprintf(pattern + used, sizeof pattern - used, "%s%s", i == 0 ? "" : "|", target_measure(i)->name);
    }
    size_t used = strlen(pattern);
    snprintf(pattern + used, sizeof pattern - used,
             ") +of +(pool:|rule:)?" NAME " +(>=|<=) +[^ ].* (in +[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?|at +" DATE ") *$");
    define(schema, "target", text_like(pattern));
}

static void define_period(struct schema *schema)
{
    define(schema, "period_text", text_like("^" PERIOD_PART "([+]" PERIOD_PART ")*$"));
    define(schema, "period",
           schema_either(schema_ref("period_text"),
                         json_pack("{s:s, s:b, s:[s], s:{s:o, s:o}}", "type", "object", "additionalProperties", 0, "required",
                                   "length", "properties", "length", schema_ref("period_text"), "weekend_rule",
                                   schema_ref("yes_or_no"))));
}

void schema_define_words(struct schema *schema)
{
    static const char *const yes_no[] = {"no", "yes", "false", "true", NULL};
    define(schema, "text", json_pack("{s:[s,s,s]}", "type", "string", "number", "boolean"));
    define(schema, "source", json_pack("{s:s, s:[s,s,s]}", "description", "Where the value comes from.", "type", "string", "number",
                                       "boolean"));
    define(schema, "status", words(status_names));
    define(schema, "name", text_like("^" NAME "$"));
    define(schema, "id", text_like("^[a-z][a-z0-9_-]{0,63}$"));
    define(schema, "entity", text_like("^(pool:)?" NAME "$"));
    define(schema, "date", text_like("^" DATE "$"));
    define(schema, "yes_or_no", schema_either(json_pack("{s:s}", "type", "boolean"), words(yes_no)));
    define_uncertain(schema);
    define_distribution(schema);
    define_order(schema);
    define_target(schema);
    define_period(schema);
}

static json_t *series_of_words(struct schema *schema, const struct field *field)
{
    char name[64];
    snprintf(name, sizeof name, "%s_word", field->key);
    define(schema, name, words(field->names));
    return schema_either(schema_ref(name), by_date(name));
}

static json_t *profile(struct schema *schema, const struct field *field)
{
    const int n = field->most == 0 ? 12 : (int)field->most;
    return json_pack("{s:s, s:i, s:i, s:o}", "type", "array", "minItems", n, "maxItems", n, "items", number(schema, 0, 1e6));
}

static json_t *past(void)
{
    return json_pack("{s:s, s:b, s:[s,s], s:{s:o, s:o}}", "type", "object", "additionalProperties", 0, "required", "file",
                     "column", "properties", "file", schema_ref("text"), "column", schema_ref("text"));
}

json_t *schema_value(struct schema *schema, const struct field *field)
{
    switch (field->kind) {
    case FIELD_FILES:
        return schema_either(schema_ref("text"), json_pack("{s:s, s:o}", "type", "array", "items", schema_ref("text")));
    case FIELD_QUANTITY:
    case FIELD_BANDS: /* the value in place of the list */
        return quantity(schema, field);
    case FIELD_NUMBER:
    case FIELD_INTEGER:
        return amount(schema, field);
    case FIELD_NAME:
        return schema_ref("id");
    case FIELD_DATE:
        return schema_ref("date");
    case FIELD_DATES:
        return json_pack("{s:s, s:o}", "type", "array", "items", schema_ref("date"));
    case FIELD_PERIOD:
    case FIELD_LEGAL_PERIOD:
        return schema_ref("period");
    case FIELD_BOOL:
        return field->names == NULL ? schema_ref("yes_or_no") : words(field->names);
    case FIELD_ENUM:
        return words(field->names);
    case FIELD_ENUM_SERIES:
        return series_of_words(schema, field);
    case FIELD_REFERENCE_SERIES:
        return schema_either(schema_ref("name"), by_date("name"));
    case FIELD_REFERENCE:
    case FIELD_EVENT:
    case FIELD_WORD:
        return schema_ref("name");
    case FIELD_DISTRIBUTION:
        return schema_ref("distribution");
    case FIELD_ORDER:
        return schema_ref("order");
    case FIELD_PROFILE:
        return profile(schema, field);
    case FIELD_PAST:
        return past();
    case FIELD_ENTITY:
        return schema_ref("entity");
    case FIELD_TARGET:
        return schema_ref("target");
    case FIELD_TEXT:
    case FIELD_TABLE:
    case FIELD_LEVEL:
        return schema_ref("text");
    case FIELD_RECORD:
    case FIELD_MAP:
    case FIELD_LIST:
        break; /* the caller's; a new kind has no default here, so that the compiler asks for it */
    }
    return NULL;
}
