/* What a comparison knows, in a journal: the accumulated cells, so that its size does not grow with the pairs. */
#include <stdlib.h>

#include "output/compare.h"

/* How many pairs are in the cells, and how many cells there are: with fewer lines not all were written. */
static const char pairs_key[] = "pairs", cells_key[] = "cells", cell_key[] = "cell";

static int put_cell(struct journal *journal, uint32_t number, const struct results_cell *cell)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        return -1;
    }
    results_cell_write(cell, out);
    const int status = fclose(out) == 0 ? journal_put(journal, cell_key, number, text) : -1;
    free(text);
    return status;
}

static int put_count(struct journal *journal, const char *key, size_t count)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", count);
    return journal_put(journal, key, 0, text);
}

static int put_all(struct journal *journal, const struct comparison *comparison, struct problem *problem)
{
    const struct results_table *table = &comparison->table;
    int status = 0;
    if (journal_restart(journal, problem) != 0) {
        return -1;
    }
    problem_set(problem, "not enough memory");
    for (size_t i = 0; status == 0 && i < table->n_cells; i++) {
        status = table->cells[i].n > 0 ? put_cell(journal, (uint32_t)i, &table->cells[i]) : 0;
    }
    if (status != 0 || put_count(journal, cells_key, journal->n) != 0 || put_count(journal, pairs_key, comparison->n) != 0) {
        return -1;
    }
    return journal_flush(journal, problem);
}

int compare_keep(struct journal *journal, const struct comparison *comparison, struct problem *problem)
{
    const int status = put_all(journal, comparison, problem);
    if (status != 0) {
        struct problem other;
        journal_restart(journal, &other); /* a part is of no use */
    }
    return status;
}

static size_t read_count(const struct journal *journal, const char *key)
{
    const char *text = journal_get(journal, key, 0);
    return text == NULL ? 0 : strtoul(text, NULL, 10);
}

int compare_restore(const struct journal *journal, struct comparison *comparison, struct problem *problem)
{
    const size_t n = journal->n == read_count(journal, cells_key) + 2 ? read_count(journal, pairs_key) : 0;
    for (size_t i = 0; n > 0 && i < comparison->table.n_cells; i++) {
        struct results_cell *cell = &comparison->table.cells[i];
        const char *text = journal_get(journal, cell_key, (uint32_t)i);
        if (text != NULL && (results_cell_read(cell, text) != 0 || (size_t)cell->n > n)) {
            return problem_set(problem, "%s cannot be read; remove it to begin anew", journal->path);
        }
    }
    comparison->n = (uint32_t)n;
    return 0;
}
