/* The part of the table of fields that says how the hours of a case change. */
#include "scenario/fields_parts.h"

/* clang-format off */

static const struct field batch_fields[] = {
    {.key = "size", .kind = FIELD_QUANTITY, .unit = UNIT_CASES, .flags = FIELD_REQUIRED | FIELD_POSITIVE, IN(struct batch_spec, size),
     .doc = "Workable cases of the class from which the whole gain is had.", .example = "200 cases"},
    {.key = "gain", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, .flags = FIELD_REQUIRED, IN(struct batch_spec, gain), RANGE(0, 0.95),
     .doc = "Share of the effort that it saves then.", .example = "20%"},
};
const struct record effort_batch_record = {
    RECORD("a batch", struct batch_spec, batch_fields), .place_offset = SET(struct batch_spec, place),
    .given_offset = SET(struct batch_spec, given)};

static const struct field change_fields[] = {
    {.key = "from", .kind = FIELD_DATE, .flags = FIELD_REQUIRED, IN(struct bound_effort_change, spec.from), .doc = "Its first day."},
    {.key = "until", .kind = FIELD_DATE, IN(struct bound_effort_change, spec.until), .fallback = INT_MAX,
     .doc = "Its last day; by default it lasts."},
    {.key = "multiply", .kind = FIELD_QUANTITY, .flags = FIELD_REQUIRED | FIELD_POSITIVE, IN(struct bound_effort_change, spec.multiply),
     RANGE(0, 1000), .doc = "Factor on the hours of a case; several changes multiply.", .example = "1.25"},
    {.key = "class", .kind = FIELD_WORD, IN(struct bound_effort_change, class_name),
     .doc = "The class it concerns; by default all.", .example = "syria"},
    {.key = "outcome", .kind = FIELD_WORD, IN(struct bound_effort_change, outcome),
     .doc = "The outcome it concerns; by default all.", .example = "refuse"},
};
const struct record effort_change_record = {
    RECORD("a change of effort", struct bound_effort_change, change_fields), .name_offset = SET(struct bound_effort_change, spec.name),
    .place_offset = SET(struct bound_effort_change, spec.place), .most = 1000};

static const struct field pressure_fields[] = {
    {.key = "from", .kind = FIELD_QUANTITY, .unit = UNIT_DAYS, .flags = FIELD_REQUIRED, IN(struct pressure_spec, from),
     .doc = "Work open in the pool, in days of its hours, up to which there is no pressure.", .example = "3 months"},
    {.key = "full", .kind = FIELD_QUANTITY, .unit = UNIT_DAYS, .flags = FIELD_REQUIRED, IN(struct pressure_spec, full),
     .doc = "Work open from which the pressure is full.", .example = "12 months"},
    {.key = "effort", .kind = FIELD_QUANTITY, .flags = FIELD_POSITIVE, IN(struct pressure_spec, effort), .fallback = 1, RANGE(0.05, 20),
     .doc = "Factor on the hours of a case under full pressure.", .example = "0.85"},
};
const struct record effort_pressure_record = {
    RECORD("a pressure", struct pressure_spec, pressure_fields), .place_offset = SET(struct pressure_spec, place),
    .given_offset = SET(struct pressure_spec, given)};

/* clang-format on */
