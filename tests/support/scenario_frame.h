/* What the parts of a random scenario must agree on, and who writes which part. */
#ifndef SUPPORT_SCENARIO_FRAME_H
#define SUPPORT_SCENARIO_FRAME_H

#include <stdint.h>
#include <stdio.h>

#include "support/dice.h"
#include "support/scenarios.h"

enum { STREAMS_MOST = 4, POOLS_MOST = 2, CLASSES_MOST = 3, OUTCOMES = 3, LINKS_MOST = 3, FACTORS = 2 };

struct stream_frame {
    int pool; /* -1: stated capacity */
    bool has_period, has_notices;
    int level, effort, n_outcomes, n_classes;
};
struct link_frame {
    int from, to;
};
struct frame {
    uint64_t seed;
    struct scenario_variant variant;
    int opening, horizon;
    int n_streams, n_pools, n_factors, n_links;
    struct stream_frame streams[STREAMS_MOST];
    struct link_frame links[LINKS_MOST];
};

/* Every block of the text has its own dice, so that one block says nothing about another. */
enum block {
    BLOCK_FRAME, BLOCK_HEAD, BLOCK_REGIMES, BLOCK_POOL, BLOCK_STREAM, BLOCK_LINK, BLOCK_STAFF, BLOCK_WEEK, BLOCK_EFFORT, BLOCK_CALLS, BLOCK_CLOCK
};
struct dice dice_for(uint64_t seed, int block, int index);

/* The place of the i-th of n to be written. */
int place_of(const struct frame *f, int i, int n);

/* scenario_pools.c */
void put_pools(FILE *out, const struct frame *f);
bool has_heads(const struct frame *f, int pool); /* staff by the head, not by FTE */
double staff_factor(const struct frame *f);

/* scenario_streams.c, scenario_work.c, scenario_lateness.c */
void put_streams(FILE *out, const struct frame *f);
void put_work(FILE *out, struct dice *dice, const struct frame *f, int stream);
void put_effort(FILE *out, const struct frame *f, int stream);
void put_regimes(FILE *out, const struct frame *f);
void put_lateness(FILE *out, struct dice *dice, const struct frame *f);
void put_opening(FILE *out, struct dice *dice, const struct frame *f, int stream);

/* scenario_links.c, scenario_contingent.c */
void put_links(FILE *out, const struct frame *f);
void put_contingent(FILE *out, const struct frame *f);

#endif
