/* Numbers and dates as spreadsheets and letters have them, told apart so that an error can say what to write. */
#ifndef BASE_NOTATIONS_H
#define BASE_NOTATIONS_H

#include <stdbool.h>
#include <stddef.h>

/* The number that a text begins with, with marks between thousands (a space, ' _ . or a comma) and a comma or point before the decimals: 1.442,50.
 * Writes it as digits and at most one point to `plain`, which has room for strlen(text) + 1, and returns its length in `text`; 0 without a digit. A
 * single mark is taken for that of decimals, but a comma before three digits, a space, ' or _. */
size_t number_plainly(const char *text, char *plain);

/* Reads 31-12-2027, 2027/12/31, 20271231, 31 december 2027, December 31, 2027 and the like, in English and Dutch: the day before the month, unless
 * it comes first with the year. False when it is nothing of the kind, or a day that does not exist. */
bool day_plainly(const char *text, int *day);

/* Reads YYYY-MM-DD without asking whether there is such a day. */
bool date_digits(const char *text, int *year, int *month, int *day);

#endif
