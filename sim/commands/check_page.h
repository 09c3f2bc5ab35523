/* What `termijn check` prints about a scenario without errors. */
#ifndef COMMANDS_CHECK_PAGE_H
#define COMMANDS_CHECK_PAGE_H

#include <stdio.h>

#include "model/expectation.h"

/* Yearly flows, capacity, load; what the opening state assumes; which mechanisms are on. Within 80 columns. */
void check_page_print(FILE *out, const struct model *model, const struct expectation *expectation);

/* Of it: suspensions, and withdrawal that is given in bands. */
void check_clock_print(FILE *out, const struct model *model);

/* Of it: how many streams have each mechanism. */
void check_mechanisms_print(FILE *out, const struct model *model);

/* Of it: the contingent rules. */
void check_rules_print(FILE *out, const struct scenario *scenario);

/* Warnings to standard error: opening parts left out where lateness is on, loads over 1 are no warning. */
void check_page_warn(const struct model *model);

#endif
