/* The JSON Schema (draft-07) of scenario files, made from the table of fields, for editors and other tools.
 *
 * It fits one file: a whole scenario, one that extends another, or an overlay. So keys that a scenario must have in the end are
 * asked for only where nothing can add them, inside lists; and null, which takes away what another file set, may stand at any
 * key outside them. What concerns several keys or files (names that are referred to, sums, ranges of amounts with a unit) is
 * left to `termijn check`. */
#ifndef OUTPUT_SCHEMA_H
#define OUTPUT_SCHEMA_H

#include <jansson.h>
#include <stdio.h>

/* The schema, the caller's; NULL without memory. */
json_t *schema_object(void);

/* Prints it. Errors are left in `out`. */
void schema_write(FILE *out, const void *schema);

#endif
