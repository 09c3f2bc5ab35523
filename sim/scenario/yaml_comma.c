/* Decimal commas where YAML takes a comma for the end of a value. */
#include <string.h>

#include "base/calendar.h"
#include "scenario/amount_advice.h"
#include "scenario/node.h"

static const char digits[] = "0123456789";

static bool is_plain(const struct node *node) { return node->kind == NODE_SCALAR && !node->quoted; }

/* The rest of a number: no key has it but a date. */
static bool is_rest(const char *key, const struct node *value)
{
    int day;
    return is_plain(value) && value->text[0] == '\0' && (key[0] == '-' || strspn(key, digits) > 0) && !day_parse(key, &day);
}

bool node_mends_comma(struct reader *reader, struct node *mapping, const char *key, struct place place, const struct node *value)
{
    struct node_entry *before = mapping->n == 0 ? NULL : &mapping->entries[mapping->n - 1];
    if (!before || !is_rest(key, value) || place.line != before->place.line || !is_plain(before->value) || !strpbrk(before->value->text, digits)) return false;
    const char *written = reader_format(reader, "%s,%s", before->value->text, key), *meant = amount_plainly(reader, written);
    struct node *mended = reader_alloc(reader, 1, sizeof *mended);
    if (!meant || !mended) return false;
    reader_error(reader, before->value->place, reader_format(reader, "write `%s`", meant), "a comma inside braces ends the value: %s",
                 reader_quote(reader, written));
    *mended = *before->value;
    mended->text = meant;
    before->value = mended;
    return true;
}
