/* YAML text -> tree of nodes, with libyaml's events. Bounded in depth, size and time whatever the text. */
#include <yaml.h>

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/node.h"

enum { ANCHORS_MAX = 1000 };

struct anchor {
    const char *name;
    const struct node *node;
    bool complete;
};

/* A collection that is being filled; a mapping between key and value holds the key. */
struct frame {
    struct node *node;
    bool has_key;
    const char *key;
    struct place key_place;
    size_t anchor; /* index + 1; 0 none */
};

struct builder {
    struct reader *reader;
    yaml_parser_t parser;
    int source;
    int shift; /* characters before the text on its first line */
    struct frame frames[NODE_DEPTH_MAX];
    size_t depth;
    struct anchor *anchors;
    size_t n_anchors, anchors_capacity;
    const struct node *root;
    bool documents_seen;
};

static struct place place_at(const struct builder *builder, yaml_mark_t mark)
{
    return (struct place){.file = builder->source,
                          .line = (int)mark.line + 1,
                          .column = (int)mark.column + 1 + (mark.line == 0 ? builder->shift : 0)};
}

/* ---- keys ---- */

static int compare_entries(const void *a, const void *b)
{
    const struct node_entry *const *one = a, *const *other = b;
    int order = strcmp((*one)->key, (*other)->key);

    if (order != 0)
        return order;
    return *one < *other ? -1 : *one > *other;
}

static bool refuse_duplicates(struct builder *builder, const struct node *mapping)
{
    const struct node_entry **sorted = malloc((mapping->n + 1) * sizeof *sorted);
    bool unique = true;

    if (sorted == NULL) {
        builder->reader->out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < mapping->n; i++)
        sorted[i] = &mapping->entries[i];
    qsort(sorted, mapping->n, sizeof *sorted, compare_entries);
    for (size_t i = 1; i < mapping->n; i++) {
        const struct node_entry *first = sorted[i - 1], *again = sorted[i];
        if (strcmp(first->key, again->key) != 0)
            continue;
        unique = false;
        reader_error(builder->reader, again->place, "keep one of the two",
                     "the key %s was given before, on line %d, column %d", reader_quote(builder->reader, again->key),
                     first->place.line, first->place.column);
    }
    free(sorted);
    return unique;
}

static bool take_key(struct builder *builder, struct frame *frame, const struct node *key)
{
    if (key->kind != NODE_SCALAR || (key->text[0] == '\0' && !key->quoted)) {
        reader_error(builder->reader, key->place, NULL, "a key must be a word, not %s",
                     node_describe(builder->reader, key));
        return false;
    }
    if (strcmp(key->text, "<<") == 0 && !key->quoted) {
        reader_error(builder->reader, key->place,
                     "use `extends` or an overlay, or an alias for a whole value (`key: *name`)",
                     "the merge key `<<` is not part of the language");
        return false;
    }
    frame->has_key = true;
    frame->key = key->text;
    frame->key_place = key->place;
    return true;
}

/* ---- nodes ---- */

static bool add_item(struct builder *builder, struct node *list, const struct node *item)
{
    const struct node **items =
        arena_grow(builder->reader->arena, list->items, list->n, &list->capacity, sizeof *items);

    if (items == NULL) {
        builder->reader->out_of_memory = true;
        return false;
    }
    list->items = items;
    items[list->n++] = item;
    return true;
}

/* Hands a finished node to the collection around it. `at` is where it is used, which for an alias is not where it was
 * written. */
static bool attach(struct builder *builder, const struct node *node, struct place at)
{
    struct frame *frame;

    if (builder->depth == 0) {
        builder->root = node;
        return true;
    }
    frame = &builder->frames[builder->depth - 1];
    if (frame->node->kind == NODE_MAPPING && !frame->has_key)
        return take_key(builder, frame, node);
    frame->node->size += node->size;
    if (frame->node->size > NODES_MAX) {
        reader_error(builder->reader, at, NULL, "too many values: over %d, every alias counted as what it stands for",
                     NODES_MAX);
        return false;
    }
    if (frame->node->kind == NODE_SEQUENCE)
        return add_item(builder, frame->node, node);
    frame->has_key = false;
    if (node_mends_comma(builder->reader, frame->node, frame->key, frame->key_place, node))
        return true;
    if (frame->node->n >= NODE_ENTRIES_MAX) {
        reader_error(builder->reader, frame->key_place, NULL, "over %d keys in one mapping", NODE_ENTRIES_MAX);
        return false;
    }
    return node_append(builder->reader, frame->node, frame->key, frame->key_place, node);
}

static bool refuse_tag(struct builder *builder, const yaml_char_t *tag, struct place place)
{
    if (tag == NULL || strcmp((const char *)tag, "!") == 0)
        return false;
    reader_error(builder->reader, place, "leave the tag out", "tags are not part of the language: %s",
                 reader_quote(builder->reader, (const char *)tag));
    return true;
}

