/* The table of fields: contingent rules. */
#include "scenario/fields_parts.h"

static const char *const measure_names[] = {"open",         "overdue",      "open_over_6m", "open_over_12m", "open_over_15m",
                                            "open_over_21m", "inflow",      "decisions",    "notices",       "late_appeals",
                                            "court_orders", "timeliness",   "work_open",    "work_months",   NULL};

const char *const *rule_measure_names(void)
{
    return measure_names;
}

/* clang-format off */

/* ---- conditions ---- */

#define OF {.key = "of", .kind = FIELD_ENTITY, IN(struct bound_condition, of), \
     .doc = "The stream, pool:NAME (of work_open and work_months) or all.", .example = "asylum_track4"}
#define ABOVE {.key = "above", .kind = FIELD_LEVEL, IN(struct bound_condition, above), \
     .doc = "It holds while the measure is over this.", .example = "80000 cases"}
#define BELOW {.key = "below", .kind = FIELD_LEVEL, IN(struct bound_condition, below), \
     .doc = "It holds while the measure is under this.", .example = "60000 cases"}
#define FOR {.key = "for", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, IN(struct bound_condition, spec.days), .fallback = 1, RANGE(1, 3660), \
     .doc = "Evenings in a row on which it must hold.", .example = "30 days"}
#define OVER {.key = "over", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, IN(struct bound_condition, spec.over), RANGE(1, 3660), \
     .doc = "Days that flows are summed over, today's included; by default 30.", .example = "30 days"}

static const struct field when_fields[] = {
    {.key = "measure", .kind = FIELD_ENUM, .flags = FIELD_REQUIRED, IN(struct bound_condition, spec.measure), .fallback = -1,
     .names = measure_names, .doc = "What is looked at every evening.", .example = "open"},
    OF, ABOVE, BELOW, FOR, OVER,
};
static const struct record when_record = {
    RECORD("a condition", struct bound_condition, when_fields), .given_offset = SET(struct bound_condition, spec.given),
    .place_offset = SET(struct bound_condition, spec.place)};

static const struct field until_fields[] = {
    {.key = "measure", .kind = FIELD_ENUM, IN(struct bound_condition, spec.measure), .fallback = -1,
     .names = measure_names, .doc = "What is looked at every evening of the action; by default that of `when`.", .example = "open"},
    OF, ABOVE, BELOW, FOR, OVER,
    {.key = "after", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, IN(struct bound_condition, spec.after), RANGE(0, 3660),
     .doc = "Days between the evening on which that is so and the first day without the action.", .example = "30 days"},
};
static const struct record until_record = {
    RECORD("a condition", struct bound_condition, until_fields), .given_offset = SET(struct bound_condition, spec.given),
    .place_offset = SET(struct bound_condition, spec.place)};

/* ---- what it changes ---- */

static const struct field fte_fields[] = {
    {.key = "multiply", .kind = FIELD_QUANTITY, IN(struct pool_change_spec, fte_multiply), .fallback = 1, RANGE(0, 1000),
     .doc = "Factor on the fte.", .example = "1.2"},
    {.key = "add", .kind = FIELD_QUANTITY, .unit = UNIT_FTE, IN(struct pool_change_spec, fte_add), RANGE(-1e6, 1e6),
     .doc = "Added after the factors.", .example = "100 fte"},
};
static const struct record fte_record = {
    RECORD("a change of fte", struct pool_change_spec, fte_fields)};

static const struct field extra_staff_fields[] = {
    {.key = "hire", .kind = FIELD_QUANTITY, .unit = UNIT_HEADS, IN(struct pool_change_spec, hire),
     .doc = "Own staff that joins on the first day, as those who are hired do, and stays.", .example = "40 heads"},
    {.key = "external", .kind = FIELD_QUANTITY, .unit = UNIT_HEADS, IN(struct pool_change_spec, external),
     .doc = "External staff that joins on the first day and leaves when the action ends.", .example = "60 heads"},
};
static const struct record extra_staff_record = {
    RECORD("extra staff", struct pool_change_spec, extra_staff_fields)};

static const struct field pool_change_fields[] = {
    {.key = "fte", .kind = FIELD_RECORD, .record = &fte_record,
     .doc = "More or less staff, in a pool that states fte.", .example = "{add: 100 fte}"},
    {.key = "staff", .kind = FIELD_RECORD, .record = &extra_staff_record,
     .doc = "Extra heads, in a pool that states staff.", .example = "{external: 60 heads}"},
    {.key = "allocation", .kind = FIELD_ENUM, IN(struct pool_change_spec, allocation), .fallback = -1, .names = allocation_names,
     .doc = "How the pool's hours are divided meanwhile.", .example = "earliest_deadline"},
};
static const struct record pool_change_record = {
    RECORD("a change of a pool", struct pool_change_spec, pool_change_fields), .keys = REFERENCE_POOL,
    .name_offset = SET(struct pool_change_spec, name), .place_offset = SET(struct pool_change_spec, place),
    .index_offset = SET(struct pool_change_spec, pool), .most = 1000};

#define MULTIPLY(member) {.key = "multiply", .kind = FIELD_QUANTITY, .flags = FIELD_REQUIRED, IN(struct stream_change_spec, member), \
     .fallback = 1, RANGE(0, 1000), .doc = "Factor while the action holds.", .example = "0.8"}
