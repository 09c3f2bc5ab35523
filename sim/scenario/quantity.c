/* Quantities: an amount, a dated series of amounts, or either with its uncertainty and source. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/bind.h"
#include "scenario/words.h"

static int compare_dated(const void *a, const void *b)
{
    const struct dated_node *one = a, *other = b;

    return one->date < other->date ? -1 : one->date > other->date;
}

struct dated_node *bind_dated(struct binder *binder, const struct node *node, size_t *n)
{
    bool dated = node_is_dated(node), good = true;
    struct dated_node *list = reader_alloc(binder->reader, dated ? node->n : 1, sizeof *list);

    *n = dated ? node->n : 1;
    if (list == NULL)
        return NULL;
    list[0] = (struct dated_node){.date = SCENARIO_ALWAYS, .node = node};
    for (size_t i = 0; dated && i < node->n; i++) {
        list[i].node = node->entries[i].value;
        good = bind_day(binder, node->entries[i].key, node->entries[i].place, &list[i].date) && good;
    }
    if (!good)
        return NULL;
    qsort(list, *n, sizeof *list, compare_dated);
    return list;
}

static void bind_points(struct binder *binder, const struct slot *slot, const struct node *node,
                        struct quantity *quantity)
{
    size_t n;
    struct dated_node *dated;
    struct dated_number *points;
    bool good = true;

    if (node_is_dated(node) && (slot->field->flags & (FIELD_CONSTANT | FIELD_UNDATED))) {
        reader_error(binder->reader, node->place, NULL, "`%s` is one value: it cannot change by date",
                     slot->field->key);
        return;
    }
    dated = bind_dated(binder, node, &n);
    points = dated == NULL ? NULL : reader_alloc(binder->reader, n, sizeof *points);
    if (points == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        points[i].date = dated[i].date;
        good = bind_amount(binder, slot, dated[i].node, &points[i].value) && good;
    }
    if (!good)
        return;
    quantity->points = points;
    quantity->n = n;
}

/* What could not be read is no number, so that checks of sums stay silent about it. */
static void bind_points_or_none(struct binder *binder, const struct slot *slot, const struct node *node,
                                struct quantity *quantity)
{
    static const struct dated_number unknown = {.date = SCENARIO_ALWAYS, .value = NAN};

    quantity->n = 1;
    quantity->points = &unknown;
    bind_points(binder, slot, node, quantity);
}

/* ---- uncertainty ---- */

const char *const uncertainty_names[] = {"normal", "lognormal", "uniform", "triangular", NULL};
static const char *const uncertain_keys[] = {"normal", "lognormal", "uniform", "triangular", "factor", "loading"};

static bool bind_triangular(struct binder *binder, const struct node *node, struct uncertainty *uncertainty)
{
    double value[3];

    if (node->kind != NODE_SEQUENCE || node->n != 3) {
        reader_error(binder->reader, node->place, "for example `triangular: [-10%, 0%, 20%]`",
                     "`triangular` takes its low, mode and high, relative to the value");
        return false;
    }
    for (size_t i = 0; i < 3; i++) {
        if (!bind_amount_in(binder, node->items[i], "triangular", UNIT_SHARE, -1, 100, &value[i]))
            return false;
    }
    uncertainty->low = value[0];
    uncertainty->mode = value[1];
    uncertainty->high = value[2];
    if (value[0] <= value[1] && value[1] <= value[2] && value[0] < value[2])
        return true;
    reader_error(binder->reader, node->place, "for example `triangular: [-10%, 0%, 20%]`",
                 "low, mode and high must ascend");
    return false;
}

/* One key of the mapping `uncertain`; false after an error. */
static bool bind_uncertain_key(struct binder *binder, const struct node_entry *entry, struct uncertainty *uncertainty)
{
    if (strcmp(entry->key, "factor") == 0) {
        if (entry->value->kind == NODE_SCALAR)
            uncertainty->factor = bind_lookup(binder, REFERENCE_FACTOR, entry->value->text, entry->value->place);
        else
            reader_error(binder->reader, entry->value->place, NULL, "`factor` takes a name, not %s",
                         node_describe(binder->reader, entry->value));
        return uncertainty->factor >= 0;
    }
    if (strcmp(entry->key, "loading") == 0)
        return bind_amount_in(binder, entry->value, "loading", UNIT_NONE, -1, 1, &uncertainty->loading);
    for (int i = 0; i < 4; i++) {
        if (strcmp(entry->key, uncertainty_names[i]) != 0)
            continue;
        if (uncertainty->shape != CERTAIN) {
            reader_error(binder->reader, entry->place, "keep one",
                         "a value has one kind of uncertainty: `%s` is a second", entry->key);
            return false;
        }
        uncertainty->shape = (enum uncertainty_shape)(UNCERTAIN_NORMAL + i);
        if (uncertainty->shape == UNCERTAIN_TRIANGULAR)
            return bind_triangular(binder, entry->value, uncertainty);
        return bind_amount_in(binder, entry->value, entry->key, UNIT_SHARE, 0,
                              uncertainty->shape == UNCERTAIN_UNIFORM ? 1 : 3, &uncertainty->high);
    }
    bind_unknown_key(binder, entry, "`uncertain`", uncertain_keys, 6);
    return false;
}

