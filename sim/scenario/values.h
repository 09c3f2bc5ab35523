/* What bound values say: a quantity on a day, how far a distribution reaches. */
#ifndef SCENARIO_VALUES_H
#define SCENARIO_VALUES_H

#include "scenario/scenario_types.h"

/* The value in force on a day, by steps or by lines, without its uncertainty. */
double quantity_at(const struct quantity *quantity, int day);

/* The highest value it ever has. */
double quantity_highest(const struct quantity *quantity);

/* The index in force on a day, or `absent` when the series is empty; before the first date its value holds. */
int name_series_at(const struct name_series *series, int day, int absent);

/* Days within which a draw falls but for one in a thousand, rounded up; exact where the shape ends (table, uniform,
 * ...). */
int distribution_upper(const struct distribution *distribution);

#endif
