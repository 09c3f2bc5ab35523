/* Chance and words for the text of a random scenario. */
#ifndef VALIDITY_WRITER_H
#define VALIDITY_WRITER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "random/mechanisms.h"
#include "support/dice.h"

/* How much chance is in a stream. Where there is little, a day or a euro that is wrong shows in a constant. */
enum noise {
    FROZEN, /* nothing arrives but what is known; stated capacity; notices and appeals come at once */
    QUIET,  /* cases arrive by the calendar and take nearly the same hours */
    NOISY
};

struct writer {
    FILE *out;
    uint64_t seed;
    struct dice dice;
    bool *seen; /* a mechanism */
    int opening, horizon;
    bool uncertain; /* whether numbers may be */
    int n_factors;
};

/* Every block of the text draws numbers of its own, so that a change of one leaves the others as they are. */
enum block {
    BLOCK_FRAME, BLOCK_HEAD, BLOCK_POOL, BLOCK_MEMBER, BLOCK_STAFF, BLOCK_MOVES, BLOCK_INFLOW, BLOCK_CLOCK, BLOCK_DELAY,
    BLOCK_WORK, BLOCK_EFFORT, BLOCK_LEAVING, BLOCK_LATENESS, BLOCK_OPENING, BLOCK_MONEY, BLOCK_LINK, BLOCK_RULE, BLOCK_FILES,
    BLOCK_SUSPENSION, BLOCK_STEPS
};
void writer_block(struct writer *writer, enum block block, int index);

int pick(struct writer *writer, int low, int high); /* both included */
bool happens(struct writer *writer, int percent);
int pick_day(struct writer *writer); /* from day 0 to a while before the horizon */
void uses(struct writer *writer, enum mechanism mechanism);

/* happens(), and says so. */
bool chooses(struct writer *writer, int percent, enum mechanism mechanism);

void say(struct writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void say_date(struct writer *writer, int day);

/* A number of the range in whole steps, with its unit. */
struct range {
    const char *before;
    double low, high, step;
    const char *after;
};
enum { CONSTANT = 0, MAY_CHANGE = 1, MAY_VARY = 2 };
void say_number(struct writer *writer, struct range range);
void say_value(struct writer *writer, int may, struct range range);

/* A distribution of days with about this mean; the kind stands for DELAY_FIXED ... DELAY_TABLE. */
void say_days(struct writer *writer, int mean);
void say_delay(struct writer *writer, int mean); /* the same, and marks its mechanisms */
void say_delay_scale(struct writer *writer, const char *indent, bool certain); /* or nothing */
void say_period(struct writer *writer, int days);
void say_mix(struct writer *writer, bool notices);

#endif
