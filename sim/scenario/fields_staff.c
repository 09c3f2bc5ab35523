/* The table of fields: staff as heads, moves between pools, income. */
#include "scenario/fields_parts.h"

static const char *const moved_names[] = {"experienced", "external", NULL};

/* clang-format off */

static const struct field trainees_fields[] = {
    {.key = "months", .kind = FIELD_INTEGER, .flags = FIELD_REQUIRED, IN(struct trainees_spec, months), RANGE(0, 60),
     .doc = "Months since they joined, in the month of the opening date.", .example = "3"},
    {.key = "heads", .kind = FIELD_QUANTITY, .unit = UNIT_HEADS, .flags = FIELD_REQUIRED | FIELD_CONSTANT | FIELD_WHOLE,
     IN(struct trainees_spec, heads),
     .doc = "How many they are."},
};
static const struct record trainees_record = {
    RECORD("a group of trainees", struct trainees_spec, trainees_fields), .most = 61};

static const struct field hiring_fields[] = {
    {.key = "vacancies", .kind = FIELD_QUANTITY, .unit = UNIT_HEADS, .flags = FIELD_CONSTANT | FIELD_WHOLE,
     IN(struct hiring_spec, vacancies),
     .doc = "Vacancies that stand open on the opening date, with a plan.", .example = "60 heads"},
    {.key = "plan", .kind = FIELD_QUANTITY, .unit = UNIT_HEADS_MONTH, IN(struct hiring_spec, plan),
     .doc = "Vacancies opened in a month."},
    {.key = "target", .kind = FIELD_QUANTITY, .unit = UNIT_HEADS, IN(struct hiring_spec, target),
     .doc = "Heads, trainees included, up to which there are vacancies; in place of a plan.", .example = "1100 heads"},
    {.key = "fill", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, IN(struct hiring_spec, fill),
     .doc = "Probability that a vacancy is filled within the month; by default all are.", .example = "25%"},
    {.key = "rate", .kind = FIELD_QUANTITY, .unit = UNIT_HEADS_MONTH, IN(struct hiring_spec, rate),
     .doc = "The most that are hired in a month, in place of fill."},
};
static const struct record hiring_record = {
    RECORD("hiring", struct hiring_spec, hiring_fields), .given_offset = SET(struct hiring_spec, given),
    .place_offset = SET(struct hiring_spec, place)};

static const struct field productivity_fields[] = {
    {.key = "share", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, .offset = 0, RANGE(0, 2),
     .doc = "Hours a trainee of so many months makes of an experienced person's."},
};
static const struct record productivity_record = {
    RECORD("a month of training", struct quantity, productivity_fields), .shorthand = "share", .shorthand_only = true,
    .most = 60};

static const struct field training_fields[] = {
    {.key = "months", .kind = FIELD_QUANTITY, IN(struct staff_spec, training_months), RANGE(0, 60),
     .doc = "Months of training of those who join; they are experienced from then on.", .example = "9"},
    {.key = "productivity", .kind = FIELD_LIST, COUNTED(struct staff_spec, productivity, n_productivity),
     .record = &productivity_record,
     .doc = "Productivity in each month since joining, the last for all after it; by default a straight line to 100%.",
     .example = "[0%, 0%, 25%, 50%, 75%]"},
    {.key = "mentor", .kind = FIELD_QUANTITY, .unit = UNIT_HOURS_YEAR, IN(struct staff_spec, mentor),
     .doc = "Hours that a trainee takes from experienced staff.", .example = "4 hours/week"},
};
static const struct record training_record = {
    RECORD("training", struct staff_spec, training_fields)};

static const struct field leaving_fields[] = {
    {.key = "experienced", .kind = FIELD_QUANTITY, .unit = UNIT_HAZARD, IN(struct staff_spec, experienced_leaving),
     .doc = "Hazard that an experienced person leaves."},
    {.key = "trainees", .kind = FIELD_QUANTITY, .unit = UNIT_HAZARD, IN(struct staff_spec, trainees_leaving),
     .doc = "Hazard that a trainee leaves.", .example = "15%/year"},
    {.key = "external", .kind = FIELD_QUANTITY, .unit = UNIT_HAZARD, IN(struct staff_spec, external_leaving),
     .doc = "Hazard that an external leaves.", .example = "30%/year"},
};
static const struct record leaving_record = {
    RECORD("leaving", struct staff_spec, leaving_fields)};

