/* Random staff as YAML, for pools of random scenarios. */
#ifndef SUPPORT_STAFF_TEXT_H
#define SUPPORT_STAFF_TEXT_H

#include <stdint.h>
#include <stdio.h>

struct staff_text {
    uint64_t seed; /* all that decides, with the three dates and numbers below */
    int opening, horizon;
    double fte;    /* about what the opening heads come to */
    double factor; /* on the FTE of a head: nothing else changes with it */
};

/* `staff: {...}`, and for some seeds costs, at an indentation of four blanks. */
void staff_text_write(FILE *out, const struct staff_text *text);

/* Moves between the pools of these names, at least two, at no indentation; `reversed`: in the opposite order. */
void moves_text_write(FILE *out, const struct staff_text *text, int n_pools, const char *const pools[], int reversed);

#endif
