#include "base/diagnostics.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { EXCERPT_COLUMNS = 100, TAB_COLUMNS = 4 };

void diagnostics_init(struct diagnostics *diagnostics)
{
    *diagnostics = (struct diagnostics){.n = 0};
    arena_init(&diagnostics->arena);
}

void diagnostics_free(struct diagnostics *diagnostics)
{
    arena_free(&diagnostics->arena);
    diagnostics_init(diagnostics);
}

struct diagnostics *diagnostics_new(void)
{
    struct diagnostics *diagnostics = malloc(sizeof *diagnostics);

    if (diagnostics != NULL)
        diagnostics_init(diagnostics);
    return diagnostics;
}

void diagnostics_delete(struct diagnostics *diagnostics)
{
    if (diagnostics != NULL)
        diagnostics_free(diagnostics);
    free(diagnostics);
}

static const char *copy_of(struct diagnostics *diagnostics, const char *text)
{
    return text == NULL || text[0] == '\0' ? "" : arena_strdup(&diagnostics->arena, text);
}

void diagnostics_add(struct diagnostics *diagnostics, const struct diagnostic *diagnostic)
{
    struct diagnostic copy = *diagnostic;
    struct diagnostic *items;

    if (diagnostic->severity == SEVERITY_ERROR)
        diagnostics->n_errors++;
    else
        diagnostics->n_warnings++;
    if (diagnostics->n >= DIAGNOSTICS_KEPT)
        return;
    items = arena_grow(&diagnostics->arena, diagnostics->items, diagnostics->n, &diagnostics->capacity, sizeof *items);
    if (items == NULL)
        return;
    diagnostics->items = items;
    copy.file = copy_of(diagnostics, diagnostic->file);
    copy.message = copy_of(diagnostics, diagnostic->message);
    copy.suggestion = copy_of(diagnostics, diagnostic->suggestion);
    copy.excerpt = copy_of(diagnostics, diagnostic->excerpt);
    if (copy.file == NULL || copy.message == NULL || copy.suggestion == NULL || copy.excerpt == NULL)
        return;
    items[diagnostics->n++] = copy;
}

/* Where the file was first mentioned. */
static size_t file_rank(const struct diagnostics *diagnostics, const char *file)
{
    for (size_t i = 0; i < diagnostics->n; i++) {
        if (strcmp(diagnostics->items[i].file, file) == 0)
            return i;
    }
    return diagnostics->n;
}

struct ranked {
    size_t file, index;
    int line, column;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *one = a, *other = b;

    if (one->file != other->file)
        return one->file < other->file ? -1 : 1;
    if (one->line != other->line)
        return one->line < other->line ? -1 : 1;
    if (one->column != other->column)
        return one->column < other->column ? -1 : 1;
    return one->index < other->index ? -1 : one->index > other->index;
}

void diagnostics_sort(struct diagnostics *diagnostics)
{
    size_t n = diagnostics->n;
    struct ranked *ranked = arena_alloc_array(&diagnostics->arena, n, sizeof *ranked);
    struct diagnostic *sorted = arena_alloc_array(&diagnostics->arena, n, sizeof *sorted);

    if (ranked == NULL || sorted == NULL || n == 0)
        return;
    for (size_t i = 0; i < n; i++) {
        const struct diagnostic *item = &diagnostics->items[i];
        ranked[i] = (struct ranked){
            .file = file_rank(diagnostics, item->file), .index = i, .line = item->line, .column = item->column};
    }
    qsort(ranked, n, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < n; i++)
        sorted[i] = diagnostics->items[ranked[i].index];
    diagnostics->items = sorted;
    diagnostics->capacity = n;
}

void text_print_visible(const char *text, FILE *out)
{
    size_t left = strlen(text);

    while (left > 0) {
        char shown[TEXT_SHOWN_MAX];
        int32_t code;
        size_t length = text_decode(text, left, &code);
        (void)text_show(text, length, code, shown);
        fputs(shown, out);
        text += length;
        left -= length;
    }
}

