/* Values of a scenario that a command changes: KEY, KEY@DATE (from that day on), with a range LOW:HIGH. */
#ifndef COMMANDS_LEVER_H
#define COMMANDS_LEVER_H

#include <argp.h>
#include <stdbool.h>

#include "commands/sources.h"
#include "scenario/scenario_types.h"

enum { LEVERS_MOST = 20 };

struct lever {
    const char *text;                     /* as written, for messages */
    char *key;                            /* "pools.asylum.fte" */
    char *name;                           /* with its date: "pools.asylum.fte@2025-07-01" */
    int date;                             /* in force from this day; SCENARIO_ALWAYS for the whole time */
    bool added;                           /* the value is added to what the scenario says, not put in its place */
    double low, high, step;               /* in the unit as written; step 0: none */
    char *before, *after;                 /* the unit round a number: "EUR ", " fte" */
    const struct stated_quantity *stated; /* NULL: the scenario leaves it at its default */
};

/* Reads KEY[@DATE][=LOW:HIGH[:STEP]]; `stepped` asks for a step. Without a range it goes from half to twice what the
 * scenario says. LOW:HIGH with a + before it is added. 0, or -1 after a complaint. Free is legal after both. */
int lever_parse(struct lever *lever, const char *option, const char *text, const struct scenario *scenario,
                bool stepped);
void lever_free(struct lever *lever);

/* Says on stderr when one value takes the place of values by date. */
void lever_tell(const struct lever *lever, const char *option);

/* What the scenario says from the lever's day on, at the earliest from `day`, as written; NaN when it does not stay the same. */
double lever_level(const struct lever *lever, int day);

/* The value as written: "1600 fte". To be freed; NULL without memory. */
char *lever_value(const struct lever *lever, double value);

/* The scenario with every lever at its value: modifications that follow those of `sources`, whose strings it borrows.
 * `settings` is all of them in one line, which names the point. */
struct variant {
    struct sources sources;
    size_t n_texts;
    char **texts;
    char *settings;
};
int variant_init(struct variant *variant, const struct sources *sources, size_t n, const struct lever levers[],
                 const double values[]); /* 0, or -1 without memory; free is legal after both */
void variant_free(struct variant *variant);

/* Loads and compiles it. NULL after complaints, and *code says why. The model's scenario goes with it. */
struct model *variant_compile(struct variant *variant, int *code);
void variant_model_free(struct model *model);

#endif
