#include "output/journal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "output/tree.h"

static const char mark[] = "termijn journal ";

struct journal_entry {
    const char *key; /* NULL: free */
    uint32_t number;
    char *text;
};

static uint64_t hash_of(const char *key, uint32_t number)
{
    return hash_bytes_more(hash_bytes(key, strlen(key)), &number, sizeof number);
}

static struct journal_entry *slot_of(const struct journal *journal, const char *key, uint32_t number)
{
    uint64_t hash = hash_of(key, number);
    for (size_t i = (size_t)(hash ^ hash >> 32) & (journal->n_slots - 1);; i = (i + 1) & (journal->n_slots - 1)) {
        struct journal_entry *slot = &journal->slots[i];
        if (slot->key == NULL || (slot->number == number && strcmp(slot->key, key) == 0)) {
            return slot;
        }
    }
}

const char *journal_get(const struct journal *journal, const char *key, uint32_t number)
{
    return journal->n_slots == 0 ? NULL : slot_of(journal, key, number)->text;
}

static int make_room(struct journal *journal)
{
    if (2 * (journal->n + 1) < journal->n_slots) {
        return 0;
    }
    struct journal larger = *journal;
    larger.n_slots = journal->n_slots == 0 ? 1024 : 4 * journal->n_slots;
    larger.slots = calloc(larger.n_slots, sizeof *larger.slots);
    if (larger.slots == NULL) {
        return -1;
    }
    for (size_t i = 0; i < journal->n_slots; i++) {
        if (journal->slots[i].key != NULL) {
            *slot_of(&larger, journal->slots[i].key, journal->slots[i].number) = journal->slots[i];
        }
    }
    free(journal->slots);
    *journal = larger;
    return 0;
}

/* Entries of one key mostly come one after the other. */
static const char *keep_key(struct journal *journal, const char *key)
{
    if (journal->n_keys > 0 && strcmp(journal->keys[journal->n_keys - 1], key) == 0) {
        return journal->keys[journal->n_keys - 1];
    }
    char **larger = realloc(journal->keys, (journal->n_keys + 1) * sizeof *larger);
    if (larger == NULL) {
        return NULL;
    }
    journal->keys = larger;
    larger[journal->n_keys] = strdup(key);
    return larger[journal->n_keys] == NULL ? NULL : larger[journal->n_keys++];
}

static int remember(struct journal *journal, const char *key, uint32_t number, const char *text)
{
    if (make_room(journal) != 0) {
        return -1;
    }
    struct journal_entry *slot = slot_of(journal, key, number);
    if (slot->key != NULL) {
        return 0;
    }
    char *copy = strdup(text);
    const char *kept = copy == NULL ? NULL : keep_key(journal, key);
    if (kept == NULL) {
        free(copy);
        return -1;
    }
    *slot = (struct journal_entry){kept, number, copy};
    journal->n++;
    return 0;
}

int journal_put(struct journal *journal, const char *key, uint32_t number, const char *text)
{
    if (journal->out != NULL) {
        fprintf(journal->out, "%s\t%lu\t%s\n", key, (unsigned long)number, text);
    }
    return remember(journal, key, number, text);
}

int journal_flush(struct journal *journal, struct problem *problem)
{
    if (journal->out == NULL || (fflush(journal->out) == 0 && !ferror(journal->out))) {
        return 0;
    }
    return problem_errno(problem, errno, "cannot write %s", journal->path);
}

/* Reads entries until the end or a line that was cut off. */
static int read_entries(struct journal *journal, FILE *in)
{
    char *line = NULL;
    size_t size = 0;
    int status = 0;
    for (ssize_t length = getline(&line, &size, in); status == 0 && length > 0; length = getline(&line, &size, in)) {
        char *number = strchr(line, '\t'), *text = number == NULL ? NULL : strchr(number + 1, '\t');
        if (text == NULL || line[length - 1] != '\n') {
            break;
        }
        *number = *text = line[length - 1] = '\0';
        status = remember(journal, line, (uint32_t)strtoul(number + 1, NULL, 10), text + 1);
    }
    free(line);
    journal->n_read = journal->n;
    return status;
}

/* 1: entries to keep were read; 0: there is nothing to keep; -1 and *problem. */
static int read_file(struct journal *journal, struct problem *problem)
{
    char *line = NULL;
    size_t size = 0;
    FILE *in = fopen(journal->path, "re");
    if (in == NULL) {
        return errno == ENOENT ? 0 : problem_errno(problem, errno, "cannot read %s", journal->path);
    }
    int status = 0;
    ssize_t length = getline(&line, &size, in);
    if (length > 0) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, mark, sizeof mark - 1) != 0) {
            status = problem_set(problem, "%s is in the way: it is no journal of ours; move it or choose another -o",
                                 journal->path);
        } else if (strcmp(line + sizeof mark - 1, journal->title) == 0) {
            status = read_entries(journal, in) == 0 ? 1 : problem_set(problem, "not enough memory");
        }
    }
    free(line);
    fclose(in);
    return status;
}

static int make_parents(const char *path)
{
    size_t stood;
    char *copy = strdup(path), *slash = copy == NULL ? NULL : strrchr(copy, '/');
    int status = 0;
    if (slash != NULL && slash != copy) {
        *slash = '\0';
        status = tree_make_folders(copy, &stood);
    }
    free(copy);
    return status;
}

/* Writes all entries anew, so that no line that was cut off stays in the middle. */
static int begin_file(struct journal *journal, struct problem *problem)
{
    if (make_parents(journal->path) != 0 || (journal->out = fopen(journal->path, "we")) == NULL) {
        return problem_errno(problem, errno, "cannot write %s", journal->path);
    }
    fprintf(journal->out, "%s%s\n", mark, journal->title);
    for (size_t i = 0; i < journal->n_slots; i++) {
        const struct journal_entry *slot = &journal->slots[i];
        if (slot->key != NULL) {
            fprintf(journal->out, "%s\t%lu\t%s\n", slot->key, (unsigned long)slot->number, slot->text);
        }
    }
    return journal_flush(journal, problem);
}

int journal_open(struct journal *journal, const char *path, const char *title, struct problem *problem)
{
    *journal = (struct journal){.path = strdup(path), .title = strdup(title)};
    if (journal->path == NULL || journal->title == NULL) {
        return problem_set(problem, "not enough memory");
    }
    return read_file(journal, problem) < 0 ? -1 : begin_file(journal, problem);
}

static void forget(struct journal *journal)
{
    for (size_t i = 0; i < journal->n_slots; i++) {
        free(journal->slots[i].text);
    }
    for (size_t i = 0; i < journal->n_keys; i++) {
        free(journal->keys[i]);
    }
    free(journal->keys);
    free(journal->slots);
    journal->keys = NULL;
    journal->slots = NULL;
    journal->n = journal->n_read = journal->n_slots = journal->n_keys = 0;
}

int journal_restart(struct journal *journal, struct problem *problem)
{
    forget(journal);
    if (journal->out != NULL) {
        fclose(journal->out);
    }
    return begin_file(journal, problem);
}

void journal_close(struct journal *journal, bool keep)
{
    if (journal->out != NULL) {
        fclose(journal->out);
        if (!keep) {
            unlink(journal->path);
        }
    }
    forget(journal);
    free(journal->title);
    free(journal->path);
    *journal = (struct journal){0};
}
