/* Fields that hold one plain value. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scenario/bind.h"
#include "scenario/words.h"

enum { LINE_BYTES_MAX = 300, TEXT_BYTES_MAX = 20000, NODE_TEXT_MAX = 400 };

const char *bind_scalar(struct binder *binder, const struct slot *slot, const struct node *node)
{
    if (node->kind == NODE_SCALAR && !node_is_null(node))
        return node->text;
    bind_refuse_kind(binder, slot, node);
    return NULL;
}

static void refuse_range(struct binder *binder, const struct node *node, const char *key, enum unit unit,
                         double minimum, double maximum)
{
    struct reader *reader = binder->reader;

    if (minimum == 0 && node->text[strcspn(node->text, "-0123456789")] == '-') {
        reader_error(reader, node->place, NULL, "`%s` cannot be negative: %s", key, reader_quote(reader, node->text));
        return;
    }
    reader_error(reader, node->place, NULL, "%s is out of range: `%s` goes from %s to %s",
                 reader_quote(reader, node->text), key, amount_format(reader, unit, minimum),
                 amount_format(reader, unit, maximum));
}

bool bind_amount_in(struct binder *binder, const struct node *node, const char *key, enum unit unit, double minimum,
                    double maximum, double *value)
{
    if (node->kind != NODE_SCALAR) {
        reader_error(binder->reader, node->place,
                     reader_format(binder->reader, "for example `%s`", unit_info(unit)->example),
                     "`%s` takes %s, not %s", key, unit_info(unit)->name, node_describe(binder->reader, node));
        return false;
    }
    if (!amount_read(binder->reader, node->text, node->place, key, unit, value))
        return false;
    if (*value >= minimum && *value <= maximum)
        return true;
    refuse_range(binder, node, key, unit, minimum, maximum);
    return false;
}

bool bind_amount(struct binder *binder, const struct slot *slot, const struct node *node, double *value)
{
    const struct field *field = slot->field;
    const struct unit_info *info = unit_info(field->unit);
    bool own = field->minimum != 0 || field->maximum != 0;

    if (node->kind != NODE_SCALAR) {
        bind_refuse_kind(binder, slot, node);
        return false;
    }
    if (!bind_amount_in(binder, node, field->key, field->unit, own ? field->minimum : info->minimum,
                        own ? field->maximum : info->maximum, value)) {
        return false;
    }
    if ((field->flags & FIELD_POSITIVE) && *value <= 0) {
        reader_error(binder->reader, node->place, NULL, "`%s` must be over zero, not %s", field->key,
                     reader_quote(binder->reader, node->text));
        return false;
    }
    if ((field->flags & FIELD_WHOLE) && *value != floor(*value)) {
        reader_error(binder->reader, node->place, NULL, "`%s` must be a whole number, not %s", field->key,
                     reader_quote(binder->reader, node->text));
        return false;
    }
    return true;
}

void bind_number(struct binder *binder, const struct slot *slot)
{
    double value;

    if (bind_amount(binder, slot, slot->node, &value))
        memcpy(slot_target(slot), &value, sizeof value);
}

void bind_integer(struct binder *binder, const struct slot *slot)
{
    double value;
    int whole;

    if (!bind_amount(binder, slot, slot->node, &value))
        return;
    if (value != floor(value)) {
        reader_error(binder->reader, slot->node->place, NULL, "`%s` must be a whole number%s, not %s", slot->field->key,
                     slot->field->unit == UNIT_DAYS ? " of days" : "", reader_quote(binder->reader, slot->node->text));
        return;
    }
    whole = (int)value;
    memcpy(slot_target(slot), &whole, sizeof whole);
}

/* The first character that does not belong in a text, or -2. */
static int32_t unwanted(const char *text, bool one_line)
{
    size_t left = strlen(text);

    while (left > 0) {
        int32_t code;
        size_t length = text_decode(text, left, &code);
        bool space = code == '\n' || code == '\t';
        if (text_is_hazardous(code) && (one_line || !space))
            return code;
        text += length;
        left -= length;
    }
    return -2;
}

