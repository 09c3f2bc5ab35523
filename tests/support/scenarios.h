/* Random scenarios as YAML, and their loading. */
#ifndef SUPPORT_SCENARIOS_H
#define SUPPORT_SCENARIOS_H

#include <stdbool.h>
#include <stdint.h>

#include "scenario/scenario_types.h"

/* Other ways to write the scenario of a seed. All of it is the same for the same seed but what is asked for here. */
struct scenario_variant {
    bool permuted;   /* streams, pools, links, factors and the streams of a pool in the opposite order */
    bool renamed;    /* streams, pools and links have other names, and their old ones as ids */
    bool late_rule;  /* every clock has one rule more, in force after the horizon */
    bool idle_shock; /* every inflow has one shock more, before the others, of probability 0 */
    bool idle_links; /* two links more, before the others, of share 0 and mean 0 */
    bool idle_rules; /* contingent rules that could change everything and never fire */
    bool live_rules; /* the same, and they fire now and then */
    bool idle_effort; /* every stream has a drift, a change, a batch and a pressure more that do nothing */
    bool idle_clocks; /* every legal period has a suspension of share 0 */
    bool live_clocks; /* suspensions, and withdrawal by days since receipt */
    double scale;    /* 0: the seed's own */
    double staff;    /* factor on the staff of every pool and on every capacity; 0: as it is */
    bool alone;      /* no links and no transfers: no stream brings another work */
    bool steady;     /* no batch and no pressure: the hours of a case do not hang on how many are open */
    bool split;      /* streams without classes have two that are alike */
};

/* A valid scenario of 1 to 4 streams with a few hundred cases and at most 15 months. The caller frees the text. */
char *scenario_write(uint64_t seed, const struct scenario_variant *variant);

/* Writes and loads one. */
struct scenario *scenario_random(uint64_t seed, const struct scenario_variant *variant);

/* Whether the program was built with a sanitizer, under which everything takes ten times as long. */
bool scenario_is_sanitized(void);

#endif
