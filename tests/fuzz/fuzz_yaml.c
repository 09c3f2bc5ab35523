/* The reader of YAML: any bytes give a tree whose every place lies in the text, or errors that can be printed. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/fuzz.h"
#include "scenario/node.h"

/* A cap on what is walked: aliases make a small text a large tree. */
enum { WALKED_MOST = 20000 };

static size_t walk(struct reader *reader, const struct node *node, size_t walked)
{
    fuzz_expect(node->place.line >= 1 && node->place.column >= 1 && node->size >= 1, "a node has a place and a size");
    fuzz_expect(node_describe(reader, node) != NULL, "a node can be described");
    if (walked++ > WALKED_MOST || node->kind == NODE_SCALAR)
        return walked;
    for (size_t i = 0; i < node->n && walked <= WALKED_MOST; i++) {
        if (node->kind == NODE_SEQUENCE) {
            walked = walk(reader, node->items[i], walked);
            continue;
        }
        fuzz_expect(node_find(node, node->entries[i].key) != NULL, "a key is found");
        walked = walk(reader, node->entries[i].value, walked);
    }
    return walked;
}

static void print(struct diagnostics *diagnostics)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    fuzz_expect(out != NULL, "open_memstream");
    diagnostics_sort(diagnostics);
    diagnostics_print(diagnostics, out);
    fclose(out);
    for (size_t i = 0; i < size; i++)
        fuzz_expect(text[i] == '\n' || (unsigned char)text[i] >= ' ', "no control characters are printed");
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct diagnostics diagnostics;
    struct reader reader = {.arena = &arena, .diagnostics = &diagnostics};

    arena_init(&arena);
    diagnostics_init(&diagnostics);
    char *text = reader_alloc(&reader, size + 1, 1);
    fuzz_expect(text != NULL, "memory");
    for (size_t i = 0; i < size; i++)
        text[i] = (char)data[i];
    const int source = reader_add_text(&reader, "text", "", text, size);
    const struct node *root = node_read(&reader, source, 0, 0);
    if (root)
        walk(&reader, root, 0);
    fuzz_expect(!reader.out_of_memory, "small texts need little memory");
    print(&diagnostics);
    diagnostics_free(&diagnostics);
    arena_free(&arena);
    return 0;
}
