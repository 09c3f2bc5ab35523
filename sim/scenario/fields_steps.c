/* The table of fields: the steps that a case goes through. */
#include "scenario/fields_parts.h"

const char *const step_order_names[] = {"later_first", "earlier_first", NULL};

/* clang-format off */

static const struct field stop_fields[] = {
    {.key = "from", .kind = FIELD_DATE, .flags = FIELD_REQUIRED, IN(struct step_stop, from),
     .doc = "First day without work.", .example = "2024-03-16"},
    {.key = "until", .kind = FIELD_DATE, .flags = FIELD_REQUIRED, IN(struct step_stop, until),
     .doc = "Last day without work.", .example = "2024-05-10"},
};
static const struct record stop_record = {
    RECORD("a stop", struct step_stop, stop_fields), .place_offset = SET(struct step_stop, place), .most = 1000};

static const struct field step_fields[] = {
    {.key = "pool", .kind = FIELD_REFERENCE, IN(struct step_spec, pool), .refers = REFERENCE_POOL,
     .doc = "The staff that does the step.", .example = "asylum"},
    {.key = "capacity", .kind = FIELD_QUANTITY, .unit = UNIT_CASES_YEAR, IN(struct step_spec, capacity),
     .doc = "Cases per year, with no pool behind them: a server outside, such as an embassy or a court.", .example = "9000/year"},
    {.key = "effort_share", .kind = FIELD_NUMBER, .unit = UNIT_SHARE, .flags = FIELD_POSITIVE, IN(struct step_spec, effort_share),
     .given_offset = SET(struct step_spec, effort_share_given),
     .doc = "Part of the class's effort that the step takes; over the steps with a pool 100%.", .example = "60%"},
    {.key = "delay", .kind = FIELD_DISTRIBUTION, IN(struct step_spec, delay),
     .doc = "Days in which a case that enters the step cannot be worked on.", .example = "{fixed: 30 days}"},
    {.key = "delay_scale", .kind = FIELD_QUANTITY, IN(struct step_spec, delay_scale), .fallback = 1, RANGE(0, 100),
     .doc = "Factor on the delay of the cases that enter the step on a day; opening cases keep theirs.", .example = "{2025-01-01: 0.8}"},
    {.key = "order", .kind = FIELD_ORDER, IN(struct step_spec, order),
     .doc = "How the step's next case is picked, by default oldest first; shares may be uncertain.", .example = "[{random: 50%}, {oldest: 50%}]"},
    {.key = "stops", .kind = FIELD_LIST, COUNTED(struct step_spec, stops, n_stops), .record = &stop_record,
     .doc = "Days on which the step gets no hours.", .example = "[{from: 2024-03-16, until: 2024-05-10}]"},
};
const struct record step_record = {
    RECORD("a step", struct step_spec, step_fields), .name_offset = SET(struct step_spec, name),
    .place_offset = SET(struct step_spec, place), .most = STEPS_MOST};

static const struct field opening_step_fields[] = {
    {.key = "share", .kind = FIELD_NUMBER, .unit = UNIT_SHARE, .flags = FIELD_REQUIRED, IN(struct bound_opening_step, share),
     .doc = "Share of the opening stock that is at this step.", .example = "60%"},
};
const struct record opening_step_record = {
    RECORD("a share of the stock", struct bound_opening_step, opening_step_fields), .shorthand = "share",
    .shorthand_only = true, .name_offset = SET(struct bound_opening_step, name),
    .place_offset = SET(struct bound_opening_step, place), .most = STEPS_MOST};
