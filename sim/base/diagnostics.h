/* Errors and warnings about what a user wrote, collected and printed together.
 *
 *     base.yaml:12:9: error: unknown key `efort` in streams.family
 *        12 |     efort: 5 hours
 *           |     ^
 *       help: did you mean `effort`?
 *
 * Everything printed may come from a stranger's file: control characters, invalid UTF-8 and marks that reorder text are
 * shown as escapes. */
#ifndef BASE_DIAGNOSTICS_H
#define BASE_DIAGNOSTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/memory.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

struct diagnostic {
    enum severity severity;
    const char *file; /* "" when it concerns none */
    int line, column; /* from 1, columns in characters; 0 when unknown */
    const char *message;
    const char *suggestion; /* "" when none */
    const char *excerpt;    /* the line, without its end; "" when none */
    int skipped;            /* characters of the line before the excerpt */
};

enum { DIAGNOSTICS_KEPT = 1000, DIAGNOSTICS_PRINTED = 50 };

struct diagnostics {
    struct arena arena;
    size_t n, capacity; /* kept, at most DIAGNOSTICS_KEPT */
    struct diagnostic *items;
    size_t n_errors, n_warnings; /* all that were added */
    bool out_of_memory;          /* while the scenario was read; set by the reader */
};

void diagnostics_init(struct diagnostics *diagnostics);
void diagnostics_free(struct diagnostics *diagnostics); /* legal more than once */

/* The same on the heap; NULL without memory, and NULL is legal to delete. */
struct diagnostics *diagnostics_new(void);
void diagnostics_delete(struct diagnostics *diagnostics);

/* Adds a copy; texts may be NULL. Without memory it is counted and not kept, so that n_errors never misses one. */
void diagnostics_add(struct diagnostics *diagnostics, const struct diagnostic *diagnostic);

/* By file in order of first mention, then line and column; what stands at one place keeps its order. */
void diagnostics_sort(struct diagnostics *diagnostics);

/* Prints the first DIAGNOSTICS_PRINTED, then "... and N more". */
void diagnostics_print(const struct diagnostics *diagnostics, FILE *out);

/* Writes text with what a terminal must not receive escaped: \x1b, \u202e; newlines become \n, tabs \t. */
void text_print_visible(const char *text, FILE *out);

#endif