static const struct field inflow_change_fields[] = {MULTIPLY(inflow)};
static const struct record inflow_change_record = {RECORD("a change of inflow", struct stream_change_spec, inflow_change_fields)};
static const struct field effort_change_fields[] = {MULTIPLY(effort)};
static const struct record effort_factor_record = {RECORD("a change of effort", struct stream_change_spec, effort_change_fields)};
static const struct field capacity_change_fields[] = {MULTIPLY(capacity)};
static const struct record capacity_change_record = {RECORD("a change of capacity", struct stream_change_spec, capacity_change_fields)};

static const struct field extension_fields[] = {
    {.key = "received_from", .kind = FIELD_DATE, IN(struct stream_change_spec, clock.received_from), .fallback = SCENARIO_ALWAYS,
     .doc = "First received date it applies to; by default no limit."},
    {.key = "received_until", .kind = FIELD_DATE, IN(struct stream_change_spec, clock.received_until), .fallback = INT_MAX,
     .doc = "Last received date it applies to; by default no limit."},
    {.key = "applies_to", .kind = FIELD_ENUM, .flags = FIELD_REQUIRED, IN(struct stream_change_spec, clock.applies_to),
     .names = applies_names, .doc = "As in the clock's rules.", .example = "open_not_overdue"},
    {.key = "period", .kind = FIELD_LEGAL_PERIOD, .flags = FIELD_REQUIRED, IN(struct stream_change_spec, clock.period),
     .doc = "The legal period it gives.", .example = "15 months"},
};
static const struct record extension_record = {
    RECORD("a clock rule", struct stream_change_spec, extension_fields), .given_offset = SET(struct stream_change_spec, redates)};

static const struct field stream_change_fields[] = {
    {.key = "inflow", .kind = FIELD_RECORD, .record = &inflow_change_record,
     .doc = "More or less inflow of its own.", .example = "{multiply: 0}"},
    {.key = "effort", .kind = FIELD_RECORD, .record = &effort_factor_record,
     .doc = "Other hours for a case.", .example = "{multiply: 0.8}"},
    {.key = "capacity", .kind = FIELD_RECORD, .record = &capacity_change_record,
     .doc = "More or less of a stated capacity.", .example = "{multiply: 1.2}"},
    {.key = "order", .kind = FIELD_ORDER, IN(struct stream_change_spec, order),
     .doc = "How the next case is picked meanwhile.", .example = "earliest_deadline"},
    {.key = "clock", .kind = FIELD_RECORD, .record = &extension_record,
     .doc = "A clock rule that comes into force on the first day.", .example = "{applies_to: open_not_overdue, period: 15 months}"},
};
static const struct record stream_change_record = {
    RECORD("a change of a stream", struct stream_change_spec, stream_change_fields), .keys = REFERENCE_STREAM,
    .name_offset = SET(struct stream_change_spec, name), .place_offset = SET(struct stream_change_spec, place),
    .index_offset = SET(struct stream_change_spec, stream), .most = 1000};

static const struct field then_fields[] = {
    {.key = "after", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, IN(struct bound_rule, spec.after), RANGE(0, 3660),
     .doc = "Days between the evening on which the rule fires and the first day of the action.", .example = "90 days"},
    {.key = "pools", .kind = FIELD_MAP, COUNTED(struct bound_rule, spec.pools, spec.n_pools), .record = &pool_change_record,
     .doc = "What changes in pools, by pool."},
    {.key = "streams", .kind = FIELD_MAP, COUNTED(struct bound_rule, spec.streams, spec.n_streams), .record = &stream_change_record,
     .doc = "What changes in streams, by stream."},
};
static const struct record then_record = {
    RECORD("an action", struct bound_rule, then_fields), .given_offset = SET(struct bound_rule, acts)};

static const struct field rule_fields[] = {
    {.key = "when", .kind = FIELD_RECORD, .flags = FIELD_REQUIRED, IN(struct bound_rule, when), .record = &when_record,
     .doc = "The condition on which it fires.", .example = "{measure: open, of: asylum_track4, above: 80000 cases, for: 30 days}"},
    {.key = "then", .kind = FIELD_RECORD, .flags = FIELD_REQUIRED, .record = &then_record,
     .doc = "The action.", .example = "{after: 90 days, pools: {asylum: {fte: {add: 100 fte}}}}"},
    {.key = "until", .kind = FIELD_RECORD, IN(struct bound_rule, until), .record = &until_record,
     .doc = "The condition that ends the action; by default nothing does.", .example = "{below: 60000 cases, for: 30 days}"},
    {.key = "lasts", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, IN(struct bound_rule, spec.lasts), RANGE(1, 36525),
     .doc = "The most days that the action holds.", .example = "180 days"},
    {.key = "at_most", .kind = FIELD_INTEGER, IN(struct bound_rule, spec.at_most), RANGE(1, 1000),
     .doc = "How often it may fire in one replication; by default as often as it comes.", .example = "1"},
};
const struct record contingent_record = {
    RECORD("a contingent rule", struct bound_rule, rule_fields), .name_offset = SET(struct bound_rule, spec.name),
    .place_offset = SET(struct bound_rule, spec.place), .most = 1000};
