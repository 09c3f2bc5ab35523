/* Folders as trees of files: removing them, asking what is in them, exchanging two. */
#ifndef OUTPUT_TREE_H
#define OUTPUT_TREE_H

#include <stdbool.h>
#include <stddef.h>

/* Removes `path` and all that is in it, without following symbolic links. 0, or -1 and errno. */
int tree_remove(const char *path);

/* 1 when the folder has no entries, 0 when it has, -1 and errno when it cannot be read. */
int tree_is_empty(const char *path);

/* Whether `path` holds a manifest.json that termijn wrote. */
bool tree_is_result(const char *path);

/* Makes `path` and its parents; *stood is the length of the part that existed before. 0, or -1 and errno. */
int tree_make_folders(char *path, size_t *stood);

/* Removes the empty folders of `path` beyond its first `stood` bytes, deepest first. */
void tree_unmake_folders(char *path, size_t stood);

/* Flushes a folder's entries to disk. 0, or -1 and errno. */
int tree_sync(const char *path);

/* Puts `fresh` in the place of `target`; afterwards what stood there is at `fresh` (if the kernel can exchange) or at
 * `aside`. Both are for the caller to remove. 0, or -1 and errno with `target` as it was. */
int tree_swap(const char *fresh, const char *target, const char *aside);

/* The same by two renames, for file systems that cannot exchange. */
int tree_swap_by_renames(const char *fresh, const char *target, const char *aside);

#endif
