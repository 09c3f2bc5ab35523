#include <stdlib.h>
#include <string.h>

#include "scenario/resolve.h"
#include "scenario/series.h"

struct quantity quantity_constant(struct reader *reader, double value, const char *path)
{
    static const struct dated_number zero = {.date = SCENARIO_ALWAYS, .value = 0};
    struct dated_number *point = reader_alloc(reader, 1, sizeof *point);

    if (point != NULL)
        *point = (struct dated_number){.date = SCENARIO_ALWAYS, .value = value};
    return (struct quantity){.n = 1,
                             .points = point == NULL ? &zero : point,
                             .source = "",
                             .text = "",
                             .path = path,
                             .uncertainty = {.factor = -1}};
}

/* ---- outcomes ---- */

/* The index of an outcome in the stream's list, to which a new one is added; -1 after an error. */
static int outcome_index(struct binder *binder, struct bound_stream *stream, const char *name, struct place place)
{
    struct stream_spec *spec = &stream->spec;

    for (size_t i = 0; i < spec->n_outcomes; i++) {
        if (strcmp(spec->outcomes[i], name) == 0)
            return (int)i;
    }
    if (spec->n_outcomes == OUTCOMES_MAX) {
        reader_error(binder->reader, place, NULL, "the stream %s has over %d different outcomes",
                     reader_quote(binder->reader, spec->name), OUTCOMES_MAX);
        return -1;
    }
    spec->outcomes[spec->n_outcomes] = name;
    return (int)spec->n_outcomes++;
}

static void refuse_event_word(struct binder *binder, const struct bound_outcome *outcome)
{
    for (const char *const *name = event_names(); *name != NULL; name++) {
        if (strcmp(*name, outcome->spec.name) != 0)
            continue;
        reader_error(binder->reader, outcome->place, "choose another name",
                     "an outcome cannot be called `%s`: links use that word for an event", *name);
    }
}

static void fill_outcomes(struct binder *binder, struct bound_stream *stream, struct class_spec *class,
                          const struct bound_outcome *outcomes, size_t n)
{
    class->n_outcomes = 0;
    for (size_t i = 0; i < n && i < OUTCOMES_MAX; i++) {
        int index = outcome_index(binder, stream, outcomes[i].spec.name, outcomes[i].place);
        if (index < 0)
            continue;
        class->outcome[class->n_outcomes] = index;
        class->outcomes[class->n_outcomes++] = outcomes[i].spec;
    }
}

static void fill_decided(struct binder *binder, struct bound_stream *stream, struct class_spec *class)
{
    const char *path = reader_format(binder->reader, "streams.%s.outcomes.decided", stream->spec.name);

    stream->spec.outcomes[0] = "decided";
    stream->spec.n_outcomes = 1;
    class->outcome[0] = 0;
    class->n_outcomes = 1;
    class->outcomes[0].name = "decided";
    class->outcomes[0].share = quantity_constant(binder->reader, 1, path);
    class->outcomes[0].effort = quantity_constant(binder->reader, 1, reader_format(binder->reader, "%s.effort", path));
}

/* ---- classes ---- */

/* What a class does not state, it takes from its stream. */
static void complete_class(struct binder *binder, struct bound_stream *stream, struct class_spec *class,
                           const struct bound_outcome *outcomes, size_t n)
{
    if (!class->effort.given)
        class->effort = stream->effort;
    if (!class->effort_shape.given)
        class->effort_shape = stream->effort_shape;
    if (!class->effort_drift.given)
        class->effort_drift = stream->effort_drift;
    if (!class->batch.given)
        class->batch = stream->batch;
    if (class->label == NULL || class->label[0] == '\0')
        class->label = class->name;
    if (n == 0) {
        outcomes = stream->outcomes;
        n = stream->n_outcomes;
    }
    if (n > 0)
        fill_outcomes(binder, stream, class, outcomes, n);
    else if (stream->spec.n_outcomes == 0 || strcmp(stream->spec.outcomes[0], "decided") == 0)
        fill_decided(binder, stream, class);
    else
        class->n_outcomes = 0; /* other classes state outcomes and this one has none: an error of the checks */
}

static void make_only_class(struct binder *binder, struct bound_stream *stream)
{
    struct class_spec *class = reader_alloc(binder->reader, 1, sizeof *class);
    const char *path = reader_format(binder->reader, "streams.%s.classes.all", stream->spec.name);

    if (class == NULL)
        return;
    class->name = "all";
    class->share = quantity_constant(binder->reader, 1, reader_format(binder->reader, "%s.share", path));
    class->notice = quantity_constant(binder->reader, 1, reader_format(binder->reader, "%s.notice", path));
    class->label = stream->spec.label;
    stream->spec.classes = class;
    stream->spec.n_classes = 1;
    complete_class(binder, stream, class, NULL, 0);
}

static void fill_classes(struct binder *binder, struct bound_stream *stream)
{
    struct class_spec *classes;

    if (stream->n_classes == 0) {
        make_only_class(binder, stream);
        return;
    }
    classes = reader_alloc(binder->reader, stream->n_classes, sizeof *classes);
    if (classes == NULL)
        return;
    stream->spec.classes = classes;
    stream->spec.n_classes = stream->n_classes;
    for (size_t i = 0; i < stream->n_classes; i++) {
        classes[i] = stream->classes[i].spec;
        complete_class(binder, stream, &classes[i], stream->classes[i].outcomes, stream->classes[i].n_outcomes);
    }
}

