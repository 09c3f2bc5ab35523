#include "scenario/fields_parts.h"

const char *const applies_names[] = {"received_after", "open_not_overdue", "all_open", NULL};
static const char *const days_names[] = {"all", "working", NULL};
static const char *const clock_names[] = {"restarts", "keeps", NULL};

/* clang-format off */

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
    {.key = "outstanding", .kind = FIELD_QUANTITY, .unit = UNIT_EURO, .flags = FIELD_UNDATED,
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
    {.key = "delay_scale", .kind = FIELD_QUANTITY, IN(struct bound_stream, spec.delay_scale), .fallback = 1, RANGE(0, 100),
     .doc = "Factor on the delay of the cases received on a day; opening cases keep theirs.",
     .example = "{value: 1, uncertain: {lognormal: 20%}}"},
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
     .doc = "How the next case is picked, by default oldest first; shares may be uncertain.", .example = "[{random: 50%}, {oldest: 50%}]"},
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
const struct record stream_record = {
    RECORD("a stream", struct bound_stream, stream_fields), .name_offset = SET(struct bound_stream, spec.name),
    .place_offset = SET(struct bound_stream, spec.place), .most = 1000, .all_reserved = true};

/* clang-format on */
