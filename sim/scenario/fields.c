#include <string.h>

#include "scenario/fields_parts.h"

const char *const allocation_names[] = {"shares", "priority", "proportional", "plan", "earliest_deadline", NULL};
const char *const applies_names[] = {"received_after", "open_not_overdue", "all_open", NULL};
static const char *const days_names[] = {"all", "working", NULL};
static const char *const clock_names[] = {"restarts", "keeps", NULL};
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

/* ---- inflow ---- */

static const struct field disturbance_fields[] = {
    {.key = "sd", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, .flags = FIELD_REQUIRED,
     IN(struct disturbance_spec, sd), RANGE(0, 3),
     .doc = "Standard deviation of the logarithm of a month's mean; of its monthly step when persistence is 1.", .example = "15%"},
    {.key = "persistence", .kind = FIELD_QUANTITY, IN(struct disturbance_spec, persistence), RANGE(0, 1),
     .doc = "Correlation from one month to the next.", .example = "0.9"},
    {.key = "start", .kind = FIELD_NUMBER, IN(struct disturbance_spec, start),
     .given_offset = SET(struct disturbance_spec, start_given),
     RANGE(-10, 10),
     .doc = "The disturbance in the month of the opening date, as a logarithm; by default drawn.", .example = "0"},
    {.key = "factor", .kind = FIELD_REFERENCE, IN(struct disturbance_spec, factor), .refers = REFERENCE_FACTOR,
     .doc = "Factor that this disturbance shares with others.", .example = "asylum"},
    {.key = "loading", .kind = FIELD_NUMBER, IN(struct disturbance_spec, loading), .fallback = 1, RANGE(-1, 1),
     .doc = "Correlation with the factor.", .example = "0.9"},
};
static const struct record disturbance_record = {
    RECORD("a disturbance", struct disturbance_spec, disturbance_fields),
    .given_offset = SET(struct disturbance_spec, given)};

static const struct field shock_fields[] = {
    {.key = "date", .kind = FIELD_DATE, .flags = FIELD_REQUIRED, IN(struct shock_spec, date), .doc = "Its first day."},
    {.key = "probability", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, IN(struct shock_spec, probability),
     .fallback = 1,
     .doc = "Probability that it happens at all.", .example = "100%"},
    {.key = "length", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, .flags = FIELD_REQUIRED, IN(struct shock_spec, days),
     RANGE(1, 36525),
     .doc = "How long it lasts.", .example = "14 days"},
    {.key = "add", .kind = FIELD_QUANTITY, .unit = UNIT_CASES, IN(struct shock_spec, add),
     .doc = "Cases it adds in total, spread evenly over its days.", .example = "2500 cases"},
    {.key = "multiply", .kind = FIELD_QUANTITY, IN(struct shock_spec, multiply), .fallback = 1, RANGE(0, 1000),
     .doc = "Factor on the mean inflow while it lasts.", .example = "1.2"},
};
static const struct record shock_record = {
    RECORD("a shock", struct shock_spec, shock_fields), .name_offset = SET(struct shock_spec, name), .most = 1000};

static const struct field inflow_fields[] = {
    {.key = "level", .kind = FIELD_QUANTITY, .unit = UNIT_CASES_YEAR, IN(struct inflow_spec, level),
     .doc = "Cases received in a year, links not included."},
    {.key = "trend", .kind = FIELD_QUANTITY, .unit = UNIT_GROWTH, IN(struct inflow_spec, trend),
     .doc = "Growth per year, compounded from the first day.", .example = "2%/year"},
    {.key = "month_profile", .kind = FIELD_PROFILE, IN(struct inflow_spec, profile),
     .given_offset = SET(struct inflow_spec, profile_given),
     .doc = "Twelve relative weights of a day in January to December.", .example = "[1, 1, 1, 1, 1, 1, 1.1, 1.2, 1.2, 1.1, 1, 0.9]"},
    {.key = "week_profile", .kind = FIELD_PROFILE, IN(struct inflow_spec, week),
     .given_offset = SET(struct inflow_spec, week_given), .most = 7,
     .doc = "Seven relative weights of Monday to Sunday.", .example = "[1.2, 1, 1, 1, 0.8, 0, 0]"},
    {.key = "days", .kind = FIELD_BOOL, IN(struct inflow_spec, working_days), .names = days_names,
     .doc = "Whether cases come on all days or on working days only; the year's total stays.", .example = "working"},
    {.key = "dispersion", .kind = FIELD_QUANTITY, IN(struct inflow_spec, dispersion), .fallback = 1, RANGE(1, 1e6),
     .doc = "Variance of a day's count divided by its mean.", .example = "3"},
    {.key = "disturbance", .kind = FIELD_RECORD, IN(struct inflow_spec, disturbance), .record = &disturbance_record,
     .doc = "Monthly disturbance of the mean: what makes a year's inflow uncertain."},
    {.key = "shocks", .kind = FIELD_MAP, COUNTED(struct inflow_spec, shocks, n_shocks), .record = &shock_record,
     .doc = "Events that change the inflow from a date, by name."},
    {.key = "past", .kind = FIELD_PAST, COUNTED(struct inflow_spec, past, n_past),
     .doc = "Known inflow from a CSV table with the column `period` and one column a stream; it replaces the model "
       "while it runs.",
     .example = "{file: data/inflow.csv, column: family}"},
};
static const struct record inflow_record = {
    RECORD("an inflow", struct inflow_spec, inflow_fields), .place_offset = SET(struct inflow_spec, place)};