static void bind_uncertain(struct binder *binder, const struct slot *slot, const struct node *node,
                           struct quantity *quantity)
{
    struct uncertainty uncertainty = {.factor = -1, .loading = 1};
    bool good = true;

    if (slot->field->flags & (FIELD_CONSTANT | FIELD_CERTAIN)) {
        reader_error(binder->reader, node->place, NULL, "`%s` is %s: it cannot be uncertain", slot->field->key,
                     slot->field->flags & FIELD_CONSTANT ? "one value" : "known");
        return;
    }
    if (node->kind != NODE_MAPPING) {
        reader_error(binder->reader, node->place, "for example `{lognormal: 10%}`",
                     "`uncertain` takes a mapping, not %s", node_describe(binder->reader, node));
        return;
    }
    for (size_t i = 0; i < node->n; i++)
        good = bind_uncertain_key(binder, &node->entries[i], &uncertainty) && good;
    if (good && uncertainty.shape == CERTAIN) {
        reader_error(binder->reader, node->place, "one of `normal`, `lognormal`, `uniform` and `triangular`",
                     "`uncertain` does not say how");
    } else if (good) {
        quantity->uncertainty = uncertainty;
    }
}

/* ---- value with its source ---- */

const char *const interpolation_names[] = {"steps", "linear", NULL};

static void bind_interpolate(struct binder *binder, const struct slot *slot, const struct node *node,
                             struct quantity *quantity)
{
    static const struct field field = {
        .key = "interpolate", .kind = FIELD_ENUM, .names = interpolation_names, .example = "linear"};
    int word = bind_word(binder, &(struct slot){.field = &field, .node = node}, node, interpolation_names);

    (void)slot;
    quantity->linear = word == 1;
    if (word == 1 && quantity->n == 1 && quantity->points[0].date == SCENARIO_ALWAYS) {
        reader_error(binder->reader, node->place, "one value takes no `interpolate`; --set KEY=VALUE replaces it, KEY.value=VALUE does not",
                     "`interpolate: linear` needs values by date");
    }
}

static void bind_valued(struct binder *binder, const struct slot *slot, struct quantity *quantity)
{
    static const char *const keys[] = {"value", "interpolate", "source", "status", "uncertain"};
    const struct node *node = slot->node, *value = node_find(node, "value")->value;

    bind_points_or_none(binder, slot, value, quantity);
    quantity->place = value->place;
    quantity->text = node_text(binder->reader, value);
    for (size_t i = 0; i < node->n; i++) {
        const struct node_entry *entry = &node->entries[i];
        if (strcmp(entry->key, "value") == 0)
            continue;
        if (strcmp(entry->key, "interpolate") == 0)
            bind_interpolate(binder, slot, entry->value, quantity);
        else if (strcmp(entry->key, "uncertain") == 0)
            bind_uncertain(binder, slot, entry->value, quantity);
        else if (!bind_provenance(binder, entry, &quantity->source, &quantity->status))
            bind_unknown_key(binder, entry, slot->path, keys, 5);
    }
    if (quantity->source[0] != '\0' || quantity->status != STATUS_NONE || quantity->uncertainty.shape != CERTAIN) {
        bind_assumption(binder, quantity);
    }
}

bool bind_part_quantity(struct binder *binder, const struct slot *slot, struct quantity *quantity)
{
    const size_t errors = binder->reader->diagnostics->n_errors;

    *quantity = (struct quantity){.given = true, .path = slot->path, .place = slot->node->place, .source = "", .text = node_text(binder->reader, slot->node)};
    quantity->uncertainty.factor = -1;
    if (node_is_valued(slot->node))
        bind_valued(binder, slot, quantity);
    else
        bind_points_or_none(binder, slot, slot->node, quantity);
    return binder->reader->diagnostics->n_errors == errors;
}

void bind_quantity(struct binder *binder, const struct slot *slot)
{
    struct quantity *quantity = slot_target(slot);

    quantity->given = true;
    quantity->path = slot->path;
    quantity->place = slot->node->place;
    if (node_is_valued(slot->node)) {
        bind_valued(binder, slot, quantity);
    } else if (slot->node->kind == NODE_SCALAR || node_is_dated(slot->node)) {
        bind_points_or_none(binder, slot, slot->node, quantity);
        quantity->text = node_text(binder->reader, slot->node);
    } else {
        const char *example =
            slot->field->example != NULL ? slot->field->example : unit_info(slot->field->unit)->example;
        reader_error(binder->reader, slot->node->place,
                     reader_format(binder->reader,
                                   "for example `%s`, `{2024-01-01: ...}` or `{value: ..., source: ...}`", example),
                     "`%s` takes a value, values by date or a mapping with `value`, not %s", slot->field->key,
                     node_describe(binder->reader, slot->node));
        return;
    }
    bind_stated(binder, slot, quantity);
}
