/* The part of the table of fields about suspension of the clock and withdrawal by the wait. */
#include "scenario/fields_parts.h"

/* clang-format off */

static const struct field suspension_fields[] = {
    {.key = "share", .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, .flags = FIELD_REQUIRED, IN(struct suspension_spec, share),
     .doc = "Share of what is received on a day.", .example = "8%"},
    {.key = "length", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, .flags = FIELD_REQUIRED, IN(struct suspension_spec, days),
     RANGE(1, 3660),
     .doc = "How much later the deadline is.", .example = "60 days"},
};
const struct record clock_suspension_record = {
    RECORD("a suspension", struct suspension_spec, suspension_fields), .most = SUSPENSIONS_MAX};

static const struct field withdrawal_fields[] = {
    {.key = "after", .kind = FIELD_INTEGER, .unit = UNIT_DAYS, .flags = FIELD_REQUIRED, IN(struct withdrawal_band, after),
     RANGE(0, 36525),
     .doc = "Days since receipt from which this rate holds.", .example = "365 days"},
    {.key = "rate", .kind = FIELD_QUANTITY, .unit = UNIT_HAZARD, .flags = FIELD_REQUIRED, IN(struct withdrawal_band, rate),
     .doc = "Hazard of a withdrawal.", .example = "6%/year"},
};
const struct record withdrawal_record = {
    RECORD("a withdrawal band", struct withdrawal_band, withdrawal_fields), .most = WITHDRAWAL_BANDS_MAX};
