/* From sources to a scenario: merge, bind, resolve, check. */
#include "scenario/load.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/bind.h"
#include "scenario/checks.h"
#include "scenario/merge.h"
#include "scenario/resolve.h"

/* The caller holds the address of the first member. */
struct loaded {
    struct scenario scenario;
    struct arena arena;
};

/* Counted as an error, so that nothing that was half read is taken for whole. */
static void add_out_of_memory(struct diagnostics *diagnostics)
{
    diagnostics->out_of_memory = true;
    diagnostics_add(diagnostics, &(struct diagnostic){.message = "out of memory while reading the scenario"});
}

static void list_files(struct reader *reader, struct scenario *scenario)
{
    const char **files = reader_alloc(reader, reader->n_sources, sizeof *files);
    uint64_t *hashes = reader_alloc(reader, reader->n_sources, sizeof *hashes);

    if (files == NULL || hashes == NULL)
        return;
    for (size_t i = 0; i < reader->n_sources; i++) {
        files[i] = reader->sources[i].name;
        hashes[i] = reader->sources[i].hash;
    }
    scenario->n_files = reader->n_sources;
    scenario->files = files;
    scenario->file_hashes = hashes;
}

static void read_sources(struct reader *reader, const struct scenario_sources *sources, struct scenario *scenario)
{
    struct binder binder = {.reader = reader};
    struct bound_scenario *root = reader_alloc(reader, 1, sizeof *root);
    const struct node *tree = root == NULL ? NULL : merge_sources(reader, sources);

    if (tree == NULL)
        return;
    reader->root = tree;
    bind_scenario(&binder, tree, root);
    if (reader->out_of_memory)
        return;
    resolve_scenario(&binder, root);
    if (reader->out_of_memory)
        return;
    check_scenario(&binder, root);
    *scenario = root->spec;
}

struct scenario *scenario_load(const struct scenario_sources *sources, struct diagnostics *diagnostics)
{
    struct loaded *loaded = calloc(1, sizeof *loaded);
    struct reader reader = {.diagnostics = diagnostics};
    size_t errors = diagnostics->n_errors;

    if (loaded == NULL) {
        add_out_of_memory(diagnostics);
        return NULL;
    }
    arena_init(&loaded->arena);
    reader.arena = &loaded->arena;
    read_sources(&reader, sources, &loaded->scenario);
    list_files(&reader, &loaded->scenario);
    if (reader.out_of_memory)
        add_out_of_memory(diagnostics);
    diagnostics_sort(diagnostics);
    if (diagnostics->n_errors == errors)
        return &loaded->scenario;
    scenario_free(&loaded->scenario);
    return NULL;
}

void scenario_free(struct scenario *scenario)
{
    struct loaded *loaded = (struct loaded *)scenario;

    if (loaded != NULL)
        arena_free(&loaded->arena);
    free(loaded);
}
