#include "output/varied.h"

#include <math.h>
#include <string.h>

#include "base/diagnostics.h"
#include "output/csv.h"

static const char mark[] = " (added)";

/* Bytes of the key in a heading. */
static size_t key_length(const char *heading)
{
    const size_t length = strlen(heading), tail = sizeof mark - 1;
    return length > tail && strcmp(heading + length - tail, mark) == 0 ? length - tail : length;
}

void varied_heading(FILE *out, const char *key, bool added)
{
    csv_write_text(out, key);
    fputs(added ? mark : "", out); /* keys are paths of the language, which need no quotes */
}

bool varied_is_added(const char *heading)
{
    return heading[key_length(heading)] != '\0';
}

void varied_label(enum report_language language, const char *key, bool added, char out[static VARIED_SIZE])
{
    if (added) {
        plot_sentence(language, PLOT_WORD_added_to, VARIED_SIZE, out, &key);
    } else {
        snprintf(out, VARIED_SIZE, "%s", key);
    }
}

void varied_heading_label(enum report_language language, const char *heading, char out[static VARIED_SIZE])
{
    char key[VARIED_SIZE];
    snprintf(key, sizeof key, "%.*s", (int)key_length(heading), heading);
    varied_label(language, key, varied_is_added(heading), out);
}

void varied_print(FILE *out, struct varied_unit unit, double value)
{
    if (unit.added) {
        fputc(value < 0 ? '-' : '+', out);
    }
    text_print_visible(unit.before, out);
    fprintf(out, "%.6g", unit.added ? fabs(value) : value);
    text_print_visible(unit.after, out);
}
