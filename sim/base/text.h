/* UTF-8 text, one character at a time, and what of it may be shown on a terminal. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at text (size bytes left, at least 1): its length in bytes, 1 when invalid, and its code point, or -1
 * when invalid (overlong forms, surrogates and values above 10FFFF are invalid). */
size_t text_decode(const char *text, size_t size, int32_t *code);

/* Control characters, marks that reorder or hide text, line separators. */
bool text_is_hazardous(int32_t code);

/* Columns on a terminal: 0, 1 or 2. */
int text_width(int32_t code);

/* The character as it may be shown: itself, or an escape such as \x1b or \u202e. Returns the columns it takes. */
enum { TEXT_SHOWN_MAX = 12 };
int text_show(const char *text, size_t length, int32_t code, char shown[static TEXT_SHOWN_MAX]);

/* The whole text as it may be shown, to be freed; NULL without memory. */
char *text_shown(const char *text);

/* Least number of insertions, deletions, replacements and swaps of neighbours that turn one word into the other; stops
 * above `most` (returns most + 1). */
int text_distance(const char *one, const char *other, int most);

#endif
