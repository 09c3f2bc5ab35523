#include <string.h>

#include "scenario/fields_parts.h"

const char *const allocation_names[] = {"shares", "priority", "proportional", "plan", "earliest_deadline", NULL};
static const char *const link_event_names[] = {"received",    "decision",   "notice", "late_appeal",
                                               "court_order", "withdrawal", "lost",   "open",
                                               NULL};

/* clang-format off */

/* ---- calendar, factors, regimes ---- */

static const struct field calendar_fields[] = {
    {.key = "holidays_off", .kind = FIELD_BOOL, IN(struct scenario, holidays_off), .fallback = 1,
     .doc = "Whether the legal holidays are no working days."},
    {.key = "days_off", .kind = FIELD_DATES, COUNTED(struct scenario, days_off, n_days_off),
     .doc = "Further dates on which nobody works.", .example = "[2024-12-24]"},
};
static const struct record calendar_record = {
    RECORD("the calendar", struct scenario, calendar_fields)};

static const struct field factor_fields[] = {
    {.key = "label", .kind = FIELD_TEXT, .flags = FIELD_PRINTABLE, IN(struct factor_spec, label),
     .doc = "What the factor stands for, in reports; by default its name."},
};
static const struct record factor_record = {
    RECORD("a factor", struct factor_spec, factor_fields), .name_offset = SET(struct factor_spec, name), .most = 100};

static const struct field tier_fields[] = {
    {.key = "days", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, .flags = FIELD_REQUIRED,
     IN(struct administrative_tier, days), RANGE(1, 3660),
     .doc = "How long this tier lasts.", .example = "14 days"},
    {.key = "amount", .kind = FIELD_INTEGER, .unit = UNIT_EURO_DAY, .flags = FIELD_REQUIRED,
     IN(struct administrative_tier, euro_per_day),
     .doc = "The penalty for a day, in whole euros.", .example = "EUR 23/day"},
};
static const struct record tier_record = {
    RECORD("a tier", struct administrative_tier, tier_fields), .most = 20};

static const struct field administrative_fields[] = {
    {.key = "grace", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, IN(struct administrative_regime, grace),
     .fallback = 14, RANGE(0, 3660),
     .doc = "Days after the notice before the penalty starts.", .example = "14 days"},
    {.key = "tiers", .kind = FIELD_LIST, .flags = FIELD_REQUIRED, COUNTED(struct administrative_regime, tiers, n),
     .record = &tier_record,
     .doc = "What a day costs, tier after tier; after the last nothing more accrues."},
};
static const struct record administrative_record = {
    RECORD("an administrative regime", struct administrative_regime, administrative_fields),
    .name_offset = SET(struct administrative_regime, name), .most = 100};

static const struct field judicial_fields[] = {
    {.key = "amount", .kind = FIELD_INTEGER, .unit = UNIT_EURO_DAY, .flags = FIELD_REQUIRED,
     IN(struct judicial_regime, euro_per_day), RANGE(1, 1e5),
     .doc = "The penalty for a day after the court's term, in whole euros."},
    {.key = "cap", .kind = FIELD_INTEGER, .unit = UNIT_EURO, .flags = FIELD_REQUIRED, IN(struct judicial_regime, cap),
     RANGE(1, 1e5),
     .doc = "The most that one order can cost, in whole euros."},
};
static const struct record judicial_record = {
    RECORD("a judicial regime", struct judicial_regime, judicial_fields),
    .name_offset = SET(struct judicial_regime, name), .most = 100};

static const struct field regimes_fields[] = {
    {.key = "administrative", .kind = FIELD_MAP, COUNTED(struct scenario, administrative, n_administrative),
     .record = &administrative_record,
     .doc = "Administrative penalties (Awb 4:17), by name."},
    {.key = "judicial", .kind = FIELD_MAP, COUNTED(struct scenario, judicial, n_judicial), .record = &judicial_record,
     .doc = "Judicial penalties (Awb 8:55d), by name."},
};
static const struct record regimes_record = {
    RECORD("the regimes", struct scenario, regimes_fields)};

/* ---- pools ---- */

