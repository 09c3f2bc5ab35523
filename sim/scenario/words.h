/* The words of the language that stand in no field of the table: those inside orders of work, distributions and values with
 * their source. Lists end with NULL. */
#ifndef SCENARIO_WORDS_H
#define SCENARIO_WORDS_H

#include <stddef.h>

#include "scenario/scenario_types.h"

extern const char *const order_names[];         /* in the order of enum work_order */
extern const char *const status_names[];        /* of enum value_status, from STATUS_OBSERVED */
extern const char *const interpolation_names[]; /* the second is linear */
extern const char *const uncertainty_names[];   /* of enum uncertainty_shape, from UNCERTAIN_NORMAL */

/* The key of a shape, DISTRIBUTION_FIXED to DISTRIBUTION_TABLE, and how many parameters it has; none of a fixed number of days or a
 * table, whose values stand in their place. */
enum { DISTRIBUTION_PARAMETERS_MAX = 3 };
const char *distribution_name(enum distribution_shape shape);
size_t distribution_parameters(enum distribution_shape shape, const char *names[static DISTRIBUTION_PARAMETERS_MAX]);

#endif