void bind_text(struct binder *binder, const struct slot *slot)
{
    bool one_line = (slot->field->flags & FIELD_PRINTABLE) != 0;
    size_t most = one_line ? LINE_BYTES_MAX : TEXT_BYTES_MAX;
    const char *text = slot->node->text;
    int32_t code;

    if (slot->node->kind != NODE_SCALAR) {
        bind_refuse_kind(binder, slot, slot->node);
        return;
    }
    code = unwanted(text, one_line);
    if (code != -2) {
        reader_error(binder->reader, slot->node->place, NULL, "`%s` holds a character that cannot be printed: U+%04X",
                     slot->field->key, (unsigned)code);
    } else if (strlen(text) > most) {
        reader_error(binder->reader, slot->node->place, NULL, "`%s` is longer than %zu bytes", slot->field->key, most);
    } else {
        memcpy(slot_target(slot), &text, sizeof text);
    }
}

void bind_name(struct binder *binder, const struct slot *slot)
{
    const char *text = bind_scalar(binder, slot, slot->node);

    if (text == NULL)
        return;
    if (!name_is_valid(text, true)) {
        reader_error(
            binder->reader, slot->node->place,
            "names are lower-case letters, digits, _ and -, start with a letter and have at most 64 characters",
            "%s is no name", reader_quote(binder->reader, text));
        return;
    }
    memcpy(slot_target(slot), &text, sizeof text);
}

int bind_word(struct binder *binder, const struct slot *slot, const struct node *node, const char *const *names)
{
    const char *text = bind_scalar(binder, slot, node);
    size_t n = 0;

    if (text == NULL)
        return -1;
    while (names[n] != NULL)
        n++;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(names[i], text) == 0)
            return (int)i;
    }
    reader_error(binder->reader, node->place, reader_suggest(binder->reader, text, n, names, "choose from "),
                 "`%s` cannot be %s", slot->field->key, reader_quote(binder->reader, text));
    return -1;
}

void bind_bool(struct binder *binder, const struct slot *slot)
{
    static const char *const words[] = {"no", "yes", "false", "true", NULL};
    const char *const *names = slot->field->names != NULL ? slot->field->names : words;
    int index = bind_word(binder, slot, slot->node, names);
    bool value = index % 2 == 1;

    if (index >= 0)
        memcpy(slot_target(slot), &value, sizeof value);
}

void bind_enum(struct binder *binder, const struct slot *slot)
{
    int index = bind_word(binder, slot, slot->node, slot->field->names);

    if (index >= 0)
        memcpy(slot_target(slot), &index, sizeof index);
}

void bind_node(struct binder *binder, const struct slot *slot)
{
    if (bind_scalar(binder, slot, slot->node) != NULL)
        memcpy(slot_target(slot), &slot->node, sizeof slot->node);
}

void bind_profile(struct binder *binder, const struct slot *slot)
{
    const struct node *node = slot->node;
    const size_t n = slot->field->most != 0 ? slot->field->most : 12;
    double weights[12], sum = 0;

    if (node->kind != NODE_SEQUENCE || node->n != n) {
        if (node->kind == NODE_SEQUENCE) {
            reader_error(binder->reader, node->place, NULL, "`%s` needs %zu numbers, %s, and here are %zu",
                         slot->field->key, n, n == 12 ? "January to December" : "Monday to Sunday", node->n);
        } else {
            bind_refuse_kind(binder, slot, node);
        }
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (!bind_amount_in(binder, node->items[i], slot->field->key, UNIT_NONE, 0, 1e6, &weights[i]))
            return;
        sum += weights[i];
    }
    if (sum <= 0) {
        reader_error(binder->reader, node->place, NULL, "the weights of `%s` add up to zero", slot->field->key);
        return;
    }
    for (size_t i = 0; i < n; i++)
        weights[i] *= (double)n / sum;
    memcpy(slot_target(slot), weights, n * sizeof *weights);
}

/* ---- periods ---- */

static bool bind_period_mapping(struct binder *binder, const struct slot *slot, struct legal_period *period)
{
    static const char *const keys[] = {"length", "weekend_rule"};
    static const char *const words[] = {"no", "yes", "false", "true", NULL};
    const struct node_entry *length = node_find(slot->node, "length");
    bool good = length != NULL && length->value->kind == NODE_SCALAR;

    if (!good) {
        reader_error(binder->reader, slot->node->place, "for example `{length: 90 days, weekend_rule: no}`",
                     "a period needs a `length`");
        return false;
    }
    good = period_read(binder->reader, length->value->text, length->value->place, "length", &period->months,
                       &period->days);
    period->moves_off_weekends = period_is_short(period->months, period->days);
    for (size_t i = 0; i < slot->node->n; i++) {
        const struct node_entry *entry = &slot->node->entries[i];
        int word;
        if (strcmp(entry->key, "length") == 0)
            continue;
        if (strcmp(entry->key, "weekend_rule") != 0) {
            bind_unknown_key(binder, entry, slot->path, keys, 2);
            good = false;
            continue;
        }
        word = bind_word(binder, slot, entry->value, words);
        if (word >= 0)
            period->moves_off_weekends = word % 2 == 1;
        good = good && word >= 0;
    }
    return good;
}

