/* What somebody meant by an amount that the language does not read. */
#ifndef SCENARIO_AMOUNT_ADVICE_H
#define SCENARIO_AMOUNT_ADVICE_H

#include "scenario/reader.h"

/* The amount with EUR before the number, no marks between thousands, a point before the decimals, `/` for `per`, and the language's words for some
 * that are Dutch: perhaps one that it reads. NULL without a number. It lives as long as what is read. */
const char *amount_plainly(struct reader *reader, const char *text);

/* Whether a word or sign for euros is in the text. */
bool amount_has_euro(const char *text);

#endif
