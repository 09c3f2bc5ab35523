/* What a long search has found so far, in a file: so that it can be interrupted and go on.
 *
 * A journal starts with a line that says what it belongs to. Each further line is an entry: key, number, text, apart by
 * tabs. A line that was cut off is dropped. */
#ifndef OUTPUT_JOURNAL_H
#define OUTPUT_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "output/problem.h"

struct journal_entry;

struct journal {
    char *path, *title;
    FILE *out;
    size_t n, n_read; /* entries; of them read from the file */
    size_t n_slots;   /* hash table, open addressing */
    struct journal_entry *slots;
    char **keys; /* each key once */
    size_t n_keys;
};

/* Opens `path`; entries of a file whose first line is `title` are kept, any other file of ours is begun anew, and a
 * file that is no journal is refused. 0, or -1 and *problem; the journal may be freed in both cases. */
int journal_open(struct journal *journal, const char *path, const char *title, struct problem *problem);

/* The text of an entry, or NULL. */
const char *journal_get(const struct journal *journal, const char *key, uint32_t number);

/* Adds an entry to memory and file; neither key nor text may hold a tab or newline. 0, or -1 without memory. */
int journal_put(struct journal *journal, const char *key, uint32_t number, const char *text);

/* Drops all entries, of the file too. 0, or -1 and *problem. */
int journal_restart(struct journal *journal, struct problem *problem);

/* Hands what was put to the system. 0, or -1 and *problem. */
int journal_flush(struct journal *journal, struct problem *problem);

/* Closes the file and frees; `keep` false removes the file. Legal after a failed open. */
void journal_close(struct journal *journal, bool keep);

#endif