/* One character of an excerpt as it will be shown, and the columns it takes when it starts on column `at`. */
static int excerpt_show(const char *text, size_t length, int32_t code, int at, char shown[static TEXT_SHOWN_MAX])
{
    int width = TAB_COLUMNS - at % TAB_COLUMNS;

    if (code != '\t')
        return text_show(text, length, code, shown);
    memset(shown, ' ', (size_t)width);
    shown[width] = '\0';
    return width;
}

/* Columns shown before character number `column` (from 1). */
static int excerpt_columns(const char *text, int column)
{
    size_t left = strlen(text);
    int at = 0;

    for (int i = 1; i < column && left > 0; i++) {
        char shown[TEXT_SHOWN_MAX];
        int32_t code;
        size_t length = text_decode(text, left, &code);
        at += excerpt_show(text, length, code, at, shown);
        text += length;
        left -= length;
    }
    return at;
}

/* Prints what falls on the columns from..until of the excerpt. */
static void excerpt_print(const char *text, int from, int until, FILE *out)
{
    size_t left = strlen(text);
    int at = 0;

    while (left > 0 && at < until) {
        char shown[TEXT_SHOWN_MAX];
        int32_t code;
        size_t length = text_decode(text, left, &code);
        int width = excerpt_show(text, length, code, at, shown);
        if (at >= from && at + width <= until)
            fputs(shown, out);
        else if (at < from && at + width > from)
            fprintf(out, "%*s", at + width - from, "");
        at += width;
        text += length;
        left -= length;
    }
}

static void print_place(const struct diagnostic *item, FILE *out)
{
    int caret = excerpt_columns(item->excerpt, item->column - item->skipped);
    int width = excerpt_columns(item->excerpt, (int)strlen(item->excerpt) + 1);
    int from = 0, until = width;
    bool cut;

    if (width > EXCERPT_COLUMNS) {
        from = caret > EXCERPT_COLUMNS / 2 ? caret - EXCERPT_COLUMNS / 2 : 0;
        if (from > width - EXCERPT_COLUMNS)
            from = width - EXCERPT_COLUMNS;
        until = from + EXCERPT_COLUMNS;
    }
    cut = from > 0 || item->skipped > 0;
    fprintf(out, "%5d | %s", item->line, cut ? "..." : "");
    excerpt_print(item->excerpt, from, until, out);
    fputs(until < width ? "...\n" : "\n", out);
    if (item->column > 0)
        fprintf(out, "      | %*s^\n", caret - from + (cut ? 3 : 0), "");
}

static void print_one(const struct diagnostic *item, FILE *out)
{
    if (item->file[0] != '\0') {
        text_print_visible(item->file, out);
        if (item->line > 0)
            fprintf(out, ":%d", item->line);
        if (item->line > 0 && item->column > 0)
            fprintf(out, ":%d", item->column);
        fputs(": ", out);
    }
    fputs(item->severity == SEVERITY_ERROR ? "error: " : "warning: ", out);
    text_print_visible(item->message, out);
    fputc('\n', out);
    if (item->line > 0 && item->excerpt[0] != '\0')
        print_place(item, out);
    if (item->suggestion[0] != '\0') {
        fputs("  help: ", out);
        text_print_visible(item->suggestion, out);
        fputc('\n', out);
    }
}

void diagnostics_print(const struct diagnostics *diagnostics, FILE *out)
{
    size_t total = diagnostics->n_errors + diagnostics->n_warnings;
    size_t shown = diagnostics->n < DIAGNOSTICS_PRINTED ? diagnostics->n : DIAGNOSTICS_PRINTED;

    for (size_t i = 0; i < shown; i++)
        print_one(&diagnostics->items[i], out);
    if (total > shown)
        fprintf(out, "... and %zu more\n", total - shown);
}