/* ---- clock ---- */

static const struct field rule_fields[] = {
    {.key = "in_force", .kind = FIELD_DATE, .flags = FIELD_REQUIRED, IN(struct clock_rule_spec, in_force),
     .doc = "Day on which the rule takes effect."},
    {.key = "received_from", .kind = FIELD_DATE, IN(struct clock_rule_spec, received_from), .fallback = SCENARIO_ALWAYS,
     .doc = "First received date it applies to; by default no limit."},
    {.key = "received_until", .kind = FIELD_DATE, IN(struct clock_rule_spec, received_until), .fallback = INT_MAX,
     .doc = "Last received date it applies to; by default no limit."},
    {.key = "applies_to", .kind = FIELD_ENUM, .flags = FIELD_REQUIRED, IN(struct clock_rule_spec, applies_to),
     .names = applies_names,
     .doc = "Cases received from then on, open cases whose deadline has not passed as well, or all open cases.", .example = "open_not_overdue"},
    {.key = "period", .kind = FIELD_LEGAL_PERIOD, .flags = FIELD_REQUIRED, IN(struct clock_rule_spec, period),
     .doc = "The legal period it gives.", .example = "15 months"},
};
static const struct record rule_record = {
    RECORD("a clock rule", struct clock_rule_spec, rule_fields), .name_offset = SET(struct clock_rule_spec, name),
    .place_offset = SET(struct clock_rule_spec, place), .most = 1000};

static const struct field clock_fields[] = {
    {.key = "period", .kind = FIELD_PERIOD, IN(struct clock_spec, period),
     .doc = "The legal period; a stream without one is never overdue.", .example = "6 months"},
    {.key = "starts_after", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, IN(struct clock_spec, starts_after),
     RANGE(0, 3660),
     .doc = "Days from receipt to the start of the clock.", .example = "0 days"},
    {.key = "target", .kind = FIELD_PERIOD, IN(struct clock_spec, target),
     .doc = "Service target, used by the allocation `earliest_deadline` for a stream without a period.", .example = "8 weeks"},
    {.key = "rules", .kind = FIELD_MAP, COUNTED(struct clock_spec, rules, n_rules), .record = &rule_record,
     .doc = "Changes of the period, by name."},
    {.key = "suspension", .kind = FIELD_LIST, COUNTED(struct clock_spec, suspensions, n_suspensions), .record = &clock_suspension_record,
     .doc = "Shares of the cases whose clock is suspended for some time: their deadline is so much later.",
     .example = "[{share: 8%, length: 60 days}]"},
};
static const struct record clock_record = {
    RECORD("a clock", struct clock_spec, clock_fields)};

/* ---- outcomes and classes ---- */

static const struct field outcome_fields[] = {
    {.key = "share", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, .flags = FIELD_REQUIRED,
     IN(struct bound_outcome, spec.share),
     .doc = "Share of the decisions with this outcome.", .example = "62%"},
    {.key = "effort", .kind = FIELD_QUANTITY, IN(struct bound_outcome, spec.effort), .fallback = 1, RANGE(0, 1000),
     .doc = "Factor on the hours of a case that ends so.", .example = "1.3"},
};
static const struct record outcome_record = {
    RECORD("an outcome", struct bound_outcome, outcome_fields), .shorthand = "share",
    .name_offset = SET(struct bound_outcome, spec.name), .place_offset = SET(struct bound_outcome, place),
    .most = OUTCOMES_MAX};

