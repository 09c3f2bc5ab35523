/* An arena: many small allocations, freed together.
 *
 * arena_init() cannot fail and arena_free() is legal on any arena that was initialised, also after a failed allocation
 * and more than once. Every allocation that fails returns NULL and leaves the arena usable. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *newest;
    size_t bytes; /* taken from the system, headers included */
    bool large;
};

void arena_init(struct arena *arena);

/* For memory of megabytes that is gone through again and again: it is taken in whole pages of 2 MiB, so that the processor, where the system gives such
 * pages, seldom has to look up an address. */
void arena_init_large(struct arena *arena);
void arena_free(struct arena *arena);

/* Zeroed memory, aligned for any type; NULL when there is none. A size of 0 gives a valid pointer to no bytes. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same for count items; NULL too when count * size does not fit. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);

/* An array that grows: the same items in room for at least one more than `count`, or NULL. *capacity is kept up to
 * date. */
void *arena_grow(struct arena *arena, const void *items, size_t count, size_t *capacity, size_t size);

/* What an arena held at some time, byte by byte. All zero bytes: a copy of nothing. */
struct arena_copy {
    size_t n, blocks_room;
    struct arena_copied *blocks;
    size_t size, bytes_room;
    unsigned char *bytes;
};

/* Takes a copy, in the room of the one before. 0, or -1 without memory. */
int arena_save(const struct arena *arena, struct arena_copy *copy);

/* Everything is again as it was when the copy of this arena was taken, at the same addresses; what was allocated since is gone. */
void arena_restore(struct arena *arena, const struct arena_copy *copy);
void arena_copy_free(struct arena_copy *copy);

char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
char *
arena_format(struct arena *arena, const char *format, ...);

#endif
