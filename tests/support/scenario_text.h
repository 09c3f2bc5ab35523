/* Names, days and numbers in the text of a random scenario. */
#ifndef SUPPORT_SCENARIO_TEXT_H
#define SUPPORT_SCENARIO_TEXT_H

#include "support/scenario_frame.h"

extern const struct scenario_names {
    const char *streams[STREAMS_MOST], *pools[POOLS_MOST], *outcomes[OUTCOMES], *factors[FACTORS];
} scenario_names;

/* An event of a stream: those that every stream has, then its outcomes. */
enum { EVENTS = 6 };
const char *event_name(int event);

struct name {
    char text[32];
};
struct name name_of(const struct frame *f, const char *id);
struct name date_of(int day);

/* The key of a mapping by name, and its id where it has another name. */
void put_key(FILE *out, const struct frame *f, const char *id);

/* A day around the run: most of them inside the horizon, some before it. */
int some_day(struct dice *dice, const struct frame *f);

/* What a number may be besides a constant. */
enum { DATED = 1, UNCERTAIN = 2, ANY = DATED | UNCERTAIN };

struct range {
    const char *before;
    int low, high;
    const char *after;
    double factor; /* on what is picked; 0: none */
};
void put_quantity(FILE *out, struct dice *dice, const struct frame *f, int may, const struct range *range);

/* Now and then a factor that moves an uncertain number. */
void put_loading(FILE *out, struct dice *dice, const struct frame *f);

/* A distribution of about this mean, of any shape. */
void put_distribution(FILE *out, struct dice *dice, int mean);

void put_period(FILE *out, struct dice *dice);

#endif