static const struct field class_fields[] = {
    {.key = "label", .kind = FIELD_TEXT, .flags = FIELD_PRINTABLE, IN(struct bound_class, spec.label),
     .doc = "Name in reports and plots."},
    {.key = "share", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, .flags = FIELD_REQUIRED,
     IN(struct bound_class, spec.share),
     .doc = "Share of the stream's inflow.", .example = "40%"},
    {.key = "effort", .kind = FIELD_QUANTITY, .unit = UNIT_HOURS, .flags = FIELD_POSITIVE,
     IN(struct bound_class, spec.effort),
     .doc = "Mean hours of work for a case; by default the stream's."},
    {.key = "effort_shape", .kind = FIELD_QUANTITY, .flags = FIELD_POSITIVE,
     IN(struct bound_class, spec.effort_shape), .fallback = 2, RANGE(0.01, 1e6),
     .doc = "Gamma shape of the hours: sd = mean / sqrt(shape); by default the stream's.", .example = "2"},
    {.key = "effort_drift", .kind = FIELD_QUANTITY, .unit = UNIT_GROWTH, IN(struct bound_class, spec.effort_drift), RANGE(-0.9, 9),
     .doc = "Growth of the hours of a case per year, from the first day; by default the stream's.", .example = "2%/year"},
    {.key = "batch", .kind = FIELD_RECORD, IN(struct bound_class, spec.batch), .record = &effort_batch_record,
     .doc = "What cases alike save when many are workable at once; by default the stream's."},
    {.key = "priority", .kind = FIELD_INTEGER, IN(struct bound_class, spec.priority), RANGE(-1000, 1000),
     .doc = "Higher goes first, whatever the order of work.", .example = "1"},
    {.key = "notice", .kind = FIELD_QUANTITY, IN(struct bound_class, spec.notice), .fallback = 1, RANGE(0, 1000),
     .doc = "Factor on the stream's hazard of a notice.", .example = "1.2"},
    {.key = "outcomes", .kind = FIELD_MAP, COUNTED(struct bound_class, outcomes, n_outcomes), .record = &outcome_record,
     .doc = "Outcomes of this class; by default the stream's.", .example = "{grant: 90%, refuse: 10%}"},
};
static const struct record class_record = {
    RECORD("a class", struct bound_class, class_fields), .name_offset = SET(struct bound_class, spec.name),
    .place_offset = SET(struct bound_class, place), .most = 100};

/* ---- lateness, transfers, opening, history ---- */

static const struct field transfer_fields[] = {
    {.key = "rate", .kind = FIELD_QUANTITY, .unit = UNIT_HAZARD, .flags = FIELD_REQUIRED,
     IN(struct bound_transfer, spec.rate),
     .doc = "Hazard of a move to the other stream.", .example = "10%/year"},
    {.key = "clock", .kind = FIELD_BOOL, IN(struct bound_transfer, spec.clock_keeps), .names = clock_names,
     .doc = "Whether the clock restarts in the other stream or keeps running.", .example = "restarts"},
};
static const struct record transfer_record = {
    RECORD("a transfer", struct bound_transfer, transfer_fields), .keys = REFERENCE_STREAM,
    .name_offset = SET(struct bound_transfer, name), .place_offset = SET(struct bound_transfer, place),
    .index_offset = SET(struct bound_transfer, spec.to), .most = 100};

static const struct field band_fields[] = {
    {.key = "after", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, .flags = FIELD_REQUIRED, IN(struct notice_band, after),
     RANGE(0, 36525),
     .doc = "Days past the deadline from which this rate holds.", .example = "90 days"},
    {.key = "rate", .kind = FIELD_QUANTITY, .unit = UNIT_HAZARD, .flags = FIELD_REQUIRED, IN(struct notice_band, rate),
     .doc = "Hazard of a notice of default.", .example = "60%/year"},
};
static const struct record band_record = {
    RECORD("a notice band", struct notice_band, band_fields), .most = 100};