static const struct field member_fields[] = {
    {.key = "share", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, IN(struct bound_member, spec.share),
     .doc = "The stream's share of the pool's hours under the allocation `shares`.", .example = "80%"},
    {.key = "ring_fenced", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, IN(struct bound_member, spec.ring_fenced),
     .doc = "Share of the pool's hours kept for this stream alone, under any allocation.", .example = "10%"},
    {.key = "priority", .kind = FIELD_INTEGER, IN(struct bound_member, spec.priority), .fallback = 1, RANGE(1, 1000),
     .doc = "Rank under the allocation `priority`: 1 is served first.", .example = "1"},
    {.key = "plan", .kind = FIELD_QUANTITY, .unit = UNIT_CASES_YEAR, IN(struct bound_member, spec.plan),
     .doc = "Planned decisions under the allocation `plan`.", .example = "22000/year"},
};
static const struct record member_record = {
    RECORD("a stream of a pool", struct bound_member, member_fields), .keys = REFERENCE_STREAM,
    .name_offset = SET(struct bound_member, name), .place_offset = SET(struct bound_member, place),
    .index_offset = SET(struct bound_member, spec.stream), .most = 1000};

static const struct field pool_fields[] = {
    {.key = "id", .kind = FIELD_NAME, IN(struct bound_pool, spec.id),
     .doc = "Names the pool's random numbers; by default the pool's name."},
    {.key = "label", .kind = FIELD_TEXT, .flags = FIELD_PRINTABLE, IN(struct bound_pool, spec.label),
     .doc = "Name in reports and plots."},
    {.key = "fte", .kind = FIELD_QUANTITY, .unit = UNIT_FTE, IN(struct bound_pool, spec.fte),
     .doc = "Staff, in full-time equivalents."},
    {.key = "staff", .kind = FIELD_RECORD, IN(struct bound_pool, spec.staff), .record = &staff_record,
     .doc = "Staff as heads that are hired, trained and leave, in place of fte."},
    {.key = "cost_per_fte", .kind = FIELD_QUANTITY, .unit = UNIT_EURO_YEAR, IN(struct bound_pool, spec.cost_per_fte),
     .doc = "What an FTE of own staff costs in a year."},
    {.key = "external_cost_per_fte", .kind = FIELD_QUANTITY, .unit = UNIT_EURO_YEAR,
     IN(struct bound_pool, spec.external_cost_per_fte),
     .doc = "What an FTE of external staff costs in a year; by default as own staff."},
    {.key = "hours_per_fte", .kind = FIELD_QUANTITY, .unit = UNIT_HOURS_YEAR,
     IN(struct bound_pool, spec.hours_per_fte), .fallback = 1363,
     .doc = "Productive hours of one FTE in a year."},
    {.key = "allocation", .kind = FIELD_ENUM_SERIES, IN(struct bound_pool, spec.allocation),
     .fallback = ALLOCATE_PROPORTIONAL,
     .names = allocation_names, .doc = "How the pool's hours are divided over its streams.", .example = "proportional"},
    {.key = "streams", .kind = FIELD_MAP, COUNTED(struct bound_pool, members, n_members), .record = &member_record,
     .doc = "Terms for single streams; every stream that names this pool is served by it, with or without an entry "
       "here."},
};
static const struct record pool_record = {
    RECORD("a pool", struct bound_pool, pool_fields), .name_offset = SET(struct bound_pool, spec.name),
    .place_offset = SET(struct bound_pool, spec.place), .most = 1000, .all_reserved = true};

/* ---- links and the whole ---- */

