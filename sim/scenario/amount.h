/* The parts of an amount as people write it: EUR 20 million /day. What they mean, units.c says. */
#ifndef SCENARIO_AMOUNT_H
#define SCENARIO_AMOUNT_H

#include <stdbool.h>
#include <stddef.h>

enum amount_word { NO_WORD, PERCENT, CASE, HOUR, DAY, WEEK, MONTH, YEAR, FTE, HEAD, UNKNOWN_WORD };

struct amount {
    bool euro;
    double number;
    size_t digits; /* length of the number as written */
    const char *start;
    enum amount_word unit, per;
    const char *rest; /* what was not understood, "" when all was */
};

/* Reads the whole text; false when there is no number at all. */
bool amount_split(const char *text, struct amount *amount);

/* Bytes of the number that the text begins with, 0 when with none: digits with a point and an exponent. */
size_t amount_digits(const char *text);

/* The word or % at *text, which moves behind it unless it is unknown. */
enum amount_word amount_take_word(const char **text);

const char *amount_skip_blanks(const char *text);

#endif