static const struct field absence_shock_fields[] = {
    {.key = "date", .kind = FIELD_DATE, .flags = FIELD_REQUIRED, IN(struct absence_shock_spec, date), .doc = "Its first day."},
    {.key = "probability", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, IN(struct absence_shock_spec, probability), .fallback = 1,
     .doc = "Probability that it happens.", .example = "30%"},
    {.key = "length", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, .flags = FIELD_REQUIRED, IN(struct absence_shock_spec, days),
     RANGE(1, 3660),
     .doc = "How long it lasts.", .example = "60 days"},
    {.key = "size", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, .flags = FIELD_REQUIRED, IN(struct absence_shock_spec, size),
     .doc = "Added to the share of the hours that is lost.", .example = "8%"},
};
static const struct record absence_shock_record = {
    RECORD("an absence shock", struct absence_shock_spec, absence_shock_fields),
    .name_offset = SET(struct absence_shock_spec, name), .most = 1000};

static const struct field absence_fields[] = {
    {.key = "share", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, IN(struct staff_spec, absence),
     .doc = "Share of the hours lost to absence, on top of what hours_per_fte allows for.", .example = "2%"},
    {.key = "month_profile", .kind = FIELD_PROFILE, IN(struct staff_spec, absence_profile),
     .given_offset = SET(struct staff_spec, absence_profile_given),
     .doc = "Twelve relative weights of the share in January to December.",
     .example = "[1.5, 1.5, 1.2, 1, 0.8, 0.7, 0.7, 0.7, 0.8, 1, 1.2, 1.4]"},
    {.key = "shocks", .kind = FIELD_MAP, COUNTED(struct staff_spec, shocks, n_shocks), .record = &absence_shock_record,
     .doc = "Times of more absence, by name."},
};
static const struct record absence_record = {
    RECORD("absence", struct staff_spec, absence_fields)};

static const struct field leave_fields[] = {
    {.key = "hours", .kind = FIELD_QUANTITY, .unit = UNIT_HOURS_YEAR, .flags = FIELD_REQUIRED, IN(struct staff_spec, leave),
     .doc = "Leave of an FTE, which hours_per_fte has been cut by already.", .example = "200 hours/year"},
    {.key = "month_profile", .kind = FIELD_PROFILE, .flags = FIELD_REQUIRED, IN(struct staff_spec, leave_profile),
     .given_offset = SET(struct staff_spec, leave_profile_given),
     .doc = "Twelve relative weights of the leave taken in January to December.",
     .example = "[0.7, 0.8, 0.7, 0.9, 1.2, 0.8, 1.7, 2, 0.7, 0.8, 0.6, 1.1]"},
};
static const struct record leave_record = {
    RECORD("leave", struct staff_spec, leave_fields)};