static const struct field link_fields[] = {
    {.key = "id", .kind = FIELD_NAME, IN(struct bound_link, spec.id),
     .doc = "Names the link's random numbers; by default the link's name."},
    {.key = "from", .kind = FIELD_REFERENCE, .flags = FIELD_REQUIRED, IN(struct bound_link, spec.from),
     .refers = REFERENCE_STREAM,
     .doc = "The stream whose events lead to cases.", .example = "asylum_track4"},
    {.key = "event", .kind = FIELD_EVENT, .flags = FIELD_REQUIRED, IN(struct bound_link, event),
     .doc = "received, decision, notice, late_appeal, court_order, withdrawal, lost, open (each open case, a year) or the name of an outcome.",
     .example = "grant"},
    {.key = "to", .kind = FIELD_REFERENCE, .flags = FIELD_REQUIRED, IN(struct bound_link, spec.to),
     .refers = REFERENCE_STREAM,
     .doc = "The stream that receives them.", .example = "nareis"},
    {.key = "mean", .kind = FIELD_QUANTITY, IN(struct bound_link, mean), RANGE(0, 1000),
     .doc = "Mean number of cases per event (Poisson).", .example = "1.21"},
    {.key = "share", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, IN(struct bound_link, share),
     .doc = "Share of the events that lead to one case.", .example = "60%"},
    {.key = "under_pressure", .kind = FIELD_QUANTITY, IN(struct bound_link, spec.under_pressure), .fallback = 1, RANGE(0, 1000),
     .doc = "Factor on the number when the parent is under full pressure on the day of the event.", .example = "1.5"},
    {.key = "after", .kind = FIELD_DISTRIBUTION, IN(struct bound_link, spec.after),
     .doc = "Days from the event to the case, at least 1.", .example = "{gamma: {mean: 90 days, sd: 60 days}}"},
};
static const struct record link_record = {
    RECORD("a link", struct bound_link, link_fields), .name_offset = SET(struct bound_link, spec.name),
    .place_offset = SET(struct bound_link, spec.place), .most = 1000};

static const struct field target_fields[] = {
    {.key = "target", .kind = FIELD_TARGET, .offset = 0,
     .doc = "A measure of a stream, of all or of pool:NAME, a bound, and when.",
     .example = "timeliness of family >= 90% in 2026"},
};
static const struct record target_record = {
    RECORD("a target", struct target_spec, target_fields), .shorthand = "target", .shorthand_only = true,
    .name_offset = SET(struct target_spec, name), .place_offset = SET(struct target_spec, place), .most = 1000,
    .all_reserved = true};

static const struct field published_fields[] = {
    {.key = "file", .kind = FIELD_TABLE, .flags = FIELD_REQUIRED, IN(struct bound_scenario, published),
     .doc = "A table with the columns period, date, stream, measure and value, and perhaps unit and source.", .example = "data/published.csv"},
};
static const struct record published_record = {
    RECORD("published figures", struct bound_scenario, published_fields)};

