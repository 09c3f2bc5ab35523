#include "output/csv_form.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output/columns.h"

static const char *const words[] = {"plain", "excel-nl"};

int csv_form_of(const char *word, enum csv_form *form)
{
    for (int i = CSV_PLAIN; i <= CSV_EXCEL_NL; i++) {
        if (strcmp(words[i], word) == 0) {
            *form = (enum csv_form)i;
            return 0;
        }
    }
    return -1;
}

const char *csv_form_name(enum csv_form form)
{
    return words[form];
}

/* ---- from plain to Excel's ---- */

struct text {
    char *bytes;
    size_t n, capacity;
};

struct rewriter {
    FILE *out;
    const char *name;
    enum { AT_START, PLAIN, QUOTED, QUOTE_SEEN } state; /* of the cell */
    struct text cell, types; /* types: a byte a column, an enum column_type */
    size_t column;
    bool headed, quoted; /* the header is done; the cell was in quotes */
};

static int push(struct text *text, char c)
{
    if (text->n == text->capacity) {
        size_t capacity = text->capacity == 0 ? 64 : 2 * text->capacity;
        char *larger = realloc(text->bytes, capacity);
        if (larger == NULL) {
            errno = ENOMEM;
            return -1;
        }
        text->bytes = larger;
        text->capacity = capacity;
    }
    text->bytes[text->n++] = c;
    return 0;
}

/* A whole number, or one with a point. */
static bool looks_like_number(const char *text)
{
    const char *p = text + (*text == '-');
    size_t digits = strspn(p, "0123456789");
    p += digits;
    if (*p == '.') {
        p++;
        digits += strspn(p, "0123456789");
        p += strspn(p, "0123456789");
    }
    if (digits > 0 && *p == 'e') {
        p += 1 + (p[1] == '-' || p[1] == '+');
        p += strspn(p, "0123456789");
    }
    return digits > 0 && *p == '\0';
}

static void write_cell(const struct rewriter *rewriter, const char *text, bool number)
{
    bool quotes = rewriter->quoted || strpbrk(text, ";\"\r\n") != NULL;
    if (quotes) {
        fputc('"', rewriter->out);
    }
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"') {
            fputc('"', rewriter->out);
        }
        fputc(number && *p == '.' ? ',' : *p, rewriter->out);
    }
    if (quotes) {
        fputc('"', rewriter->out);
    }
}

/* The cell is whole: `end` is the comma or newline after it. */
static int end_cell(struct rewriter *rewriter, char end)
{
    if (push(&rewriter->cell, '\0') != 0) {
        return -1;
    }
    const char *text = rewriter->cell.bytes;
    bool number = false;
    if (!rewriter->headed) {
        const struct column *column = column_find(rewriter->name, text);
        if (push(&rewriter->types, (char)(column == NULL ? COLUMN_TEXT : column->type)) != 0) {
            return -1;
        }
    } else if (rewriter->column < rewriter->types.n) {
        const enum column_type type = (enum column_type)rewriter->types.bytes[rewriter->column];
        number = (type == COLUMN_NUMBER || type == COLUMN_QUANTITY) && looks_like_number(text);
    }
    write_cell(rewriter, text, number);
    fputs(end == '\n' ? "\r\n" : ";", rewriter->out);
    rewriter->headed = rewriter->headed || end == '\n';
    rewriter->column = end == '\n' ? 0 : rewriter->column + 1;
    rewriter->cell.n = 0;
    rewriter->quoted = false;
    rewriter->state = AT_START;
    return 0;
}

static int take(struct rewriter *rewriter, char c)
{
    if (rewriter->state == AT_START && c == '"') {
        rewriter->state = QUOTED;
        rewriter->quoted = true;
        return 0;
    }
    if (rewriter->state == QUOTED && c == '"') {
        rewriter->state = QUOTE_SEEN;
        return 0;
    }
    if (rewriter->state != QUOTED && (c == ',' || c == '\n')) {
        return end_cell(rewriter, c);
    }
    rewriter->state = rewriter->quoted ? QUOTED : PLAIN; /* a quote after a quote is one of the text */
    return push(&rewriter->cell, c);
}

static ssize_t rewrite(void *cookie, const char *bytes, size_t size)
{
    struct rewriter *rewriter = cookie;
    for (size_t i = 0; i < size; i++) {
        if (take(rewriter, bytes[i]) != 0) {
            return 0;
        }
    }
    return ferror(rewriter->out) ? 0 : (ssize_t)size;
}

static int close_rewriter(void *cookie)
{
    struct rewriter *rewriter = cookie;
    int status = ferror(rewriter->out) ? EOF : 0;
    free(rewriter->cell.bytes);
    free(rewriter->types.bytes);
    free(rewriter);
    return status;
}

FILE *csv_excel_open(FILE *out, const char *name)
{
    static const cookie_io_functions_t functions = {.write = rewrite, .close = close_rewriter};
    struct rewriter *rewriter = calloc(1, sizeof *rewriter);
    FILE *stream = NULL;
    if (rewriter != NULL) {
        *rewriter = (struct rewriter){.out = out, .name = name};
        stream = fopencookie(rewriter, "w", functions);
    }
    if (stream == NULL) {
        free(rewriter);
        return NULL;
    }
    fputs("\xEF\xBB\xBF", out);
    return stream;
}
