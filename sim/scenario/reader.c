#include "scenario/reader.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/text.h"

enum {
    QUOTE_BYTES_MAX = 60,
    EXCERPT_BEFORE = 200,
    EXCERPT_BYTES_MAX = 1600,
    EXCERPT_COLUMN_MAX = 100000,
    SUGGESTED_MAX = 24
};

void *reader_alloc(struct reader *reader, size_t count, size_t size)
{
    void *item = arena_alloc_array(reader->arena, count, size);

    if (item == NULL)
        reader->out_of_memory = true;
    return item;
}

static char *format_list(struct reader *reader, const char *format, va_list arguments)
{
    va_list again;
    char *text = NULL;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length >= 0)
        text = reader_alloc(reader, (size_t)length + 1, 1);
    if (text != NULL)
        (void)vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

const char *reader_format(struct reader *reader, const char *format, ...)
{
    va_list arguments;
    const char *text;

    va_start(arguments, format);
    text = format_list(reader, format, arguments);
    va_end(arguments);
    return text == NULL ? "" : text;
}

const char *reader_quote(struct reader *reader, const char *text)
{
    size_t size = strlen(text), at = 0;
    int32_t code;

    if (size <= QUOTE_BYTES_MAX)
        return reader_format(reader, "`%s`", text);
    while (at < QUOTE_BYTES_MAX)
        at += text_decode(text + at, size - at, &code);
    return reader_format(reader, "`%.*s...`", (int)at, text);
}

/* Length of the line break at text, 0 when there is none. YAML 1.1 counts five kinds, and columns must agree with the
 * parser's. */
static size_t break_length(const char *text, size_t left)
{
    const unsigned char *byte = (const unsigned char *)text;

    if (left == 0)
        return 0;
    if (byte[0] == '\n')
        return 1;
    if (byte[0] == '\r')
        return left > 1 && byte[1] == '\n' ? 2 : 1;
    if (left > 1 && byte[0] == 0xc2 && byte[1] == 0x85)
        return 2;
    return left > 2 && byte[0] == 0xe2 && byte[1] == 0x80 && (byte[2] == 0xa8 || byte[2] == 0xa9) ? 3 : 0;
}

static bool find_line(struct source *source, int line)
{
    if (source->line_found == 0 || line < source->line_found) {
        source->line_found = 1;
        source->line_start = 0;
    }
    while (source->line_found < line) {
        size_t at = source->line_start, skip = 0;
        while (at < source->size && (skip = break_length(source->text + at, source->size - at)) == 0)
            at++;
        if (skip == 0)
            return false;
        source->line_start = at + skip;
        source->line_found++;
    }
    return true;
}

/* The line of a place, or its part around the column when it is long. */
static void excerpt(struct reader *reader, struct place place, struct diagnostic *diagnostic)
{
    struct source *source = &reader->sources[place.file];
    size_t start, end, at;
    int column = 1;

    if (place.column > EXCERPT_COLUMN_MAX || !find_line(source, place.line))
        return;
    start = end = at = source->line_start;
    while (end < source->size && break_length(source->text + end, source->size - end) == 0 &&
           end - start < SOURCE_BYTES_MAX)
        end++;
    while (column < place.column - EXCERPT_BEFORE && at < end) {
        int32_t code;
        at += text_decode(source->text + at, end - at, &code);
        column++;
    }
    if (end - at > EXCERPT_BYTES_MAX)
        end = at + EXCERPT_BYTES_MAX;
    diagnostic->skipped = column - 1;
    diagnostic->excerpt = arena_strndup(&reader->diagnostics->arena, source->text + at, end - at);
}

static void report(struct reader *reader, enum severity severity, struct place place, const char *suggestion,
                   const char *message)
{
    struct diagnostic diagnostic = {
        .severity = severity, .line = place.line, .column = place.column, .suggestion = suggestion};

    diagnostic.message = message == NULL ? "out of memory" : message;
    if (place.file >= 0 && (size_t)place.file < reader->n_sources) {
        diagnostic.file = reader->sources[place.file].name;
        if (place.line > 0 && reader->diagnostics->n < DIAGNOSTICS_KEPT)
            excerpt(reader, place, &diagnostic);
    }
    diagnostics_add(reader->diagnostics, &diagnostic);
}

void reader_error(struct reader *reader, struct place place, const char *suggestion, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    report(reader, SEVERITY_ERROR, place, suggestion, format_list(reader, format, arguments));
    va_end(arguments);
}

void reader_warning(struct reader *reader, struct place place, const char *suggestion, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    report(reader, SEVERITY_WARNING, place, suggestion, format_list(reader, format, arguments));
    va_end(arguments);
}

/* The nearest name, or NULL when none is near enough to be meant. */
static const char *nearest(const char *word, size_t n, const char *const *names)
{
    int most = strlen(word) <= 3 ? 1 : strlen(word) <= 6 ? 2 : 3;
    const char *best = NULL;

    for (size_t i = 0; i < n && most >= 0; i++) {
        int distance = names[i] == NULL ? most + 1 : text_distance(word, names[i], most);
        if (distance <= most) {
            best = names[i];
            most = distance - 1;
        }
    }
    return best;
}

const char *reader_suggest(struct reader *reader, const char *word, size_t n, const char *const *names,
                           const char *lead)
{
    const char *best = word == NULL ? NULL : nearest(word, n, names);
    const char *list = "";
    size_t listed = 0;

    if (reader->diagnostics->n >= DIAGNOSTICS_KEPT)
        return NULL; /* nobody will read it */
    if (lead == NULL && best == NULL)
        return NULL;
    if (best != NULL)
        return reader_format(reader, "did you mean `%s`?", best);
    for (size_t i = 0; i < n; i++) {
        if (names[i] == NULL)
            continue;
        if (listed == SUGGESTED_MAX)
            return reader_format(reader, "%s%s ...", lead, list);
        list = reader_format(reader, "%s%s`%s`", list, listed == 0 ? "" : ", ", names[i]);
        listed++;
    }
    return listed == 0 ? NULL : reader_format(reader, "%s%s", lead, list);
}

int reader_add_text(struct reader *reader, const char *name, const char *folder, const char *text, size_t size)
{
    struct source *sources;

    if (reader->n_sources >= SOURCES_MAX) {
        reader_error(reader, (struct place){.file = -1}, NULL, "more than %d files and --set arguments in one scenario",
                     SOURCES_MAX);
        return -1;
    }
    sources = arena_grow(reader->arena, reader->sources, reader->n_sources, &reader->capacity, sizeof *sources);
    if (sources == NULL) {
        reader->out_of_memory = true;
        return -1;
    }
    reader->sources = sources;
    sources[reader->n_sources] =
        (struct source){.name = name, .folder = folder, .text = text, .size = size, .hash = hash_bytes(text, size)};
    return (int)reader->n_sources++;
}

const char *reader_path(struct reader *reader, int file, const char *path)
{
    const char *folder = reader->sources[file].folder;

    if (path[0] == '/' || folder[0] == '\0')
        return path;
    return reader_format(reader, "%s/%s", folder, path);
}

bool reader_file_exists(const char *path)
{
    return access(path, R_OK) == 0;
}