static const struct field root_fields[] = {
    {.key = "extends", .kind = FIELD_FILES,
     .doc = "A file or a list of files that this one changes, relative to this one.", .example = "base.yaml"},
    {.key = "name", .kind = FIELD_NAME, IN(struct scenario, name),
     .doc = "Names the result folder; by default the file's name.", .example = "ind_2024"},
    {.key = "title", .kind = FIELD_TEXT, .flags = FIELD_PRINTABLE, IN(struct scenario, title),
     .doc = "Title of reports and plots."},
    {.key = "description", .kind = FIELD_TEXT, IN(struct scenario, description), .doc = "What the scenario is about."},
    {.key = "opening_date", .kind = FIELD_DATE, .flags = FIELD_REQUIRED, IN(struct scenario, opening_date),
     .doc = "The opening stock stands on this evening; the next day is the first that is simulated.", .example = "2023-12-31"},
    {.key = "horizon", .kind = FIELD_DATE, .flags = FIELD_REQUIRED, IN(struct scenario, horizon),
     .doc = "The last day.", .example = "2028-12-31"},
    {.key = "scale", .kind = FIELD_QUANTITY, .flags = FIELD_POSITIVE | FIELD_CONSTANT, IN(struct scenario, scale), .fallback = 1,
     RANGE(1e-6, 1e6),
     .doc = "Factor on inflow, opening stock and capacity.", .example = "1"},
    {.key = "calendar", .kind = FIELD_RECORD, .record = &calendar_record, .doc = "Working days."},
    {.key = "factors", .kind = FIELD_MAP, COUNTED(struct scenario, factors, n_factors), .record = &factor_record,
     .doc = "Common causes of uncertainty, by name."},
    {.key = "regimes", .kind = FIELD_RECORD, .record = &regimes_record, .doc = "Penalty regimes."},
    {.key = "pools", .kind = FIELD_MAP, COUNTED(struct bound_scenario, pools, n_pools), .record = &pool_record,
     .doc = "Staff, by name."},
    {.key = "staff_moves", .kind = FIELD_MAP, COUNTED(struct scenario, moves, n_moves), .record = &staff_move_record,
     .doc = "Heads that go from one pool to another on a date, by name."},
    {.key = "income", .kind = FIELD_RECORD, IN(struct scenario, income), .record = &income_record,
     .doc = "Money that no stream brings in.", .example = "{per_year: EUR 450 million/year}"},
    {.key = "streams", .kind = FIELD_MAP, .flags = FIELD_REQUIRED, COUNTED(struct bound_scenario, streams, n_streams),
     .record = &stream_record,
     .doc = "Kinds of application, by name.",
     .example = "{family: {inflow: {level: 12000/year}, capacity: 11000/year}}"},
    {.key = "links", .kind = FIELD_MAP, COUNTED(struct bound_scenario, links, n_links), .record = &link_record,
     .doc = "Events of one stream that lead to cases in another, by name."},
    {.key = "contingent", .kind = FIELD_MAP, COUNTED(struct bound_scenario, rules, n_rules), .record = &contingent_record,
     .doc = "What is done when a measure passes a level, by name."},
    {.key = "targets", .kind = FIELD_MAP, COUNTED(struct scenario, targets, n_targets), .record = &target_record,
     .doc = "What the agency wants to reach, by name; targets.csv says how likely that is.",
     .example = "{on_time: timeliness of family >= 90% in 2026}"},
    {.key = "published", .kind = FIELD_RECORD, .record = &published_record,
     .doc = "What was published of the streams: shown beside the results, read by nothing that is simulated.",
     .example = "{file: data/published.csv}"},
};
static const struct record root_record = {
    RECORD("a scenario", struct bound_scenario, root_fields)};

/* clang-format on */

const struct record *fields_root(void)
{
    return &root_record;
}

const struct field *record_find(const struct record *record, const char *key)
{
    for (size_t i = 0; i < record->n; i++) {
        if (strcmp(record->fields[i].key, key) == 0)
            return &record->fields[i];
    }
    return NULL;
}

const char *const *event_names(void)
{
    return link_event_names;
}

const char *field_takes(const struct field *field)
{
    static const char *const takes[] = {
        [FIELD_FILES] = "a file or a list of files",
        [FIELD_QUANTITY] = "a value",
        [FIELD_NUMBER] = "a number",
        [FIELD_INTEGER] = "a whole number",
        [FIELD_TEXT] = "a text",
        [FIELD_NAME] = "a name",
        [FIELD_DATE] = "a date such as 2024-01-31",
        [FIELD_DATES] = "a list of dates",
        [FIELD_PERIOD] = "a period",
        [FIELD_LEGAL_PERIOD] = "a period",
        [FIELD_BOOL] = "yes or no",
        [FIELD_ENUM] = "a word",
        [FIELD_ENUM_SERIES] = "a word, or words by date",
        [FIELD_REFERENCE] = "a name",
        [FIELD_REFERENCE_SERIES] = "a name, or names by date",
        [FIELD_EVENT] = "the name of an event",
        [FIELD_WORD] = "a name",
        [FIELD_DISTRIBUTION] = "a distribution of days",
        [FIELD_ORDER] = "a word, a list of shares, or either by date",
        [FIELD_PROFILE] = "a list of numbers",
        [FIELD_PAST] = "a table: {file: ..., column: ...}",
        [FIELD_TABLE] = "the path of a CSV table",
        [FIELD_LEVEL] = "an amount in the unit of the measure",
        [FIELD_ENTITY] = "the name of a stream, pool:NAME or all",
        [FIELD_TARGET] = "a target such as `timeliness of family >= 90% in 2026`",
        [FIELD_RECORD] = "a mapping of keys",
        [FIELD_MAP] = "a mapping by name",
        [FIELD_LIST] = "a list of mappings",
        [FIELD_BANDS] = "a value, or a list of bands",
    };

    return takes[field->kind];
}