static const struct field lateness_fields[] = {
    {.key = "notice", .kind = FIELD_LIST, COUNTED(struct lateness_spec, bands, n_bands), .record = &band_record,
     .doc = "Hazard of a notice of default on an overdue case, by days past its deadline."},
    {.key = "administrative", .kind = FIELD_REFERENCE_SERIES, IN(struct lateness_spec, administrative),
     .refers = REFERENCE_ADMINISTRATIVE,
     .doc = "Administrative regime by the day of the notice, or `none`.", .example = "{2009-10-01: none, 2019-01-01: awb_2019}"},
    {.key = "judicial", .kind = FIELD_REFERENCE_SERIES, IN(struct lateness_spec, judicial),
     .refers = REFERENCE_JUDICIAL,
     .doc = "Judicial regime by the day of the order, or `none`.", .example = "court_100"},
    {.key = "appeal", .kind = FIELD_QUANTITY, .unit = UNIT_HAZARD, IN(struct lateness_spec, appeal),
     .doc = "Hazard of a late appeal, from 15 days after the notice.", .example = "50%/year"},
    {.key = "court_delay", .kind = FIELD_DISTRIBUTION, IN(struct lateness_spec, court_delay),
     .doc = "Days from late appeal to court order.", .example = "{gamma: {mean: 90 days, sd: 45 days}}"},
    {.key = "term", .kind = FIELD_QUANTITY, .unit = UNIT_DAYS, IN(struct lateness_spec, term),
     .doc = "Days the court gives for the decision.", .example = "56 days"},
    {.key = "court_costs", .kind = FIELD_QUANTITY, .unit = UNIT_EURO, .flags = FIELD_WHOLE,
     IN(struct lateness_spec, court_costs), RANGE(0, 1e6),
     .doc = "Costs of a court order, in whole euros.", .example = "EUR 837"},
    {.key = "further_appeal", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, IN(struct lateness_spec, further_appeal),
     .doc = "Share that appeals again once the judicial cap is reached.", .example = "20%"},
    {.key = "payment_lag", .kind = FIELD_QUANTITY, .unit = UNIT_DAYS, IN(struct lateness_spec, payment_lag),
     .doc = "Days from the end of accrual to payment.", .example = "60 days"},
};
static const struct record lateness_record = {
    RECORD("lateness", struct lateness_spec, lateness_fields)};

#define OPENING_COUNT FIELD_CONSTANT | FIELD_WHOLE
static const struct field opening_fields[] = {
    {.key = "stock", .kind = FIELD_QUANTITY, .unit = UNIT_CASES, .flags = OPENING_COUNT,
     IN(struct bound_opening, spec.stock),
     .doc = "Open cases on the evening of the opening date."},
    {.key = "ages", .kind = FIELD_DISTRIBUTION, IN(struct bound_opening, spec.ages),
     .doc = "Days since receipt of the open cases.", .example = "{exponential: {mean: 200 days}}"},
    {.key = "table", .kind = FIELD_TABLE, IN(struct bound_opening, table),
     .doc = "CSV table with the columns age, count and perhaps class, in place of stock and ages.", .example = "data/ages.csv"},
    {.key = "noticed", .kind = FIELD_QUANTITY, .unit = UNIT_CASES, .flags = OPENING_COUNT,
     IN(struct bound_opening, spec.noticed),
     .doc = "Overdue cases with a notice, those appealed or ordered not included.", .example = "3000 cases"},
    {.key = "notice_ages", .kind = FIELD_DISTRIBUTION, IN(struct bound_opening, spec.notice_ages),
     .doc = "Days since the notice.", .example = "{exponential: {mean: 90 days}}"},
    {.key = "appealed", .kind = FIELD_QUANTITY, .unit = UNIT_CASES, .flags = OPENING_COUNT,
     IN(struct bound_opening, spec.appealed),
     .doc = "Cases that wait for the court.", .example = "500 cases"},
    {.key = "ordered", .kind = FIELD_QUANTITY, .unit = UNIT_CASES, .flags = OPENING_COUNT,
     IN(struct bound_opening, spec.ordered),
     .doc = "Cases under a court order.", .example = "400 cases"},
    {.key = "term_ends", .kind = FIELD_DISTRIBUTION, IN(struct bound_opening, spec.term_ends),
     .doc = "Days from the opening date to the end of the court's term.", .example = "{uniform: {low: 0 days, high: 112 days}}"},
    {.key = "term_offset", .kind = FIELD_QUANTITY, .unit = UNIT_DAYS, .flags = OPENING_COUNT,
     IN(struct bound_opening, spec.term_offset),
     .doc = "Days taken off the term ends, so that some lie in the past.", .example = "0 days"},
    {.key = "outstanding", .kind = FIELD_QUANTITY, .unit = UNIT_EURO, .flags = FIELD_CONSTANT,
     IN(struct bound_opening, spec.outstanding),
     .doc = "Penalties accrued and not yet paid.", .example = "EUR 4 million"},
    {.key = "steps", .kind = FIELD_MAP, COUNTED(struct bound_opening, steps, n_steps), .record = &opening_step_record,
     .doc = "Shares of the stock by the step at which it is; by default all is at the first.", .example = "{interview: 60%, decision: 40%}"},
};
static const struct record opening_record = {
    RECORD("an opening", struct bound_opening, opening_fields), .place_offset = SET(struct bound_opening, spec.place),
    .given_offset = SET(struct bound_opening, spec.given)};

