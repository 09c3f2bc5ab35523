/* A short scenario written in a test, loaded, compiled and ready to run. */
#ifndef SUPPORT_LOAD_TEXT_H
#define SUPPORT_LOAD_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "engine/state.h"
#include "model/model.h"
#include "results/layout.h"

struct stand {
    struct scenario *scenario;
    struct model *model;
    struct replication *replication;
    struct results_values values;
};

/* Loads a scenario from its file or its text; a refusal is printed and fails the test. */
struct scenario *scenario_of_file(const char *path);
struct scenario *scenario_of_text(const char *yaml);

/* Loads and compiles the text; a refusal fails the test. `csv`, unless NULL, lies beside the text as data.csv. */
struct stand stand_of(const char *yaml, const char *csv);

/* The same of a scenario that is loaded, which the stand then owns. */
struct stand stand_of_scenario(struct scenario *scenario);

/* The same from a pattern of printf. */
struct stand stand_of_format(const char *pattern, ...) __attribute__((format(printf, 1, 2)));

void stand_free(struct stand *stand);

/* The figures of one replication, none of them known yet. */
struct results_values values_new(const struct results_layout *layout);
void values_free(struct results_values *values);

/* Runs one replication to the horizon. */
void stand_run(struct stand *stand, uint64_t seed, uint32_t index);

/* A stream's figure of the month (0: that of day 0) or of the opening date, after stand_run. */
double stand_month(const struct stand *stand, size_t month, size_t stream, enum measure measure);
double stand_opening(const struct stand *stand, size_t stream, enum measure measure);

/* The civil day of a date, and the model's day of it. */
int civil_of(const char *date);
int model_day(const struct model *model, const char *date);

/* The first replication of a seed on the evening before day 0, its draws ready, today day 0. */
struct replication *stand_begin(struct stand *stand, uint64_t seed);

/* Adds plain workable cases of a received day to a lane. */
void add_plain(struct replication *replication, struct lane *lane, int day, int32_t count);

#endif
