/* What --precision asks for. */
#ifndef COMMANDS_GOAL_H
#define COMMANDS_GOAL_H

#include "experiment/precision.h"

/* Reads "open=1%", "open=100 cases", "penalty_paid=EUR 1000" or "timeliness of family=0.5%". 0, or -1 after a complaint. */
int goal_parse(const char *text, const struct results_layout *layout, struct precision_goal *goal);

/* "MEASURE" or "MEASURE of STREAM" (`all` when absent), the first `length` bytes of the text. 0, or -1 after a
 * complaint that starts with `option`. */
int goal_parse_measure(const char *option, const char *text, size_t length, const struct results_layout *layout,
                       struct precision_goal *goal);

#endif