/* Index + 1 of a new anchor, 0 when the event has none; false after an error. */
static bool add_anchor(struct builder *builder, const yaml_char_t *name, const struct node *node, size_t *index)
{
    struct anchor *anchors;

    *index = 0;
    if (name == NULL)
        return true;
    if (builder->n_anchors >= ANCHORS_MAX) {
        reader_error(builder->reader, node->place, NULL, "over %d anchors in one file", ANCHORS_MAX);
        return false;
    }
    anchors = arena_grow(builder->reader->arena, builder->anchors, builder->n_anchors, &builder->anchors_capacity,
                         sizeof *anchors);
    if (anchors == NULL) {
        builder->reader->out_of_memory = true;
        return false;
    }
    builder->anchors = anchors;
    anchors[builder->n_anchors].name = reader_format(builder->reader, "%s", (const char *)name);
    anchors[builder->n_anchors].node = node;
    anchors[builder->n_anchors].complete = false;
    *index = ++builder->n_anchors;
    return true;
}

static bool on_alias(struct builder *builder, const yaml_event_t *event)
{
    const char *name = (const char *)event->data.alias.anchor;
    struct place place = place_at(builder, event->start_mark);

    for (size_t i = builder->n_anchors; i-- > 0;) {
        const struct anchor *anchor = &builder->anchors[i];
        if (strcmp(anchor->name, name) != 0)
            continue;
        if (anchor->complete)
            return attach(builder, anchor->node, place);
        reader_error(builder->reader, place, NULL, "the alias `*%s` stands inside the value it names: that has no end",
                     name);
        return false;
    }
    reader_error(builder->reader, place, "an anchor `&name` must come before its alias",
                 "there is no anchor for the alias `*%s`", name);
    return false;
}

static bool on_scalar(struct builder *builder, const yaml_event_t *event)
{
    struct place place = place_at(builder, event->start_mark);
    const char *text = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length, anchor;
    struct node *node = reader_alloc(builder->reader, 1, sizeof *node);

    if (node == NULL || refuse_tag(builder, event->data.scalar.tag, place))
        return false;
    if (memchr(text, '\0', length) != NULL) {
        reader_error(builder->reader, place, NULL, "a text may not hold the character \\0");
        return false;
    }
    node->kind = NODE_SCALAR;
    node->place = place;
    node->size = 1;
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->text = reader_format(builder->reader, "%s", text);
    if (!add_anchor(builder, event->data.scalar.anchor, node, &anchor))
        return false;
    if (anchor > 0)
        builder->anchors[anchor - 1].complete = true;
    return attach(builder, node, place);
}

static bool on_start(struct builder *builder, enum node_kind kind, yaml_mark_t mark, const yaml_char_t *anchor,
                     const yaml_char_t *tag)
{
    struct place place = place_at(builder, mark);
    struct node *node = node_new_mapping(builder->reader, place);
    struct frame *frame;

    if (node == NULL || refuse_tag(builder, tag, place))
        return false;
    node->kind = kind;
    if (builder->depth == NODE_DEPTH_MAX) {
        reader_error(builder->reader, place, NULL, "nested deeper than %d levels", NODE_DEPTH_MAX);
        return false;
    }
    frame = &builder->frames[builder->depth++];
    *frame = (struct frame){.node = node};
    return add_anchor(builder, anchor, node, &frame->anchor);
}

static bool on_end(struct builder *builder)
{
    struct frame *frame = &builder->frames[--builder->depth];

    if (frame->anchor > 0)
        builder->anchors[frame->anchor - 1].complete = true;
    /* A duplicate key is an error, and reading goes on to find the next. */
    if (frame->node->kind == NODE_MAPPING)
        (void)refuse_duplicates(builder, frame->node);
    return attach(builder, frame->node, frame->node->place);
}

static bool on_document(struct builder *builder, const yaml_event_t *event)
{
    if (builder->documents_seen) {
        reader_error(builder->reader, place_at(builder, event->start_mark), "put it in a file of its own",
                     "a second document starts here: a scenario is one document");
        return false;
    }
    builder->documents_seen = true;
    return true;
}

