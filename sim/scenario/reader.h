/* What the stages of reading share: memory, diagnostics and the sources read so far.
 *
 * Memory that runs out is remembered in `out_of_memory` and reported once, at the end of loading; until then every
 * stage returns early with what it has. */
#ifndef SCENARIO_READER_H
#define SCENARIO_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/diagnostics.h"
#include "base/memory.h"
#include "scenario/scenario_types.h"

enum {
    SOURCE_BYTES_MAX = 16 * 1024 * 1024, /* of one file */
    SOURCES_MAX = 1000                   /* files and --set arguments together */
};

struct csv;

/* A file, or the text of a --set argument. */
struct source {
    const char *name;   /* as shown to the user */
    const char *folder; /* that its paths are relative to; "" is the current one */
    const char *text;   /* followed by a NUL that is not counted */
    size_t size;
    uint64_t hash;
    dev_t device; /* device and inode tell whether two names are one file */
    ino_t inode;
    const struct csv *csv; /* once it was read as a table */
    int line_found;        /* the last line looked up, and its first byte */
    size_t line_start;
};

struct node;

struct reader {
    struct arena *arena; /* of the scenario: everything that lives as long as it does */
    struct diagnostics *diagnostics;
    struct source *sources; /* place.file is an index */
    size_t n_sources, capacity;
    const struct node *root; /* the merged scenario, once there is one */
    bool out_of_memory;
};

/* Allocation that remembers its failure. */
void *reader_alloc(struct reader *reader, size_t count, size_t size);

/* A formatted text in the arena; "" without memory. */
__attribute__((format(printf, 2, 3))) const char *reader_format(struct reader *reader, const char *format, ...);

/* Text of the scenario as messages quote it: `text`, cut when long. */
const char *reader_quote(struct reader *reader, const char *text);

/* An error or warning at a place; the suggestion may be NULL. A place with line 0 names the file alone. */
__attribute__((format(printf, 4, 5))) void reader_error(struct reader *reader, struct place place,
                                                        const char *suggestion, const char *format, ...);
__attribute__((format(printf, 4, 5))) void reader_warning(struct reader *reader, struct place place,
                                                          const char *suggestion, const char *format, ...);

/* "did you mean `x`?" for the nearest of n names, else "`a`, `b` ..." led by `lead`; NULL when there are none, or when
 * nothing is near and `lead` is NULL. Names that are NULL are passed over. */
const char *reader_suggest(struct reader *reader, const char *word, size_t n, const char *const *names,
                           const char *lead);

/* Adds a source whose text lives as long as the arena; its index, or -1. */
int reader_add_text(struct reader *reader, const char *name, const char *folder, const char *text, size_t size);

/* Reads a file as a source; its index, or -1 after an error at `named`. A file read before is not read again. */
int reader_add_file(struct reader *reader, const char *path, struct place named);

/* A path as written in the source `file`: relative to the folder of that source. NULL without memory. */
const char *reader_path(struct reader *reader, int file, const char *path);

/* Whether a file of this name can be opened for reading. */
bool reader_file_exists(const char *path);

#endif