static void check_outcome_words(struct binder *binder, const struct bound_stream *stream)
{
    for (size_t i = 0; i < stream->n_outcomes; i++)
        refuse_event_word(binder, &stream->outcomes[i]);
    for (size_t i = 0; i < stream->n_classes; i++) {
        const struct bound_class *class = &stream->classes[i];
        for (size_t j = 0; j < class->n_outcomes; j++)
            refuse_event_word(binder, &class->outcomes[j]);
    }
}

/* ---- changes of effort ---- */

static int class_named(struct binder *binder, const struct stream_spec *stream, const struct node *node)
{
    const char **names = reader_alloc(binder->reader, stream->n_classes, sizeof *names);

    for (size_t i = 0; names != NULL && i < stream->n_classes; i++) {
        names[i] = stream->classes[i].name;
        if (strcmp(names[i], node->text) == 0)
            return (int)i;
    }
    if (names != NULL) {
        reader_error(binder->reader, node->place,
                     reader_suggest(binder->reader, node->text, stream->n_classes, names,
                                    reader_format(binder->reader, "the classes of `%s` are ", stream->name)),
                     "%s is no class of `%s`", reader_quote(binder->reader, node->text), stream->name);
    }
    return -1;
}

static int outcome_named(struct binder *binder, const struct stream_spec *stream, const struct node *node)
{
    for (size_t i = 0; i < stream->n_outcomes; i++) {
        if (strcmp(stream->outcomes[i], node->text) == 0)
            return (int)i;
    }
    reader_error(binder->reader, node->place,
                 reader_suggest(binder->reader, node->text, stream->n_outcomes, (const char *const *)stream->outcomes,
                                reader_format(binder->reader, "the outcomes of `%s` are ", stream->name)),
                 "%s is no outcome of `%s`", reader_quote(binder->reader, node->text), stream->name);
    return -1;
}

static void fill_effort_changes(struct binder *binder, struct bound_stream *stream)
{
    struct stream_spec *spec = &stream->spec;
    struct effort_change_spec *changes = reader_alloc(binder->reader, stream->n_effort_changes, sizeof *changes);

    if (changes == NULL)
        return;
    for (size_t i = 0; i < stream->n_effort_changes; i++) {
        const struct bound_effort_change *bound = &stream->effort_changes[i];
        changes[i] = bound->spec;
        changes[i].class_index = bound->class_name == NULL ? -1 : class_named(binder, spec, bound->class_name);
        changes[i].outcome = bound->outcome == NULL ? -1 : outcome_named(binder, spec, bound->outcome);
    }
    spec->effort_changes = changes;
    spec->n_effort_changes = stream->n_effort_changes;
}

/* ---- the rest of a stream ---- */

static int compare_rules(const void *a, const void *b)
{
    const struct clock_rule_spec *one = a, *other = b;

    return one->in_force < other->in_force ? -1 : one->in_force > other->in_force;
}

/* By date; those of one date stay in file order, which qsort() does not promise. */
static void sort_rules(struct clock_spec *clock)
{
    for (size_t i = 1; i < clock->n_rules; i++) {
        struct clock_rule_spec rule = clock->rules[i];
        size_t at = i;
        for (; at > 0 && compare_rules(&clock->rules[at - 1], &rule) > 0; at--)
            clock->rules[at] = clock->rules[at - 1];
        clock->rules[at] = rule;
    }
}

static void fill_transfers(struct binder *binder, struct bound_stream *stream)
{
    struct transfer_spec *transfers = reader_alloc(binder->reader, stream->n_transfers, sizeof *transfers);

    if (transfers == NULL)
        return;
    for (size_t i = 0; i < stream->n_transfers; i++)
        transfers[i] = stream->transfers[i].spec;
    stream->spec.transfers = transfers;
    stream->spec.n_transfers = stream->n_transfers;
}

static void fill_history(struct binder *binder, struct bound_stream *stream)
{
    struct history_spec *history = reader_alloc(binder->reader, stream->n_history, sizeof *history);

    if (history == NULL)
        return;
    for (size_t i = 0; i < stream->n_history; i++) {
        history[i] = stream->history[i].spec;
        history[i].event = resolve_event(binder, &stream->spec, stream->history[i].name, history[i].place);
    }
    stream->spec.history = history;
    stream->spec.n_history = stream->n_history;
}

int resolve_event(struct binder *binder, const struct stream_spec *stream, const char *word, struct place place)
{
    const char *names[LINK_OUTCOME + OUTCOMES_MAX];
    size_t n = 0;

    for (; event_names()[n] != NULL; n++)
        names[n] = event_names()[n];
    for (size_t i = 0; i < stream->n_outcomes; i++)
        names[n++] = stream->outcomes[i];
    for (size_t i = 0; i < n; i++) {
        if (strcmp(names[i], word) == 0)
            return (int)i;
    }
    reader_error(binder->reader, place,
                 reader_suggest(binder->reader, word, n, names,
                                reader_format(binder->reader, "the events of `%s` are ", stream->name)),
                 "%s is neither an event nor an outcome of `%s`", reader_quote(binder->reader, word), stream->name);
    return -1;
}

void resolve_stream(struct binder *binder, struct bound_stream *stream)
{
    struct stream_spec *spec = &stream->spec;

    if (spec->id[0] == '\0')
        spec->id = spec->name;
    if (spec->label[0] == '\0')
        spec->label = spec->name;
    check_outcome_words(binder, stream);
    fill_classes(binder, stream);
    fill_effort_changes(binder, stream);
    sort_rules(&spec->clock);
    fill_transfers(binder, stream);
    fill_history(binder, stream);
    resolve_steps(binder, stream);
    spec->opening = stream->opening.spec;
    if (stream->opening.table != NULL)
        ages_read(binder, stream->opening.table, stream, &spec->opening);
}
