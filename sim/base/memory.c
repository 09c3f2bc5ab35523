#include "base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { BLOCK_SIZE = 64 * 1024, LARGE_PAGE = 2 * 1024 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t used, size;
    max_align_t bytes[];
};

void arena_init(struct arena *arena)
{
    *arena = (struct arena){.newest = NULL};
}

void arena_init_large(struct arena *arena)
{
    *arena = (struct arena){.large = true};
}

void arena_free(struct arena *arena)
{
    struct arena_block *block = arena->newest;

    while (block != NULL) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
    *arena = (struct arena){.large = arena->large};
}

/* Whole large pages; whether they become such is the system's to say. */
static void *large_pages(size_t size)
{
    void *pages = aligned_alloc(LARGE_PAGE, size);
    if (pages == NULL)
        return NULL;
#ifdef MADV_HUGEPAGE
    (void)madvise(pages, size, MADV_HUGEPAGE);
#endif
    return memset(pages, 0, size);
}

static struct arena_block *block_new(struct arena *arena, size_t size)
{
    struct arena_block *block;
    const size_t least = arena->large ? LARGE_PAGE - sizeof *block : BLOCK_SIZE;
    size_t room = size > least ? size : least;

    if (room > SIZE_MAX - sizeof *block - LARGE_PAGE)
        return NULL;
    if (arena->large)
        room = (sizeof *block + room + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE - sizeof *block;
    block = arena->large ? large_pages(sizeof *block + room) : calloc(1, sizeof *block + room);
    if (block == NULL)
        return NULL;
    block->size = room;
    arena->bytes += sizeof *block + room;
    /* A block made for one large item goes behind the newest, whose rest stays in use. */
    if (size > least && arena->newest != NULL) {
        block->older = arena->newest->older;
        arena->newest->older = block;
    } else {
        block->older = arena->newest;
        arena->newest = block;
    }
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    struct arena_block *block = arena->newest;
    void *item;

    if (size > PTRDIFF_MAX - align)
        return NULL;
    size = (size + align - 1) / align * align;
    if (block == NULL || block->size - block->used < size) {
        block = block_new(arena, size);
        if (block == NULL)
            return NULL;
    }
    item = (unsigned char *)block->bytes + block->used;
    block->used += size;
    return item;
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    return arena_alloc(arena, count * size);
}

void *arena_grow(struct arena *arena, const void *items, size_t count, size_t *capacity, size_t size)
{
    size_t wanted = *capacity < 8 ? 8 : *capacity * 2;
    void *larger;

    if (count < *capacity) {
        union {
            const void *in;
            void *out;
        } same = {.in = items};
        return same.out;
    }
    if (*capacity > SIZE_MAX / 2)
        return NULL;
    larger = arena_alloc_array(arena, wanted, size);
    if (larger == NULL)
        return NULL;
    if (count > 0)
        memcpy(larger, items, count * size);
    *capacity = wanted;
    return larger;
}

/* ---- copies ---- */

struct arena_copied {
    struct arena_block *block;
    size_t used;
};

/* Room for at least `wanted` items; what was there is lost. */
static int make_room(void **items, size_t *room, size_t wanted, size_t size)
{
    if (wanted <= *room)
        return 0;
    free(*items);
    *room = 0;
    *items = calloc(wanted, size);
    if (*items == NULL)
        return -1;
    *room = wanted;
    return 0;
}

int arena_save(const struct arena *arena, struct arena_copy *copy)
{
    void *blocks = copy->blocks, *bytes = copy->bytes;
    size_t n = 0, size = 0;
    for (const struct arena_block *block = arena->newest; block != NULL; block = block->older) {
        n++;
        size += block->used;
    }
    int status = make_room(&blocks, &copy->blocks_room, n, sizeof *copy->blocks);
    if (make_room(&bytes, &copy->bytes_room, size, 1) != 0)
        status = -1;
    copy->blocks = blocks;
    copy->bytes = bytes;
    copy->n = copy->size = 0;
    for (struct arena_block *block = arena->newest; status == 0 && block != NULL; block = block->older) {
        copy->blocks[copy->n++] = (struct arena_copied){block, block->used};
        memcpy(copy->bytes + copy->size, block->bytes, block->used);
        copy->size += block->used;
    }
    return status;
}

/* Blocks keep their order; those made since stand before or between them. */
void arena_restore(struct arena *arena, const struct arena_copy *copy)
{
    const unsigned char *bytes = copy->bytes;
    struct arena_block **link = &arena->newest;
    for (size_t i = 0; *link != NULL;) {
        struct arena_block *block = *link;
        if (i == copy->n || block != copy->blocks[i].block) {
            *link = block->older;
            arena->bytes -= sizeof *block + block->size;
            free(block);
            continue;
        }
        const size_t used = copy->blocks[i++].used;
        memcpy(block->bytes, bytes, used);
        if (block->used > used)
            memset((unsigned char *)block->bytes + used, 0, block->used - used);
        block->used = used;
        bytes += used;
        link = &block->older;
    }
}

void arena_copy_free(struct arena_copy *copy)
{
    free(copy->blocks);
    free(copy->bytes);
    *copy = (struct arena_copy){0};
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? arena_alloc(arena, length + 1) : NULL;

    if (copy == NULL)
        return NULL;
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    char *text = NULL;
    int length;

    va_start(arguments, format);
    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    if (length >= 0)
        text = arena_alloc(arena, (size_t)length + 1);
    if (text != NULL)
        (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text;
}
