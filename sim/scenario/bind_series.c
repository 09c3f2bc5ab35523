/* Names and orders of work, in force by date. */
#include <math.h>
#include <string.h>

#include "scenario/bind.h"
#include "scenario/words.h"

static const char *const reference_nouns[REFERENCES] = {[REFERENCE_NONE] = "",
                                                        [REFERENCE_STREAM] = "stream",
                                                        [REFERENCE_POOL] = "pool",
                                                        [REFERENCE_RULE] = "contingent rule",
                                                        [REFERENCE_FACTOR] = "factor",
                                                        [REFERENCE_ADMINISTRATIVE] = "administrative regime",
                                                        [REFERENCE_JUDICIAL] = "judicial regime",
                                                        [REFERENCE_EVENT] = "event"};

int bind_lookup(struct binder *binder, enum reference reference, const char *name, struct place place)
{
    struct reader *reader = binder->reader;
    const struct node *names = binder->names[reference];
    size_t n = names == NULL ? 0 : names->n;
    const char *noun = reference_nouns[reference], *suggestion;
    const char **list;

    for (size_t i = 0; i < n; i++) {
        if (strcmp(names->entries[i].key, name) == 0)
            return (int)i;
    }
    list = reader_alloc(reader, n, sizeof *list);
    if (list == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        list[i] = names->entries[i].key;
    suggestion = reader_suggest(reader, name, n, list, reader_format(reader, "the %ss are ", noun));
    if (suggestion == NULL)
        suggestion = reader_format(reader, "the scenario has no %ss", noun);
    reader_error(reader, place, suggestion, "there is no %s %s", noun, reader_quote(reader, name));
    return -1;
}

void bind_reference(struct binder *binder, const struct slot *slot)
{
    const char *name = bind_scalar(binder, slot, slot->node);
    int index;

    if (name == NULL)
        return;
    index = bind_lookup(binder, slot->field->refers, name, slot->node->place);
    memcpy(slot_target(slot), &index, sizeof index);
}

/* One name of a series; false after an error. */
static bool bind_named(struct binder *binder, const struct slot *slot, const struct node *node, int *index)
{
    const char *name;

    if (slot->field->kind == FIELD_ENUM_SERIES) {
        *index = bind_word(binder, slot, node, slot->field->names);
        return *index >= 0;
    }
    name = bind_scalar(binder, slot, node);
    *index = -1;
    if (name == NULL)
        return false;
    if (strcmp(name, "none") == 0)
        return true;
    *index = bind_lookup(binder, slot->field->refers, name, node->place);
    return *index >= 0;
}

void bind_name_series(struct binder *binder, const struct slot *slot)
{
    struct name_series *series = slot_target(slot);
    struct dated_node *dated;
    struct dated_name *points;
    size_t n;
    bool good = true;

    if (slot->node->kind != NODE_SCALAR && !node_is_dated(slot->node)) {
        bind_refuse_kind(binder, slot, slot->node);
        return;
    }
    dated = bind_dated(binder, slot->node, &n);
    points = dated == NULL ? NULL : reader_alloc(binder->reader, n, sizeof *points);
    if (points == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        points[i].date = dated[i].date;
        good = bind_named(binder, slot, dated[i].node, &points[i].index) && good;
    }
    if (good)
        *series = (struct name_series){.given = true, .n = n, .points = points};
}

/* ---- order of work ---- */

const char *const order_names[] = {"oldest", "newest", "random", "earliest_deadline", "noticed", NULL};
static const char order_example[] = "for example `[{random: 50%}, {oldest: 50%}]` or one word";

static bool bind_part(struct binder *binder, const struct slot *slot, const struct node *node, struct order_part *part)
{
    struct quantity share;
    struct node word;
    int order;

    if (node->kind != NODE_MAPPING || node->n != 1) {
        reader_error(binder->reader, node->place, order_example,
                     "a part of `order` takes one word with its share, not %s", node_describe(binder->reader, node));
        return false;
    }
    word = (struct node){.kind = NODE_SCALAR, .text = node->entries[0].key, .place = node->entries[0].place};
    order = bind_word(binder, slot, &word, order_names);
    if (order < 0)
        return false;
    const struct field field = {
        .key = order_names[order], .kind = FIELD_QUANTITY, .unit = UNIT_SHARE, .flags = FIELD_UNDATED, .maximum = 1, .example = "50%"};
    const char *path = reader_format(binder->reader, "%s.%s", slot->path, order_names[order]);
    if (path == NULL || !bind_part_quantity(binder, &(struct slot){.field = &field, .node = node->entries[0].value, .path = path}, &share))
        return false;
    *part = (struct order_part){.order = (enum work_order)order, .share = share.points[0].value, .uncertainty = share.uncertainty, .path = path};
    return true;
}

/* A list of parts: their shares make 100%, no order comes twice. */
static bool bind_parts(struct binder *binder, const struct slot *slot, const struct node *node,
                       struct order_part *parts)
{
    unsigned seen = 0;
    double sum = 0;
    bool good = true;

    for (size_t i = 0; i < node->n; i++) {
        if (!bind_part(binder, slot, node->items[i], &parts[i])) {
            good = false;
            continue;
        }
        if (seen & (1u << parts[i].order)) {
            reader_error(binder->reader, node->items[i]->place, "add their shares", "`%s` comes twice in one order",
                         order_names[parts[i].order]);
            good = false;
        }
        seen |= 1u << parts[i].order;
        sum += parts[i].share;
    }
    if (good && fabs(sum - 1) > 0.001) {
        reader_error(binder->reader, node->place, NULL, "the shares of `order` add up to %.6g%%, not 100%%", 100 * sum);
        return false;
    }
    for (size_t i = 0; i < node->n && sum > 0; i++)
        parts[i].share /= sum;
    return good;
}

static bool bind_mix(struct binder *binder, const struct slot *slot, const struct node *node, struct order_mix *mix)
{
    struct order_part *parts;
    int order;

    if (node->kind == NODE_MAPPING || (node->kind == NODE_SEQUENCE && (node->n == 0 || node->n > 100))) {
        reader_error(binder->reader, node->place, order_example, "`order` takes a word or a list of shares, not %s",
                     node_describe(binder->reader, node));
        return false;
    }
    mix->n = node->kind == NODE_SCALAR ? 1 : node->n;
    mix->parts = parts = reader_alloc(binder->reader, mix->n, sizeof *parts);
    if (parts == NULL)
        return false;
    if (node->kind == NODE_SEQUENCE)
        return bind_parts(binder, slot, node, parts);
    order = bind_word(binder, slot, node, order_names);
    if (order < 0)
        return false;
    *parts = (struct order_part){.order = (enum work_order)order, .share = 1};
    return true;
}

void bind_order(struct binder *binder, const struct slot *slot)
{
    struct order_series *series = slot_target(slot);
    struct dated_node *dated;
    struct order_mix *mixes;
    size_t n;
    bool good = true;

    dated = bind_dated(binder, slot->node, &n);
    mixes = dated == NULL ? NULL : reader_alloc(binder->reader, n, sizeof *mixes);
    if (mixes == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        mixes[i].date = dated[i].date;
        good = bind_mix(binder, slot, dated[i].node, &mixes[i]) && good;
    }
    if (good)
        *series = (struct order_series){.given = true, .n = n, .mixes = mixes, .place = slot->node->place};
}