static bool on_event(struct builder *builder, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return on_document(builder, event);
    case YAML_ALIAS_EVENT:
        return on_alias(builder, event);
    case YAML_SCALAR_EVENT:
        return on_scalar(builder, event);
    case YAML_SEQUENCE_START_EVENT:
        return on_start(builder, NODE_SEQUENCE, event->start_mark, event->data.sequence_start.anchor,
                        event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return on_start(builder, NODE_MAPPING, event->start_mark, event->data.mapping_start.anchor,
                        event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return on_end(builder);
    default:
        return true;
    }
}

/* ---- errors of the parser ---- */

/* The place of a byte, for errors of libyaml's decoder, which knows no line. */
static struct place place_of_byte(const struct builder *builder, size_t start, size_t offset)
{
    const struct source *source = &builder->reader->sources[builder->source];
    struct place place = {.file = builder->source, .line = 1, .column = 1 + builder->shift};

    for (size_t at = start; at < start + offset && at < source->size;) {
        int32_t code;
        size_t length = text_decode(source->text + at, source->size - at, &code);
        place.column++;
        if (source->text[at] == '\n') {
            place.line++;
            place.column = 1;
        }
        at += length;
    }
    return place;
}

static const char *advice(const struct builder *builder, size_t at)
{
    const struct source *source = &builder->reader->sources[builder->source];

    if (at < source->size && source->text[at] == '\t')
        return "indent with spaces, not with tabs";
    if (at < source->size && (source->text[at] == '@' || source->text[at] == '`' || source->text[at] == '%'))
        return "put the text in quotes";
    if (builder->parser.problem != NULL && strncmp(builder->parser.problem, "mapping values", 14) == 0)
        return "put a text with a colon in it in quotes, or check the indentation here and just above";
    return "check indentation, colons, brackets and quotes here and just above";
}

/* The byte that a mark of the parser stands at; marks count characters. */
static size_t byte_of_mark(const struct builder *builder, size_t start, yaml_mark_t mark)
{
    const struct source *source = &builder->reader->sources[builder->source];
    size_t line = 0, column = 0, at = start;

    while (at < source->size && (line < mark.line || (line == mark.line && column < mark.column))) {
        int32_t code;
        at += text_decode(source->text + at, source->size - at, &code);
        column = code == '\n' ? 0 : column + 1;
        line += code == '\n';
    }
    return at;
}

/* Of a text that ends too early the parser names a line that is not there; then the place is the end of the last. */
static struct place problem_place(const struct builder *builder, size_t start, size_t at)
{
    const struct source *source = &builder->reader->sources[builder->source];
    size_t end = source->size;

    if (at < end)
        return place_at(builder, builder->parser.problem_mark);
    while (end > start && (source->text[end - 1] == '\n' || source->text[end - 1] == '\r'))
        end--;
    return place_of_byte(builder, start, end - start);
}

static void report_parser(struct builder *builder, size_t start)
{
    const yaml_parser_t *parser = &builder->parser;
    const char *problem = parser->problem == NULL ? "unknown problem" : parser->problem;
    size_t at = byte_of_mark(builder, start, parser->problem_mark);
    struct place place = problem_place(builder, start, at);

    if (parser->error == YAML_MEMORY_ERROR) {
        builder->reader->out_of_memory = true;
    } else if (parser->error == YAML_READER_ERROR) {
        reader_error(builder->reader, place_of_byte(builder, start, parser->problem_offset),
                     "save the file as UTF-8 text", "not readable as text: %s", problem);
    } else {
        reader_error(builder->reader, place, advice(builder, at), "not valid YAML: %s%s%s", problem,
                     parser->context == NULL ? "" : ", ", parser->context == NULL ? "" : parser->context);
    }
}

/* libyaml refuses what is no UTF-8 too, but a byte late and in words for programmers. */
static bool refuse_bytes(struct builder *builder, size_t start)
{
    const struct source *source = &builder->reader->sources[builder->source];
    int32_t code;

    for (size_t at = start; at < source->size;) {
        size_t length = text_decode(source->text + at, source->size - at, &code);
        if (code < 0) {
            reader_error(builder->reader, place_of_byte(builder, start, at - start), "save the file as UTF-8",
                         "this is not UTF-8 text: the byte %02x", (unsigned)(unsigned char)source->text[at]);
            return true;
        }
        at += length;
    }
    return false;
}

static bool build(struct builder *builder, size_t start)
{
    bool more = true, good = true;

    while (more && good) {
        yaml_event_t event;
        if (!yaml_parser_parse(&builder->parser, &event)) {
            report_parser(builder, start);
            return false;
        }
        more = event.type != YAML_STREAM_END_EVENT && event.type != YAML_NO_EVENT;
        good = on_event(builder, &event);
        yaml_event_delete(&event);
    }
    return good;
}

const struct node *node_read(struct reader *reader, int source, size_t start, int shift)
{
    const struct source *text = &reader->sources[source];
    struct builder *builder = calloc(1, sizeof *builder);
    const struct node *root = NULL;

    if (start == 0 && text->size >= 3 && memcmp(text->text, "\xef\xbb\xbf", 3) == 0)
        start = 3;
    if (builder == NULL || !yaml_parser_initialize(&builder->parser)) {
        free(builder);
        reader->out_of_memory = true;
        return NULL;
    }
    builder->reader = reader;
    builder->source = source;
    builder->shift = shift;
    yaml_parser_set_encoding(&builder->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder->parser, (const unsigned char *)text->text + start, text->size - start);
    if (!refuse_bytes(builder, start) && build(builder, start))
        root = builder->root;
    yaml_parser_delete(&builder->parser);
    free(builder);
    return root;
}