static const struct field history_fields[] = {
    {.key = "rate", .kind = FIELD_QUANTITY, .unit = UNIT_CASES_YEAR, .flags = FIELD_REQUIRED | FIELD_CERTAIN,
     IN(struct bound_history, spec.rate),
     .doc = "Events per year before the start.", .example = "{2022-01-01: 17000/year}"},
};
static const struct record history_record = {
    RECORD("a history", struct bound_history, history_fields), .shorthand = "rate", .shorthand_only = true,
    .keys = REFERENCE_EVENT, .name_offset = SET(struct bound_history, name),
    .place_offset = SET(struct bound_history, spec.place), .most = LINK_OUTCOME + OUTCOMES_MAX};

/* ---- streams ---- */

static const struct field stream_fields[] = {
    {.key = "id", .kind = FIELD_NAME, IN(struct bound_stream, spec.id),
     .doc = "Names the stream's random numbers; by default the stream's name."},
    {.key = "label", .kind = FIELD_TEXT, .flags = FIELD_PRINTABLE, IN(struct bound_stream, spec.label),
     .doc = "Name in reports and plots."},
    {.key = "published_inflow", .kind = FIELD_QUANTITY, .unit = UNIT_CASES_YEAR, .flags = FIELD_CERTAIN,
     IN(struct bound_stream, spec.published_inflow),
     .doc = "The published figure, shown by `check` beside the model's."},
    {.key = "inflow", .kind = FIELD_RECORD, .flags = FIELD_REQUIRED, IN(struct bound_stream, spec.inflow),
     .record = &inflow_record,
     .doc = "Cases received.", .example = "{level: 40920/year}"},
    {.key = "clock", .kind = FIELD_RECORD, IN(struct bound_stream, spec.clock), .record = &clock_record,
     .doc = "The legal period and its rules."},
    {.key = "delay", .kind = FIELD_DISTRIBUTION, IN(struct bound_stream, spec.delay),
     .doc = "Days in which a new case cannot be worked on.", .example = "{lognormal: {mean: 60 days, sd: 30 days}, minimum: 7 days}"},
    {.key = "effort", .kind = FIELD_QUANTITY, .unit = UNIT_HOURS, .flags = FIELD_POSITIVE,
     IN(struct bound_stream, effort),
     .doc = "Mean hours of work for a case, for classes that state none."},
    {.key = "effort_shape", .kind = FIELD_QUANTITY, .flags = FIELD_POSITIVE, IN(struct bound_stream, effort_shape),
     .fallback = 2, RANGE(0.01, 1e6),
     .doc = "Gamma shape of the hours: sd = mean / sqrt(shape).", .example = "2"},
    {.key = "effort_drift", .kind = FIELD_QUANTITY, .unit = UNIT_GROWTH, IN(struct bound_stream, effort_drift), RANGE(-0.9, 9),
     .doc = "Growth of the hours of a case per year, from the first day, for classes that state none.", .example = "2%/year"},
    {.key = "effort_changes", .kind = FIELD_MAP, COUNTED(struct bound_stream, effort_changes, n_effort_changes), .record = &effort_change_record,
     .doc = "Factors on the hours of a case from a date on, by name."},
    {.key = "batch", .kind = FIELD_RECORD, IN(struct bound_stream, batch), .record = &effort_batch_record,
     .doc = "What cases of a class save when many are workable at once, for classes that state none."},
    {.key = "pressure", .kind = FIELD_RECORD, IN(struct bound_stream, spec.pressure), .record = &effort_pressure_record,
     .doc = "What the load of the pool does to the hours of a case."},
    {.key = "patience", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, IN(struct bound_stream, spec.patience), RANGE(0, 3660),
     .given_offset = SET(struct bound_stream, spec.has_patience),
     .doc = "Days after receipt on whose evening a case that is still open is lost; by default cases wait.", .example = "0 days"},
    {.key = "outcomes", .kind = FIELD_MAP, COUNTED(struct bound_stream, outcomes, n_outcomes),
     .record = &outcome_record,
     .doc = "How decisions end, for classes that state none.", .example = "{grant: 62%, refuse: 38%}"},
    {.key = "classes", .kind = FIELD_MAP, COUNTED(struct bound_stream, classes, n_classes), .record = &class_record,
     .doc = "Kinds of case within the stream, by name."},
    {.key = "pool", .kind = FIELD_REFERENCE, IN(struct bound_stream, spec.pool), .refers = REFERENCE_POOL,
     .doc = "The staff that decides.", .example = "asylum"},
    {.key = "capacity", .kind = FIELD_QUANTITY, .unit = UNIT_CASES_YEAR, IN(struct bound_stream, spec.capacity),
     .doc = "Decisions per year, with no pool behind them.", .example = "22000/year"},
    {.key = "order", .kind = FIELD_ORDER, IN(struct bound_stream, spec.order),
     .doc = "How the next case is picked; by default oldest first.", .example = "[{random: 50%}, {oldest: 50%}]"},
    {.key = "withdrawal", .kind = FIELD_BANDS, .unit = UNIT_HAZARD, COUNTED(struct bound_stream, spec.withdrawal, spec.n_withdrawal_bands),
     .list_offset = offsetof(struct bound_stream, spec.withdrawal_bands), .record = &withdrawal_record,
     .doc = "Hazard that an open case is withdrawn: one, or a list of bands by the days since it was received.",
     .example = "3%/year"},
    {.key = "transfers", .kind = FIELD_MAP, COUNTED(struct bound_stream, transfers, n_transfers),
     .record = &transfer_record,
     .doc = "Moves to other streams, by stream."},
    {.key = "lateness", .kind = FIELD_RECORD, IN(struct bound_stream, spec.lateness), .record = &lateness_record,
     .doc = "Notices of default, courts and penalties."},
    {.key = "opening", .kind = FIELD_RECORD, IN(struct bound_stream, opening), .record = &opening_record,
     .doc = "What is open on the evening of the opening date."},
    {.key = "history", .kind = FIELD_MAP, COUNTED(struct bound_stream, history, n_history), .record = &history_record,
     .doc = "Events before the start that links still feed on, by event.", .example = "{grant: {2022-01-01: 17000/year}}"},
    {.key = "correction", .kind = FIELD_QUANTITY, .unit = UNIT_CASES_YEAR, .flags = FIELD_CERTAIN, IN(struct bound_stream, spec.correction),
     RANGE(-1e9, 1e9),
     .doc = "Cases that the published figures leave unexplained; may be negative.", .example = "670/year"},
    {.key = "income", .kind = FIELD_RECORD, IN(struct bound_stream, spec.income), .record = &stream_income_record,
     .doc = "What its cases bring in.", .example = "{per_decision: EUR 1800}"},
    {.key = "steps", .kind = FIELD_MAP, COUNTED(struct bound_stream, spec.steps, spec.n_steps), .record = &step_record,
     .doc = "Stages that a case goes through one after another, by name, in place of pool, capacity, delay and order."},
    {.key = "step_order", .kind = FIELD_BOOL, IN(struct bound_stream, spec.earlier_first), .names = step_order_names,
     .doc = "Which of the steps that have the same pool goes first.", .example = "later_first"},
};
static const struct record stream_record = {
    RECORD("a stream", struct bound_stream, stream_fields), .name_offset = SET(struct bound_stream, spec.name),
    .place_offset = SET(struct bound_stream, spec.place), .most = 1000, .all_reserved = true};

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