#define OPENING_HEADS .kind = FIELD_QUANTITY, .unit = UNIT_HEADS, .flags = FIELD_CONSTANT | FIELD_WHOLE
static const struct field staff_fields[] = {
    {.key = "experienced", OPENING_HEADS, IN(struct staff_spec, experienced),
     .doc = "Own experienced staff on the opening date.", .example = "900 heads"},
    {.key = "trainees", .kind = FIELD_LIST, COUNTED(struct staff_spec, trainees, n_trainees), .record = &trainees_record,
     .doc = "Own staff in training on the opening date, by months since they joined.",
     .example = "[{months: 2, heads: 40 heads}]"},
    {.key = "external", OPENING_HEADS, IN(struct staff_spec, external),
     .doc = "External staff on the opening date.", .example = "140 heads"},
    {.key = "fte_per_head", .kind = FIELD_QUANTITY, IN(struct staff_spec, fte_per_head), .fallback = 1, RANGE(0.01, 2),
     .doc = "FTE of one head.", .example = "0.9"},
    {.key = "external_fte_per_head", .kind = FIELD_QUANTITY, IN(struct staff_spec, external_fte_per_head), RANGE(0.01, 2),
     .doc = "FTE of one external head; by default as own staff.", .example = "1"},
    {.key = "hiring", .kind = FIELD_RECORD, IN(struct staff_spec, hiring), .record = &hiring_record,
     .doc = "How own staff is hired.", .example = "{plan: 8 heads/month, fill: 25%}"},
    {.key = "external_hiring", .kind = FIELD_RECORD, IN(struct staff_spec, external_hiring), .record = &hiring_record,
     .doc = "How external staff is hired.", .example = "{target: 140 heads}"},
    {.key = "training", .kind = FIELD_RECORD, .record = &training_record,
     .doc = "What own staff goes through after joining.", .example = "{months: 9}"},
    {.key = "leaving", .kind = FIELD_RECORD, .record = &leaving_record,
     .doc = "Hazards of leaving.", .example = "{experienced: 6%/year}"},
    {.key = "absence", .kind = FIELD_RECORD, .record = &absence_record,
     .doc = "Hours lost to absence.", .example = "{share: 2%}"},
    {.key = "leave", .kind = FIELD_RECORD, .record = &leave_record,
     .doc = "Leave that is not spread evenly over the year."},
    {.key = "overtime", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, IN(struct staff_spec, overtime), RANGE(0, 1),
     .doc = "Hours made, and paid, on top of the contract.", .example = "5%"},
};
const struct record staff_record = {
    RECORD("staff", struct staff_spec, staff_fields), .given_offset = SET(struct staff_spec, given),
    .place_offset = SET(struct staff_spec, place)};

static const struct field move_fields[] = {
    {.key = "from", .kind = FIELD_REFERENCE, .flags = FIELD_REQUIRED, IN(struct staff_move_spec, from),
     .refers = REFERENCE_POOL,
     .doc = "The pool they leave.", .example = "regular"},
    {.key = "to", .kind = FIELD_REFERENCE, .flags = FIELD_REQUIRED, IN(struct staff_move_spec, to),
     .refers = REFERENCE_POOL,
     .doc = "The pool they join.", .example = "asylum"},
    {.key = "date", .kind = FIELD_DATE, .flags = FIELD_REQUIRED, IN(struct staff_move_spec, date),
     .doc = "Their first day there."},
    {.key = "back", .kind = FIELD_DATE, IN(struct staff_move_spec, back), .fallback = INT_MAX,
     .doc = "Their first day back; by default they stay."},
    {.key = "heads", .kind = FIELD_QUANTITY, .unit = UNIT_HEADS, .flags = FIELD_REQUIRED, IN(struct staff_move_spec, heads),
     .doc = "How many go."},
    {.key = "who", .kind = FIELD_ENUM, IN(struct staff_move_spec, who), .names = moved_names,
     .doc = "Own experienced staff, as by default, or externals.", .example = "experienced"},
};
const struct record staff_move_record = {
    RECORD("a move of staff", struct staff_move_spec, move_fields), .name_offset = SET(struct staff_move_spec, name),
    .place_offset = SET(struct staff_move_spec, place), .most = 1000};

/* ---- money ---- */

#define PER_YEAR .key = "per_year", .kind = FIELD_QUANTITY, .unit = UNIT_EURO_YEAR, IN(struct income_spec, per_year)
static const struct field stream_income_fields[] = {
    {.key = "per_received", .kind = FIELD_QUANTITY, .unit = UNIT_EURO, IN(struct income_spec, per_received),
     .doc = "Income for a case that is received, such as a fee.", .example = "EUR 210"},
    {.key = "per_decision", .kind = FIELD_QUANTITY, .unit = UNIT_EURO, IN(struct income_spec, per_decision),
     .doc = "Income for a decision.", .example = "EUR 1800"},
    {PER_YEAR,
     .doc = "Lump sum for the stream.", .example = "EUR 20 million/year"},
};
const struct record stream_income_record = {
    RECORD("income", struct income_spec, stream_income_fields), .given_offset = SET(struct income_spec, given)};

static const struct field income_fields[] = {
    {PER_YEAR, .flags = FIELD_REQUIRED,
     .doc = "Lump sum for the whole agency.", .example = "EUR 450 million/year"},
};
const struct record income_record = {
    RECORD("income", struct income_spec, income_fields), .given_offset = SET(struct income_spec, given)};