void bind_period(struct binder *binder, const struct slot *slot)
{
    struct legal_period period = {.months = 0};
    bool good;

    if (slot->node->kind == NODE_MAPPING) {
        good = bind_period_mapping(binder, slot, &period);
    } else {
        const char *text = bind_scalar(binder, slot, slot->node);
        good = text != NULL &&
               period_read(binder->reader, text, slot->node->place, slot->field->key, &period.months, &period.days);
        period.moves_off_weekends = period_is_short(period.months, period.days);
    }
    if (!good)
        return;
    if (slot->field->kind == FIELD_LEGAL_PERIOD)
        memcpy(slot_target(slot), &period, sizeof period);
    else
        *(struct period_spec *)slot_target(slot) =
            (struct period_spec){.given = true, .period = period, .place = slot->node->place};
}

/* ---- provenance ---- */

const char *const status_names[] = {"observed", "assumed", "calibrated", NULL};

bool bind_provenance(struct binder *binder, const struct node_entry *entry, const char **source,
                     enum value_status *status)
{
    static const struct field status_field = {
        .key = "status", .kind = FIELD_ENUM, .names = status_names, .example = "assumed"};
    static const struct field source_field = {.key = "source", .kind = FIELD_TEXT, .flags = FIELD_PRINTABLE};
    int word;

    if (strcmp(entry->key, "source") == 0) {
        bind_text(binder, &(struct slot){.field = &source_field, .node = entry->value, .base = (char *)source});
        return true;
    }
    if (strcmp(entry->key, "status") != 0)
        return false;
    word = bind_word(binder, &(struct slot){.field = &status_field, .node = entry->value}, entry->value, status_names);
    if (word >= 0)
        *status = (enum value_status)(word + STATUS_OBSERVED);
    return true;
}

void bind_stated(struct binder *binder, const struct slot *slot, const struct quantity *quantity)
{
    const struct unit_info *unit = unit_info(slot->field->unit);
    struct stated_quantity *list = arena_grow(binder->reader->arena, binder->stated, binder->n_stated,
                                              &binder->stated_capacity, sizeof *list);

    if (list == NULL) {
        binder->reader->out_of_memory = true;
        return;
    }
    binder->stated = list;
    list[binder->n_stated++] = (struct stated_quantity){
        .quantity = *quantity, .before = unit->before, .after = unit->after, .mapping = node_is_valued(slot->node)};
}

void bind_assumption(struct binder *binder, const struct quantity *quantity)
{
    const struct quantity **list = arena_grow(binder->reader->arena, binder->assumptions, binder->n_assumptions,
                                              &binder->assumptions_capacity, sizeof *list);
    struct quantity *copy = reader_alloc(binder->reader, 1, sizeof *copy);

    if (list == NULL || copy == NULL) {
        binder->reader->out_of_memory = true;
        return;
    }
    *copy = *quantity;
    binder->assumptions = list;
    list[binder->n_assumptions++] = copy;
}

const char *node_text(struct reader *reader, const struct node *node)
{
    bool mapping = node->kind == NODE_MAPPING;
    const char *text = "";

    if (node->kind == NODE_SCALAR)
        return node->text;
    for (size_t i = 0; i < node->n; i++) {
        const char *inner = node_text(reader, mapping ? node->entries[i].value : node->items[i]);
        if (strlen(text) > NODE_TEXT_MAX) {
            text = reader_format(reader, "%s, ...", text);
            break;
        }
        text = reader_format(reader, "%s%s%s%s%s", text, i == 0 ? "" : ", ", mapping ? node->entries[i].key : "",
                             mapping ? ": " : "", strlen(inner) > NODE_TEXT_MAX ? "..." : inner);
    }
    return reader_format(reader, mapping ? "{%s}" : "[%s]", text);
}
