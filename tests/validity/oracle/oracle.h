/* The oracle: a plain simulation of sim/MODEL.md, case by case and day by day, to check the engine in distribution.
 *
 * It shares no code with the engine beyond the calendar: one struct a case, plain loops over all open cases every day,
 * one stream of random numbers. Slow, and meant to be read beside the page. */
#ifndef VALIDITY_ORACLE_H
#define VALIDITY_ORACLE_H

#include "results/layout.h"
#include "scenario/scenario_types.h"

struct oracle;

/* The oracle of a scenario, which must outlive it, as must the layout; NULL without memory. */
struct oracle *oracle_new(const struct scenario *scenario, const struct results_layout *layout);

/* Simulates replication `index` of `seed` and fills all cells of `out`, NaN where there is no value. 0, or -1 without
 * memory. */
int oracle_run(struct oracle *oracle, unsigned long seed, unsigned index, const struct results_values *out);

/* How far the last run was from the accounts of the page: 0, up to rounding, when every identity held on every day.
 * Open cases and outstanding euros from their flows, hours used from hours taken, hours used beyond hours offered. */
struct oracle_balance {
    double cases, euros, hours, excess;
};
struct oracle_balance oracle_check(const struct oracle *oracle);

void oracle_free(struct oracle *oracle);

#endif
