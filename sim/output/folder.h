/* A run's folder: complete or not there at all.
 *
 * Everything is written into `.NAME.tmp-PID` beside the folder's place; commit swaps it in at one stroke and removes
 * the former folder. A failure at any point leaves the former folder untouched. */
#ifndef OUTPUT_FOLDER_H
#define OUTPUT_FOLDER_H

#include <stdint.h>
#include <stdio.h>

#include "output/problem.h"

struct folder_file {
    char *name; /* within the folder: "plots/all.svg" */
    uint64_t hash;
    int64_t size;
};

struct folder {
    char *parent;    /* absolute */
    char *base;      /* the folder's own name */
    char *target;    /* parent/base */
    char *temporary; /* parent/.base.tmp-PID; NULL before open and after commit or abandon */
    size_t created;  /* bytes of `parent` that stood before; what is beyond was made here */
    size_t n_files;
    struct folder_file *files;
};

/* Whether a run may write to `path`: it does not exist yet, is empty, or holds a result of ours. Writes nothing. 0, or
 * -1 and *problem. */
int folder_check(const char *path, struct problem *problem);

/* Makes the temporary folder (and the parents of `path`) and removes what killed runs left beside it. On failure
 * nothing stays and *folder may be abandoned. */
int folder_open(struct folder *folder, const char *path, struct problem *problem);

/* Makes a folder in the temporary one. */
int folder_subfolder(struct folder *folder, const char *name, struct problem *problem);

typedef void folder_writer(FILE *out, const void *data);

/* Writes one file with `writer` and adds it to files[]; every failure to write, flush, sync or close is found. */
int folder_write(struct folder *folder, const char *name, folder_writer *writer, const void *data,
                 struct problem *problem);

/* Adds a file to files[] that another program has written into the temporary folder. */
int folder_adopt(struct folder *folder, const char *name, struct problem *problem);

/* Drops the files from files[] beyond the first `n`; what is on disk stays. */
void folder_forget(struct folder *folder, size_t n);

/* Removes a file or folder, and what is in it, from the temporary folder; it is no error when there is none. */
void folder_remove(struct folder *folder, const char *name);

/* Puts the folder in its place, then removes the former one. */
int folder_commit(struct folder *folder, struct problem *problem);

/* Removes the temporary folder, if there is one, and frees everything. Legal after a failed open and after commit. */
void folder_abandon(struct folder *folder);

#endif
