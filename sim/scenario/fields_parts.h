/* Shared by the files that make up the table of fields; internal to them. */
#ifndef SCENARIO_FIELDS_PARTS_H
#define SCENARIO_FIELDS_PARTS_H

#include "scenario/fields.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define RECORD(name, type, table) .title = (name), .size = sizeof(type), .n = COUNT(table), .fields = (table)
#define RANGE(low, high) .minimum = (low), .maximum = (high)
#define IN(type, member) .offset = offsetof(type, member)
#define COUNTED(type, member, count) .offset = offsetof(type, member), .count_offset = offsetof(type, count)
#define SET(type, member) (offsetof(type, member) + 1)

/* fields_clock.c */
extern const struct record clock_suspension_record, withdrawal_record;

/* fields_effort.c */
extern const struct record effort_batch_record, effort_change_record, effort_pressure_record;

/* fields_staff.c */
extern const struct record staff_record, staff_move_record, stream_income_record, income_record;

/* fields_steps.c */
extern const struct record step_record, opening_step_record;
extern const char *const step_order_names[];

/* fields_contingent.c */
extern const struct record contingent_record;

/* fields_stream.c */
extern const struct record stream_record;
extern const char *const applies_names[];

/* fields.c */
extern const char *const allocation_names[];

#endif
